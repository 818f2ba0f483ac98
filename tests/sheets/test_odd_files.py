"""What other programs and old habits put into workbooks: rich text, errors, odd formats, foreign styles."""

# ruff: noqa: E501  (a row of cells is one line)

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
import xlwt

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.sheets import number_formats, reading
from hnabroad_desktop.sheets.cells import Area, Cell, Sheet, serial_moment
from tests.sheets.lists import new_book, saved


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1085012345, "General", "1085012345"),
        (1085012345, "0.00E+00", "1.09E+09"),
        (123456789012, "General", "1.23457E+11"),
        (0.1, "General", "0.1"),
        (1234567.5, "#,##0", "1,234,568"),
        (1234.5, "#,##0.00", "1,234.50"),
        (12, "000", "012"),
        (-5, "000", "-005"),
        (0.25, "0%", "25%"),
        (3.5, "# ?/?", "3.5"),
        (7, '0 "người"', "7"),
    ],
)
def test_numbers_are_shown_as_excel_shows_them(value: float, code: str, shown: str) -> None:
    assert Sheet("x", ()).shown(Cell(float(value), "number", "", code)) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("dd/mm/yyyy", "05/03/1985"),
        ("d/m/yy", "5/3/85"),
        ("m/d/yy", "05/03/1985"),
        ("mm-yyyy", "03-1985"),
        ('"ngày" d "tháng" m', "ngày 5 tháng 3"),
        ("yyyy\\-mm\\-dd", "1985-03-05"),
        ("dd/mm/yyyy hh:mm:ss AM/PM", "05/03/1985 14:07:09 PM"),
        ("[$-42A]dd/mm/yyyy;@", "05/03/1985"),
    ],
)
def test_moments_are_shown_in_their_format(code: str, shown: str) -> None:
    assert number_formats.show_moment(dt.datetime(1985, 3, 5, 14, 7, 9), code) == shown
    assert number_formats.is_date(code)


@pytest.mark.parametrize(
    "code", ["General", "@", "0", "#,##0.00", "0.00E+00", '0 "ngày"', "[Red]0", "# ?/?", "0%"]
)
def test_formats_of_numbers_are_no_dates(code: str) -> None:
    assert not number_formats.is_date(code)


def test_serial_numbers_of_both_systems() -> None:
    assert serial_moment(31119) == dt.datetime(1985, 3, 13)
    assert serial_moment(31119 - 1462, base_1904=True) == dt.datetime(1985, 3, 13)
    assert serial_moment(1) == dt.datetime(1900, 1, 1)
    assert serial_moment(61) == dt.datetime(1900, 3, 1)
    assert serial_moment(31119.5) == dt.datetime(1985, 3, 13, 12)
    assert serial_moment(0) is None
    assert serial_moment(3e6) is None


def test_the_font_of_most_of_a_text_counts_in_old_workbooks() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    other = xlwt.Font()
    other.name = ".VnTime"
    sheet.write_rich_text(0, 0, [("1. ", xlwt.Font()), ("TrÇn §øc L\u00ad¬ng", other)])
    assert reading.read(saved(book), "a.xls").filled[0].cell(0, 0).font == ".VnTime"


def test_errors_of_formulas_are_kept_as_such() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, "x")
    sheet.row(0).set_cell_error(1, 0x2A)
    cell = reading.read(saved(book), "a.xls").filled[0].cell(0, 1)
    assert (cell.kind, cell.value) == ("error", "#N/A")


def _package(sheet: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(new_book([["a"]]))) as old, zipfile.ZipFile(out, "w") as new:
        replaced = {"xl/worksheets/sheet1.xml": f"<worksheet>{sheet}</worksheet>", **parts}
        for name in old.namelist():
            new.writestr(name, replaced.pop(name, None) or old.read(name))
        for name, text in replaced.items():
            new.writestr(name, text)
    return out.getvalue()


def test_cells_of_every_kind_in_new_workbooks() -> None:
    cells = (
        '<c r="A1" t="inlineStr"><is><r><rPr><rFont val=".VnTime"/></rPr><t>TrÇn An</t></r><r><t>!</t></r></is></c>'
        '<c r="C1" t="str"><f>A1</f><v>x_x0041_</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#REF!</v></c>'
        '<c r="F1" t="d"><v>1985-03-12</v></c><c r="G1" s="99"><v>5</v></c><c r="H1"/><c t="n"><v>7</v></c>'
    )  # fmt: skip
    sheet = reading.read(_package(f"<sheetData><row>{cells}</row></sheetData>"), "a.xlsx").filled[0]
    assert [cell.value for cell in sheet.rows[0]] == [
        "TrÇn An!",
        "",
        "xA",
        True,
        "#REF!",
        "1985-03-12",
        5.0,
        "",
        7.0,
    ]
    assert sheet.cell(0, 0).font == ".VnTime"
    assert sheet.cell(0, 4).kind == "error"


def test_styles_written_by_other_programs_do_no_harm() -> None:
    odd = (
        "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/></numFmts>"
        "<fonts><font><name val='VNI-Times'/></font></fonts><cellXfs><xf numFmtId='164' fontId='0'/>"
        "<xf fontId='9'/></cellXfs><dxfs><dxf><font><strange/></font></dxf></dxfs></styleSheet>"
    )
    content = _package(
        "<sheetData><row r='2'><c r='B2' s='0'><v>31119</v></c><c r='C2' s='1'><v>2</v></c></row></sheetData>"
        "<mergeCells><mergeCell ref='B2:C3'/></mergeCells><drawing/>",
        **{"xl/styles.xml": odd},
    )
    sheet = reading.read(content, "a.xlsx").filled[0]
    assert sheet.shown(sheet.cell(1, 1)) == "13/03/1985"
    assert sheet.cell(1, 1).font == "VNI-Times"
    assert (sheet.merged, sheet.pictures) == ((Area(1, 3, 1, 3),), True)


@pytest.mark.parametrize(
    "sheet",
    [
        "<sheetData><row><c r='1A'><v>1</v></c></row></sheetData>",
        "<sheetData><row><c t='s'><v>99</v></c></row></sheetData>",
        "<sheetData><row><c><v>x</v></c></row></sheetData>",
        "<mergeCells><mergeCell ref='??'/></mergeCells>",
        "<sheetData><row>",
    ],
)
def test_broken_parts_end_in_a_sentence(sheet: str) -> None:
    with pytest.raises(AppError, match="hỏng"):
        reading.read(_package(sheet), "a.xlsx")


def test_an_archive_with_a_password_ends_in_a_sentence() -> None:
    content = bytearray(new_book([["a"]]))
    # The flag of encryption in every entry of the directory.
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    with pytest.raises(AppError, match="hỏng"):
        reading.read(bytes(content), "a.xlsx")


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(AppError, match="100 MB"):
        reading.read(b"a,b\n" * (26 * 1024 * 1024), "a.csv")
