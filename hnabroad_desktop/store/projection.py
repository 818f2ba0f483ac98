"""Writes entities into their ``r_…`` tables: changed columns, title, order, search and derived values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.model import EntityKind, Model
from hnabroad_desktop.store.reading import LazyTables, quoted


@dataclass(slots=True)
class State:
    """One entity while a batch is folded: its heads, and the columns and tables of rows that changed."""

    kind: EntityKind
    owner: bytes | None
    scope: bytes
    base: tuple[int, int] | None
    heads: dict[str, list[list[Any]]]
    fresh: bool
    columns: dict[str, Any] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    unsettled: bool = False

    def current(self, group: str) -> list[list[Any]]:
        """Return the heads of ``group`` as [sid, seq] or, where unsettled, [sid, seq, values]."""
        found = self.heads.get(group)
        if found is None:
            return [list(self.base)] if self.base else []
        return found


class Projection:
    """The tables that lists and forms read, over one connection."""

    def __init__(self, db: Any, model: Model) -> None:
        self.db = db
        self.model = model
        self._sql = _Statements()

    def write(self, states: Sequence[tuple[bytes, State]]) -> None:
        """Write the columns that changed, title, keys and derived values with them."""
        self._derive_all(states)
        inserts: dict[str, list[tuple[Any, ...]]] = {}
        updates: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        for eid, state in states:
            kind, columns = state.kind, state.columns
            if state.fresh:
                get = columns.get
                fixed = (eid, state.owner) if kind.owner else (eid,)
                inserts.setdefault(kind.code, []).append(
                    (*fixed, *[get(name) for name in kind.columns[len(fixed) :]])
                )
            elif columns:
                names = tuple(columns)
                updates.setdefault((kind.code, names), []).append((*columns.values(), eid))
        for code, rows in inserts.items():
            self.db.executemany(self._sql.insert(self.model.kinds[code]), rows)
        for (code, names), rows in updates.items():
            self.db.executemany(self._sql.update(self.model.kinds[code], names), rows)

    def _derive_all(self, states: Iterable[tuple[bytes, State]]) -> None:
        whole: dict[EntityKind, list[tuple[bytes, State]]] = {}
        words: dict[EntityKind, list[tuple[bytes, State]]] = {}
        for eid, state in states:
            kind = state.kind
            if kind.record is None:
                continue
            if state.fresh:
                self._derive(eid, state, {})
            elif kind.derives_from({*state.columns, *state.tables}):
                whole.setdefault(kind, []).append((eid, state))
            elif kind.is_found_by(state.columns):
                words.setdefault(kind, []).append((eid, state))
        for kind, some in whole.items():
            stored = self._stored(kind, kind.columns, [eid for eid, _state in some])
            for eid, state in some:
                self._derive(eid, state, stored.get(eid, {}))
        for kind, some in words.items():
            assert kind.record is not None
            stored = self._stored(kind, ("id", *kind.record.search), [eid for eid, _state in some])
            for eid, state in some:
                state.columns["_search"] = _search(kind, {**stored.get(eid, {}), **state.columns})

    def _derive(self, eid: bytes, state: State, stored: Mapping[str, Any]) -> None:
        """Work out title, sort and search keys and derived values of a record that changed."""
        kind = state.kind
        record_type = kind.record
        assert record_type is not None
        merged = {**stored, **state.columns}
        special = kind.special
        values: dict[str, Stored] = {
            name: kind.from_sql(name, merged[name]) if name in special else merged[name]
            for name in kind.names
            if merged.get(name) is not None
        }
        # A record written just now has no rows but those of its own batch, which are in their tables by now.
        record = Record(kind.code, values, LazyTables(self.db, self.model, kind, eid), eid.hex())
        title = record_type.title(record)
        found: dict[str, Any] = {
            "_title": title,
            "_sort": record_type.sort(record) if record_type.sort else vietnamese.fold(title),
        }
        if record_type.derived:
            for name, value in record_type.derive(record).items():
                found[name] = kind.to_sql(name, value)
        found["_search"] = _search(kind, {**merged, **found})
        for name, value in found.items():
            if state.fresh or stored.get(name) != value:
                state.columns[name] = value

    def _stored(
        self, kind: EntityKind, columns: tuple[str, ...], eids: Sequence[bytes]
    ) -> dict[bytes, dict[str, Any]]:
        result: dict[bytes, dict[str, Any]] = {}
        for start in range(0, len(eids), 500):
            part = eids[start : start + 500]
            rows = self.db.execute(self._sql.select(kind, columns, len(part)), part).fetchall()
            result.update((row[0], dict(zip(columns, row, strict=True))) for row in rows)
        return result


class _Statements:
    """The SQL of the projection, written once for each kind and set of columns."""

    def __init__(self) -> None:
        self._cache: dict[tuple[str, str, tuple[str, ...]], str] = {}

    def insert(self, kind: EntityKind) -> str:
        marks = ", ".join("?" * len(kind.columns))
        return self._once(
            "insert",
            kind,
            (),
            lambda: f'INSERT INTO "{kind.table_name}" ({quoted(kind.columns)}) VALUES ({marks})',
        )

    def update(self, kind: EntityKind, names: tuple[str, ...]) -> str:
        sets = ", ".join(f'"{name}" = ?' for name in names)
        return self._once(
            "update", kind, names, lambda: f'UPDATE "{kind.table_name}" SET {sets} WHERE id = ?'
        )

    def select(self, kind: EntityKind, columns: tuple[str, ...], count: int) -> str:
        marks = ", ".join("?" * count)
        return self._once(
            f"select {count}",
            kind,
            columns,
            lambda: f'SELECT {quoted(columns)} FROM "{kind.table_name}" WHERE id IN ({marks})',
        )

    def _once(self, verb: str, kind: EntityKind, names: tuple[str, ...], make: Callable[[], str]) -> str:
        key = (verb, kind.code, names)
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]


def _search(kind: EntityKind, columns: Mapping[str, Any]) -> str:
    """Return the folded words of the fields that find a record, a line each, the first one first.

    A blank stands on both sides of each word, so that whole words are found by what is around them.
    """
    assert kind.record is not None
    words = (columns.get(name) for name in kind.record.search)
    return "".join([f" {vietnamese.fold(str(word))} \n" if word is not None else "\n" for word in words])
