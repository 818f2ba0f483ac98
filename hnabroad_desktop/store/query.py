"""What a list or a search box asks of the projection, as SQL that reads narrow indexes first."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select

from hnabroad_desktop.base import dates, vietnamese
from hnabroad_desktop.base.fields import (
    UNMATCHED,
    Choice,
    Date,
    Field,
    Money,
    Number,
    PartialDate,
    Reference,
    YesNo,
)
from hnabroad_desktop.store.model import EntityKind, Model

#: Codes of a choice whose words contain a folded text.
Codes = Callable[[Choice, str], Sequence[str]]

_COMPARISON = re.compile(r"^(>=|<=|≥|≤|>|<)\s*(.+)$")
_RANGE = re.compile(r"^(.+?)\s*(?:\.\.|…|\s-\s)\s*(.+)$")
EMPTY, FILLED = "=", "*"


@dataclass(frozen=True)
class Condition:
    """One box of the filter row: a column and what was typed into it."""

    column: str
    text: str


def register_functions(connection: Any) -> None:
    """Give a connection the two functions SQLite lacks: the folded form and the order of Vietnamese text."""
    connection.create_function("fold", 1, _fold, deterministic=True)
    connection.create_function("vietnamese_order", 1, _order, deterministic=True)


@lru_cache(maxsize=20_000)
def _fold(text: Any) -> str | None:
    return None if text is None else vietnamese.fold(str(text))


@lru_cache(maxsize=20_000)
def _order(text: Any) -> str | None:
    return None if text is None else vietnamese.sort_key("", str(text))


def ids(
    connection: Connection,
    model: Model,
    kind_code: str,
    *,
    words: str = "",
    conditions: Sequence[Condition] = (),
    order: str = "",
    descending: bool = False,
    deleted: bool = False,
    codes: Codes,
) -> list[bytes]:
    """Return the ids of every record asked for, in order."""
    kind, table = model.kinds[kind_code], model.table(kind_code)
    statement = select(table.c.id).where(table.c["_deleted"] == int(deleted))
    for word in vietnamese.fold(words).split():
        statement = statement.where(func.instr(table.c["_search"], word) > 0)
    for condition in conditions:
        found = _condition(model, kind, table, condition, codes)
        if found is not None:
            statement = statement.where(found)
    statement = _ordered(statement, model, kind, order, descending)
    # The driver's own rows: wrapping a hundred thousand of them would cost more than finding them.
    rows: Sequence[Any] = connection.execute(statement).cursor.fetchall()
    return [row[0] for row in rows]


def _ordered(
    statement: Select[Any], model: Model, kind: EntityKind, order: str, descending: bool
) -> Select[Any]:
    table = model.table(kind.code)
    column: ColumnElement[Any] = table.c["_sort"]
    field = _field(kind, order)
    if order and order in table.c and field is not None:
        column = table.c[order]
        if isinstance(field, Reference):
            column = func.vietnamese_order(_title_of(model, field, column))
        elif not isinstance(field, Number | Money | Date | PartialDate | YesNo):
            column = func.vietnamese_order(column)
        if kind.record is not None and order == kind.record.columns[0] and kind.record.sort is not None:
            column = table.c["_sort"]  # the first column is the name, whose order is stored
    # In the order of the covering index nothing is left to sort.
    own = [table.c["_sort"], table.c["_search"], table.c["_title"], table.c.id]
    if column is own[0]:
        return statement.order_by(*(c.desc() if descending else c for c in own))
    return statement.order_by(column.desc() if descending else column, *own)


def _title_of(model: Model, field: Reference, column: ColumnElement[Any]) -> ColumnElement[Any]:
    tables = [model.table(kind) for kind in field.kinds]
    titles = [select(t.c["_title"]).where(t.c.id == column).scalar_subquery() for t in tables]
    return func.coalesce(*titles) if len(titles) > 1 else titles[0]


def _field(kind: EntityKind, name: str) -> Field | None:
    return next((f for f in (*kind.fields, *kind.derived) if f.name == name), None)


def _condition(
    model: Model, kind: EntityKind, table: Table, condition: Condition, codes: Codes
) -> ColumnElement[bool] | None:
    text = condition.text.strip()
    field = _field(kind, condition.column)
    if not text or field is None:
        return None
    column = table.c[condition.column]
    if text == EMPTY:
        return column.is_(None)
    if text == FILLED:
        return column.is_not(None)
    match field:
        case Date() | PartialDate():
            return _by_date(column, text)
        case Number() | Money():
            return _by_number(field, column, text)
        case YesNo():
            return column == int(bool(field.clean(text)))
        case Choice():
            found = column.in_(codes(field, vietnamese.fold(text)))
            typed = func.fold(column).like(f"{UNMATCHED}%{_escape(vietnamese.fold(text))}%", escape="\\")
            return or_(found, and_(column.like(f"{UNMATCHED}%"), typed)) if field.free else found
        case Reference():
            return or_(*(column.in_(_titled(model.table(k), text)) for k in field.kinds))
    return _by_text(kind, table, condition.column, text)


def _titled(table: Table, text: str) -> Select[Any]:
    statement = select(table.c.id)
    for word in vietnamese.fold(text).split():
        statement = statement.where(func.fold(table.c["_title"]).like(f"%{_escape(word)}%", escape="\\"))
    return statement


def _by_text(kind: EntityKind, table: Table, name: str, text: str) -> ColumnElement[bool]:
    plain = vietnamese.fold(text)
    search = kind.record.search if kind.record is not None else ()
    if search and name == search[0]:
        # The words of the first field stand before the first line break: answered from the index alone.
        key = table.c["_search"]
        return func.instr(key, plain).between(1, func.instr(key, "\n"))
    exact = func.instr(func.fold(table.c[name]), plain) > 0
    if name in search:
        return and_(func.instr(table.c["_search"], plain) > 0, exact)
    return exact


def _by_date(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    if found := _COMPARISON.match(text):
        sign, day = found.groups()
        return _compare(column, sign, _stored_date(day))
    if found := _RANGE.match(text):
        first, last = (_stored_date(part) for part in found.groups())
        return and_(column >= first, column < last + "~")
    return column.like(f"{_stored_date(text)}%")


def _compare(column: ColumnElement[Any], sign: str, stored: str) -> ColumnElement[bool]:
    # A year or month bounds every day in it: "<= 1985" takes the whole of 1985.
    match sign:
        case ">=" | "≥":
            return column >= stored
        case ">":
            return column > stored + "~"
        case "<":
            return column < stored
        case _:
            return column < stored + "~"


def _stored_date(text: str) -> str:
    try:
        return dates.parse_partial(text)
    except ValueError:
        # Half a date on the way to a whole one matches nothing yet rather than everything.
        return text.strip()


def _by_number(field: Number | Money, column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    def number(part: str) -> float:
        clean = part.replace(".", "").replace(" ", "").replace(",", ".")
        try:
            return float(clean)
        except ValueError:
            return float("nan")

    if found := _COMPARISON.match(text):
        sign, part = found.groups()
        value = number(part)
        match sign:
            case ">=" | "≥":
                return column >= value
            case ">":
                return column > value
            case "<":
                return column < value
            case _:
                return column <= value
    if found := _RANGE.match(text):
        return column.between(number(found.group(1)), number(found.group(2)))
    return column == number(text)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def cells(
    connection: Connection, model: Model, kind_code: str, eids: Sequence[bytes], columns: Sequence[str]
) -> list[tuple[str, tuple[Any, ...]]]:
    """Return (id, values of ``columns``) of the records called ``eids``, in that order."""
    kind, table = model.kinds[kind_code], model.table(kind_code)
    statement = select(table.c.id, *(table.c[name] for name in columns)).where(table.c.id.in_(list(eids)))
    found = {
        row[0]: tuple(kind.from_sql(n, v) for n, v in zip(columns, row[1:], strict=True))
        for row in connection.execute(statement)
    }
    return [(eid.hex(), found[eid]) for eid in eids if eid in found]


def search(
    connection: Connection, model: Model, kind_codes: Sequence[str], words: str, limit: int
) -> list[tuple[str, str, str]]:
    """Return (kind, id, title) of the records found by all of ``words``, best first.

    A title with the marks as typed comes before one that matches only without marks.
    """
    wanted = vietnamese.fold(words).split()
    marked = " ".join(words.casefold().split())
    found: dict[str, tuple[int, int, str, str]] = {}
    for place, code in enumerate(kind_codes):
        table = model.table(code)
        statement = select(table.c.id, table.c["_title"]).where(table.c["_deleted"] == 0)
        for word in wanted:
            statement = statement.where(table.c["_search"].like(f"%{_escape(word)}%", escape="\\"))
        statement = statement.order_by(table.c["_sort"]).limit(limit * 5)
        asked = [statement]
        if marked != " ".join(wanted):
            # Among many that match without marks, those that have them must not be cut off.
            asked.insert(0, statement.where(*(_has(table.c["_title"], word) for word in marked.split())))
        for question in asked:
            for eid, title in connection.execute(question):
                rank = _rank(title or "", marked, wanted)
                found.setdefault(eid.hex(), (rank, place, code, title or ""))
    best = sorted(found.items(), key=lambda hit: hit[1][:2])
    return [(code, record_id, title) for record_id, (_rank, _place, code, title) in best[:limit]]


def _has(title: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    # The engine knows capitals of ASCII letters only.
    return or_(*(func.instr(title, form) > 0 for form in dict.fromkeys((word, word.title(), word.upper()))))


def _rank(title: str, marked: str, wanted: Sequence[str]) -> int:
    plain = title.casefold()
    if marked and marked in plain:
        return 0
    if all(word in plain.split() for word in marked.split()):
        return 1
    return 2 if all(word in vietnamese.fold(title).split() for word in wanted) else 3
