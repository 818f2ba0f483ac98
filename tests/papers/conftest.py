"""The city of these tests: made once, copied for each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.actions import files
from hnabroad_desktop.base import i18n
from hnabroad_desktop.store.datafile import DataFile
from tests.papers import city as made
from tests.papers.city import City


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> City:
    """The city nobody changes."""
    before = os.environ.get("HNABROAD_HOME")
    os.environ["HNABROAD_HOME"] = str(tmp_path_factory.mktemp("city-home"))
    i18n.set_language("vi")
    try:
        return made.build(tmp_path_factory.mktemp("city") / "thanh-pho.hnab")
    finally:
        if before is None:
            del os.environ["HNABROAD_HOME"]
        else:
            os.environ["HNABROAD_HOME"] = before


@pytest.fixture
def city(original: City, tmp_path: Path) -> City:
    """A city of one's own."""
    return made.copy(original, tmp_path)


@pytest.fixture
def file(city: City) -> Iterator[DataFile]:
    """The open file of the city."""
    opened = files.open_file(city.path, password=made.PASSWORD)
    yield opened
    files.close(opened)
