"""The head of a screen that stands in the place of a list: the way back, its name, and its verbs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from hnabroad_desktop.ui.controls import button, label


class ScreenHead(QFrame):
    """One line; ``row`` takes what stands behind the name."""

    def __init__(self, back: str, leave: Callable[[], object], title: str, *, below: int = 8) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 8, 12, below)
        self.row.setSpacing(8)
        self.row.addWidget(button(back, leave, role="link", picture="arrow-left", tip="Esc"))
        self.row.addWidget(label(title, "title"))
