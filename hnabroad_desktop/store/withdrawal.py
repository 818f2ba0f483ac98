"""Takes lines out of the readings without taking them out of the journal, and puts them back (design 7.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.store.apply import Applier, Entry
from hnabroad_desktop.store.authority import RULES
from hnabroad_desktop.store.journal import Journal
from hnabroad_desktop.store.lines import decode
from hnabroad_desktop.store.versions import read

#: So many entities are folded again together.
_TOGETHER = 400


def withdraw(journal: Journal, above: Mapping[int, int], report: Report = silent) -> None:
    """Let the lines of each stream after ``above`` count no more, and fold again what they touched."""
    db = journal.db
    journal.flush()
    touched: set[bytes] = set()
    for sid, seq in above.items():
        touched.update(
            eid for (eid,) in db.execute("SELECT eid FROM change WHERE sid = ? AND seq > ?", (sid, seq))
        )
        db.execute(
            "INSERT INTO withdrawn VALUES (?, ?)"
            " ON CONFLICT (sid) DO UPDATE SET above = min(above, excluded.above)",
            (sid, seq),
        )
    journal.refresh()
    fold_again(journal, touched, report)
    journal.refresh()


def activate(journal: Journal, upto: Mapping[int, int], report: Report = silent) -> None:
    """Let the lines of each stream up to ``upto`` count again, and fold again what they touch.

    What was never taken back is left alone.
    """
    db = journal.db
    journal.flush()
    touched: set[bytes] = set()
    for sid, last in upto.items():
        row = db.execute(
            "SELECT above, n FROM withdrawn JOIN stream USING (sid) WHERE sid = ?", (sid,)
        ).fetchone()
        if row is None or last <= row[0]:
            continue
        touched.update(
            eid
            for (eid,) in db.execute(
                "SELECT eid FROM change WHERE sid = ? AND seq > ? AND seq <= ?", (sid, row[0], last)
            )
        )
        if last >= row[1]:
            db.execute("DELETE FROM withdrawn WHERE sid = ?", (sid,))
        else:
            db.execute("UPDATE withdrawn SET above = ? WHERE sid = ?", (last, sid))
    if touched:
        journal.refresh()
        fold_again(journal, touched, report)
        journal.refresh()


def fold_again(journal: Journal, entities: Iterable[bytes], report: Report = silent) -> None:
    """Make the readings of some entities anew from the journal; rows before the records they stand in."""
    db, model = journal.db, journal.model
    kinds: dict[bytes, str] = {}
    owners: set[bytes] = set()
    wanted = sorted(entities)
    for part in _parts(wanted):
        report(0, len(wanted))
        for eid, raw in db.execute(
            f"SELECT eid, line FROM change WHERE eid IN ({_marks(part)}) ORDER BY n DESC", part
        ):
            line = decode(raw)
            kinds[eid] = line.kind
            if line.owner:
                owners.add(bytes.fromhex(line.owner))
    for part in _parts(sorted(owners - kinds.keys())):
        kinds.update(
            db.execute(f"SELECT eid, kind FROM entity WHERE eid IN ({_marks(part)})", part).fetchall()
        )
    if RULES in kinds.values():
        journal.note_rules()
    rows = sorted(eid for eid, kind in kinds.items() if "." in kind)
    records = sorted(eid for eid, kind in kinds.items() if "." not in kind)
    done = 0
    for part in (*_parts(rows), *_parts(records)):
        report(done, len(rows) + len(records))
        done += len(part)
        db.execute(f"DELETE FROM entity WHERE eid IN ({_marks(part)})", part)
        db.execute(f"DELETE FROM superseded WHERE eid IN ({_marks(part)})", part)
        for code in {kinds[eid] for eid in part} & model.kinds.keys():
            table = model.kinds[code].table_name
            db.execute(f'DELETE FROM "{table}" WHERE id IN ({_marks(part)})', part)
        _fold_part(journal, part)


def _fold_part(journal: Journal, part: list[bytes]) -> None:
    streams = journal.streams
    # Parents are lines of the same entity: with nothing folded before, their order in this file decides.
    applier = Applier(journal.db, journal.model, streams, journal.line_at, anew=True)
    found = journal.db.execute(
        f"SELECT sid, line FROM change WHERE eid IN ({_marks(part)}) ORDER BY n", part
    ).fetchall()
    entries = (Entry(sid, read(journal.model, raw)) for sid, raw in found)
    applier.fold((e for e in entries if streams.counts(e.sid, e.line.dot.seq)), new=True)
    applier.flush()


def _parts(ids: list[bytes]) -> list[list[bytes]]:
    return [ids[start : start + _TOGETHER] for start in range(0, len(ids), _TOGETHER)]


def _marks(part: list[Any]) -> str:
    return ", ".join("?" * len(part))
