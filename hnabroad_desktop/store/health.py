"""Asks SQLCipher and SQLite whether a data file is sound; what its content must obey is checked elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hnabroad_desktop.store import cipher

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: in the encrypted pages or in the structure of the tables.

    ``detail`` is what the engine reports, in its own English words, for the printed report.
    """

    part: Literal["pages", "structure"]
    detail: str


def check_pages(connection: Connection) -> list[Finding]:
    """Verify the seal of every page of the file. Pages still in the log are not looked at."""
    return [Finding("pages", text) for text in _report(connection, "cipher_integrity_check")]


def check_structure(connection: Connection, *, thorough: bool = False) -> list[Finding]:
    """Verify tables, and with ``thorough`` also that every index matches its table."""
    pragma = "integrity_check" if thorough else "quick_check"
    return [Finding("structure", text) for text in _report(connection, pragma) if text != "ok"]


def check(connection: Connection, *, thorough: bool = False) -> list[Finding]:
    """Return everything the two engines find; an empty list is a sound file."""
    return check_pages(connection) + check_structure(connection, thorough=thorough)


def _report(connection: Connection, pragma: str) -> list[str]:
    try:
        return [str(row[0]) for row in connection.execute(f"PRAGMA {pragma}")]
    except cipher.Error as error:
        # Damage in the page that holds the tables' list stops the check itself.
        return [str(error)]
