"""A sitting of receiving: the packages that came, each looked at, taken in, or waiting for somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from hnabroad_desktop.actions import people
from hnabroad_desktop.actions.exchange import parcels, receiving, sending, sticks
from hnabroad_desktop.actions.exchange.receiving import SAME_AS, Choice, Merged, Plan, Received
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.progress import AGAIN, Report, silent
from hnabroad_desktop.exchange.refusals import PlanOutdated
from hnabroad_desktop.store.books import WITHDRAWN
from hnabroad_desktop.store.datafile import DataFile

#: A package that was not opened yet; one that asks nothing; one that asks; one refused; one taken in;
#: one that brought nothing that was not here.
State = Literal["new", "easy", "asks", "refused", "done", "already"]

#: So often a package that asks nothing is compared again when its plan changes beneath it.
_TRIES = 3

#: One step of a package among several, for the progress of all of them.
_STEPS = 1000


@dataclass(eq=False)
class Entry:
    """One package of a sitting, from the drive to the books.

    warning   a sentence about its drive, "" when all is well
    package   what is in it, kept here so that the drive may be taken out; None before it was opened
    error     why it was refused, with ``code`` for machines
    choices   what was chosen so far: (id, unit of conflict) -> value
    """

    path: Path
    size: int = 0
    warning: str = ""
    package: parcels.Package | None = None
    plan: Plan | None = None
    merged: Merged | None = None
    error: str = ""
    code: str = ""
    choices: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """How far it has come."""
        if self.merged is not None:
            return "already" if self.merged.plan.already else "done"
        if self.error:
            return "refused"
        if self.plan is None:
            return "new"
        return "easy" if self.plan.easy else "asks"

    @property
    def received(self) -> Received:
        """The entry as the report of the sitting takes it."""
        return Received(self.package, self.merged, self.plan, self.error, self.code)


def find(places: Iterable[Path], known: Sequence[Entry] = ()) -> list[Entry]:
    """Return the packages on drives or in folders that are not among ``known``, hidden ones too."""
    there = {_mark(entry.path) for entry in known}
    found = []
    for place in places:
        for each in sticks.packages_on(place):
            mark = _mark(each.path)
            if mark not in there:
                there.add(mark)
                found.append(Entry(each.path, each.size, each.warning))
    return found


def _mark(path: Path) -> tuple[str, int, int]:
    # Two drives may be called alike, one after the other, and so may their files.
    try:
        about = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), about.st_size, about.st_mtime_ns


def look(file: DataFile, entry: Entry, report: Report = silent) -> None:
    """Open a package and work out what it would change; what is wrong is kept in it. Raises Cancelled."""
    if entry.merged is not None:
        return
    try:
        if entry.package is None:
            entry.warning = sticks.warning(entry.path) or entry.warning
            entry.package = parcels.opener(file, entry.path)()
        plan = receiving.plan(file, entry.package, report)
    except AppError as error:
        entry.plan, entry.error, entry.code = None, str(error), getattr(error, "code", "refused")
        return
    entry.plan, entry.error, entry.code = plan, "", ""
    asked = {(d.id, d.field) for d in (*plan.conflicts, *plan.proposals)}
    asked |= {(d.id, SAME_AS) for d in plan.duplicates}
    entry.choices = {place: value for place, value in entry.choices.items() if place in asked}


def look_at_all(file: DataFile, entries: Sequence[Entry], report: Report = silent) -> None:
    """Look at every package that is not taken in. Raises Cancelled; then some were not looked at."""
    for place, entry in enumerate(entries):
        report(place, len(entries))
        look(file, entry, _within(report, place, len(entries)))


def take(file: DataFile, entry: Entry, report: Report = silent) -> Merged:
    """Take a package in, after a backup, exactly as its plan says and as was chosen.

    A save from the window meanwhile goes first; the same plan, made again, is then carried out.
    Raises AppError, PlanOutdated where it says something else by then, Cancelled; then nothing changed.
    """
    package, plan = entry.package, entry.plan
    assert package is not None
    assert plan is not None
    chosen = [Choice(*place, value) for place, value in entry.choices.items()]
    entry.merged = receiving.merge(file, package, plan, chosen, report)
    for double in plan.duplicates:
        if entry.choices.get((double.id, SAME_AS)) == "":
            people.tell_apart(file, double.known, double.id)
    return entry.merged


def take_easy(file: DataFile, entries: Sequence[Entry], report: Report = silent) -> list[Entry]:
    """Take in every package that asks nothing of anybody, and return those; the others wait.

    What goes on from another package of the sitting is tried again after it. Raises Cancelled; what was
    taken in before stays so.
    """
    taken: list[Entry] = []
    waiting = [entry for entry in entries if entry.merged is None]
    number = len(waiting)
    progress = True
    while waiting and progress:
        progress = False
        for entry in list(waiting):
            report(len(taken), number)
            within = _within(report, len(taken), number)
            if _take_if_easy(file, entry, within):
                taken.append(entry)
                waiting.remove(entry)
                progress = True
    return taken


def _take_if_easy(file: DataFile, entry: Entry, report: Report) -> bool:
    for _try in range(_TRIES):
        look(file, entry, report)
        if entry.state != "easy":
            return False
        try:
            take(file, entry, report)
        except PlanOutdated:
            continue  # somebody saved what the package changes: perhaps now it asks something
        return True
    look(file, entry, report)
    return False


def is_own(file: DataFile, entry: Entry) -> bool:
    """Say whether this unit itself made the package, for others."""
    return entry.package is not None and entry.package.sender_unit == file.unit_id and entry.merged is None


def reopen(file: DataFile, entries: Sequence[Entry]) -> None:
    """Let packages that were taken back since be taken in again, with the choices made before."""
    gone = {p.id for p in sending.packages(file) if p.direction == "in" and p.state == WITHDRAWN}
    for entry in entries:
        if entry.merged is not None and entry.package is not None and entry.package.package_id in gone:
            entry.merged = entry.plan = None


def _within(report: Report, place: int, number: int) -> Report:
    def told(done: int, total: int) -> None:
        if done == AGAIN:
            report(AGAIN, total)
            return
        report(place * _STEPS + _STEPS * done // max(total, 1), number * _STEPS)

    return told
