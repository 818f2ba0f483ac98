"""Makes and opens data files: tables, shipped catalogues, identity of this copy, state of the readings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store import cipher, keyfile, machine, migrations, tables
from hnabroad_desktop.store.datafile import (
    DataFile,
    lay_exchange_tables,
    lay_tables,
    make_readings_anew,
    readings_signature,
)
from hnabroad_desktop.store.explain import explain
from hnabroad_desktop.store.journal import Journal
from hnabroad_desktop.store.keyslots import FULL_COST, Cost
from hnabroad_desktop.store.lines import COMMON
from hnabroad_desktop.store.migrations import Step
from hnabroad_desktop.store.transaction import Transaction
from hnabroad_desktop.store.vault import Vault, create, open_vault


def lay_card_tables(db: Any) -> None:
    """Make the tables of keys and cards; inside the caller's transaction."""
    for statement in tables.card_statements():
        db.execute(statement)


#: Every step of the engine's tables there ever was, oldest first. A released step is never edited.
STEPS: tuple[Step, ...] = (Step(1, lay_tables), Step(2, lay_card_tables), Step(3, lay_exchange_tables))

#: The writer of what ships with the program: its lines are alike in every file, so they never differ.
SHIPPED = "5".zfill(32)
_SHIPPED_AT = int(dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp() * 1000) << 16


def new_file(
    path: Path,
    *,
    person: str,
    password: str | None,
    shipped: Iterable[Record],
    practice: bool = False,
    cost: Cost = FULL_COST,
) -> tuple[DataFile, str]:
    """Make a data file with its catalogues; return it, open, and the recovery key to print.

    Raises the errors of ``vault.create``; then nothing is left behind.
    """
    vault, recovery_key = create(path, person=person, password=password, practice=practice, cost=cost)
    try:
        migrations.migrate(vault.writer, STEPS)
        vault.stamp_program()
        file = DataFile(vault, _identity(vault))
        write_shipped(file, shipped)
    except BaseException:
        vault.close()
        for left in (path, keyfile.beside(path)):
            left.unlink(missing_ok=True)
        raise
    return file, recovery_key


def write_shipped(file: DataFile, shipped: Iterable[Record]) -> None:
    """Add the records that ship with the program and that this file does not hold yet."""
    with file.writing() as journal:
        name = SHIPPED[:16] + f"{journal.place(COMMON, SHIPPED)[1].seq:016x}"
        step = Transaction(journal, "ship", "", identity=(SHIPPED, name, "", _SHIPPED_AT))
        for record in shipped:
            if not _has_shipped(journal, record):
                step.add(record)
        step.finish()
    file.tell(step.kinds)


def _has_shipped(journal: Journal, record: Record) -> bool:
    """Tell whether a file holds what shipped of a record, not only what another unit changed in it."""
    state = journal.applier.state(bytes.fromhex(record.id))
    if state is None or state.base is not None:
        return state is not None
    # Rows another unit changed are here too; those to be written have to be known as such.
    journal.applier.fetch(bytes.fromhex(row.id) for rows in record.rows.values() for row in rows if row.id)
    found = journal.db.execute(
        "SELECT 1 FROM change JOIN stream USING (sid) WHERE eid = ? AND replica = ?",
        (bytes.fromhex(record.id), bytes.fromhex(SHIPPED)),
    ).fetchone()
    return found is not None


def open_file(
    path: Path,
    *,
    password: str | None = None,
    recovery_key: str | None = None,
    person: str | None = None,
    read_only: bool = False,
    last_backup: dt.datetime | None = None,
    before_change: Callable[[Vault], None] | None = None,
) -> DataFile:
    """Open a data file and bring it up to date. Raises a FileProblem, and then nothing was written.

    ``before_change`` makes the backup that a migration or a new shape of the readings asks for.
    """
    vault = open_vault(
        path,
        password=password,
        recovery_key=recovery_key,
        person=person,
        read_only=read_only,
        newest=migrations.newest(STEPS),
        last_backup=last_backup,
    )
    try:
        if vault.read_only:
            file = DataFile(vault, COMMON)
            _bring_copy_up_to_date(file)
            return file

        kept = False

        def keep(_present: int = 0, _target: int = 0) -> None:
            nonlocal kept
            if before_change is not None and not kept:
                before_change(vault)
            kept = True

        migrations.migrate(vault.writer, STEPS, before=keep)
        vault.stamp_program()
        file = DataFile(vault, _identity(vault))
        if file.setting("readings") != readings_signature(file.model):
            keep()
            file.rebuild()
        file.drop_unnamed()
        return file
    except BaseException as error:
        vault.close()
        if isinstance(error, cipher.Error):
            raise explain(error, path, last_backup=last_backup) from error
        raise


def _bring_copy_up_to_date(file: DataFile) -> None:
    """Give the private copy that is looked at the tables of this program; the file itself stays as it is.

    Beside a writer there is no copy: that process keeps the tables.
    """
    if file.vault.data_path == file.vault.path:
        return
    db: Any = file.vault.copy_writer()
    try:
        migrations.migrate(db, STEPS)
        if file.setting("readings") != readings_signature(file.model):
            db.execute("BEGIN IMMEDIATE")
            make_readings_anew(db, file.model)
            db.execute("COMMIT")
    finally:
        db.close()


def _identity(vault: Vault) -> str:
    """Return the replica this file is written under on this machine (design 7.10)."""
    db: Any = vault.writer
    tips = {
        replica.hex(): int(n)
        for replica, n in db.execute("SELECT replica, sum(n) FROM stream GROUP BY replica").fetchall()
    }
    replica, _new = machine.replica_for(vault.file_id, vault.path, tips)
    return replica


def remember_identity(file: DataFile) -> None:
    """Note how far this file has come, so that an older copy of it is recognised."""
    if not file.read_only:
        machine.remember(file.replica, file.own_lines())
