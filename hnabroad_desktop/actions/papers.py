"""The course of a decision up to its number: drawn up, submitted, signed. Issuing is in ``issuing``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hnabroad_desktop.actions.facts import Family, class_of, signers_on
from hnabroad_desktop.actions.lists import find_one
from hnabroad_desktop.actions.records import examine, refuse
from hnabroad_desktop.actions.templates import document_of
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.class_rules import decided_elsewhere, listed
from hnabroad_desktop.records.decision import AMENDMENT, ISSUED
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile

if TYPE_CHECKING:
    from hnabroad_desktop.documents.blocks import Document

#: The body that decides by default, by layout: the People's Committee, the Party's by level of management.
_STATE_BODY, _PARTY_BODY, _PARTY_BOARD = "UBNDTP", "TU", "BTCTU"
_CITY_LEVELS = {"politburo", "city_standing_committee"}


def drafts_of(file: DataFile, class_id: str) -> list[Record]:
    """Return the decisions to send the people of a class, drafts and issued ones."""
    return _standing(file, class_id, "sending")


def amendments_of(file: DataFile, class_id: str) -> list[Record]:
    """Return the decisions that amend the one on a class, drafts and issued ones."""
    return _standing(file, class_id, AMENDMENT)


def _standing(file: DataFile, class_id: str, kind: str) -> list[Record]:
    found = file.find("decision", **{"class": class_id, "document_kind": kind})
    return [d for d in found if d["state"] not in {"annulled", "withdrawn"}]


def open_amendment(file: DataFile, class_id: str) -> Record | None:
    """Return the amending decision on a class that is not issued yet, None without one."""
    return next((d for d in amendments_of(file, class_id) if d["state"] not in ISSUED), None)


def draw_up(
    file: DataFile, class_id: str, profile: Family, *, body: str = "", signer: str = "", day: str = ""
) -> str:
    """Make the draft of the decision for a class and return its id. See ``proposed``."""
    settled = proposed(file, class_id, profile, body=body, signer=signer, day=day)
    with file.transaction("draw_up", class_of(file, class_id).text("name")) as step:
        return step.save(settled)


def proposed(
    file: DataFile, class_id: str, profile: Family, *, body: str = "", signer: str = "", day: str = ""
) -> Record:
    """Return the draft of the decision for a class as it would be drawn up; nothing is written.

    ``body`` and ``signer`` are ids; without them the body that decides by the
    people's level of management and its first signer in office are taken.
    Raises AppError where the Centre or a partner decides.
    """
    class_ = class_of(file, class_id)
    if decided_elsewhere(class_):
        raise AppError(
            _(
                "The Centre or the partner decides on this class; its decision is an incoming document. "
                "Nothing was drawn up. Enter that document on the class."
            )
        )
    body = body or body_for(file, class_, profile)
    draft = Record(
        "decision",
        {
            "document_kind": "sending",
            "profile": profile,
            "body": body,
            "class": class_id,
            "signer": signer or _first_signer(file, body, day),
            "submission": _paper_for(file, class_id, "proposal"),
            "policy_document": _paper_for(file, class_id, "policy"),
            "summary": _summary(class_),
        },
    )
    settled, problems = examine(file, draft, None)
    refuse(problems)
    return settled


def body_for(file: DataFile, class_: Record, profile: Family) -> str:
    """Return the body that decides for the people of a class in a layout (wording.md 7)."""
    code = _STATE_BODY
    if profile == "party":
        levels = {
            cadre["management_level"]
            for row in listed(class_)
            if (cadre := file.get("cadre", str(row["cadre"]))) is not None
        }
        code = _PARTY_BODY if levels & _CITY_LEVELS else _PARTY_BOARD
    found = find_one(file, "unit", code)
    if not found:
        raise AppError(_("The issuing body {code} is not in the list of units.").format(code=code))
    return found


def _first_signer(file: DataFile, body: str, day: str) -> str | None:
    found = signers_on(file, body, dt.date.fromisoformat(day) if day else file.today())
    return found[0].id if found else None


def _paper_for(file: DataFile, class_id: str, role: str) -> str | None:
    found = file.find("incoming_document", **{"class": class_id, "role": role})
    latest = max(found, key=lambda paper: paper.text("date"), default=None)
    return latest.id if latest else None


def _summary(class_: Record) -> str:
    return f"Về việc cử cán bộ, công chức, viên chức tham gia khóa bồi dưỡng {class_.text('name')}"


def submit(file: DataFile, decision_id: str) -> None:
    """Submit a draft for signature. Raises AppError naming what the text still lacks."""
    decision = decision_of(file, decision_id)
    refuse_gaps(document_of(file, decision))
    _move(file, decision, "submitted", "submit")


def back_to_draft(file: DataFile, decision_id: str, reason: str) -> None:
    """Take a paper that was submitted or signed back to its draft. Raises AppError without a reason."""
    if not reason.strip():
        raise AppError(_("Give the reason. Nothing was changed."))
    _move(file, decision_of(file, decision_id), "draft", "move_state", reason)


def sign(file: DataFile, decision_id: str) -> None:
    """Enter that the paper was signed; it waits for its number."""
    _move(file, decision_of(file, decision_id), "signed", "sign")


def _move(file: DataFile, decision: Record, state: str, verb: str, reason: str = "") -> None:
    changed = staged(file, decision.with_values(state=state), state, file.today(), reason)
    settled, problems = examine(file, changed, decision)
    refuse(problems)
    with file.transaction(verb, decision.text("summary")) as step:
        step.save(settled, decision)


def staged(file: DataFile, decision: Record, state: str, day: dt.date, reason: str = "") -> Record:
    """Return a document with one more stage of its course."""
    values = {"stage": state, "date": day.isoformat()} | ({"reason": reason} if reason else {})
    return decision.with_table("stages", [*decision.table("stages"), Row(values)])


def decision_of(file: DataFile, decision_id: str) -> Record:
    """Return a document. Raises AppError when there is none."""
    found = file.get("decision", decision_id)
    if found is None:
        raise AppError(_("There is no such document in this file. Nothing was changed."))
    return found


def unissued(file: DataFile, decision_id: str) -> Record:
    """Return a document that may still be changed. Raises AppError when there is none, or it is issued."""
    found = decision_of(file, decision_id)
    if found["state"] in ISSUED:
        raise AppError(
            _(
                "The decision is issued and cannot be changed. To replace a person, draw up "
                "an amending decision."
            )
        )
    return found


def refuse_gaps(document: Document) -> None:
    """Raise AppError naming every merge field that has no value yet."""
    if document.missing:
        raise AppError(
            _("The text still lacks: {fields}. Nothing was changed. Fill them in, then try again.").format(
                fields=", ".join(f"<{name.strip('<>')}>" for name in document.missing)
            )
        )
