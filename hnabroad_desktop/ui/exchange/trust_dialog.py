"""The dialog in which the digits of a signed sheet are typed; the screen never shows them beforehand."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from hnabroad_desktop.actions.exchange import cards
from hnabroad_desktop.actions.exchange.cards import COMPARED, UnitCard
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.problem_box import ProblemBox

_LETTERS = 32


class TrustDialog(Dialog):
    """Asks for the digits until they are the card's own, or the dialog is closed."""

    def __init__(self, parent: QWidget | None, file: OpenFile, card: UnitCard) -> None:
        super().__init__(parent, _("Confirm a card"), 520)
        self._file, self._card = file, card
        #: The card once it is confirmed.
        self.confirmed: UnitCard | None = None
        self.add_words(card.name, "title")
        self.add_words(
            _(
                "Take the signed and stamped sheet of this unit. Type the {count} last digits of its card, "
                "those printed in bold."
            ).format(count=COMPARED)
        )
        named = label(_("The {count} last &digits").format(count=COMPARED), "label")
        self.line = QLineEdit()
        self.line.setMaximumWidth(self.line.fontMetrics().averageCharWidth() * _LETTERS)
        self.line.setAccessibleName(_("The {count} last digits").format(count=COMPARED))
        named.setBuddy(self.line)
        self.body.addWidget(named)
        self.body.addWidget(self.line)
        self.add_words(_("Spaces between the groups don't matter."), "hint")
        self.problem = ProblemBox()
        self.body.addWidget(self.problem)
        self.go = self.add_verb(_("&Confirm the card"), self.confirm)
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        self.add_button(_("&Close"), 0)
        self.line.setFocus()

    def confirm(self) -> None:
        """Compare what was typed; say what is wrong, or end."""
        self.problem.clear()
        try:
            self.confirmed = cards.trust(self._file, self._card.fingerprint, self.line.text())
        except AppError as problem:
            self.problem.say(str(problem))
            self.fit()
            self.line.selectAll()
            self.line.setFocus()
            return
        self.accept()
