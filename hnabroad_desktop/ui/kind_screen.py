"""The screen of one kind of record: its list, and the record beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.controls import label, painted
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.list_tools import ListTools
from hnabroad_desktop.ui.record_list import RecordList
from hnabroad_desktop.ui.record_pane import RecordPane

if TYPE_CHECKING:
    from hnabroad_desktop.ui.grid_sheet import GridSheet
    from hnabroad_desktop.ui.list_views import ListViews

#: After the mark in the list has rested this long, the record is shown, in milliseconds.
_REST = 120


class KindScreen(QWidget):
    """The list of one kind with the record beside it, or over it where the window is narrow."""

    pane_type: type[RecordPane] = RecordPane

    def __init__(self, record_type: RecordType, host: Host, kinds: QWidget | None = None) -> None:
        super().__init__()
        painted(self, "lists")
        self.type, self._host = record_type, host
        self.list = RecordList(record_type, host.desk, host.background)
        self._pane: RecordPane | None = None
        self._views: ListViews | None = None
        self._grid: GridSheet | None = None
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
    def views(self) -> ListViews:
        """The saved views of the list of an open file."""
        if self._views is None:
            # Loaded when asked for: the first paint does not need it.
            from hnabroad_desktop.ui.list_views import ListViews

            desk = self._host.desk
            assert isinstance(desk, FileDesk)
            self._views = ListViews(self.list, self._host, desk.file)
        return self._views

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
        if self.typing and not self.grid.may_leave():
            return False
        return self._pane is None or self._pane.form.may_leave()

    def _left(self, kinds: QWidget | None) -> QWidget:
        left = QWidget()
        painted(left, "list")
        left.setMinimumWidth(round(340 * theme.current().scale / 100))
        on_file = isinstance(self._host.desk, FileDesk)
        self._tools = ListTools(
            self.type,
            add=self.add,
            type_in=self.type_in_grid,
            show_bin=self._show_bin,
            fill_views=(lambda menu: self.views.fill(menu)) if on_file else None,
            read_only=self._only_looked_at(),
        )
        self.add_button, self.bin_button = self._tools.add_button, self._tools.bin_button
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if kinds is not None:
            column.addWidget(kinds)
        column.addLayout(self._tools)
        if words := self._host.desk.closed(self.type.code):
            said = label(words, "hint", wrap=True)
            said.setContentsMargins(12, 0, 12, 8)
            column.addWidget(said)
        self._list_side = self._body()
        column.addWidget(self._list_side, 1)
        self._column = column
        return left

    def _only_looked_at(self) -> bool:
        desk = self._host.desk
        return desk.read_only or bool(desk.closed(self.type.code))

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
        if self.typing:
            self.grid.read_again()
        else:
            self.list.refresh(record_id)

    def focus_rows(self) -> None:
        """Take the cursor into the rows."""
        (self.grid.view if self.typing else self.list.view).setFocus()

    def focus_filter(self) -> None:
        """Take the cursor to the first filter."""
        self.list.header.box(self.type.columns[0]).setFocus()

    def add_tool(self, made: QPushButton) -> None:
        """Put another verb of this list beside the first."""
        self._tools.add_tool(made)

    # --- typing in the grid

    @property
    def grid(self) -> GridSheet:
        """The rows of the list to be typed in, made when it is first asked for."""
        if self._grid is None:
            # Loaded when asked for: the first paint does not need it.
            from hnabroad_desktop.ui.grid_sheet import GridSheet

            desk = self._host.desk
            assert isinstance(desk, FileDesk)
            self._grid = GridSheet(self.type, self._host, desk.file)
            self._grid.left.connect(lambda: self.type_in_grid(False))
            self._column.addWidget(self._grid, 1)
            self._grid.hide()
        return self._grid

    @property
    def typing(self) -> bool:
        """True while the list is typed in."""
        return self._grid is not None and not self._grid.isHidden()

    def type_in_grid(self, wanted: bool) -> None:
        """Type in the rows the list shows, or go back to the list; what is not kept is asked about."""
        desk = self._host.desk
        if wanted and not self.typing:
            may = isinstance(desk, FileDesk) and not self._only_looked_at() and self.list.isVisible()
            if may and self.may_leave():
                self._begin_grid()
        elif self.typing and not wanted and self.grid.may_leave():
            self._end_grid()
        self._tools.show_typing(self.typing)

    def _begin_grid(self) -> None:
        self._rest.stop()
        shown, names = self.list, self.list.column_names()
        ids = shown.model.source.ids(shown.model.query)
        here = self.current_id()
        self.grid.begin(
            [self.type.by_name[name] for name in names],
            self._host.desk.source(self.type.code, names),
            ids,
            shown.widths_of(names),
            ids.index(here) if here in ids else 0,
        )
        self._open = False
        self._arrange()
        self._list_side.hide()
        self.grid.show()
        self.grid.view.setFocus()

    def _end_grid(self) -> None:
        here = self.grid.current_id
        self.grid.hide()
        self._list_side.show()
        self.list.refresh(here)
        self.focus_rows()

    def add(self) -> None:
        """Begin a new record."""
        self.type_in_grid(False)
        if not self.typing and self.pane.open_new():
            self.list.view.clearSelection()
            self._show_pane()

    def add_quickly(self) -> None:
        """Begin a new record in the short form, where the kind has one."""
        self.add()

    def open(self, record_id: str) -> None:
        """Show a record whether it is in the list or not."""
        self.type_in_grid(False)
        if not self.typing and self.pane.open(record_id):
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
