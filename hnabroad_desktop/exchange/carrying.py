"""Says again, where a record has moved to, what others still wrote where it came from.

Whoever receives only the new scope would never learn of an edit made in the old
one by somebody who had not heard of the move. The copy that is holds both says it
there; it is a copy and no new version, so two that do so do not differ.
"""

from __future__ import annotations

from collections.abc import Iterable

from hnabroad_desktop.exchange.laying import is_said
from hnabroad_desktop.store.journal import Journal
from hnabroad_desktop.store.lines import SCOPE, Line
from hnabroad_desktop.store.transaction import Transaction

#: (entity, scope) of lines that came and did not create their entity.
Touched = set[tuple[bytes, str]]

#: So many entities are looked up together.
_TOGETHER = 500


def touched_by(lines: Iterable[Line]) -> Touched:
    """Return what ``lines`` touch and in which scope; an entity they create has nothing to carry."""
    return {(bytes.fromhex(line.entity), line.dot.scope) for line in lines if not line.first}


def carry(journal: Journal, step: Transaction, touched: Touched) -> None:
    """Lay down again the entities that stand in another scope than a line that came for them."""
    eids = sorted({eid for eid, _scope in touched})
    for start in range(0, len(eids), _TOGETHER):
        part = eids[start : start + _TOGETHER]
        marks = ", ".join("?" * len(part))
        rows = journal.db.execute(
            f"SELECT eid, kind, scope FROM entity WHERE made AND eid IN ({marks})", part
        ).fetchall()
        here = {eid: scope.hex() for eid, _kind, scope in rows}
        away = {eid for eid, scope in touched if scope != here.get(eid, scope)}
        for eid, kind, _scope in rows:
            if eid in away and kind in journal.model.kinds and step.is_owned(kind):
                _carry(journal, step, kind, eid, here[eid])


def _carry(journal: Journal, step: Transaction, kind: str, eid: bytes, scope: str) -> None:
    entity = eid.hex()
    if not is_said(journal, kind, entity, scope) and _reaches_here(journal, eid, entity, scope):
        step.lay_down(kind, entity, scope)


def _reaches_here(journal: Journal, eid: bytes, entity: str, scope: str) -> bool:
    """Tell whether this file speaks for a scope: it holds lines of it on the entity, or moved it there."""
    came = journal.db.execute(
        "SELECT 1 FROM change WHERE eid = ? AND sid IN (SELECT sid FROM stream WHERE scope = ?) LIMIT 1",
        (eid, bytes.fromhex(scope)),
    ).fetchone()
    return came is not None or any(dot.replica == journal.replica for dot in journal.heads(entity, SCOPE))
