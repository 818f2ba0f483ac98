"""Reads one row of a table as the record it would become, cell by cell and then as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from hnabroad_desktop.base import citizen_id, vietnamese
from hnabroad_desktop.base.fields import UNMATCHED, Field, Rows, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.sheets import certificates, convert, mapping, words
from hnabroad_desktop.sheets.cells import Cell
from hnabroad_desktop.sheets.convert import Read, Setting
from hnabroad_desktop.sheets.detect import Grid
from hnabroad_desktop.sheets.mapping import Target
from hnabroad_desktop.sheets.results import WORST, CellResult, Repairs, RowResult

_TERM = re.compile(r",?\s*\(?(?:nhiệm kỳ\s*)?(\d{4})\s*[-–]\s*(\d{4})\)?", re.IGNORECASE)
#: Words at the head of a unit's name that tell its kind ("Ủy ban nhân dân").
_LONGEST_ORGAN = 4
_APART = re.compile(r"\s*(?:[,;\n]|\s[-–]\s)\s*")


@dataclass(frozen=True)
class SourceColumn:
    """A column of the sheet, the field it goes to and what its cells are read with."""

    place: int
    target: Target
    field: Field
    setting: Setting
    also: Field | None = None


@dataclass
class _Draft:
    values: dict[str, Stored] = field(default_factory=dict)
    rows: dict[tuple[str, int | None], dict[str, Stored]] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Stored]]] = field(default_factory=dict)
    asks: list[str] = field(default_factory=list)
    past: list[dict[str, Stored]] = field(default_factory=list)


class RowReader:
    """Reads rows with the columns of one table."""

    def __init__(
        self, grid: Grid, record_type: RecordType, columns: list[SourceColumn], repairs: Repairs
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
        """Return what the sheet row gives."""
        draft = _Draft()
        cells = [self._cell(row, column, draft) for column in self._columns]
        self._chosen(row, draft)
        self._whole_name(draft)
        cells = self._together(draft, cells)
        return RowResult(row, tuple(cells), self._record(draft), tuple(dict.fromkeys(draft.asks)))

    def _cell(self, row: int, column: SourceColumn, draft: _Draft) -> CellResult:
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
        if read == convert.NOTHING and column.field.name in self._needed and column.target.is_plain:
            read = Read(state="red", reason=_("“{label}” is empty.").format(label=_(column.field.label)))
        return CellResult(place, path, original, text, read.value, read.state, read.reason, read.options)

    def _read(self, column: SourceColumn, cell: Cell, text: str, cased: str, draft: _Draft) -> Read:
        target, one = column.target, column.field
        if target.mark:
            ticked = convert.is_mark(text) or fold(text) == fold(
                _(dict(getattr(one, "options", ())).get(target.mark, ""))
            )
            if text.strip() and not ticked:
                return Read(state="amber", reason=_("“{text}” is not a mark such as x.").format(text=text))
            return Read(target.mark if ticked else None)
        if one.name == "language_certificate" and isinstance(one, Rows):
            shown = text if cell.kind == "text" else words.tidy(text)
            rows, read = (
                certificates.read(shown, column.setting.vocabulary) if shown.strip() else ([], Read())
            )
            draft.lists.setdefault(one.name, []).extend(rows)
            return read
        if isinstance(one, Rows):
            return Read()
        if column.also is not None:
            return self._two(column, cell, text, cased, draft)
        key = (column.place, cell, text)
        known = self._known.get(key)
        read = known or convert.read(one, cell, text, cased, column.setting)
        self._known[key] = read
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
            draft.past.append({"unit_text": words.tidy(cased)})

    def _two(self, column: SourceColumn, cell: Cell, text: str, cased: str, draft: _Draft) -> Read:
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
        worse = max(main, second, key=lambda read: WORST[read.state])
        return Read(main.value, worse.state, worse.reason, worse.options, second.ended)

    def _place(self, column: SourceColumn, read: Read, text: str, draft: _Draft) -> None:
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
        units = [cell.text for cell in cells if cell.path == "unit"]
        if self._marks == {"female"} and "sex" not in values:
            values["sex"] = "male"
        said = {
            column.target.sex
            for column, cell in zip(self._columns, cells, strict=True)
            if column.target.sex and cell.value is not None
        }
        marked = {
            column.target.mark
            for column, cell in zip(self._columns, cells, strict=True)
            if column.target.mark and cell.value is not None
        }
        found = []
        for cell in cells:
            if len(said) > 1 and "@" in cell.path:
                cell = replace(
                    cell,
                    state="red",
                    reason=_("Both columns, for men and for women, hold a date. Leave one empty."),
                )
            elif len(marked) > 1 and "=" in cell.path:
                cell = replace(
                    cell,
                    state="red",
                    reason=_("Both columns, for men and for women, are marked. Leave one empty."),
                )
            elif cell.path == "sex" and said and cell.value not in {None, *said}:
                cell = replace(
                    cell,
                    state="amber",
                    reason=_("The sex differs from the column the date of birth stands in."),
                )
            elif cell.path == "citizen_id" and cell.value and cell.state != "red":
                cell = self._number(cell, values)
            elif cell.path == "post" and str(cell.value or "").startswith(UNMATCHED):
                cell = self._post(cell, units[0] if units else "", draft)
            found.append(cell)
        return found

    def _post(self, cell: CellResult, unit: str, draft: _Draft) -> CellResult:
        """Find a post by its organ ("Chủ tịch" of a UBND), or tell that it is a rank."""
        vocabulary = self._columns[0].setting.vocabulary
        post, head = str(cell.value).removeprefix(UNMATCHED), unit.split()
        for count in range(1, min(len(head), _LONGEST_ORGAN) + 1):
            found = vocabulary.catalogue("post").find(f"{post} {' '.join(head[:count])}")
            if len(found) == 1:
                draft.values["post"] = found[0].value
                note = _("Read with the unit as “{post}”.").format(post=found[0].label)
                return replace(cell, value=found[0].value, state="green", reason=note, options=())
        ranks = vocabulary.catalogue("rank").find(post)
        if ranks and "rank" in self._type.by_name:
            draft.values.setdefault("rank", ranks[0].value)
            reason = _("“{text}” is a rank. It is entered as the rank; choose the post.").format(text=post)
            return replace(cell, reason=reason)
        named = [
            entry for entry in vocabulary.catalogue("post").find(post) if fold(entry.label) == fold(post)
        ]
        if len(named) == 1:
            draft.values["post"] = named[0].value
            return replace(cell, value=named[0].value, state="green", reason="", options=())
        return cell

    @staticmethod
    def _number(cell: CellResult, values: Mapping[str, Stored]) -> CellResult:
        sex, birth = values.get("sex"), values.get("birth_date")
        wrong = citizen_id.warnings(str(cell.value), str(sex) if sex else None, str(birth) if birth else None)
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
