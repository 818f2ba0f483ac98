"""The list of a paper as a workbook: the words above it, its headings and rows, the words below (I10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hnabroad_desktop.documents.blocks import Block, Document, Table, Text
from hnabroad_desktop.sheets import workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: Characters of a column of the workbook for each millimetre of the paper.
_PER_MM = 0.55


def list_book(document: Document) -> bytes:
    """Return the first list of a paper as a workbook that says the same; every cell is text.

    Raises LookupError for a paper without a list.
    """
    part = next((p for p in document.parts if any(isinstance(b, Table) for b in p.blocks)), None)
    if part is None:
        raise LookupError(document.title)
    place = next(i for i, block in enumerate(part.blocks) if isinstance(block, Table))
    table = part.blocks[place]
    assert isinstance(table, Table)
    book, sheet = workbook.book(document.title)
    width = len(table.columns)
    row = 0
    for row, words in enumerate(_words(part.blocks[:place]), 1):
        _across(sheet, row, width, words, bold=True)
    first = row + 2 if row else 1
    for level in range(table.head_rows):
        cells = {cell.column: cell.text for cell in table.head if cell.row == level}
        workbook.header(sheet, first + level, [cells.get(column, "") for column in range(width)])
    for cell in table.head:
        if cell.rows > 1 or cell.columns > 1:
            top, left = first + cell.row, cell.column + 1
            sheet.merge_cells(
                start_row=top,
                start_column=left,
                end_row=top + cell.rows - 1,
                end_column=left + cell.columns - 1,
            )
    row = first + table.head_rows
    for values in table.rows:
        for column, value in enumerate(values, 1):
            workbook.put(sheet, row, column, value, "text", False)
        row += 1
    for words in _words(part.blocks[place + 1 :]):
        row += 1
        _across(sheet, row, width, words)
    workbook.widths(sheet, [round(column.width * _PER_MM) for column in table.columns])
    sheet.freeze_panes = f"A{first + table.head_rows}"
    sheet.print_title_rows = f"{first}:{first + table.head_rows - 1}"
    sheet.page_setup.orientation = "landscape" if part.wide else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return workbook.saved(book)


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    return (block.words for block in blocks if isinstance(block, Text) and block.words)


def _across(sheet: Worksheet, row: int, width: int, words: str, *, bold: bool = False) -> None:
    cell = sheet.cell(row, 1)
    workbook.text_into(cell, words)
    cell.font, cell.alignment = workbook.face(bold=bold), workbook.aligned(wrap=True, centre=bold)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
