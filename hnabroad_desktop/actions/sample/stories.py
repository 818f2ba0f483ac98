"""Gives a few people what the stories need: discipline, journeys of earlier years, passports about to end."""

from __future__ import annotations

from datetime import date, timedelta

from hnabroad_desktop.actions.sample import days
from hnabroad_desktop.actions.sample.people import Person, post_on
from hnabroad_desktop.actions.sample.rosters import Group
from hnabroad_desktop.actions.sample.seed import dice, resource
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.shipped import shipped_id

_IN_FORCE = (("reprimand", "2026-03-17"), ("warning", "2026-06-23"), ("reprimand", "2026-08-11"))
_LAPSED = (
    ("reprimand", "2023-04-18"),
    ("reprimand", "2024-02-20"),
    ("warning", "2024-09-10"),
    ("reprimand", "2025-05-13"),
)


def before_classes(people: list[Person]) -> None:
    """Mark those whom no class may take: discipline, and journeys they have made already."""
    ordinary = [p for p in people if p.seat and p.grade <= 3 and len(p.birth.full_name.split()) > 2]
    rng = dice("stories")
    named = {"Ngô Ý Nhi", "Hoàng Thị Yến", "Đỗ Minh Đạt", "Đinh Thị Hạnh"}
    chosen = [p for p in rng.sample(ordinary, 90) if p.birth.full_name not in named and p.age() >= 36]
    for person, (form, day) in zip(chosen, (*_IN_FORCE, *_LAPSED), strict=False):
        _discipline(person, form, date.fromisoformat(day))
    chosen[7].under_consideration = True
    _journeys(chosen[8:])
    for person in people:
        if person.birth.full_name == "Đinh Thị Hạnh" and not person.master_abroad:
            _master_abroad(person)
        if person.birth.full_name == "Ngô Ý Nhi":
            person.language, person.ratings = "ielts", {2024: "good", 2025: "excellent"}


def after_classes(groups: list[Group]) -> None:
    """Give those who travel their official passports; a few end soon."""
    for group in groups:
        if group.z is None or not (group.gone or group.spec["state"] == "preparing" or "draft" in group.spec):
            continue
        for place, member in enumerate(group.members):
            if "draft" in group.spec and place % 6 == 5 and member.status == "listed":
                continue
            _passport(group, member.person, place)


def _passport(group: Group, person: Person, place: int) -> None:
    rng = dice("travel", person.key)
    assert group.z is not None
    person.passport_from = days.working_between(rng, group.z - timedelta(200), group.z - timedelta(8))
    if group.code == "LOP-2026-04" and place in {3, 8}:
        person.passport_from = days.working(date(2022, 1, 10) + timedelta(place * 7))
    if group.code == "LOP-2026-06" and place == 5:
        person.passport_from = days.working(date(2022, 4, 18))
    if group.spec["state"] == "abroad":
        person.passport_kept = "Đoàn công tác mang theo"


def _discipline(person: Person, form: str, day: date) -> None:
    end = dates.add_months(day, 12)
    person.discipline = [
        {
            "effective_date": day.isoformat(),
            "form": form,
            "track": "party" if person.joined else "government",
            "decision_number": None,
            "decision_date": day.isoformat(),
            "end_date": end.isoformat(),
            "reason": "Vi phạm quy định trong thực hiện nhiệm vụ được giao",
        }
    ]
    person.ratings = {day.year: "not_completed" if form == "warning" else "completed"}


def _journeys(people: list[Person]) -> None:
    agreement = next(a for a in resource("partners")["agreements"] if a.get("travellers"))
    places = iter(people)
    for direction, first, last, purpose, count, _value in agreement["delegations"]:
        for _n in range(count if direction == "out" else 0):
            person = next(p for p in places if _served(p, date.fromisoformat(first)))
            person.abroad.append(_travel(first, last, "JP", purpose, "study_tour", "foreign_sponsor"))
    for index, person in enumerate(places):
        year = 2014 + index % 6
        begin = days.working(date(year, 10, 6) + timedelta(index % 5))
        if _served(person, begin):
            code = ("SG", "JP", "KR", "AU", "CN")[index % 5]
            last = (begin + timedelta(11)).isoformat()
            content = "Kỹ năng lãnh đạo, quản lý"
            person.abroad.append(_travel(begin.isoformat(), last, code, content, "short", "city_budget"))


def _served(person: Person, day: date) -> bool:
    return person.recruited + timedelta(700) < day and post_on(person, day) is not None


def _travel(first: str, last: str, code: str, content: str, kind: str, source: str) -> dict[str, Stored]:
    return {
        "from_date": first,
        "to_date": last,
        "country": shipped_id("country", code),
        "content": content,
        "course_kind": kind,
        "money_source": source,
        "reported_on": days.after(date.fromisoformat(last), 10).isoformat(),
        "result": "Hoàn thành",
    }


def _master_abroad(person: Person) -> None:
    first, last = "2024-01", "2025-11"
    person.master_abroad = [
        {
            "school": "Trường Chính sách công Wattle Bay (giả định)",
            "subject": "Chính sách công",
            "from_date": first,
            "to_date": last,
            "form": "full_time",
            "diploma": "Bằng thạc sĩ",
            "level": "master",
            "country": shipped_id("country", "AU"),
            "taught_in": "Tiếng Anh",
        }
    ]
    person.abroad = [
        {
            "from_date": first,
            "to_date": last,
            "country": shipped_id("country", "AU"),
            "content": "Đào tạo thạc sĩ Chính sách công; chi phí 300.000.000 đồng, cam kết phục vụ 48 tháng",
            "course_kind": "degree",
            "money_source": "city_budget",
            "result": "Tốt nghiệp",
        }
    ]
