"""A data file that is open: its connections, its people, and its end."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from hnabroad_desktop import __version__
from hnabroad_desktop.store import cipher, keyfile
from hnabroad_desktop.store.cipher import FileKey
from hnabroad_desktop.store.errors import OpenedToView
from hnabroad_desktop.store.explain import explain
from hnabroad_desktop.store.keyslots import FULL_COST, Cost, KeySlots
from hnabroad_desktop.store.locks import WriteLock
from hnabroad_desktop.store.snapshot import Snapshot

if TYPE_CHECKING:
    from sqlite3 import Connection

_log = logging.getLogger(__name__)


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

    def copy_writer(self) -> Connection:
        """Return a new connection that writes the private copy, to bring old tables up to date first.

        Raises OpenedToView when the file itself is read, beside the process that keeps it up to date.
        """
        if self._copy is None:
            raise OpenedToView
        return cipher.connect(self._copy.path, self.key, "rw")

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
            # Nothing is lost: what was confirmed is in the log, and the next opening folds it in.
            _log.warning("the log was not folded in at closing: %s", error)
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
