"""The city changes who may change what in the window, and what it takes in follows at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import files
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.shipped import shipped_id
from hnabroad_desktop.ui.choice_input import ChoiceInput
from hnabroad_desktop.ui.exchange.receive_page import ReceivePage
from hnabroad_desktop.ui.exchange.waiting_page import WaitingPage
from hnabroad_desktop.ui.form import RecordForm
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.units_screen import SettingsArea
from tests.exchange.offices import CITY, WARD, office
from tests.ui.exchange_desks import Office, acquaint, cells, person
from tests.ui.unikey import by_key_events

BIRTH = shipped_id("field_authority", "cadre.birth_date/decision/2025-07-01")


@pytest.fixture
def two(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    opened = [office(tmp_path / code, code) for code in (CITY, WARD)]
    acquaint(tmp_path, *opened)
    (tmp_path / "usb").mkdir()
    made = [Office(qtbot, file, tmp_path / "usb") for file in opened]
    yield made[0], made[1]
    for each in made:
        each.window.background.close()
        files.close(each.file)


def rules(at: Office) -> KindScreen:
    """Show the rules of authority, by their tab among the settings."""
    at.window.activateWindow()
    at.qtbot.waitUntil(at.window.isActiveWindow)
    at.window.go_to_area("settings")
    area = at.window.current_screen()
    assert isinstance(area, SettingsArea)
    screen = area.show_kind("field_authority")
    at.qtbot.waitUntil(lambda: screen.list.model.rowCount() >= 42)
    return screen


def choose(qtbot: QtBot, form: RecordForm, name: str, words: str) -> None:
    """Type the words of a choice over what stands in its box, and leave it."""
    form.go_to_field(name)
    QApplication.processEvents()
    box = form.fields[name].box
    assert isinstance(box, ChoiceInput)
    box.line.selectAll()
    by_key_events(words)
    qtbot.keyClick(box.line, Qt.Key.Key_Tab)


def back(at: Office) -> ReceivePage:
    """Go back to receiving and compare anew the package that lies there."""
    at.window.go_to_area("exchange")
    page = at.page("receive")
    assert isinstance(page, ReceivePage)
    at.idle(page)
    return page


def decided(at: Office, one: str) -> None:
    values = {"summary": "Cử đi bồi dưỡng", "number": 15, "symbol": "QĐ/BTCTU", "date": "2026-11-01"}
    with at.file.transaction("issue", barrier=True) as step:
        step.add(Record("decision", values, {"changes": (Row({"added": one, "reason": "cử"}),)}))


def test_a_proposal_is_taken_directly_once_the_clerk_says_so(
    qtbot: QtBot, two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    city, ward = two
    one = person(ward, "Nguyễn Văn An")
    city.take(ward.send(), monkeypatch)
    decided(city, one)
    ward.change("cadre", one, birth_date="1986-03-12")
    path = ward.send()
    page = city.look_at(path, monkeypatch)
    assert page.entries[-1].state == "asks"
    # The clerk finds the rule, opens it, and lets every unit change it.
    screen = rules(city)
    screen.list.header.box("part").setFocus()
    by_key_events("ngày, tháng, năm sinh")
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 1)
    screen.open(BIRTH)
    form = screen.pane.form
    assert form.title == "Cán bộ: ngày, tháng, năm sinh"
    choose(qtbot, form, "level", "mọi cơ quan")
    assert form.save(), [made.problem for made in form.fields.values() if made.problem]
    assert city.get("field_authority", BIRTH)["level"] == "all"
    screen.pane.show_history()
    told = [[cell for cell in row if cell] for row in cells(screen.pane.history.table)]
    assert any("Đầu mối Thành phố" in row and "Mọi cơ quan, đơn vị" in row for row in told)
    page = back(city)
    page = city.look_at(path, monkeypatch)
    assert page.entries[-1].state == "easy"
    # Taken back with one step, the rule asks again; done again, the change comes in.
    city.window.undo()
    assert city.get("field_authority", BIRTH)["level"] == "city"
    page = city.look_at(path, monkeypatch)
    assert page.entries[-1].state == "asks"
    city.window.redo()
    page = city.take(path, monkeypatch)
    assert city.get("cadre", one)["birth_date"] == "1986-03-12"


def test_what_was_taken_directly_waits_once_the_clerk_keeps_it(
    qtbot: QtBot, two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    city, ward = two
    one = person(ward, "Nguyễn Văn An", phone="024 111")
    city.take(ward.send(), monkeypatch)
    screen = rules(city)
    screen.add()
    form = screen.pane.form
    choose(qtbot, form, "part", "Cán bộ: điện thoại")
    choose(qtbot, form, "level", "đầu mối thành phố")
    assert form.save(), [made.problem for made in form.fields.values() if made.problem]
    ward.change("cadre", one, phone="024 222")
    back(city)
    page = city.look_at(ward.send(), monkeypatch)
    assert page.entries[-1].state == "asks"
    page.look_button.click()
    (row,) = cells(page.plan_view.panel.table)
    assert row[3:5] == ["○ 024 111", "○ 024 222"]
    city.window.primary()
    qtbot.waitUntil(lambda: page.entries[-1].state == "done", timeout=20_000)
    city.idle(page)
    assert city.get("cadre", one)["phone"] == "024 111"
    waiting = city.page("waiting")
    assert isinstance(waiting, WaitingPage)
    (row,) = cells(waiting.panel.table)
    assert row[0] == "Nguyễn Văn An"
    # The rule goes down with the next package; the ward looks at it and changes nothing.
    ward.take(city.send(), monkeypatch)
    there = rules(ward)
    assert there.list.model.rowCount() == 43
    assert not there.add_button.isVisible()
    assert any("chỉ xem" in made.text() for made in there.findChildren(type(there.list.foot.said)))
    there.open(BIRTH)
    level = there.pane.form.fields["level"].box
    assert isinstance(level, ChoiceInput)
    assert level.line.isReadOnly()
    assert not there.pane.form.save_button.isVisible()
