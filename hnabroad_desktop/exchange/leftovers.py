"""Names what is left of records whose package was taken back: edits and rows set here, and their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.fold import makes
from hnabroad_desktop.store.journal import Journal
from hnabroad_desktop.store.versions import read


def rows_left(journal: Journal, sid: int, start: int) -> Iterator[tuple[str, str]]:
    """Yield (kind, id) of the rows set here in records of which nothing is left."""
    rows = journal.db.execute(
        "SELECT e.kind, e.eid FROM entity e WHERE e.owner IN"
        " (SELECT eid FROM change WHERE sid = ? AND seq > ?)"
        " AND NOT EXISTS (SELECT 1 FROM entity r WHERE r.eid = e.owner AND r.made)",
        (sid, start),
    ).fetchall()
    for kind, eid in rows:
        groups = journal.model.kinds[kind].groups if kind in journal.model.kinds else ()
        heads = journal.heads_of(eid.hex(), groups)
        if any(dot.replica == journal.replica for dots in heads.values() for dot in dots):
            yield kind, eid.hex()


def waiting_titles(journal: Journal, edited: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return id -> title of the records among ``edited``, or around a row there, that nothing makes now."""
    found: dict[str, str] = {}
    for _kind, entity in edited:
        state = journal.applier.state(bytes.fromhex(entity))
        record = bytes.fromhex(entity) if state is None or state.owner is None else state.owner
        whole = journal.applier.state(record)
        if whole is None or not whole.made:
            found[record.hex()] = _former_title(journal, record)
    return found


def _former_title(journal: Journal, record: bytes) -> str:
    """Return the title a record had by the line that made it, which counts no more."""
    rows = journal.db.execute("SELECT line FROM change WHERE eid = ? ORDER BY n", (record,))
    line = next((line for (raw,) in rows if makes(line := read(journal.model, raw))), None)
    record_type = journal.model.record_types.get(line.kind) if line is not None else None
    if line is None or record_type is None:
        return ""
    values = {name: value for name, value in line.values.items() if name in record_type.by_name}
    return record_type.title(Record(line.kind, values, id=line.entity))  # type: ignore[arg-type]
