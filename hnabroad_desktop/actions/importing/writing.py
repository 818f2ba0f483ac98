"""Writes a planned import: all rows in one step, with the record of the import that names and keeps them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from hnabroad_desktop.actions.importing.examining import examine, settle
from hnabroad_desktop.actions.importing.plan import Plan, PlannedRow, plan
from hnabroad_desktop.actions.importing.stored import stored_records
from hnabroad_desktop.actions.importing.words import words_of
from hnabroad_desktop.base.collector import paused
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Choice
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.sheets.mapping import field_of
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.turns import GaveWay

#: The verb of the step an import is (see actions.verbs).
VERB = "import"

#: Version of the kept cells.
FORMAT = 1

#: After so many rows it is told how far the import is, and a save that waits goes first.
_REPORTED = 50


@dataclass(frozen=True)
class Outcome:
    """What an import wrote: the id of its record, and per sheet row the record added or updated.

    ``unchanged`` are rows that had nothing new to say, ``rejected`` the rows left out.
    """

    batch: str
    added: Mapping[int, str]
    updated: Mapping[int, str]
    unchanged: Mapping[int, str]
    rejected: tuple[int, ...]

    @property
    def written(self) -> int:
        """The number of records added or updated."""
        return len(self.added) + len(self.updated)


def commit(file: DataFile, planned: Plan, *, report: Report = silent) -> Outcome:
    """Write every row that is not left out, in one step, and return what was written.

    A save that comes meanwhile goes first; the rows are then checked again, and written if they
    say the same. Raises AppError when there is nothing to write, when people were changed
    since the rows were checked, and when the file cannot be written; Cancelled
    when ``report`` raises it. Then nothing was written.
    """
    return file.unhurried(_Import(file, planned).act, report)


class _Import:
    """Planned rows on their way into whatever the file is by then."""

    def __init__(self, file: DataFile, planned: Plan) -> None:
        self.file = file
        self.line = file.next_line()
        if file.revision[planned.layout.kind] != planned.revision:
            raise _changed()
        self.planned = planned if planned.examined else examine(file, planned)
        self.before = self._stored()

    @paused
    def act(self, report: Report) -> Outcome:
        """Write all rows as one step, begun again after each save that came first."""
        file = self.file
        line = file.next_line()
        if line != self.line:
            self._check_again(report)
            self.line = line
        planned, before = self.planned, self.before
        rows = [row for row in planned.rows if row.action != "leave"]
        if not rows:
            raise AppError(
                _("No row can be imported as it stands. Nothing was imported. Look at the rows marked red.")
            )
        record_type = planned.layout.record_type
        # Everything is put in order before the file is locked: a save from the window never waits for that.
        settled = [settle(planned, row, before, record_type) for row in rows]
        outcome, batch, cells = _prepared(file, planned)
        with file.transaction(VERB, planned.layout.book.name) as step:
            if step.journal.next_n != self.line:
                raise GaveWay
            step.add(batch.with_values(cells=step.keep_blob(cells)))
            for value in _new_values(file, planned):
                step.add(value)
            needed = {str(record["unit"]) for record in settled if record["unit"] in planned.parked}
            for unit_id in sorted(needed):
                step.add(planned.parked[unit_id])
            step.journal.applier.fetch(bytes.fromhex(record_id) for record_id in outcome.updated.values())
            for number, (row, record) in enumerate(zip(rows, settled, strict=True)):
                if number % _REPORTED == 0:
                    report(number, len(rows))
                if row.row in outcome.added:
                    step.add(Record(record.kind, record.values, record.rows, outcome.added[row.row]))
                elif row.row in outcome.updated:
                    # Two rows may name one record; the second adds to what the first has left.
                    step.save(record, before[row.before])
            report(len(rows), len(rows))
        return outcome

    def _stored(self) -> Mapping[str, Record]:
        rows = self.planned.rows
        known = [row.before for row in rows if row.action != "leave" and row.before]
        return stored_records(self.file, self.planned.layout.kind, known)

    def _check_again(self, report: Report) -> None:
        """Check the rows anew. Raises AppError where they, or the people they meet, are not the same."""
        layout, said, before = self.planned.layout, list(map(_said, self.planned.rows)), self.before
        words = words_of(self.file, layout.kind)
        fresh = plan(self.file, layout, words, self.planned.choices, report=report)
        self.planned = examine(self.file, fresh, report=report)
        self.before = self._stored()
        if (list(map(_said, self.planned.rows)), self.before) != (said, before):
            raise _changed()


def _said(row: PlannedRow) -> tuple[object, ...]:
    """Return what the check of a row told."""
    return row.row, row.action, row.state, row.before, row.notes, row.reasons


def _changed() -> AppError:
    return AppError(
        _("Records were changed since the rows were checked. Nothing was imported. Check the rows again.")
    )


def _prepared(file: DataFile, planned: Plan) -> tuple[Outcome, Record, bytes]:
    """Return where each row will have gone, the record of the import, and the cells it keeps."""
    added: dict[int, str] = {}
    updated: dict[int, str] = {}
    unchanged: dict[int, str] = {}
    rejected = []
    for row in planned.rows:
        if row.action == "leave":
            rejected.append(row.row)
        elif not row.before:
            added[row.row] = new_id()
        elif row.action == "same":
            unchanged[row.row] = row.before
        else:
            updated[row.row] = row.before
    batch_id = new_id()
    outcome = Outcome(batch_id, added, updated, unchanged, tuple(rejected))
    batch = _batch(file, planned, outcome)
    cells = json.dumps(
        _cells(planned, {**unchanged, **updated, **added}), ensure_ascii=False, separators=(",", ":")
    )
    return outcome, batch, cells.encode()


def _new_values(file: DataFile, planned: Plan) -> list[Record]:
    """Return the catalogue values to be added; the code of a value is its text."""
    found: dict[tuple[str, str], Record] = {}
    for path, text in sorted(planned.choices.create):
        one = field_of(planned.layout.record_type, path)
        catalogue = one.catalogue if isinstance(one, Choice) else ""
        if catalogue and (catalogue, text) not in file.words():
            values = {"catalogue": catalogue, "code": text, "name_vi": text}
            found[catalogue, text] = Record("catalogue_value", values)
    return list(found.values())


def _batch(file: DataFile, planned: Plan, outcome: Outcome) -> Record:
    layout = planned.layout
    values = {
        "file_name": layout.book.name,
        "at": dt.datetime.now().isoformat(" ", "minutes"),
        "person": file.user or None,
        "kind": layout.kind,
        "sheet": layout.sheet.name or None,
        "layout": layout.signature,
        "sha256": layout.book.sha256,
        "size": layout.book.size,
        "row_count": len(layout.table.rows),
        "added": len(outcome.added),
        "updated": len(outcome.updated),
        "unchanged": len(outcome.unchanged),
        "rejected": len(outcome.rejected),
    }
    said = {name: value for name, value in values.items() if value is not None}
    return Record("import_batch", said, id=outcome.batch)


def _cells(planned: Plan, written: Mapping[int, str]) -> dict[str, object]:
    """Return the cells of the table as the file has them, with their fonts, and where each row went."""
    sheet, table = planned.layout.sheet, planned.layout.table
    fonts: dict[str, int] = {}
    rows = []
    for row in table.rows:
        line = []
        for column in table.columns:
            cell = sheet.cell(row, column.index)
            font = fonts.setdefault(cell.font, len(fonts)) if cell.kind == "text" else None
            line.append(cell.value if font in {0, None} else [cell.value, font])
        rows.append([row, written.get(row), line])
    return {
        "format": FORMAT,
        "columns": [
            [c.index, c.heading, planned.layout.mapping.targets.get(c.index, "")] for c in table.columns
        ],
        "fonts": list(fonts),
        "rows": rows,
    }
