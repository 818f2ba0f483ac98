"""Puts a backup back in the place of a data file; the file it replaces is kept beside it, never lost."""

from __future__ import annotations

import glob
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from hnabroad_desktop.store import (
    backups,
    bundle,
    cipher,
    drives,
    head,
    keyfile,
    machine,
    snapshot,
)
from hnabroad_desktop.store.atomic import sync_folder, write_bytes
from hnabroad_desktop.store.backups import Verify
from hnabroad_desktop.store.cipher import FileKey
from hnabroad_desktop.store.drives import drive_kind
from hnabroad_desktop.store.errors import (
    DamagedBackup,
    DamagedFile,
    MissingFile,
    WrongPassword,
    WrongRecoveryKey,
)
from hnabroad_desktop.store.explain import explain
from hnabroad_desktop.store.keyslots import KeySlots
from hnabroad_desktop.store.locks import WriteLock
from hnabroad_desktop.store.vault import Clock, DriveOf, Vault, local_now, refuse_place

BEFORE = ".truoc-khoi-phuc"
DAMAGED = ".damaged"


@dataclass(frozen=True)
class Restored:
    """Where the data is now, and where the file it replaced went, if there was one."""

    path: Path
    replaced: Path | None


def restore(
    backup: Path,
    target: Path,
    *,
    newest: int,
    password: str | None = None,
    recovery_key: str | None = None,
    vault: Vault | None = None,
    verify: Verify | None = None,
    drive: DriveOf = drive_kind,
    now: Clock = local_now,
) -> Restored:
    """Put the data of ``backup`` at ``target``, which must not be open.

    ``newest`` is the version of tables this program knows; ``vault`` is a closed one of this file,
    with which no password is asked.

    The copy is written beside, checked, and swapped in; people and passwords stay those of the target
    where it has the same key. The next opening writes under a new identity. Raises DamagedBackup,
    AlreadyOpen, WrongPassword, NewerFile, NoRoomForCopy, the errors of places; the target is as it was.
    """
    backup, target = Path(backup), Path(target)
    if not backup.is_file():
        raise MissingFile(backup)
    refuse_place(drive(target))
    try:
        manifest = bundle.check(backup)
    except OSError as error:
        raise explain(error, backup) from error
    try:
        key, slots = _unlock(backup, target, vault, password, recovery_key)
        drives.need_room(target.parent, manifest.data_size)
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
        try:
            bundle.unpack(backup, draft)
            _check(draft, backup, key, slots, newest)
            if backups.findings(draft, key, verify):
                raise DamagedBackup(backup.name)
            return _swap(draft, target, key, slots, now)
        finally:
            draft.unlink(missing_ok=True)
    except (cipher.Error, OSError) as error:
        raise backups.for_copy(explain(error, target), target, manifest.data_size) from error


def _unlock(
    backup: Path, target: Path, vault: Vault | None, password: str | None, recovery_key: str | None
) -> tuple[FileKey, KeySlots]:
    inside = bundle.keys_of(backup)
    beside = keyfile.read(keyfile.beside(target))
    # A password changed since the backup was made must open it, so the present slots come first.
    choices = [s for s in (beside, inside) if s and (s.file_id, s.mark) == (inside.file_id, inside.mark)]
    for slots in choices:
        try:
            return backups.unlock(slots, vault, password, recovery_key)[0], slots
        except (WrongPassword, WrongRecoveryKey):
            if slots is choices[-1]:
                raise
    raise WrongPassword


def _check(draft: Path, backup: Path, key: FileKey, slots: KeySlots, newest: int) -> None:
    try:
        head.check_head(draft, key, slots, newest)
    except DamagedFile as error:
        raise DamagedBackup(backup.name) from error


def _swap(draft: Path, target: Path, key: FileKey, slots: KeySlots, now: Clock) -> Restored:
    lock = WriteLock(target)
    lock.take(now)
    try:
        replaced = None
        if target.exists():
            replaced = _set_aside(target, _is_damaged(target, key))
        # Before the data: a new identity costs nothing if the rest fails, an old one on old data does.
        machine.forget(target)
        try:
            os.replace(draft, target)
        except BaseException:
            if replaced is not None:
                _put_back(replaced, target)
            raise
        keyfile.store(target, slots)
        sync_folder(target.parent)
        _sweep(target)
    finally:
        lock.give_up()
    return Restored(target, replaced)


def _is_damaged(target: Path, key: FileKey) -> bool:
    with target.open("rb") as file:
        if file.read(16).hex() != key.file_id:
            # Another file, whose key we don't have: nothing can be said against it.
            return False
    if not snapshot.has_log(target):
        return bool(backups.findings(target, key, None))
    copy = snapshot.snapshot_of(target)
    try:
        if not _fold(copy.path, key) or backups.findings(copy.path, key, None):
            return True
    finally:
        copy.remove()
    return not _fold(target, key)


def _fold(path: Path, key: FileKey) -> bool:
    try:
        connection = cipher.connect(path, key)
        try:
            cipher.application_and_version(connection)
            cipher.fold_log(connection)
        finally:
            connection.close()
    except cipher.Error:
        return False
    return True


def _set_aside(target: Path, damaged: bool) -> Path:
    kept = _free_name(target, DAMAGED if damaged else BEFORE)
    keys = keyfile.beside(target)
    if keys.exists():
        write_bytes(keyfile.beside(kept), keys.read_bytes())
    log = snapshot.log_of(target)
    if log.exists():
        # Beside the restored data the old log would be folded into it.
        os.replace(log, snapshot.log_of(kept))
    target.with_name(target.name + "-shm").unlink(missing_ok=True)
    try:
        # With a second name the place is never empty, not even for a moment.
        os.link(target, kept)
    except OSError:
        os.replace(target, kept)
    return kept


def _put_back(kept: Path, target: Path) -> None:
    if snapshot.log_of(kept).exists():
        os.replace(snapshot.log_of(kept), snapshot.log_of(target))
    os.replace(kept, target)
    # Two names of one file: then the replacing above leaves both.
    kept.unlink(missing_ok=True)
    keyfile.beside(kept).unlink(missing_ok=True)


def _sweep(target: Path) -> None:
    # Left by a restore that was cut off; the lock says that none is going on.
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.new"):
        left.unlink(missing_ok=True)


def _free_name(target: Path, suffix: str) -> Path:
    path, number = target.with_name(target.name + suffix), 1
    while path.exists() or keyfile.beside(path).exists():
        number += 1
        path = target.with_name(f"{target.name}{suffix}-{number}")
    return path
