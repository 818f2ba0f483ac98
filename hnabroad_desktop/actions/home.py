"""The work of today: what is late, what is due, what waits (features.md K1, C5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hnabroad_desktop.actions.settings import number
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records.class_rules import listed, open_duties
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store import books
from hnabroad_desktop.store.datafile import DataFile

#: A group shows so many rows; the rest is counted.
MOST = 5


@dataclass(frozen=True)
class Task:
    """One thing to do: a sentence, the day it concerns, and the record it opens (or area and page)."""

    text: str
    day: str
    kind: str
    record_id: str
    late: bool = False


@dataclass(frozen=True)
class Group:
    """Tasks of one sort, the most urgent first; ``more`` counts those not shown."""

    code: str
    title: str
    tasks: tuple[Task, ...]
    more: int = 0

    @property
    def count(self) -> int:
        """All tasks of the group."""
        return len(self.tasks) + self.more


def today(file: DataFile) -> list[Group]:
    """Return the groups that have something to do, in the order of urgency; at most seven."""
    return [
        group for code, title, find in _GROUPS if (group := _group(code, title, list(find(file)))) is not None
    ]


def _group(code: str, title: str, tasks: list[Task]) -> Group | None:
    if not tasks:
        return None
    tasks.sort(key=lambda task: (not task.late, task.day or "9999"))
    return Group(code, _(title), tuple(tasks[:MOST]), max(0, len(tasks) - MOST))


def _reports(file: DataFile) -> Iterator[tuple[Task, dt.date]]:
    """Yield every report still owed by classes that came back, with its last day."""
    person_days = number(file, "report_person_days")
    delegation_days = number(file, "report_delegation_days")
    for class_ in file.find("class"):
        if class_["state"] not in {"returned", "reviewing"} or not class_["return_date"]:
            continue
        back = dt.date.fromisoformat(class_.text("return_date"))
        done = {r["cadre"] for r in class_.table("results") if r["report_date"] or r["waiver"]}
        owing = [row for row in listed(class_) if row["cadre"] not in done]
        if owing and person_days is not None:
            last = back + dt.timedelta(person_days)
            text = _("{code}: {count} personal reports are missing").format(
                code=_called(class_), count=len(owing)
            )
            yield Task(text, last.isoformat(), "class", class_.id), last
        owes = not class_["delegation_report_date"] and not class_["delegation_report_waiver"]
        if owes and delegation_days is not None:
            last = back + dt.timedelta(delegation_days)
            text = _("{code}: the report of the delegation is missing").format(code=_called(class_))
            yield Task(text, last.isoformat(), "class", class_.id), last


def _late(file: DataFile) -> Iterator[Task]:
    day = file.today()
    for task, last in _reports(file):
        if last < day:
            yield Task(task.text, task.day, task.kind, task.record_id, late=True)
    for task, last in _departures(file):
        if last < day:
            yield Task(task.text, task.day, task.kind, task.record_id, late=True)


def _due(file: DataFile) -> Iterator[Task]:
    day = file.today()
    soon = day + dt.timedelta(30)
    for task, last in (*_reports(file), *_departures(file)):
        if day <= last <= soon:
            yield task


def _departures(file: DataFile) -> Iterator[tuple[Task, dt.date]]:
    """Yield classes about to leave with duties still red."""
    for class_ in file.find("class"):
        if class_["state"] not in {"decided", "preparing"} or not class_["departure_date"]:
            continue
        last = dt.date.fromisoformat(class_.text("departure_date"))
        missing = len(open_duties(class_))
        if missing:
            text = _("{code} leaves; {count} of the five duties are not done").format(
                code=_called(class_), count=missing
            )
            yield Task(text, last.isoformat(), "class", class_.id), last


def _drafts(file: DataFile) -> Iterator[Task]:
    texts = {
        "draft": N_("Draft: {name}"),
        "submitted": N_("Submitted for signature: {name}"),
        "signed": N_("Signed, waits for its number: {name}"),
    }
    for state, text in texts.items():
        for decision in file.find("decision", state=state):
            class_ = file.get("class", decision.text("class")) if decision["class"] else None
            name = _called(class_) if class_ else decision.text("summary")
            yield Task(_(text).format(name=name), decision.text("date"), "decision", decision.id)


def _agreements(file: DataFile) -> Iterator[Task]:
    reminder = number(file, "expiry_reminder_1") or 180
    last = file.today() + dt.timedelta(reminder)
    for agreement in file.find("agreement", state="in_force"):
        until = agreement.text("expiry_date")
        if until and until <= last.isoformat():
            late = until < file.today().isoformat()
            text = _("{name} has expired") if late else _("{name} expires")
            yield Task(text.format(name=agreement.text("name")), until, "agreement", agreement.id, late)


def _passports(file: DataFile) -> Iterator[Task]:
    """Yield people about to leave whose passport will not be valid long enough after the return."""
    months = number(file, "passport_valid_months") or 6
    for class_ in file.find("class"):
        if class_["state"] not in {"decided", "preparing", "ready"} or not class_["return_date"]:
            continue
        needed = dates.add_months(dt.date.fromisoformat(class_.text("return_date")), months).isoformat()
        for row in listed(class_):
            cadre = file.get("cadre", str(row["cadre"]))
            if cadre is None:
                continue
            until = cadre.text("passport_expiry")
            if until >= needed:
                continue
            text = (
                _("{name} ({code}): passport valid until {day}")
                if until
                else _("{name} ({code}): no passport")
            )
            shown = text.format(
                name=cadre.text("full_name"), code=_called(class_), day=dates.show(until) if until else ""
            )
            yield Task(shown, until or class_.text("departure_date"), "cadre", cadre.id)


def _incomplete(file: DataFile) -> Iterator[Task]:
    for nomination in file.find("nomination", state="returned"):
        person = file.title(nomination.text("cadre")) if nomination["cadre"] else ""
        class_ = file.get("class", nomination.text("class")) if nomination["class"] else None
        text = _("{name}: the dossier for {code} is to be completed").format(
            name=person, code=_called(class_) if class_ else ""
        )
        deadline = class_.text("dossier_deadline") if class_ else ""
        yield Task(text, deadline, "nomination", nomination.id)


def _proposals(file: DataFile) -> Iterator[Task]:
    """Yield what units without the authority proposed and nobody settled yet."""
    with file.raw() as db:
        number = len(books.proposals(db))
    if number:
        text = _("{count} proposed changes of other units wait for a decision")
        yield Task(text.format(count=number), "", "exchange", "waiting")


def _called(class_: Record) -> str:
    return class_.text("code") or class_.text("name")


_GROUPS: tuple[tuple[str, str, Callable[[DataFile], Iterator[Task]]], ...] = (
    ("late", N_("Overdue"), _late),
    ("due", N_("Due"), _due),
    ("drafts", N_("Drafts waiting for signature"), _drafts),
    ("packages", N_("Data received"), _proposals),
    ("agreements", N_("Agreements about to expire"), _agreements),
    ("passports", N_("Passports"), _passports),
    ("incomplete", N_("Records to complete"), _incomplete),
)
