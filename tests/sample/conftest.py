"""One practice file for all tests that read it, and copies for those that write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.actions import files
from hnabroad_desktop.actions.sample import demo
from hnabroad_desktop.store.datafile import DataFile
from tests.sample.reading import City


def copied(source: Path, folder: Path) -> Path:
    """Return a copy of a closed data file with its key slots."""
    for part in (source, source.with_name(source.name + ".keys")):
        shutil.copy(part, folder / part.name)
    return folder / source.name


@pytest.fixture(scope="session")
def practice_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice file as the program makes it; it stays closed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HNABROAD_HOME", str(tmp_path_factory.mktemp("home")))
        path = tmp_path_factory.mktemp("practice") / "thuc-hanh.hnab"
        demo(path)
    return path


@pytest.fixture(scope="session")
def file(practice_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataFile]:
    """The practice file, open; tests only read it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HNABROAD_HOME", str(tmp_path_factory.mktemp("home")))
        opened = files.open_file(copied(practice_file, tmp_path_factory.mktemp("read")))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def city(file: DataFile) -> City:
    """Everything in the practice file, read once."""
    return City(file)


@pytest.fixture
def sample_path(practice_file: Path, tmp_path: Path) -> Path:
    """A copy of the practice file that a test may change."""
    return copied(practice_file, tmp_path)
