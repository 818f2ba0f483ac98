"""Receive packages: look at what one would change, take it in, take it back; many in a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from hnabroad_desktop.actions import backups
from hnabroad_desktop.actions import merging as people
from hnabroad_desktop.actions.exchange.cards import heed_withdrawals
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.exchange import merge as engine
from hnabroad_desktop.exchange import planning, taking_back
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.merge import Merged
from hnabroad_desktop.exchange.package import Package
from hnabroad_desktop.exchange.plan import Choice, Difference, Duplicate, EqualNumber, Plan, Side
from hnabroad_desktop.exchange.refusals import ForkedHistory, MissingPackage, NotTakenBack, Refused
from hnabroad_desktop.exchange.taking_back import TakenBack
from hnabroad_desktop.store import books
from hnabroad_desktop.store.datafile import DataFile

__all__ = [
    "Choice",
    "Difference",
    "Duplicate",
    "EqualNumber",
    "Merged",
    "Plan",
    "Refused",
    "Side",
    "TakenBack",
]

#: The field by which somebody says that a person in the package is one who is here already.
SAME_AS = "same_as"


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits: a value of ``field`` of a record that its author may not set."""

    id: str
    record: str
    kind: str
    field: str
    value: object
    unit: str
    user: str
    package: str
    at: str = ""


@dataclass(frozen=True)
class Received:
    """What became of one package of a queue: taken in, there already, or waiting for somebody.

    ``error`` is the sentence of one that was refused, ``plan`` what a waiting one asks.
    """

    content: Content | None
    merged: Merged | None = None
    plan: Plan | None = None
    error: str = ""
    code: str = ""

    @property
    def waits(self) -> bool:
        """Whether somebody has to look at it."""
        return self.merged is None


def plan(file: DataFile, content: Content, report: Report = silent) -> Plan:
    """Return what taking a package in would do; nothing is written. Raises Refused, Cancelled."""
    with _refusals_heeded(file, content):
        return planning.plan(file, content, report)


@contextmanager
def _refusals_heeded(file: DataFile, content: Content) -> Iterator[None]:
    """Enter what a refused package says all the same: that it is at hand, or how far its sender has come."""
    try:
        yield
    except ForkedHistory:
        _hold_back(file, content)
        raise
    except MissingPackage:
        # Its word on how far the sender has come holds nevertheless: the answer begins there by itself.
        if not file.read_only:
            with file.local() as db:
                engine.note_receipts(db, content, file.unit_id)
        raise


def _hold_back(file: DataFile, content: Content) -> None:
    """Enter a package that tells another past, so that it is seen; one taken in before stays so."""
    with file.raw() as db:
        known = books.package_in(db, content.package_id) is not None
    if not known and not file.read_only:
        with file.local() as db:
            books.hold_back(
                db, content.package_id, content.sender_unit, content.sender, content.number, file.user
            )


def merge(
    file: DataFile,
    content: Content,
    found: Plan | None = None,
    choices: Iterable[Choice] = (),
    report: Report = silent,
) -> Merged:
    """Take a package in, after a backup, and settle what ``choices`` name; other differences stay open.

    With ``found`` that plan is carried out, or PlanOutdated raised where it says something else by now.
    A save from the window meanwhile never waits for the whole of it. A choice of the field
    "same_as" of a new person makes one record of that person and the one named. Raises Refused,
    Cancelled; then nothing changed. Cards that a sealed package withdraws are withdrawn here too.
    """
    chosen = list(choices)
    values = [choice for choice in chosen if choice.field != SAME_AS]
    merged = _merge(file, content, found, values, report)
    for same in (choice for choice in chosen if choice.field == SAME_AS and choice.value):
        people.merge(file, str(same.value), same.id)
    if isinstance(content, Package):
        heed_withdrawals(file, content)
    return merged


def _merge(
    file: DataFile, content: Content, found: Plan | None, choices: Sequence[Choice], report: Report
) -> Merged:
    def keep() -> None:
        backups.before_change(file.vault)

    with _refusals_heeded(file, content):
        return engine.merge(file, content, found, choices, before=keep, report=report)


def take_back(file: DataFile, package_id: str, report: Report = silent) -> TakenBack:
    """Take a package that was taken in back, after a backup. Raises NotTakenBack, Cancelled."""
    return taking_back.take_back(
        file, package_id, before=lambda: backups.before_change(file.vault), report=report
    )


def proposals(file: DataFile) -> list[Waiting]:
    """Return the proposals that wait for somebody with the authority to settle them."""
    with file.raw() as db:
        rows = books.proposals(db)
    return [
        Waiting(
            entity,
            body["record"],
            body["kind"],
            group,
            body["value"],
            body["unit"],
            body["user"],
            package,
            body["at"],
        )
        for entity, group, package, body in rows
    ]


def settle_proposal(file: DataFile, entity: str, field: str, *, accept: bool) -> None:
    """Set what was proposed, or leave what stands; the proposal is gone. Raises Refused if there is none."""
    found = next((p for p in proposals(file) if (p.id, p.field) == (entity, field)), None)
    if found is None:
        raise NotTakenBack
    engine.settle_proposal(file, found.kind, entity, field, found.value, accept=accept)


def moment_of(side: Side) -> str:
    """Return when a side was written by the clock of its writer, "" if unknown; shown, never compared."""
    return f"{side.at:%d/%m/%Y %H:%M}" if isinstance(side.at, dt.datetime) else ""
