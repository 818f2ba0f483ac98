"""US-1 in the window: an old list is read, mapped, checked, repaired, imported and taken back, by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import files, imports, records
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui.exporting import export_shown
from hnabroad_desktop.ui.import_screen import CHECK, CHOOSE, DONE, HISTORY, MAP, ImportScreen
from hnabroad_desktop.ui.people_area import PeopleArea
from hnabroad_desktop.ui.shell import Shell
from tests import data_files
from tests.imports.conftest import dump
from tests.ui.own_window import window_on
from tests.ui.unikey import by_commits, by_key_events

SAMPLES = Path(__file__).parents[1] / "files" / "sheets"
LIST = SAMPLES / "DSCB_tcvn3_40.xls"
NAME = "Nguyễn Thị Bích Hường"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    data_files.make(tmp_path / "hồ sơ.hnab")
    opened = files.open_file(tmp_path / "hồ sơ.hnab", password=data_files.PASSWORD)
    records.save(
        opened, CADRE.new(full_name="Ngô Thị Ngọc Ánh", birth_date="1970-09-14", unit=opened.unit_id)
    )
    yield opened
    files.close(opened)


@pytest.fixture
def window(qtbot: QtBot, file: DataFile) -> Iterator[Shell]:
    with window_on(qtbot, file) as shell:
        shell.go_to_area("people")
        yield shell


@pytest.fixture
def screen(window: Shell) -> ImportScreen:
    area = window.current_screen()
    assert isinstance(area, PeopleArea)
    area.start_import()
    return area.import_screen


def reach(qtbot: QtBot, screen: ImportScreen, page: int) -> None:
    qtbot.waitUntil(lambda: screen.stack.currentIndex() == page, timeout=10_000)


def cells(screen: ImportScreen, column: int) -> list[str]:
    model = screen.check.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_forty_people_come_in_and_go_back(
    qtbot: QtBot, window: Shell, screen: ImportScreen, file: DataFile
) -> None:
    before = dump(file)
    screen.read(LIST)
    reach(qtbot, screen, MAP)
    assert "TCVN3" in screen.map._decoded.text()
    assert screen.map.table.item(1, 4).text().startswith("Hoàng Thị Mỹ Lụa")
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    reach(qtbot, screen, CHECK)
    assert dump(file) == before
    assert cells(screen, 3)[:2] == ["Hoàng Thị Mỹ Lụa", "Ngô Thị Ngọc Ánh"]
    assert cells(screen, 2)[1] == "Cập nhật"
    asked = next(row for row in screen.check.model._rows if row.asks)
    table, panel = screen.check.table, screen.check.panel
    table.setCurrentIndex(screen.check.model.index(asked.row - 4, 7))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert panel.pick.line.hasFocus()
    assert not panel.all.isVisible()
    panel.pick.take(file.unit_id, "Sở Nội vụ")
    panel.one.click()
    qtbot.waitUntil(lambda: len(screen._plan.waiting) == 24 if screen._plan else False)
    qtbot.waitUntil(lambda: not window.background.busy)
    screen.primary()
    reach(qtbot, screen, DONE)
    assert file.count_of("cadre") == 5 + 39
    batch = imports.batches(file)[0]
    assert (batch.number("added"), batch.number("updated")) == (39, 1)
    screen.result.undo_button.click()
    assert dump(file) == before
    screen.show_history()
    assert screen.history.table.item(0, 1).text() == LIST.name
    assert not screen.history.undo_button.isEnabled()


def test_the_second_file_goes_straight_to_the_check(
    qtbot: QtBot, screen: ImportScreen, file: DataFile
) -> None:
    layout = imports.lay_out(file, imports.read(LIST))
    imports.remember(file, layout)
    screen.read(SAMPLES / "DSCB_vni_24.xls")
    reach(qtbot, screen, CHECK)
    assert screen.check.model.rowCount() == 24


def test_a_bad_file_is_said_where_it_was_chosen(
    qtbot: QtBot, screen: ImportScreen, file: DataFile, tmp_path: Path
) -> None:
    bad = tmp_path / "trang.xls"
    bad.write_text("<html><table><tr><td>a</td></tr></table></html>", encoding="utf-8")
    screen.read(bad)
    qtbot.waitUntil(lambda: bool(screen.problem.words))
    assert "trang.xls" in screen.problem.words
    assert screen.stack.currentIndex() == CHOOSE
    assert imports.batches(file) == []


def test_what_was_copied_comes_in(qtbot: QtBot, screen: ImportScreen, file: DataFile) -> None:
    QGuiApplication.clipboard().setText("STT\tHọ và tên\tNgày sinh\n1\tLý Yến\t2/1/1990\n")
    qtbot.keyClick(screen.choose, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    reach(qtbot, screen, MAP)
    screen.primary()
    reach(qtbot, screen, CHECK)
    screen.primary()
    reach(qtbot, screen, DONE)
    assert file.find("cadre", full_name="Lý Yến")


def test_columns_encodings_and_header_are_put_right(qtbot: QtBot, screen: ImportScreen) -> None:
    screen.read(LIST)
    reach(qtbot, screen, MAP)
    page = screen.map
    page.table.setCurrentCell(1, 0)
    page.target.take("", "Không nhập")
    page.target.leave()
    assert screen._layout is not None
    assert screen._layout.mapping.targets[1] == ""
    page.encoding.take("vni", "VNI-Windows")
    page.encoding.leave()
    assert screen._layout.mapping.encodings == {1: "vni"}
    page.encoding.take("auto", "Tự nhận theo từng ô")
    page.encoding.leave()
    assert screen._layout.mapping.encodings == {}
    page.table.setCurrentCell(4, 0)
    page.policy.take("update", "Cập nhật")
    page.policy.leave()
    assert screen._layout.policies == {"post": "update"}
    page.less.click()
    assert (screen._layout.table.header_top, screen._layout.table.header_end) == (2, 3)


def test_rows_that_stayed_out_are_saved(
    qtbot: QtBot, screen: ImportScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen.read(LIST)
    reach(qtbot, screen, MAP)
    screen.primary()
    reach(qtbot, screen, CHECK)
    screen.check.leave_button.click()
    qtbot.waitUntil(lambda: screen._plan is not None and screen._plan.counts()["leave"] > 20)
    screen.primary()
    reach(qtbot, screen, DONE)
    out = tmp_path / "chưa nhập.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(out), ""))
    screen.result.rejected_button.click()
    qtbot.waitUntil(out.exists)
    assert screen._outcome is not None
    left = len(screen._outcome.rejected)
    qtbot.waitUntil(lambda: out.stat().st_size > 0)
    assert openpyxl.load_workbook(out).active.max_row == left + 2


def test_what_the_list_shows_is_saved(
    qtbot: QtBot, window: Shell, file: DataFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "cán bộ.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(out), ""))
    people = window.kind_screen()
    assert people is not None
    qtbot.waitUntil(lambda: people.list.model.rowCount() == 5)
    people.list.header.box("full_name").setText("an")
    people.list.reload()
    qtbot.waitUntil(lambda: people.list.model.rowCount() < 5)
    export_shown(people, window, file)
    qtbot.waitUntil(lambda: out.exists() and out.stat().st_size > 0)
    sheet = openpyxl.load_workbook(out).active
    assert sheet.max_row == people.list.model.rowCount() + 1


def test_escape_leads_back_and_the_place_is_kept(qtbot: QtBot, window: Shell, screen: ImportScreen) -> None:
    area = window.current_screen()
    assert isinstance(area, PeopleArea)
    screen.read(LIST)
    reach(qtbot, screen, MAP)
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert not area.importing
    area.start_import()
    assert screen.stack.currentIndex() == MAP
    area.show_imports()
    assert screen.stack.currentIndex() == HISTORY


@pytest.mark.parametrize("robot", [by_key_events, by_commits])
def test_unikey_types_into_every_box(
    qtbot: QtBot, screen: ImportScreen, robot: Callable[[str], None]
) -> None:
    screen.read(LIST)
    reach(qtbot, screen, MAP)
    screen.map.table.setCurrentCell(1, 0)
    for pick in (screen.map.target, screen.map.encoding, screen.map.policy):
        pick.line.setFocus()
        pick.line.selectAll()
        robot(NAME)
        assert pick.line.text() == NAME
        pick.line.clear()
    screen.map.table.setFocus()
    screen.primary()
    reach(qtbot, screen, CHECK)
    panel, model = screen.check.panel, screen.check.model
    for column, box in ((3, panel.line), (7, panel.pick.line)):
        screen.check.table.setCurrentIndex(model.index(0, column))
        panel.focus_box()
        assert box.hasFocus()
        robot(NAME)
        assert box.text() == NAME
