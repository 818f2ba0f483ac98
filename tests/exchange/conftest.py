"""The machine's folder of these tests, and the files they play with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.actions import files
from hnabroad_desktop.store import local
from hnabroad_desktop.store.datafile import DataFile
from tests.exchange.offices import CITY, WARD, office
from tests.exchange.worlds import World


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of their own for what the machine remembers."""
    monkeypatch.setenv(local.HOME_VARIABLE, str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def world() -> Iterator[World]:
    """Four units with data files alike."""
    made = World()
    yield made
    made.close()


@pytest.fixture
def city(tmp_path: Path) -> Iterator[DataFile]:
    """The file of the city's organisation committee."""
    file = office(tmp_path / CITY, CITY)
    yield file
    files.close(file)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[DataFile]:
    """The file of an organ of a ward."""
    file = office(tmp_path / WARD, WARD)
    yield file
    files.close(file)
