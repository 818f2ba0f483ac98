"""Verbs on units: rearrange them by a plan, and figures by unit as it was or by successor."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from pathlib import Path
from typing import Any

from hnabroad_desktop.actions import rearranging, unit_figures
from hnabroad_desktop.actions.arrangements import Plan
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.actions.rearranging import Outline, Rearranged
from hnabroad_desktop.actions.unit_figures import MEASURES, Figures
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.cli import opened, tables
from hnabroad_desktop.cli.boundary import tell
from hnabroad_desktop.cli.grammar import Verb, option, place
from hnabroad_desktop.cli.objects import as_json
from hnabroad_desktop.cli.plan_file import PlanFile
from hnabroad_desktop.cli.record_verbs import FILE, JSON


def rearrange(asked: Namespace) -> None:
    """Carry a plan out as one step; with --dry-run nothing is written. Raises AppError."""
    told = PlanFile(asked.plan)
    door = opened.opened_to_read if asked.dry_run else opened.opened
    with door(asked.file) as file:
        plan = told.plan(file)
        moves = told.moves(file, plan)
        outline = rearranging.outline(file, plan, moves)
        people = _people(file, plan, moves) if asked.json else []
        done = None if asked.dry_run else rearranging.rearrange(file, plan, moves)
        if asked.json:
            tell(as_json({**_report(file, plan, outline, done), "people": people}))
            return
    _tell(plan, outline, done)


def _people(file: OpenFile, plan: Plan, moves: dict[str, str]) -> list[dict[str, Any]]:
    made = {unit: record.text("code") for unit, record in plan.made.items()}

    def code(unit: str) -> str | None:
        return (made.get(unit) or opened.code_of(file, "unit", unit)) if unit else None

    return [
        {
            "cadre": opened.code_of(file, "cadre", each.cadre),
            "name": each.name,
            "old": code(each.old),
            "proposed": code(each.proposed),
            "choices": [{"unit": code(c.unit), "name": c.title, "reason": c.reason} for c in each.choices],
            "moves_to": code(moves.get(each.cadre, "")),
        }
        for each in rearranging.proposals(file, plan)
    ]


def _report(file: OpenFile, plan: Plan, outline: Outline, done: Rearranged | None) -> dict[str, Any]:
    return {
        "written": done is not None,
        "day": plan.day.isoformat(),
        "legal_basis": plan.legal_basis,
        "changes": [
            {"unit": c.unit, "kind": c.kind, "last_day": c.last or None, "successors": list(c.successors)}
            for c in outline.changes
        ],
        "made": [{"code": u.text("code"), "name": u.text("name")} for u in outline.makes],
        "moved": sum(len(names) for names in outline.moves.values()),
        "stay": list(outline.stay),
    }


def _tell(plan: Plan, outline: Outline, done: Rearranged | None) -> None:
    said = _("Rearranged: {basis}.") if done is not None else _("Looked over, nothing was written: {basis}.")
    tell(said.format(basis=plan.legal_basis))
    ended = sum(1 for change in outline.changes if change.last)
    moved = sum(len(names) for names in outline.moves.values())
    facts = (
        (_("Units that end"), ended),
        (_("New units"), len(outline.makes)),
        (_("People who move"), moved),
        (_("People who stay"), len(outline.stay)),
    )
    tell(tables.pairs([(words, show_number(count)) for words, count in facts]))


def statistics(asked: Namespace) -> None:
    """Tell figures by unit; the totals are the same as it was and by successor. Raises AppError."""
    first, last, day = (_day(text) for text in (asked.first, asked.last, asked.day))
    by: unit_figures.By = "successor" if asked.by == "successor" else "as_it_was"
    with opened.opened_to_read(asked.file) as file:
        found = unit_figures.figures(file, by, first=first, last=last, day=day)
        codes = {x.unit: opened.code_of(file, "unit", x.unit) if x.unit else "" for x in found.lines}
    if asked.out is not None:
        _write(asked.out, unit_figures.workbook(found))
    if asked.json:
        tell(as_json(_figures(found, codes)))
    elif asked.out is not None:
        tell(_("Written: {path}").format(path=asked.out))
    else:
        tell(_table(found))


def _figures(found: Figures, codes: dict[str, str]) -> dict[str, Any]:
    codes_of = [measure.code for measure in MEASURES]
    return {
        "by": "unit" if found.day is None else "successor",
        "day": found.day.isoformat() if found.day else None,
        "units": [
            {
                "unit": codes[line.unit] or None,
                "name": line.title,
                **{code: amount for code in codes_of if (amount := line.amount(code))},
            }
            for line in found.lines
        ],
        "total": {code: found.total(code) for code in codes_of},
    }


def _table(found: Figures) -> str:
    heads = [_("Unit"), *(_(measure.label) for measure in MEASURES)]
    rows = [
        (line.title or _("Without a unit"), *(show_number(line.amount(m.code)) for m in MEASURES))
        for line in found.lines
    ]
    total = (_("Total"), *(show_number(found.total(m.code)) for m in MEASURES))
    return tables.aligned(heads, [*rows, total])


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(dates.parse_day(text))
    except ValueError as error:
        raise AppError(
            _("“{value}” is not a day. Write day/month/year, for example 24/11/2026.").format(value=text)
        ) from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise AppError(
            _("{path} could not be written. Choose another folder, or close the file in Excel.").format(
                path=path
            )
        ) from error


VERBS = (
    Verb(
        "rearrange",
        N_("merge, split, rename or dissolve units as a plan says"),
        rearrange,
        (
            FILE,
            place(
                "PLAN.json", N_("the plan: its act, its parts, and who moves where"), type=Path, dest="plan"
            ),
            option("--dry-run", N_("tell what would be written and write nothing")),
            JSON,
        ),
        N_(
            "The plan holds “day”, “act” (an object to enter, or an act of the register) or “legal_basis”, "
            "“parts” (each with “kind”, “old”, “successors”, “organs”) and “moves” (cadre to unit); units "
            "stand by their codes, a new unit as an object “new” with its values. Nobody moves who is not "
            "named. With --dry-run --json every person is listed with what is proposed."
        ),
    ),
    Verb(
        "statistics",
        N_("tell figures by unit, as it was or by successor"),
        statistics,
        (
            FILE,
            option(
                "--by",
                N_("unit: as it was then; successor: as units stand on a day"),
                choices=("unit", "successor"),
            ),
            option("--from", N_("first day that counts"), metavar="DAY", dest="first"),
            option("--to", N_("last day that counts"), metavar="DAY", dest="last"),
            option(
                "--day", N_("with --by successor: the day whose units count; without it today"), metavar="DAY"
            ),
            option("--out", N_("also write a workbook"), metavar="OUT.xlsx", type=Path),
            JSON,
        ),
    ),
)
