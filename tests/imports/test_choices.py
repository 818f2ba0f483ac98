"""What an import does to people who are known, to people who stand in it twice, and what the user decides."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from hnabroad_desktop.actions import catalogues, exports, imports, records
from hnabroad_desktop.base.errors import AppError, Cancelled
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile
from tests.imports.conftest import book_of, dump
from tests.sheets.lists import new_book, old_book, saved

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Điện thoại", "Chức vụ"]


def planned(
    file: DataFile, *rows: list[Any], choices: imports.Choices | None = None, **policies: Any
) -> imports.Plan:
    layout = imports.lay_out(
        file, book_of(file, [HEAD, *([n, *row] for n, row in enumerate(rows, 1))]), plain=True
    )
    return imports.check(file, replace(layout, policies=policies), choices)


def keep(file: DataFile, **values: Any) -> str:
    return records.save(file, CADRE.new(unit=file.unit_id, **values)).id


def stored(file: DataFile, record_id: str) -> Record:
    record = file.get("cadre", record_id)
    assert record is not None
    return record


@pytest.mark.parametrize(
    ("name", "birth", "number", "action", "doubt"),
    [
        ("Nguyễn Thuý Hoà", "12/3/1985", "", "update", ""),
        ("NGUYỄN THÚY HÒA", "12/3/1985", "001185000001", "update", ""),
        ("Nguyễn Thúy Hòa", "1985", "", "leave", "partial"),
        ("Nguyễn Thuy Hoa", "12/3/1985", "", "leave", "marks"),
        ("Nguyễn Thúy Hòa", "13/3/1985", "", "add", ""),
        ("Nguyễn Thúy Hòa", "12/3/1985", "001185000002", "leave", "other_number"),
        ("Trần Văn Ước", "12/3/1985", "001185000001", "leave", "other_name"),
        ("Nguyễn Thúy Hòa", "", "", "add", ""),
    ],
)
def test_who_is_known(file: DataFile, name: str, birth: str, number: str, action: str, doubt: str) -> None:
    keep(file, full_name="Nguyễn Thúy Hòa", birth_date="1985-03-12", citizen_id="001185000001")
    row = planned(file, [name, birth, number, "", ""]).rows[0]
    assert row.action in {action, "same" if action == "update" else action}
    assert (row.match.doubt if row.match else "") == doubt
    assert bool(row.reasons) == (action == "leave")


def test_a_person_in_doubt_is_answered(file: DataFile) -> None:
    known = keep(file, full_name="Nguyễn Thúy Hòa", birth_date="1985-03-12")
    line = ["Nguyễn Thúy Hòa", "1985", "", "0911", ""]
    row = planned(file, line).rows[0]
    assert row.action == "leave"
    same = planned(file, line, choices=imports.Choices(people={row.row: known}))
    outcome = imports.commit(file, same)
    assert list(outcome.updated.values()) == [known]
    # A year says less than the day that is known.
    assert stored(file, known)["birth_date"] == "1985-03-12"
    other = planned(file, line, choices=imports.Choices(people={row.row: imports.NEW}))
    assert len(imports.commit(file, other).added) == 1


@pytest.mark.parametrize(
    ("policy", "phone", "expected"),
    [
        ("update", "0911", "0911"),
        ("update", "", "0900"),
        ("fill", "0911", "0900"),
        ("keep", "0911", "0900"),
        ("erase", "", None),
        ("erase", "0911", "0911"),
    ],
)
def test_a_blank_erases_only_when_chosen(
    file: DataFile, policy: str, phone: str, expected: str | None
) -> None:
    known = keep(file, full_name="Lý Yến", birth_date="1990-01-02", phone="0900")
    plan = planned(file, ["Lý Yến", "2/1/1990", "", phone, "Chuyên viên"], phone=policy)
    imports.commit(file, plan)
    assert stored(file, known)["phone"] == expected
    assert stored(file, known)["full_name"] == "Lý Yến"


def test_a_name_is_never_respelled(file: DataFile) -> None:
    known = keep(file, full_name="Nguyễn Thúy Hòa", birth_date="1985-03-12")
    imports.commit(file, planned(file, ["Nguyễn Thuý Hoà", "12/3/1985", "", "0911", ""]))
    assert stored(file, known)["full_name"] == "Nguyễn Thúy Hòa"


def test_an_unknown_text_does_not_put_a_matched_value_aside(file: DataFile) -> None:
    known = keep(file, full_name="Lý Yến", birth_date="1990-01-02", post="Chuyên viên")
    imports.commit(file, planned(file, ["Lý Yến", "2/1/1990", "", "0911", "Phụ trách kho"]))
    assert stored(file, known)["post"] == "Chuyên viên"


def test_nobody_comes_in_twice(file: DataFile) -> None:
    plan = planned(
        file,
        ["Lý Yến", "2/1/1990", "001190000001", "", ""],
        ["Lý Yến", "2/1/1990", "", "", ""],
        ["Đỗ Ất", "2/1/1991", "001190000001", "", ""],
        ["Lý Yến", "2/1/1990", "001190000009", "", ""],
    )
    assert [row.action for row in plan.rows] == ["add", "leave", "leave", "add"]


def test_rows_left_out_stay_in_sight(file: DataFile) -> None:
    choices = imports.Choices(imports.Repairs(skipped=frozenset({1})))
    plan = planned(file, ["Lý Yến", "2/1/1990", "", "", ""], ["Đỗ Ất", "1991", "", "", ""], choices=choices)
    assert [row.action for row in plan.rows] == ["leave", "add"]
    assert len(imports.commit(file, plan).added) == 1


def test_a_cell_is_put_right_and_a_text_once_for_all(file: DataFile) -> None:
    rows = (["Lý Yến", "31/2/1990", "", "", "Phụ trách kho"], ["Đỗ Ất", "1991", "", "", "Phụ trách kho"])
    plan = planned(file, *rows)
    assert [row.state for row in plan.rows] == ["red", "amber"]
    post = plan.rows[1].result.cell("post")
    assert post is not None
    repairs = imports.Repairs(cells={(1, 2): "28/2/1990"}, by_text={("post", "phu trach kho"): "Chuyên viên"})
    plan = planned(file, *rows, choices=imports.Choices(repairs))
    assert [row.record["post"] for row in plan.rows] == ["Chuyên viên", "Chuyên viên"]
    assert plan.rows[0].record["birth_date"] == "1990-02-28"


def test_what_waits_is_matched_once_for_all(file: DataFile) -> None:
    head = ["STT", "Họ và tên", "Đơn vị"]
    rows = [head, [1, "Lý Yến", "Trường Bồi dưỡng Ví Dụ"], [2, "Đỗ Ất", "TRƯỜNG BỒI DƯỠNG VÍ DỤ"]]
    plan = imports.check(file, imports.lay_out(file, book_of(file, rows)))
    outcome = imports.commit(file, plan)
    units = {stored(file, record_id)["unit"] for record_id in outcome.added.values()}
    assert len(units) == 1
    assert catalogues.unmatched(file)[-1][:2] == ("unit", "Trường Bồi dưỡng Ví Dụ")
    again = imports.check(file, imports.lay_out(file, book_of(file, [head, [1, "Trần Ân", rows[1][2]]])))
    assert again.parked == {}
    before = dump(file)
    assert catalogues.match(file, "unit", "Trường Bồi dưỡng Ví Dụ", "SNV")
    assert {stored(file, each)["unit"] for each in outcome.added.values()} == {file.unit_id}
    assert ("unit", "Trường Bồi dưỡng Ví Dụ") not in {line[:2] for line in catalogues.unmatched(file)}
    records.undo(file)
    assert dump(file) == before


def test_ratings_of_a_year_are_brought_up_to_date(file: DataFile) -> None:
    known = keep(file, full_name="Lý Yến", birth_date="1990-01-02")
    ratings = [code for (of, code) in file.words() if of == "rating"][:2]
    record = stored(file, known)
    records.save(file, record.with_table("rating", [Row({"year": 2024, "rating": ratings[0]})]))
    words = [file.word("rating", code) for code in ratings]
    head = ["STT", "Họ và tên", "Ngày sinh", "Xếp loại năm 2024", "Xếp loại năm 2025"]
    rows = [head, [1, "Lý Yến", "2/1/1990", words[1], words[0]]]
    imports.commit(file, imports.check(file, imports.lay_out(file, book_of(file, rows))))
    found = {row["year"]: row["rating"] for row in stored(file, known).table("rating")}
    assert found == {2024: ratings[1], 2025: ratings[0]}


def test_nothing_is_written_over_what_changed_meanwhile(file: DataFile) -> None:
    plan = planned(file, ["Lý Yến", "2/1/1990", "", "", ""])
    keep(file, full_name="Ai Đó")
    before = dump(file)
    with pytest.raises(AppError):
        imports.commit(file, plan)
    assert dump(file) == before


def test_stopping_leaves_nothing(file: DataFile) -> None:
    plan = planned(file, ["Lý Yến", "2/1/1990", "", "", ""])
    before = dump(file)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        imports.commit(file, plan, report=stop)
    assert dump(file) == before
    assert imports.batches(file) == []


def test_an_import_with_later_edits_asks_first(file: DataFile) -> None:
    outcome = imports.commit(file, planned(file, ["Lý Yến", "2/1/1990", "", "", ""]))
    made = stored(file, next(iter(outcome.added.values())))
    records.save(file, made.with_values(phone="0999"))
    with pytest.raises(AppError):
        imports.take_back(file, outcome.batch)
    assert not stored(file, made.id).deleted
    imports.take_back(file, outcome.batch, force=True)
    assert stored(file, made.id).deleted
    with pytest.raises(AppError):
        imports.take_back(file, outcome.batch)


def test_everybody_of_a_list_without_units_belongs_to_the_unit_of_the_file(file: DataFile) -> None:
    assert planned(file, ["Lý Yến", "2/1/1990", "", "", ""]).rows[0].record["unit"] == file.unit_id


def test_nothing_to_write_is_said(file: DataFile) -> None:
    with pytest.raises(AppError):
        imports.commit(file, planned(file, ["", "2/1/1990", "", "", ""]))


def test_a_list_without_names_says_so(file: DataFile) -> None:
    rows = [["STT", "Ngày sinh", "Giới tính"], [1, "2/1/1990", "Nam"]]
    plan = imports.check(file, imports.lay_out(file, book_of(file, rows)))
    assert plan.rows[0].action == "leave"
    assert plan.rows[0].reasons


def test_units_come_in_by_their_code(file: DataFile) -> None:
    rows = [["Mã đơn vị", "Tên đầy đủ của đơn vị", "Điện thoại"], ["SNV", "Sở Nội vụ", "02438253536"]]
    layout = imports.lay_out(file, book_of(file, rows), kind="unit")
    layout = imports.with_target(imports.with_target(layout, 0, "code"), 1, "name")
    row = imports.check(file, layout).rows[0]
    assert row.match is not None
    assert row.match.id == file.unit_id


@pytest.mark.parametrize("text", ["", "   \n", "chỉ một ô"])
def test_an_empty_clipboard_says_so(file: DataFile, text: str) -> None:
    with pytest.raises(AppError):
        imports.lay_out(file, imports.paste(text))


def test_a_pasted_block_comes_in(file: DataFile) -> None:
    text = "STT\tHọ và tên\tNgày sinh\n1\tLý Yến\t2/1/1990\n2\tĐỗ Ất\t1991\n"
    plan = imports.check(file, imports.lay_out(file, imports.paste(text)))
    assert len(imports.commit(file, plan).added) == 2


def test_an_unknown_text_becomes_a_value_of_the_catalogue(file: DataFile) -> None:
    before = dump(file)
    rows = (["Lý Yến", "2/1/1990", "", "", "Phụ trách kho"], ["Đỗ Ất", "1991", "", "", "PHỤ TRÁCH KHO"])
    choices = imports.Choices(create=frozenset({("post", "Phụ trách kho")}))
    outcome = imports.commit(file, planned(file, *rows, choices=choices))
    assert {stored(file, each)["post"] for each in outcome.added.values()} == {"Phụ trách kho"}
    assert file.word("post", "Phụ trách kho") == "Phụ trách kho"
    assert not [line for line in catalogues.unmatched(file) if line[1] == "Phụ trách kho"]
    records.undo(file)
    assert dump(file) == before


def _pictures() -> bytes:
    book = openpyxl.Workbook()
    image = io.BytesIO()
    Image.new("RGB", (4, 4)).save(image, "PNG")
    image.seek(0)
    assert book.active is not None
    book.active.add_image(SheetImage(image), "A1")
    return saved(book)


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le")
WHOLE = old_book([HEAD, [1, "Lý Yến", "2/1/1990", "", "", ""]])


@pytest.mark.parametrize(
    "content",
    [
        LOCKED,
        b"<html><body><table><tr><td>a</td></tr></table></body></html>",
        WHOLE[: len(WHOLE) // 2],
        new_book([["Họ và tên"], *([str(n)] for n in range(60_000))]),
        new_book([[f"Cột {n}" for n in range(300)], list(range(300))]),
        _pictures(),
        b"",
        b"%PDF-1.7",
        old_book([[1, 2, 3], [4, 5, 6]]),
    ],
    ids=["locked", "html", "cut", "rows", "columns", "pictures", "empty", "pdf", "no list"],
)
def test_a_bad_file_is_one_sentence_and_nothing_is_written(file: DataFile, content: bytes) -> None:
    before = dump(file)
    place = file.path.with_name("danh sách.xls")
    place.write_bytes(content)
    with pytest.raises(AppError) as refused:
        imports.lay_out(file, imports.read(place))
    assert "Chưa nhập gì" in str(refused.value)
    assert dump(file) == before


def test_a_formula_without_its_result_is_asked_for(file: DataFile) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["STT", "Họ và tên", "Ngày sinh"])
    book.active.append([1, "Lý Yến", "=DATE(1990,1,2)"])
    place = file.path.with_name("a.xlsx")
    place.write_bytes(saved(book))
    row = imports.check(file, imports.lay_out(file, imports.read(place))).rows[0]
    assert row.action == "leave"
    assert "công thức" in row.reasons.lower()


def test_one_reason_for_several_cells_is_said_once(file: DataFile) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["STT", "Họ và tên", "Ngày sinh", "Giới tính"])
    book.active.append([1, "=B9", "=DATE(1990,1,2)", "Nam"])
    place = file.path.with_name("a.xlsx")
    place.write_bytes(saved(book))
    row = imports.check(file, imports.lay_out(file, imports.read(place))).rows[0]
    assert row.reasons.lower().count("công thức") == 1


def test_a_row_of_formulas_without_results_is_not_passed_over(file: DataFile) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["STT", "Họ và tên", "Ngày sinh", "Giới tính"])
    book.active.append([1, "Lý Yến", "28/1/1990", "Nữ"])
    book.active.append([2, "=B9", "=C9", "=D9"])
    book.active.append(["=A3+1", "=B10", "=C10", "=D10"])
    book.active.append(["Tổng số", "=COUNTA(B2:B4)", None, None])
    place = file.path.with_name("a.xlsx")
    place.write_bytes(saved(book))
    layout = imports.lay_out(file, imports.read(place))
    rows = imports.check(file, layout).rows
    assert [(row.row, row.action) for row in rows] == [(1, "add"), (2, "leave"), (3, "leave")]
    assert "total" in dict(layout.table.skipped).values()


def test_cells_that_look_like_formulas_stay_texts(file: DataFile) -> None:
    plan = planned(file, ["Lý Yến", "2/1/1990", "", "@0911", "=1+1"])
    outcome = imports.commit(file, plan)
    assert stored(file, next(iter(outcome.added.values())))["phone"] == "@0911"
    lines = openpyxl.load_workbook(
        io.BytesIO(exports.exported(file, "cadre", columns=("full_name", "phone")))
    )
    assert lines.active is not None
    cell = next(c for line in lines.active.iter_rows() for c in line if c.value == "@0911")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
