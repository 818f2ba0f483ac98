"""Backups as the clerk sees them: made by themselves, listed, restored after a look at what would be lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from hnabroad_desktop.actions.verbs import name_of
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import RECORD_TYPES
from hnabroad_desktop.store import backups as store
from hnabroad_desktop.store import bundle, migrations, opening
from hnabroad_desktop.store import restore as store_restore
from hnabroad_desktop.store.backups import Backup
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.errors import MissingFile
from hnabroad_desktop.store.history import moment
from hnabroad_desktop.store.rebuild import check_chain
from hnabroad_desktop.store.restore import Restored
from hnabroad_desktop.store.thinning import due
from hnabroad_desktop.store.vault import Vault

#: One backup, and what a restore did, as the floors above know them.
Kept: TypeAlias = Backup
PutBack: TypeAlias = Restored


@dataclass(frozen=True)
class Loss:
    """What a file holds that a backup lacks: the number of changes, and the steps, the latest first."""

    changes: int
    steps: tuple[str, ...]
    backup_time: dt.datetime
    counts: Mapping[str, int]


def folder_of(path: Path) -> Path:
    """Return where the backups of a file lie if nothing else is said."""
    return Path(path).parent / "sao-luu"


def backup(file: DataFile, folder: Path | None = None, reason: str = "manual") -> Path:
    """Back the file up, check the copy, and return it. Raises AppError; earlier backups stay."""
    made = store.backup(file.vault, folder or folder_of(file.path), reason, verify=check_chain, count=_count)
    opening.remember_identity(file)
    return made


def backup_if_due(file: DataFile, changed: bool) -> Path | None:
    """Back the file up when something changed and the last backup is half an hour old."""
    if file.read_only:
        return None
    return backup(file, reason="automatic") if due(last_time(file.path), _now(), changed) else None


def before_change(vault: Vault) -> None:
    """Back a file up before much of it is rewritten."""
    store.backup(vault, folder_of(vault.path), "before change", verify=check_chain, count=_count)


def last_time(path: Path) -> dt.datetime | None:
    """Return when the last backup of a file was made, None if there is none."""
    found = listed(path)
    return found[0].time if found else None


def listed(path: Path, folder: Path | None = None) -> list[Backup]:
    """Return the backups of a file, the newest first."""
    folder = folder or folder_of(path)
    if not folder.is_dir():
        return []
    return [b for b in store.list_backups(folder) if b.manifest.name == Path(path).name]


def needs_password(path: Path) -> bool:
    """Say whether a backup asks for a password. Raises AppError for what is no whole backup."""
    if not path.is_file():
        raise MissingFile(path)
    return not bundle.keys_of(path).practice


def losses(file: DataFile, backup_path: Path, *, password: str | None = None) -> Loss:
    """Tell what restoring would lose; nothing is written. Raises AppError for a damaged backup."""
    manifest = bundle.manifest_of(backup_path)
    inside = store.inspect(
        backup_path, vault=file.vault, password=password, newest=migrations.newest(opening.STEPS)
    )
    try:
        reader = inside.reader()
        try:
            known = _tips(reader)
        finally:
            reader.close()
    finally:
        inside.close()
    with file.reading() as connection:
        db = connection.connection.driver_connection
        present = _tips(db)
        changes = sum(max(0, n - known.get(stream, 0)) for stream, n in present.items())
        steps = tuple(_later_steps(db, known))
    return Loss(changes, steps, manifest.time, manifest.counts)


def _tips(db: Any) -> dict[tuple[bytes, bytes], int]:
    return {(r, s): int(n) for r, s, n in db.execute("SELECT replica, scope, n FROM stream").fetchall()}


def _later_steps(db: Any, known: Mapping[tuple[bytes, bytes], int]) -> Iterator[str]:
    rows = db.execute(
        "SELECT t.verb, t.subject, t.at, s.replica, s.scope, c.seq FROM txn t"
        " JOIN change c ON c.n = t.last JOIN stream s ON s.sid = c.sid ORDER BY t.n DESC"
    ).fetchall()
    for verb, subject, at, replica, scope, seq in rows:
        if seq > known.get((replica, scope), 0):
            yield f"{moment(at):%d/%m/%Y %H:%M} · {name_of(verb, subject)}"


def restore(
    backup_path: Path,
    target: Path,
    *,
    password: str | None = None,
    recovery_key: str | None = None,
    vault: Vault | None = None,
) -> Restored:
    """Put the data of a backup at ``target``; what stood there is kept beside. Raises AppError."""
    if backup_path.resolve() == target.resolve():
        raise AppError(
            _("A backup cannot be restored onto itself. Nothing was changed. Choose another file.")
        )
    return store_restore.restore(
        backup_path,
        target,
        password=password,
        recovery_key=recovery_key,
        vault=vault,
        verify=check_chain,
        newest=migrations.newest(opening.STEPS),
    )


def restore_open(file: DataFile, backup_path: Path) -> Restored:
    """Close a file and put a backup in its place; what stood there is kept beside. Raises AppError."""
    opening.remember_identity(file)
    file.close()
    return restore(backup_path, file.path, vault=file.vault)


def _count(db: Any) -> Mapping[str, int]:
    # A file of an earlier version lacks the tables of later record types until it is brought up to date.
    named = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = {name for (name,) in named}
    found = {}
    for record_type in RECORD_TYPES:
        if f"r_{record_type.code}" not in tables:
            continue
        row = db.execute(f'SELECT count(*) FROM "r_{record_type.code}" WHERE _deleted = 0').fetchone()
        found[record_type.code] = int(row[0])
    return found


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()
