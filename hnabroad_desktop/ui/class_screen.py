"""A class at work: its list on the left, its decision alive on the right, the course of the paper below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from hnabroad_desktop.actions import amending, drafting, last_days, papers
from hnabroad_desktop.actions.drafting import Gap
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records.class_rules import decided_elsewhere
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.class_head import ClassHead
from hnabroad_desktop.ui.class_side import INFO, LIST, PAPER, TABS, ClassSide
from hnabroad_desktop.ui.controls import painted
from hnabroad_desktop.ui.course_bar import CourseBar
from hnabroad_desktop.ui.duties_panel import DutiesPanel
from hnabroad_desktop.ui.following import Follower
from hnabroad_desktop.ui.gap_dialog import ask_words
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.paper_pane import PaperPane
from hnabroad_desktop.ui.record_pane import RecordPane
from hnabroad_desktop.ui.roster_panel import RosterPanel

_ELSEWHERE = N_(
    "The Centre or the partner decides on this class; its decision is an incoming document. "
    "Nothing was drawn up. Enter that document on the class."
)


class ClassScreen(QWidget):
    """One class. The form of the class is lent by the list and given back when the screen is left."""

    closed = Signal()

    def __init__(self, host: Host, file: Any) -> None:
        super().__init__()
        painted(self, "lists")
        self._host, self._file = host, file
        self.class_id = ""
        self.decision: Record | None = None
        self._family = "state"
        self._narrow = False
        self.info: RecordPane | None = None
        self.roster = RosterPanel(host, file)
        self.duties = DutiesPanel()
        self.document = RecordPane(host.desk.types["decision"], host)
        self.head = ClassHead(host.desk)
        self.side = ClassSide(self.roster, self.duties, self.document)
        self.paper = PaperPane(host, file)
        self.course = CourseBar(host, file)
        self._build()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.refresh)
        self._stale = False
        Follower(file, self).heard.connect(lambda _kinds: self._heard())
        self.head.left.connect(self.leave)
        self.head.alone_wanted.connect(self.page_alone)
        self.side.chosen.connect(self.show_page)
        self.roster.changed.connect(self._changed)
        self.course.moved.connect(self.refresh)
        self.course.draft_wanted.connect(self.draw_up)
        self.course.amendment_wanted.connect(self.amend)
        self.paper.profile_wanted.connect(self.use_profile)
        self.paper.gap_chosen.connect(self.fill_gap)
        self.duties.field_wanted.connect(self.go_to_field)
        self.duties.state_wanted.connect(self._go_to_state)
        self.document.closed.connect(partial(self.show_page, LIST))

    # --- what it is made of

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.course)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.side)
        self.splitter.addWidget(self.paper)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.paper.setMinimumWidth(380)
        state = settings.read_bytes("class_splitter")
        if state.isEmpty() or not self.splitter.restoreState(state):
            self.splitter.setSizes([500, 660])
        self.splitter.splitterMoved.connect(
            lambda *_at: settings.write("class_splitter", self.splitter.saveState())
        )
        column.addWidget(self.splitter, 1)
        keys: list[tuple[str, Callable[[], object]]] = [("F7", self.other_side), ("F8", self.page_alone)]
        keys += [(f"Ctrl+{n + 1}", partial(self.show_page, n)) for n in range(len(TABS))]
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def set_narrow(self, narrow: bool) -> None:
        """Give the page what it needs to be read."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.splitter.setSizes([352, 560] if narrow else [500, 660])
            self._share()

    def _share(self) -> None:
        """Where it is narrow a form gets what it needs and the list leaves the width to the page."""
        if self._narrow:
            form = self.side.place in {INFO, PAPER}
            self.splitter.setSizes([484, 400] if form else [352, 560])

    # --- opening and leaving

    def open(self, class_id: str, info: RecordPane) -> bool:
        """Show a class; ``info`` is its form, lent until the screen is left. False when it is gone."""
        if self._host.desk.get("class", class_id) is None or not info.open(class_id):
            return False
        if self.info is not info:
            self.info = info
            self.side.put_info(info)
            info.set_narrow(False)
        another = class_id != self.class_id
        if another:
            self.paper.forget_opening()
        self.class_id = class_id
        self.refresh()
        self.show_page(LIST)
        if another or self.roster.view.current() is None:
            self.roster.view.go_to_line(0)
            self.roster.view.scrollToTop()
            self.paper.view.go_to(0)
        return True

    def give_back(self) -> RecordPane | None:
        """Return the form that was lent."""
        info, self.info = self.info, None
        if info is not None:
            self.side.put_info(QWidget())
        self.class_id = ""
        return info

    def may_leave(self) -> bool:
        """Ask once what becomes of unsaved work in either form."""
        forms = [pane.form for pane in (self.info, self.document) if pane is not None]
        return all(form.may_leave() for form in forms)

    def leave(self) -> None:
        """Go back to the list of classes."""
        if self.may_leave():
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back: from the page alone to both sides, from there to the list of classes."""
        if event.key() == Qt.Key.Key_Escape:
            if self.side.isHidden():
                self.page_alone()
            elif self.side.place != LIST:
                self.show_page(LIST)
            else:
                self.leave()
        else:
            super().keyPressEvent(event)

    # --- what is shown

    def _heard(self) -> None:
        if self.isVisible():
            self._again.start()
        else:
            self._stale = True

    def _changed(self, who: str) -> None:
        self.refresh()
        self.paper.bring(who)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was written while another screen was in sight."""
        super().showEvent(event)
        if self._stale:
            self._again.start()

    @property
    def class_(self) -> Record:
        """The class as it is stored now."""
        return self._host.desk.get("class", self.class_id) or Record("class")

    def refresh(self) -> None:
        """Show list, paper and course as they are stored now."""
        self._again.stop()
        self._stale = False
        if not self.class_id:
            return
        class_ = self.class_
        self.head.show_class(class_)
        self.side.show_counts(class_)
        self.roster.show_class(self.class_id)
        steps = last_days.last_days(self._file, class_)
        self.duties.show_class(class_, steps, read_only=self._host.desk.read_only)
        self.decision = drafting.current(self._file, self.class_id)
        elsewhere = decided_elsewhere(class_)
        shown = self.decision or drafting.trial(self._file, self.class_id, self._family_code())
        self.paper.show_decision(shown, _(_ELSEWHERE) if elsewhere else "")
        self.course.show_decision(self.decision, possible=not elsewhere)
        self.side.offer_paper(self.decision is not None)
        if self.decision is None and self.side.place == PAPER:
            self.show_page(LIST)
        self._reopen()

    def _reopen(self) -> None:
        """Show the form in sight as it is stored now, unless it is being typed in."""
        place = self.side.place
        if place == PAPER and self.decision is not None and not self.document.form.dirty:
            self.document.open(self.decision.id)
        elif place == INFO and self.info is not None and not self.info.form.dirty:
            self.info.open(self.class_id)

    def _family_code(self) -> Any:
        return self._family

    def show_page(self, place: int) -> None:
        """Show one side page: list, duties, form of the class, form of the decision."""
        if place == PAPER and self.decision is None:
            return
        if self.side.isHidden():
            self.page_alone()
        self.side.show_page(place)
        self._share()
        self._reopen()
        if place == LIST:
            self.roster.view.setFocus()
        elif place == INFO and self.info is not None:
            self.info.form.focus_first()
        elif place == PAPER:
            self.document.form.focus_first()

    def other_side(self) -> None:
        """Take the cursor from the list to the pages and back."""
        inside = self.paper.view.hasFocus() or self.paper.thumbnails.hasFocus()
        (self.roster.view if inside and not self.side.isHidden() else self.paper.view).setFocus()

    def page_alone(self) -> None:
        """Give the whole width to the page, and back."""
        alone = not self.side.isHidden()
        self.side.setVisible(not alone)
        self.head.alone_button.setChecked(alone)
        (self.paper.view if alone else self.roster.view).setFocus()

    # --- verbs

    def primary(self) -> bool:
        """Save the form being typed in, or do the next step of the paper."""
        for pane in (self.info, self.document):
            if pane is not None and pane.isVisible() and pane.form.dirty:
                pane.form.save()
                return True
        return self.course.next_step()

    def draw_up(self) -> None:
        """Make the draft of the decision in the layout in sight."""
        papers.draw_up(self._file, self.class_id, self._family_code())
        self._host.done(_("The draft is drawn up"), undoable=True)
        self.refresh()

    def amend(self) -> None:
        """Make the draft of a decision that amends the issued one; the list can then change again."""
        amending.draw_up(self._file, self.class_id)
        self._host.done(_("The amending decision is drawn up. Now change the list."), undoable=True)
        self.refresh()
        self.show_page(LIST)

    def use_profile(self, code: str) -> None:
        """Show the paper in the other layout; a stored draft is changed, with body and signer."""
        self._family = code
        if self.decision is not None:
            # The refusal must not leave the pressed tab behind.
            self.paper.show_decision(self.decision)
            drafting.use_profile(self._file, self.decision.id, self._family_code())
            self._host.done(_("The layout is changed"), undoable=True)
        self.refresh()

    def fill_gap(self, gap: Gap) -> None:
        """Go to where a missing field is filled."""
        match gap.kind:
            case "class":
                self.go_to_field(gap.field)
            case "decision" if self.decision is not None:
                self.show_page(PAPER)
                self.document.form.go_to_field(gap.field)
            case "cadre":
                self._open_person(gap)
            case "list":
                self.show_page(LIST)
            case _ if self.decision is not None:
                words = ask_words(self.window(), gap.name)
                if words:
                    drafting.fill(self._file, self.decision.id, gap.name, words)
                    self._host.done(_("Filled in: {name}").format(name=gap.name), undoable=True)
                    self.refresh()
            case _:
                self._host.say(_("Draw up the draft first; then the missing words can be filled in."))

    def go_to_field(self, name: str) -> None:
        """Put the cursor into a field of the class."""
        if self.info is not None:
            self.show_page(INFO)
            self.info.form.go_to_field(name)

    def _open_person(self, gap: Gap) -> None:
        for entry in self.roster.view.people.entries:
            if entry.place is not None and entry.place.name == gap.person:
                self._host.open_record("cadre", entry.place.cadre)
                return

    def _go_to_state(self, code: str) -> None:
        self._host.desk.save(self.class_.with_values(state=code))
        self._host.done(_("The state of the class is changed"), undoable=True)
        self.refresh()
