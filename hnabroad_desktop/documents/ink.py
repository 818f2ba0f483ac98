"""What a page is drawn from: words, strokes, patches, pictures in strips; in points, y growing downwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hnabroad_desktop.documents.metrics import Face


class Words(NamedTuple):
    """Words at a base line; ``stretch`` is added to every space."""

    x: float
    y: float
    face: Face
    size: float
    text: str
    stretch: float = 0.0


class Stroke(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float


class Patch(NamedTuple):
    """A filled or framed rectangle: the ground of a missing field, or the frame of a mark."""

    x: float
    y: float
    width: float
    height: float
    frame: float = 0.0


class Image(NamedTuple):
    """A picture: the bytes of its JPEG or PNG file."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


Ink = Words | Stroke | Patch | Image


class Strip(NamedTuple):
    """A piece of page that is never split.

    ``before`` is dropped at the top of a page. ``glued`` keeps the strip on
    the page of the next one. ``head`` is drawn again where the strip is the
    first of a page; ``table`` are the x of the upright lines of a table row.
    """

    height: float
    ink: tuple[Ink, ...] = ()
    before: float = 0.0
    glued: bool = False
    head: Strip | None = None
    table: tuple[float, ...] = ()


def stacked(strips: Sequence[Strip]) -> tuple[list[Ink], float]:
    """Return strips put one below the other as ink, and their height."""
    ink: list[Ink] = []
    y = 0.0
    for index, strip in enumerate(strips):
        y += strip.before if index else 0
        ink += [moved(mark, 0, y) for mark in strip.ink]
        y += strip.height
    return ink, y


def moved(mark: Ink, dx: float, dy: float) -> Ink:
    """Return ink at another place."""
    match mark:
        case Words():
            return Words(mark.x + dx, mark.y + dy, mark.face, mark.size, mark.text, mark.stretch)
        case Stroke():
            return Stroke(mark.x1 + dx, mark.y1 + dy, mark.x2 + dx, mark.y2 + dy, mark.weight)
        case Patch():
            return Patch(mark.x + dx, mark.y + dy, mark.width, mark.height, mark.frame)
        case Image():
            return Image(mark.x + dx, mark.y + dy, mark.width, mark.height, mark.data)
