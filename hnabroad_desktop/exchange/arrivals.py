"""Compares a package with what the file holds, stream by stream: new, missing, or another past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.exchange.content import SCHEMA, START, Content, StreamPart
from hnabroad_desktop.exchange.refusals import (
    DamagedPackage,
    ForkedHistory,
    MissingPackage,
    NeedsNewerProgram,
    NotForThisUnit,
)
from hnabroad_desktop.store import books
from hnabroad_desktop.store.lines import Line, chain
from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.parts import Held, hash_at, held
from hnabroad_desktop.store.versions import read

#: So many lines pass together: a tenth of a second of work, after which a save that waits may go first.
TOGETHER = 500


@dataclass(frozen=True)
class Arrival:
    """A part of a stream with lines that do not count here yet.

    ``n`` lines count here and ``kept`` are here (more, where a package was taken back);
    ``known`` is the hash of the last line both sides have.
    """

    part: StreamPart
    n: int
    kept: int
    known: bytes

    @property
    def common(self) -> int:
        """The last line that the file and the package both have."""
        return min(self.kept, self.part.tip)


def check_address(content: Content, unit: str, names: dict[str, str]) -> None:
    """Refuse what is for others or asks for a later program. Raises NotForThisUnit, NeedsNewerProgram."""
    if content.reader > SCHEMA:
        raise NeedsNewerProgram(content.program)
    if unit and unit not in content.receivers:
        raise NotForThisUnit(", ".join(names.get(r, "") or r for r in content.receivers))


def arrivals(db: Any, content: Content, sender_name: str) -> list[Arrival]:
    """Return the parts that bring something; none means that the package was taken in before.

    Reads one line of each stream at most. Raises MissingPackage, ForkedHistory.
    """
    here = held(db)
    found = []
    for part in content.streams:
        stream = here.get((part.replica, part.scope))
        n, kept = (stream.n, stream.kept) if stream is not None else (0, 0)
        if part.base > n:
            number = missing_number(db, content)
            raise MissingPackage(sender_name, number, content.number)
        if not _agrees(db, stream, part):
            raise ForkedHistory(sender_name, content.number)
        if part.tip > n:
            common = min(kept, part.tip)
            known = hash_at(db, stream.sid, common) if stream is not None else START
            found.append(Arrival(part, n, kept, known))
    return found


def _agrees(db: Any, stream: Held | None, part: StreamPart) -> bool:
    if stream is None:
        return part.base_hash == START
    if hash_at(db, stream.sid, part.base) != part.base_hash:
        return False
    return part.tip > stream.kept or hash_at(db, stream.sid, part.tip) == part.tip_hash


def missing_number(db: Any, content: Content) -> int:
    """Return the number of the package to ask for, 0 if only everything again will do."""
    came = [p for p in books.packages_in(db, content.sender_unit) if p.sender == content.sender]
    gone = [p.number for p in came if p.state == books.WITHDRAWN]
    if gone:
        return min(gone)
    last = max((p.number for p in came if p.state == books.MERGED), default=0)
    return last + 1 if last + 1 < content.number else 0


def new_lines(
    model: Model, content: Content, found: Sequence[Arrival], sender_name: str, report: Report = silent
) -> Iterator[tuple[Arrival, list[tuple[Line, bytes]]]]:
    """Yield the lines that do not count here yet, some at a time, each proved to follow the one before.

    Raises DamagedPackage, ForkedHistory when that fails; what was yielded before must then be dropped.
    """
    total = sum(arrival.part.count for arrival in found)
    done = 0
    for arrival in found:
        part = arrival.part
        seq, tip = part.base, part.base_hash
        batch: list[tuple[Line, bytes]] = []
        for raw in part.lines:
            seq += 1
            tip = chain(tip, raw)
            if seq == arrival.common and tip != arrival.known:
                raise ForkedHistory(sender_name, content.number)
            if seq > arrival.n:
                batch.append((_line(model, raw, part, seq), raw))
            if len(batch) >= TOGETHER:
                done += len(batch)
                yield arrival, batch
                report(done, total)
                batch = []
        if seq != part.tip or tip != part.tip_hash:
            raise DamagedPackage
        if batch:
            done += len(batch)
            yield arrival, batch
            report(done, total)


def _line(model: Model, raw: bytes, part: StreamPart, seq: int) -> Line:
    try:
        line = read(model, raw)
    except ValueError as error:
        raise DamagedPackage from error
    if line.dot != (part.replica, part.scope, seq):
        raise DamagedPackage
    return line
