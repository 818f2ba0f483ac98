"""Histories of several replicas that write and exchange, with an oracle that knows what each of them knew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from hnabroad_desktop.store.fold import group_values
from hnabroad_desktop.store.lines import DELETED, SCOPE, Dot, Line
from tests.store.toy import AWAY, HOME, MODEL

REPLICAS = ("a" * 32, "b" * 32, "c" * 32)
THING, LINE = "e".zfill(32), "f".zfill(32)
KINDS = {THING: "thing", LINE: "thing.line"}

#: What may be assigned: one group each, the last unknown to this program.
VALUES: dict[str, list[dict[str, Any]]] = {
    THING: [
        {"name": "An"},
        {"name": "Bình"},
        {"name": None},
        {"post": "Bí thư", "since": "2020"},
        {"post": "Chủ tịch", "since": None},
        {"size": 1},
        {"rate": "4.98"},
        {"good": True},
        {"good": False},
        {SCOPE: AWAY},
        {SCOPE: HOME},
        {DELETED: {"reason": "trùng"}},
        {DELETED: {"reason": "nhầm"}},
        {DELETED: None},
        {"of_a_later_version": 1},
        {"of_a_later_version": 2},
    ],
    LINE: [
        {"word": "x"},
        {"word": "y"},
        {"first": "1", "second": "2"},
        {"first": "1", "second": "3"},
        {DELETED: {"reason": ""}},
        {DELETED: None},
    ],
}


@dataclass
class History:
    """All lines ever written, and for each what its writer knew (the dots, itself left out).

    ``links`` says of each value laid down again which line it copies.
    """

    lines: list[Line] = field(default_factory=list)
    knew: dict[Dot, frozenset[Dot]] = field(default_factory=dict)
    known: dict[str, list[Line]] = field(default_factory=lambda: {r: [] for r in REPLICAS})
    links: dict[tuple[Dot, str], Dot] = field(default_factory=dict)

    def heads(self, lines: Iterable[Line], entity: str, group: str) -> list[Line]:
        """Return the assignments of a group that no other one knew of, or of a copy of it."""
        found = [x for x in lines if x.entity == entity and group in _values(x)]
        known = {y.dot: self.knew[y.dot] for y in found}
        wrote = {y.dot: self.chain(y.dot, group)[-1] for y in self.lines if y.entity == entity}
        replaced = {
            wrote[x.dot]
            for y in found
            for x in self.lines
            if x.dot in known[y.dot] and x.entity == entity and group in _values(x)
            if wrote[x.dot] != wrote[y.dot]
        }
        return [
            x for x in found if wrote[x.dot] not in replaced and not any(x.dot in known[y.dot] for y in found)
        ]

    def chain(self, dot: Dot, group: str) -> list[Dot]:
        """Return a line and what it copies, link by link, back to the one that wrote the value."""
        found = [dot]
        while (found[-1], group) in self.links:
            found.append(self.links[found[-1], group])
        return found

    def groups(self, lines: Iterable[Line], entity: str) -> set[str]:
        """Return every group anybody assigned."""
        kind = MODEL.kinds[KINDS[entity]]
        return {group for x in lines if x.entity == entity for group in group_values(kind, x)}

    def values(self, lines: Sequence[Line], entity: str, group: str) -> set[tuple[Any, ...]]:
        """Return the distinct values that stand."""
        kind = MODEL.kinds[KINDS[entity]]
        return {v for x in self.heads(lines, entity, group) for v in group_values(kind, x)[group]}

    def edited_after_deletion(self, lines: Sequence[Line], entity: str) -> bool:
        """Tell whether a deletion in force did not know of a value that stands."""
        gone = [x for x in self.heads(lines, entity, DELETED) if x.seen is not None]
        for deletion in gone:
            rows = entity == THING and deletion.rows is not None and self._row_stands(lines)
            for each in (entity, LINE) if rows else (entity,):
                if self._news(lines, each, self.knew[deletion.dot] | {deletion.dot}):
                    return True
        return False

    def _news(self, lines: Sequence[Line], entity: str, known: frozenset[Dot]) -> bool:
        return any(
            known.isdisjoint(self.chain(x.dot, group))
            for group in self.groups(lines, entity) - {DELETED, SCOPE}
            for x in self.heads(lines, entity, group)
        )

    def _row_stands(self, lines: Sequence[Line]) -> bool:
        found = self.heads(lines, LINE, DELETED)
        return bool(found) and _values(max(found, key=lambda x: x.dot))[DELETED][0] == (None,)

    def write(
        self,
        replica: str,
        scope: str,
        entity: str,
        values: dict[str, Any],
        *,
        also: dict[str, Any] | None = None,
        told: bool = True,
    ) -> None:
        """Let a replica write what it knows now; ``also`` is a second value of the same group.

        Without ``told`` a deletion does not say what it knew of the rows, as it was once written.
        """
        known = self.known[replica]
        kind = MODEL.kinds[KINDS[entity]]
        first = not any(x.entity == entity for x in known)
        if first and any(x.entity == entity for x in self.lines):
            return  # only one of them makes an entity; the others hear of it
        seq = 1 + sum(x.dot[:2] == (replica, scope) for x in self.lines)
        dot = Dot(replica, scope, seq)
        groups = dict.fromkeys(kind.group_of.get(name, name) for name in values)
        heads = {group: [] if first else self.heads(known, entity, group) for group in groups}
        line = Line(
            dot=dot,
            at=0,
            user="An",
            verb="v",
            transaction=f"{replica[0]}{len(self.lines)}",
            kind=KINDS[entity],
            entity=entity,
            values={} if also else values,
            several=dict.fromkeys(groups, (values, also)) if also else {},
            parents={group: tuple(x.dot for x in found) for group, found in heads.items() if found},
            owner=THING if first and entity == LINE else "",
            seen=self._seen(known, entity) if values.get(DELETED) and not also else None,
            rows=self._seen(known, LINE) if values.get(DELETED) and entity == THING and told else None,
            first=first,
        )
        self._append(known, line)

    def lay_down(self, replica: str, scope: str, entity: str) -> None:
        """Let a replica say in a scope what stands, where nothing is at odds: copies, and no change."""
        known = self.known[replica]
        heads = {group: self.heads(known, entity, group) for group in self.groups(known, entity)}
        if self.edited_after_deletion(known, entity):
            heads.pop(DELETED, None)
        settled = {
            group: found[0] for group, found in heads.items() if len(found) == 1 and not found[0].several
        }
        if not settled:
            return
        kind = MODEL.kinds[KINDS[entity]]
        values: dict[str, Any] = {}
        for group, said in settled.items():
            if group in kind.groups:
                values |= {name: said.values.get(name) for name in kind.members(group)}
            elif group == SCOPE:
                values[SCOPE] = _values(said)[SCOPE][0][0]
            else:
                values[group] = said.values.get(group)
        dot = Dot(replica, scope, 1 + sum(x.dot[:2] == (replica, scope) for x in self.lines))
        self.links |= {(dot, group): said.dot for group, said in settled.items()}
        line = Line(
            dot=dot,
            at=0,
            user="An",
            verb="pack",
            transaction=f"{replica[0]}{len(self.lines)}",
            kind=KINDS[entity],
            entity=entity,
            values=values,
            parents={group: (said.dot,) for group, said in settled.items()},
            restores={group: tuple(self.chain(dot, group)[1:]) for group in settled},
            owner=THING if entity == LINE else "",
            seen=self._seen(known, entity) if values.get(DELETED) else None,
            rows=self._seen(known, LINE) if values.get(DELETED) and entity == THING else None,
        )
        self._append(known, line)

    def _append(self, known: list[Line], line: Line) -> None:
        dot = line.dot
        self.knew[dot] = frozenset(x.dot for x in known)
        self.lines.append(line)
        known.append(line)

    def _seen(self, known: list[Line], entity: str) -> tuple[Dot, ...]:
        heads = {
            dot
            for group in self.groups(known, entity)
            for x in self.heads(known, entity, group)
            for dot in self.chain(x.dot, group)
        }
        streams = sorted({dot[:2] for dot in heads})
        return tuple(Dot(*s, max(x.dot.seq for x in known if x.dot[:2] == s)) for s in streams)

    def hear(self, replica: str, other: str) -> None:
        """Let ``replica`` take in everything ``other`` knows."""
        mine = {x.dot for x in self.known[replica]}
        self.known[replica] += [x for x in self.known[other] if x.dot not in mine]


def _values(line: Line) -> dict[str, tuple[Any, ...]]:
    return group_values(MODEL.kinds[line.kind], line)


@st.composite
def histories(draw: Callable[..., Any], steps: int = 30) -> History:
    """Draw a history: two entities made by the first replica, then writing and exchanging at will."""
    history = History()
    history.write(REPLICAS[0], HOME, THING, {"name": "An"})
    history.write(REPLICAS[0], HOME, LINE, {"word": "x"})
    replicas = st.sampled_from(REPLICAS)
    for _step in range(draw(st.integers(0, steps))):
        replica = draw(replicas)
        if draw(st.booleans()):
            history.hear(replica, draw(replicas))
            continue
        entity = draw(st.sampled_from((THING, LINE)))
        if draw(st.integers(0, 4)) == 0:
            history.lay_down(replica, draw(st.sampled_from((HOME, AWAY))), entity)
            continue
        values = draw(st.sampled_from(VALUES[entity]))
        also = None
        match draw(st.integers(0, 7)):
            case 0:
                also = draw(st.sampled_from(VALUES[entity]))
                if set(also) != set(values) or SCOPE in also or DELETED in also:
                    also = None
            case 1 | 2:
                # Two groups in one line, as a form writes them.
                values = {**draw(st.sampled_from(VALUES[entity])), **values}
        scope, told = draw(st.sampled_from((HOME, AWAY))), draw(st.booleans())
        history.write(replica, scope, entity, values, also=also, told=told)
    return history


@st.composite
def arrivals(draw: Callable[..., Any], lines: Sequence[Line]) -> list[Line]:
    """Draw an order in which lines arrive: each stream in its own order, streams in any."""
    waiting: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        waiting.setdefault(line.dot[:2], []).append(line)
    order: list[Line] = []
    while waiting:
        stream = draw(st.sampled_from(sorted(waiting)))
        order.append(waiting[stream].pop(0))
        if not waiting[stream]:
            del waiting[stream]
    return order
