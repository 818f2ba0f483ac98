"""The areas of the program in the order of the work, and which screen stands in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui.host import Host


@dataclass(frozen=True)
class Area:
    """One entry of the navigation."""

    code: str
    name: str
    picture: str


#: Order and names of wording.md 2.
AREAS = (
    Area("home", N_("Today's work"), "clipboard-list"),
    Area("people", N_("Cadres"), "users"),
    Area("plans", N_("Plans and quotas"), "target"),
    Area("classes", N_("Classes and delegations"), "plane"),
    Area("selection", N_("Selection"), "user-check"),
    Area("partners", N_("Partners and agreements"), "handshake"),
    Area("institutions", N_("Institutions, countries"), "school"),
    Area("languages", N_("Foreign languages"), "languages"),
    Area("documents", N_("Documents"), "file-text"),
    Area("exchange", N_("Sending and receiving data"), "arrow-up-down"),
    Area("reports", N_("Reports"), "chart-column"),
    Area("settings", N_("Catalogues and settings"), "settings"),
)

MakeScreen = Callable[[Host], QWidget]


def screens(
    types: Mapping[str, RecordType], own: Mapping[str, MakeScreen] | None = None
) -> list[tuple[Area, MakeScreen]]:
    """Return the areas that are built, each with what makes its screen.

    ``own`` names areas that have a screen of their own; every other area shows
    the records whose type names it. An area with neither is not shown.
    """
    built: list[tuple[Area, MakeScreen]] = []
    for area in AREAS:
        kinds = [t for t in types.values() if t.area == area.code]
        if own and area.code in own:
            built.append((area, own[area.code]))
        elif kinds:
            built.append((area, partial(_lists, kinds)))
    return built


def _lists(kinds: list[RecordType], host: Host) -> QWidget:
    # Loaded when asked for: the first screen has no list.
    from hnabroad_desktop.ui.record_area import RecordArea

    return RecordArea(kinds, host)
