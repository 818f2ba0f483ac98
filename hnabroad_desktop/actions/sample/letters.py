"""The letters by which units propose their people: which unit writes, on which day, under which number."""

from __future__ import annotations

from datetime import date
from functools import cache

from hnabroad_desktop.actions.sample import days
from hnabroad_desktop.actions.sample.careers import REFORM
from hnabroad_desktop.actions.sample.papers import Papers
from hnabroad_desktop.actions.sample.people import Person, post_on
from hnabroad_desktop.actions.sample.rosters import Group
from hnabroad_desktop.actions.sample.seats import city_bodies, districts, wards
from hnabroad_desktop.actions.sample.seed import dice, resource
from hnabroad_desktop.records.shipped import unit_id

_WARD_ORGANS = (
    "DU", "BXDD", "UBKT", "VPDU", "MTTQ", "HDND", "UBND", "VPUB", "PKT", "PVHXH", "TTHCC",
)  # fmt: skip
_PARTY_ORGANS = ("HU", "VPHU", "BTC", "UBKT", "BTG", "MTTQ")
_STATE_ORGANS = ("HDND", "UBND", "VPUB", "PNV", "PTCKH", "PVHTT")


def letter_of(group: Group, papers: Papers, unit: str, person: Person) -> tuple[date, str]:
    """Return day and number of the one letter by which a unit proposes all its people for a class."""
    day = days.working_between(dice("letter", group.code, unit), group.at(-56), group.at(-48))
    key = (group.code, f"letter {unit}")
    if key not in papers.cited:
        papers.cited[key] = papers.numbers.text(_letter_symbol(person, day), day, unit)
    return day, papers.cited[key]


def _letter_symbol(person: Person, day: date) -> str:
    line = post_on(person, day)
    assert line is not None
    if day < REFORM and (line.text or person.seat is None or person.seat.place):
        return "/UBND-NV" if line.track == "government" else "-CV/BTC"
    return "-CV/ĐU" if person.seat and (person.seat.place or person.seat.block == "party") else "/CV-TCCB"


def nominating_unit(person: Person, day: date) -> str:
    """Return the unit that proposes a person on a day: the Party committee of the place, or the body."""
    line = post_on(person, day)
    assert line is not None
    if line.unit:
        return _above()[line.unit]
    # A former commune proposes through its district.
    name = line.text.rpartition(", ")[2]
    code = next((c for c, n in districts().items() if n.lower() == name.lower()), "")
    return (
        unit_id(f"{code}.UBND" if line.track == "government" else f"{code}.HU") if code else _seat_of(person)
    )


def _seat_of(person: Person) -> str:
    assert person.seat is not None
    return _above()[person.seat.unit]


@cache
def _above() -> dict[str, str]:
    """Return, by every organ of the practice data, the unit that writes its letters."""
    found = {unit_id(code): unit_id(code) for code in (*city_bodies(), *_services())}
    bodies = resource("bodies")
    for group in (bodies["divisions"], bodies["former_divisions"]):
        for code, names in group.items():
            found |= {unit_id(f"{code}.P{index}"): unit_id(code) for index in range(1, len(names) + 1)}
    for ward in wards():
        found |= {unit_id(f"{ward['code']}.{organ}"): unit_id(f"{ward['code']}.DU") for organ in _WARD_ORGANS}
    for code in districts():
        found |= {unit_id(f"{code}.{organ}"): unit_id(f"{code}.HU") for organ in _PARTY_ORGANS}
        found |= {unit_id(f"{code}.{organ}"): unit_id(f"{code}.UBND") for organ in _STATE_ORGANS}
    return found


def _services() -> list[str]:
    return [str(service["code"]) for service in resource("bodies")["services"]]
