"""The faces papers are set in, the width of words in them, and where lines break.

Millimetres outside, points inside. Imports ReportLab, so only renderers import it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from hnabroad_desktop.base.paths import RESOURCES
from hnabroad_desktop.documents.blocks import Span, Wrap
from hnabroad_desktop.documents.profiles import Style

#: Points in a millimetre.
MM = 72 / 25.4

#: How far Times letters reach above and below the base line, as parts of the size.
ASCENT, DESCENT = 0.891, 0.216

_FILES = {
    "tinos": ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"),
    "times": ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
}
_DATE = re.compile(r"ngày \S+ tháng \S+ năm \S+")
_BREAK_AFTER = re.compile(r"(?<=[/\-_.@])")


@dataclass(frozen=True)
class Face:
    """One face: its name in ReportLab and the advance of each character in 1/1000 of the size."""

    name: str
    advances: Mapping[int, float] = field(repr=False, hash=False, compare=False)
    other: float = 0.0
    _known: dict[str, float] = field(default_factory=dict, repr=False, hash=False, compare=False)

    def width(self, text: str, size: float) -> float:
        """Return the width of ``text`` in points; syllables come again and again, so they are remembered."""
        units = self._known.get(text)
        if units is None:
            if len(self._known) > 20_000:
                self._known.clear()
            advances, other = self.advances, self.other
            units = self._known[text] = sum([advances.get(ord(c), other) for c in text])
        return units * size / 1000


@dataclass(frozen=True)
class Faces:
    """The four faces of a paper."""

    regular: Face
    bold: Face
    italic: Face
    bold_italic: Face

    def of(self, *, bold: bool, italic: bool) -> Face:
        """Return the face of a weight and slant."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular

    def for_style(self, style: Style) -> Face:
        """Return the face of a style."""
        return self.of(bold=style.bold, italic=style.italic)


@lru_cache(maxsize=4)
def faces(folder: Path | None = None) -> Faces:
    """Return the bundled faces, or real Times New Roman from ``folder`` (C:\\Windows\\Fonts).

    Only the bundled ones print the same on every machine. Raises OSError when
    a face is not there.
    """
    kind = "times" if folder else "tinos"
    where = folder or RESOURCES / "fonts"
    loaded = []
    for file in _FILES[kind]:
        name = f"{kind}-{Path(file).stem}"
        if not (where / file).is_file():
            raise FileNotFoundError(where / file)
        # Only the letters used go into the file: with all of ASCII it is a third larger, and slower to make.
        font = TTFont(name, str(where / file), asciiReadable=0)
        font.face.makeSubset = _remembering(font.face.makeSubset)
        pdfmetrics.registerFont(font)
        advances = dict(font.face.charWidths)
        advances[0xA0] = advances[0x20]
        loaded.append(Face(name, advances, font.face.defaultWidth))
    return Faces(*loaded)


def _remembering(make: Callable[[Sequence[int]], bytes]) -> Callable[[Sequence[int]], bytes]:
    # A paper is printed again and again with nearly the same letters; cutting costs more than drawing.
    remembered = lru_cache(maxsize=32)(make)
    return lambda letters: remembered(tuple(letters))


class Piece(NamedTuple):
    """A run of one word in one face."""

    text: str
    face: Face
    width: float
    missing: bool = False


class Word(NamedTuple):
    """What stands between two spaces; usually one piece."""

    pieces: tuple[Piece, ...]
    width: float


class SetLine(NamedTuple):
    """A line after breaking: its words and their width without the spaces between."""

    words: tuple[Word, ...]
    width: float
    last: bool


@lru_cache(maxsize=512)
def break_text(
    spans: tuple[Span, ...], style: Style, faces: Faces, width: float, indent: float = 0.0
) -> tuple[SetLine, ...]:
    """Return the lines of a paragraph ``width`` points wide; a line break stands only between words.

    Centred lines are made about equally long, so that a title doesn't end in one lost word.
    """
    words = _words(spans, style, faces)
    space = faces.for_style(style).width(" ", style.size)
    lines = _fill_lines(words, space, width, indent)
    if style.align == "center" and len(lines) > 1:
        least = sum(line.width for line in lines) / len(lines)
        narrow = _narrowest(least, width, lambda w: len(_fill_lines(words, space, w, 0.0)) <= len(lines))
        lines = _fill_lines(words, space, narrow, 0.0)
    return lines


def _narrowest(least: float, width: float, fits: Callable[[float], bool]) -> float:
    # The least width, within a millimetre, in which the lines are as few as in the whole width.
    low, high = least, width
    while high - low > MM:
        middle = (low + high) / 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _fill_lines(words: Sequence[Word], space: float, width: float, indent: float) -> tuple[SetLine, ...]:
    lines: list[SetLine] = []
    line: list[Word] = []
    used = 0.0
    room = width - indent
    for word in words:
        wide = word.width
        if line and used + len(line) * space + wide > room + 0.01:
            lines.append(SetLine(tuple(line), used, last=False))
            line, used, room = [], 0.0, width
        line.append(word)
        used += wide
    lines.append(SetLine(tuple(line), used, last=True))
    return tuple(lines)


def _words(spans: tuple[Span, ...], style: Style, faces: Faces) -> list[Word]:
    words: list[list[Piece]] = [[]]
    centred = style.align == "center"
    for span in spans:
        bold = style.bold if span.bold is None else span.bold
        face = faces.of(bold=bold, italic=style.italic if span.italic is None else span.italic)
        # A title doesn't break inside a date.
        told = _DATE.sub(lambda day: day[0].replace(" ", "\u00a0"), span.text) if centred else span.text
        for index, text in enumerate(told.split(" ")):
            if index:
                words.append([])
            if text:
                words[-1].append(Piece(text, face, face.width(text, style.size), span.missing))
    return [Word(tuple(word), sum([piece.width for piece in word])) for word in words if word]


@lru_cache(maxsize=8192)
def break_cell(text: str, face: Face, size: float, width: float, wrap: Wrap) -> tuple[tuple[str, float], ...]:
    """Return the lines of a cell with their widths; equal cells are broken once.

    "none" breaks only at "\\n". A word wider than the cell is broken after a
    sign, at worst between letters, except in a name.
    """
    lines: list[tuple[str, float]] = []
    space = face.width(" ", size)
    for paragraph in unicodedata.normalize("NFC", text).split("\n"):
        if wrap == "none":
            lines.append((paragraph, face.width(paragraph, size)))
            continue
        line, used = "", 0.0
        for part, wide, glued in _parts(paragraph, face, size, width, wrap):
            gap = 0.0 if glued or not line else space
            if line and used + gap + wide > width + 0.01:
                lines.append((line, used))
                line, used, gap = "", 0.0, 0.0
            line += (" " if gap else "") + part
            used += gap + wide
        lines.append((line, used))
    return tuple(lines)


def break_heading(text: str, face: Face, size: float, width: float) -> tuple[tuple[str, float], ...]:
    """Return the lines of a heading, about equally long."""
    lines = break_cell(text, face, size, width, "words")
    if len(lines) == 1 or "\n" in text:
        return lines
    widest = max(face.width(word, size) for word in text.split(" "))
    narrow = _narrowest(
        widest, width, lambda tried: len(break_cell(text, face, size, tried, "words")) <= len(lines)
    )
    return break_cell(text, face, size, narrow, "words")


def _parts(text: str, face: Face, size: float, width: float, wrap: Wrap) -> list[tuple[str, float, bool]]:
    # Words with their widths; pieces of a too wide word are marked as glued to the one before.
    parts: list[tuple[str, float, bool]] = []
    for word in text.split(" "):
        wide = face.width(word, size)
        if not word:
            continue
        if wide <= width or wrap == "name":
            parts.append((word, wide, False))
            continue
        pieces = [p for p in _BREAK_AFTER.split(word) if p]
        if any(face.width(p, size) > width for p in pieces):
            pieces = list(word)
        parts += [(p, face.width(p, size), i > 0) for i, p in enumerate(pieces)]
    return parts
