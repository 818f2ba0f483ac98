"""The areas that have a screen of their own instead of a list: the explicit mapping."""

from __future__ import annotations

from collections.abc import Mapping

from hnabroad_desktop.actions import home
from hnabroad_desktop.ui.areas import MakeScreen
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.home import HomeScreen
from hnabroad_desktop.ui.plan_screen import PlansArea
from hnabroad_desktop.ui.units_screen import SettingsArea


def own_screens(desk: FileDesk) -> Mapping[str, MakeScreen]:
    """Return what makes the screen of each such area of an open file, by the area's code."""
    plans = [record_type for record_type in desk.types.values() if record_type.area == "plans"]
    settings = [record_type for record_type in desk.types.values() if record_type.area == "settings"]
    return {
        "home": lambda host: HomeScreen(host, lambda: home.today(desk.file)),
        "settings": lambda host: SettingsArea(settings, host),
        "plans": lambda host: PlansArea(plans, host),
    }
