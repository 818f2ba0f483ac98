"""Rearranging units: merged, split, renamed, dissolved or handed over, with everyone placed one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from hnabroad_desktop.actions.arrangement_rules import PLACED_BY_HAND, SHAPES, check
from hnabroad_desktop.actions.arrangements import Part, Plan, unit_of
from hnabroad_desktop.actions.context import FileContext
from hnabroad_desktop.actions.placing import AT_WORK, Proposal, moved, organs, proposal_of
from hnabroad_desktop.actions.records import clean, examine, refuse
from hnabroad_desktop.actions.units import Choice, suggestions
from hnabroad_desktop.base.errors import AppError, Problem
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.unit import is_territory
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.transaction import Transaction

_WHY = {
    "rename": N_("“{old}” is renamed “{new}”"),
    "absorb": N_("“{old}” is absorbed by “{new}”"),
    "amalgamate": N_("“{old}” is amalgamated into “{new}”"),
    "divide": N_("“{old}” is divided; “{new}” is one of its parts"),
    "separate": N_("“{new}” is separated from “{old}”"),
    "hand_over": N_("“{old}” is handed over to “{new}”"),
    "dissolve": N_("“{old}” is dissolved; “{new}” is a suggestion only"),
}


@dataclass(frozen=True)
class Rearranged:
    """What was done: units closed and made, people moved, and people still in a unit that has ended."""

    closed: tuple[str, ...]
    made: tuple[str, ...]
    moved: int
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What a plan does to one old unit; ``last`` is its last day, "" where it goes on."""

    unit: str
    kind: str
    last: str
    successors: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """What carrying a plan out will write, in names; nothing is written yet.

    ``moves`` are the people by the name of their unit to be, ``stay`` those who stay in
    their old unit: waiting to be placed where it ends. ``below`` are units that stand below
    an ended one and go on.
    """

    act: Record | None
    changes: tuple[Change, ...]
    makes: tuple[Record, ...]
    moves: Mapping[str, tuple[str, ...]]
    stay: tuple[str, ...]
    below: tuple[str, ...]


# -- who may belong where ------------------------------------------------------------------------------------


def proposals(file: DataFile, plan: Plan) -> list[Proposal]:
    """Return where each person at work in the old units may belong, with the reason; nothing is written.

    Proposed is the only successor of a unit that ends; where a unit is divided,
    separated from or dissolved everybody is placed by a person.
    """
    check(file, plan)
    return list(_proposals(file, plan))


def _proposals(file: DataFile, plan: Plan) -> Iterator[Proposal]:
    for part, old in plan.olds:
        choices = _choices(file, plan, part, old)
        sure = len(choices) == 1 and part.kind not in PLACED_BY_HAND
        title = file.title(old)
        for cadre in file.find("cadre", unit=old):
            if cadre["status"] in AT_WORK:
                yield proposal_of(file, cadre, title, choices, choices[0].unit if sure else "")


def _choices(file: DataFile, plan: Plan, part: Part, old: str) -> tuple[Choice, ...]:
    made = plan.made
    name = file.title(old)
    result: dict[str, Choice] = {}
    for successor in sorted(part.successors, key=lambda s: not s.main):
        unit = made.get(successor.unit) or unit_of(file, successor.unit)
        if not is_territory(unit):
            reason = _(_WHY[part.kind]).format(old=name, new=unit.text("name"))
            result[unit.id] = Choice(unit.id, unit.text("name"), reason)
    if part.kind == "dissolve":
        for choice in suggestions(file, old, plan.day):
            result.setdefault(choice.unit, choice)
    return tuple(result.values())


# -- carrying it out -----------------------------------------------------------------------------------------


def organs_after(file: DataFile, plan: Plan) -> list[Choice]:
    """Return the organs somebody may belong to once a plan is carried out, those it makes first."""
    made = [Choice(u.id, u.text("name"), _("new")) for u in plan.made.values() if not is_territory(u)]
    gone = {old for part, old in plan.olds if part.kind != "separate"}
    return [*made, *(choice for choice in organs(file, plan.day) if choice.unit not in gone)]


def rearrange(
    file: DataFile, plan: Plan, moves: Mapping[str, str] | None = None, *, report: Report = silent
) -> Rearranged:
    """Carry an arrangement out in one step: units end and begin on the day, and those in ``moves`` move.

    ``moves`` says for a cadre the unit a person has confirmed; everybody else
    stays, and is named as waiting. Old units keep their names, and so do papers
    that name them. A save that comes meanwhile goes first. Raises AppError or FormError;
    then nothing was changed.
    """
    return file.unhurried(lambda report: _rearrange(file, plan, moves or {}, report), report)


def _rearrange(file: DataFile, plan: Plan, moves: Mapping[str, str], report: Report) -> Rearranged:
    ready = _Ready(file, plan, moves, report)
    with file.transaction("rearrange", plan.legal_basis) as step:
        if ready.act is not None:
            step.add(ready.act)
        for record in plan.made.values():
            step.add(ready.units[record.id])
        for part, old in plan.olds:
            _succeed(step, plan, part, ready.units[old])
        for number, (before, after) in enumerate(ready.placed):
            report(number, len(ready.placed))
            step.save(after, before)
    ended = tuple(old for part, old in plan.olds if SHAPES[part.kind].ends)
    staying = (p for old in ended for p in file.find("cadre", unit=old) if p["status"] in AT_WORK)
    return Rearranged(ended, tuple(plan.made), len(ready.placed), tuple(p.id for p in staying))


def outline(
    file: DataFile, plan: Plan, moves: Mapping[str, str] | None = None, *, report: Report = silent
) -> Outline:
    """Return what ``rearrange`` would write. Raises what it would raise; nothing is written."""
    ready = _Ready(file, plan, moves or {}, report)
    last = (plan.day - dt.timedelta(days=1)).isoformat()
    changes, below = [], []
    for part, old in plan.olds:
        ends = SHAPES[part.kind].ends
        names = tuple(ready.title(s.unit) for s in part.successors)
        changes.append(Change(file.title(old), part.kind, last if ends else "", names))
        if ends:
            below += [u for u in file.find("unit", parent_unit=old) if u.id not in ready.units]
    moves_by_unit: dict[str, tuple[str, ...]] = {}
    for before, after in ready.placed:
        unit = ready.title(after.text("unit"))
        moves_by_unit[unit] = (*moves_by_unit.get(unit, ()), before.text("full_name"))
    stay = tuple(p.name for p in _proposals(file, plan) if p.cadre not in (moves or {}))
    going_on = tuple(u.text("name") for u in below if not u["valid_to"])
    makes = tuple(ready.units[unit] for unit in plan.made)
    return Outline(ready.act, tuple(changes), makes, moves_by_unit, stay, going_on)


def is_done(file: DataFile, plan: Plan) -> bool:
    """Say whether a plan stands in the file, and was not taken back since."""
    part = plan.parts[0]
    rows = unit_of(file, part.old[0]).table("succession")
    return any(row["date"] == plan.day.isoformat() and row["kind"] == part.kind for row in rows)


class _Ready(FileContext):
    """A plan that can be carried out, and the file as it will be: with its units made and closed."""

    def __init__(self, file: DataFile, plan: Plan, moves: Mapping[str, str], report: Report) -> None:
        super().__init__(file)
        check(file, plan)
        self.units: dict[str, Record] = {}
        self.act: Record | None = None
        problems: list[Problem] = []
        if plan.act is not None:
            self.act, found = examine(file, plan.act, None)
            problems += found
        for record in plan.made.values():
            begun = record.with_values(valid_from=plan.day.isoformat(), legal_basis=plan.legal_basis)
            unit, unclean = clean(begun)
            self.units[unit.id] = unit
            problems += [*unclean, *self._required(unit), *KINDS["unit"].check(unit, self)]
        problems += self._one_code_each(plan)
        refuse(problems)
        for part, old in plan.olds:
            unit = unit_of(file, old)
            self.units[old] = _closed(unit, plan) if SHAPES[part.kind].ends else unit
        olds = {old for _part, old in plan.olds}
        self.placed = [
            self._moved(plan, olds, *move, report, (number, len(moves)))
            for number, move in enumerate(moves.items())
        ]

    def _moved(
        self, plan: Plan, olds: set[str], cadre: str, unit: str, report: Report, place: tuple[int, int]
    ) -> tuple[Record, Record]:
        report(*place)
        before = self._file.get("cadre", cadre)
        if before is None or before.deleted or before["unit"] not in olds:
            raise AppError(_("This person is in none of the units that are rearranged. Nothing was changed."))
        return before, moved(self, before, unit, plan.day)

    @staticmethod
    def _required(unit: Record) -> Iterable[Problem]:
        for field in KINDS["unit"].needed("S"):
            if unit[field.name] is None and not unit.table(field.name):
                yield Problem(field.name, _("Enter: {label}.").format(label=_(field.label)))

    def _one_code_each(self, plan: Plan) -> Iterable[Problem]:
        seen: dict[str, str] = {}
        for unit in (self.units[made] for made in plan.made):
            code, name = unit.text("code"), unit.text("name")
            if code and code in seen:
                yield Problem(
                    "code",
                    _("Code {code} belongs to “{unit}” already. Choose another code.").format(
                        code=code, unit=seen[code]
                    ),
                )
            seen.setdefault(code, name)

    def get(self, kind: str, record_id: str) -> Record | None:
        return self.units.get(record_id) or super().get(kind, record_id)

    def title(self, record_id: str) -> str:
        unit = self.units.get(record_id)
        return unit.text("name") if unit else super().title(record_id)


def _closed(unit: Record, plan: Plan) -> Record:
    last = plan.day - dt.timedelta(days=1)
    return unit.with_values(
        valid_to=last.isoformat(), legal_basis=unit["legal_basis"] or plan.legal_basis.strip()
    )


def _succeed(step: Transaction, plan: Plan, part: Part, unit: Record) -> None:
    """Write the end of an old unit and its successors."""
    known = step.load("unit", unit.id)
    assert known is not None
    only = len(part.successors) == 1
    suggested = part.kind == "dissolve"
    rows = [
        _row(
            plan,
            part.kind,
            successor=s.unit,
            primary=(s.main or only) and not suggested and part.kind != "separate",
            suggestion=suggested,
            note=s.note,
        )
        for s in part.successors
    ] or [_row(plan, part.kind)]
    step.save(unit.with_table("succession", (*known.table("succession"), *rows)), known)


def _row(plan: Plan, kind: str, **values: Any) -> Row:
    said = {"date": plan.day.isoformat(), "kind": kind, "legal_basis": plan.legal_basis.strip(), **values}
    return Row(MappingProxyType({name: value for name, value in said.items() if value}))
