"""The table of a list that is typed in: its keys are those of Excel."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
)

from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.cell_delegate import CellDelegate, typed_by_commit
from hnabroad_desktop.ui.grid_model import GridModel
from hnabroad_desktop.ui.list_view import ListView, paint_cell
from hnabroad_desktop.ui.plain_table import plain

Index = QModelIndex | QPersistentModelIndex


class GridDelegate(CellDelegate):
    """Draws where one is, what cannot be typed in, and what is not written yet."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        look, model = theme.current(), index.model()
        area = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = ""
        if isinstance(model, GridModel):
            if model.reason(index):
                ground = "error_tint"
            elif model.waits(index):
                ground = "warning_tint"
            elif not chosen and not model.may_type(index):
                ground = "ground"
        paint_cell(painter, area, index, chosen=chosen, ground=ground)
        painter.save()
        painter.setPen(QPen(look.colour("faint"), 1))
        painter.drawLine(area.topRight(), area.bottomRight())
        table = self.parent()
        if isinstance(table, QAbstractItemView) and table.currentIndex() == index:
            painter.setPen(QPen(look.colour("link"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.restore()


class GridView(ListView):
    """Enter goes down, Tab to the right, F2 or a letter types, Ctrl+C, Ctrl+V and Ctrl+D work on blocks."""

    copied = Signal()
    pasted = Signal()
    filled_down = Signal()
    emptied = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        plain(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked)
        #: The column a run of Tab began in: Enter leads below it.
        self._begun = -1

    def indexAt(self, pos: QPoint) -> QModelIndex:
        """Return the cell at a point; the first column lies over the others when they have moved."""
        if self.horizontalHeader().offset() > 0 and pos.x() < self.columnWidth(0):
            return self.model().index(self.rowAt(pos.y()), 0)
        return super().indexAt(pos)

    def keyboardSearch(self, search: str) -> None:
        """Stay where one is: letters typed in a cell that cannot be typed in lead nowhere."""

    def step(self, step: int) -> None:
        """Go on after a cell: 1 down, 2 to the right, -1 to the left."""
        here = self.currentIndex()
        row, column = here.row(), here.column()
        last = self.model().columnCount() - 1
        if step == 1:
            row, column = row + 1, self._begun if self._begun >= 0 else column
            self._begun = -1
        else:
            if self._begun < 0:
                self._begun = column
            column += 1 if step > 0 else -1
            row, column = (row + 1, 0) if column > last else (row - 1, last) if column < 0 else (row, column)
        if 0 <= row < self.model().rowCount():
            self.setFocus()
            self.go_to(row, column)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor into one cell and select nothing else."""
        here = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def type_in(self) -> None:
        """Open the cell with what it holds, the cursor at the end."""
        if not self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            return
        self.edit(self.currentIndex())
        typed = QApplication.focusWidget()
        if isinstance(typed, QLineEdit):
            typed.deselect()
            typed.end(False)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to type in the cell with a letter that an input method commits at once."""
        if not typed_by_commit(self, event):
            super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Work the table by keys; the keys of the window stay with the window."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif key == Qt.Key.Key_D and control:
            self.filled_down.emit()
        elif key == Qt.Key.Key_Delete and not control:
            self.emptied.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.step(1)
        elif key == Qt.Key.Key_Tab and not control:
            self.step(2)
        elif key == Qt.Key.Key_Backtab:
            self.step(-1)
        elif key == Qt.Key.Key_F2:
            self.type_in()
        else:
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
                self._begun = -1
            super(ListView, self).keyPressEvent(event)
