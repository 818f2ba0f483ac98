"""Catalogues that shipped with several versions: what the city corrects is no question where it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.actions import files, histories
from hnabroad_desktop.actions.exchange import receiving
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import catalogue_values, edition, shipped_records, unit_id
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.opening import new_file
from tests.exchange.offices import PASSWORD, WARD, change, get, stick, up

VALUES = list(catalogue_values())
EARLY, VALUE, OTHER = VALUES[5], VALUES[20], VALUES[21]

#: Makes the file of a version that shipped without some records.
Opened = Callable[[list[Record]], DataFile]


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Opened]:
    """The file of a ward whose version shipped without some records, as its own program opens it."""
    made: list[DataFile] = []

    def make(without: list[Record]) -> DataFile:
        path = tmp_path / "cu.hnab"
        ids = {record.id for record in without}
        shipped = [record for record in shipped_records() if record.id not in ids]
        file, _key = new_file(path, person="Lan", password=PASSWORD, shipped=shipped, cost=Cost(1, 32, 1))
        file.set_setting("unit", unit_id(WARD))
        file.set_setting("shipped", edition())
        made.append(file)
        return file

    yield make
    for file in made:
        files.close(file)


def upgraded(file: DataFile) -> DataFile:
    """Open a file with the program of today."""
    file.set_setting("shipped", "an earlier edition")
    path = file.path
    files.close(file)
    return files.open_file(path, password=PASSWORD)


def test_what_the_city_corrects_is_no_question_in_an_upgraded_file(city: DataFile, old: Opened) -> None:
    ward = upgraded(old([EARLY]))
    try:
        change(city, "catalogue_value", VALUE.id, name_vi="Tên mới")
        package = stick(city, ward)
        plan = receiving.plan(ward, package)
        assert (plan.conflicts, dict(plan.changed)) == ((), {"catalogue_value": 1})
        receiving.merge(ward, package)
        assert get(ward, "catalogue_value", VALUE.id)["name_vi"] == "Tên mới"
        told = [(c.field, c.old, c.new) for c in histories.history(ward, "catalogue_value", VALUE.id)]
        assert ("name_vi", VALUE["name_vi"], "Tên mới") in told
        for _time in range(2):
            assert list(ward.findings()) == []
            ward.rebuild()
    finally:
        files.close(ward)


def test_a_real_difference_is_told_with_what_both_had(city: DataFile, old: Opened) -> None:
    ward = upgraded(old([EARLY]))
    try:
        change(ward, "catalogue_value", VALUE.id, name_vi="Tên của phường")
        change(city, "catalogue_value", VALUE.id, name_vi="Tên mới")
        (found,) = receiving.plan(ward, stick(city, ward)).conflicts
        assert found.base is not None
        assert (found.base.value, found.ours.value, found.theirs.value) == (
            VALUE["name_vi"],
            "Tên của phường",
            "Tên mới",
        )
    finally:
        files.close(ward)


def test_a_value_that_comes_before_it_ships_is_not_asked_about_later(city: DataFile, old: Opened) -> None:
    ward = old([VALUE])
    change(city, "catalogue_value", VALUE.id, name_vi="Tên mới")
    up(city, ward)
    ward = upgraded(ward)
    try:
        assert get(ward, "catalogue_value", VALUE.id)["name_vi"] == "Tên mới"
        assert get(ward, "catalogue_value", VALUE.id)["code"] == VALUE["code"]
        assert list(ward.findings()) == []
        ward.rebuild()
        assert get(ward, "catalogue_value", VALUE.id)["name_vi"] == "Tên mới"
        assert list(ward.findings()) == []
    finally:
        files.close(ward)


def test_what_the_city_took_away_stays_away(city: DataFile, old: Opened) -> None:
    ward = upgraded(old([EARLY]))
    try:
        with city.transaction("delete") as step:
            step.delete("catalogue_value", OTHER.id, "bỏ")
        package = stick(city, ward)
        assert receiving.plan(ward, package).conflicts == ()
        receiving.merge(ward, package)
        assert get(ward, "catalogue_value", OTHER.id).deleted
        assert list(ward.findings()) == []
    finally:
        files.close(ward)
