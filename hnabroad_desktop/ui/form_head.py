"""The head of a record: its photo, its name, whether it is saved, and the facts a glance asks for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.fields import Choice
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record, RecordType
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.head_facts import facts, headline

#: Title and facts of at most this many letters stand in one line.
_ONE_LINE = 48


class FormHead(QWidget):
    """Stands above the fields and is only read."""

    def __init__(self, record_type: RecordType, desk: Desk) -> None:
        super().__init__()
        self._type, self._desk = record_type, desk
        self._small = ""
        self._title = label("", "title", wrap=True)
        self._dirty = label(_("Not saved yet"), "dirty")
        self._dirty.hide()
        self._state = label("", "quiet")
        self._subtitle = label("", "quiet", wrap=True)
        self._facts = label("", "quiet", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._column = column = QVBoxLayout()
        column.setSpacing(3)
        self._row.addLayout(column, 1)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._title, 1)
        first.addWidget(self._dirty, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        self._first = first
        column.addLayout(first)
        column.addWidget(self._subtitle)
        column.addWidget(self._facts)
        column.addStretch(1)

    def add_way_back(self, made: QWidget) -> None:
        """Put the way back to the list before everything."""
        self._row.insertWidget(0, made, 0, Qt.AlignmentFlag.AlignTop)

    def add_photo(self, made: QWidget) -> None:
        """Put the photo at the left of the name."""
        self._row.insertWidget(self._row.count() - 1, made, 0, Qt.AlignmentFlag.AlignTop)

    def add_verb(self, made: QWidget) -> None:
        """Put a verb at the right of the name."""
        self._first.insertWidget(1, made, 0, Qt.AlignmentFlag.AlignTop)

    def add_line(self, made: QWidget) -> None:
        """Put a line of its own below the facts."""
        self._column.insertWidget(self._column.count() - 1, made)

    @property
    def title(self) -> str:
        """The name of the record as it is shown."""
        return self._title.text()

    def show_record(self, record: Record) -> None:
        """Show whose record this is."""
        fresh = not record.id
        title = headline(record, self._desk) or self._type.title(record)
        if fresh and not title.strip():
            title = _("New: {kind}").format(kind=_(self._type.label))
        self._title.setText(title)
        self._small = "" if fresh else self._subtitle_of(record)
        state = self._type.by_name.get("state") or self._type.by_name.get("status")
        words = dict(getattr(state, "options", ()))
        self._state.setText(_(words.get(record.text(state.name) if state else "", "")))
        self.show_facts(record)

    def show_dirty(self, dirty: bool) -> None:
        """Say whether something is typed that is not saved."""
        self._dirty.setVisible(dirty)

    def show_facts(self, record: Record) -> None:
        """Show what follows from the record as it is typed now."""
        small, words = self._small, " · ".join(facts(record, self._desk))
        if len(small) + len(words) <= _ONE_LINE:
            small, words = " · ".join(filter(None, (small, words))), ""
        self._subtitle.setText(small)
        self._subtitle.setVisible(bool(small))
        self._facts.setText(words)
        self._facts.setVisible(bool(words))

    def _subtitle_of(self, record: Record) -> str:
        small = self._type.subtitle(record)
        for field in self._type.fields:
            if isinstance(field, Choice) and small and record.text(field.name) == small:
                small = shown(field, small, self._desk)
        unit = self._type.by_name.get(self._type.scope)
        where = shown(unit, record[unit.name], self._desk) if unit is not None else ""
        return " · ".join(filter(None, (small, where)))
