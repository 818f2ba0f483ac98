"""Keeps the readings of the journal in step with it, many lines at a time.

Saving, importing, merging and rebuilding all pass through here. The rules are
those of ``fold``; this module only avoids folding a whole entity for each
new line: it keeps the heads of an entity in one small blob.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.fold import GroupValue, group_values
from hnabroad_desktop.store.lines import DELETED, SCOPE, Dot, Line
from hnabroad_desktop.store.model import EntityKind, Model
from hnabroad_desktop.store.streams import Streams

#: Finds the lines that wrote given dots; needed only where a group is unsettled.
Lookup = Callable[[int, int], Line]


class Entry(NamedTuple):
    """A line on its way into the readings, with the number of its stream in this file.

    ``covers`` promises that the parents named are all heads there are: so it is
    with everything written here, and then no head needs to be looked for.
    """

    sid: int
    line: Line
    covers: bool = False


@dataclass(slots=True)
class State:
    """One entity while a batch is folded: its heads, and the columns that changed."""

    kind: EntityKind
    owner: bytes | None
    scope: bytes
    base: tuple[int, int] | None
    heads: dict[str, list[list[Any]]]
    fresh: bool
    columns: dict[str, Any] = field(default_factory=dict)
    unsettled: bool = False

    def current(self, group: str) -> list[list[Any]]:
        """Return the heads of ``group`` as [sid, seq] or, where unsettled, [sid, seq, values]."""
        found = self.heads.get(group)
        if found is None:
            return [list(self.base)] if self.base else []
        return found


class Applier:
    """Folds lines into ``entity`` and the ``r_…`` tables over one connection."""

    def __init__(self, db: Any, model: Model, streams: Streams, lookup: Lookup) -> None:
        self.db = db
        self.model = model
        self.streams = streams
        self.lookup = lookup
        self.states: dict[bytes, State] = {}
        self._touched: dict[bytes, State] = {}
        self._sql = _Statements()
        self._superseded = bool(db.execute("SELECT EXISTS (SELECT 1 FROM superseded)").fetchone()[0])

    def state(self, eid: bytes) -> State | None:
        """Return the state of an entity as it stands, lines not flushed yet included."""
        state = self.states.get(eid)
        if state is None:
            row = self.db.execute(
                "SELECT kind, owner, scope, base_sid, base_seq, heads FROM entity WHERE eid = ?", (eid,)
            ).fetchone()
            if row is None:
                return None
            state = self._read(row)
            self.states[eid] = state
        return state

    def fetch(self, eids: Iterable[bytes]) -> None:
        """Read the states of many entities at once; ``state`` then finds them."""
        missing = [eid for eid in eids if eid not in self.states]
        if len(missing) < 2:
            return
        marks = ", ".join("?" * len(missing))
        for eid, *row in self.db.execute(
            f"SELECT eid, kind, owner, scope, base_sid, base_seq, heads FROM entity WHERE eid IN ({marks})",
            missing,
        ).fetchall():
            self.states[eid] = self._read(row)

    def _read(self, row: Sequence[Any]) -> State:
        code, owner, scope, base_sid, base_seq, heads = row
        kind = self.model.kinds.get(code) or EntityKind(code, ())
        base = None if base_sid is None else (base_sid, base_seq)
        known = orjson.loads(heads) if heads else {}
        unsettled = any(len(found) > 1 for found in known.values())
        return State(kind, owner, scope, base, known, fresh=False, unsettled=unsettled)

    def fold(self, entries: Iterable[Entry], *, new: bool = False) -> None:
        """Fold lines already appended; ``new`` promises that first lines name entities never seen."""
        for sid, line, covers in entries:
            eid = bytes.fromhex(line.entity)
            state = self.states.get(eid) if new and line.first else self.state(eid)
            if state is None and line.first:
                self._create(eid, sid, line)
            elif state is not None and covers and not line.several:
                self._supersede(eid, sid, line, state)
            else:
                self._update(eid, sid, line, state)

    def _create(self, eid: bytes, sid: int, line: Line) -> None:
        kind = self.model.kinds.get(line.kind) or EntityKind(line.kind, ())
        owner = bytes.fromhex(line.owner) if line.owner else None
        state = State(kind, owner, bytes.fromhex(line.dot.scope), (sid, line.dot.seq), {}, fresh=True)
        self._touched[eid] = state
        columns = state.columns
        columns["_deleted"] = 0
        special = kind.special
        known = kind.group_of
        for name, value in line.values.items():
            if name in special:
                columns[name] = kind.to_sql(name, value)  # type: ignore[arg-type]
            elif name in known:
                columns[name] = int(value) if value is True or value is False else value
        if DELETED in line.values:
            columns["_deleted"] = int(line.values[DELETED] is not None)
            columns.pop(DELETED, None)
        self.states[eid] = state

    def _supersede(self, eid: bytes, sid: int, line: Line, state: State) -> None:
        self._touched[eid] = state
        own = [[sid, line.dot.seq]]
        kind, heads, columns = state.kind, state.heads, state.columns
        group_of, special = kind.group_of, kind.special
        for name, value in line.values.items():
            group = group_of.get(name, name)
            heads[group] = own
            if name in special:
                columns[name] = kind.to_sql(name, value)  # type: ignore[arg-type]
            elif name == DELETED:
                columns[DELETED] = int(value is not None)
            elif name == SCOPE:
                state.scope = bytes.fromhex(str(value))
            elif name in group_of:
                columns[name] = int(value) if value is True or value is False else value
        if state.unsettled:
            self._note_unsettled(state)

    def _note_unsettled(self, state: State) -> None:
        unsettled = sorted(g for g, h in state.heads.items() if _differ(h))
        state.unsettled = any(len(h) > 1 for h in state.heads.values())
        state.columns["_unsettled"] = " ".join(unsettled) or None

    def _update(self, eid: bytes, sid: int, line: Line, state: State | None) -> None:
        if state is None:
            kind = self.model.kinds.get(line.kind) or EntityKind(line.kind, ())
            state = State(kind, None, bytes.fromhex(line.dot.scope), None, {}, fresh=True)
            state.columns["_deleted"] = 0
            self.states[eid] = state
        if line.owner and state.owner is None:
            state.owner = bytes.fromhex(line.owner)
        self._touched[eid] = state
        for group, values in group_values(state.kind, line).items():
            if self._superseded and self._already_superseded(eid, group, line.dot):
                continue
            gone = self._known_parents(eid, group, line.parents.get(group, ()))
            left = [h for h in state.current(group) if (h[0], h[1]) not in gone]
            if not left and len(values) == 1:
                state.heads[group] = [[sid, line.dot.seq]]
                self._show(state, group, values[0])
                continue
            heads = [h if len(h) > 2 else [*h, list(self._written(state.kind, h, group))] for h in left]
            heads += [[sid, line.dot.seq, list(value)] for value in values]
            state.heads[group] = heads
            self._show(state, group, tuple(max(heads, key=self._rank)[2]))
        if state.unsettled or any(len(h) > 1 for h in state.heads.values()):
            self._note_unsettled(state)

    def _rank(self, head: list[Any]) -> tuple[str, str, int]:
        return (*self.streams.names(head[0]), head[1])

    def _show(self, state: State, group: str, value: GroupValue) -> None:
        if group == DELETED:
            state.columns["_deleted"] = int(value != (None,))
        elif group == SCOPE:
            state.scope = bytes.fromhex(value[0])
        elif group in state.kind.groups:
            for name, one in zip(state.kind.members(group), value, strict=True):
                state.columns[name] = state.kind.to_sql(name, one)

    def _known_parents(self, eid: bytes, group: str, parents: tuple[Dot, ...]) -> set[tuple[int, int]]:
        known = set()
        for dot in parents:
            sid = self.streams.known(dot)
            if sid is None:
                self._superseded = True
                self.db.execute(
                    "INSERT OR IGNORE INTO superseded VALUES (?, ?, ?, ?, ?)",
                    (eid, group, bytes.fromhex(dot.replica), bytes.fromhex(dot.scope), dot.seq),
                )
            else:
                known.add((sid, dot.seq))
        return known

    def _already_superseded(self, eid: bytes, group: str, dot: Dot) -> bool:
        key = (eid, group, bytes.fromhex(dot.replica), bytes.fromhex(dot.scope), dot.seq)
        found = self.db.execute(
            "SELECT 1 FROM superseded WHERE eid = ? AND grp = ? AND replica = ? AND scope = ? AND seq = ?",
            key,
        ).fetchone()
        return found is not None

    def _written(self, kind: EntityKind, head: list[Any], group: str) -> GroupValue:
        return group_values(kind, self.lookup(head[0], head[1]))[group][0]

    # -- writing the readings ------------------------------------------------------------

    def flush(self) -> None:
        """Write every touched entity to its tables; rows first, since records are derived from them."""
        touched, self._touched = self._touched, {}
        owners = {s.owner for s in touched.values() if s.owner is not None and s.kind.owner}
        self._write_entities(touched)
        self._write_projection((eid, s) for eid, s in touched.items() if s.kind.owner)
        for owner in owners:
            if owner not in touched and (state := self.state(owner)) is not None:
                touched[owner] = state
        self._write_projection((eid, s) for eid, s in touched.items() if s.kind.record is not None)
        for state in touched.values():
            state.fresh = False
            state.columns = {}
        if len(self.states) > 20_000:
            self.states.clear()

    def _write_entities(self, touched: Mapping[bytes, State]) -> None:
        fresh = [
            (eid, s.kind.code, s.owner, s.scope, *(s.base or (None, None)), _heads(s))
            for eid, s in touched.items()
            if s.fresh
        ]
        if fresh:
            self.db.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?)", fresh)
        known = [(s.scope, s.owner, _heads(s), eid) for eid, s in touched.items() if not s.fresh]
        if known:
            self.db.executemany("UPDATE entity SET scope = ?, owner = ?, heads = ? WHERE eid = ?", known)

    def _write_projection(self, found: Iterable[tuple[bytes, State]]) -> None:
        states = list(found)
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
            elif kind.derives_from(state.columns):
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
            "_search": _search(kind, merged),
        }
        if record_type.derived:
            for name, value in record_type.derive(record).items():
                found[name] = kind.to_sql(name, value)
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

    def __iter__(self) -> Any:
        record_type = self._kind.record
        assert record_type is not None
        return iter([table.name for table in record_type.tables])

    def __len__(self) -> int:
        return len(list(iter(self)))


def read_rows(db: Any, kind: EntityKind, owner: bytes) -> tuple[Row, ...]:
    """Return the rows of one table of a record, in the order they were made."""
    found = db.execute(
        f'SELECT id, {_quoted(kind.names)} FROM "{kind.table_name}"'
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
            lambda: f'INSERT INTO "{kind.table_name}" ({_quoted(kind.columns)}) VALUES ({marks})',
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
            lambda: f'SELECT {_quoted(columns)} FROM "{kind.table_name}" WHERE id IN ({marks})',
        )

    def _once(self, verb: str, kind: EntityKind, names: tuple[str, ...], make: Callable[[], str]) -> str:
        key = (verb, kind.code, names)
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _search(kind: EntityKind, columns: Mapping[str, Any]) -> str:
    """Return the folded words of the fields that find a record, a line each, the first one first."""
    assert kind.record is not None
    words = (columns.get(name) for name in kind.record.search)
    return "".join([vietnamese.fold(str(word)) + "\n" if word is not None else "\n" for word in words])


def _heads(state: State) -> bytes | None:
    return orjson.dumps(state.heads) if state.heads else None


def _differ(heads: list[list[Any]]) -> bool:
    return len(heads) > 1 and any(h[2] != heads[0][2] for h in heads[1:])
