"""Puts the pieces together: the Qt application, its look and language, and one window after the other."""

from __future__ import annotations

from hnabroad_desktop.base import quick_start

# isort: split

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from hnabroad_desktop.actions import files
from hnabroad_desktop.base import i18n
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.progress import Report
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.errors import Boundary
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.file_window import FileWindow
from hnabroad_desktop.ui.own_screens import own_screens
from hnabroad_desktop.ui.qt_words import QtWords
from hnabroad_desktop.ui.shell import Identity

if TYPE_CHECKING:
    from hnabroad_desktop.ui.start_window import StartWindow

#: What the first paint does not need: printing and further areas, loaded when the window already works.
_HEAVY = (
    "reportlab.platypus",
    "docx",
    "PySide6.QtPdf",
    "hnabroad_desktop.ui.people_area",
    "hnabroad_desktop.ui.class_area",
    "hnabroad_desktop.ui.document_area",
    "hnabroad_desktop.ui.exchange.area",
    "hnabroad_desktop.ui.plan_screen",
    "hnabroad_desktop.ui.units_screen",
)


class Program(QObject):
    """The windows of one run: the start window or a file, never both."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application = application
        self.window: QWidget | None = None
        self._words = QtWords(self)
        QCoreApplication.installTranslator(self._words)
        theme.apply(application, settings.read_theme())
        self._boundary = Boundary(self._show_sentence, lambda: self.window)

    def install_boundary(self) -> None:
        """Take every failure no code of ours waited for."""
        self._boundary.install()

    def start(self, path: Path | None) -> None:
        """Open a file that asks for no password at once, anything else through the start window."""
        if path is None:
            self.show_start()
            return
        try:
            file = None if files.needs_password(path) else files.open_file(path)
        except AppError:
            file = None  # the start window meets the same problem and shows its ways out
        if file is not None:
            settings.add_recent(file.path)
            self.open(file)
        else:
            self.show_start().choose(path)

    def show_start(self) -> StartWindow:
        """Show the start window."""
        # A file named at the start opens without it.
        from hnabroad_desktop.ui.start_window import StartWindow

        window = StartWindow(_make_practice)
        window.opened.connect(self.open)
        window.restarted.connect(self.show_start)
        self._take(window)
        return window

    def open(self, file: files.OpenFile) -> FileWindow:
        """Show the window of an open file."""
        desk = FileDesk(file)
        identity = Identity(file.title(file.unit_id), file.path.name, file.user, file.practice)
        window = FileWindow(desk, identity, own_screens(desk))
        window.behind_first_paint = (lambda: window.background.ask(_load_heavy, lambda _none: None),)
        window.ended.connect(lambda: self._ended(window, desk))
        self._take(window)
        return window

    def _take(self, window: QWidget) -> None:
        # The new one is shown first: with the last window the program ends.
        before, self.window = self.window, window
        window.show()
        QTimer.singleShot(0, quick_start.end)
        if before is not None:
            before.close()
            before.deleteLater()

    def _ended(self, window: FileWindow, desk: FileDesk) -> None:
        desk.close()
        if self.window is not window:
            files.close(desk.file)
            return
        backup = window.restore_from
        if backup is not None:
            self.show_start().restore(desk.file, backup)
            return
        files.close(desk.file)
        if window.wants_another:
            self.show_start()

    def _show_sentence(self, words: str) -> None:
        window = self.window
        if isinstance(window, FileWindow):
            window.show_sentence(words)
        elif window is not None:
            cast("StartWindow", window).problem.say(words)


def run(file: Path | None = None) -> int:
    """Open the window, on ``file`` if one is given, and return the exit code once it is closed."""
    application = _application()
    if i18n.language() != "en":
        i18n.set_language(settings.read_language())
    program = Program(application)
    program.install_boundary()
    program.start(file)
    return application.exec()


def _application() -> QApplication:
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    application = QApplication(sys.argv[:1])
    application.setOrganizationName("HNAbroad")
    application.setApplicationName("HNAbroad Desktop")
    QGuiApplication.setApplicationDisplayName("")
    return application


def _load_heavy() -> None:
    for name in _HEAVY:
        importlib.import_module(name)


def _make_practice(path: Path, report: Report) -> None:
    # Loaded when it is asked for: nobody else pays for the invented city at the start.
    importlib.import_module("hnabroad_desktop.actions.sample").demo(path, report)
