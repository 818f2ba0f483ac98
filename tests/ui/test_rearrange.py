"""Units are rearranged in the window: four steps by keys, a draft that stays, one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import files, lists, parked, placing, records, sketches
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.figures_screen import FiguresScreen
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.file_screens.matching import MatchDialog
from hnabroad_desktop.ui.file_window import FileWindow
from hnabroad_desktop.ui.own_screens import own_screens
from hnabroad_desktop.ui.rearrange.screen import DONE, STAFF, SUCCESSORS, SUMMARY, UNITS, RearrangeScreen
from hnabroad_desktop.ui.rearrange.staff_model import DECIDED, PROPOSED
from hnabroad_desktop.ui.rearrange.staff_page import StaffPage
from hnabroad_desktop.ui.rearrange.waiting_screen import WaitingScreen
from hnabroad_desktop.ui.shell import Identity
from hnabroad_desktop.ui.units_screen import SettingsArea
from tests import data_files
from tests.ui.own_window import forget
from tests.ui.unikey import by_commits, by_key_events

Work = TypeVar("Work", RearrangeScreen, WaitingScreen, FiguresScreen)
CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    data_files.make(tmp_path / "hồ sơ.hnab")
    opened = files.open_file(tmp_path / "hồ sơ.hnab", password=data_files.PASSWORD)
    yield opened
    files.close(opened)


@pytest.fixture
def window(qtbot: QtBot, file: DataFile) -> Iterator[FileWindow]:
    yield from show(qtbot, file)


def show(qtbot: QtBot, file: DataFile) -> Iterator[FileWindow]:
    desk = FileDesk(file)
    shell = FileWindow(desk, Identity("Sở Nội vụ", "hồ sơ.hnab", "Lan"), own_screens(desk))
    qtbot.addWidget(shell, before_close_func=forget)
    shell.resize(1366, 728)
    with qtbot.waitActive(shell):
        shell.show()
    qtbot.waitUntil(lambda: not shell.background.busy)
    yield shell
    shell.background.close()


@pytest.fixture
def screen(window: FileWindow) -> RearrangeScreen:
    window.verbs.actions["rearrange"].trigger()
    return at_work(window, RearrangeScreen)


def at_work(window: FileWindow, kind: type[Work]) -> Work:
    area = window.current_screen()
    assert isinstance(area, SettingsArea)
    assert isinstance(area.at_work, kind)
    return area.at_work


def unit(file: DataFile, code: str) -> str:
    return lists.find_one(file, "unit", code)


def enter(screen: RearrangeScreen, kind: str, *codes: str) -> None:
    """Fill the first step as a clerk would have."""
    values = {
        "kind": kind,
        "day": "2026-01-01",
        "number": "12/NQ-HĐND",
        "date": "2025-12-08",
        "issuer": "HĐND thành phố Hà Nội",
        "summary": "sắp xếp tổ chức",
    }
    for name, value in values.items():
        box = screen.units.fields.boxes[name].box
        box.set_value(value)
        box.changed.emit()
    for code in codes:
        screen.units.add(unit(screen._file, code))


def go_on(qtbot: QtBot, window: FileWindow, screen: RearrangeScreen, page: int) -> None:
    focused = QApplication.focusWidget()
    qtbot.keyClick(focused or window, ENTER, CONTROL)
    qtbot.waitUntil(lambda: screen.stack.currentIndex() == page and not window.background.busy)


def decided(page: StaffPage) -> list[str]:
    model = page.model
    return [str(model.index(row, DECIDED).data()) for row in range(model.rowCount())]


def test_a_department_is_renamed_by_keys_with_unikey(
    qtbot: QtBot, window: FileWindow, screen: RearrangeScreen, file: DataFile
) -> None:
    boxes = screen.units.fields.boxes
    assert boxes["kind"].isAncestorOf(QApplication.focusWidget())
    for words in ("Đổi tên", "01012026"):
        by_key_events(words)
        qtbot.keyClick(QApplication.focusWidget(), ENTER)
    for words in ("", "Nghị quyết", "12/NQ-HĐND", "08122025", "Hội đồng nhân dân thành phố Hà Nội"):
        by_key_events(words)
        qtbot.keyClick(QApplication.focusWidget(), ENTER)
    by_commits("đổi tên Sở Nội vụ")
    assert screen.sketch.act["summary"] == "đổi tên Sở Nội vụ"
    assert (screen.sketch.kind, screen.sketch.day) == ("rename", "2026-01-01")
    screen.units.adder.setFocus()
    by_key_events("Sở Nội vụ")
    box = screen.units.adder.box
    qtbot.waitUntil(lambda: box.suggestions.visible)
    qtbot.keyClick(box.line, ENTER)
    assert screen.sketch.old == (file.unit_id,)
    assert box.line.text() == ""
    assert screen.units.table.item(0, 2).text() == "4"
    go_on(qtbot, window, screen, SUCCESSORS)
    qtbot.keyClick(screen.successors.table, Qt.Key.Key_Insert)
    by_key_events("Sở Nội vụ và Lao động")
    assert screen.successors.table.item(0, 0).text() == "Sở Nội vụ và Lao động"
    go_on(qtbot, window, screen, STAFF)
    table = screen.staff.table
    assert decided(screen.staff) == ["chưa xem xét"] * 4
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert decided(screen.staff)[0] == "Sở Nội vụ và Lao động"
    qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert decided(screen.staff) == ["Sở Nội vụ và Lao động"] * 4
    table.selectRow(3)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert decided(screen.staff)[3] == "chưa xem xét"
    before = file.own_lines()
    go_on(qtbot, window, screen, SUMMARY)
    words = [screen.summary.table.item(row, 0).text() for row in range(screen.summary.table.rowCount())]
    assert words == ["Văn bản căn cứ", "Chuyển cán bộ", "Giữ nguyên", "Kết thúc hoạt động", "Đơn vị mới"]
    assert file.own_lines() == before
    go_on(qtbot, window, screen, DONE)
    (new,) = file.find("unit", name="Sở Nội vụ và Lao động")
    assert len(file.find("cadre", unit=new.id)) == 3
    assert len(file.find("cadre", unit=file.unit_id)) == 1
    assert "1 người chờ bố trí" in screen.finish._waits.text()
    assert sketches.kept(file) is None
    window.undo()
    qtbot.waitUntil(lambda: screen.stack.currentIndex() == SUMMARY and not window.background.busy)
    assert len(file.find("cadre", unit=file.unit_id)) == 4
    assert file.find("unit", name="Sở Nội vụ và Lao động") == []
    go_on(qtbot, window, screen, DONE)
    assert len(file.find("unit", name="Sở Nội vụ và Lao động")) == 1


def test_what_is_missing_is_shown_beside_its_field(
    qtbot: QtBot, window: FileWindow, screen: RearrangeScreen
) -> None:
    screen.primary()
    assert screen.stack.currentIndex() == UNITS
    shown = {name for name, made in screen.units.fields.boxes.items() if made.problem}
    assert shown == {"kind", "day", "number", "summary"}
    enter(screen, "absorb", "SYT")
    assert not any(made.problem for made in screen.units.fields.boxes.values())
    screen.primary()
    assert screen.stack.currentIndex() == SUCCESSORS
    screen.primary()
    assert "Số đơn vị" in screen.problem.words
    screen.successors.add_new()
    screen.primary()
    assert screen.successors.fields.boxes["name"].problem
    screen.successors.add(unit(screen._file, "SYT"))
    screen.primary()
    assert "không thể là đơn vị sau sắp xếp" in screen.problem.words
    screen.steps.tab(STAFF).click()
    assert screen.steps.place == SUCCESSORS


def test_a_draft_is_there_again_until_it_is_given_up(
    qtbot: QtBot, window: FileWindow, screen: RearrangeScreen, file: DataFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(screen, "divide", "SNV")
    screen.primary()
    screen.successors.add_new()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    area = window.current_screen()
    assert isinstance(area, SettingsArea)
    assert area.at_work is None
    kept = sketches.kept(file)
    assert kept == screen.sketch
    again = RearrangeScreen(window, file)
    qtbot.addWidget(again)
    assert again.sketch == kept
    assert again.units.table.item(0, 0).text() == "Sở Nội vụ"
    monkeypatch.setattr("hnabroad_desktop.ui.rearrange.screen.choose", lambda *_asked: 0)
    again.give_up()
    assert again.sketch.is_empty
    assert sketches.kept(file) is None


def test_people_of_a_dissolved_body_are_placed_in_parts_and_later(
    qtbot: QtBot, window: FileWindow, screen: RearrangeScreen, file: DataFile
) -> None:
    enter(screen, "dissolve", "SNV")
    go_on(qtbot, window, screen, SUCCESSORS)
    screen.successors.add(unit(file, "STC"))
    go_on(qtbot, window, screen, STAFF)
    page = screen.staff
    assert str(page.model.index(0, PROPOSED).data()) == "gợi ý: Sở Tài chính"
    assert not page.accept_button.isEnabled()
    qtbot.keyClick(page.table, Qt.Key.Key_A, CONTROL)
    page.pick.set_value(unit(file, "STC"))
    page.place()
    assert "từng người" in screen.problem.words
    assert decided(page) == ["chưa xem xét"] * 4
    page.table.selectRow(1)
    qtbot.keyClick(page.table, ENTER)
    by_key_events("Sở Tài chính")
    qtbot.keyClick(page.pick.line, ENTER)
    if decided(page)[1] == "chưa xem xét":
        qtbot.keyClick(page.pick.line, ENTER)
    assert decided(page)[1] == "Sở Tài chính"
    assert screen.problem.words == ""
    assert page.table.hasFocus()
    page.table.selectRow(0)
    page.stay_button.click()
    assert decided(page)[0] == "Chờ bố trí"
    page._states.button(1).click()
    assert page.model.rowCount() == 2
    page._states.button(0).click()
    page.words.setFocus()
    by_commits("Đặng")
    qtbot.keyClick(page.words, Qt.Key.Key_Down)
    assert page.model.rowCount() == 1
    qtbot.keyClick(page.words, Qt.Key.Key_Escape)
    assert page.model.rowCount() == 4
    go_on(qtbot, window, screen, SUMMARY)
    assert "3 người giữ nguyên" in screen.summary._waits.text()
    assert "2 người chưa xem xét" in screen.summary._waits.text()
    go_on(qtbot, window, screen, DONE)
    screen.finish.waiting_button.click()
    waiting = at_work(window, WaitingScreen)
    qtbot.waitUntil(lambda: waiting.staff.model.rowCount() == 3)
    assert not waiting.place_button.isEnabled()
    waiting.staff.table.selectRow(0)
    waiting.staff.pick.set_value(unit(file, "STP"))
    waiting.staff.place()
    waiting.day.setFocus()
    by_key_events("31122025")
    waiting.primary()
    qtbot.waitUntil(lambda: bool(file.find("cadre", unit=unit(file, "STP"))))
    qtbot.waitUntil(lambda: waiting.staff.model.rowCount() == 2)
    (placed,) = file.find("cadre", unit=unit(file, "STP"))
    assert placed["appointment_date"] == "2025-12-31"
    assert records.next_steps(file)[0].startswith("Bố trí cán bộ sau sắp xếp")


def test_decisions_not_written_are_asked_about(
    qtbot: QtBot, window: FileWindow, file: DataFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = next(u for u in file.find("unit", name="Ủy ban nhân dân quận Hoàn Kiếm"))
    records.save(file, CADRE.new(full_name="Người Cũ", unit=ended.id))
    window.verbs.actions["waiting"].trigger()
    screen = at_work(window, WaitingScreen)
    qtbot.waitUntil(lambda: screen.staff.model.rowCount() == 1)
    assert str(screen.staff.model.index(0, PROPOSED).data()).startswith("gợi ý: Ủy ban nhân dân phường")
    screen.staff.pick.set_value(unit(file, "STP"))
    screen.staff.place()
    answers = iter((0, 1))
    monkeypatch.setattr("hnabroad_desktop.ui.rearrange.waiting_screen.choose", lambda *_asked: next(answers))
    assert not window.go_to_area("people")
    assert window.go_to_area("people")
    assert file.find("cadre", full_name="Người Cũ")[0]["unit"] == ended.id


def test_figures_are_read_both_ways_and_written_as_a_workbook(
    qtbot: QtBot, window: FileWindow, file: DataFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.verbs.actions["rearrange"].trigger()
    wizard = at_work(window, RearrangeScreen)
    enter(wizard, "absorb", "SNV")
    go_on(qtbot, window, wizard, SUCCESSORS)
    wizard.successors.add(unit(file, "STC"))
    go_on(qtbot, window, wizard, STAFF)
    go_on(qtbot, window, wizard, SUMMARY)
    go_on(qtbot, window, wizard, DONE)
    window.verbs.actions["figures"].trigger()
    screen = at_work(window, FiguresScreen)
    qtbot.waitUntil(lambda: screen.table.rowCount() == 2)

    def rows() -> list[list[str]]:
        table = screen.table
        return [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]

    assert rows() == [["Tổng số", "4", "2"], ["Sở Nội vụ", "4", "2"]]
    assert screen.items.rowCount() == 4
    screen.ways.button(1).click()
    assert rows() == [["Tổng số", "4", "2"], ["Sở Tài chính", "4", "2"]]
    assert screen.items.item(0, 3).text() == "Sở Nội vụ"
    screen.day.setFocus()
    screen.day.line.selectAll()
    by_key_events("31122025")
    qtbot.keyClick(screen.day.line, ENTER)
    assert rows()[1][0] == "Sở Nội vụ"
    target = tmp_path / "thống kê.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    screen.primary()
    qtbot.waitUntil(lambda: target.exists() and not window.background.busy)
    sheet = openpyxl.load_workbook(target).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)][1:] == ["Sở Nội vụ", "Tổng số"]
    screen.items.setFocus()
    qtbot.keyClick(screen.items, ENTER)
    assert window.navigation.current() == "people"


def test_the_menu_and_the_palette_lead_there(window: FileWindow) -> None:
    titles = {entry.title for entry in window._entries()}
    assert {"Sắp xếp đơn vị", "Cán bộ chờ bố trí", "Thống kê theo đơn vị"} <= titles
    for menu in window.verbs.menus.values():
        words = [a.text() for a in menu.actions() if a.text()]
        letters = [text[text.find("&") + 1].casefold() for text in words]
        assert len(letters) == len(set(letters)), words


def test_a_text_that_means_a_past_unit_is_matched_once_for_everybody(
    qtbot: QtBot, window: FileWindow, file: DataFile
) -> None:
    past = file.find("unit", name="Ủy ban nhân dân quận Hoàn Kiếm")[0]
    parked_id = records.save(file, parked.waiting_unit("UBND Q. Hoàn Kiếm")).id
    people = [records.save(file, CADRE.new(full_name=f"Người {n}", unit=parked_id)).id for n in range(3)]
    dialog = MatchDialog(window, file)
    qtbot.addWidget(dialog)
    row = next(
        n for n in range(dialog.table.rowCount()) if dialog.table.item(n, 1).text().startswith("UBND Q.")
    )
    dialog.table.setCurrentCell(row, 0)
    hit = next(h for h in dialog.pick._all if h.value == past["code"])
    assert "30/06/2025" in hit.detail
    dialog.pick.set_value(hit.value)
    dialog.match()
    assert {file.get("cadre", each)["unit"] for each in people} == {past.id}
    assert len(placing.waiting(file).people) == 3
    records.undo(file)
    assert {file.get("cadre", each)["unit"] for each in people} == {parked_id}


def test_nothing_is_rearranged_in_a_file_opened_to_view(qtbot: QtBot, file: DataFile, tmp_path: Path) -> None:
    files.close(file)
    viewed = files.open_file(tmp_path / "hồ sơ.hnab", password=data_files.PASSWORD, read_only=True)
    for shell in show(qtbot, viewed):
        shell.rearrange_units()
        screen = at_work(shell, RearrangeScreen)
        enter(screen, "absorb", "SYT")
        screen.primary()
        screen.successors.add(unit(viewed, "STC"))
        screen.primary()
        qtbot.waitUntil(lambda s=screen: s.stack.currentIndex() == STAFF)
        screen.primary()
        qtbot.waitUntil(lambda s=screen: s.stack.currentIndex() == SUMMARY)
        assert not screen.next_button.isEnabled()
        screen.primary()
        assert screen.stack.currentIndex() == SUMMARY
    files.close(viewed)


@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 728, 100), (1093, 582, 100), (1366, 728, 150)])
def test_no_word_of_a_button_is_cut(
    qtbot: QtBot, file: DataFile, qapp: QApplication, width: int, height: int, scale: int
) -> None:
    theme.apply(qapp, theme.Theme(scale=scale))
    for shell in show(qtbot, file):
        shell.resize(width, height)
        for verb in ("rearrange", "waiting", "figures"):
            shell.verbs.actions[verb].trigger()
            area = shell.current_screen()
            assert isinstance(area, SettingsArea)
            assert area.at_work is not None
            qtbot.waitUntil(lambda w=shell: not w.background.busy)
            assert_no_word_cut(qtbot, area.at_work)
            if isinstance(area.at_work, RearrangeScreen):
                for page in (area.at_work.successors, area.at_work.staff, area.at_work.summary):
                    area.at_work.stack.setCurrentWidget(page)
                    assert_no_word_cut(qtbot, page)
        assert (shell.width(), shell.height()) == (width, height)


def assert_no_word_cut(qtbot: QtBot, shown: QWidget) -> None:
    """Every button in sight is as wide as its words, once what changed them has been laid out."""

    def cut() -> list[str]:
        made = [each for each in shown.findChildren(QPushButton) if each.isVisible()]
        return [each.text() for each in made if each.width() < each.sizeHint().width() - 2]

    def check() -> None:
        assert cut() == []

    qtbot.waitUntil(check)


Robot = Callable[..., None]


@pytest.mark.parametrize("robot", [by_key_events, by_commits])
def test_unikey_types_into_every_box(
    qtbot: QtBot, window: FileWindow, screen: RearrangeScreen, robot: Robot
) -> None:
    text = "Đặng Ngọc Ước ổn ẵng"
    enter(screen, "divide", "SNV")
    pages = [(UNITS, screen.units)]
    pages += [(SUCCESSORS, screen.successors), (STAFF, screen.staff)]
    screen.successors.show_sketch(screen.sketch)
    screen.stack.setCurrentIndex(SUCCESSORS)
    screen.successors.add_new()
    for page, shown in pages:
        screen.stack.setCurrentIndex(page)
        QApplication.processEvents()
        for box in [*shown.findChildren(QLineEdit), *shown.findChildren(QPlainTextEdit)]:
            if box.isVisible() and not box.isReadOnly() and box.isEnabled():
                box.setFocus()
                box.selectAll()
                robot(text)
                said = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
                assert said == text, box.accessibleName()
