"""Sending: to whom, what, with or without attachments, onto which drive; then the codes to be read out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.actions.exchange import notes, parcels
from hnabroad_desktop.actions.exchange.cards import Paper
from hnabroad_desktop.actions.exchange.sending import SCOPES
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, painted, with_key
from hnabroad_desktop.ui.exchange.places import PlaceBox
from hnabroad_desktop.ui.exchange.receivers import Receivers
from hnabroad_desktop.ui.exchange.words import counted
from hnabroad_desktop.ui.file_screens.work_line import WorkLine
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.jobs import Report
from hnabroad_desktop.ui.paper_dialog import PaperDialog
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.problem_box import ProblemBox

#: Width of what is chosen beside the receivers, at 100 %.
_CHOICES = 380


@dataclass(frozen=True)
class Sent:
    """A package that was written in this round, with what its delivery note needs."""

    unit: str
    written: parcels.Written
    content: parcels.Content
    scopes: tuple[str, ...]


class SendPage(QStackedWidget):
    """What to send on the first page, what was written on the second."""

    #: The way to the cards, where no unit can receive yet.
    partners_asked = Signal()

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        self._host, self._file = host, file
        self.sent: list[Sent] = []
        self.table = Receivers()
        self.table.chosen_changed.connect(self._judge)
        self.scopes = {name: QCheckBox(_(words)) for name, words in SCOPES.items()}
        for box in self.scopes.values():
            box.setChecked(True)
            box.toggled.connect(lambda _on: self._judge())
        self.attachments = QCheckBox(_("With &attachments not sent before"))
        self.attachments.setChecked(True)
        self.everything = QCheckBox(_("Everything from the &beginning"))
        self.everything.setToolTip(_("For a unit that lost its data or begins anew"))
        self.place = PlaceBox()
        self.place.changed.connect(self._judge)
        self.problem = ProblemBox()
        self.pack_button = button(with_key(_("Make the package"), "Ctrl+Enter"), self.pack, role="primary")
        self.work = WorkLine(host.background)
        self.work.ended.connect(self._ended)
        self.result = _Result()
        self.result.note_button.clicked.connect(lambda _on=False: self.show_note())
        self.result.again_button.clicked.connect(lambda _on=False: self.begin())
        self.empty = self._nobody()
        self._choices = self._page()
        for page in (self._choices, self.result, self.empty):
            self.addWidget(page)
        self.refresh()

    # --- what it is made of

    def _page(self) -> QWidget:
        page = QWidget()
        painted(page, "surface")
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(label(_("Receivers"), "heading"))
        left.addWidget(self.table, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(label(_("Scope of the data"), "heading"))
        for box in (*self.scopes.values(),):
            right.addWidget(box)
        right.addWidget(
            label(_("Each unit gets what it is entitled to and has not confirmed."), "hint", wrap=True)
        )
        right.addSpacing(8)
        right.addWidget(self.attachments)
        right.addWidget(self.everything)
        right.addSpacing(8)
        right.addWidget(label(_("Write to"), "heading"))
        right.addWidget(self.place)
        right.addStretch(1)
        side = QWidget()
        side.setLayout(right)
        side.setFixedWidth(round(_CHOICES * theme.current().scale / 100))
        right.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addLayout(left, 1)
        middle.addWidget(side)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.pack_button)
        foot.addWidget(self.work, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addLayout(middle, 1)
        column.addWidget(self.problem)
        column.addLayout(foot)
        return page

    def _nobody(self) -> QWidget:
        page = QWidget()
        painted(page, "surface")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        words = _(
            "No unit can receive packages from here yet. Take in the card of the unit and confirm it by the "
            "digits of its signed sheet first."
        )
        column.addWidget(label(words, "quiet", wrap=True))
        row = QHBoxLayout()
        self.partners_button = button(_("To the &partner units"), self.partners_asked.emit, picture="id-card")
        row.addWidget(self.partners_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return page

    # --- what the area asks of it

    def refresh(self) -> None:
        """Show the units and the drives as they are now."""
        self.table.show_units(self._file)
        self.place.look_again()
        if not self.table.units:
            self.setCurrentWidget(self.empty)
        elif self.currentWidget() is self.empty:
            self.setCurrentWidget(self._choices)
        self._judge()

    def enter(self) -> None:
        """Take the cursor."""
        if self.currentWidget() is self._choices:
            self.table.setFocus()
        elif self.currentWidget() is self.result:
            self.result.table.setFocus()
        else:
            self.partners_button.setFocus()

    def primary(self) -> bool:
        """Do what the red button does."""
        if self.currentWidget() is self.result:
            self.show_note()
        elif self.currentWidget() is self.empty:
            self.partners_asked.emit()
        elif self.pack_button.isEnabled():
            self.pack()
        return True

    def begin(self) -> None:
        """Choose anew."""
        self.setCurrentWidget(self._choices)
        self.refresh()
        self.enter()

    # --- packing

    def _judge(self) -> None:
        chosen = self.table.chosen()
        words = (
            _("Make {count} packages").format(count=len(chosen)) if len(chosen) > 1 else _("Make the package")
        )
        self.pack_button.setText(with_key(words, "Ctrl+Enter"))
        ready = bool(chosen) and bool(self._chosen_scopes()) and self.place.chosen() is not None
        self.pack_button.setEnabled(ready and not self._file.read_only and not self.work.busy)

    def _chosen_scopes(self) -> tuple[str, ...]:
        return tuple(name for name, box in self.scopes.items() if box.isChecked())

    def pack(self) -> None:
        """Write a package for each unit marked; each is entered in the books once it is proved."""
        place = self.place.chosen()
        if place is None:
            return
        units, scopes = self.table.chosen(), self._chosen_scopes()
        told = () if len(scopes) == len(self.scopes) else scopes
        attachments, everything = self.attachments.isChecked(), self.everything.isChecked()
        self.sent = []
        made = self.sent

        def work(report: Report) -> None:
            for number, unit in enumerate(units):
                made.append(
                    self._pack(place, unit, told, attachments, everything, _part(report, number, len(units)))
                )

        self.problem.clear()
        self.work.run(_("Making packages"), work, lambda _none: None, self.problem.say)
        self._judge()

    def _pack(
        self,
        place: Path,
        unit: str,
        scopes: tuple[str, ...],
        attachments: bool,
        everything: bool,
        report: Report,
    ) -> Sent:
        written, content = parcels.pack(
            self._file,
            place,
            [unit],
            scopes,
            everything=everything,
            attachments=attachments,
            report=report,
        )
        return Sent(unit, written, content, scopes)

    def _ended(self) -> None:
        self._judge()
        if not self.sent:
            return
        # Stopped or failed half-way, those written before lie on the drive and are in the books.
        self.result.show_sent(self.sent, self.problem.words)
        self.setCurrentWidget(self.result)
        self.result.table.setFocus()
        self._host.done(_("Written and read back: {count} packages").format(count=len(self.sent)))

    def show_note(self) -> None:
        """Show the delivery note of the package marked as it will be printed."""
        row = self.result.table.currentRow()
        if not 0 <= row < len(self.sent):
            return
        sent, title = self.sent[row], _("Delivery note")

        def made(paper: Paper) -> None:
            PaperDialog(self.window(), title, paper, self._host).ask()

        self._host.background.run(
            title,
            lambda _report: notes.delivery_note(self._file, sent.written, sent.content, sent.scopes),
            made,
        )


class _Result(QWidget):
    """What was written: the code to be read out, the delivery note."""

    def __init__(self) -> None:
        super().__init__()
        painted(self, "surface")
        self._sent: list[Sent] = []
        self.title = label("", "title")
        self.code = label("")
        font = theme.current().font(20, strong=True)
        font.setFamilies(["Consolas", "DejaVu Sans Mono", font.family()])
        self.code.setFont(font)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAccessibleName(_("Code to compare"))
        self.said = label("", "quiet", wrap=True)
        self.problem = ProblemBox()
        heads = (_("Unit"), _("Package no."), _("Code to compare"), _("Content"), _("Size"), _("File"))
        self.table = PlainTable(heads, numbers=(1, 4), wide=3)
        self.table.currentCellChanged.connect(lambda *_at: self._show_marked())
        self.note_button = button(_("&Delivery note…"), role="primary", picture="printer", tip="Ctrl+Enter")
        self.again_button = button(_("Make &another package"), picture="send")
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        verbs.addWidget(self.note_button)
        verbs.addWidget(self.again_button)
        verbs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for part in (self.title, self.code, self.said, self.problem):
            column.addWidget(part)
        column.addLayout(verbs)
        column.addSpacing(4)
        column.addWidget(self.table, 1)

    def show_sent(self, sent: list[Sent], problem: str) -> None:
        """Show what was written, and what went wrong after it."""
        self._sent = list(sent)
        self.title.setText(_("Written, {count} packages").format(count=len(sent)))
        self.table.show_rows([_row(one) for one in sent])
        if problem:
            self.problem.say(problem)
        else:
            self.problem.clear()
        self._show_marked()

    def _show_marked(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self._sent):
            return
        one = self._sent[row]
        self.code.setText(one.written.code)
        self.said.setText(
            _(
                "Code to compare of package no. {number} for {unit}. Read it out by telephone: the receiver "
                "sees the same code before anything is taken in."
            ).format(number=one.written.number, unit=_names(one))
        )


def _row(one: Sent) -> tuple[str, ...]:
    size = show_number(-(-one.written.size // 1000))
    content = counted(one.content.counts) or _("No change; only how far this unit has come")
    return (
        _names(one),
        show_number(one.written.number),
        one.written.code,
        content,
        _("{count} KB").format(count=size),
        one.written.path.name,
    )


def _names(one: Sent) -> str:
    return ", ".join(dict.fromkeys(card.name for card in one.written.receivers))


def _part(report: Report, place: int, number: int) -> Report:
    def told(done: int, total: int) -> None:
        report(place * 1000 + 1000 * done // max(total, 1), number * 1000)

    return told
