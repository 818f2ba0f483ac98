"""One process at a time may write a data file; the lock says who, on which machine and since when.

The operating system gives the lock up when its process ends, however it ends.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from hnabroad_desktop.store.errors import AlreadyOpen

# On Windows the first byte is the locked one and cannot be read by others, so the words begin behind it.
_WORDS_AT = 1


@dataclass(frozen=True)
class Holder:
    """Who has a file open."""

    machine: str
    person: str
    since: datetime


class WriteLock:
    """The right to write one data file, held from ``take`` to ``give_up``."""

    def __init__(self, path: Path) -> None:
        self._path = beside(path)
        self._lock = FileLock(self._path, thread_local=False, fallback_to_soft=False)

    def take(self, now: Callable[[], datetime]) -> None:
        """Take the lock or raise AlreadyOpen at once; OSError when the folder refuses the lock file."""
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            found = holder(self._path)
            if found is None:
                raise AlreadyOpen(socket.gethostname(), None, now()) from None
            raise AlreadyOpen(found.machine, found.since, now(), found.person) from None
        if self._path.stat().st_size:
            # Left by a process that died: its name must not be read as ours.
            os.truncate(self._path, 0)

    def sign(self, person: str, since: datetime) -> None:
        """Write into the lock who holds it."""
        words = {"machine": socket.gethostname(), "person": person, "since": since.isoformat()}
        with self._path.open("r+b", buffering=0) as file:
            file.seek(_WORDS_AT)
            file.write(json.dumps(words, ensure_ascii=False).encode())
            file.truncate()

    def give_up(self) -> None:
        """Let others write; the lock file goes too."""
        if not self._lock.is_locked:
            return
        if sys.platform != "win32":
            # Before the release, while nobody else can hold it; on Windows the lock library does it.
            self._path.unlink(missing_ok=True)
        self._lock.release()


def beside(path: Path) -> Path:
    """Return where the lock of the data file ``path`` lies."""
    return path.with_name(path.name + ".lock")


def holder(lock_path: Path) -> Holder | None:
    """Return who signed the lock file, or nothing when nobody did yet."""
    try:
        with lock_path.open("rb", buffering=0) as file:
            file.seek(_WORDS_AT)
            words = json.loads(file.read() or b"null")
        return Holder(str(words["machine"]), str(words["person"]), datetime.fromisoformat(words["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def is_held(path: Path) -> bool:
    """Say whether a living process may be writing the data file ``path``; changes nothing."""
    if not beside(path).exists():
        return False
    trial = FileLock(beside(path), thread_local=False, fallback_to_soft=False, preserve_lock_file=True)
    try:
        with trial.acquire(blocking=False):
            return False
    except (Timeout, OSError):
        return True
