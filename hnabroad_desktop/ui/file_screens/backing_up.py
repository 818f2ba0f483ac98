"""Backups of the open file: what there is, one more now, a second folder, and going back to one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from hnabroad_desktop.actions import backups, files
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.file_screens.backup_table import BackupTable
from hnabroad_desktop.ui.file_screens.work_line import WorkLine
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.problem_box import ProblemBox


class BackupsDialog(Dialog):
    """Shows the backups of the open file and does what is asked about them."""

    def __init__(
        self,
        parent: QWidget | None,
        file: files.OpenFile,
        background: Background,
        made: Callable[[], object],
    ) -> None:
        super().__init__(parent, _("Backups and restoring"), 960)
        self._file, self._background, self._made = file, background, made
        self.folder = backups.folder_of(file.path)
        self._where = label("", "quiet", wrap=True)
        self.table = BackupTable()
        self.table.opened.connect(lambda _row: self.look_at_losses())
        self.problem = ProblemBox()
        self.work = WorkLine(background)
        self.body.addWidget(self._where)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._second_folder())
        self.body.addWidget(self.problem)
        self.body.addWidget(self.work)
        self._now = self.add_verb(_("&Back up now"), self.back_up)
        self.add_verb(_("&Other folder…"), self._choose_folder)
        self._go = self.add_verb(_("&Restore the one marked…"), self.look_at_losses)
        self.add_button(_("&Close"), 0, primary=True)
        self.show_folder(self.folder)

    def _second_folder(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._second = label("", wrap=True)
        row.addWidget(self._second, 1)
        row.addWidget(button(_("Choose a &second folder…"), self._choose_second))
        self._show_second()
        return line

    def _show_second(self) -> None:
        folder = settings.read_second_folder(self._file.path)
        self._second.setText(
            _("Every backup is also put into {folder}.").format(folder=folder)
            if folder
            else _("Backups lie beside the file. A second folder, on another drive, keeps them safer.")
        )

    def _choose_second(self) -> None:
        start = settings.read_second_folder(self._file.path)
        folder = QFileDialog.getExistingDirectory(self, _("Second folder for backups"), str(start or ""))
        if folder:
            settings.write_second_folder(self._file.path, Path(folder))
            self._show_second()

    def show_folder(self, folder: Path) -> None:
        """Show the backups of the file that lie in a folder."""
        self.folder = folder
        found = backups.listed(self._file.path, folder)
        self._where.setText(
            _("Backups of {name} in {folder}").format(name=self._file.path.name, folder=folder)
            if found
            else _("There is no backup of {name} in {folder}.").format(
                name=self._file.path.name, folder=folder
            )
        )
        self.table.show_backups(found)
        self._go.setEnabled(bool(found) and not self._file.read_only)
        self._now.setEnabled(not self._file.read_only)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder of backups"), str(self.folder))
        if folder:
            self.show_folder(Path(folder))

    def back_up(self) -> None:
        """Make a checked backup now, and one in the second folder."""
        self.problem.clear()
        second = settings.read_second_folder(self._file.path)
        self.work.run(
            _("Backing up"),
            lambda _report: back_up_twice(self._file, second),
            self._backed_up,
            self.problem.say,
        )

    def _backed_up(self, complaint: str) -> None:
        self._made()
        self.show_folder(backups.folder_of(self._file.path))
        if complaint:
            self.problem.say(complaint)

    def look_at_losses(self) -> None:
        """Tell what going back to the backup marked would lose, and ask."""
        chosen = self.table.chosen()
        if chosen is None or self._file.read_only:
            return
        self.problem.clear()
        self.work.run(
            _("Comparing with the backup"),
            lambda _report: backups.losses(self._file, chosen),
            lambda lost: self._ask(chosen, lost),
            self.problem.say,
        )

    #: The backup the user wants to go back to, once this dialog has ended.
    restore_from: Path | None = None

    def _ask(self, chosen: Path, lost: backups.Loss) -> None:
        if LossDialog(self, lost).ask():
            self.restore_from = chosen
            # The worker's delivery must be over before the file is closed under it.
            QTimer.singleShot(0, self.accept)


class LossDialog(Dialog):
    """Shows exactly what a restore would lose, before anything is written."""

    def __init__(self, parent: QWidget | None, lost: backups.Loss) -> None:
        super().__init__(parent, _("What restoring would lose"), 760)
        when = f"{lost.backup_time.astimezone():%d/%m/%Y %H:%M}"
        if lost.changes:
            self.add_words(
                _("The backup is of {time}. {steps} later steps ({count} changes) are not in it:").format(
                    time=when, steps=show_number(len(lost.steps)), count=show_number(lost.changes)
                )
            )
            table = PlainTable((_("Later steps, the latest first"),))
            table.show_rows([(step,) for step in lost.steps])
            table.setMinimumHeight(theme.current().measure("row") * min(len(lost.steps) + 2, 10))
            self.body.addWidget(table, 1)
        else:
            self.add_words(
                _("The backup is of {time}. The file holds nothing that it lacks.").format(time=when)
            )
        self.add_words(
            _("The present file is kept beside the restored one and can be opened again."), "quiet"
        )
        self.add_button(_("&Restore the backup of {time}").format(time=when), 1, primary=True)
        self.add_button(_("&Keep the present file"), 0)


def back_up_twice(file: files.OpenFile, second: Path | None) -> str:
    """Back up beside the file and into the second folder; return what went wrong with the second, or ""."""
    backups.backup(file)
    return copy_to_second(file, second)


def copy_to_second(file: files.OpenFile, second: Path | None) -> str:
    """Back up into the second folder, where there is one; return why it could not be, or ""."""
    if second is None:
        return ""
    try:
        backups.backup(file, second)
    except AppError as problem:
        return str(problem)
    return ""
