"""Writes the classes: duties, legs, roster, money, results and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hnabroad_desktop.actions.sample import aftermath, days, letters
from hnabroad_desktop.actions.sample.papers import Papers
from hnabroad_desktop.actions.sample.people import Person
from hnabroad_desktop.actions.sample.rosters import Group, Member
from hnabroad_desktop.actions.sample.seats import wards
from hnabroad_desktop.actions.sample.seed import TODAY, Seed, resource
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import shipped_id, unit_id

Values = dict[str, Stored]
Ids = Mapping[tuple[str, str], str]

_CONTRACT = ("form", "time", "content", "programme", "budget", "conditions")


def record(seed: Seed, group: Group, papers: Papers) -> Record:
    """Return the class with everything that is known of it on the day of the practice data."""
    ids = papers.ids
    values = {
        **_general(group, papers),
        **_time(group),
        **_contract(group, papers),
        **aftermath.what_is_known(group),
    }
    tables = {
        "legs": _legs(group, ids),
        "duties": _duties(group, papers),
        "roster": [_roster_row(group, m, i) for i, m in enumerate(group.members, 1)],
        "allocations": _allocations(group),
        "money": _money(group),
        "documents": _documents(group, papers),
        "results": aftermath.results(group),
        "activities": aftermath.activities(group, ids),
        "proposals": aftermath.proposals(group),
        "follow_ups": aftermath.follow_ups(group),
        "incidents": aftermath.incidents(group),
    }
    return seed.record("class", values, tables, record_id=group.id)


def _money(group: Group) -> list[Values]:
    places, found = group.spec["places"], []
    for source, (estimate, contract, advance, settlement) in group.spec["money"].items():
        each = estimate // places if group.members and estimate % places == 0 else None
        found.append(
            {
                "source": source,
                "per_person": each,
                "estimate": estimate,
                "contract": contract,
                "advance": advance,
                "settlement": settlement,
            }
        )
    return found


def travel_row(group: Group, person: Person) -> Values:
    """Return what a course leaves in the record of somebody who went."""
    spec = group.spec
    assert group.departs is not None
    sources = {"central": "central_budget", "partner": "foreign_sponsor"}
    number = spec.get("invitation", {}).get("number") or group.decision_number
    return {
        "from_date": spec["departs"],
        "to_date": spec["returns"] if group.back else None,
        "country": shipped_id("country", spec["country"]),
        "content": spec["name"],
        "course_kind": "short",
        "money_source": sources.get(spec.get("organiser", "city"), "city_budget"),
        "decision_number": number,
        "decision_date": group.z.isoformat() if group.z else None,
        "class": group.id,
        "reported_on": aftermath.reported_on(group, person),
        "result": "Hoàn thành khóa bồi dưỡng" if spec["state"] in {"closed", "reviewing"} else None,
    }


def _general(group: Group, papers: Papers) -> Values:
    spec = group.spec
    organiser = spec.get("organiser", "city")
    incoming = papers.ids.get((group.code, "decision")) if organiser != "city" else None
    return {
        "code": spec["code"],
        "name": spec["name"],
        "name_en": spec["name_en"],
        "state": spec["state"],
        "state_reason": spec.get("reason"),
        "organiser": organiser,
        "plan_line": papers.ids[spec["line"], "line"],
        "incoming_document": incoming,
        "course_kind": "short",
        "field": spec["field"],
        "target_group": next(
            line["target"] for line in resource("plans")["lines"] if line["code"] == spec["line"]
        ),
        "lead_body": unit_id(spec["lead"]),
        "cooperating_bodies": spec.get("with"),
        "institution": papers.ids.get((str(spec.get("institution")), "institution")),
        "host": papers.ids[spec["host"], "partner"],
        "agreement": papers.ids.get((str(spec.get("agreement")), "agreement")),
        "programme": papers.ids.get((str(spec.get("programme")), "programme")),
        "language": spec["language"],
        "interpreter": True,
        "aims": f"Nâng cao năng lực {spec['content']} cho học viên.",
        "places": spec["places"],
        "quota_source": organiser,
        "requirements": spec.get("note"),
    }


def _time(group: Group) -> Values:
    values: Values = {
        "departure_date": group.spec["departs"],
        "return_date": group.spec["returns"],
        "travel_days_included": True,
    }
    if group.z is not None and group.members:
        values |= {
            "rule_set": f"Tiêu chuẩn, điều kiện khóa ngắn hạn năm {group.z.year}",
            "cut_off_date": group.spec["departs"],
            "dossier_deadline": group.at(-45).isoformat(),
            "partner_deadline": group.at(-18).isoformat(),
        }
    return values


def _contract(group: Group, papers: Papers) -> Values:
    if not _done(group, "contract"):
        return {}
    spec, values = group.spec, {f"contract_has_{name}": True for name in _CONTRACT}
    found: Values = dict(values)
    if "invitation" in spec:
        return found
    value = sum(line[1] or 0 for line in spec["money"].values())
    day = group.at(-8)
    host = next(p["name_vi"] for p in resource("partners")["partners"] if p["code"] == spec["host"])
    found |= {
        "contract_number": papers.cited[group.code, "contract"].partition(",")[0],
        "contract_date": day.isoformat(),
        "contract_party": host,
        "contract_value": value,
    }
    if (group.code, "estimate") in papers.cited:
        number = papers.cited[group.code, "estimate"].partition(",")[0]
        body = "Ủy ban nhân dân Thành phố" if number.endswith("UBND") else "Văn phòng Thành ủy"
        found |= {
            "estimate_number": number,
            "estimate_date": group.at(-16).isoformat(),
            "estimate_body": body,
        }
    return found


def number_contract(group: Group, papers: Papers) -> None:
    """Give the contract of a class its number; before the class itself is written."""
    if _done(group, "contract") and "invitation" not in group.spec:
        day = group.at(-8)
        number = papers.numbers.text(f"/{day.year}/HĐ-{group.spec['lead'].removesuffix('-2025')}", day)
        papers.cited[group.code, "contract"] = f"{number}, ngày {day:%d/%m/%Y}"


def _done(group: Group, duty: str) -> bool:
    if group.z is None or not group.members:
        return False
    if duty == "decision":
        return "decision" in group.spec or "invitation" in group.spec
    if duty == "briefing":
        return group.gone
    if duty == "plan":
        return True
    return group.gone or group.spec["state"] == "preparing" or "draft" in group.spec


def _duties(group: Group, papers: Papers) -> list[Values]:
    spec, found = group.spec, []
    plan = next(line["plan"] for line in resource("plans")["lines"] if line["code"] == spec["line"])
    programme = next(
        (p for p in resource("classes")["programmes"] if p["code"] == spec.get("programme")), None
    )
    invited = spec.get("invitation", {})
    days_of: dict[str, tuple[date | None, str]] = {
        "plan": _plan_done(plan, papers),
        "programme": _programme_done(group, programme),
        "contract": _contract_done(group, papers),
        "decision": (group.z, f"Quyết định số {group.decision_number}"),
        "briefing": (
            days.before(group.departs, 5) if group.departs else None,
            "Biên bản tập huấn trước khi đi",
        ),
    }
    if invited:
        kind = "Quyết định" if invited["type"] == "decision" else "Thư mời"
        days_of["decision"] = (group.z, f"{kind} số {invited['number']}")
    for number, (duty, (day, document)) in enumerate(days_of.items(), 1):
        row: Values = {"number": number, "duty": duty}
        if _done(group, duty) and day is not None:
            row |= {"date": day.isoformat(), "document": document, "person": "Phòng Đào tạo, bồi dưỡng"}
        elif group.departs is not None:
            due = {"plan": 95, "programme": 60, "contract": 40, "decision": 35, "briefing": 5}[duty]
            row["due_date"] = days.before(group.departs, due).isoformat()
        found.append(row)
    return found


def _plan_done(plan: str, papers: Papers) -> tuple[date | None, str]:
    if (plan, "day") not in papers.cited:
        return None, ""
    return date.fromisoformat(papers.cited[plan, "day"]), f"Kế hoạch số {papers.cited[plan, 'plan']}"


def _programme_done(group: Group, programme: Any) -> tuple[date | None, str]:
    if programme is None:
        return (group.at(-20) if group.z else None, "Chương trình do cơ quan tổ chức gửi")
    day = date.fromisoformat(programme["approved"])
    return day, f"Chương trình {programme['code']}, phê duyệt ngày {day:%d/%m/%Y}"


def _contract_done(group: Group, papers: Papers) -> tuple[date | None, str]:
    if group.z is None or not _done(group, "contract"):
        return None, ""
    if "invitation" in group.spec:
        return group.at(-8), "Thư xác nhận của cơ quan tổ chức"
    return group.at(-8), f"Hợp đồng số {papers.cited[group.code, 'contract']}"


def _legs(group: Group, ids: Ids) -> list[Values]:
    spec = group.spec
    return [
        {
            "country": shipped_id("country", spec["country"]),
            "city": spec["city"],
            "from_date": spec["departs"],
            "to_date": spec["returns"],
            "host": ids[spec["host"], "partner"],
            "content": "Học tập, nghiên cứu thực tế",
        }
    ]


def _roster_row(group: Group, member: Member, order: int) -> Values:
    return {
        "order": order,
        "cadre": member.person.id,
        "role": member.role,
        "status": member.status,
        "reserve_order": member.reserve_order,
        "status_date": group.at(-6).isoformat() if member.reason else None,
        "status_reason": member.reason or None,
        "nomination": member.nomination,
        "quota_source": group.spec.get("organiser", "city"),
    }


def _allocations(group: Group) -> list[Values]:
    if group.code != "LOP-2026-05":
        return []
    units = [letters.nominating_unit(m.person, TODAY) for m in group.members]
    found: list[Values] = [{"unit": u, "places": units.count(u)} for u in dict.fromkeys(units)]
    waiting = [unit_id(f"{ward['code']}.DU") for ward in wards()[:40]]
    rest: list[Values] = [
        {"unit": unit, "places": 1, "note": "Chưa gửi đề nghị cử"} for unit in waiting if unit not in units
    ]
    return found + rest[: group.spec["places"] - len(units)]


def _documents(group: Group, papers: Papers) -> list[Values]:
    titles = {
        "quota": "Thông báo chỉ tiêu",
        "proposal": "Tờ trình đề nghị cử",
        "policy": "Ý kiến về chủ trương",
        "estimate": "Phê duyệt dự toán",
        "decision": "Văn bản cử, mời",
    }
    return [
        {"title": title, "record": papers.ids[group.code, role]}
        for role, title in titles.items()
        if (group.code, role) in papers.ids
    ]
