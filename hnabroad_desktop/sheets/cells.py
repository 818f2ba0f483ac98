"""What a reader hands over: cells with value, font and format; sheets; the book they come in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from hnabroad_desktop.sheets import number_formats

Kind = Literal["", "text", "number", "date", "bool", "error"]


class Cell(NamedTuple):
    """One cell as the file keeps it.

    ``kind`` "date" is a number whose format shows a date; ``value`` is then the
    serial day. ``lost`` marks a formula whose result the file does not keep.
    """

    value: str | float | bool = ""
    kind: Kind = ""
    font: str = ""
    format: str = ""
    lost: bool = False


EMPTY = Cell()


class Area(NamedTuple):
    """Merged cells; the ends lie outside, as in range()."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A sheet: ragged rows of cells from the first row and column of the file on."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()
    base_1904: bool = False
    hidden: bool = False
    pictures: bool = False

    @cached_property
    def width(self) -> int:
        """The number of columns up to the last one in use."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell; outside the used part it is empty."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else EMPTY

    @cached_property
    def _covered(self) -> Mapping[tuple[int, int], Area]:
        return {
            (row, column): area
            for area in self.merged
            for row in range(area.top, min(area.bottom, len(self.rows)))
            for column in range(area.left, min(area.right, self.width))
        }

    def area(self, row: int, column: int) -> Area | None:
        """Return the merged area a cell belongs to, None for a cell of its own."""
        return self._covered.get((row, column))

    def shown(self, cell: Cell) -> str:
        """Return the text Excel shows for a cell of this sheet, in its usual width."""
        if isinstance(cell.value, str):
            return cell.value
        if isinstance(cell.value, bool):
            return "TRUE" if cell.value else "FALSE"
        if cell.kind == "date" and (moment := serial_moment(cell.value, base_1904=self.base_1904)):
            return number_formats.show_moment(moment, cell.format)
        return number_formats.show_number(cell.value, cell.format)


@dataclass(frozen=True)
class Book:
    """A file as it was read; ``notes`` are sentences for the user, ``sha256`` names its content."""

    name: str
    form: Literal["xls", "xlsx", "csv", "pasted"]
    sheets: tuple[Sheet, ...]
    sha256: str = ""
    notes: tuple[str, ...] = field(default=())
    size: int = 0

    @property
    def filled(self) -> tuple[Sheet, ...]:
        """The sheets that hold anything."""
        return tuple(sheet for sheet in self.sheets if sheet.rows)


_EPOCH_1900, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
#: Serial days of 31/12/9999.
_LAST_DAY = 2958465


def serial_moment(serial: float, *, base_1904: bool = False) -> dt.datetime | None:
    """Return the moment of a serial number of Excel, None where there is none.

    The system of 1900 counts a 29 February 1900 that never was; days before
    1 March 1900 are one off in Excel and right here.
    """
    if not 0 < serial <= _LAST_DAY:
        return None
    if base_1904:
        return _EPOCH_1904 + dt.timedelta(days=round(serial * 86400) / 86400)
    shift = 1 if serial < 60 else 0
    return _EPOCH_1900 + dt.timedelta(days=round(serial * 86400) / 86400 + shift)
