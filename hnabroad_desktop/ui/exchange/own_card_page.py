"""The card of the unit that keeps the file: its digits, file and sheet to hand over, and a new card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hnabroad_desktop.actions.exchange import cards
from hnabroad_desktop.actions.exchange.cards import UnitCard
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, painted
from hnabroad_desktop.ui.dialog import choose
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.paper_dialog import PaperDialog
from hnabroad_desktop.ui.reason import ask_reason

_WIDEST = 640


class OwnCardPage(QScrollArea):
    """Says which card the unit has and leads through handing it over."""

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        self._host, self._file = host, file
        self.name = label("", "title", wrap=True)
        self.facts = label("", "quiet")
        self.digits = label("")
        font = theme.current().font(13, strong=True)
        font.setFamilies(["Consolas", "DejaVu Sans Mono", font.family()])
        self.digits.setFont(font)
        self.digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.digits.setAccessibleName(_("Digits of the card"))
        self.print_button = button(
            _("&Print the sheet…"), self.show_sheet, role="primary", picture="printer", tip="Ctrl+Enter"
        )
        self.save_button = button(_("&Save the card file…"), self.save, picture="save")
        self.renew_button = button(_("Make a &new card…"), self.renew, picture="refresh-cw")
        page = QWidget()
        painted(page, "surface")
        page.setLayout(self._column())
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.refresh()

    def _column(self) -> QVBoxLayout:
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        for made in (self.print_button, self.save_button, self.renew_button):
            verbs.addWidget(made)
        verbs.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(6)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        column.addSpacing(8)
        column.addWidget(label(_("Digits of the card"), "label"))
        column.addWidget(self.digits)
        column.addSpacing(8)
        column.addLayout(verbs)
        column.addSpacing(12)
        column.addWidget(label(_("To exchange data with another unit"), "heading"))
        for step in _steps():
            words = label(step, wrap=True)
            words.setMaximumWidth(round(_WIDEST * theme.current().scale / 100))
            column.addWidget(words)
        column.addStretch(1)
        return column

    def refresh(self) -> None:
        """Show the card as it is now; a file open to view that has none says so."""
        try:
            card = cards.own_card(self._file)
        except AppError as problem:
            self._show_problem(str(problem))
            return
        self._show(card)

    def _show_problem(self, words: str) -> None:
        self.name.setText(words)
        self.facts.setText("")
        self.digits.setText("")
        for made in (self.print_button, self.save_button, self.renew_button):
            made.setEnabled(False)

    def _show(self, card: UnitCard) -> None:
        self.name.setText(card.name)
        self.facts.setText(
            _("Code {code} · card made on {day}").format(code=card.unit, day=dates.show(card.made))
        )
        half = len(card.fingerprint) // 2
        self.digits.setText(
            f"{cards.grouped(card.fingerprint[:half])}\n{cards.grouped(card.fingerprint[half:])}"
        )
        self.renew_button.setEnabled(not self._file.read_only)

    def primary(self) -> bool:
        """Do what the red button does."""
        if self.print_button.isEnabled():
            self.show_sheet()
        return True

    def enter(self) -> None:
        """Take the cursor."""
        self.print_button.setFocus()

    # --- verbs

    def show_sheet(self) -> None:
        """Show the sheet as it will be printed."""
        title = _("Sheet of the unit card")
        self._host.background.run(
            title,
            lambda _report: cards.sheet(self._file),
            lambda made: PaperDialog(self.window(), title, made, self._host).ask(),
        )

    def save(self) -> None:
        """Ask where and write the card file."""
        proposed = cards.file_name(cards.own_card(self._file))
        kinds = _("Unit card (*{suffix})").format(suffix=cards.SUFFIX)
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the card file"), proposed, kinds)
        if name:
            self.save_to(Path(name if name.lower().endswith(cards.SUFFIX) else f"{name}{cards.SUFFIX}"))

    def save_to(self, path: Path) -> None:
        """Write the card file. Raises AppError."""
        written = cards.save_own_card(self._file, path)
        self._host.say(_("Written and read back: {name}").format(name=written.name))

    def renew(self) -> None:
        """Ask why, and give the unit a new card."""
        words = _(
            "The unit gets a new card with other digits. The sheet is printed, signed and handed over again; "
            "until the other units confirm it they don't receive packages from here."
        )
        answers = [
            _("&Replace the present card"),
            _("The machine was &lost or copied…"),
            _("&Keep the present card"),
        ]
        answer = choose(self.window(), _("Make a new card"), words, answers)
        if answer == 2:
            return
        lost = self._ask_what_happened() if answer == 1 else ""
        if answer == 1 and not lost:
            return
        cards.renew(self._file, lost=lost)
        self.refresh()
        self._host.done(_("The unit has a new card; print and sign its sheet"))

    def _ask_what_happened(self) -> str:
        words = _("The present card is withdrawn as well: nobody may use it any more. Say what happened.")
        return ask_reason(self.window(), _("Make a new card"), words, _("&Withdraw and make a new card"))


def _steps() -> tuple[str, ...]:
    return (
        _("1. Print the sheet; the head of the unit signs and stamps it."),
        _("2. Save the card file on a USB drive."),
        _("3. Hand over both. The other unit takes in the file and types the last 10 digits from the sheet."),
        _("4. Take in the other unit's card in the same way, under “Partner units”."),
    )
