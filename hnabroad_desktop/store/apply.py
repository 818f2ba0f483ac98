"""Keeps the readings of the journal in step with it, many lines at a time.

Saving, importing, merging and rebuilding all pass through here. The rules are
those of ``fold``; this module only avoids folding a whole entity for each
new line: it keeps the heads of an entity in one small blob.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from hnabroad_desktop.store.fold import GroupValue, group_values, standing_values
from hnabroad_desktop.store.lines import DELETED, SCOPE, Dot, Line
from hnabroad_desktop.store.model import EntityKind, Model
from hnabroad_desktop.store.projection import Projection, State
from hnabroad_desktop.store.streams import Streams

#: So many entities are kept in memory between two flushes.
_KEPT = 5_000

#: So many entities are read together.
_TOGETHER = 500

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


class Applier:
    """Folds lines into ``entity`` and the ``r_…`` tables over one connection.

    ``anew`` starts from nothing folded: the readings are being made again.
    """

    def __init__(
        self, db: Any, model: Model, streams: Streams, lookup: Lookup, *, anew: bool = False
    ) -> None:
        self.db = db
        self.model = model
        self.streams = streams
        self.lookup = lookup
        self.states: dict[bytes, State] = {}
        self._touched: dict[bytes, State] = {}
        self._projection = Projection(db, model)
        # How far each stream is folded; a parent beyond it has not arrived, even if the journal holds it.
        self._folded: dict[int, int] = {} if anew else streams.folded()
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
        missing = [eid for eid in dict.fromkeys(eids) if eid not in self.states]
        for start in range(0, len(missing), _TOGETHER):
            part = missing[start : start + _TOGETHER]
            marks = ", ".join("?" * len(part))
            for eid, *row in self.db.execute(
                "SELECT eid, kind, owner, scope, base_sid, base_seq, heads FROM entity"
                f" WHERE eid IN ({marks})",
                part,
            ):
                self.states[eid] = self._read(row)

    def _read(self, row: Sequence[Any]) -> State:
        code, owner, scope, base_sid, base_seq, heads = row
        kind = self.model.kinds.get(code) or EntityKind(code, ())
        base = None if base_sid is None else (base_sid, base_seq)
        known = orjson.loads(heads) if heads else {}
        return State(kind, owner, scope, base, known, fresh=False, unsettled=_in_doubt(known))

    def fold(self, entries: Iterable[Entry], *, new: bool = False) -> None:
        """Fold lines already appended.

        ``new`` promises that first lines name entities which are in ``states`` or were never seen.
        """
        for sid, line, covers in entries:
            self._folded[sid] = line.dot.seq
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
        columns.update(line.values)  # a field this program does not know has no column and is passed over
        for name in kind.special.intersection(columns):
            columns[name] = kind.to_sql(name, columns[name])
        columns[DELETED] = int(columns.get(DELETED) is not None)
        columns.pop(SCOPE, None)
        if line.needs and line.schema > kind.schema:
            state.heads.update({group: [] for group in line.needs})
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
                columns[name] = value
        if state.unsettled or DELETED in heads:
            self._note_unsettled(state)

    def _note_unsettled(self, state: State) -> None:
        state.unsettled = _in_doubt(state.heads)
        state.columns["_unsettled"] = " ".join(self.unsettled(state)) or None

    def unsettled(self, state: State) -> list[str]:
        """Return the groups whose heads are at odds, as ``Folded.unsettled`` does."""
        found = {group for group, heads in state.heads.items() if _differ(group, heads)}
        if self._edited_after_deletion(state):
            found.add(DELETED)
        return sorted(found)

    def _edited_after_deletion(self, state: State) -> bool:
        deletions = [self.lookup(h[0], h[1]) for h in state.heads.get(DELETED, ())]
        vectors = [(*line.seen, line.dot) for line in deletions if line.seen is not None]
        if not vectors:
            return False
        groups = {*state.kind.groups, *state.heads} - {DELETED, SCOPE}
        heads = {(h[0], h[1]) for group in groups for h in state.current(group)}
        for seen in vectors:
            known = {(dot.replica, dot.scope): dot.seq for dot in seen}
            if any(seq > known.get(self.streams.names(sid), 0) for sid, seq in heads):
                return True
        return False

    def _update(self, eid: bytes, sid: int, line: Line, state: State | None) -> None:
        if state is None:
            kind = self.model.kinds.get(line.kind) or EntityKind(line.kind, ())
            state = State(kind, None, bytes.fromhex(line.dot.scope), None, {}, fresh=True)
            state.columns["_deleted"] = 0
            self.states[eid] = state
        if line.owner and state.owner is None:
            state.owner = bytes.fromhex(line.owner)
            if not state.fresh:
                state.columns["_owner"] = state.owner
        self._touched[eid] = state
        for group, values in standing_values(state.kind, line, self.streams.gone).items():
            gone = self._known_parents(eid, group, line.replaces(group))
            heads = [h for h in state.current(group) if (h[0], h[1]) not in gone]
            if not (self._superseded and self.was_superseded(_key(eid, group, line.dot))):
                heads += [[sid, line.dot.seq, _kept(value)] for value in values]
            self._stand(state, group, heads)
        if state.unsettled or _in_doubt(state.heads):
            self._note_unsettled(state)

    def _stand(self, state: State, group: str, heads: list[list[Any]]) -> None:
        """Let ``heads`` stand for ``group``; where there are several, each keeps its value beside it."""
        known = [h if len(h) > 2 else self._with_value(state.kind, h, group) for h in heads]
        named = [h for h in known if h is not None]
        state.heads[group] = named if len(named) > 1 else [h[:2] for h in named]
        if named:
            self._show(state, group, tuple(self.shown(state.kind, group, named)[2]))

    def shown(self, kind: EntityKind, group: str, heads: Iterable[list[Any]]) -> list[Any]:
        """Return the head whose value is shown (design 7.8)."""
        sign = kind.weight(group)

        def rank(head: list[Any]) -> tuple[int, str, str, int]:
            replica, scope = self.streams.names(head[0])
            return sign * self.streams.level(replica), replica, scope, head[1]

        return max(heads, key=rank)

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
            sid = self.streams.number(dot)
            if sid is None or dot.seq > self._folded.get(sid, 0):
                self._superseded = True
                self.keep_superseded(_key(eid, group, dot))
            else:
                known.add((sid, dot.seq))
        return known

    def keep_superseded(self, key: tuple[Any, ...]) -> None:
        """Remember an assignment that was superseded before it arrived."""
        self.db.execute("INSERT OR IGNORE INTO superseded VALUES (?, ?, ?, ?, ?)", key)

    def was_superseded(self, key: tuple[Any, ...]) -> bool:
        """Tell whether an assignment was superseded before it arrived."""
        found = self.db.execute(
            "SELECT 1 FROM superseded WHERE eid = ? AND grp = ? AND replica = ? AND scope = ? AND seq = ?",
            key,
        ).fetchone()
        return found is not None

    def _with_value(self, kind: EntityKind, head: list[Any], group: str) -> list[Any] | None:
        # The first line of an entity says nothing of a group this program does not know.
        values = group_values(kind, self.lookup(head[0], head[1])).get(group)
        return [head[0], head[1], _kept(values[0])] if values else None

    # -- writing the readings ------------------------------------------------------------

    def flush(self) -> None:
        """Write every touched entity to its tables; rows first, since records are derived from them."""
        touched, self._touched = self._touched, {}
        rows = [(eid, s) for eid, s in touched.items() if s.kind.owner]
        self._write_entities(touched)
        self._projection.write(rows)
        for _eid, row in rows:
            record = self.state(row.owner) if row.owner is not None else None
            if record is not None and row.owner is not None:
                record.tables |= {row.kind.code.partition(".")[2]}
                touched[row.owner] = record
        self._projection.write([(eid, s) for eid, s in touched.items() if s.kind.record is not None])
        for state in touched.values():
            state.fresh = False
            state.columns = {}
            state.tables = frozenset()
        if len(self.states) > _KEPT:
            self.states.clear()

    def _write_entities(self, touched: Mapping[bytes, State]) -> None:
        fresh = [
            (eid, s.kind.code, s.owner, s.scope, *(s.base or (None, None)), _heads(s))
            for eid, s in touched.items()
            if s.fresh
        ]
        if fresh:
            self.db.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?)", fresh)
        known = [(s.scope, _heads(s), eid) for eid, s in touched.items() if not s.fresh]
        if known:
            self.db.executemany("UPDATE entity SET scope = ?, heads = ? WHERE eid = ?", known)
        # Apart, since the index of owners is looked after even where the same one is written again.
        owned = [(s.owner, eid) for eid, s in touched.items() if not s.fresh and "_owner" in s.columns]
        if owned:
            self.db.executemany("UPDATE entity SET owner = ? WHERE eid = ?", owned)


def _heads(state: State) -> bytes | None:
    return orjson.dumps(state.heads) if state.heads else None


def _key(eid: bytes, group: str, dot: Dot) -> tuple[Any, ...]:
    return eid, group, bytes.fromhex(dot.replica), bytes.fromhex(dot.scope), dot.seq


def _in_doubt(heads: Mapping[str, list[list[Any]]]) -> bool:
    """Tell whether an entity needs a closer look: several heads, or a tombstone and perhaps an edit."""
    return DELETED in heads or max(map(len, heads.values()), default=0) > 1


def _differ(group: str, heads: list[list[Any]]) -> bool:
    if len(heads) < 2:
        return False
    if group == DELETED:
        return len({h[2] == [None] for h in heads}) > 1
    return any(h[2] != heads[0][2] for h in heads[1:])


def _kept(value: GroupValue) -> Any:
    # As it comes back from the blob, so that heads kept before and heads of today compare.
    return orjson.loads(orjson.dumps(value))
