"""Third step of an import: every row checked, what is doubtful marked with a sign, repaired in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.actions import imports
from hnabroad_desktop.actions.shown import Names
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.sheets.matching import Vocabulary
from hnabroad_desktop.ui.controls import Tab, WrapLayout, button, label
from hnabroad_desktop.ui.import_repair import RepairPanel
from hnabroad_desktop.ui.import_rows import RowsModel, RowsTable

#: The filters above the table: words, and which rows each lets through.
FILTERS: tuple[tuple[str, Callable[[imports.PlannedRow], bool]], ...] = (
    (N_("All"), lambda row: True),
    (N_("To be looked at"), lambda row: row.state == "amber"),
    (N_("Cannot be imported"), lambda row: row.action == "leave"),
    (N_("Known already"), lambda row: bool(row.match)),
    (N_("Present unit not told"), lambda row: bool(row.asks)),
)


class CheckPage(QWidget):
    """Shows a plan; every choice is told as new choices, and the whole is checked anew."""

    chosen = Signal(object)
    ordered = Signal(int, str)

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._plan: imports.Plan | None = None
        self._words: Vocabulary | None = None
        self.model = RowsModel(names)
        self.table = RowsTable(self.model)
        self.panel = RepairPanel(names)
        self.tabs = QButtonGroup(self)
        self._said = label("", wrap=True)
        self._questions = QFrame()
        self._questions.setObjectName("note")
        self._asked = QVBoxLayout(self._questions)
        self._asked.setContentsMargins(0, 0, 0, 0)
        self._asked.setSpacing(4)
        self._unknown = QHBoxLayout()
        self._build()
        self.table.repair.connect(self.panel.focus_box)
        self.table.marked.connect(self._marked)
        self.panel.chosen.connect(self.chosen)

    def _build(self) -> None:
        filters = QWidget()
        row = WrapLayout(filters, 14, 2)
        for place, (words, _keep) in enumerate(FILTERS):
            made = Tab(_(words))
            self.tabs.addButton(made, place)
            row.addWidget(made)
        self.tabs.button(0).setChecked(True)
        self.tabs.idClicked.connect(lambda _place: self._filter(to_doubt=True))
        self.unknown_said = label("", "warning", wrap=True)
        self.keep_button = Tab(_("Import with the old unit, ask later"), "choice")
        self.leave_button = Tab(_("Leave these rows out"), "choice")
        ways = QButtonGroup(self)
        for made in (self.keep_button, self.leave_button):
            ways.addButton(made)
        self.keep_button.clicked.connect(lambda: self._choose_unknown("keep"))
        self.leave_button.clicked.connect(lambda: self._choose_unknown("leave"))
        self._unknown.setSpacing(8)
        self._unknown.addWidget(self.unknown_said, 1)
        self._unknown.addWidget(self.keep_button)
        self._unknown.addWidget(self.leave_button)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 8, 16, 4)
        inner.setSpacing(6)
        inner.addWidget(self._said)
        inner.addWidget(self._questions)
        inner.addLayout(self._unknown)
        inner.addWidget(filters)
        inner.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(self.panel)

    def show_plan(self, plan: imports.Plan, words: Vocabulary) -> None:
        """Show what would be done, the eye kept where it was."""
        self._plan, self._words = plan, words
        counts = plan.counts()
        self._said.setText(
            _(
                "{add} to be added, {update} to be updated, {same} unchanged, {leave} left out. "
                "Nothing is written before the button Import."
            ).format(**{name: show_number(counts[name]) for name in ("add", "update", "same", "leave")})
        )
        self._ask(plan)
        waiting = len(plan.waiting)
        left = plan.choices.unknown == "leave"
        for part in (self.unknown_said, self.keep_button, self.leave_button):
            part.setVisible(bool(waiting) or left)
        self.unknown_said.setText(
            _("The present unit of {count} people is not told. Choose it for each of them.").format(
                count=waiting
            )
        )
        (self.leave_button if left else self.keep_button).setChecked(True)
        for place, (words_of_filter, keep) in enumerate(FILTERS):
            number = sum(map(keep, plan.rows))
            tab = self.tabs.button(place)
            tab.setText(f"{_(words_of_filter)} ({show_number(number)})")
            tab.setEnabled(bool(number) or place == 0)
        self._filter()

    def _ask(self, plan: imports.Plan) -> None:
        while (item := self._asked.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for question in plan.questions:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(label(question.ask(), "warning", wrap=True), 1)
            orders = ("dmy", "mdy") if question.kind == "order" else ("dmy", "swapped")
            for words, order in zip((question.one_way, question.other_way), orders, strict=True):
                row.addWidget(
                    button(words, lambda q=question, o=order: self.ordered.emit(q.column, o))  # type: ignore[misc]
                )
            self._asked.addWidget(line)
        self._questions.setVisible(bool(plan.questions))

    def _filter(self, *, to_doubt: bool = False) -> None:
        if self._plan is None:
            return
        now = self.table.currentIndex()
        before = self.model.row(now.row())
        place = max(self.tabs.checkedId(), 0)
        self.model.show(self._plan, FILTERS[place][1])
        self.table.fit()
        row = 0
        for number in range(self.model.rowCount()):
            shown = self.model.row(number)
            if before is not None and shown is not None and shown.row >= before.row:
                row = number
                break
        doubt = self.model.doubtful_column(row)
        column = now.column() if now.isValid() and not to_doubt else doubt
        self.table.setCurrentIndex(self.model.index(row, min(column, self.model.columnCount() - 1)))
        self._marked()

    def _marked(self) -> None:
        if self._plan is None or self._words is None:
            return
        index = self.table.currentIndex()
        row = self.model.row(index.row()) if index.isValid() else None
        self.panel.show_cell(self._plan, self._words, row, self.model.cell(index) if row else None)

    def _choose_unknown(self, way: str) -> None:
        if self._plan is not None and way != self._plan.choices.unknown:
            self.chosen.emit(replace(self._plan.choices, unknown="leave" if way == "leave" else "keep"))
