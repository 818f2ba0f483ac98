"""The screens of the areas, each made when it is first shown, and the ways from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.areas import Area, MakeScreen, screens
from hnabroad_desktop.ui.desk import Query
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.navigation import Navigation
from hnabroad_desktop.ui.palette import Entry

if TYPE_CHECKING:
    from hnabroad_desktop.ui.kind_screen import KindScreen
    from hnabroad_desktop.ui.record_area import RecordArea

#: Areas with a screen of their own whose first kind is counted all the same.
_COUNTED = {"people", "classes", "documents"}


def _with_lists(screen: QWidget | None) -> RecordArea | None:
    """Return a screen that is an area of lists, None for any other."""
    # Loaded when asked for: the first screen has no list.
    from hnabroad_desktop.ui.record_area import RecordArea

    return screen if isinstance(screen, RecordArea) else None


class ScreenStack(QStackedWidget):
    """Shows one screen at a time; unsaved work keeps the present one."""

    def __init__(self, host: Host, own: Mapping[str, MakeScreen], navigation: Navigation) -> None:
        super().__init__()
        self._host, self._own, self._navigation = host, own, navigation
        self._narrow = False
        self._made: dict[str, QWidget] = {}
        self.areas: dict[str, tuple[Area, MakeScreen]] = {}
        for area, make in screens(host.desk.types, own):
            self.areas[area.code] = (area, make)
        navigation.show_areas([(a.code, _(a.name), a.picture) for a, _make in self.areas.values()])
        navigation.chosen.connect(self._go)

    def count_areas(self) -> None:
        """Say beside each area how many records its first list holds."""
        desk = self._host.desk
        for code in self.areas:
            kinds = [t.code for t in desk.types.values() if t.area == code]
            if kinds and (code not in self._own or code in _COUNTED) and code != "settings":
                source = desk.source(kinds[0])
                self._host.background.ask(
                    lambda source=source: source.count(Query())[1],  # type: ignore[misc]
                    lambda count, code=code: self._navigation.show_count(code, count),  # type: ignore[misc]
                )

    # --- moving about

    def go_to_area(self, code: str) -> bool:
        """Show an area; False when unsaved work keeps the present one."""
        self._navigation.go_to(code)
        return self._navigation.current() == code and self.currentWidget() is self._made.get(code)

    def _go(self, code: str) -> None:
        before = self.currentWidget()
        if before is not None and before is not self._made.get(code) and not self.may_leave():
            self._navigation.take_back(next(c for c, s in self._made.items() if s is before))
            return
        if code not in self._made:
            self._made[code] = self.areas[code][1](self._host)
            self.addWidget(self._made[code])
        self.setCurrentWidget(self._made[code])
        self.set_narrow(self._narrow)

    def open_record(self, kind: str, record_id: str) -> None:
        """Go to a record; an empty ``kind`` is found out. The code of an area leads to one of its pages."""
        if kind in self.areas:
            go_to = getattr(self._made.get(kind) if self.go_to_area(kind) else None, "go_to", None)
            if go_to is not None:
                go_to(record_id)
            return
        desk = self._host.desk
        if not kind:
            kind = next((code for code in desk.types if desk.get(code, record_id) is not None), "")
        for code in self.areas:
            if any(t.code == kind and t.area == code for t in desk.types.values()) and self.go_to_area(code):
                area = _with_lists(self._made[code])
                if area is not None:
                    area.show_kind(kind).open(record_id)

    def _go_to_kind(self, code: str, kind: str) -> None:
        if self.go_to_area(code):
            area = _with_lists(self._made[code])
            if area is not None and area.holds(kind):
                area.show_kind(kind)
                area.enter()

    def entries(self) -> list[Entry]:
        """Return a way to each area, and to each list that is one of several in its area."""
        found = [
            Entry(_(area.name), _("Screen"), partial(self.go_to_area, area.code))
            for area, _make in self.areas.values()
        ]
        for area, _make in self.areas.values():
            kinds = [t for t in self._host.desk.types.values() if t.area == area.code]
            for each in kinds if len(kinds) > 1 else ():
                go = partial(self._go_to_kind, area.code, each.code)
                found.append(Entry(_(each.label_plural), _(area.name), go))
        return found

    # --- what the window asks of the screens

    def kind_screen(self) -> KindScreen | None:
        """Return the list in sight, if the screen is one of records."""
        area = _with_lists(self.currentWidget())
        return area.current if area is not None else None

    def set_narrow(self, narrow: bool) -> None:
        """Tell the screen in sight, and those shown later, whether there is room for list and record."""
        self._narrow = narrow
        arrange = getattr(self.currentWidget(), "set_narrow", None)
        if arrange is not None:
            arrange(narrow)

    def refresh(self) -> None:
        """Let every screen show what is stored now."""
        for screen in self._made.values():
            again = getattr(screen, "refresh", None)
            if again is not None:
                again()

    def may_leave(self) -> bool:
        """Ask the screen in sight once what becomes of unsaved work; False keeps it."""
        leaving = getattr(self.currentWidget(), "may_leave", None)
        return leaving is None or bool(leaving())
