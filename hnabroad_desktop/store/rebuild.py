"""Makes the readings of the journal anew, and proves that they agree with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import orjson

from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.store.apply import HIDDEN, Applier, Entry
from hnabroad_desktop.store.authority import FromAbove, shown_from_above, weight
from hnabroad_desktop.store.fold import Folded, Rank, fold
from hnabroad_desktop.store.journal import enter_transaction, transaction_row
from hnabroad_desktop.store.lines import DELETED, SCOPE, Dot, Line, chain, decode
from hnabroad_desktop.store.model import EntityKind, Model
from hnabroad_desktop.store.projection import derived_columns
from hnabroad_desktop.store.reading import quoted, rows_of
from hnabroad_desktop.store.streams import Streams
from hnabroad_desktop.store.tables import drop_statements, list_index_statements, table_statements
from hnabroad_desktop.store.versions import read

#: So many lines are held in memory at once.
_CHUNK = 500


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
        row = db.execute("SELECT line FROM change WHERE sid = ? AND seq = ?", (sid, seq)).fetchone()
        return read(model, row[0])

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
        lines = [read(model, raw) for _n, _sid, raw in rows]
        applier.fetch(bytes.fromhex(line.entity) for line in lines)
        entries = (Entry(row[1], line) for row, line in zip(rows, lines, strict=True))
        applier.fold((e for e in entries if streams.counts(e.sid, e.line.dot.seq)), new=True)
        applier.flush()
        applier.states.clear()
        _enter_transactions(db, open_step, rows, lines)
        last = rows[-1][0]
        done += len(rows)
        report(done, total)
    _close_step(db, open_step)
    applier.show_again()
    for statement in list_index_statements(model):
        db.execute(statement)
        report(done, total)
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
        fault = _first_fault(db, sid, n, tip)
        if fault:
            yield Finding("chain", f"{replica.hex()[:8]}/{scope.hex()[:8]}", f"#{fault}")
    numbered, highest, strange = db.execute(
        "SELECT count(*), coalesce(max(n), 0), sum(sid NOT IN (SELECT sid FROM stream)) FROM change"
    ).fetchone()
    if numbered != highest or strange:
        yield Finding("chain", "change", f"{numbered} / {highest}")


def _first_fault(db: Any, sid: int, length: int, tip: bytes) -> int:
    """Return the place in a stream from which it is not as it was written, 0 for a sound one."""
    previous, expected, last = b"\0" * 32, 1, 0
    for n, seq, raw, recorded in db.execute(
        "SELECT n, seq, line, hash FROM change WHERE sid = ? ORDER BY seq", (sid,)
    ):
        previous = chain(previous, raw)
        # Lines arrive in their order, so their numbers in this file rise with it.
        if seq != expected or previous != recorded or n <= last:
            return expected
        expected, last = expected + 1, n
    return 0 if expected - 1 == length and (not length or previous == tip) else expected


def check_readings(db: Any, model: Model) -> Iterator[Finding]:
    """Find entities whose tables do not say what folding their lines says, and steps entered wrongly.

    Folds with the plain definition in ``fold``, not with the code that wrote the tables.
    """
    names = {
        sid: (replica.hex(), scope.hex())
        for sid, replica, scope in db.execute("SELECT sid, replica, scope FROM stream")
    }
    streams, above = Streams(db), shown_from_above(db, model)
    sound = True
    cursor = db.execute("SELECT eid, sid, seq, line FROM change ORDER BY eid, n")
    for eid, group in groupby(cursor, key=lambda row: row[0]):
        lines = []
        for _eid, sid, seq, raw in group:
            line = read(model, raw)
            if streams.counts(sid, seq):
                lines.append(line)
            if line.entity != eid.hex() or line.dot != (*names.get(sid, ("", "")), seq):
                yield Finding("chain", f"{line.kind} {eid.hex()}", f"#{seq}")
        kind = model.kinds.get(line.kind)
        if kind is None:
            continue
        where = (db, model, kind, eid, lines, streams, above)
        difference = _difference(*where) if lines else _left_over(db, kind, eid)
        if difference:
            sound = False
            yield Finding("reading", f"{kind.code} {eid.hex()}", difference)
    for table, name in (*((k.table_name, "id") for k in model.kinds.values()), ("entity", "eid")):
        extra = db.execute(
            f'SELECT count(*) FROM "{table}" WHERE "{name}" NOT IN (SELECT eid FROM change)'
        ).fetchone()[0]
        if extra:
            yield Finding("reading", table, f"+{extra}")
    if sound:
        # Worked out from columns that are proved by now; from wrong ones it would lead astray.
        yield from _check_derived(db, model)
    yield from _check_steps(db)


def _left_over(db: Any, kind: EntityKind, eid: bytes) -> str:
    """Say what is left of an entity of which nothing counts any more."""
    for table, name in ((kind.table_name, "id"), ("entity", "eid")):
        if db.execute(f'SELECT 1 FROM "{table}" WHERE "{name}" = ?', (eid,)).fetchone():
            return table
    return ""


def _rank(kind: EntityKind, streams: Streams, above: FromAbove) -> Rank:
    def rank(group: str, dot: Dot) -> tuple[int, Dot]:
        return weight(above, kind.code, group) * streams.level(dot.replica), dot

    return rank


def _rows_of(db: Any, model: Model, eid: bytes, streams: Streams, above: FromAbove) -> Iterator[Folded]:
    """Yield the rows of a record, each folded from its lines; a row names its record on its first line."""
    for row, code in db.execute("SELECT eid, kind FROM entity WHERE owner = ?", (eid,)).fetchall():
        kind = model.kinds.get(code) or EntityKind(code, ())
        lines = [
            read(model, raw)
            for sid, seq, raw in db.execute("SELECT sid, seq, line FROM change WHERE eid = ?", (row,))
            if streams.counts(sid, seq)
        ]
        yield fold(kind, lines, _rank(kind, streams, above), streams.gone)


def _difference(
    db: Any,
    model: Model,
    kind: EntityKind,
    eid: bytes,
    lines: list[Line],
    streams: Streams,
    above: FromAbove,
) -> str:
    named = any(line.rows is not None for line in lines)
    rows = tuple(_rows_of(db, model, eid, streams, above)) if named else ()
    folded = fold(kind, lines, _rank(kind, streams, above), streams.gone, rows)
    columns = ("_deleted", "_unsettled", *kind.names, *(("_owner",) if kind.owner else ()))
    row = db.execute(f'SELECT {quoted(columns)} FROM "{kind.table_name}" WHERE id = ?', (eid,)).fetchone()
    if row is None:
        return "-"
    expected: dict[str, Any] = {
        "_deleted": int(folded.deleted) if folded.made else HIDDEN,
        "_unsettled": " ".join(folded.unsettled) or None,
        "_owner": bytes.fromhex(folded.owner) or None,
    }
    values = folded.values
    for group, members in kind.groups.items():
        value = values.get(group, (None,) * len(members))
        expected |= {n: kind.to_sql(n, v) for n, v in zip(members, value, strict=True)}
    wrong = [name for name, found in zip(columns, row, strict=True) if expected[name] != found]
    return ", ".join(wrong) or _entity_difference(db, kind, eid, folded, streams)


def _entity_difference(db: Any, kind: EntityKind, eid: bytes, folded: Folded, streams: Streams) -> str:
    row = db.execute(
        "SELECT kind, owner, scope, base_sid, base_seq, heads, made FROM entity WHERE eid = ?", (eid,)
    ).fetchone()
    expected = (kind.code, bytes.fromhex(folded.owner), folded.made)
    if row is None or (row[0], row[1] or b"", bool(row[6])) != expected:
        return "entity"
    if folded.values.get(SCOPE, (row[2].hex(),)) != (row[2].hex(),):
        return "scope"
    kept = orjson.loads(row[5]) if row[5] else {}
    base = [] if row[3] is None else [[row[3], row[4]]]
    for group in (*kind.groups, DELETED, SCOPE):
        known = kept.get(group, base)
        dots = {Dot(*streams.names(h[0]), h[1]) for h in known}
        # Where nothing was ever said of the tombstone, the fold assumes one that no line wrote.
        if dots != {head.dot for head in folded.heads.get(group, ()) if head.dot.seq}:
            return f"heads of {group}"
        if len(known) > 1 and {_plain(h[2]) for h in known} != {
            _plain(orjson.loads(orjson.dumps(head.value))) for head in folded.heads[group]
        }:
            return f"values of {group}"
    return ""


def _plain(value: Any) -> Any:
    return tuple(_plain(v) for v in value) if isinstance(value, list) else value


def _check_derived(db: Any, model: Model) -> Iterator[Finding]:
    """Find records whose title, keys or derived values are not what their columns and rows give."""
    for kind in model.kinds.values():
        if kind.record is None:
            continue
        question = (
            f'SELECT {quoted(kind.made_from)} FROM "{kind.table_name}" WHERE id > ? ORDER BY id LIMIT 500'
        )
        part = db.execute(question, (b"",)).fetchall()
        while part:
            rows = rows_of(db, model, kind, kind.tables_read, [row[0] for row in part])
            for row in part:
                kept = dict(zip(kind.made_from, row, strict=True))
                found = derived_columns(kind, row[0], kept, rows.get(row[0], {}))
                wrong = [name for name, value in found.items() if kept[name] != value]
                if wrong:
                    yield Finding("reading", f"{kind.code} {row[0].hex()}", ", ".join(wrong))
            part = db.execute(question, (part[-1][0],)).fetchall()


def _check_steps(db: Any) -> Iterator[Finding]:
    """Find transactions that are not entered as their lines say."""
    entered = db.execute(
        "SELECT id, replica, verb, subject, user, at, undoes, barrier, first, last FROM txn"
    ).fetchall()
    kept = {row[0]: row for row in entered}
    met: set[str] = set()
    for line, first, last in _steps(db):
        if line.transaction not in met and kept.get(line.transaction) != transaction_row(line, first, last):
            yield Finding("reading", "txn", line.transaction)
        met.add(line.transaction)
    for transaction in sorted(kept.keys() - met):
        yield Finding("reading", "txn", transaction)


def _steps(db: Any) -> Iterator[tuple[Line, int, int]]:
    """Yield the first line of each transaction with the numbers of its first and last one."""
    opened: Line | None = None
    first = last = 0
    for n, raw in db.execute("SELECT n, line FROM change ORDER BY n"):
        line = decode(raw)
        if opened is None or opened.transaction != line.transaction:
            if opened is not None:
                yield opened, first, last
            opened, first = line, n
        last = n
    if opened is not None:
        yield opened, first, last


def check_references(db: Any, model: Model) -> Iterator[Finding]:
    """Find references to records the file has never heard of, and rows without their record.

    Where packages came in there is nothing to find: what only other units hold is named here and is not here.
    """
    if db.execute("SELECT EXISTS (SELECT 1 FROM package_in)").fetchone()[0]:
        return
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
