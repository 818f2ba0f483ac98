"""The checked rows of an import as a table: what every cell would be, what is doubtful, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from hnabroad_desktop.actions import imports
from hnabroad_desktop.actions.shown import Names, shown
from hnabroad_desktop.base.fields import UNMATCHED, Rows
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.sheets import mapping
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.icons import pixmap
from hnabroad_desktop.ui.plain_table import plain

Index = QModelIndex | QPersistentModelIndex

#: What each state of a row is called, its sign and its colour.
STATES = {
    "green": (N_("Can be imported"), "circle-check", "ok"),
    "amber": (N_("To be looked at"), "triangle-alert", "warning"),
    "red": (N_("Cannot be imported"), "circle-x", "error"),
}
ACTIONS = {
    "add": N_("Add"),
    "update": N_("Update"),
    "same": N_("Unchanged"),
    "leave": N_("Leave out"),
}
_FIRST = 3
_STATE = Qt.ItemDataRole.UserRole


class RowsModel(QAbstractTableModel):
    """The rows of a plan that a filter lets through."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self._plan: imports.Plan | None = None
        self._rows: Sequence[imports.PlannedRow] = ()
        self.columns: Sequence[int] = ()
        self._heads: Sequence[str] = ()
        self._kept: tuple[int, dict[int, imports.CellResult]] = (-1, {})

    def show(self, plan: imports.Plan, keep: Callable[[imports.PlannedRow], bool]) -> None:
        """Show the rows of a plan for which ``keep`` is true."""
        self.beginResetModel()
        self._plan = plan
        self._rows = [row for row in plan.rows if keep(row)]
        layout = plan.layout
        placed = [
            (c.index, path) for c in layout.table.columns if (path := layout.mapping.targets.get(c.index))
        ]
        self.columns = [place for place, _path in placed]
        self._heads = [
            _("Row"),
            _("Judgement"),
            _("What is done"),
            *(_heading(layout.record_type, path) for _place, path in placed),
        ]
        self._kept = (-1, {})
        self.endResetModel()

    def row(self, place: int) -> imports.PlannedRow | None:
        """Return the row shown at a place."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def cell(self, index: Index) -> imports.CellResult | None:
        """Return the cell of the file at an index, None for the first columns and where nothing is."""
        if index.column() < _FIRST or not 0 <= index.row() < len(self._rows):
            return None
        if self._kept[0] != index.row():
            self._kept = (index.row(), {cell.column: cell for cell in self._rows[index.row()].cells})
        return self._kept[1].get(self.columns[index.column() - _FIRST])

    def doubtful_column(self, place: int) -> int:
        """Return the column of the first cell of a row to be looked at, what is asked before others."""
        row = self.row(place)
        if row is None:
            return _FIRST
        doubtful = [cell for cell in row.cells if cell.state != "green"]
        doubtful.sort(key=lambda cell: cell.path not in row.asks)
        return _FIRST + list(self.columns).index(doubtful[0].column) if doubtful else _FIRST

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        """Return the number of rows shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        """Return the number of columns: what is done, and those of the file."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading of a column."""
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its state, or why it is so."""
        row = self.row(index.row())
        if row is None:
            return None
        if index.column() < _FIRST:
            return self._of_row(row, index.column(), role)
        cell = self.cell(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(cell)
        if role == _STATE:
            return cell.state
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return cell.reason or None
        return None

    def _of_row(self, row: imports.PlannedRow, column: int, role: int) -> Any:
        words, _picture, _colour = STATES[row.state]
        if role == Qt.ItemDataRole.DisplayRole:
            return (str(row.row + 1), _(words), _(ACTIONS[row.action]))[column]
        if role == _STATE:
            return row.state if column == 1 else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.reasons or row.notes or None
        return None

    def _words(self, cell: imports.CellResult) -> str:
        one = mapping.field_of(self._plan.layout.record_type, cell.path) if self._plan else None
        if cell.value is None or one is None or isinstance(one, Rows):
            return " ".join(cell.text.split())
        text = str(cell.value)
        return (
            text.removeprefix(UNMATCHED)
            if text.startswith(UNMATCHED)
            else shown(one, cell.value, self._names)
        )


def _heading(record_type: RecordType, path: str) -> str:
    target, one = mapping.parse(path), mapping.field_of(record_type, path)
    if one is not None and target.is_plain and not target.also:
        return _(one.heading)
    label = mapping.label_of(record_type, path)
    return label.replace(_(one.label), _(one.heading)) if one is not None else label


class StatePainter(QStyledItemDelegate):
    """Draws a cell with a sign and a tint of its state; the sign alone tells it in black and white."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        look = theme.current()
        area: QRect = option.rect
        state = index.data(_STATE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        tints = {"amber": "warning_tint", "red": "error_tint"}
        is_row = index.column() < _FIRST
        painter.fillRect(area, look.colour("surface" if is_row else tints.get(state, "surface")))
        painter.setPen(QPen(look.colour("faint"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(7, 0, -7, 0)
        if state in tints or (state == "green" and is_row):
            _words, picture, colour = STATES[state]
            image = pixmap(picture, colour, 14, painter.device().devicePixelRatioF())
            painter.drawPixmap(inner.left(), area.center().y() - 6, image)
            inner = inner.adjusted(19, 0, 0, 0)
        painter.setPen(look.colour("text"))
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideMiddle, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        if chosen:
            painter.setPen(QPen(look.colour("link"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.restore()


class RowsTable(QTableView):
    """Walks cell by cell; Enter and F2 lead to the repair of the cell marked."""

    repair = Signal()
    marked = Signal()

    def __init__(self, model: RowsModel) -> None:
        super().__init__()
        self.setObjectName("inner")
        self.setModel(model)
        self.setItemDelegate(StatePainter(self))
        plain(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Checked rows"))
        self.doubleClicked.connect(lambda _index: self.repair.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.marked.emit())

    def fit(self) -> None:
        """Give every column the room of what it shows, within reason."""
        letter = self.fontMetrics().averageCharWidth()
        self.resizeColumnsToContents()
        for column in range(self.model().columnCount()):
            extra = 28 if column != 0 else 8
            self.setColumnWidth(column, min(self.columnWidth(column) + extra, 30 * letter))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 repair; everything else is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not event.modifiers():
            self.repair.emit()
        else:
            super().keyPressEvent(event)
