"""Makes the readings of the journal anew, and proves that they agree with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import orjson

from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.store.apply import Applier, Entry
from hnabroad_desktop.store.fold import chosen, fold
from hnabroad_desktop.store.journal import enter_transaction
from hnabroad_desktop.store.lines import Dot, Line, chain, decode
from hnabroad_desktop.store.model import EntityKind, Model
from hnabroad_desktop.store.streams import Streams
from hnabroad_desktop.store.tables import drop_statements, list_index_statements, table_statements

_CHUNK = 2_000

#: Number of a stream in this file -> its replica and scope.
StreamNames = dict[int, tuple[str, str]]


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: what was checked, where, and how it differs.

    ``what`` is one of chain, reading, reference; ``where`` names the stream or entity.
    """

    what: str
    where: str
    detail: str


def rebuild(db: Any, model: Model, report: Report = silent) -> int:
    """Drop every reading and fold the whole journal again; return the number of lines.

    Runs inside the caller's transaction. Memory stays flat: lines pass in chunks.
    """
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    for statement in drop_statements(names):
        db.execute(statement)
    for statement in table_statements(model):
        db.execute(statement)
    streams = Streams(db)

    def line_at(sid: int, seq: int) -> Line:
        return decode(
            db.execute("SELECT line FROM change WHERE sid = ? AND seq = ?", (sid, seq)).fetchone()[0]
        )

    applier = Applier(db, model, streams, line_at, anew=True)
    total = int(db.execute("SELECT count(*) FROM change").fetchone()[0])
    done = last = 0
    open_step: list[Any] = []
    while True:
        rows = db.execute(
            "SELECT n, sid, line FROM change WHERE n > ? ORDER BY n LIMIT ?", (last, _CHUNK)
        ).fetchall()
        if not rows:
            break
        lines = [decode(raw) for _n, _sid, raw in rows]
        applier.fetch(bytes.fromhex(line.entity) for line in lines)
        applier.fold((Entry(row[1], line) for row, line in zip(rows, lines, strict=True)), new=True)
        applier.flush()
        applier.states.clear()
        _enter_transactions(db, open_step, rows, lines)
        last = rows[-1][0]
        done += len(rows)
        report(done, total)
    _close_step(db, open_step)
    for statement in list_index_statements(model):
        db.execute(statement)
    return done


def _enter_transactions(db: Any, open_step: list[Any], rows: list[Any], lines: list[Line]) -> None:
    for (n, _sid, _raw), line in zip(rows, lines, strict=True):
        if open_step and open_step[0].transaction == line.transaction:
            open_step[2] = n
        else:
            _close_step(db, open_step)
            open_step[:] = [line, n, n]


def _close_step(db: Any, open_step: list[Any]) -> None:
    if not open_step:
        return
    enter_transaction(db, *open_step)


def check_chain(db: Any) -> Iterator[Finding]:
    """Find streams whose lines do not hash to their recorded chain, or that have gaps."""
    streams = db.execute("SELECT sid, replica, scope, n, tip FROM stream ORDER BY sid").fetchall()
    for sid, replica, scope, n, tip in streams:
        where = f"{replica.hex()[:8]}/{scope.hex()[:8]}"
        previous, expected = b"\0" * 32, 1
        for seq, raw, recorded in db.execute(
            "SELECT seq, line, hash FROM change WHERE sid = ? ORDER BY seq", (sid,)
        ):
            if seq != expected:
                yield Finding("chain", where, f"#{expected}")
                break
            previous = chain(previous, raw)
            if previous != recorded:
                yield Finding("chain", where, f"#{seq}")
                break
            expected += 1
        else:
            if expected - 1 != n or (n and previous != tip):
                yield Finding("chain", where, f"#{n}")


def check_readings(db: Any, model: Model) -> Iterator[Finding]:
    """Find entities whose tables do not say what folding their lines says.

    Folds with the plain definition in ``fold``, not with the code that wrote the tables.
    """
    names = {
        sid: (replica.hex(), scope.hex())
        for sid, replica, scope in db.execute("SELECT sid, replica, scope FROM stream").fetchall()
    }
    cursor = db.execute("SELECT eid, line FROM change ORDER BY eid, n")
    for eid, group in groupby(cursor, key=lambda row: row[0]):
        lines = [decode(raw) for _eid, raw in group]
        kind = model.kinds.get(lines[0].kind)
        if kind is None:
            continue
        difference = _difference(db, kind, eid, lines, names)
        if difference:
            yield Finding("reading", f"{kind.code} {eid.hex()}", difference)
    for code, kind in model.kinds.items():
        extra = db.execute(
            f'SELECT count(*) FROM "{kind.table_name}" WHERE id NOT IN (SELECT eid FROM change)'
        ).fetchone()[0]
        if extra:
            yield Finding("reading", code, f"+{extra}")


def _difference(db: Any, kind: EntityKind, eid: bytes, lines: list[Line], names: StreamNames) -> str:
    folded = fold(kind, lines)
    columns = ("_deleted", "_unsettled", *kind.names)
    quoted = ", ".join(f'"{name}"' for name in columns)
    row = db.execute(f'SELECT {quoted} FROM "{kind.table_name}" WHERE id = ?', (eid,)).fetchone()
    if row is None:
        return "-"
    expected: dict[str, Any] = {
        "_deleted": int(folded.deleted),
        "_unsettled": " ".join(folded.unsettled) or None,
    }
    for group, members in kind.groups.items():
        heads = folded.heads.get(group)
        value = chosen(heads) if heads else (None,) * len(members)
        expected |= {n: kind.to_sql(n, v) for n, v in zip(members, value, strict=True)}
    wrong = [name for name, found in zip(columns, row, strict=True) if expected[name] != found]
    return ", ".join(wrong) or _heads_difference(db, kind, eid, dict(folded.heads), names)


def _heads_difference(
    db: Any, kind: EntityKind, eid: bytes, heads: dict[str, Any], names: StreamNames
) -> str:
    row = db.execute("SELECT base_sid, base_seq, heads FROM entity WHERE eid = ?", (eid,)).fetchone()
    if row is None:
        return "entity"
    kept = orjson.loads(row[2]) if row[2] else {}
    for group in kind.groups:
        known = kept.get(group, [] if row[0] is None else [[row[0], row[1]]])
        dots = {Dot(*names[h[0]], h[1]) for h in known}
        if dots != {head.dot for head in heads.get(group, ())}:
            return f"heads of {group}"
    return ""


def check_references(db: Any, model: Model) -> Iterator[Finding]:
    """Find references to records the file has never heard of, and rows without their record."""
    for code, kind in model.kinds.items():
        for name in sorted(kind.references):
            for eid, target in db.execute(
                f'SELECT id, "{name}" FROM "{kind.table_name}" WHERE "{name}" IS NOT NULL'
                f' AND "{name}" NOT IN (SELECT eid FROM entity)'
            ):
                yield Finding("reference", f"{code} {eid.hex()}", f"{name} -> {target.hex()}")
        if kind.owner:
            for (eid,) in db.execute(
                f'SELECT id FROM "{kind.table_name}" WHERE _owner IS NULL'
                " OR _owner NOT IN (SELECT eid FROM entity)"
            ):
                yield Finding("reference", f"{code} {eid.hex()}", "owner")
