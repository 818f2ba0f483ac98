"""Appends lines to the journal and keeps its readings in step, inside one database transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from hnabroad_desktop.base.collector import held
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.store.apply import Applier, Entry
from hnabroad_desktop.store.lines import Dot, Line
from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.projection import State
from hnabroad_desktop.store.streams import Streams
from hnabroad_desktop.store.versions import read

#: A full buffer is written out: memory stays flat however many lines a job brings.
_BUFFER = 2_000


def milliseconds() -> int:
    """Return the wall clock in milliseconds; it is shown to people and decides nothing."""
    return time.time_ns() // 1_000_000


class Journal:
    """The one writer of a data file. Nothing else changes ``change`` and its readings."""

    def __init__(
        self,
        db: Any,
        model: Model,
        replica: str,
        user: str,
        clock: Callable[[], int] = milliseconds,
    ) -> None:
        self.db = db
        self.model = model
        self.replica = replica
        self.user = user
        self.clock = clock
        self.writing = False
        self._reset()

    def _reset(self) -> None:
        self.streams = Streams(self.db)
        self.applier = Applier(self.db, self.model, self.streams, self.line_at)
        self._rows: list[tuple[Any, ...]] = []
        self._next_n = self._count("SELECT max(n) FROM change") + 1
        self._last_at = self._count("SELECT max(at) FROM txn")

    def refresh(self) -> None:
        """Forget what is held in memory after the readings were made anew; within a transaction."""
        self._reset()

    def _count(self, question: str) -> int:
        return int(self.db.execute(question).fetchone()[0] or 0)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Hold one database transaction; any exception leaves file and memory as they were."""
        self.db.execute("BEGIN IMMEDIATE")
        self.writing = True
        try:
            with held():
                yield
                self.flush()
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            self.writing = False
            self._reset()
            raise
        finally:
            self.writing = False

    def stamp(self) -> int:
        """Return the hybrid logical time of the next transaction: never goes back, even if the clock does."""
        self._last_at = max(self.clock() << 16, self._last_at + 1)
        return self._last_at

    def place(self, scope: str, replica: str = "") -> tuple[int, Dot]:
        """Return the stream and dot the next own line in ``scope`` will have."""
        return self.streams.next_dot(replica or self.replica, scope)

    def write(self, sid: int, line: Line, *, new: bool = False, covers: bool = False) -> int:
        """Append ``line``, fold it, and return its number in this file (see ``Applier.fold``, ``Entry``)."""
        raw = line.encode()
        tip = self.streams.append(sid, line, raw)
        n = self._next_n
        self._next_n += 1
        self._rows.append((n, sid, line.dot.seq, bytes.fromhex(line.entity), raw, tip))
        self.applier.fold((Entry(sid, line, covers),), new=new)
        if len(self._rows) >= _BUFFER:
            self.flush()
        return n

    def take(self, lines: Sequence[tuple[int, Line, bytes]]) -> None:
        """Append lines written elsewhere, as they are, and fold them; each with the number of its stream.

        Raises ValueError for a gap.
        """
        for sid, line, raw in lines:
            tip = self.streams.append(sid, line, raw)
            self._rows.append((self._next_n, sid, line.dot.seq, bytes.fromhex(line.entity), raw, tip))
            self._next_n += 1
        self.fold_held((sid, line) for sid, line, _raw in lines)

    def fold_held(self, lines: Iterable[tuple[int, Line]]) -> None:
        """Fold lines the journal holds and the readings lack; in the order of their streams."""
        held = list(lines)
        self.applier.fetch(bytes.fromhex(line.entity) for _sid, line in held)
        self.applier.fold((Entry(sid, line) for sid, line in held), new=True)
        self.flush()

    @property
    def next_n(self) -> int:
        """The number the next line will have in this file."""
        return self._next_n

    def flush(self) -> None:
        """Write out what is buffered, so that the tables can be read."""
        self._write_rows()
        self.applier.flush()
        self.streams.flush()

    def _write_rows(self) -> None:
        if self._rows:
            self.db.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", self._rows)
            self._rows = []

    def line_at(self, sid: int, seq: int) -> Line:
        """Return the line at a place of a stream. Raises KeyError if the file does not hold it."""
        self._write_rows()
        row = self.db.execute("SELECT line FROM change WHERE sid = ? AND seq = ?", (sid, seq)).fetchone()
        if row is None:
            raise KeyError((sid, seq))
        return read(self.model, row[0])

    def line_of(self, dot: Dot) -> Line:
        """Return the line called ``dot``. Raises KeyError if the file does not hold it."""
        sid = self.streams.known(dot)
        if sid is None:
            raise KeyError(dot)
        return self.line_at(sid, dot.seq)

    def heads(self, eid: str, group: str) -> tuple[Dot, ...]:
        """Return the dots of the standing assignments of ``group``."""
        return self.heads_of(eid, (group,))[group]

    def heads_of(self, eid: str, groups: Iterable[str]) -> dict[str, tuple[Dot, ...]]:
        """Return the dots of the standing assignments of each of ``groups``."""
        state = self.applier.state(bytes.fromhex(eid))
        return dict.fromkeys(groups, ()) if state is None else self.heads_in(state, groups)

    def heads_in(self, state: State, groups: Iterable[str]) -> dict[str, tuple[Dot, ...]]:
        """Return the dots of the standing assignments of each of ``groups`` in a state."""
        names, standing = self.streams.names, state.heads
        result: dict[str, tuple[Dot, ...]] = {}
        # Groups changed together stand on one line: its name is made once.
        at: tuple[int, int] | None = None
        line: tuple[Dot, ...] = ()
        for group in groups:
            heads = standing.get(group)
            if heads is not None and len(heads) != 1:
                result[group] = tuple(dict.fromkeys(Dot(*names(h[0]), h[1]) for h in heads))
                continue
            place = state.base if heads is None else (heads[0][0], heads[0][1])
            if place != at:
                at, line = place, () if place is None else (Dot(*names(place[0]), place[1]),)
            result[group] = line
        return result


def enter_transaction(db: Any, line: Line, first: int, last: int) -> None:
    """Enter a transaction, whose ``line`` is its first, into the reading that undo and history lists use.

    One that was entered is gone on with, where these lines follow its own: it came in two packages.
    """
    db.execute("UPDATE txn SET last = ? WHERE id = ? AND last = ?", (last, line.transaction, first - 1))
    db.execute(
        "INSERT OR IGNORE INTO txn (id, replica, verb, subject, user, at, undoes, barrier, first, last)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        transaction_row(line, first, last),
    )


def transaction_row(line: Line, first: int, last: int) -> tuple[Any, ...]:
    """Return what ``enter_transaction`` writes."""
    return (
        line.transaction,
        line.dot.replica,
        line.verb,
        line.subject,
        line.user,
        line.at,
        line.undoes,
        int(line.barrier),
        first,
        last,
    )


def new_transaction_id() -> str:
    """Return a fresh name for one transaction."""
    return new_id()
