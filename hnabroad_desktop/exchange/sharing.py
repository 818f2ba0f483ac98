"""Who is entitled to what: the units of a file as a tree, and the scopes each of them may receive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records.authority import CITY, ORGAN, OTHER, WARD
from hnabroad_desktop.records.scope import ABOVE, BELOW, Scope, channel
from hnabroad_desktop.records.unit import TERRITORIES
from hnabroad_desktop.store.authority import has_table
from hnabroad_desktop.store.reader import Reader

#: What a clerk chooses to send: name, words, kinds of records. What is left out everywhere never leaves.
PARCELS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "people": (N_("People and nominations"), ("cadre", "nomination")),
    "plans": (
        N_("Needs, plans and classes"),
        ("scheme", "phase", "plan", "plan_line", "class"),
    ),
    "decisions": (N_("Decisions"), ("decision",)),
    "catalogues": (N_("Catalogues and units"), ("catalogue_value", "country", "unit")),
    "rules": (
        N_("Parameters, authority, legal acts and wording"),
        ("setting", "field_authority", "gathering_body", "legal_act", "wording_text", "view"),
    ),
}


@dataclass(frozen=True)
class Body:
    """A unit as far as the exchange is concerned."""

    id: str
    code: str
    kind: str
    parent: str


@dataclass(frozen=True)
class Tree:
    """The units a file knows, and which of them gather what the others keep."""

    bodies: Mapping[str, Body]
    gathering: frozenset[str] = field(default_factory=frozenset)

    def line(self, unit: str) -> Iterator[Body]:
        """Yield a unit and those above it, the nearest first."""
        met: set[str] = set()
        while unit in self.bodies and unit not in met:
            met.add(unit)
            yield self.bodies[unit]
            unit = self.bodies[unit].parent

    def territory(self, unit: str) -> Body | None:
        """Return the territory a unit lies in, or is."""
        return next((body for body in self.line(unit) if body.kind in TERRITORIES), None)

    def covers(self, unit: str, other: str) -> bool:
        """Say whether ``unit`` stands above ``other``: over it, or gathering for the territory it lies in."""
        if unit == other:
            return True
        above = [body.id for body in self.line(other)]
        if unit in above:
            return True
        place = self.territory(unit)
        return unit in self.gathering and place is not None and place.id in above

    def level(self, unit: str) -> int:
        """Return the standing of a unit (see ``records.authority``)."""
        place = self.territory(unit)
        gathers = unit in self.gathering
        if place is not None and place.kind == "city":
            return CITY if gathers else ORGAN
        return WARD if gathers else OTHER


def tree(file: Reader, day: dt.date) -> Tree:
    """Read the units of a file; one whose records know no units has none."""
    if "unit" not in file.model.kinds:
        return Tree({})
    with file.raw() as db:
        rows = db.execute("SELECT id, code, kind, parent_unit FROM r_unit WHERE _deleted = 0").fetchall()
        rules = _gathering(db, day) if has_table(db, "r_gathering_body") else []
    bodies = {
        eid.hex(): Body(eid.hex(), code or "", kind or "", parent.hex() if parent else "")
        for eid, code, kind, parent in rows
    }
    return Tree(bodies, frozenset(gatherers(bodies.values(), rules)))


def _gathering(db: Any, day: dt.date) -> list[tuple[bytes | None, str | None, str | None]]:
    rows: list[tuple[bytes | None, str | None, str | None]] = db.execute(
        "SELECT unit, unit_kind, code_ending FROM r_gathering_body WHERE _deleted = 0"
        " AND coalesce(valid_from, '') <= :day AND coalesce(valid_to, '9999') >= :day",
        {"day": day.isoformat()},
    ).fetchall()
    return rows


def gatherers(
    bodies: Iterable[Body], rules: Collection[tuple[bytes | None, str | None, str | None]]
) -> Iterator[str]:
    """Yield the units that gather: ``rules`` name a unit, a kind of unit or an ending of codes each."""
    units = {unit.hex() for unit, _kind, _ending in rules if unit}
    kinds = {kind for _unit, kind, _ending in rules if kind}
    endings = tuple(ending for _unit, _kind, ending in rules if ending)
    for body in bodies:
        if body.id in units or body.kind in kinds or (endings and body.code.endswith(endings)):
            yield body.id


def kinds_of(parcels: Collection[str]) -> frozenset[str]:
    """Return the kinds of records in ``parcels``; all that ever leave for none."""
    return frozenset(
        kind for name, (_words, kinds) in PARCELS.items() if not parcels or name in parcels for kind in kinds
    )


@dataclass(frozen=True)
class Entitlement:
    """Which scopes a unit may receive, worked out once for all units a file knows."""

    units: Tree
    scopes: Mapping[str, Scope]

    def scopes_for(self, receiver: str, kinds: Collection[str]) -> frozenset[str]:
        """Return the scopes of records of ``kinds`` that ``receiver`` is entitled to."""
        found: set[str] = set()
        for kind in kinds:
            rule = self.scopes.get(kind)
            if rule is None:
                continue
            for unit in self.units.bodies:
                if self._receives(receiver, unit, rule):
                    found.add(unit if rule.owner else channel(kind, unit))
        return frozenset(found)

    def _receives(self, receiver: str, owner: str, rule: Scope) -> bool:
        if receiver == owner:
            return True
        if ABOVE in rule.receivers and self.units.covers(receiver, owner):
            return True
        return BELOW in rule.receivers and self.units.covers(owner, receiver)
