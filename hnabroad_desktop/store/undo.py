"""Undo and redo as readings of the journal: nothing is removed, each is a further change (design 7.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.store.fold import group_values
from hnabroad_desktop.store.journal import Journal
from hnabroad_desktop.store.lines import DELETED, SCOPE, Dot
from hnabroad_desktop.store.model import EntityKind
from hnabroad_desktop.store.transaction import Transaction
from hnabroad_desktop.store.versions import read

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
    """The values to be taken back were changed again since; ``places`` and ``entities`` say where."""

    def __init__(self, step: Step, places: Sequence[tuple[str, str, str]]) -> None:
        """``places`` names the kind and id of the entity and the unit of conflict of each value."""
        super().__init__(
            _(
                "“{step}” cannot be taken back as it stands: {count} of its values were changed later. "
                "Nothing was changed. Take the later changes back first, or confirm that they be overwritten."
            ).format(step=step.subject or step.verb, count=len(places))
        )
        self.step = step
        self.places = tuple(dict.fromkeys(places))
        self.entities = tuple(dict.fromkeys((kind, entity) for kind, entity, _group in places))


@dataclass
class Steps:
    """What can be undone and redone now, the nearest last."""

    undo: list[Step] = field(default_factory=list)
    redo: list[Step] = field(default_factory=list)


def steps(db: Any, replica: str, most: int = 2_000) -> Steps:
    """Read both stacks of this replica off the latest transactions."""
    found = db.execute(
        "SELECT id, verb, subject, first, last, undoes, barrier FROM txn"
        " WHERE replica = ? AND last > ? ORDER BY n DESC LIMIT ?",
        (replica, _sent(db), most),
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


def _sent(db: Any) -> int:
    """Return the last line that was there when a package was sent: undo goes back no further (design 7.7)."""
    row = db.execute("SELECT value FROM meta WHERE name = 'sent'").fetchone()
    return int(row[0]) if row else 0


def take_back(journal: Journal, step: Step, transaction: Transaction, *, force: bool = False) -> None:
    """Write the lines that give every value changed by ``step`` its earlier value again.

    Raises LaterEdits when a value was changed since by another step, unless
    ``force``; then nothing has been written.
    """
    changes = list(_net_changes(journal, step))
    if not force:
        blocked = [entity for change in changes for entity in _edited_later(journal, change)]
        if blocked:
            raise LaterEdits(step, blocked)
    by_entity: dict[str, list[_Change]] = {}
    for change in changes:
        by_entity.setdefault(change.entity, []).append(change)
    for entity, found in by_entity.items():
        _write_back(journal, transaction, entity, found)


@dataclass(frozen=True)
class _Change:
    """What a step did to one group: the versions it superseded, and those it left.

    Of an entity the step made there is one, for the group DELETED, and ``written`` is all it wrote.
    """

    kind: EntityKind
    entity: str
    group: str
    before: tuple[Dot, ...]
    written: tuple[Dot, ...]
    created: bool = False


def _net_changes(journal: Journal, step: Step) -> list[_Change]:
    found: dict[tuple[str, str], _Change] = {}
    made: set[str] = set()
    rows = journal.db.execute(
        "SELECT line FROM change WHERE n BETWEEN ? AND ? ORDER BY n", (step.first, step.last)
    )
    for (raw,) in rows.fetchall():
        line = read(journal.model, raw)
        kind = journal.model.kinds[line.kind]
        if line.first:
            made.add(line.entity)
        # Taking back a creation takes the entity away; its values need not be emptied.
        groups: Iterable[str] = (DELETED,) if line.entity in made else group_values(kind, line)
        for group in groups:
            parents = line.parents.get(group, ())
            if line.entity not in made and parents and parents == line.restores.get(group):
                continue  # laid down again in another scope: nothing changed
            key = (line.entity, group)
            change = found.get(key) or _Change(kind, line.entity, group, parents, (), line.first)
            found[key] = replace(change, written=(*change.written, line.dot))
    return list(found.values())


def _edited_later(journal: Journal, change: _Change) -> Iterator[tuple[str, str, str]]:
    """Yield entity and unit of conflict of each value that another step has changed since."""
    groups = (*change.kind.groups, DELETED) if change.created else (change.group,)
    for group, heads in journal.heads_of(change.entity, groups).items():
        own = {origin(journal, dot, group) for dot in change.written}
        if any(origin(journal, head, group) not in own for head in heads):
            yield change.kind.code, change.entity, group
    if change.created and change.kind.record is not None:
        yield from _rows_added_later(journal, change)


def _rows_added_later(journal: Journal, change: _Change) -> Iterator[tuple[str, str, str]]:
    transaction = journal.line_of(change.written[0]).transaction
    rows = journal.db.execute(
        "SELECT kind, eid, base_sid, base_seq FROM entity WHERE owner = ?", (bytes.fromhex(change.entity),)
    ).fetchall()
    for code, eid, sid, seq in rows:
        kind = journal.model.kinds.get(code)
        if kind is None or (seq is not None and journal.line_at(sid, seq).transaction == transaction):
            continue
        table = kind.table_name
        if journal.db.execute(f'SELECT 1 FROM "{table}" WHERE id = ? AND _deleted = 0', (eid,)).fetchone():
            yield code, eid.hex(), DELETED


def origin(journal: Journal, dot: Dot, group: str) -> Dot:
    """Return the dot where the value standing at ``dot`` was first written, through all restorations."""
    while True:
        restored = journal.line_of(dot).restores.get(group, ())
        if len(restored) != 1:
            return dot
        dot = restored[0]


def _write_back(journal: Journal, transaction: Transaction, entity: str, changes: list[_Change]) -> None:
    values: dict[str, Any] = {}
    several: dict[str, tuple[dict[str, Any], ...]] = {}
    parents: dict[str, tuple[Dot, ...]] = {}
    restores: dict[str, tuple[Dot, ...]] = {}
    kind = changes[0].kind
    for change in changes:
        parents[change.group] = journal.heads(entity, change.group)
        if change.created:
            values[DELETED] = {"reason": transaction.verb}
            continue
        earlier = versions(journal, kind, change.group, change.before)
        named = [named_values(kind.members(change.group), value) for value in earlier]
        if len(named) == 1:
            values.update(named[0])
            restores[change.group] = change.before
        else:
            several[change.group] = tuple(named)
            restores[change.group] = tuple(earlier.values())
    transaction.write(
        kind.code,
        entity,
        values,
        scope=transaction.scope_of(entity),
        parents=parents,
        several=several,
        restores=restores,
        seen=transaction.seen(entity) if values.get(DELETED) else None,
    )
    if SCOPE in values:
        transaction.lay_down(kind.code, entity)


def named_values(members: tuple[str, ...], value: tuple[Any, ...]) -> dict[str, Any]:
    """Return a value of a group by the names of its fields; a tombstone becomes an object again."""
    return {name: dict(v) if isinstance(v, tuple) else v for name, v in zip(members, value, strict=True)}


def versions(
    journal: Journal, kind: EntityKind, group: str, dots: Iterable[Dot]
) -> dict[tuple[Any, ...], Dot]:
    """Return the values written at ``dots``, each with the line that first said it; nothing for none.

    One value, or several that were not settled: then the order is that in which a line gives them again.
    """
    nothing = ((None,) * len(kind.members(group)),)
    found: dict[tuple[Any, ...], Dot] = {}
    for dot in dots:
        line = journal.line_of(dot)
        values = group_values(kind, line).get(group, nothing)
        told = line.restores.get(group, ()) if group in line.several else ()
        for value, said in zip(
            values, told if len(told) == len(values) else (dot,) * len(values), strict=True
        ):
            found.setdefault(value, said)
    return dict(sorted(found.items(), key=lambda pair: repr(pair[0]))) or {nothing[0]: Dot("", "", 0)}
