"""Reads workbooks of Excel 5 to 2003 with fonts, formats and merged cells, by xlrd."""

from __future__ import annotations

import io
import struct
from typing import Any, cast

from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.sheets import limits, number_formats
from hnabroad_desktop.sheets.cells import EMPTY, Area, Cell, Sheet

# What xlrd lets through when bytes are not what a record says they are.
_FAULTS = (
    struct.error,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NameError,
    RecursionError,
    TypeError,
    ValueError,
    ZeroDivisionError,
)

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
_FILLED = frozenset({_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR})


class Damaged(Exception):
    """The bytes are not a workbook, or not a whole one."""


class Locked(Exception):
    """The workbook is encrypted."""


def read(content: bytes, report: Report = silent) -> tuple[Sheet, ...]:
    """Return the worksheets. Raises Locked, Damaged, or OverflowError beyond the limits."""
    import xlrd
    from xlrd.compdoc import CompDocError
    from xlrd.formula import FormulaError

    try:
        try:
            return _sheets(content, None, report)
        except UnicodeDecodeError:
            # Old files name a code page that lacks some of their bytes; taken as they are they decode later.
            return _sheets(content, "latin-1", report)
    except OverflowError:
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise Locked from None
        raise Damaged from error
    except (CompDocError, FormulaError, *_FAULTS) as error:
        raise Damaged from error


def _sheets(content: bytes, encoding: str | None, report: Report) -> tuple[Sheet, ...]:
    import xlrd

    book = xlrd.open_workbook(
        file_contents=content,
        formatting_info=True,
        ragged_rows=True,
        on_demand=True,
        encoding_override=encoding,
        logfile=io.StringIO(),  # it reports on damaged files by printing
    )
    try:
        found = []
        for number in range(book.nsheets):
            report(number, book.nsheets)
            found.append(_sheet(book, book.sheet_by_index(number)))
            book.unload_sheet(number)
        return tuple(found)
    finally:
        book.release_resources()


def _sheet(book: Any, sheet: Any) -> Sheet:
    looks = _Looks(book)
    runs = sheet.rich_text_runlist_map
    rows: list[tuple[Cell, ...]] = []
    last = 0
    new = tuple.__new__  # a third of the time of Cell(), for every cell of the file
    for row in range(sheet.nrows):
        line = []
        for kind, value, xf in zip(
            sheet.row_types(row),
            sheet.row_values(row),
            sheet._cell_xf_indexes[row],  # cell() would build an object for each
            strict=False,
        ):
            if kind not in _FILLED or value == "":
                line.append(EMPTY)
                continue
            font, code, is_date = looks[xf]
            if kind == _TEXT:
                line.append(new(Cell, (value, "text", font, code, False)))
            elif kind == _BOOLEAN:
                line.append(Cell(bool(value), "bool", font, code))
            elif kind == _ERROR:
                line.append(Cell(_ERRORS.get(value, "#N/A"), "error", font, code))
            else:
                line.append(new(Cell, (value, "date" if is_date else "number", font, code, False)))
        while line and line[-1] is EMPTY:
            line.pop()
        if line:
            limits.check(row, len(line) - 1)
            last = row + 1
        rows.append(tuple(line))
    for (row, column), parts in runs.items():
        if row < last and column < len(rows[row]) and (cell := rows[row][column]).kind == "text":
            font = looks.longest_run(str(cell.value), cell.font, parts)
            rows[row] = (*rows[row][:column], cell._replace(font=font), *rows[row][column + 1 :])
    merged = tuple(Area(top, bottom, left, right) for top, bottom, left, right in sheet.merged_cells)
    return Sheet(sheet.name, tuple(rows[:last]), merged, book.datemode == 1, bool(sheet.visibility))


class _Looks(dict[int, tuple[str, str, bool]]):
    """Font, number format, and whether that shows a date, by style; each worked out once."""

    def __init__(self, book: Any) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, xf: int) -> tuple[str, str, bool]:
        self[xf] = found = self._find(xf)
        return found

    def _find(self, xf: int) -> tuple[str, str, bool]:
        styles, formats = self._book.xf_list, self._book.format_map
        if not 0 <= xf < len(styles):
            return "", "General", False
        style = styles[xf]
        code = formats.get(style.format_key)
        text = code.format_str if code else "General"
        return self._font(style.font_index), text, number_formats.is_date(text)

    def _font(self, index: int) -> str:
        fonts = self._book.font_list
        return cast(str, fonts[index].name) if 0 <= index < len(fonts) else ""

    def longest_run(self, text: str, font: str, runs: list[tuple[int, int]]) -> str:
        """Return the font most of a text with several fonts is in."""
        lengths = {font: runs[0][0] if runs else len(text)}
        ends = [start for start, _font in runs[1:]] + [len(text)]
        for (start, index), end in zip(runs, ends, strict=True):
            name = self._font(index)
            lengths[name] = lengths.get(name, 0) + end - start
        return max(lengths, key=lambda name: lengths[name])
