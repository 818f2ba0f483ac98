"""What waits for a decision: proposals of units without the authority, places left not in agreement."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.actions.exchange import waiting
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import button, label, painted, with_key
from hnabroad_desktop.ui.exchange.question_panel import QuestionPanel
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.problem_box import ProblemBox


class WaitingPage(QWidget):
    """Choose by keys as in the comparison; what is chosen is written together."""

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        painted(self, "surface")
        self._host, self._file = host, file
        self._choices: dict[tuple[str, str], Any] = {}
        self.settle_button = button(
            with_key(_("Write what was chosen"), "Ctrl+Enter"), self.settle, role="primary"
        )
        self.edit_button = button(with_key(_("&Type the result…"), "F2"), picture="pencil")
        self.open_button = button(_("&Open the record"), self.open_record, picture="external-link")
        self.panel = QuestionPanel(host, file)
        self.panel.changed.connect(self._judge)
        self.panel.ended.connect(self.settle_button.setFocus)
        self.panel.table.currentCellChanged.connect(lambda *_at: self._judge())
        self.edit_button.clicked.connect(lambda _on=False: self.panel.type_result())
        self.problem = ProblemBox()
        self.empty = label(_("Nothing waits for a decision."), "quiet")
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for made in (self.settle_button, self.edit_button, self.open_button):
            tools.addWidget(made)
        tools.addStretch(1)
        self._rest = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(8)
        column.addLayout(tools)
        column.addWidget(self.problem)
        column.addWidget(self.empty)
        column.addWidget(self.panel, 1)
        column.addWidget(self._rest, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show what waits now; what was chosen and not written is kept."""
        found = waiting.questions(self._file)
        asked = {(question.id, question.field) for question in found}
        self._choices = {place: value for place, value in self._choices.items() if place in asked}
        self.panel.show_questions(found, self._choices)
        self.panel.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._rest.setVisible(not found)
        self._judge()

    def _judge(self) -> None:
        marked = self.panel.marked()
        writable = not self._file.read_only
        self.settle_button.setEnabled(writable and bool(self._choices))
        self.edit_button.setEnabled(writable and marked is not None and marked.sort == "conflict")
        self.open_button.setEnabled(marked is not None)

    def enter(self) -> None:
        """Take the cursor."""
        self.panel.table.setFocus()

    def primary(self) -> bool:
        """Do what the red button does."""
        if self.settle_button.isEnabled():
            self.settle()
        return True

    def settle(self) -> None:
        """Write every choice; what cannot be written is said and waits on."""
        self.problem.clear()
        number = 0
        for question in self.panel.questions:
            value = self._choices.get((question.id, question.field), self)
            if value is self:
                continue
            try:
                waiting.settle(self._file, question, value)
            except AppError as problem:
                self.problem.say(str(problem))
                continue
            number += 1
        if number:
            self._host.done(_("Settled: {count} places").format(count=number), undoable=False)
            self._host.refresh()
        self.refresh()

    def open_record(self) -> None:
        """Go to the record of the question marked."""
        marked = self.panel.marked()
        if marked is not None:
            self._host.open_record(marked.kind, marked.record)
