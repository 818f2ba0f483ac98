"""Which sheet of a file is imported, where its table lies, which column is which field; and remembering it.

A mapping is remembered in the data file's own settings, outside the journal:
taking an import back must not forget it, and no other unit gets this unit's habits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.sheets import detect, mapping, table
from hnabroad_desktop.sheets.cells import Book, Sheet
from hnabroad_desktop.sheets.detect import Grid
from hnabroad_desktop.sheets.mapping import ColumnMapping
from hnabroad_desktop.sheets.table import Table
from hnabroad_desktop.store.datafile import DataFile

#: What a filled cell does to a value that is there already; "erase" lets empty cells erase, too.
Policy = Literal["update", "fill", "keep", "erase"]
POLICIES: tuple[Policy, ...] = ("update", "fill", "keep", "erase")

_SETTING = "import.layout."


@dataclass(frozen=True)
class Layout:
    """One sheet of a book with its table and what its columns mean.

    ``signature`` names the layout (see ``mapping.signature``), ``remembered``
    says that its mapping was made in an earlier import, ``moved`` that the
    header is where the user put it; ``policies`` are the choices per path.
    """

    book: Book
    grid: Grid
    table: Table
    mapping: ColumnMapping
    signature: str
    remembered: bool = False
    moved: bool = False
    policies: Mapping[str, Policy] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of record the rows become."""
        return self.mapping.kind

    @property
    def record_type(self) -> RecordType:
        """The record type the rows become."""
        return KINDS[self.kind]

    @property
    def sheet(self) -> Sheet:
        """The sheet that is read."""
        return self.grid.sheet

    @property
    def decoded(self) -> dict[int, str]:
        """The columns of which cells were decoded, with the encoding most of them are in."""
        return self.grid.decoded_columns(frozenset(self.table.rows))


def find(
    file: DataFile | None, book: Book, *, kind: str = "cadre", sheet: str = "", plain: bool = False
) -> Layout:
    """Return the layout of a sheet, its columns as remembered or as the headings suggest.

    Without ``sheet`` the first one with a list is taken; ``plain`` forgets what
    is remembered. Raises AppError for an unknown sheet and where no list is found.
    """
    record_type = KINDS[kind]
    found = _table_of(book, sheet, record_type)
    automatic = mapping.signature(found[1], kind)
    kept = {} if plain or file is None else _remembered(file, automatic)
    if not kept:
        return Layout(book, *found, mapping.propose(found[1], record_type), automatic)
    how = ColumnMapping.from_plain(kept["mapping"])
    grid = detect.read_sheet(found[0].sheet, how.encodings) if how.encodings else found[0]
    header = kept.get("header")
    if header and header[1] <= len(grid.texts):
        where = table.at(grid, *header)
    else:
        where = table.at(grid, found[1].header_top, found[1].header_end)
    policies = {path: p for path, p in kept.get("policies", {}).items() if p in POLICIES}
    return Layout(book, grid, where, how, automatic, True, bool(header), policies)


def _table_of(book: Book, sheet: str, record_type: RecordType) -> tuple[Grid, Table]:
    known = mapping.known_headings(record_type)
    wanted = " ".join(sheet.split()).casefold()
    sheets = [one for one in book.filled if not wanted or " ".join(one.name.split()).casefold() == wanted]
    if not sheets:
        raise AppError(
            _("{name} has no sheet “{sheet}” with cells. Nothing was imported. Its sheets: {names}.").format(
                name=book.name, sheet=sheet, names=", ".join(one.name for one in book.filled)
            )
        )
    refused: AppError | None = None
    for one in sheets:
        grid = detect.read_sheet(one)
        try:
            return grid, table.find(grid, known)
        except AppError as error:
            refused = refused or error
    assert refused is not None
    raise refused


def moved(layout: Layout, top: int, end: int) -> Layout:
    """Return the layout with the header where the user put it: rows ``top`` to before ``end``.

    Raises AppError beyond the sheet.
    """
    where = table.at(layout.grid, top, end)
    how = mapping.propose(where, layout.record_type)
    how = replace(how, encodings=layout.mapping.encodings)
    return replace(layout, table=where, mapping=how, moved=True, remembered=False)


def decoded_as(layout: Layout, column: int, encoding: str) -> Layout:
    """Return the layout with every cell of a column read in ``encoding``; "" lets each cell decide."""
    encodings = {c: e for c, e in {**layout.mapping.encodings, column: encoding}.items() if e}
    grid = detect.read_sheet(layout.sheet, encodings)
    where = table.at(grid, layout.table.header_top, layout.table.header_end)
    return replace(layout, grid=grid, table=where, mapping=replace(layout.mapping, encodings=encodings))


def _remembered(file: DataFile, signature: str) -> dict[str, Any]:
    text = file.setting(_SETTING + signature)
    if not text:
        return {}
    kept = json.loads(text)
    return kept if isinstance(kept, dict) else {}


def remember(file: DataFile, layout: Layout) -> None:
    """Keep the mapping for the next file of the same layout; in a file opened to view nothing is kept."""
    if file.read_only:
        return
    kept: dict[str, object] = {"mapping": layout.mapping.to_plain(), "policies": dict(layout.policies)}
    if layout.moved:
        kept["header"] = [layout.table.header_top, layout.table.header_end]
    file.set_setting(_SETTING + layout.signature, json.dumps(kept, ensure_ascii=False))
