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
    """All lines ever written, and for each what its writer knew (the dots, itself left out)."""

    lines: list[Line] = field(default_factory=list)
    knew: dict[Dot, frozenset[Dot]] = field(default_factory=dict)
    known: dict[str, list[Line]] = field(default_factory=lambda: {r: [] for r in REPLICAS})

    def heads(self, lines: Iterable[Line], entity: str, group: str) -> list[Line]:
        """Return the assignments of a group that no other assignment knew of."""
        kind = MODEL.kinds[KINDS[entity]]
        found = [x for x in lines if x.entity == entity and group in group_values(kind, x)]
        return [x for x in found if not any(x.dot in self.knew[y.dot] for y in found)]

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
        standing = [
            x
            for group in self.groups(lines, entity) - {DELETED, SCOPE}
            for x in self.heads(lines, entity, group)
        ]
        return any(x.dot not in self.knew[d.dot] for d in gone for x in standing if x.dot != d.dot)

    def write(
        self,
        replica: str,
        scope: str,
        entity: str,
        values: dict[str, Any],
        *,
        also: dict[str, Any] | None = None,
    ) -> None:
        """Let a replica write what it knows now; ``also`` is a second value of the same group."""
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
            first=first,
        )
        self.knew[dot] = frozenset(x.dot for x in known)
        self.lines.append(line)
        known.append(line)

    def _seen(self, known: list[Line], entity: str) -> tuple[Dot, ...]:
        heads = {x.dot for group in self.groups(known, entity) for x in self.heads(known, entity, group)}
        streams = sorted({dot[:2] for dot in heads})
        return tuple(Dot(*s, max(x.dot.seq for x in known if x.dot[:2] == s)) for s in streams)

    def hear(self, replica: str, other: str) -> None:
        """Let ``replica`` take in everything ``other`` knows."""
        mine = {x.dot for x in self.known[replica]}
        self.known[replica] += [x for x in self.known[other] if x.dot not in mine]


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
        history.write(replica, draw(st.sampled_from((HOME, AWAY))), entity, values, also=also)
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
