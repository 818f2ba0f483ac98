"""The start window: a new file with its recovery key, opening, and every problem with its ways out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import files, ways_out
from hnabroad_desktop.records.shipped import shipped_records
from hnabroad_desktop.store.errors import AlreadyOpen, RemovableDrive
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.start_pages import KeyPage, NewFilePage, UnlockPage
from hnabroad_desktop.ui.start_window import StartWindow
from tests.ui.unikey import by_key_events

PASSWORD = "mat khau dai"
QUICK = Cost(1, 32, 1)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[StartWindow]:
    made = StartWindow()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.background.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made, _key = files.new(tmp_path / "thu.hnab", "SNV", "Lan", PASSWORD, cost=QUICK)
    files.close(made)
    return tmp_path / "thu.hnab"


@pytest.fixture
def opened(window: StartWindow) -> Iterator[list[files.OpenFile]]:
    found: list[files.OpenFile] = []
    window.opened.connect(found.append)
    yield found
    for file in found:
        files.close(file)


def page(window: StartWindow) -> UnlockPage:
    found = window.stack.currentWidget()
    assert isinstance(found, UnlockPage)
    return found


def ways(window: StartWindow) -> list[str]:
    return [b.text().replace("&", "") for b in window.problem.findChildren(QPushButton) if not b.isHidden()]


def test_a_file_opens_with_its_password(
    qtbot: QtBot, window: StartWindow, path: Path, opened: list[files.OpenFile]
) -> None:
    window.choose(path)
    by_key_events(PASSWORD)
    qtbot.keyClick(page(window).secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert settings.read_recent() == [path.resolve()]
    assert settings.read_last_person(path) == "Lan"


def test_a_wrong_password_is_told_in_place_and_leads_to_the_recovery_key(
    qtbot: QtBot, window: StartWindow, path: Path, opened: list[files.OpenFile]
) -> None:
    window.choose(path)
    page(window).secret.setText("sai")
    qtbot.keyClick(page(window).secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.problem.isVisible())
    assert window.problem.words.startswith("Mật khẩu không đúng. Dữ liệu không bị ảnh hưởng.")
    assert ways(window) == ["Dùng mã khôi phục"]
    window.problem.chosen.emit("recovery_key")
    assert page(window).answer() == ("", "", "")
    assert not window.problem.isVisible()
    assert not opened


def test_a_file_open_elsewhere_can_be_opened_to_view(
    qtbot: QtBot, window: StartWindow, path: Path, opened: list[files.OpenFile]
) -> None:
    holder = files.open_file(path, password=PASSWORD)
    try:
        window.choose(path)
        page(window).secret.setText(PASSWORD)
        page(window).go.click()
        qtbot.waitUntil(lambda: window.problem.isVisible(), timeout=20_000)
        assert ways(window) == ["Thử lại", "Mở để xem"]
        window.problem.chosen.emit("view")
        qtbot.waitUntil(lambda: bool(opened) or window.problem.isVisible(), timeout=60_000)
        assert window.problem.words == ""
        assert opened[0].read_only
    finally:
        files.close(holder)


def test_a_foreign_file_and_a_missing_one_have_their_sentences(window: StartWindow, tmp_path: Path) -> None:
    foreign = tmp_path / "bao-cao.hnab"
    foreign.write_bytes(b"%PDF-1.7 " + bytes(200))
    window.choose(foreign)
    assert window.problem.words.startswith("Đây không phải tệp dữ liệu của chương trình.")
    window.choose(tmp_path / "khong-co.hnab")
    assert ways(window) == ["Khôi phục từ bản sao lưu…"]


def test_a_file_on_a_stick_is_copied_with_its_keys(path: Path, tmp_path: Path) -> None:
    assert ways_out.ways_out(RemovableDrive()) == ("copy", "view")
    here = tmp_path / "may"
    here.mkdir()
    copy = ways_out.copy_here(path, here)
    files.close(files.open_file(copy, password=PASSWORD))
    with pytest.raises(Exception, match=r"thu\.hnab"):
        ways_out.copy_here(path, here)


def test_only_what_helps_is_offered() -> None:
    from datetime import datetime

    now = datetime(2026, 11, 24, 8, 12).astimezone()
    assert ways_out.ways_out(AlreadyOpen("PC-03", now, now)) == ("again", "view")


def test_a_new_file_is_made_from_unit_person_and_password(
    qtbot: QtBot, window: StartWindow, tmp_path: Path, opened: list[files.OpenFile]
) -> None:
    window.begin_new()
    form = window.stack.currentWidget()
    assert isinstance(form, NewFilePage)
    form.unit.line.setFocus()
    by_key_events("so noi vu")
    form.unit.leave()
    assert form.unit.value() == "SNV"
    assert form.place.text().endswith("SNV.hnab")
    form.place.setText(str(tmp_path / "moi"))
    form.person.setText("Nguyễn Thị Lan")
    form.first.setText(PASSWORD)
    form.second.setText("khac")
    form.go.click()
    assert "khác nhau" in window.problem.words
    form.second.setText(PASSWORD)
    form.go.click()
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), KeyPage), timeout=60_000)
    key = window.stack.currentWidget()
    assert isinstance(key, KeyPage)
    assert not key.go.isEnabled()
    assert "moi.hnab" in key.view.html()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is key
    key.view.done_box.setChecked(True)
    key.go.click()
    assert opened[0].path == tmp_path / "moi.hnab"
    assert opened[0].user == "Nguyễn Thị Lan"


def test_practice_data_is_made_once_and_then_opened(qtbot: QtBot) -> None:
    from hnabroad_desktop.store import opening

    made: list[Path] = []

    def make(target: Path, report: Callable[[int, int], None]) -> None:
        made.append(target)
        report(1, 2)
        file, _key = opening.new_file(
            target, person="Lan", password=None, practice=True, shipped=shipped_records()
        )
        file.close()

    window = StartWindow(make)
    qtbot.addWidget(window)
    opened: list[files.OpenFile] = []
    window.opened.connect(opened.append)
    window.open_practice()
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=60_000)
    files.close(opened[0])
    window.open_practice()
    qtbot.waitUntil(lambda: len(opened) == 2, timeout=20_000)
    files.close(opened[1])
    assert len(made) == 1
    window.background.close()
    made[0].unlink()


def test_every_box_of_the_new_file_takes_what_an_input_method_sends(window: StartWindow) -> None:
    window.begin_new()
    form = window.stack.currentWidget()
    assert isinstance(form, NewFilePage)
    for box in form.findChildren(QLineEdit):
        box.setFocus()
        box.selectAll()
        by_key_events("Đặng Thị Ước")
        assert box.text() == "Đặng Thị Ước"
