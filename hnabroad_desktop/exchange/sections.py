"""The compressed sections of a package: lines and attachments in, the same out, never more than declared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import IO, cast

import zstandard

from hnabroad_desktop.base.progress import Report
from hnabroad_desktop.exchange.content import StreamPart
from hnabroad_desktop.exchange.errors import Damaged, Inflated
from hnabroad_desktop.exchange.manifest import BLOB, LINES, PAD, Section
from hnabroad_desktop.exchange.scratch import Scratch

#: Streams are put together into one section until it has so many bytes, so that small ones compress too.
_TOGETHER = 1024 * 1024
_PIECE = 128 * 1024
#: How hard it presses: a seventh smaller than by default, at three times its time.
LEVEL = 9
#: What reading may need at most; level 9 looks back no further.
_WINDOW = 8 * 1024 * 1024
#: No line is longer; a longer one is no line.
_LONGEST_LINE = 32 * 1024 * 1024
_REPORT_EVERY = 1000


class _Growing:
    """Compresses into a scratch file, one section after the other."""

    def __init__(self, scratch: Scratch) -> None:
        self.scratch = scratch
        self.sections: list[Section] = []
        self._begin()

    def _begin(self) -> None:
        self._zip = zstandard.ZstdCompressor(level=LEVEL).compressobj()
        self._hash = hashlib.sha256()
        self.raw = 0
        self._size = 0

    def take(self, data: bytes) -> None:
        """Add bytes to the section under way."""
        self.raw += len(data)
        self._put(self._zip.compress(data))

    def end(self, kind: str, name: str = "", streams: int = 0) -> None:
        """Close the section under way."""
        self._put(self._zip.flush())
        self.sections.append(Section(kind, name, streams, self.raw, self._size, self._hash.digest()))
        self._begin()

    def _put(self, data: bytes) -> None:
        if data:
            self._hash.update(data)
            self._size += len(data)
            self.scratch.write(data)


def press(
    scratch: Scratch,
    streams: Sequence[StreamPart],
    blobs: Mapping[str, Callable[[], bytes]],
    report: Report,
) -> list[Section]:
    """Put lines and attachments into ``scratch`` and return their sections. Raises OSError, Cancelled.

    Raises ValueError when a stream does not hold the lines it names: a fault of the caller.
    """
    growing = _Growing(scratch)
    total, done, waiting = sum(part.count for part in streams), 0, 0
    for part in streams:
        found = 0
        for batch in _batches(part.lines):
            found += len(batch)
            joined = b"\n".join(batch)
            if joined.count(b"\n") != len(batch) - 1:
                raise ValueError("a line with a line break")
            growing.take(joined + b"\n")
            report(done + found, total)
        if found != part.count:
            raise ValueError(f"{found} lines where {part.count} are named")
        done += found
        waiting += 1
        if growing.raw >= _TOGETHER:
            growing.end(LINES, streams=waiting)
            waiting = 0
    if waiting:
        growing.end(LINES, streams=waiting)
    for sha256, content in blobs.items():
        growing.take(content())
        growing.end(BLOB, sha256)
    return growing.sections


def pad(scratch: Scratch, size: int) -> Section:
    """Add ``size`` bytes that mean nothing and return their section. Raises OSError."""
    data = bytes(size)
    scratch.write(data)
    return Section(PAD, "", 0, size, size, hashlib.sha256(data).digest())


@dataclass(frozen=True)
class Lines:
    """The lines of one stream in a section, from the start each time they are walked.

    Walking raises Inflated or Damaged when the section is not what it declares.
    """

    scratch: Scratch
    section: Section
    start: int
    skipped: int
    count: int
    last: bool
    name: str

    def __iter__(self) -> Iterator[bytes]:
        lines = _lines(grown(self.scratch, self.section, self.start, self.name), self.name)
        found = 0
        for line in islice(lines, self.skipped, self.skipped + self.count):
            found += 1
            yield line
        if found != self.count or (self.last and next(lines, None) is not None):
            raise Damaged(self.name)


def with_lines(
    streams: Sequence[StreamPart], sections: Iterable[tuple[int, Section]], scratch: Scratch, name: str
) -> tuple[StreamPart, ...]:
    """Return the streams of a manifest with their lines; ``sections`` with the place each starts at."""
    waiting = iter(streams)
    found = []
    for start, section in sections:
        together = list(islice(waiting, section.streams))
        skipped = 0
        for place, part in enumerate(together, 1):
            lines = Lines(scratch, section, start, skipped, part.count, place == len(together), name)
            found.append(replace(part, lines=lines))
            skipped += part.count
    return tuple(found)


def blob(scratch: Scratch, section: Section, start: int, name: str) -> bytes:
    """Return the attachment in a section. Raises Inflated; Damaged when its hash is not its name."""
    found = b"".join(grown(scratch, section, start, name))
    if hashlib.sha256(found).hexdigest() != section.name:
        raise Damaged(name)
    return found


def grown(scratch: Scratch, section: Section, start: int, name: str) -> Iterator[bytes]:
    """Yield what a section grows to, in pieces. Raises Inflated when it grows too far, else Damaged."""
    reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(
        cast(IO[bytes], _Source(scratch.read(start, section.size))), read_across_frames=False
    )
    total = 0
    try:
        while piece := reader.read(_PIECE):
            total += len(piece)
            if total > section.raw:
                raise Inflated(name)
            yield piece
    except (zstandard.ZstdError, MemoryError) as error:
        raise Damaged(name) from error
    if total != section.raw:
        raise Damaged(name)


class _Source:
    """Pieces as something to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        if not self._rest:
            self._rest = next(self._pieces, b"")
        found, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return found


def _lines(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    # The parts of a line under way are joined once, however many pieces it spans.
    rest: list[bytes] = []
    for piece in pieces:
        first, *more = piece.split(b"\n")
        rest.append(first)
        if sum(map(len, rest)) > _LONGEST_LINE:
            raise Inflated(name)
        if more:
            yield b"".join(rest)
            yield from more[:-1]
            rest = more[-1:]
    if any(rest):
        raise Damaged(name)


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    waiting = iter(lines)
    while batch := list(islice(waiting, _REPORT_EVERY)):
        yield batch
