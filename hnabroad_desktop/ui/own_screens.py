"""The areas that have a screen of their own instead of a list: the explicit mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions import home
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui.areas import MakeScreen
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.home import HomeScreen
from hnabroad_desktop.ui.host import Host

if TYPE_CHECKING:
    from hnabroad_desktop.actions.exchange.sitting import Entry


def own_screens(desk: FileDesk) -> Mapping[str, MakeScreen]:
    """Return what makes the screen of each such area of an open file, by the area's code.

    All but the first are loaded when they are first entered.
    """
    kinds: dict[str, list[RecordType]] = {}
    packages: list[Entry] = []  # of the sitting of receiving: they outlive a change of the look
    for record_type in desk.types.values():
        kinds.setdefault(record_type.area, []).append(record_type)

    def people(host: Host) -> QWidget:
        # Not needed for the first paint.
        from hnabroad_desktop.ui.people_area import PeopleArea

        return PeopleArea(kinds["people"], host, desk.file)

    def plans(host: Host) -> QWidget:
        # Nor is this.
        from hnabroad_desktop.ui.plan_screen import PlansArea

        return PlansArea(kinds["plans"], host)

    def classes(host: Host) -> QWidget:
        # Nor this.
        from hnabroad_desktop.ui.class_area import ClassArea

        return ClassArea(kinds["classes"], host)

    def documents(host: Host) -> QWidget:
        # Nor this.
        from hnabroad_desktop.ui.document_area import DocumentArea

        return DocumentArea(kinds["documents"], host)

    def exchange(host: Host) -> QWidget:
        # Nor this.
        from hnabroad_desktop.ui.exchange.area import ExchangeArea

        return ExchangeArea(host, desk.file, packages)

    def settings(host: Host) -> QWidget:
        # Nor this.
        from hnabroad_desktop.ui.units_screen import SettingsArea

        return SettingsArea(kinds["settings"], host, desk.file)

    return {
        "home": lambda host: HomeScreen(host, lambda: home.today(desk.file)),
        "people": people,
        "plans": plans,
        "classes": classes,
        "documents": documents,
        "exchange": exchange,
        "settings": settings,
    }
