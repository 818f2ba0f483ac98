"""The boxes for passwords and recovery keys: hidden as typed, shown while the user wants to see them."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.icons import icon


class SecretBox(QLineEdit):
    """A line whose letters are hidden until the eye in it is pressed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCompleter(None)  # type: ignore[arg-type]
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(icon("eye"), _("Show what is typed"), self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show_letters)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def _show_letters(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if shown else "eye"))
