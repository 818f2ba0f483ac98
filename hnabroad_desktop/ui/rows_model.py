"""The rows of a table inside a form while they are typed: what is understood, and what is not and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import (
    UNMATCHED,
    Attachment,
    Choice,
    Field,
    FieldError,
    Reference,
    Rows,
    Stored,
)
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.field_kinds import is_number, options

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass
class TypedRow:
    """One row being typed: cleaned values, what could not be cleaned as typed, and the reasons."""

    id: str = ""
    values: dict[str, Stored] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """True when nothing was written and nothing is stored."""
        return not self.id and all(value in (None, "") for value in self.values.values())


def understood(column: Field, text: str, desk: Desk) -> Stored:
    """Return what is stored for text that was pasted into a column. Raises FieldError."""
    text = text.strip()
    if not text:
        return None
    if isinstance(column, Choice) and column.catalogue:
        for code, words in options(column, desk):
            if fold(text) in (fold(words), fold(code)):
                return code
        if column.free:
            return UNMATCHED + text
        raise FieldError(_("“{text}” is not in the list. Press F4 to see the list.").format(text=text))
    if isinstance(column, Reference):
        hits = [hit for hit in desk.search(text, column.kinds, 5) if fold(hit.title) == fold(text)]
        if len(hits) == 1:
            return hits[0].value
        raise FieldError(
            _("“{text}” has not been picked from the list. Press F4 to find it.").format(text=text)
        )
    return column.clean(text)


class RowsModel(QAbstractTableModel):
    """The table behind RowsInput."""

    edited = Signal()

    def __init__(self, table: Rows, desk: Desk) -> None:
        super().__init__()
        self.columns = table.fields
        self._table, self._desk = table, desk
        self._rows: list[TypedRow] = []
        self.read_only = False

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the short label of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].heading)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell may be typed in unless the record is only looked at; a file is attached, not typed."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.read_only or isinstance(self.columns[index.column()], Attachment):
            return flags
        return flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        column, row = self.columns[index.column()], self._rows[index.row()]
        fault = row.faults.get(column.name)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown(column, row.values.get(column.name), self._desk)
            case Qt.ItemDataRole.EditRole:
                return row.values.get(column.name)
            case Qt.ItemDataRole.ToolTipRole:
                return fault or shown(column, row.values.get(column.name), self._desk)
            case Qt.ItemDataRole.ForegroundRole:
                return theme.current().colour("error") if fault else None
            case Qt.ItemDataRole.BackgroundRole:
                return theme.current().colour("error_tint") if fault else None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if is_number(column) else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep what was typed in a cell, cleaned where it can be."""
        column, row = self.columns[index.column()], self._rows[index.row()]
        before = (row.values.get(column.name), row.faults.get(column.name))
        try:
            row.values[column.name] = column.clean(value)
            row.faults.pop(column.name, None)
        except FieldError as problem:
            row.values[column.name] = str(value)
            row.faults[column.name] = str(problem)
        if before != (row.values.get(column.name), row.faults.get(column.name)):
            self.dataChanged.emit(index, index)
            self.edited.emit()
        return True

    def paste(self, row: int, column: int, text: str) -> None:
        """Fill a block of cells from tab-separated text, adding rows where they are missing."""
        lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
        for down, line in enumerate(lines):
            if row + down == len(self._rows):
                self.append()
            typed = self._rows[row + down]
            for across, cell in enumerate(line.split("\t")[: len(self.columns) - column]):
                field_here = self.columns[column + across]
                if isinstance(field_here, Attachment):
                    continue
                typed.faults.pop(field_here.name, None)
                try:
                    typed.values[field_here.name] = understood(field_here, cell, self._desk)
                except FieldError as problem:
                    typed.values[field_here.name] = cell
                    typed.faults[field_here.name] = str(problem)
        self.dataChanged.emit(self.index(row, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))
        self.edited.emit()

    def complain(self, row: int, name: str, message: str) -> None:
        """Mark a cell with a finding that came from outside; a row that is gone takes none."""
        if not 0 <= row < len(self._rows):
            return
        self._rows[row].faults[name] = message
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def append(self) -> int:
        """Add an empty row at the end and return its place."""
        place = len(self._rows)
        self.beginInsertRows(_ROOT, place, place)
        self._rows.append(TypedRow())
        self.endInsertRows()
        return place

    def remove(self, place: int) -> None:
        """Take a row away."""
        self.beginRemoveRows(_ROOT, place, place)
        del self._rows[place]
        self.endRemoveRows()
        self.edited.emit()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show stored rows in the order of the table."""
        ordered = list(rows)
        for name in reversed(self._table.order):
            back = name.startswith("-")
            bare = name.removeprefix("-")
            known = [row for row in ordered if row[bare] is not None]
            known.sort(key=lambda row, bare=bare: _order(row[bare]), reverse=back)  # type: ignore[misc]
            ordered = known + [row for row in ordered if row[bare] is None]
        self.beginResetModel()
        self._rows = [TypedRow(row.id, dict(row.values)) for row in ordered]
        self.endResetModel()

    def rows(self) -> tuple[Row, ...]:
        """Return the rows as far as they are understood; empty new ones are left out."""
        return tuple(Row(MappingProxyType(dict(r.values)), r.id) for r in self._rows if not r.blank)

    def problems(self) -> list[Problem]:
        """Return why some cells cannot be stored, by their place among ``rows()``."""
        kept = [row for row in self._rows if not row.blank]
        return [
            Problem(f"{self._table.name}.{place}.{name}", message)
            for place, row in enumerate(kept)
            for name, message in row.faults.items()
        ]

    def place_of(self, kept: int) -> int:
        """Return the place in the table of a place among ``rows()``."""
        places = [place for place, row in enumerate(self._rows) if not row.blank]
        return places[kept] if kept < len(places) else len(self._rows) - 1


def _order(value: Stored) -> tuple[bool, float, str]:
    number = isinstance(value, int)
    return (not number, float(value) if isinstance(value, int) else 0.0, str(value))
