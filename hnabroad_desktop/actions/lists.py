"""Lists and search boxes: which records, in which order, and the words that find one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hnabroad_desktop.actions.catalogues import codes_saying
from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.fields import Choice, Money, Stored
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.unit import TERRITORIES
from hnabroad_desktop.store import finding
from hnabroad_desktop.store import query as sql
from hnabroad_desktop.store.conditions import Condition
from hnabroad_desktop.store.datafile import DataFile


class Order(NamedTuple):
    """One column a list is sorted by."""

    column: str
    descending: bool = False


@dataclass(frozen=True)
class Query:
    """What a list is asked to show: words, one text a column, and the order.

    ``sort`` and ``descending`` name the first column of the order, ``then`` the
    further ones; ``group`` is the column whose equal values stand together.
    ``habits`` names the order of names the clerk is used to ("family", "tones"),
    "" for that of CLDR.
    """

    words: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    deleted: bool = False
    then: tuple[Order, ...] = ()
    group: str = ""
    habits: str = ""

    @property
    def conditions(self) -> int:
        """The number of conditions that hide rows."""
        return sum(1 for text in self.filters.values() if text.strip()) + bool(self.words.strip())

    @property
    def order(self) -> tuple[Order, ...]:
        """Every column of the order, the grouping first, each once."""
        asked = [Order(self.sort, self.descending)] if self.sort or self.descending else []
        asked += self.then
        if self.group:
            asked.insert(0, next((o for o in asked if o.column == self.group), Order(self.group)))
        return tuple({each.column: each for each in reversed(asked)}[name] for name in _names(asked))


def _names(order: Iterable[Order]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.column for each in order))


class Line(NamedTuple):
    """One row of a list: the id of the record and the stored values of its columns."""

    id: str
    cells: tuple[object, ...]


@dataclass(frozen=True)
class Hit:
    """One record or value offered to pick: what is kept, what is read, and what stands small beside it."""

    value: str
    title: str
    detail: str = ""
    kind: str = ""


class Totals(NamedTuple):
    """How many rows are shown, and the sum of each column of money over them, in đồng."""

    rows: int
    money: Mapping[str, int]


class Group(NamedTuple):
    """Rows of a list that share a value: the value, how it is read, and what they come to."""

    value: Stored
    title: str
    totals: Totals


#: Up to here a page is read without knowing the ids of the whole list.
_NEAR = 2000


class Listing:
    """The list of one kind. Where the rows asked for last stand is kept: a page costs only its own rows."""

    def __init__(self, file: DataFile, kind: str, columns: Sequence[str] = ()) -> None:
        self._file = file
        self._kind = kind
        self._columns = tuple(columns) or KINDS[kind].columns
        self._asked: tuple[object, ...] = ()
        self._places: list[int] = []
        self._whole: tuple[object, int] = ((), 0)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns its pages show."""
        return self._columns

    def count(self, query: Query) -> tuple[int, int]:
        """Return how many rows ``query`` shows, and how many there are without it."""
        key = (self._file.revision[self._kind], query.deleted)
        if self._whole[0] != key:
            self._whole = (key, self._file.count_of(self._kind, deleted=query.deleted))
        return len(self._found(query)) if query.conditions else self._whole[1], self._whole[1]

    def page(self, query: Query, offset: int, limit: int) -> list[Line]:
        """Return some rows in order, from ``offset`` on."""
        model, kind = self._file.model, self._kind
        with self._file.reading() as connection:
            if offset < _NEAR and self._in_stored_order(query) and self._key(query) != self._asked:
                # The first pages of a whole list are read off its index, without asking for the rest.
                rows = sql.first_rows(
                    connection,
                    model,
                    kind,
                    self._columns,
                    deleted=query.deleted,
                    descending=any(each.descending for each in query.order),
                    offset=offset,
                    limit=limit,
                )
            else:
                places = self._found(query)[offset : offset + limit]
                rows = sql.cells(connection, model, kind, places, self._columns)
        return [Line(*row) for row in rows]

    def lines(self, record_ids: Sequence[str]) -> list[Line]:
        """Return the rows of some records in the order of their ids; unknown ones are left out."""
        keys = [bytes.fromhex(record_id) for record_id in record_ids]
        with self._file.reading() as connection:
            rows = sql.cells(connection, self._file.model, self._kind, keys, self._columns) if keys else []
        return [Line(*row) for row in rows]

    def totals(self, query: Query) -> Totals:
        """Return the number of rows shown and the sum of each column of money."""
        money = self._money()
        with self._file.reading() as connection:
            asked, model = self._meant(query), self._file.model
            rows, sums = sql.totals(connection, model, self._kind, asked, self._codes, money)
        return Totals(rows, sums)

    def groups(self, query: Query) -> list[Group]:
        """Return the groups of the rows shown, in order: value, words, number of rows and sums of money."""
        column = KINDS[self._kind].by_name[query.group]
        with self._file.reading() as connection:
            asked, model = self._meant(query), self._file.model
            found = sql.groups(connection, model, self._kind, asked, self._codes, self._money())
        return [Group(v, shown(column, v, self._file) or "—", Totals(n, sums)) for v, n, sums in found]

    def _money(self) -> list[str]:
        record_type = KINDS[self._kind]
        return [name for name in self._columns if isinstance(record_type.by_name[name], Money)]

    def ids(self, query: Query) -> list[str]:
        """Return the ids of every row in order."""
        with self._file.reading() as connection:
            model, asked = self._file.model, self._meant(query)
            return [eid.hex() for eid in sql.ids(connection, model, self._kind, asked, self._codes)]

    def _found(self, query: Query) -> list[int]:
        key = self._key(query)
        if key != self._asked:
            with self._file.reading() as connection:
                model, asked = self._file.model, self._meant(query)
                self._places = sql.places(connection, model, self._kind, asked, self._codes)
            self._asked = key
        return self._places

    def _key(self, query: Query) -> tuple[object, ...]:
        conditions = (query.words, tuple(query.filters.items()), query.deleted)
        return (self._file.revision[self._kind], *conditions, query.order, query.group, query.habits)

    def _in_stored_order(self, query: Query) -> bool:
        names = _names(query.order)
        plain = not query.conditions and not query.habits
        return plain and names in ((), ("",), (KINDS[self._kind].sorted_by,))

    def _meant(self, query: Query) -> sql.Asked:
        conditions = [Condition(c, t) for c, t in query.filters.items() if t.strip()]
        return sql.Asked(query.words, conditions, query.order, query.deleted, query.group, query.habits)

    def _codes(self, choice: Choice, folded: str, *, whole: bool = False) -> Sequence[str]:
        return codes_saying(self._file, choice, folded, whole=whole)


def search(
    file: DataFile, words: str, kinds: Sequence[str] = (), limit: int = 20, *, employers: bool = False
) -> list[Hit]:
    """Return the records found by all of ``words``, marks optional, exact marks first.

    Found are names, numbers and codes, whole words before parts of words, and last
    what posts and units are called: "truong phong noi vu". With ``employers`` units that
    employ nobody are left out.
    """
    asked = tuple(kinds) or tuple(code for code in KINDS if code not in _NOT_SEARCHED)

    def codes(choice: Choice, folded: str, *, whole: bool = False) -> Sequence[str]:
        return codes_saying(file, choice, folded, whole=whole)

    with file.reading() as connection:
        driver = connection.connection.driver_connection
        found = finding.search(driver, file.model, asked, words, limit * 2 if employers else limit, codes)
        if employers:
            found = _employing(file, connection, found)[:limit]
        details = _details(file, connection, found)
    return [Hit(hit.id, hit.title, details[hit.id], hit.kind) for hit in found]


def _employing(file: DataFile, connection: Any, found: Sequence[finding.Found]) -> list[finding.Found]:
    units = [bytes.fromhex(hit.id) for hit in found if hit.kind == "unit"]
    kinds = sql.cells(connection, file.model, "unit", units, ("kind",))
    territories = {record_id for record_id, (kind,) in kinds if kind in TERRITORIES}
    return [hit for hit in found if hit.id not in territories]


#: Kinds with their own screens, which the one box would drown in.
_NOT_SEARCHED = frozenset(
    {"catalogue_value", "setting", "wording_text", "legal_act", "document_number", "view", "import_batch"}
)


def _details(file: DataFile, connection: Any, found: Sequence[finding.Found]) -> dict[str, str]:
    details: dict[str, str] = {}
    for kind in dict.fromkeys(hit.kind for hit in found):
        eids = [bytes.fromhex(hit.id) for hit in found if hit.kind == kind]
        if kind == "cadre":
            for record_id, (post, unit) in sql.cells(connection, file.model, kind, eids, ("post", "unit")):
                parts = (file.word("post", post) if post else "", file.title(unit) if unit else "")
                details[record_id] = " · ".join(part for part in parts if part)
        else:
            names = tuple(f.name for f in KINDS[kind].fields)
            for record_id, cells in sql.cells(connection, file.model, kind, eids, names):
                details[record_id] = KINDS[kind].subtitle(Record(kind, dict(zip(names, cells, strict=True))))
    return details


def find_one(file: DataFile, kind: str, text: str) -> str:
    """Return the id of the one record meant by a code, an id or a title; "" if there is not one."""
    found = meant_by(file, kind, text)
    return found[0] if len(found) == 1 else ""


def meant_by(file: DataFile, kind: str, text: str) -> list[str]:
    """Return the ids of the records that an id, else a code, else a title means; several if it is not clear.

    An id also finds a deleted record. Of several with one title those in force today are meant.
    """
    text = unicodedata.normalize("NFC", text).strip()
    plain = text.replace("-", "").lower()
    if len(plain) == 32 and all(c in "0123456789abcdef" for c in plain) and file.kind_of(plain) == kind:
        return [plain]
    code_field = KINDS[kind].code_field
    if code_field:
        found = file.find(kind, **{code_field: text})
        if found:
            return [record.id for record in found]
    titled = file.titled(kind, text)
    return [each for each in titled if _in_force(file, kind, each)] or titled if len(titled) > 1 else titled


def _in_force(file: DataFile, kind: str, record_id: str) -> bool:
    record, today = file.get(kind, record_id), file.today().isoformat()
    if record is None:
        return False
    return record.text("valid_from") <= today and (
        record["valid_to"] is None or record.text("valid_to") >= today
    )
