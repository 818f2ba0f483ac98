"""A list of any length shows its first page at once and never waits while it is scrolled."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.desk import Line, Query
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.paged_model import PAGE
from hnabroad_desktop.ui.record_list import RecordList
from tests.ui.memory_desk import MemoryDesk

MANY = 100_000


class ManySource:
    """A hundred thousand rows that are made when they are asked for."""

    def __init__(self) -> None:
        self.pages: list[int] = []

    def count(self, query: Query) -> tuple[int, int]:
        return (MANY if not query.conditions else 7), MANY

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Line]:
        self.pages.append(offset)
        count = self.count(query)[0]
        rows = range(offset, min(offset + limit, count))
        return [Line(f"{row:032x}", (f"Nguyễn Văn {row}", *[None] * 12)) for row in rows]

    def lines(self, record_ids: Sequence[str]) -> Sequence[Line]:
        return []

    def ids(self, query: Query) -> Sequence[str]:
        return [f"{row:032x}" for row in range(self.count(query)[0])]


@pytest.fixture
def source() -> ManySource:
    return ManySource()


@pytest.fixture
def rows(
    qtbot: QtBot,
    desk: MemoryDesk,
    background: Background,
    source: ManySource,
    monkeypatch: pytest.MonkeyPatch,
) -> RecordList:
    monkeypatch.setattr(desk, "source", lambda _kind: source)
    made = RecordList(desk.types["cadre"], desk, background)
    qtbot.addWidget(made)
    made.resize(700, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.reload()
    qtbot.waitUntil(lambda: made.model.rowCount() == MANY)
    return made


def test_the_first_page_is_enough_to_begin(rows: RecordList, source: ManySource) -> None:
    assert source.pages == [0]
    assert rows.foot.said.text() == "Hiển thị 100.000/100.000"
    assert rows.model.index(3, 0).data() == "Nguyễn Văn 3"


def test_rows_that_are_not_here_yet_fill_in_by_themselves(qtbot: QtBot, rows: RecordList) -> None:
    far = rows.model.index(70_000, 0)
    assert far.data() == "…"
    qtbot.waitUntil(lambda: far.data() == "Nguyễn Văn 70000")


def test_a_page_is_asked_for_once(qtbot: QtBot, rows: RecordList, source: ManySource) -> None:
    for row in range(500, 560):
        rows.model.index(row, 0).data()
    qtbot.waitUntil(lambda: rows.model.index(559, 0).data() == "Nguyễn Văn 559")
    assert source.pages == [0, 500 // PAGE * PAGE]


def test_a_record_far_away_is_marked(qtbot: QtBot, rows: RecordList) -> None:
    rows.go_to(f"{88_888:032x}")
    qtbot.waitUntil(lambda: rows.view.currentIndex().row() == 88_888)


def test_answers_to_an_older_question_are_not_shown(qtbot: QtBot, rows: RecordList) -> None:
    rows.header.box("full_name").setText("x")
    rows.reload()
    rows.header.box("full_name").setText("")
    rows.reload()
    qtbot.waitUntil(lambda: not rows.model._asked and rows.model.query.conditions == 0)
    qtbot.waitUntil(lambda: rows.model.rowCount() == MANY)
    assert rows.foot.conditions.text() == ""


def test_the_order_is_chosen_by_the_head_and_turned_round(qtbot: QtBot, rows: RecordList) -> None:
    rows.header.sectionClicked.emit(1)
    assert (rows.model.query.sort, rows.model.query.descending) == ("birth_date", False)
    rows.header.sectionClicked.emit(1)
    assert (rows.model.query.sort, rows.model.query.descending) == ("birth_date", True)


def test_widths_are_kept_for_the_next_time(rows: RecordList) -> None:
    rows.header.resizeSection(0, 222)
    rows._keep_widths()
    assert settings.read_widths("cadre")["full_name"] == 222


def test_down_leads_from_the_filter_into_the_rows(qtbot: QtBot, rows: RecordList) -> None:
    box = rows.header.box("full_name")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert rows.view.hasFocus()
    assert rows.view.currentIndex().row() == 0
    with qtbot.waitSignal(rows.opened):
        qtbot.keyClick(rows.view, Qt.Key.Key_Return)


def test_an_empty_list_says_what_to_do_first(qtbot: QtBot, desk: MemoryDesk, background: Background) -> None:
    desk.records["cadre"].clear()
    made = RecordList(desk.types["cadre"], desk, background)
    qtbot.addWidget(made)
    made.reload()
    qtbot.waitUntil(lambda: made.view.empty_text != "")
    assert made.view.empty_text == "Chưa có cán bộ nào. Bấm Thêm cán bộ hoặc Nhập từ Excel để bắt đầu."
