"""Backups that count: copied, opened, checked, put on the disk and read back; then old ones are thinned."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hnabroad_desktop import __version__
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.store import (
    bundle,
    cipher,
    drives,
    head,
    health,
    keyfile,
    snapshot,
    thinning,
)
from hnabroad_desktop.store.bundle import Manifest
from hnabroad_desktop.store.errors import (
    BackupRefused,
    DamagedBackup,
    DamagedFile,
    DiskFull,
    FileProblem,
    MissingFile,
    NoRoomForCopy,
)
from hnabroad_desktop.store.explain import explain
from hnabroad_desktop.store.keyslots import KeySlots
from hnabroad_desktop.store.snapshot import Snapshot
from hnabroad_desktop.store.thinning import Keep
from hnabroad_desktop.store.vault import Clock, Vault, local_now

if TYPE_CHECKING:
    from sqlite3 import Connection

#: Looks at an opened copy and returns what is wrong with it, nothing for a sound one.
Verify = Callable[["Connection"], Iterable[object]]
#: Counts the records of an opened copy by kind, for the list of backups.
Count = Callable[["Connection"], Mapping[str, int]]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Backup:
    """One backup in a folder."""

    path: Path
    manifest: Manifest

    @property
    def time(self) -> datetime:
        """When it was made."""
        return self.manifest.time


def backup(
    vault: Vault,
    folder: Path,
    reason: str,
    *,
    verify: Verify | None = None,
    count: Count | None = None,
    keep: Keep | None = None,
    now: Clock = local_now,
) -> Path:
    """Back ``vault`` up into ``folder``, thin the earlier backups of this file, and return the new one.

    The writer is not used: a save never waits. Raises NoRoomForCopy, BackupRefused when the copy does
    not pass its check, or what ``explain`` makes of the rest; earlier backups are untouched then.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder, vault)
        drives.need_room(folder, _room_for(vault))
        path = _make(vault, folder, reason, verify, count, now())
        _thin(folder, vault.file_id, keep, now())
    except (cipher.Error, OSError) as error:
        problem = for_copy(explain(error, vault.data_path), folder, _room_for(vault))
        raise (BackupRefused() if isinstance(problem, DamagedFile) else problem) from error
    return path


def list_backups(folder: Path, file_id: str | None = None) -> list[Backup]:
    """Return the readable backups in ``folder``, the newest first; of one file, or of all."""
    found = []
    for path in Path(folder).glob(f"*{bundle.SUFFIX}"):
        try:
            found.append(Backup(path, bundle.manifest_of(path)))
        except (FileProblem, OSError) as error:
            _log.warning("backup left out of the list: %s: %s", path.name, error)
    return sorted(
        (b for b in found if file_id in (None, b.manifest.file_id)), key=lambda b: b.time, reverse=True
    )


def inspect(
    path: Path,
    *,
    newest: int,
    password: str | None = None,
    recovery_key: str | None = None,
    vault: Vault | None = None,
) -> Vault:
    """Open a backup to view, from a private copy; the caller closes it.

    ``newest`` is the version of tables this program knows. With ``vault``, the open or closed file
    it is a backup of, no password is asked.
    Raises DamagedBackup, NewerFile, WrongPassword, WrongRecoveryKey, NoRoomForCopy.
    """
    path = Path(path)
    if not path.is_file():
        raise MissingFile(path)
    try:
        manifest = bundle.check(path)
    except OSError as error:
        raise explain(error, path) from error
    try:
        slots = bundle.keys_of(path)
        key, name = unlock(slots, vault, password, recovery_key)
        copy = Snapshot()
        try:
            drives.need_room(copy.path.parent, manifest.data_size)
            bundle.unpack(path, copy.path)
            head.check_marks(copy.path, key, slots, newest, None, "rw")
        except BaseException:
            copy.remove()
            raise
    except DamagedFile as error:
        raise DamagedBackup(path.name) from error
    except (cipher.Error, OSError) as error:
        raise for_copy(explain(error, path), path, 2 * manifest.data_size) from error
    return Vault(path, key, slots, name, copy=copy)


def unlock(
    slots: KeySlots, vault: Vault | None, password: str | None, recovery_key: str | None
) -> tuple[cipher.FileKey, str]:
    """Return the key and the person, from a vault with the same key or by a secret. Raises WrongPassword."""
    if vault is not None and (vault.file_id, vault.key.mark) == (slots.file_id, slots.mark):
        return vault.key, vault.person
    return slots.unlock(password=password, recovery_key=recovery_key)


def findings(path: Path, key: cipher.FileKey, verify: Verify | None) -> list[object]:
    """Return what is wrong with the unopened data file ``path``, which has no log; nothing is written."""
    try:
        connection = cipher.connect(path, key, "immutable")
        try:
            found: list[object] = list(health.check(connection))
            if not found and verify is not None:
                found += verify(connection)
        finally:
            connection.close()
    except cipher.Error as error:
        return [str(error)]
    return found


def for_copy(problem: AppError, folder: Path, size: int) -> AppError:
    """Return the sentence for a copy that failed: it must not speak of saving."""
    if isinstance(problem, DiskFull):
        return NoRoomForCopy(drives.drive_name(folder), max(1, size // 1_000_000))
    return problem


def _make(
    vault: Vault, folder: Path, reason: str, verify: Verify | None, count: Count | None, when: datetime
) -> Path:
    copy = folder / f".{vault.file_id}-{secrets.token_hex(4)}.tmp"
    try:
        source = cipher.connect(vault.data_path, vault.key, "rw")
        try:
            source.execute("VACUUM INTO ?", (str(copy.resolve()),))
        finally:
            source.close()
        if findings(copy, vault.key, verify):
            raise BackupRefused
        opened = cipher.connect(copy, vault.key, "immutable")
        try:
            version = cipher.application_and_version(opened)[1]
            counts = dict(count(opened)) if count is not None else {}
        finally:
            opened.close()
        name = vault.path.stem
        manifest = Manifest(vault.file_id, vault.path.name, when, reason, __version__, version, counts=counts)
        path = _free_name(folder, f"{name}-{when:%Y%m%d-%H%M%S}")
        bundle.write(path, copy, keyfile.to_bytes(vault.slots), manifest)
    finally:
        copy.unlink(missing_ok=True)
    return path


def _thin(folder: Path, file_id: str, keep: Keep | None, now: datetime) -> None:
    mine = list_backups(folder, file_id)
    gone = thinning.surplus([b.time for b in mine], now, keep)
    for old in mine:
        if old.time in gone:
            old.path.unlink(missing_ok=True)


def _sweep(folder: Path, vault: Vault) -> None:
    # Left by a backup that was cut off; only this file's one writer makes them.
    for left in folder.glob(f".{vault.file_id}-*.tmp"):
        left.unlink(missing_ok=True)


def _free_name(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}{bundle.SUFFIX}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{bundle.SUFFIX}"
    return path


def _room_for(vault: Vault) -> int:
    # For a moment the folder holds the copy and the bundle made of it.
    log = snapshot.log_of(vault.data_path)
    return 2 * (vault.data_path.stat().st_size + (log.stat().st_size if log.exists() else 0))
