"""Rearranging units: merged, split, renamed, dissolved or handed over, with everyone placed one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from hnabroad_desktop.actions.arrangements import Part, Plan, unit_of
from hnabroad_desktop.actions.context import FileContext
from hnabroad_desktop.actions.people import known_as
from hnabroad_desktop.actions.records import clean, refuse
from hnabroad_desktop.actions.units import Choice, suggestions
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import AppError, Problem
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.unit import SUCCESSION_KINDS, is_territory
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.transaction import Transaction


@dataclass(frozen=True)
class Proposal:
    """Where one person of an old unit may belong; ``proposed`` is "" where a person has to choose."""

    cadre: str
    name: str
    known_as: str
    old: str
    choices: tuple[Choice, ...]
    proposed: str


@dataclass(frozen=True)
class Rearranged:
    """What was done: units closed and made, people moved, and people still in a unit that has ended."""

    closed: tuple[str, ...]
    made: tuple[str, ...]
    moved: int
    waiting: tuple[str, ...]


#: Of each kind: fewest and most old units, fewest and most successors, whether the old units end.
_SHAPES: Mapping[str, tuple[int, int, int, int, bool]] = MappingProxyType(
    {
        "rename": (1, 1, 1, 1, True),
        "absorb": (1, 99, 1, 1, True),
        "amalgamate": (2, 99, 1, 1, True),
        "divide": (1, 1, 2, 99, True),
        "separate": (1, 1, 1, 99, False),
        "dissolve": (1, 99, 0, 99, True),
        "hand_over": (1, 99, 1, 99, True),
    }
)

_WHY = {
    "rename": N_("“{old}” is renamed “{new}”"),
    "absorb": N_("“{old}” is absorbed by “{new}”"),
    "amalgamate": N_("“{old}” is amalgamated into “{new}”"),
    "divide": N_("“{old}” is divided; “{new}” is one of its parts"),
    "separate": N_("“{new}” is separated from “{old}”"),
    "hand_over": N_("“{old}” is handed over to “{new}”"),
    "dissolve": N_("“{old}” is dissolved; “{new}” is a suggestion only"),
}


def proposals(file: DataFile, plan: Plan) -> list[Proposal]:
    """Return where each person at work in the old units may belong, with the reason; nothing is written.

    Proposed is the only successor of a unit that ends; where a unit is divided,
    separated from or dissolved everybody is placed by a person.
    """
    _check(file, plan)
    found: list[Proposal] = []
    for part in plan.parts:
        for old in part.old:
            choices = _choices(file, plan, part, old)
            sure = len(choices) == 1 and part.kind not in {"dissolve", "separate"}
            for cadre in file.find("cadre", unit=old):
                if cadre["status"] in {None, "working", "seconded"}:
                    proposed = choices[0].unit if sure else ""
                    found.append(
                        Proposal(
                            cadre.id, cadre.text("full_name"), known_as(file, cadre), old, choices, proposed
                        )
                    )
    return found


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


def _check(file: DataFile, plan: Plan) -> None:
    """Raise AppError with one sentence when a plan cannot be carried out."""
    if not plan.legal_basis.strip():
        raise AppError(_("Enter the act the arrangement rests on. Nothing was changed."))
    labels = dict(SUCCESSION_KINDS)
    closed: set[str] = set()
    for part in plan.parts:
        kind = _(labels[part.kind])
        least_old, most_old, least_new, most_new, _ends = _SHAPES[part.kind]
        if not least_old <= len(part.old) <= most_old or not least_new <= len(part.successors) <= most_new:
            raise AppError(
                _("The number of units does not suit “{kind}”. Nothing was changed.").format(kind=kind)
            )
        for old in part.old:
            unit = unit_of(file, old)
            if unit["valid_to"] and unit.text("valid_to") < plan.day.isoformat():
                raise AppError(
                    _("“{unit}” ended on {day} already. Nothing was changed. Choose another unit.").format(
                        unit=unit.text("name"), day=dates.show(unit.text("valid_to"))
                    )
                )
            if old in closed:
                raise AppError(
                    _("“{unit}” stands in two parts of the arrangement. Nothing was changed.").format(
                        unit=unit.text("name")
                    )
                )
            closed.add(old)
        _check_successors(file, plan, part)


def _check_successors(file: DataFile, plan: Plan, part: Part) -> None:
    made = plan.made
    for successor in part.successors:
        unit = made.get(successor.unit) or unit_of(file, successor.unit)
        ended = unit["valid_to"] and unit.text("valid_to") < plan.day.isoformat()
        if successor.unit in part.old or ended:
            raise AppError(
                _("“{unit}” cannot be a successor here. Nothing was changed. Choose another unit.").format(
                    unit=unit.text("name")
                )
            )
    several = part.kind in {"divide", "hand_over"} and len(part.successors) > 1
    if several and sum(successor.main for successor in part.successors) != 1:
        raise AppError(_("Choose the one main successor, for reports. Nothing was changed."))


def rearrange(file: DataFile, plan: Plan, moves: Mapping[str, str] | None = None) -> Rearranged:
    """Carry an arrangement out in one step: units end and begin on the day, and those in ``moves`` move.

    ``moves`` says for a cadre the unit a person has confirmed; everybody else
    stays, and is named as waiting. Old units keep their names, and so do papers
    that name them. Raises AppError or FormError; then nothing was changed.
    """
    _check(file, plan)
    moves = moves or {}
    context = _Planned(file, plan)
    placed = [_moved(file, context, plan, cadre, unit) for cadre, unit in moves.items()]
    with file.transaction("rearrange", plan.legal_basis) as step:
        for record in plan.made.values():
            step.add(context.units[record.id])
        ended = [old for part in plan.parts for old in part.old if _SHAPES[part.kind][4]]
        for part in plan.parts:
            for old in part.old:
                _succeed(step, plan, part, context.units[old])
        for before, after in placed:
            step.save(after, before)
    waiting = [p.id for old in ended for p in file.find("cadre", unit=old) if p["status"] in _AT_WORK]
    return Rearranged(tuple(ended), tuple(plan.made), len(placed), tuple(waiting))


_AT_WORK = frozenset({None, "working", "seconded"})


class _Planned(FileContext):
    """The file as it will be: with the units of a plan made and closed."""

    def __init__(self, file: DataFile, plan: Plan) -> None:
        super().__init__(file)
        self.units: dict[str, Record] = {}
        problems: list[Problem] = []
        for record in plan.made.values():
            begun = record.with_values(valid_from=plan.day.isoformat(), legal_basis=plan.legal_basis)
            unit, found = clean(begun)
            self.units[unit.id] = unit
            problems += [*found, *self._required(unit), *KINDS["unit"].check(unit, self)]
        refuse(problems)
        for part in plan.parts:
            for old in part.old:
                unit = unit_of(file, old)
                self.units[old] = _closed(unit, plan) if _SHAPES[part.kind][4] else unit

    @staticmethod
    def _required(unit: Record) -> Iterable[Problem]:
        for field in KINDS["unit"].needed("S"):
            if unit[field.name] is None and not unit.table(field.name):
                yield Problem(field.name, _("Enter: {label}.").format(label=_(field.label)))

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


def _moved(file: DataFile, context: _Planned, plan: Plan, cadre: str, unit: str) -> tuple[Record, Record]:
    """Return a cadre before and after the move; raises what stands in the way."""
    before = file.get("cadre", cadre)
    target = context.get("unit", unit)
    olds = {old for part in plan.parts for old in part.old}
    if before is None or before.deleted or before["unit"] not in olds:
        raise AppError(_("This person is in none of the units that are rearranged. Nothing was changed."))
    if target is None or target.deleted or not _stands(target, plan.day):
        raise AppError(
            _("“{unit}” does not exist on {day}. Nothing was changed. Choose another unit.").format(
                unit=context.title(unit), day=dates.show(plan.day.isoformat())
            )
        )
    day = plan.day.isoformat()
    asked = before.with_values(unit=unit, appointment_date=day, appointment_decision=None)
    after = KINDS["cadre"].settle(before, asked)
    known = {problem.message for problem in KINDS["cadre"].check(before, context)}
    problems = [p for p in KINDS["cadre"].check(after, context) if p.message not in known]
    refuse([replace(p, message=f"{before.text('full_name')}: {p.message}") for p in problems])
    return before, after


def _stands(unit: Record, day: dt.date) -> bool:
    text = day.isoformat()
    return unit.text("valid_from") <= text and (not unit["valid_to"] or unit.text("valid_to") >= text)
