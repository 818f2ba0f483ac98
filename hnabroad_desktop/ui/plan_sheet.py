"""The lines of a year's plan as a sheet in the column order of the printed plan (wording.md 5.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.errors import FormError, Problem
from hnabroad_desktop.base.fields import Field, FieldError, Money, Stored, Text
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import fold, show_number
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.field_kinds import is_number

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

#: The columns of the sheet that sum the rows of one source of money, and the source each adds to.
SOURCES = {
    "money_city": "city_budget",
    "money_central": "central_budget",
    "money_partner": "foreign_sponsor",
    "money_other": "unit_funds",
}
_NAMED = frozenset(SOURCES.values()) - {"unit_funds"}
_SUMMED = ("classes", "people", "total", *SOURCES)


def columns() -> tuple[Field, ...]:
    """Return the columns from left to right."""
    known = {name: _one_line(column) for name, column in KINDS["plan_line"].by_name.items()}
    return (
        known["number"],
        known["content"],
        known["field"],
        known["target_group"],
        known["course_kind"],
        known["classes"],
        known["people"],
        Text(
            name="destinations",
            label=N_("Countries and institutions in view"),
            column=N_("Countries in view"),
        ),
        known["days"],
        known["quarter"],
        known["total"],
        Money(name="money_city", label=N_("of which city budget")),
        Money(name="money_central", label=N_("of which central budget")),
        Money(name="money_partner", label=N_("of which partner")),
        Money(name="money_other", label=N_("of which other sources")),
        known["lead_body"],
        known["cooperating_bodies"],
        Text(name="grounds", label=N_("Grounds of the proposal"), column=N_("Grounds")),
        known["note"],
    )


def _one_line(column: Field) -> Field:
    # In a sheet Enter leads on, so a text has one line; the whole form has room for more.
    return replace(column, lines=1) if isinstance(column, Text) else column


@dataclass
class SheetLine:
    """One line as it is typed: the record it becomes, and why some cells cannot be kept."""

    record: Record
    faults: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    dirty: bool = False


def amount(record: Record, column: str) -> int | None:
    """Return the money a column of sources shows, None where no row speaks of it."""
    found = [
        row["amount"]
        for row in record.table("money")
        if (row["source"] == SOURCES[column] if column != "money_other" else row["source"] not in _NAMED)
    ]
    amounts = [value for value in found if isinstance(value, int)]
    return sum(amounts) if amounts else None


def with_amount(record: Record, column: str, value: int | None) -> Record:
    """Return the line with the money of one source changed; the total follows where it was their sum."""
    rows = record.table("money")
    before = _sum(rows)
    here = [r for r in rows if _in_column(r, column)]
    if len(here) > 1:
        raise FieldError(
            _("Several sources stand behind this figure. Open the line (F2) and change them there.")
        )
    others = [r for r in rows if not _in_column(r, column)]
    if value is not None:
        kept = here[0] if here else Row(MappingProxyType({"source": SOURCES[column]}))
        values = {**kept.values, "amount": value}
        values.pop("share", None)  # a share of an earlier total would contradict the amount typed
        others.append(Row(MappingProxyType(values), kept.id))
    changed = record.with_table("money", others)
    follows = record["total"] is None or record["total"] == before
    return changed.with_values(total=_sum(others) or None) if follows else changed


def _in_column(row: Row, column: str) -> bool:
    source = row["source"]
    return source == SOURCES[column] if column != "money_other" else source not in _NAMED


def _sum(rows: Iterable[Row]) -> int:
    return sum(row["amount"] for row in rows if isinstance(row["amount"], int))


def with_places(record: Record, text: str, desk: Desk) -> Record:
    """Return the line with its destinations as typed: names parted by commas. Raises FieldError."""
    rows = []
    for name in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        hits = [
            h
            for h in desk.search(name, ("country", "partner", "institution"), 8)
            if fold(h.title) == fold(name)
        ]
        if not hits:
            raise FieldError(
                _("“{text}” is neither a country nor an institution of this file.").format(text=name)
            )
        before = next((r for r in record.table("destinations") if r[hits[0].kind] == hits[0].value), None)
        rows.append(before or Row(MappingProxyType({hits[0].kind: hits[0].value})))
    return record.with_table("destinations", rows)


def with_grounds(record: Record, text: str) -> Record:
    """Return the line with its grounds in words; grounds that point to a record are left as they are."""
    pointing = [row for row in record.table("grounds") if row["record"]]
    spoken = [row for row in record.table("grounds") if not row["record"]]
    if text:
        kept = spoken[0] if spoken else Row(MappingProxyType({"kind": "other"}))
        pointing.append(Row(MappingProxyType({**kept.values, "text": text}), kept.id))
    return record.with_table("grounds", pointing)


class PlanSheet(QAbstractTableModel):
    """The table behind the sheet; its last row sums the columns and cannot be typed in."""

    #: A line was written; its row.
    written = Signal(int)
    summed = Signal()

    def __init__(self, desk: Desk, save: Callable[[Record], Record]) -> None:
        """``save`` writes a line and returns it as it is stored. It raises FormError with every problem."""
        super().__init__()
        self.columns = columns()
        self.lines: list[SheetLine] = []
        self._desk, self._save = desk, save
        self._names = [column.name for column in self.columns]

    # --- what is shown

    def show_lines(self, records: Sequence[Record]) -> None:
        """Show stored lines in their order."""
        self.beginResetModel()
        self.lines = [SheetLine(record) for record in records]
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the lines and the row of sums."""
        return 0 if parent.isValid() else len(self.lines) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the short label of a column, in full when pointed at."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].heading)
        return _(self.columns[section].label) if role == Qt.ItemDataRole.ToolTipRole else None

    def is_sum(self, row: int) -> bool:
        """Say whether a row is the one of sums."""
        return row == len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell may be typed in but the sums."""
        if self.is_sum(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self._desk.read_only else flags | Qt.ItemFlag.ItemIsEditable

    def sum_of(self, name: str) -> int:
        """Return the sum of a column over all lines, typed ones too."""
        values = [self._value(line, name) for line in self.lines]
        return sum(value for value in values if isinstance(value, int))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        column = self.columns[index.column()]
        look = theme.current()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if is_number(column) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if self.is_sum(index.row()):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._sum_words(column.name)
            return look.font(10, strong=True) if role == Qt.ItemDataRole.FontRole else None
        line = self.lines[index.row()]
        fault = line.faults.get(column.name)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(line, column)
            case Qt.ItemDataRole.EditRole:
                return self._edited(line, column)
            case Qt.ItemDataRole.ToolTipRole:
                return fault or self._words(line, column)
            case Qt.ItemDataRole.ForegroundRole:
                return look.colour("error") if fault else None
            case Qt.ItemDataRole.BackgroundRole:
                return look.colour("error_tint") if fault else None
        return None

    def _sum_words(self, name: str) -> str:
        if name == "content":
            return _("In all: {count} lines").format(count=len(self.lines))
        return show_number(self.sum_of(name)) if name in _SUMMED and self.sum_of(name) else ""

    def _value(self, line: SheetLine, name: str) -> Stored:
        return amount(line.record, name) if name in SOURCES else line.record[name]

    def _words(self, line: SheetLine, column: Field) -> str:
        if column.name in line.typed:
            return line.typed[column.name]
        if column.name == "destinations":
            found = [
                self._desk.title(str(row[kind]))
                for row in line.record.table("destinations")
                for kind in ("country", "partner", "institution")
                if row[kind]
            ]
            return ", ".join(dict.fromkeys(found))
        if column.name == "grounds":
            return "; ".join(
                str(row["text"] or "") or self._desk.title(str(row["record"] or ""))
                for row in line.record.table("grounds")
            )
        return shown(column, self._value(line, column.name), self._desk)

    def _edited(self, line: SheetLine, column: Field) -> Stored:
        if column.name in line.typed:
            return line.typed[column.name]
        if column.name == "grounds":
            return "; ".join(
                str(r["text"]) for r in line.record.table("grounds") if r["text"] and not r["record"]
            )
        return self._words(line, column) if column.name == "destinations" else self._value(line, column.name)

    # --- what is typed

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep what was typed in a cell, cleaned where it can be; nothing is written yet."""
        line, column = self.lines[index.row()], self.columns[index.column()]
        before = (line.record, line.typed.get(column.name))
        try:
            line.record = self._changed(line.record, column, value)
            line.typed.pop(column.name, None)
            line.faults.pop(column.name, None)
        except FieldError as problem:
            line.typed[column.name] = str(value)
            line.faults[column.name] = str(problem)
        if before != (line.record, line.typed.get(column.name)):
            line.dirty = True
            self._redraw(index.row())
            self.summed.emit()
        return True

    def complain(self, row: int, name: str, message: str) -> None:
        """Mark a cell with a finding that came from outside."""
        if 0 <= row < len(self.lines):
            self.lines[row].faults[name] = message
            self._redraw(row)

    def _changed(self, record: Record, column: Field, value: Any) -> Record:
        if column.name == "destinations":
            return with_places(record, str(value or ""), self._desk)
        if column.name == "grounds":
            return with_grounds(record, str(value or "").strip())
        cleaned = column.clean(value)
        if column.name in SOURCES:
            if cleaned == amount(record, column.name):
                return record
            return with_amount(record, column.name, cleaned if isinstance(cleaned, int) else None)
        return record.with_values(**{column.name: cleaned})

    def append(self, record: Record) -> int:
        """Add a line at the end and return its row."""
        row = len(self.lines)
        self.beginInsertRows(_ROOT, row, row)
        self.lines.append(SheetLine(record))
        self.endInsertRows()
        return row

    def drop(self, row: int) -> None:
        """Take a line away that was never written."""
        self.beginRemoveRows(_ROOT, row, row)
        del self.lines[row]
        self.endRemoveRows()

    def write(self, row: int) -> Sequence[Problem]:
        """Write a line that was typed in; return the problems that keep it from being written."""
        line = self.lines[row]
        if not line.dirty:
            return ()
        if line.typed:
            return [Problem(name, words) for name, words in line.faults.items()]
        try:
            line.record = self._save(line.record)
        except FormError as error:
            line.faults = {p.field.partition(".")[0]: p.message for p in error.problems}
            if "money" in line.faults:
                line.faults["total"] = line.faults["money"]
            self._redraw(row)
            return [p for p in error.problems if p.severity == "error"]
        line.dirty, line.faults = False, {}
        self._redraw(row)
        self.written.emit(row)
        return ()

    @property
    def dirty_rows(self) -> list[int]:
        """The rows that were typed in and not written."""
        return [row for row, line in enumerate(self.lines) if line.dirty]

    def _redraw(self, row: int) -> None:
        last = len(self.columns) - 1
        self.dataChanged.emit(self.index(row, 0), self.index(row, last))
        self.dataChanged.emit(self.index(len(self.lines), 0), self.index(len(self.lines), last))

    def place_of(self, name: str) -> int:
        """Return the column of a field, that of the total for what the sheet does not show."""
        return self._names.index(name) if name in self._names else self._names.index("total")
