"""The short note after a deed: what was done, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import button, label, with_key

_SHOWN = 8000


class Toast(QFrame):
    """Lies over the lower edge of the window, covers no list row being compared, and goes by itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self.setAutoFillBackground(True)
        self._words = label("")
        self._undo = button(with_key(_("Undo"), "Ctrl+Z"), self._take_back, role="link")
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close = button("", self.hide, role="quiet", picture="x", tip=_("Close"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._back: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 6, 5)
        row.setSpacing(10)
        for part in (self._words, self._undo, close):
            row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Show what was done; ``undo`` takes it back."""
        self._words.setText(words)
        self._back = undo
        self._undo.setVisible(undo is not None)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start(_SHOWN)

    def place(self) -> None:
        """Lie in the middle of the lower edge."""
        window = self.parentWidget()
        if window is not None:
            self.move((window.width() - self.width()) // 2, window.height() - self.height() - 40)

    def _take_back(self) -> None:
        self.hide()
        if self._back is not None:
            self._back()
