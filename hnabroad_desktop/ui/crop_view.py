"""A picture with a frame of a fixed shape over it: dragged, moved by arrows, made smaller by the wheel."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hnabroad_desktop.base.i18n import _

#: The frame is never smaller than this part of the largest one.
LEAST = 0.25
_STEP = 0.02
_ZOOM = 0.05


class CropView(QWidget):
    """Shows the whole picture; what lies outside the frame is dimmed."""

    #: The size of the frame was changed: the part of the largest frame it takes.
    zoomed = Signal(float)

    def __init__(self, image: QImage, shape: tuple[int, int]) -> None:
        super().__init__()
        self.image, self._shape = image, shape
        across, down = image.width(), image.height()
        wide = min(across, down * shape[0] / shape[1])
        self._largest = (wide, wide * shape[1] / shape[0])
        self.part_of_largest = 1.0
        # A face is in the upper half of a picture that was taken upright.
        self._centre = QPointF(across / 2, min(down / 2, self._largest[1] / 2 + down * 0.05))
        self._grip: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 300)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setAccessibleName(_("Frame of the photo"))
        self._keep_inside()

    def sizeHint(self) -> QSize:
        """Return room enough to see a face."""
        return QSize(420, 380)

    def frame(self) -> QRect:
        """Return the frame in points of the picture."""
        wide, high = (side * self.part_of_largest for side in self._largest)
        left, top = self._centre.x() - wide / 2, self._centre.y() - high / 2
        return QRectF(left, top, wide, high).toRect().intersected(self.image.rect())

    def zoom(self, part: float) -> None:
        """Let the frame take a part of the largest one."""
        part = min(max(part, LEAST), 1.0)
        if part != self.part_of_largest:
            self.part_of_largest = part
            self._keep_inside()
            self.zoomed.emit(part)

    def move_frame(self, dx: float, dy: float) -> None:
        """Move the frame by points of the picture, as far as the picture goes."""
        self._centre += QPointF(dx, dy)
        self._keep_inside()

    def _keep_inside(self) -> None:
        wide, high = (side * self.part_of_largest / 2 for side in self._largest)
        x = min(max(self._centre.x(), wide), self.image.width() - wide)
        y = min(max(self._centre.y(), high), self.image.height() - high)
        self._centre = QPointF(x, y)
        self.update()

    # --- what is seen

    def _scale(self) -> float:
        return min(self.width() / self.image.width(), self.height() / self.image.height())

    def _place(self) -> QRectF:
        wide, high = self.image.width() * self._scale(), self.image.height() * self._scale()
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, the dim outside and the frame."""
        place, scale, frame = self._place(), self._scale(), QRectF(self.frame())
        seen = QRectF(place.topLeft() + frame.topLeft() * scale, frame.size() * scale)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self.image)
        dim = QPainterPath()
        dim.addRect(place)
        dim.addRect(seen)
        painter.fillPath(dim, QColor(0, 0, 0, 130))
        # White on black is seen on every picture.
        for colour, width in ((QColor("black"), 4.0), (QColor("white"), 2.0)):
            painter.setPen(QPen(colour, width if self.hasFocus() else width / 2))
            painter.drawRect(seen)
        painter.end()

    # --- how it is worked

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame."""
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._grip is not None:
            moved = (event.position() - self._grip) / self._scale()
            self._grip = event.position()
            self.move_frame(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Make it larger or smaller."""
        self.zoom(self.part_of_largest - _ZOOM * (1 if event.angleDelta().y() > 0 else -1))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the frame, + and - change its size; the rest belongs to the dialog."""
        key = Qt.Key(event.key())
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key in ways:
            step = max(self.image.width(), self.image.height()) * _STEP
            self.move_frame(*(way * step for way in ways[key]))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(self.part_of_largest - _ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(self.part_of_largest + _ZOOM)
        else:
            super().keyPressEvent(event)
