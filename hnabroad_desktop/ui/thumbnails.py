"""Small pages beside the large ones, with the same corner on those that changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.pages import Pages, fitted
from hnabroad_desktop.ui.preview import paint_corner

_PAGE = Qt.ItemDataRole.UserRole


class Thumbnails(QListWidget):
    """Small pages beside the large ones; the arrows turn pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thumbnails")
        self.setAccessibleName(_("Small pages"))
        self.setItemDelegate(_ThumbnailPainter(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(84)
        self.pages = Pages()
        self.changed: frozenset[int] = frozenset()
        self._images: dict[int, QImage] = {}

    def show_pages(self, pages: Pages, changed: Sequence[int] = ()) -> None:
        """Show the pages of a paper."""
        row = max(0, self.currentRow())
        self.pages, self.changed = pages, frozenset(changed)
        self._images.clear()
        self.blockSignals(True)
        while self.count() > pages.count:
            self.takeItem(self.count() - 1)
        for page in range(self.count(), pages.count):
            item = QListWidgetItem(str(page + 1))
            item.setData(_PAGE, page)
            self.addItem(item)
        for page in range(pages.count):
            words = _("Page {number}").format(number=page + 1)
            changed_words = _("Page {number}, changed").format(number=page + 1)
            item = self.item(page)
            item.setToolTip(changed_words if page in self.changed else words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip())
            item.setSizeHint(QSize(72, self.page_size(page).height() + 26))
        self.setCurrentRow(min(row, pages.count - 1))
        self.blockSignals(False)
        self.viewport().update()

    def page_size(self, page: int) -> QSize:
        """Return the size of a small page."""
        size = self.pages.sizes[page]
        return fitted(size, 60 if size.width() > size.height() else 48)

    def image(self, page: int) -> QImage:
        """Return a small page, drawn once."""
        if page not in self._images:
            ratio = self.devicePixelRatioF()
            size = self.page_size(page)
            # Drawn larger and made smaller, so that lines of text stay grey and even.
            large = self.pages.image(page, size * 3)
            small = large.scaled(
                size * ratio,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            small.setDevicePixelRatio(ratio)
            self._images[page] = small
        return self._images[page]

    def mark(self, page: int) -> None:
        """Mark the page in sight without turning to it."""
        self.blockSignals(True)
        self.setCurrentRow(page)
        self.blockSignals(False)


class _ThumbnailPainter(QStyledItemDelegate):
    def __init__(self, parent: Thumbnails) -> None:
        super().__init__(parent)
        self._list = parent

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme.current()
        area: QRect = option.rect
        page = int(index.data(_PAGE))
        if page >= self._list.pages.count:
            return
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        size = self._list.page_size(page)
        paper = QRect(area.center().x() - size.width() // 2, area.top() + 6, size.width(), size.height())
        painter.save()
        painter.drawImage(paper.topLeft(), self._list.image(page))
        painter.setPen(QPen(look.colour("accent_text" if here else "line"), 2 if here else 1))
        painter.drawRect(paper.adjusted(-1, -1, 0, 0))
        if page in self._list.changed:
            paint_corner(painter, QRectF(paper), 15)
        painter.setFont(look.font(9, strong=here))
        painter.setPen(look.colour("accent_text" if here else "quiet"))
        below = QRect(area.left(), paper.bottom() + 2, area.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(page + 1))
        painter.restore()
