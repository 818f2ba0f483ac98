"""The bodies that may keep a data file of their own, as the maker of a new file is asked to choose."""

from __future__ import annotations

import datetime as dt

from hnabroad_desktop.actions.lists import Hit
from hnabroad_desktop.records.shipped import units
from hnabroad_desktop.records.unit import TERRITORIES


def keepers(day: dt.date | None = None) -> list[Hit]:
    """Return the shipped bodies of ``day`` (today without it): code, name, and small the body above.

    A territory keeps no file: people belong to an organ of it (wording.md 1.6).
    """
    today = (day or dt.date.today()).isoformat()
    shipped = list(units())
    names = {unit.id: unit.text("name") for unit in shipped}
    return [
        Hit(unit.text("code"), unit.text("name"), names.get(unit.text("parent_unit"), ""), "unit")
        for unit in shipped
        if unit["code"]
        and unit["kind"] not in TERRITORIES
        and unit.text("valid_from") <= today
        and (unit["valid_to"] is None or unit.text("valid_to") >= today)
    ]
