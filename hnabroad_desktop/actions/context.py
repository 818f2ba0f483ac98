"""The world around one record, as its rules may ask for it."""

from __future__ import annotations

import datetime as dt

from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile


class FileContext:
    """Answers rules from the open file."""

    def __init__(self, file: DataFile) -> None:
        self._file = file
        self._today = file.today()

    @property
    def today(self) -> dt.date:
        """The day the file lives in."""
        return self._today

    def get(self, kind: str, record_id: str) -> Record | None:
        """Return another record, or None."""
        return self._file.get(kind, record_id) if record_id else None

    def title(self, record_id: str) -> str:
        """Return the name by which people know a record."""
        return self._file.title(record_id) if record_id else ""

    def find(self, kind: str, **values: Stored) -> list[Record]:
        """Return the records not deleted whose values equal ``values``."""
        return self._file.find(kind, **values)

    def word(self, catalogue: str, code: str) -> str:
        """Return the text of a catalogue value."""
        return self._file.word(catalogue, code)
