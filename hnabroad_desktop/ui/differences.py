"""What changed in the words of a paper: lines that are gone, and lines that are new."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.actions.previews import Difference
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, painted

_SIGN = Qt.ItemDataRole.UserRole


class _LinePainter(QStyledItemDelegate):
    """Draws a line with its sign; the sign tells what the colour tells."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme.current()
        area: QRect = option.rect
        new = index.data(_SIGN) == "+"
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.colour("hover"))
        painter.setPen(QPen(look.colour("faint"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setFont(look.font(11, strong=True))
        painter.setPen(look.colour("ok" if new else "quiet"))
        side = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(QRect(area.left() + 8, area.top() + 5, 20, 22), side, "+" if new else "−")
        font = look.font(10)
        font.setStrikeOut(not new)
        painter.setFont(font)
        painter.setPen(look.colour("text" if new else "quiet"))
        painter.drawText(self._words(area), Qt.TextFlag.TextWordWrap, str(index.data()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height the wrapped words need."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListWidget) else 400
        inner = self._words(QRect(0, 0, width, 4000))
        needed = option.fontMetrics.boundingRect(inner, Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(width, needed.height() + 12)

    def _words(self, area: QRect) -> QRect:
        return area.adjusted(36, 6, -14, -4)


class Differences(QWidget):
    """The changed lines in the order of the paper; Esc goes back to the pages."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        painted(self, "surface")
        self.heading = label("", "heading")
        self.lines = QListWidget()
        self.lines.setItemDelegate(_LinePainter(self.lines))
        self.lines.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.lines.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setAccessibleName(_("Changed words"))
        self.setFocusProxy(self.lines)
        back = button(_("Back to the pages") + "  Esc", self.closed.emit, role="link", picture="arrow-left")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 4, 6)
        layout.addWidget(self.heading)
        layout.addWidget(self.lines, 1)
        layout.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    def show_lines(self, found: Sequence[Difference], since: str) -> None:
        """Show the differences from the version of ``since``."""
        self.lines.clear()
        self.heading.setText(
            _("Changed since {since}").format(since=since)
            if found
            else _("The words are the same as {since}.").format(since=since)
        )
        for difference in found:
            item = QListWidgetItem(
                " · ".join(cell for cell in difference.text.split(" | ") if cell.strip(" |"))
            )
            item.setData(_SIGN, difference.sign)
            gone = _("gone: {text}") if difference.sign == "-" else _("new: {text}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, gone.format(text=difference.text))
            self.lines.addItem(item)
        if found:
            self.lines.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the pages."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
