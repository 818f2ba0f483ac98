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
    """Shows whether a file is attached; opens, replaces or removes it."""

    def __init__(self, field: Attachment, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk, self._types = desk, field.types
        self._digest: str | None = None
        self._said = label("", "quiet")
        self._open = button(_("Open"), self._show, role="link", picture="external-link")
        self._attach = button(_("Attach a file…"), self._choose, picture="paperclip")
        self._remove = button(_("Remove"), lambda: self._take(None), role="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._said, self._open, self._attach, self._remove):
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
        self._open.setVisible(bool(value))
        self._remove.setVisible(bool(value) and self._attach.isEnabled())

    def set_read_only(self, read_only: bool) -> None:
        """Let the file be opened only."""
        self._attach.setEnabled(not read_only)
        self._attach.setVisible(not read_only)
        self._remove.setVisible(not read_only and self._digest is not None)

    def _choose(self) -> None:
        patterns = " ".join(f"*.{kind}" for kind in self._types)
        files = _("Files ({patterns})").format(patterns=patterns)
        name, _kind = QFileDialog.getOpenFileName(self, _("Attach a file"), "", files)
        if name:
            self._take(self._desk.attach(Path(name)))

    def _take(self, digest: str | None) -> None:
        self.set_value(digest)
        self.changed.emit()
        self.left.emit()

    def _show(self) -> None:
        if self._digest:
            self._desk.open_attachment(self._digest)
