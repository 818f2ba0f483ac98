"""A real data file for every test of imports, with the people the sample lists may meet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hnabroad_desktop.actions import files, imports
from hnabroad_desktop.store.datafile import DataFile
from tests import data_files
from tests.sheets.lists import old_book

FOLDER = Path(__file__).parents[1] / "files" / "sheets"


@pytest.fixture
def file(path: Path) -> Iterator[DataFile]:
    """The file of this test, open."""
    opened = files.open_file(path, password=data_files.PASSWORD)
    yield opened
    files.close(opened)


@pytest.fixture
def samples() -> Path:
    """The folder of lists as units send them."""
    return FOLDER


def dump(file: DataFile) -> dict[str, Any]:
    """Return every record that stands in a list, with its tables, by id."""
    found: dict[str, Any] = {}
    for kind in file.model.record_types:
        for record in file.find(kind):
            rows = {name: [(r.id, dict(r.values)) for r in lines] for name, lines in record.rows.items()}
            found[record.id] = (kind, dict(record.values), rows)
    return found


def book_of(file: DataFile, rows: list[list[Any]]) -> imports.Book:
    """Return rows of values as a workbook that was read."""
    place = file.path.with_name("danh sách.xls")
    place.write_bytes(old_book(rows))
    return imports.read(place)
