"""One person once in the window: the guard while typing, two records made one by keys, the way to a gap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import people, records, summaries
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui.people_area import PeopleArea
from hnabroad_desktop.ui.person_pane import PersonPane
from hnabroad_desktop.ui.record_cards import ApartCard
from hnabroad_desktop.ui.rows_input import RowsInput
from hnabroad_desktop.ui.summary_dialog import SummaryDialog
from tests.ui.own_window import window_on
from tests.ui.paper_window import in_dialog
from tests.ui.unikey import by_key_events


def add(file: DataFile, **values: Any) -> str:
    told = {"full_name": "Nguyễn Thúy Hòa", "birth_date": "1985-03-12", "unit": file.unit_id, **values}
    return records.save(file, CADRE.new(**told)).id


@pytest.fixture
def area(qtbot: QtBot, file: DataFile) -> Iterator[PeopleArea]:
    with window_on(qtbot, file) as window:
        window.go_to_area("people")
        found = window.findChild(PeopleArea)
        assert found is not None
        yield found


def pane_of(area: PeopleArea) -> PersonPane:
    pane = area.current.pane
    assert isinstance(pane, PersonPane)
    return pane


def type_into(qtbot: QtBot, pane: PersonPane, name: str, text: str) -> None:
    """Type into a field and leave it."""
    pane.form.go_to_field(name)
    focused = QApplication.focusWidget()
    assert focused is not None
    by_key_events(text)
    qtbot.keyClick(focused, Qt.Key.Key_Tab)


def test_the_twin_shows_before_saving_and_saving_is_free(
    qtbot: QtBot, area: PeopleArea, file: DataFile
) -> None:
    known = add(file)
    area.current.add()
    pane = pane_of(area)
    type_into(qtbot, pane, "full_name", "Nguyễn Thuý Hoà")
    assert pane.twins.shown == ()
    type_into(qtbot, pane, "birth_date", "12031985")
    assert [match.id for match in pane.twins.shown] == [known]
    assert pane.twins.isVisible()
    pane.tell_apart(known)
    assert not pane.twins.isVisible()
    pane.form.fields["unit"].box.set_value(file.unit_id)
    steps = len(file.steps().undo)
    assert pane.form.save()
    # What was remembered is part of what was typed: one Ctrl+Z takes both back.
    assert len(file.steps().undo) == steps + 1
    fresh = file.get("cadre", pane.form.record_id)
    assert fresh is not None
    assert people.similar(file, fresh) == []
    # A later save keeps what was remembered.
    type_into(qtbot, pane, "phone", "0912 345 678")
    assert pane.form.save()
    again = file.get("cadre", pane.form.record_id)
    assert again is not None
    assert people.similar(file, again) == []


def test_what_was_told_apart_is_said_on_both_sides_and_asked_about_again(
    area: PeopleArea, file: DataFile
) -> None:
    one, other = add(file), add(file)
    area.current.open(one)
    pane = pane_of(area)
    card = pane.form.findChildren(ApartCard)[0]
    assert card.isHidden()
    pane.tell_apart(other)
    for each in (one, other):
        area.current.open(each)
        assert pane.twins.shown == ()
        assert not card.isHidden()
    last = card.lines.itemAt(card.lines.count() - 1).layout()
    again = last.itemAt(last.count() - 1).widget()
    assert isinstance(again, QPushButton)
    assert again.text() == "Hỏi lại"
    again.click()
    assert card.isHidden()
    assert [match.id for match in pane.twins.shown] == [one]
    records.undo(file)
    area.current.open(one)
    assert pane.twins.shown == ()


def test_two_records_become_one_by_keys_and_two_again(qtbot: QtBot, area: PeopleArea, file: DataFile) -> None:
    one = add(file, phone="0912 345 678", home_place="Nam Định")
    other = add(file, phone="0987 654 321", home_place="Nam Định")
    before = [file.get("cadre", each) for each in (one, other)]
    area.current.open(one)
    pane_of(area).ask_merge(other)
    screen = area.merge_screen
    assert area.merging
    shown = [line.name for line in screen.lines]
    assert "phone" in shown
    assert "home_place" not in shown
    screen.table.setCurrentCell(shown.index("phone"), 0)
    qtbot.keyClick(screen.table, Qt.Key.Key_Right)
    assert area.primary()
    assert not area.merging
    merged = file.get("cadre", one)
    gone = file.get("cadre", other)
    assert merged is not None
    assert gone is not None
    assert merged["phone"] == "0987 654 321"
    assert gone.deleted
    records.undo(file)
    assert [file.get("cadre", each) for each in (one, other)] == before


def test_a_gap_chosen_from_the_meter_puts_the_cursor_there(area: PeopleArea, file: DataFile) -> None:
    area.current.open(add(file))
    pane = pane_of(area)
    there, asked = people.completeness(pane.form.record()[0])["N"]
    assert f"{there}/{asked}" in pane.meter.buttons["N"].text()
    words = "Nơi sinh"
    action = next(a for menu in pane.meter.menus.values() for a in menu.actions() if a.text() == words)
    action.trigger()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert pane.form.fields["birth_place"].isAncestorOf(focused)


def test_each_purpose_has_its_meter_and_it_moves_while_typing(
    qtbot: QtBot, area: PeopleArea, file: DataFile
) -> None:
    area.current.open(add(file))
    pane = pane_of(area)
    told = {letter: made.text() for letter, made in pane.meter.buttons.items()}
    names = {"N": "đề nghị cử", "P": "hộ chiếu", "F": "bên tài trợ"}
    for letter, (there, asked) in people.completeness(pane.form.record()[0]).items():
        assert told[letter] == f"● {names[letter]} {there}/{asked}"
    lacking = people.gaps(file, pane.form.record()[0])
    assert {g.field for g in lacking["N"]} != {g.field for g in lacking["F"]}

    # A table that lacks a row takes the cursor too.
    words = "Chứng chỉ ngoại ngữ"
    next(a for a in pane.meter.menus["F"].actions() if a.text() == words).trigger()
    assert pane.form.fields["language_certificate"].isAncestorOf(QApplication.focusWidget())
    type_into(qtbot, pane, "birth_place", "Hà Nội")
    there, asked = people.completeness(pane.form.record()[0])["P"]
    assert pane.meter.buttons["P"].text() == f"● hộ chiếu {there}/{asked}"
    assert pane.meter.buttons["P"].text() != told["P"]
    assert "Nơi sinh" not in pane.meter.buttons["P"].toolTip()


def test_level_and_last_day_follow_from_the_certificate_unless_typed(
    area: PeopleArea, file: DataFile
) -> None:
    area.current.open(add(file))
    box = pane_of(area).form.fields["language_certificate"].box
    assert isinstance(box, RowsInput)
    names = [column.name for column in box.model.columns]

    def put(**cells: object) -> None:
        for name, value in cells.items():
            box.model.setData(box.model.index(0, names.index(name)), value)

    box.model.append()
    put(type="ielts", score="6.0", issue_date="2025-05-12")
    (row,) = box.value()
    assert (row["language"], row["level"], row["expiry_date"]) == ("en", 4, "2027-05-12")
    put(score="7.0", issue_date="12/05/2024")
    (row,) = box.value()
    assert (row["level"], row["expiry_date"]) == (5, "2026-05-12")
    put(level=3)
    put(score="6.5")
    (row,) = box.value()
    assert row["level"] == 3


def test_the_key_of_printing_shows_the_summary(qtbot: QtBot, area: PeopleArea, file: DataFile) -> None:
    area.current.open(add(file))
    pane_of(area).form.go_to_field("phone")
    seen: list[str] = []
    in_dialog(SummaryDialog, lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape), seen)
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert seen == ["SummaryDialog"]


def test_the_summary_is_shown_as_one_page(area: PeopleArea, file: DataFile) -> None:
    area.current.open(add(file))
    pane = pane_of(area)
    assert pane.print_button.isVisible()
    made = summaries.summary_sheet(file, pane.form.record_id)
    dialog = SummaryDialog(pane, made, area.window())
    assert dialog.pages.count == 1
    assert "Nguyễn Thúy Hòa" in dialog.pages.words(0)
    dialog.close()
