"""The steps of a longer piece of work as tabs: which one is in sight, and which can be gone to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import Tab


class StepTabs(QWidget):
    """A press asks to go to a step; whoever listens decides whether it is gone to."""

    chosen = Signal(int)

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for place, words in enumerate(steps):
            made = Tab(_(words), "choice")
            self._group.addButton(made, place)
            row.addWidget(made)
        self._group.idClicked.connect(self.chosen)

    @property
    def place(self) -> int:
        """The step that is marked, -1 for none."""
        return self._group.checkedId()

    def tab(self, place: int) -> Tab:
        """Return the tab of a step."""
        made = self._group.button(place)
        assert isinstance(made, Tab)
        return made

    def show_step(self, page: int, may_go: Callable[[int], bool]) -> None:
        """Mark the step of a page, none where the page is no step, and open those that may be gone to."""
        tabs = self._group.buttons()
        for place, made in enumerate(tabs):
            made.setEnabled(may_go(place))
        if page < len(tabs):
            tabs[page].setChecked(True)
            return
        self._group.setExclusive(False)
        for made in tabs:
            made.setChecked(False)
        self._group.setExclusive(True)
