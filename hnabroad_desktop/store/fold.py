"""Folds the lines of one entity into its state, whatever order they come in.

This is the definition: heads are the assignments no line supersedes. The
batch writer in ``apply`` keeps the same state step by step, and ``check``
compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from hnabroad_desktop.store.lines import COMMON, DELETED, SCOPE, SHIPPED, Dot, Line
from hnabroad_desktop.store.model import EntityKind

GroupValue = tuple[Any, ...]

#: Orders the heads of a group: (group, dot) -> the higher, the sooner it is shown.
Rank = Callable[[str, Dot], Any]


@dataclass(frozen=True)
class Head:
    """One assignment that nothing supersedes: where it was written, the group's values, what it copies."""

    dot: Dot
    value: GroupValue
    copies: tuple[Dot, ...] = ()


@dataclass(frozen=True)
class Folded:
    """The state of one entity: heads of every group, and what a list shows of them.

    ``made`` says that a line says it whole. Without one, as when the package that brought it was
    taken back, it is no record yet: it is out of all lists and asks nothing, and its lines wait.
    """

    heads: Mapping[str, tuple[Head, ...]]
    owner: str
    edited_after_deletion: bool
    rank: Rank
    made: bool = True

    @property
    def values(self) -> dict[str, tuple[Any, ...]]:
        """Group -> the value shown (provisional where the group is unsettled)."""
        return {group: chosen(heads, self.rank, group) for group, heads in self.heads.items()}

    @property
    def unsettled(self) -> tuple[str, ...]:
        """The groups with more than one distinct value, and the tombstone if it did not know of an edit."""
        if not self.made:
            return ()
        found = {g for g, heads in self.heads.items() if differ(g, [h.value for h in heads])}
        return tuple(sorted(found | {DELETED} if self.edited_after_deletion else found))

    @property
    def deleted(self) -> bool:
        """Whether the entity is out of the lists."""
        return chosen(self.heads[DELETED], self.rank, DELETED) != (None,)


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


class Said(NamedTuple):
    """What one line says of a group: its values, what it stands above, and the versions it copies."""

    dot: Dot
    values: tuple[GroupValue, ...]
    replaces: tuple[Dot, ...]
    copies: tuple[Dot, ...]

    @property
    def version(self) -> Dot:
        """The version it is: where the value was written that it copies, else its own place."""
        return self.copies[-1] if self.copies else self.dot


def said(kind: EntityKind, line: Line, gone: Callable[[Dot], bool]) -> dict[str, Said]:
    """Return what ``line`` says of each group; nothing where it copies what was taken back."""
    found: dict[str, Said] = {}
    for group, values in standing_values(kind, line, gone).items():
        copies = line.copies(group)
        if not any(map(gone, copies)):
            found[group] = Said(line.dot, values, line.replaces(group), copies)
    return found


def standing(found: Sequence[Said]) -> tuple[Head, ...]:
    """Return what stands of everything said of one group.

    A copy is the version it copies: who replaces one replaces all, whether the copies were known or not.
    """
    version = {each.dot.alike: each.version.alike for each in found}
    for each in found:
        for dot in each.copies:
            version.setdefault(dot.alike, each.version.alike)
    named = {dot.alike for each in found for dot in each.replaces}
    replaced = {
        version[dot.alike]
        for each in found
        for dot in each.replaces
        if dot.alike in version and version[dot.alike] != each.version.alike
    }
    return tuple(
        Head(each.dot, value, each.copies)
        for each in found
        if each.dot.alike not in named and each.version.alike not in replaced
        for value in each.values
    )


def makes(line: Line, gone: Callable[[Dot], bool] = nowhere) -> bool:
    """Tell whether ``line`` says an entity whole: it creates it, or lays it down from lines that count."""
    if line.first:
        return True
    laid = [copies for group in line.restores if (copies := line.copies(group))]
    return bool(laid) and not any(gone(dot) for copies in laid for dot in copies)


def fold(
    kind: EntityKind,
    lines: Iterable[Line],
    rank: Rank = by_dot,
    gone: Callable[[Dot], bool] = nowhere,
    rows: Sequence[Folded] = (),
) -> Folded:
    """Return the state that ``lines``, all of one entity, add up to. A line that comes twice counts once.

    ``gone`` tells of a line that is not among them because the package that brought it was taken back.
    ``rows`` are those of a record, which belong to it when it is deleted.
    """
    assigned: dict[str, list[Said]] = {}
    counted = {line.dot: line for line in lines}
    owner = ""
    for line in counted.values():
        owner = owner or line.owner
        for group, one in said(kind, line, gone).items():
            assigned.setdefault(group, []).append(one)
    heads = {group: stand for group, found in assigned.items() if (stand := standing(found))}
    heads.setdefault(DELETED, (Head(Dot("", COMMON, 0), (None,)),))
    tombstones = (counted.get(dot) for dot in dict.fromkeys(head.dot for head in heads[DELETED]))
    deletions = [one for one in tombstones if one is not None and one.seen is not None]
    made = any(makes(line, gone) for line in counted.values())
    edited = any(_edited_after(one, heads, rows) for one in deletions)
    return Folded(heads, owner, edited, rank, made)


def _edited_after(line: Line, heads: Mapping[str, tuple[Head, ...]], rows: Sequence[Folded]) -> bool:
    """Tell whether a deletion did not know of a value that stands, in the record or in one of its rows."""
    if _has_news(heads, line.knew()):
        return True
    if line.rows is None:
        return False
    known = line.knew(rows=True)
    return any(_has_news(row.heads, known) for row in rows if row.made and not row.deleted)


def _has_news(heads: Mapping[str, tuple[Head, ...]], known: Mapping[tuple[str, str], int]) -> bool:
    return any(
        # What shipped is known to everybody, under whatever number.
        all(
            dot.replica != SHIPPED and dot.seq > known.get((dot.replica, dot.scope), 0)
            for dot in (head.dot, *head.copies)
        )
        for group, standing in heads.items()
        if group not in (DELETED, SCOPE)
        for head in standing
    )
