"""Sending: to whom, what, with or without attachments, onto which drive; then the codes to be read out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.actions.exchange import notes, parcels
from hnabroad_desktop.actions.exchange.cards import Paper
from hnabroad_desktop.actions.exchange.sending import SCOPES
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, painted, with_key
from hnabroad_desktop.ui.exchange.places import PlaceBox
from hnabroad_desktop.ui.exchange.receivers import Receivers
from hnabroad_desktop.ui.exchange.sent_page import Sent, SentPage
from hnabroad_desktop.ui.file_screens.work_line import WorkLine
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.jobs import Report
from hnabroad_desktop.ui.paper_dialog import PaperDialog
from hnabroad_desktop.ui.problem_box import ProblemBox

#: Width of what is chosen beside the receivers, at 100 %.
_CHOICES = 380


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
        self.result = SentPage()
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


def _part(report: Report, place: int, number: int) -> Report:
    def told(done: int, total: int) -> None:
        report(place * 1000 + 1000 * done // max(total, 1), number * 1000)

    return told
