"""Verbs on a data file as a whole: new, check, backup, backups, restore, rebuild."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from hnabroad_desktop.actions import backups, files
from hnabroad_desktop.actions.sample import demo
from hnabroad_desktop.base.errors import AppError, Cancelled
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.cli import opened, tables
from hnabroad_desktop.cli.boundary import tell
from hnabroad_desktop.cli.grammar import Verb, option, place
from hnabroad_desktop.cli.objects import as_json
from hnabroad_desktop.cli.record_verbs import FILE, JSON
from hnabroad_desktop.records import KINDS

#: What each check looks at.
PARTS = {
    "file": N_("the file as a whole"),
    "pages": N_("encrypted pages"),
    "structure": N_("tables"),
    "chain": N_("chain of the journal"),
    "reading": N_("tables made from the journal"),
    "reference": N_("references"),
}

REASONS = {
    "manual": N_("by hand"),
    "automatic": N_("by itself"),
    "before change": N_("before a change of many records"),
}

#: So many of the steps a restore would lose are told one by one.
_TOLD = 20


def new_file(asked: Namespace) -> None:
    """Make the data file of a unit and tell its recovery key, this once."""
    if asked.file.exists():
        # Said before a password is asked for; making the file looks again.
        raise AppError(
            _("File {name} already exists. It was not changed. Choose another name.").format(
                name=asked.file.name
            )
        )
    password = opened.password(_("New password: "), again=_("The same password again: "))
    file, recovery_key = files.new(asked.file, asked.unit, asked.person or _("Administrator"), password)
    files.close(file)
    tell(_("Data file: {path}").format(path=asked.file))
    tell(_("Recovery key: {key}").format(key=recovery_key))
    tell(_("Print the recovery key and keep it in a sealed envelope. It is not shown again."))


def make_demo(asked: Namespace) -> None:
    """Make practice data: an invented city on a fixed day, open to everybody."""
    demo(asked.file)
    tell(_("Practice data made: {path}").format(path=asked.file))


def check_file(asked: Namespace) -> None:
    """Verify a file. Raises AppError when something is wrong with it."""
    try:
        with opened.opened_to_check(asked.file) as file:
            found = files.check(file)
    except files.Damaged as error:
        found = [files.Finding("file", asked.file.name, str(error))]
    if asked.json:
        findings = [{"part": f.part, "place": f.place, "detail": f.detail} for f in found]
        tell(as_json({"ok": not found, "findings": findings}))
    elif found:
        headings = (_("Part"), _("Place"), _("Difference"))
        tell(tables.aligned(headings, [(_(PARTS[f.part]), f.place, f.detail) for f in found], cut=False))
    else:
        tell(_("The data file is sound: pages, tables, journal and references agree."))
    if found:
        raise AppError(
            _(
                "The check of {name} found faults: {count}. The program has written nothing to it. "
                "Restore the latest backup, or make the tables anew with “rebuild” if the pages are sound."
            ).format(name=asked.file.name, count=len(found))
        )


def back_up(asked: Namespace) -> None:
    """Make a checked backup in a folder."""
    with opened.opened(asked.file) as file:
        made = backups.backup(file, asked.folder)
    tell(_("Backup made and checked: {path}").format(path=made))


def list_backups(asked: Namespace) -> None:
    """Tell the backups of a file, the newest first."""
    found = backups.listed(asked.file, asked.folder)
    if asked.json:
        tell(
            as_json(
                [
                    {
                        "path": str(b.path),
                        "at": b.time.isoformat(timespec="seconds"),
                        "reason": b.manifest.reason,
                        "records": dict(b.manifest.counts),
                    }
                    for b in found
                ]
            )
        )
        return
    if not found:
        folder = asked.folder or backups.folder_of(asked.file)
        tell(_("There is no backup of {name} in {folder}.").format(name=asked.file.name, folder=folder))
        return
    rows = [
        (
            f"{b.time.astimezone():%d/%m/%Y %H:%M}",
            _(REASONS.get(b.manifest.reason, b.manifest.reason)),
            show_number(b.manifest.counts.get("cadre", 0)),
            str(b.path),
        )
        for b in found
    ]
    people = KINDS["cadre"].label_plural
    tell(tables.aligned((_("When"), _("Made"), _(people), _("File")), rows, cut=False))


def restore(asked: Namespace) -> None:
    """Put a backup in the place of a file, after telling what the file holds beyond it."""
    needed = backups.needs_password(asked.backup)
    password = opened.password(_("Password: ")) if needed else None
    if asked.file.exists():
        _tell_losses(asked.file, asked.backup, password)
        if sys.stdin.isatty() and not asked.yes and not _agreed():
            raise Cancelled
    done = backups.restore(asked.backup, asked.file, password=password)
    tell(_("Restored: {path}").format(path=done.path))
    if done.replaced is not None:
        tell(_("What stood there is kept in {path}").format(path=done.replaced))


def _tell_losses(path: Path, backup: Path, password: str | None) -> None:
    try:
        file = files.open_to_read(path, password=password)
    except AppError:
        # Damaged, of somebody else, or with another password: nothing can be compared.
        tell(_("What {name} holds cannot be compared with the backup.").format(name=path.name))
        return
    try:
        lost = backups.losses(file, backup, password=password)
    finally:
        files.close(file)
    if not lost.changes:
        tell(_("The file holds nothing that the backup lacks."))
        return
    when = f"{lost.backup_time.astimezone():%d/%m/%Y %H:%M}"
    tell(
        _("The backup is of {time}. Later changes that are not in it: {count}").format(
            time=when, count=show_number(lost.changes)
        )
    )
    for step in lost.steps[:_TOLD]:
        tell(f"  {step}")
    if len(lost.steps) > _TOLD:
        tell("  " + _("… and {count} more").format(count=show_number(len(lost.steps) - _TOLD)))


def _agreed() -> bool:
    answer = input(_("Restore the backup? (y/n) "))
    return answer.strip().casefold() in {"y", "yes", "c", "có"}


def rebuild(asked: Namespace) -> None:
    """Make every table anew from the journal, after a backup."""
    with opened.opened(asked.file) as file:
        lines = files.rebuild(file)
    tell(_("Made anew from {count} lines of the journal.").format(count=show_number(lines)))


BACKUP_FOLDER = option(
    "--in",
    N_("the folder of the backups, if it is not the usual one"),
    metavar="DIR",
    type=Path,
    dest="folder",
)

VERBS = (
    Verb(
        "new",
        N_("make the data file of a unit"),
        new_file,
        (
            FILE,
            option("--unit", N_("code of the unit that keeps the file"), metavar="CODE", required=True),
            option("--person", N_("name of the person whose password it is"), metavar="NAME"),
        ),
    ),
    Verb("demo", N_("make practice data: an invented city, without a password"), make_demo, (FILE,)),
    Verb("check", N_("verify pages, tables, journal and references"), check_file, (FILE, JSON)),
    Verb(
        "backup",
        N_("make a checked backup"),
        back_up,
        (FILE, place("DIR", N_("the folder for the backup"), type=Path, dest="folder")),
    ),
    Verb("backups", N_("list the backups of a file"), list_backups, (FILE, BACKUP_FOLDER, JSON)),
    Verb(
        "restore",
        N_("put a backup in the place of a file; what stood there is kept beside it"),
        restore,
        (
            place("BACKUP", N_("the backup"), type=Path),
            FILE,
            option("--yes", N_("do not ask first")),
        ),
    ),
    Verb("rebuild", N_("make every table anew from the journal"), rebuild, (FILE,)),
)
