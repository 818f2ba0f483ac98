"""Writes entities into their ``r_…`` tables: changed columns, title, order, search and derived values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.model import EntityKind, Model
from hnabroad_desktop.store.reading import quoted, rows_of

_BETWEEN = "\0"
_LINE_END = " \n "

#: So many records are read together.
_TOGETHER = 500


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
    tables: frozenset[str] = frozenset()
    unsettled: bool = False
    made: bool = True

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
                columns["id"] = eid
                if kind.owner:
                    columns["_owner"] = state.owner
                inserts.setdefault(kind.code, []).append(tuple(map(columns.get, kind.columns)))
            elif columns:
                names = tuple(columns)
                updates.setdefault((kind.code, names), []).append((*columns.values(), eid))
        for code, rows in inserts.items():
            self.db.executemany(self._sql.insert(self.model.kinds[code]), rows)
        for (code, names), rows in updates.items():
            self.db.executemany(self._sql.update(self.model.kinds[code], names), rows)

    def _derive_all(self, states: Iterable[tuple[bytes, State]]) -> None:
        fresh: dict[EntityKind, list[tuple[bytes, State]]] = {}
        whole: dict[EntityKind, list[tuple[bytes, State]]] = {}
        words: dict[EntityKind, list[tuple[bytes, State]]] = {}
        for eid, state in states:
            kind = state.kind
            if kind.record is None:
                continue
            if state.fresh:
                fresh.setdefault(kind, []).append((eid, state))
            elif kind.derives_from({*state.columns, *state.tables}):
                whole.setdefault(kind, []).append((eid, state))
            elif kind.is_found_by(state.columns):
                words.setdefault(kind, []).append((eid, state))
        for kind, some in fresh.items():
            for part in _parts(some):
                self._derive(kind, part, {})
        for kind, some in whole.items():
            for part in _parts(some):
                self._derive(kind, part, self._stored(kind, kind.made_from, part))
        for kind, some in words.items():
            assert kind.record is not None
            for part in _parts(some):
                stored = self._stored(kind, ("id", *kind.record.search), part)
                for eid, state in part:
                    state.columns["_search"] = search_key(kind, {**stored.get(eid, {}), **state.columns})

    def _derive(
        self, kind: EntityKind, part: Sequence[tuple[bytes, State]], stored: Mapping[bytes, Mapping[str, Any]]
    ) -> None:
        """Work out title, sort and search keys and derived values of records that changed."""
        rows = rows_of(self.db, self.model, kind, kind.tables_read, [eid for eid, _state in part])
        for eid, state in part:
            known = stored.get(eid, {})
            merged = {**known, **state.columns} if known else state.columns
            found = derived_columns(kind, eid, merged, rows.get(eid, {}))
            if not state.fresh:
                found = {name: value for name, value in found.items() if known.get(name) != value}
            state.columns.update(found)

    def _stored(
        self, kind: EntityKind, columns: tuple[str, ...], part: Sequence[tuple[bytes, State]]
    ) -> dict[bytes, dict[str, Any]]:
        eids = [eid for eid, _state in part]
        rows = self.db.execute(self._sql.select(kind, columns, len(eids)), eids)
        return {row[0]: dict(zip(columns, row, strict=True)) for row in rows}


def derived_columns(
    kind: EntityKind, eid: bytes, columns: Mapping[str, Any], rows: Mapping[str, tuple[Row, ...]]
) -> dict[str, Any]:
    """Return title, keys and derived values of a record, as its table keeps them."""
    record_type = kind.record
    assert record_type is not None
    special = kind.special
    values: dict[str, Stored] = {
        name: kind.from_sql(name, value) if name in special else value
        for name in kind.fields_read
        if (value := columns.get(name)) is not None
    }
    record = Record(kind.code, values, rows, eid.hex())
    title = record_type.title(record)
    found: dict[str, Any] = {
        "_title": title,
        "_sort": record_type.sort(record) if record_type.sort else vietnamese.fold(title),
    }
    if record_type.derived:
        found.update(record_type.derive(record))
        for name in special.intersection(found):
            found[name] = kind.to_sql(name, found[name])
    found["_search"] = search_key(kind, {**columns, **found})
    return found


def _parts(states: list[tuple[bytes, State]]) -> Iterator[list[tuple[bytes, State]]]:
    for start in range(0, len(states), _TOGETHER):
        yield states[start : start + _TOGETHER]


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


def search_key(kind: EntityKind, columns: Mapping[str, Any]) -> str:
    """Return the folded words of the fields that find a record, a line each, the first one first.

    A blank stands on both sides of each word, so that whole words are found by what is around them.
    """
    assert kind.record is not None
    words = ["" if (word := columns.get(name)) is None else str(word) for name in kind.record.search]
    # Folded in one go: the sign between them is neither a blank nor a letter and passes through.
    return f" {vietnamese.fold(_BETWEEN.join(words)).replace(_BETWEEN, _LINE_END)}{_LINE_END}".removesuffix(
        " "
    )
