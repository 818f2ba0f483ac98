"""Whatever a clerk types through UniKey stands in the box, letter for letter, in every box there is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.base.fields import (
    Choice,
    Date,
    Field,
    Money,
    Number,
    PartialDate,
    Reference,
    Rows,
    Text,
)
from hnabroad_desktop.ui.inputs import make_input
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.picker import Picker
from hnabroad_desktop.ui.rows_input import RowsInput
from hnabroad_desktop.ui.shell import Shell
from tests.ui.memory_desk import MemoryDesk
from tests.ui.unikey import by_commits, by_key_events, key_presses

NAME = "Nguyễn Thị Bích Hường"
TEXTS = (NAME, "Đặng Ngọc Ước", "Phó Trưởng phòng, Sở Nội vụ", "xã Sóc Sơn ổn ẵng")

KINDS: dict[str, Field] = {
    "one line": Text(name="a", label="Text"),
    "several lines": Text(name="a", label="Text", lines=3),
    "day": Date(name="a", label="Date"),
    "partial date": PartialDate(name="a", label="Date"),
    "number": Number(name="a", label="Number"),
    "money": Money(name="a", label="Money"),
    "fixed list": Choice(name="a", label="Choice", options=(("male", "Male"), ("female", "Female"))),
    "catalogue": Choice(name="a", label="Choice", catalogue="post", free=True),
    "reference": Reference(name="a", label="Unit", kinds=("unit",)),
}

Robot = Callable[..., None]
robots = pytest.mark.parametrize("robot", [by_key_events, by_commits])


def text_of(widget: QWidget | None) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    assert isinstance(widget, QLineEdit)
    return widget.text()


def stage(qtbot: QtBot, inner: QWidget) -> QWidget:
    window = QWidget()
    window.resize(600, 400)
    layout = QVBoxLayout(window)
    layout.addWidget(inner)
    layout.addStretch(1)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def test_the_robot_types_as_telex_does() -> None:
    assert key_presses("Ước") == [(0, "U"), (1, "Ư"), (0, "o"), (1, "ơ"), (0, "c"), (2, "ớc")]


@robots
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", TEXTS)
def test_each_kind_of_box(
    qtbot: QtBot, desk: MemoryDesk, background: Background, kind: str, text: str, robot: Robot
) -> None:
    box = make_input(KINDS[kind], desk, background)
    window = stage(qtbot, box)
    box.setFocus()
    robot(text)
    assert text_of(QApplication.focusWidget()) == text
    assert window.isVisible()


@robots
@pytest.mark.parametrize("kind", ["fixed list", "catalogue", "reference"])
def test_suggestions_that_come_up_in_the_middle_lose_nothing(
    qtbot: QtBot, desk: MemoryDesk, background: Background, kind: str, robot: Robot
) -> None:
    box = make_input(KINDS[kind], desk, background)
    window = stage(qtbot, box)
    box.setFocus()
    suggestions = box.suggestions  # type: ignore[attr-defined]
    start = {"fixed list": "N", "catalogue": "Ch", "reference": "S"}[kind]
    robot(start)
    qtbot.waitUntil(lambda: suggestions.visible)
    robot("ở Nội vụ")
    assert text_of(QApplication.focusWidget()) == start + "ở Nội vụ"
    assert window.isVisible()


@robots
@pytest.mark.parametrize("text", TEXTS)
def test_a_cell_of_a_table(
    qtbot: QtBot, desk: MemoryDesk, background: Background, text: str, robot: Robot
) -> None:
    table = Rows(name="t", label="Table", fields=(Text(name="a", label="A"), Text(name="b", label="B")))
    box = make_input(table, desk, background)
    assert isinstance(box, RowsInput)
    window = stage(qtbot, box)
    box.model.append()
    box.view.setFocus()
    box.view.setCurrentIndex(box.model.index(0, 0))
    robot(text)
    assert text_of(QApplication.focusWidget()) == text
    assert window.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), "\r")
    assert box.value()[0]["a"] == text


@robots
def test_the_boxes_of_the_window(qtbot: QtBot, shell: Shell, robot: Robot) -> None:
    screen = shell.kind_screen()
    assert screen is not None
    shell.open_palette()
    for line in (shell.palette_box.line, shell.top.search, screen.list.header.box("full_name")):
        line.setFocus()
        robot(NAME)
        assert line.text() == NAME


@robots
def test_the_search_of_the_picker(
    qtbot: QtBot, desk: MemoryDesk, background: Background, robot: Robot
) -> None:
    picker = Picker(None, desk, background, ["unit"])
    qtbot.addWidget(picker)
    with qtbot.waitExposed(picker):
        picker.show()
    picker.words.setFocus()
    robot(NAME)
    assert picker.words.text() == NAME
