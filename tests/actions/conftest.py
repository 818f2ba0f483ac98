"""A real data file for every test of an action."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.actions import files
from hnabroad_desktop.store.datafile import DataFile
from tests import data_files


@pytest.fixture
def file(path: Path) -> Iterator[DataFile]:
    """The file of this test, open."""
    opened = files.open_file(path, password=data_files.PASSWORD)
    yield opened
    files.close(opened)
