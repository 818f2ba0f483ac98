"""What must be done before a class leaves, by which day, and where it stands (features.md F8, F9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.class_rules import STATES, Step, open_duties
from hnabroad_desktop.records.class_tables import DUTIES
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui.controls import WrapLayout, button, label, painted, rule
from hnabroad_desktop.ui.icons import pixmap


class DutiesPanel(QWidget):
    """Five rows with date and document, the last days before departure, the states the class may go to."""

    #: A field of the class is to be filled in its form.
    field_wanted = Signal(str)
    #: The class is to go to another state.
    state_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        painted(self, "surface")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def show_class(self, class_: Record, steps: Sequence[Step], *, read_only: bool) -> None:
        """Show the duties of a class, its last days and its state; the place of the eye stays."""
        inside, place = QWidget(), self._scroll.verticalScrollBar().value()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
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
        if steps:
            column.addWidget(rule())
            column.addWidget(label(_("Last days before departure"), "heading"))
            column.addLayout(self._last_days(steps))
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._scroll.verticalScrollBar().setValue(place)

    def _duties(self, class_: Record) -> QGridLayout:
        wanting = set(open_duties(class_))
        rows = {str(row["duty"]): row for row in class_.table("duties")}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(3, 1)
        # A document takes several lines where there is little room: all of a duty begin on one height.
        top = Qt.AlignmentFlag.AlignTop
        for line, (code, words) in enumerate(DUTIES):
            row, done = rows.get(code), code not in wanting
            mark = self._mark("circle-check", "ok") if done else self._mark("circle-alert", "warning")
            day = dates.show(str(row["date"])) if row is not None and row["date"] else ""
            document = str(row["document"] or "") if row is not None else ""
            grid.addWidget(mark, line, 0, top)
            grid.addWidget(label(_(words), wrap=True), line, 1, top)
            grid.addWidget(label(_("done") if done else _("not done yet"), "hint"), line, 2, top)
            told = label(" · ".join(x for x in (day, document) if x), "quiet", wrap=True)
            grid.addWidget(told, line, 3, top)
        return grid

    def _last_days(self, steps: Sequence[Step]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, step in enumerate(steps):
            if step.done:
                mark, words, role = self._mark("circle-check", "ok"), _("done"), "hint"
            elif step.late:
                mark, words, role = self._mark("circle-x", "error"), _("overdue"), "late"
            else:
                mark, words, role = self._mark("clock", "quiet"), "", "hint"
            grid.addWidget(mark, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(_(step.label), wrap=True), line, 1)
            grid.addWidget(label(dates.show(step.latest.isoformat()), role), line, 2)
            grid.addWidget(label(words, role), line, 3)
        return grid

    def _mark(self, picture: str, colour: str) -> QLabel:
        mark = QLabel()
        mark.setPixmap(pixmap(picture, colour, 18, self.devicePixelRatioF()))
        return mark

    def _states(self, choices: list[tuple[str, str]]) -> QWidget:
        made = QWidget()
        row = WrapLayout(made, gap=6, line_gap=6)
        for code, words in choices:
            act: Callable[[], object] = partial(self.state_wanted.emit, code)
            row.addWidget(button(words, act))
        return made
