"""The box for a file kept inside the data file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from hnabroad_desktop.base.fields import Attachment, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.input import Input


class AttachmentInput(Input):
    """Shows whether a file is attached; opens, saves, replaces or removes it."""

    def __init__(self, field: Attachment, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk, self._types = desk, field.types
        self._digest: str | None = None
        self.read_only = False
        self._said = label("", "quiet")
        self._open = button(_("Open"), self.show_it, role="link", picture="external-link")
        self._save = button(_("Save the file as…"), self.save_as, role="link")
        self._attach = button("", self.choose, picture="paperclip")
        self._remove = button(_("Remove"), self.remove, role="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._said, self._open, self._save, self._attach, self._remove):
            row.addWidget(widget)
        row.addStretch(1)
        self.setFocusProxy(self._attach)
        self.set_value(None)

    def value(self) -> Any:
        """Return the SHA-256 of the file."""
        return self._digest

    def set_value(self, value: Stored) -> None:
        """Show whether there is a file."""
        self._digest = None if value is None else str(value)
        self._said.setText(_("Attached") if value else _("No file yet"))
        self._attach.setText(_("Replace the file…") if value else _("Attach a file…"))
        self._show_verbs()

    def set_read_only(self, read_only: bool) -> None:
        """Let the file be opened only."""
        self.read_only = read_only
        self._show_verbs()

    def _show_verbs(self) -> None:
        there = self._digest is not None
        self._open.setVisible(there)
        self._save.setVisible(there)
        self._attach.setVisible(not self.read_only)
        self._remove.setVisible(there and not self.read_only)

    def choose(self) -> None:
        """Ask for a file and take it in."""
        path = ask_file(self, _("Attach a file"), self._types)
        if path is not None:
            self.take(self._desk.attach(path))

    def remove(self) -> None:
        """Take the file away from the record; saving the record makes it so."""
        self.take(None)

    def take(self, digest: str | None) -> None:
        """Let another file, or none, stand in the field, as typed and not saved yet."""
        self.set_value(digest)
        self.changed.emit()
        self.left.emit()

    def show_it(self) -> None:
        """Show the file by the program the system has for it."""
        if self._digest:
            self._desk.open_attachment(self._digest)

    def save_as(self) -> None:
        """Write the file where the user says."""
        if self._digest:
            save_copy(self, self._desk, self._digest, _(self.field.label))


def ask_file(parent: QWidget, title: str, types: tuple[str, ...], folder: str = "") -> Path | None:
    """Return the file the user chooses, None when none was chosen."""
    patterns = " ".join(f"*.{kind}" for kind in (*types, *(("jpeg",) if "jpg" in types else ())))
    files = _("Files ({patterns})").format(patterns=patterns)
    name, _kind = QFileDialog.getOpenFileName(parent, title, folder, files)
    return Path(name) if name else None


def save_copy(parent: QWidget, desk: Desk, digest: str, stem: str) -> None:
    """Write an attachment into a file the user names; nothing happens when none is named."""
    suffix = desk.attachment_suffix(digest)
    kind = f"{suffix.removeprefix('.').upper()} (*{suffix})"
    name, _kind = QFileDialog.getSaveFileName(parent, _("Save as"), stem + suffix, kind)
    if name:
        desk.save_attachment(digest, Path(name))
