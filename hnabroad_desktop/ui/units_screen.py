"""The units of the settings: their tree as of a day first, the flat list one click away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeVar

from PySide6.QtWidgets import QButtonGroup, QMenu, QStackedWidget, QWidget

from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui.controls import Tab, button
from hnabroad_desktop.ui.figures_screen import FiguresScreen
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.rearrange.screen import RearrangeScreen
from hnabroad_desktop.ui.rearrange.waiting_screen import WaitingScreen
from hnabroad_desktop.ui.record_area import RecordArea
from hnabroad_desktop.ui.unit_tree import UnitTree

UnitWork = RearrangeScreen | WaitingScreen | FiguresScreen
Work = TypeVar("Work", RearrangeScreen, WaitingScreen, FiguresScreen)


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
    """Catalogues and settings, the units first; work on units takes the whole place while it lasts."""

    screen_types: ClassVar[Mapping[str, type[KindScreen]]] = {"unit": UnitsScreen}

    def __init__(self, types: Sequence[RecordType], host: Host, file: OpenFile) -> None:
        self._file = file
        self._work: dict[type[UnitWork], UnitWork] = {}
        self._at_work: UnitWork | None = None
        super().__init__(types, host)

    def show_kind(self, kind: str) -> KindScreen:
        """Show the list of a kind, the units with the verbs on many of them at once."""
        is_new = kind not in self._screens
        screen = super().show_kind(kind)
        if kind == "unit" and is_new:
            made = button(_("Rearrange ▾"), picture="list-tree")
            menu = QMenu(made)
            if not self._file.read_only:
                menu.addAction(_("Rearrange units…"), self.start_rearranging)
                menu.addAction(_("People waiting to be placed…"), self.show_waiting)
                menu.addSeparator()
            menu.addAction(_("Figures by unit…"), self.show_figures)
            made.setMenu(menu)
            screen.add_tool(made)
        return screen

    # --- work in the place of the lists

    @property
    def at_work(self) -> UnitWork | None:
        """The screen that stands in the place of the lists, None while the lists do."""
        return self._at_work

    def start_rearranging(self) -> RearrangeScreen | None:
        """Show the wizard as it was left; None when unsaved work keeps the list."""
        return self._begin(RearrangeScreen)

    def show_waiting(self) -> WaitingScreen | None:
        """Show whoever waits to be placed; None when unsaved work keeps the list."""
        return self._begin(WaitingScreen)

    def show_figures(self) -> FiguresScreen | None:
        """Show the figures by unit; None when unsaved work keeps the list."""
        return self._begin(FiguresScreen)

    def _begin(self, kind: type[Work]) -> Work | None:
        if not isinstance(self._at_work, kind):
            if not self.may_leave():
                return None
            if self._at_work is not None:
                self._at_work.hide()
        made = self._work.get(kind)
        if made is None:
            made = self._made(kind)
        assert isinstance(made, kind)
        self._stack.hide()
        self._at_work = made
        made.show()
        made.refresh()
        made.enter()
        return made

    def _made(self, kind: type[UnitWork]) -> UnitWork:
        made = kind(self._host, self._file)
        made.left.connect(self.show_list)
        if isinstance(made, RearrangeScreen | WaitingScreen):
            made.written.connect(super().refresh)
        if isinstance(made, RearrangeScreen):
            made.waiting_asked.connect(self.show_waiting)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(made)
        self._work[kind] = made
        return made

    def show_list(self) -> None:
        """Show the lists again."""
        if self._at_work is not None:
            self._at_work.hide()
        self._at_work = None
        self._stack.show()
        self.current.focus_rows()

    # --- what the window asks

    def primary(self) -> bool:
        """Do what the red button of the work does; False leaves it to the list."""
        return self._at_work is not None and self._at_work.primary()

    def may_leave(self) -> bool:
        """Ask once what becomes of unsaved work; the draft of an arrangement is kept."""
        if isinstance(self._at_work, RearrangeScreen):
            self._at_work.keep()
            return True
        if isinstance(self._at_work, WaitingScreen):
            return self._at_work.may_leave()
        return self._at_work is not None or super().may_leave()

    def refresh(self) -> None:
        """Show what is stored now."""
        super().refresh()
        if self._at_work is not None:
            self._at_work.refresh()

    def enter(self) -> None:
        """Take the cursor."""
        if self._at_work is not None:
            self._at_work.enter()
        else:
            super().enter()
