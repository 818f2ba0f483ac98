"""Checks a whole table before anything is written: every cell, every row as the record it would become."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from hnabroad_desktop.base import citizen_id, dates, vietnamese
from hnabroad_desktop.base.fields import UNMATCHED, Field, Rows, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.sheets import certificates, convert, dating, mapping, words
from hnabroad_desktop.sheets.cells import Cell
from hnabroad_desktop.sheets.convert import Option, Read, Setting, State
from hnabroad_desktop.sheets.dating import ColumnDates, Question
from hnabroad_desktop.sheets.detect import Grid
from hnabroad_desktop.sheets.mapping import ColumnMapping, Target
from hnabroad_desktop.sheets.matching import Vocabulary
from hnabroad_desktop.sheets.table import Table

_WORST: dict[State, int] = {"green": 0, "amber": 1, "red": 2}
_TERM = re.compile(r",?\s*\(?(?:nhiệm kỳ\s*)?(\d{4})\s*[-–]\s*(\d{4})\)?", re.IGNORECASE)
_APART = re.compile(r"\s*(?:[,;\n]|\s[-–]\s)\s*")


@dataclass(frozen=True)
class CellResult:
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


@dataclass(frozen=True)
class RowResult:
    """One row of the sheet as the record it would become.

    ``asks`` names fields that must be answered for this person alone before the
    row can be written (the present organ of somebody from a dissolved one).
    """

    row: int
    cells: tuple[CellResult, ...]
    record: Record
    asks: tuple[str, ...] = ()

    @cached_property
    def state(self) -> State:
        """The worst state of its cells."""
        return max((cell.state for cell in self.cells), key=_WORST.__getitem__, default="green")

    @property
    def is_ready(self) -> bool:
        """Whether it can be written as it stands."""
        return self.state != "red" and not self.asks

    @property
    def reasons(self) -> str:
        """Why it cannot be written, in one text for the file of rejected rows."""
        return "\n".join(cell.reason for cell in self.cells if cell.state == "red")

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


@dataclass(frozen=True)
class Preflight:
    """The checked table: rows in the order of the sheet and what must be asked once."""

    rows: tuple[RowResult, ...]
    questions: tuple[Question, ...] = ()

    def counts(self) -> dict[State, int]:
        """Return how many rows are green, amber and red."""
        found: dict[State, int] = {"green": 0, "amber": 0, "red": 0}
        for row in self.rows:
            found[row.state] += 1
        return found

    @property
    def unmatched(self) -> dict[tuple[str, str], int]:
        """The texts that wait to be matched, by path and text, with the number of rows."""
        found: dict[tuple[str, str], int] = {}
        for row in self.rows:
            for cell in row.cells:
                if isinstance(cell.value, str) and cell.value.startswith(UNMATCHED):
                    key = (cell.path, cell.value.removeprefix(UNMATCHED))
                    found[key] = found.get(key, 0) + 1
        return found


@dataclass(frozen=True)
class _Column:
    place: int
    target: Target
    field: Field
    setting: Setting
    also: Field | None = None


def check(
    grid: Grid,
    table: Table,
    how: ColumnMapping,
    record_type: RecordType,
    vocabulary: Vocabulary,
    *,
    today: dt.date | None = None,
    as_of: str = "",
    repairs: Repairs = NO_REPAIRS,
    report: Report = silent,
) -> Preflight:
    """Return every row of ``table`` as a record, with what is doubtful or wrong; nothing is written.

    ``today`` bounds serial numbers that may be dates, ``as_of`` is the date of
    the list (see list_date). Paths of ``how`` that ``record_type`` does not have
    are left out.
    """
    columns, questions = _columns(grid, table, how, record_type, vocabulary, today, as_of)
    reader = _RowReader(grid, record_type, columns, repairs)
    found = []
    for number, row in enumerate(table.rows):
        if number % 200 == 0:
            report(number, len(table.rows))
        if row not in repairs.skipped:
            found.append(reader.read(row))
    return Preflight(tuple(found), tuple(questions))


def list_date(grid: Grid, table: Table) -> str:
    """Return the day a list says it is of ("Tính đến ngày 31/12/2016"), "" if it does not say."""
    for row, why in table.skipped:
        if why != "title":
            continue
        for text in grid.texts[row]:
            folded = text.lower()
            if found := re.search(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", text):
                digits = found[0]
            elif found := re.search(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", folded):
                digits = "/".join(found.groups())
            else:
                continue
            try:
                return dates.parse_day(digits)
            except ValueError:
                continue
    return ""


def _columns(
    grid: Grid,
    table: Table,
    how: ColumnMapping,
    record_type: RecordType,
    vocabulary: Vocabulary,
    today: dt.date | None,
    as_of: str,
) -> tuple[list[_Column], list[Question]]:
    columns: list[_Column] = []
    questions: list[Question] = []
    for place, path in sorted(how.targets.items()):
        target = mapping.parse(path) if path else None
        one = _field(record_type, target) if target else None
        if target is None or one is None:
            continue
        setting = Setting(vocabulary, today, as_of, grid.sheet.base_1904, "dmy", place in how.keep_case)
        if type(one).__name__ in {"Date", "PartialDate"}:
            cells = ((grid.sheet.cell(row, place), grid.text(row, place)) for row in table.rows)
            dates_found = ColumnDates.of(cells, grid.sheet.base_1904)
            setting.order = dates_found.order
            chosen = how.date_orders.get(place, "")
            if chosen in mapping.DATE_ORDERS:
                setting.order = chosen  # type: ignore[assignment]
            elif question := dates_found.question(place):
                questions.append(question)
        also = record_type.by_name.get(target.also) if target.also else None
        columns.append(_Column(place, target, one, setting, also))
    return columns, questions


def _field(record_type: RecordType, target: Target) -> Field | None:
    if target.table:
        rows = record_type.by_name.get(target.table)
        if not isinstance(rows, Rows):
            return None
        return next((one for one in rows.fields if one.name == target.field), None)
    return record_type.by_name.get(target.field)


@dataclass
class _Draft:
    values: dict[str, Stored] = field(default_factory=dict)
    rows: dict[tuple[str, int | None], dict[str, Stored]] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Stored]]] = field(default_factory=dict)
    asks: list[str] = field(default_factory=list)
    past: list[dict[str, Stored]] = field(default_factory=list)


class _RowReader:
    """Reads rows with the columns of one table."""

    def __init__(
        self, grid: Grid, record_type: RecordType, columns: list[_Column], repairs: Repairs
    ) -> None:
        self._grid = grid
        self._type = record_type
        self._columns = columns
        self._repairs = repairs
        self._needed = {one.name for one in record_type.needed("S")}
        self._marks = {column.target.mark for column in columns if column.target.mark}
        self._paths = {column.target.path for column in columns}
        self._known: dict[tuple[int, Cell, str], Read] = {}

    def read(self, row: int) -> RowResult:
        draft = _Draft()
        cells = [self._cell(row, column, draft) for column in self._columns]
        self._chosen(row, draft)
        self._whole_name(draft)
        cells = self._together(draft, cells)
        return RowResult(row, tuple(cells), self._record(draft), tuple(dict.fromkeys(draft.asks)))

    def _cell(self, row: int, column: _Column, draft: _Draft) -> CellResult:
        place, path = column.place, column.target.path
        cell, text = self._grid.sheet.cell(row, place), self._grid.text(row, place)
        cased = self._grid.cased(row, place)
        original = str(cell.value) if cell.kind == "text" else text
        repaired = self._repairs.cells.get((row, place))
        if repaired is not None:
            cell, text, cased = Cell(repaired, "text" if repaired else ""), repaired, repaired
        read = self._read(column, cell, text, cased, draft)
        if (row, path) in self._repairs.values:
            read = Read(self._repairs.values[row, path])
        elif read.ended is None and (known := self._repairs.by_text.get((path, fold(text)))) is not None:
            read = Read(known)
            draft.asks = [asked for asked in draft.asks if asked != column.field.name]
        self._place(column, read, text, draft)
        if read.value is None and read.state == "green" and column.field.name in self._needed:
            if not column.target.table and not column.target.mark and not column.target.sex:
                read = Read(state="red", reason=_("“{label}” is empty.").format(label=_(column.field.label)))
        return CellResult(place, path, original, text, read.value, read.state, read.reason, read.options)

    def _read(self, column: _Column, cell: Cell, text: str, cased: str, draft: _Draft) -> Read:
        target, one = column.target, column.field
        if target.mark:
            ticked = convert.is_mark(text) or fold(text) == fold(_(dict(getattr(one, "options", ())).get(target.mark, "")))
            if text.strip() and not ticked:
                return Read(state="amber", reason=_("“{text}” is not a mark such as x.").format(text=text))
            return Read(target.mark if ticked else None)
        if one.name == "language_certificate" and isinstance(one, Rows):
            shown = text if cell.kind == "text" else words.tidy(text)
            rows, read = certificates.read(shown, column.setting.vocabulary) if shown.strip() else ([], Read())
            draft.lists.setdefault(one.name, []).extend(rows)
            return read
        if isinstance(one, Rows):
            return Read()
        if column.also is not None:
            return self._two(column, cell, text, cased, draft)
        key = (column.place, cell, text)
        read = self._known.get(key)
        if read is None:
            read = self._known[key] = convert.read(one, cell, text, cased, column.setting)
        if one.name == "unit" and not target.table:
            self._unit(read, text, cased, draft)
        return read

    def _unit(self, read: Read, text: str, cased: str, draft: _Draft) -> None:
        if read.value is not None or not text.strip() or read.state == "red":
            return
        if "unit" in self._needed:
            draft.asks.append("unit")
        if read.ended is not None:
            draft.past.append({"unit": read.ended.value, "to_date": read.ended.ended})
        elif "career_record" in self._type.by_name:
            draft.past.append({"unit_text": words.sentence(words.tidy(cased))})

    def _two(self, column: _Column, cell: Cell, text: str, cased: str, draft: _Draft) -> Read:
        """Read "Phó Chủ tịch, UBND phường Cửa Nam" into both fields; what cannot be parted is amber."""
        assert column.also is not None
        tidied = words.tidy_lines(text)
        if not tidied:
            return Read()
        posts = column.setting.vocabulary.catalogue(getattr(column.field, "catalogue", ""))
        first, rest = ([*_APART.split(tidied, maxsplit=1), ""])[:2]
        if not posts.find(first) and (begun := posts.begins(tidied)):
            first, rest = begun[0].label, begun[1].lstrip(" ,;-–")
        main = convert.read(column.field, Cell(first, "text"), first, first, column.setting)
        second = convert.read(column.also, Cell(rest, "text"), rest, rest, column.setting)
        if second.value is not None:
            draft.values[column.also.name] = second.value
        if column.also.name == "unit":
            self._unit(second, rest, rest, draft)
        if not rest:
            draft.asks += ["unit"] if column.also.name == "unit" and "unit" in self._needed else []
            reason = _("No unit is told after the post.")
            return replace(main, state="amber", reason=main.reason or reason)
        worse = max(main, second, key=lambda read: _WORST[read.state])
        return Read(main.value, worse.state, worse.reason, worse.options, second.ended)

    def _place(self, column: _Column, read: Read, text: str, draft: _Draft) -> None:
        target, one = column.target, column.field
        if read.value is None or isinstance(one, Rows):
            return
        if target.table:
            values = draft.rows.setdefault((target.table, target.year), {})
            values[target.field] = read.value
            if target.year is not None:
                values["year"] = target.year
            if target.path == "planning.post" and (term := _TERM.search(str(read.value))):
                values["post"] = words.tidy(str(read.value).replace(term[0], " "))
                values["term"] = f"{term[1]}-{term[2]}"
            return
        if target.sex:
            draft.values["sex"] = target.sex
        draft.values[target.field] = read.value

    def _chosen(self, row: int, draft: _Draft) -> None:
        for (at, path), value in self._repairs.values.items():
            if at == row and path and "." not in path:
                target = mapping.parse(path)
                draft.values[target.field] = value
                draft.asks = [asked for asked in draft.asks if asked != target.field]

    def _whole_name(self, draft: _Draft) -> None:
        values = draft.values
        if "full_name" not in self._type.by_name:
            return
        parts = [values.get("family_and_middle_name"), values.get("given_name")]
        if not values.get("full_name") and any(parts):
            proper = [words.proper_name(str(part)) if part else "" for part in parts]
            values["family_and_middle_name"], values["given_name"] = proper
            values["full_name"] = " ".join(filter(None, proper))
        elif values.get("full_name") and not any(parts):
            family, given = vietnamese.split_name(str(values["full_name"]))
            values["family_and_middle_name"], values["given_name"] = family or None, given or None

    def _together(self, draft: _Draft, cells: list[CellResult]) -> list[CellResult]:
        """Look at what cells say only together: sex by marks and by place, the number against the person."""
        values = draft.values
        if self._marks == {"female"} and "sex" not in values:
            values["sex"] = "male"
        said = {column.target.sex for column, cell in zip(self._columns, cells, strict=True) if column.target.sex and cell.value is not None}
        marked = {column.target.mark for column, cell in zip(self._columns, cells, strict=True) if column.target.mark and cell.value is not None}
        found = []
        for cell in cells:
            if len(said) > 1 and "@" in cell.path:
                cell = replace(cell, state="red", reason=_("Both columns, for men and for women, hold a date. Leave one empty."))
            elif len(marked) > 1 and "=" in cell.path:
                cell = replace(cell, state="red", reason=_("Both columns, for men and for women, are marked. Leave one empty."))
            elif cell.path == "sex" and said and cell.value not in {None, *said}:
                cell = replace(cell, state="amber", reason=_("The sex differs from the column the date of birth stands in."))
            elif cell.path == "citizen_id" and cell.value and cell.state != "red":
                cell = self._number(cell, values)
            found.append(cell)
        return found

    @staticmethod
    def _number(cell: CellResult, values: Mapping[str, Stored]) -> CellResult:
        sex, birth = values.get("sex"), values.get("birth_date")
        wrong = citizen_id.warnings(
            str(cell.value), str(sex) if sex else None, str(birth) if birth else None
        )
        reasons = [cell.reason, *(sentence for sentence in wrong if sentence not in cell.reason)]
        reason = " ".join(filter(None, reasons))
        return replace(cell, state="amber", reason=reason) if wrong else cell

    def _record(self, draft: _Draft) -> Record:
        tables: dict[str, list[Row]] = {}
        for (name, _year), values in draft.rows.items():
            tables.setdefault(name, []).append(Row(MappingProxyType(values)))
        for name, lines in draft.lists.items():
            tables.setdefault(name, []).extend(Row(MappingProxyType(line)) for line in lines)
        if draft.past and "career_record" in self._type.by_name:
            post = draft.values.get("post")
            tables.setdefault("career_record", []).extend(
                Row(MappingProxyType({**past, **({"post": post} if post else {})})) for past in draft.past
            )
        filled = {name: value for name, value in draft.values.items() if value is not None}
        return Record(
            self._type.code,
            MappingProxyType(filled),
            MappingProxyType({name: tuple(lines) for name, lines in tables.items() if lines}),
        )
