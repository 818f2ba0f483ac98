"""Reads workbooks of Excel 5 to 2003 with fonts, formats and merged cells, by xlrd."""

from __future__ import annotations

import io
import struct
from typing import Any, cast

from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.sheets import limits, number_formats
from hnabroad_desktop.sheets.cells import EMPTY, Area, Cell, Kind, Sheet

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


class Damaged(Exception):
    """The bytes are not a workbook, or not a whole one."""


class Locked(Exception):
    """The workbook is encrypted."""


def read(content: bytes, report: Report = silent) -> tuple[Sheet, ...]:
    """Return the worksheets. Raises Locked, Damaged, or OverflowError beyond the limits."""
    book = _open(content, "")
    try:
        return _sheets(book, report)
    except UnicodeDecodeError:
        # Old files name a code page that lacks some of their bytes; taken as they are they decode later.
        try:
            return _sheets(_open(content, "latin-1"), report)
        except _FAULTS as error:
            raise Damaged from error
    except _FAULTS as error:
        raise Damaged from error
    finally:
        book.release_resources()


def _open(content: bytes, encoding: str) -> Any:
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        # It reports on damaged files by printing; nobody reads that here.
        return xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
            encoding_override=encoding or None,
            logfile=io.StringIO(),
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise Locked from None
        raise Damaged from error
    except UnicodeDecodeError as error:
        if encoding:
            raise Damaged from error
        return _open(content, "latin-1")
    except (CompDocError, *_FAULTS) as error:
        raise Damaged from error


def _sheets(book: Any, report: Report) -> tuple[Sheet, ...]:
    import xlrd

    found = []
    for number in range(book.nsheets):
        report(number, book.nsheets)
        try:
            sheet = book.sheet_by_index(number)
        except xlrd.XLRDError as error:
            raise Damaged from error
        found.append(_sheet(book, sheet))
        book.unload_sheet(number)
    return tuple(found)


def _sheet(book: Any, sheet: Any) -> Sheet:
    looks = _Looks(book)
    runs = sheet.rich_text_runlist_map
    rows: list[tuple[Cell, ...]] = []
    last = 0
    for row in range(sheet.nrows):
        line = []
        width = 0
        kinds, values, formats = (
            sheet.row_types(row),
            sheet.row_values(row),
            sheet._cell_xf_indexes[row],  # cell() would build an object for each
        )
        for column, (kind, value, xf) in enumerate(zip(kinds, values, formats, strict=False)):
            if kind == _TEXT and value != "":
                font, code = looks.of(xf)
                if (row, column) in runs:
                    font = looks.longest_run(value, font, runs[row, column])
                line.append(Cell(value[: limits.MOST_CHARACTERS], "text", font, code))
            elif kind in {_NUMBER, _DATE}:
                font, code = looks.of(xf)
                is_date: Kind = "date" if number_formats.is_date(code) else "number"
                line.append(Cell(value, is_date, font, code))
            elif kind == _BOOLEAN:
                line.append(Cell(bool(value), "bool", *looks.of(xf)))
            elif kind == _ERROR:
                line.append(Cell(_ERRORS.get(value, "#N/A"), "error", *looks.of(xf)))
            else:
                line.append(EMPTY)
                continue
            width = column + 1
        if width:
            limits.check(row, width - 1)
            last = row + 1
        rows.append(tuple(line[:width]))
    merged = tuple(Area(top, bottom, left, right) for top, bottom, left, right in sheet.merged_cells)
    return Sheet(sheet.name, tuple(rows[:last]), merged, book.datemode == 1, bool(sheet.visibility))


class _Looks:
    """Font and number format of the cells of one book, each style worked out once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[int, tuple[str, str]] = {}

    def of(self, xf: int) -> tuple[str, str]:
        known = self._known.get(xf)
        if known is None:
            known = self._known[xf] = self._find(xf)
        return known

    def _find(self, xf: int) -> tuple[str, str]:
        styles, formats = self._book.xf_list, self._book.format_map
        if not 0 <= xf < len(styles):
            return "", "General"
        style = styles[xf]
        code = formats.get(style.format_key)
        return self._font(style.font_index), code.format_str if code else "General"

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
