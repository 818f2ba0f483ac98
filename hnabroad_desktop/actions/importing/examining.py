"""Judges planned rows as whole records by the rules of their type, and tells what each of them leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from hnabroad_desktop.actions.context import FileContext
from hnabroad_desktop.actions.importing.merging import merged
from hnabroad_desktop.actions.importing.plan import Plan, PlannedRow
from hnabroad_desktop.actions.importing.stored import stored_records
from hnabroad_desktop.base.collector import paused
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records.schema import Record, RecordType
from hnabroad_desktop.sheets import mapping
from hnabroad_desktop.store.datafile import DataFile


@paused
def examine(file: DataFile, planned: Plan, *, report: Report = silent) -> Plan:
    """Ask the rules over whole records about every row to be written; what blocks leaves the row out.

    Nothing is written. A warning about a field that came from the file makes the row amber.
    """
    record_type = planned.layout.record_type
    world = _World(file)
    before = stored_records(file, planned.layout.kind, [r.before for r in planned.rows if r.before])
    given = {mapping.parse(p).field for p in planned.layout.mapping.targets.values() if p}
    for number, row in enumerate(planned.rows):
        if number % 200 == 0:
            report(number, len(planned.rows))
        if row.action == "leave":
            continue
        settled = settle(planned, row, before, record_type)
        if row.before and settled == before[row.before]:
            row.action = "same"
            continue
        found = tuple(dict.fromkeys(record_type.check(settled, world)))
        errors = [problem for problem in found if problem.severity == "error"]
        asked = set(row.asks)  # what is asked anyway is not warned about
        row.problems = tuple(
            p for p in found if p.severity == "error" or (p.field in given and p.field not in asked)
        )
        for problem in errors:
            row.refuse(problem.message)
        said = {cell.reason for cell in row.cells} if row.problems and not errors else set()
        fresh = [p.message for p in row.problems if p.message not in said]
        if fresh and not errors:
            row.state = "amber"
            row.extra = "\n".join([*([row.match.reason] if row.match else []), *fresh])
    return replace(planned, examined=True)


def settle(planned: Plan, row: PlannedRow, before: Mapping[str, Record], record_type: RecordType) -> Record:
    """Return the record a row leaves, put in order for saving."""
    if not row.before:
        return record_type.settle(None, row.record)
    stored = before[row.before]
    wanted = merged(stored, row.record, planned.merging)
    return stored if wanted == stored else record_type.settle(stored, wanted)


class _World(FileContext):
    """The world rules ask about, read once for all rows; twins are found by ``known`` instead."""

    def __init__(self, file: DataFile) -> None:
        super().__init__(file)
        self._records: dict[tuple[str, str], Record | None] = {}
        self._found: dict[tuple[str, tuple[tuple[str, Stored], ...]], list[Record]] = {}
        self._titles: dict[str, str] = {}

    def get(self, kind: str, record_id: str) -> Record | None:
        """Return another record, or None."""
        key = (kind, record_id)
        if key not in self._records:
            self._records[key] = super().get(kind, record_id)
        return self._records[key]

    def title(self, record_id: str) -> str:
        """Return the name by which people know a record."""
        if record_id not in self._titles:
            self._titles[record_id] = super().title(record_id)
        return self._titles[record_id]

    def find(self, kind: str, **values: Stored) -> list[Record]:
        """Return the records not deleted whose values equal ``values``; never cadres."""
        if kind == "cadre":
            return []
        key = (kind, tuple(values.items()))
        if key not in self._found:
            self._found[key] = super().find(kind, **values)
        return self._found[key]


class Result(NamedTuple):
    """What becomes of one row: the record before, None for a new one; and after, None if left out."""

    row: PlannedRow
    before: Record | None
    after: Record | None

    def written(self) -> dict[str, tuple[Stored, Stored]]:
        """Return old and new value of every plain field that is written."""
        if self.after is None:
            return {}
        old = self.before.values if self.before else {}
        names = dict.fromkeys((*old, *self.after.values))
        pairs = {name: (old.get(name), self.after.values.get(name)) for name in names}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def written_lines(self) -> dict[str, list[Mapping[str, Stored]]]:
        """Return the lines of every table that are new or changed, by table."""
        found: dict[str, list[Mapping[str, Stored]]] = {}
        for name, lines in self.after.rows.items() if self.after else ():
            old = {line.id: line for line in self.before.table(name)} if self.before else {}
            fresh = [line.values for line in lines if not line.id or old.get(line.id) != line]
            if fresh:
                found[name] = fresh
        return found


def results(file: DataFile, planned: Plan) -> list[Result]:
    """Return what each row leaves, before anything is written; after the import it would be too late."""
    kind, record_type = planned.layout.kind, planned.layout.record_type
    before = stored_records(file, kind, [row.before for row in planned.rows if row.before])
    return [
        Result(
            row,
            before.get(row.before),
            None if row.action == "leave" else settle(planned, row, before, record_type),
        )
        for row in planned.rows
    ]
