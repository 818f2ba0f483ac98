"""Search keys, names, numbers in words and spelling."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.base import vietnamese as vi

FILES = Path(__file__).parents[1] / "files"
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
ALL_LETTERS = [
    unicodedata.normalize("NFC", letter + tone)
    for letter in LETTERS
    for tone in (TONES if letter in "aăâeêioôơuưy" else [""])
]
VIETNAMESE_TEXT = st.text(st.sampled_from([*ALL_LETTERS, *(c.upper() for c in ALL_LETTERS), " "]))


def test_every_letter_of_vietnamese_folds_to_its_bare_letter() -> None:
    bare = dict(zip("ăâđêôơư", "aadeoou", strict=True))
    for letter in ALL_LETTERS:
        base = unicodedata.normalize("NFD", letter)[0]
        for written in (letter, letter.upper(), unicodedata.normalize("NFD", letter)):
            assert vi.fold(written) == bare.get(base, base)


def test_the_search_key_of_what_clerks_type() -> None:
    assert vi.fold("Đặng Thị Ngọc Ước") == "dang thi ngoc uoc"
    assert vi.fold("Vi" + "ê\u0323" + "t") == vi.fold("Việt") == "viet"
    assert vi.fold("Hoà") == vi.fold("Hòa")
    assert vi.fold("  Trần\u00a0 Văn\tÐức \n") == "tran van duc"
    assert vi.fold("Tr\u00adần\u200b") == "tran"
    assert vi.fold("Łódź Universität, Straße 5") == "lodz universitat, strasse 5"
    assert vi.fold("北京 Пётр") == "北京 петр"
    assert vi.fold("") == ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert vi.fold(vi.fold(text)) == vi.fold(text)


@given(VIETNAMESE_TEXT, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_keys_do_not_depend_on_the_unicode_form(
    text: str, form: Literal["NFC", "NFD", "NFKC", "NFKD"]
) -> None:
    other = unicodedata.normalize(form, text)
    assert vi.fold(other) == vi.fold(text)
    assert vi.match_key(other) == vi.match_key(text)
    assert vi.sort_key(other) == vi.sort_key(text)
    assert vi.fold(text).isascii()


def test_a_name_matches_itself_however_the_tone_is_placed() -> None:
    assert vi.match_key("Nguyễn Thuý Hoà") == vi.match_key("NGUYỄN  THÚY HÒA")
    assert vi.match_key("Khoẻ Uỷ") == vi.match_key("Khỏe Ủy")
    names = ["Hòa", "Hóa", "Họa", "Hoa", "Hoán", "Đạt", "Dạt", "Ân", "Ấn", "An"]
    assert len({vi.match_key(name) for name in names}) == len(names)


def test_the_given_name_is_the_last_word() -> None:
    assert vi.split_name("Đặng Thị  Ngọc Ước ") == ("Đặng Thị Ngọc", "Ước")
    assert vi.split_name("Ước") == ("", "Ước")
    assert vi.split_name(" ") == ("", "")


def test_the_name_of_a_passport() -> None:
    assert vi.passport_name("Đặng Thị Ngọc Ước") == "DANG THI NGOC UOC"
    assert vi.passport_name("H'Hen Niê") == "HHEN NIE"
    assert vi.passport_name("Nguyễn  Lê-Anh.") == "NGUYEN LE-ANH"


def _read_money() -> list[tuple[int, str]]:
    with (FILES / "vnd_words.csv").open(encoding="utf-8", newline="") as table:
        return [(int(row["amount"]), row["words"]) for row in csv.DictReader(table)]


@pytest.mark.parametrize(("amount", "words"), _read_money())
def test_money_in_words(amount: int, words: str) -> None:
    assert vi.money_words(amount) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (35, "ba mươi lăm"),
        (1015, "một nghìn không trăm mười lăm"),
        (1_050_000, "một triệu không trăm năm mươi nghìn"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (
            1_230_950_880_055,
            "một nghìn hai trăm ba mươi tỷ chín trăm năm mươi triệu "
            "tám trăm tám mươi nghìn không trăm năm mươi lăm",
        ),
        (10**15, "một triệu tỷ"),
        (10**18, "một tỷ tỷ"),
        (10**18 + 2 * 10**9 + 3, "một tỷ không trăm linh hai tỷ không trăm linh ba"),
        (-5, "âm năm"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert vi.number_words(number) == words


def test_other_usages_are_options() -> None:
    words = vi.number_words(24_001_000_104, zero_tens="lẻ", thousand="ngàn", billion="tỉ", four="bốn")
    assert words == "hai mươi bốn tỉ không trăm lẻ một triệu một trăm lẻ bốn"
    assert vi.number_words(-1001, zero_tens="lẻ", thousand="ngàn") == "âm một ngàn không trăm lẻ một"
    assert vi.money_words(1_205_000_000, suffix="đồng chẵn") == "Một tỷ hai trăm linh năm triệu đồng chẵn"
    assert vi.money_words(-1000) == "Âm một nghìn đồng"


_VALUES = {
    "không": 0, "linh": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def _read(words: list[str]) -> int:
    """Read a number in words; written apart from the code under test, from the largest unit down."""
    if not words:
        return 0
    for unit, size in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3)):
        if unit in words:
            last = len(words) - 1 - words[::-1].index(unit)
            return _read(words[:last]) * size + _read(words[last + 1 :])
    total = 0
    for word in words:
        if word == "trăm":
            total *= 100
        elif word == "mươi":
            total = total // 100 * 100 + total % 100 * 10
        elif word == "mười":
            total += 10
        else:
            total += _VALUES[word]
    return total


@given(st.integers(0, 10**6) | st.integers(0, 10**13) | st.integers(0, 10**40))
def test_words_read_back_to_the_number(number: int) -> None:
    words = vi.number_words(number).split()
    assert _read(words) == number
    assert words[0] == "không" or "không" not in words[:2]
    assert vi.number_words(-number) == (" ".join(["âm", *words]) if number else "không")


def test_numbers_in_figures() -> None:
    assert vi.show_number(1_234_567) == "1.234.567"
    assert vi.show_number(-1_000) == "-1.000"
    assert vi.show_number(5) == "5"
    assert vi.show_number(Decimal("1234.98")) == "1.234,98"


def test_the_date_of_a_document() -> None:
    assert vi.decree_date(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert vi.decree_date(date(2026, 3, 15)) == "ngày 15 tháng 3 năm 2026"
    assert vi.decree_date(date(2026, 1, 31)) == "ngày 31 tháng 01 năm 2026"
    assert vi.decree_date(date(2026, 10, 9)) == "ngày 09 tháng 10 năm 2026"


def test_the_initial_of_a_title() -> None:
    assert vi.title_initial("ủy ban nhân dân Thành phố") == "Ủy ban nhân dân Thành phố"
    assert vi.title_initial("") == ""


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("THÀNH ỦY HÀ NỘI", "THÀNH UỶ HÀ NỘI"),
        ("Đảng ủy, Ủy ban nhân dân, ủy quyền", "Đảng uỷ, Uỷ ban nhân dân, uỷ quyền"),
        ("CỘNG HÒA; hóa, khỏe, thủy, tòa án, tùy", "CỘNG HOÀ; hoá, khoẻ, thuỷ, toà án, tuỳ"),
        ("quý, QUỸ, hoàn toàn, khuyến, ngoại, hoặc", "quý, QUỸ, hoàn toàn, khuyến, ngoại, hoặc"),
    ],
)
def test_boilerplate_is_respelled_both_ways(new: str, old: str) -> None:
    assert vi.respell(new, "old") == vi.respell(old, "old") == old
    assert vi.respell(old, "new") == vi.respell(new, "new") == new


@given(VIETNAMESE_TEXT)
def test_respelling_moves_tones_and_nothing_else(text: str) -> None:
    for style in ("new", "old"):
        once = vi.respell(text, style)
        assert vi.match_key(once) == vi.match_key(text)
        assert len(once) == len(unicodedata.normalize("NFC", text))
        assert vi.respell(once, style) == once
