"""Receiving: the packages on the drives as a queue; easy ones finish, those that ask something wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.actions.exchange import reports, sitting
from hnabroad_desktop.actions.exchange.cards import Paper
from hnabroad_desktop.actions.exchange.receiving import TakenBack
from hnabroad_desktop.actions.exchange.sitting import Entry
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import WrapLayout, button, label, painted, with_key
from hnabroad_desktop.ui.exchange import places
from hnabroad_desktop.ui.exchange.plan_view import PlanView
from hnabroad_desktop.ui.exchange.queue_words import row, sentence
from hnabroad_desktop.ui.exchange.taking_back import may_take_back, take_back, tell_taken_back
from hnabroad_desktop.ui.file_screens.work_line import WorkLine
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.paper_dialog import PaperDialog
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.problem_box import ProblemBox


class ReceivePage(QStackedWidget):
    """The queue, and the comparison of one package in its place."""

    def __init__(self, host: Host, file: OpenFile, entries: list[Entry]) -> None:
        super().__init__()
        self._host, self._file = host, file
        #: The packages of this sitting; they outlive the page.
        self.entries = entries
        self.take_button = button(
            with_key(_("Take in what asks nothing"), "Ctrl+Enter"), self.take_easy, role="primary"
        )
        self.find_button = button(
            _("Look on the &drives"), self.look_on_drives, picture="hard-drive", tip="F5"
        )
        self.file_button = button(_("&Choose a package…"), self.choose, picture="folder-open")
        self.look_button = button(_("Co&mpare…"), self.open_marked, picture="columns-3", tip="Enter")
        self.back_button = button(_("Take it &back…"), self.take_back, picture="undo-2")
        self.report_button = button(_("&Report…"), self.show_report, picture="printer")
        self.table = PlainTable(
            (_("State"), _("Sender"), _("Package no."), _("Code to compare"), _("Content")),
            numbers=(2,),
            wide=4,
        )
        self.table.setObjectName("sheet")
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.opened.connect(lambda _row: self.open_marked())
        self.table.currentCellChanged.connect(lambda *_at: self._show_marked())
        self.empty = label(
            _(
                "No package is in the queue. Put the USB drive in and press “Look on the drives”. Packages "
                "are copied from the drive and checked first; nothing is written before you take them in."
            ),
            "quiet",
            wrap=True,
        )
        self.empty.setContentsMargins(12, 12, 12, 12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.problem = ProblemBox()
        self.said = label("", wrap=True)
        self.said.setContentsMargins(12, 8, 12, 0)
        self.note = label("", "hint")
        self.note.setContentsMargins(12, 6, 12, 0)
        self.note.hide()
        self.warning = label("", "late", wrap=True)
        self.warning.setContentsMargins(12, 6, 12, 0)
        self.work = WorkLine(host.background)
        self.work.ended.connect(self._ended)
        self._taken_in = self._number_taken_in()
        self.plan_view = PlanView(host, file)
        self.plan_view.left.connect(self._left_plan)
        self.plan_view.agreed.connect(self._take_marked)
        self.addWidget(self._page())
        self.addWidget(self.plan_view)
        self._show()

    def _page(self) -> QWidget:
        page = QWidget()
        painted(page, "list")
        tools = QWidget()
        line = WrapLayout(tools, gap=8, line_gap=6)
        line.setContentsMargins(12, 8, 12, 8)
        for made in (
            self.take_button,
            self.find_button,
            self.file_button,
            self.look_button,
            self.back_button,
            self.report_button,
        ):
            line.addWidget(made)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addWidget(self.problem)
        column.addWidget(self.empty, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        column.addWidget(self.warning)
        column.addWidget(self.said)
        self.work.setContentsMargins(12, 6, 12, 8)
        column.addWidget(self.work)
        page.installEventFilter(self)
        self.table.installEventFilter(self)
        return page

    # --- what the area asks of it

    def refresh(self) -> None:
        """Compare again what waits: the data may have changed beneath it."""
        if self.work.busy or self.currentWidget() is self.plan_view:
            return
        sitting.reopen(self._file, self.entries)
        self._show()
        self._look([entry for entry in self.entries if entry.merged is None])

    def enter(self) -> None:
        """Take the cursor."""
        if self.currentWidget() is self.plan_view:
            self.plan_view.enter()
        else:
            (self.table if self.entries else self.find_button).setFocus()

    def primary(self) -> bool:
        """Do what the red button does."""
        if self.currentWidget() is self.plan_view:
            self.plan_view.agree()
        elif self.take_button.isEnabled():
            self.take_easy()
        elif not self.entries:
            self.look_on_drives()
        return True

    # --- the queue

    def look_on_drives(self) -> None:
        """Add the packages of all drives to the queue and look at each; nothing is written."""
        known = list(self.entries)
        self._host.background.ask(
            lambda: sitting.find([path for path, _name in places.drives()], known), self.add
        )

    def choose(self) -> None:
        """Ask for packages and add them to the queue."""
        kinds = _("Data packages (*.hsx *.lnk)")
        names, _kind = QFileDialog.getOpenFileNames(self, _("Choose packages"), "", kinds)
        self.add([Entry(Path(name)) for name in names])

    def add(self, found: Sequence[Entry]) -> None:
        """Add packages to the queue and look at each."""
        self.problem.clear()
        if not found:
            self._host.say(_("No new package was found."))
            return
        self.entries += found
        self._show()
        self.table.setCurrentCell(len(self.entries) - len(found), 0)
        self._look(list(found))

    def _look(self, entries: list[Entry]) -> None:
        if entries:
            self._run(
                _("Comparing packages"),
                lambda report: sitting.look_at_all(self._file, entries, report),
                lambda _none: self._leave_own_out(),
            )

    def _leave_own_out(self) -> None:
        """Take out what this unit packed itself: it lies on the drive for others."""
        own = [entry for entry in self.entries if sitting.is_own(self._file, entry)]
        for entry in own:
            self._forget(entry)
        if own:
            words = _("{count} packages made by this unit itself were left out.")
            self.note.setText(words.format(count=len(own)))
        self.note.setVisible(bool(own))

    def _run(
        self, title: str, work: Callable[..., object], finished: Callable[..., object] | None = None
    ) -> None:
        self.problem.clear()
        self.work.run(title, work, finished or (lambda _none: None), self.problem.say)
        self._show()

    def take_easy(self) -> None:
        """Take in every package that asks nothing; the others wait."""
        entries = list(self.entries)
        self._run(
            _("Taking packages in"),
            lambda report: sitting.take_easy(self._file, entries, report),
            self._taken,
        )

    def _taken(self, taken: Sequence[Entry]) -> None:
        waiting = sum(entry.state in ("asks", "refused") for entry in self.entries)
        words = _("{count} packages were taken in").format(count=len(taken))
        if waiting:
            words += ". " + _("{count} wait").format(count=waiting)
        self._host.done(words)

    def _number_taken_in(self) -> int:
        return sum(entry.merged is not None for entry in self.entries)

    def _ended(self) -> None:
        """Show what became of the packages; what was taken in before the work stopped is shown everywhere."""
        self._show()
        before, self._taken_in = self._taken_in, self._number_taken_in()
        if before != self._taken_in:
            self._host.refresh()

    def marked(self) -> Entry | None:
        """Return the package marked."""
        place = self.table.currentRow()
        return self.entries[place] if 0 <= place < len(self.entries) else None

    # --- one package

    def open_marked(self) -> None:
        """Show what the package marked would change."""
        entry = self.marked()
        if entry is not None and entry.plan is not None and not self.work.busy:
            self.plan_view.show_entry(entry)
            self.setCurrentWidget(self.plan_view)
            self.plan_view.enter()

    def _left_plan(self) -> None:
        self.setCurrentIndex(0)
        self._show()
        self.enter()

    def _take_marked(self) -> None:
        entry = self.plan_view.entry
        if entry is None:
            return
        self._left_plan()

        def finished(_merged: object) -> None:
            self._taken([entry])

        def failed(words: str) -> None:
            # The data may have changed beneath the comparison: it is made anew, what was chosen is kept.
            self._look([entry])
            self.problem.say(words)

        self.problem.clear()
        self.work.run(
            _("Taking packages in"), lambda report: sitting.take(self._file, entry, report), finished, failed
        )
        self._show()

    def take_back(self) -> None:
        """Take the package marked back."""
        entry = self.marked()
        if entry is None or entry.package is None or entry.state != "done":
            return
        package = entry.package
        if may_take_back(self.window(), package.sender_name, package.number):
            take_back(self._file, self.work, package.package_id, self._taken_back, self.problem.say)

    def _taken_back(self, done: TakenBack) -> None:
        tell_taken_back(self._host, self._file, self.problem, done)

    def show_report(self) -> None:
        """Show the report on this sitting as it will be printed."""
        title = _("Report on packages received")
        received = [(entry.path.name, entry.received) for entry in self.entries if entry.state != "new"]

        def made(paper: Paper) -> None:
            PaperDialog(self.window(), title, paper, self._host).ask()

        self._host.background.run(title, lambda _report: reports.receiving_report(self._file, received), made)

    # --- what is seen

    def _show(self) -> None:
        place = max(self.table.currentRow(), 0)
        self.table.setVisible(bool(self.entries))
        self.empty.setVisible(not self.entries)
        self.table.show_rows([row(entry) for entry in self.entries])
        if self.entries:
            self.table.setCurrentCell(min(place, len(self.entries) - 1), 0)
        self._show_marked()

    def _show_marked(self) -> None:
        entry, free = self.marked(), not self.work.busy
        writable = free and not self._file.read_only
        self.take_button.setEnabled(writable and any(e.state == "easy" for e in self.entries))
        self.find_button.setEnabled(free)
        self.file_button.setEnabled(free)
        self.look_button.setEnabled(free and entry is not None and entry.plan is not None)
        self.back_button.setEnabled(writable and entry is not None and entry.state == "done")
        self.report_button.setEnabled(free and any(e.state != "new" for e in self.entries))
        self.warning.setText(entry.warning if entry is not None else "")
        self.warning.setVisible(bool(self.warning.text()))
        self.said.setText(sentence(entry) if entry is not None else "")
        self.said.setVisible(entry is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F5 looks on the drives, Delete takes a package out of the queue."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.work.busy:
            if event.key() == Qt.Key.Key_F5:
                self.look_on_drives()
                return True
            if event.key() == Qt.Key.Key_Delete and watched is self.table:
                self._drop()
                return True
        return super().eventFilter(watched, event)

    def _drop(self) -> None:
        entry = self.marked()
        if entry is not None:
            self._forget(entry)
            self._show()

    def _forget(self, entry: Entry) -> None:
        if entry.package is not None:
            entry.package.close()
        self.entries.remove(entry)
