"""Reads records out of the projection: whole ones by id, over any connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from hnabroad_desktop.base.fields import Rows
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.model import EntityKind, Model


def load(db: Any, model: Model, kind_code: str, record_id: str) -> Record | None:
    """Return a record with all its tables, deleted ones too, or None. Raises KeyError for an unknown kind."""
    kind = model.kinds[kind_code]
    record_type = model.record_types[kind_code]
    eid = bytes.fromhex(record_id)
    names = (*kind.names, *(f.name for f in kind.derived))
    columns = ", ".join(f'"{name}"' for name in ("_deleted", *names))
    row = db.execute(f'SELECT {columns} FROM "{kind.table_name}" WHERE id = ?', (eid,)).fetchone()
    if row is None:
        return None
    special = kind.special
    values = {
        name: kind.from_sql(name, value) if name in special else value
        for name, value in zip(names, row[1:], strict=True)
        if value is not None
    }
    filled = {
        code
        for (code,) in db.execute(
            "SELECT DISTINCT kind FROM entity WHERE owner = ? AND owner IS NOT NULL", (eid,)
        )
    }
    tables = {}
    for table in record_type.tables:
        code = f"{kind_code}.{table.name}"
        tables[table.name] = ordered(table, read_rows(db, model.kinds[code], eid)) if code in filled else ()
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


class LazyTables(Mapping[str, tuple[Row, ...]]):
    """The tables of a record, each read when it is first asked for."""

    def __init__(self, db: Any, model: Model, kind: EntityKind, eid: bytes) -> None:
        self._db = db
        self._model = model
        self._kind = kind
        self._eid = eid
        self._read: dict[str, tuple[Row, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        if name not in self._read:
            self._read[name] = read_rows(self._db, self._model.kinds[f"{self._kind.code}.{name}"], self._eid)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        record_type = self._kind.record
        assert record_type is not None
        return iter([table.name for table in record_type.tables])

    def __len__(self) -> int:
        return len(list(iter(self)))


def read_rows(db: Any, kind: EntityKind, owner: bytes) -> tuple[Row, ...]:
    """Return the rows of one table of a record, in the order they were made."""
    found = db.execute(
        f'SELECT id, {quoted(kind.names)} FROM "{kind.table_name}"'
        " WHERE _owner = ? AND _deleted = 0 ORDER BY id",
        (owner,),
    ).fetchall()
    special = kind.special
    return tuple(
        Row(
            {
                name: kind.from_sql(name, value) if name in special else value
                for name, value in zip(kind.names, row[1:], strict=True)
                if value is not None
            },
            row[0].hex(),
        )
        for row in found
    )


def quoted(names: Iterable[str]) -> str:
    """Return ``names`` as a list of columns in SQL."""
    return ", ".join(f'"{name}"' for name in names)
