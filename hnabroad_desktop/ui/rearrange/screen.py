"""Rearranging units in four steps, each reached again; a draft is kept, and only the last step writes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.actions import rearranging, records, sketches
from hnabroad_desktop.actions.arrangements import Plan
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.actions.placing import Proposal
from hnabroad_desktop.actions.rearranging import Outline, Rearranged
from hnabroad_desktop.actions.sketches import Sketch
from hnabroad_desktop.actions.units import Choice
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui.controls import button, painted
from hnabroad_desktop.ui.dialog import choose
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.problem_box import ProblemBox
from hnabroad_desktop.ui.rearrange.staff_page import StaffPage
from hnabroad_desktop.ui.rearrange.successors_page import SuccessorsPage
from hnabroad_desktop.ui.rearrange.summary_page import DonePage, SummaryPage
from hnabroad_desktop.ui.rearrange.units_page import UnitsPage
from hnabroad_desktop.ui.rearrange.work import RearrangeWork
from hnabroad_desktop.ui.screen_head import ScreenHead
from hnabroad_desktop.ui.step_tabs import StepTabs

STEPS = (
    N_("1. Units and act"),
    N_("2. Units after it"),
    N_("3. Place the people"),
    N_("4. Look over and write"),
)
UNITS, SUCCESSORS, STAFF, SUMMARY, DONE = range(5)

#: So long after the last key what was entered is kept, in milliseconds.
_KEEP_AFTER = 1500


class RearrangeScreen(QWidget):
    """Stands in the place of the units; whatever was entered is there again when it is entered again."""

    left = Signal()
    written = Signal()
    waiting_asked = Signal()

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        painted(self, "surface")
        self._host, self._file = host, file
        self.sketch = Sketch()
        self._plan: Plan | None = None
        self._people: list[Proposal] = []
        self._work = RearrangeWork(host.background, file, self._say)
        self.units, self.successors = UnitsPage(host, file), SuccessorsPage(host, file)
        self.staff, self.summary, self.finish = StaffPage(), SummaryPage(), DonePage()
        self.stack = QStackedWidget()
        for page in (self.units, self.successors, self.staff, self.summary, self.finish):
            self.stack.addWidget(page)
        self.problem = ProblemBox()
        self.steps = StepTabs(STEPS)
        self.next_button = button("", self.primary, role="primary", tip="Ctrl+Enter")
        self.fresh_button = button(_("Begin anew"), self.give_up, role="quiet", picture="file-plus")
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_AFTER)
        self._build()
        self._connect()
        self._show(sketches.kept(file) or Sketch())

    def _build(self) -> None:
        top = ScreenHead(_("Back to the units"), self.leave, _("Rearranging units"))
        top.row.addStretch(1)
        top.row.addWidget(self.fresh_button)
        top.row.addWidget(self.next_button)
        line = QHBoxLayout()
        line.setContentsMargins(16, 0, 16, 8)
        line.addWidget(self.steps)
        line.addStretch(1)
        around = QVBoxLayout()
        around.setContentsMargins(16, 0, 16, 0)
        around.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addLayout(line)
        column.addLayout(around)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.steps.chosen.connect(self._step)
        self.units.changed.connect(self._take)
        self.successors.changed.connect(self._take)
        self.staff.decided.connect(self._decided)
        self.staff.refused.connect(self._say)
        self.finish.undo_asked.connect(self._undo)
        self.finish.again_asked.connect(self._again)
        self.finish.waiting_asked.connect(self.waiting_asked)
        self.finish.list_asked.connect(self.leave)
        self._keeping.timeout.connect(lambda: self.keep(at_once=False))

    # --- what was entered

    def _show(self, sketch: Sketch) -> None:
        self.sketch, self._plan = sketch, None
        self.units.show_sketch(sketch)
        self.go_to(UNITS)

    def _take(self, sketch: Sketch) -> None:
        before, self.sketch = self.sketch, sketches.settled(self._file, sketch)
        if self.sketch == before:
            return
        self._plan = None
        self.problem.clear()
        self.units.show_units(self.sketch)
        if self.stack.currentIndex() == SUCCESSORS:
            self.successors.show_sketch(self.sketch)
        self._keeping.start()
        self._name_steps()

    def _decided(self, decided: dict[str, str]) -> None:
        self.sketch = replace(self.sketch, decided=decided)
        self._keeping.start()
        self._name_steps()

    def keep(self, *, at_once: bool = True) -> None:
        """Keep what was entered, for the case that the power fails, and for another day."""
        self._keeping.stop()
        if self._file.read_only or self.stack.currentIndex() == DONE:
            return
        if not sketches.keep(self._file, None if self.sketch.is_empty else self.sketch, at_once=at_once):
            self._keeping.start()

    def give_up(self) -> None:
        """Forget what was entered, after asking, and begin anew."""
        if not self.sketch.is_empty and self.stack.currentIndex() != DONE:
            words = _(
                "What was entered for this arrangement is forgotten. The data of the file stays as it is."
            )
            answers = [_("&Begin anew"), _("&Go on with it")]
            if choose(self.window(), _("Begin anew"), words, answers) != 0:
                return
        self._begin(Sketch())

    def _begin(self, sketch: Sketch) -> None:
        self.stack.setCurrentIndex(UNITS)
        self._show(sketch)
        self.keep()

    def _again(self) -> None:
        before = self.sketch
        self._begin(Sketch(day=before.day, act_id=before.act_id, act=before.act))

    # --- the steps

    def go_to(self, page: int) -> None:
        """Show a page and say which verb comes next."""
        self.problem.clear()
        self.stack.setCurrentIndex(page)
        self._name_steps()
        self.enter()

    def _name_steps(self) -> None:
        page = self.stack.currentIndex()
        self.steps.show_step(page, lambda _place: page != DONE)
        words = {
            UNITS: _("Units after it →"),
            SUCCESSORS: _("Place the people →"),
            STAFF: _("Look over →"),
            SUMMARY: _("Write the arrangement"),
        }.get(page, "")
        self.next_button.setText(words)
        self.next_button.setVisible(bool(words))
        self.next_button.setEnabled(page != SUMMARY or not self._file.read_only)

    def _step(self, page: int) -> None:
        """Go to a step by its tab: back at once, on only as far as everything before it is complete."""
        here = self.stack.currentIndex()
        if page <= here:
            self._open(page)
        elif not self._on_to(page):
            self.steps.tab(here).setChecked(True)

    def _open(self, page: int) -> None:
        if page == UNITS:
            self.units.show_sketch(self.sketch)
        elif page == SUCCESSORS:
            self.successors.begin(self.sketch)
        self.go_to(page)

    def _on_to(self, page: int) -> bool:
        if not self._units_complete():
            return False
        if page == SUCCESSORS:
            self._open(SUCCESSORS)
            return True
        if not self._successors_complete():
            return False
        if page == STAFF:
            self._ask_about_people()
        else:
            self._look_over()
        return True

    def _units_complete(self) -> bool:
        if self.stack.currentIndex() == UNITS:
            self._take(self.units.read()[0])
            if not self.units.complete():
                missing = "" if self.sketch.old else _("Choose the units to be rearranged.")
                self._say(missing)
                return False
        return True

    def _successors_complete(self) -> bool:
        if self.stack.currentIndex() == UNITS:
            self.successors.begin(self.sketch)
        self.successors.settle()
        try:
            plan = sketches.plan_of(self._file, self.sketch)
            if not self.successors.complete():
                self.stack.setCurrentIndex(SUCCESSORS)
                self._name_steps()
                return False
            rearranging.outline(self._file, plan)
        except AppError as problem:
            self._say(str(problem))
            return False
        self._plan = plan
        return True

    def primary(self) -> bool:
        """Do what the red button of the step does."""
        page = self.stack.currentIndex()
        if page == UNITS:
            self._on_to(SUCCESSORS)
        elif page == SUCCESSORS:
            self._on_to(STAFF)
        elif page == STAFF:
            self._on_to(SUMMARY)
        elif page == SUMMARY:
            self.commit()
        else:
            self.leave()
        return True

    def _say(self, words: str) -> None:
        if words:
            self.problem.say(words)
        else:
            self.problem.clear()

    # --- 3. the people

    def _ask_about_people(self) -> None:
        assert self._plan is not None
        self._work.find_people(self._plan, self._show_people)

    def _show_people(self, people: list[Proposal], organs: list[Choice]) -> None:
        self._people = people
        known = {each.cadre for each in people}
        decided = {cadre: unit for cadre, unit in self.sketch.decided.items() if cadre in known}
        self.sketch = replace(self.sketch, decided=decided)
        separate = self.sketch.kind == "separate"
        self.staff.show_people(
            people,
            decided,
            organs,
            said=_(
                "Nobody moves unless it is decided here. Whoever is not decided about stays in the old unit."
            )
            if people
            else _("Nobody at work belongs to these units. Go on to the last step."),
            stays=_("Stays in the unit") if separate else _("Waits to be placed"),
        )
        self.go_to(STAFF)

    # --- 4. writing

    def _look_over(self) -> None:
        plan = self._plan
        assert plan is not None

        def shown(outline: Outline, undecided: int) -> None:
            self.summary.show_outline(plan, outline, undecided)
            self.go_to(SUMMARY)

        self._work.look_over(plan, self.sketch, shown)

    def commit(self) -> None:
        """Write everything as one step that can be undone."""
        plan = self._plan
        if plan is None or self._file.read_only or not self.next_button.isEnabled():
            return
        known = {each.cadre for each in self._people} or set(self.sketch.moves)
        moves = {cadre: unit for cadre, unit in self.sketch.moves.items() if cadre in known}
        self.next_button.setEnabled(False)
        self._work.write(plan, moves, self._done)

    def _done(self, done: Rearranged) -> None:
        self._keeping.stop()
        self.finish.show_done(done)
        self.go_to(DONE)
        words = _("Units rearranged: {closed} end, {moved} people moved").format(
            closed=show_number(len(done.closed)), moved=show_number(done.moved)
        )
        self._host.done(words, undoable=True)
        self.written.emit()

    def _undo(self) -> None:
        if records.next_steps(self._file)[0]:
            records.undo(self._file)
            self._host.done(_("Undone: {name}").format(name=_("Rearrange units")))
            self.written.emit()
            self.refresh()

    def refresh(self) -> None:
        """Look again at what is stored: an arrangement that was undone can be put right and written again."""
        page, plan = self.stack.currentIndex(), self._plan
        if page == DONE and plan is not None and not rearranging.is_done(self._file, plan):
            self.stack.setCurrentIndex(SUMMARY)
            self._name_steps()
            self._keeping.start()
            self._look_over()
        elif page == STAFF and plan is not None:
            self._ask_about_people()

    # --- coming and going

    def enter(self) -> None:
        """Take the cursor to where the work goes on."""
        page = self.stack.currentWidget()
        if isinstance(page, UnitsPage | SuccessorsPage | StaffPage | SummaryPage | DonePage):
            page.enter()

    def leave(self) -> None:
        """Go back to the units; what was entered is kept."""
        self.keep()
        if self.stack.currentIndex() == DONE:
            self._begin(Sketch())
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the units."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
