"""Verbs on packages between units: pack, plan, merge, packages."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hnabroad_desktop.actions.exchange import notes, parcels, receiving, reports, sending, sticks
from hnabroad_desktop.actions.exchange.receiving import Choice, Difference, Plan, Received
from hnabroad_desktop.actions.exchange.writing import write_file
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.cli import opened
from hnabroad_desktop.cli.boundary import tell, warn
from hnabroad_desktop.cli.grammar import Verb, option, place
from hnabroad_desktop.cli.objects import as_json
from hnabroad_desktop.cli.record_verbs import FILE, JSON


def pack(asked: Namespace) -> None:
    """Write what a unit has not confirmed yet into a package for it."""
    with opened.opened(asked.file) as file:
        units = [parcels.unit_meant(file, text) for text in asked.to]
        written, content = parcels.pack(
            file,
            asked.out,
            units,
            tuple(asked.scope or ()),
            everything=asked.everything,
            attachments=not asked.without_attachments,
        )
        note = notes.delivery_note(file, written, content, asked.scope or ()) if asked.note else None
    if note is not None:
        write_file(asked.note, note.pdf)
    if asked.json:
        told = {
            "file": str(written.path),
            "note": str(asked.note) if note is not None else None,
            "id": content.package_id,
            "number": content.number,
            "code": written.code,
            "sha256": written.sha256,
            "lines": content.lines,
            "counts": {k: n for k, n in content.counts.items() if not k.startswith("_")},
        }
        tell(as_json(told))
        return
    tell(_("Package no. {number}: {path}").format(number=content.number, path=written.path))
    tell(_("Changes: {count}").format(count=show_number(content.lines)))
    tell(_("Code to compare by telephone: {code}").format(code=written.code))
    if note is not None:
        tell(_("Delivery note: {path}").format(path=asked.note))


def plan(asked: Namespace) -> None:
    """Say what a package would change; nothing is written."""
    _warn_of(asked.package)
    with opened.opened(asked.file) as file, parcels.opened(file, asked.package) as package:
        _tell_plan(receiving.plan(file, package), asked.json)


def merge(asked: Namespace) -> None:
    """Take a package in, settle what is chosen, and say what stays open."""
    choices = _choices(asked.choose) if asked.choose is not None else []
    _warn_of(asked.package)
    with opened.opened(asked.file) as file, parcels.opened(file, asked.package) as package:
        merged = receiving.merge(file, package, None, choices)
        if asked.report is not None:
            done = Received(package, merged=merged, plan=merged.plan)
            write_file(asked.report, reports.receiving_report(file, [(asked.package.name, done)]).pdf)
    if asked.json:
        told = _object(merged.plan)
        tell(as_json({**told, "lines": merged.lines, "settled": merged.settled, "open": len(merged.open)}))
        return
    if merged.plan.already:
        tell(_("This package was taken in before; there is nothing left to do."))
        return
    _tell_plan(merged.plan, False)
    tell(_("Taken in. {count} places are still not settled.").format(count=len(merged.open)))


def _warn_of(path: Path) -> None:
    if found := sticks.warning(path):
        warn(found)


def packages(asked: Namespace) -> None:
    """List the packages sent and received."""
    with opened.opened_to_read(asked.file) as file:
        found = sending.packages(file)
        state = sending.partners(file)
    if asked.json:
        told = {
            "packages": [
                {
                    "id": p.id,
                    "number": p.number,
                    "direction": p.direction,
                    "units": list(p.names),
                    "at": p.at,
                    "state": p.state,
                    "counts": dict(p.counts),
                }
                for p in found
            ],
            "partners": [
                {"unit": s.name, "sent": s.sent, "confirmed": s.confirmed, "received": s.received}
                for s in state
            ],
        }
        tell(as_json(told))
        return
    for p in found:
        words = _("sent to {units}") if p.direction == "out" else _("received from {units}")
        tell(f"{p.number:>4}  {p.at[:16].replace('T', ' ')}  {words.format(units=', '.join(p.names))}")
    for s in state:
        tell(_("{unit}: has received up to package no. {number}").format(unit=s.name, number=s.confirmed))


def take_back(asked: Namespace) -> None:
    """Take a package that was taken in back."""
    with opened.opened(asked.file) as file:
        unit = parcels.unit_meant(file, asked.unit)
        found = [p for p in sending.packages(file, unit) if p.direction == "in" and p.number == asked.number]
        if not found:
            raise AppError(
                _("Package no. {number} of {unit} was not taken in. Nothing was changed.").format(
                    number=asked.number, unit=file.title(unit)
                )
            )
        taken = receiving.take_back(file, found[-1].id)
    if asked.json:
        edited = [{"kind": kind, "id": entity} for kind, entity in taken.edited]
        waiting = sorted(taken.waiting)
        tell(as_json({"numbers": list(taken.numbers), "edited": edited, "waiting": waiting}))
        return
    tell(_("Taken back: package no. {numbers}").format(numbers=", ".join(map(str, taken.numbers))))
    if taken.edited:
        tell(
            _("{count} records were changed here since; look at what is not settled in them.").format(
                count=len(taken.edited)
            )
        )
    if taken.waiting:
        tell(
            _(
                "{count} records came with it: they are kept out of the lists until it is received again."
            ).format(count=len(taken.waiting))
        )


def _choices(path: Path) -> list[Choice]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [Choice(str(row["id"]), str(row["field"]), row["value"]) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AppError(
            _(
                "{name} is not a list of choices. Nothing was taken in. Write a list of objects with id, "
                "field and value."
            ).format(name=path.name)
        ) from error


def _object(found: Plan) -> dict[str, Any]:
    return {
        "package": found.package_id,
        "number": found.number,
        "new": _total(found.new),
        "changed": _total(found.changed),
        "merged": _total(found.merged),
        "deleted": _total(found.deleted),
        "conflicts": [_difference(d) for d in found.conflicts],
        "duplicates": [
            {"id": d.id, "known": d.known, "why": d.why, "name": d.name} for d in found.duplicates
        ],
        "proposals": [_difference(d) for d in found.proposals],
        "numbers": [{"id": n.id, "known": n.known, "number": n.number} for n in found.numbers],
        "kept": found.kept,
        "already": found.already,
    }


def _total(counts: Mapping[str, int]) -> int:
    return sum(counts.values())


def _difference(found: Difference) -> dict[str, Any]:
    return {
        "id": found.id,
        "record": found.record,
        "kind": found.kind,
        "field": found.field,
        "base": found.base.value if found.base is not None else None,
        "ours": found.ours.value,
        "theirs": found.theirs.value,
    }


def _tell_plan(found: Plan, as_objects: bool) -> None:
    if as_objects:
        tell(as_json(_object(found)))
        return
    if found.already:
        tell(_("This package was taken in before; there is nothing left to do."))
        return
    for words, count in (
        (N_("New: {count}"), _total(found.new)),
        (N_("Changed: {count}"), _total(found.changed)),
        (N_("Merged by themselves: {count}"), _total(found.merged)),
        (N_("Deleted by the sender: {count}"), _total(found.deleted)),
        (N_("Not in agreement: {count}"), len(found.conflicts)),
        (N_("Proposed changes: {count}"), len(found.proposals)),
        (N_("Perhaps the same person: {count}"), len(found.duplicates)),
        (N_("Equal document numbers: {count}"), len(found.numbers)),
        (N_("Kept for a later version: {count}"), found.kept),
    ):
        if count:
            tell(_(words).format(count=show_number(count)))


_PACKAGE = place("PACKAGE", N_("the package that came (.hsx)"), type=Path)

VERBS = (
    Verb(
        "pack",
        N_("write what a unit has not confirmed yet into a package for it"),
        pack,
        (
            FILE,
            place("OUT", N_("the package to write, or a folder"), type=Path),
            option(
                "--to",
                N_("code of the unit it is for; may be given several times"),
                metavar="UNIT",
                action="append",
                required=True,
            ),
            option(
                "--scope",
                N_("only this: people, plans, decisions, catalogues or rules; may be given several times"),
                metavar="S",
                action="append",
            ),
            option("--everything", N_("from the beginning, whatever was confirmed")),
            option("--without-attachments", N_("leave the attachments out")),
            option("--note", N_("also write the delivery note, as PDF"), metavar="PDF", type=Path),
            JSON,
        ),
    ),
    Verb(
        "plan",
        N_("say what a package would change; nothing is written"),
        plan,
        (FILE, _PACKAGE, JSON),
    ),
    Verb(
        "merge",
        N_("take a package in, after a backup; what is not chosen stays open"),
        merge,
        (
            FILE,
            _PACKAGE,
            option(
                "--choose",
                N_("a JSON list of id, field and value that settles what is not in agreement"),
                metavar="FILE.json",
                type=Path,
            ),
            option("--report", N_("also write a report on it, as PDF"), metavar="PDF", type=Path),
            JSON,
        ),
    ),
    Verb(
        "take-back-package",
        N_("take a package that was taken in back; receiving it again puts it back"),
        take_back,
        (
            FILE,
            place("UNIT", N_("code of the unit it came from")),
            place("NUMBER", N_("its number"), type=int),
            JSON,
        ),
    ),
    Verb(
        "packages",
        N_("list the packages sent and received, and how far partners have come"),
        packages,
        (FILE, JSON),
    ),
)
