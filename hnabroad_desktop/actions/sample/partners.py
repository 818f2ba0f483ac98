"""Writes the invented partners, agreements in all their stages, offers, institutions and programmes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from hnabroad_desktop.actions.sample import days
from hnabroad_desktop.actions.sample.papers import Papers, offer_letter
from hnabroad_desktop.actions.sample.rosters import Group
from hnabroad_desktop.actions.sample.seed import Seed, resource
from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import shipped_id, unit_id

Values = dict[str, Stored]

_PAPERS = {
    "proposed": ("/TTr-VP", "Văn phòng UBND Thành phố"),
    "policy_requested": ("-CV/BCSĐ", "Ủy ban nhân dân thành phố Hà Nội"),
    "consulting": ("/UBND-ĐN", "Ủy ban nhân dân thành phố Hà Nội"),
    "submitted": ("/TTr-UBND", "Ủy ban nhân dân thành phố Hà Nội"),
}


def country(code: str) -> str:
    """Return the id of a country."""
    return shipped_id("country", code)


def partners(seed: Seed, papers: Papers) -> Iterator[Record]:
    """Yield the partners with the people we deal with over the years."""
    for line in resource("partners")["partners"]:
        contacts = [_contact(*contact) for contact in line["contacts"]]
        values = {name: value for name, value in line.items() if name not in {"contacts", "country"}}
        values |= {
            "country": country(line["country"]),
            "note": "Đối tác giả định, chỉ dùng cho dữ liệu thực hành.",
        }
        record = seed.record("partner", values, {"contacts": contacts})
        papers.ids[line["code"], "partner"] = record.id
        yield record


def institutions(seed: Seed, papers: Papers, groups: list[Group]) -> Iterator[Record]:
    """Yield the institutions with the courses they have organised with the city."""
    for line in resource("partners")["institutions"]:
        names = ("code", "name", "short_name", "name_en", "governing_body", "capacity")
        name, post, department = line["contact"]
        tables: dict[str, list[Values]] = {
            "fields": [{"field": field} for field in line["fields"]],
            "contacts": [_contact("theirs", name, post, department, "2023-01-03", None)],
            "experience": [
                {
                    "year": group.departs.year,
                    "country": country(group.spec["country"]),
                    "content": group.spec["name"],
                    "field": group.spec["field"],
                    "people": group.spec["places"],
                    "for_whom": "Thành phố Hà Nội",
                    "class": group.id,
                }
                for group in groups
                if group.gone and group.departs and group.spec.get("institution") == line["code"]
            ],
        }
        if "remark" in line:
            day, content, evidence, code = line["remark"]
            of = next(g.id for g in groups if g.code == code)
            tables["remarks"] = [{"date": day, "content": content, "evidence": evidence, "class": of}]
        record = seed.record("institution", {n: line[n] for n in names}, tables)
        papers.ids[line["code"], "institution"] = record.id
        yield record


def programmes(seed: Seed, papers: Papers) -> Iterator[Record]:
    """Yield the programmes, a later version after the one it came from."""
    for line in resource("classes")["programmes"]:
        names = ("code", "title", "field", "language", "days", "version")
        state = line.get("state", "revised" if "revised" in line else "approved")
        institution = next(
            i["name"] for i in resource("partners")["institutions"] if i["code"] == line["institution"]
        )
        values: Values = {
            **{name: line.get(name) for name in names},
            "course_kind": "short",
            "target_group": line["target"],
            "aims": f"Trang bị kiến thức, kinh nghiệm về {line['title'][0].lower()}{line['title'][1:]}.",
            "field_study": "Nghiên cứu thực tế tại cơ quan quản lý và cơ sở của nước đến",
            "interpreter": True,
            "institution": papers.ids[line["institution"], "institution"],
            "host": papers.ids[line["host"], "partner"],
            "built_by": institution,
            "previous_version": papers.ids.get((str(line.get("previous")), "programme")),
            "state": state,
        }
        if "approved" in line:
            values |= {"approved_by": "Ban Tổ chức Thành ủy", "approval_date": line["approved"]}
        modules = [
            {"number": number, "title": title, "class_hours": hours, "field_hours": field}
            for number, (title, hours, field) in enumerate(line["modules"], 1)
        ]
        record = seed.record("programme", values, {"modules": modules, "rounds": _rounds(line, state)})
        papers.ids[line["code"], "programme"] = record.id
        yield record


def _rounds(line: dict[str, Any], state: str) -> list[Values]:
    approved = date.fromisoformat(line.get("approved", "2026-11-20"))
    found: list[Values] = [
        {"stage": "ordered", "date": days.before(approved, 60).isoformat()},
        {"stage": "drafted", "date": days.before(approved, 35).isoformat()},
        {
            "stage": "commented",
            "date": days.before(approved, 18).isoformat(),
            "content": "Tăng thời gian nghiên cứu thực tế; giảm phần giới thiệu chung.",
        },
    ]
    if state != "commented":
        found.append({"stage": "approved", "date": approved.isoformat()})
    if state == "revised":
        found.append(
            {"stage": "revised", "date": line["revised"], "content": "Sửa theo ý kiến của học viên."}
        )
    return found


def agreements(seed: Seed, papers: Papers, groups: list[Group]) -> Iterator[Record]:
    """Yield the agreements, each with its stages and with what was done under it."""
    for line in resource("partners")["agreements"]:
        values = {**_parties(line, papers), **_signing(line, papers), "note": line.get("note")}
        tables: dict[str, list[Values]] = {
            "conditions": [_condition(c) for c in line.get("conditions", ())],
            "stages": [_stage(line, papers, stage, day) for stage, day in line["stages"]],
            "delegations": [_delegation(d) for d in line.get("delegations", ())]
            + [_of_class(g) for g in groups if g.gone and g.code in line.get("classes", ())],
            "activities": [
                {"date": day, "content": content, "outcome": outcome}
                for day, content, outcome in line.get("activities", ())
            ],
        }
        record = seed.record("agreement", values, tables)
        papers.ids[line["code"], "agreement"] = record.id
        yield record


def _parties(line: dict[str, Any], papers: Papers) -> Values:
    names = ("code", "name", "name_foreign", "kind", "field", "languages")
    return {
        **{name: line.get(name) for name in names},
        "signing_body": unit_id("UBNDTP"),
        "partner": papers.ids[line["partner"], "partner"],
        "country": country(line["country"]),
        "lead_body": unit_id(line["lead"]),
        **{f"goal_{goal}": True for goal in line["goals"]},
        "goals": line["goals_text"],
        "state": line["stages"][-1][0],
    }


def _signing(line: dict[str, Any], papers: Papers) -> Values:
    if "signers" not in line:
        return {}
    day = next(d for stage, d in line["stages"] if stage == "signed")
    renewal, notice = line["renewal"]
    ours, our_post, theirs, their_post = line["signers"]
    values: Values = {
        "signer_vn": ours,
        "signer_vn_post": our_post,
        "signer_partner": theirs,
        "signer_partner_post": their_post,
        "signing_date": day,
        "signing_place": line["place"],
        "number_vn": line["numbers"][0],
        "number_partner": line["numbers"][1],
        "effective_date": line["effective"],
        "term_months": line["months"],
        "expiry_date": line["expiry"],
        "renewal": renewal,
        "notice_days": notice,
    }
    if "report" in line:
        sent, symbol = line["report"]
        values |= {
            "report_sent_date": sent,
            "report_document": papers.numbers.text(symbol, date.fromisoformat(sent)),
        }
    return values


def _stage(line: dict[str, Any], papers: Papers, stage: str, day: str) -> Values:
    row: Values = {"stage": stage, "date": day}
    if stage in _PAPERS:
        symbol, body = _PAPERS[stage]
        row |= {
            "document_number": papers.numbers.text(symbol, date.fromisoformat(day)),
            "document_date": day,
            "document_body": body,
        }
    if stage == "signed":
        row |= {"document_number": line["numbers"][0], "document_date": day}
    return row


def _condition(condition: list[Any]) -> Values:
    direction, field, kind, first, last, places, length, payers, language = condition
    return {
        "direction": direction,
        "field": field,
        "course_kind": kind,
        "year_from": first,
        "year_to": last,
        "places": places,
        "days": length,
        **payers,
        "language_requirement": language,
    }


def _delegation(line: list[Any]) -> Values:
    direction, first, last, purpose, people, value = line
    return {
        "direction": direction,
        "from_date": first,
        "to_date": last,
        "purpose": purpose,
        "people": people,
        "value_received": value,
    }


def _of_class(group: Group) -> Values:
    head = group.listed()[0].person.birth.full_name
    return {
        "direction": "out",
        "from_date": group.spec["departs"],
        "to_date": group.spec["returns"],
        "purpose": group.spec["name"],
        "people": len(group.listed()),
        "head": head,
        "class": group.id,
    }


def offers(seed: Seed, papers: Papers, groups: list[Group]) -> Iterator[Record]:
    """Yield each offer of support after the letter that brought it."""
    of_class = {group.code: group.id for group in groups}
    names = {p["code"]: p["name_vi"] for p in resource("partners")["partners"]}
    plain = (
        "code", "name", "deadline", "state", "state_note", "course_kind", "field", "places", "days",
        "value", "language_requirement",
    )  # fmt: skip
    for line in resource("partners")["offers"]:
        partner = papers.ids[line["partner"], "partner"]
        letter = offer_letter(seed, line, partner, papers, names[line["partner"]])
        yield letter
        values: Values = {
            **{name: line.get(name) for name in plain},
            "partner": partner,
            "agreement": papers.ids.get((str(line.get("agreement")), "agreement")),
            "incoming_document": letter.id,
            "received_date": line["received"],
            "country": country(line["country"]),
            "from_date": line["from"],
            "to_date": line["to"],
            **line["payers"],
            "class": of_class.get(str(line.get("class"))),
        }
        record = seed.record("offer", values)
        papers.ids[line["code"], "offer"] = record.id
        papers.ids[line["code"], "agreement"] = record.id
        yield record


def _contact(side: str, name: str, post: str, department: str, first: str, last: str | None) -> Values:
    return {
        "side": side,
        "name": name,
        "post": post,
        "department": department,
        "email": f"{_address(name)}@example.org",
        "from_date": first,
        "to_date": last,
    }


def _address(name: str) -> str:
    # Letters of a mail address: the folded name; example.org is kept for such uses (RFC 2606).
    return ".".join(vietnamese.fold(name).split())
