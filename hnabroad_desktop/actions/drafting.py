"""Work on the draft of a decision: its layout, the words it still lacks, and the number it will take."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from hnabroad_desktop.actions.facts import Family, class_of
from hnabroad_desktop.actions.issuing import offered_number, register_of, taken_numbers
from hnabroad_desktop.actions.papers import drafts_of, open_amendment, proposed, unissued
from hnabroad_desktop.actions.records import examine, refuse
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import decision as decisions
from hnabroad_desktop.records.decision import AMENDMENT, ISSUED
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile

#: Merge fields of wording.md 8.1 that are filled on the class, and where.
ON_CLASS = {
    "tên khóa": "name",
    "nội dung": "name",
    "nước": "legs",
    "thành phố": "legs",
    "thành phố, nước": "legs",
    "cơ sở nước ngoài": "host",
    "số ngày": "days",
    "ngày đi": "departure_date",
    "ngày về": "return_date",
    "kể cả thời gian đi, về": "travel_days_included",
    "nguồn kinh phí": "money",
    "văn bản dự toán": "estimate_number",
    "cơ quan chủ trì": "lead_body",
    "đơn vị soạn thảo": "lead_body",
    "phòng": "lead_body",
    "kế hoạch": "plan_line",
    "số kế hoạch": "plan_line",
    "ngày kế hoạch": "plan_line",
    "trích yếu kế hoạch": "plan_line",
}
ON_DECISION = {
    "số tờ trình": "submission",
    "ngày tờ trình": "submission",
    "tờ trình": "submission",
    "văn bản chủ trương": "policy_document",
    "người ký": "signer",
    "chức vụ người ký": "signer",
    "nơi nhận": "recipients",
}
_ON_LIST = {
    "người đưa ra",
    "người bổ sung",
    "số người",
    "số người bằng chữ",
    "đối tượng",
    "trưởng đoàn",
    "người được cử",
}
OF_PERSON = {
    "họ tên": "full_name",
    "giới tính": "sex",
    "ngày sinh": "birth_date",
    "chức vụ": "post",
    "đơn vị": "unit",
}


@dataclass(frozen=True)
class Gap:
    """A merge field without a value, and where it is filled.

    ``kind`` is "class" or "decision" with the ``field`` of that record, "list" for
    what the people make, "cadre" for what the record of ``person`` lacks, "words"
    for text written into this document itself.
    """

    name: str
    kind: str
    field: str = ""
    person: str = ""


@dataclass(frozen=True)
class Numbering:
    """The book a decision takes its number from: the number the program gives, and the latest one in it."""

    register: str
    symbol: str
    joint: str
    offered: int | None
    latest: int | None


def current(file: DataFile, class_id: str) -> Record | None:
    """Return the decision a class is worked on with: an open amendment, the issued one, the draft."""
    amendment = open_amendment(file, class_id)
    if amendment is not None:
        return amendment
    found = drafts_of(file, class_id)
    return max(found, key=lambda d: (d["state"] in ISSUED, d.id), default=None)


def trial(file: DataFile, class_id: str, profile: Family) -> Record | None:
    """Return the draft a class would get in a layout, not written; None where others decide."""
    class_ = class_of(file, class_id)
    return None if class_["organiser"] in {"central", "partner"} else proposed(file, class_id, profile)


def use_profile(file: DataFile, decision_id: str, profile: Family) -> None:
    """Put a draft in the other layout, with the body and the signer that go with it.

    Raises AppError for a decision that is not a draft any more, FormError for what blocks.
    """
    decision = unissued(file, decision_id)
    if decision["state"] != "draft":
        raise AppError(
            _(
                "The decision is submitted or signed. Nothing was changed. "
                "To change its layout, take it back to its draft first."
            )
        )
    if decision["document_kind"] == AMENDMENT:
        raise AppError(_("An amending decision has the layout of the first decision. Nothing was changed."))
    other = proposed(file, decision.text("class"), profile)
    _save(
        file,
        decision,
        decision.with_values(profile=profile, body=other["body"], signer=other["signer"], register=None),
    )


def fill(file: DataFile, decision_id: str, name: str, text: str) -> None:
    """Write the words of a merge field into this one document. Raises AppError as ``use_profile``."""
    decision = unissued(file, decision_id)
    part = f"<{name.strip('<>')}>"
    rows = [row for row in decision.table("own_words") if row["part"] != part]
    if text.strip():
        rows.append(Row({"part": part, "text": text.strip()}))
    _save(file, decision, decision.with_table("own_words", rows))


def gap(name: str) -> Gap:
    """Return where a merge field is filled; "ngày sinh (Nguyễn Văn An)" is one of a person."""
    plain = name.strip("<>")
    about = re.fullmatch(r"([^(]+) \((.+)\)", plain)
    if about is not None and about[1] in OF_PERSON:
        return Gap(plain, "cadre", OF_PERSON[about[1]], about[2])
    key = plain.lower()
    if key in ON_CLASS:
        return Gap(plain, "class", ON_CLASS[key])
    if key in ON_DECISION:
        return Gap(plain, "decision", ON_DECISION[key])
    if key in _ON_LIST:
        return Gap(plain, "list")
    return Gap(plain, "words")


def allow_over_quota(file: DataFile, decision_id: str, document: str) -> None:
    """Enter the document that allows more people than places. Raises AppError as ``use_profile``."""
    decision = unissued(file, decision_id)
    _save(file, decision, decision.with_values(over_quota_document=document.strip() or None))


def over_quota(file: DataFile, decision_id: str) -> tuple[int, int] | None:
    """Return people and places when the list is longer than allowed and no document allows it."""
    decision = file.get("decision", decision_id) or Record("decision")
    return decisions.over_quota(decision, class_of(file, decision.text("class")))


def numbering(file: DataFile, decision_id: str, day: dt.date) -> Numbering:
    """Return the book a decision takes its number from. Raises AppError when none is kept."""
    decision = file.get("decision", decision_id) or Record("decision")
    register = register_of(file, decision)
    return Numbering(
        register=register.text("name"),
        symbol=register.text("symbol"),
        joint=decisions.joint(decision),
        offered=offered_number(file, decision_id, day),
        latest=max(taken_numbers(file, register, day), default=None),
    )


def _save(file: DataFile, before: Record, changed: Record) -> None:
    settled, problems = examine(file, changed, before)
    refuse(problems)
    with file.transaction("edit", before.text("summary")) as step:
        step.save(settled, before)
