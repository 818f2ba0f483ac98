"""How an agreement is carried out: places offered, used and left, what took place, and how long it runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from hnabroad_desktop.actions.settings import number
from hnabroad_desktop.base import dates
from hnabroad_desktop.records.agreement import Places, expiry_of, places_by_year, state_on
from hnabroad_desktop.records.class_rules import listed
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile

#: A class in one of these states uses no places.
_NOT_USING = frozenset({"planned", "postponed", "cancelled"})

Light = Literal["ok", "warning", "error", "none"]


@dataclass(frozen=True)
class ClassUse:
    """One class that came out of an agreement or offer: people on its list, or places still being filled."""

    id: str
    code: str
    name: str
    state: str
    departure: str
    people: int


@dataclass(frozen=True)
class Use:
    """What block 6 of the agreement says (wording.md 5.2). Money is in đồng, ``days_left`` from today.

    ``light`` tells how near the end is: ok, warning (the first reminder has come),
    error (the last one has, or it is over), none (no end, or not in force).
    ``idle_months`` counts whole months since the last thing that took place, None where nothing did.
    """

    places: Mapping[int, Places]
    classes: tuple[ClassUse, ...]
    delegations_out: int
    delegations_in: int
    activities: int
    value_received: int
    last_activity: str
    idle_months: int | None
    until: str
    days_left: int | None
    state: str
    light: Light


def use_of(file: DataFile, agreement: Record) -> Use:
    """Return how ``agreement`` is carried out up to today."""
    classes = tuple(_classes(file, agreement))
    today = file.today()
    last = max((day for day in _days(agreement, classes) if day <= today.isoformat()), default="")
    until = expiry_of(agreement) or ""
    days = (dates.latest(until) - today).days if until else None
    state = state_on(agreement, today)
    delegations = Counter(str(row["direction"]) for row in agreement.table("delegations"))
    return Use(
        places=places_by_year(agreement, used_by_year(agreement, classes)),
        classes=classes,
        delegations_out=delegations["out"],
        delegations_in=delegations["in"],
        activities=len(agreement.table("activities")),
        value_received=sum(
            amount
            for table in ("delegations", "activities")
            for row in agreement.table(table)
            if isinstance(amount := row["value_received"], int)
        ),
        last_activity=last,
        idle_months=dates.full_months(dates.latest(last), today) if last else None,
        until=until,
        days_left=days,
        state=state,
        light=_light(file, state, days),
    )


def used_by_year(agreement: Record, classes: tuple[ClassUse, ...]) -> dict[int, int]:
    """Return the people sent in each year: those of the classes, and of delegations out without a class."""
    used: Counter[int] = Counter()
    for each in classes:
        if each.state not in _NOT_USING and each.departure:
            used[dates.earliest(each.departure).year] += each.people
    for row in agreement.table("delegations"):
        people = row["people"]
        if row["direction"] == "out" and not row["class"] and row["from_date"] and isinstance(people, int):
            used[dates.earliest(str(row["from_date"])).year] += people
    return dict(used)


def idle_limit(file: DataFile) -> int:
    """Return after how many months without anything an agreement is pointed at (features.md C4)."""
    return number(file, "agreement_idle_months") or 18


def classes_of_offer(file: DataFile, offer: Record) -> tuple[ClassUse, ...]:
    """Return the classes that use an offer of support."""
    ids = dict.fromkeys((*file.having("class", "agreement", offer.id), *filter(None, [offer.text("class")])))
    return tuple(_class_uses(file, ids))


def _classes(file: DataFile, agreement: Record) -> Iterator[ClassUse]:
    sources = [agreement.id, *(offer.id for offer in file.find("offer", agreement=agreement.id))]
    ids = dict.fromkeys(id_ for source in sources for id_ in file.having("class", "agreement", source))
    for offer in file.find("offer", agreement=agreement.id):
        if offer["class"]:
            ids[offer.text("class")] = None
    for row in agreement.table("delegations"):
        if row["class"]:
            ids[str(row["class"])] = None
    yield from _class_uses(file, ids)


def _class_uses(file: DataFile, ids: Mapping[str, None]) -> Iterator[ClassUse]:
    found = []
    for class_id in ids:
        record = file.get("class", class_id)
        if record is not None and not record.deleted:
            found.append(
                ClassUse(
                    class_id,
                    record.text("code"),
                    record.text("name"),
                    record.text("state"),
                    record.text("departure_date"),
                    len(listed(record)),
                )
            )
    yield from sorted(found, key=lambda each: (each.departure or "9999", each.code))


def _days(agreement: Record, classes: tuple[ClassUse, ...]) -> Iterator[str]:
    for row in agreement.table("delegations"):
        yield str(row["to_date"] or row["from_date"] or "")
    for row in agreement.table("activities"):
        yield str(row["date"] or "")
    for each in classes:
        if each.state not in _NOT_USING:
            yield each.departure


def _light(file: DataFile, state: str, days: int | None) -> Light:
    if state == "expired":
        return "error"
    if state not in {"in_force", "suspended"} or days is None:
        return "none"
    first, last = number(file, "expiry_reminder_1") or 180, number(file, "expiry_reminder_3") or 30
    return "error" if days <= last else "warning" if days <= first else "ok"
