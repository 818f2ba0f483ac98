"""Turns records into the facts of a paper: what was true of people, class and body on the day it is dated."""

from __future__ import annotations

import datetime as dt
from typing import Literal, cast

from hnabroad_desktop.actions.people_facts import person_of
from hnabroad_desktop.actions.settings import number
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.documents.facts import (
    Capacity,
    Category,
    DecisionFacts,
    Issuer,
    Leg,
    LegalAct,
    Marks,
    MoneySource,
    Organ,
    Paper,
    Person,
    ProfileListFacts,
    Signer,
)
from hnabroad_desktop.records.class_rules import listed
from hnabroad_desktop.records.parts import valid_on
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.signer import may_sign_on
from hnabroad_desktop.store.datafile import DataFile

Family = Literal["state", "party"]

_CAPACITIES: dict[str, Capacity] = {
    "direct": "direct",
    "on_behalf": "on_behalf",
    "for_head": "deputy",
    "by_order": "by_order",
    "by_authorisation": "by_authority",
    "acting": "acting",
}
_SECRECY = {"secret": "mat", "very_secret": "toi_mat", "top_secret": "tuyet_mat"}
_URGENCY = {"urgent": "khan", "very_urgent": "thuong_khan", "express": "hoa_toc"}

#: Parameters that fill merge fields of the wording by their names.
_MERGE = "merge."

#: Levels of management whose people the city's standing committee must have agreed to (wording.md 7).
_CITY_LEVELS = {"politburo", "city_standing_committee"}


def class_of(file: DataFile, class_id: str) -> Record:
    """Return a class. Raises AppError when there is none."""
    found = file.get("class", class_id)
    if found is None:
        raise AppError(_("There is no such class in this file. Nothing was changed."))
    return found


def roster_of(file: DataFile, class_: Record, day: dt.date) -> tuple[Person, ...]:
    """Return the people who go, in the order of the list, with post and unit as on ``day``."""
    return tuple(person_of(file, row, day) for row in listed(class_))


def decision_facts(file: DataFile, class_: Record, decision: Record) -> DecisionFacts:
    """Return what a decision to send the people of a class says."""
    today = file.today()
    day = _day(decision["date"]) or today
    people = roster_of(file, class_, day)
    numbered = decision["number"] is not None
    body = file.get("unit", decision.text("body")) if decision["body"] else None
    signer = file.get("signer", decision.text("signer")) if decision["signer"] else None
    return DecisionFacts(
        organ=organ_of(body, signer),
        as_of=today.isoformat(),
        class_name=class_.text("name"),
        people=people,
        number=cast(int, decision["number"]) if numbered else None,
        day=decision.text("date"),
        host=file.title(class_.text("host")) if class_["host"] else "",
        legs=legs_of(file, class_),
        days=cast("int | None", class_["days"]),
        departs=class_.text("departure_date"),
        returns=class_.text("return_date"),
        travel_included=cast("bool | None", class_["travel_days_included"]),
        money=_money(file, class_, len(people)),
        estimate=_estimate(class_),
        lead_body=file.title(class_.text("lead_body")) if class_["lead_body"] else "",
        proposal=incoming(file, decision["submission"]),
        policy_paper=incoming(file, decision["policy_document"]),
        policy_required=_needs_policy(file, class_),
        plan=_plan(file, class_),
        report_days_person=number(file, "report_person_days", day),
        report_days_delegation=number(file, "report_delegation_days", day),
        acts=_acts(file),
        recipients=tuple(line.strip() for line in decision.text("recipients").splitlines() if line.strip()),
        drafting_unit=_drafting_unit(file, class_),
        signer=signer_of(signer),
        issuer=_issuer(file, body),
        marks=_marks(file, decision, numbered),
        extra=tuple(_extra(file, decision, signer, day).items()),
    )


def profile_list_facts(
    file: DataFile, class_: Record, decision: Record | None, columns: Literal["A", "B"] = "A"
) -> ProfileListFacts:
    """Return the danh sách trích ngang of a class, as it goes with the submission."""
    today = file.today()
    day = _day(decision["date"]) if decision else None
    submission = incoming(file, decision["submission"]) if decision else None
    return ProfileListFacts(
        as_of=today.isoformat(),
        class_name=class_.text("name"),
        people=roster_of(file, class_, day or today),
        legs=legs_of(file, class_),
        columns=columns,
        submission=submission,
        marks=Marks(practice=file.practice),
    )


def organ_of(body: Record | None, signer: Record | None) -> Organ:
    """Return whose paper it is: it selects letterhead, wording and signing (wording.md 8.2 to 8.4)."""
    if body is None:
        raise AppError(_("Choose the body that issues the document. Nothing was changed."))
    if body["block"] == "party":
        return "ban_thuong_vu" if body["kind"] == "party_committee" else "ban_to_chuc"
    if body["kind"] == "people_committee":
        return "ubnd"
    by_authority = signer is not None and signer["capacity"] == "by_authorisation"
    return "so_by_authority" if by_authority else "so"


def signer_of(signer: Record | None) -> Signer | None:
    """Return the signature as it stands on paper."""
    if signer is None:
        return None
    return Signer(
        name=signer.text("full_name"),
        title=signer.text("title").upper(),
        capacity=_CAPACITIES[signer.text("capacity")],
        principal=signer.text("signs_for").upper(),
    )


def signers_on(file: DataFile, body_id: str, day: dt.date) -> list[Record]:
    """Return who may sign for a body on ``day``, in the order of the register."""
    found = [s for s in file.find("signer", body=body_id) if may_sign_on(s, day)]
    return sorted(found, key=lambda s: s["order"] if isinstance(s["order"], int) else 999)


def legs_of(file: DataFile, class_: Record) -> tuple[Leg, ...]:
    """Return the stays of a class abroad."""
    return tuple(
        Leg(
            country=file.title(str(row["country"])) if row["country"] else "",
            city=str(row["city"] or ""),
            starts=str(row["from_date"] or ""),
            ends=str(row["to_date"] or ""),
        )
        for row in class_.table("legs")
    )


def incoming(file: DataFile, record_id: object) -> Paper | None:
    """Return an incoming document as it is cited."""
    found = file.get("incoming_document", str(record_id)) if record_id else None
    if found is None:
        return None
    return Paper(
        kind=file.word("document_type", found.text("document_type")) if found["document_type"] else "",
        number=found.text("number"),
        day=found.text("date"),
        issuer=found.text("sender")
        or (file.title(found.text("sender_unit")) if found["sender_unit"] else ""),
        about=found.text("summary"),
    )


def _money(file: DataFile, class_: Record, people: int) -> tuple[MoneySource, ...]:
    found = []
    for row in class_.table("money"):
        each = row["per_person"]
        amount = each * people if isinstance(each, int) else row["estimate"]
        source = file.word("money_source", str(row["source"]))
        found.append(MoneySource(_inside(source), amount if isinstance(amount, int) else None))
    return tuple(found)


def _inside(words: str) -> str:
    # Inside a sentence "Ngân sách Thành phố" begins with a small letter.
    return words[:1].lower() + words[1:]


def _estimate(class_: Record) -> Paper | None:
    if not class_["estimate_number"]:
        return None
    return Paper(
        "Quyết định",
        class_.text("estimate_number"),
        class_.text("estimate_date"),
        class_.text("estimate_body"),
    )


def _plan(file: DataFile, class_: Record) -> Paper | None:
    line = file.get("plan_line", class_.text("plan_line")) if class_["plan_line"] else None
    plan = file.get("plan", line.text("plan")) if line and line["plan"] else None
    if plan is None or not plan["number"]:
        return None
    about = plan.text("summary") or plan.text("name")
    return Paper("Kế hoạch", plan.text("number"), plan.text("date"), plan.text("issuer"), about)


def _needs_policy(file: DataFile, class_: Record) -> bool:
    for row in listed(class_):
        cadre = file.get("cadre", str(row["cadre"]))
        if cadre is not None and cadre["management_level"] in _CITY_LEVELS:
            return True
    return False


def _acts(file: DataFile) -> tuple[LegalAct, ...]:
    found = []
    for act in file.find("legal_act"):
        if not act["topic"]:
            continue
        categories: list[Category] = []
        categories += ["cadre"] if act["for_cadres"] else []
        categories += ["civil_servant"] if act["for_civil_servants"] else []
        categories += ["public_employee"] if act["for_public_employees"] else []
        found.append(
            LegalAct(
                topic=act.text("topic"),
                paper=_cited(file, act),
                valid_from=act.text("valid_from"),
                valid_to=act.text("valid_to"),
                categories=tuple(categories),
                certain=not act["example"],
            )
        )
    return tuple(found)


def _cited(file: DataFile, act: Record) -> Paper:
    """Return an act as it is cited: a law by its name and day, others by type, number and issuer."""
    if act["citation"]:
        return Paper(act.text("citation"), day=act.text("date"))
    return Paper(
        kind=file.word("document_type", act.text("document_type")) if act["document_type"] else "",
        number=act.text("number"),
        day=act.text("date"),
        issuer=act.text("issuer"),
        about=act.text("summary"),
    )


def _drafting_unit(file: DataFile, class_: Record) -> str:
    lead = file.get("unit", class_.text("lead_body")) if class_["lead_body"] else None
    return (lead.text("symbol") or lead.text("short_name")) if lead else ""


def _issuer(file: DataFile, body: Record | None) -> Issuer | None:
    """Return the letterhead of a department; the other organs have theirs in the wording."""
    if body is None or body["kind"] not in {"department", "public_service"}:
        return None
    register = next(iter(file.find("register", body=body.id)), None)
    symbol = register.text("symbol") if register else f"QĐ-{body.text('symbol')}"
    return Issuer(names=(body.text("name").upper(),), symbol=symbol)


def _marks(file: DataFile, decision: Record, numbered: bool) -> Marks:
    draft_number = decision["draft_number"]
    return Marks(
        practice=file.practice,
        draft=not numbered and decision["state"] == "draft",
        draft_number=draft_number if isinstance(draft_number, int) else None,
        secrecy=cast(
            "Literal['', 'mat', 'toi_mat', 'tuyet_mat']", _SECRECY.get(decision.text("secrecy"), "")
        ),
        urgency=cast(
            "Literal['', 'khan', 'thuong_khan', 'hoa_toc']", _URGENCY.get(decision.text("urgency"), "")
        ),
    )


def _extra(file: DataFile, decision: Record, signer: Record | None, day: dt.date) -> dict[str, str]:
    """Return further merge fields: the unit's standing ones ("merge.…"), then those of this paper."""
    found: dict[str, str] = {}
    for setting in file.find("setting"):
        key = setting.text("key")
        if key.startswith(_MERGE) and setting["value"] is not None and valid_on(setting, day):
            found[key.removeprefix(_MERGE)] = setting.text("value")
    if signer is not None and signer["authorisation"]:
        found["văn bản ủy quyền"] = found["văn bản phân cấp hoặc ủy quyền"] = signer.text("authorisation")
    for row in decision.table("own_words"):
        part = str(row["part"])
        if part.startswith("<") and row["text"]:
            found[part.strip("<>")] = str(row["text"])
    return found


def _day(stored: object) -> dt.date | None:
    return dt.date.fromisoformat(str(stored)) if stored else None
