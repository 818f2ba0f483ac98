"""The rules of authority as a file holds them: a reading of its records like any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hnabroad_desktop.records.authority import LEVELS, Rule, from_above, place_of
from hnabroad_desktop.store.model import Model

#: The kind of record whose change may change what is shown of values at odds.
RULES = "field_authority"

#: By kind, the groups for which the word from above is shown; an empty group stands for all.
FromAbove = Mapping[str, frozenset[str]]


def rules(db: Any, model: Model) -> tuple[Rule, ...]:
    """Return the rules that stand, whenever they hold; a file without such records has none."""
    kind = model.kinds.get(RULES)
    if kind is None or not has_table(db, kind.table_name):
        return ()
    rows = db.execute(
        f'SELECT part, level, after, valid_from, valid_to FROM "{kind.table_name}"'
        " WHERE _deleted = 0 AND part IS NOT NULL ORDER BY id"
    ).fetchall()
    return tuple(
        Rule(*place_of(part), LEVELS.get(level, 0), after or "", valid_from or "", valid_to or "")
        for part, level, after, valid_from, valid_to in rows
    )


def has_table(db: Any, name: str) -> bool:
    """Say whether a file has a table: one of an earlier version that is only looked at may lack it."""
    question = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return db.execute(question, (name,)).fetchone() is not None


def shown_from_above(db: Any, model: Model) -> FromAbove:
    """Return for which groups the word from above is shown; what it says follows from the lines alone.

    So files that hold the same lines show the same, whatever rules their keepers knew when they wrote.
    """
    return from_above(rules(db, model))


def weight(above: FromAbove, kind: str, group: str) -> int:
    """Return 1 if of several values of ``group`` the one from above is shown, else -1."""
    groups = above.get(kind, ())
    return 1 if group in groups or "" in groups else -1
