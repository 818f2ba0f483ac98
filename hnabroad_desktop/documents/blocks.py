"""The few block kinds every printed paper is made of; immutable, and free of any renderer."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from hnabroad_desktop.base.pictures import size_of
from hnabroad_desktop.documents.profiles import Margins, Profile

Wrap = Literal["none", "name", "words"]


@dataclass(frozen=True)
class Span:
    """A run of words; ``bold`` and ``italic`` leave the style alone when None.

    ``missing`` is a merge field that has no value yet and is shown as itself.
    """

    text: str
    bold: bool | None = None
    italic: bool | None = None
    missing: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", unicodedata.normalize("NFC", self.text))


@dataclass(frozen=True)
class Text:
    """A paragraph in a named style.

    ``keep_next`` is the number of its last lines that stand on the same page
    as the block that follows; -1 means all of them.
    """

    style: str
    spans: tuple[Span, ...]
    keep_next: int = 0

    @property
    def words(self) -> str:
        """The paragraph as plain text."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Rule:
    """A centred line below a text, as long as ``ratio`` times its widest line."""

    style: str
    of: str
    ratio: float


@dataclass(frozen=True)
class Space:
    """An empty height in millimetres; it stays with what follows."""

    height: float


@dataclass(frozen=True)
class Box:
    """A word in a single frame, in millimetres: the mark of secrecy or urgency."""

    style: str
    text: str
    width: float
    height: float
    align: Literal["left", "center"] = "center"
    framed: bool = True


@dataclass(frozen=True)
class Picture:
    """A JPEG or PNG picture, ``width`` millimetres wide and as high as it then is.

    ``words`` say what it shows to whoever cannot see it. Raises ValueError for a damaged picture.
    """

    data: bytes
    width: float
    words: str = ""
    align: Literal["left", "center", "right"] = "left"

    def __post_init__(self) -> None:
        size_of(self.data)

    @property
    def height(self) -> float:
        """The height in millimetres."""
        across, down = size_of(self.data)
        return self.width * down / across


@dataclass(frozen=True)
class Grid:
    """Blocks side by side without lines: letterhead, signature. A row is never split.

    ``widths`` in millimetres; each row has one tuple of blocks per column.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[tuple[Block, ...], ...], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: width in millimetres, alignment, and where its words may break."""

    key: str
    width: float
    align: Literal["left", "center"] = "left"
    wrap: Wrap = "words"


@dataclass(frozen=True)
class HeadCell:
    """A heading of a table at ``row`` and ``column``, over ``rows`` by ``columns`` cells."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Table:
    """Rows under a heading that repeats on every page; no row is split.

    A cell is text; "\\n" begins a new line in it. The last ``keep_next`` rows
    stand on the same page as the block that follows.
    """

    columns: tuple[Column, ...]
    head: tuple[HeadCell, ...]
    head_rows: int
    rows: tuple[tuple[str, ...], ...]
    head_style: str
    cell_style: str
    keep_next: int = 0


Block = Text | Rule | Space | Box | Picture | Grid | Table


@dataclass(frozen=True)
class Part:
    """A run of pages of one format with page numbers of its own."""

    name: str
    blocks: tuple[Block, ...]
    margins: Margins
    wide: bool = False
    top_box: Box | None = None


@dataclass(frozen=True)
class Document:
    """A printed paper as a value: its parts, how they look, and what is still missing.

    ``missing`` names the merge fields and columns without a value, each once;
    a paper with any of them is not issued.
    """

    title: str
    profile: Profile
    parts: tuple[Part, ...]
    missing: tuple[str, ...] = ()
    practice: bool = False
    footer: str = ""
    uncertain: tuple[str, ...] = field(default=())

    def text(self) -> str:
        """Return the paper as it would be read aloud: a line per paragraph, "|" between cells."""
        return "\n".join("\n".join(_lines(part.blocks)) for part in self.parts) + "\n"


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Text():
                yield block.words
            case Box():
                yield f"[{block.text}]"
            case Picture():
                yield f"[{block.words}]"
            case Grid():
                for row in block.rows:
                    for cell in row:
                        yield from _lines(cell)
            case Table():
                for level in range(block.head_rows):
                    yield " | ".join(cell.text for cell in block.head if cell.row == level)
                for cells in block.rows:
                    yield " | ".join(cell.replace("\n", " ") for cell in cells)
            case Rule() | Space():
                pass
