"""Takes a package that was taken in back: its lines stay and count no more (design 7.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.exchange.leftovers import rows_left, waiting_titles
from hnabroad_desktop.exchange.refusals import NotTakenBack
from hnabroad_desktop.exchange.settling import take_back_settled
from hnabroad_desktop.store import books
from hnabroad_desktop.store.books import MERGED, WITHDRAWN, PackageIn
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.journal import Journal
from hnabroad_desktop.store.lines import Dot
from hnabroad_desktop.store.transaction import Transaction
from hnabroad_desktop.store.withdrawal import withdraw


@dataclass(frozen=True)
class TakenBack:
    """What taking a package back did.

    ``packages`` are all numbers that no longer count: later ones of the same copies go with it.
    ``edited`` are the records, or rows, changed here since, whose own values now stand beside the earlier
    ones. ``waiting`` are those among them that came with the package itself, with the title they had: they
    are out of the lists, and what was set in them waits until the package is received again.
    """

    numbers: tuple[int, ...]
    edited: tuple[tuple[str, str], ...] = ()
    waiting: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def _nothing() -> None:
    pass


def take_back(
    file: DataFile, package_id: str, *, before: Callable[[], None] = _nothing, report: Report = silent
) -> TakenBack:
    """Let what a package brought count no more; the lines stay, and receiving it again puts them back.

    What was settled with it is taken back too. ``before`` makes the backup, once; a save that comes
    meanwhile goes first. Raises NotTakenBack, Cancelled from ``report``; then nothing changed.
    """
    if _taken_in(file, package_id) is None:
        raise NotTakenBack
    before()

    def act(report: Report) -> TakenBack:
        package = _taken_in(file, package_id)
        if package is None:
            raise NotTakenBack
        return _take_back(file, package, report)

    done = file.unhurried(act, report)
    file.tell(frozenset(file.model.kinds))
    return done


def _taken_in(file: DataFile, package_id: str) -> PackageIn | None:
    with file.raw() as db:
        package = books.package_in(db, package_id)
    return package if package is not None and package.state == MERGED else None


def _take_back(file: DataFile, package: PackageIn, report: Report) -> TakenBack:
    with file.writing() as journal:
        db = journal.db
        above = {journal.place(scope, replica)[0]: start for replica, scope, start, _end in package.streams}
        gone = _gone_with(db, package)
        withdraw(journal, above, report)
        name = file.title(package.unit)
        for each in reversed(gone):
            if each.step:
                step = Transaction(journal, "take_back_package", name, undoes=each.step)
                take_back_settled(journal, step, each.step)
                step.finish()
        edited = edited_since(journal, above)
        waiting = waiting_titles(journal, edited)
        for each in gone:
            books.set_state(db, each.id, WITHDRAWN)
            books.drop_proposals(db, package_id=each.id)
    return TakenBack(tuple(sorted(p.number for p in gone)), edited, MappingProxyType(waiting))


def _gone_with(db: Any, package: PackageIn) -> list[PackageIn]:
    """Return the package and every other one whose lines come after its own in one of its streams."""
    starts = {(replica, scope): start for replica, scope, start, _end in package.streams}
    return [
        other
        for other in books.packages_in(db)
        if other.state == MERGED
        and any(end > starts.get((replica, scope), end) for replica, scope, _start, end in other.streams)
    ]


def edited_since(journal: Journal, above: Mapping[int, int]) -> tuple[tuple[str, str], ...]:
    """Return (kind, id) of what this file set on top of values that no longer count, and still stands."""
    found: set[tuple[str, str]] = set()
    for sid, start in above.items():
        replica, scope = journal.streams.names(sid)
        rows = journal.db.execute(
            "SELECT u.eid, e.kind, u.grp, u.seq FROM superseded u JOIN entity e ON e.eid = u.eid"
            " WHERE u.replica = ? AND u.scope = ? AND u.seq > ?",
            (bytes.fromhex(replica), bytes.fromhex(scope), start),
        ).fetchall()
        for eid, kind, group, seq in rows:
            gone = Dot(replica, scope, seq)
            heads = [dot for dot in journal.heads(eid.hex(), group) if dot.replica == journal.replica]
            if any(gone in journal.line_of(dot).replaces(group) for dot in heads):
                found.add((kind, eid.hex()))
        found.update(rows_left(journal, sid, start))
    return tuple(sorted(found))
