"""What happened to a record, field by field, read off the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.store.fold import group_values
from hnabroad_desktop.store.lines import DELETED, SCOPE, Dot, Line
from hnabroad_desktop.store.model import EntityKind, Model
from hnabroad_desktop.store.versions import read


@dataclass(frozen=True)
class Entry:
    """One field of a record, or of a row in it, given another value.

    ``field`` is the name of the field; ``table`` and ``row`` say which row, if
    any. ``verb`` is what the user did. Deleting and restoring show as field
    "_deleted" with the reason as the new value.
    """

    at: dt.datetime
    user: str
    replica: str
    verb: str
    subject: str
    transaction: str
    table: str
    row: str
    field: str
    old: Stored
    new: Stored
    dot: Dot
    first: bool = False
    undone: bool = False
    stands: bool = False


def history(db: Any, model: Model, kind_code: str, record_id: str) -> list[Entry]:
    """Return everything that happened to a record and its rows, the latest first."""
    record_type = model.record_types[kind_code]
    entities = {bytes.fromhex(record_id): model.kinds[kind_code]}
    for table in record_type.tables:
        kind = model.kinds[f"{kind_code}.{table.name}"]
        for (row_id,) in db.execute(
            f'SELECT id FROM "{kind.table_name}" WHERE _owner = ?', (bytes.fromhex(record_id),)
        ).fetchall():
            entities[row_id] = kind
    found: list[tuple[int, Entry]] = []
    for eid, kind in entities.items():
        lines = [
            (n, read(model, raw))
            for n, raw in db.execute("SELECT n, line FROM change WHERE eid = ? ORDER BY n", (eid,)).fetchall()
        ]
        found += _of_entity(kind, eid.hex(), record_id, lines)
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [entry for _n, entry in found]


def _of_entity(
    kind: EntityKind, entity: str, record_id: str, lines: Iterable[tuple[int, Line]]
) -> list[tuple[int, Entry]]:
    lines = list(lines)
    written = {line.dot: line for _n, line in lines}
    superseded = _superseded(written.values())
    result: list[tuple[int, Entry]] = []
    for n, line in lines:
        if line.restores and not line.undoes:
            continue  # a record laid down again in another scope says nothing new
        for group, values in group_values(kind, line).items():
            if group == SCOPE:
                continue
            before = _before(kind, written, line, group)
            for name, old, new in zip(kind.members(group), before, values[0], strict=True):
                if old == new:
                    continue
                entry = Entry(
                    at=moment(line.at),
                    user=line.user,
                    replica=line.dot.replica,
                    verb=line.verb,
                    subject=line.subject,
                    transaction=line.transaction,
                    table="" if entity == record_id else kind.code.partition(".")[2],
                    row="" if entity == record_id else entity,
                    field=name,
                    old=_shown(old),
                    new=_shown(new),
                    dot=line.dot,
                    first=line.first,
                    undone=bool(line.undoes),
                    stands=(group, line.dot) not in superseded,
                )
                result.append((n, entry))
    return result


def _superseded(lines: Iterable[Line]) -> set[tuple[str, Dot]]:
    """Return what no longer stands; a value laid down again in another scope stands where it was written."""
    superseded: set[tuple[str, Dot]] = set()
    again: dict[tuple[str, Dot], Dot] = {}
    for line in lines:
        for group, dots in line.parents.items():
            if not line.undoes and line.restores.get(group) == dots:
                again |= {(group, dot): line.dot for dot in dots}
            else:
                superseded |= {(group, dot) for dot in dots}
    for group, dot in again:
        later: Dot | None = dot
        while later is not None and (group, later) not in superseded:
            later = again.get((group, later))
        if later is not None:
            superseded.add((group, dot))
    return superseded


def _before(kind: EntityKind, written: dict[Dot, Line], line: Line, group: str) -> tuple[Any, ...]:
    # Of several values that were not settled, the one that was shown.
    for dot in sorted(line.parents.get(group, ()), reverse=True):
        earlier = written.get(dot)
        if earlier is not None and group in (values := group_values(kind, earlier)):
            return values[group][0]
    return (None,) * len(kind.members(group))


def _shown(value: Any) -> Stored:
    # A tombstone carries its reason.
    if isinstance(value, tuple):
        return str(dict(value).get("reason", ""))
    return value  # type: ignore[no-any-return]


def moment(at: int) -> dt.datetime:
    """Return the local time a hybrid logical time stands for."""
    return dt.datetime.fromtimestamp((at >> 16) / 1000)


def deleted_reason(db: Any, model: Model, kind_code: str, record_id: str) -> str:
    """Return the reason given when a record was deleted, "" if none was."""
    for entry in history(db, model, kind_code, record_id):
        if entry.field == DELETED and not entry.table:
            return str(entry.new or "")
    return ""
