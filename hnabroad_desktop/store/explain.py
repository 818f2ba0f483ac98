"""Turns what the database engine or the system reports into a sentence a clerk can act on."""

from __future__ import annotations

import errno
from datetime import datetime
from pathlib import Path

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.store import drives
from hnabroad_desktop.store.errors import (
    Busy,
    DamagedFile,
    DiskFull,
    MissingFile,
    NotSaved,
    ReadOnlyPlace,
)

_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
# How Windows says that another program, often a virus scanner, has the file open.
_IN_USE = {32, 33}
# With less than this left, a failed write is for lack of room whatever the engine calls it.
_NO_ROOM = 256 * 1024


def explain(
    error: BaseException,
    path: Path,
    last_saved: datetime | None = None,
    *,
    last_backup: datetime | None = None,
) -> AppError:
    """Return the error to raise in place of ``error``, met while working on the data file ``path``.

    ``last_saved`` is the time of the last confirmed save. Understands errors of the engine (also inside
    one of SQLAlchemy's), OSError, and AppError, which is returned as it is; anything else is a bug of
    ours and is raised again.
    """
    if isinstance(error, AppError):
        return error
    inner = getattr(error, "orig", None) or error
    if isinstance(inner, OSError):
        return _of_system(inner, path, last_saved)
    name = getattr(inner, "sqlite_errorname", None)
    if not isinstance(name, str):
        raise error
    return _of_engine(name, path, last_saved, last_backup)


def _of_system(error: OSError, path: Path, last_saved: datetime | None) -> AppError:
    place = Path(error.filename) if isinstance(error.filename, str) else path
    if getattr(error, "winerror", None) in _IN_USE:
        return Busy()
    if error.errno in _FULL:
        return DiskFull(drives.drive_name(place), last_saved)
    if error.errno in _REFUSED:
        return ReadOnlyPlace()
    if error.errno == errno.ENOENT:
        return MissingFile(place)
    return NotSaved(drives.drive_name(place), last_saved)


def _of_engine(name: str, path: Path, last_saved: datetime | None, last_backup: datetime | None) -> AppError:
    if name.startswith("SQLITE_FULL"):
        return DiskFull(drives.drive_name(path), last_saved)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DamagedFile(last_backup)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy()
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return ReadOnlyPlace()
    if name.startswith("SQLITE_CANTOPEN") and not path.exists():
        return MissingFile(path)
    if drives.free_bytes(path.parent) < _NO_ROOM:
        return DiskFull(drives.drive_name(path), last_saved)
    return NotSaved(drives.drive_name(path), last_saved)
