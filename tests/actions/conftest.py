"""A real data file for every test of an action."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.actions import files
from hnabroad_desktop.store.datafile import DataFile
from tests import data_files


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file with a few people, made once."""
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HNABROAD_HOME", str(tmp_path_factory.mktemp("template-home")))
        data_files.make(folder / "mẫu.hnab")
    return folder / "mẫu.hnab"


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """Where the closed file of this test lies."""
    place = tmp_path / "hồ sơ.hnab"
    data_files.copy(template, place)
    return place


@pytest.fixture
def file(path: Path) -> Iterator[DataFile]:
    """The same file, open."""
    opened = files.open_file(path, password=data_files.PASSWORD)
    yield opened
    files.close(opened)
