"""Lists and search boxes: which records, in which order, and the words that find one."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hnabroad_desktop.actions.catalogues import codes_saying
from hnabroad_desktop.base.fields import Choice
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.store import query as sql
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.query import Condition


@dataclass(frozen=True)
class Query:
    """What a list is asked to show: words, one text a column, and the order."""

    words: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    deleted: bool = False

    @property
    def conditions(self) -> int:
        """The number of conditions that hide rows."""
        return sum(1 for text in self.filters.values() if text.strip()) + bool(self.words.strip())


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


class Listing:
    """The list of one kind. The ids of the last question are kept, so that a page costs only its own rows."""

    def __init__(self, file: DataFile, kind: str, columns: Sequence[str] = ()) -> None:
        self._file = file
        self._kind = kind
        self._columns = tuple(columns) or KINDS[kind].columns
        self._asked: tuple[object, ...] = ()
        self._ids: list[bytes] = []
        self._whole: tuple[object, int] = ((), 0)

    def count(self, query: Query) -> tuple[int, int]:
        """Return how many rows ``query`` shows, and how many there are without it."""
        ids = self._found(query)
        if not query.conditions:
            return len(ids), len(ids)
        key = (self._file.revision[self._kind], query.deleted)
        if self._whole[0] != key:
            self._whole = (key, self._file.count_of(self._kind, deleted=query.deleted))
        return len(ids), self._whole[1]

    def page(self, query: Query, offset: int, limit: int) -> list[Line]:
        """Return some rows in order, from ``offset`` on."""
        ids = self._found(query)[offset : offset + limit]
        with self._file.reading() as connection:
            rows = sql.cells(connection, self._file.model, self._kind, ids, self._columns)
        return [Line(record_id, cells) for record_id, cells in rows]

    def ids(self, query: Query) -> list[str]:
        """Return the ids of every row in order."""
        return [eid.hex() for eid in self._found(query)]

    def _found(self, query: Query) -> list[bytes]:
        asked = (query.words, tuple(query.filters.items()), query.sort, query.descending, query.deleted)
        key = (self._file.revision[self._kind], *asked)
        if key != self._asked:
            with self._file.reading() as connection:
                self._ids = sql.ids(
                    connection,
                    self._file.model,
                    self._kind,
                    words=query.words,
                    conditions=[Condition(c, t) for c, t in query.filters.items() if t.strip()],
                    order=query.sort,
                    descending=query.descending,
                    deleted=query.deleted,
                    codes=self._codes,
                )
            self._asked = key
        return self._ids

    def _codes(self, choice: Choice, folded: str) -> Sequence[str]:
        return codes_saying(self._file, choice, folded)


def search(file: DataFile, words: str, kinds: Sequence[str] = (), limit: int = 20) -> list[Hit]:
    """Return the records found by all of ``words``, marks optional, exact marks first."""
    asked = tuple(kinds) or tuple(code for code in KINDS if code not in _NOT_SEARCHED)
    with file.reading() as connection:
        found = sql.search(connection, file.model, asked, words, limit)
    return [Hit(record_id, title, _detail(file, kind, record_id), kind) for kind, record_id, title in found]


#: Kinds with their own screens, which the one box would drown in.
_NOT_SEARCHED = frozenset({"catalogue_value", "setting", "wording_text", "legal_act", "document_number"})


def _detail(file: DataFile, kind: str, record_id: str) -> str:
    record = file.get(kind, record_id)
    if record is None:
        return ""
    detail = KINDS[kind].subtitle(record)
    if kind == "cadre":
        post = file.word("post", record.text("post")) if record["post"] else ""
        unit = file.title(record.text("unit")) if record["unit"] else ""
        detail = " · ".join(part for part in (post, unit) if part)
    return detail


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
