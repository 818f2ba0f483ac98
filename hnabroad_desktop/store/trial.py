"""Folds lines that are not in the file yet beside it, in memory, to say what they would change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hnabroad_desktop.store.apply import Applier, Entry
from hnabroad_desktop.store.lines import Dot, Line
from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.projection import State
from hnabroad_desktop.store.streams import Streams
from hnabroad_desktop.store.versions import read

#: So many records are read together.
_TOGETHER = 500

#: Finds a line of the package by its place: needed only where values are at odds.
Find = Callable[[Dot], Line]


@dataclass(frozen=True)
class Standing:
    """One standing value: the line that wrote it, and whether the file held that line before."""

    line: Line
    value: tuple[Any, ...]
    here: bool


class Trial(Applier):
    """The readings as they would be, over a connection that cannot write. Keeps every entity it touches."""

    def __init__(self, db: Any, model: Model, find: Find) -> None:
        super().__init__(db, model, Streams(db), self._line_at)
        self._find = find
        self._replaced: set[tuple[Any, ...]] = set()
        self._blank = b""
        self.before = self.streams.folded()
        self.known: set[bytes] = set()
        self.made: set[bytes] = set()
        self.again: set[bytes] = set()
        self._here: dict[int, int] = {}
        self._before: dict[bytes, State] = {}

    def begin(self, sid: int, above: int, upto: int) -> None:
        """Take it that lines after ``above`` are new, those up to ``upto`` of them in the journal already."""
        self.before[sid] = above
        self._folded[sid] = above
        if upto > above:
            self.streams.count_upto(sid, upto)
            self._here[sid] = upto

    def keep_superseded(self, key: tuple[Any, ...]) -> None:
        """Remember it here; the file stays as it is."""
        self._replaced.add(key)

    def was_superseded(self, key: tuple[Any, ...]) -> bool:
        """Tell it from what is remembered here and what the file remembers."""
        return key in self._replaced or super().was_superseded(key)

    def take(self, lines: Sequence[tuple[int, Line]]) -> None:
        """Fold lines in the order of their streams."""
        eids = list(dict.fromkeys(bytes.fromhex(line.entity) for _sid, line in lines))
        self.fetch(eids)
        for eid in eids:
            if eid in self.made or eid in self.known:
                continue
            state = self.states.get(eid)
            if state is None:
                self.made.add(eid)
            else:
                self.known.add(eid)
                self._before[eid] = _copy(state)
        for sid, line in lines:
            eid = bytes.fromhex(line.entity)
            if line.dot.seq <= self._here.get(sid, 0) and eid not in self.again:
                self.again.add(eid)
                self._fold_again(eid)
        fresh = [(sid, line) for sid, line in lines if line.dot.seq > self._here.get(sid, 0)]
        self.fold((Entry(sid, line) for sid, line in fresh), new=True)
        for eid in eids:
            self.states[eid].columns = {}
        self._touched.clear()

    def _fold_again(self, eid: bytes) -> None:
        """Fold an entity from the journal as it will be once the lines taken back count again."""
        self.states.pop(eid, None)
        folded = dict(self._folded)
        self._folded.clear()
        rows = self.db.execute("SELECT sid, line FROM change WHERE eid = ? ORDER BY n", (eid,)).fetchall()
        entries = (Entry(sid, read(self.model, raw)) for sid, raw in rows)
        self._blank = eid
        self.fold((e for e in entries if self.streams.counts(e.sid, e.line.dot.seq)), new=False)
        self._blank = b""
        self._folded.clear()
        self._folded.update(folded)

    def state(self, eid: bytes) -> State | None:
        """Return the state of an entity; one that is folded again starts from nothing."""
        return self.states.get(eid) if eid == self._blank else super().state(eid)

    def is_new(self, head: Sequence[Any]) -> bool:
        """Tell whether a head was written by a line that is not in the file yet."""
        return bool(head[1] > self.before.get(head[0], 0))

    def arrived(self, state: State) -> list[str]:
        """Return the groups for which a line that is not in the file yet stands."""
        groups = [group for group, heads in state.heads.items() if any(map(self.is_new, heads))]
        if state.base is not None and self.is_new(state.base):
            groups += set(state.kind.groups).difference(state.heads)
        return sorted(groups)

    def standing(self, state: State, group: str) -> list[Standing]:
        """Return every standing value of a group, the one that is shown first."""
        heads = state.current(group)
        valued = [h if len(h) > 2 else self._with_value(state.kind, h, group) for h in heads]
        named = [h for h in valued if h is not None]
        if not named:
            return []
        shown = self.shown(state.kind, group, named)
        order = [shown, *(h for h in named if h is not shown)]
        return [Standing(self.lookup(h[0], h[1]), _tuple(h[2]), not self.is_new(h)) for h in order]

    def before_of(self, eid: bytes) -> State | None:
        """Return an entity as the file holds it."""
        if eid in self._before:
            return self._before[eid]
        row = self.db.execute(
            "SELECT kind, owner, scope, base_sid, base_seq, heads FROM entity WHERE eid = ?", (eid,)
        ).fetchone()
        return self._read(row) if row is not None else None

    def rows_before(self, eids: Sequence[bytes]) -> dict[bytes, list[State]]:
        """Return the rows of some records as the file holds them; records without rows are left out."""
        found: dict[bytes, list[State]] = {}
        for start in range(0, len(eids), _TOGETHER):
            part = eids[start : start + _TOGETHER]
            for row in self.db.execute(
                "SELECT kind, owner, scope, base_sid, base_seq, heads FROM entity"
                f" WHERE owner IN ({', '.join('?' * len(part))})",
                part,
            ):
                found.setdefault(row[1], []).append(self._read(row))
        return found

    def at(self, dot: Dot) -> tuple[Line, bool] | None:
        """Return the line called ``dot`` and whether the file held it before; None if it is nowhere."""
        sid = self.streams.number(dot)
        if sid is None or dot.seq > self._folded.get(sid, 0):
            return None
        return self.lookup(sid, dot.seq), dot.seq <= self.before.get(sid, 0)

    def _line_at(self, sid: int, seq: int) -> Line:
        if seq > self.before.get(sid, 0):
            return self._find(Dot(*self.streams.names(sid), seq))
        row = self.db.execute("SELECT line FROM change WHERE sid = ? AND seq = ?", (sid, seq)).fetchone()
        return read(self.model, row[0])


def _copy(state: State) -> State:
    """Return a state that stays as it is while lines are folded into the other."""
    return State(
        state.kind,
        state.owner,
        state.scope,
        state.base,
        dict(state.heads),
        fresh=False,
        unsettled=state.unsettled,
    )


def _tuple(value: Any) -> Any:
    return tuple(_tuple(v) for v in value) if isinstance(value, list | tuple) else value
