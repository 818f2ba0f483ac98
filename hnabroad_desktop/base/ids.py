"""Identifiers: UUID version 7 as 32 hexadecimal characters, ordered by the time they were made."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_lock = threading.Lock()
_last = 0
_source: ContextVar[Callable[[], str] | None] = ContextVar("source of ids", default=None)


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562, 5.7) as 32 lower-case hexadecimal characters.

    Ids made one after the other by one program rise, also within a
    millisecond and when the clock goes back: rows keep the order they were made in.
    """
    source = _source.get()
    if source is not None:
        return source()
    global _last
    with _lock:
        _last = max(_fresh(), _last + 1)
        return f"{_last:032x}"


@contextmanager
def taken_from(source: Callable[[], str]) -> Iterator[None]:
    """Let ``source`` make the ids meanwhile, so that what is made twice is the same twice."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)


def _fresh() -> int:
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76
    value |= (random >> 62 & 0xFFF) << 64
    value |= 0b10 << 62
    value |= random & (1 << 62) - 1
    return value
