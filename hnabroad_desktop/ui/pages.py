"""The pages of a PDF in memory, drawn at any size, and a mark of each page that tells when it changed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

#: Width in pixels at which pages are compared; a moved comma shows at this size.
_COMPARED = 480


@dataclass(frozen=True)
class Place:
    """A rectangle on a page in points from its upper left corner, and the name of what stands there."""

    name: str
    page: int
    area: QRectF


class Pages:
    """One paper as page images. Nothing is kept but the PDF itself."""

    def __init__(self, pdf: bytes = b"") -> None:
        self._document = QPdfDocument()
        self._bytes = QByteArray(pdf)
        self._buffer = QBuffer(self._bytes)
        if pdf:
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._document.load(self._buffer)
        self.sizes = tuple(self._document.pagePointSize(page) for page in range(self.count))
        self.marks = tuple(self._mark(page) for page in range(self.count))

    @property
    def count(self) -> int:
        """The number of pages."""
        return int(self._document.pageCount())

    def widest(self) -> float:
        """Return the width of the widest page in points."""
        return max((size.width() for size in self.sizes), default=595.0)

    def image(self, page: int, size: QSize) -> QImage:
        """Return a page drawn at ``size`` in device pixels, on white paper."""
        return on_paper(self._document.render(page, size))

    def changed(self, before: tuple[str, ...]) -> tuple[int, ...]:
        """Return the pages that are not as in ``before``, counted from 0; none without a version before."""
        if not before:
            return ()
        return tuple(p for p, mark in enumerate(self.marks) if p >= len(before) or mark != before[p])

    def words(self, page: int) -> str:
        """Return the words of a page as they can be copied."""
        return str(self._document.getAllText(page).text())

    def places(self, names: tuple[str, ...]) -> list[Place]:
        """Return where the merge fields ``names`` stand as "<name>", over line ends too."""
        return [
            Place(name, page, part)
            for page in range(self.count if names else 0)
            for name in names
            for part in self._areas(page, f"<{name}>")
        ]

    def find(self, words: str) -> Place | None:
        """Return where words stand for the last time: a person in the list, not in the text before it."""
        for page in reversed(range(self.count)):
            areas = self._areas(page, words)
            if areas:
                return Place(words, page, areas[-1])
        return None

    def _areas(self, page: int, words: str) -> list[QRectF]:
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        found: list[QRectF] = []
        for hit in re.finditer(pattern, self.words(page)):
            selected = self._document.getSelectionAtIndex(page, hit.start(), len(hit[0]))
            found += [part.boundingRect() for part in selected.bounds()]
        return found

    def _mark(self, page: int) -> str:
        size = self.sizes[page]
        image = self.image(page, fitted(size, _COMPARED)).convertToFormat(QImage.Format.Format_Grayscale8)
        return hashlib.sha256(bytes(image.constBits())).hexdigest()[:32]


def fitted(size: QSizeF, width: int) -> QSize:
    """Return the pixels of a page of ``size`` that is ``width`` pixels wide."""
    return QSize(width, round(width * size.height() / max(size.width(), 1)))


def on_paper(image: QImage) -> QImage:
    """Return a drawing laid on white, in place; Qt draws the words alone."""
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOver)
    painter.fillRect(image.rect(), QColor("white"))
    painter.end()
    return image
