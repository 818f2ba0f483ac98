"""Says in the scope of a receiver what stands elsewhere: decisions on its people, data of before."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import orjson

from hnabroad_desktop.exchange.sharing import Tree
from hnabroad_desktop.records import SCOPES
from hnabroad_desktop.records.scope import NAMED
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.journal import Journal
from hnabroad_desktop.store.lines import COMMON, DELETED, SHIPPED, Dot
from hnabroad_desktop.store.model import Model

#: (kind, entity, scope to say it in).
_Place = tuple[str, str, str]


def lay_for(file: DataFile, receivers: Collection[str], units: Tree) -> None:
    """Write what is to be said before packing; nothing where all is said."""
    with file.raw() as db:
        wanted = sorted({*_named(db, file.model, receivers, units), *_before_scopes(db, file.model)})
    if not wanted:
        return
    with file.transaction("pack", barrier=True) as step:
        for kind, entity, scope in wanted:
            if not scope and SCOPES[kind.partition(".")[0]].owner:
                step.move(kind, entity, step.home)
            elif not scope or not is_said(step.journal, kind, entity, scope):
                step.lay_down(kind, entity, scope)


def _named(db: Any, model: Model, receivers: Collection[str], units: Tree) -> Iterator[_Place]:
    """Yield the records that concern people of the receivers, with their rows, and the people's units."""
    for code, rule in SCOPES.items():
        if NAMED not in rule.receivers or code not in model.kinds:
            continue
        for record, unit in sorted(_people_named(db, model, code)):
            if not any(units.covers(receiver, unit) for receiver in receivers):
                continue
            yield code, record.hex(), unit
            rows = db.execute("SELECT kind, eid FROM entity WHERE owner = ?", (record,)).fetchall()
            for row_kind, row in rows:
                if row_kind in model.kinds:
                    yield row_kind, row.hex(), unit


def _people_named(db: Any, model: Model, code: str) -> set[tuple[bytes, str]]:
    """Return (record, unit of a person it or one of its rows names)."""
    found: set[tuple[bytes, str]] = set()
    for kind_code, kind in model.kinds.items():
        if kind_code.partition(".")[0] != code:
            continue
        record = "_owner" if kind.owner else "id"
        for name in kind.references:
            rows = db.execute(
                f'SELECT r."{record}", c.unit FROM "{kind.table_name}" r'
                f' JOIN r_cadre c ON c.id = r."{name}" WHERE c.unit IS NOT NULL AND r."{record}" IS NOT NULL'
            )
            found.update((record_id, unit.hex()) for record_id, unit in rows.fetchall())
    return found


def is_said(journal: Journal, kind_code: str, entity: str, scope: str) -> bool:
    """Tell whether every value that stands was written in ``scope``, or laid down there."""
    kind = journal.model.kinds[kind_code]
    heads = journal.heads_of(entity, (*kind.groups, DELETED))
    return all(
        _reaches(journal, dot, group, scope)
        for group, dots in heads.items()
        for dot in dots
        if len(dots) == 1
    )


def _reaches(journal: Journal, dot: Dot, group: str, scope: str) -> bool:
    while dot.scope != scope:
        copied = journal.line_of(dot).copies(group) if journal.streams.known(dot) is not None else ()
        if any(one.scope == scope for one in copied):
            return True
        if not copied:
            return False
        dot = copied[-1]
    return True


def _before_scopes(db: Any, model: Model) -> Iterator[_Place]:
    """Yield what versions of the program without streams for each kind wrote, to be said where it belongs."""
    sids = [
        sid
        for sid, replica in db.execute(
            "SELECT sid, replica FROM stream WHERE scope = ?", (bytes.fromhex(COMMON),)
        )
        if replica.hex() != SHIPPED
    ]
    for sid in sids:
        rows = db.execute(
            "SELECT DISTINCT e.kind, e.eid, e.base_sid, e.heads FROM change c JOIN entity e ON e.eid = c.eid"
            " WHERE c.sid = ?",
            (sid,),
        ).fetchall()
        for kind, eid, base, heads in rows:
            record_kind = kind.partition(".")[0]
            rule = SCOPES.get(record_kind)
            if kind not in model.kinds or rule is None or not (rule.receivers or rule.owner):
                continue
            named = orjson.loads(heads) if heads else {}
            standing = {head[0] for found in named.values() for head in found}
            if not named.keys() >= set(model.kinds[kind].groups):
                standing.add(base)
            if sid in standing:
                yield kind, eid.hex(), ""
