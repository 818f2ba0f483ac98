"""A document as PDF: the reference for how it looks, the same bytes on every machine.

Pages are made of strips (``layout``): a strip is never split, glued strips
stay together, the heading of a table is drawn again on each page.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from hnabroad_desktop.documents.blocks import Document, Part
from hnabroad_desktop.documents.ink import Image, Ink, Patch, Strip, Stroke, Words
from hnabroad_desktop.documents.layout import TABLE_LINE, Setter
from hnabroad_desktop.documents.metrics import ASCENT, MM, Faces, faces
from hnabroad_desktop.documents.profiles import PAGE_LONG, PAGE_SHORT

PRACTICE_WORDS = "BẢN THỰC HÀNH"
_PRACTICE_GREY = 0.86
_MISSING_GROUND = (1.0, 0.93, 0.55)


@dataclass(frozen=True)
class PrintedPage:
    """One page: its part, its own number, its strips with their distance from the top of the text."""

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
        pdfVersion=(1, 4),  # Decree 30/2020, Appendix I, part II.I.2: 1.4 or later
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
        with _binary_streams():
            canvas.showPage()
    with _binary_streams():
        canvas.save()
    return sink.getvalue()


@contextmanager
def _binary_streams() -> Iterator[None]:
    # ReportLab wraps every stream in ASCII by default: a quarter larger, and slow.
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def page_count(document: Document) -> int:
    """Return how many pages the document has, all parts together."""
    return len(pages(document))


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
    """Draws ink on one page; the words of a page are one text object.

    Operators are written as they stand in the file: ReportLab's own text
    objects format every number and measure every word a second time.
    """

    def __init__(self, canvas: Canvas, left: float, top: float) -> None:
        self.canvas, self.left, self.top = canvas, left, top
        self.operators: list[str] = []
        self.font = ""
        self.stretch = 0.0
        canvas.setStrokeGray(0)
        canvas.setFillGray(0)

    def under(self, mark: Ink, y: float) -> None:
        """Draw a stroke, a patch or a picture; words are drawn over them later."""
        write, left, top = self.canvas.addLiteral, self.left, self.top - y
        if type(mark) is Stroke:
            write(
                f"{mark.weight} w {left + mark.x1:.2f} {top - mark.y1:.2f} m "
                f"{left + mark.x2:.2f} {top - mark.y2:.2f} l S"
            )
        elif type(mark) is Patch:
            bottom = top - mark.y - mark.height
            box = f"{left + mark.x:.2f} {bottom:.2f} {mark.width:.2f} {mark.height:.2f} re"
            if mark.frame:
                write(f"{mark.frame} w {box} S")
            else:
                red, green, blue = _MISSING_GROUND
                write(f"{red} {green} {blue} rg {box} f 0 g")
        elif type(mark) is Image:
            bottom = top - mark.y - mark.height
            with _binary_streams():
                self.canvas.drawImage(
                    ImageReader(io.BytesIO(mark.data)),
                    left + mark.x,
                    bottom,
                    mark.width,
                    mark.height,
                    mask="auto",
                )

    def words(self, mark: Words, y: float) -> None:
        """Draw words when the page is finished."""
        write = self.operators.append
        if self.stretch != mark.stretch:
            self.stretch = mark.stretch
            write(f"{mark.stretch:.4f} Tw")
        write(f"1 0 0 1 {self.left + mark.x:.2f} {self.top - y - mark.y:.2f} Tm")
        font, document = getFont(mark.face.name), self.canvas._doc
        for subset, codes in font.splitString(mark.text, document):
            chosen = f"{font.getSubsetInternalName(subset, document)} {mark.size:g} Tf"
            if self.font != chosen:
                self.font = chosen
                write(chosen)
            write(f"<{codes.hex()}> Tj")

    def finish(self) -> None:
        """Put the words on the page."""
        self.canvas.addLiteral("\n".join(("BT", *self.operators, "ET")))
