"""Writes what somebody chose between values at odds, as ordinary lines of this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hnabroad_desktop.base.fields import FieldError
from hnabroad_desktop.exchange.plan import Difference, Plan
from hnabroad_desktop.exchange.refusals import WrongChoice
from hnabroad_desktop.store import books
from hnabroad_desktop.store.journal import Journal
from hnabroad_desktop.store.lines import DELETED, Dot, Line
from hnabroad_desktop.store.model import EntityKind
from hnabroad_desktop.store.transaction import Transaction
from hnabroad_desktop.store.undo import named_values, versions
from hnabroad_desktop.store.versions import read

#: What was chosen: (id, unit of conflict) -> value.
Chosen = Mapping[tuple[str, str], Any]


def settle(journal: Journal, step: Transaction, plan: Plan, chosen: Chosen, check: Callable[[], None]) -> int:
    """Write the values chosen; proposals nobody accepted give way to what stood before, and wait.

    ``check`` is called before each. Returns how many values were chosen. Raises WrongChoice.
    """
    places = {(d.id, d.field): d for d in (*plan.conflicts, *plan.proposals)}
    for _id, group in (place for place in chosen if place not in places):
        raise WrongChoice(group)
    waiting = []
    for place, difference in places.items():
        if place in chosen:
            check()
            set_value(journal, step, difference.kind, *place, chosen[place])
    for proposal in plan.proposals:
        if (proposal.id, proposal.field) not in chosen:
            check()
            set_value(journal, step, proposal.kind, proposal.id, proposal.field, proposal.ours.value)
            body = _body(proposal, journal.model.kinds[proposal.kind].schema)
            waiting.append((bytes.fromhex(proposal.id), proposal.field, body))
    books.keep_proposals(journal.db, plan.package_id, waiting)
    return len(chosen)


def _body(proposal: Difference, schema: int) -> dict[str, Any]:
    side = proposal.theirs
    return {
        "schema": schema,
        "names": proposal.names,
        "kind": proposal.kind,
        "record": proposal.record,
        "value": side.value,
        "unit": side.unit,
        "user": side.user,
        "at": side.at.isoformat() if side.at is not None else "",
    }


def set_value(
    journal: Journal, step: Transaction, kind_code: str, entity: str, group: str, value: Any
) -> None:
    """Write one chosen value over every standing one. Raises WrongChoice."""
    kind = journal.model.kinds[kind_code]
    gone = {DELETED: dict(value) if value else None} if group == DELETED else None
    values: dict[str, Any] = gone if gone is not None else _cleaned(kind, group, value)
    step.write(
        kind_code,
        entity,
        values,
        scope=step.scope_of(entity),
        parents=journal.heads_of(entity, (group,)),
        covers=True,
        seen=step.seen(entity) if values.get(DELETED) else None,
    )
    scope = _scope_field(journal, kind_code)
    if scope and group == kind.group_of[scope]:
        journal.flush()
        step.follow_scope(kind_code, entity)


def _cleaned(kind: EntityKind, group: str, value: Any) -> dict[str, Any]:
    names = kind.members(group)
    by_name = {f.name: f for f in kind.fields}
    given = value if len(names) > 1 else {names[0]: value}
    try:
        return {name: by_name[name].clean(given.get(name)) for name in names}
    except FieldError as error:
        raise WrongChoice(group, str(error)) from error
    except (AttributeError, TypeError, KeyError) as error:
        raise WrongChoice(group) from error


def _scope_field(journal: Journal, kind: str) -> str:
    record_type = journal.model.record_types.get(kind)
    return record_type.scope if record_type is not None else ""


def take_back_settled(journal: Journal, step: Transaction, settled: str) -> None:
    """Give the values that stood before a settlement again, where nothing was written over it since.

    Of what the settlement chose between, only what still counts comes back.
    """
    row = journal.db.execute("SELECT first, last FROM txn WHERE id = ?", (settled,)).fetchone()
    if row is None:
        return
    rows = journal.db.execute("SELECT line FROM change WHERE n BETWEEN ? AND ? ORDER BY n", tuple(row))
    for (raw,) in rows.fetchall():
        line = read(journal.model, raw)
        kind = journal.model.kinds.get(line.kind)
        if kind is None:
            continue
        for group in line.parents:
            if line.copies(group):
                continue  # laid down elsewhere: nothing was chosen
            heads = journal.heads(line.entity, group)
            if line.dot in heads:
                _give_again(journal, step, line, group, heads)


def _give_again(journal: Journal, step: Transaction, line: Line, group: str, heads: tuple[Dot, ...]) -> None:
    kind = journal.model.kinds[line.kind]
    before = (*line.parents[group], *(dot for dot in heads if dot != line.dot))
    dots = [dot for dot in dict.fromkeys(before) if journal.streams.known(dot) is not None]
    if not dots:
        return
    # What is at odds is said whole: those who go on counting the package see that it is open again.
    found = versions(journal, kind, group, dots)
    named = [named_values(kind.members(group), value) for value in found]
    step.write(
        line.kind,
        line.entity,
        named[0] if len(named) == 1 else {},
        scope=step.scope_of(line.entity),
        parents={group: heads},
        several={group: tuple(named)} if len(named) > 1 else {},
        restores={group: tuple(found.values())},
        seen=step.seen(line.entity) if len(named) == 1 and named[0].get(DELETED) else None,
        covers=len(named) == 1,
    )
