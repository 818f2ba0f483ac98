"""An area of records: kinds to choose from, each with its screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui.controls import Tab, WrapLayout
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.kind_screen import KindScreen


class RecordArea(QWidget):
    """One area of the navigation, with one kind of record or several to choose from."""

    screen_types: ClassVar[Mapping[str, type[KindScreen]]] = {}

    def __init__(self, types: Sequence[RecordType], host: Host) -> None:
        super().__init__()
        self._types, self._host = list(types), host
        self._stack = QStackedWidget()
        self._screens: dict[str, KindScreen] = {}
        self._narrow = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack)
        self.show_kind(self._types[0].code)

    def _kinds(self, here: str) -> QWidget | None:
        if len(self._types) < 2:
            return None
        row = QFrame()
        line = WrapLayout(row, gap=14)
        line.setContentsMargins(12, 6, 12, 0)
        group = QButtonGroup(row)
        for record_type in self._types:
            made = Tab(_(record_type.label_plural))
            made.setChecked(record_type.code == here)
            made.clicked.connect(lambda _on=False, code=record_type.code: self._choose(code))
            group.addButton(made)
            line.addWidget(made)
        return row

    def _choose(self, kind: str) -> None:
        if self.may_leave():
            self.show_kind(kind)
            self.enter()

    def show_kind(self, kind: str) -> KindScreen:
        """Show the list of a kind, made when it is first asked for. Raises KeyError."""
        screen = self._screens.get(kind)
        if screen is None:
            record_type = {t.code: t for t in self._types}[kind]
            made = self.screen_types.get(kind, KindScreen)
            screen = made(record_type, self._host, self._kinds(kind))
            self._screens[kind] = screen
            self._stack.addWidget(screen)
        for button_here in screen.findChildren(QPushButton):
            if button_here.property("role") == "tab" and button_here.text() == _(screen.type.label_plural):
                button_here.setChecked(True)
        screen.set_narrow(self._narrow)
        self._stack.setCurrentWidget(screen)
        return screen

    @property
    def current(self) -> KindScreen:
        """The list in sight."""
        screen = self._stack.currentWidget()
        assert isinstance(screen, KindScreen)
        return screen

    def holds(self, kind: str) -> bool:
        """Say whether records of ``kind`` are kept here."""
        return any(t.code == kind for t in self._types)

    def may_leave(self) -> bool:
        """Ask once what becomes of unsaved work."""
        return self.current.may_leave()

    def refresh(self) -> None:
        """Show what is stored now."""
        for screen in self._screens.values():
            screen.read_again()
        self.current.reopen()

    def set_narrow(self, narrow: bool) -> None:
        """Show one thing at a time, or list and record side by side."""
        self._narrow = narrow
        self.current.set_narrow(narrow)

    def enter(self) -> None:
        """Take the cursor into the list."""
        self.current.focus_rows()
