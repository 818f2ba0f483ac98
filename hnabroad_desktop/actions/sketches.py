"""An arrangement of units in the making, kept beside the journal until it is carried out or given up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from hnabroad_desktop.actions import arrangements, placing
from hnabroad_desktop.actions.arrangement_rules import SHAPES
from hnabroad_desktop.actions.arrangements import Part, Plan, Successor
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.unit import is_territory
from hnabroad_desktop.store.datafile import DataFile

#: A decision about a person: stays in the old unit, to be placed later.
STAYS = ""

_DRAFT = ("arrangement", "")


@dataclass(frozen=True)
class Sketch:
    """What is known so far of an arrangement; anything may still be missing.

    ``act_id`` names an act of the register; without it ``act`` is entered there. ``organs`` says
    that the organs of territories go along, as ``organ_parts`` tells. ``decided`` says for a
    cadre the unit a person chose, or STAYS; nobody else was decided about yet.
    """

    kind: str = ""
    day: str = ""
    act_id: str = ""
    act: Record = field(default_factory=lambda: KINDS["legal_act"].new())
    old: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    organs: bool = False
    organ_parts: tuple[Part, ...] = ()
    decided: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was entered yet."""
        return self == Sketch(act=self.act) and not any(self.act.values.values()) and not self.act.rows

    @property
    def moves(self) -> dict[str, str]:
        """The people who move, each with the unit a person confirmed."""
        return {cadre: unit for cadre, unit in self.decided.items() if unit != STAYS}

    def made_of(self, unit: str) -> Record | None:
        """Return a unit that this arrangement makes, None for any other."""
        parts = (Part(self.kind, self.old, self.successors), *self.organ_parts)
        found = (s.made for part in parts for s in part.successors if s.unit == unit)
        return next(found, None)

    def with_successors(self, successors: tuple[Successor, ...]) -> Sketch:
        """Return a copy with other successors; organs that go along are worked out anew."""
        return replace(self, successors=successors, organ_parts=())

    def with_made(self, record: Record) -> Sketch:
        """Return a copy in which a unit that is to be made says something else."""
        before = self.made_of(record.id)
        if before == record:
            return self
        if any(s.unit == record.id for s in self.successors):
            return self.with_successors(_said(self.successors, record))
        parts = tuple(replace(p, successors=_said(p.successors, record)) for p in self.organ_parts)
        return replace(self, organ_parts=parts)


def _said(successors: tuple[Successor, ...], record: Record) -> tuple[Successor, ...]:
    return tuple(replace(s, made=record) if s.unit == record.id else s for s in successors)


@dataclass(frozen=True)
class OldUnit:
    """A unit of a sketch as it is known: who works there, and which units stand below it."""

    id: str
    name: str
    code: str
    staff: int
    below: tuple[str, ...]


def old_units(file: DataFile, sketch: Sketch) -> list[OldUnit]:
    """Return what is known of the units that are rearranged, in the order they were chosen."""
    found = []
    for old in sketch.old:
        unit = arrangements.unit_of(file, old)
        below = file.find("unit", parent_unit=old)
        standing = tuple(each.id for each in below if not each["valid_to"] and each.id not in sketch.old)
        found.append(OldUnit(old, unit.text("name"), unit.text("code"), placing.staff(file, old), standing))
    return found


def takes_organs(file: DataFile, sketch: Sketch) -> bool:
    """Say whether the organs of the old units can go along: territories that become one."""
    if SHAPES.get(sketch.kind) is None or SHAPES[sketch.kind].most_new != 1 or not sketch.old:
        return False
    return all(is_territory(arrangements.unit_of(file, old)) for old in sketch.old)


def settled(file: DataFile, sketch: Sketch) -> Sketch:
    """Return a sketch whose organs and people suit its units; what no longer fits is dropped."""
    shape = SHAPES.get(sketch.kind)
    if shape is not None and shape.most_new == 1:
        sketch = replace(sketch, successors=sketch.successors[:1])
    parts: tuple[Part, ...] = ()
    if sketch.organs and takes_organs(file, sketch) and len(sketch.successors) == 1:
        parts = arrangements.organs_too(file, Part(sketch.kind, sketch.old, sketch.successors))[1:]
    known = {old for part in sketch.organ_parts for old in part.old}
    if known != {old for part in parts for old in part.old}:
        sketch = replace(sketch, organ_parts=parts)
    decided = {
        cadre: unit
        for cadre, unit in sketch.decided.items()
        if unit == STAYS or sketch.made_of(unit) is not None or file.kind_of(unit) == "unit"
    }
    return replace(sketch, decided=decided)


def plan_of(file: DataFile, sketch: Sketch) -> Plan:
    """Return the plan a sketch stands for. Raises AppError that says what is still missing."""
    if sketch.kind not in SHAPES:
        raise AppError(_("Choose the kind of arrangement. Nothing was changed."))
    if not sketch.old:
        raise AppError(_("Choose the units to be rearranged. Nothing was changed."))
    if not sketch.day:
        raise AppError(_("Enter the first day of what is new. Nothing was changed."))
    parts = (Part(sketch.kind, sketch.old, sketch.successors), *sketch.organ_parts)
    known = file.get("legal_act", sketch.act_id) if sketch.act_id else None
    basis = arrangements.basis_of(file, known or sketch.act)
    return Plan(dt.date.fromisoformat(sketch.day), basis, parts, None if known is not None else sketch.act)


# -- keeping it ----------------------------------------------------------------------------------------------


def keep(file: DataFile, sketch: Sketch | None, *, at_once: bool = True) -> bool:
    """Keep a sketch in the file, outside the journal; None forgets it.

    Not ``at_once`` it is False, and nothing was kept, while a long job writes (see ``drafts.keep``).
    """
    if not at_once and file.turns.job_writes:
        return False
    with file.local() as db:
        db.execute("DELETE FROM draft WHERE kind = ? AND id = ?", _DRAFT)
        if sketch is not None:
            now = dt.datetime.now().isoformat(timespec="seconds")
            db.execute("INSERT INTO draft VALUES (?, ?, ?, ?)", (*_DRAFT, now, orjson.dumps(_plain(sketch))))
    return True


def kept(file: DataFile) -> Sketch | None:
    """Return the sketch that was kept, None if there is none or its units are not in the file any more."""
    body = file.draft(*_DRAFT)
    if body is None:
        return None
    sketch = _sketch(orjson.loads(body))
    named = [*sketch.old, *(s.unit for s in sketch.successors if s.made is None)]
    return sketch if all(file.kind_of(unit) == "unit" for unit in named) else None


def _plain(sketch: Sketch) -> dict[str, Any]:
    return {
        "kind": sketch.kind,
        "day": sketch.day,
        "act_id": sketch.act_id,
        "act": _plain_record(sketch.act),
        "old": list(sketch.old),
        "successors": [_plain_successor(s) for s in sketch.successors],
        "organs": sketch.organs,
        "organ_parts": [
            {"kind": p.kind, "old": list(p.old), "successors": [_plain_successor(s) for s in p.successors]}
            for p in sketch.organ_parts
        ],
        "decided": dict(sketch.decided),
    }


def _plain_successor(successor: Successor) -> dict[str, Any]:
    made = _plain_record(successor.made) if successor.made is not None else None
    return {"unit": successor.unit, "main": successor.main, "note": successor.note, "made": made}


def _plain_record(record: Record) -> dict[str, Any]:
    rows = {name: [dict(row.values) for row in found] for name, found in record.rows.items()}
    return {"id": record.id, "values": dict(record.values), "rows": rows}


def _sketch(said: Mapping[str, Any]) -> Sketch:
    parts = tuple(Part(p["kind"], tuple(p["old"]), _successors(p["successors"])) for p in said["organ_parts"])
    return Sketch(
        said["kind"],
        said["day"],
        said["act_id"],
        _record("legal_act", said["act"]),
        tuple(said["old"]),
        _successors(said["successors"]),
        said["organs"],
        parts,
        said["decided"],
    )


def _successors(said: list[dict[str, Any]]) -> tuple[Successor, ...]:
    return tuple(
        Successor(s["unit"], s["main"], _record("unit", s["made"]) if s["made"] else None, s["note"])
        for s in said
    )


def _record(kind: str, said: Mapping[str, Any]) -> Record:
    rows = {name: tuple(Row(values) for values in found) for name, found in said["rows"].items()}
    return Record(kind, said["values"], rows, said["id"])
