"""Numbers and issuing: the number the registry gave, the frozen archive copy, and numbers made void.

Issuing stands apart: it is never undone; an issued paper is amended, replaced or
annulled (wording.md 12.1 to 12.3).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from hnabroad_desktop.actions import amending
from hnabroad_desktop.actions.facts import class_of
from hnabroad_desktop.actions.frozen import freeze, thaw
from hnabroad_desktop.actions.papers import decision_of, refuse_gaps, staged, unissued
from hnabroad_desktop.actions.printing import to_pdf
from hnabroad_desktop.actions.records import examine, refuse
from hnabroad_desktop.actions.templates import Made, made_from, paper
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.class_rules import listed
from hnabroad_desktop.records.decision import IN_FORCE, ISSUED, joint, shown_number
from hnabroad_desktop.records.register import next_number, period_of, unused_before
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.transaction import Transaction


@dataclass(frozen=True)
class Archived:
    """The archive copy of an issued decision: the pages as issued, and what they were made from."""

    pdf: bytes
    made: Made


@dataclass(frozen=True)
class Issued:
    """What issuing did: the number as written, and what the clerk should hear."""

    number: str
    remark: str = ""


# -- numbers -----------------------------------------------------------------------------


def register_of(file: DataFile, decision: Record) -> Record:
    """Return the register a decision takes its number from. Raises AppError when none is kept."""
    if decision["register"]:
        found = file.get("register", decision.text("register"))
        if found is not None:
            return found
    kept = file.find("register", body=decision["body"], document_type="decision")
    if not kept:
        raise AppError(
            _(
                "No register of decisions is kept for {body}. Nothing was issued. "
                "Enter the register first, under Documents."
            ).format(body=file.title(decision.text("body")))
        )
    return kept[0]


def offered_number(file: DataFile, decision_id: str, day: dt.date) -> int | None:
    """Return the number the program would give; None where the registry gives it."""
    register = register_of(file, decision_of(file, decision_id))
    if register["policy"] != "by_program":
        return None
    return next_number(taken_numbers(file, register, day))


def taken_numbers(file: DataFile, register: Record, day: dt.date) -> set[int]:
    """Return the numbers of a book that are used or void in the period of ``day``."""
    found = file.find("document_number", register=register.id, period=period_of(register, day))
    return {n for entry in found if isinstance(n := entry["number"], int)}


# -- issuing -----------------------------------------------------------------------------


def issue(
    file: DataFile, decision_id: str, *, number: int | None = None, day: dt.date | None = None
) -> Issued:
    """Issue a signed decision under its number and freeze it. Not undone; an issued paper is amended.

    ``number`` is the one the registry gave; where the register says so, the
    program gives the next. Raises AppError when it is taken, when the paper is
    not signed yet or lacks something, or when too many people are on the list.
    """
    decision = unissued(file, decision_id)
    if decision["state"] != "signed":
        raise AppError(_("The decision is not signed yet. Nothing was issued. Enter the signing first."))
    day = day or file.today()
    register = register_of(file, decision)
    taken = taken_numbers(file, register, day)
    number = _number(file, register, number, taken)
    numbered = decision.with_values(
        register=register.id, number=number, symbol=register["symbol"], date=day.isoformat(), state="issued"
    )
    entry = _entry(file, register, numbered, day)
    settled, problems = examine(file, staged(file, numbered, "issued", day), decision)
    refuse(problems)
    class_ = class_of(file, decision.text("class"))
    made = made_from(file, settled)
    document = paper(made)
    refuse_gaps(document)
    pages, data = to_pdf(document), freeze(made)
    settled, linked = amending.linked(file, settled)
    summary = document.title.partition(" ")[2].removeprefix("ĐỊNH ") or settled["summary"]
    shown = shown_number(settled)
    with file.transaction("issue", shown, barrier=True) as step:
        archive = step.keep_blob(pages)
        final = settled.with_values(
            archive_copy=archive, archive_hash=archive, archive_data=step.keep_blob(data), summary=summary
        )
        step.save(final, decision)
        for record, earlier in linked:
            step.save(record, earlier)
        step.save(entry.with_values(document=decision.id, summary=final["summary"]))
        _follow(file, step, class_, settled, shown)
    skipped = unused_before(number, taken)
    remark = (
        _("Number {number} is not used. This document takes number {taken} by the registry's book.").format(
            number=skipped, taken=number
        )
        if skipped is not None and register["policy"] == "by_program"
        else ""
    )
    return Issued(shown, remark)


def _number(file: DataFile, register: Record, number: int | None, taken: set[int]) -> int:
    if number is not None:
        return number
    if register["policy"] == "by_program":
        return next_number(taken)
    raise AppError(
        _("Type the number the registry gave for {register}. Nothing was issued.").format(
            register=register.text("name")
        )
    )


def _entry(file: DataFile, register: Record, decision: Record, day: dt.date) -> Record:
    """Return the line of the book of numbers, refused when the number is taken or void."""
    entry = Record(
        "document_number",
        {
            "register": register.id,
            "period": period_of(register, day),
            "number": decision["number"],
            "symbol": joint(decision) + register.text("symbol"),
            "date": day.isoformat(),
            "summary": decision["summary"],
        },
    )
    settled, problems = examine(file, entry, None)
    refuse(problems)
    return settled


def _follow(file: DataFile, step: Transaction, class_: Record, decision: Record, shown: str) -> None:
    """Bring class and nominations to where an issued decision puts them."""
    changed = class_
    if class_["state"] in {"planned", "selecting"}:
        changed = changed.with_values(state="decided")
    rows = [
        Row({**row.values, "date": decision["date"], "document": shown}, row.id)
        if row["duty"] == "decision" and not row["date"]
        else row
        for row in changed.table("duties")
    ]
    step.save(changed.with_table("duties", rows), class_)
    for row in listed(class_):
        nomination = file.get("nomination", str(row["nomination"])) if row["nomination"] else None
        if nomination is not None and nomination["state"] in {"selected", "approved"}:
            step.save(nomination.with_values(state="decided"), nomination)


def number_of(file: DataFile, decision: Record) -> Record | None:
    """Return the line of the book whose number an issued decision bears, None where it may not be voided."""
    if decision["state"] not in IN_FORCE:
        return None
    taken = file.find("document_number", document=decision.id, state="taken")
    return taken[0] if taken else None


def void_number(file: DataFile, entry_id: str, reason: str) -> None:
    """Void a number for good: it stays in the book with the reason, and its paper is annulled.

    Raises AppError where the number is not in the book or is void already,
    FormError without a reason (wording.md 12.1).
    """
    entry = file.get("document_number", entry_id)
    if entry is None:
        raise AppError(_("This number is not in the book. Nothing was changed."))
    if entry["state"] == "void":
        raise AppError(
            _("Number {number} is void already: {reason}. Nothing was changed.").format(
                number=KINDS["document_number"].title(entry), reason=entry.text("void_reason")
            )
        )
    voided = entry.with_values(
        state="void", void_reason=reason.strip() or None, void_date=file.today().isoformat()
    )
    settled, problems = examine(file, voided, entry)
    refuse(problems)
    paper = file.get("decision", entry.text("document")) if entry["document"] else None
    with file.transaction("void", KINDS["document_number"].title(entry), barrier=True) as step:
        step.save(settled, entry)
        if paper is not None and paper["state"] in IN_FORCE:
            annulled = staged(file, paper.with_values(state="annulled"), "annulled", file.today(), reason)
            step.save(annulled, paper)


# -- the archive -------------------------------------------------------------------------


def archived(file: DataFile, decision: Record) -> Archived | None:
    """Return the archive copy of an issued decision, None for a draft.

    Raises AppError when the copy is missing or does not have the hash it was issued with.
    """
    if decision["state"] not in ISSUED or not decision["archive_copy"]:
        return None
    pdf = file.blob(decision.text("archive_copy"))
    data = file.blob(decision.text("archive_data"))
    if pdf is None or data is None or hashlib.sha256(pdf).hexdigest() != decision["archive_hash"]:
        raise AppError(
            _(
                "The archive copy of {number} is not as it was issued. Nothing was printed. "
                "Compare with the signed paper and restore the file from a backup."
            ).format(number=shown_number(decision))
        )
    return Archived(pdf, thaw(data))


def issued_on(decision: Record) -> str:
    """Return number and day of an issued decision for lists: "127/QĐ-UBND, 24/11/2026"."""
    return f"{shown_number(decision)}, {dates.show(decision.text('date'))}"
