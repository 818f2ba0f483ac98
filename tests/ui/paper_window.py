"""The window over a class file, for the tests of papers on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.ui.class_area import ClassArea
from hnabroad_desktop.ui.class_screen import ClassScreen
from hnabroad_desktop.ui.shell import Shell
from tests.class_file import ClassFile
from tests.ui.own_window import window_on


@contextmanager
def window_over(qtbot: QtBot, made: ClassFile, size: tuple[int, int] = (1366, 728)) -> Iterator[Shell]:
    """Show the window with the screens of an open file."""
    with window_on(qtbot, made.file, size=size) as shell:
        yield shell


def open_class(window: Shell, class_id: str) -> ClassScreen:
    """Open a class at work."""
    window.open_record("class", class_id)
    area = window.current_screen()
    assert isinstance(area, ClassArea)
    assert area.class_screen is not None
    return area.class_screen


def in_dialog(kind: type[QWidget], act: Callable[[QWidget], object], seen: list[str]) -> None:
    """Do something in the dialog of this kind that opens next; ``seen`` tells that it was opened."""
    timer = QTimer(QApplication.instance())

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            timer.stop()
            seen.append(kind.__name__)
            try:
                act(dialog)
            except BaseException:
                # A dialog left open would hang the run instead of failing the test.
                dialog.close()
                raise

    timer.timeout.connect(look)
    timer.start(5)
