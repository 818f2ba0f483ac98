"""Which encoding a cell is in: by its font, by its letters, by the cells around it, or as the user says."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from hnabroad_desktop.sheets import detect, reading
from hnabroad_desktop.sheets.detect import decide
from tests.sheets.encoders import by_iconv, encode_by, encode_cp1258, encode_vn3, encode_vni, has_iconv
from tests.sheets.lists import FAMILIES, GIVEN, MIDDLES, new_book, old_list, person


def test_a_font_decides() -> None:
    found = decide("TrÇn §øc L\u00ad¬ng", ".VnTime")
    assert (found.text, found.encoding, found.reason) == ("Trần Đức Lương", "tcvn3", "font")
    assert ".VnTime" in found.explain()


def test_a_capital_font_gives_capitals_and_keeps_what_lies_below() -> None:
    found = decide("ñy ban nh©n d©n", ".VnTimeH")
    assert (found.text, found.cased) == ("ỦY BAN NHÂN DÂN", "ủy ban nhân dân")
    assert decide("UBND x", ".VnTimeH").text == "UBND X"


def test_a_font_left_behind_by_a_conversion_does_not_spoil_the_text() -> None:
    assert decide("Trần Đức Lương", ".VnTime").text == "Trần Đức Lương"
    assert decide("Lê Công Hà", ".VnTime").text == "Lê Công Hà"


def test_decomposed_text_is_composed() -> None:
    found = decide("Vi\u00ea\u0323t", "Arial")
    assert (found.text, found.encoding) == ("Việt", "decomposed")


def test_the_user_is_obeyed() -> None:
    assert decide("Nguyeãn", "Arial", chosen="tcvn3").reason == "chosen"
    assert decide("Hµ", ".VnTime", chosen="unicode").text == "Hµ"


def test_what_is_not_in_doubt_is_left_alone() -> None:
    for text in ("", "Nam", "12/3/1985", "IELTS 6.0", "abc@x.vn"):
        assert decide(text, "Arial") == detect.Decision(text)


_ENCODERS: list[tuple[str, Callable[[str], str]]] = [
    ("tcvn3", encode_vn3),
    ("vni", encode_vni),
    ("cp1258", encode_cp1258),
    ("unicode", str),
]


@pytest.mark.parametrize(("encoding", "encode"), _ENCODERS)
def test_names_tell_their_encoding_without_font(encoding: str, encode: Callable[[str], str]) -> None:
    names = [f"{family} {middle} {given}" for family in FAMILIES for middle in MIDDLES for given in GIVEN]
    asked = [name for name in names if encode(name) != name or encoding == "unicode"]
    wrong = [(name, decide(encode(name), "Arial", usual=encoding)) for name in asked]
    wrong = [(name, got) for name, got in wrong if got.text.lower() != name.lower()]
    assert wrong == []


@pytest.mark.skipif(not has_iconv(), reason="the C library's converter writes the text")
def test_viscii_is_told_by_the_column() -> None:
    table = by_iconv("VISCII")
    rows = [["Họ và tên"], *([f"{f} Văn {g}"] for f in FAMILIES for g in GIVEN)]
    shown = [[encode_by(table, text) for text in row] for row in rows]
    # Capitals of VISCII lie where a workbook cannot keep a character, so small ones only here.
    shown = [[text] for [text] in shown if text.isprintable() or "\xa0" in text]
    grid = detect.read_sheet(reading.read(new_book(shown), "a.xlsx").filled[0])
    good = {text for [text] in rows}
    assert sum(text in good for [text] in grid.texts) > len(shown) * 0.97


def test_each_cell_is_decided_for_itself_and_the_doubtful_follow_their_column() -> None:
    rows = [[encode_vni("Nguyễn Thị Hạnh")], ["Trần Đức Lương"], [encode_vni("Hồ Thị Thúy")], ["Hoà"]]
    grid = detect.read_sheet(reading.read(new_book(rows), "a.xlsx").filled[0])
    assert [text for [text] in grid.texts[:3]] == ["Nguyễn Thị Hạnh", "Trần Đức Lương", "Hồ Thị Thúy"]
    assert grid.decided[0, 0].encoding == "vni"
    assert (1, 0) not in grid.decided


def test_one_choice_corrects_a_column_and_only_this_one() -> None:
    sheet = reading.read(new_book([["Hoµng", "Hoµng"]]), "a.xlsx").filled[0]
    grid = detect.read_sheet(sheet, {0: "unicode"})
    assert grid.texts[0] == ("Hoµng", "Hoàng")
    assert detect.samples(grid, 1) == [("Hoµng", "Hoàng")]


def test_columns_that_were_decoded_are_named() -> None:
    chance = random.Random(3)
    book = reading.read(old_list([person(chance) for _n in range(10)], "tcvn3"), "a.xls")
    grid = detect.read_sheet(book.filled[0])
    assert grid.decoded_columns(range(4, 14)).keys() <= {1, 4, 5, 8}
    assert {1, 4, 5} <= grid.decoded_columns(range(4, 14)).keys()
