"""A season between the city and a ward through the window, on two data files and one stick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import files, records
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.ui.exchange.book_page import BookPage
from hnabroad_desktop.ui.exchange.partners_page import PartnersPage
from hnabroad_desktop.ui.exchange.result_dialog import ResultDialog
from hnabroad_desktop.ui.exchange.waiting_page import WaitingPage
from tests.exchange.offices import CITY, WARD, office
from tests.ui.exchange_desks import Office, cells, introduce, meanwhile, person, press, see_paper
from tests.ui.unikey import by_key_events


@pytest.fixture
def two(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Office, Office]]:
    """The city and a ward, each with the card of the other, confirmed by its digits in the window."""
    opened = [office(tmp_path / code, code) for code in (CITY, WARD)]
    (tmp_path / "usb").mkdir()
    made = [Office(qtbot, file, tmp_path / "usb") for file in opened]
    introduce(qtbot, monkeypatch, made[0], made[1])
    introduce(qtbot, monkeypatch, made[1], made[0])
    yield made[0], made[1]
    for each in made:
        each.window.background.close()
        files.close(each.file)


def test_a_full_season(qtbot: QtBot, two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch) -> None:
    city, ward = two
    # People, needs and nominations go up.
    one = person(ward, "Nguyễn Văn An")
    other = person(ward, "Trần Thị Bình", birth_date="1990-01-02", sex="female")
    page = city.take(ward.send(), monkeypatch)
    assert cells(page.table)[-1][0] == "Đã tiếp nhận"
    assert "2 mới" in cells(page.table)[-1][4]
    assert city.get("cadre", one)["full_name"] == "Nguyễn Văn An"
    # A catalogue and the plan come down; the ward hears that its package arrived.
    plan = records.save(city.file, Record("plan", {"name": "Kế hoạch 2027", "year": 2027})).id
    with city.file.transaction("add") as step:
        course = step.add(Record("class", {"name": "Quản lý đô thị", "code": "LOP-2027-01", "plan": plan}))
    ward.take(city.send(), monkeypatch)
    assert ward.get("plan", plan)["name"] == "Kế hoạch 2027"
    partners = ward.page("partners")
    assert isinstance(partners, PartnersPage)
    assert cells(partners.table)[0][3:6] == ["1", "1", "1"]
    assert "đơn vị đã nhận đến gói số 1" in partners.said.text()
    # Both change one value: the difference is settled by keys.
    ward.change("cadre", one, phone="024 111", home_place="Nam Định")
    city.change("cadre", one, phone="024 222")
    asked = {"cadre": other, "class": course, "unit": ward.file.unit_id, "justification": "Cần đi"}
    nomination = records.save(ward.file, Record("nomination", asked)).id
    page = city.look_at(ward.send(), monkeypatch)
    assert page.entries[-1].state == "asks"
    assert not page.take_button.isEnabled()
    before = city.get("cadre", one)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    view = page.plan_view
    assert page.currentWidget() is view
    (row,) = cells(view.panel.table)
    assert row[0] == "Nguyễn Văn An"
    assert row[3:] == ["○ 024 222", "○ 024 111", "Chưa chọn"]
    assert "Bên gửi: Lan" in view.panel.who.text()
    qtbot.keyClick(view.panel.table, Qt.Key.Key_Escape)
    assert city.get("cadre", one) == before
    page.look_button.click()
    qtbot.keyClick(view.panel.table, Qt.Key.Key_Right)
    assert cells(view.panel.table)[0][5] == "024 111"
    assert view.heading.text() == "Đã chọn đủ."
    city.window.primary()
    qtbot.waitUntil(lambda: page.entries[-1].state == "done", timeout=20_000)
    city.idle(page)
    assert city.get("cadre", one)["phone"] == "024 111"
    assert city.get("cadre", one)["home_place"] == "Nam Định"
    assert city.get("nomination", nomination)["cadre"] == other
    # The decision goes down to the unit of the people it names.
    decision = Record(
        "decision",
        {"summary": "Cử đi bồi dưỡng", "number": 15, "symbol": "QĐ/BTCTU", "date": "2026-11-01"},
        {"changes": (Row({"added": other, "reason": "cử"}),)},
    )
    with city.file.transaction("issue", barrier=True) as step:
        number = step.add(decision)
    ward.take(city.send(), monkeypatch)
    assert ward.get("decision", number)["summary"] == "Cử đi bồi dưỡng"
    # The receipt is seen in the book.
    book = ward.page("book")
    assert isinstance(book, BookPage)
    assert ["Gửi", "2"] in [row[:2] for row in cells(book.table)]
    assert all(row[5] == "Bên nhận đã xác nhận" for row in cells(book.table) if row[0] == "Gửi")
    # The import is undone, and done again.
    page = city.page("receive")
    city.idle(page)
    page.table.setCurrentCell(len(page.entries) - 1, 0)
    meanwhile(lambda dialog: press(dialog, "Hoàn tác"))
    page.back_button.click()
    qtbot.waitUntil(lambda: page.entries[-1].state == "asks", timeout=20_000)
    city.idle(page)
    assert city.get("cadre", one)["phone"] == "024 222"
    assert city.file.get("nomination", nomination) is None
    assert "Đã hoàn tác" in [row[5] for row in cells(city.page("book").table)]
    page = city.page("receive")
    city.idle(page)
    page.look_button.click()
    assert cells(page.plan_view.panel.table)[0][5] == "024 111"  # the choice of before
    city.window.primary()
    qtbot.waitUntil(lambda: page.entries[-1].state == "done", timeout=20_000)
    city.idle(page)
    assert city.get("cadre", one)["phone"] == "024 111"
    assert city.get("nomination", nomination)["cadre"] == other
    assert list(city.file.findings()) == []


def test_a_difference_left_open_waits_and_is_settled_later(
    qtbot: QtBot, two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    city, ward = two
    one = person(ward, "Nguyễn Văn An")
    city.take(ward.send(), monkeypatch)
    ward.take(city.send(), monkeypatch)
    ward.change("cadre", one, phone="024 111")
    city.change("cadre", one, phone="024 222")
    page = city.look_at(ward.send(), monkeypatch)
    page.look_button.click()
    meanwhile(lambda dialog: dialog.reject())
    city.window.primary()
    assert page.currentWidget() is page.plan_view
    meanwhile(lambda dialog: press(dialog, "Vẫn tiếp nhận"))
    city.window.primary()
    qtbot.waitUntil(lambda: page.entries[-1].state == "done", timeout=20_000)
    city.idle(page)
    waiting = city.page("waiting")
    assert isinstance(waiting, WaitingPage)
    (row,) = cells(waiting.panel.table)
    assert row[0] == "Nguyễn Văn An"
    assert row[3:5] == ["○ 024 222", "○ 024 111"]

    def type_third(dialog: QDialog) -> None:
        assert isinstance(dialog, ResultDialog)
        box = next(iter(dialog.boxes.values())).focusProxy()
        assert box is not None
        box.setFocus()
        QApplication.processEvents()  # the window is only now the active one
        box.selectAll()  # type: ignore[attr-defined]
        by_key_events("024 333 máy lẻ 5")
        qtbot.keyClick(box, Qt.Key.Key_Return)

    meanwhile(type_third)
    qtbot.keyClick(waiting.panel.table, Qt.Key.Key_F2)
    assert cells(waiting.panel.table)[0][5] == "024 333 máy lẻ 5"
    city.window.primary()
    assert city.get("cadre", one)["phone"] == "024 333 máy lẻ 5"
    assert waiting.empty.isVisible()
    ward.take(city.send(), monkeypatch)
    assert ward.get("cadre", one)["phone"] == "024 333 máy lẻ 5"
    assert list(city.file.findings()) == []


def test_what_is_refused_says_why_and_the_papers_can_be_seen(
    qtbot: QtBot, two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    city, ward = two
    person(ward, "Nguyễn Văn An")
    path = ward.send()
    seen: list[str] = []
    see_paper(seen)
    ward.window.primary()
    qtbot.waitUntil(lambda: len(seen) == 1, timeout=20_000)
    assert "PHIẾU GIAO NHẬN" in seen[0]
    half = path.with_name("nua.hsx")
    half.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    page = city.look_at(half, monkeypatch)
    assert page.entries[-1].state == "refused"
    assert "60%" in page.said.text()
    assert not page.look_button.isEnabled()
    page = city.look_at(path, monkeypatch)
    city.window.primary()
    qtbot.waitUntil(lambda: page.entries[-1].state == "done", timeout=20_000)
    city.idle(page)
    page = city.look_at(path, monkeypatch)
    see_paper(seen)
    page.report_button.click()
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=20_000)
    assert "nua.hsx" in seen[1]
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(page.entries) == 2
