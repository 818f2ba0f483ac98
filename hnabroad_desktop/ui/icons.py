"""Icons of one family, drawn from SVG in a colour of the look, crisp at every screen scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from hnabroad_desktop.base.paths import RESOURCES
from hnabroad_desktop.ui import theme

_RATIOS = (1.0, 1.25, 1.5, 2.0)


def icon(name: str, colour: str = "quiet", size: int = 16) -> QIcon:
    """Return the icon ``name`` tinted in a colour of the look. Raises FileNotFoundError."""
    return _icon(name, theme.current().colour(colour).name(), size)


def pixmap(name: str, colour: str = "quiet", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return the icon as an image for a screen of ``ratio`` pixels a point."""
    return _drawn(_tinted(name, theme.current().colour(colour).name()), size, ratio)


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, size: int) -> QIcon:
    source = _tinted(name, colour)
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(_drawn(source, size, ratio))
    return made


@lru_cache(maxsize=512)
def _tinted(name: str, colour: str) -> bytes:
    text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", colour).encode()


def _drawn(source: bytes, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source))
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image
