"""Which unit stands for which on a day, so that a figure is counted under one unit and only once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Row, Values


@dataclass(frozen=True)
class Life:
    """A unit in time: from when to when it stands, above it which unit, after it which units."""

    id: str
    values: Values
    heirs: tuple[Row, ...] = ()

    @property
    def parent(self) -> str:
        """The unit directly above, "" for none."""
        return str(self.values.get("parent_unit") or "")

    def stands_on(self, day: dt.date) -> bool:
        """Say whether the unit exists on ``day``."""
        return parts.within(self.values, day, "valid_from", "valid_to")

    def ended_by(self, day: dt.date) -> bool:
        """Say whether the unit existed before ``day`` and does not any more."""
        end = self.values.get("valid_to")
        return bool(end) and str(end) < day.isoformat()


def main_heir(life: Life, day: dt.date) -> str:
    """Return the unit a unit's figures go to once it has ended, "" where no single one is named.

    Of several successors it is the main one; a single one needs no mark, unless
    it is a suggestion only: a dissolved body has no successor of itself.
    """
    named = [
        row
        for row in life.heirs
        if row["successor"] and (not row["date"] or str(row["date"]) <= day.isoformat())
    ]
    main = [row for row in named if row["primary"]]
    certain = [row for row in named if not row["suggestion"]]
    chosen = main or (certain if len({row["successor"] for row in certain}) == 1 else [])
    return str(chosen[-1]["successor"]) if chosen else ""


def standing_for(unit: str, lives: Mapping[str, Life], day: dt.date) -> str:
    """Return the unit that stands for ``unit`` on ``day``: itself while it exists, else its heirs in turn.

    Where the line of heirs ends before it reaches a unit that exists, it is the
    last one of the line, so that nothing is lost and nothing is counted twice.
    """
    seen = {unit}
    while (life := lives.get(unit)) is not None and life.ended_by(day):
        heir = main_heir(life, day)
        if not heir or heir in seen or heir not in lives:
            break
        unit = heir
        seen.add(unit)
    return unit


def parent_on(life: Life, lives: Mapping[str, Life], day: dt.date) -> str:
    """Return the unit above on ``day``: the one named, what stands for it, or the one it came from."""
    parent = standing_for(life.parent, lives, day) if life.parent else ""
    known = lives.get(parent)
    if known is None or known.stands_on(day):
        return parent if known is not None else ""
    # Named is a unit that came later: on that day its forerunner stood in its place, if it was one.
    before = [other for other in forerunners(parent, lives.values()) if lives[other].stands_on(day)]
    return before[0] if len(before) == 1 else ""


def forerunners(unit: str, lives: Iterable[Life]) -> list[str]:
    """Return the units that named ``unit`` as a successor."""
    return [life.id for life in lives if any(row["successor"] == unit for row in life.heirs)]
