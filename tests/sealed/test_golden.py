"""Packages of every released format open and say what they said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hnabroad_desktop.exchange import package
from tests.golden import FOLDER
from tests.sealed import golden
from tests.sealed.units import trusting

PACKAGES = sorted(FOLDER.glob("package-*.hsx"))


def test_there_is_one_of_every_format() -> None:
    assert [path.name for path in PACKAGES] == ["package-1.hsx"]


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: path.stem)
def test_a_package_of_a_released_format_says_what_it_said(path: Path) -> None:
    keys = golden.keys_from(path.with_suffix(".json"))
    found = package.read(path, keys["receiver"], trusting(keys["sender"]))
    told = golden.told()
    assert (found.package_id, found.number, found.receivers) == (
        told.package_id,
        told.number,
        (keys["receiver"].unit,),
    )
    assert (found.counts, found.receipts, found.packed_at) == (told.counts, told.receipts, told.packed_at)
    assert [replace(p, lines=list(p.lines)) for p in found.streams] == list(told.streams)
    assert [content() for content in found.blobs.values()] == [golden.BLOB]
    assert found.sender_name == "Đảng ủy phường Cửa Nam"
    found.close()
