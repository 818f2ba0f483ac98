"""Asks for the reason of a deed that takes something away."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.dialog import Dialog


def ask_reason(parent: QWidget | None, title: str, words: str, verb: str) -> str:
    """Return the reason the user gave, "" when they closed the dialog. ``verb`` names the button."""
    dialog = Dialog(parent, title, 460)
    dialog.add_words(words)
    dialog.body.addWidget(label(_("Reason"), "label"))
    line = QLineEdit()
    line.setAccessibleName(_("Reason"))
    dialog.body.addWidget(line)
    go = dialog.add_button(verb, 1, primary=True)
    dialog.add_button(_("&Close"), 0)
    go.setEnabled(False)
    line.textChanged.connect(lambda text: go.setEnabled(bool(text.strip())))
    line.setFocus()
    return line.text().strip() if dialog.ask() else ""
