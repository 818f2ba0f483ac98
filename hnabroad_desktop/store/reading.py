"""Reads records out of the projection: whole ones by id, over any connection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Any

from hnabroad_desktop.base.fields import Rows
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.model import EntityKind, Model, read_values, row_reader


def load(db: Any, model: Model, kind_code: str, record_id: str) -> Record | None:
    """Return a record with all its tables, deleted ones too, or None. Raises KeyError for an unknown kind."""
    kind = model.kinds[kind_code]
    record_type = model.record_types[kind_code]
    eid = bytes.fromhex(record_id)
    names = row_reader(kind)
    columns = quoted(("_deleted", *names))
    row = db.execute(f'SELECT {columns} FROM "{kind.table_name}" WHERE id = ?', (eid,)).fetchone()
    if row is None:
        return None
    values = read_values(kind, names, row[1:])
    found = rows_of(db, model, kind, [table.name for table in record_type.tables], [eid]).get(eid, {})
    tables = {table.name: ordered(table, found.get(table.name, ())) for table in record_type.tables}
    return Record(kind_code, MappingProxyType(values), MappingProxyType(tables), record_id, bool(row[0]))


def ordered(table: Rows, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return ``rows`` in the order the table declares; rows without the value come last."""
    result = list(rows)
    for name in reversed(table.order):
        backwards = name.startswith("-")
        key = name.removeprefix("-")
        having = sorted(
            (r for r in result if r[key] is not None), key=lambda r: _key(r[key]), reverse=backwards
        )
        result = having + [r for r in result if r[key] is None]
    return tuple(result)


def _key(value: Any) -> tuple[int, Any]:
    return (1, value) if isinstance(value, str) else (0, value)


def rows_of(
    db: Any, model: Model, kind: EntityKind, names: Iterable[str], eids: Sequence[bytes]
) -> dict[bytes, dict[str, tuple[Row, ...]]]:
    """Return the tables called ``names`` of many records at once, rows in the order they were made.

    A record or table without rows is left out.
    """
    marks = ", ".join("?" * len(eids))
    filled: dict[str, list[bytes]] = {}
    for owner, code in db.execute(
        f"SELECT DISTINCT owner, kind FROM entity WHERE owner IN ({marks}) AND owner IS NOT NULL", eids
    ):
        filled.setdefault(code, []).append(owner)
    result: dict[bytes, dict[str, tuple[Row, ...]]] = {}
    for name in names:
        code = f"{kind.code}.{name}"
        if code in filled:
            for owner, rows in _rows(db, model.kinds[code], filled[code]).items():
                result.setdefault(owner, {})[name] = tuple(rows)
    return result


def _rows(db: Any, kind: EntityKind, owners: Sequence[bytes]) -> dict[bytes, list[Row]]:
    marks = ", ".join("?" * len(owners))
    result: dict[bytes, list[Row]] = {}
    for owner, eid, *values in db.execute(
        f'SELECT _owner, id, {quoted(kind.names)} FROM "{kind.table_name}"'
        f" WHERE _owner IN ({marks}) AND _deleted = 0 ORDER BY id",
        owners,
    ):
        result.setdefault(owner, []).append(Row(read_values(kind, kind.names, values), eid.hex()))
    return result


def quoted(names: Iterable[str]) -> str:
    """Return ``names`` as a list of columns in SQL."""
    return ", ".join(f'"{name}"' for name in names)
