"""The rows of a list while they are typed in: they keep their places, and what cannot be kept is marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from hnabroad_desktop.actions.cells import Cell
from hnabroad_desktop.actions.lists import Group, Totals
from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.fields import Field, FieldError, Text
from hnabroad_desktop.ui.desk import Desk, Line, Query, Source
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.paged_model import PAGE, PagedModel

Index = QModelIndex | QPersistentModelIndex

#: So many pages are read again at once after something was written: those in sight.
_AT_ONCE = 2


class FrozenSource:
    """Some records of a list in the places they have now, whatever is typed into them."""

    def __init__(self, source: Source, record_ids: Sequence[str]) -> None:
        self._source, self._ids = source, list(record_ids)

    def count(self, query: Query) -> tuple[int, int]:
        """Return the number of rows, twice."""
        return len(self._ids), len(self._ids)

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Line]:
        """Return some rows."""
        return self._source.lines(self._ids[offset : offset + limit])

    def lines(self, record_ids: Sequence[str]) -> Sequence[Line]:
        """Return the rows of some records."""
        return self._source.lines(record_ids)

    def ids(self, query: Query) -> Sequence[str]:
        """Return the id of every row."""
        return self._ids

    def totals(self, query: Query) -> Totals:
        """Return the number of rows; money is summed by the list."""
        return Totals(len(self._ids), {})

    def groups(self, query: Query) -> Sequence[Group]:
        """Return nothing: the groups stand in the list."""
        return []


@dataclass
class TypedCell:
    """What was typed into a cell and is not written: as read, why not, and what is written with it."""

    value: Any
    text: str
    batch: int
    reason: str = ""


class GridModel(PagedModel):
    """Cells that were typed wait here until everything typed together can be written."""

    #: Cells were typed, and are to be written together; the number of their batch.
    typed = Signal(int)

    def __init__(
        self,
        columns: Sequence[Field],
        source: FrozenSource,
        desk: Desk,
        background: Background,
        open_columns: frozenset[str],
    ) -> None:
        super().__init__(columns, source, desk, background)
        self._desk_words = desk
        self._open = open_columns
        self._typed: dict[Cell, TypedCell] = {}
        self._batch = 0

    # --- what is shown

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say whether a cell may be typed in."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.may_type(index) else flags

    def may_type(self, index: Index) -> bool:
        """Say whether a cell may be typed in: what the program counts may not, nor text of several lines."""
        column = self.columns[index.column()]
        line = self.line(index.row())
        if column.name not in self._open or line is None:
            return False
        value = line.cells[index.column()]
        return not (isinstance(column, Text) and isinstance(value, str) and "\n" in value)

    def cell_of(self, index: Index) -> Cell:
        """Return the record and the field of a cell; ("", …) where the row has not arrived."""
        line = self.line(index.row())
        return (line.id if line else "", self.columns[index.column()].name)

    def reason(self, index: Index) -> str:
        """Return why what was typed in a cell is not kept, "" if nothing stands against it."""
        typed = self._typed.get(self.cell_of(index)) if self._typed else None
        return typed.reason if typed else ""

    def waits(self, index: Index) -> bool:
        """Say whether what stands in a cell is typed and not written."""
        return bool(self._typed) and self.cell_of(index) in self._typed

    def value(self, index: Index) -> Any:
        """Return what stands in a cell: what was typed and waits, or what is stored."""
        typed = self._typed.get(self.cell_of(index))
        line = self.line(index.row())
        return typed.value if typed else line.cells[index.column()] if line else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if role == Qt.ItemDataRole.EditRole:
            return self.value(index)
        typed = self._typed.get(self.cell_of(index)) if self._typed else None
        if typed is not None and role == Qt.ItemDataRole.DisplayRole:
            return typed.text
        if typed is not None and role == Qt.ItemDataRole.ToolTipRole:
            return typed.reason or typed.text
        return super().data(index, role)

    # --- what is typed

    @property
    def waiting(self) -> int:
        """The number of cells typed and not written."""
        return len(self._typed)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed in a cell; it is written with the cells that wait for it."""
        column, cell = self.columns[index.column()], self.cell_of(index)
        waiting = self._typed.get(cell)
        line = self.line(index.row())
        if line is None or (waiting is None and self._same(column, value, line.cells[index.column()])):
            return False
        self._typed[cell] = self._cell(column, value, waiting.batch if waiting else self.new_batch())
        self.typed.emit(self._typed[cell].batch)
        return True

    def _same(self, column: Field, value: Any, stored: object) -> bool:
        try:
            return column.clean(value) == stored
        except FieldError:
            return False

    def _cell(self, column: Field, value: Any, batch: int) -> TypedCell:
        return TypedCell(value, shown(column, value, self._desk_words), batch)

    def new_batch(self) -> int:
        """Return a number for cells that are to be written together."""
        self._batch += 1
        return self._batch

    def take(self, cells: Mapping[Cell, Any]) -> int:
        """Take values for many cells at once, to be written together, and return their batch."""
        by_name = {column.name: column for column in self.columns}
        batch = self.new_batch()
        for cell, value in cells.items():
            self._typed[cell] = self._cell(by_name[cell[1]], value, batch)
        self.draw_again()
        return batch

    def cells_of(self, batch: int) -> dict[Cell, Any]:
        """Return what is to be written together."""
        return {cell: typed.value for cell, typed in self._typed.items() if typed.batch == batch}

    def refuse(self, problems: Mapping[Cell, str]) -> None:
        """Mark the cells that cannot be kept; those beside them wait."""
        for cell, message in problems.items():
            if cell in self._typed:
                self._typed[cell].reason = message
        self.draw_again()

    def complain(self, row: int, name: str, message: str) -> None:
        """Say in the words of the box why a cell is not kept; one that was kept needs none."""
        line = self.line(row)
        typed = self._typed.get((line.id, name)) if line else None
        if typed is not None and typed.reason:
            typed.reason = message

    def forget(self, batch: int | None = None) -> None:
        """Forget what was typed: one batch that was written, or everything."""
        self._typed = {c: t for c, t in self._typed.items() if batch is not None and t.batch != batch}
        self.draw_again()

    def clear_reasons(self, batch: int) -> None:
        """Take the marks off cells that are tried again."""
        for typed in self._typed.values():
            if typed.batch == batch:
                typed.reason = ""

    # --- what is stored now

    def read_again(self) -> None:
        """Show what is stored now; every row keeps its place."""
        self._turn += 1  # what is on its way is older
        self._asked.clear()
        near = list(self._pages)[-_AT_ONCE:]
        self._pages.clear()
        for page in near:
            self._pages[page] = self.source.page(self.query, page * PAGE, PAGE)
        self.draw_again()

    def fetch(self, row: int) -> None:
        """Read the page of a row at once where it is not here: a block reaches beyond what is in sight."""
        page = row // PAGE
        if page not in self._pages:
            self._pages[page] = self.source.page(self.query, page * PAGE, PAGE)

    def draw_again(self) -> None:
        """Draw every cell anew."""
        if self.rowCount():
            last = self.index(self.rowCount() - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
