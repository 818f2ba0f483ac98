"""The parts every written workbook is made of: sheet, header, cells that stay what they are, widths."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.i18n import _

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Shape = Literal["text", "date", "number", "money"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Characters XML cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
_FONT = "Times New Roman"
_WIDEST, NARROWEST = 60, 6


def book(title: str) -> tuple[Workbook, Worksheet]:
    """Return a new workbook and its one sheet, named as Excel allows."""

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _BAD_IN_TITLE.sub(" ", title)[:31].strip() or "1"
    return book, sheet


def header(sheet: Worksheet, row: int, headings: Sequence[str]) -> None:
    """Write a row of headings: bold, centred, on grey."""

    from openpyxl.styles import PatternFill

    fill = PatternFill("solid", fgColor="FFE7E6E6")
    for place, heading in enumerate(headings, 1):
        cell = sheet.cell(row, place)
        text_into(cell, heading)
        cell.font, cell.fill, cell.alignment = face(bold=True), fill, aligned(wrap=True, centre=True)


def put(sheet: Worksheet, row: int, column: int, value: Stored, shape: Shape, real_dates: bool) -> int:
    """Write one value and return how many characters wide it is."""
    if value is None or value == "":
        return 0
    cell = sheet.cell(row, column)
    cell.font = face()
    if shape == "date" and isinstance(value, str) and (day := _day(value)):
        if real_dates and len(value) == 10 and day.year >= 1901:
            cell.value, cell.number_format = day, "dd/mm/yyyy"
            return 10
        value = dates.show(value)
    elif isinstance(value, bool):
        value = _("Yes") if value else _("No")
    elif isinstance(value, int) and shape in {"number", "money"}:
        cell.value, cell.number_format = value, "#,##0" if shape == "money" else "0"
        return len(f"{value:,}")
    elif shape == "number" and isinstance(value, str) and re.fullmatch(r"-?\d{1,12}\.\d{1,6}", value):
        cell.value, cell.number_format = float(value), "0." + "0" * len(value.partition(".")[2])
        return len(value)
    text = text_into(cell, str(value))
    cell.number_format = "@"
    if "\n" in text:
        cell.alignment = aligned(wrap=True)
    # With its mark Excel keeps the text a text even after somebody edits the cell.
    if text.startswith(_FORMULA):
        cell.quotePrefix = True
    return max(map(len, text.split("\n")))


def _day(stored: str) -> dt.date | None:
    try:
        return dates.earliest(stored)
    except ValueError:
        return None


def text_into(cell: Any, text: str) -> str:
    """Write a text as a text, also where it looks like a formula or an error; return what was written."""
    cell.value = cleaned = clean(text)
    cell.data_type = "s"
    return cleaned


def clean(text: str) -> str:
    """Return a text without what a workbook cannot hold."""

    return _UNWRITABLE.sub("", text)[:32_767]


_faces: dict[tuple[bool, bool], Any] = {}


def face(bold: bool = False, italic: bool = False) -> Any:
    """Return the font of the workbooks, the one of official papers."""

    from openpyxl.styles import Font

    if (bold, italic) not in _faces:
        _faces[bold, italic] = Font(name=_FONT, size=12, bold=bold, italic=italic)
    return _faces[bold, italic]


def aligned(wrap: bool = False, centre: bool = False) -> Any:
    """Return how a cell is aligned; upright always in the middle."""

    from openpyxl.styles import Alignment

    return Alignment(wrap_text=wrap, vertical="center", horizontal="center" if centre else None)


def widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Set the widths of columns, in characters, within what a screen can show."""

    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[letter(place)].width = min(max(width, NARROWEST), _WIDEST) + 2


def letter(column: int) -> str:
    """Return the letters Excel gives a column counted from 1."""

    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""

    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
