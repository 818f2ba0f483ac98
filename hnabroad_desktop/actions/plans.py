"""How many places and how much money are left, by line and year, and the names behind each figure (F1-F4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hnabroad_desktop.records.class_rules import listed
from hnabroad_desktop.records.nomination import ACTIVE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile

_DECIDED = frozenset({"decided", "preparing", "ready", "abroad", "returned", "reviewing", "closed"})
_GONE_ABROAD = frozenset({"abroad", "returned", "reviewing", "closed"})
_VOID = frozenset({"cancelled", "postponed"})


@dataclass(frozen=True)
class Person:
    """One person behind a figure."""

    cadre: str
    name: str
    class_id: str
    class_code: str
    female: bool


@dataclass(frozen=True)
class Standing:
    """How a line of the plan stands: places with the people behind them, and money in đồng.

    ``considered`` are people nominated to classes that are not decided yet.
    ``committed`` is the money of classes decided; ``settled`` what was settled.
    """

    line_id: str
    title: str
    places: int
    allotted: int
    decided: tuple[Person, ...]
    considered: tuple[Person, ...]
    departed: tuple[Person, ...]
    returned_places: int
    total: int
    committed: int
    settled: int

    @property
    def remaining(self) -> int:
        """Places that nobody has been decided or proposed for, and that were not given back."""
        return self.places - self.returned_places - len(self.decided) - len(self.considered)

    @property
    def money_left(self) -> int:
        """Money of the line that no decided class has taken."""
        return self.total - self.committed

    @property
    def women_decided(self) -> int:
        """Women among those decided."""
        return sum(person.female for person in self.decided)


def standing(file: DataFile, line_id: str) -> Standing:
    """Return how one line of the plan stands. Raises KeyError for an unknown line."""
    line = file.get("plan_line", line_id)
    if line is None:
        raise KeyError(line_id)
    classes = [c for c in file.find("class", plan_line=line_id) if c["state"] not in _VOID]
    decided = [c for c in classes if c["state"] in _DECIDED]
    return Standing(
        line_id=line_id,
        title=line.text("content"),
        places=_number(line["people"]),
        allotted=sum(_number(c["places"]) for c in classes),
        decided=_people(file, decided),
        considered=_considered(file, [c for c in classes if c["state"] not in _DECIDED]),
        departed=_people(file, [c for c in classes if c["state"] in _GONE_ABROAD]),
        returned_places=sum(_number(row["returned"]) for c in classes for row in c.table("allocations")),
        total=_number(line["total"]),
        committed=sum(_committed(c) for c in decided),
        settled=sum(_number(row["settlement"]) for c in classes for row in c.table("money")),
    )


def lines(file: DataFile, plan_id: str) -> list[Record]:
    """Return the lines of a year's plan in the order of the plan."""
    found = file.find("plan_line", plan=plan_id)
    found.sort(key=lambda line: (_number(line["number"]) or 999, line.text("content")))
    return found


def standings(file: DataFile, plan_id: str) -> list[Standing]:
    """Return how every line of a year's plan stands, in the order of the plan."""
    return [standing(file, line.id) for line in lines(file, plan_id)]


def _people(file: DataFile, classes: Iterable[Record]) -> tuple[Person, ...]:
    return tuple(_person(file, class_, str(row["cadre"])) for class_ in classes for row in listed(class_))


def _considered(file: DataFile, classes: Iterable[Record]) -> tuple[Person, ...]:
    found: list[Person] = []
    for class_ in classes:
        names = dict.fromkeys(str(row["cadre"]) for row in listed(class_))
        for nomination in file.find("nomination", **{"class": class_.id}):
            if nomination["state"] in ACTIVE and nomination["cadre"]:
                names.setdefault(nomination.text("cadre"))
        found += [_person(file, class_, cadre) for cadre in names]
    return tuple(found)


def _person(file: DataFile, class_: Record, cadre_id: str) -> Person:
    cadre = file.get("cadre", cadre_id)
    return Person(
        cadre=cadre_id,
        name=cadre.text("full_name") if cadre else "",
        class_id=class_.id,
        class_code=class_.text("code") or class_.text("name"),
        female=cadre is not None and cadre["sex"] == "female",
    )


def _committed(class_: Record) -> int:
    people = len(listed(class_))
    total = 0
    for row in class_.table("money"):
        each = row["per_person"]
        total += each * people if isinstance(each, int) else _number(row["estimate"])
    return total


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
