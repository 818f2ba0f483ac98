"""What a list asks of the projection, as SQL that reads narrow indexes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Connection, Select, Table, case, func, literal_column, select
from sqlalchemy.dialects import sqlite

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import Choice, Date, Field, Money, Number, PartialDate, Reference, YesNo
from hnabroad_desktop.store.columns import column_of, field_of
from hnabroad_desktop.store.conditions import Codes, Condition, condition_of, escape
from hnabroad_desktop.store.model import EntityKind, Model


def register_functions(connection: Any) -> None:
    """Give a connection what SQLite lacks: the folded form and the order of Vietnamese text, in any habit."""
    connection.create_function("fold", 1, _fold, deterministic=True)
    connection.create_function("vietnamese_order", 1, _order, deterministic=True)
    connection.create_function("in_habit", 2, _in_habit, deterministic=True)


@lru_cache(maxsize=20_000)
def _fold(text: Any) -> str | None:
    return None if text is None else vietnamese.fold(str(text))


@lru_cache(maxsize=20_000)
def _order(text: Any) -> str | None:
    return None if text is None else vietnamese.sort_key("", str(text))


def _in_habit(key: Any, habits: str) -> Any:
    return vietnamese.in_habit(key, habits) if isinstance(key, str) else key


@dataclass(frozen=True)
class Asked:
    """Which records of a kind are meant, and in which order: (column, backwards), the first first.

    A column without a name is the order records have by themselves. Records with equal values
    of the column ``group``, which is the first of the order, stand together. ``habits`` names the
    order of names people are used to (``vietnamese.in_habit``).
    """

    words: str = ""
    conditions: Sequence[Condition] = ()
    order: Sequence[tuple[str, bool]] = field(default=())
    deleted: bool = False
    group: str = ""
    habits: str = ""


def ids(connection: Connection, model: Model, kind_code: str, asked: Asked, codes: Codes) -> list[bytes]:
    """Return the ids of every record asked for, in order."""
    table = model.table(kind_code)
    return [row[0] for row in connection.execute(_listed(model, kind_code, table.c.id, asked, codes))]


def places(
    connection: Connection,
    model: Model,
    kind_code: str,
    asked: Asked,
    codes: Codes,
) -> list[int]:
    """Return where in its table every record asked for stands, in order.

    Places hold until the readings are made anew; ``cells`` reads by them straight away.
    """
    statement = _listed(model, kind_code, _rowid(model.table(kind_code)), asked, codes)
    return [row[0] for row in connection.execute(statement)]


def _rowid(table: Table) -> ColumnElement[int]:
    return literal_column(f'"{table.name}".rowid')


def _listed(
    model: Model, kind_code: str, column: ColumnElement[Any], asked: Asked, codes: Codes
) -> Select[Any]:
    kind, table = model.kinds[kind_code], model.table(kind_code)
    statement = select(column).select_from(table).where(*_meant(model, kind, table, asked, codes))
    return statement.order_by(*_sorted_by(model, kind, table, asked))


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
    names: Sequence[str] = (),
) -> list[tuple[Any, int, dict[str, int]]]:
    """Return each value of the group column, its number of records and the sums of ``names``, in order."""
    kind, table = model.kinds[kind_code], model.table(kind_code)
    grouped = field_of(kind, asked.group)
    if grouped is None:
        return []
    column = column_of(model, kind, table, grouped)
    sums = [func.coalesce(func.sum(table.c[name]), 0) for name in names]
    statement = select(column, func.count(), *sums).where(*_meant(model, kind, table, asked, codes))
    key = _sort_key(model, kind, table, grouped, asked.habits)
    backwards = dict(asked.order).get(asked.group, False)
    statement = statement.group_by(column).order_by(key.desc() if backwards else key, column)
    return [
        (kind.from_sql(asked.group, row[0]), int(row[1]), dict(zip(names, map(int, row[2:]), strict=True)))
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


#: The columns of the index that holds the order of records, so that reading along it sorts nothing.
_STORED_ORDER = ("_sort", "_search", "_title", "id")


def _sorted_by(model: Model, kind: EntityKind, table: Table, asked: Asked) -> list[ColumnElement[Any]]:
    order = [(name, back) for name, back in asked.order if not name or field_of(kind, name) is not None]
    if all(_is_stored(kind, name) for name, _backwards in order):
        stored: list[ColumnElement[Any]] = [table.c[name] for name in _STORED_ORDER]
        stored[0] = _as_used(stored[0], asked.habits)
        return [column.desc() for column in stored] if order and order[0][1] else stored
    found: list[ColumnElement[Any]] = []
    for name, backwards in order:
        by = field_of(kind, name)
        key = table.c["_sort"] if by is None else _sort_key(model, kind, table, by, asked.habits)
        found.append(key.desc() if backwards else key)
        if by is not None and name == asked.group:
            # Two units of one name are two groups: their records do not mix.
            found.append(column_of(model, kind, table, by))
    return [*found, _as_used(table.c["_sort"], asked.habits), table.c.id]


def _as_used(key: ColumnElement[Any], habits: str) -> ColumnElement[Any]:
    return func.in_habit(key, habits) if habits else key


def _is_stored(kind: EntityKind, name: str) -> bool:
    return not name or (kind.record is not None and name == kind.record.sorted_by)


def _sort_key(model: Model, kind: EntityKind, table: Table, by: Field, habits: str) -> ColumnElement[Any]:
    if _is_stored(kind, by.name):
        return _as_used(table.c["_sort"], habits)
    column = column_of(model, kind, table, by)
    if isinstance(by, Reference):
        return _as_used(func.vietnamese_order(_title_of(model, by, column)), habits)
    if isinstance(by, Choice):
        return _choice_order(model, by, column)
    if isinstance(by, Number | Money | Date | PartialDate | YesNo):
        return column
    return _as_used(func.vietnamese_order(column), habits)


def _choice_order(model: Model, by: Choice, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the place of a choice in its list or catalogue; a text not matched yet stands last."""
    if not by.catalogue:
        return case({code: place for place, (code, _label) in enumerate(by.options)}, value=column)
    values = model.table("catalogue_value").c
    known = select(values["_sort"]).where(
        values.catalogue == by.catalogue, values.code == column, values["_deleted"] == 0
    )
    return func.coalesce(known.limit(1).scalar_subquery(), column)


def _title_of(model: Model, by: Reference, column: ColumnElement[Any]) -> ColumnElement[Any]:
    tables = [model.table(kind) for kind in by.kinds]
    titles = [select(t.c["_title"]).where(t.c.id == column).scalar_subquery() for t in tables]
    return func.coalesce(*titles) if len(titles) > 1 else titles[0]


def cells(
    connection: Connection,
    model: Model,
    kind_code: str,
    keys: Sequence[bytes] | Sequence[int],
    columns: Sequence[str],
) -> list[tuple[str, tuple[Any, ...]]]:
    """Return (id, values of ``columns``) of records in the order of ``keys``: their ids, or their places.

    Raises KeyError for an unknown column.
    """
    kind, names = model.kinds[kind_code], tuple(columns)
    key = "id" if keys and isinstance(keys[0], bytes) else "rowid"
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(f"{_select(model, kind, names, key)} IN ({', '.join('?' * len(keys))})", keys)
    found = dict(_read(kind, names, rows))
    return [found[each] for each in keys if each in found]


def first_rows(
    connection: Connection,
    model: Model,
    kind_code: str,
    columns: Sequence[str],
    *,
    deleted: bool,
    descending: bool,
    offset: int,
    limit: int,
) -> list[tuple[str, tuple[Any, ...]]]:
    """Return (id, values of ``columns``) of a page of all records in their own order, off the index alone."""
    kind, names = model.kinds[kind_code], tuple(columns)
    head = _select(model, kind, names, "id").partition(" WHERE ")[0]
    driver: Any = connection.connection.driver_connection
    backwards = " DESC" if descending else ""
    order = ", ".join(f"{column}{backwards}" for column in _STORED_ORDER)
    rows = driver.execute(
        f"{head} WHERE _deleted = ? ORDER BY {order} LIMIT ? OFFSET ?",
        (int(deleted), limit, offset),
    )
    return [line for _key, line in _read(kind, names, rows)]


def _read(
    kind: EntityKind, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[tuple[Any, tuple[str, tuple[Any, ...]]]]:
    """Yield the key and (id, values) of each row that ``_select`` gives."""
    links = [at for at, name in enumerate(names, 2) if name in kind.references]
    others = [
        (at, name) for at, name in enumerate(names, 2) if name in kind.special and name not in kind.references
    ]
    for row in rows:
        values = list(row)
        for at in links:
            if values[at] is not None:
                values[at] = values[at].hex()
        for at, name in others:
            values[at] = kind.from_sql(name, values[at])
        yield row[0], (row[1].hex(), tuple(values[2:]))


_SELECTS: WeakKeyDictionary[Model, dict[tuple[str, tuple[str, ...], str], str]] = WeakKeyDictionary()


def _select(model: Model, kind: EntityKind, names: tuple[str, ...], key: str) -> str:
    # A page is asked for with every turn of the wheel: its SQL is written once, and goes to the driver.
    known = _SELECTS.setdefault(model, {})
    if (kind.code, names, key) not in known:
        known[kind.code, names, key] = _written(model, kind, names, key)
    return known[kind.code, names, key]


def _written(model: Model, kind: EntityKind, names: Sequence[str], key: str) -> str:
    table = model.table(kind.code)
    fields = {name: field_of(kind, name) for name in names}
    shown = [column_of(model, kind, table, by) for by in fields.values() if by is not None]
    if len(shown) < len(names):
        raise KeyError(next(name for name, by in fields.items() if by is None))
    place: ColumnElement[Any] = literal_column(f'"{table.name}".{key}')
    statement = select(place, table.c.id, *shown).compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    return f"{statement} WHERE {place}"
