"""The class at work: counts, order, gaps, layouts, states, and refusals in the right words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import classes, drafting, issuing, papers, records
from hnabroad_desktop.base import dates
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.ui.class_area import ClassArea
from hnabroad_desktop.ui.class_screen import ClassScreen
from hnabroad_desktop.ui.controls import Tab
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.document_area import DocumentArea, DocumentRecordPane, NumberedPane
from hnabroad_desktop.ui.issue_dialog import IssueDialog
from hnabroad_desktop.ui.picker import Picker
from hnabroad_desktop.ui.printing import PrintDialog
from hnabroad_desktop.ui.replace_dialog import ReplaceDialog
from hnabroad_desktop.ui.shell import Shell
from tests.class_file import ClassFile
from tests.ui.paper_window import in_dialog, open_class, window_over
from tests.ui.unikey import by_key_events

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ISSUED = "Quyết định đã ban hành, không sửa được. Để thay người, đề nghị lập quyết định điều chỉnh, bổ sung."


@pytest.fixture
def window(qtbot: QtBot, made: ClassFile) -> Iterator[Shell]:
    with window_over(qtbot, made) as shell:
        yield shell


@pytest.fixture
def screen(window: Shell, made: ClassFile) -> ClassScreen:
    return open_class(window, made.class_id)


def listed(screen: ClassScreen) -> list[str]:
    return [e.place.name for e in screen.roster.view.people.entries if e.place and e.part == "listed"]


def text(screen: ClassScreen) -> str:
    assert screen.paper.paper is not None
    return screen.paper.paper.text


def issue(made: ClassFile, number: int = 12) -> None:
    papers.submit(made.file, made.decision_id)
    papers.sign(made.file, made.decision_id)
    issuing.issue(made.file, made.decision_id, number=number)


def test_a_person_is_moved_by_keys_and_by_dragging(qtbot: QtBot, screen: ClassScreen) -> None:
    view = screen.roster.view
    before = listed(screen)
    view.go_to_line(2)
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    assert listed(screen)[2:5] == [before[3], before[4], before[2]]
    entry = view.current()
    assert entry is not None
    assert entry.place is not None
    assert entry.place.name == before[2]
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    assert listed(screen) == before

    model = view.people
    data = model.mimeData([model.index(6, 1)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, 3, 0, QModelIndex())
    qtbot.waitUntil(lambda: listed(screen)[3] == before[6])
    data = model.mimeData([model.index(3, 1)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, 7, 0, QModelIndex())
    qtbot.waitUntil(lambda: listed(screen) == before)


def test_the_page_follows_every_change_and_undo(
    qtbot: QtBot, window: Shell, screen: ClassScreen, made: ClassFile
) -> None:
    view = screen.roster.view
    view.go_to_line(5)
    gone = listed(screen)[5]
    seen: list[str] = []

    def reason(dialog: QWidget) -> None:
        dialog.findChildren(QLineEdit)[0].setFocus()
        by_key_events("chuyển công tác")
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    in_dialog(Dialog, reason, seen)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert seen
    assert "Cử 22 (hai mươi hai) " in text(screen)
    assert gone not in text(screen)
    assert screen.roster.counts.text() == "22 người · 12 nữ · 22/23 chỉ tiêu · 3.960.000.000 đồng"
    assert screen.paper.changed
    window.undo()
    assert "Cử 23 (hai mươi ba) " in text(screen)
    assert gone in listed(screen)
    assert screen.paper.changed == ()


def test_somebody_is_added_from_the_picker_and_more_than_the_places_is_told(
    qtbot: QtBot, window: Shell, screen: ClassScreen, made: ClassFile
) -> None:
    seen: list[str] = []

    def pick(dialog: QWidget) -> None:
        assert isinstance(dialog, Picker)
        dialog.words.setText("duyen la")
        dialog.look()
        qtbot.waitUntil(lambda: dialog.found.count() == 1)
        qtbot.keyClick(dialog.words, Qt.Key.Key_Return)

    in_dialog(Picker, pick, seen)
    screen.roster.add_person()
    assert "Lã Thị Mỹ Duyên" in listed(screen)
    assert screen.roster.remark.text() == (
        "Đã đề nghị cử 24/23 chỉ tiêu. Vẫn lưu được; khi ban hành quyết định phải ghi văn bản cho phép "
        "vượt chỉ tiêu."
    )
    papers.submit(made.file, made.decision_id)
    papers.sign(made.file, made.decision_id)

    def allow(dialog: QWidget) -> None:
        assert isinstance(dialog, IssueDialog)
        assert dialog.over is not None
        qtbot.keyClicks(dialog.number, "7")
        qtbot.keyClick(dialog.number, Qt.Key.Key_Return)
        assert "24 người" in dialog.refusal.text()
        dialog.over.setText("Công văn số 88/UBND-NC")
        qtbot.keyClick(dialog.number, Qt.Key.Key_Return)

    screen.refresh()
    in_dialog(IssueDialog, allow, seen)
    screen.course.issue()
    assert made.decision["number"] == 7
    assert made.decision["over_quota_document"] == "Công văn số 88/UBND-NC"


def test_a_second_head_is_refused_in_words(screen: ClassScreen, made: ClassFile) -> None:
    row = classes.roster(made.file, made.class_id)[4].row_id
    with pytest.raises(Exception, match="Trưởng đoàn"):
        screen.roster._set_role(row, "head")
    screen.roster._set_role(row, "deputy")
    assert listed(screen)[2] == "Lê Thị Thu Hương"


def test_missing_fields_are_named_and_lead_to_their_field(
    qtbot: QtBot, screen: ClassScreen, made: ClassFile
) -> None:
    records.save(made.file, made.class_.with_values(estimate_number=None, estimate_date=None))
    records.save(made.file, made.decision.with_values(signer=None))
    screen.refresh()
    names = [gap.name for gap in screen.paper.gaps()]
    assert names == ["văn bản dự toán", "chức vụ người ký", "người ký"]
    QApplication.processEvents()
    pressed = {b.text(): b for b in screen.paper.gap_bar.findChildren(QPushButton) if not b.isHidden()}
    assert [name.strip("‹›") for name in pressed] == names
    pressed["‹văn bản dự toán›"].click()
    assert screen.info is not None
    assert screen.info.isVisible()
    assert screen.info.form.fields["estimate_number"].isAncestorOf(QApplication.focusWidget())
    screen.info.form.fields["estimate_number"].box.set_value("77/QĐ-UBND")
    screen.info.form._set_dirty(True)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "77/QĐ-UBND" in text(screen))
    next(b for b in screen.paper.gap_bar.findChildren(QPushButton) if b.text() == "‹người ký›").click()
    assert screen.document.isVisible()
    assert screen.document.form.fields["signer"].isAncestorOf(QApplication.focusWidget())
    with pytest.raises(Exception, match="<chức vụ người ký>, <người ký>"):
        screen.course.submit()


def test_the_party_layout_asks_for_its_own_words_and_keeps_them(
    qtbot: QtBot, window: Shell, screen: ClassScreen, made: ClassFile
) -> None:
    pressed(qtbot, screen.paper, "profile", "party")
    assert made.decision["profile"] == "party"
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text(screen)
    gaps = screen.paper.gaps()
    assert {gap.kind for gap in gaps} == {"words"}
    seen: list[str] = []

    def fill(dialog: QWidget) -> None:
        dialog.findChildren(QPlainTextEdit)[0].setPlainText("Phòng Đào tạo, bồi dưỡng cán bộ")
        next(b for b in dialog.findChildren(QPushButton) if b.isDefault()).click()

    in_dialog(Dialog, fill, seen)
    screen.fill_gap(drafting.gap("đơn vị tham mưu thuộc Ban"))
    assert "Xét đề nghị của Phòng Đào tạo, bồi dưỡng cán bộ" in text(screen)
    assert "đơn vị tham mưu thuộc Ban" not in [gap.name for gap in screen.paper.gaps()]
    window.undo()
    window.undo()
    assert made.decision["profile"] == "state"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text(screen)


def pressed(qtbot: QtBot, around: QWidget, name: str, value: object) -> None:
    """Press the tab that leads to a paper or a layout."""
    found = next(tab for tab in around.findChildren(Tab) if tab.property(name) == value)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_every_paper_of_the_class_is_shown(qtbot: QtBot, screen: ClassScreen) -> None:
    for what, columns, words in (
        ("annex", "A", "Phụ lục"),
        ("profile_list", "A", "Quê quán"),
        ("profile_list", "B", "Thời gian công tác còn lại"),
        ("decision", "A", "Điều 1."),
    ):
        pressed(qtbot, screen.paper, "paper", what + columns)
        assert words in text(screen)
        assert screen.paper.chosen == (what, columns)


def test_an_issued_class_shows_its_archive_copy_and_refuses(
    qtbot: QtBot, window: Shell, screen: ClassScreen, made: ClassFile
) -> None:
    issue(made)
    screen.refresh()
    before = text(screen)
    assert "Số: 12/QĐ-UBND" in before
    assert screen.paper.archive_bar.isVisible()
    screen.paper.check_archive()
    assert window.toast._words.text() == "Bản lưu đúng như lúc ban hành: mã kiểm tra khớp."
    for verb in ("replace", "withdraw", "add", "role", "up", "down", "order"):
        with pytest.raises(Exception, match=ISSUED[:40]):
            screen.roster.do(verb)
    assert not screen.course.submit_button.isVisible()
    assert not screen.course.issue_button.isVisible()
    assert screen.course._words.text().startswith("12/QĐ-UBND, ")
    assert text(screen) == before


def test_an_issued_decision_is_amended_from_the_same_screen(
    qtbot: QtBot, window: Shell, screen: ClassScreen, made: ClassFile
) -> None:
    issue(made)
    screen.refresh()
    assert not screen.course.submit_button.isVisible()
    screen.course.amend_button.click()
    assert not screen.course.amend_button.isVisible()
    assert screen.course._words.text() == "Điều chỉnh Quyết định 12/QĐ-UBND"
    assert screen.paper.gap_bar.isVisible()
    view = screen.roster.view
    view.go_to_line(5)
    gone = listed(screen)[5]
    seen: list[str] = []

    def reason(dialog: QWidget) -> None:
        dialog.findChildren(QLineEdit)[0].setText("chuyển công tác")
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    in_dialog(ReplaceDialog, reason, seen)
    qtbot.keyClick(view, Qt.Key.Key_F4)
    assert seen
    assert gone not in listed(screen)
    assert f"Đưa ra khỏi danh sách: ông (bà) {gone}, sinh " in text(screen)
    assert "lý do: chuyển công tác." in text(screen)
    assert "Bổ sung vào danh sách: ông (bà) Ngô Ý Nhi, sinh ngày 14 tháng 02 năm 1986" in text(screen)
    window.undo()
    assert gone in listed(screen)
    assert "Đưa ra khỏi danh sách: <người đưa ra>" in text(screen)
    screen.paper.choose("annex")
    assert screen.paper._words.text().startswith("Quyết định điều chỉnh, bổ sung không có danh sách")


def test_a_signed_paper_must_go_back_to_its_draft_first(screen: ClassScreen, made: ClassFile) -> None:
    papers.submit(made.file, made.decision_id)
    papers.sign(made.file, made.decision_id)
    with pytest.raises(Exception, match="Quyết định đã ký, chờ cấp số"):
        screen.roster.do("replace")
    papers.back_to_draft(made.file, made.decision_id, "thay người")
    row = classes.roster(made.file, made.class_id)[4].row_id
    classes.withdraw(made.file, made.class_id, row, "ốm")


def test_a_class_without_a_draft_is_shown_as_it_would_be(
    qtbot: QtBot, window: Shell, made: ClassFile
) -> None:
    records.delete(made.file, "decision", made.decision_id, "soạn lại")
    screen = open_class(window, made.class_id)
    assert "Cử 23 (hai mươi ba) " in text(screen)
    screen.use_profile("party")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text(screen)
    screen.use_profile("state")
    qtbot.keyClick(screen.roster.view, Qt.Key.Key_Return, CTRL)
    drawn = drafting.current(made.file, made.class_id)
    assert drawn is not None
    assert (drawn["state"], drawn["profile"]) == ("draft", "state")


def test_duties_and_states_of_the_class(
    qtbot: QtBot, screen: ClassScreen, made: ClassFile, window: Shell
) -> None:
    screen.show_page(1)
    screen._go_to_state("decided")
    assert made.class_["state"] == "decided"
    assert "Đã có quyết định cử" in screen.head.facts.toolTip()
    rows = [
        Row({**row.values, "date": "2026-11-02", "document": "38/KH-UBND"}, row.id)
        if row["duty"] == "plan"
        else row
        for row in made.class_.table("duties")
    ]
    records.save(made.file, made.class_.with_table("duties", rows))
    screen.refresh()
    assert screen.side.group.button(1).text() == "Trước khi đi (1/5)"
    for place in (0, 1):
        qtbot.mouseClick(screen.side.group.button(place), Qt.MouseButton.LeftButton)
        assert screen.side.place == place
    screen.go_to_field("duties")
    assert screen.info is not None
    assert screen.info.isVisible()
    assert screen.info.form.fields["duties"].isAncestorOf(QApplication.focusWidget())


def test_the_last_days_before_departure_are_told_and_late_ones_are_red(
    screen: ClassScreen, made: ClassFile
) -> None:
    def told(role: str) -> set[str]:
        return {each.text() for each in screen.duties.findChildren(QLabel) if each.property("role") == role}

    leaves = made.file.today() + dt.timedelta(40)
    back = leaves + dt.timedelta(10)
    moved = made.class_.with_values(departure_date=leaves.isoformat(), return_date=back.isoformat(), days=11)
    records.save(made.file, moved)
    screen.refresh()
    policy, briefing = (dates.show((leaves - dt.timedelta(days)).isoformat()) for days in (75, 5))
    assert {policy, "quá hạn"} <= told("late")
    assert briefing in told("hint")
    records.save(made.file, made.class_.with_values(departure_date=None, return_date=None))
    screen.refresh()
    assert briefing not in told("hint")


def test_esc_goes_back_step_by_step_to_the_same_row(
    qtbot: QtBot, window: Shell, screen: ClassScreen, made: ClassFile
) -> None:
    screen.page_alone()
    assert screen.side.isHidden()
    for _press in range(2):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)
    area = window.current_screen()
    assert isinstance(area, ClassArea)
    assert not area.at_work
    qtbot.waitUntil(lambda: area.current.list.current_id() == made.class_id)
    area.current.add()
    assert area.current.pane.form.isVisible()
    area.current.pane.form.leave()
    window.open_record("class", made.class_id)
    assert area.at_work


def test_a_document_is_shown_as_pages_with_its_form_one_press_away(
    qtbot: QtBot, window: Shell, made: ClassFile
) -> None:
    issue(made)
    window.open_record("decision", made.decision_id)
    area = window.current_screen()
    assert isinstance(area, DocumentArea)
    pane = area.current.pane
    assert isinstance(pane, DocumentRecordPane)
    assert area.paper is not None
    assert area.paper.pages.count == 4
    assert area.paper.archive_bar.isVisible()
    pane.switch()
    assert pane.form.isVisible()
    assert area.paper is None
    pane.switch()
    assert area.paper is not None
    area.show_kind("register")
    assert area.paper is None


def test_a_number_is_voided_from_its_document(window: Shell, made: ClassFile) -> None:
    issue(made)
    window.open_record("decision", made.decision_id)
    area = window.current_screen()
    assert isinstance(area, DocumentArea)
    pane = area.current.pane
    assert isinstance(pane, DocumentRecordPane)
    assert pane.void_button.isVisible()
    seen: list[str] = []

    def give_reason(dialog: QWidget) -> None:
        assert isinstance(dialog, Dialog)
        (verb,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "&Hủy số")
        assert not verb.isEnabled()
        dialog.findChildren(QLineEdit)[0].setText("Ghi nhầm sổ")
        verb.click()

    in_dialog(Dialog, give_reason, seen)
    window.verbs.actions["void"].trigger()
    assert seen
    (entry,) = made.file.find("document_number", number=12)
    assert (entry["state"], entry["void_reason"]) == ("void", "Ghi nhầm sổ")
    assert made.file.get("decision", made.decision_id)["state"] == "annulled"  # type: ignore[index]
    assert not pane.void_button.isVisible()
    assert "Hủy số" not in window.verbs.actions["undo"].text()
    pane.void()
    assert window.toast._words.text() == "Văn bản đang xem không có số còn hiệu lực để hủy."


def test_a_number_is_voided_from_its_line_in_the_book(window: Shell, made: ClassFile) -> None:
    issue(made)
    (entry,) = made.file.find("document_number", number=12)
    window.open_record("document_number", entry.id)
    area = window.current_screen()
    assert isinstance(area, DocumentArea)
    pane = area.current.pane
    assert isinstance(pane, NumberedPane)
    seen: list[str] = []

    def think_better(dialog: QWidget) -> None:
        assert isinstance(dialog, Dialog)
        dialog.reject()

    in_dialog(Dialog, think_better, seen)
    pane.void_button.click()
    assert made.file.get("document_number", entry.id)["state"] == "taken"  # type: ignore[index]

    def give_reason(dialog: QWidget) -> None:
        assert isinstance(dialog, Dialog)
        dialog.findChildren(QLineEdit)[0].setText("Văn thư cấp nhầm")
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "&Hủy số").click()

    in_dialog(Dialog, give_reason, seen)
    pane.void_button.click()
    assert len(seen) == 2
    assert made.file.get("document_number", entry.id)["state"] == "void"  # type: ignore[index]
    assert not pane.void_button.isVisible()


def dialogs(window: Shell, made: ClassFile) -> dict[str, Callable[[], Dialog]]:
    places = classes.roster(made.file, made.class_id)
    waiting = classes.reserve_list(made.file, made.class_id)
    return {
        "replace": lambda: ReplaceDialog(window, places[3], waiting * 3, lambda: None),
        "print": lambda: PrintDialog(window, "Quyết định, LOP-2026-07", 24, 3, (2, 3, 5, 7, 11)),
        "issue": lambda: IssueDialog(window, made.file, made.decision),
    }


@pytest.mark.parametrize("size", [(1366, 728), (1093, 582)])
@pytest.mark.parametrize("name", ["replace", "print", "issue"])
def test_every_dialog_fits_with_its_buttons(
    qtbot: QtBot, window: Shell, made: ClassFile, name: str, size: tuple[int, int]
) -> None:
    dialog = dialogs(window, made)[name]()
    qtbot.addWidget(dialog)
    dialog.fit()
    dialog.show()
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    for button in dialog.findChildren(QPushButton):
        corner = button.mapTo(dialog, button.rect().bottomRight())
        assert dialog.rect().contains(corner), button.text()


@pytest.mark.parametrize("size", [(1366, 728), (1093, 582)])
def test_the_page_can_be_read_and_every_verb_is_in_sight(
    qtbot: QtBot, made: ClassFile, size: tuple[int, int]
) -> None:
    with window_over(qtbot, made, size) as window:
        screen = open_class(window, made.class_id)
        QApplication.processEvents()
        for made_button in (
            screen.paper.tools.print_button,
            screen.paper.tools.pdf_button,
            screen.paper.tools.word_button,
            screen.course.submit_button,
            screen.course.issue_button,
            screen.roster.replace_button,
            screen.head.back_button,
        ):
            assert made_button.isVisible()
            corner = made_button.mapTo(window, made_button.rect().bottomRight())
            assert window.rect().contains(corner), made_button.text()
            assert made_button.width() >= made_button.sizeHint().width() - 1, made_button.text()
        # The body text of 14 points is at least as large as the hints of the window.
        assert 14 * screen.paper.view.percent() / 100 >= 8.5
