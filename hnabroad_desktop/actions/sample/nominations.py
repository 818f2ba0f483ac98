"""Writes the nominations: the unit's letter, the reasons, the way through appraisal, and the result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hnabroad_desktop.actions.sample import days
from hnabroad_desktop.actions.sample.letters import letter_of, nominating_unit
from hnabroad_desktop.actions.sample.papers import Papers
from hnabroad_desktop.actions.sample.people import Person
from hnabroad_desktop.actions.sample.rosters import Group, Member
from hnabroad_desktop.actions.sample.seed import TODAY, Seed, dice, resource
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Record

Values = dict[str, Stored]

_WAY = ("sent", "received", "appraising", "eligible", "selected", "approved", "decided")
_OFFSETS = {
    "received": -46,
    "appraising": -38,
    "eligible": -36,
    "selected": -30,
    "approved": -10,
    "decided": 0,
}
_REACHED = {
    "closed": "completed",
    "reviewing": "completed",
    "returned": "back",
    "abroad": "departed",
    "preparing": "decided",
}
_DOSSIER = (
    "unit_letter",
    "curriculum",
    "rating",
    "appointment",
    "diplomas",
    "health_certificate",
    "undertaking",
)


def of_class(seed: Seed, group: Group, papers: Papers) -> Iterator[Record]:
    """Yield a nomination for everybody of a class, and for those not selected."""
    for index, member in enumerate(group.members):
        yield _nomination(seed, group, papers, member, _state(group, member, index))
    for person in group.not_selected:
        yield _nomination(seed, group, papers, Member(person, nomination=seed.new_id()), "not_selected")


def _state(group: Group, member: Member, index: int) -> str:
    if member.status == "reserve":
        return "reserve"
    if member.status == "withdrawn":
        return "withdrawn"
    if group.code == "LOP-2026-05":
        return ("received", "appraising", "appraising", "eligible", "returned", "appraising")[index % 6]
    if group.spec["state"] == "selecting":
        return "approved"
    return _REACHED[group.spec["state"]]


def _nomination(seed: Seed, group: Group, papers: Papers, member: Member, state: str) -> Record:
    person, rng = member.person, dice("nomination", group.code, member.person.key)
    unit = nominating_unit(person, group.at(-52))
    letter, number = letter_of(group, papers, unit, person)
    opinion = days.before(letter, 3)
    values: Values = {
        "class": group.id,
        "cadre": person.id,
        "state": state,
        "unit": unit,
        "letter_number": number,
        "letter_date": letter.isoformat(),
        "reason": _reason(group, person),
        "intended_use": rng.choice(resource("classes")["texts"]["use"]),
        "party_opinion": "Chi bộ, cấp ủy nhất trí đề nghị",
        "party_opinion_date": opinion.isoformat(),
        "appraisal_date": group.at(-38).isoformat() if state not in {"received"} else None,
        "reserve_order": member.reserve_order,
        "not_selected_reason": "places" if state == "not_selected" else None,
        "end_reason": member.reason or None,
    }
    tables = {"dossier": _dossier(rng.random(), letter), "stages": _stages(group, state, letter)}
    return seed.record("nomination", values, tables, record_id=member.nomination)


def _reason(group: Group, person: Person) -> str:
    rng, texts = dice("reason", group.code, person.key), resource("classes")["texts"]
    seat = person.seat
    assert seat is not None
    where = "cơ quan, đơn vị"
    fit = rng.choice(texts["fit"]).format(unit=where)
    words = (rng.choice(texts["merit"]), rng.choice(texts["need"]))
    closing = texts["closing"].format(content=group.spec["content"])
    return f"{fit[0].upper()}{fit[1:]}; {words[0]}. {words[1]}. {closing}"


def _dossier(chance: float, letter: date) -> list[Values]:
    rows: list[Values] = [{"item": item, "present": True, "date": letter.isoformat()} for item in _DOSSIER]
    if chance < 0.1:
        rows[5] = {"item": "health_certificate", "present": False, "note": "Đơn vị gửi bổ sung"}
    return rows


def _stages(group: Group, state: str, letter: date) -> list[Values]:
    found: list[Values] = [{"stage": "sent", "date": letter.isoformat()}]
    ends = {"reserve": "eligible", "not_selected": "eligible", "withdrawn": "approved"}
    last = ends.get(state, "appraising" if state == "returned" else state)
    way = [stage for stage in _WAY if stage != "sent"]
    stop = way.index(last) if last in way else len(way) - 1
    for stage in way[: stop + 1]:
        found.append({"stage": stage, "date": max(group.at(_OFFSETS[stage]), letter).isoformat()})
    if state in {"reserve", "not_selected"}:
        found.append({"stage": state, "date": group.at(-30).isoformat()})
    if state == "returned":
        found.append(
            {"stage": state, "date": group.at(-34).isoformat(), "note": "Bổ sung giấy khám sức khỏe"}
        )
    if state == "withdrawn":
        found.append({"stage": state, "date": group.at(-6).isoformat()})
    assert group.departs is not None
    assert group.returns is not None
    if state in {"departed", "back", "completed"}:
        found.append({"stage": "departed", "date": group.departs.isoformat()})
    if state in {"back", "completed"}:
        found.append({"stage": "back", "date": group.returns.isoformat()})
    if state == "completed":
        found.append({"stage": state, "date": min(days.after(group.returns, 30), TODAY).isoformat()})
    return found
