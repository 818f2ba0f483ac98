"""Every cell becomes the value that was meant, or says why not; rows are judged as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import openpyxl
import pytest

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.sheets import detect, mapping, preflight, reading, table
from hnabroad_desktop.sheets.dating import Order
from hnabroad_desktop.sheets.matching import Entry, Vocabulary
from hnabroad_desktop.sheets.preflight import Preflight
from hnabroad_desktop.sheets.reads import State
from hnabroad_desktop.sheets.results import NO_REPAIRS, CellResult, Repairs
from tests.sheets.lists import new_book, saved
from tests.sheets.words_of_file import shipped

TODAY = dt.date(2026, 11, 24)


def _check(
    content: bytes,
    *,
    words: Vocabulary | None = None,
    repairs: Repairs = NO_REPAIRS,
    orders: dict[int, Order] | None = None,
    keep_case: frozenset[int] = frozenset(),
    as_of: str = "",
) -> Preflight:
    grid = detect.read_sheet(reading.read(content, "a").filled[0])
    found = table.find(grid, mapping.known_headings(CADRE))
    how = mapping.propose(found, CADRE)
    how = mapping.ColumnMapping("cadre", how.targets, {}, orders or {}, keep_case)
    return preflight.check(
        grid, found, how, CADRE, words or shipped(), today=TODAY, as_of=as_of, repairs=repairs
    )


def _cells(heading: str, *values: Any, **options: Any) -> list[CellResult]:
    """Return what a column with this heading gives for these cells."""
    rows = [["STT", "Họ và tên", heading], *([n, "Nguyễn Văn An", v] for n, v in enumerate(values, 1))]
    checked = _check(new_book(rows), **options)
    return [row.cells[1] for row in checked.rows]


def _record(headings: list[str], values: list[Any], **options: Any) -> Record:
    return _check(new_book([headings, values]), **options).rows[0].record


@pytest.mark.parametrize(
    ("typed", "value", "state"),
    [
        ("12/3/1985", "1985-03-12", "green"),
        ("12-3-1985", "1985-03-12", "green"),
        ("12.03.85", "1985-03-12", "green"),
        ("ngày 12 tháng 3 năm 1985", "1985-03-12", "green"),
        ("12/3/1985 00:00:00", "1985-03-12", "green"),
        (dt.date(1985, 3, 13), "1985-03-13", "green"),
        (31119, "1985-03-13", "green"),
        ("31119", "1985-03-13", "green"),
        (12031985, "1985-03-12", "green"),
        (2031985, "1985-03-02", "amber"),
        (50289, "1989-02-05", "amber"),
        (1987, "1987", "amber"),
        ("1987", "1987", "amber"),
        ("03-1990", "1990-03", "amber"),
        (3.199, "1990-03", "amber"),
        ("3/1990", "1990-03", "amber"),
        ("00/00/1987", "1987", "amber"),
        ("../3/1987", "1987-03", "amber"),
        ("3/25/1985", "1985-03-25", "green"),
        ("31/2/1985", None, "red"),
        ("không nhớ", None, "red"),
        (0.5, None, "red"),
        ("=1+1", None, "red"),
    ],
)
def test_dates(typed: Any, value: str | None, state: State) -> None:
    [cell] = _cells("Ngày sinh", typed)
    assert (cell.value, cell.state) == (value, state)
    assert cell.reason or state == "green"


def test_a_cell_that_shows_only_month_or_year_keeps_only_that() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Họ và tên", "Ngày sinh"])
    for code in ("mm/yyyy", "yyyy", "dd/mm/yyyy", "h:mm"):
        sheet.append(["Nguyễn An", dt.date(1985, 3, 1)])
        sheet.cell(sheet.max_row, 2).number_format = code
    values = [row.cells[1].value for row in _check(saved(book)).rows]
    assert values == ["1985-03", "1985", "1985-03-01", None]


def test_a_year_in_a_date_cell_is_a_year() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Họ và tên", "Ngày sinh"])
    sheet.append(["Nguyễn An", 1987])
    sheet["B2"].number_format = "dd/mm/yyyy"
    assert _check(saved(book)).rows[0].record["birth_date"] == "1987"


def test_a_column_tells_its_own_order() -> None:
    assert [c.value for c in _cells("Ngày sinh", "25/4/1985", "3/4/1990")] == ["1985-04-25", "1990-04-03"]
    assert [c.value for c in _cells("Ngày sinh", "4/25/1985", "3/4/1990")] == ["1985-04-25", "1990-03-04"]
    mixed = _cells("Ngày sinh", "25/4/1985", "4/26/1985")
    assert [(c.value, c.state) for c in mixed] == [("1985-04-25", "green"), ("1985-04-26", "amber")]


def test_the_order_is_asked_once_and_only_where_the_column_does_not_tell() -> None:
    rows = [["Họ và tên", "Ngày sinh"], ["An An", "3/4/1990"], ["Ba Ba", "5/6/1991"], ["Ca Ca", "7/7/1992"]]
    checked = _check(new_book(rows))
    [question] = checked.questions
    assert (question.kind, question.count, question.example) == ("order", 2, "3/4/1990")
    assert "03/04/1990" in question.ask()
    assert "04/03/1990" in question.ask()
    answered = _check(new_book(rows), orders={1: "mdy"})
    assert answered.questions == ()
    assert answered.rows[0].record["birth_date"] == "1990-03-04"
    assert _check(new_book([*rows, ["Đa Đa", "25/6/1991"]])).questions == ()


def test_dates_exchanged_by_excel_are_noticed() -> None:
    rows: list[list[Any]] = [
        ["Họ và tên", "Ngày sinh"],
        ["An An", dt.date(1990, 3, 4)],
        ["Ba", dt.date(1991, 5, 6)],
    ]
    rows += [["Ca Ca", "25/4/1985"], ["Da Da", "30/4/1985"]]
    [question] = _check(new_book(rows)).questions
    assert question.kind == "swapped"
    assert "04/03/1990" in question.ask()
    answered = _check(new_book(rows), orders={1: "swapped"})
    assert [row.record["birth_date"] for row in answered.rows] == [
        "1990-04-03",
        "1991-06-05",
        "1985-04-25",
        "1985-04-30",
    ]


@pytest.mark.parametrize(
    ("typed", "value", "state"),
    [
        ("001085012345", "001085012345", "green"),
        (1085012345, "001085012345", "amber"),
        ("1085012345", "001085012345", "amber"),
        (36085012345, "036085012345", "amber"),
        ("1.085012345E+09", "001085012345", "amber"),
        ("1.08501E+09", None, "red"),
        ("001 085 012 345", "001085012345", "green"),
        ("'001085012345", "001085012345", "green"),
        (12345678, "012345678", "amber"),
        ("012345678", "012345678", "amber"),
        ("12A", "12A", "amber"),
        (1.5, None, "red"),
    ],
)
def test_identification_numbers(typed: Any, value: str | None, state: State) -> None:
    [cell] = _cells("Số CCCD", typed)
    assert (cell.value, cell.state) == (value, state)


def test_a_number_is_compared_with_the_person() -> None:
    rows = [["Họ và tên", "Giới tính", "Ngày sinh", "Số CCCD"]]
    rows += [["An An", "Nữ", "12/3/1985", "001085012345"], ["Ba Ba", "Nam", "12/3/1985", "001085012345"]]
    first, second = _check(new_book(rows)).rows
    assert first.state == "amber"
    cell = first.cell("citizen_id")
    assert cell is not None
    assert "nam, sinh trước năm 2000" in cell.reason
    assert second.state == "green"


@pytest.mark.parametrize(
    ("typed", "value", "state"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn An", "green"),
        ("NGUYỄN THỊ HÒA", "Nguyễn Thị Hòa", "green"),
        ("Hoà", "Hoà", "amber"),
        ("Ng\u200buyễn  An\u00a0", "Nguyễn An", "green"),
        ("H'HEN NIÊ", "H'Hen Niê", "green"),
        ("Ngô Thị ánh", "Ngô Thị Ánh", "green"),
        ("Nguyễn Văn A 2", "Nguyễn Văn A 2", "red"),
    ],
)
def test_names(typed: str, value: str, state: State) -> None:
    row = _check(new_book([["Họ và tên", "Đơn vị"], [typed, "Sở Y tế"]])).rows[0]
    assert (row.cells[0].value, row.cells[0].state) == (value, state)


def test_names_keep_their_case_where_the_user_wants_it() -> None:
    content = new_book([["Họ và tên", "Đơn vị"], ["NGUYỄN AN", "Sở Y tế"]])
    assert _check(content, keep_case=frozenset({0})).rows[0].record["full_name"] == "NGUYỄN AN"


def test_a_name_from_two_columns_and_one_parted_when_saved() -> None:
    record = _record(["Họ đệm", "Tên", "Đơn vị"], ["NGUYỄN VĂN", "AN", "Sở Y tế"])
    assert record["full_name"] == "Nguyễn Văn An"
    assert (record["family_and_middle_name"], record["given_name"]) == ("Nguyễn Văn", "An")
    settled = CADRE.settle(None, _record(["Họ và tên", "Đơn vị"], ["Nguyễn Văn An", "Sở Y tế"]))
    assert (settled["family_and_middle_name"], settled["given_name"]) == ("Nguyễn Văn", "An")


def test_a_row_without_name_is_red() -> None:
    row = _check(new_book([["STT", "Họ và tên", "Ngày sinh", "Đơn vị"], [1, None, "1985", "Sở Y tế"]])).rows[
        0
    ]
    assert row.state == "red"
    assert "Họ và tên khai sinh" in row.reasons


def test_sex_by_word_by_mark_and_by_place() -> None:
    assert [c.value for c in _cells("Giới tính", "Nam", "nữ", "F", "NỮ")] == [
        "male",
        "female",
        "female",
        "female",
    ]
    assert _cells("Giới tính", "x")[0].state == "red"
    assert [
        r.record["sex"]
        for r in _check(
            new_book([["Họ và tên", "Nữ", "Đơn vị"], ["An A", "x", "Sở Y tế"], ["Ba B", None, "Sở Y tế"]])
        ).rows
    ] == ["female", "male"]
    birth = ["Họ và tên", "Ngày sinh nam", "Ngày sinh nữ"]
    assert _record(birth, ["An A", None, "1985"])["sex"] == "female"
    both = _check(new_book([birth, ["An A", "1985", "1986"]])).rows[0]
    assert both.state == "red"
    odd = _check(new_book([[*birth, "Giới tính"], ["An A", "1985", None, "Nữ"]])).rows[0]
    assert (odd.record["sex"], odd.state) == ("female", "amber")


def test_catalogues_by_folded_text_and_what_is_unknown_is_kept() -> None:
    values = [c.value for c in _cells("Dân tộc", "kinh", "H'Mông", "MƯỜNG", "Atlantis")]
    assert values == ["01", "08", "06", "~Atlantis"]
    [cell] = _cells("Trình độ", "Thạc sỹ")
    assert cell.value in {"master", "~Thạc sỹ"}
    assert cell.state == "green" or cell.options[0].value == "master"


def test_unmatched_texts_are_counted_and_matched_once_for_all() -> None:
    rows = [["STT", "Họ và tên", "Chức vụ"], *([n, "An An", "Trưởng khoa"] for n in range(1, 4))]
    content = new_book(rows)
    assert _check(content).unmatched == {("post", "Trưởng khoa"): 3}
    repaired = _check(content, repairs=Repairs(by_text={("post", fold("TRƯỞNG KHOA")): "X"}))
    assert [row.record["post"] for row in repaired.rows] == ["X"] * 3
    assert repaired.unmatched == {}


def test_a_post_is_found_with_its_organ_and_a_rank_is_told() -> None:
    chair = _check(
        new_book([["Họ và tên", "Chức vụ", "Đơn vị"], ["An An", "Chủ tịch", "UBND phường Cửa Nam"]])
    ).rows[0]
    assert shipped().catalogue("post").by_value[chair.record.text("post")].label == "Chủ tịch UBND"
    assert "Chủ tịch UBND" in chair.cells[1].reason
    rank = _check(
        new_book([["Họ và tên", "Chức vụ", "Đơn vị"], ["An An", "Chuyên viên chính", "Sở Nội vụ"]])
    ).rows[0]
    assert rank.record.text("post") == "~Chuyên viên chính"
    assert rank.record["rank"]
    assert "ngạch" in rank.cells[1].reason


def test_post_and_unit_in_one_column() -> None:
    head = ["Họ và tên", "Chức vụ, đơn vị công tác"]
    for text in (
        "Chuyên viên, Sở Nội vụ",
        "Chuyên viên\nSở Nội vụ",
        "Chuyên viên Sở Nội vụ",
        "Chuyên viên - Sở Nội vụ",
    ):
        record = _record(head, ["An An", text])
        named = shipped().kind("unit").by_value[record.text("unit")]
        assert (record["post"] is not None, named.label) == (True, "Sở Nội vụ")
    alone = _check(new_book([head, ["An An", "Chuyên viên"]])).rows[0]
    assert (alone.state, alone.asks) == ("amber", ("unit",))


UNITS = Vocabulary(
    {},
    {
        "unit": [
            Entry("new", ("Ủy ban nhân dân phường Hòa An", "UBND phường Hòa An"), begun="2025-07-01"),
            Entry("old", ("Ủy ban nhân dân phường Hòa An", "UBND phường Hòa An"), ended="2025-06-30"),
            Entry("gone", ("UBND quận Cũ",), ended="2025-06-30", successors=("new",)),
            Entry("land", ("Phường Hòa An",), employs=False),
            Entry("a", ("Văn phòng",)),
            Entry("b", ("Văn phòng",)),
        ]
    },
)


def _unit(text: str, **options: Any) -> tuple[CellResult, Record, tuple[str, ...]]:
    row = _check(
        new_book([["Họ và tên", "Chức vụ", "Đơn vị"], ["An An", "Cán bộ", text]]), words=UNITS, **options
    ).rows[0]
    cell = row.cell("unit")
    assert cell is not None
    return cell, row.record, row.asks


def test_the_present_unit_of_a_name_is_meant_unless_the_list_is_older() -> None:
    assert _unit("UBND P. HÒA AN")[0].value == "new"
    cell, record, asks = _unit("UBND phường Hoà An", as_of="2016-12-31")
    assert (cell.value, cell.state, asks) == ("new", "amber", ())
    assert [option.value for option in cell.options] == ["new", "old"]
    assert record.table("career_record") == ()


def test_a_dissolved_unit_becomes_the_past_one_and_the_present_is_asked_for() -> None:
    cell, record, asks = _unit("ubnd quận cũ")
    assert (cell.value, cell.state, asks) == (None, "amber", ("unit",))
    assert [option.value for option in cell.options] == ["new"]
    [line] = record.table("career_record")
    assert dict(line.values) == {"unit": "gone", "to_date": "2025-06-30", "post": "~Cán bộ"}
    for_all = Repairs(by_text={("unit", fold("ubnd quận cũ")): "new"})
    assert _unit("ubnd quận cũ", repairs=for_all)[2] == ("unit",)
    answered = _unit("ubnd quận cũ", repairs=Repairs(values={(1, "unit"): "new"}))
    assert (answered[1]["unit"], answered[2]) == ("new", ())
    assert answered[1].table("career_record")[0]["unit"] == "gone"


def test_a_territory_a_doubtful_name_and_an_unknown_one_are_asked_for() -> None:
    assert _unit("Phường Hòa An")[2] == ("unit",)
    cell, _line, asks = _unit("Văn phòng")
    assert ({option.value for option in cell.options}, asks) == ({"a", "b"}, ("unit",))
    cell, record, asks = _unit("Công ty Lạ")
    assert asks == ("unit",)
    assert record.table("career_record")[0]["unit_text"] == "Công ty Lạ"


def test_certificates() -> None:
    [cell] = _cells("Ngoại ngữ", "IELTS 6,5 (12/05/2025); Tiếng Nhật bậc 3/6")
    record = _record(
        ["Họ và tên", "Ngoại ngữ"], ["An An", "IELTS 6,5 (12/05/2025); Tiếng Nhật bậc 3/6; Anh văn lạ"]
    )
    lines = [dict(line.values) for line in record.table("language_certificate")]
    assert lines[0] == {"language": "en", "type": "ielts", "score": "6.5", "issue_date": "2025-05-12"}
    assert lines[1] == {"language": "ja", "level": 3}
    assert cell.state == "green"
    assert _cells("Ngoại ngữ", "Không")[0].value is None
    assert _cells("Ngoại ngữ", "B1")[0].state == "amber"


def test_two_dates_in_one_cell_ratings_by_year_and_planning_with_term() -> None:
    record = _record(
        ["Họ và tên", "Ngày vào Đảng, ngày chính thức", "Xếp loại 2025", "Quy hoạch"],
        ["An An", "03/02/2010\n(03/02/2011)", "Hoàn thành tốt nhiệm vụ", "Phó Giám đốc, nhiệm kỳ 2025-2030"],
    )
    assert (record["party_join_date"], record["party_official_date"]) == ("2010-02-03", "2011-02-03")
    [rating] = record.table("rating")
    assert rating["year"] == 2025
    assert rating["rating"]
    [planned] = record.table("planning")
    assert dict(planned.values) == {"post": "Phó Giám đốc", "term": "2025-2030"}


def test_numbers_phones_and_other_texts() -> None:
    assert _cells("Điện thoại", 912345678)[0].value == "0912345678"
    assert _cells("Hệ số lương", 4.98, "4,98", "x")[0].value == "4.98"
    assert [c.state for c in _cells("Hệ số lương", 4.98, "4,98", "x")] == ["green", "green", "red"]
    assert _cells("Mã ngạch", "01.003")[0].value == "01.003"
    assert _cells("Số hiệu", 1234.0)[0].value == "1234"
    assert _cells("Ghi chú", "dòng một\n dòng  hai ")[0].value == "dòng một\ndòng hai"


def test_repairs_in_place_and_rows_left_out() -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh"], [1, "An An", "sai"], [2, "Ba Ba", "1985"]]
    repaired = _check(new_book(rows), repairs=Repairs(cells={(1, 2): "12/3/1985"}, skipped={2}))
    [row] = repaired.rows
    assert (row.state, row.record["birth_date"], row.asks) == ("green", "1985-03-12", ())
    emptied = _check(new_book(rows), repairs=Repairs(cells={(1, 2): "", (2, 1): ""})).rows
    assert emptied[0].state == "green"
    assert emptied[1].state == "red"


def test_the_original_stays_beside_the_decoded_text() -> None:
    rows = [["Hä vµ tªn", "§¬n vÞ"], ["TrÇn §øc L\u00ad¬ng", "Së Y tÕ"]]
    cell = _check(new_book(rows, font=".VnTime")).rows[0].cells[0]
    assert (cell.original, cell.text) == ("TrÇn §øc L\u00ad¬ng", "Trần Đức Lương")


def test_counts_and_progress() -> None:
    told: list[tuple[int, int]] = []
    rows = [
        ["STT", "Họ và tên", "Ngày sinh"],
        [1, "An An", "12/3/1985"],
        [2, "Ba Ba", "1985"],
        [3, "Ca Ca", "?"],
    ]
    grid = detect.read_sheet(reading.read(new_book(rows), "a").filled[0])
    found = table.find(grid, mapping.known_headings(CADRE))
    checked = preflight.check(
        grid, found, mapping.propose(found, CADRE), CADRE, shipped(), report=lambda *p: told.append(p)
    )
    assert checked.counts() == {"green": 1, "amber": 1, "red": 1}
    assert told


def test_formulas_that_went_wrong_and_switches() -> None:
    lost, wrong = _cells("Ngày sinh", "=1+1", "x")
    assert "công thức" in lost.reason.lower()
    assert wrong.state == "red"
    heading = _(CADRE.by_name["not_party_member"].label)
    assert [c.value for c in _cells(heading, "x", "Có", "không", True)] == [True, True, False, True]
    assert _cells(heading, "chưa rõ")[0].state == "red"


def test_the_date_of_a_list_in_words_and_none() -> None:
    for title, day in (
        ("ngày 05 tháng 3 năm 2026", "2026-03-05"),
        ("Tính đến 31/12/2016", "2016-12-31"),
        ("số 99/99/2016", ""),
    ):
        rows = [[title], ["Họ và tên", "Đơn vị"], ["An An", "Sở Y tế"]]
        grid = detect.read_sheet(reading.read(new_book(rows), "a").filled[0])
        assert preflight.list_date(grid, table.find(grid, mapping.known_headings(CADRE))) == day


def test_a_column_with_both_sexes_marked_and_one_with_other_words() -> None:
    rows = [
        ["Họ và tên", "Nam", "Nữ", "Đơn vị"],
        ["An A", "x", "x", "Sở Y tế"],
        ["Ba B", "?", None, "Sở Y tế"],
    ]
    both, odd = _check(new_book(rows)).rows
    assert both.state == "red"
    assert odd.state == "amber"


def test_a_path_the_record_type_lacks_is_left_out() -> None:
    rows = [["Họ và tên", "Đơn vị"], ["An An", "Sở Y tế"]]
    grid = detect.read_sheet(reading.read(new_book(rows), "a").filled[0])
    found = table.find(grid, mapping.known_headings(CADRE))
    how = mapping.ColumnMapping("cadre", {0: "full_name", 1: "gone.away"})
    [row] = preflight.check(grid, found, how, CADRE, shipped()).rows
    assert [cell.path for cell in row.cells] == ["full_name"]
    assert row.cell("unit") is None


def test_dates_that_cannot_be_parted_are_red_and_full_days_are_needed_where_they_are() -> None:
    assert _cells("Ngày vào Đảng, ngày chính thức", "03/02/2010 và 03/02/2011 và 1/1/2012")[0].state == "red"
    assert _cells("Ngày cấp hộ chiếu", "2019")[0].state == "red"
    assert _cells("Ngày cấp hộ chiếu", "05/06/2019")[0].value == "2019-06-05"


def test_the_order_of_rows_of_one_year_and_another() -> None:
    record = _record(
        ["Họ và tên", "Xếp loại 2024", "Xếp loại 2025"],
        ["An An", "Hoàn thành nhiệm vụ", "Hoàn thành tốt nhiệm vụ"],
    )
    assert {row["year"] for row in record.table("rating")} == {2024, 2025}
