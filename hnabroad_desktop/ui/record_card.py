"""A part of a form that is only read: what the program knows about a record from other records."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from hnabroad_desktop.records.schema import Record


class RecordCard(QFrame):
    """Stands at the head of one section of a form."""

    def show_record(self, record: Record) -> None:
        """Show what is known about a stored record; a new one has nothing to show yet."""
        raise NotImplementedError
