"""A list of suggestions under a line of text that never takes the cursor and never writes into the line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.desk import Hit

_HIT = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 9


class HitPainter(QStyledItemDelegate):
    """Draws a suggestion: its title, and small and quiet behind it what tells it apart."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row and the width of its words."""
        hit: Hit = index.data(_HIT)
        words = f"{hit.title}    {hit.detail}"
        return QSize(option.fontMetrics.horizontalAdvance(words) + 20, theme.current().measure("row"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one suggestion."""
        look = theme.current()
        hit: Hit = index.data(_HIT)
        area: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.colour("link_tint"))
        inner = area.adjusted(9, 0, -9, 0)
        metrics = painter.fontMetrics()
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(look.colour("text"))
        title = metrics.elidedText(hit.title, Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(inner, middle, title)
        rest = inner.adjusted(metrics.horizontalAdvance(title) + 14, 0, 0, 0)
        if hit.detail and rest.width() > 40:
            painter.setPen(look.colour("quiet"))
            painter.setFont(look.font(9))
            detail = painter.fontMetrics().elidedText(hit.detail, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, middle, detail)
        painter.restore()


class Suggestions(QObject):
    """The list below one line: arrows walk it, Enter picks, Esc hides it; the cursor stays in the line."""

    picked = Signal(object)

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._list: QListWidget | None = None
        line.installEventFilter(self)

    @property
    def visible(self) -> bool:
        """True while the list is on the screen."""
        return self._list is not None and self._list.isVisible()

    @property
    def hits(self) -> list[Hit]:
        """What is offered, best first."""
        box = self._list
        return [box.item(row).data(_HIT) for row in range(box.count())] if box is not None else []

    def marked(self) -> Hit | None:
        """Return the suggestion Enter would pick."""
        item = self._list.currentItem() if self._list is not None and self.visible else None
        hit: Hit | None = item.data(_HIT) if item is not None else None
        return hit

    def show(self, hits: Sequence[Hit], mark: int = 0) -> None:
        """Put the list under the line; no hits put it away. ``mark`` -1 marks nothing."""
        if not hits or not self._line.hasFocus():
            self.hide()
            return
        box = self._box()
        box.clear()
        for hit in hits:
            item = QListWidgetItem()
            item.setData(_HIT, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.title} {hit.detail}".strip())
            box.addItem(item)
        box.setCurrentRow(mark)
        self._place(box)
        box.show()
        box.raise_()
        if mark > 0:
            box.scrollToItem(box.item(mark), QListWidget.ScrollHint.PositionAtCenter)

    def hide(self) -> None:
        """Put the list away."""
        if self._list is not None:
            self._list.hide()

    def _box(self) -> QListWidget:
        window = self._line.window()
        if self._list is not None and self._list.parentWidget() is not window:
            self._list.deleteLater()
            self._list = None
        if self._list is None:
            # A child of the window, not a window of its own: it cannot take the cursor on any platform.
            self._list = QListWidget(window)
            self._list.setObjectName("suggestions")
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setItemDelegate(HitPainter(self._list))
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.itemClicked.connect(lambda item: self._pick(item.data(_HIT)))
            self._line.destroyed.connect(self._list.deleteLater)
        return self._list

    def _place(self, box: QListWidget) -> None:
        window = self._line.window()
        corner = self._line.mapTo(window, QPoint(0, 0))
        row = theme.current().measure("row")
        height = min(box.count(), _MOST_SHOWN) * row + 2
        below = window.height() - corner.y() - self._line.height() - 4
        above = corner.y() - 4
        under = below >= height or below >= above
        height = min(height, max(below if under else above, row + 2))
        width = min(max(self._line.width(), box.sizeHintForColumn(0) + 24), window.width() - 8, 620)
        left = max(4, min(corner.x(), window.width() - width - 4))
        top = corner.y() + self._line.height() + 1 if under else corner.y() - height - 1
        box.setGeometry(left, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows, Enter and Esc work the list while the cursor stays in the line."""
        if not self.visible:
            return False
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        elif kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            return self._key(event, acting=kind == QEvent.Type.KeyPress)
        return False

    def _key(self, event: QKeyEvent, *, acting: bool) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _MOST_SHOWN - 1,
            Qt.Key.Key_PageUp: 1 - _MOST_SHOWN,
        }
        key = Qt.Key(event.key())
        box = self._box()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in steps:
            if acting:
                box.setCurrentRow(max(0, min(box.currentRow() + steps[key], box.count() - 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and box.currentRow() >= 0:
            if acting:
                self._pick(box.currentItem().data(_HIT))
        elif key == Qt.Key.Key_Escape:
            if acting:
                self.hide()
        else:
            return False
        event.accept()
        return True

    def _pick(self, hit: Hit) -> None:
        self.hide()
        self.picked.emit(hit)
