"""Units at their desks: a data file, a window on it, a stick between them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import records
from hnabroad_desktop.actions.exchange import cards
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import unit_id
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui.exchange.area import ExchangeArea
from hnabroad_desktop.ui.exchange.own_card_page import OwnCardPage
from hnabroad_desktop.ui.exchange.partners_page import PartnersPage
from hnabroad_desktop.ui.exchange.receive_page import ReceivePage
from hnabroad_desktop.ui.exchange.send_page import SendPage
from hnabroad_desktop.ui.exchange.trust_dialog import TrustDialog
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.own_screens import own_screens
from hnabroad_desktop.ui.paper_dialog import PaperDialog
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.shell import Identity, Shell
from tests.ui.own_window import forget
from tests.ui.unikey import by_key_events


class Office:
    """A unit at its desk: its file, and its window on it."""

    def __init__(self, qtbot: QtBot, file: DataFile, stick: Path) -> None:
        self.qtbot, self.file, self.stick = qtbot, file, stick
        desk = FileDesk(file)
        name = file.title(file.unit_id)
        self.window = Shell(desk, Identity(name, file.path.name, "Lan"), own=own_screens(desk))
        qtbot.addWidget(self.window, before_close_func=forget)
        self.window.resize(1093, 582)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.go_to_area("exchange")
        area = self.window.current_screen()
        assert isinstance(area, ExchangeArea)
        self.area = area

    def page(self, code: str) -> Any:
        self.area.tabs[code].click()
        return self.area.current

    def send(self) -> Path:
        """Make a package for the only partner and return the file on the stick."""
        page = self.page("send")
        assert isinstance(page, SendPage)
        if page.currentWidget() is page.result:
            page.result.again_button.click()
        page.place.choose(self.stick)
        assert page.pack_button.isEnabled()
        self.window.primary()
        self.qtbot.waitUntil(lambda: page.currentWidget() is page.result, timeout=20_000)
        assert page.result.code.text() == page.sent[0].written.code
        return page.sent[0].written.path

    def look_at(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> ReceivePage:
        """Choose a package and wait until it is compared."""
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(path)], ""))
        page = self.page("receive")
        assert isinstance(page, ReceivePage)
        self.idle(page)
        page.file_button.click()
        self.qtbot.waitUntil(lambda: page.entries[-1].state != "new", timeout=20_000)
        self.idle(page)
        page.table.setCurrentCell(len(page.entries) - 1, 0)
        return page

    def idle(self, page: Any) -> None:
        """Wait until nothing runs."""
        self.qtbot.waitUntil(lambda: not page.work.busy and not self.window.background.busy, timeout=20_000)
        QApplication.processEvents()

    def take(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> ReceivePage:
        """Take a package in that asks nothing."""
        page = self.look_at(path, monkeypatch)
        assert page.entries[-1].state == "easy", page.entries[-1].error
        self.window.primary()
        self.qtbot.waitUntil(lambda: page.entries[-1].state in ("done", "already"), timeout=20_000)
        self.idle(page)
        return page

    def get(self, kind: str, record_id: str) -> Record:
        record = self.file.get(kind, record_id)
        assert record is not None
        return record

    def change(self, kind: str, record_id: str, **values: Any) -> None:
        with self.file.transaction("edit") as step:
            step.change(kind, record_id, values)


def acquaint(folder: Path, *opened: DataFile) -> None:
    """Let every unit confirm the card of every other."""
    for one in opened:
        for other in opened:
            if one is not other:
                path = cards.save_own_card(other, folder)
                cards.trust_file(one, path, cards.own_card(other).fingerprint[-10:])


def introduce(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, one: Office, other: Office) -> None:
    """Let ``other`` save its card, and ``one`` take it in and type the digits of its sheet."""
    own = other.page("card")
    assert isinstance(own, OwnCardPage)
    path = other.stick / f"the-{other.file.unit_id}.hsk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    own.save_button.click()
    digits = "".join(own.digits.text().split())[-10:]  # as they stand on the signed sheet
    partners = one.page("partners")
    assert isinstance(partners, PartnersPage)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))

    def type_digits(dialog: QDialog) -> None:
        assert isinstance(dialog, TrustDialog)
        dialog.line.setFocus()
        QApplication.processEvents()  # the window is only now the active one
        by_key_events(f"{digits[:5]} {digits[5:]}")
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)

    meanwhile(type_digits)
    one.window.primary()
    assert [row[2] for row in cells(partners.table)] == ["Đã xác nhận"]


def meanwhile(act: Callable[[QDialog], object]) -> None:
    """Act on the dialog that is about to open."""

    def go() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            act(dialog)
        except BaseException:
            dialog.reject()  # a test that fails must not wait for ever
            raise

    QTimer.singleShot(0, go)


def see_paper(seen: list[str]) -> None:
    """Note the words of the first page of the paper that opens next, and put it away."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, PaperDialog):
        seen.append(dialog.pages.words(0))
        dialog.reject()
    else:
        QTimer.singleShot(20, lambda: see_paper(seen))


def press(dialog: QDialog, words: str) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text().replace("&", "") == words).click()


def person(at: Office, name: str, **more: str) -> str:
    values = {"full_name": name, "birth_date": "1985-03-12", "sex": "male", "post": "Chuyên viên", **more}
    return records.save(at.file, CADRE.new(unit=unit_id("00004.PVHXH"), **values)).id


def cells(table: PlainTable) -> list[list[str]]:
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]  # type: ignore[union-attr]
        for row in range(table.rowCount())
    ]
