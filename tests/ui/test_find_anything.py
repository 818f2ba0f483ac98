"""The one box and the palette in the window: anything is found by a few letters and opened by Enter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import records
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui.record_area import RecordArea
from hnabroad_desktop.ui.shell import Shell
from hnabroad_desktop.ui.suggestions import Suggestions
from tests.ui.own_window import new_file
from tests.ui.unikey import by_commits, by_key_events

RETURN = Qt.Key.Key_Return


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    with new_file(tmp_path / "tim.hnab") as made:
        _fill(made)
        yield made


def _fill(made: DataFile) -> None:
    posts = {text: code for (catalogue, code), text in made.words().items() if catalogue == "post"}
    person = CADRE.new(
        full_name="Đặng Ngọc Ước",
        unit=made.unit_id,
        post=posts["Trưởng phòng"],
        citizen_id="001085012345",
        staff_number="HC-0077",
    )
    records.save(made, person.with_table("passport", (Row({"kind": "official", "number": "C1234567"}),)))
    for name in ("Nguyễn Ngọc Uoc", "Nguyễn Thị Uớc Lệ", "Trần Văn An"):
        records.save(made, CADRE.new(full_name=name, unit=made.unit_id))
    with made.transaction("bulk") as step:
        for number in (12, 127, 1127):
            values = {"number": number, "symbol": "QĐ-UBND", "date": "2026-01-05", "profile": "state"}
            step.add(Record("decision", {**values, "summary": "cử 127 người"}))
        step.add(Record("partner", {"name_vi": "Trung tâm Aokawa", "code": "AK"}))
        step.add(Record("agreement", {"name": "Bản ghi nhớ Aokawa 2026", "code": "TT-9"}))
        step.add(Record("class", {"name": "Quản lý đô thị", "code": "LOP-2026-07"}))


def opened(window: Shell) -> str:
    """Return the title of the record in sight, "" where none is."""
    area = window.current_screen()
    if not isinstance(area, RecordArea) or area.current._pane is None or area.current._pane.isHidden():
        return ""
    return area.current.pane.form.title


def into_the_box(qtbot: QtBot, window: Shell) -> QLineEdit:
    window.verbs.actions["find"].trigger()
    qtbot.waitUntil(window.top.search.hasFocus)
    return window.top.search


FOUND = [
    ("uoc ngoc dang", "people", "Đặng Ngọc Ước"),
    ("ƯỚC", "people", "Đặng Ngọc Ước"),
    ("001085012345", "people", "Đặng Ngọc Ước"),
    ("hc-0077", "people", "Đặng Ngọc Ước"),
    ("c1234567", "people", "Đặng Ngọc Ước"),
    ("truong phong uoc", "people", "Đặng Ngọc Ước"),
    ("so tai chinh", "settings", "Sở Tài chính"),
    ("trung tam aokawa", "partners", "Trung tâm Aokawa"),
    ("tt-9", "partners", "Bản ghi nhớ Aokawa 2026"),
    ("lop-2026-07", "classes", ""),
    ("qd 127", "documents", ""),
]


@pytest.mark.parametrize(("words", "area", "title"), FOUND)
def test_anything_is_found_and_opened(qtbot: QtBot, window: Shell, words: str, area: str, title: str) -> None:
    box = into_the_box(qtbot, window)
    (by_commits if "Ư" in words else by_key_events)(words)
    found = box.findChild(Suggestions)
    assert found is not None
    qtbot.waitUntil(lambda: found.visible)
    qtbot.keyClick(box, RETURN)
    assert window.navigation.current() == area
    if title:
        qtbot.waitUntil(lambda: opened(window) == title)
    assert box.text() == ""


@pytest.mark.parametrize("words", ["qd 127", "127/QĐ-UBND"])
def test_the_palette_opens_decision_127(qtbot: QtBot, window: Shell, words: str) -> None:
    window.verbs.actions["palette"].trigger()
    line = window.palette_box.line
    line.setFocus()
    by_key_events(words)
    qtbot.keyClick(line, RETURN)  # before anything was found: it is opened as soon as it is
    qtbot.waitUntil(lambda: window.navigation.current() == "documents")
    area = window.current_screen()
    assert isinstance(area, RecordArea)
    record = window.desk.get("decision", area.current.pane.form.record_id)
    assert record is not None
    assert record["number"] == 127


def test_enter_before_the_answer_opens_the_best(qtbot: QtBot, window: Shell) -> None:
    box = into_the_box(qtbot, window)
    by_key_events("uoc ngoc dang")
    qtbot.keyClick(box, RETURN)
    qtbot.waitUntil(lambda: opened(window) == "Đặng Ngọc Ước")


def test_what_each_thing_is_stands_beside_it(qtbot: QtBot, window: Shell) -> None:
    into_the_box(qtbot, window)
    by_key_events("aokawa")
    found = window.top.search.findChild(Suggestions)
    assert found is not None
    qtbot.waitUntil(lambda: found.visible)
    details = {hit.title: hit.detail for hit in found.hits}
    assert details["Trung tâm Aokawa"].startswith("Đối tác")
    assert details["Bản ghi nhớ Aokawa 2026"].startswith("Thỏa thuận")


def test_nothing_found_is_said(qtbot: QtBot, window: Shell) -> None:
    window.open_palette()
    by_key_events("khong co ai ten nay")
    qtbot.waitUntil(lambda: window.palette_box.list.count() == 1)
    assert "Không" in str(window.palette_box.list.item(0).data(Qt.ItemDataRole.UserRole).title)


@pytest.mark.parametrize(
    ("words", "area"), [("nguoi ky", "settings"), ("co so dao tao", "institutions"), ("lop", "classes")]
)
def test_the_palette_leads_to_screens(qtbot: QtBot, window: Shell, words: str, area: str) -> None:
    window.open_palette()
    by_key_events(words)
    qtbot.keyClick(window.palette_box.line, RETURN)
    qtbot.waitUntil(lambda: window.navigation.current() == area)


def test_the_palette_does_what_is_in_the_menus(qtbot: QtBot, window: Shell) -> None:
    window.go_to_area("people")
    window.open_palette()
    by_key_events("nhap tren bang")
    qtbot.keyClick(window.palette_box.line, RETURN)
    screen = window.kind_screen()
    assert screen is not None
    assert screen.typing


def test_two_keys_lead_into_the_box(window: Shell) -> None:
    keys = window.verbs.actions["find"].shortcuts()
    assert [key.toString() for key in keys] == ["Ctrl+F", "F3"]
    assert QKeySequence("Ctrl+K") in window.verbs.actions["palette"].shortcuts()
