"""A document as PDF: the reference for how it looks, the same bytes on every machine.

Pages are made of strips (``layout``): a strip is never split, glued strips
stay together, the heading of a table is drawn again on each page.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from hnabroad_desktop.documents.blocks import Document, Part
from hnabroad_desktop.documents.layout import TABLE_LINE, Ink, Patch, Setter, Stroke, Strip, Words
from hnabroad_desktop.documents.metrics import ASCENT, MM, Faces, faces
from hnabroad_desktop.documents.profiles import PAGE_LONG, PAGE_SHORT

PRACTICE_WORDS = "BẢN THỰC HÀNH"
_PRACTICE_GREY = 0.86
_MISSING_GROUND = (1.0, 0.93, 0.55)


@dataclass(frozen=True)
class PrintedPage:
    """One page: its part, its own number, and the strips with their distance from the top of the text area."""

    part: Part
    number: int
    strips: tuple[tuple[float, Strip], ...]


def to_pdf(document: Document, font_folder: Path | None = None) -> bytes:
    """Return the document as PDF, A4, with only its own faces embedded.

    ``font_folder`` asks for real Times New Roman of that folder; the bundled
    face is the default because its output is the same everywhere. Raises
    OSError when a face is not there.
    """
    used = faces(font_folder)
    sink = io.BytesIO()
    canvas = Canvas(
        sink,
        pagesize=_size(document.parts[0]),
        pageCompression=1,
        invariant=1,
        initialFontName=used.regular.name,
        initialFontSize=document.profile.style("body").size,
        lang="vi-VN",
    )
    canvas.setTitle(document.title)
    canvas.setCreator("HN Abroad Desktop")
    canvas.setAuthor("")
    setter = Setter(document.profile, used)
    for page in pages(document, font_folder):
        canvas.setPageSize(_size(page.part))
        _draw(canvas, document, page, setter)
        canvas.showPage()
    canvas.save()
    return sink.getvalue()


def page_count(document: Document) -> int:
    """Return how many pages the document has, all parts together."""
    return len(pages(document))


@lru_cache(maxsize=4)
def pages(document: Document, font_folder: Path | None = None) -> tuple[PrintedPage, ...]:
    """Return the pages of a document, without drawing them."""
    setter = Setter(document.profile, faces(font_folder))
    return tuple(page for part in document.parts for page in _pages_of(part, setter))


def _size(part: Part) -> tuple[float, float]:
    short, long = PAGE_SHORT * MM, PAGE_LONG * MM
    return (long, short) if part.wide else (short, long)


def _area(part: Part) -> tuple[float, float]:
    width, height = _size(part)
    margins = part.margins
    return width - (margins.left + margins.right) * MM, height - (margins.top + margins.bottom) * MM


def _pages_of(part: Part, setter: Setter) -> Iterator[PrintedPage]:
    width, height = _area(part)
    number = 1
    placed: list[tuple[float, Strip]] = []
    y = 0.0
    for together in _together(setter.strips(part.blocks, width, height)):
        needed = sum(s.before + s.height for s in together)
        if placed and y + needed > height + 0.01:
            yield PrintedPage(part, number, tuple(placed))
            number, placed, y = number + 1, [], 0.0
        for strip in together:
            if placed and y + strip.before + strip.height > height + 0.01:
                # More than a page stays together: nothing for it but to go on overleaf.
                yield PrintedPage(part, number, tuple(placed))
                number, placed, y = number + 1, [], 0.0
            if not placed and strip.head is not None:
                placed.append((0.0, strip.head))
                y = strip.head.height
            elif placed:
                y += strip.before
            placed.append((y, strip))
            y += strip.height
    if placed:
        yield PrintedPage(part, number, tuple(placed))


def _together(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.glued:
            yield group
            group = []
    if group:
        yield group


def _draw(canvas: Canvas, document: Document, page: PrintedPage, setter: Setter) -> None:
    width, height = _size(page.part)
    margins = page.part.margins
    left, top = margins.left * MM, height - margins.top * MM
    if document.practice:
        _practice_mark(canvas, setter.faces, width, height)
    pen = _Pen(canvas, left, top)
    for y, strip in page.strips:
        for mark in strip.ink:
            pen.under(mark, y)
    _table_lines(pen, page)
    pen.start()
    for y, strip in page.strips:
        for mark in strip.ink:
            if type(mark) is Words:
                pen.words(mark, y)
    area = _area(page.part)[0]
    if page.number > 1:
        _page_number(pen, document, page, setter, area, margins.top)
    if document.footer:
        style = document.profile.style("footer")
        face = setter.faces.for_style(style)
        pen.words(Words(0, 0, face, style.size, document.footer), top - 8 * MM)
    if page.number == 1 and page.part.top_box is not None:
        # Box 11 of the decree: above the country's name, around 0.715 of the text width.
        box = setter.box(page.part.top_box, area * 1.43)
        for mark in box.ink:
            pen.under(mark, -margins.top * MM + 9 * MM)
            if type(mark) is Words:
                pen.words(mark, -margins.top * MM + 9 * MM)
    pen.finish()


def _page_number(
    pen: _Pen, document: Document, page: PrintedPage, setter: Setter, area: float, top: float
) -> None:
    style = document.profile.style("page_number")
    face = setter.faces.for_style(style)
    told = str(page.number)
    y = (document.profile.number("page.number_from_top") - top) * MM + style.size * ASCENT
    pen.words(Words((area - face.width(told, style.size)) / 2, y, face, style.size, told), 0)


def _table_lines(pen: _Pen, page: PrintedPage) -> None:
    # One stroke per upright and page, one per row: not four per cell.
    index, strips = 0, page.strips
    while index < len(strips):
        edges = strips[index][1].table
        if not edges:
            index += 1
            continue
        start = strips[index][0]
        end = start
        while index < len(strips) and strips[index][1].table == edges:
            end = strips[index][0] + strips[index][1].height
            pen.under(Stroke(edges[0], end, edges[-1], end, TABLE_LINE), 0)
            index += 1
        for x in edges:
            pen.under(Stroke(x, start, x, end, TABLE_LINE), 0)


def _practice_mark(canvas: Canvas, used: Faces, width: float, height: float) -> None:
    # Drawn first, so that it lies under the words and hides none of them.
    canvas.saveState()
    canvas.setFillGray(_PRACTICE_GREY)
    canvas.setFont(used.bold.name, 64)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(52 if height > width else 33)
    canvas.drawCentredString(0, -20, PRACTICE_WORDS)
    canvas.restoreState()


class _Pen:
    """Draws ink on one page; words of a page share one text object."""

    def __init__(self, canvas: Canvas, left: float, top: float) -> None:
        self.canvas, self.left, self.top = canvas, left, top
        self.text: PDFTextObject | None = None
        self.font: tuple[str, float] | None = None
        self.stretch = 0.0
        canvas.setStrokeGray(0)
        canvas.setFillGray(0)

    def under(self, mark: Ink, y: float) -> None:
        """Draw a stroke or a patch; words are drawn over them later."""
        canvas, left, top = self.canvas, self.left, self.top - y
        if type(mark) is Stroke:
            canvas.setLineWidth(mark.weight)
            canvas.line(left + mark.x1, top - mark.y1, left + mark.x2, top - mark.y2)
        elif type(mark) is Patch:
            bottom = top - mark.y - mark.height
            if mark.frame:
                canvas.setLineWidth(mark.frame)
                canvas.rect(left + mark.x, bottom, mark.width, mark.height)
            else:
                canvas.setFillColorRGB(*_MISSING_GROUND)
                canvas.rect(left + mark.x, bottom, mark.width, mark.height, stroke=0, fill=1)
                canvas.setFillGray(0)

    def start(self) -> None:
        """Begin with the words."""
        self.text = self.canvas.beginText()

    def words(self, mark: Words, y: float) -> None:
        """Draw words."""
        text = self.text
        if text is None:
            return
        if self.font != (mark.face.name, mark.size):
            self.font = (mark.face.name, mark.size)
            text.setFont(*self.font)
        if self.stretch != mark.stretch:
            self.stretch = mark.stretch
            text.setWordSpace(mark.stretch)
        text.setTextOrigin(self.left + mark.x, self.top - y - mark.y)
        text.textOut(mark.text)

    def finish(self) -> None:
        """Put the words on the page."""
        if self.text is not None:
            if self.stretch:
                self.text.setWordSpace(0)
            self.canvas.drawText(self.text)
