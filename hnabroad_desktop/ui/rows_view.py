"""How a table inside a form looks and is walked: shared widths, rows as high as their words, its keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from hnabroad_desktop.base.fields import (
    Attachment,
    Choice,
    Date,
    Field,
    Money,
    Number,
    PartialDate,
    Reference,
)
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.cell_delegate import typed_by_commit

#: Columns of at most this many letters hold years, dates and numbers.
_UNBROKEN = 12


def column_weight(field: Field) -> int:
    """Return how many letters a column of a field should have room for."""
    if field.width:
        return max(field.width, 4)
    match field:
        case Date() | PartialDate():
            return 10
        case Number():
            return 7
        case Money() | Choice():
            return 15
        case Attachment():
            return 12
        case Reference():
            return 22
    return 26


class RowsView(QTableView):
    """The table as it is seen; rows are as high as their words need."""

    row_wanted = Signal()
    row_unwanted = Signal()
    pasted = Signal(str)
    #: Enter on a cell that is not typed in: its file is wanted.
    file_wanted = Signal()

    def __init__(self, weights: list[int]) -> None:
        super().__init__()
        self._weights = weights
        self.setObjectName("inner")
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed
            | triggers.DoubleClicked
            | triggers.EditKeyPressed
            | triggers.SelectedClicked
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.current().measure("row"))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(36)

    def fit(self) -> None:
        """Share the width among the columns and take the height of all rows."""
        letter = self.fontMetrics().averageCharWidth()
        room = self.width() - 2
        head = self.horizontalHeader()
        least = [
            # Words go on in the next line; a year, a date or a number does not.
            max(weight * letter * (10 if weight <= _UNBROKEN else 7) // 10 + 16, head.sectionSizeHint(i))
            for i, weight in enumerate(self._weights)
        ]
        spare = max(room - sum(least), 0)
        for place, weight in enumerate(self._weights):
            head.resizeSection(place, least[place] + spare * weight // sum(self._weights))
        self.resizeRowsToContents()
        wide = sum(least) > room and self.model().rowCount() > 0
        self.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn if wide else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        rows = sum(self.rowHeight(row) for row in range(self.model().rowCount()))
        self.setFixedHeight(head.sizeHint().height() + rows + bar + 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to type in the cell with a letter that an input method commits at once."""
        if not typed_by_commit(self, event):
            super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Work the table by keys; what it does not use goes on to the form."""
        key = event.key()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._block())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            if not self.currentIndex().isValid():
                self.row_wanted.emit()
            elif self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
            else:
                self.file_wanted.emit()
        elif key == Qt.Key.Key_Insert:
            self.row_wanted.emit()
        elif key == Qt.Key.Key_Delete and control:
            self.row_unwanted.emit()
        elif key == Qt.Key.Key_Escape or control:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _block(self) -> str:
        chosen = sorted((i.row(), i.column()) for i in self.selectedIndexes())
        lines: dict[int, list[str]] = {}
        for row, column in chosen:
            lines.setdefault(row, []).append(str(self.model().index(row, column).data() or ""))
        return "\n".join("\t".join(cells) for cells in lines.values())
