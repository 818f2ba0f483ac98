"""What must be done before a delegation leaves, and where the class stands (features.md F8)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.class_rules import STATES, open_duties
from hnabroad_desktop.records.class_tables import DUTIES
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui.controls import WrapLayout, button, label, painted, rule
from hnabroad_desktop.ui.icons import pixmap


class DutiesPanel(QWidget):
    """Five rows with date and document, and the states the class may go to."""

    #: A field of the class is to be filled in its form.
    field_wanted = Signal(str)
    #: The class is to go to another state.
    state_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        painted(self, "surface")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._inside: QWidget | None = None

    def show_class(self, class_: Record, *, read_only: bool) -> None:
        """Show the duties and the state of a class."""
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("Five duties before the delegation leaves"), "heading"))
        column.addLayout(self._duties(class_))
        if not read_only:
            row = QHBoxLayout()
            row.addWidget(
                button(
                    _("Enter date and document"), partial(self.field_wanted.emit, "duties"), picture="pencil"
                )
            )
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(rule())
        column.addWidget(label(_("State of the class"), "heading"))
        names = {state.code: state for state in STATES}
        now = names.get(class_.text("state"))
        column.addWidget(label(_(now.label) if now else "", "strong"))
        if now is not None and not read_only:
            column.addWidget(label(_("Go on to:"), "hint"))
            column.addWidget(self._states([(code, _(names[code].label)) for code in now.then]))
        column.addStretch(1)
        self._column.addWidget(self._inside)

    def _duties(self, class_: Record) -> QGridLayout:
        wanting = set(open_duties(class_))
        rows = {str(row["duty"]): row for row in class_.table("duties")}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(3, 1)
        for line, (code, words) in enumerate(DUTIES):
            row, done = rows.get(code), code not in wanting
            mark = QLabel()
            picture, colour = ("circle-check", "ok") if done else ("circle-alert", "warning")
            mark.setPixmap(pixmap(picture, colour, 18, self.devicePixelRatioF()))
            day = dates.show(str(row["date"])) if row is not None and row["date"] else ""
            document = str(row["document"] or "") if row is not None else ""
            grid.addWidget(mark, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(_(words), wrap=True), line, 1)
            grid.addWidget(label(_("done") if done else _("not done yet"), "hint"), line, 2)
            grid.addWidget(label(" · ".join(x for x in (day, document) if x), "quiet", wrap=True), line, 3)
        return grid

    def _states(self, choices: list[tuple[str, str]]) -> QWidget:
        made = QWidget()
        row = WrapLayout(made, gap=6, line_gap=6)
        for code, words in choices:
            act: Callable[[], object] = partial(self.state_wanted.emit, code)
            row.addWidget(button(words, act))
        return made
