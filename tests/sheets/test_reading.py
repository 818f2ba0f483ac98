"""Files of every kind are read with fonts and formats, and bad ones end in one sentence."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import tracemalloc
import zipfile
from contextlib import suppress

import openpyxl
import pytest
import xlwt
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.sheets import reading
from hnabroad_desktop.sheets.cells import Area, Sheet
from tests.sheets.lists import new_book, old_book, old_list, person, saved


def _one(content: bytes, name: str = "a.xls") -> Sheet:
    return reading.read(content, name).filled[0]


def _values(sheet: Sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.rows]


def test_old_workbooks_keep_fonts_formats_dates_and_merged_cells() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("DS")
    look = xlwt.XFStyle()
    look.font.name, look.num_format_str = ".VnTime", "dd/mm/yyyy"
    sheet.write_merge(0, 0, 0, 2, "H\u00adêng", look)
    sheet.write(1, 0, dt.date(1985, 3, 13), look)
    sheet.write(1, 1, True)
    sheet.write(1, 2, 1085012345)
    found = _one(saved(book))
    assert found.cell(0, 0).value == "H\u00adêng"
    assert found.cell(0, 0).font == ".VnTime"
    assert (found.cell(1, 0).kind, found.cell(1, 0).format) == ("date", "dd/mm/yyyy")
    assert found.shown(found.cell(1, 0)) == "13/03/1985"
    assert found.cell(1, 1).kind == "bool"
    assert found.shown(found.cell(1, 2)) == "1085012345"
    assert found.area(0, 1) == Area(0, 1, 0, 3)
    assert found.cell(7, 7).kind == ""


def test_new_workbooks_keep_the_same() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["H\u00adêng", dt.date(1985, 3, 13), True, 1085012345, None, "x"])
    sheet["A1"].font = openpyxl.styles.Font(name=".VnTime")
    sheet["B1"].number_format = "dd/mm/yyyy"
    sheet["D1"].number_format = "0.00E+00"
    sheet.merge_cells("A2:C3")
    found = _one(saved(book), "a.xlsx")
    assert found.cell(0, 0)[:3] == ("H\u00adêng", "text", ".VnTime")
    assert found.shown(found.cell(0, 1)) == "13/03/1985"
    assert found.cell(0, 2).value is True
    assert found.shown(found.cell(0, 3)) == "1.09E+09"
    assert found.merged == (Area(1, 3, 0, 3),)


def test_both_date_systems_are_told_apart() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet["A1"] = dt.date(1985, 3, 13)
    found = _one(saved(book), "a.xlsx")
    assert found.base_1904
    assert re.search("1985", found.shown(found.cell(0, 0)))


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("\ufeffHọ và tên;Năm sinh\nƯớc;1985\n".encode(), [["Họ và tên", "Năm sinh"], ["Ước", "1985"]]),
        ("Ước\t1\nAn\t2\n".encode("utf-16"), [["Ước", "1"], ["An", "2"]]),
        ("Ước\t1\nAn\t2\n".encode("utf-16-le"), [["Ước", "1"], ["An", "2"]]),
        ("Ước\t1\nAn\t2\n".encode("utf-16-be"), [["Ước", "1"], ["An", "2"]]),
        (b"sep=|\na|b,c\n", [["a", "b,c"]]),
        (b'a;"b; ""c""\nd"\n', [["a", 'b; "c"\nd']]),
        (b"Tr\xc7n,V\xa8n\n\n\n", [["TrÇn", "V¨n"]]),
        (b"\x84\x81,1\n", [["„\x81", "1"]]),
    ],
)
def test_text_files_of_any_origin_are_read(content: bytes, rows: list[list[str]]) -> None:
    assert _values(_one(content, "a.csv")) == rows


def test_a_block_from_the_clipboard_goes_straight_in() -> None:
    book = reading.read_pasted('1\tTrần "Tý" An\t"hai\ndòng"\r\n2\t"Lý\tx\r\n')
    assert book.form == "pasted"
    assert [row[1].value for row in book.sheets[0].rows[:1]] == ['Trần "Tý" An']
    forty = "\r\n".join(f"{n}\tNguyễn Văn A\t{n}/3/1985" for n in range(1, 41))
    assert len(reading.read_pasted(forty).sheets[0].rows) == 40
    assert _values(reading.read_pasted('a\t"b\nc"\n').sheets[0]) == [["a", "b\nc"]]


def test_the_content_is_named_by_its_digest() -> None:
    assert len(reading.read(b"a,b\n", "x.csv").sha256) == 64


# Bad input: each its own sentence in Vietnamese, nothing read, no hang.


def _said(content: bytes, name: str = "a.xls") -> str:
    with pytest.raises(AppError) as refused:
        reading.read(content, name)
    sentence = str(refused.value)
    assert "Chưa nhập gì" in sentence
    assert name in sentence
    return sentence


def test_a_protected_workbook_is_named_so() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le")
    assert "mật khẩu" in _said(ole, "khoa.xlsx")


def test_an_old_protected_workbook_is_named_so() -> None:
    plain = old_book([["a", "b"]])
    # The record FILEPASS (0x2F) right after the first one says that the rest is encrypted.
    begin = plain.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    end = begin + 20
    filepass = b"\x2f\x00\x06\x00\x00\x00" + b"\x12\x34\x56\x78"
    content = plain[:end] + filepass + plain[end + len(filepass) :]
    assert "mật khẩu" in _said(content)


@pytest.mark.parametrize("start", ["<html>", "\ufeff<!DOCTYPE html>", "  <table>", "MIME-Version: 1.0"])
def test_a_web_page_is_no_workbook(start: str) -> None:
    assert "trang web" in _said(f"{start}<tr><td>1</td></tr>".encode(), "xuat.xls")


def test_other_kinds_of_workbooks_are_told() -> None:
    assert "loại bảng tính" in _said(b"<?xml version='1.0'?><Workbook/>")
    for part in ("mimetype", "xl/workbook.bin"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as parts:
            parts.writestr(part, "x")
        assert "loại bảng tính" in _said(out.getvalue(), "a.ods")


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 x", b"\xff\xd8\xff\xe0 jpeg", b"Rar!\x1a", b"\x01\x00\x02binary"]
)
def test_what_is_no_table_is_told(content: bytes) -> None:
    assert "không phải bảng tính" in _said(content, "a.csv")


def test_a_document_or_an_archive_is_no_table() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<x/>")
    assert "không phải bảng tính" in _said(out.getvalue())
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    assert "không phải bảng tính" in _said(ole)


def test_an_empty_file_and_an_empty_sheet_are_told() -> None:
    assert "rỗng" in _said(b"\r\n  ", "a.csv")
    assert "không trang nào" in _said(new_book([]), "a.xlsx").lower()
    with pytest.raises(AppError, match="Bộ nhớ tạm"):
        reading.read_pasted(" \n")


def test_a_sheet_of_pictures_is_told() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.add_image(SheetImage(picture), "A1")
    assert "hình ảnh" in _said(saved(book), "anh.xlsx").lower()


@pytest.mark.parametrize("keep", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
@pytest.mark.parametrize("form", ["xls", "xlsx"])
def test_a_truncated_file_is_refused_or_read_but_never_breaks(form: str, keep: float) -> None:
    chance = random.Random(1)
    people = [person(chance) for _n in range(60)]
    rows = [[p.name, p.birth, p.citizen_id] for p in people]
    content = old_list(people, "tcvn3") if form == "xls" else new_book(rows)
    cut = content[: int(len(content) * keep)]
    with suppress(AppError):
        reading.read(cut, "a." + form)


@pytest.mark.parametrize("form", ["xls", "xlsx"])
def test_half_a_file_is_called_damaged(form: str) -> None:
    people = [person(random.Random(n)) for n in range(60)]
    content = old_list(people, "tcvn3") if form == "xls" else new_book([[p.name, p.birth] for p in people])
    assert "hỏng" in _said(content[: len(content) // 2], "a." + form)


def test_bytes_gone_wrong_never_break_it() -> None:
    chance = random.Random(7)
    people = [person(chance) for _n in range(20)]
    for content in (old_list(people, "vni"), new_book([[p.name, p.birth] for p in people])):
        for _round in range(150):
            broken = bytearray(content)
            for _byte in range(chance.randint(1, 40)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            with suppress(AppError):
                reading.read(bytes(broken), "a")


def _with_part(content: bytes, name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
        new.writestr(name, text)
    return out.getvalue()


def test_a_macro_file_is_read_and_said_not_to_be_run() -> None:
    book = reading.read(_with_part(new_book([["a", "b"]]), "xl/vbaProject.bin", "x"), "a.xlsm")
    assert book.filled[0].cell(0, 0).value == "a"
    assert "macro" in book.notes[0].lower()


def test_nested_entities_are_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    assert "hỏng" in _said(_with_part(new_book([["a"]]), "xl/worksheets/sheet1.xml", bomb), "a.xlsx")


def test_a_formula_without_result_is_kept_as_lost() -> None:
    sheet = _one(new_book([["a", "=1+1"]]), "a.xlsx")
    assert sheet.cell(0, 1).lost


def test_too_many_rows_and_columns_are_refused() -> None:
    assert "50.000 dòng" in _said(b"a,b\n" * 200_000, "a.csv")
    assert "256 cột" in _said((",".join("x" * 1 for _n in range(300)) + "\n").encode() * 3, "a.csv")
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 200_001))
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    assert "50.000 dòng" in _said(_with_part(new_book([["a"]]), "xl/worksheets/sheet1.xml", sheet), "a.xlsx")
    assert "256 cột" in _said(new_book([[1] * 300]), "a.xlsx")


def test_a_million_empty_rows_end_early() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(f'<row r="{n}"/>' for n in range(2, 300_000))
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    assert len(_one(_with_part(new_book([["a"]]), "xl/worksheets/sheet1.xml", sheet), "a.xlsx").rows) == 1
    assert len(_one(b"a,b\n" + b"\n" * 300_000, "a.csv").rows) == 1


def test_a_large_workbook_takes_bounded_memory() -> None:
    texts = "".join(f"<si><t>Nguyễn Văn {n}</t></si>" for n in range(120_000))
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n}</v></c></row>' for n in range(1, 120_000))
    content = _with_part(new_book([["a"]]), "xl/sharedStrings.xml", f"<sst>{texts}</sst>")
    content = _with_part(
        content, "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    )
    tracemalloc.start()
    try:
        _said(content, "lon.xlsx")
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100 * 1024 * 1024
