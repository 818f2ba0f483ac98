"""What a file holds of each stream, and lines of one stream read lazily, for packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hnabroad_desktop.store.reader import Reader

#: So many lines are read together.
_TOGETHER = 1_000

START = b"\0" * 32


@dataclass(frozen=True)
class Held:
    """One stream as the file holds it: lines that count, lines there are, whose copy writes it."""

    sid: int
    replica: str
    scope: str
    n: int
    kept: int
    tip: bytes
    unit: str
    level: int


def held(db: Any) -> dict[tuple[str, str], Held]:
    """Return every stream by (replica, scope); of one withdrawn in part, only what still counts."""
    rows = db.execute(
        "SELECT s.sid, s.replica, s.scope, s.n, s.tip, w.above, a.unit, a.level FROM stream s"
        " LEFT JOIN withdrawn w ON w.sid = s.sid LEFT JOIN author a ON a.replica = s.replica ORDER BY s.sid"
    ).fetchall()
    found = {}
    for sid, replica, scope, kept, tip, above, unit, level in rows:
        n = kept if above is None else min(kept, above)
        hash_ = tip if n == kept else hash_at(db, sid, n)
        names = (replica.hex(), scope.hex())
        found[names] = Held(sid, *names, n, kept, hash_, unit or "", level or 0)
    return found


def hash_at(db: Any, sid: int, seq: int) -> bytes:
    """Return the hash of a line of a stream; before the first it is 32 zeros. Raises KeyError."""
    if not seq:
        return START
    row = db.execute("SELECT hash FROM change WHERE sid = ? AND seq = ?", (sid, seq)).fetchone()
    if row is None:
        raise KeyError((sid, seq))
    return bytes(row[0])


@dataclass(frozen=True)
class Lines:
    """The lines of stream ``sid`` after ``base`` up to ``tip``; read anew on each walk, some at a time."""

    file: Reader
    sid: int
    base: int
    tip: int

    def __iter__(self) -> Iterator[bytes]:
        last = self.base
        while last < self.tip:
            with self.file.raw() as db:
                rows = db.execute(
                    "SELECT line FROM change WHERE sid = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
                    (self.sid, last, self.tip, _TOGETHER),
                ).fetchall()
            if not rows:
                return
            last += len(rows)
            for (line,) in rows:
                yield line


def numbered_kinds(db: Any, sid: int, base: int, tip: int) -> Mapping[str, int]:
    """Return kind -> number of entities touched by the lines of a stream after ``base`` up to ``tip``."""
    rows = db.execute(
        "SELECT e.kind, count(DISTINCT c.eid) FROM change c JOIN entity e ON e.eid = c.eid"
        " WHERE c.sid = ? AND c.seq > ? AND c.seq <= ? GROUP BY e.kind",
        (sid, base, tip),
    ).fetchall()
    return {kind: int(count) for kind, count in rows}
