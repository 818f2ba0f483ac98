"""Whose copy wrote a line: the unit behind each replica, and its standing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hnabroad_desktop.exchange.content import StreamPart
from hnabroad_desktop.store import books


class Authors:
    """Unit and standing of every replica the file or a package names."""

    def __init__(self, db: Any, parts: Iterable[StreamPart], own: str, home: str, level: int) -> None:
        self._known = {own: (home, level)}
        for part in parts:
            self._known.setdefault(part.replica, (part.author, part.level))
        self._known |= books.authors(db)
        self.home_level = level

    def unit(self, replica: str) -> str:
        """Return the id of the unit, "" for what came with the program or from nobody known."""
        return self._known.get(replica, ("", 0))[0]

    def level(self, replica: str) -> int:
        """Return the standing of the unit (see ``records.authority``)."""
        return self._known.get(replica, ("", 0))[1]
