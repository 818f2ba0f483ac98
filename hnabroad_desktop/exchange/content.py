"""What a package says, whatever it is wrapped in: parts of streams, receipts, attachments.

Values only: the sealed container is read into a ``Content`` and written from
one, and everything that plans and merges works on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

#: The form of the lines and of this manifest. A program refuses what asks for a later reader.
SCHEMA = 1

#: How far somebody has come in each stream: (replica, scope) -> (number of lines, hash of the last).
Tips = Mapping[tuple[str, str], tuple[int, bytes]]

#: The hash before the first line of every stream.
START = b"\0" * 32


@dataclass(frozen=True, kw_only=True)
class StreamPart:
    """The lines ``base + 1`` to ``tip`` of one stream, as the exact bytes that were hashed.

    replica    who wrote them, 32 hexadecimal characters
    scope      for whom, 32 hexadecimal characters
    author     the unit whose copy ``replica`` is ("" if the sender does not know it)
    level      the standing of that unit, the higher the more it may decide
    base_hash  the hash of line ``base`` (``START`` for base 0), which the receiver must hold
    tip_hash   the hash of line ``tip``
    lines      may be walked several times, from the start each time, and read lazily
    """

    replica: str
    scope: str
    base: int
    tip: int
    tip_hash: bytes
    lines: Iterable[bytes]
    base_hash: bytes = START
    author: str = ""
    level: int = 0

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self.tip - self.base


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """How far the sender has come: with the package of the receiver it took in last ("" = none yet).

    ``unit`` is the receiver it is meant for, ``number`` that package's number; ``tips`` says
    what the sender holds of every stream that concerns both.
    """

    package_id: str
    tips: Tips
    number: int = 0
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything in one package.

    package_id     a fresh id, 32 hexadecimal characters
    sender_unit    id of the unit that packed it
    sender         the replica it was packed in
    receivers      ids of the units it is for
    number         which of the sender's packages to these receivers this is, from 1
    schema         the version of the sender's record types and lines
    reader         the smallest such version that can read it
    program        the version of the sender's program, for the sentence "needs version …"
    packed_at      when the sender's clock said it was packed (ISO), shown and never compared
    blobs          SHA-256 -> a function that returns the attachment's content
    counts         for people to read: records and lines by kind, "_lines" for all
    sha256         of the file it came in, "" while there is none
    """

    package_id: str
    sender_unit: str
    sender: str
    receivers: tuple[str, ...]
    number: int
    streams: tuple[StreamPart, ...]
    receipts: tuple[Receipt, ...] = ()
    blobs: Mapping[str, Callable[[], bytes]] = field(default_factory=lambda: MappingProxyType({}))
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    schema: int = SCHEMA
    reader: int = SCHEMA
    program: str = ""
    packed_at: str = ""
    sha256: str = ""

    @property
    def lines(self) -> int:
        """How many lines there are in all streams."""
        return sum(part.count for part in self.streams)
