"""Reads a printed paper back: lines with face, size and place, and strokes, in millimetres."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pdfplumber

MM = 72 / 25.4


@dataclass(frozen=True)
class PrintedLine:
    """Words on one base line of one column: where they are and how they look."""

    text: str
    font: str
    size: float
    left: float
    right: float
    base: float

    @property
    def bold(self) -> bool:
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        return "Italic" in self.font

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class PrintedStroke:
    """A horizontal or upright line."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class PrintedSheet:
    """One page as it was read back; distances from the left and the top edge."""

    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    strokes: tuple[PrintedStroke, ...]
    boxes: tuple[PrintedStroke, ...]
    words: str

    def line(self, start: str) -> PrintedLine:
        """Return the first line that begins with ``start``."""
        return next(line for line in self.lines if line.text.startswith(start))

    def stroke_below(self, line: PrintedLine, within: float = 4) -> PrintedStroke:
        """Return the centred stroke just below a line."""
        return next(
            s
            for s in self.strokes
            if 0 < s.top - line.base < within and s.left < line.centre < s.right and s.top - s.bottom < 0.1
        )


def read(pdf: bytes) -> tuple[PrintedSheet, ...]:
    """Return the pages of a PDF."""
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        return tuple(_sheet(page) for page in file.pages)


def _sheet(page: Any) -> PrintedSheet:
    height = float(page.height)
    return PrintedSheet(
        float(page.width) / MM,
        height / MM,
        tuple(_lines(page.chars, height)),
        tuple(_stroke(s) for s in page.lines),
        tuple(_stroke(s) for s in page.rects),
        page.extract_text() or "",
    )


def _stroke(shape: dict[str, Any]) -> PrintedStroke:
    return PrintedStroke(shape["x0"] / MM, shape["x1"] / MM, shape["top"] / MM, shape["bottom"] / MM)


def _lines(chars: Iterable[dict[str, Any]], height: float) -> Iterable[PrintedLine]:
    # Words of one text are held together by spaces; what stands further on without one is another cell.
    run: list[dict[str, Any]] = []
    for char in chars:
        if run:
            last = run[-1]
            same = abs(last["matrix"][5] - char["matrix"][5]) < 0.1 and last["fontname"] == char["fontname"]
            room = char["size"] * 2 if last["text"].isspace() else 0.5
            if not (same and -1 < char["x0"] - last["x1"] < room):
                yield _line(run, height)
                run = []
        run.append(char)
    if run:
        yield _line(run, height)


def _line(run: list[dict[str, Any]], height: float) -> PrintedLine:
    inked = [c for c in run if c["text"].strip()] or run
    return PrintedLine(
        "".join(c["text"] for c in run).strip(),
        run[0]["fontname"],
        round(run[0]["size"], 3),
        inked[0]["x0"] / MM,
        inked[-1]["x1"] / MM,
        (height - run[0]["matrix"][5]) / MM,
    )
