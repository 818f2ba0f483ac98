"""The small photo at the head of a record; pressed, it shows the photo in large or asks for one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.photo_input import PhotoInput

_HEIGHT = 72
_ROUND = 4.0


class PhotoBox(QAbstractButton):
    """Shows what stands in the box of the photo further down in the form."""

    def __init__(self, source: PhotoInput, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._photo = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        high = round(_HEIGHT * theme.current().scale / 100)
        self.setFixedSize(QSize(round(high * source.shape[0] / source.shape[1]), high))
        self.clicked.connect(lambda _on=False: source.show_it() if source.value() else source.choose())
        source.shown.connect(self._show)
        self._show()

    def _show(self) -> None:
        self._photo = self._source.pixmap()
        words = _("Photo") if self._source.value() else _("Choose a photo…")
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.show_or_hide()
        self.update()

    def show_or_hide(self) -> None:
        """Stand there where there is a photo, or where one can be chosen."""
        self.setVisible(bool(self._source.value()) or not self._source.read_only)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the photo, or the frame where one will stand."""
        look, area = theme.current(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPainterPath()
        edge.addRoundedRect(area, _ROUND, _ROUND)
        painter.fillPath(edge, look.colour("ground"))
        if self._photo.isNull():
            painter.setPen(look.colour("quiet"))
            painter.setFont(look.font(9))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _("Photo\n4 x 6"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setClipPath(edge)
            ratio = self.devicePixelRatioF()
            seen = self._photo.scaled(
                self.size() * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            seen.setDevicePixelRatio(ratio)
            room = self.size() - seen.deviceIndependentSize().toSize()
            painter.drawPixmap(room.width() // 2, room.height() // 2, seen)
            painter.setClipping(False)
        painter.setPen(look.colour("line" if not self.underMouse() else "link"))
        painter.drawPath(edge)
        painter.end()
