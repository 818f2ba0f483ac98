"""The organisation as it stood on a day: its tree of territories and organs, what came before and after."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hnabroad_desktop.actions.lists import Listing, Query
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.unit import TERRITORIES
from hnabroad_desktop.store.datafile import DataFile

_COLUMNS = ("name", "code", "kind", "parent_unit", "valid_from", "valid_to")
_ALL = 1_000_000


class UnitLine(NamedTuple):
    """One unit as a tree shows it; ``parent`` is the id of the unit above, "" at the top."""

    id: str
    name: str
    code: str
    kind: str
    parent: str
    valid_from: str
    valid_to: str


class Link(NamedTuple):
    """One step of succession as seen from a unit: the other unit, how and when, and how sure it is.

    ``unit`` is "" where a unit was dissolved without a successor.
    """

    unit: str
    title: str
    kind: str
    date: str
    main: bool
    suggestion: bool


def every_unit(file: DataFile) -> list[UnitLine]:
    """Return every unit there is or was, in the order of lists."""
    lines = Listing(file, "unit", _COLUMNS).page(Query(), 0, _ALL)
    return [UnitLine(line.id, *(str(cell or "") for cell in line.cells)) for line in lines]


def standing_on(units: Iterable[UnitLine], day: dt.date) -> list[UnitLine]:
    """Return the units in force on ``day``; the last day of a unit still counts.

    A unit whose unit above was not in force hangs under the nearest one above that was.
    """
    known = {unit.id: unit for unit in units}
    on = day.isoformat()
    standing = {u.id for u in known.values() if u.valid_from <= on and (not u.valid_to or on <= u.valid_to)}
    found = []
    for unit in known.values():
        if unit.id in standing:
            above, seen = unit.parent, {unit.id}
            while above and above not in standing and above not in seen:
                seen.add(above)
                above = known[above].parent if above in known else ""
            found.append(unit._replace(parent=above if above in standing else ""))
    return found


def tally(standing: Sequence[UnitLine]) -> list[tuple[str, int]]:
    """Return how many territories of each kind stand right below the city, the most numerous first."""
    kinds = {unit.id: unit.kind for unit in standing}
    below = Counter(u.kind for u in standing if u.kind in TERRITORIES and kinds.get(u.parent) == "city")
    return below.most_common()


def days_of_change(units: Iterable[UnitLine]) -> tuple[str, str] | None:
    """Return the day before and the day of the arrangement that most units began with, None without any."""
    begun = Counter(unit.valid_from for unit in units if unit.valid_from)
    if not begun:
        return None
    day = begun.most_common(1)[0][0]
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat(), day


def predecessors(file: DataFile, unit_id: str) -> list[Link]:
    """Return the units that this one came from, the newest step first."""
    found = []
    for owner in file.owners_having("unit.succession", "successor", unit_id):
        record = file.get("unit", owner)
        if record is not None and not record.deleted:
            found += [
                _link(owner, record.text("name"), row)
                for row in record.table("succession")
                if row["successor"] == unit_id
            ]
    return sorted(found, key=lambda link: (link.date, link.title), reverse=True)


def successors(file: DataFile, unit: Record) -> list[Link]:
    """Return the units that came out of ``unit``, in the order of its table."""
    return [
        _link(successor, file.title(successor) if successor else "", row)
        for row in unit.table("succession")
        for successor in [str(row["successor"] or "")]
    ]


def _link(unit: str, title: str, row: Row) -> Link:
    kind, date = str(row["kind"] or ""), str(row["date"] or "")
    return Link(unit, title, kind, date, bool(row["primary"]), bool(row["suggestion"]))
