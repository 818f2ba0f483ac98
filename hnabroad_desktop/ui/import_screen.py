"""Importing from Excel: four steps on one screen, each reached again; nothing is written before the last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.actions import imports
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.actions.later_edits import LaterEdits, later_values
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.sheets.matching import Vocabulary
from hnabroad_desktop.ui.controls import button, painted
from hnabroad_desktop.ui.exporting import save_workbook
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.import_check import CheckPage
from hnabroad_desktop.ui.import_choose import ChoosePage
from hnabroad_desktop.ui.import_map import MapPage
from hnabroad_desktop.ui.import_result import HistoryPage, ResultPage
from hnabroad_desktop.ui.jobs import Job, Latest, Report
from hnabroad_desktop.ui.overwriting import confirm_overwriting
from hnabroad_desktop.ui.problem_box import ProblemBox
from hnabroad_desktop.ui.screen_head import ScreenHead
from hnabroad_desktop.ui.step_tabs import StepTabs

Result = TypeVar("Result")

STEPS = (N_("1. Choose the file"), N_("2. Map the columns"), N_("3. Check"), N_("4. Import"))
CHOOSE, MAP, CHECK, DONE, HISTORY = range(5)


class ImportScreen(QWidget):
    """Leads a list from its file into the records of one kind."""

    left = Signal()
    written = Signal()

    def __init__(self, host: Host, file: OpenFile, kind: str = "cadre") -> None:
        super().__init__()
        painted(self, "surface")
        self._host, self._file, self._kind = host, file, kind
        self._book: imports.Book | None = None
        self._layout: imports.Layout | None = None
        self._choices = imports.Choices()
        self._plan: imports.Plan | None = None
        self._outcome: imports.Outcome | None = None
        self._words: Vocabulary | None = None
        self._jobs = Latest(host.background)
        self.choose, self.map = ChoosePage(), MapPage()
        self.check, self.result, self.history = CheckPage(host.desk), ResultPage(), HistoryPage()
        self.stack = QStackedWidget()
        for page in (self.choose, self.map, self.check, self.result, self.history):
            self.stack.addWidget(page)
        self.problem = ProblemBox()
        self.steps = StepTabs(STEPS)
        self.next_button = button("", self.primary, role="primary", tip="Ctrl+Enter")
        self._build()
        self._connect()
        self.go_to(CHOOSE)

    def _build(self) -> None:
        top = ScreenHead(_("Back to the list"), self.left.emit, _("Import from Excel"))
        row = top.row
        row.addSpacing(12)
        row.addWidget(self.steps)
        row.addStretch(1)
        self.history_button = button(_("Imports so far"), self.show_history, role="quiet", picture="history")
        row.addWidget(self.history_button)
        row.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.problem)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.steps.chosen.connect(self._step)
        self.choose.file_chosen.connect(self.read)
        self.choose.pasted.connect(self.paste)
        self.choose.template_asked.connect(self.save_template)
        self.map.changed.connect(self._map)
        self.map.sheet_chosen.connect(self._choose_sheet)
        self.check.chosen.connect(self._decide)
        self.check.ordered.connect(self._order)
        self.result.undo_asked.connect(lambda: self.take_back(self._outcome.batch if self._outcome else ""))
        self.result.rejected_asked.connect(self.save_rejected)
        self.result.list_asked.connect(self.left)
        self.result.another_asked.connect(self.begin)
        self.history.undo_asked.connect(self.take_back)

    # --- what the area asks of it

    def begin(self) -> None:
        """Begin anew with the first step."""
        self._book = self._layout = self._plan = self._outcome = None
        self._choices = imports.Choices()
        self.go_to(CHOOSE)

    def enter(self) -> None:
        """Take the cursor to where the work goes on."""
        page = self.stack.currentIndex()
        boxes = {CHOOSE: self.choose.choose_button, MAP: self.map.table, CHECK: self.check.table}
        boxes |= {DONE: self.result.list_button, HISTORY: self.history.table}
        boxes[page].setFocus()

    def refresh(self) -> None:
        """Look again at what is stored: the words of catalogues, and whom rows are matched with."""
        self._words = None
        if self.stack.currentIndex() == CHECK:
            self._recheck()
        elif self.stack.currentIndex() == HISTORY:
            self.show_history()
        elif self._outcome is not None and self._is_taken_back(self._outcome.batch):
            self.result.show_taken_back()

    def _is_taken_back(self, batch_id: str) -> bool:
        return any(batch.id == batch_id and batch.taken_back for batch in imports.batches(self._file))

    # --- the steps

    def go_to(self, page: int) -> None:
        """Show a page and say which verb comes next."""
        self.problem.clear()
        self.stack.setCurrentIndex(page)
        self.steps.show_step(page, self._reached)
        self._name_next(page)
        self.enter()

    def _reached(self, page: int) -> bool:
        if self._outcome is not None:
            return page in {CHOOSE, DONE}
        return page == CHOOSE or (page <= CHECK and self._layout is not None)

    def _name_next(self, page: int) -> None:
        words = {CHOOSE: "", MAP: _("Check the rows"), DONE: "", HISTORY: ""}.get(page, "")
        if page == CHECK and self._plan is not None:
            counts = self._plan.counts()
            number = counts["add"] + counts["update"]
            words = _("Import {count} rows").format(count=show_number(number))
            self.next_button.setEnabled(bool(number) and not self._file.read_only)
        else:
            self.next_button.setEnabled(True)
        self.next_button.setText(words)
        self.next_button.setVisible(bool(words))

    def _step(self, page: int) -> None:
        if page == CHECK:
            self.run_check()
        elif page == CHOOSE and self._outcome is not None:
            self.begin()
        else:
            self.go_to(page)

    def primary(self) -> bool:
        """Do what the red button of the step does."""
        page = self.stack.currentIndex()
        if page == CHOOSE:
            self.choose.choose()
        elif page == MAP:
            self.run_check()
        elif page == CHECK and self.next_button.isEnabled():
            self.commit()
        elif page == DONE:
            self.left.emit()
        return True

    def _run(self, title: str, work: Callable[[Report], Result], finished: Callable[[Result], object]) -> Job:
        """Run a job whose failure is told on this screen; only the latest asked for is answered."""

        def answer(found: Result) -> None:
            self.problem.clear()
            finished(found)

        return self._jobs.run(title, work, answer, lambda problem: self.problem.say(str(problem)))

    # --- 1. the file

    def read(self, path: Path) -> None:
        """Read a file and show what its columns mean."""
        self._run(
            _("Reading {name}").format(name=path.name),
            lambda r: self._laid_out(imports.read(path, report=r)),
            self._show_new,
        )

    def paste(self, text: str) -> None:
        """Read what was copied."""
        self._run(
            _("Reading what was copied"), lambda _r: self._laid_out(imports.paste(text)), self._show_new
        )

    def _laid_out(self, book: imports.Book, sheet: str = "") -> imports.Layout:
        return imports.lay_out(self._file, book, kind=self._kind, sheet=sheet)

    def _show_new(self, layout: imports.Layout) -> None:
        self._book, self._layout, self._plan, self._outcome = layout.book, layout, None, None
        self._choices = imports.Choices()
        self._show_map(layout)
        self.go_to(MAP)
        if layout.book.notes:
            self._host.say(" ".join(layout.book.notes))
        if layout.remembered:
            # The second file of a layout needs no click.
            self.run_check()

    def _show_map(self, layout: imports.Layout) -> None:
        self.map.show_layout(layout, usual=imports.usual_policy(self._file, layout))

    def save_template(self) -> None:
        """Save a blank workbook to be filled in."""
        save_workbook(
            self, self._host, _("Template for cadres"), lambda: imports.template(self._file, self._kind)
        )

    # --- 2. the columns

    def _choose_sheet(self, name: str) -> None:
        book = self._book
        if book is not None:
            self._run(
                _("Reading {name}").format(name=name), lambda _r: self._laid_out(book, name), self._show_new
            )

    def _map(self, layout: imports.Layout) -> None:
        self._layout, self._plan = layout, None
        self._show_map(layout)

    # --- 3. the check

    def run_check(self) -> None:
        """Check every row and show the table."""
        self._recheck(lambda: self.go_to(CHECK))

    def _recheck(self, then: Callable[[], object] | None = None) -> None:
        layout, choices = self._layout, self._choices
        if layout is None:
            return

        def work(report: Report) -> tuple[Vocabulary, imports.Plan]:
            words = self._words or imports.words_of(self._file, self._kind)
            return words, imports.check(self._file, layout, choices, words=words, report=report)

        def shown(found: tuple[Vocabulary, imports.Plan]) -> None:
            self._words, self._plan = found
            self.check.show_plan(self._plan, self._words)
            self._show_map(layout)
            self._name_next(self.stack.currentIndex())
            if then is not None:
                then()

        self._run(_("Checking the rows"), work, shown)

    def _decide(self, choices: imports.Choices) -> None:
        self._choices = choices
        self._recheck(self.check.table.setFocus)

    def _order(self, column: int, order: imports.Order) -> None:
        layout = self._layout
        if layout is None:
            return
        orders = {**layout.mapping.date_orders, column: order}
        self._layout = replace(layout, mapping=replace(layout.mapping, date_orders=orders))
        self._recheck(self.check.table.setFocus)

    # --- 4. writing

    def commit(self) -> None:
        """Write every row that is not left out, as one step that can be taken back."""
        plan = self._plan
        if plan is None or self._file.read_only:
            return

        def work(report: Report) -> imports.Outcome:
            outcome = imports.commit(self._file, plan, report=report)
            imports.remember(self._file, plan.layout)
            return outcome

        self.next_button.setEnabled(False)
        job = self._run(_("Importing {name}").format(name=plan.layout.book.name), work, self._imported)
        # Stopped or refused, the same can be asked for again.
        job.ended.connect(lambda: self._name_next(self.stack.currentIndex()))

    def _imported(self, outcome: imports.Outcome) -> None:
        assert self._plan is not None
        self._outcome = outcome
        self.result.show_outcome(self._plan, outcome)
        self.go_to(DONE)
        self._host.done(_("{count} rows imported").format(count=show_number(outcome.written)), undoable=True)
        self.written.emit()

    def save_rejected(self) -> None:
        """Save the rows that stayed out, each with why."""
        plan = self._plan
        if plan is not None:
            save_workbook(self, self._host, _("Rows not imported"), lambda: imports.rejected(plan))

    def take_back(self, batch_id: str) -> None:
        """Take an import back; where values were changed since, they are shown first."""
        try:
            name = self._taken_back(batch_id)
        except AppError as problem:
            self.problem.say(str(problem))
            return
        if not name:
            return
        if self.stack.currentIndex() == DONE:
            self.result.show_taken_back()
        else:
            self.show_history()
        self._host.done(_("Taken back: the import of {name}.").format(name=name))
        self.written.emit()

    def _taken_back(self, batch_id: str) -> str:
        try:
            return imports.take_back(self._file, batch_id)
        except LaterEdits as problem:
            if not confirm_overwriting(self, later_values(self._file, problem)):
                return ""
        return imports.take_back(self._file, batch_id, force=True)

    def show_history(self) -> None:
        """Show every import so far."""
        self.history.show_batches(imports.batches(self._file))
        self.go_to(HISTORY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the list; what was chosen here stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
