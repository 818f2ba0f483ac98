"""A look, a desk and worker threads for every test of the window."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hnabroad_desktop.base import i18n
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.shell import Identity, Shell
from tests.class_file import ClassFile, ClassIds, build, open_copy
from tests.ui.memory_desk import MemoryDesk
from tests.ui.own_window import forget, new_file, people_of, window_on
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


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    """A new file of one's own, open, with nobody in it."""
    with new_file(tmp_path / "thu.hnab") as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot, file: DataFile) -> Iterator[Shell]:
    """The window over that file."""
    with window_on(qtbot, file) as shell:
        yield shell


@pytest.fixture
def people(qtbot: QtBot, window: Shell, file: DataFile) -> KindScreen:
    """The list of cadres in that window, all of them there."""
    return people_of(qtbot, window, file.count_of("cadre"))


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


@pytest.fixture(scope="session")
def class_file(tmp_path_factory: pytest.TempPathFactory) -> ClassIds:
    """A file with a class and the draft of its decision, which nobody changes."""
    before = os.environ.get("HNABROAD_HOME")
    os.environ["HNABROAD_HOME"] = str(tmp_path_factory.mktemp("class-home"))
    i18n.set_language("vi")
    try:
        return build(tmp_path_factory.mktemp("class") / "lop.hnab")
    finally:
        if before is None:
            del os.environ["HNABROAD_HOME"]
        else:
            os.environ["HNABROAD_HOME"] = before


@pytest.fixture
def made(class_file: ClassIds, tmp_path: Path) -> Iterator[ClassFile]:
    """A copy of that file of one's own, open."""
    found = open_copy(class_file, tmp_path)
    yield found
    found.file.close()
