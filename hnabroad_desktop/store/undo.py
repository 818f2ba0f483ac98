"""Undo and redo as readings of the journal: nothing is removed, each is a further change (design 7.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.store.fold import group_values
from hnabroad_desktop.store.journal import Journal
from hnabroad_desktop.store.lines import DELETED, Dot, Line, decode
from hnabroad_desktop.store.model import EntityKind
from hnabroad_desktop.store.transaction import Transaction

UNDO, REDO = "undo", "redo"


@dataclass(frozen=True)
class Step:
    """One transaction the user may take back, or make again."""

    id: str
    verb: str
    subject: str
    first: int
    last: int


class LaterEdits(AppError):
    """The values to be taken back were changed again since; ``entities`` says where."""

    def __init__(self, step: Step, entities: tuple[tuple[str, str], ...]) -> None:
        super().__init__(
            _(
                "“{step}” cannot be taken back as it stands: {count} of its values were changed later. "
                "Nothing was changed. Take the later changes back first, or confirm that they be overwritten."
            ).format(step=step.subject or step.verb, count=len(entities))
        )
        self.step = step
        self.entities = entities


@dataclass
class Steps:
    """What can be undone and redone now, the nearest last."""

    undo: list[Step] = field(default_factory=list)
    redo: list[Step] = field(default_factory=list)


def steps(db: Any, replica: str, most: int = 2_000) -> Steps:
    """Read both stacks of this replica off the latest transactions."""
    found = db.execute(
        "SELECT id, verb, subject, first, last, undoes, barrier FROM txn"
        " WHERE replica = ? ORDER BY n DESC LIMIT ?",
        (replica, most),
    ).fetchall()
    result = Steps()
    known: dict[str, Step] = {}
    for transaction, verb, subject, first, last, undoes, barrier in reversed(found):
        step = Step(transaction, verb, subject, first, last)
        known[transaction] = step
        if barrier:
            result.undo.clear()
            result.redo.clear()
        elif not undoes:
            result.undo.append(step)
            result.redo.clear()
        elif result.undo and result.undo[-1].id == undoes:
            result.undo.pop()
            result.redo.append(step)
        elif result.redo and result.redo[-1].id == undoes:
            result.redo.pop()
            result.undo.append(step)
        else:
            result.undo.append(step)
    return result


def take_back(journal: Journal, step: Step, transaction: Transaction, *, force: bool = False) -> None:
    """Write the lines that give every value changed by ``step`` its earlier value again.

    Raises LaterEdits when a value was changed since by another step, unless
    ``force``; then nothing has been written.
    """
    changes = list(_net_changes(journal, step))
    if not force:
        blocked = tuple((c.kind.code, c.entity) for c in changes if not _untouched(journal, c))
        if blocked:
            raise LaterEdits(step, blocked)
    by_entity: dict[str, list[_Change]] = {}
    for change in changes:
        by_entity.setdefault(change.entity, []).append(change)
    for entity, found in by_entity.items():
        _write_back(journal, transaction, entity, found)
    if not transaction.kinds and changes:
        # Every value is as it was already; the step must still leave the stack.
        _write_back(journal, transaction, changes[0].entity, changes[:1], even_equal=True)


@dataclass(frozen=True)
class _Change:
    """What a step did to one group: the versions it superseded, and those it left."""

    kind: EntityKind
    entity: str
    group: str
    before: tuple[Dot, ...]
    written: tuple[Dot, ...]
    created: bool


def _net_changes(journal: Journal, step: Step) -> Iterator[_Change]:
    found: dict[tuple[str, str], _Change] = {}
    rows = journal.db.execute(
        "SELECT line FROM change WHERE n BETWEEN ? AND ? ORDER BY n", (step.first, step.last)
    )
    for (raw,) in rows.fetchall():
        line = decode(raw)
        kind = journal.model.kinds[line.kind]
        groups: Iterable[str] = group_values(kind, line)
        if line.first:
            groups = (DELETED,)
        for group in groups:
            key = (line.entity, group)
            earlier = found.get(key)
            if earlier is None:
                found[key] = _Change(
                    kind, line.entity, group, line.parents.get(group, ()), (line.dot,), line.first
                )
            elif not (earlier.created and group == DELETED and line.first):
                found[key] = _Change(
                    kind, line.entity, group, earlier.before, (*earlier.written, line.dot), earlier.created
                )
    made = {change.entity for change in found.values() if change.created}
    for change in found.values():
        # Taking back a creation takes the entity away; its values need not be emptied.
        if change.entity not in made or change.group == DELETED:
            yield change


def _untouched(journal: Journal, change: _Change) -> bool:
    own = {origin(journal, change.kind, dot, change.group) for dot in change.written}
    heads = journal.heads(change.entity, change.group)
    return all(origin(journal, change.kind, head, change.group) in own for head in heads)


def origin(journal: Journal, kind: EntityKind, dot: Dot, group: str) -> Dot:
    """Return the dot where the value standing at ``dot`` was first written, through all restorations."""
    while True:
        restored = journal.line_of(dot).restores.get(group, ())
        if len(restored) != 1:
            return dot
        dot = restored[0]


def _write_back(
    journal: Journal,
    transaction: Transaction,
    entity: str,
    changes: list[_Change],
    *,
    even_equal: bool = False,
) -> None:
    values: dict[str, Any] = {}
    several: dict[str, tuple[dict[str, Any], ...]] = {}
    parents: dict[str, tuple[Dot, ...]] = {}
    restores: dict[str, tuple[Dot, ...]] = {}
    kind = changes[0].kind
    for change in changes:
        heads = journal.heads(entity, change.group)
        if change.created:
            values[DELETED] = {"reason": transaction.verb}
            parents[DELETED] = heads
            continue
        earlier = _assigned_at(journal, kind, change)
        standing = {_value_at(journal, kind, head, change.group) for head in heads}
        if set(earlier) == standing and not even_equal:
            continue
        parents[change.group] = heads
        restores[change.group] = change.before
        members = kind.members(change.group)
        named = [_named(members, value) for value in earlier]
        if len(named) == 1:
            values.update(named[0])
        else:
            several[change.group] = tuple(named)
    if not parents:
        return
    state = journal.applier.state(bytes.fromhex(entity))
    assert state is not None
    transaction.write(
        kind.code,
        entity,
        values,
        scope=state.scope.hex(),
        parents=parents,
        several=several,
        restores=restores,
        seen=() if values.get(DELETED) else None,
    )


def _named(members: tuple[str, ...], value: tuple[Any, ...]) -> dict[str, Any]:
    # A tombstone was made comparable by turning it into pairs; here it becomes an object again.
    return {name: dict(v) if isinstance(v, tuple) else v for name, v in zip(members, value, strict=True)}


def _assigned_at(journal: Journal, kind: EntityKind, change: _Change) -> list[tuple[Any, ...]]:
    values = {_value_at(journal, kind, dot, change.group) for dot in change.before}
    return sorted(values, key=repr) or [(None,) * len(kind.members(change.group))]


def _value_at(journal: Journal, kind: EntityKind, dot: Dot, group: str) -> tuple[Any, ...]:
    line: Line = journal.line_of(dot)
    found = group_values(kind, line).get(group)
    return found[0] if found else (None,) * len(kind.members(group))
