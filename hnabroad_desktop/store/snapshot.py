"""Copies of a data file in a private folder, for looking at it without touching where it lies."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from hnabroad_desktop.store import drives
from hnabroad_desktop.store.errors import BeingWritten

_TRIES = 5


class Snapshot:
    """A private folder for one data file; ``path`` is where the copy lies, gone after ``remove``."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="hnabroad-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / "data.hnab"

    def remove(self) -> None:
        """Delete the copy."""
        self._folder.cleanup()


def snapshot_of(source: Path) -> Snapshot:
    """Copy ``source`` and its log. Raises BeingWritten when it keeps changing, NoRoomForCopy, OSError."""
    copy = Snapshot()
    try:
        drives.need_room(copy.path.parent, sum(size for _name, size, _time in _state(source)))
        _copy(source, copy.path)
    except BaseException:
        copy.remove()
        raise
    return copy


def _copy(source: Path, target: Path) -> None:
    for _attempt in range(_TRIES):
        before = _state(source)
        log_of(target).unlink(missing_ok=True)
        shutil.copyfile(source, target)
        if log_of(source).exists():
            shutil.copyfile(log_of(source), log_of(target))
        if _state(source) == before:
            return
    raise BeingWritten


def log_of(path: Path) -> Path:
    """Return where the write-ahead log of the data file ``path`` lies."""
    return path.with_name(path.name + "-wal")


def has_log(path: Path) -> bool:
    """Say whether changes of ``path`` still wait in its log, as after a crash."""
    return log_of(path).exists() and log_of(path).stat().st_size > 0


def _state(source: Path) -> list[tuple[str, int, int]]:
    found = []
    for part in (source, log_of(source)):
        if part.exists():
            facts = os.stat(part)
            found.append((part.name, facts.st_size, facts.st_mtime_ns))
    return found
