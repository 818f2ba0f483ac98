"""Opens the encrypted data file: one writer, readers beside it, other processes kept out."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hnabroad_desktop import __version__
from hnabroad_desktop.store import cipher, head, keyfile, keyslots, locks, migrations, snapshot
from hnabroad_desktop.store.atomic import sync_file, sync_folder
from hnabroad_desktop.store.cipher import FileKey
from hnabroad_desktop.store.drives import DriveKind, drive_kind
from hnabroad_desktop.store.errors import (
    FileExists,
    MissingFolder,
    NetworkDrive,
    OpenedToView,
    ReadOnlyPlace,
    RemovableDrive,
)
from hnabroad_desktop.store.explain import explain
from hnabroad_desktop.store.keyslots import FULL_COST, Cost, KeySlots
from hnabroad_desktop.store.locks import WriteLock
from hnabroad_desktop.store.snapshot import Snapshot

if TYPE_CHECKING:
    from sqlite3 import Connection

Clock = Callable[[], datetime]
DriveOf = Callable[[Path], DriveKind]


def local_now() -> datetime:
    """Return the time on this machine's clock, with its zone."""
    return datetime.now().astimezone()


class Vault:
    """An open data file. Made by ``create`` and ``open_vault``, ended by ``close``."""

    def __init__(
        self,
        path: Path,
        key: FileKey,
        slots: KeySlots,
        person: str,
        *,
        writer: Connection | None = None,
        lock: WriteLock | None = None,
        copy: Snapshot | None = None,
    ) -> None:
        self.path = path
        self.key = key
        self.person = person
        self.slots = slots
        self._writer = writer
        self._lock = lock
        self._copy = copy
        self._closed = False

    @property
    def file_id(self) -> str:
        """The id all copies and backups of this file share."""
        return self.key.file_id

    @property
    def practice(self) -> bool:
        """Whether this is practice data."""
        return self.slots.practice

    @property
    def read_only(self) -> bool:
        """Whether the file was opened to view."""
        return self._lock is None

    @property
    def data_path(self) -> Path:
        """The file that is really read: ``path``, or a private copy of it."""
        return self._copy.path if self._copy else self.path

    @property
    def writer(self) -> Connection:
        """The one connection that writes, begun with BEGIN IMMEDIATE. Raises OpenedToView."""
        if self._writer is None:
            raise OpenedToView
        return self._writer

    def reader(self, *, cache: int = cipher.READER_CACHE) -> Connection:
        """Return a new connection that refuses to write; the caller closes it before the vault."""
        connection = cipher.connect(self.data_path, self.key, "rw", cache=cache)
        connection.execute("PRAGMA query_only=ON")
        return connection

    @property
    def people(self) -> tuple[str, ...]:
        """The names that have a password."""
        return self.slots.people

    def add_person(self, name: str, password: str, cost: Cost = FULL_COST) -> None:
        """Let ``name`` open the file with ``password``. Raises KeysRefused, OpenedToView."""
        self._keep(self.slots.with_person(self.key, name, password, cost))

    def change_password(self, name: str, password: str, cost: Cost = FULL_COST) -> None:
        """Give ``name`` a new password. Raises KeysRefused, OpenedToView."""
        self._keep(self.slots.with_password(self.key, name, password, cost))

    def remove_person(self, name: str) -> None:
        """Take the password of ``name`` away. Raises KeysRefused for the last one, OpenedToView."""
        self._keep(self.slots.without_person(name))

    def new_recovery_key(self, cost: Cost = FULL_COST) -> str:
        """Return a new recovery key as printed; the earlier one opens nothing more. Raises OpenedToView."""
        slots, printed = self.slots.with_new_recovery_key(self.key, cost)
        self._keep(slots)
        return printed

    def stamp_program(self) -> None:
        """Name this version in the key file, for the sentence of an older one. After migrations."""
        if self.slots.program != __version__:
            self._keep(self.slots.stamped(__version__))

    def close(self) -> None:
        """Fold the log into the file, let others in, and forget a private copy. Twice does no harm."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._writer is not None:
                try:
                    if self._writer.in_transaction:
                        self._writer.execute("ROLLBACK")
                    cipher.fold_log(self._writer)
                finally:
                    self._writer.close()
        except cipher.Error as error:
            # What was confirmed is safe in the log; the next opening folds it in.
            raise explain(error, self.path) from error
        finally:
            if self._lock is not None:
                self._lock.give_up()
            if self._copy is not None:
                self._copy.remove()

    def _keep(self, slots: KeySlots) -> None:
        if self.read_only:
            raise OpenedToView
        try:
            keyfile.store(self.path, slots)
        except OSError as error:
            raise explain(error, self.path) from error
        self.slots = slots


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
    except (cipher.Error, OSError) as error:
        if not path.exists():
            keyfile.beside(path).unlink(missing_ok=True)
        raise explain(error, path) from error
    finally:
        draft.unlink(missing_ok=True)


def open_vault(
    path: Path,
    *,
    password: str | None = None,
    recovery_key: str | None = None,
    person: str | None = None,
    read_only: bool = False,
    newest: int | None = None,
    last_backup: datetime | None = None,
    drive: DriveOf = drive_kind,
    now: Clock = local_now,
) -> Vault:
    """Open a data file with a password, the recovery key, or, for a practice file, nothing.

    ``person`` says whose password it is; without, every slot is tried. ``newest`` is the version of
    tables this program knows (by default that of the migrations). ``last_backup`` goes into the
    sentence about a damaged file. Raises a FileProblem for everything that can be wrong with the
    file or its place, and then nothing was written.
    """
    path = Path(path)
    known = migrations.newest() if newest is None else newest
    try:
        slots = head.slots_of(path)
        kind = drive(path)
        if not read_only:
            refuse_place(kind)
        key, name = slots.unlock(password=password, recovery_key=recovery_key, person=person)
        if read_only:
            return _open_to_view(path, key, slots, name, known, last_backup, kind)
        return _open_to_write(path, key, slots, name, known, last_backup, now)
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
