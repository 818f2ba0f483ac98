"""A small world of records in memory, which answers what rules ask about the rest of a file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import UNMATCHED, Stored
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, Row


class World:
    """Records by id; saving settles first, as the program does."""

    def __init__(self, today: dt.date = dt.date(2026, 11, 25)) -> None:
        self.today = today
        self.records: dict[str, Record] = {}

    def keep(self, record: Record) -> Record:
        """Settle and keep a record as it is, whatever its findings."""
        before = self.records.get(record.id)
        settled = KINDS[record.kind].settle(before, record)
        kept = replace(settled, id=settled.id or new_id())
        self.records[kept.id] = kept
        return kept

    def problems(self, record: Record) -> list[Problem]:
        """Return the findings about a record that is about to be saved."""
        kind = KINDS[record.kind]
        settled = kind.settle(self.records.get(record.id), record)
        return list(kind.check(settled, self))

    def errors(self, record: Record) -> set[str]:
        """Return the fields that block saving."""
        return {p.field for p in self.problems(record) if p.severity == "error"}

    def warnings(self, record: Record) -> set[str]:
        """Return the fields with a remark that does not block."""
        return {p.field for p in self.problems(record) if p.severity == "warning"}

    def get(self, kind: str, record_id: str) -> Record | None:
        record = self.records.get(record_id)
        return record if record is not None and record.kind == kind else None

    def title(self, record_id: str) -> str:
        record = self.records.get(record_id)
        return KINDS[record.kind].title(record) if record else ""

    def find(self, kind: str, **values: Stored) -> list[Record]:
        found = []
        for record in self.records.values():
            if record.kind != kind or record.deleted:
                continue
            known = {**record.values, **KINDS[kind].derive(record)}
            if all(known.get(name) == value for name, value in values.items()):
                found.append(record)
        return found

    def word(self, catalogue: str, code: str) -> str:
        for value in self.find("catalogue_value", catalogue=catalogue, code=code):
            return value.text("name_vi")
        return code.removeprefix(UNMATCHED)


def rows(*values: dict[str, Stored]) -> tuple[Row, ...]:
    """Return rows of a table from their values."""
    return tuple(Row(v, new_id()) for v in values)
