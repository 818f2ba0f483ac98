"""The sections of a form by name: a wrapping line above the fields, or a column at their left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from hnabroad_desktop.ui.controls import Tab, WrapLayout
from hnabroad_desktop.ui.icons import icon


class SectionNav(QWidget):
    """Leads to a section and shows which one is in sight and where something is wrong."""

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], *, side: bool) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QVBoxLayout(self) if side else WrapLayout(self, gap=6)
        layout.setContentsMargins(0, 0, 0, 0)
        if isinstance(layout, QVBoxLayout):
            layout.setSpacing(0)
        for place, title in enumerate(titles):
            made = Tab(title, "side" if side else "tab")
            self._group.addButton(made, place)
            layout.addWidget(made)
        if isinstance(layout, QVBoxLayout):
            layout.addStretch(1)
        self._group.idClicked.connect(self.chosen)

    def show_place(self, place: int) -> None:
        """Mark the section in sight."""
        made = self._group.button(place)
        if made is not None:
            made.setChecked(True)

    def show_marks(self, marks: Sequence[str]) -> None:
        """Mark sections that hold problems: "error", "warning" or "" for each."""
        for place, mark in enumerate(marks):
            made = self._group.button(place)
            picture = {"error": "circle-alert", "warning": "triangle-alert"}.get(mark)
            made.setIcon(icon(picture, mark, 14) if picture else QIcon())
