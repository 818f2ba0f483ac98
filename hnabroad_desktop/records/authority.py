"""Whose word counts for which part of a record when units exchange data: read from dated records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: Standing of a unit: others, bodies that gather what a ward or commune keeps, organs of the city,
#: bodies that gather for the city.
OTHER, WARD, ORGAN, CITY = range(4)

#: The same standings as a rule names them.
LEVELS: Mapping[str, int] = {"all": OTHER, "ward": WARD, "organ": ORGAN, "city": CITY}

#: The kinds of records the rules are kept in. They cannot hand themselves away: whatever
#: the rules say, these belong to the bodies that gather for the city.
RULE_KINDS = frozenset({"field_authority", "gathering_body"})

#: Behind a table: every value of its rows that are there; a new row is its unit's own, as a new record is.
WHOLE_TABLE = ".*"


@dataclass(frozen=True)
class Rule:
    """Values of ``group`` of ``kind`` are changed by units of standing ``level`` or more.

    ``kind`` is a record type or "type.table"; an empty ``group`` stands for all of it. With
    ``after`` the rule holds only once the record stands in a record of that kind; others may
    still propose (features.md M9).
    """

    kind: str
    group: str
    level: int
    after: str = ""
    valid_from: str = ""
    valid_to: str = ""

    def holds_on(self, day: dt.date) -> bool:
        """Say whether the rule is in force on ``day``."""
        return self.valid_from <= day.isoformat() <= (self.valid_to or "9999")


def place_of(part: str) -> tuple[str, str]:
    """Return the kind and the unit of conflict a part names; "" stands for everything in a table."""
    if part.endswith(WHOLE_TABLE):
        return part.removesuffix(WHOLE_TABLE), ""
    kind, _dot, group = part.rpartition(".")
    return kind, group


def in_force(rules: Iterable[Rule], day: dt.date) -> tuple[Rule, ...]:
    """Return the rules of ``day``; of several about one part the one that began last, then the strictest."""
    found: dict[tuple[str, str, str], Rule] = {}
    for rule in rules:
        place = (rule.kind, rule.group, rule.after)
        known = found.get(place)
        begun = (rule.valid_from, rule.level)
        if rule.holds_on(day) and (known is None or begun > (known.valid_from, known.level)):
            found[place] = rule
    return tuple(found.values())


def from_above(rules: Iterable[Rule]) -> Mapping[str, frozenset[str]]:
    """Return, by kind, the groups for which the word from above is shown while they are not settled.

    Whatever the day: no clock decides what is shown (design 7.8). An empty group stands for all.
    """
    found: dict[str, set[str]] = {kind: {""} for kind in RULE_KINDS}
    for rule in rules:
        if rule.level > OTHER:
            found.setdefault(rule.kind, set()).add(rule.group)
    return {kind: frozenset(groups) for kind, groups in found.items()}
