"""Cards in the window: taken in, confirmed by digits, withdrawn; the own one printed, saved, renewed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import files
from hnabroad_desktop.actions.exchange import cards
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.exchange.cards import encode
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui.exchange.area import ExchangeArea
from hnabroad_desktop.ui.exchange.own_card_page import OwnCardPage
from hnabroad_desktop.ui.exchange.partners_page import PartnersPage
from hnabroad_desktop.ui.exchange.trust_dialog import TrustDialog
from hnabroad_desktop.ui.shell import Shell
from tests.sealed.units import WARD
from tests.ui.exchange_desks import cells, meanwhile, press, see_paper
from tests.ui.own_window import window_on
from tests.ui.unikey import by_key_events

PASSWORD = "mat khau dai"


@pytest.fixture
def window(qtbot: QtBot, file: DataFile) -> Iterator[Shell]:
    with window_on(qtbot, file, size=(1093, 582)) as shell:
        shell.go_to_area("exchange")
        yield shell


@pytest.fixture
def area(window: Shell) -> ExchangeArea:
    screen = window.current_screen()
    assert isinstance(screen, ExchangeArea)
    return screen


@pytest.fixture
def partners(area: ExchangeArea) -> PartnersPage:
    page = area.show_page("partners")
    assert isinstance(page, PartnersPage)
    return page


@pytest.fixture
def own(area: ExchangeArea) -> OwnCardPage:
    page = area.show_page("card")
    assert isinstance(page, OwnCardPage)
    return page


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """The card file of a ward."""
    (tmp_path / "phuong.hsk").write_bytes(encode(WARD))
    return tmp_path / "phuong.hsk"


def digits() -> str:
    return WARD.newest.fingerprint[20:]


def test_an_empty_page_says_what_to_do_first(partners: PartnersPage) -> None:
    assert partners.empty.isVisible()
    assert "Nhận thẻ" in partners.empty.text()
    assert not partners.trust_button.isEnabled()
    assert not partners.revoke_button.isEnabled()


def test_a_card_is_taken_in_and_confirmed_by_its_digits(
    qtbot: QtBot, window: Shell, partners: PartnersPage, ward: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(ward), ""))
    said = []

    def type_digits(dialog: QDialog) -> None:
        assert isinstance(dialog, TrustDialog)
        shown = " ".join(w.text() for w in dialog.findChildren(QWidget) if hasattr(w, "text"))
        assert digits()[:5] not in shown  # they are read from paper
        dialog.line.setFocus()
        QApplication.processEvents()  # the window is only now the active one
        by_key_events("12345 67890")
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
        said.append(dialog.problem.words)
        assert dialog.line.selectedText() == "12345 67890"
        by_key_events(f"{digits()[:5]} {digits()[5:]}")
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)

    meanwhile(type_digits)
    window.primary()
    assert "không đúng với thẻ này" in said[0]
    (row,) = cells(partners.table)
    assert row[:3] == [WARD.name, WARD.code, "Đã xác nhận"]
    assert row[6].replace(" ", "") == digits()
    assert "người xác nhận: Lan" in partners.said.text()
    assert not partners.trust_button.isEnabled()


def test_a_card_may_wait_and_shows_no_digits_meanwhile(
    qtbot: QtBot, partners: PartnersPage, ward: Path
) -> None:
    meanwhile(lambda dialog: dialog.reject())
    partners.take_in(ward)
    (row,) = cells(partners.table)
    assert row[2:] == ["Chờ xác nhận", "–", "–", "–", ""]
    opened = []
    meanwhile(lambda dialog: (opened.append(type(dialog)), dialog.reject()))
    qtbot.keyClick(partners.table, Qt.Key.Key_Return)
    assert opened == [TrustDialog]


def test_a_card_is_withdrawn_with_a_reason(partners: PartnersPage, file: DataFile, ward: Path) -> None:
    cards.trust_file(file, ward, digits())
    partners.refresh()
    meanwhile(lambda dialog: dialog.reject())
    partners.revoke()
    assert cells(partners.table)[0][2] == "Đã xác nhận"

    def give(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.setFocus()
        QApplication.processEvents()  # the window is only now the active one
        by_key_events("Mất máy tính")
        press(dialog, "Thu hồi thẻ")

    meanwhile(give)
    partners.revoke()
    assert cells(partners.table)[0][2] == "Đã thu hồi"
    assert "Mất máy tính" in partners.said.text()
    assert not partners.revoke_button.isEnabled()


def test_what_is_no_card_is_said(partners: PartnersPage, tmp_path: Path) -> None:
    (tmp_path / "x.hsk").write_text("{}")
    with pytest.raises(AppError, match="không phải thẻ đơn vị"):
        partners.take_in(tmp_path / "x.hsk")
    assert partners.table.rowCount() == 0


def test_the_own_card_is_shown_and_saved(
    own: OwnCardPage, file: DataFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = cards.own_card(file)
    assert own.name.text() == "Sở Nội vụ"
    assert "".join(own.digits.text().split()) == card.fingerprint
    target = tmp_path / "usb" / "the"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    own.save()
    assert (tmp_path / "usb" / "the.hsk").exists()


def test_the_sheet_is_shown_before_it_is_printed(qtbot: QtBot, own: OwnCardPage) -> None:
    seen: list[str] = []
    see_paper(seen)
    own.show_sheet()
    qtbot.waitUntil(lambda: bool(seen))
    assert "THẺ ĐƠN VỊ" in seen[0]


def test_a_new_card_is_made_on_purpose_only(own: OwnCardPage, file: DataFile) -> None:
    before = cards.own_card(file).fingerprint
    meanwhile(lambda dialog: press(dialog, "Giữ thẻ hiện nay"))
    own.renew()
    assert cards.own_card(file).fingerprint == before
    meanwhile(lambda dialog: press(dialog, "Thay thẻ hiện nay"))
    own.renew()
    after = cards.own_card(file).fingerprint
    assert after != before
    assert "".join(own.digits.text().split()) == after


def test_a_lost_machine_needs_its_story(own: OwnCardPage, file: DataFile) -> None:
    before = cards.own_card(file).fingerprint

    def close_reason(dialog: QDialog) -> None:
        meanwhile(lambda reason: reason.reject())
        press(dialog, "Mất máy hoặc bị sao chép…")

    meanwhile(close_reason)
    own.renew()
    assert cards.own_card(file).fingerprint == before

    def tell(reason: QDialog) -> None:
        line = reason.findChild(QLineEdit)
        assert line is not None
        line.setText("Mất máy ngày 20/11")
        press(reason, "Thu hồi và lập thẻ mới")

    def lost(dialog: QDialog) -> None:
        meanwhile(tell)
        press(dialog, "Mất máy hoặc bị sao chép…")

    meanwhile(lost)
    own.renew()
    assert cards.own_card(file).fingerprint != before


def test_tabs_lead_from_page_to_page(qtbot: QtBot, window: Shell, area: ExchangeArea) -> None:
    area.tabs["card"].click()
    assert isinstance(area.current, OwnCardPage)
    assert area.may_leave()
    area.refresh()
    area.tabs["partners"].click()
    assert isinstance(area.current, PartnersPage)


def test_a_file_open_to_view_changes_nothing(qtbot: QtBot, file: DataFile) -> None:
    view = files.open_file(file.path, password=PASSWORD, read_only=True)
    with window_on(qtbot, view, size=(1093, 582)) as shell:
        shell.go_to_area("exchange")
        area = shell.current_screen()
        assert isinstance(area, ExchangeArea)
        page = area.show_page("partners")
        assert isinstance(page, PartnersPage)
        assert not page.add_button.isEnabled()
        card = area.show_page("card")
        assert isinstance(card, OwnCardPage)
        assert not card.print_button.isEnabled()
        assert "chỉ xem" in card.name.text() or "Chỉ xem" in card.name.text()
        assert card.primary()
    view.close()
