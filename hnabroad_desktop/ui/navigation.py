"""The areas of the program in the order of the work, with how much is in each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.icons import pixmap

_PICTURE = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_CODE = Qt.ItemDataRole.UserRole + 2


class AreaPainter(QStyledItemDelegate):
    """Draws an area: picture, name, and the number at the right edge."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a calm row."""
        return QSize(100, theme.current().measure("row") + 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one area."""
        look = theme.current()
        area: QRect = option.rect
        state = option.state
        here = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if here:
            painter.fillRect(area, look.colour("tint"))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), look.colour("accent_text"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, look.colour("hover"))
        ink = "accent_text" if here else "quiet"
        image = pixmap(index.data(_PICTURE), ink, 16, painter.device().devicePixelRatioF())
        painter.drawPixmap(area.left() + 13, area.center().y() - 7, image)
        count = index.data(_COUNT)
        number = show_number(count) if count else ""
        painter.setPen(look.colour("quiet"))
        painter.setFont(look.font(9))
        taken = painter.fontMetrics().horizontalAdvance(number)
        name, font = str(index.data()), look.font(10, strong=here)
        if QFontMetrics(font).horizontalAdvance(name) + taken > area.width() - 36 - 16:
            number, taken = "", 0  # the name of the place comes before how much is in it
        painter.drawText(
            area.adjusted(0, 0, -12, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number
        )
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        words = area.adjusted(36, 0, -16 - taken if taken else -6, 0)
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class Navigation(QListWidget):
    """Leads from area to area."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setItemDelegate(AreaPainter(self))
        self.setMouseTracking(True)
        self.setFixedWidth(theme.current().measure("nav"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, 8, 0, 0)
        self.currentItemChanged.connect(self._changed)

    def show_areas(self, areas: Sequence[tuple[str, str, str]]) -> None:
        """Show areas as (code, name, picture), in order."""
        for code, name, picture in areas:
            item = QListWidgetItem(name)
            item.setData(_CODE, code)
            item.setData(_PICTURE, picture)
            item.setToolTip(name)
            self.addItem(item)

    def show_count(self, code: str, count: int) -> None:
        """Show how much is in an area; nothing for 0."""
        item = self._item(code)
        if item is not None:
            item.setData(_COUNT, count)

    def go_to(self, code: str) -> None:
        """Mark an area."""
        item = self._item(code)
        if item is not None:
            self.setCurrentItem(item)

    def current(self) -> str:
        """Return the code of the area marked."""
        item = self.currentItem()
        return str(item.data(_CODE)) if self.currentRow() >= 0 else ""

    def take_back(self, code: str) -> None:
        """Mark an area without going there."""
        self.blockSignals(True)
        self.go_to(code)
        self.blockSignals(False)

    def _item(self, code: str) -> QListWidgetItem | None:
        for place in range(self.count()):
            if self.item(place).data(_CODE) == code:
                return self.item(place)
        return None

    def _changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_CODE)))
