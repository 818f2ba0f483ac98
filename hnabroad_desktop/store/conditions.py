"""What is typed into the filter row, as SQL: part of a text, a range, a choice, empty or filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, Table, and_, func, or_, select, union_all

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
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Tally
from hnabroad_desktop.store.columns import column_of, field_of
from hnabroad_desktop.store.model import EntityKind, Model


class Codes(Protocol):
    """Knows the words of choices."""

    def __call__(self, choice: Choice, folded: str, *, whole: bool = False) -> Sequence[str]:
        """Return the codes of a choice whose words contain a folded text, or with ``whole`` are that text."""


COMPARISON = re.compile(r"^(>=|<=|≥|≤|>|<)\s*(.+)$")
#: A name, and in how many rows at least it stands.
_TIMES = re.compile(r"^(.+?)\s*(>=|≥|>)\s*(\d+)$")
RANGE = re.compile(r"^(.+?)\s*(?:\.\.|…|\s-\s)\s*(.+)$")
#: Alone: nothing, something. Before a text or a code: exactly this. Between two: one of them.
EMPTY, FILLED, EITHER = "=", "*", "|"


@dataclass(frozen=True)
class Condition:
    """One box of the filter row: a column and what was typed into it."""

    column: str
    text: str


def condition_of(
    model: Model, kind: EntityKind, table: Table, condition: Condition, codes: Codes
) -> ColumnElement[bool] | None:
    """Return what a row must fulfil, None where nothing was asked."""
    field = field_of(kind, condition.column)
    asked = [part.strip() for part in condition.text.split(EITHER) if part.strip()]
    if not asked or field is None:
        return None
    column = column_of(model, kind, table, field)
    return or_(*(_one(model, kind, table, field, column, text, codes) for text in asked))


def _one(
    model: Model,
    kind: EntityKind,
    table: Table,
    field: Field,
    column: ColumnElement[Any],
    text: str,
    codes: Codes,
) -> ColumnElement[bool]:
    if text == EMPTY:
        return column.is_(None)
    if text == FILLED:
        return column.is_not(None)
    exactly = text.removeprefix(EMPTY).strip() if text.startswith(EMPTY) else ""
    match field:
        case Choice() if exactly:
            named = codes(field, vietnamese.fold(exactly), whole=True)
            return column.in_([exactly, UNMATCHED + exactly, *named])
        case Date() | PartialDate():
            return _by_date(column, exactly or text)
        case Number() | Money():
            return _by_number(field, column, exactly or text)
        case YesNo():
            return column.in_([int(answer) for answer in answers(exactly or text)])
        case Choice():
            found = column.in_(codes(field, vietnamese.fold(text)))
            typed = func.fold(column).like(f"{UNMATCHED}%{escape(vietnamese.fold(text))}%", escape="\\")
            return or_(found, and_(column.like(f"{UNMATCHED}%"), typed)) if field.free else found
        case Tally():
            return _by_tally(model, kind, table, field, exactly or text)
        case Reference() if exactly:
            return column.in_(_called(model, field, exactly))
        case Reference():
            return or_(*(column.in_(_titled(model.table(k), text)) for k in field.kinds))
    if exactly:
        return func.fold(column) == vietnamese.fold(exactly)
    return _by_text(kind, table, field.name, text)


def answers(text: str) -> list[bool]:
    """Return which of yes and no a text may mean, both while it is typed and fits both."""
    folded = vietnamese.fold(text)
    return [
        answer for answer, word in ((True, _("Yes")), (False, _("No"))) if folded in vietnamese.fold(word)
    ]


def _called(model: Model, field: Reference, text: str) -> Select[Any]:
    folded = vietnamese.fold(text)
    tables = [model.table(kind) for kind in field.kinds]
    found = [select(table.c.id).where(func.fold(table.c["_title"]) == folded) for table in tables]
    return select(union_all(*found).subquery().c.id)


def _titled(table: Table, text: str) -> Select[Any]:
    statement = select(table.c.id)
    for word in vietnamese.fold(text).split():
        statement = statement.where(func.fold(table.c["_title"]).like(f"%{escape(word)}%", escape="\\"))
    return statement


def _by_tally(model: Model, kind: EntityKind, table: Table, field: Tally, text: str) -> ColumnElement[bool]:
    found = _TIMES.match(text)
    name, sign, times = found.groups() if found else (text, ">=", "1")
    rows = model.table(f"{kind.code}.{field.rows}")
    named = select(rows.c[field.reference]).where(
        rows.c["_owner"] == table.c.id,
        rows.c["_deleted"] == 0,
        rows.c[field.reference].in_(_titled(model.table(field.kind), name)),
    )
    least = int(times) + (sign == ">")
    return named.group_by(rows.c[field.reference]).having(func.count() >= least).correlate(table).exists()


def _by_text(kind: EntityKind, table: Table, name: str, text: str) -> ColumnElement[bool]:
    folded = f"%{escape(vietnamese.fold(text))}%"
    search = kind.record.search if kind.record is not None else ()
    if search and name == search[0]:
        # The words of the first field stand before the first line break: answered from the index alone.
        key = table.c["_search"]
        return func.substr(key, 1, func.instr(key, "\n") - 1).like(folded, escape="\\")
    exact = func.fold(table.c[name]).like(folded, escape="\\")
    if name in search:
        return and_(table.c["_search"].like(folded, escape="\\"), exact)
    return exact


def _by_date(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    if found := COMPARISON.match(text):
        sign, day = found.groups()
        return _compare(column, sign, _stored_date(day))
    if found := RANGE.match(text):
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

    if found := COMPARISON.match(text):
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
    if found := RANGE.match(text):
        return column.between(number(found.group(1)), number(found.group(2)))
    return column == number(text)


def escape(text: str) -> str:
    """Return ``text`` as LIKE takes it letter for letter."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
