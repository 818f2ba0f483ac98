"""The units of the settings: their tree as of a day first, the flat list one click away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import Tab
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.record_area import RecordArea
from hnabroad_desktop.ui.unit_tree import UnitTree


class UnitsScreen(KindScreen):
    """Tree or list of the units, and the record beside either."""

    def _body(self) -> QWidget:
        self.tree = UnitTree(self._host.desk, self._host.background)
        self.tree.marked.connect(lambda _id: self._rest.start())
        self.tree.opened.connect(self._work_in)
        self._ways = QStackedWidget()
        self._ways.addWidget(self.tree)
        self._ways.addWidget(self.list)
        group = QButtonGroup(self)
        for place, words in enumerate((_("Tree"), _("List"))):
            made = Tab(words, "choice")
            made.setChecked(place == 0)
            group.addButton(made, place)
            self._tools.insertWidget(1 + place, made)
        group.idClicked.connect(self._ways.setCurrentIndex)
        self.bin_button.toggled.connect(lambda on: self._show_way(group, 1) if on else None)
        return self._ways

    def _show_way(self, group: QButtonGroup, place: int) -> None:
        group.button(place).setChecked(True)
        self._ways.setCurrentIndex(place)

    @property
    def _in_tree(self) -> bool:
        return self._ways.currentWidget() is self.tree

    def current_id(self) -> str:
        """Return the unit marked in what is in sight."""
        return self.tree.current_id() if self._in_tree else super().current_id()

    def go_to(self, record_id: str) -> None:
        """Mark a unit in both."""
        super().go_to(record_id)
        self.tree.go_to(record_id)

    def read_again(self, record_id: str = "") -> None:
        """Read both again."""
        super().read_again(record_id)
        self.tree.reload(record_id)

    def focus_rows(self) -> None:
        """Take the cursor into what is in sight."""
        if self._in_tree:
            self.tree.tree.setFocus()
        else:
            super().focus_rows()

    def focus_filter(self) -> None:
        """Take the cursor to the search line of the tree, or to the first filter of the list."""
        if self._in_tree:
            self.tree.search.setFocus()
        else:
            super().focus_filter()


class SettingsArea(RecordArea):
    """Catalogues and settings, the units first."""

    screen_types: ClassVar[Mapping[str, type[KindScreen]]] = {"unit": UnitsScreen}
