"""What taking a package in would do, as values: counts, differences, proposals, people met twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

#: The value of a unit of conflict: of its only field, or field -> value.
GroupValue = Any

_NONE: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Side:
    """One of several values: what it is, in which unit's copy it was written, by whom and when."""

    value: GroupValue
    unit: str = ""
    user: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Difference:
    """One unit of conflict of a record, or of a row in it, that is not the same on both sides.

    ``id`` is the record or row, ``record`` the record it belongs to; ``field`` the unit
    of conflict ("_deleted": deleted on one side, edited on the other) and ``names``
    its fields. ``others`` are further values, where there are more than two.
    """

    kind: str
    id: str
    record: str
    field: str
    names: tuple[str, ...]
    base: Side | None
    ours: Side
    theirs: Side
    others: tuple[Side, ...] = ()


@dataclass(frozen=True)
class Duplicate:
    """A person in the package who may be one that is here already; ``why`` as in ``records.same_person``."""

    id: str
    known: str
    why: str
    name: str
    known_name: str


@dataclass(frozen=True)
class EqualNumber:
    """Two documents with one number: both are kept, and somebody has to find out."""

    id: str
    known: str
    number: str


@dataclass(frozen=True)
class Plan:
    """What a package would change; nothing of it is written.

    new         records that are not here, by kind
    changed     records that only the sender changed, by kind
    merged      records both sides changed without contradiction, by kind
    deleted     records the sender deleted, by kind
    conflicts   values at odds that this package brings
    proposals   values the sender may propose but not set; without a choice ours stay
    kept        changes only a later program understands: kept and passed on
    already     nothing is left to do
    next_line   where the journal stood, to be compared when the plan is carried out
    """

    package_id: str
    unit: str
    number: int
    new: Mapping[str, int] = field(default_factory=lambda: _NONE)
    changed: Mapping[str, int] = field(default_factory=lambda: _NONE)
    merged: Mapping[str, int] = field(default_factory=lambda: _NONE)
    deleted: Mapping[str, int] = field(default_factory=lambda: _NONE)
    conflicts: tuple[Difference, ...] = ()
    proposals: tuple[Difference, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    numbers: tuple[EqualNumber, ...] = ()
    kept: int = 0
    kept_for: str = ""
    lines: int = 0
    already: bool = False
    next_line: int = 0

    @property
    def easy(self) -> bool:
        """Whether nobody has to decide anything."""
        return not (self.conflicts or self.proposals or self.duplicates or self.numbers)


@dataclass(frozen=True)
class Choice:
    """A value chosen for a unit of conflict of a record or row."""

    id: str
    field: str
    value: GroupValue


def spoken(names: tuple[str, ...], group: str, value: tuple[Any, ...] | None) -> GroupValue:
    """Return the value of a group as it is shown and chosen: plain for one field, by name for several."""
    if value is None:
        return None
    if len(names) == 1:
        only = value[0]
        return dict(only) if group.startswith("_") and isinstance(only, tuple) else only
    return dict(zip(names, value, strict=True))
