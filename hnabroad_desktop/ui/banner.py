"""The strip below the top bar that says what could not be done, until it is read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.icons import pixmap


class Banner(QFrame):
    """One sentence at a time, copyable, over nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        mark = QLabel()
        mark.setPixmap(pixmap("circle-alert", "error", 20, self.devicePixelRatioF()))
        self._words = label("", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(button(_("Close"), self.hide, role="quiet", picture="x"), 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def words(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Show a sentence in the place of the one before."""
        self._words.setText(words)
        self.show()
