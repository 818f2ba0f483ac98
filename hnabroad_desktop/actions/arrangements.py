"""Arrangements of units as values: their parts and successors, units to be made, organs that go along."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.documents.citing import short_day
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.unit import is_territory
from hnabroad_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class Successor:
    """A unit that takes over: one that exists, or (``made``) one that the arrangement makes.

    ``main`` is the one under which reports by present units count the old unit.
    """

    unit: str
    main: bool = False
    made: Record | None = None
    note: str = ""


@dataclass(frozen=True)
class Part:
    """One act of an arrangement: a kind of ``SUCCESSION_KINDS``, the units it is done to, who takes over."""

    kind: str
    old: tuple[str, ...]
    successors: tuple[Successor, ...] = ()


@dataclass(frozen=True)
class Plan:
    """An arrangement of units: the first day of what is new, the act it rests on, and its parts.

    ``act`` is a legal act that is entered into the register together with it.
    """

    day: dt.date
    legal_basis: str
    parts: tuple[Part, ...]
    act: Record | None = None

    @property
    def olds(self) -> tuple[tuple[Part, str], ...]:
        """Every old unit with the part it stands in."""
        return tuple((part, old) for part in self.parts for old in part.old)

    @property
    def made(self) -> dict[str, Record]:
        """The units it makes, by id."""
        return {s.unit: s.made for part in self.parts for s in part.successors if s.made is not None}


def basis_of(file: DataFile, act: Record) -> str:
    """Return how units cite an act: "Nghị quyết số 1656/NQ-UBTVQH15, ngày 16/6/2025 của …".

    An act without a number is called as the register calls it, an empty one is "".
    """
    if act["number"] is None:
        return KINDS["legal_act"].title(act)
    kind = file.word("document_type", act.text("document_type")) if act["document_type"] else "Văn bản"
    told = f"{kind} số {act.text('number')}"
    if act["date"]:
        told += f", ngày {short_day(act.text('date'))}"
    return f"{told} của {act.text('issuer')}" if act["issuer"] else told


def to_make(file: DataFile, like: str, **values: Any) -> Successor:
    """Return a successor that is to be made after the pattern of an old unit, with ``values`` of its own.

    Without a code it is given one from the code of the old unit. Raises AppError for an unknown unit.
    """
    old = unit_of(file, like)
    names = ("kind", "block", "parent_unit", "rank", "symbol", "address", "phone")
    pattern = {name: old[name] for name in names if old[name] is not None}
    code = _free_code(file, old.text("code"))
    record = Record("unit", MappingProxyType({"code": code, **pattern, **values}), id=new_id())
    return Successor(record.id, main=True, made=record)


def organs_too(file: DataFile, part: Part) -> tuple[Part, ...]:
    """Return a part that joins territories, and parts that join their organs in the same way.

    Organs go together by the ending of their codes (``00082.UBND``): into the
    organ of the territory that takes over, or into one to be made after their pattern.
    """
    (into,) = part.successors
    place = into.made or unit_of(file, into.unit)
    standing = {} if into.made else _organs(file, place)
    groups: dict[str, list[Record]] = {}
    for old in part.old:
        for ending, organ in _organs(file, unit_of(file, old)).items():
            groups.setdefault(ending, []).append(organ)
    parts, made = [part], {"": into.unit}
    for ending, organs in groups.items():
        if ending in standing:
            successor, kind = Successor(standing[ending].id, main=True), "absorb"
        else:
            above = made.get(_ending_above(file, organs[0]), into.unit)
            successor = _like_organ(file, organs[0], place, above, ending)
            made[ending] = successor.unit
            kind = "amalgamate" if len(organs) > 1 else "rename"
        parts.append(Part(kind, tuple(organ.id for organ in organs), (successor,)))
    return tuple(parts)


def _organs(file: DataFile, place: Record) -> dict[str, Record]:
    """Return the organs of a territory that stand, by the ending of their codes, from above to below."""
    found: dict[str, Record] = {}
    waiting = [place]
    while waiting and place.id:
        above = waiting.pop(0)
        for organ in file.find("unit", parent_unit=above.id):
            if not is_territory(organ) and not organ["valid_to"]:
                found[_ending(organ)] = organ
                waiting.append(organ)
    return found


def _ending(organ: Record) -> str:
    return organ.text("code").rpartition(".")[2]


def _ending_above(file: DataFile, organ: Record) -> str:
    above = file.get("unit", organ.text("parent_unit"))
    return "" if above is None or is_territory(above) else _ending(above)


def _like_organ(file: DataFile, organ: Record, place: Record, above: str, ending: str) -> Successor:
    """Return an organ to be made for a new territory, called as its pattern is but for the place."""
    parent: Record | None = organ
    while parent is not None and not is_territory(parent):
        parent = file.get("unit", parent.text("parent_unit"))
    old, new = (unit.text("name") if unit else "" for unit in (parent, place))
    names = {
        name: _renamed(organ.text(name), old, new)
        for name in ("name", "short_name")
        if organ[name] is not None
    }
    return to_make(file, organ.id, parent_unit=above, code=f"{place.text('code')}.{ending}", **names)


def _renamed(text: str, old: str, new: str) -> str:
    # Inside a name the kind of a place begins small: "UBND phường Hoàn Kiếm".
    inside = {old: new, old[:1].lower() + old[1:]: new[:1].lower() + new[1:]}
    for before, after in inside.items():
        if before and before in text:
            return text.replace(before, after)
    return f"{text} ({new})"


def _free_code(file: DataFile, code: str) -> str:
    number = 2
    while file.find("unit", code=f"{code}.{number}"):
        number += 1
    return f"{code}.{number}"


def unit_of(file: DataFile, unit: str) -> Record:
    """Return a unit that is in the file. Raises AppError for any other id."""
    record = file.get("unit", unit) if file.kind_of(unit) == "unit" else None
    if record is None or record.deleted:
        raise AppError(_("This unit is not in the file. Nothing was changed. Choose another unit."))
    return record
