"""The late change of features.md US-6 in the real window, by keys alone: replace, reprint, sign, issue."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import classes, previews, records
from hnabroad_desktop.base.vietnamese import number_words
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.ui.class_area import ClassArea
from hnabroad_desktop.ui.class_screen import ClassScreen
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.issue_dialog import IssueDialog
from hnabroad_desktop.ui.printing import PrintDialog
from hnabroad_desktop.ui.replace_dialog import ReplaceDialog
from hnabroad_desktop.ui.shell import Shell
from tests.class_file import EACH, ClassFile
from tests.ui.paper_window import in_dialog, window_over
from tests.ui.unikey import by_key_events

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, made: ClassFile) -> Iterator[Shell]:
    with window_over(qtbot, made) as shell:
        yield shell


def focused() -> QWidget:
    """Return where keys go; without a window manager no window is active again after a dialog."""
    if QApplication.activeModalWidget() is None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, Shell) and window.isVisible():
                window.activateWindow()
                QApplication.processEvents()
    found = QApplication.focusWidget()
    assert found is not None
    return found


def print_to(qtbot: QtBot, path: Path, seen: list[str]) -> Callable[[QWidget], None]:
    """Answer the print dialog with Enter, and the dialog for the file with a name typed."""

    def name(dialog: QWidget) -> None:
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(line, QLineEdit)
        # Letter by letter Qt would open its list of file names over the dialog.
        line.setText(str(path))
        qtbot.keyClick(line, Qt.Key.Key_Return)

    def press(dialog: QWidget) -> None:
        in_dialog(QFileDialog, name, seen)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    return press


def open_class(qtbot: QtBot, window: Shell) -> ClassScreen:
    window.go_to_area("classes")
    area = window.current_screen()
    assert isinstance(area, ClassArea)
    qtbot.waitUntil(lambda: area.current.list.model.rowCount() == 1)
    qtbot.keyClick(window, Qt.Key.Key_F6)
    qtbot.keyClick(focused(), Qt.Key.Key_Home)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    screen = area.class_screen
    assert screen is not None
    assert screen.isVisible()
    assert screen.roster.view.hasFocus()
    return screen


def go_to(qtbot: QtBot, screen: ClassScreen, name: str) -> None:
    view = screen.roster.view
    for _step in range(60):
        entry = view.current()
        if entry is not None and entry.place is not None and entry.place.name == name:
            return
        qtbot.keyClick(view, Qt.Key.Key_Down)
    raise AssertionError(name)


def agrees(made: ClassFile, screen: ClassScreen, people: int) -> None:
    """The text, the rows on the screen, the annexed list and the money say the same number."""
    assert screen.paper.paper is not None
    text = screen.paper.paper.text
    assert f"Cử {people:02d} ({number_words(people)}) " in text
    assert f"Danh sách gồm {people:02d} người./." in text
    rows = [line for line in text.splitlines() if line.split(" | ")[0].isdigit()]
    assert len(rows) == people
    assert screen.roster.view.people.listed_count() == people
    counted = classes.counts(made.file, made.class_id)
    women = sum(p.sex == "female" for p in classes.roster(made.file, made.class_id))
    assert (counted.people, counted.women, counted.money) == (people, women, people * EACH)
    assert screen.roster.counts.text().startswith(f"{people} người · {women} nữ · ")


def test_a_person_is_replaced_and_the_decision_issued_by_keys_alone(
    qtbot: QtBot, made: ClassFile, window: Shell, tmp_path: Path
) -> None:
    book_holds_127(made)
    screen = open_class(qtbot, window)
    seen: list[str] = []
    agrees(made, screen, 23)

    qtbot.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert made.decision["state"] == "submitted"
    first = tmp_path / "trinh-ky.pdf"
    qtbot.keyClick(focused(), Qt.Key.Key_F7)
    in_dialog(PrintDialog, print_to(qtbot, first, seen), seen)
    qtbot.keyClick(focused(), Qt.Key.Key_P, CTRL)
    assert screen.paper.changed == ()
    count = screen.paper.pages.count

    qtbot.keyClick(focused(), Qt.Key.Key_F7)
    go_to(qtbot, screen, "Hoàng Thị Yến")

    def replace(dialog: QWidget) -> None:
        assert isinstance(dialog, ReplaceDialog)
        assert dialog.group.checkedButton().text().startswith("Dự phòng số 1: Ngô Ý Nhi")
        assert not dialog.go.isEnabled()
        by_key_events("ốm")
        qtbot.keyClick(focused(), Qt.Key.Key_Return)

    in_dialog(ReplaceDialog, replace, seen)
    qtbot.keyClick(focused(), Qt.Key.Key_F4)
    agrees(made, screen, 23)
    text = screen.paper.paper.text if screen.paper.paper else ""
    assert "Ngô Ý Nhi" in text
    assert "Hoàng Thị Yến" not in text
    gone = classes.gone(made.file, made.class_id)
    assert [(p.name, p.status, p.note) for p in gone] == [("Hoàng Thị Yến", "replaced", "ốm")]
    entry = screen.roster.view.current()
    assert entry is not None
    assert entry.place is not None
    assert entry.place.name == "Ngô Ý Nhi"

    changed = screen.paper.changed
    assert changed
    assert len(changed) < count
    qtbot.keyClick(focused(), Qt.Key.Key_F7)
    qtbot.keyClick(focused(), Qt.Key.Key_D, CTRL)
    shown = [screen.paper.differences.lines.item(i).text() for i in range(2)]
    assert len(shown) == screen.paper.differences.lines.count() == 2
    assert "Ngô Ý Nhi" in shown[0]
    assert "Hoàng Thị Yến" in shown[1]
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)

    second = tmp_path / "in-lai.pdf"
    in_dialog(PrintDialog, print_to(qtbot, second, seen), seen)
    qtbot.keyClick(focused(), Qt.Key.Key_P, CTRL | SHIFT)
    with pdfplumber.open(first) as whole, pdfplumber.open(second) as again:
        assert len(whole.pages) == count
        assert len(again.pages) == len(changed)
    assert screen.paper.changed == ()

    qtbot.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert made.decision["state"] == "signed"
    qtbot.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert made.decision["state"] == "signed"
    assert screen.course.issue_button.hasFocus()

    def issue(dialog: QWidget) -> None:
        assert isinstance(dialog, IssueDialog)
        qtbot.keyClicks(dialog.number, "127")
        qtbot.keyClick(dialog.number, Qt.Key.Key_Return)
        assert dialog.refusal.text() == (
            "Số 127/QĐ-UBND đã cấp ngày 02/11/2026 cho văn bản “về việc khen thưởng”. Đề nghị chọn số khác."
        )
        assert dialog.isVisible()
        qtbot.keyClicks(dialog.number, "128")
        assert dialog.shown.text().startswith("Quyết định số 128/QĐ-UBND, ngày ")
        qtbot.keyClick(dialog.number, Qt.Key.Key_Return)

    in_dialog(IssueDialog, issue, seen)
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    decision = made.decision
    assert (decision["state"], decision["number"]) == ("issued", 128)
    kept = previews.printout(made.file, decision)
    assert hashlib.sha256(kept.pdf).hexdigest() == decision["archive_hash"]
    with pdfplumber.open(io.BytesIO(kept.pdf)) as pages:
        assert "128/QĐ-UBND" in (pages.pages[0].extract_text() or "")
    agrees(made, screen, 23)
    assert "Bản lưu" in screen.paper.archive_bar.words.text()
    assert seen == [
        "PrintDialog",
        "QFileDialog",
        "ReplaceDialog",
        "PrintDialog",
        "QFileDialog",
        "IssueDialog",
    ]

    qtbot.keyClick(screen.roster.view, Qt.Key.Key_Home)
    with qtbot.captureExceptions() as raised:
        qtbot.keyClick(screen.roster.view, Qt.Key.Key_F4)
    assert [str(error) for _kind, error, _trace in raised] == [
        "Quyết định đã ban hành, không sửa được. Để thay người, đề nghị lập quyết định điều chỉnh, bổ sung."
    ]
    assert not isinstance(QApplication.activeModalWidget(), Dialog)


def book_holds_127(made: ClassFile) -> None:
    """Another paper of the body took 127 before."""
    register = made.file.find("register", symbol="QĐ-UBND")[0]
    values = {"register": register.id, "period": str(dt.date.today().year), "number": 127}
    summary = "về việc khen thưởng"
    entry = KINDS["document_number"].new(**values, symbol="/QĐ-UBND", date="2026-11-02", summary=summary)
    records.save(made.file, entry)
