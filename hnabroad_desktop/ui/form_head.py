"""The head of a record: its name, its state, the facts a glance asks for, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.fields import Choice
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record, RecordType
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.head_facts import facts, headline

#: Title and facts of at most this many letters stand in one line.
_ONE_LINE = 48


class FormHead(QWidget):
    """Stands above the fields and is only read."""

    #: The counter of missing fields was pressed.
    missing_wanted = Signal()

    def __init__(self, record_type: RecordType, desk: Desk) -> None:
        super().__init__()
        self._type, self._desk = record_type, desk
        self._small = ""
        self._title = label("", "title", wrap=True)
        self._state = label("", "quiet")
        self._subtitle = label("", "quiet", wrap=True)
        self._facts = label("", "quiet", wrap=True)
        self._missing = button("", self.missing_wanted.emit, role="missing")
        self._missing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._missing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        first = QHBoxLayout()
        first.addWidget(self._title, 1)
        first.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        column.addWidget(self._subtitle)
        second = QHBoxLayout()
        second.addWidget(self._facts, 1)
        second.addWidget(self._missing, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(second)

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

    def show_facts(self, record: Record) -> None:
        """Show what follows from the record as it is typed now."""
        small, words = self._small, " · ".join(facts(record, self._desk))
        if len(small) + len(words) <= _ONE_LINE:
            small, words = " · ".join(filter(None, (small, words))), ""
        self._subtitle.setText(small)
        self._subtitle.setVisible(bool(small))
        self._facts.setText(words)
        self._facts.setVisible(bool(words))

    def show_missing(self, fields: Sequence[str]) -> None:
        """Say how many fields are still to be filled in for a nomination, by their labels."""
        self._missing.setVisible(bool(fields))
        self._missing.setText("● " + _("{count} to fill in").format(count=len(fields)))
        self._missing.setToolTip(
            _("Still missing for a nomination: {fields}").format(fields=", ".join(fields))
        )

    def _subtitle_of(self, record: Record) -> str:
        small = self._type.subtitle(record)
        for field in self._type.fields:
            if isinstance(field, Choice) and small and record.text(field.name) == small:
                small = shown(field, small, self._desk)
        unit = self._type.by_name.get(self._type.scope)
        where = shown(unit, record[unit.name], self._desk) if unit is not None else ""
        return " · ".join(filter(None, (small, where)))
