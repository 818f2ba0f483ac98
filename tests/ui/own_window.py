"""A file of its own for each test of the window, and the window over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import files, records
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.form import RecordForm
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.own_screens import own_screens
from hnabroad_desktop.ui.shell import Identity, Shell

PASSWORD = "mat khau dai"


@contextmanager
def new_file(path: Path, names: Sequence[str] = ()) -> Iterator[DataFile]:
    """Make the file of the department of home affairs, with people of these names, open until it is left."""
    made, _key = files.new(path, "SNV", "Lan", PASSWORD, cost=Cost(1, 32, 1))
    for name in names:
        sex = "female" if "Thị" in name else "male"
        records.save(made, CADRE.new(full_name=name, sex=sex, unit=made.unit_id))
    yield made
    made.close()


def forget(window: QWidget) -> None:
    """Let a window close that a test left in the middle of typing."""
    for form in window.findChildren(RecordForm):
        form._set_dirty(False)


@contextmanager
def window_on(
    qtbot: QtBot,
    file: DataFile,
    *,
    own: bool = True,
    size: tuple[int, int] = (1366, 728),
    before_close: Callable[[Shell], None] = forget,
) -> Iterator[Shell]:
    """Show the window over an open file, with the screens of its own or with lists alone."""
    desk = FileDesk(file)
    identity = Identity(file.title(file.unit_id), file.path.name, file.user)
    shell = Shell(desk, identity, own=own_screens(desk) if own else None)
    qtbot.addWidget(shell, before_close_func=before_close)
    shell.resize(*size)
    with qtbot.waitActive(shell):
        shell.show()
    yield shell
    shell.background.close()
    desk.close()


def people_of(qtbot: QtBot, window: Shell, count: int) -> KindScreen:
    """Go to the list of cadres and wait until so many are there."""
    window.go_to_area("people")
    screen = window.kind_screen()
    assert screen is not None
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == count)
    return screen


def column(screen: KindScreen, place: int = 0) -> list[str]:
    """Return what a column of the list in sight shows."""
    model = screen.list.model
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]
