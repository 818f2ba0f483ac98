"""Brings the tables of the engine up to date, all steps in one transaction or none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hnabroad_desktop.store.errors import NewerFile

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True)
class Step:
    """One change of the engine's tables; ``apply`` only adds, and neither begins nor commits."""

    version: int
    apply: Callable[[Connection], None]


def newest(steps: Sequence[Step]) -> int:
    """Return the version a program with these ``steps`` knows; 0 is a file without tables."""
    return steps[-1].version if steps else 0


def version_of(connection: Connection) -> int:
    """Return the version the file has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    connection: Connection,
    steps: Sequence[Step],
    *,
    before: Callable[[int, int], None] | None = None,
    check: Callable[[Connection], None] | None = None,
) -> int:
    """Apply the steps the file lacks and return how many there were.

    ``before(present, target)`` makes the backup and is called only for a file that already has tables;
    ``check`` runs inside the transaction and raises to undo everything. Raises NewerFile, and whatever
    a step raises, with the file as it was.
    """
    versions = [step.version for step in steps]
    if versions != sorted(set(versions)):
        raise ValueError("versions must rise")
    present = version_of(connection)
    if present > newest(steps):
        raise NewerFile(str(present))
    missing = [step for step in steps if step.version > present]
    if not missing:
        return 0
    if present and before is not None:
        before(present, newest(steps))
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in missing:
            step.apply(connection)
        connection.execute(f"PRAGMA user_version={newest(steps)}")
        if check is not None:
            check(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return len(missing)
