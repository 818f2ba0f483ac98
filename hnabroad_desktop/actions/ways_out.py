"""What can be done about a file that does not open, for the window that offers it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.store import keyfile, snapshot
from hnabroad_desktop.store.atomic import write_bytes
from hnabroad_desktop.store.errors import (
    AlreadyOpen,
    DamagedFile,
    DamagedKeys,
    FileExists,
    MissingFile,
    MissingKeys,
    NetworkDrive,
    ReadOnlyPlace,
    RemovableDrive,
    WrongPassword,
)
from hnabroad_desktop.store.explain import explain

Way = Literal["view", "backup", "copy", "recovery_key", "again"]


def ways_out(problem: AppError) -> tuple[Way, ...]:
    """Return what the user may do about ``problem``, the best first; none where only another file helps."""
    match problem:
        case AlreadyOpen():
            return ("again", "view")
        case RemovableDrive() | NetworkDrive() | ReadOnlyPlace():
            return ("copy", "view")
        case DamagedFile() | DamagedKeys() | MissingKeys() | MissingFile():
            return ("backup",)
        case WrongPassword():
            return ("recovery_key",)
    return ()


def copy_here(path: Path, folder: Path) -> Path:
    """Copy a data file, with its log and its keys, into a folder of this machine and return the copy.

    Raises FileExists, BeingWritten, NoRoomForCopy, or what ``explain`` makes of the rest; the
    source is never written to.
    """
    target = folder / path.name
    if target.exists():
        raise FileExists(target)
    try:
        copy = snapshot.snapshot_of(path)
        try:
            keys = keyfile.beside(path)
            if keys.exists():
                write_bytes(keyfile.beside(target), keys.read_bytes())
            if snapshot.log_of(copy.path).exists():
                write_bytes(snapshot.log_of(target), snapshot.log_of(copy.path).read_bytes())
            write_bytes(target, copy.path.read_bytes())
        finally:
            copy.remove()
    except OSError as error:
        raise explain(error, target) from error
    return target
