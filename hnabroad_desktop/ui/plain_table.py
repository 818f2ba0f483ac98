"""A table that is only read and walked by keys: rows of words, some columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from hnabroad_desktop.ui import theme


def plain(view: QTableView) -> None:
    """Let a table only be read: no lines between cells, no typing, rows of one height, Tab leads out."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    rows = view.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setMinimumSectionSize(theme.current().measure("row"))
    rows.setDefaultSectionSize(theme.current().measure("row"))
    head = view.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setHighlightSections(False)


class PlainTable(QTableWidget):
    """Rows are marked whole; Enter and a double click open the one marked."""

    opened = Signal(int)

    def __init__(
        self,
        heads: Sequence[str],
        *,
        numbers: Sequence[int] = (),
        wide: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """``wide`` names the column that takes the room that is left."""
        super().__init__(0, len(heads), parent)
        self._numbers = set(numbers)
        self.setObjectName("inner")
        self.setHorizontalHeaderLabels(list(heads))
        for place in self._numbers:
            item = QTableWidgetItem(heads[place])
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(place, item)
        plain(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show rows and mark the first."""
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, words in enumerate(row):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if column in self._numbers:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(place, column, item)
        if rows:
            self.setCurrentCell(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row marked; everything else is Qt's."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if enter and self.currentRow() >= 0 and self.receivers("2opened(int)") > 0:
            self.opened.emit(self.currentRow())
        elif enter:
            event.ignore()
        else:
            super().keyPressEvent(event)
