"""What is written opens anywhere, keeps its zeros, runs nothing, and comes in again."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from hnabroad_desktop.records.cadre import CADRE, QUICK_ENTRY
from hnabroad_desktop.sheets import blank, detect, mapping, preflight, reading, table, writing
from hnabroad_desktop.sheets.writing import OutColumn
from tests.sheets.lists import new_book
from tests.sheets.words_of_file import shipped

TODAY = dt.date(2026, 11, 24)


def _sheet(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def _parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name).decode("utf-8", "replace") for name in parts.namelist()}


def test_formulas_are_neutralised_and_numbers_of_people_keep_their_zeros() -> None:
    columns = [
        OutColumn("Tên"),
        OutColumn("Số CCCD"),
        OutColumn("Ngày sinh", "date"),
        OutColumn("Tiền", "money"),
        OutColumn("Hệ số", "number"),
    ]
    evil = ["=1+1", "+84912", "-x", "@SUM(A1)", '=HYPERLINK("http://x")']
    rows: list[list[Any]] = [[text, "001085012345", "1985-03-12", 11_000_000_000, "4.98"] for text in evil]
    content = writing.table(
        "Cán bộ: [2026]/*",
        columns,
        [*rows, [None, "", "1987", None, None], [True, "a\x01b", "1990-03", 1, 3]],
    )
    sheet = _sheet(content)
    assert [sheet.cell(n, 1).value for n in range(2, 7)] == evil
    assert {sheet.cell(n, 1).data_type for n in range(2, 7)} == {"s"}
    assert all(sheet.cell(n, 1).quotePrefix for n in range(2, 7))
    assert "<f>" not in "".join(_parts(content).values())
    assert sheet["B2"].value == "001085012345"
    assert sheet["B2"].number_format == "@"
    assert (sheet["C2"].value, sheet["C7"].value, sheet["C8"].value) == ("12/03/1985", "1987", "3/1990")
    assert (sheet["D2"].value, sheet["D2"].number_format) == (11_000_000_000, "#,##0")
    assert (sheet["E2"].value, sheet["E2"].number_format) == (4.98, "0.00")
    assert (sheet["A8"].value, sheet["B8"].value) == ("Có", "ab")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E8"
    assert sheet.title == "Cán bộ   2026"


def test_dates_may_be_dates_of_excel_and_totals_stand_below() -> None:
    columns = [OutColumn("Tên", width=30), OutColumn("Ngày", "date"), OutColumn("Tiền", "money")]
    content = writing.table(
        "X", columns, [["a", "1985-03-12", 5], ["b", "1985", 6]], real_dates=True, totals={2: 11}
    )
    sheet = _sheet(content)
    assert sheet["B2"].value == dt.datetime(1985, 3, 12)
    assert sheet["B2"].number_format == "dd/mm/yyyy"
    assert sheet["B3"].value == "1985"
    assert (sheet["A4"].value, sheet["C4"].value) == ("Tổng số", 11)


def test_columns_of_fields_know_their_shape() -> None:
    shapes = {
        name: writing.column_of(CADRE.by_name[name]).shape
        for name in ("full_name", "birth_date", "citizen_id", "degree_year")
    }
    assert shapes == {
        "full_name": "text",
        "birth_date": "date",
        "citizen_id": "text",
        "degree_year": "number",
    }
    assert writing.column_of(CADRE.by_name["full_name"]).heading == "Họ và tên"


def test_what_was_written_comes_in_again() -> None:
    names = ("full_name", "birth_date", "citizen_id", "home_place")
    columns = [writing.column_of(CADRE.by_name[name]) for name in names]
    rows = [
        ["Trần Đức Ước", "1985-03-12", "001085012345", "=Hà Nội"],
        ["Lê Ánh", "1987", "001187012345", "-"],
    ]
    for real_dates in (False, True):
        book = reading.read(writing.table("Cán bộ", columns, rows, real_dates=real_dates), "a.xlsx")
        grid = detect.read_sheet(book.filled[0])
        found = table.find(grid, mapping.known_headings(CADRE))
        checked = preflight.check(grid, found, mapping.propose(found, CADRE), CADRE, shipped(), today=TODAY)
        assert [[row.record[name] for name in names] for row in checked.rows] == rows


def _rejected() -> tuple[bytes, list[list[Any]]]:
    head: list[list[Any]] = [
        ["Danh sách"],
        ["STT", "Họ và tên", "Ngày sinh", None, "Số CCCD", "Đơn vị"],
        [None, None, "Nam", "Nữ"],
    ]
    rows: list[list[Any]] = [
        [1, "TrÇn §øc L\u00ad¬ng", "12/3/1985", None, 1085012345, "Së Y tÕ"],
        [2, "NguyÔn ThÞ H¹nh", None, "32/3/1985", 1185012345, "Së Y tÕ"],
        [3, None, "1/2/1980", None, "001080012345", "Së Y tÕ"],
        [4, "Lª V¨n ¦íc", "5/6/1990", None, "001090012345", "UBND quËn Hoµn KiÕm"],
    ]
    content = new_book([*head, *rows], merged=["A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3"])
    grid = detect.read_sheet(reading.read(content, "a.xlsx").filled[0])
    found = table.find(grid, mapping.known_headings(CADRE))
    checked = preflight.check(grid, found, mapping.propose(found, CADRE), CADRE, shipped(), today=TODAY)
    bad = [row for row in checked.rows if row.state == "red" or row.asks]
    return writing.rejected(grid, found, bad), rows


def test_rejected_rows_say_why_and_come_in_again_once_repaired() -> None:
    content, _rows = _rejected()
    sheet = _sheet(content)
    assert sheet.max_row == 5
    reasons = [sheet.cell(n, 7).value for n in range(3, 6)]
    assert "32/3/1985" in reasons[0]
    assert "Họ và tên khai sinh" in reasons[1]
    assert "không còn" in reasons[2]
    book = openpyxl.load_workbook(io.BytesIO(content))
    first = book.worksheets[0]
    first["D3"], first["B4"], first["F5"] = "31/3/1985", "Phạm An", "Sở Y tế"
    out = io.BytesIO()
    book.save(out)
    grid = detect.read_sheet(reading.read(out.getvalue(), "b.xlsx").filled[0])
    found = table.find(grid, mapping.known_headings(CADRE))
    how = mapping.propose(found, CADRE)
    assert how.targets == {
        0: "",
        1: "full_name",
        2: "birth_date@male",
        3: "birth_date@female",
        4: "citizen_id",
        5: "unit",
        6: "",
    }
    checked = preflight.check(grid, found, how, CADRE, shipped(), today=TODAY)
    assert not any(row.state == "red" or row.asks for row in checked.rows)
    assert [row.record["full_name"] for row in checked.rows] == ["Nguyễn Thị Hạnh", "Phạm An", "Lê Văn Ước"]
    assert checked.rows[0].record["citizen_id"] == "001185012345"


PATHS = (*QUICK_ENTRY, "citizen_id", "rating.rating", "planning.post", "planning.term", "passport.number")
EXAMPLE = {"full_name": "Nguyễn Văn A", "birth_date": "12/3/1985", "citizen_id": "001085012345"}


def _template() -> bytes:
    posts = [f"Chức vụ {n}, loại dài để danh sách không vừa trong một ô" for n in range(60)]
    return blank.template(CADRE, PATHS, {"post": posts, "ethnicity": ["Kinh", "Tày"]}, EXAMPLE)


def test_a_template_explains_itself_and_offers_choices() -> None:
    sheet = _sheet(_template())
    assert sheet["A5"].value
    assert sheet["A6"].value == "STT"
    assert sheet["A7"].value == blank.EXAMPLE_MARK
    assert [c.value for c in sheet[7]][1:3] == ["Nguyễn Văn A", None]
    validations = {
        str(v.sqref).rstrip("0123456789:").split("7")[0]: v.formula1
        for v in sheet.data_validations.dataValidation
    }
    assert validations["E"] == '"Kinh,Tày"'
    assert validations["C"] == '"Nam,Nữ"'
    assert "Lựa chọn" in validations["G"]
    assert all(v.formula1.startswith('"') or "!" in v.formula1 for v in sheet.data_validations.dataValidation)


@pytest.mark.parametrize("numbered", [True, False])
def test_a_filled_template_comes_in_with_every_column(numbered: bool) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_template()))
    sheet = book.worksheets[0]
    sheet["A8"], sheet["B8"], sheet["D8"] = 1 if numbered else None, "Trần Ước", "03/1990"
    sheet["H8"] = "Sở Y tế"
    out = io.BytesIO()
    book.save(out)
    grid = detect.read_sheet(reading.read(out.getvalue(), "a.xlsx").filled[0])
    found = table.find(grid, mapping.known_headings(CADRE))
    assert found.rows == (7,)
    how = mapping.propose(found, CADRE)
    assert [how.targets[n] for n in range(1, len(PATHS) + 1)] == list(PATHS)
    [row] = preflight.check(grid, found, how, CADRE, shipped(), today=TODAY).rows
    assert (row.record["full_name"], row.record["birth_date"], row.asks) == ("Trần Ước", "1990-03", ())


def test_workbooks_use_nothing_newer_than_excel_2010() -> None:
    columns = [OutColumn("Tên"), OutColumn("Ngày", "date")]
    for content in (_template(), writing.table("X", columns, [["=a", "1985-03-12"]]), _rejected()[0]):
        parts = _parts(content)
        assert not any(
            "vnd.ms-excel" in text or "/2014/" in text or "/2016/" in text for text in parts.values()
        )
        assert not any(name.startswith(("xl/vbaProject", "xl/externalLinks", "customXml")) for name in parts)
        sheet = parts["xl/worksheets/sheet1.xml"]
        assert "x14:" not in sheet
        for validation in sheet.split("<formula1>")[1:]:
            assert len(validation.split("</formula1>")[0]) <= 257
