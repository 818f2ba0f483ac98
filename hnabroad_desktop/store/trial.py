"""Folds lines that are not in the file yet beside it, in memory, to say what they would change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hnabroad_desktop.store.apply import READ, Applier, Entry
from hnabroad_desktop.store.lines import SHIPPED, Dot, Line
from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.projection import State
from hnabroad_desktop.store.streams import Streams
from hnabroad_desktop.store.versions import read

#: So many records are read together.
_TOGETHER = 500

#: Finds a line of the package by its place: needed only where values are at odds.
Find = Callable[[Dot], Line]

_SHIPPED_OF = "SELECT line FROM change JOIN stream USING (sid) WHERE eid = ? AND replica = ?"


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
        # Of those known, the ones of which the file holds edits and nothing that makes them.
        self.waiting: set[bytes] = set()
        self.again: set[bytes] = set()
        self._here: dict[int, int] = {}
        # The places of lines that came, but for those that made a new entity: there the state names it.
        self._came: dict[bytes, list[tuple[int, int]]] = {}
        self._rows: dict[bytes, set[bytes]] = {}
        self._laid: set[tuple[int, int]] = set()
        self._before: dict[bytes, State] = {}

    def begin(self, sid: int, above: int, upto: int) -> None:
        """Take it that lines after ``above`` are new, those up to ``upto`` of them in the journal already."""
        self.before[sid] = above
        self._folded[sid] = max(above, upto)
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
        self._laid.update((sid, line.dot.seq) for sid, line in lines if line.restores)
        for eid in eids:
            if eid in self.made or eid in self.known:
                continue
            state = self.states.get(eid)
            if state is None:
                self.made.add(eid)
                continue
            self.known.add(eid)
            self._before[eid] = _copy(state)
            if not state.made:
                self.waiting.add(eid)
        if self._here:
            # Before anything new: what is taken back stands under whatever comes now.
            for eid in eids:
                if eid not in self.again:
                    self.again.add(eid)
                    self._fold_again(eid)
        fresh = [(sid, line) for sid, line in lines if line.dot.seq > self._here.get(sid, 0)]
        for sid, line in fresh:
            eid = bytes.fromhex(line.entity)
            if not line.first or eid in self.known or eid in self._came:
                self._came.setdefault(eid, []).append((sid, line.dot.seq))
        self.fold((Entry(sid, line) for sid, line in fresh), new=True)
        for eid in eids:
            state = self.states.get(eid)
            if state is None:
                continue
            state.columns = {}
            if state.owner is not None:
                self._rows.setdefault(state.owner, set()).add(eid)
        self._touched.clear()

    def lines_of(self, eid: bytes) -> list[Line]:
        """Return the lines of an entity that are folded by now: those of the journal, and those that came."""
        found = super().lines_of(eid)
        base = self.states[eid].base
        came = [*([base] if base is not None and self._is_fresh(base) else []), *self._came.get(eid, ())]
        return [*found, *(self.lookup(*place) for place in dict.fromkeys(came) if self._is_folded(*place))]

    def _is_fresh(self, place: tuple[int, int]) -> bool:
        return place[1] > max(self.before.get(place[0], 0), self._here.get(place[0], 0))

    def rows_of(self, eid: bytes) -> list[State]:
        """Return the rows of a record as they would be."""
        found = {row: self.states.get(row) for row in self._rows.get(eid, ())}
        for row, *columns in self.db.execute(f"SELECT eid, {READ} FROM entity WHERE owner = ?", (eid,)):
            found[row] = self.states.get(row) or self._read(columns)
        return [state for state in found.values() if state is not None]

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
        groups = [g for g, heads in state.heads.items() if any(self.brings(head, g) for head in heads)]
        if state.base is not None and self.is_new(state.base):
            groups += [g for g in state.kind.groups if g not in state.heads and self.brings(state.base, g)]
        return sorted(groups)

    def brings(self, head: Sequence[Any], group: str) -> bool:
        """Tell whether a head is new, and no copy of what the file held."""
        if not self.is_new(head) or (head[0], head[1]) not in self._laid:
            return self.is_new(head)
        return not any(map(self._was_here, self.lookup(head[0], head[1]).copies(group)))

    def _was_here(self, dot: Dot) -> bool:
        sid = self.streams.number(dot)
        return sid is not None and dot.seq <= self.before.get(sid, 0)

    def standing(self, state: State, group: str) -> list[Standing]:
        """Return every standing value of a group, the one that is shown first."""
        heads = state.current(group)
        valued = [h if len(h) > 2 else self._with_value(state.kind, h, group) for h in heads]
        named = [h for h in valued if h is not None]
        if not named:
            return []
        shown = self.shown(state.kind, group, named)
        order = [shown, *(h for h in named if h is not shown)]
        return [Standing(self._written(h, group), _tuple(h[2]), not self.brings(h, group)) for h in order]

    def _written(self, head: Sequence[Any], group: str) -> Line:
        """Return the line that said a standing value first, of those that are here or came."""
        line = self.lookup(head[0], head[1])
        found = (self.at(bytes.fromhex(line.entity), dot) for dot in reversed(line.copies(group)))
        return next((one[0] for one in found if one is not None), line)

    def unknown_to(self, deletion: Line, eid: bytes, state: State) -> Iterator[Standing]:
        """Yield what stands in a record and its rows that a deletion did not know of, as kept."""
        places = self.news(state, deletion.knew())
        if deletion.rows is not None:
            known = deletion.knew(rows=True)
            places |= {p for row in self.rows_of(eid) if self.is_there(row) for p in self.news(row, known)}
        for place in sorted(places):
            yield Standing(self.lookup(*place), (None,), not self.is_new(place))

    def before_of(self, eid: bytes) -> State | None:
        """Return an entity as the file holds it."""
        if eid in self._before:
            return self._before[eid]
        row = self.db.execute(f"SELECT {READ} FROM entity WHERE eid = ?", (eid,)).fetchone()
        return self._read(row) if row is not None else None

    def rows_before(self, eids: Sequence[bytes]) -> dict[bytes, list[State]]:
        """Return the rows of some records as the file holds them; records without rows are left out."""
        found: dict[bytes, list[State]] = {}
        for start in range(0, len(eids), _TOGETHER):
            part = eids[start : start + _TOGETHER]
            marks = ", ".join("?" * len(part))
            for row in self.db.execute(f"SELECT {READ} FROM entity WHERE owner IN ({marks})", part):
                found.setdefault(row[1], []).append(self._read(row))
        return found

    def at(self, eid: bytes, dot: Dot) -> tuple[Line, bool] | None:
        """Return the line of ``eid`` called ``dot`` and whether the file held it before; None for nowhere.

        Of what ships the line of ``eid`` itself, whatever its number elsewhere.
        """
        if dot.replica == SHIPPED:
            row = self.db.execute(_SHIPPED_OF, (eid, bytes.fromhex(SHIPPED))).fetchone()
            return (read(self.model, row[0]), True) if row is not None else None
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
        made=state.made,
    )


def _tuple(value: Any) -> Any:
    return tuple(_tuple(v) for v in value) if isinstance(value, list | tuple) else value
