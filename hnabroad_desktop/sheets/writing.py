"""Writes workbooks every Excel since 2007 opens: what a list shows, and rows that were not imported.

Texts are always written as texts. A cell that begins with = + - or @ would be
run as a formula by Excel or by whoever opens the file after it has been a .csv;
it leaves marked as text, and numbers of people keep their zeros.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hnabroad_desktop.base.fields import Date, Field, Money, Number, PartialDate, Stored
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.sheets import workbook
from hnabroad_desktop.sheets.detect import Grid
from hnabroad_desktop.sheets.results import RowResult
from hnabroad_desktop.sheets.table import Column, Table
from hnabroad_desktop.sheets.workbook import Shape

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: Heading of the column with reasons; importing leaves it out.
REASON = N_("Reason not imported")


@dataclass(frozen=True)
class OutColumn:
    """One column: its heading, what its cells are, and its width in characters (0: as wide as needed)."""

    heading: str
    shape: Shape = "text"
    width: int = 0


@dataclass(frozen=True)
class OutGroup:
    """Rows that stand together under a head: how many, the words of the head, and sums by column."""

    rows: int
    words: str
    totals: Mapping[int, int]


def column_of(field: Field, heading: str = "") -> OutColumn:
    """Return the column for a field; identifiers are text, whatever digits they have."""
    shape: Shape = "text"
    if isinstance(field, Date | PartialDate):
        shape = "date"
    elif isinstance(field, Money):
        shape = "money"
    elif isinstance(field, Number):
        shape = "number"
    return OutColumn(heading or _(field.heading), shape, field.width)


def table(
    title: str,
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[Stored]],
    *,
    real_dates: bool = False,
    totals: Mapping[int, int] | None = None,
    groups: Sequence[OutGroup] = (),
    report: Report = silent,
) -> bytes:
    """Return a workbook with one table: what a list shows, in its order.

    Values of a column of dates are stored dates ("1985-03-12", "1985-03",
    "1985"); they are written as dd/mm/yyyy text, or with ``real_dates`` whole
    days as dates of Excel. ``totals`` are written below their columns, the
    head of each of ``groups`` above its rows.
    """
    book, sheet = workbook.book(title)
    workbook.header(sheet, 1, [column.heading for column in columns])
    widths = [max(len(column.heading), column.width) for column in columns]
    last = 1
    heads = _heads(groups)
    for number, values in enumerate(rows):
        last += 1
        if number in heads:
            _put_group(sheet, last, heads[number], columns)
            last += 1
        if number % 500 == 0:
            report(last, 0)
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            shown = workbook.put(sheet, last, place + 1, value, column.shape, real_dates)
            if not column.width:
                widths[place] = max(widths[place], shown)
    if totals:
        workbook.put(sheet, last + 1, 1, _("Total"), "text", False)
        for place, total in totals.items():
            workbook.put(sheet, last + 1, place + 1, total, columns[place].shape, False)
    workbook.widths(sheet, widths)
    sheet.freeze_panes = "A2"
    if last > 1 and not heads:  # Excel would sort and hide the heads among the rows
        sheet.auto_filter.ref = f"A1:{workbook.letter(len(columns))}{last}"
    return workbook.saved(book)


def _heads(groups: Sequence[OutGroup]) -> dict[int, OutGroup]:
    heads, row = {}, 0
    for group in groups:
        heads[row] = group
        row += group.rows
    return heads


def _put_group(sheet: Worksheet, row: int, group: OutGroup, columns: Sequence[OutColumn]) -> None:
    workbook.put(sheet, row, 1, group.words, "text", False)
    for place, total in group.totals.items():
        workbook.put(sheet, row, place + 1, total, columns[place].shape, False)
    for place in range(len(columns)):
        sheet.cell(row, place + 1).font = workbook.face(bold=True)


def rejected(
    grid: Grid, found: Table, rows: Iterable[RowResult], reasons: Mapping[int, str] | None = None
) -> bytes:
    """Return a workbook with the rows that were not imported, decoded, and why, in a last column.

    Headings are those of the file in one line each, so that the file imports
    again with the same columns; rows are texts as they stood, repaired by hand
    in Excel. ``reasons`` holds, by sheet row, what else keeps a row out.
    """
    book, sheet = workbook.book(_("Rows not imported"))
    columns = found.columns
    top = max((len(column.parts) for column in columns), default=1) or 1
    for line in range(top):
        heads = [column.parts[line] if line < len(column.parts) else "" for column in columns]
        workbook.header(sheet, line + 1, [*heads, _(REASON) if line == 0 else ""])
    _merge_header(sheet, columns, top)
    widths = [workbook.NARROWEST] * len(columns)
    for number, result in enumerate(rows, top + 1):
        for place, column in enumerate(columns):
            cell, text = grid.sheet.cell(result.row, column.index), grid.text(result.row, column.index)
            if isinstance(cell.value, float) and cell.kind == "number" and cell.value == int(cell.value):
                # As shown it may be 1.08E+09; the reader needs every digit.
                text = str(int(cell.value))
            widths[place] = max(widths[place], workbook.put(sheet, number, place + 1, text, "text", False))
        why = (reasons or {}).get(result.row) or result.reasons or _asked(result)
        workbook.put(sheet, number, len(columns) + 1, why, "text", False)
    workbook.widths(sheet, [*widths, 60])
    sheet.freeze_panes = f"A{top + 1}"
    return workbook.saved(book)


def _asked(result: RowResult) -> str:
    return "\n".join(cell.reason for cell in result.cells if cell.reason and cell.path in result.asks)


def _merge_header(sheet: Worksheet, columns: Sequence[Column], top: int) -> None:
    if top == 1:
        return
    start = 0
    for place in range(1, len(columns) + 1):
        same = (
            place < len(columns)
            and len(columns[place].parts) > 1
            and len(columns[start].parts) > 1
            and columns[place].parts[0] == columns[start].parts[0]
        )
        if same:
            continue
        if place - start > 1:
            sheet.merge_cells(start_row=1, end_row=1, start_column=start + 1, end_column=place)
        elif len(columns[start].parts) < 2:
            sheet.merge_cells(start_row=1, end_row=top, start_column=place, end_column=place)
        start = place
    end = len(columns) + 1
    sheet.merge_cells(start_row=1, end_row=top, start_column=end, end_column=end)
