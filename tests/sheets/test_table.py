"""Five layouts as units draw them: the header is found, the rows of people are, and nothing else is a row."""

# ruff: noqa: E501  (a row of a list is one line)

from __future__ import annotations

from typing import Any

import pytest

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.sheets import detect, mapping, reading, table
from hnabroad_desktop.sheets.detect import Grid
from hnabroad_desktop.sheets.table import Table
from tests.sheets.lists import new_book, old_book


def _grid(content: bytes) -> Grid:
    return detect.read_sheet(reading.read(content, "a").filled[0])


def _found(grid: Grid) -> Table:
    return table.find(grid, mapping.known_headings(CADRE))


def _paths(grid: Grid) -> list[str]:
    found = _found(grid)
    targets = mapping.propose(found, CADRE).targets
    return [targets[column.index] for column in found.columns]


def test_profile_list_with_three_title_rows_two_line_header_numbers_and_groups() -> None:
    rows: list[list[Any]] = [
        ["ỦY BAN NHÂN DÂN PHƯỜNG CỬA NAM", "", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["DANH SÁCH TRÍCH NGANG CÁN BỘ"],
        ["(Kèm theo Tờ trình số 12/TTr-UBND ngày 05 tháng 3 năm 2026)"],
        [],
        ["TT", "Họ và tên", "Ngày, tháng, năm sinh", "", "Quê quán", "Chức vụ, đơn vị công tác", "Ngày vào Đảng", "Trình độ"],
        ["", "", "Nam", "Nữ", "", "", "(chính thức)", "Chuyên môn", "LLCT", "QLNN", "Ngoại ngữ"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)"],
        ["I", "Khối Đảng"],
        [1, "Nguyễn Văn An", "12/3/1985", "", "Hà Nội", "Chuyên viên, Sở Nội vụ", "03/02/2010", "Đại học"],
        [2, "Trần Thị Ánh", "", "1987", "Hà Nội", "Chuyên viên, Sở Y tế", "", "Thạc sĩ", "Trung cấp"],
        ["II", "Khối chính quyền"],
        [3, "Lê Văn Ước", "03-1990", "", "Hà Tây", "Chuyên viên, Sở Tài chính"],
        ["", "Danh sách gồm 03 người, trong đó nữ: 01 người."],
        ["", "NGƯỜI LẬP BIỂU", "", "", "", "Hà Nội, ngày 05 tháng 3 năm 2026"],
        ["", "Nguyễn Văn B", "", "", "", "CHỦ TỊCH"],
    ]  # fmt: skip
    grid = _grid(new_book(rows, merged=["A5:A6", "B5:B6", "C5:D5", "E5:E6", "F5:F6", "H5:K5", "A2:K2"]))
    found = _found(grid)
    assert (found.header_top, found.header_end) == (4, 6)
    assert found.rows == (8, 9, 11)
    assert dict(found.skipped) == {
        0: "title", 1: "title", 2: "title", 6: "numbering", 7: "group", 10: "group",
        12: "footer", 13: "footer", 14: "footer",
    }  # fmt: skip
    assert _paths(grid) == [
        "", "full_name", "birth_date@male", "birth_date@female", "home_place", "post+unit", "party_join_date+party_official_date",
        "education", "political_theory", "state_management", "language_certificate",
    ]  # fmt: skip


def test_plain_list_from_the_first_row_without_anything_around() -> None:
    rows = [
        ["Họ tên", "Giới tính", "Ngày sinh", "CCCD", "Đơn vị"],
        ["Nguyễn An", "Nam", "1985", "001085012345", "Sở Y tế"],
    ]
    grid = _grid(new_book(rows))
    assert _found(grid).rows == (1,)
    assert _paths(grid) == ["full_name", "sex", "birth_date", "citizen_id", "unit"]


def test_name_in_two_columns_and_sex_by_a_mark() -> None:
    rows: list[list[Any]] = [
        ["Danh sách cán bộ"],
        ["STT", "Họ và tên", "", "Nữ", "Năm sinh", "Chức danh", "Cơ quan"],
        [1, "Nguyễn Văn", "An", "", 1985, "Chuyên viên", "Sở Y tế"],
        [2, "Trần Thị", "Ánh", "x", 1987, "Chuyên viên", "Sở Y tế"],
        ["Tổng cộng: 2"],
    ]
    grid = _grid(old_book(rows, merged=[(1, 1, 1, 2)]))
    assert _found(grid).rows == (2, 3)
    assert _paths(grid) == [
        "",
        "family_and_middle_name",
        "given_name",
        "sex=female",
        "birth_date",
        "post",
        "unit",
    ]
    bare = _grid(new_book(rows))
    assert _paths(bare)[1:3] == ["family_and_middle_name", "given_name"]


def test_pasted_block_with_two_line_header_and_no_merged_cells() -> None:
    text = (
        "STT\tHọ và tên\tNgày sinh\t\tTrình độ\t\tĐơn vị\r\n"
        "\t\tNam\tNữ\tChuyên môn\tLLCT\t\r\n"
        "1\tNguyễn An\t12/3/1985\t\tĐại học\tCao cấp\tSở Y tế\r\n"
        "2\tLê Ước\t\t1990\tThạc sĩ\t\tSở Nội vụ\r\n"
    )
    grid = detect.read_sheet(reading.read_pasted(text).filled[0])
    found = _found(grid)
    assert (found.header_top, found.header_end, found.rows) == (0, 2, (2, 3))
    assert _paths(grid) == [
        "", "full_name", "birth_date@male", "birth_date@female", "education", "political_theory", "unit"
    ]  # fmt: skip


def test_header_far_to_the_right_and_repeated_on_each_page() -> None:
    head = [
        "",
        "",
        "Số TT",
        "HỌ VÀ TÊN",
        "NGÀY THÁNG NĂM SINH",
        "CHỨC VỤ",
        "XẾP LOẠI NĂM 2024",
        "Xếp loại 2025",
        "GHI CHÚ",
    ]
    rows: list[list[Any]] = [
        [], ["", "", "PHÒNG NỘI VỤ"], [], head,
        *(["", "", n, f"Nguyễn Văn {c}", "1/2/1980", "Chuyên viên", "HTT", "HTT"] for n, c in enumerate("ABC", 1)),
        head,
        *(["", "", n, f"Trần Văn {c}", "1/2/1980", "Chuyên viên"] for n, c in enumerate("AB", 4)),
        ["", "", "", "Cộng: 5 người"], [], ["", "", "", "", "", "THỦ TRƯỞNG ĐƠN VỊ"], ["", "", "", "", "", "(Ký, đóng dấu)"],
    ]  # fmt: skip
    grid = _grid(old_book(rows))
    found = _found(grid)
    assert found.rows == (4, 5, 6, 8, 9)
    assert dict(found.skipped)[7] == "header"
    assert dict(found.skipped)[10] == "total"
    assert _paths(grid) == [
        "", "full_name", "birth_date", "post", "rating.rating#2024", "rating.rating#2025", "note"
    ]  # fmt: skip


def test_the_user_can_move_the_header() -> None:
    rows = [["A", "B"], ["Họ và tên", "Đơn vị"], ["An An", "Sở Y tế"]]
    grid = _grid(new_book(rows))
    assert _found(grid).header_top == 1
    moved = table.at(grid, 0, 1)
    assert [column.heading for column in moved.columns] == ["A", "B"]
    assert moved.rows == (1, 2)
    assert moved.column(1).heading == "B"
    with pytest.raises(KeyError):
        moved.column(9)
    with pytest.raises(AppError, match="ngoài trang"):
        table.at(grid, 5, 6)


def test_a_sheet_without_a_list_is_told() -> None:
    with pytest.raises(AppError, match="dòng tiêu đề"):
        _found(_grid(new_book([["chỉ có một dòng chữ"], ["123"]])))


def test_a_person_without_number_and_an_empty_row_between_do_not_end_the_list() -> None:
    rows: list[list[Any]] = [
        ["STT", "Họ và tên", "Ngày sinh", "Đơn vị"],
        [1, "Nguyễn An", "1985", "Sở Y tế"],
        [],
        ["", "Lê Ước", "1990", "Sở Y tế"],
        [2, "Trần Ổn", "1991", "Sở Y tế"],
    ]
    assert _found(_grid(new_book(rows))).rows == (1, 3, 4)
