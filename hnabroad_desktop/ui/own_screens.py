"""The areas that have a screen of their own instead of a list: the explicit mapping."""

from __future__ import annotations

from collections.abc import Mapping

from hnabroad_desktop.actions import home
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui.areas import MakeScreen
from hnabroad_desktop.ui.class_area import ClassArea
from hnabroad_desktop.ui.document_area import DocumentArea
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.home import HomeScreen
from hnabroad_desktop.ui.people_area import PeopleArea
from hnabroad_desktop.ui.plan_screen import PlansArea
from hnabroad_desktop.ui.units_screen import SettingsArea


def own_screens(desk: FileDesk) -> Mapping[str, MakeScreen]:
    """Return what makes the screen of each such area of an open file, by the area's code."""
    kinds: dict[str, list[RecordType]] = {}
    for record_type in desk.types.values():
        kinds.setdefault(record_type.area, []).append(record_type)
    return {
        "home": lambda host: HomeScreen(host, lambda: home.today(desk.file)),
        "people": lambda host: PeopleArea(kinds["people"], host, desk.file),
        "plans": lambda host: PlansArea(kinds["plans"], host),
        "classes": lambda host: ClassArea(kinds["classes"], host),
        "documents": lambda host: DocumentArea(kinds["documents"], host),
        "settings": lambda host: SettingsArea(kinds["settings"], host),
    }
