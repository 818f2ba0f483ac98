"""The tree of units as of a day, the record beside it, and the cards that say what other records know."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import records
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.picker import Picker
from hnabroad_desktop.ui.record_card import RecordCard
from hnabroad_desktop.ui.shell import Shell
from hnabroad_desktop.ui.unit_tree import UnitTree
from hnabroad_desktop.ui.units_screen import UnitsScreen
from tests.ui.unikey import by_key_events


@pytest.fixture
def screen(qtbot: QtBot, window: Shell) -> UnitsScreen:
    window.go_to_area("settings")
    screen = window.kind_screen()
    assert isinstance(screen, UnitsScreen)
    qtbot.waitUntil(lambda: screen.tree.tree.topLevelItemCount() > 0)
    return screen


def card_text(screen: KindScreen) -> str:
    card = screen.pane.form.findChild(RecordCard)
    assert card is not None
    shown = [w.text() for w in card.findChildren(QLabel) if not w.isHidden()]
    return " | ".join(shown + [w.text() for w in card.findChildren(QPushButton) if not w.isHidden()])


def test_the_tree_shows_any_day(screen: UnitsScreen) -> None:
    screen.tree.show_day(dt.date(2025, 6, 30))
    assert "30 đơn vị hành chính dưới Thành phố" in screen.tree._said.text()
    screen.tree.show_day(dt.date(2025, 7, 1))
    assert "126 đơn vị hành chính dưới Thành phố: 75 xã, 51 phường" in screen.tree._said.text()


def test_what_is_no_day_is_said_and_changes_nothing(screen: UnitsScreen) -> None:
    before = screen.tree._said.text()
    screen.tree.day_line.setText("hôm kia")
    screen.tree._show_day()
    assert screen.tree.day_line.property("problem") == "error"
    assert screen.tree._said.text() == before


def test_words_without_marks_find_in_the_tree_and_enter_opens_the_record(
    qtbot: QtBot, screen: UnitsScreen
) -> None:
    screen.focus_filter()
    by_key_events("phuong cua nam")
    qtbot.keyClick(screen.tree.search, Qt.Key.Key_Down)
    assert screen.tree.current_name() == "Phường Cửa Nam"
    qtbot.keyClick(screen.tree.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.pane.form.title == "Phường Cửa Nam")
    assert "Đơn vị trước sắp xếp" in card_text(screen)


def test_an_old_unit_names_what_came_after_and_leads_there(
    qtbot: QtBot, screen: UnitsScreen, file: DataFile
) -> None:
    units = file.find("unit", name="Phường Cửa Nam")
    new = next(unit.id for unit in units if unit["valid_from"] == "2025-07-01")
    old = file.owners_having("unit.succession", "successor", new)[0]
    screen.open(old)
    assert "Đơn vị sau sắp xếp" in card_text(screen)
    card = screen.pane.form.findChild(RecordCard)
    assert card is not None
    link = next(w for w in card.findChildren(QPushButton) if w.text() == "Phường Cửa Nam")
    link.click()
    assert screen.pane.form.title == "Phường Cửa Nam"


def test_the_list_is_one_click_away_and_deleted_units_are_in_it(screen: UnitsScreen) -> None:
    assert screen._in_tree
    screen.bin_button.setChecked(True)
    assert not screen._in_tree


def test_a_unit_is_picked_from_the_tree(qtbot: QtBot, window: Shell, file: DataFile) -> None:
    picker = Picker(window, window.desk, window.background, ("unit",))
    qtbot.addWidget(picker)
    picker.show_tree()
    tree = picker.findChild(UnitTree)
    assert tree is not None
    qtbot.waitUntil(lambda: tree.tree.topLevelItemCount() > 0)
    tree.go_to(file.unit_id)
    hit = picker.picked()
    assert hit is not None
    assert (hit.value, hit.title) == (file.unit_id, file.title(file.unit_id))


def test_an_agreement_says_how_it_is_carried_out(window: Shell, file: DataFile) -> None:
    kind = next(code for catalogue, code in file.words() if catalogue == "agreement_kind")
    partner = KINDS["partner"].new(
        name_vi="Tỉnh Kitayama (giả định)", kind="locality", country=file.find("country", code="JP")[0].id
    )
    made = KINDS["agreement"].new(
        name="Bản ghi nhớ", kind=kind, partner=records.save(file, partner).id, signing_body=file.unit_id
    )
    row = Row({"direction": "out", "year_from": 2024, "year_to": 2026, "places": 5})
    delegation = {"direction": "out", "from_date": "2024-03-03", "purpose": "Khảo sát", "people": 12}
    made = made.with_table("conditions", [row]).with_table("delegations", [Row(delegation)])
    saved = records.save(file, made).id
    window.open_record("agreement", saved)
    screen = window.kind_screen()
    assert screen is not None
    said = card_text(screen)
    assert "Cộng | 15 | 12 | 3" in said
    assert "Đoàn ra: 1" in said
