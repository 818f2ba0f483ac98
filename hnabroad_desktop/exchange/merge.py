"""Takes a package in: all of it in one transaction, or nothing (design 7.9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.exchange.arrivals import Arrival, arrivals, new_lines
from hnabroad_desktop.exchange.carrying import Touched, carry, touched_by
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.plan import Choice, Difference, Plan
from hnabroad_desktop.exchange.planning import plan as make_plan
from hnabroad_desktop.exchange.refusals import DamagedPackage, PlanOutdated
from hnabroad_desktop.exchange.settling import set_value, settle
from hnabroad_desktop.exchange.sharing import tree
from hnabroad_desktop.store import blobs, books
from hnabroad_desktop.store.books import MERGED, PackageIn
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.journal import Journal, enter_transaction
from hnabroad_desktop.store.lines import Line
from hnabroad_desktop.store.transaction import Transaction
from hnabroad_desktop.store.turns import GaveWay
from hnabroad_desktop.store.withdrawal import activate


@dataclass(frozen=True)
class Merged:
    """What taking a package in did: the plan that was carried out, the differences left open."""

    plan: Plan
    lines: int = 0
    settled: int = 0
    open: tuple[Difference, ...] = ()


def _nothing() -> None:
    pass


@dataclass
class _Taken:
    """What has come in so far, within the transaction."""

    lines: int = 0
    kinds: set[str] = field(default_factory=set)
    opened: tuple[Line, int] | None = None
    last: int = 0
    touched: Touched = field(default_factory=set)


def merge(
    file: DataFile,
    content: Content,
    plan: Plan | None = None,
    choices: Iterable[Choice] = (),
    *,
    before: Callable[[], None] = _nothing,
    report: Report = silent,
) -> Merged:
    """Take ``content`` in as ``plan`` says and settle what ``choices`` name; the rest stays open.

    ``before`` makes the backup, once. A save that comes while the lines are written goes first, and
    the package is taken in again after it (``Turns.unhurried``). With ``plan``, the plan made again
    after a save must say the same, else PlanOutdated. Raises Refused, Cancelled from ``report``;
    then the file is line for line what it was.
    """
    return _Taking(file, content, plan, choices, before).run(report)


class _Taking:
    """A package on its way in, from whatever the file is by then."""

    def __init__(
        self,
        file: DataFile,
        content: Content,
        plan: Plan | None,
        choices: Iterable[Choice],
        before: Callable[[], None],
    ) -> None:
        self.file = file
        self.content = content
        self.agreed = plan
        self.chosen = {(choice.id, choice.field): choice.value for choice in choices}
        self.before = before
        self.kept = False

    def run(self, report: Report) -> Merged:
        """Take it in, giving way to saves."""
        return self.file.unhurried(self._act, report)

    def _act(self, report: Report) -> Merged:
        file, content = self.file, self.content
        plan = self._plan(report)
        if plan.already:
            _confirm(file, content, plan)
            return Merged(plan)
        if not self.kept:
            self.before()
            self.kept = True
        name = file.title(content.sender_unit) or content.sender_unit
        units = tree(file, file.today())
        with file.writing() as journal:
            if journal.next_n != plan.next_line:
                raise GaveWay
            found = arrivals(journal.db, content, name)
            books.note_author(journal.db, file.replica, file.unit_id, units.level(file.unit_id))
            for part in content.streams:
                books.note_author(journal.db, part.replica, part.author, part.level)
            taken = _take(journal, content, found, name, report)
            _keep_attachments(journal, content, lambda: report(taken.lines, taken.lines))
            step = Transaction(journal, "receive", name)
            settled = settle(journal, step, plan, self.chosen, lambda: report(taken.lines, taken.lines))
            carry(journal, step, taken.touched)
            step.finish()
            _enter(journal, file, content, found, plan, step.id if step.kinds else "")
        file.tell(frozenset(taken.kinds) | step.kinds)
        left = tuple(c for c in plan.conflicts if (c.id, c.field) not in self.chosen)
        return Merged(plan, taken.lines, settled, left)

    def _plan(self, report: Report) -> Plan:
        """Return the plan agreed to, made anew if something was written since. Raises PlanOutdated."""
        agreed = self.agreed
        if agreed is None:
            return make_plan(self.file, self.content, report)
        if agreed.next_line == self.file.next_line():
            return agreed
        plan = make_plan(self.file, self.content, report)
        if replace(plan, next_line=agreed.next_line) != agreed:
            raise PlanOutdated
        return plan


def _confirm(file: DataFile, content: Content, plan: Plan) -> None:
    """Enter a package that brings no change but a word on how far its sender has come."""
    with file.raw() as db:
        known = books.package_in(db, content.package_id)
    if known is not None:
        return
    with file.writing() as journal:
        _enter(journal, file, content, (), plan, "")


def _take(journal: Journal, content: Content, found: Sequence[Arrival], name: str, report: Report) -> _Taken:
    activate(journal, {_sid(journal, a): a.part.tip for a in found if a.kept > a.n}, report)
    journal.refresh()  # the standing of those who write is known now
    taken = _Taken()
    for arrival, batch in new_lines(journal.model, content, found, name, report):
        taken.kinds.update(line.kind for line, _raw in batch)
        taken.touched |= touched_by(line for line, _raw in batch)
        fresh = [(line, raw) for line, raw in batch if line.dot.seq > arrival.kept]
        taken.lines += len(batch)
        if fresh:
            first, sid = journal.next_n, _sid(journal, arrival)
            journal.take([(sid, line, raw) for line, raw in fresh])
            _enter_steps(journal, taken, first, fresh)
    if taken.opened is not None:
        enter_transaction(journal.db, *taken.opened, taken.last)
    return taken


def _keep_attachments(journal: Journal, content: Content, check: Callable[[], None]) -> None:
    for digest, read in content.blobs.items():
        check()
        if blobs.keep(journal.db, read()) != digest:
            raise DamagedPackage


def _sid(journal: Journal, arrival: Arrival) -> int:
    return journal.place(arrival.part.scope, arrival.part.replica)[0]


def _enter_steps(journal: Journal, taken: _Taken, first: int, lines: Sequence[tuple[Line, bytes]]) -> None:
    """Enter the steps of others into the list of steps, each from its first line to its last."""
    for n, (line, _raw) in enumerate(lines, first):
        if taken.opened is not None and taken.opened[0].transaction != line.transaction:
            enter_transaction(journal.db, *taken.opened, taken.last)
            taken.opened = None
        taken.opened = taken.opened or (line, n)
        taken.last = n


def _enter(
    journal: Journal,
    file: DataFile,
    content: Content,
    found: Sequence[Arrival],
    plan: Plan,
    step: str,
) -> None:
    counts = {
        "new": sum(plan.new.values()),
        "changed": sum(plan.changed.values()),
        "merged": sum(plan.merged.values()),
        "deleted": sum(plan.deleted.values()),
        "conflicts": len(plan.conflicts),
        "proposals": len(plan.proposals),
    }
    package = PackageIn(
        n=0,
        id=content.package_id,
        unit=content.sender_unit,
        sender=content.sender,
        number=content.number,
        at=books.now(),
        user=file.user,
        state=MERGED,
        step=step,
        streams=tuple((a.part.replica, a.part.scope, a.n, a.part.tip) for a in found),
        counts=MappingProxyType(counts),
        sha256=content.sha256,
    )
    books.enter_in(journal.db, package)
    note_receipts(journal.db, content, file.unit_id)


def note_receipts(db: Any, content: Content, unit: str) -> None:
    """Note how far the sender says it has come, and how far its own streams prove it has."""
    mine = [r for r in content.receipts if r.unit in ("", unit)]
    tips: dict[tuple[str, str], tuple[int, bytes]] = {}
    confirmed = ""
    for receipt in mine:
        tips |= receipt.tips
        confirmed = receipt.package_id or confirmed
    for part in content.streams:
        names = (part.replica, part.scope)
        if tips.get(names, (0, b""))[0] < part.tip:
            tips[names] = (part.tip, part.tip_hash)
    books.note_peer(db, content.sender_unit, content.sender, content.number, confirmed, tips)


def settle_proposal(file: DataFile, kind: str, entity: str, group: str, value: Any, *, accept: bool) -> None:
    """Set what was proposed for a unit of conflict, or leave what stands; the proposal is settled.

    Raises WrongChoice when the value cannot be any more.
    """
    with file.writing() as journal:
        step = Transaction(journal, "settle_proposal", "")
        if accept:
            set_value(journal, step, kind, entity, group, value)
        step.finish()
        books.drop_proposals(journal.db, places=[(bytes.fromhex(entity), group)])
    file.tell(step.kinds)
