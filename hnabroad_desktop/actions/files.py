"""Data files as a whole: new, open, people with a password, checks and repair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from hnabroad_desktop.actions.lists import find_one
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records.shipped import edition, shipped_records
from hnabroad_desktop.store import head, health, opening
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.errors import (
    AlreadyOpen,
    DamagedFile,
    NetworkDrive,
    ReadOnlyPlace,
    RemovableDrive,
    WrongPassword,
)
from hnabroad_desktop.store.keyslots import FULL_COST, Cost
from hnabroad_desktop.store.opened import Vault

#: A file as the floors above know it, without looking into the store.
OpenFile: TypeAlias = DataFile

#: A file whose content cannot be trusted, as the floors above tell it from other failures.
Damaged: TypeAlias = DamagedFile


#: Which edition of the shipped catalogues this file holds.
_SHIPPED = "shipped"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: part of the file, place, and how it differs."""

    part: str
    place: str
    detail: str


def new(
    path: Path, unit_code: str, person: str, password: str, *, cost: Cost = FULL_COST
) -> tuple[DataFile, str]:
    """Make the data file of a unit; return it, open, and the recovery key to print.

    Raises AppError when the unit is unknown, the password empty or the place unfit;
    then nothing is left behind.
    """
    known = any(r.kind == "unit" and r["code"] == unit_code for r in shipped_records())
    if not known:
        raise AppError(
            _(
                "There is no unit with the code {code}. No file was made. "
                "Look the code up in the list of units."
            ).format(code=unit_code)
        )
    file, recovery_key = opening.new_file(
        path, person=person, password=password, shipped=shipped_records(), cost=cost
    )
    try:
        file.set_setting("unit", find_one(file, "unit", unit_code))
        file.set_setting(_SHIPPED, edition())
    except BaseException:
        file.close()
        raise
    return file, recovery_key


def open_file(
    path: Path,
    *,
    password: str | None = None,
    recovery_key: str | None = None,
    person: str | None = None,
    read_only: bool = False,
) -> DataFile:
    """Open a data file. Raises AppError with its own sentence for everything that can be wrong."""
    path = Path(path)
    try:
        file = opening.open_file(
            path,
            password=password,
            recovery_key=recovery_key,
            person=person,
            read_only=read_only,
            before_change=_keep_a_backup,
        )
    except DamagedFile as error:
        # Backups are not needed to open a sound file, and are not loaded for it.
        from hnabroad_desktop.actions import backups

        raise DamagedFile(backups.last_time(path)) from error
    if not file.read_only and file.setting(_SHIPPED) != edition():
        opening.write_shipped(file, shipped_records())
        file.set_setting(_SHIPPED, edition())
    return file


def _keep_a_backup(vault: Vault) -> None:
    # Backups are loaded when they are asked for.
    from hnabroad_desktop.actions import backups

    backups.before_change(vault)


def open_to_read(path: Path, *, password: str | None = None) -> DataFile:
    """Open a data file for reading: also beside a window that has it open, and where nothing can be written.

    Raises AppError as ``open_file`` does.
    """
    try:
        return open_file(path, password=password)
    except (AlreadyOpen, NetworkDrive, ReadOnlyPlace, RemovableDrive):
        return open_file(path, password=password, read_only=True)


def open_to_check(path: Path, *, password: str | None = None) -> DataFile:
    """Open a data file to check it: nothing is written. Raises AppError as ``open_file`` does.

    The readings of an earlier version are made anew in the private copy that is looked at.
    """
    return open_file(path, password=password, read_only=True)


def needs_password(path: Path) -> bool:
    """Say whether a file asks for a password; practice data does not. Raises AppError for a foreign file."""
    return not head.slots_of(Path(path)).practice


def people(path: Path) -> tuple[str, ...]:
    """Return the names that have a password for a file, before it is opened."""
    return head.slots_of(Path(path)).people


def close(file: DataFile) -> None:
    """Let a file go; the identity of this copy is remembered first."""
    opening.remember_identity(file)
    file.close()


def add_person(file: DataFile, name: str, password: str) -> None:
    """Let ``name`` open the file with ``password``. Raises AppError."""
    file.vault.add_person(name, password)


def remove_person(file: DataFile, name: str) -> None:
    """Take the password of ``name`` away. Raises AppError for the last one."""
    file.vault.remove_person(name)


def change_password(file: DataFile, present: str, password: str) -> None:
    """Give the person at work a new password. Raises AppError when ``present`` is not theirs."""
    slots = head.slots_of(file.path)
    _key, name = slots.unlock(password=present, person=file.user)
    if name != file.user:
        raise WrongPassword
    file.vault.change_password(name, password)


def new_recovery_key(file: DataFile) -> str:
    """Return a new recovery key to print; the earlier one opens nothing more."""
    return file.vault.new_recovery_key()


def check(file: DataFile, report: Report = silent) -> list[Finding]:
    """Verify pages, tables, journal, readings and references; an empty list is a sound file."""
    return list(_check(file, report))


def _check(file: DataFile, report: Report) -> Iterator[Finding]:
    report(0, 2)
    reader = file.vault.reader()
    try:
        damage = health.check(reader, thorough=True)
    finally:
        reader.close()
    for found in damage:
        yield Finding(found.part, file.path.name, found.detail)
    if damage:
        return  # what lies on damaged pages says nothing about journal and readings
    report(1, 2)
    for wrong in file.findings():
        yield Finding(wrong.what, wrong.where, wrong.detail)


def rebuild(file: DataFile, report: Report = silent) -> int:
    """Make every table anew from the journal, after a backup, and return the number of lines."""
    _keep_a_backup(file.vault)
    return file.rebuild(report)


def quick_check(file: DataFile) -> list[Finding]:
    """Look over the structure of the open file, fast enough for every opening; nothing found is sound."""
    reader = file.vault.reader()
    try:
        found = health.check_structure(reader)
    finally:
        reader.close()
    return [Finding(f.part, file.path.name, f.detail) for f in found]
