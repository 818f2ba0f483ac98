"""Last step of a rearrangement: everything that will be written, line by line, and what was written."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from hnabroad_desktop.actions.arrangements import Plan
from hnabroad_desktop.actions.rearranging import Outline, Rearranged
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.plain_table import PlainTable

_ENDS = {
    "rename": N_("Ends on {day}; renamed: {units}"),
    "absorb": N_("Ends on {day}; absorbed by: {units}"),
    "amalgamate": N_("Ends on {day}; amalgamated into: {units}"),
    "divide": N_("Ends on {day}; divided into: {units}"),
    "hand_over": N_("Ends on {day}; handed over to: {units}"),
    "separate": N_("Goes on; separated from it: {units}"),
    "dissolve": N_("Ends on {day}; dissolved. Suggested for its people: {units}"),
}


class SummaryPage(QWidget):
    """What will be written; nothing is before the red button."""

    def __init__(self) -> None:
        super().__init__()
        self._said = label("", wrap=True)
        self._waits = label("", "warning", wrap=True)
        self.table = _Lines()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._said)
        column.addWidget(self._waits)
        column.addWidget(self.table, 1)

    def show_outline(self, plan: Plan, outline: Outline, undecided: int) -> None:
        """Show what carrying the plan out will write."""
        moved = sum(len(names) for names in outline.moves.values())
        self._said.setText(
            _("{basis}. In force from {day}. It is written as one step and can be undone.").format(
                basis=plan.legal_basis, day=dates.show(plan.day.isoformat())
            )
        )
        waits = []
        if outline.stay:
            waits.append(
                _("{count} people stay where they are.").format(count=show_number(len(outline.stay)))
            )
        if undecided:
            waits.append(_("Of these, {count} were not looked at yet.").format(count=show_number(undecided)))
        if outline.below:
            waits.append(
                _("{count} units below go on: {units}.").format(
                    count=show_number(len(outline.below)), units=_few(outline.below)
                )
            )
        self._waits.setText(" ".join(waits))
        self._waits.setVisible(bool(waits))
        self.table.show_rows(list(_lines(plan, outline)))
        self.table.fit()
        self.table.setAccessibleDescription(
            _("{moved} people move, {stay} stay").format(moved=moved, stay=len(outline.stay))
        )

    def enter(self) -> None:
        """Take the cursor into the lines."""
        self.table.setFocus()


class _Lines(PlainTable):
    """Lines as high as their words need at the width there is."""

    def __init__(self) -> None:
        super().__init__((_("What"), _("Whom it concerns"), _("What is written")), wide=2)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)

    def fit(self) -> None:
        """Share the width out and give every line its height."""
        letter = self.fontMetrics().averageCharWidth()
        self.setColumnWidth(1, min(42 * letter, self.viewport().width() // 3))
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self.fit()


def _lines(plan: Plan, outline: Outline) -> Iterator[tuple[str, str, str]]:
    if outline.act is not None:
        yield _("Legal act"), plan.legal_basis, _("Entered into the register of acts")
    for unit_name, names in outline.moves.items():
        count = _("{count} people").format(count=show_number(len(names)))
        yield _("People move"), count, f"{unit_name}: {', '.join(names)}"
    if outline.stay:
        count = _("{count} people").format(count=show_number(len(outline.stay)))
        yield _("People stay"), count, ", ".join(outline.stay)
    for change in outline.changes:
        day = dates.show(change.last) if change.last else ""
        units = ", ".join(change.successors) or "—"
        words = _(_ENDS[change.kind]).format(day=day, units=units)
        yield (_("Unit ends") if change.last else _("Unit goes on")), change.unit, words
    for unit in outline.makes:
        begun = _("New from {day}; code {code}").format(
            day=dates.show(plan.day.isoformat()), code=unit.text("code")
        )
        yield _("New unit"), unit.text("name"), begun


def _few(names: tuple[str, ...]) -> str:
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")


class DonePage(QWidget):
    """Says what was written, and what may come next."""

    undo_asked = Signal()
    again_asked = Signal()
    waiting_asked = Signal()
    list_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = label(_("The arrangement was written"), "title", wrap=True)
        self._said = label("", wrap=True)
        self._waits = label("", "warning", wrap=True)
        self.list_button = button(_("&To the units"), self.list_asked.emit, role="primary", tip="Ctrl+Enter")
        self.again_button = button(_("&Next one under the same act"), self.again_asked.emit, picture="plus")
        self.waiting_button = button(
            _("People &waiting to be placed"), self.waiting_asked.emit, picture="users"
        )
        self.undo_button = button(_("&Undo the arrangement"), self.undo_asked.emit, picture="undo-2")
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        for made in (self.list_button, self.again_button, self.waiting_button, self.undo_button):
            verbs.addWidget(made)
        verbs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for part in (self._title, self._said, self._waits):
            column.addWidget(part)
        column.addLayout(verbs)
        column.addStretch(1)

    def show_done(self, done: Rearranged) -> None:
        """Show what was written."""
        self._said.setText(
            _("Units that end: {closed}. New units: {made}. People moved: {moved}.").format(
                closed=show_number(len(done.closed)),
                made=show_number(len(done.made)),
                moved=show_number(done.moved),
            )
        )
        waiting = len(done.waiting)
        self._waits.setText(
            _("{count} people wait to be placed; until then they stay in the unit that ended.").format(
                count=show_number(waiting)
            )
        )
        self._waits.setVisible(bool(waiting))
        self.waiting_button.setVisible(bool(waiting))

    def enter(self) -> None:
        """Take the cursor to the way back to the units."""
        self.list_button.setFocus()
