"""Page images on the screen: fit to the width, zoom, thumbnails, corners on changed pages; all by keys."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import (
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QWidget,
)

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.pages import Pages, Place, fitted

#: Zoom steps in parts of the true size; 0 stands for the width of the view.
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_GAP, _EDGE = 14, 12
#: Images kept, the pages in sight and one beside them.
_KEPT = 4
_POINTS_PER_INCH, _DOTS_PER_INCH = 72.0, 96.0


def paint_corner(painter: QPainter, page: QRectF, side: float) -> None:
    """Mark a changed page: a folded corner with a dot, told by its shape and not by colour alone."""
    right, top = page.right(), page.top()
    fold = QPolygonF([QPointF(right - side, top), QPointF(right, top), QPointF(right, top + side)])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#1F4E79"))
    painter.drawPolygon(fold)
    painter.setBrush(QColor("#FFFFFF"))
    dot = side * 0.16
    painter.drawEllipse(QPointF(right - side * 0.31, top + side * 0.31), dot, dot)
    painter.restore()


class PageView(QAbstractScrollArea):
    """The pages of one paper below each other."""

    #: The page in sight changed; counted from 0.
    moved = Signal(int)
    #: The zoom changed; 0 is the width of the view.
    zoomed = Signal(float)
    #: A place on the page was chosen; its name.
    place_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageview")
        self.setAccessibleName(_("Pages of the document"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self._pages = Pages()
        self._changed: frozenset[int] = frozenset()
        self._places: Sequence[Place] = ()
        self._zoom = 0.0
        self._page = 0
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # --- what is shown

    def show_pages(self, pages: Pages, changed: Sequence[int] = (), places: Sequence[Place] = ()) -> None:
        """Show a paper; the eye stays where it is."""
        at = self.verticalScrollBar().value()
        self._pages, self._changed, self._places = pages, frozenset(changed), places
        self._images.clear()
        self._measure()
        self.verticalScrollBar().setValue(at)
        self._scrolled()
        self.viewport().update()

    @property
    def page(self) -> int:
        """The page in sight, counted from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """Parts of the true size; 0 is the width of the view."""
        return self._zoom

    def go_to(self, page: int) -> None:
        """Bring the top of a page into sight."""
        if 0 <= page < self._pages.count:
            self.verticalScrollBar().setValue(round(self._tops()[page]) - _EDGE)

    def go_to_place(self, name: str) -> None:
        """Bring a named place into sight."""
        for place in self._places:
            if place.name == name:
                self.bring(place)
                return

    def bring(self, place: Place) -> None:
        """Bring a place into sight, if it is not there already."""
        top = self._tops()[place.page] + place.area.top() * self._scale()
        at, height = self.verticalScrollBar().value(), self.viewport().height()
        if not at + 20 <= top <= at + height - 40:
            self.verticalScrollBar().setValue(round(top - height / 3))

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at ``zoom`` times their true size, 0 for the width of the view."""
        tops, at, page = self._tops(), self.verticalScrollBar().value(), self._page
        into = (at - tops[page]) / self._scale() if tops else 0.0
        self._zoom = zoom
        self._images.clear()
        self._measure()
        if tops:
            self.verticalScrollBar().setValue(round(self._tops()[page] + into * self._scale()))
            self._scrolled()
        self.viewport().update()
        self.zoomed.emit(zoom)

    def zoom_by(self, steps: int) -> None:
        """Go some steps nearer or farther."""
        now = self._scale() * _POINTS_PER_INCH / _DOTS_PER_INCH
        if steps > 0:
            wanted = next((z for z in ZOOMS if z > now * 1.02), ZOOMS[-1])
        else:
            wanted = next((z for z in reversed(ZOOMS) if z < now * 0.98), ZOOMS[0])
        self.set_zoom(wanted)

    def percent(self) -> int:
        """Return how large the pages are, 100 for true size."""
        return round(self._scale() * _POINTS_PER_INCH / _DOTS_PER_INCH * 100)

    # --- measures

    def _scale(self) -> float:
        if self._zoom:
            return self._zoom * _DOTS_PER_INCH / _POINTS_PER_INCH
        return max(self.viewport().width() - 2 * _EDGE, 80) / self._pages.widest()

    def _tops(self) -> list[float]:
        scale, tops, y = self._scale(), [], float(_EDGE)
        for size in self._pages.sizes:
            tops.append(y)
            y += size.height() * scale + _GAP
        return tops

    def _measure(self) -> None:
        scale = self._scale()
        height = sum(size.height() * scale + _GAP for size in self._pages.sizes) + 2 * _EDGE - _GAP
        width = self._pages.widest() * scale + 2 * _EDGE
        for bar, needed, seen in (
            (self.verticalScrollBar(), height, self.viewport().height()),
            (self.horizontalScrollBar(), width if self._zoom else 0, self.viewport().width()),
        ):
            bar.setRange(0, max(0, round(needed) - seen))
            bar.setPageStep(max(seen - 40, 20))
            bar.setSingleStep(36)

    def _area(self, page: int) -> QRectF:
        """Return where a page lies in the view, on whole device pixels so that letters stay sharp."""
        scale, size, ratio = self._scale(), self._pages.sizes[page], self.devicePixelRatioF()
        pixels = self._pixels(page)
        x = max(float(_EDGE), (self.viewport().width() - size.width() * scale) / 2)
        x -= self.horizontalScrollBar().value()
        y = self._tops()[page] - self.verticalScrollBar().value()
        origin = self.viewport().mapTo(self.window(), QPoint(0, 0))
        left = round((origin.x() + x) * ratio) / ratio - origin.x()
        top = round((origin.y() + y) * ratio) / ratio - origin.y()
        return QRectF(left, top, pixels.width() / ratio, pixels.height() / ratio)

    def _pixels(self, page: int) -> QSize:
        size = self._pages.sizes[page]
        return fitted(size, max(1, round(size.width() * self._scale() * self.devicePixelRatioF())))

    def _image(self, page: int) -> QImage:
        pixels = self._pixels(page)
        key = (page, pixels.width())
        if key not in self._images:
            self._images[key] = self._pages.image(page, pixels)
            while len(self._images) > _KEPT:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        image = self._images[key]
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image

    # --- events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight."""
        look = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look.colour("faint"))
        seen = QRectF(self.viewport().rect())
        for page in range(self._pages.count):
            area = self._area(page)
            if not area.intersects(seen):
                continue
            painter.drawImage(area.topLeft(), self._image(page))
            for place in self._places:
                if place.page == page:
                    self._paint_place(painter, area, place)
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
            if page in self._changed:
                paint_corner(painter, area, 26)
        painter.end()

    def _paint_place(self, painter: QPainter, page: QRectF, place: Place) -> None:
        area = self._on_screen(page, place)
        painter.fillRect(area, QColor(224, 160, 32, 70))
        painter.setPen(QPen(QColor("#8A5A00"), 1.5))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _on_screen(self, page: QRectF, place: Place) -> QRectF:
        scale = self._scale()
        at = place.area
        return QRectF(
            page.left() + at.left() * scale - 1,
            page.top() + at.top() * scale - 2,
            at.width() * scale + 2,
            at.height() * scale + 4,
        )

    def _place_at(self, point: QPointF) -> Place | None:
        for place in self._places:
            if self._on_screen(self._area(place.page), place).contains(point):
                return place
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a missing field can be pressed."""
        found = self._place_at(event.position())
        shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().setToolTip(_("Fill in: {name}").format(name=found.name) if found else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the field that stands at the place pressed."""
        found = self._place_at(event.position())
        if found is not None:
            self.place_chosen.emit(found.name)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what the press began."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and zoom: arrows, Page Up and Down, Home and End, plus, minus, 0 for the width."""
        bar = self.verticalScrollBar()
        key = event.key()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Space: bar.pageStep(),
        }
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif key in steps:
            bar.setValue(bar.value() + steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif key == Qt.Key.Key_0:
            self.set_zoom(0)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page that is in sight."""
        super().resizeEvent(event)
        self._images.clear()
        self._measure()
        self.zoomed.emit(self._zoom)

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        tops = self._tops()
        page = max((p for p, top in enumerate(tops) if top <= middle), default=0)
        if page != self._page:
            self._page = page
            self.moved.emit(page)
        self.viewport().update()
