"""The book of packages: what was sent and what came, with number, code and state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.actions.exchange import notes, sending
from hnabroad_desktop.actions.exchange.cards import Paper
from hnabroad_desktop.actions.exchange.receiving import TakenBack
from hnabroad_desktop.actions.exchange.sending import Package
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui.controls import button, label, painted
from hnabroad_desktop.ui.exchange.taking_back import may_take_back, take_back, tell_taken_back
from hnabroad_desktop.ui.exchange.words import counted, moment
from hnabroad_desktop.ui.file_screens.work_line import WorkLine
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.paper_dialog import PaperDialog
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.problem_box import ProblemBox

#: States of a package in the book.
STATES = {
    "sent": N_("Sent, not confirmed yet"),
    "confirmed": N_("The receiver confirmed it"),
    "merged": N_("Taken in"),
    "withdrawn": N_("Taken back"),
    "quarantined": N_("Held back"),
}

#: What a package that came did, in the words of the plan.
_DID = (
    ("new", N_("{count} new")),
    ("changed", N_("{count} changed")),
    ("merged", N_("{count} merged by themselves")),
    ("deleted", N_("{count} deleted")),
    ("conflicts", N_("{count} not in agreement")),
    ("proposals", N_("{count} proposed changes")),
)


class BookPage(QWidget):
    """The latest first; the delivery note of what was sent, the way back of what came."""

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        painted(self, "list")
        self._host, self._file = host, file
        self.packages: Sequence[Package] = ()
        self.note_button = button(
            _("&Delivery note…"), self.show_note, role="primary", picture="printer", tip="Ctrl+Enter"
        )
        self.back_button = button(_("Take it &back…"), self.take_back, picture="undo-2")
        self.problem = ProblemBox()
        self.work = WorkLine(host.background)
        heads = (
            _("Way"),
            _("Package no."),
            _("Unit"),
            _("Time"),
            _("Code to compare"),
            _("State"),
        )
        self.table = PlainTable(heads, numbers=(1,), wide=2)
        self.table.setObjectName("sheet")
        self.table.currentCellChanged.connect(lambda *_at: self._show_marked())
        self.empty = label(_("No package was sent or taken in yet."), "quiet")
        self.empty.setContentsMargins(12, 12, 12, 12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said = label("", "quiet", wrap=True)
        self.said.setContentsMargins(12, 8, 12, 10)
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 8, 12, 8)
        tools.setSpacing(8)
        for made in (self.note_button, self.back_button):
            tools.addWidget(made)
        tools.addWidget(self.work, 1)
        tools.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.problem)
        column.addWidget(self.empty, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        column.addStretch(0)
        self.refresh()

    def refresh(self) -> None:
        """Show the book as it is now."""
        before = self.marked()
        confirmed = {state.unit: state.confirmed for state in sending.partners(self._file)}
        self.packages = list(reversed(sending.packages(self._file)))
        self.table.setVisible(bool(self.packages))
        self.empty.setVisible(not self.packages)
        self.table.show_rows([_row(package, confirmed) for package in self.packages])
        wanted = before.id if before is not None else ""
        place = next((n for n, package in enumerate(self.packages) if package.id == wanted), 0)
        if self.packages:
            self.table.setCurrentCell(place, 0)
        self._show_marked()

    def marked(self) -> Package | None:
        """Return the package marked."""
        row = self.table.currentRow()
        return self.packages[row] if 0 <= row < len(self.packages) else None

    def _show_marked(self) -> None:
        package = self.marked()
        came = package is not None and package.direction == "in"
        self.note_button.setEnabled(package is not None and not came)
        self.back_button.setEnabled(
            package is not None and came and package.state == "merged" and not self._file.read_only
        )
        self.said.setText(_told(package) if package is not None else "")
        self.said.setVisible(package is not None)

    def enter(self) -> None:
        """Take the cursor."""
        self.table.setFocus()

    def primary(self) -> bool:
        """Do what the red button does."""
        if self.note_button.isEnabled():
            self.show_note()
        return True

    def show_note(self) -> None:
        """Show the delivery note of the package marked as it will be printed."""
        package, title = self.marked(), _("Delivery note")
        if package is None:
            return

        def made(paper: Paper) -> None:
            PaperDialog(self.window(), title, paper, self._host).ask()

        self._host.background.run(title, lambda _report: notes.note_again(self._file, package.id), made)

    def take_back(self) -> None:
        """Take the package marked back."""
        package = self.marked()
        if package is not None and may_take_back(self.window(), package.names[0], package.number):
            take_back(self._file, self.work, package.id, self._taken_back, self.problem.say)

    def _taken_back(self, done: TakenBack) -> None:
        tell_taken_back(self._host, self._file, self.problem, done)
        self.refresh()


def _row(package: Package, confirmed: dict[str, int]) -> tuple[str, ...]:
    state = package.state
    if state == "sent" and all(confirmed.get(unit, 0) >= package.number for unit in package.units):
        state = "confirmed"
    return (
        _("Incoming package") if package.direction == "in" else _("Outgoing package"),
        show_number(package.number),
        ", ".join(package.names),
        moment(package.at),
        package.code,
        _(STATES[state]),
    )


def _told(package: Package) -> str:
    if package.direction == "in":
        done = [(_(words), package.counts.get(name, 0)) for name, words in _DID]
        content = " · ".join(words.format(count=show_number(n)) for words, n in done if n)
        content = content or _("Only how far the sender has come")
    else:
        content = counted(package.counts) or _("No change; only how far this unit has come")
    lines = [content, _("Done by {person}").format(person=package.user) if package.user else ""]
    if package.file:
        lines.append(_("File: {path}").format(path=package.file))
    return "\n".join(filter(None, lines))
