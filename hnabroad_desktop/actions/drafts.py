"""What is typed and not saved yet, kept for the case that the power fails; no part of the journal."""

from __future__ import annotations

import datetime as dt

import orjson

from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.versions import values_today


def keep(file: DataFile, record: Record | None, kind: str, record_id: str) -> bool:
    """Keep ``record`` as the draft of a form; None forgets the draft.

    False, and nothing was kept, while a long job writes: it does not give way to what was not
    saved. Then this is to be asked again some seconds later.
    """
    if record is not None and file.turns.job_writes:
        return False
    with file.local() as db:
        if record is None:
            db.execute("DELETE FROM draft WHERE kind = ? AND id = ?", (kind, record_id))
            return True
        body = orjson.dumps(
            {
                "schema": file.model.kinds[kind].schema,
                "values": dict(record.values),
                "rows": {
                    name: [{"id": row.id, "values": dict(row.values)} for row in rows]
                    for name, rows in record.rows.items()
                },
            }
        )
        now = dt.datetime.now().isoformat(timespec="seconds")
        db.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)", (kind, record_id, now, body))
    return True


def kept(file: DataFile, kind: str, record_id: str) -> Record | None:
    """Return what was typed and not saved, if anything; also in the form of an earlier version."""
    body = file.draft(kind, record_id)
    if body is None:
        return None
    found = orjson.loads(body)
    kinds, schema = file.model.kinds, found.get("schema", 1)
    rows = {
        name: tuple(
            Row(values_today(kinds[f"{kind}.{name}"], schema, row["values"]), row["id"]) for row in rows
        )
        for name, rows in found["rows"].items()
        if f"{kind}.{name}" in kinds
    }
    return Record(kind, values_today(kinds[kind], schema, found["values"]), rows, record_id)
