"""Checks a whole table before anything is written: every cell, every row as the record it would become."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.collector import paused
from hnabroad_desktop.base.fields import UNMATCHED, Date, Field, PartialDate, Rows
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.sheets import mapping
from hnabroad_desktop.sheets.dating import ColumnDates, Question
from hnabroad_desktop.sheets.detect import Grid
from hnabroad_desktop.sheets.mapping import ColumnMapping, Target
from hnabroad_desktop.sheets.matching import Vocabulary
from hnabroad_desktop.sheets.reads import Setting, State
from hnabroad_desktop.sheets.results import NO_REPAIRS, Repairs, RowResult
from hnabroad_desktop.sheets.rows import RowReader, SourceColumn
from hnabroad_desktop.sheets.table import Table


@dataclass(frozen=True)
class Preflight:
    """The checked table: rows in the order of the sheet and what must be asked once."""

    rows: tuple[RowResult, ...]
    questions: tuple[Question, ...] = ()

    def counts(self) -> dict[State, int]:
        """Return how many rows are green, amber and red."""
        found: dict[State, int] = {"green": 0, "amber": 0, "red": 0}
        for row in self.rows:
            found[row.state] += 1
        return found

    @property
    def unmatched(self) -> dict[tuple[str, str], int]:
        """The texts that wait to be matched, by path and text, with the number of rows."""
        found: dict[tuple[str, str], int] = {}
        for row in self.rows:
            if row.state == "green":
                continue
            for cell in row.cells:
                if isinstance(cell.value, str) and cell.value.startswith(UNMATCHED):
                    key = (cell.path, cell.value.removeprefix(UNMATCHED))
                    found[key] = found.get(key, 0) + 1
        return found


@paused
def check(
    grid: Grid,
    table: Table,
    how: ColumnMapping,
    record_type: RecordType,
    vocabulary: Vocabulary,
    *,
    today: dt.date | None = None,
    as_of: str = "",
    repairs: Repairs = NO_REPAIRS,
    report: Report = silent,
) -> Preflight:
    """Return every row of ``table`` as a record, with what is doubtful or wrong; nothing is written.

    ``today`` bounds serial numbers that may be dates, ``as_of`` is the date of
    the list (see list_date). Paths of ``how`` that ``record_type`` does not have
    are left out.
    """
    columns, questions = _columns(grid, table, how, record_type, vocabulary, today, as_of)
    kept = [row for row in table.rows if row not in repairs.skipped]
    reader = RowReader(grid, record_type, columns, repairs)
    return Preflight(tuple(reader.read(kept, report)), tuple(questions))


def list_date(grid: Grid, table: Table) -> str:
    """Return the day a list says it is of ("Tính đến ngày 31/12/2016"), "" if it does not say."""
    for row, why in table.skipped:
        if why != "title":
            continue
        for text in grid.texts[row]:
            folded = text.lower()
            if found := re.search(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", text):
                digits = found[0]
            elif found := re.search(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", folded):
                digits = "/".join(found.groups())
            else:
                continue
            try:
                return dates.parse_day(digits)
            except ValueError:
                continue
    return ""


def _columns(
    grid: Grid,
    table: Table,
    how: ColumnMapping,
    record_type: RecordType,
    vocabulary: Vocabulary,
    today: dt.date | None,
    as_of: str,
) -> tuple[list[SourceColumn], list[Question]]:
    columns: list[SourceColumn] = []
    questions: list[Question] = []
    for place, path in sorted(how.targets.items()):
        target = mapping.parse(path) if path else None
        one = _field(record_type, target) if target else None
        if target is None or one is None:
            continue
        setting = Setting(vocabulary, today, as_of, grid.sheet.base_1904, "dmy", place in how.keep_case)
        if isinstance(one, Date | PartialDate):
            cells = (
                (grid.sheet.rows[row][place], grid.texts[row][place])
                for row in table.rows
                if place < len(grid.texts[row])
            )
            dates_found = ColumnDates.of(cells, grid.sheet.base_1904)
            setting.order = how.date_orders.get(place) or dates_found.order
            if place not in how.date_orders and (question := dates_found.question(place)):
                questions.append(question)
        also = record_type.by_name.get(target.also) if target.also else None
        columns.append(SourceColumn(place, target, one, setting, also))
    return columns, questions


def _field(record_type: RecordType, target: Target) -> Field | None:
    if target.table:
        rows = record_type.by_name.get(target.table)
        if not isinstance(rows, Rows):
            return None
        return next((one for one in rows.fields if one.name == target.field), None)
    return record_type.by_name.get(target.field)
