"""Words in one line that give way where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hnabroad_desktop.ui import theme


class Shortened(QWidget):
    """Words that give way where the room ends; the whole of them is in the tip."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._colour = "", "quiet"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Return the height of a line; the width is what is left."""
        return QSize(40, self.fontMetrics().height() + 4)

    def show_words(self, words: str, colour: str = "quiet") -> None:
        """Show other words, in a colour of the look."""
        self._words, self._colour = words, colour
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        painter.setPen(theme.current().colour(self._colour))
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
