"""Figures by unit, as it was or by the unit that stands for it: the same things counted, so equal totals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hnabroad_desktop.actions.lists import Listing, Query
from hnabroad_desktop.actions.units import lives
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records.cadre_history import post_on
from hnabroad_desktop.records.class_rules import listed
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.rules import succession
from hnabroad_desktop.sheets import writing
from hnabroad_desktop.sheets.writing import OutColumn
from hnabroad_desktop.store.datafile import DataFile

By = Literal["as_it_was", "successor"]

_ALL = 10_000_000


@dataclass(frozen=True)
class Measure:
    """One thing that is counted; ``money`` is in whole đồng."""

    code: str
    label: str
    group: str
    money: bool = False


#: What is counted, in the order of the columns, in two groups.
MEASURES = (
    Measure("cadres", N_("At work now"), "people"),
    Measure("women", N_("of them women"), "people"),
    Measure("nominated", N_("Nominations made"), "people"),
    Measure("sent", N_("Sent with classes"), "people"),
    Measure("women_sent", N_("of them women"), "people"),
    Measure("courses", N_("Told by records"), "people"),
    Measure("allotted", N_("Places allotted to it"), "plans"),
    Measure("classes", N_("Classes led"), "plans"),
    Measure("places", N_("Places planned"), "plans"),
    Measure("planned", N_("Money planned"), "plans", money=True),
    Measure("settled", N_("Money settled"), "plans", money=True),
)


@dataclass(frozen=True)
class Counted:
    """One record that counts: what it is, the unit it fell to then, and how much of which measure."""

    kind: str
    id: str
    title: str
    detail: str
    unit: str
    amounts: Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """What falls to one unit; ``gone`` says that it has ended and nothing single stands for it."""

    unit: str
    title: str
    gone: bool
    counted: tuple[Counted, ...]

    def amount(self, measure: str) -> int:
        """Return how much of a measure falls to the unit."""
        return sum(each.amounts.get(measure, 0) for each in self.counted)


@dataclass(frozen=True)
class Figures:
    """Figures by unit; the totals are the same however they are grouped.

    ``day`` is the day whose units stand for earlier ones, None for units as they were.
    """

    lines: tuple[Line, ...]
    names: Mapping[str, str]
    day: dt.date | None = None

    def total(self, measure: str) -> int:
        """Return how much of a measure there is in all."""
        return sum(line.amount(measure) for line in self.lines)


def figures(
    file: DataFile,
    by: By = "as_it_was",
    *,
    first: dt.date | None = None,
    last: dt.date | None = None,
    day: dt.date | None = None,
    report: Report = silent,
) -> Figures:
    """Count cadres at work, and what happened from ``first`` to ``last``, by unit.

    ``as_it_was``: people sent under the unit they belonged to when they left, classes and plan
    lines under the body that led them. ``successor``: under the unit that stands for it on ``day``
    (today without it); of several successors the main one, so nothing is counted twice.
    Without a unit the id and title are "".
    """
    found = tuple(counted(file, first, last, report))
    return grouped(file, found, by, day)


def grouped(
    file: DataFile, found: Iterable[Counted], by: By = "as_it_was", day: dt.date | None = None
) -> Figures:
    """Return what was counted by unit as it was, or by the unit that stands for it on ``day``."""
    known, on = lives(file), day or file.today()
    groups: dict[str, list[Counted]] = {}
    for each in found:
        unit = succession.standing_for(each.unit, known, on) if by == "successor" else each.unit
        groups.setdefault(unit, []).append(each)
    names = {unit: str(life.values.get("name") or "") for unit, life in known.items()}
    place = {unit: number for number, unit in enumerate(known)}
    gone = {unit for unit in groups if by == "successor" and unit in known and known[unit].ended_by(on)}
    lines = tuple(
        Line(unit, names.get(unit, ""), unit in gone, tuple(groups[unit]))
        for unit in sorted(groups, key=lambda unit: place.get(unit, len(place)))
    )
    return Figures(lines, names, on if by == "successor" else None)


def workbook(found: Figures) -> bytes:
    """Return the figures as a workbook: a row for each unit, every measure, and the totals."""
    heads = [OutColumn(_("Unit"), "text", 48)]
    heads += [OutColumn(_(m.label), "money" if m.money else "number") for m in MEASURES]
    rows: list[list[Stored]] = [
        [line.title or _("Without a unit"), *(line.amount(m.code) for m in MEASURES)] for line in found.lines
    ]
    totals = {place: found.total(m.code) for place, m in enumerate(MEASURES, 1)}
    return writing.table(_("Figures by unit"), heads, rows, totals=totals)


# -- what is counted -----------------------------------------------------------------------------------------


def counted(
    file: DataFile, first: dt.date | None, last: dt.date | None, report: Report = silent
) -> Iterator[Counted]:
    """Yield every record that counts, once, with the unit it fell to at its time."""
    world = _World(file, first, last)
    steps = (_cadres, _nominations, _sent, _courses, _classes, _plan_lines)
    for number, step in enumerate(steps):
        report(number, len(steps))
        yield from step(world)


class _World:
    """The tables that are counted, each read once."""

    def __init__(self, file: DataFile, first: dt.date | None, last: dt.date | None) -> None:
        self.file, self._first, self._last = file, first, last

    def within(self, day: dt.date) -> bool:
        return (self._first is None or self._first <= day) and (self._last is None or day <= self._last)

    def counts(self, day: dt.date | None) -> bool:
        """Say whether something of this day counts; what has no day counts only where every day does."""
        return self.within(day) if day is not None else self._first is None and self._last is None

    def has_year(self, year: object) -> bool:
        if not isinstance(year, int):
            return self._first is None and self._last is None
        return (self._first is None or self._first.year <= year) and (
            self._last is None or year <= self._last.year
        )

    def read(self, kind: str, *names: str) -> dict[str, dict[str, Stored]]:
        lines = Listing(self.file, kind, names).page(Query(), 0, _ALL)
        return {line.id: dict(zip(names, line.cells, strict=True)) for line in lines}  # type: ignore[arg-type]

    @cached_property
    def cadres(self) -> dict[str, dict[str, Stored]]:
        return self.read("cadre", "full_name", "sex", "post", "unit", "status")

    @cached_property
    def careers(self) -> dict[str, list[Row]]:
        return self.file.rows_of("cadre", "career_record")

    @cached_property
    def classes(self) -> dict[str, Record]:
        names = ("name", "code", "lead_body", "state", "departure_date", "settlement_total")
        roster, places = (self.file.rows_of("class", table) for table in ("roster", "allocations"))
        return {
            class_id: Record(
                "class",
                values,
                {"roster": tuple(roster.get(class_id, ())), "allocations": tuple(places.get(class_id, ()))},
                class_id,
            )
            for class_id, values in self.read("class", *names).items()
        }

    def departed(self) -> Iterator[tuple[Record, dt.date]]:
        for class_ in self.classes.values():
            if class_["departure_date"] and class_["state"] not in {"cancelled", "postponed"}:
                day = dt.date.fromisoformat(class_.text("departure_date"))
                if self.within(day):
                    yield class_, day

    def unit_on(self, cadre: str, day: dt.date) -> str:
        """Return the unit somebody belonged to on a day; the present one where the career does not say."""
        career = Record("cadre", rows={"career_record": tuple(self.careers.get(cadre, ()))})
        post = post_on(career, day)
        unit = post["unit"] if post is not None and post["unit"] else self.cadres[cadre]["unit"]
        return str(unit or "")

    def name(self, cadre: str) -> str:
        return str(self.cadres[cadre]["full_name"] or "")

    def is_woman(self, cadre: str) -> bool:
        return self.cadres[cadre]["sex"] == "female"

    def label(self, class_: Record) -> str:
        return " · ".join(filter(None, (class_.text("code"), class_.text("name"))))


def _cadres(world: _World) -> Iterator[Counted]:
    for cadre, values in world.cadres.items():
        if values["status"] in {"working", "seconded"}:
            amounts = {"cadres": 1, "women": int(world.is_woman(cadre))}
            post = world.file.word("post", str(values["post"])) if values["post"] else ""
            yield Counted("cadre", cadre, world.name(cadre), post, str(values["unit"] or ""), amounts)


def _nominations(world: _World) -> Iterator[Counted]:
    for nomination, values in world.read("nomination", "cadre", "class", "unit", "letter_date").items():
        class_, cadre = world.classes.get(str(values["class"])), str(values["cadre"] or "")
        said = values["letter_date"] or (class_["departure_date"] if class_ is not None else None)
        day = dates.earliest(str(said)) if said else None
        if cadre in world.cadres and world.counts(day):
            unit = str(values["unit"] or "") or world.unit_on(cadre, day or world.file.today())
            detail = world.label(class_) if class_ is not None else ""
            yield Counted("nomination", nomination, world.name(cadre), detail, unit, {"nominated": 1})


def _sent(world: _World) -> Iterator[Counted]:
    for class_, day in world.departed():
        for cadre in (str(row["cadre"]) for row in listed(class_)):
            if cadre in world.cadres:
                amounts = {"sent": 1, "women_sent": int(world.is_woman(cadre))}
                unit = world.unit_on(cadre, day)
                yield Counted("cadre", cadre, world.name(cadre), world.label(class_), unit, amounts)


def _courses(world: _World) -> Iterator[Counted]:
    for cadre, rows in world.file.rows_of("cadre", "training_abroad").items():
        for row in rows:
            begun = dates.earliest(str(row["from_date"])) if row["from_date"] else None
            if cadre in world.cadres and world.counts(begun):
                unit = world.unit_on(cadre, begun or world.file.today())
                when = dates.show(str(row["from_date"])) if row["from_date"] else ""
                detail = " · ".join(filter(None, (str(row["content"] or ""), when)))
                yield Counted("cadre", cadre, world.name(cadre), detail, unit, {"courses": 1})


def _classes(world: _World) -> Iterator[Counted]:
    for class_, day in world.departed():
        settled = class_["settlement_total"]
        amounts = {"classes": 1, "settled": settled if isinstance(settled, int) else 0}
        when = dates.show(day.isoformat())
        yield Counted("class", class_.id, world.label(class_), when, class_.text("lead_body"), amounts)
        for row in class_.table("allocations"):
            if isinstance(row["places"], int):
                places = {"allotted": row["places"]}
                yield Counted("class", class_.id, world.label(class_), when, str(row["unit"] or ""), places)


def _plan_lines(world: _World) -> Iterator[Counted]:
    plans = world.read("plan", "name", "year", "lead_body")
    for line, values in world.read("plan_line", "plan", "content", "lead_body", "people", "total").items():
        plan = plans.get(str(values["plan"]), {})
        if world.has_year(plan.get("year")):
            amounts = {"places": _number(values["people"]), "planned": _number(values["total"])}
            unit = str(values["lead_body"] or plan.get("lead_body") or "")
            title, of = str(values["content"] or ""), str(plan.get("name") or "")
            yield Counted("plan_line", line, title, of, unit, amounts)


def _number(value: Stored) -> int:
    return value if isinstance(value, int) else 0
