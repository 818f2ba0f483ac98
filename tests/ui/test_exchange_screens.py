"""Sending and receiving at the desk: several units, a virus on the stick, proposals, small screens."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import files, home
from hnabroad_desktop.actions.exchange import parcels, receiving, sitting
from hnabroad_desktop.actions.exchange.questions import Question
from hnabroad_desktop.base import i18n
from hnabroad_desktop.base.errors import Cancelled
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.books import note_peer
from hnabroad_desktop.ui.dialog import SMALLEST
from hnabroad_desktop.ui.exchange.area import PAGES, ExchangeArea
from hnabroad_desktop.ui.exchange.plan_view import PlanView
from hnabroad_desktop.ui.exchange.receive_page import ReceivePage
from hnabroad_desktop.ui.exchange.result_dialog import ResultDialog
from hnabroad_desktop.ui.exchange.send_page import SendPage
from hnabroad_desktop.ui.exchange.waiting_page import WaitingPage
from hnabroad_desktop.ui.paper_dialog import PaperDialog
from tests.exchange.offices import CITY, OTHER, WARD, office, stick
from tests.ui.exchange_desks import Office, acquaint, cells, meanwhile, person, press
from tests.ui.unikey import by_commits, by_key_events


@pytest.fixture
def three(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Office, Office, Office]]:
    """The city and two wards that know each other."""
    opened = [office(tmp_path / code, code) for code in (CITY, WARD, OTHER)]
    acquaint(tmp_path, *opened)
    (tmp_path / "usb").mkdir()
    city, ward, other = (Office(qtbot, file, tmp_path / "usb") for file in opened)
    yield city, ward, other
    for each in (city, ward, other):
        each.window.background.close()
        files.close(each.file)


def to_city(sender: Office) -> Path:
    """Pack for the city without the window."""
    written, _content = parcels.pack(sender.file, sender.stick, [city_id(sender)])
    return written.path


def city_id(at: Office) -> str:
    return next(u.id for u in at.file.find("unit", code=CITY))


def on_the_stick(qtbot: QtBot, at: Office) -> ReceivePage:
    """Put the stick in: its packages are found and looked at."""
    page = at.page("receive")
    assert isinstance(page, ReceivePage)
    at.idle(page)
    page.add(sitting.find([at.stick], page.entries))
    qtbot.waitUntil(lambda: all(entry.state != "new" for entry in page.entries), timeout=20_000)
    at.idle(page)
    return page


def states(page: ReceivePage) -> dict[str, str]:
    return {entry.path.name: entry.state for entry in page.entries}


def disagree(city: Office, ward: Office) -> str:
    """Let both change one telephone number since they last exchanged; return the person."""
    one = person(ward, "Nguyễn Văn An")
    for sender, receiver in ((ward, city), (city, ward)):
        entry = sitting.Entry(parcels.pack(sender.file, sender.stick, [receiver.file.unit_id])[0].path)
        sitting.look(receiver.file, entry)
        sitting.take(receiver.file, entry)
        entry.path.unlink()
    ward.change("cadre", one, phone="024 111")
    city.change("cadre", one, phone="024 222")
    return one


def questions(page: ReceivePage) -> tuple[PlanView, list[Question]]:
    """Open the package that asks and return its questions."""
    row = next(n for n, entry in enumerate(page.entries) if entry.state == "asks")
    page.table.setCurrentCell(row, 0)
    page.open_marked()
    return page.plan_view, list(page.plan_view.panel.questions)


def test_each_unit_gets_a_package_of_its_own(qtbot: QtBot, three: tuple[Office, Office, Office]) -> None:
    city, ward, other = three
    page = city.page("send")
    assert isinstance(page, SendPage)
    page.place.choose(city.stick)
    assert not page.pack_button.isEnabled()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert "2 gói" in page.pack_button.text()
    for box in page.scopes.values():
        box.setChecked(False)
    assert not page.pack_button.isEnabled()
    page.scopes["catalogues"].setChecked(True)
    city.window.primary()
    qtbot.waitUntil(lambda: page.currentWidget() is page.result, timeout=20_000)
    assert [sent.unit for sent in page.sent] == page.table.chosen()
    assert {sent.unit for sent in page.sent} == {ward.file.unit_id, other.file.unit_id}
    assert [row[2] for row in cells(page.result.table)] == [sent.written.code for sent in page.sent]
    page.result.table.setCurrentCell(1, 0)
    assert page.result.code.text() == page.sent[1].written.code
    page.result.again_button.click()
    assert page.currentWidget() is not page.result


def test_what_is_stopped_half_way_leaves_nothing(qtbot: QtBot, three: tuple[Office, Office, Office]) -> None:
    _city, ward, _other = three
    for n in range(30):
        person(ward, f"Nguyễn Văn {chr(65 + n % 26)}{n}", birth_date=f"19{60 + n}-01-01")
    page = ward.page("send")
    page.place.choose(ward.stick)
    page.table.mark(city_id(ward))
    with qtbot.captureExceptions() as silent:  # the boundary of the program says nothing about it
        page.pack_button.click()
        page.work.stop()
        qtbot.waitUntil(lambda: not page.work.busy, timeout=20_000)
        ward.idle(page)
    assert [found[0] for found in silent] == [Cancelled]
    assert page.sent == []
    assert list(ward.stick.iterdir()) == []
    assert page.pack_button.isEnabled()


def test_nobody_to_send_to_leads_to_the_cards(qtbot: QtBot, tmp_path: Path) -> None:
    file = office(tmp_path / "a", WARD)
    alone = Office(qtbot, file, tmp_path)
    page = alone.page("send")
    assert page.currentWidget() is page.empty
    page.partners_button.click()
    assert alone.area.tabs["partners"].isChecked()
    alone.window.background.close()
    files.close(file)


def test_a_stick_with_a_virus_a_cut_file_and_a_hard_package(
    qtbot: QtBot, three: tuple[Office, Office, Office]
) -> None:
    city, ward, other = three
    one = disagree(city, ward)
    hard = to_city(ward)
    person(other, "Phạm Thị Hạnh")
    easy = to_city(other)
    hidden = city.stick / ".hidden"
    hidden.mkdir()
    shutil.move(easy, hidden / easy.name)
    (city.stick / f"{easy.stem}.lnk").write_bytes(b"L")
    (city.stick / "nua.hsx").write_bytes(hard.read_bytes()[: hard.stat().st_size * 6 // 10])
    parcels.pack(city.file, city.stick, [ward.file.unit_id])  # our own, for others
    page = on_the_stick(qtbot, city)
    assert states(page) == {hard.name: "asks", "nua.hsx": "refused", easy.name: "easy"}
    row = next(n for n, entry in enumerate(page.entries) if entry.warning)
    page.table.setCurrentCell(row, 0)
    assert page.warning.isVisible()
    assert f"{easy.stem}.lnk" in page.warning.text()
    city.window.primary()
    qtbot.waitUntil(lambda: states(page)[easy.name] == "done", timeout=20_000)
    city.idle(page)
    assert states(page)[hard.name] == "asks"
    assert city.get("cadre", one)["phone"] == "024 222"
    # The stick may go: what was looked at is kept.
    shutil.rmtree(city.stick)
    view, asked = questions(page)
    assert [question.sort for question in asked] == ["conflict"]
    qtbot.keyClick(view.panel.table, Qt.Key.Key_Left)
    qtbot.keyClick(view.panel.table, Qt.Key.Key_Return)
    qtbot.keyClick(view.take_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: states(page)[hard.name] == "done", timeout=20_000)
    city.idle(page)
    assert city.get("cadre", one)["phone"] == "024 222"
    assert list(city.file.findings()) == []


def test_one_person_typed_twice_becomes_one_or_stays_two(
    qtbot: QtBot, three: tuple[Office, Office, Office]
) -> None:
    city, ward, _other = three
    known = [person(city, name, citizen_id=number) for name, number in TWICE]
    typed = [person(ward, name, citizen_id=number) for name, number in TWICE]
    to_city(ward)
    page = on_the_stick(qtbot, city)
    view, asked = questions(page)
    assert [question.sort for question in asked] == ["person", "person"]
    first = next(n for n, question in enumerate(asked) if question.id == typed[0])
    view.panel.table.setCurrentCell(first, 0)
    qtbot.keyClick(view.panel.table, Qt.Key.Key_Left)
    view.panel.table.setCurrentCell(1 - first, 0)
    qtbot.keyClick(view.panel.table, Qt.Key.Key_Right)
    assert {row[5] for row in cells(view.panel.table)} == {"Cùng một người", "Hai người khác nhau"}
    assert not view.edit_button.isEnabled()
    city.window.primary()
    qtbot.waitUntil(lambda: "done" in states(page).values(), timeout=20_000)
    city.idle(page)
    assert city.get("cadre", typed[0]).deleted
    assert city.get("cadre", typed[0])["same_as"] == known[0]
    assert not city.get("cadre", typed[1]).deleted


TWICE = (("Bùi Văn Dũng", "001085012345"), ("Lê Văn Tám", "001085054321"))


def test_a_proposal_waits_and_is_accepted_or_not(qtbot: QtBot, three: tuple[Office, Office, Office]) -> None:
    city, ward, _other = three
    one = disagree(city, ward)
    city.change("cadre", one, phone="024 111")
    decision = Record(
        "decision",
        {"summary": "Cử đi", "number": 15, "symbol": "QĐ/BTCTU", "date": "2026-11-01"},
        {"changes": (Row({"added": one, "reason": "cử"}),)},
    )
    with city.file.transaction("issue", barrier=True) as step:
        step.add(decision)
    ward.change("cadre", one, birth_date="1987-05-02")
    to_city(ward)
    page = on_the_stick(qtbot, city)
    view, asked = questions(page)
    assert [question.sort for question in asked] == ["proposal"]
    assert cells(view.panel.table)[0][5] == "Chờ xử lý, tạm giữ như cũ"
    city.window.primary()
    qtbot.waitUntil(lambda: "done" in states(page).values(), timeout=20_000)
    city.idle(page)
    assert city.get("cadre", one)["birth_date"] == "1985-03-12"
    (task,) = next(group for group in home.today(city.file) if group.code == "packages").tasks
    assert task.text == "1 đề nghị sửa của đơn vị khác chờ xử lý"
    city.window.go_to_area("home")
    city.window.open_record(task.kind, task.record_id)
    waiting = city.area.current
    assert isinstance(waiting, WaitingPage)
    assert city.window.current_screen() is city.area
    assert [row[3:5] for row in cells(waiting.panel.table)] == [["○ 12/03/1985", "○ 02/05/1987"]]
    qtbot.keyClick(waiting.panel.table, Qt.Key.Key_Right)
    qtbot.keyClick(waiting.panel.table, Qt.Key.Key_Delete)
    assert not waiting.settle_button.isEnabled()
    qtbot.keyClick(waiting.panel.table, Qt.Key.Key_Space)
    qtbot.keyClick(waiting.panel.table, Qt.Key.Key_Space)
    city.window.primary()
    assert city.get("cadre", one)["birth_date"] == "1987-05-02"
    assert waiting.empty.isVisible()


@pytest.mark.parametrize("robot", [by_key_events, by_commits])
def test_a_result_is_typed_through_unikey(
    qtbot: QtBot, three: tuple[Office, Office, Office], robot: Callable[[str], None]
) -> None:
    city, ward, _other = three
    one = disagree(city, ward)
    city.change("cadre", one, phone="024 111", home_place="Hà Nội")
    ward.change("cadre", one, home_place="Ninh Bình")
    to_city(ward)
    view, (question,) = questions(on_the_stick(qtbot, city))
    assert question.field == "home_place"

    def type_it(dialog: QDialog) -> None:
        assert isinstance(dialog, ResultDialog)
        line = dialog.boxes["home_place"].findChild(QLineEdit) or dialog.boxes["home_place"].focusProxy()
        assert line is not None
        line.setFocus()
        QApplication.processEvents()  # the window is only now the active one
        line.selectAll()  # type: ignore[union-attr]
        robot("Phường Ngọc Hà, thành phố Hà Nội")
        press(dialog, "Lấy giá trị này")

    meanwhile(type_it)
    view.edit_button.click()
    assert cells(view.panel.table)[0][5] == "Phường Ngọc Hà, thành phố Hà Nội"


def rebuild(at: Office) -> None:
    """Draw the window anew, as a change of the look does."""
    at.window._rebuild()
    area = at.window.current_screen()
    assert isinstance(area, ExchangeArea)
    at.area = area


def mnemonics(page: QWidget) -> list[str]:
    texts = [b.text() for b in page.findChildren(QPushButton) if b.isVisible()]
    return [text[text.index("&") + 1].lower() for text in texts if "&" in text]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_fits_a_small_screen_and_its_letters_are_its_own(
    qtbot: QtBot, three: tuple[Office, Office, Office], language: str
) -> None:
    city, ward, _other = three
    disagree(city, ward)
    to_city(ward)
    i18n.set_language(language)
    rebuild(city)
    page = on_the_stick(qtbot, city)
    for code in PAGES:
        shown = city.page(code)
        QApplication.processEvents()
        letters = mnemonics(shown)
        assert len(set(letters)) == len(letters), (code, letters)
        assert city.window.width() <= SMALLEST[0]
        assert city.window.minimumSizeHint().width() <= SMALLEST[0], code
        assert city.window.minimumSizeHint().height() <= SMALLEST[1], code
    city.page("receive")
    city.idle(page)
    view, (question,) = questions(page)
    QApplication.processEvents()
    letters = mnemonics(view)
    assert len(set(letters)) == len(letters), letters
    assert city.window.minimumSizeHint().height() <= SMALLEST[1]
    dialog = ResultDialog(city.window, city.window, question, None)
    dialog.fit()
    assert dialog.width() <= SMALLEST[0]
    assert dialog.height() <= SMALLEST[1]
    letters = [b.text()[b.text().index("&") + 1] for b in dialog.findChildren(QPushButton) if "&" in b.text()]
    assert len(set(letters)) == len(letters)
    dialog.close()


def test_choices_outlive_a_change_of_the_look(qtbot: QtBot, three: tuple[Office, Office, Office]) -> None:
    city, ward, _other = three
    disagree(city, ward)
    to_city(ward)
    view, _asked = questions(on_the_stick(qtbot, city))
    qtbot.keyClick(view.panel.table, Qt.Key.Key_Right)
    rebuild(city)
    page = city.page("receive")
    city.idle(page)
    view, _asked = questions(page)
    assert cells(view.panel.table)[0][5] == "024 111"


def test_the_book_shows_a_note_again_and_takes_a_package_back(
    qtbot: QtBot, three: tuple[Office, Office, Office]
) -> None:
    city, ward, _other = three
    one = person(ward, "Nguyễn Văn An")
    to_city(ward)
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PaperDialog):
            assert dialog.height() <= SMALLEST[1]
            seen.append(dialog.pages.words(0))
            dialog.reject()
        else:
            QTimer.singleShot(20, look)

    book = ward.page("book")
    (row,) = cells(book.table)
    assert row[5] == "Đã gửi, chưa xác nhận"
    look()
    ward.window.primary()
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert row[4] in seen[0]
    assert not book.back_button.isEnabled()
    page = on_the_stick(qtbot, city)
    city.window.primary()
    qtbot.waitUntil(lambda: "done" in states(page).values(), timeout=20_000)
    city.idle(page)
    city.change("cadre", one, phone="024 111")
    book = city.page("book")
    assert cells(book.table)[0][4] == row[4]
    assert not book.note_button.isEnabled()
    meanwhile(lambda dialog: dialog.reject())
    book.back_button.click()
    assert cells(book.table)[0][5] == "Đã tiếp nhận"
    meanwhile(lambda dialog: press(dialog, "Hoàn tác"))
    book.back_button.click()
    qtbot.waitUntil(lambda: cells(book.table)[0][5] == "Đã hoàn tác", timeout=20_000)
    city.idle(book)
    # Nobody is listed without a name; what was set here waits, and the place says so with the name.
    assert city.file.count_of("cadre") == city.file.count_of("cadre", deleted=True) == 0
    assert "Nguyễn Văn An" in book.problem.words
    # Received again, everything is there again, the own edit too.
    page = city.page("receive")
    city.idle(page)
    assert "done" not in states(page).values()
    city.window.primary()
    qtbot.waitUntil(lambda: "done" in states(page).values(), timeout=20_000)
    city.idle(page)
    assert city.get("cadre", one)["phone"] == "024 111"
    assert list(city.file.findings()) == []


def test_a_partner_with_a_file_that_is_behind_is_said_in_words(three: tuple[Office, Office, Office]) -> None:
    city, ward, _other = three
    for sender, receiver in ((city, ward), (ward, city)):
        receiving.merge(receiver.file, stick(sender.file, receiver.file))
    page = city.page("partners")
    page.table.setCurrentCell([row[1] for row in cells(page.table)].index(WARD), 0)
    assert "đơn vị đã nhận đến gói số 1" in page.said.text()
    assert "tệp dữ liệu" not in page.said.text()
    with city.file.local() as db:
        note_peer(db, ward.file.unit_id, "e" * 32, 1, "", {})
    page.refresh()
    page.table.setCurrentCell([row[1] for row in cells(page.table)].index(WARD), 0)
    assert "đơn vị đã nhận đến gói số 1" in page.said.text()
    assert "Đơn vị dùng 2 tệp dữ liệu" in page.said.text()
    assert "có tệp chưa nhận gói nào" in page.said.text()
