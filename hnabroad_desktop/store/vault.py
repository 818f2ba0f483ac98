"""Opens the encrypted data file: one writer, readers beside it, other processes kept out."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hnabroad_desktop.store import cipher, head, keyfile, keyslots, locks, snapshot
from hnabroad_desktop.store.atomic import sync_file, sync_folder
from hnabroad_desktop.store.cipher import FileKey
from hnabroad_desktop.store.drives import DriveKind, drive_kind
from hnabroad_desktop.store.errors import (
    FileExists,
    MissingFolder,
    NetworkDrive,
    ReadOnlyPlace,
    RemovableDrive,
)
from hnabroad_desktop.store.explain import explain
from hnabroad_desktop.store.keyslots import FULL_COST, Cost, KeySlots
from hnabroad_desktop.store.locks import WriteLock
from hnabroad_desktop.store.opened import Vault

__all__ = ["Clock", "DriveOf", "Vault", "create", "local_now", "open_vault", "refuse_place"]

Clock = Callable[[], datetime]
DriveOf = Callable[[Path], DriveKind]


def local_now() -> datetime:
    """Return the time on this machine's clock, with its zone."""
    return datetime.now().astimezone()


def create(
    path: Path,
    *,
    person: str,
    password: str | None,
    practice: bool = False,
    cost: Cost = FULL_COST,
    drive: DriveOf = drive_kind,
    now: Clock = local_now,
) -> tuple[Vault, str]:
    """Make a new data file without tables; return it, open, and its recovery key as printed.

    A practice file takes no password and has no recovery key (""). ``cost`` is for tests.
    Raises FileExists, the errors of places, KeysRefused; then nothing is left behind.
    """
    path = Path(path)
    if path.exists():
        raise FileExists(path)
    if not path.parent.is_dir():
        raise MissingFolder(path.parent)
    refuse_place(drive(path))
    key, slots, printed = keyslots.new_slots(person=person, password=password, practice=practice, cost=cost)
    draft = path.with_name(f".{path.name}.{key.file_id}.new")
    try:
        _set_aside_old_keys(path)
        _make_empty(draft, key)
        keyfile.store(path, slots)
        os.replace(draft, path)
        sync_folder(path.parent)
        name = slots.people[0] if slots.people else person
        return _open_to_write(path, key, slots, name, 0, None, now), printed
    except BaseException as error:
        _remove_unfinished(path)
        if isinstance(error, cipher.Error | OSError):
            raise explain(error, path) from error
        raise
    finally:
        draft.unlink(missing_ok=True)


def open_vault(
    path: Path,
    *,
    newest: int,
    password: str | None = None,
    recovery_key: str | None = None,
    person: str | None = None,
    read_only: bool = False,
    last_backup: datetime | None = None,
    drive: DriveOf = drive_kind,
    now: Clock = local_now,
) -> Vault:
    """Open a data file with a password, the recovery key, or, for a practice file, nothing.

    ``person`` says whose password it is; without, every slot is tried. ``newest`` is the version of
    tables this program knows. ``last_backup`` goes into the
    sentence about a damaged file. Raises a FileProblem for everything that can be wrong with the
    file or its place, and then nothing was written.
    """
    path = Path(path)
    try:
        slots = head.slots_of(path)
        kind = drive(path)
        if not read_only:
            refuse_place(kind)
        key, name = slots.unlock(password=password, recovery_key=recovery_key, person=person)
        if read_only:
            return _open_to_view(path, key, slots, name, newest, last_backup, kind)
        return _open_to_write(path, key, slots, name, newest, last_backup, now)
    except (cipher.Error, OSError) as error:
        raise explain(error, path, last_backup=last_backup) from error


def _open_to_write(
    path: Path,
    key: FileKey,
    slots: KeySlots,
    person: str,
    newest: int,
    last_backup: datetime | None,
    now: Clock,
) -> Vault:
    lock = WriteLock(path)
    lock.take(now)
    try:
        head.check_head(path, key, slots, newest, last_backup)
        writer = cipher.connect(path, key, "rw", cache=cipher.WRITER_CACHE)
        try:
            cipher.write_ahead(writer)
            lock.sign(person, now())
            if keyfile.read(keyfile.beside(path)) != slots:
                keyfile.store(path, slots)
            else:
                keyfile.keep_copy(slots)
        except BaseException:
            writer.close()
            raise
    except BaseException:
        lock.give_up()
        raise
    return Vault(path, key, slots, person, writer=writer, lock=lock)


def _open_to_view(
    path: Path,
    key: FileKey,
    slots: KeySlots,
    person: str,
    newest: int,
    last_backup: datetime | None,
    kind: DriveKind,
) -> Vault:
    if kind is DriveKind.FIXED and locks.is_held(path):
        # Beside a writer of this machine the engine keeps readers consistent; a copy could be torn.
        head.check_marks(path, key, slots, newest, last_backup, "ro")
        return Vault(path, key, slots, person)
    copy = snapshot.snapshot_of(path)
    try:
        head.check_marks(copy.path, key, slots, newest, last_backup, "rw")
    except BaseException:
        copy.remove()
        raise
    return Vault(path, key, slots, person, copy=copy)


def _make_empty(draft: Path, key: FileKey) -> None:
    connection = cipher.connect(draft, key, "rwc")
    try:
        connection.execute(f"PRAGMA application_id={cipher.APPLICATION_ID}")
    finally:
        connection.close()
    sync_file(draft)


def _remove_unfinished(path: Path) -> None:
    for part in ("", "-wal", "-shm"):
        path.with_name(path.name + part).unlink(missing_ok=True)
    keyfile.beside(path).unlink(missing_ok=True)


def _set_aside_old_keys(path: Path) -> None:
    # Keys without data may still open a backup somewhere: they are renamed, never replaced.
    keys = keyfile.beside(path)
    if keys.exists():
        old = keyfile.read(keys)
        os.replace(keys, keys.with_name(f"{keys.name}.{old.file_id if old else 'old'}"))


def refuse_place(kind: DriveKind) -> None:
    """Raise the error of a place where no file may be worked on."""
    if kind is DriveKind.REMOVABLE:
        raise RemovableDrive
    if kind is DriveKind.NETWORK:
        raise NetworkDrive
    if kind is DriveKind.READ_ONLY:
        raise ReadOnlyPlace
