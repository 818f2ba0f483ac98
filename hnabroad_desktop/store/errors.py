"""What can go wrong with a data file, each as its own error with its own sentence.

Every sentence says what happened, what is safe and what to do. Each of these
is raised before anything was written, or after everything was put back.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _


class FileProblem(AppError):
    """A data file cannot be opened, saved, copied or brought back; the common parent."""


class MissingFile(FileProblem):
    """There is no file at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("File {name} was not found in {folder}. Nothing was changed. Choose another file.").format(
                name=path.name, folder=path.parent
            )
        )


class MissingFolder(FileProblem):
    """There is no folder to put a new file into."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            _("Folder {folder} was not found. Nothing was changed. Choose another folder.").format(
                folder=folder
            )
        )


class FileExists(FileProblem):
    """A new file would replace one that is there."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("File {name} already exists. It was not changed. Choose another name.").format(name=path.name)
        )


class ForeignFile(FileProblem):
    """The file was never a data file of this program."""

    def __init__(self) -> None:
        super().__init__(
            _("This is not a data file of the program. The file was not changed. Choose another file.")
        )


class DamagedFile(FileProblem):
    """The key is right and the content is not; ``last_backup`` is the time of the newest good backup."""

    def __init__(self, last_backup: datetime | None = None) -> None:
        if last_backup is None:
            text = _(
                "The data file is damaged. The program has written nothing to it. Restore the latest backup."
            )
        else:
            text = _(
                "The data file is damaged. The program has written nothing to it. "
                "Restore the backup of {time}."
            ).format(time=hour_and_day(last_backup))
        super().__init__(text)


class DamagedKeys(FileProblem):
    """The key file beside the data cannot be read, and no copy of it was found."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Key file {name} is damaged. The data was not changed. "
                "Restore the latest backup; it holds the keys too."
            ).format(name=name)
        )


class MissingKeys(FileProblem):
    """The data has no key file beside it, and this machine holds no copy."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Key file {name} was not found beside the data file. The data was not changed. "
                "Copy the key file into the same folder, or restore the latest backup."
            ).format(name=name)
        )


class NewerFile(FileProblem):
    """The file was made by a newer version of the program; it was not written to."""

    def __init__(self, version: str) -> None:
        super().__init__(
            _(
                "The file was made by a newer version ({version}). The file was not changed. "
                "Update the program, then open it again."
            ).format(version=version)
        )


class WrongPassword(FileProblem):
    """No slot opens with the password."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The password is wrong. The data is not affected. "
                "Type it again; if it is forgotten, use the recovery key in the sealed envelope."
            )
        )


class WrongRecoveryKey(FileProblem):
    """The recovery key is mistyped or belongs to another file."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The recovery key is wrong. The data is not affected. "
                "Type it again exactly as on the paper in the sealed envelope."
            )
        )


class AlreadyOpen(FileProblem):
    """Another process holds the file; it can still be opened to view."""

    def __init__(self, machine: str, since: datetime | None, now: datetime, person: str = "") -> None:
        self.machine, self.since, self.person = machine, since, person
        if since is None:
            text = _(
                "The file is open in another window of the program. "
                "Close it there before making changes; it can be opened to view."
            )
        else:
            same_day = since.astimezone().date() == now.astimezone().date()
            text = _(
                "The file is open on machine {machine} since {time}. "
                "Close it there before making changes; it can be opened to view."
            ).format(machine=machine, time=hour(since) if same_day else hour_and_day(since))
        super().__init__(text)


class RemovableDrive(FileProblem):
    """The file lies on a stick or a card."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The program does not work directly on a USB drive. The file was not changed. "
                "Copy it to a drive of this machine, then open it."
            )
        )


class NetworkDrive(FileProblem):
    """The file lies on another machine."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The program does not work directly on a network drive. The file was not changed. "
                "Copy it to a drive of this machine, then open it."
            )
        )


class ReadOnlyPlace(FileProblem):
    """The file or its folder cannot be written to."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The file is in a read-only place. The file was not changed. "
                "Copy it to a drive of this machine, then open it; it can be opened to view."
            )
        )


class OpenedToView(FileProblem):
    """A change was asked of a file that was opened to view."""

    def __init__(self) -> None:
        super().__init__(
            _("The file is open to view only. Nothing was changed. Close it, then open it for editing.")
        )


class BeingWritten(FileProblem):
    """A file on another drive kept changing while a copy to view was made."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The file is being written by another machine. The file was not changed. "
                "Open it again in a moment."
            )
        )


class UnsafeSettings(FileProblem):
    """The database engine did not take a setting that keeps data safe."""

    def __init__(self, setting: str) -> None:
        super().__init__(
            _(
                "The data file could not be opened in the safe mode ({setting}). The data is not affected. "
                "Install the program again, then open the file."
            ).format(setting=setting)
        )


class DiskFull(FileProblem):
    """A drive has no room; ``last_saved`` is the time of the last confirmed save, if there was one."""

    def __init__(self, drive: str, last_saved: datetime | None = None, megabytes: int = 50) -> None:
        if last_saved is None:
            text = _(
                "Not saved: drive {drive} is full. What was saved before is intact. "
                "Free at least {megabytes} MB, then press Save again."
            ).format(drive=drive, megabytes=megabytes)
        else:
            text = _(
                "Not saved: drive {drive} is full. The data up to {time} is intact. "
                "Free at least {megabytes} MB, then press Save again."
            ).format(drive=drive, time=hour(last_saved), megabytes=megabytes)
        super().__init__(text)


class NoRoomForCopy(FileProblem):
    """A drive has too little room for a copy of the file; nothing was begun."""

    def __init__(self, drive: str, megabytes: int) -> None:
        super().__init__(
            _(
                "Drive {drive} has too little room for a copy of the file. The data is not affected. "
                "Free at least {megabytes} MB, then do it again."
            ).format(drive=drive, megabytes=megabytes)
        )


class NotSaved(FileProblem):
    """The drive refused a write for a reason that is not lack of room."""

    def __init__(self, drive: str, last_saved: datetime | None = None) -> None:
        if last_saved is None:
            text = _(
                "Not saved: drive {drive} cannot be written to. What was saved before is intact. "
                "Check the drive, then press Save again."
            ).format(drive=drive)
        else:
            text = _(
                "Not saved: drive {drive} cannot be written to. The data up to {time} is intact. "
                "Check the drive, then press Save again."
            ).format(drive=drive, time=hour(last_saved))
        super().__init__(text)


class Busy(FileProblem):
    """Another write of this program took too long."""

    def __init__(self) -> None:
        super().__init__(
            _("Not saved: another task is still writing. What was saved before is intact. Press Save again.")
        )


class KeysRefused(FileProblem):
    """A change of people or passwords that must not be made; the text says why."""


class DamagedBackup(FileProblem):
    """A backup does not hold what it says."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("Backup {name} is damaged. The data is not affected. Choose another backup.").format(name=name)
        )


class BackupRefused(FileProblem):
    """The fresh copy did not pass its check, so it does not count and earlier backups stay."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "No backup was made: the copy did not pass the check. Earlier backups are intact. "
                "Check the integrity of the data before going on."
            )
        )


def hour(when: datetime) -> str:
    """Return the time of day on this machine's clock: "16:42"."""
    return f"{when.astimezone():%H:%M}"


def hour_and_day(when: datetime) -> str:
    """Return time and day on this machine's clock: "16:42, 24/11/2026"."""
    return f"{when.astimezone():%H:%M, %d/%m/%Y}"
