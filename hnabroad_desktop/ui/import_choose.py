"""First step of an import: a file, or what was copied in Excel; a blank template for those who begin anew."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.controls import button, label

_FOLDER = "import/folder"


class ChoosePage(QWidget):
    """Asks for the list; nothing is read before."""

    file_chosen = Signal(Path)
    pasted = Signal(str)
    template_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.choose_button = button(
            _("Choose a file…"), self.choose, role="primary", picture="folder-open", tip="Ctrl+Enter"
        )
        self.paste_button = button(_("Paste from Excel"), self.paste, picture="copy", tip="Ctrl+V")
        self.template_button = button(
            _("Blank template…"), self.template_asked.emit, role="link", picture="file-plus"
        )
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        for made in (self.choose_button, self.paste_button, self.template_button):
            verbs.addWidget(made)
        verbs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(
            label(
                _(
                    "A list in Excel (.xls, .xlsx), a text file (.csv), or rows copied in Excel. "
                    "Old fonts (.VnTime, VNI) are read as they are meant."
                ),
                wrap=True,
            )
        )
        column.addLayout(verbs)
        column.addWidget(
            label(
                _("The file is only read, never changed. Nothing is written before the button Import."),
                "quiet",
                wrap=True,
            )
        )
        column.addStretch(1)

    def choose(self) -> None:
        """Ask for a file."""
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("Import from Excel"),
            settings.read(_FOLDER),
            _("Lists (*.xls *.xlsx *.xlsm *.csv *.txt);;All files (*)"),
        )
        if name:
            settings.write(_FOLDER, str(Path(name).parent))
            self.file_chosen.emit(Path(name))

    def paste(self) -> None:
        """Take what was copied."""
        self.pasted.emit(QGuiApplication.clipboard().text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V takes what was copied."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let one file be dropped."""
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.file_chosen.emit(Path(paths[0]))
