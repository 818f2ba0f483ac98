"""The rows of a list as they are drawn, with the first column and the heads of groups in sight."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from hnabroad_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex


def paint_cell(painter: QPainter, area: QRect, index: Index, *, chosen: bool, ground: str = "") -> None:
    """Draw one cell on ``ground`` (a colour of the theme), or on that of its row."""
    look = theme.current()
    painter.save()
    painter.fillRect(area, look.colour(ground or ("tint" if chosen else "surface")))
    painter.setPen(QPen(look.colour("faint"), 1))
    painter.drawLine(area.bottomLeft(), area.bottomRight())
    inner = area.adjusted(7, 0, -7, 0)
    colour = index.data(Qt.ItemDataRole.ForegroundRole)
    painter.setPen(colour if colour is not None else look.colour("text"))
    if chosen and index.column() == 0:
        painter.setFont(look.font(10, strong=True))
    # The end of a Vietnamese name is the given name, and of a post its unit: the middle gives way.
    text = painter.fontMetrics().elidedText(
        str(index.data() or ""), Qt.TextElideMode.ElideMiddle, inner.width()
    )
    side = index.data(Qt.ItemDataRole.TextAlignmentRole)
    painter.drawText(inner, side or Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


class CellPainter(QStyledItemDelegate):
    """Draws a cell: one line under each row, names shortened in the middle and never at the end."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        look = theme.current()
        area = QRect(option.rect)
        table = self.parent()
        if isinstance(table, ListView) and index.row() in table.heads:
            area.setTop(area.bottom() + 1 - look.measure("row"))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_cell(painter, area, index, chosen=chosen)
        if chosen and index.column() == 0:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), look.colour("accent_text"))


class ListView(QTableView):
    """The rows; Enter opens, F2 opens to type, letters go to the first filter."""

    opened = Signal()
    empty_text = ""
    #: What stands above the first row of each group, by its row.
    heads: Mapping[int, str] = MappingProxyType({})

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw the pinned column again, which does not move along."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows with the first column in sight always, or what to do first where there are none."""
        super().paintEvent(event)
        if self.horizontalHeader().offset() > 0 and self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setClipRegion(event.region())
            self._paint_pinned(painter)
            painter.end()
        if self.heads:
            self._paint_heads()
        if self.empty_text and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.current().colour("quiet"))
            area = self.viewport().rect().adjusted(24, 32, -24, -24)
            painter.drawText(
                area,
                Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
                self.empty_text,
            )
            painter.end()

    def _paint_heads(self) -> None:
        look = theme.current()
        painter = QPainter(self.viewport())
        painter.setFont(look.font(10, strong=True))
        for row in self._rows_in_sight():
            if row in self.heads:
                top = self.rowViewportPosition(row)
                area = QRect(0, top, self.viewport().width(), look.measure("row"))
                painter.fillRect(area, look.colour("ground"))
                painter.setPen(look.colour("text"))
                side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                inner = area.adjusted(8, 0, -8, 0)
                words = painter.fontMetrics().elidedText(
                    self.heads[row], Qt.TextElideMode.ElideMiddle, inner.width()
                )
                painter.drawText(inner, side, words)
        painter.end()

    def _rows_in_sight(self) -> range:
        last = self.rowAt(self.viewport().height() - 1)
        return range(max(self.rowAt(0), 0), (last if last >= 0 else self.model().rowCount() - 1) + 1)

    def _paint_pinned(self, painter: QPainter) -> None:
        # Who a row is about must be seen beside every other column (screen.md, "Judged by").
        width = self.columnWidth(0)
        chosen = self.selectionModel()
        option = QStyleOptionViewItem()
        option.font = self.font()
        for row in self._rows_in_sight():
            index = self.model().index(row, 0)
            option.rect = QRect(0, self.rowViewportPosition(row), width, self.rowHeight(row))
            option.state = (
                QStyle.StateFlag.State_Selected if chosen.isSelected(index) else QStyle.StateFlag.State_None
            )
            self.itemDelegate().paint(painter, option, index)
        painter.setPen(theme.current().colour("line"))
        painter.drawLine(width - 1, 0, width - 1, self.viewport().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the record marked; everything else is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)
