"""Units live on: the tree as of a day, and which present organs may have taken over from one that ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hnabroad_desktop.actions.lists import Listing, Query
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.unit import TERRITORIES
from hnabroad_desktop.rules import succession
from hnabroad_desktop.rules.succession import Life
from hnabroad_desktop.store.datafile import DataFile

_COLUMNS = ("name", "code", "kind", "parent_unit", "valid_from", "valid_to")


def lives(file: DataFile) -> dict[str, Life]:
    """Return every unit in time, in the order of lists."""
    heirs = file.rows_of("unit", "succession")
    lines = Listing(file, "unit", _COLUMNS).page(Query(), 0, 1_000_000)
    found = {}
    for line in lines:
        values = {n: v for n, v in zip(_COLUMNS, line.cells, strict=True) if v is not None}
        found[line.id] = Life(line.id, values, tuple(heirs.get(line.id, ())))  # type: ignore[arg-type]
    return found


# -- the tree ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Node:
    """One unit of the tree and those below it, in the order of lists."""

    id: str
    name: str
    kind: str
    below: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield this unit and all below it."""
        yield self
        for each in self.below:
            yield from each.walk()


def tree(file: DataFile, day: dt.date) -> tuple[Node, ...]:
    """Return the units that existed on ``day``, under those they belonged to then."""
    known = lives(file)
    below: dict[str, list[Life]] = {}
    for life in known.values():
        if life.stands_on(day):
            below.setdefault(succession.parent_on(life, known, day), []).append(life)

    def grow(life: Life) -> Node:
        return Node(
            life.id, _text(life, "name"), _text(life, "kind"), tuple(map(grow, below.get(life.id, ())))
        )

    return tuple(map(grow, below.get("", ())))


def _text(life: Life, name: str) -> str:
    return str(life.values.get(name) or "")


# -- where people of an ended unit may belong now ------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """A present unit somebody may belong to, and why it is offered."""

    unit: str
    title: str
    reason: str


def suggestions(file: DataFile, unit: str, day: dt.date | None = None) -> list[Choice]:
    """Return the present organs that may have taken over from a unit that ended, each with its reason.

    Suggestions only, for one person at a time: a dissolved body has no single
    successor. First its own successors; then organs of the same kind in the
    territories that took in its territory, or the communes below it.
    """
    known, day = lives(file), day or file.today()
    life = known.get(unit)
    if life is None:
        return []
    found: dict[str, str] = {}
    for heir in _heirs(life, known, day):
        for organ in _organs_like(life, heir, known, day):
            found.setdefault(organ, _("successor of “{unit}”").format(unit=_text(life, "name")))
    for place in _territories(life, known):
        for heir in _heirs(place, known, day):
            for organ in _organs_like(life, heir, known, day):
                reason = _("the same kind of organ in “{new}”, which took in “{old}”").format(
                    new=_text(known[heir], "name"), old=_text(place, "name")
                )
                found.setdefault(organ, reason)
    return [Choice(organ, _text(known[organ], "name"), reason) for organ, reason in found.items()]


def _heirs(life: Life, known: Mapping[str, Life], day: dt.date) -> Iterator[str]:
    """Yield every unit that took over and exists on ``day``, through those that ended in between."""
    seen, waiting = {life.id}, [life]
    while waiting:
        for row in waiting.pop(0).heirs:
            heir = str(row["successor"] or "")
            if heir in seen or heir not in known:
                continue
            seen.add(heir)
            if known[heir].stands_on(day):
                yield heir
            else:
                waiting.append(known[heir])


def _territories(life: Life, known: Mapping[str, Life]) -> Iterator[Life]:
    """Yield the territory an organ belonged to, then the territories below it."""
    parent = life
    while parent.parent in known and parent.values.get("kind") not in TERRITORIES:
        parent = known[parent.parent]
    if parent.values.get("kind") not in TERRITORIES or parent.values.get("kind") == "city":
        return
    yield parent
    for other in known.values():
        if other.parent == parent.id and other.values.get("kind") in TERRITORIES:
            yield other


def _organs_like(life: Life, heir: str, known: Mapping[str, Life], day: dt.date) -> Iterable[str]:
    """Return an organ itself, of a territory its organs of the kind of ``life``."""
    if known[heir].values.get("kind") not in TERRITORIES:
        return [heir]
    below = {heir}
    found = []
    for other in known.values():
        # Units are listed from above to below, so one pass finds those at every depth.
        if other.parent in below and other.stands_on(day):
            below.add(other.id)
            if other.values.get("kind") == life.values.get("kind"):
                found.append(other.id)
    return found
