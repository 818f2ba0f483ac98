"""Chooses who goes with which class: eligible on the day, of the right level, nobody twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from hnabroad_desktop.actions.sample import days, merits
from hnabroad_desktop.actions.sample.people import Person, body_of, post_on
from hnabroad_desktop.actions.sample.seed import TODAY, Seed, dice, resource
from hnabroad_desktop.base import dates
from hnabroad_desktop.records.retirement import retirement_date
from hnabroad_desktop.records.shipped import FOLDER


@dataclass
class Member:
    """One person of a class: on the list, in reserve, or no longer going."""

    person: Person
    role: str = "trainee"
    status: str = "listed"
    reserve_order: int | None = None
    nomination: str = ""
    reason: str = ""


@dataclass
class Group:
    """One class with its people and its days; ``z`` is the day of the decision to send."""

    spec: dict[str, Any]
    id: str
    z: date | None
    members: list[Member] = field(default_factory=list)
    not_selected: list[Person] = field(default_factory=list)
    decision_number: str = ""

    @property
    def code(self) -> str:
        """The code of the class."""
        return str(self.spec["code"])

    @property
    def departs(self) -> date | None:
        """The day of departure."""
        return _day(self.spec["departs"])

    @property
    def returns(self) -> date | None:
        """The day of return."""
        return _day(self.spec["returns"])

    @property
    def gone(self) -> bool:
        """Whether the delegation has left."""
        return self.spec["state"] in {"abroad", "returned", "reviewing", "closed"}

    @property
    def back(self) -> bool:
        """Whether the delegation has come back."""
        return self.spec["state"] in {"returned", "reviewing", "closed"}

    def listed(self) -> list[Member]:
        """Return those who go, in the order of the list."""
        return [member for member in self.members if member.status == "listed"]

    def at(self, offset: int) -> date:
        """Return the working day so many days before or after the decision."""
        assert self.z is not None
        return days.after(self.z, offset) if offset > 0 else days.before(self.z, -offset)


def groups(seed: Seed) -> list[Group]:
    """Return the classes, still without people."""
    found = []
    for spec in resource("classes")["classes"]:
        decided = spec.get("decision", spec.get("invitation", {})).get("date")
        z = _day(decided) or {"LOP-2026-05": date(2026, 12, 14), "LOP-2026-07": date(2026, 11, 30)}.get(
            spec["code"]
        )
        found.append(Group(spec, seed.new_id(), z))
    return found


def fill(seed: Seed, classes: Iterable[Group], people: Iterable[Person]) -> None:
    """Put people into the classes, the latest first, so that the stories find their people free."""
    free = {person.id: person for person in people if person.seat and not _barred(person)}
    for group in sorted(classes, key=lambda g: g.code, reverse=True):
        if "pick" not in group.spec or group.z is None:
            continue
        _fill(seed, group, free)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _barred(person: Person) -> bool:
    return bool(person.discipline or person.under_consideration or person.abroad or person.master_abroad)


def _fill(seed: Seed, group: Group, free: dict[str, Person]) -> None:
    rng = dice("roster", group.code)
    spec, pick = group.spec, group.spec["pick"]
    named: dict[str, str] = dict(spec.get("named", []))
    reserved = list(spec.get("reserves", []))
    everybody_named = _all_named() - set(named) - set(reserved)
    pool = [p for p in free.values() if _fits(p, group) and p.birth.full_name not in everybody_named]
    pool.sort(key=lambda p: rng.random() - (0.6 if body_of(p) in pick.get("prefer", ()) else 0))
    chosen = [Member(p, named[p.birth.full_name]) for p in free.values() if p.birth.full_name in named]
    held = [p for p in free.values() if p.birth.full_name in reserved]
    taken = {m.person.id for m in chosen} | {p.id for p in held}
    pool = [p for p in pool if p.id not in taken]
    places = spec.get("nominated", spec["places"])
    ends = _ends(pool, group)
    chosen += ends
    pool = [p for p in pool if p.id not in {m.person.id for m in ends}]
    chosen += [Member(p) for p in _mixed(pool, group, chosen, places)]
    group.members = _arranged(group, chosen)
    _others(group, [p for p in pool if p.id not in {m.person.id for m in group.members}], held)
    for member in group.members:
        member.nomination = seed.new_id()
        del free[member.person.id]
    for person in group.not_selected:
        del free[person.id]


def _all_named() -> set[str]:
    found: set[str] = set()
    for spec in resource("classes")["classes"]:
        found |= {name for name, _role in spec.get("named", [])} | set(spec.get("reserves", []))
    return found


def _ends(pool: list[Person], group: Group) -> list[Member]:
    """Return head and secretary: the highest post, and an official of the body that keeps the papers."""
    if "secretary" not in group.spec["pick"]:
        return []
    secretary = group.spec["pick"]["secretary"]
    officials = [p for p in pool if body_of(p) == secretary and p.grade <= 2 and p.seat]
    heads = sorted(pool, key=lambda p: (p.grade, body_of(p) == group.spec["lead"]), reverse=True)
    last = officials[:1]
    first = next(p for p in heads if p not in last)
    return [Member(first, "head"), *(Member(p, "secretary") for p in last)]


def _mixed(pool: list[Person], group: Group, chosen: list[Member], places: int) -> list[Person]:
    """Return as many more as there are places, with the women and public employees the class has."""
    women = group.spec["women"] - sum(1 for m in chosen if m.person.birth.sex == "female")
    men = places - len(chosen) - women
    quotas = {name: group.spec["pick"].get(name, 0) for name in ("service", "elected")}
    room = Counter({"female": women, "male": men})
    bodies = Counter(body_of(m.person) for m in chosen)
    found: list[Person] = []
    ordered: list[Person] = []
    for name, category in (("service", "public_employee"), ("elected", "cadre")):
        ordered += [p for p in pool if p.seat and p.seat.category == category][: quotas[name]]
    wanted = ("civil_servant",) if any(quotas.values()) else ("civil_servant", "cadre")
    ordered += [p for p in pool if p.seat and p.seat.category in wanted]
    for person in ordered:
        body, sex = body_of(person), person.birth.sex
        if room[sex] > 0 and bodies[body] < (1 if person.seat and person.seat.place else 4):
            found.append(person)
            room[sex] -= 1
            bodies[body] += 1
    if len(found) != places - len(chosen):
        raise LookupError(f"{group.code}: {places - len(chosen) - len(found)} people are wanting")
    return found


def _fits(person: Person, group: Group) -> bool:
    z, departs, pick = group.z, group.departs, group.spec["pick"]
    assert z is not None
    assert departs is not None
    assert person.seat is not None
    line = post_on(person, z)
    if line is None or line.track not in pick["track"] or person.grade not in pick["grades"]:
        return False
    if (z - person.recruited).days < 1100 or (z - line.begin).days < 20:
        return False
    high = person.seat.level == "city_standing_committee"
    if (pick.get("level") == "not_city" and high) or (pick.get("level", "")[:5] == "city_" and not high):
        return False
    if pick.get("city_level") and line.number != "-QĐ/TU":
        return False
    if merits.rating(person, min(departs, TODAY).year - 1) not in {"good", "excellent"}:
        return False
    ends = retirement_date(person.birth.sex, person.birth.day)
    return ends >= dates.add_months(departs, 18) and ends > z + timedelta(540)


def _arranged(group: Group, members: list[Member]) -> list[Member]:
    """Return the order of the list: head, then by block, organ and post of the day, the secretary last."""
    role = {"head": 0, "deputy": 1, "trainee": 2, "secretary": 3}
    posts = _posts()

    def place(member: Member) -> tuple[int, int, bool, float, str]:
        seat, line = member.person.seat, post_on(member.person, group.z or TODAY)
        assert seat is not None
        assert line is not None
        block = {"party": 0, "organisation": 1}.get(line.track, 3 if seat.block == "public_service" else 2)
        return (role[member.role], block, not line.unit, posts.get(line.post, 999), seat.organ)

    return sorted(members, key=place)


@cache
def _posts() -> dict[str, float]:
    """Return the place of each post in the catalogue; those of the former districts among the leaders."""
    path = FOLDER / "values" / "post.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    found: dict[str, float] = {row["code"]: order for order, row in enumerate(rows)}
    leaders = found["Chánh Thanh tra Thành phố"]
    for committee in ("Quận ủy", "Huyện ủy", "Thị ủy"):
        found[f"Bí thư {committee}"], found[f"Phó Bí thư {committee}"] = leaders + 0.1, leaders + 0.2
    return found


def _others(group: Group, pool: list[Person], held: list[Person]) -> None:
    """Add reserves, people who asked to withdraw, and those not selected this time."""
    if group.spec["state"] == "selecting" and "draft" not in group.spec:
        return
    wanted = 2 if group.spec["state"] in {"preparing", "selecting"} else 1
    reserves = [*held, *pool][:wanted] if group.spec.get("organiser") != "central" else []
    for order, person in enumerate(reserves, 1):
        group.members.append(Member(person, status="reserve", reserve_order=order))
    rest = [p for p in pool if p not in reserves]
    if group.code == "LOP-2026-06":
        gone = Member(rest[0], status="withdrawn", reason="Xin rút do nhiệm vụ đột xuất của cơ quan")
        group.members.append(gone)
        rest = rest[1:]
    if group.z is not None and group.z.year == 2026 and "decision" in group.spec:
        group.not_selected = rest[:2]
