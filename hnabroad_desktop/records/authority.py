"""Whose word counts for which part of a record when units exchange data: dated data, not code."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from hnabroad_desktop.base.paths import RESOURCES

#: Standing of a unit: others, bodies that gather what a ward or commune keeps, organs of the city,
#: bodies that gather for the city.
OTHER, WARD, ORGAN, CITY = range(4)


@dataclass(frozen=True)
class Rule:
    """Values of ``groups`` of ``kind`` are changed by units of standing ``level`` or more.

    ``kind`` names a record type or "type.table". With ``after`` the rule holds only once the
    record stands in a record of that kind; others may still propose (features.md M9).
    """

    kind: str
    groups: frozenset[str]
    level: int
    after: str = ""
    valid_from: str = ""
    valid_to: str = ""
    basis: str = ""
    example: bool = False

    def holds_on(self, day: dt.date) -> bool:
        """Say whether the rule is in force on ``day``."""
        return self.valid_from <= day.isoformat() <= (self.valid_to or "9999")


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of the resource."""
    rows = json.loads((RESOURCES / "exchange" / "authority.json").read_text(encoding="utf-8"))["rows"]
    return tuple(Rule(**{**row, "groups": frozenset(row["groups"])}) for row in rows)


@cache
def central(kind: str) -> frozenset[str]:
    """Return the groups of ``kind`` for which the word from above is shown while they are not settled."""
    return frozenset(group for rule in rules() if rule.kind == kind for group in rule.groups)


def asked(kind: str, group: str, day: dt.date, among: Iterable[Rule]) -> Rule | None:
    """Return the rule on who may change ``group`` of ``kind`` on ``day``; None = everybody may."""
    for rule in among:
        if rule.kind == kind and group in rule.groups and rule.holds_on(day):
            return rule
    return None
