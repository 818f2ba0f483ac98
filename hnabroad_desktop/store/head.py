"""Looks at a data file without changing it: whose it is, whether it is whole, whether it is too new."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hnabroad_desktop import __version__
from hnabroad_desktop.store import cipher, keyfile, snapshot
from hnabroad_desktop.store.cipher import FileKey
from hnabroad_desktop.store.errors import (
    DamagedFile,
    DamagedKeys,
    ForeignFile,
    MissingFile,
    MissingKeys,
    NewerFile,
)
from hnabroad_desktop.store.explain import explain
from hnabroad_desktop.store.keyslots import KeySlots

# How files of other programs begin. Ours begin with a UUIDv7, whose first byte is the time.
_OTHERS = (
    b"SQLite format 3",
    b"PK\3\4",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"{\\rtf",
)


def slots_of(path: Path) -> KeySlots:
    """Return the key slots of a data file, before any password: who can open it, and whether it is practice.

    Raises MissingFile, ForeignFile, MissingKeys, DamagedKeys, NewerFile.
    """
    if not path.is_file():
        raise MissingFile(path)
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(_OTHERS):
        raise ForeignFile
    slots = keyfile.find(path, head)
    if slots is not None:
        return slots
    if not _is_file_id(head):
        raise ForeignFile
    keys = keyfile.beside(path)
    raise DamagedKeys(keys.name) if keys.exists() else MissingKeys(keys.name)


def check_head(
    path: Path, key: FileKey, slots: KeySlots, newest: int, last_backup: datetime | None = None
) -> None:
    """Read the head of a data file and write nothing. Raises DamagedFile, NewerFile."""
    if snapshot.has_log(path):
        # A log left by a crash counts, and reading through it would fold it in: look at a copy.
        copy = snapshot.snapshot_of(path)
        try:
            check_marks(copy.path, key, slots, newest, last_backup, "rw")
        finally:
            copy.remove()
    else:
        check_marks(path, key, slots, newest, last_backup, "immutable")


def check_marks(
    path: Path,
    key: FileKey,
    slots: KeySlots,
    newest: int,
    last_backup: datetime | None,
    mode: cipher.Mode,
) -> None:
    """Read the marks of a data file through one connection of ``mode``. Raises DamagedFile, NewerFile."""
    size = path.stat().st_size
    if not snapshot.has_log(path) and (size == 0 or size % cipher.PAGE):
        raise DamagedFile(last_backup)
    try:
        connection = cipher.connect(path, key, mode)
        try:
            application, version = cipher.application_and_version(connection)
        finally:
            connection.close()
    except cipher.Error as error:
        raise explain(error, path, last_backup=last_backup) from error
    if application != cipher.APPLICATION_ID:
        raise ForeignFile
    if version > newest:
        raise NewerFile(slots.program if slots.program != __version__ else str(version))


def _is_file_id(head: bytes) -> bool:
    # Version 7 and the variant of RFC 9562: one file in 64 of another program has both by chance.
    return len(head) == 16 and head[6] >> 4 == 7 and head[8] >> 6 == 2
