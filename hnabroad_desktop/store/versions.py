"""Reads lines that another version of their record type wrote; the journal itself is never rewritten.

An older line is read in the names and codes of today (``records.upgrades``). Of
a newer one, what this program would take for something else is held back: it
lies in the journal, travels on, and is read once the program knows the version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from hnabroad_desktop.records.upgrades import Upgrade
from hnabroad_desktop.store.lines import Line, decode
from hnabroad_desktop.store.model import EntityKind, Model

_T = TypeVar("_T")


def read(model: Model, raw: bytes) -> Line:
    """Return the line written in ``raw`` as this program understands it. Raises ValueError for none."""
    line = decode(raw)
    kind = model.kinds.get(line.kind)
    if kind is None or line.schema == kind.schema:
        return line
    return _brought_up(kind, line) if line.schema < kind.schema else _held_back(kind, line)


def needed(kind: EntityKind, values: Iterable[str], several: Iterable[str]) -> dict[str, int]:
    """Return which version first reads each name a new line assigns, and the names it had before.

    ``values`` are fields, ``several`` units of conflict; only what an upgrade changed is named.
    """
    names = (*values, *(name for group in several for name in kind.members(group)))
    return {each: version for name in names for each, version in kind.needs.get(name, {}).items()}


def values_today(kind: EntityKind, schema: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values kept outside the journal by version ``schema`` in the names and codes of today."""
    return _values([upgrade for upgrade in kind.upgrades if upgrade.version > schema], values)


def groups_today(kind: EntityKind, schema: int, group: str) -> tuple[str, ...]:
    """Return the units of conflict that the one called ``group`` in version ``schema`` is today."""
    return _groups(kind, [upgrade for upgrade in kind.upgrades if upgrade.version > schema], group)


def _brought_up(kind: EntityKind, line: Line) -> Line:
    steps = [upgrade for upgrade in kind.upgrades if upgrade.version > line.schema]
    if not steps:
        return line

    def by_group(named: Mapping[str, _T]) -> dict[str, _T]:
        return {today: found for group, found in named.items() for today in _groups(kind, steps, group)}

    several = {group: tuple(_values(steps, one) for one in found) for group, found in line.several.items()}
    return line._replace(
        schema=kind.schema,
        values=_values(steps, line.values),
        parents=by_group(line.parents),
        through=by_group(line.through),
        restores=by_group(line.restores),
        several=by_group(several),
    )


def _values(steps: Iterable[Upgrade], values: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(values)
    for step in steps:
        if step.field in found:
            found |= step.values(found.pop(step.field))
    return found


def _groups(kind: EntityKind, steps: Iterable[Upgrade], group: str) -> tuple[str, ...]:
    """Return the units of conflict that the one called ``group`` before is today."""
    names: tuple[str, ...] = (group,)
    for step in steps:
        names = tuple(today for name in names for today in (step.into if name == step.field else (name,)))
    return (group,) if names == (group,) else tuple(dict.fromkeys(kind.group_of.get(n, n) for n in names))


def _held_back(kind: EntityKind, line: Line) -> Line:
    """Return a newer line without the units of conflict this program would misread, named in ``needs``."""
    lacking = {
        kind.group_of.get(name, name): version
        for name, version in line.needs.items()
        if version > kind.schema
    }
    if not lacking:
        return line._replace(needs={}) if line.needs else line

    def known(named: Mapping[str, _T]) -> dict[str, _T]:
        return {group: found for group, found in named.items() if group not in lacking}

    return line._replace(
        values={n: v for n, v in line.values.items() if kind.group_of.get(n, n) not in lacking},
        parents=known(line.parents),
        through=known(line.through),
        restores=known(line.restores),
        several=known(line.several),
        needs=lacking,
    )
