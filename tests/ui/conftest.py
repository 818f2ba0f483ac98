"""A look, a desk and worker threads for every test of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.form import RecordForm
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.shell import Identity, Shell
from tests.ui.memory_desk import MemoryDesk
from tests.ui.sample_people import fill


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    settings.store().clear()
    if theme.current() != theme.Theme() or not qapp.styleSheet():
        theme.apply(qapp, theme.Theme())


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    threads = Background()
    yield threads
    threads.close()


@pytest.fixture
def desk() -> MemoryDesk:
    made = MemoryDesk()
    fill(made)
    return made


def forget(window: QWidget) -> None:
    """Let a window close that a test left in the middle of typing."""
    for form in window.findChildren(RecordForm):
        form._set_dirty(False)


@pytest.fixture
def shell(qtbot: QtBot, desk: MemoryDesk) -> Iterator[Shell]:
    window = Shell(desk, Identity("Ban Tổ chức Thành ủy Hà Nội", "de-an-19.hnab", "Chuyên viên", True))
    qtbot.addWidget(window, before_close_func=forget)
    window.resize(1366, 728)
    with qtbot.waitExposed(window):
        window.show()
    screen = window.kind_screen()
    assert screen is not None
    qtbot.waitUntil(lambda: screen.list.model.rowCount() > 0)
    yield window
    window.background.close()
