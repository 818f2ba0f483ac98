"""The columns of a list as SQL: stored ones, and those counted from the record when they are asked for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, exists, func, literal, not_, or_, select

from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.records.schema import Gaps, Need, Tally
from hnabroad_desktop.store.model import EntityKind, Model


def field_of(kind: EntityKind, name: str) -> Field | None:
    """Return the field behind a column, None if there is no such column."""
    computed = kind.record.computed if kind.record is not None else ()
    return next((f for f in (*kind.fields, *kind.derived, *computed) if f.name == name), None)


def column_of(model: Model, kind: EntityKind, table: Table, field: Field) -> ColumnElement[Any]:
    """Return the value of a column of ``table``, the projection of ``kind``."""
    if isinstance(field, Tally):
        return _tallied(model, kind, table, field)
    if not isinstance(field, Gaps):
        return table.c[field.name]
    total: ColumnElement[Any] = literal(0)
    for need in field.needs:
        total = total + case((_is_open(model, kind, table, need), 1), else_=0)
    return total


def _tallied(model: Model, kind: EntityKind, table: Table, field: Tally) -> ColumnElement[Any]:
    rows, named = model.table(f"{kind.code}.{field.rows}"), model.table(field.kind)
    counted = (
        select(named.c["_title"].label("title"), func.count().label("times"))
        .join_from(rows, named, rows.c[field.reference] == named.c.id)
        .where(rows.c["_owner"] == table.c.id, rows.c["_deleted"] == 0)
        .group_by(named.c.id)
        .order_by(func.count().desc(), named.c["_sort"])
        .correlate(table)
        .subquery()
    )
    each = func.printf("%s (%d)", counted.c.title, counted.c.times)
    return select(func.group_concat(each, ", ")).scalar_subquery()


def _is_open(model: Model, kind: EntityKind, table: Table, need: Need) -> ColumnElement[bool]:
    # The same judgement as Need.is_open, over columns instead of a record.
    own = _there(model, kind, table, need.name, any_answer=True)
    filled = or_(own, *(_there(model, kind, table, name) for name in need.instead))
    if need.only_with:
        return and_(not_(filled), _there(model, kind, table, need.only_with))
    return not_(filled)


def _there(
    model: Model, kind: EntityKind, table: Table, name: str, *, any_answer: bool = False
) -> ColumnElement[bool]:
    if name in table.c:
        column = table.c[name]
        if name in kind.flags and not any_answer:
            return func.coalesce(column, 0) == 1  # not said is not a yes
        return column.is_not(None)
    rows = model.table(f"{kind.code}.{name}")
    return exists().where(rows.c["_owner"] == table.c.id, rows.c["_deleted"] == 0)
