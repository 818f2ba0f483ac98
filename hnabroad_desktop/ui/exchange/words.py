"""Words the pages of the exchange share: counts of records, times, numbers of packages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records import KINDS


def counted(counts: Mapping[str, int]) -> str:
    """Return numbers of records by kind, those of their tables left out: "Cadres: 12 · Classes: 1"."""
    parts = [
        f"{_(KINDS[kind].label)}: {show_number(count)}"
        for kind, count in counts.items()
        if count and kind in KINDS
    ]
    return " · ".join(parts)


def moment(iso: str) -> str:
    """Return a moment of the books as people read it, "" for none."""
    try:
        return f"{dt.datetime.fromisoformat(iso):%H:%M, %d/%m/%Y}"
    except ValueError:
        return ""


def numbered(number: int) -> str:
    """Return the number of a package, "–" for none yet."""
    return show_number(number) if number else "–"
