"""The window of an open file: backups by themselves, restoring, checking, people, and an orderly end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import backups, files, records
from hnabroad_desktop.app import Program
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.ui.dialog import SMALLEST, Dialog
from hnabroad_desktop.ui.file_screens.about import ReadingDialog, licences
from hnabroad_desktop.ui.file_screens.backing_up import BackupsDialog, LossDialog
from hnabroad_desktop.ui.file_screens.checking import CheckDialog
from hnabroad_desktop.ui.file_screens.matching import MatchDialog
from hnabroad_desktop.ui.file_screens.people import PasswordDialog, PeopleDialog
from hnabroad_desktop.ui.file_screens.restoring import RestoreDialog
from hnabroad_desktop.ui.file_screens.uses import UsesDialog, show_uses
from hnabroad_desktop.ui.file_window import FileWindow
from hnabroad_desktop.ui.input import Input
from hnabroad_desktop.ui.start_window import StartWindow

PASSWORD = "mat khau dai"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made, _key = files.new(tmp_path / "thu.hnab", "SNV", "Lan", PASSWORD, cost=Cost(1, 32, 1))
    for name in ("Nguyễn Văn An", "Trần Thị Ước"):
        records.save(made, CADRE.new(full_name=name, sex="female", unit=made.unit_id, religion="~Không rõ"))
    files.close(made)
    return tmp_path / "thu.hnab"


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, path: Path) -> Iterator[Program]:
    made = Program(qapp)
    yield made
    if made.window is not None:
        made.window.close()


@pytest.fixture
def window(qtbot: QtBot, program: Program, path: Path) -> FileWindow:
    shown = program.open(files.open_file(path, password=PASSWORD))
    shown.behind_first_paint = ()
    with qtbot.waitExposed(shown):
        shown.show()
    qtbot.waitUntil(lambda: backups.last_time(path) is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not shown.background.busy, timeout=20_000)
    return shown


def press(place: int) -> None:
    """Press a button of the dialog that comes up."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        dialog.findChildren(QPushButton)[place].click()

    QTimer.singleShot(0, act)


def test_opening_makes_a_checked_backup_and_says_so(window: FileWindow, path: Path) -> None:
    made = backups.listed(path)
    assert [b.manifest.reason for b in made] == ["automatic"]
    assert made[0].manifest.counts["cadre"] == 2
    assert window.status._backup.text().startswith("Sao lưu gần nhất ")
    assert window.status._backup.text().endswith(", đã kiểm tra")


def test_a_failed_write_is_red_and_holds_the_window(qtbot: QtBot, window: FileWindow) -> None:
    window.failed_to_save("Chưa lưu được: ổ D: đã đầy.")
    assert window.status._saved.text() == "Chưa lưu được"
    press(0)
    assert not window.close()
    window.done()
    assert window.close()


def test_going_back_to_a_backup_shows_first_what_would_be_lost(
    qtbot: QtBot, program: Program, window: FileWindow, path: Path
) -> None:
    records.save(
        window.desk.file, CADRE.new(full_name="Ngô Ý Nhi", sex="female", unit=window.desk.file.unit_id)
    )  # type: ignore[attr-defined]
    backup = backups.listed(path)[0].path
    lost = backups.losses(window.desk.file, backup)  # type: ignore[attr-defined]
    assert any("Ngô Ý Nhi" in step for step in lost.steps)
    window.restore_from = backup
    window.close()
    start = program.window
    assert isinstance(start, StartWindow)
    qtbot.waitUntil(lambda: start.problem.isVisible(), timeout=20_000)
    assert start.problem.words.startswith("Đã khôi phục từ bản sao lưu.")
    file = files.open_file(path, password=PASSWORD)
    assert file.count_of("cadre") == 2
    files.close(file)


def test_another_file_is_opened_from_the_start_window(
    program: Program, window: FileWindow, path: Path
) -> None:
    window.open_another()
    assert isinstance(program.window, StartWindow)
    files.close(files.open_file(path, password=PASSWORD))


def test_the_backups_dialog_backs_up_now_and_into_the_second_folder(
    qtbot: QtBot, window: FileWindow, tmp_path: Path
) -> None:
    from hnabroad_desktop.ui import settings

    second = tmp_path / "o-khac"
    settings.write_second_folder(window.desk.file.path, second)  # type: ignore[attr-defined]
    dialog = BackupsDialog(window, window.desk.file, window.background, lambda: None)  # type: ignore[attr-defined]
    qtbot.addWidget(dialog)
    dialog.back_up()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2, timeout=20_000)
    assert len(list(second.glob("*.hnabak"))) == 1


def test_the_check_finds_a_sound_file_and_can_be_printed(qtbot: QtBot, window: FileWindow) -> None:
    dialog = CheckDialog(window, window.desk.file, window.background)  # type: ignore[attr-defined]
    qtbot.addWidget(dialog)
    dialog.check()
    qtbot.waitUntil(lambda: not dialog.work.busy, timeout=30_000)
    assert dialog.sentence().startswith("Dữ liệu toàn vẹn")
    assert dialog.found == []
    dialog.rebuild()
    qtbot.waitUntil(lambda: not dialog.work.busy, timeout=30_000)
    dialog.found = [files.Finding("chain", "#127", "hash")]
    assert "#127" in dialog.html()


def test_people_are_added_and_removed(qtbot: QtBot, window: FileWindow) -> None:
    file = window.desk.file  # type: ignore[attr-defined]
    dialog = PeopleDialog(window, file, window.background)
    qtbot.addWidget(dialog)
    dialog._do("Đang thêm", lambda: file.vault.add_person("Bình", "mat khau khac", Cost(1, 32, 1)))
    qtbot.waitUntil(lambda: dialog.people.count() == 2, timeout=20_000)
    dialog.people.setCurrentRow([*file.vault.people].index("Bình"))
    press(0)
    dialog.remove_person()
    qtbot.waitUntil(lambda: dialog.people.count() == 1, timeout=20_000)


def test_two_passwords_that_differ_are_refused_in_place(qtbot: QtBot) -> None:
    dialog = PasswordDialog(None, "Thêm người dùng", "&Thêm", name=True, present=False)
    qtbot.addWidget(dialog)
    dialog.name.setText("Bình")
    dialog.first.setText("mot")
    dialog.second.setText("hai")
    dialog.go.click()
    assert "khác nhau" in dialog.problem.words


def test_a_free_text_is_matched_once_for_all(qtbot: QtBot, window: FileWindow) -> None:
    file = window.desk.file  # type: ignore[attr-defined]
    dialog = MatchDialog(window, file)
    qtbot.addWidget(dialog)
    assert dialog.table.rowCount() == 1
    assert dialog.table.item(0, 1).text() == "Không rõ"
    code = next(hit.value for hit in dialog.pick._all)
    dialog.pick.set_value(code)
    dialog.match()
    assert dialog.matched == 2
    assert dialog.table.rowCount() == 0
    assert all(cadre["religion"] == code for cadre in file.find("cadre"))


def test_where_a_value_is_used_is_shown_and_another_takes_its_place(qtbot: QtBot, window: FileWindow) -> None:
    file = window._file
    place = {"catalogue": "education"}
    for code, name in (("cu_nhan_cu", "Cử nhân (ghi cũ)"), ("cu_nhan_moi", "Cử nhân (ghi mới)")):
        records.save(file, Record("catalogue_value", {**place, "code": code, "name_vi": name}))
    for cadre in file.find("cadre"):
        records.save(file, cadre.with_values(education="cu_nhan_cu"))
    (old,) = file.find("catalogue_value", code="cu_nhan_cu")
    dialog = UsesDialog(window, window, file, old)
    qtbot.addWidget(dialog)
    assert [dialog.table.item(row, 1).text() for row in range(2)] == ["Nguyễn Văn An", "Trần Thị Ước"]  # type: ignore[union-attr]
    dialog.input.set_value("cu_nhan_cu")
    dialog.input.changed.emit()
    assert not dialog.go.isEnabled()
    dialog.input.set_value("cu_nhan_moi")
    dialog.input.changed.emit()
    assert dialog.said.text() == "“Cử nhân (ghi cũ)” chuyển thành “Cử nhân (ghi mới)” ở 2 chỗ."
    QTimer.singleShot(0, lambda: answer_with(UsesDialog, "cu_nhan_moi"))
    assert show_uses(window, window, file, old)
    assert {cadre["education"] for cadre in file.find("cadre")} == {"cu_nhan_moi"}
    window.undo()
    assert {cadre["education"] for cadre in file.find("cadre")} == {"cu_nhan_cu"}
    cadre = file.find("cadre")[0]
    shown = UsesDialog(window, window, file, cadre)
    qtbot.addWidget(shown)
    assert shown.findChildren(Input) == []


def answer_with(kind: type[UsesDialog], code: str) -> None:
    """Choose a value in the dialog that comes up and replace by it."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    dialog.input.set_value(code)
    dialog.input.changed.emit()
    dialog.go.click()


def test_the_texts_of_the_program_are_there_to_read() -> None:
    assert "Apache License" in licences()


def test_every_dialog_fits_the_smallest_screen_with_its_buttons(
    qtbot: QtBot, window: FileWindow, path: Path
) -> None:
    import datetime as dt

    file = window.desk.file  # type: ignore[attr-defined]
    loss = backups.Loss(31, tuple(f"{n:02}:00 24/11/2026 · Sửa" for n in range(24)), dt.datetime.now(), {})
    dialogs: list[Dialog] = [
        BackupsDialog(window, file, window.background, lambda: None),
        LossDialog(window, loss),
        CheckDialog(window, file, window.background),
        PeopleDialog(window, file, window.background),
        PasswordDialog(window, "Đổi mật khẩu", "&Đổi", name=False, present=True),
        MatchDialog(window, file),
        RestoreDialog(window, path),
        UsesDialog(window, window, file, file.find("catalogue_value", catalogue="education")[0]),
        ReadingDialog(window, "Giấy phép"),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.fit()
        dialog.show()
        assert dialog.width() <= SMALLEST[0]
        assert dialog.height() <= SMALLEST[1]
        for made in dialog.findChildren(QPushButton):
            if made.isVisible() and not _scrolls(made):
                corner = made.mapTo(dialog, made.rect().bottomRight())
                assert dialog.rect().contains(corner), (type(dialog).__name__, made.text())
        dialog.close()


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if parent.objectName() == "scrolled":
            return True
        parent = parent.parentWidget()
    return False
