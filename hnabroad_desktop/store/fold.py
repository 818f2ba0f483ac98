"""Folds the lines of one entity into its state, whatever order they come in.

This is the definition: heads are the assignments no line supersedes. The
batch writer in ``apply`` keeps the same state step by step, and ``check``
compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hnabroad_desktop.store.lines import COMMON, DELETED, SCOPE, Dot, Line
from hnabroad_desktop.store.model import EntityKind

GroupValue = tuple[Any, ...]

#: Orders the heads of a group: (group, dot) -> the higher, the sooner it is shown.
Rank = Callable[[str, Dot], Any]


@dataclass(frozen=True)
class Head:
    """One assignment that nothing supersedes: where it was written, and the group's values."""

    dot: Dot
    value: GroupValue


@dataclass(frozen=True)
class Folded:
    """The state of one entity: heads of every group, and what a list shows of them."""

    heads: Mapping[str, tuple[Head, ...]]
    owner: str
    edited_after_deletion: bool
    rank: Rank

    @property
    def values(self) -> dict[str, tuple[Any, ...]]:
        """Group -> the value shown (provisional where the group is unsettled)."""
        return {group: chosen(heads, self.rank, group) for group, heads in self.heads.items()}

    @property
    def unsettled(self) -> tuple[str, ...]:
        """The groups with more than one distinct value, and the tombstone if it did not know of an edit."""
        found = {g for g, heads in self.heads.items() if differ(g, [h.value for h in heads])}
        return tuple(sorted(found | {DELETED} if self.edited_after_deletion else found))

    @property
    def deleted(self) -> bool:
        """Whether the entity is out of the lists."""
        return self.values[DELETED] != (None,)


def by_dot(group: str, dot: Dot) -> tuple[int, Dot]:
    """Rank heads where nobody has more to say than others."""
    return 0, dot


def chosen(heads: Iterable[Head], rank: Rank, group: str) -> GroupValue:
    """Return the value shown for a group: by authority, then replica and seq, never by time (design 7.8)."""
    return max(heads, key=lambda head: rank(group, head.dot)).value


def differ(group: str, values: Iterable[GroupValue]) -> bool:
    """Tell whether values of a group are at odds; two deletions with other reasons are not."""
    if group == DELETED:
        return len({value == (None,) for value in values}) > 1
    return len(set(values)) > 1


def group_values(kind: EntityKind, line: Line) -> dict[str, tuple[GroupValue, ...]]:
    """Return what ``line`` assigns: group -> one value, or several after an undone settlement.

    Of what a newer program wrote and this one holds back, a first line does not even say "nothing".
    """
    found: dict[str, tuple[GroupValue, ...]] = {}
    for name in line.values:
        group = kind.group_of.get(name, name)
        if group not in found:
            found[group] = (tuple(_plain(line.values.get(m)) for m in kind.members(group)),)
    for group, several in line.several.items():
        found[group] = tuple(tuple(_plain(v.get(m)) for m in kind.members(group)) for v in several)
    if line.first:
        for group, members in kind.groups.items():
            found.setdefault(group, ((None,) * len(members),))
        found.setdefault(DELETED, ((None,),))
        found.setdefault(SCOPE, ((line.dot.scope,),))
        if line.needs and line.schema > kind.schema:
            for group in line.needs:
                found.pop(group, None)
    return found


def standing_values(
    kind: EntityKind, line: Line, gone: Callable[[Dot], bool]
) -> dict[str, tuple[GroupValue, ...]]:
    """Return what ``line`` assigns here: of several values given again, not those of lines taken back."""
    found = group_values(kind, line)
    for group in line.several:
        values, dots = found[group], line.restores.get(group, ())
        if len(dots) == len(values):
            kept = tuple(v for v, dot in zip(values, dots, strict=True) if not gone(dot))
            found[group] = kept or values
    return found


def nowhere(dot: Dot) -> bool:
    """Say of every line that it was not taken back."""
    return False


def _plain(value: Any) -> Any:
    # The tombstone carries its reason as an object, later versions whatever they like; heads must compare.
    if isinstance(value, dict):
        return tuple(sorted((name, _plain(one)) for name, one in value.items()))
    return tuple(map(_plain, value)) if isinstance(value, list | tuple) else value


def fold(
    kind: EntityKind,
    lines: Iterable[Line],
    rank: Rank = by_dot,
    gone: Callable[[Dot], bool] = nowhere,
) -> Folded:
    """Return the state that ``lines``, all of one entity, add up to. A line that comes twice counts once.

    ``gone`` tells of a line that is not among them because the package that brought it was taken back.
    """
    assigned: dict[str, list[Head]] = {}
    superseded: set[tuple[str, Dot]] = set()
    owner = ""
    deletions: list[Line] = []
    for line in {line.dot: line for line in lines}.values():
        owner = owner or line.owner
        for group, values in standing_values(kind, line, gone).items():
            assigned.setdefault(group, []).extend(Head(line.dot, value) for value in values)
            superseded.update((group, parent) for parent in line.replaces(group))
        if line.seen is not None:
            deletions.append(line)
    standing = {
        group: tuple(h for h in found if (group, h.dot) not in superseded)
        for group, found in assigned.items()
    }
    heads = {group: found for group, found in standing.items() if found}
    heads.setdefault(DELETED, (Head(Dot("", COMMON, 0), (None,)),))
    return Folded(heads, owner, _edited_after(deletions, heads, superseded), rank)


def _edited_after(
    deletions: Iterable[Line], heads: Mapping[str, tuple[Head, ...]], superseded: set[tuple[str, Dot]]
) -> bool:
    """Tell whether a deletion still in force did not know of a head that stands now."""
    for line in deletions:
        if (DELETED, line.dot) in superseded:
            continue
        # It knew what its own copy had written before it, and what it says itself.
        known = {(d.replica, d.scope): d.seq for d in (*(line.seen or ()), line.dot)}
        for group, standing in heads.items():
            if group in (DELETED, SCOPE):
                continue
            if any(head.dot.seq > known.get((head.dot.replica, head.dot.scope), 0) for head in standing):
                return True
    return False
