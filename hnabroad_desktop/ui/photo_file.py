"""Portraits between a file of a camera and the data file: read with care, cut, made small."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from hnabroad_desktop.actions.attachments import damaged, refuse_damaged
from hnabroad_desktop.base import pictures
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _

#: A larger file or picture is no portrait; one of a camera has 12 to 50 million points.
_MOST_BYTES, _MOST_POINTS = 40_000_000, 120_000_000
#: The picture is cut on the screen at this many points on its longer side.
_WORKED_AT = 2400
_DOTS_PER_MM = 300 / 25.4
_QUALITY = 90


def read_portrait(path: Path) -> QImage:
    """Return the picture in a file, upright. Raises AppError for what is no sound JPG or PNG picture."""
    try:
        data = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
        large = not data and path.stat().st_size > 0
    except OSError as error:
        raise AppError(
            _("“{name}” could not be read. Nothing was added. Choose another file.").format(name=path.name)
        ) from error
    if large:
        raise _too_large(path.name)
    if not pictures.is_picture(data):
        raise AppError(
            _("“{name}” is not a JPG or PNG picture. Nothing was added. Choose another file.").format(
                name=path.name
            )
        )
    across, down = refuse_damaged(data, path.name)
    if across * down > _MOST_POINTS:
        raise _too_large(path.name)
    return _decoded(data, across, down, path.name)


def _too_large(name: str) -> AppError:
    return AppError(
        _(
            "The picture “{name}” is too large to be read. Nothing was added. "
            "Take a copy of it at a lower resolution, or choose another file."
        ).format(name=name)
    )


def _decoded(data: bytes, across: int, down: int, name: str) -> QImage:
    source = QBuffer()
    source.setData(QByteArray(data))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    reader.setAutoTransform(True)
    longer = max(across, down)
    if longer > _WORKED_AT:
        reader.setScaledSize(QSize(across, down) * (_WORKED_AT / longer))
    image = reader.read()
    if image.isNull():
        raise damaged(name)
    return image


def cut(image: QImage, part: QRect, shape: tuple[int, int]) -> bytes:
    """Return a part of a picture as a JPEG of ``shape`` millimetres, at 300 dots an inch at most."""
    wanted = QSize(*(round(side * _DOTS_PER_MM) for side in shape))
    taken = image.copy(part)
    if taken.width() > wanted.width():
        taken = taken.scaled(
            wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    # JPEG knows no transparency: what is seen through is paper.
    paper = QImage(taken.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painted = _on(paper, taken)
    sink = QBuffer()
    sink.open(QIODevice.OpenModeFlag.WriteOnly)
    painted.save(sink, "JPG", _QUALITY)  # type: ignore[call-overload]
    return bytes(sink.data().data())


def _on(paper: QImage, image: QImage) -> QImage:
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper


def has_shape(image: QImage, shape: tuple[int, int]) -> bool:
    """Tell whether a picture has the shape already, within two in a hundred."""
    wanted = shape[0] / shape[1]
    return abs(image.width() / image.height() - wanted) <= wanted * 0.02
