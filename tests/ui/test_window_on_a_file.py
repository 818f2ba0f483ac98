"""The window over a real data file: type, save, find, undo, delete, restore, look at the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import records
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.menus import EDIT
from hnabroad_desktop.ui.shell import Shell
from tests.ui.own_window import column, new_file, window_on
from tests.ui.unikey import by_key_events

NAMES = ("Nguyễn Văn An", "Trần Thị Ước", "Đặng Minh Ánh")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    with new_file(tmp_path / "thu.hnab", NAMES) as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot, file: DataFile) -> Iterator[Shell]:
    with window_on(qtbot, file, own=False) as shell:
        yield shell


def test_names_stand_in_vietnamese_order(people: KindScreen) -> None:
    assert column(people) == ["Nguyễn Văn An", "Đặng Minh Ánh", "Trần Thị Ước"]


def test_a_new_cadre_is_typed_saved_and_undone(
    qtbot: QtBot, window: Shell, people: KindScreen, file: DataFile
) -> None:
    people.add()
    form = people.pane.form
    form.fields["unit"].box.set_value(file.unit_id)
    form.go_to_field("full_name")
    by_key_events("Hoàng Thị Đào")
    assert form.save(), [made.problem for made in form.fields.values() if made.problem]
    qtbot.waitUntil(lambda: people.list.model.rowCount() == 4)
    assert "Hoàng Thị Đào" in column(people)
    qtbot.waitUntil(lambda: people.list.current_id() == form.record_id)
    window.undo()
    qtbot.waitUntil(lambda: people.list.model.rowCount() == 3)
    window.redo()
    qtbot.waitUntil(lambda: people.list.model.rowCount() == 4)


def test_the_filter_row_says_how_much_is_shown(qtbot: QtBot, people: KindScreen) -> None:
    people.list.header.box("full_name").setFocus()
    by_key_events("uoc")
    qtbot.waitUntil(lambda: people.list.model.rowCount() == 1)
    assert people.list.foot.said.text() == "Hiển thị 1/3"
    assert people.list.foot.conditions.text() == "· đang lọc 1 điều kiện"
    people.list.clear()
    qtbot.waitUntil(lambda: people.list.model.rowCount() == 3)


def test_a_record_is_deleted_with_a_reason_and_restored(
    qtbot: QtBot, people: KindScreen, file: DataFile
) -> None:
    record_id = file.find("cadre", full_name=NAMES[0])[0].id
    people.open(record_id)

    def give_reason() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        dialog.findChildren(QLineEdit)[0].setText("Trùng hồ sơ")
        dialog.findChildren(QPushButton)[0].click()

    QTimer.singleShot(0, give_reason)
    people.pane.delete()
    qtbot.waitUntil(lambda: people.list.model.rowCount() == 2)
    people.bin_button.setChecked(True)
    qtbot.waitUntil(lambda: column(people) == [NAMES[0]])
    people.open(record_id)
    people.pane._restore_record()
    qtbot.waitUntil(lambda: people.list.model.rowCount() == 0)
    assert not file.find("cadre", full_name=NAMES[0])[0].deleted


def test_the_menu_names_what_undoing_would_do(qtbot: QtBot, people: KindScreen, file: DataFile) -> None:
    window = people.window()
    assert isinstance(window, Shell)
    undo, redo = window.verbs.actions["undo"], window.verbs.actions["redo"]
    menu = window.verbs.menus[EDIT]
    records.delete(file, "cadre", file.find("cadre", full_name=NAMES[0])[0].id, "nhập trùng")
    menu.aboutToShow.emit()
    assert undo.text() == f"&Hoàn tác: xóa {NAMES[0]}"
    undo.trigger()
    menu.aboutToHide.emit()
    assert undo.text() == "&Hoàn tác thay đổi gần nhất"
    menu.aboutToShow.emit()
    assert redo.text() == f"&Làm lại: xóa {NAMES[0]}"
    menu.aboutToHide.emit()


def test_an_earlier_value_is_taken_back_from_the_history(
    qtbot: QtBot, people: KindScreen, file: DataFile
) -> None:
    record_id = file.find("cadre", full_name=NAMES[0])[0].id
    people.open(record_id)
    people.pane.form.go_to_field("home_place")
    by_key_events("Xã Phúc Thọ")
    assert people.pane.form.save()
    people.pane.show_history()
    panel = people.pane.history
    assert panel.table.item(0, 1).text() == "Quê quán"
    panel._restore()
    stored = file.get("cadre", record_id)
    assert stored is not None
    assert stored["home_place"] is None


class Windows(QObject):
    """Remembers every window that is shown, however shortly."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.property('text')}")
        return False


def test_making_screens_and_forms_never_shows_another_window(
    qapp: QApplication, qtbot: QtBot, window: Shell
) -> None:
    watch = Windows()
    qapp.installEventFilter(watch)
    try:
        for code in window.screens.areas:
            window.go_to_area(code)
            screen = window.kind_screen()
            if screen is not None:
                screen.add()
    finally:
        qapp.removeEventFilter(watch)
    assert watch.shown == []
    assert window.isActiveWindow()


def test_every_area_and_every_form_can_be_opened(qtbot: QtBot, window: Shell) -> None:
    for code in window.screens.areas:
        assert window.go_to_area(code)
        area = window.current_screen()
        for record_type in getattr(area, "_types", ()):
            screen = area.show_kind(record_type.code)  # type: ignore[union-attr]
            screen.add()
            assert screen.pane.form.isVisible()
            qtbot.keyClick(screen.pane.form, Qt.Key.Key_Escape)


def test_the_search_over_everything_opens_a_record(qtbot: QtBot, window: Shell, people: KindScreen) -> None:
    window.top.search.setFocus()
    by_key_events("uoc thi")
    qtbot.waitUntil(lambda: window.top.search._found.visible)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert people.pane.form.title == "Trần Thị Ước"


def test_the_window_is_usable_when_narrow(qtbot: QtBot, window: Shell, people: KindScreen) -> None:
    window.resize(1093, 582)
    people.open(people.list.model.line(0).id)  # type: ignore[union-attr]
    assert people.pane.isVisible()
    assert not people.list.isVisible()
    people.pane.form.leave()
    assert people.list.isVisible()
    assert people.list.current_id() == people.list.model.line(0).id  # type: ignore[union-attr]
