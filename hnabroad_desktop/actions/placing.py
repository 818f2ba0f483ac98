"""Where people belong once their unit ended: suggested with a reason, moved only once confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from hnabroad_desktop.actions.context import FileContext
from hnabroad_desktop.actions.lists import Listing, Query
from hnabroad_desktop.actions.records import refuse
from hnabroad_desktop.actions.units import Choice, lives, suggestions
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import UNMATCHED
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.cadre_history import newest_post
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.unit import TERRITORIES
from hnabroad_desktop.rules.succession import Life
from hnabroad_desktop.store.datafile import DataFile

#: Who is asked about: whoever is at work.
AT_WORK = frozenset({None, "working", "seconded"})


@dataclass(frozen=True)
class Proposal:
    """Where one person of an old unit may belong; ``proposed`` is "" where a person has to choose.

    ``old`` is the id of the old unit and ``old_title`` its name; ``birth`` is a stored
    partial date, ``post`` the words of the post.
    """

    cadre: str
    name: str
    birth: str
    post: str
    old: str
    old_title: str
    choices: tuple[Choice, ...]
    proposed: str = ""


def proposal_of(
    file: DataFile, cadre: Record, old_title: str, choices: tuple[Choice, ...], proposed: str = ""
) -> Proposal:
    """Return a person of an old unit with where that person may belong."""
    return Proposal(
        cadre.id,
        cadre.text("full_name"),
        cadre.text("birth_date"),
        file.word("post", cadre.text("post")) if cadre["post"] else "",
        cadre.text("unit"),
        old_title,
        choices,
        proposed,
    )


@dataclass(frozen=True)
class Waiting:
    """Everybody at work whose unit has ended or will end, and the first day on which all of those have."""

    people: tuple[Proposal, ...]
    day: dt.date


def waiting(file: DataFile) -> Waiting:
    """Return everybody who waits to be placed, with suggestions; nobody is proposed anywhere."""
    day = file.today()
    known = lives(file)
    at_work = Query(filters={"status": "=working | =seconded"})
    lines = Listing(file, "cadre", ("unit",)).page(at_work, 0, 10_000_000)
    choices: dict[str, tuple[Choice, ...]] = {}
    found = []
    for line in lines:
        unit = str(line.cells[0] or "")
        begun = _day_after(known[unit]) if unit in known else None
        cadre = file.get("cadre", line.id) if begun is not None else None
        if cadre is not None and begun is not None:
            if unit not in choices:
                choices[unit] = tuple(suggestions(file, unit, max(begun, file.today())))
            day = max(day, begun)
            found.append(proposal_of(file, cadre, str(known[unit].values["name"]), choices[unit]))
    return Waiting(tuple(found), day)


def _day_after(life: Life) -> dt.date | None:
    """Return the first day on which a unit does not exist any more, None where no end is known."""
    end = life.values.get("valid_to")
    return dt.date.fromisoformat(str(end)) + dt.timedelta(days=1) if end else None


def place(
    file: DataFile, moves: Mapping[str, str], day: dt.date | None = None, *, report: Report = silent
) -> int:
    """Put people of ended units where a person confirmed, in one step; return how many.

    ``moves`` says the unit for each cadre. Everybody belongs there from ``day`` on, without it
    from the day after the old unit ended. A save that comes meanwhile goes first. Raises AppError
    or FormError; then nothing was changed.
    """
    return file.unhurried(lambda report: _place(file, moves, day, report), report)


def _place(file: DataFile, moves: Mapping[str, str], day: dt.date | None, report: Report) -> int:
    context = FileContext(file)
    placed = []
    for number, (cadre, unit) in enumerate(moves.items()):
        report(number, len(moves))
        before = file.get("cadre", cadre)
        old = context.get("unit", before.text("unit")) if before is not None else None
        if before is None or old is None or not old["valid_to"]:
            raise AppError(_("This person is in no unit that has ended. Nothing was changed."))
        begun = day or dt.date.fromisoformat(old.text("valid_to")) + dt.timedelta(days=1)
        placed.append((before, moved(context, before, unit, begun)))
    subject = _("{count} people").format(count=show_number(len(placed)))
    with file.transaction("place_people", subject) as step:
        for number, (before, after) in enumerate(placed):
            report(number, len(placed))
            step.save(after, before)
    return len(placed)


def moved(context: FileContext, before: Record, unit: str, day: dt.date) -> Record:
    """Return a cadre who belongs to ``unit`` from ``day`` on; the old unit stays in the career, with its end.

    Raises AppError or FormError when that cannot be.
    """
    target = context.get("unit", unit)
    on = day.isoformat()
    if target is None or target.deleted or not stands(target, on):
        raise AppError(
            _("“{unit}” does not exist on {day}. Nothing was changed. Choose another unit.").format(
                unit=context.title(unit), day=dates.show(on)
            )
        )
    asked = before.with_values(unit=unit, appointment_date=on, appointment_decision=None)
    asked = asked.with_table("career_record", _career(before, unit, on))
    after = KINDS["cadre"].settle(before, asked)
    known = {problem.message for problem in KINDS["cadre"].check(before, context)}
    problems = [p for p in KINDS["cadre"].check(after, context) if p.message not in known]
    refuse([replace(p, message=f"{before.text('full_name')}: {p.message}") for p in problems])
    return after


def _career(before: Record, unit: str, day: str) -> Iterable[Row]:
    """Return the career with the present line closed, whether it was ever dated or not, and a new one."""
    lines = list(before.table("career_record"))
    present = newest_post(before)
    if present is not None and present["unit"] in (None, before["unit"]):
        lines[lines.index(present)] = replace(
            present,
            values=MappingProxyType({**present.values, "unit": before["unit"], "to_date": day}),
        )
    else:
        lines.append(_line(before, before.text("unit"), to_date=day))
    return (*lines, _line(before, unit, from_date=day))


def _line(cadre: Record, unit: str, **dated: str) -> Row:
    values = {"post": cadre["post"], "unit": unit, **dated}
    return Row(MappingProxyType({name: value for name, value in values.items() if value is not None}))


def stands(unit: Record, day: str) -> bool:
    """Say whether a unit exists on a day."""
    return unit.text("valid_from") <= day and (not unit["valid_to"] or unit.text("valid_to") >= day)


def refuse_for_all(people: Iterable[Proposal], chosen: Collection[str]) -> None:
    """Raise AppError when everybody of a unit that proposes nobody is put somewhere by one choice.

    A dissolved body has no single successor: its people are placed one by one, or in parts.
    """
    groups: dict[str, list[Proposal]] = {}
    for each in people:
        groups.setdefault(each.old, []).append(each)
    for found in groups.values():
        by_hand = [each for each in found if not each.proposed]
        if len(by_hand) > 1 and all(each.cadre in chosen for each in by_hand):
            raise AppError(
                _(
                    "Everybody of “{unit}” is selected, and nothing says where they belong. Nobody was "
                    "placed. Choose for one person, or for a part of them, at a time."
                ).format(unit=found[0].old_title)
            )


def organs(file: DataFile, day: dt.date) -> list[Choice]:
    """Return every organ that stands on a day and may have staff, each with the unit above it as reason."""
    known = lives(file)
    return [
        Choice(life.id, str(life.values["name"]), _name_of(known.get(life.parent)))
        for life in known.values()
        if life.stands_on(day)
        and life.values.get("kind") not in TERRITORIES
        and not str(life.values.get("code") or "").startswith(UNMATCHED)
    ]


def _name_of(life: Life | None) -> str:
    return str(life.values["name"]) if life is not None else ""


def staff(file: DataFile, unit: str) -> int:
    """Return how many people at work belong to a unit."""
    return sum(1 for cadre in file.find("cadre", unit=unit) if cadre["status"] in AT_WORK)
