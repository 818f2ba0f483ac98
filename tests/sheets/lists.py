"""Invented lists of people in the shapes units send them, as files of Excel 97-2003 and later."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlwt

from tests.sheets.encoders import encode_cp1258, encode_vn3, encode_vni

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ", "Ngô", "Vũ", "Chử", "Khuất", "Lý")
MIDDLES = ("Thị Bích", "Văn", "Đức", "Minh", "Hữu", "Thị Ngọc", "Quốc", "Thu", "Việt", "Thị Mỹ")
GIVEN = ("An", "Ánh", "Ân", "Ước", "Hường", "Lương", "Nghĩa", "Tuyết", "Hoà", "Ổn", "Ất", "Đạt", "Thuỷ", "Sỹ")
POSTS = ("Chuyên viên", "Phó Trưởng phòng", "Trưởng phòng", "Phó Giám đốc")
UNITS = ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Sở Khoa học và Công nghệ")
_ENCODERS: dict[str, Callable[[str], str]] = {
    "tcvn3": encode_vn3,
    "vni": encode_vni,
    "cp1258": encode_cp1258,
    "unicode": str,
}
_FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times", "cp1258": "Arial", "unicode": "Times New Roman"}


@dataclass(frozen=True)
class Person:
    """One row of a list."""

    name: str
    sex: str
    birth: str
    post: str
    unit: str
    citizen_id: str
    party: str
    language: str


def person(chance: random.Random) -> Person:
    """Return an invented person whose number agrees with sex and birth."""
    sex = chance.choice(("Nam", "Nữ"))
    name = f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}"
    year, month, day = chance.randint(1968, 1998), chance.randint(1, 12), chance.randint(1, 28)
    number = f"001{'0' if sex == 'Nam' else '1'}{year % 100:02}{chance.randint(0, 999999):06}"
    party = (
        f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{year + 25}" if chance.random() < 0.6 else ""
    )
    language = chance.choice(("", "IELTS 6.0", "JLPT N3", "Tiếng Anh B1"))
    birth = f"{day}/{month}/{year}"
    return Person(name, sex, birth, chance.choice(POSTS), chance.choice(UNITS), number, party, language)


def old_list(people: Sequence[Person], encoding: str) -> bytes:
    """Return a list as .xls: titles, header over two lines, birth by sex, numbers that lost their zeros."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("DSCB")
    encode, font = _ENCODERS[encoding], _FONTS[encoding]
    plain, capital, number = (xlwt.XFStyle() for _style in range(3))
    plain.font.name = number.font.name = font
    capital.font.name = font + "H" if encoding == "tcvn3" else font
    number.num_format_str = "0.00E+00"

    def write(row: int, column: int, text: str, style: Any = plain) -> None:
        if text:
            sheet.write(row, column, encode(text), style)

    sheet.write_merge(0, 0, 0, 7, encode("Danh sách cán bộ, công chức"), capital)
    sheet.write_merge(1, 1, 0, 7, encode("(Tính đến ngày 31/12/2016)"), plain)
    heads = ("STT", "Họ và tên", "", "", "Chức vụ", "Đơn vị", "Số CCCD", "Ngày vào Đảng", "Ngoại ngữ")
    for column, head in enumerate(heads):
        if head:
            sheet.write_merge(2, 3, column, column, encode(head), plain)
    sheet.write_merge(2, 2, 2, 3, encode("Ngày sinh"), plain)
    write(3, 2, "Nam")
    write(3, 3, "Nữ")
    for row, one in enumerate(people, 4):
        sheet.write(row, 0, row - 3, plain)
        write(row, 1, one.name)
        write(row, 2 if one.sex == "Nam" else 3, one.birth)
        write(row, 4, one.post)
        write(row, 5, one.unit, capital)
        if row % 4:
            write(row, 6, one.citizen_id)
        else:
            sheet.write(row, 6, int(one.citizen_id), number)
        write(row, 7, one.party)
        write(row, 8, one.language)
    write(len(people) + 5, 0, f"Tổng số: {len(people)} người")
    write(len(people) + 6, 4, "Người lập biểu")
    return saved(book)


def old_book(rows: Sequence[Sequence[Any]], *, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """Return rows of values as .xls; ``merged`` are first and last row, first and last column."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for top, bottom, left, right in merged:
        sheet.merge(top, bottom, left, right)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value not in {None, ""}:
                sheet.write(row, column, value)
    return saved(book)


def new_book(rows: Sequence[Sequence[Any]], *, merged: Sequence[str] = (), font: str = "") -> bytes:
    """Return rows of values as .xlsx."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for values in rows:
        sheet.append(list(values))
    if font:
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.font = openpyxl.styles.Font(name=font)
    for area in merged:
        sheet.merge_cells(area)
    return saved(book)


def saved(book: Any) -> bytes:
    """Return the bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
