"""An area of records: kinds to choose from, the list, and the record beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.controls import Tab, WrapLayout, button, painted
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.list_views import ListViews
from hnabroad_desktop.ui.record_list import RecordList
from hnabroad_desktop.ui.record_pane import RecordPane

#: After the mark in the list has rested this long, the record is shown, in milliseconds.
_REST = 120


def _inside(name: str) -> str:
    # A name inside a sentence begins small.
    return name[:1].lower() + name[1:]


class KindScreen(QWidget):
    """The list of one kind with the record beside it, or over it where the window is narrow."""

    pane_type: type[RecordPane] = RecordPane

    def __init__(self, record_type: RecordType, host: Host, kinds: QWidget | None = None) -> None:
        super().__init__()
        painted(self, "lists")
        self.type, self._host = record_type, host
        self.list = RecordList(record_type, host.desk, host.background)
        self._pane: RecordPane | None = None
        self._narrow = False
        self._open = False
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._left_side = self._left(kinds)
        self._splitter.addWidget(self._left_side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._show_marked)
        self.list.marked.connect(lambda _id: self._rest.start())
        self.list.opened.connect(self._work_in)
        self._splitter.splitterMoved.connect(
            lambda *_at: settings.write("splitter", self._splitter.saveState())
        )
        self.list.reload()

    @property
    def pane(self) -> RecordPane:
        """The record beside the list; its form has many boxes, so it is made when it is first needed."""
        if self._pane is None:
            pane = self.pane_type(self.type, self._host)
            pane.setMinimumWidth(round(460 * theme.current().scale / 100))
            pane.closed.connect(self._closed)
            pane.written.connect(self.read_again)
            self._pane = pane
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(0, 1)
            self._splitter.setStretchFactor(1, 0)
            state = settings.read_bytes("splitter")
            if state.isEmpty() or not self._splitter.restoreState(state):
                self._splitter.setSizes([640, 540])
            pane.hide()
        return self._pane

    def may_leave(self) -> bool:
        """Ask once what becomes of unsaved work."""
        return self._pane is None or self._pane.form.may_leave()

    def _left(self, kinds: QWidget | None) -> QWidget:
        left = QWidget()
        painted(left, "list")
        left.setMinimumWidth(round(340 * theme.current().scale / 100))
        self._tools = QHBoxLayout()
        self._more = 0
        self._tools.setContentsMargins(12, 8, 12, 8)
        self._tools.setSpacing(8)
        self.add_button = button(
            _("Add {kind}").format(kind=_inside(_(self.type.label))),
            self.add,
            role="primary",
            picture="plus",
            tip="Ctrl+N",
        )
        self.bin_button = button(_("Deleted records"), role="quiet", picture="trash-2")
        self.bin_button.setCheckable(True)
        self.bin_button.toggled.connect(self._show_bin)
        if self._host.desk.read_only:
            self.add_button.hide()
        self._tools.addWidget(self.add_button)
        self._tools.addStretch(1)
        if isinstance(self._host.desk, FileDesk):
            self.views = ListViews(self.list, self._host, self._host.desk.file)
            self.views_button = button(_("View ▾"), role="quiet", picture="list")
            menu = QMenu(self.views_button)
            menu.aboutToShow.connect(lambda: self.views.fill(menu))
            self.views_button.setMenu(menu)
            self._tools.addWidget(self.views_button)
        self._tools.addWidget(self.bin_button)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if kinds is not None:
            column.addWidget(kinds)
        column.addLayout(self._tools)
        column.addWidget(self._body(), 1)
        return left

    def _body(self) -> QWidget:
        return self.list

    def current_id(self) -> str:
        """Return the id of the record marked, "" if there is none."""
        return self.list.current_id()

    def go_to(self, record_id: str) -> None:
        """Mark a record where the eye is."""
        self.list.go_to(record_id)

    def read_again(self, record_id: str = "") -> None:
        """Show what is stored now and come back to ``record_id``, or to the record marked."""
        self.list.refresh(record_id)

    def focus_rows(self) -> None:
        """Take the cursor into the rows."""
        self.list.view.setFocus()

    def focus_filter(self) -> None:
        """Take the cursor to the first filter."""
        self.list.header.box(self.type.columns[0]).setFocus()

    def add_tool(self, made: QPushButton) -> None:
        """Put another verb of this list beside the first."""
        self._tools.insertWidget(self._tools.indexOf(self.add_button) + 1 + self._more, made)
        self._more += 1

    def add(self) -> None:
        """Begin a new record."""
        if self.pane.open_new():
            self.list.view.clearSelection()
            self._show_pane()

    def open(self, record_id: str) -> None:
        """Show a record whether it is in the list or not."""
        if self.pane.open(record_id):
            self.go_to(record_id)
            self._rest.stop()
            self._show_pane()

    def reopen(self) -> None:
        """Show the record in sight as it is stored now, unless it is being typed in."""
        pane = self._pane
        if pane is not None and pane.form.record_id and not pane.isHidden() and not pane.form.dirty:
            pane.open(pane.form.record_id)

    def _show_marked(self) -> None:
        record_id = self.current_id()
        if (
            self._narrow
            or not record_id
            or (record_id == self.pane.form.record_id and not self.pane.isHidden())
        ):
            return
        if self.pane.open(record_id):
            self._show_pane()
        else:
            self.go_to(self.pane.form.record_id)

    def _work_in(self, record_id: str) -> None:
        self._rest.stop()
        if self.pane.form.record_id != record_id or self.pane.isHidden():
            if not self.pane.open(record_id):
                return
            self._show_pane()
        self.pane.form.focus_first()

    def _show_pane(self) -> None:
        self._open = True
        self._arrange()

    def _closed(self) -> None:
        if self._narrow or not self.pane.form.record_id:
            self._open = False
            self._arrange()
        self.focus_rows()

    def _arrange(self) -> None:
        if self._pane is None:
            return
        self.pane.setVisible(self._open)
        self._left_side.setVisible(not (self._narrow and self._open))
        self.pane.set_narrow(self._narrow)

    def set_narrow(self, narrow: bool) -> None:
        """Let the record take the list's place, or stand beside it."""
        self._narrow = narrow
        self._arrange()

    def _show_bin(self, deleted: bool) -> None:
        if self.may_leave():
            self._open = False
            self._arrange()
            self.add_button.setEnabled(not deleted)
            self.list.show_deleted(deleted)


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
