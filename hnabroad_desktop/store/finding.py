"""The one box that finds anything: all words, marks optional, in any order, best first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, func, literal_column, or_, select

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import Choice, Reference
from hnabroad_desktop.store.columns import field_of
from hnabroad_desktop.store.conditions import Codes, Condition, condition_of, escape
from hnabroad_desktop.store.model import EntityKind, Model

#: So many times the asked number is read before whole words and marks are looked for by themselves.
_READ = 5

_APART = re.compile(r"[\s/]+")
_SIGNS = re.compile(r"[^\w]+")


class Found(NamedTuple):
    """One record found: how well (0 is best), what it is and what it is called."""

    rank: int
    kind: str
    id: str
    title: str


class _Words(NamedTuple):
    typed: tuple[str, ...]
    folded: tuple[str, ...]

    @property
    def marked(self) -> bool:
        """Whether marks were typed, so that others are second best."""
        return self.typed != self.folded


def search(
    connection: Connection, model: Model, kind_codes: Sequence[str], words: str, limit: int, codes: Codes
) -> list[Found]:
    """Return the records found by all of ``words``, best first.

    A title with the marks as typed comes first, then one with all the words
    whole, then one with them anywhere; last come those found by what their
    choices and links are called ("truong phong").
    """
    typed = tuple(_APART.split(words.casefold().strip()))
    asked = _Words(typed, tuple(vietnamese.fold(word) for word in typed))
    if not any(asked.folded):
        return []
    found: list[Found] = []
    for code in kind_codes:
        found += _in_kind(connection, model, model.kinds[code], asked, limit)
    if len(found) < limit:
        known = {hit.id for hit in found}
        for code in kind_codes:
            more = _by_meaning(connection, model, model.kinds[code], asked, limit, codes)
            found += [hit for hit in more if hit.id not in known]
    found.sort(key=lambda hit: hit.rank)
    return found[:limit]


def _in_kind(
    connection: Connection, model: Model, kind: EntityKind, asked: _Words, limit: int
) -> list[Found]:
    table = model.table(kind.code)
    anywhere = [_has(table, f"%{escape(word)}%") for word in asked.folded]
    rows = _read(connection, table, anywhere, limit * _READ)
    if len(rows) == limit * _READ:
        # There are more than were read, and the best need not be among them.
        whole = [_has(table, f"% {escape(word)} %") for word in asked.folded]
        rows |= _read(connection, table, whole, limit)
        if asked.marked:
            rows |= _read(connection, table, anywhere + [_is_in_title(table, w) for w in asked.typed], limit)
    hits = [Found(_rank(title, asked), kind.code, eid.hex(), title) for eid, title in rows.items()]
    return sorted(hits, key=lambda hit: hit.rank)[:limit]


def _has(table: Table, pattern: str) -> ColumnElement[bool]:
    return table.c["_search"].like(pattern, escape="\\")


def _is_in_title(table: Table, word: str) -> ColumnElement[bool]:
    ways = dict.fromkeys((word, vietnamese.title_initial(word), word.upper()))
    return or_(*(func.instr(table.c["_title"], way) > 0 for way in ways))


def _read(
    connection: Connection, table: Table, conditions: Sequence[ColumnElement[bool]], limit: int
) -> dict[bytes, str]:
    statement = select(table.c.id, table.c["_title"]).where(table.c["_deleted"] == 0, *conditions)
    found: Any = connection.execute(statement.order_by(table.c["_sort"]).limit(limit))
    return {eid: title or "" for eid, title in found}


def _rank(title: str, asked: _Words) -> int:
    plain = title.casefold()
    if asked.marked and all(word in plain for word in asked.typed):
        return 0
    tokens = set(_SIGNS.split(vietnamese.fold(title)))
    numbers = {token.lstrip("0") for token in tokens}
    whole = all(part in tokens or part in numbers for word in asked.folded for part in _SIGNS.split(word))
    return 1 if whole else 2


def _by_meaning(
    connection: Connection, model: Model, kind: EntityKind, asked: _Words, limit: int, codes: Codes
) -> list[Found]:
    """Find records whose words and whose choices and links together say every word."""
    if kind.record is None or not kind.record.found_by:
        return []
    table = model.table(kind.code)
    rowid: ColumnElement[Any] = literal_column(f'"{table.name}".rowid')
    conditions: list[ColumnElement[bool]] = []
    for word in asked.folded:
        ways = [_has(table, f"%{escape(word)}%")]
        for name in kind.record.found_by:
            field = field_of(kind, name)
            if isinstance(field, Choice | Reference):
                said = condition_of(model, kind, table, Condition(name, word), codes)
                if said is not None:
                    # Answered from the narrow index of the field, not from the wide rows.
                    ways.append(
                        rowid.in_(select(rowid).select_from(table).where(said, table.c[name].is_not(None)))
                    )
        conditions.append(or_(*ways))
    rows = _read(connection, table, conditions, limit)
    return [Found(3, kind.code, eid.hex(), title) for eid, title in rows.items()]
