"""The streams of the journal: one sequence and one hash chain for each (replica, scope)."""

from __future__ import annotations

from typing import Any

from hnabroad_desktop.store.lines import Dot, Line, chain

_START = b"\0" * 32
_LEVELS = "SELECT replica, level FROM author"


class Streams:
    """Numbers the streams of one file and grows their chains. Written back by ``flush``."""

    def __init__(self, db: Any) -> None:
        self.db = db
        self._sid: dict[tuple[str, str], int] = {}
        self._names: dict[int, tuple[str, str]] = {}
        self._n: dict[int, int] = {}
        self._tip: dict[int, bytes] = {}
        self._grown: set[int] = set()
        self._withdrawn: dict[int, int] = dict(db.execute("SELECT sid, above FROM withdrawn").fetchall())
        self._levels: dict[str, int] = {replica.hex(): level for replica, level in db.execute(_LEVELS)}
        for sid, replica, scope, n, tip in db.execute("SELECT sid, replica, scope, n, tip FROM stream"):
            self._enter(sid, (replica.hex(), scope.hex()), n, tip)

    def _enter(self, sid: int, names: tuple[str, str], n: int, tip: bytes) -> None:
        self._sid[names] = sid
        self._names[sid] = names
        self._n[sid] = n
        self._tip[sid] = tip

    def names(self, sid: int) -> tuple[str, str]:
        """Return the replica and scope of stream ``sid``. Raises KeyError."""
        return self._names[sid]

    def known(self, dot: Dot) -> int | None:
        """Return the stream number of ``dot`` if the file holds that line, else None."""
        sid = self._sid.get((dot.replica, dot.scope))
        return sid if sid is not None and dot.seq <= self._n[sid] else None

    def number(self, dot: Dot) -> int | None:
        """Return the stream number of ``dot``, whether or not that line is here; None for a new stream."""
        return self._sid.get((dot.replica, dot.scope))

    def folded(self) -> dict[int, int]:
        """Return how many lines of each stream are in the readings: all but those withdrawn."""
        return {sid: min(n, self._withdrawn.get(sid, n)) for sid, n in self._n.items()}

    def counts(self, sid: int, seq: int) -> bool:
        """Tell whether a line counts: it does unless the package that brought it was taken back."""
        return seq <= self._withdrawn.get(sid, seq)

    def gone(self, dot: Dot) -> bool:
        """Tell whether a line is here and does not count."""
        sid = self.known(dot)
        return sid is not None and not self.counts(sid, dot.seq)

    def count_upto(self, sid: int, last: int) -> None:
        """Take it that the lines of a stream count up to ``last``, as they are about to."""
        if sid in self._withdrawn:
            self._withdrawn[sid] = max(last, self._withdrawn[sid])

    def level(self, replica: str) -> int:
        """Return the standing of the unit whose copy ``replica`` is; the more, the more it may decide."""
        return self._levels.get(replica, 0)

    def author(self, replica: str, level: int) -> None:
        """Note the standing of a replica heard of for the first time."""
        self._levels.setdefault(replica, level)

    def next_dot(self, replica: str, scope: str) -> tuple[int, Dot]:
        """Return the stream and the name of the next line ``replica`` writes in ``scope``."""
        sid = self._sid.get((replica, scope))
        if sid is None:
            # Not their number: one that was named and never written to has left a gap.
            sid = max(self._names, default=0) + 1
            self._enter(sid, (replica, scope), 0, _START)
        return sid, Dot(replica, scope, self._n[sid] + 1)

    def append(self, sid: int, line: Line, raw: bytes) -> bytes:
        """Grow the chain by ``line`` and return its hash. Raises ValueError for a gap."""
        if line.dot.seq != self._n[sid] + 1:
            raise ValueError(f"gap in stream {sid} at {line.dot.seq}")
        tip = chain(self._tip[sid], raw)
        self._n[sid] = line.dot.seq
        self._tip[sid] = tip
        self._grown.add(sid)
        return tip

    def last(self, replica: str, scope: str) -> Dot:
        """Return the last line of a stream that counts."""
        sid = self._sid[replica, scope]
        return Dot(replica, scope, min(self._n[sid], self._withdrawn.get(sid, self._n[sid])))

    def tips(self) -> dict[tuple[str, str], tuple[int, bytes]]:
        """Return (replica, scope) -> (number of lines, hash of the last)."""
        return {names: (self._n[sid], self._tip[sid]) for names, sid in self._sid.items()}

    def flush(self) -> None:
        """Write the tips that grew."""
        rows = [
            (
                sid,
                bytes.fromhex(self._names[sid][0]),
                bytes.fromhex(self._names[sid][1]),
                self._n[sid],
                self._tip[sid],
            )
            for sid in self._grown
        ]
        self.db.executemany("INSERT OR REPLACE INTO stream VALUES (?, ?, ?, ?, ?)", rows)
        self._grown.clear()
