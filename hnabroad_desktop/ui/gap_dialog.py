"""Asks for the words of a merge field that only this one document has."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.dialog import Dialog


def ask_words(parent: QWidget | None, name: str) -> str:
    """Return the words for ``name``, "" when the dialog was closed."""
    dialog = Dialog(parent, _("Fill in: {name}").format(name=name), 520)
    dialog.add_words(
        _("These words stand at ‹{name}› in this document. They are kept with it only.").format(name=name)
    )
    box = QPlainTextEdit()
    box.setAccessibleName(name)
    box.setTabChangesFocus(True)
    box.setFixedHeight(96)
    dialog.body.addWidget(box)
    go = dialog.add_button(_("&Fill in"), 1, primary=True)
    dialog.add_button(_("&Close"), 0)
    go.setEnabled(False)
    box.textChanged.connect(lambda: go.setEnabled(bool(box.toPlainText().strip())))
    box.setFocus()
    return " ".join(box.toPlainText().split()) if dialog.ask() else ""
