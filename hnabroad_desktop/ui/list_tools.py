"""The line of verbs above a list: add, views, typing in the grid, deleted records, and those of its area."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QPushButton

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui.controls import WrapLayout, button


def _inside(name: str) -> str:
    # A name inside a sentence begins small.
    return name[:1].lower() + name[1:]


class ListTools(WrapLayout):
    """The verb of the screen first, then those of its area, the ways to look at the list at the end.

    Beside an open record there is little room: the line goes on below, and no word is cut.
    """

    def __init__(
        self,
        record_type: RecordType,
        *,
        add: Callable[[], object],
        type_in: Callable[[bool], object],
        show_bin: Callable[[bool], object],
        fill_views: Callable[[QMenu], object] | None,
        read_only: bool,
    ) -> None:
        """``fill_views`` fills the menu of views; None where there is no file to keep them in."""
        super().__init__(gap=8, line_gap=6)
        self.setContentsMargins(12, 8, 12, 8)
        self._more = 0
        self.add_button = button(
            _("Add {kind}").format(kind=_inside(_(record_type.label))),
            add,
            role="primary",
            picture="plus",
            tip="Ctrl+N",
        )
        self.views_button = button(_("View ▾"), role="quiet", picture="list")
        self.grid_button = button(_("Type in the grid"), role="quiet", picture="pencil", tip="F9")
        self.grid_button.setCheckable(True)
        self.grid_button.toggled.connect(type_in)
        self.bin_button = button(_("Deleted records"), role="quiet", picture="trash-2")
        self.bin_button.setCheckable(True)
        self.bin_button.toggled.connect(show_bin)
        self.addWidget(self.add_button)
        if fill_views is not None:
            menu = QMenu(self.views_button)
            menu.aboutToShow.connect(lambda: fill_views(menu))
            self.views_button.setMenu(menu)
        for made in (self.views_button, self.grid_button, self.bin_button):
            self.addWidget(made)
        if fill_views is None:
            self.views_button.hide()
        if fill_views is None or read_only:
            self.grid_button.hide()
        if read_only:
            self.add_button.hide()

    def add_tool(self, made: QPushButton) -> None:
        """Put another verb beside the first."""
        self.insertWidget(self.indexOf(self.add_button) + 1 + self._more, made)
        self._more += 1

    def show_typing(self, typing: bool) -> None:
        """Leave only what can be done while the grid is typed in."""
        self.add_button.setEnabled(not typing)
        for made in (self.views_button, self.bin_button):
            made.setEnabled(not typing)
        if self.grid_button.isChecked() != typing:
            self.grid_button.setChecked(typing)
