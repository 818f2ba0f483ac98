"""The area “Sending and receiving data”: its pages side by side as tabs, each made when it is first seen."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.actions.exchange import waiting
from hnabroad_desktop.actions.exchange.sitting import Entry
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui.controls import Tab, WrapLayout, painted
from hnabroad_desktop.ui.exchange.book_page import BookPage
from hnabroad_desktop.ui.exchange.own_card_page import OwnCardPage
from hnabroad_desktop.ui.exchange.partners_page import PartnersPage
from hnabroad_desktop.ui.exchange.receive_page import ReceivePage
from hnabroad_desktop.ui.exchange.send_page import SendPage
from hnabroad_desktop.ui.exchange.waiting_page import WaitingPage
from hnabroad_desktop.ui.host import Host


class Page(Protocol):
    """What the area asks of a page."""

    def refresh(self) -> None:
        """Show what is stored now."""

    def enter(self) -> None:
        """Take the cursor."""

    def primary(self) -> bool:
        """Do what the red button does."""


#: Name of each page, in the order of the tabs.
PAGES = {
    "send": N_("Send"),
    "receive": N_("Receive"),
    "waiting": N_("To be decided"),
    "book": N_("Book of packages"),
    "partners": N_("Partner units"),
    "card": N_("Unit card"),
}


class ExchangeArea(QWidget):
    """The tabs and the page in sight; ``entries``, the packages of the sitting, outlive it."""

    def __init__(self, host: Host, file: OpenFile, entries: list[Entry]) -> None:
        super().__init__()
        painted(self, "list")
        self._host, self._file, self._entries = host, file, entries
        self._made: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        row = QFrame()
        line = WrapLayout(row, gap=14)
        line.setContentsMargins(12, 6, 12, 0)
        self.tabs: dict[str, Tab] = {}
        group = QButtonGroup(self)
        for code, name in PAGES.items():
            made = self.tabs[code] = Tab(_(name))
            made.clicked.connect(lambda _on=False, code=code: self.go_to(code))
            group.addButton(made)
            line.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(self._stack, 1)
        self.show_page("send")

    def show_page(self, code: str) -> QWidget:
        """Show a page, made when it is first asked for."""
        if code not in self._made:
            self._made[code] = self._make(code)
            self._stack.addWidget(self._made[code])
        self.tabs[code].setChecked(True)
        self._stack.setCurrentWidget(self._made[code])
        return self._made[code]

    def _make(self, code: str) -> QWidget:
        host, file = self._host, self._file
        match code:
            case "send":
                page = SendPage(host, file)
                page.partners_asked.connect(lambda: self.go_to("partners"))
                return page
            case "receive":
                return ReceivePage(host, file, self._entries)
            case "waiting":
                return WaitingPage(host, file)
            case "book":
                return BookPage(host, file)
            case "partners":
                return PartnersPage(host, file)
        return OwnCardPage(host, file)

    def go_to(self, code: str) -> None:
        """Show a page as it is now and take the cursor there."""
        self.show_page(code)
        self.refresh()
        self.enter()

    @property
    def current(self) -> Page:
        """The page in sight."""
        page: Page = self._stack.currentWidget()  # type: ignore[assignment]
        return page

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was done elsewhere meanwhile."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show what is stored now."""
        self.current.refresh()
        self._host.background.ask(lambda: waiting.count(self._file), self._show_count)

    def _show_count(self, number: int) -> None:
        name = PAGES["waiting"]
        words = _(name)
        self.tabs["waiting"].setText(f"{words} ({show_number(number)})" if number else words)

    def enter(self) -> None:
        """Take the cursor."""
        self.current.enter()

    def primary(self) -> bool:
        """Do what the red button of the page does."""
        return self.current.primary()

    def may_leave(self) -> bool:
        """What is chosen here is kept, so nothing is lost."""
        return True

    def set_narrow(self, narrow: bool) -> None:
        """Every page fits a narrow window."""
