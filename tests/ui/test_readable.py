"""What must be readable at the desk: who a row is about, every section by name, every heading of a list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.shell import Shell


def ink(picture: object, area: QRect, colour: str) -> int:
    """Count the points of ``area`` that are nearly the colour of the text."""
    image = picture.toImage()  # type: ignore[attr-defined]
    wanted = theme.current().colour(colour)
    found = 0
    for x in range(area.left(), area.right()):
        for y in range(area.top(), area.bottom()):
            point = image.pixelColor(x, y)
            found += abs(point.red() - wanted.red()) + abs(point.blue() - wanted.blue()) < 60
    return found


def test_the_name_stays_in_sight_when_the_list_is_scrolled_aside(qtbot: QtBot, shell: Shell) -> None:
    screen = shell.kind_screen()
    assert screen is not None
    view = screen.list.view
    shell.resize(1000, 640)
    area = QRect(8, view.rowViewportPosition(0) + 2, view.columnWidth(0) - 16, view.rowHeight(0) - 4)
    before = ink(view.viewport().grab(), area, "text")
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    assert screen.list.header.offset() > 0
    assert before > 0
    assert ink(view.viewport().grab(), area, "text") == before
    assert screen.list.header.box("full_name").geometry().left() == 4


def test_a_click_on_the_pinned_heading_orders_by_the_name(qtbot: QtBot, shell: Shell) -> None:
    screen = shell.kind_screen()
    assert screen is not None
    header = screen.list.header
    shell.resize(1000, 640)
    screen.list.view.horizontalScrollBar().setValue(screen.list.view.horizontalScrollBar().maximum())
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QRect(0, 0, 40, 20).center())
    assert header.sorted_by == 0


def test_no_heading_of_the_list_is_cut(shell: Shell) -> None:
    screen = shell.kind_screen()
    assert screen is not None
    header, model = screen.list.header, screen.list.model
    for column in range(header.count()):
        words = str(model.headerData(column, Qt.Orientation.Horizontal))
        strong = theme.current().font(10, strong=True)
        header.setFont(strong)
        assert header.sectionSize(column) >= header.fontMetrics().horizontalAdvance(words) + 12, words


@pytest.mark.parametrize("width", [540])
def test_the_sections_of_a_cadre_take_two_lines_at_most(qtbot: QtBot, shell: Shell, width: int) -> None:
    screen = shell.kind_screen()
    assert screen is not None
    screen.add()
    tabs = screen.pane.form._tabs
    layout = tabs.layout()
    assert layout is not None
    one = layout.itemAt(0)
    assert one is not None
    assert layout.heightForWidth(width - 40) <= 2 * one.sizeHint().height() + 4
