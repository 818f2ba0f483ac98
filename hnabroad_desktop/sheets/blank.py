"""Blank workbooks to be filled in: notes, headings, one example row, choices to pick from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from hnabroad_desktop.base.fields import Choice, Field, Rows, YesNo
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.sheets import mapping, workbook

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: A list of choices longer than this many characters stands on a sheet of its own (limit of Excel).
_LONGEST_LIST = 250
#: Rows of a template for which choices are offered.
_TEMPLATE_ROWS = 1000
_NO_DROPDOWN_ABOVE = 5000


def template(
    record_type: RecordType,
    paths: Sequence[str],
    choices: Mapping[str, Sequence[str]],
    example: Mapping[str, str],
) -> bytes:
    """Return a blank workbook for a record type: notes, headings, one example row, choices to pick from.

    ``paths`` are the columns (see mapping), ``choices`` the texts offered for a
    path, ``example`` the texts of the example row. The example row begins with
    "(ví dụ)" in the column of running numbers and is not imported.
    """
    book, sheet = workbook.book(_(record_type.label_plural))
    notes = _notes()
    width = len(paths) + 1
    for number, note in enumerate(notes, 1):
        cell = sheet.cell(number, 1, note)
        cell.font = workbook.face(italic=True)
        cell.alignment = workbook.aligned(wrap=True)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=max(width, 2))
    top = len(notes) + 1
    headings = ["STT", *(_template_heading(record_type, path) for path in paths)]
    workbook.header(sheet, top, headings)
    widths = [
        8,
        *(_template_width(record_type, path, h) for path, h in zip(paths, headings[1:], strict=True)),
    ]
    workbook.put(sheet, top + 1, 1, EXAMPLE_MARK, "text", False)
    for place, path in enumerate(paths, 2):
        cell = sheet.cell(top + 1, place)
        if example.get(path):
            workbook.text_into(cell, example[path])
        cell.number_format, cell.font = "@", workbook.face(italic=True)
        # All cells of the column are text, so that Excel changes neither numbers nor dates.
        for row in range(top + 2, top + 2 + 200):
            sheet.cell(row, place).number_format = "@"
        offered = choices.get(path) or _fixed(record_type, path)
        if offered:
            _offer(book, sheet, place, offered, headings[place - 1], top)
    workbook.widths(sheet, widths)
    sheet.freeze_panes = f"A{top + 1}"
    return workbook.saved(book)


#: What stands in place of a running number in the example row of a template.
EXAMPLE_MARK = "(ví dụ)"


def _notes() -> tuple[str, ...]:
    return (
        _("One person in each row. Do not change the row of headings; unused columns may be removed."),
        _("Dates: 12/3/1985; where only part is known 3/1985 or 1985."),
        _("Personal identification number: 12 digits, with the zeros in front."),
        _("Where a cell offers a list, choose from it; what is missing there may be typed."),
        _("The example row is not imported."),
    )


def _target_field(record_type: RecordType, path: str) -> Field | None:
    target = mapping.parse(path)
    if target.table:
        rows = record_type.by_name.get(target.table)
        return rows.field(target.field) if isinstance(rows, Rows) else None
    return record_type.by_name.get(target.field)


def _template_heading(record_type: RecordType, path: str) -> str:
    field = _target_field(record_type, path)
    if "." in path or "#" in path or "@" in path or "=" in path:
        known = mapping.known_headings(record_type)
        label = mapping.label_of(record_type, path)
        # The heading must lead back to its path when the filled template is imported.
        return (
            label
            if known.get(mapping.heading_path_key(label)) == path
            else _shipped(record_type, path, label)
        )
    return _(field.heading) if field else path


def _shipped(record_type: RecordType, path: str, label: str) -> str:
    return mapping.shipped_heading(record_type, path) or label


def _template_width(record_type: RecordType, path: str, heading: str) -> int:
    field = _target_field(record_type, path)
    return max(field.width if field else 0, min(len(heading), 20), 12)


def _fixed(record_type: RecordType, path: str) -> tuple[str, ...]:
    field = _target_field(record_type, path)
    if isinstance(field, Choice) and field.options:
        return tuple(_(label) for _code, label in field.options)
    return (_("Yes"), _("No")) if isinstance(field, YesNo) else ()


def _offer(
    book: Workbook, sheet: Worksheet, place: int, offered: Sequence[str], heading: str, top: int
) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    texts = [workbook.clean(text) for text in offered if text][:_NO_DROPDOWN_ABOVE]
    joined = ",".join(texts)
    if len(joined) <= _LONGEST_LIST and not any("," in t or '"' in t or t.startswith("=") for t in texts):
        formula = f'"{joined}"'
    else:
        name = _("Choices")
        if name not in book.sheetnames:
            book.create_sheet(name)
        lists = book[name]
        column = lists.max_column + 1 if lists.cell(1, 1).value else 1
        workbook.put(lists, 1, column, heading, "text", False)
        for row, text in enumerate(texts, 2):
            workbook.put(lists, row, column, text, "text", False)
        letter = workbook.letter(column)
        formula = f"'{name}'!${letter}$2:${letter}${len(texts) + 1}"
    validation = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    letter = workbook.letter(place)
    validation.add(f"{letter}{top + 1}:{letter}{top + _TEMPLATE_ROWS}")
    sheet.add_data_validation(validation)
