"""What the first window offers before a file is open: the verbs at its side, and the files opened lately."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.controls import button, label, painted
from hnabroad_desktop.ui.icons import pixmap

#: What the program calls itself, in every language.
PROGRAM = "HN Abroad"


class StartSide(QFrame):
    """Always there, also beside the pages that ask for something."""

    open_wanted = Signal()
    new_wanted = Signal()
    practice_wanted = Signal()
    language_wanted = Signal()

    def __init__(self, *, with_practice: bool) -> None:
        super().__init__()
        painted(self, "side")
        self.setFixedWidth(round(252 * theme.current().scale / 100))
        mark = QLabel()
        mark.setPixmap(pixmap("landmark", "accent_text", 36, self.devicePixelRatioF()))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 26, 20, 16)
        column.setSpacing(8)
        column.addWidget(mark)
        column.addWidget(label(PROGRAM, "title"))
        column.addWidget(label(_("Sending cadres abroad for training"), "quiet", wrap=True))
        column.addSpacing(12)
        self.open_button = button(_("&Open a file…"), self.open_wanted.emit, picture="folder-open")
        new = button(_("Make a &new file"), self.new_wanted.emit, picture="file-plus")
        practice = button(_("&Practice data"), self.practice_wanted.emit, picture="graduation-cap")
        practice.setToolTip(_("An invented city to try everything on; nothing in it is real."))
        if not with_practice:
            practice.hide()
        for verb in (self.open_button, new, practice):
            verb.setProperty("align", "left")
            column.addWidget(verb)
        column.addStretch(1)
        column.addWidget(button(_("&English / Tiếng Việt"), self.language_wanted.emit, role="quiet"))


class RecentFiles(QWidget):
    """The files opened lately on this machine, or what to do where there is none."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(_("Recent files"), "title"))
        column.addSpacing(6)
        found = settings.read_recent()
        for path in found:
            column.addWidget(self._recent(path))
        if not found:
            column.addWidget(
                label(
                    _(
                        "No file was opened on this machine yet. Open one, make a new one, "
                        "or look around in the practice data."
                    ),
                    "quiet",
                    wrap=True,
                )
            )
        column.addStretch(1)

    def _recent(self, path: Path) -> QWidget:
        made = button(
            f"{path.name}\n{path.parent}",
            partial(self.chosen.emit, path),
            role="file",
            picture="database",
        )
        made.setAccessibleName(str(path))
        made.setMinimumHeight(theme.current().measure("row") * 2 - 6)
        return made
