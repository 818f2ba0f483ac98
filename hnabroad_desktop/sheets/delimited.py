"""Reads text with separators: .csv files of any origin, and the block a spreadsheet puts on the clipboard."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.sheets import limits
from hnabroad_desktop.sheets.cells import EMPTY, Cell, Sheet

_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 30


def read(content: bytes, name: str, report: Report = silent) -> Sheet:
    """Return the one sheet of a text file. AppError for what is no text, OverflowError beyond limits."""
    text = _decoded(content)
    if "\x00" in text:
        raise _no_text(name)
    first, _newline, rest = text.partition("\n")
    separator = ""
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        separator, text = first.strip()[4:] or "\t", rest
    try:
        lines = csv.reader(
            io.StringIO(text, newline=""), delimiter=separator or _separator(text), strict=False
        )
        return _sheet(lines, name, report)
    except csv.Error:
        raise _no_text(name) from None


def pasted(text: str, name: str) -> Sheet:
    """Return the cells of a block copied in a spreadsheet: tabs between, quotes around cells with lines."""
    text = text.strip("\x00").replace("\r\n", "\n")
    try:
        lines: list[list[str]] = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        # A cell may begin with a quotation mark that is only a quotation mark.
        lines = [line.split("\t") for line in text.split("\n")]
    return _sheet(lines, name, silent)


def _decoded(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig", "replace")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    start = content[:2000]
    if start[1::2].count(0) > len(start) // 4:
        return content.decode("utf-16-le", "replace")
    if start[::2].count(0) > len(start) // 4:
        return content.decode("utf-16-be", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # Old code pages stay as Excel would show them; what they mean is decided cell by cell.
        return (
            "".join(
                bytes([b]).decode("cp1252", "ignore") or chr(b) if 0x80 <= b < 0xA0 else chr(b)
                for b in content
            )
            if any(0x80 <= b < 0xA0 for b in content)
            else content.decode("latin-1")
        )


def _separator(text: str) -> str:
    lines, quoted = [""], False
    for character in text[:20000]:
        if character == '"':
            quoted = not quoted
        if character == "\n" and not quoted:
            if len(lines) == _SAMPLE_LINES:
                break
            lines.append("")
        elif not quoted:
            lines[-1] += character
    lines = [line for line in lines if line.strip()]

    def worth(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        often = max(counts, key=counts.count, default=0)
        return (sum(count == often for count in counts) if often else 0, often)

    return max(_SEPARATORS, key=worth)


def _sheet(lines: Iterable[list[str]], name: str, report: Report) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    last = 0
    for number, line in enumerate(lines):
        if number % 1000 == 0:
            report(number, limits.MOST_ROWS)
        cells = [
            Cell(text[: limits.MOST_CHARACTERS], "text") if text.strip(" \t\r\n") else EMPTY for text in line
        ]
        while cells and not cells[-1].kind:
            cells.pop()
        if cells:
            limits.check(number, len(cells) - 1)
            last = number + 1
        elif number - last > limits.EMPTY_ROWS:
            break
        rows.append(tuple(cells))
    return Sheet(name, tuple(rows[:last]))


def _no_text(name: str) -> AppError:
    return AppError(
        _("The file {name} is not a table. Nothing was imported. Choose a file .xls, .xlsx or .csv.").format(
            name=name
        )
    )
