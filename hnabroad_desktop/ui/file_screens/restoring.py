"""Choosing a backup for a file that does not open, and putting it in the place of the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from hnabroad_desktop.actions import backups
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.file_screens.backup_table import BackupTable
from hnabroad_desktop.ui.problem_box import ProblemBox
from hnabroad_desktop.ui.secret_box import SecretBox


@dataclass(frozen=True)
class Chosen:
    """A backup chosen for the place of a file, with the password that opens it."""

    backup: Path
    target: Path
    password: str

    def restore(self) -> backups.PutBack:
        """Put the backup in the place of the file; what stands there is kept beside. Raises AppError."""
        return backups.restore(self.backup, self.target, password=self.password or None)


def said(done: backups.PutBack) -> str:
    """Return the sentence after a restore: what is there now, and where the earlier file went."""
    if done.replaced is None:
        return _("The backup was restored. Open the file to go on.")
    return _("The backup was restored. The earlier file is kept as {name}. Open the file to go on.").format(
        name=done.replaced.name
    )


class RestoreDialog(Dialog):
    """Shows the backups of a file that is not open; nothing is written before the red button."""

    def __init__(self, parent: QWidget | None, path: Path) -> None:
        super().__init__(parent, _("Restore a backup of {name}").format(name=path.name), 900)
        self._path = path
        self.add_words(
            _("The backup takes the place of the file. The file that stands there now is kept beside it.")
        )
        self.table = BackupTable()
        self.body.addWidget(self.table)
        self._nothing = label("", "quiet", wrap=True)
        self.body.addWidget(self._nothing)
        self.problem = ProblemBox()
        self.body.addWidget(self.problem)
        self._asks = label(_("Pass&word that opened the file then, or opens it now"), "label")
        self.secret = SecretBox(_("Password"))
        self._asks.setBuddy(self.secret)
        self.body.addWidget(self._asks)
        self.body.addWidget(self.secret)
        self.add_verb(_("&Other folder…"), self._choose_folder)
        self.go = self.add_button(_("&Restore"), 1, primary=True)
        self.add_button(_("&Close"), 0)
        self.table.itemSelectionChanged.connect(self._marked)
        self.show_folder(backups.folder_of(path))

    def show_folder(self, folder: Path) -> None:
        """Show the backups of the file that lie in a folder."""
        found = backups.listed(self._path, folder)
        self.table.show_backups(found)
        self._nothing.setText(
            ""
            if found
            else _("There is no backup of {name} in {folder}.").format(name=self._path.name, folder=folder)
        )
        self._nothing.setVisible(not found)
        self._marked()

    def _marked(self) -> None:
        backup = self.table.chosen()
        asks = False
        self.problem.clear()
        try:
            asks = backup is not None and backups.needs_password(backup)
        except AppError as problem:
            self.problem.say(str(problem))
            backup = None
        for part in (self._asks, self.secret):
            part.setVisible(asks)
        self.go.setEnabled(backup is not None)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder of backups"), str(self._path.parent))
        if folder:
            self.show_folder(Path(folder))


def choose_and_restore(parent: QWidget | None, path: Path) -> Chosen | None:
    """Let the user choose a backup for ``path``; None when nothing was chosen."""
    dialog = RestoreDialog(parent, path)
    dialog.table.setFocus()
    backup = dialog.table.chosen() if dialog.ask() else None
    return Chosen(backup, path, dialog.secret.text()) if backup is not None else None
