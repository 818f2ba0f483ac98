"""What a list asks of the projection, as SQL that reads narrow indexes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import Date, Field, Money, Number, PartialDate, Reference, YesNo
from hnabroad_desktop.store.columns import column_of, field_of
from hnabroad_desktop.store.conditions import Codes, Condition, condition_of, escape
from hnabroad_desktop.store.model import EntityKind, Model


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


@dataclass(frozen=True)
class Asked:
    """Which records of a kind are meant, and in which order: (column, backwards), the first one first."""

    words: str = ""
    conditions: Sequence[Condition] = ()
    order: Sequence[tuple[str, bool]] = field(default=())
    deleted: bool = False


def ids(
    connection: Connection,
    model: Model,
    kind_code: str,
    asked: Asked,
    codes: Codes,
    *,
    offset: int = 0,
    limit: int | None = None,
) -> list[bytes]:
    """Return the ids of every record asked for, in order, or of some of them."""
    kind, table = model.kinds[kind_code], model.table(kind_code)
    statement = select(table.c.id).where(*_meant(model, kind, table, asked, codes))
    for each in _sorted_by(model, kind, table, asked.order):
        statement = statement.order_by(each)
    if limit is not None:
        statement = statement.limit(limit).offset(offset)
    return [row[0] for row in connection.execute(statement)]


def totals(
    connection: Connection, model: Model, kind_code: str, asked: Asked, codes: Codes, names: Sequence[str]
) -> tuple[int, dict[str, int]]:
    """Return how many records are meant, and the sum of each column of ``names`` over them."""
    kind, table = model.kinds[kind_code], model.table(kind_code)
    sums = [func.coalesce(func.sum(table.c[name]), 0) for name in names]
    statement = select(func.count(), *sums).select_from(table)
    row = connection.execute(statement.where(*_meant(model, kind, table, asked, codes))).one()
    return int(row[0]), {name: int(value) for name, value in zip(names, row[1:], strict=True)}


def groups(
    connection: Connection,
    model: Model,
    kind_code: str,
    asked: Asked,
    codes: Codes,
    by: str,
    names: Sequence[str] = (),
) -> list[tuple[Any, int, dict[str, int]]]:
    """Return each value of column ``by``, its number of records and the sums of ``names``, in list order."""
    kind, table = model.kinds[kind_code], model.table(kind_code)
    grouped = field_of(kind, by)
    if grouped is None:
        return []
    column = column_of(model, kind, table, grouped)
    sums = [func.coalesce(func.sum(table.c[name]), 0) for name in names]
    statement = select(column, func.count(), *sums).where(*_meant(model, kind, table, asked, codes))
    key = _sort_key(model, kind, table, grouped)
    backwards = dict(asked.order).get(by, False)
    statement = statement.group_by(column).order_by(key.desc() if backwards else key)
    return [
        (kind.from_sql(by, row[0]), int(row[1]), dict(zip(names, map(int, row[2:]), strict=True)))
        for row in connection.execute(statement)
    ]


def _meant(
    model: Model, kind: EntityKind, table: Table, asked: Asked, codes: Codes
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [table.c["_deleted"] == int(asked.deleted)]
    for word in vietnamese.fold(asked.words).split():
        found.append(table.c["_search"].like(f"%{escape(word)}%", escape="\\"))
    for condition in asked.conditions:
        one = condition_of(model, kind, table, condition, codes)
        if one is not None:
            found.append(one)
    return found


def _sorted_by(
    model: Model, kind: EntityKind, table: Table, order: Sequence[tuple[str, bool]]
) -> list[ColumnElement[Any]]:
    found: list[ColumnElement[Any]] = []
    for name, backwards in order:
        by = field_of(kind, name)
        if by is not None:
            key = _sort_key(model, kind, table, by)
            found.append(key.desc() if backwards else key)
    return [*found, table.c["_sort"], table.c.id]


def _sort_key(model: Model, kind: EntityKind, table: Table, by: Field) -> ColumnElement[Any]:
    record = kind.record
    if record is not None and by.name == record.columns[0] and record.sort is not None:
        return table.c["_sort"]  # the first column is the name, whose order is stored
    column = column_of(model, kind, table, by)
    if isinstance(by, Reference):
        return func.vietnamese_order(func.title_of(column))
    if isinstance(by, Number | Money | Date | PartialDate | YesNo):
        return column
    return func.vietnamese_order(column)


def cells(
    connection: Connection, model: Model, kind_code: str, eids: Sequence[bytes], columns: Sequence[str]
) -> list[tuple[str, tuple[Any, ...]]]:
    """Return (id, values of ``columns``) of the records called ``eids``, in that order. Raises KeyError."""
    kind, table = model.kinds[kind_code], model.table(kind_code)
    fields = [field_of(kind, name) for name in columns]
    if None in fields:
        raise KeyError(columns[fields.index(None)])
    shown = [column_of(model, kind, table, each) for each in fields if each is not None]
    statement = select(table.c.id, *shown).where(table.c.id.in_(list(eids)))
    found = {
        row[0]: tuple(kind.from_sql(n, v) for n, v in zip(columns, row[1:], strict=True))
        for row in connection.execute(statement)
    }
    return [(eid.hex(), found[eid]) for eid in eids if eid in found]
