"""People whose unit has ended: where they may belong is suggested, and confirmed one by one or in parts."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hnabroad_desktop.actions import placing
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.actions.placing import Proposal
from hnabroad_desktop.actions.sketches import STAYS
from hnabroad_desktop.actions.units import Choice
from hnabroad_desktop.base.fields import Date, FieldError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui.controls import button, label, painted
from hnabroad_desktop.ui.dialog import choose
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.jobs import Report
from hnabroad_desktop.ui.problem_box import ProblemBox
from hnabroad_desktop.ui.rearrange.staff_page import StaffPage
from hnabroad_desktop.ui.screen_head import ScreenHead
from hnabroad_desktop.ui.text_input import DateInput

_DAY = Date(name="day", label=N_("Belongs there from"))


class WaitingScreen(QWidget):
    """Stands in the place of the units until those decided about are placed."""

    left = Signal()
    written = Signal()

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        painted(self, "surface")
        self._host, self._file = host, file
        self.staff = StaffPage()
        self.day = DateInput(_DAY, host.desk)
        self.problem = ProblemBox()
        self.place_button = button("", self.primary, role="primary", tip="Ctrl+Enter")
        self._build()
        self.staff.decided.connect(lambda _found: self._name_button())
        self.staff.refused.connect(self._say)
        self._name_button()

    def _build(self) -> None:
        top = ScreenHead(_("Back to the units"), self.leave, _("People waiting to be placed"))
        row = top.row
        row.addStretch(1)
        name = label(_("Belongs there &from"), "label")
        name.setBuddy(self.day)
        letter = self.fontMetrics().horizontalAdvance("0")
        self.day.setFixedWidth(letter * 12 + 26)
        self.day.line.setPlaceholderText(_("day after the end"))
        self.day.line.setToolTip(_("Empty: from the day after the old unit ended."))
        self.day.line.setAccessibleName(_(_DAY.label))
        self.day.setFixedWidth(letter * 18)
        row.addWidget(name)
        row.addWidget(self.day)
        row.addWidget(self.place_button)
        around = QVBoxLayout()
        around.setContentsMargins(16, 0, 16, 0)
        around.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addLayout(around)
        column.addWidget(self.staff, 1)

    def refresh(self) -> None:
        """Look again for whoever waits now."""

        def work(_report: Report) -> tuple[tuple[Proposal, ...], list[Choice]]:
            found = placing.waiting(self._file)
            return found.people, placing.organs(self._file, found.day)

        self._host.background.run(_("Looking for the people"), work, lambda found: self._show(*found))

    def _show(self, people: tuple[Proposal, ...], organs: list[Choice]) -> None:
        known = {each.cadre for each in people}
        decided = {cadre: unit for cadre, unit in self.staff.choices.items() if cadre in known}
        self.staff.show_people(
            people,
            decided,
            organs,
            said=_(
                "{count} people at work belong to units that have ended. A dissolved body has no single "
                "successor: what stands here are suggestions only."
            ).format(count=show_number(len(people)))
            if people
            else _("Nobody waits to be placed."),
            stays=_("Waits to be placed"),
        )
        self._name_button()

    def _moves(self) -> dict[str, str]:
        return {cadre: unit for cadre, unit in self.staff.choices.items() if unit != STAYS}

    def _name_button(self) -> None:
        count = len(self._moves())
        self.place_button.setText(_("Place {count} people").format(count=show_number(count)))
        self.place_button.setEnabled(bool(count) and not self._file.read_only)

    def _say(self, words: str) -> None:
        if words:
            self.problem.say(words)
        else:
            self.problem.clear()

    def primary(self) -> bool:
        """Write where everybody decided about belongs, as one step that can be undone."""
        moves = self._moves()
        if not moves or self._file.read_only:
            return True
        self.day.leave()
        try:
            day = _DAY.clean(self.day.value())
        except FieldError as problem:
            self._say(str(problem))
            self.day.setFocus()
            return True
        begun = dt.date.fromisoformat(str(day)) if day else None
        self._host.background.run(
            _("Placing the people"),
            lambda report: placing.place(self._file, moves, begun, report=report),
            self._placed,
            lambda problem: self._say(str(problem)),
        )
        return True

    def _placed(self, found: int) -> None:
        self.staff.choices.clear()
        self._say("")
        self._host.done(_("{count} people placed").format(count=show_number(found)), undoable=True)
        self.written.emit()
        self.refresh()

    def may_leave(self) -> bool:
        """Ask once what becomes of decisions that were not written."""
        if not self._moves():
            return True
        words = _("{count} people were decided about, and nothing is written yet.").format(
            count=show_number(len(self._moves()))
        )
        answers = [_("&Stay here"), _("&Don't save")]
        if choose(self.window(), _("Not saved yet"), words, answers) == 0:
            return False
        self.staff.choices.clear()
        return True

    def enter(self) -> None:
        """Take the cursor into the table."""
        self.staff.enter()

    def leave(self) -> None:
        """Go back to the units."""
        if self.may_leave():
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the units."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
