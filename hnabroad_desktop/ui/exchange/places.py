"""Where packages come from and go to: the drives that are in now, and folders somebody chose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from hnabroad_desktop.actions.exchange import sticks
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import button


def drives() -> Sequence[tuple[Path, str]]:
    """Return the removable drives that are in now: where each is, and what people call it."""
    return sticks.removable_drives()


class PlaceBox(QWidget):
    """A drive out of those that are in, or a folder."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._folder: Path | None = None
        self.box = QComboBox()
        self.box.setMinimumWidth(260)
        self.box.setAccessibleName(_("Write to"))
        self.box.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.folder_button = button(_("&Folder…"), self._ask, picture="folder-open")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        self.setFocusProxy(self.box)
        self.look_again()

    def look_again(self) -> None:
        """Ask which drives are in now; the choice stays where it can."""
        before = self.chosen()
        found = [(path, name) for path, name in drives()]
        if self._folder is not None:
            found.insert(0, (self._folder, str(self._folder)))
        self.box.blockSignals(True)
        self.box.clear()
        for path, name in found:
            self.box.addItem(name, path)
        place = next((n for n, (path, _name) in enumerate(found) if path == before), 0)
        if found:
            self.box.setCurrentIndex(place)
        else:
            self.box.addItem(_("No USB drive is in"), None)
        self.box.setEnabled(bool(found))
        self.box.blockSignals(False)
        self.changed.emit()

    def choose(self, folder: Path) -> None:
        """Take a folder."""
        self._folder = folder
        self.look_again()
        self.box.setCurrentIndex(0)

    def chosen(self) -> Path | None:
        """Return where to write, None when nothing is there."""
        found = self.box.currentData()
        return found if isinstance(found, Path) else None

    def _ask(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Folder for packages"), str(self._folder or ""))
        if name:
            self.choose(Path(name))
