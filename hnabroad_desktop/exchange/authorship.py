"""Whose copy wrote a line: the unit behind each replica, and its standing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hnabroad_desktop.exchange.content import StreamPart
from hnabroad_desktop.exchange.sharing import Tree
from hnabroad_desktop.store import books


class Authors:
    """Unit and standing of every replica the file or a package names."""

    def __init__(self, db: Any, parts: Iterable[StreamPart], own: str, home: str, units: Tree) -> None:
        self._units = units
        self._levels: dict[str, int] = {}
        self.home_level = units.level(home)
        self._known = {own: (home, self.home_level)}
        for part in parts:
            self._known.setdefault(part.replica, (part.author, part.level))
        self._known |= books.authors(db)

    def unit(self, replica: str) -> str:
        """Return the id of the unit, "" for what came with the program or from nobody known."""
        return self._known.get(replica, ("", 0))[0]

    def level(self, replica: str) -> int:
        """Return the standing of the unit (see ``records.authority``) as this file knows it today.

        What its copy was entered with counts only for a unit that is not known here.
        """
        found = self._levels.get(replica)
        if found is None:
            unit, level = self._known.get(replica, ("", 0))
            found = self._units.level(unit) if unit in self._units.bodies else level
            self._levels[replica] = found
        return found
