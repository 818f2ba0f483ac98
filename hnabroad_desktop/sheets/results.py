"""What checking a table gives for each cell and row, and what the user put right meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.sheets.reads import Option, Read, State

WORST: dict[State, int] = {"green": 0, "amber": 1, "red": 2}


class CellResult(NamedTuple):
    """One cell: ``original`` as Excel shows it, ``text`` decoded, ``value`` as it would be stored.

    Where a cell gives rows of a table, the rows stand in the record and
    ``value`` is the text.
    """

    column: int
    path: str
    original: str
    text: str
    value: Stored
    state: State
    reason: str = ""
    options: tuple[Option, ...] = ()


class CellSource(Protocol):
    """Where a row finds what stands in the sheet for its cells."""

    def cells(self, row: int, reads: Sequence[Read]) -> tuple[CellResult, ...]:
        """Return the cells of one row with what they gave."""


class RowResult:
    """One row of the sheet as the record it would become.

    ``state`` is the worst state of its cells. ``asks`` names fields that must
    be answered for this person alone before the row can be written (the
    present organ of somebody from a dissolved one).
    """

    __slots__ = ("_reads", "_source", "asks", "record", "row", "state")

    def __init__(
        self, row: int, record: Record, asks: tuple[str, ...], reads: Sequence[Read], source: CellSource
    ) -> None:
        self.row = row
        self.record = record
        self.asks = asks
        self._reads = reads
        self._source = source
        states = {read.state for read in reads}
        self.state: State = "red" if "red" in states else "amber" if "amber" in states else "green"

    @property
    def cells(self) -> tuple[CellResult, ...]:
        """Every cell of a column that goes somewhere, put together when it is asked for."""
        return self._source.cells(self.row, self._reads)

    @property
    def reasons(self) -> str:
        """Why it cannot be written, in one text for the file of rejected rows; each reason once."""
        return "\n".join(dict.fromkeys(read.reason for read in self._reads if read.state == "red"))

    def cell(self, path: str) -> CellResult | None:
        """Return the result of the column that goes to ``path``."""
        return next((cell for cell in self.cells if cell.path == path), None)


@dataclass(frozen=True)
class Repairs:
    """What the user put right without touching the file.

    cells    a new text for one cell, by sheet row and column
    values   a value chosen for one row, by sheet row and path
    by_text  a value for every cell of a path with the same text, by path and
             ``vietnamese.fold`` of the text; never used for a dissolved unit
    skipped  sheet rows to leave out
    """

    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    values: Mapping[tuple[int, str], Stored] = field(default_factory=dict)
    by_text: Mapping[tuple[str, str], Stored] = field(default_factory=dict)
    skipped: Collection[int] = frozenset()


NO_REPAIRS = Repairs()
