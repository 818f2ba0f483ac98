"""The verb that puts a paper of a class into files, and issues its decision on request."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from pathlib import Path
from typing import Literal

from hnabroad_desktop.actions import issuing, papers, previews, printing, records, summaries
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.cli import assignments, opened
from hnabroad_desktop.cli.boundary import tell, warn
from hnabroad_desktop.cli.grammar import Verb, option, place
from hnabroad_desktop.cli.record_verbs import FILE
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.decision import ISSUED
from hnabroad_desktop.records.schema import Record

#: The one paper that is of a cadre, not of a class.
SUMMARY = "summary_sheet"

#: What tells the two layouts of one draft apart in a folder.
_LAYOUTS = {"state": "the-thuc-Nha-nuoc", "party": "the-thuc-Dang"}


def print_paper(asked: Namespace) -> None:
    """Write a paper of a class into a folder; with --issue its decision is issued first."""
    if not asked.issue and (asked.number is not None or asked.date is not None):
        raise AppError(_("--number and --date go with --issue. Nothing was done."))
    if asked.issue and asked.document != "decision":
        raise AppError(_("Only a decision is issued. Nothing was done. Leave --issue or --document away."))
    if asked.xlsx and asked.document not in {"annex", "profile_list"}:
        raise AppError(_("--xlsx goes with --document annex or profile_list. Nothing was done."))
    if asked.document == SUMMARY:
        _print_summary(asked)
        return
    day = _day(asked.date)
    door = opened.opened if asked.issue else opened.opened_to_read
    with door(asked.file) as file:
        class_ = opened.record(file, "class", asked.class_)
        if asked.issue:
            decision = _issued(file, class_, asked.profile, asked.number, day)
        else:
            decision = _decision_of(file, class_, asked.profile) or _proposed(file, class_, asked.profile)
        _write(file, class_, decision, asked)


def _print_summary(asked: Namespace) -> None:
    with opened.opened_to_read(asked.file) as file:
        cadre = opened.record(file, "cadre", asked.class_)
        made = summaries.summary_sheet(file, cadre.id)
    docx = made.docx if asked.docx else None
    for path in printing.write_files(asked.out, made.stem, made.pdf, docx):
        tell(str(path))


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(dates.parse_day(text))
    except ValueError:
        raise AppError(
            _("“{value}” is not a day. Write day/month/year, for example 24/11/2026.").format(value=text)
        ) from None


def _decision_of(file: OpenFile, class_: Record, profile: str) -> Record | None:
    """Return the decision on a class in a layout: an amendment being drawn up, the issued one, the draft."""
    amendment = papers.open_amendment(file, class_.id)
    if amendment is not None and amendment["profile"] == profile:
        return amendment
    found = [d for d in papers.drafts_of(file, class_.id) if d["profile"] == profile]
    return next((d for d in found if d["state"] in ISSUED), found[-1] if found else None)


def _proposed(file: OpenFile, class_: Record, profile: str) -> Record:
    try:
        return papers.proposed(file, class_.id, _family(profile))
    except FormError as error:
        raise assignments.refusal(KINDS["decision"], error.problems) from error


def _family(profile: str) -> Literal["state", "party"]:
    return "party" if profile == "party" else "state"


def _issued(file: OpenFile, class_: Record, profile: str, number: int | None, day: dt.date | None) -> Record:
    """Take the decision on a class through its course to its number; if that fails, all is undone."""
    decision = papers.open_amendment(file, class_.id)
    if decision is None:
        found = papers.drafts_of(file, class_.id)
        issued = next((d for d in found if d["state"] in ISSUED), None)
        decision = issued or _decision_of(file, class_, profile)
    steps = 0
    try:
        if decision is None:
            told = day.isoformat() if day else ""
            decision_id = papers.draw_up(file, class_.id, _family(profile), day=told)
            state, steps = "draft", 1
        else:
            decision_id, state = decision.id, decision.text("state")
        for step in _COURSE.get(state, ()):
            step(file, decision_id)
            steps += 1
        done = issuing.issue(file, decision_id, number=number, day=day)
    except AppError as error:
        for _step in range(steps):
            records.undo(file)
        if isinstance(error, FormError):
            raise assignments.refusal(KINDS["decision"], error.problems) from error
        raise
    tell(_("Issued: {number}").format(number=done.number))
    if done.remark:
        warn(done.remark)
    issued = records.get(file, "decision", decision_id)
    assert issued is not None
    return issued


#: What is still to be done before a decision in a state can be issued.
_COURSE = {"draft": (papers.submit, papers.sign), "submitted": (papers.sign,)}


def _write(file: OpenFile, class_: Record, decision: Record, asked: Namespace) -> None:
    paper = previews.printout(file, decision, asked.document)
    docx = previews.word_file(file, decision, asked.document) if asked.docx else None
    xlsx = previews.list_file(file, decision, asked.document) if asked.xlsx else None
    stem = printing.file_stem(class_, asked.document, decision)
    if decision["number"] is None:
        stem = f"{stem}-{_LAYOUTS[asked.profile]}"
    for path in printing.write_files(asked.out, stem, paper.pdf, docx, xlsx):
        tell(str(path))
    if paper.missing:
        warn(_("Note: the text still lacks {fields}.").format(fields=", ".join(paper.missing)))


VERBS = (
    Verb(
        "print",
        N_("write a paper of a class as PDF, and issue its decision on request"),
        print_paper,
        (
            FILE,
            place(
                "CLASS",
                N_("code, id or exact title of the class, or of the cadre for a summary_sheet"),
                dest="class_",
            ),
            option(
                "--document",
                N_("which paper: decision, annex, profile_list; summary_sheet of a cadre"),
                choices=(*printing.DOCUMENTS, SUMMARY),
                default="decision",
            ),
            option("--profile", N_("the layout: state, party"), choices=tuple(_LAYOUTS), default="state"),
            option(
                "--out",
                N_("the folder to write to; made if it is missing"),
                metavar="DIR",
                type=Path,
                required=True,
            ),
            option("--docx", N_("also as DOCX")),
            option("--xlsx", N_("also the list as a workbook; for annex and profile_list")),
            option("--issue", N_("issue the decision first; it must be signed on paper")),
            option("--number", N_("the number the registry gave"), metavar="N", type=int),
            option("--date", N_("the day of the decision; today without it"), metavar="D"),
        ),
    ),
)
