"""The area “Sending and receiving data”: its pages side by side as tabs, each made when it is first seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QButtonGroup, QFrame, QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.ui.controls import Tab, WrapLayout, painted
from hnabroad_desktop.ui.exchange.own_card_page import OwnCardPage
from hnabroad_desktop.ui.exchange.partners_page import PartnersPage
from hnabroad_desktop.ui.host import Host


class Page(Protocol):
    """What the area asks of a page."""

    def refresh(self) -> None:
        """Show what is stored now."""

    def enter(self) -> None:
        """Take the cursor."""

    def primary(self) -> bool:
        """Do what the red button does."""


#: Name and maker of each page, in the order of the tabs.
PAGES: tuple[tuple[str, Callable[[Host, OpenFile], QWidget]], ...] = (
    (N_("Partner units"), PartnersPage),
    (N_("Unit card"), OwnCardPage),
)


class ExchangeArea(QWidget):
    """The tabs and the page in sight."""

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        painted(self, "list")
        self._host, self._file = host, file
        self._made: dict[int, QWidget] = {}
        self._stack = QStackedWidget()
        row = QFrame()
        line = WrapLayout(row, gap=14)
        line.setContentsMargins(12, 6, 12, 0)
        self.tabs = QButtonGroup(self)
        for place, (name, _make) in enumerate(PAGES):
            made = Tab(_(name))
            self.tabs.addButton(made, place)
            line.addWidget(made)
        self.tabs.idClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(self._stack, 1)
        self.show_page(0)

    def show_page(self, place: int) -> QWidget:
        """Show a page, made when it is first asked for."""
        if place not in self._made:
            self._made[place] = PAGES[place][1](self._host, self._file)
            self._stack.addWidget(self._made[place])
        self.tabs.button(place).setChecked(True)
        self._stack.setCurrentWidget(self._made[place])
        return self._made[place]

    def _choose(self, place: int) -> None:
        self.show_page(place)
        self.enter()

    @property
    def current(self) -> Page:
        """The page in sight."""
        page: Page = self._stack.currentWidget()  # type: ignore[assignment]
        return page

    def refresh(self) -> None:
        """Show what is stored now."""
        self.current.refresh()

    def enter(self) -> None:
        """Take the cursor."""
        self.current.enter()

    def primary(self) -> bool:
        """Do what the red button of the page does."""
        return self.current.primary()

    def may_leave(self) -> bool:
        """Nothing here is left half typed."""
        return True

    def set_narrow(self, narrow: bool) -> None:
        """Every page fits a narrow window."""
