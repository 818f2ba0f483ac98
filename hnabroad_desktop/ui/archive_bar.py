"""The strip above an issued paper: its archive copy is unchanged, by its hash, and can be checked again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import button, label


class ArchiveBar(QFrame):
    """Stands there only over an archive copy."""

    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("archive")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        self.words = label("", "ok")
        row.addWidget(self.words, 1)
        row.addWidget(button(_("Check again"), self.check_wanted.emit, role="link", picture="shield"))
        self.hide()

    def show_hash(self, code: str) -> None:
        """Say the SHA-256 of a copy, its beginning and its end."""
        code = code.upper()
        self.words.setText(
            _("Archive copy, unchanged since issuing. SHA-256 {start} … {end}").format(
                start=" ".join(code[i : i + 4] for i in range(0, 12, 4)), end=code[-4:]
            )
        )
        self.words.setToolTip(code)
