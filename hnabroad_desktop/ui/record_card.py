"""A part of a form that is only read: what the program knows about a record from other records."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui.controls import button, label


class RecordCard(QFrame):
    """Stands at the head of one section of a form; its lines are made anew for each record."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(12, 8, 12, 10)
        self.lines.setSpacing(6)

    def show_record(self, record: Record) -> None:
        """Show what is known about a stored record; a new one has nothing to show yet."""
        _empty(self.lines)
        self.setVisible(bool(record.id) and self.fill(record))

    def fill(self, record: Record) -> bool:
        """Add the lines about ``record``; returns False when there is nothing to say."""
        raise NotImplementedError

    # --- what the lines are made of

    def say(self, text: str, role: str = "") -> None:
        """Add words in one of the roles of the stylesheet."""
        self.lines.addWidget(label(text, role, wrap=True))

    def offer(
        self, name: str, words: str, opened: Callable[[], object], verb: QPushButton | None = None
    ) -> None:
        """Add a link that opens another record, quiet words behind it, and a verb at the end."""
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(button(name, opened, role="inline"))
        line.addWidget(label(words, "quiet", wrap=True), 1)
        if verb is not None:
            line.addWidget(verb)
        self.lines.addLayout(line)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a small table: the first column in words, the others numbers; the last row is the sum."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(3)
        for line, cells in enumerate([heads, *rows]):
            role = "label" if line == 0 else "strong" if line == len(rows) else ""
            for column, cell in enumerate(cells):
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                grid.addWidget(label(cell, role), line, column, side)
        grid.setColumnStretch(len(heads), 1)
        self.lines.addWidget(inside)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _empty(inner)
            inner.deleteLater()
