"""Works out the plan of a package beside the file: nothing is written, no transaction is open."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from hnabroad_desktop.base.collector import paused
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.exchange.arrivals import Arrival, arrivals, check_address, new_lines
from hnabroad_desktop.exchange.authorship import Authors
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.doubles import Doubles
from hnabroad_desktop.exchange.plan import Difference, Plan, Side, spoken
from hnabroad_desktop.exchange.proposing import Proposing
from hnabroad_desktop.exchange.sharing import tree
from hnabroad_desktop.store import books
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.fold import group_values
from hnabroad_desktop.store.history import moment
from hnabroad_desktop.store.lines import DELETED, SCOPE, SHIPPED, Dot, Line
from hnabroad_desktop.store.model import EntityKind
from hnabroad_desktop.store.projection import State
from hnabroad_desktop.store.trial import Standing, Trial
from hnabroad_desktop.store.versions import read


@paused
def plan(file: DataFile, content: Content, report: Report = silent) -> Plan:
    """Return what taking ``content`` in would do. Raises Refused in the words of the user."""
    next_line = file.next_line()
    with file.raw() as db:
        name = file.title(content.sender_unit) or content.sender_unit
        check_address(content, file.unit_id, file.titles(list(content.receivers)))
        found = arrivals(db, content, name)
        empty = Plan(content.package_id, content.sender_unit, content.number, next_line=next_line)
        if not found:
            return Plan(**{**vars(empty), "already": True})
        return _Planner(file, db, content, found, empty).plan(name, report)


@dataclass
class _Sorted:
    """The records touched, each under what happens to it."""

    new: dict[bytes, str] = field(default_factory=dict)
    changed: dict[bytes, str] = field(default_factory=dict)
    merged: dict[bytes, str] = field(default_factory=dict)
    deleted: dict[bytes, str] = field(default_factory=dict)

    def counts(self) -> dict[str, Mapping[str, int]]:
        return {name: Counter(found.values()) for name, found in vars(self).items()}


class _Planner:
    """One plan under way."""

    def __init__(
        self, file: DataFile, db: Any, content: Content, found: Sequence[Arrival], empty: Plan
    ) -> None:
        self.file = file
        self.db = db
        self.content = content
        self.found = {(a.part.replica, a.part.scope): a for a in found}
        self.empty = empty
        self.trial = Trial(db, file.model, self._find)
        self.again: dict[Dot, bytes] = {}
        self.sids: dict[tuple[str, str], int] = {}
        for names, arrival in self.found.items():
            sid, _dot = self.trial.streams.next_dot(*names)
            self.sids[names] = sid
            self.trial.begin(sid, arrival.n, arrival.common)
            self.trial.streams.author(arrival.part.replica, arrival.part.level)
        units = tree(file, file.today())
        self.authors = Authors(db, content.streams, file.replica, file.unit_id, units)
        self.known = _known_to_sender(db, content)
        self.proposing = Proposing(db, file.model, self.authors, file.today())
        self.doubles = Doubles(file, db)
        self.kept = 0

    def plan(self, name: str, report: Report) -> Plan:
        lines = 0
        for arrival, batch in new_lines(
            self.file.model, self.content, list(self.found.values()), name, report
        ):
            sid = self.sids[arrival.part.replica, arrival.part.scope]
            self.again.update((line.dot, raw) for line, raw in batch if not line.first)
            self.trial.take([(sid, line) for line, _raw in batch])
            lines += len(batch)
            for line, raw in batch:
                self._note(line, raw)
        conflicts: list[Difference] = []
        proposals: list[Difference] = []
        for eid in self._in_doubt():
            conflicts += self._conflicts(eid)
        at_odds = {(c.id, c.field) for c in conflicts}
        for eid in sorted(self.trial.known):
            proposals += [p for p in self._proposals(eid) if (p.id, p.field) not in at_odds]
        return Plan(
            **{
                **vars(self.empty),
                **self._sorted().counts(),
                "conflicts": tuple(conflicts),
                "proposals": tuple(proposals),
                "duplicates": tuple(self.doubles.people()),
                "numbers": tuple(self.doubles.numbers()),
                "kept": self.kept,
                "kept_for": self.content.program if self.kept else "",
                "lines": lines,
            }
        )

    def _note(self, line: Line, raw: bytes) -> None:
        eid = bytes.fromhex(line.entity)
        if eid in self.trial.known:
            self.again[line.dot] = raw
        kind = self.file.model.kinds.get(line.kind)
        if kind is None or _is_held_back(kind, line):
            self.kept += 1
        elif (line.first or line.restores) and self._is_new(eid):
            self.doubles.meet(line)

    def _find(self, dot: Dot) -> Line:
        """Return a line of the package; those of new entities are not kept and are looked up there."""
        raw = self.again.get(dot)
        if raw is None:
            part = self.found[dot.replica, dot.scope].part
            raw = next(islice(part.lines, dot.seq - part.base - 1, None))
        return read(self.file.model, raw)

    # -- counts --------------------------------------------------------------------------

    def _is_new(self, eid: bytes) -> bool:
        """Tell whether nothing the file counts says an entity whole; edits of it may wait here."""
        if eid in self.trial.made or eid in self.trial.known:
            return eid in self.trial.made or eid in self.trial.waiting
        before = self.trial.before_of(eid)
        return before is None or not before.made

    def _sorted(self) -> _Sorted:
        found = _Sorted()
        touched: dict[bytes, None] = {}
        for eid in (*self.trial.made, *self.trial.known):
            state = self.trial.states[eid]
            if not state.made:
                continue
            if self._is_new(eid):
                if state.owner is None:
                    found.new[eid] = state.kind.code
                elif not self._is_new(state.owner):
                    touched[state.owner] = None
                continue
            arrived = [group for group in self.trial.arrived(state) if group != SCOPE]
            if arrived:
                touched[state.owner or eid] = None
            if arrived == [DELETED] and state.owner is None and self._is_gone(state):
                found.deleted[eid] = state.kind.code
        self._sort_touched([eid for eid in touched if eid not in found.new], found)
        for eid in found.deleted:
            found.changed.pop(eid, None)
        return found

    def _sort_touched(self, eids: list[bytes], found: _Sorted) -> None:
        """Tell records only the sender changed from those both sides changed, themselves or in a row."""
        rows = self.trial.rows_before(eids)
        for eid in eids:
            record = self.trial.before_of(eid)
            if record is not None and record.made:
                own = any(map(self._has_own, (record, *rows.get(eid, ()))))
                (found.merged if own else found.changed)[eid] = record.kind.code

    def _has_own(self, state: State) -> bool:
        heads = [*([state.base] if state.base else []), *(h for found in state.heads.values() for h in found)]
        if state.base and all(g in state.heads for g in (*state.kind.groups, DELETED, SCOPE)):
            heads = heads[1:]
        named = ((self.trial.streams.names(head[0]), head[1]) for head in heads)
        return any(names[0] != SHIPPED and seq > self.known.get(names, 0) for names, seq in named)

    def _is_gone(self, state: State) -> bool:
        standing = self.trial.standing(state, DELETED)
        return bool(standing) and standing[0].value != (None,)

    # -- differences ---------------------------------------------------------------------

    def _in_doubt(self) -> Iterator[bytes]:
        """Yield what may be at odds now: what came, and the record where a row of it came."""
        touched = self.trial.known | self.trial.made
        owners = {owner for eid in touched if (owner := self.trial.states[eid].owner) is not None}
        for eid in sorted(touched | owners):
            state = self.trial.state(eid)
            if state is not None and state.unsettled:
                yield eid

    def _conflicts(self, eid: bytes) -> Iterator[Difference]:
        state = self.trial.states[eid]
        before = self.trial.before_of(eid)
        for group in self.trial.unsettled(eid, state):
            if group != SCOPE and self._brings(eid, state, before, group):
                yield self._difference(eid, state, before, group)

    def _brings(self, eid: bytes, state: State, before: State | None, group: str) -> bool:
        """Tell whether the package has part in a difference, which otherwise stood before."""
        if before is None or not before.made:
            return True
        groups = self.trial.arrived(state)
        if eid in self.trial.again and group not in self.trial.unsettled(eid, before):
            return True
        if group == DELETED:
            return bool(groups and groups != [SCOPE]) or self._news_in_rows(eid)
        return group in groups

    def _news_in_rows(self, eid: bytes) -> bool:
        return any(
            group not in (DELETED, SCOPE)
            for row in self.trial.rows_of(eid)
            for group in self.trial.arrived(row)
        )

    def _difference(self, eid: bytes, state: State, before: State | None, group: str) -> Difference:
        names = state.kind.members(group)
        standing = self.trial.standing(state, group)
        here = [s for s in standing if s.here]
        there = [s for s in standing if not s.here]
        ours = here[0] if here else standing[0]
        base = self._base(ours, there[0], group) if there and here else None
        theirs = there[0] if there else standing[-1]
        if here and there and ours.value == theirs.value:
            theirs = next((s for s in there if s.value != ours.value), theirs)
        rest = [s for s in standing if s.value not in (ours.value, theirs.value)]
        owner = state.owner or eid
        if group == DELETED:
            return self._deletion(eid, owner, state, standing)
        return Difference(
            state.kind.code,
            eid.hex(),
            owner.hex(),
            group,
            names,
            base,
            self._side(ours, names, group),
            self._side(theirs, names, group),
            tuple(self._side(s, names, group) for s in rest),
        )

    def _deletion(self, eid: bytes, owner: bytes, state: State, standing: Sequence[Standing]) -> Difference:
        """Return deletion against edit: one side took the record away, the other went on with it."""
        gone = next(s for s in standing if s.value != (None,))
        edits = list(self.trial.unknown_to(gone.line, eid, state))
        kept = next((s for s in standing if s.value == (None,)), None)
        edit = next((s for s in edits if s.here != gone.here), kept or gone)
        left = Standing(edit.line, (None,), edit.here)
        ours, theirs = (gone, left) if gone.here else (left, gone)
        return Difference(
            state.kind.code,
            eid.hex(),
            owner.hex(),
            DELETED,
            (DELETED,),
            None,
            self._side(ours, (DELETED,), DELETED),
            self._side(theirs, (DELETED,), DELETED),
        )

    def _side(self, standing: Standing, names: tuple[str, ...], group: str) -> Side:
        line = standing.line
        return Side(
            spoken(names, group, standing.value),
            self.authors.unit(line.dot.replica),
            line.user,
            moment(line.at),
        )

    def _base(self, ours: Standing, theirs: Standing, group: str) -> Side | None:
        """Return the latest value both sides built on: the nearest forebear of theirs that was here."""
        kind = self.file.model.kinds.get(ours.line.kind)
        waiting = deque(theirs.line.replaces(group))
        met: set[Dot] = set()
        while waiting and kind is not None:
            dot = waiting.popleft()
            found = self.trial.at(bytes.fromhex(ours.line.entity), dot) if dot not in met else None
            met.add(dot)
            if found is None:
                continue
            line, here = found
            if here:
                value = _value(kind, line, group)
                return self._side(Standing(line, value, True), kind.members(group), group) if value else None
            waiting.extend(line.replaces(group))
        return None

    def _proposals(self, eid: bytes) -> Iterator[Difference]:
        state = self.trial.states[eid]
        if not self.proposing.restricts(state.kind.code):
            return
        before = self.trial.before_of(eid)
        if before is None:
            return
        for group in self.trial.arrived(state):
            standing = self.trial.standing(state, group)
            earlier = self.trial.standing(before, group)
            if len(standing) != 1 or standing[0].here or not earlier or earlier[0].value == standing[0].value:
                continue
            if not self.proposing.only_proposes(state, eid, group, standing[0].line, earlier[0].value):
                continue
            names = state.kind.members(group)
            ours, theirs = (self._side(s, names, group) for s in (earlier[0], standing[0]))
            owner = (state.owner or eid).hex()
            yield Difference(state.kind.code, eid.hex(), owner, group, names, ours, ours, theirs)


def _is_held_back(kind: EntityKind, line: Line) -> bool:
    """Tell whether something in a line is only read by a later program."""
    if line.schema > kind.schema and line.needs:
        return True
    return any(name not in kind.group_of for name in (*line.values, *line.several))


def _value(kind: Any, line: Line, group: str) -> tuple[Any, ...] | None:
    values = group_values(kind, line).get(group)
    return values[0] if values else None


def _known_to_sender(db: Any, content: Content) -> Mapping[tuple[str, str], int]:
    """Return how far the sender has come in each stream, as far as it told, now or before."""
    tips = books.tips_of(db, content.sender_unit, content.sender)
    known = {names: n for names, (n, _hash) in tips.items()}
    told: Iterable[tuple[tuple[str, str], int]] = (
        (names, n) for receipt in content.receipts for names, (n, _hash) in receipt.tips.items()
    )
    for names, n in (*told, *(((p.replica, p.scope), p.tip) for p in content.streams)):
        known[names] = max(n, known.get(names, 0))
    return known
