"""Reads the rows of a table as the records they would become: column by column, then each row as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hnabroad_desktop.base import citizen_id
from hnabroad_desktop.base.fields import UNMATCHED, Field, PartialDate, Rows, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.sheets import certificates, convert, mapping, words
from hnabroad_desktop.sheets.cells import EMPTY, Cell
from hnabroad_desktop.sheets.detect import Grid
from hnabroad_desktop.sheets.mapping import Target
from hnabroad_desktop.sheets.matching import Matcher
from hnabroad_desktop.sheets.reads import NOTHING, Read, Setting
from hnabroad_desktop.sheets.results import WORST, CellResult, Repairs, RowResult

_TERM = re.compile(r",?\s*\(?(?:nhiệm kỳ\s*)?(\d{4})\s*[-–]\s*(\d{4})\)?", re.IGNORECASE)
#: Words at the head of a unit's name that tell its kind ("Ủy ban nhân dân").
_LONGEST_ORGAN = 4
_APART = re.compile(r"\s*(?:[,;\n]|\s[-–]\s)\s*")
_NO_TABLES: Mapping[str, tuple[Row, ...]] = MappingProxyType({})
#: The fourth digit of an identification number that needs no further look, by sex and century.
_FOURTH = {("male", "19"): "0", ("female", "19"): "1", ("male", "20"): "2", ("female", "20"): "3"}


@dataclass(frozen=True)
class SourceColumn:
    """A column of the sheet, the field it goes to and what its cells are read with."""

    place: int
    target: Target
    field: Field
    setting: Setting
    also: Field | None = None


class _Draft:
    """A record in the making."""

    __slots__ = ("asks", "built", "tables", "values")

    def __init__(self) -> None:
        self.values: dict[str, Stored] = {}
        #: Rows as cells give them whole, and rows that several cells build together.
        self.tables: dict[str, tuple[Row, ...]] = {}
        self.built: dict[tuple[str, int | None], dict[str, Stored]] = {}
        self.asks: tuple[str, ...] = ()


class RowReader:
    """Reads rows with the columns of one table."""

    def __init__(
        self, grid: Grid, record_type: RecordType, columns: Sequence[SourceColumn], repairs: Repairs
    ) -> None:
        self._grid = grid
        self._type = record_type
        self._columns = tuple(columns)
        self._repairs = repairs
        self._needed = {one.name for one in record_type.needed("S")}
        self._has_career = "career_record" in record_type.by_name
        self._has_name = "full_name" in record_type.by_name
        place = {column.target.path: number for number, column in enumerate(self._columns)}
        self._unit = next((n for p, n in place.items() if p == "unit" or p.endswith("+unit")), None)
        self._post, self._sex, self._id = place.get("post"), place.get("sex"), place.get("citizen_id")
        self._plan = [
            (c.target.field, c.target.sex, bool(c.target.table) or isinstance(c.field, Rows), c)
            for c in self._columns
        ]
        self._posts: dict[tuple[str, str], tuple[str, str]] = {}
        self._sexed = [n for n, c in enumerate(self._columns) if c.target.sex]
        self._marked = [n for n, c in enumerate(self._columns) if c.target.mark]

    def read(self, rows: Sequence[int], report: Report = silent) -> Iterator[RowResult]:
        """Yield what each sheet row gives, in order."""
        by_column = []
        for number, column in enumerate(self._columns):
            report(number, len(self._columns) + 1)
            by_column.append(self._column(column, rows))
        for row, *reads in zip(rows, *by_column, strict=True):
            yield self._row(row, reads)

    def cells(self, row: int, reads: Sequence[Read]) -> tuple[CellResult, ...]:
        """Return the cells of one row with what they gave."""
        found = []
        for column, read in zip(self._columns, reads, strict=True):
            cell, text = self._grid.sheet.cell(row, column.place), self._grid.text(row, column.place)
            original = str(cell.value) if cell.kind == "text" else text
            text = self._repairs.cells.get((row, column.place), text)
            found.append(CellResult(column.place, column.target.path, original, text, *read[:4]))
        return tuple(found)

    def _column(self, column: SourceColumn, rows: Sequence[int]) -> list[Read]:
        place, path = column.place, column.target.path
        hidden = self._grid.cased_columns.get(place, {})
        sheet_rows, texts = self._grid.sheet.rows, self._grid.texts
        cells = [line[place] if place < len(line := sheet_rows[row]) else EMPTY for row in rows]
        # Equal cells of one column are read once, however many rows have them.
        known = {EMPTY: self._empty(column)}
        for cell, row in dict(zip(cells, rows, strict=True)).items():
            if cell is not EMPTY:
                text = texts[row][place]
                read = self._cell(column, cell, text, hidden.get(row, text))
                known[cell] = known[EMPTY] if read == NOTHING else read
        found = list(map(known.__getitem__, cells))
        if self._repairs.cells or self._repairs.values:
            for index, row in enumerate(rows):
                if (repaired := self._repairs.cells.get((row, place))) is not None:
                    cell = Cell(repaired, "text")
                    found[index] = self._cell(column, cell, repaired, repaired) if repaired else known[EMPTY]
                if (row, path) in self._repairs.values:
                    found[index] = Read(self._repairs.values[row, path], lines=found[index].lines)
        return found

    def _empty(self, column: SourceColumn) -> Read:
        if column.field.name in self._needed and column.target.is_plain:
            return Read(None, "red", _("“{label}” is empty.").format(label=_(column.field.label)))
        return NOTHING

    def _cell(self, column: SourceColumn, cell: Cell, text: str, cased: str) -> Read:
        target, one = column.target, column.field
        if target.mark:
            return self._mark(column, text)
        if isinstance(one, Rows):
            return certificates.read(text, column.setting.vocabulary)
        if column.also is not None:
            return self._two(column, text)
        read = convert.read(one, cell, text, cased, column.setting)
        if self._repairs.by_text and read.ended is None:
            matched = self._repairs.by_text.get((target.path, fold(text)))
            if matched is not None:
                return Read(matched)
        if one.name == "unit" and not target.table:
            return self._with_past(read, text, cased)
        return read

    def _mark(self, column: SourceColumn, text: str) -> Read:
        if not text.strip():
            return NOTHING
        label = dict(getattr(column.field, "options", ())).get(column.target.mark, "")
        if convert.is_mark(text) or fold(text) == fold(_(label)):
            return Read(column.target.mark)
        return Read(None, "amber", _("“{text}” is not a mark such as x.").format(text=text))

    def _with_past(self, read: Read, text: str, cased: str) -> Read:
        """Return a unit that is no present one with the line of the career that keeps it."""
        if read.value is not None or read.state == "red" or not text.strip():
            return read
        if read.ended is not None:
            past = {"unit": read.ended.value, "to_date": read.ended.ended}
        else:
            past = {"unit_text": words.tidy(cased)}
        return read._replace(lines=(Row(MappingProxyType(past)),))

    def _two(self, column: SourceColumn, text: str) -> Read:
        """Read "Phó Chủ tịch, UBND phường Cửa Nam" into both fields; what cannot be parted is amber."""
        assert column.also is not None
        tidied = words.tidy_lines(text)
        if not tidied:
            return NOTHING
        if isinstance(column.field, PartialDate):
            return _two_dates(column, tidied)
        posts = column.setting.vocabulary.catalogue(getattr(column.field, "catalogue", ""))
        first, rest = ([*_APART.split(tidied, maxsplit=1), ""])[:2]
        if not posts.find(first) and (begun := posts.begins(tidied)):
            first, rest = begun[0].label, begun[1].lstrip(" ,;-–")
        main = convert.read(column.field, Cell(first, "text"), first, first, column.setting)
        second = convert.read(column.also, Cell(rest, "text"), rest, rest, column.setting)
        if column.also.name == "unit":
            second = self._with_past(second, rest, rest)
        if not rest:
            return main._replace(state="amber", reason=main.reason or _("No unit is told after the post."))
        worse = max(main, second, key=lambda read: WORST[read.state])
        return Read(main.value, worse.state, worse.reason, worse.options, second.ended, (), second)

    def _row(self, row: int, reads: list[Read]) -> RowResult:
        draft = _Draft()
        values = draft.values
        sexes = 0
        for (name, sex, goes_into_table, column), read in zip(self._plan, reads, strict=True):
            value = read.value
            if value is None:
                continue
            if goes_into_table:
                self._into_tables(column, read, draft)
                continue
            values[name] = value
            if sex:
                values["sex"] = sex
                sexes += 1
            if read.second is not None and column.also is not None and read.second.value is not None:
                values[column.also.name] = read.second.value
        if self._repairs.values:
            self._chosen(row, draft)
        if self._has_name:
            self._whole_name(values)
        if self._unit is not None:
            self._past_unit(reads[self._unit], draft)
        if sexes > 1 or self._marked or (sexes and self._sex is not None):
            self._sexes(reads, values)
        if self._post is not None and str(values.get("post") or "").startswith(UNMATCHED):
            self._post_of_organ(reads, draft)
        if self._id is not None and "citizen_id" in values:
            self._number(reads, values)
        return RowResult(row, self._record(draft), draft.asks, reads, self)

    def _into_tables(self, column: SourceColumn, read: Read, draft: _Draft) -> None:
        target = column.target
        if isinstance(column.field, Rows):
            name = column.field.name
            draft.tables[name] = draft.tables.get(name, ()) + read.lines
            return
        line = draft.built.setdefault((target.table, target.year), {})
        line[target.field] = read.value
        if target.year is not None:
            line["year"] = target.year
        if target.path == "planning.post" and (term := _TERM.search(str(read.value))):
            line["post"] = words.tidy(str(read.value).replace(term[0], " "))
            line["term"] = f"{term[1]}-{term[2]}"

    def _chosen(self, row: int, draft: _Draft) -> None:
        for (at, path), value in self._repairs.values.items():
            if at == row and path and "." not in path:
                draft.values[mapping.parse(path).field] = value

    @staticmethod
    def _whole_name(values: dict[str, Stored]) -> None:
        # A whole name is parted when it is saved, where a parting made by hand is respected.
        family, given = values.get("family_and_middle_name"), values.get("given_name")
        if (family or given) and values.get("full_name") is None:
            parts = [words.proper_name(str(part)) if part else "" for part in (family, given)]
            values["family_and_middle_name"], values["given_name"] = parts
            values["full_name"] = " ".join(filter(None, parts))

    def _past_unit(self, read: Read, draft: _Draft) -> None:
        of_unit = read.second or read
        if of_unit is NOTHING:
            return
        if of_unit.lines and self._has_career:
            draft.tables["career_record"] = of_unit.lines
        asked = of_unit.state == "amber" or read.state == "amber"
        if asked and draft.values.get("unit") is None and "unit" in self._needed:
            draft.asks = ("unit",)

    def _sexes(self, reads: list[Read], values: dict[str, Stored]) -> None:
        dated = [n for n in self._sexed if reads[n].value is not None]
        marked = [n for n in self._marked if reads[n].value is not None]
        if len(dated) > 1:
            reason = _("Both columns, for men and for women, hold a date. Leave one empty.")
            for n in dated:
                reads[n] = reads[n]._replace(state="red", reason=reason)
        if len(marked) > 1:
            reason = _("Both columns, for men and for women, are marked. Leave one empty.")
            for n in marked:
                reads[n] = reads[n]._replace(state="red", reason=reason)
        if self._sex is not None and len(dated) == 1 and reads[self._sex].value is not None:
            told = reads[self._sex].value
            if told != self._columns[dated[0]].target.sex:
                reason = _("The sex differs from the column the date of birth stands in.")
                reads[self._sex] = reads[self._sex]._replace(state="amber", reason=reason)
                values["sex"] = told
        if {self._columns[n].target.mark for n in self._marked} == {"female"} and "sex" not in values:
            values["sex"] = "male"

    def _post_of_organ(self, reads: list[Read], draft: _Draft) -> None:
        """Find a post by its organ ("Chủ tịch" of a UBND), or tell that it is a rank."""
        assert self._post is not None
        vocabulary = self._columns[self._post].setting.vocabulary
        post = str(draft.values["post"]).removeprefix(UNMATCHED)
        unit = reads[self._unit] if self._unit is not None else NOTHING
        entry = vocabulary.kind("unit").by_value.get(str(unit.value)) or unit.ended
        organ = entry.label if entry else str(unit.lines[0]["unit_text"] or "") if unit.lines else ""
        if (post, organ) not in self._posts:
            self._posts[post, organ] = _post_with(post, organ, vocabulary.catalogue("post"))
        value, note = self._posts[post, organ]
        if value:
            draft.values["post"] = value
            reads[self._post] = Read(value, "green", note)
        elif "rank" in self._type.by_name and (ranks := vocabulary.catalogue("rank").find(post)):
            draft.values.setdefault("rank", ranks[0].value)
            reason = _("“{text}” is a rank. It is entered as the rank; choose the post.").format(text=post)
            reads[self._post] = reads[self._post]._replace(reason=reason)

    def _number(self, reads: list[Read], values: Mapping[str, Stored]) -> None:
        assert self._id is not None
        number, sex = str(values["citizen_id"]), str(values.get("sex") or "")
        birth = str(values.get("birth_date") or "")
        read = reads[self._id]
        if read.state == "red" or number[3:6] == _FOURTH.get((sex, birth[:2]), " ") + birth[2:4]:
            return
        if wrong := citizen_id.warnings(number, sex or None, birth or None):
            said = [read.reason, *(sentence for sentence in wrong if sentence not in read.reason)]
            reads[self._id] = read._replace(state="amber", reason=" ".join(filter(None, said)))

    def _record(self, draft: _Draft) -> Record:
        tables = draft.tables
        if past := tables.get("career_record"):
            post = draft.values.get("post")
            if post:
                tables["career_record"] = tuple(_with(row, {"post": post}) for row in past)
        for (name, _year), line in draft.built.items():
            tables[name] = (*tables.get(name, ()), Row(MappingProxyType(line)))
        return Record(
            self._type.code,
            MappingProxyType(draft.values),
            MappingProxyType(tables) if tables else _NO_TABLES,
        )


def _with(row: Row, values: Mapping[str, Stored]) -> Row:
    return Row(MappingProxyType({**row.values, **values}))


def _two_dates(column: SourceColumn, text: str) -> Read:
    """Read "03/02/2010 (03/02/2011)" into two fields of dates."""
    assert column.also is not None
    pieces = [*re.findall(r"[\d][\d/.\-]*", text), "", ""]
    if len(pieces) > 4:
        return convert.read(column.field, Cell(text, "text"), text, text, column.setting)
    main, second = (
        convert.read(one, Cell(piece, "text"), piece, piece, column.setting)
        for one, piece in zip((column.field, column.also), pieces, strict=False)
    )
    worse = max(main, second, key=lambda read: WORST[read.state])
    return Read(main.value, worse.state, worse.reason, second=second)


def _post_with(post: str, organ: str, posts: Matcher) -> tuple[str, str]:
    """Return the post "Chủ tịch" of the organ "UBND …" and a note, two empty texts if there is none."""
    head = organ.split()
    for count in range(1, min(len(head), _LONGEST_ORGAN) + 1):
        found = posts.find(f"{post} {' '.join(head[:count])}")
        if len(found) == 1:
            return found[0].value, _("Read with the unit as “{post}”.").format(post=found[0].label)
    named = [entry for entry in posts.find(post) if fold(entry.label) == fold(post)]
    return (named[0].value, "") if len(named) == 1 else ("", "")
