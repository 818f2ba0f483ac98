"""What a column offers to filter and order by, with the keyboard and with UniKey, over a real file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import records
from hnabroad_desktop.actions.conditions import between, either, read_condition
from hnabroad_desktop.actions.lists import Order, Query
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.filter_popup import FilterPopup
from hnabroad_desktop.ui.name_order import NameOrder, choose_name_order
from hnabroad_desktop.ui.record_list import RecordList
from hnabroad_desktop.ui.shell import Shell
from tests.ui.own_window import new_file, people_of, window_on
from tests.ui.unikey import by_commits, by_key_events

PEOPLE = (
    ("Nguyễn Văn An", "male", "1980", "Trưởng phòng", "0901"),
    ("Trần Thị Ước", "female", "1985-03-12", "Phó Trưởng phòng", None),
    ("Đặng Minh Ánh", None, "1990", "Trưởng phòng", "0902"),
    ("Đặng Ngọc Bích", "female", "1972-05", "Nghiên cứu viên thử", "0903"),
)
COLUMNS = ("full_name", "birth_date", "sex", "post", "unit", "phone", "times_abroad")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    with new_file(tmp_path / "loc.hnab") as made:
        _fill(made)
        yield made


def _fill(made: DataFile) -> None:
    posts = {text: code for (catalogue, code), text in made.words().items() if catalogue == "post"}
    for name, sex, birth, post, phone in PEOPLE:
        values = {"full_name": name, "sex": sex, "birth_date": birth, "phone": phone, "unit": made.unit_id}
        records.save(made, CADRE.new(**values, post=posts.get(post, f"~{post}")))


@pytest.fixture
def shown(qtbot: QtBot, file: DataFile) -> Iterator[RecordList]:
    with window_on(qtbot, file, own=False) as window:
        screen = people_of(qtbot, window, len(PEOPLE))
        screen.list.set_columns(COLUMNS)
        qtbot.waitUntil(lambda: screen.list.model.rowCount() == len(PEOPLE))
        yield screen.list


def offered(qtbot: QtBot, shown: RecordList, name: str) -> FilterPopup:
    """Open by the keyboard what a column offers."""
    box = shown.header.box(name)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = [found for found in shown.window().findChildren(FilterPopup) if found.isVisible()][-1]
    if name in ("sex", "post", "unit"):
        qtbot.waitUntil(lambda: popup.values.count() > 0)
    return popup


def names(shown: RecordList) -> set[str]:
    return {str(shown.model.index(row, 0).data()) for row in range(shown.model.rowCount())}


def focused() -> QApplication:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget  # type: ignore[return-value]


def test_values_are_ticked_with_their_numbers_beside_them(qtbot: QtBot, shown: RecordList) -> None:
    popup = offered(qtbot, shown, "sex")
    words = [popup.values.item(row).text() for row in range(popup.values.count())]
    assert words == ["(trống)  (1)", "Nam  (1)", "Nữ  (2)"]
    for row in (0, 1):
        popup.values.item(row).setCheckState(Qt.CheckState.Checked)
    popup.apply()
    qtbot.waitUntil(lambda: names(shown) == {"Nguyễn Văn An", "Đặng Minh Ánh"})
    assert shown.header.box("sex").text() == "= | =Nam"
    assert shown.foot.told.toolTip() == "Giới tính: để trống hoặc Nam"
    popup = offered(qtbot, shown, "sex")
    assert popup.values.count() == 3, "a column offers every value its own condition hides"
    assert popup.ticked() == ["", "Nam"]


def test_a_value_is_found_without_marks_and_ticked_by_keys(qtbot: QtBot, shown: RecordList) -> None:
    popup = offered(qtbot, shown, "post")
    by_key_events("truong phong")
    qtbot.keyClick(popup.search, Qt.Key.Key_Down)
    hidden = [popup.values.item(row).isHidden() for row in range(popup.values.count())]
    assert hidden.count(False) == 2
    item = next(
        popup.values.item(row)
        for row in range(popup.values.count())
        if popup.values.item(row).text().startswith("Trưởng")
    )
    popup.values.setCurrentItem(item)
    qtbot.keyClick(popup.values, Qt.Key.Key_Space)
    qtbot.keyClick(popup.values, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(shown) == {"Nguyễn Văn An", "Đặng Minh Ánh"})
    assert shown.header.box("post").text() == "=Trưởng phòng"
    assert "Phó" not in shown.foot.told.toolTip()


def test_a_text_not_matched_yet_is_a_value_too(qtbot: QtBot, shown: RecordList) -> None:
    popup = offered(qtbot, shown, "post")
    last = popup.values.item(popup.values.count() - 1)
    assert last.text() == "Nghiên cứu viên thử  (1)"
    last.setCheckState(Qt.CheckState.Checked)
    popup.apply()
    qtbot.waitUntil(lambda: names(shown) == {"Đặng Ngọc Bích"})


def test_a_range_is_typed_from_and_to(qtbot: QtBot, shown: RecordList) -> None:
    popup = offered(qtbot, shown, "birth_date")
    by_key_events("1972")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    by_key_events("12031985")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    everyone = {name for name, *_more in PEOPLE}
    qtbot.waitUntil(lambda: names(shown) == everyone - {"Đặng Minh Ánh"})
    assert shown.header.box("birth_date").text() == "1972..12/03/1985"
    assert shown.foot.told.toolTip() == "Ngày sinh: từ 1972 đến 12/03/1985"
    popup = offered(qtbot, shown, "birth_date")
    assert (popup.first.text(), popup.last.text()) == ("1972", "12/03/1985")
    popup.first.setText("mai")
    popup.apply()
    assert "mai" in popup.problem.text()
    assert popup.isVisible()
    qtbot.keyClick(popup.first, Qt.Key.Key_Escape)
    assert shown.header.box("birth_date").hasFocus()
    assert shown.header.box("birth_date").text() == "1972..12/03/1985"


def test_empty_and_not_empty(qtbot: QtBot, shown: RecordList) -> None:
    popup = offered(qtbot, shown, "phone")
    popup.empty.setChecked(True)
    popup.apply()
    qtbot.waitUntil(lambda: names(shown) == {"Trần Thị Ước"})
    popup = offered(qtbot, shown, "phone")
    assert popup.empty.isChecked()
    popup.filled.setChecked(True)
    popup.apply()
    qtbot.waitUntil(lambda: len(names(shown)) == 3)


def test_one_key_clears_every_filter_and_esc_one(qtbot: QtBot, shown: RecordList) -> None:
    for name, text in (("sex", "nữ"), ("phone", "*")):
        shown.header.filter_by(name, text)
    qtbot.waitUntil(lambda: names(shown) == {"Đặng Ngọc Bích"})
    assert shown.foot.conditions.text() == "· đang lọc 2 điều kiện"
    qtbot.keyClick(shown.header.box("phone"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(shown)) == 2)
    window = shown.window()
    assert isinstance(window, Shell)
    window.verbs.actions["clear_filter"].trigger()
    qtbot.waitUntil(lambda: len(names(shown)) == 4)


def test_the_keyboard_orders_by_several_columns(qtbot: QtBot, shown: RecordList) -> None:
    popup = offered(qtbot, shown, "sex")
    popup.verbs[1].click()
    popup = offered(qtbot, shown, "birth_date")
    popup.verbs[2].click()
    assert shown.asked().order == (Order("sex", True), Order("birth_date"))
    rows = ["Đặng Ngọc Bích", "Trần Thị Ước", "Nguyễn Văn An", "Đặng Minh Ánh"]
    qtbot.waitUntil(lambda: [shown.model.index(row, 0).data() for row in range(4)] == rows)


def test_names_stand_in_the_order_one_is_used_to(
    qtbot: QtBot, shown: RecordList, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: NameOrder) -> int:
        dialog.family.setChecked(True)
        return 1

    monkeypatch.setattr(NameOrder, "ask", answer)
    assert choose_name_order(shown)
    assert not choose_name_order(shown), "the same answer changes nothing"
    assert settings.read_name_habits() == "family"
    shown.refresh()
    rows = ["Đặng Minh Ánh", "Đặng Ngọc Bích", "Nguyễn Văn An", "Trần Thị Ước"]
    qtbot.waitUntil(lambda: [shown.model.index(row, 0).data() for row in range(4)] == rows)
    again = NameOrder(None, settings.read_name_habits())
    qtbot.addWidget(again)
    assert (again.family.isChecked(), again.tones.isChecked()) == (True, False)


@pytest.mark.parametrize("robot", [by_key_events, by_commits])
@pytest.mark.parametrize("name", ["full_name", "post", "birth_date"])
def test_unikey_types_into_every_line_of_it(
    qtbot: QtBot, shown: RecordList, name: str, robot: Callable[[str], None]
) -> None:
    popup = offered(qtbot, shown, name)
    robot("Nguyễn Đặng Ước ẵng")
    assert focused().property("text") == "Nguyễn Đặng Ước ẵng"
    popup.close_popup()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [(">= 1985", "1985", ""), ("< 3/1990", "", "3/1990"), ("1980 - 1985", "1980", "1985"), ("7", "7", "7")],
)
def test_conditions_typed_by_hand_are_read(text: str, first: str, last: str) -> None:
    read = read_condition(text)
    assert (read.first, read.last) == (first, last)


def test_conditions_are_written_as_they_are_typed() -> None:
    column = CADRE.by_name["birth_date"]
    assert between(column, "12031985", "") == ">= 12/03/1985"
    assert between(column, "", "1985") == "<= 1985"
    assert between(column, "1985", "1985") == "1985"
    assert between(CADRE.by_name["times_abroad"], "1", "3") == "1..3"
    assert between(CADRE.by_name["times_abroad"], "", "") == ""
    with pytest.raises(AppError):
        between(CADRE.by_name["times_abroad"], "vài", "")
    assert either(["Nam", ""]) == "=Nam | ="
    assert read_condition("=Nam | =").names(None, "")
    assert Query(filters={"sex": either([])}).conditions == 0
