"""Every letter of Vietnamese comes back from every old encoding, also in a hundred thousand names."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.sheets import legacy
from tests.sheets import encoders
from tests.sheets.encoders import LETTERS, by_iconv, encode_by, encode_cp1258, encode_vn3, encode_vni

NAMES = 100_000
needs_iconv = pytest.mark.skipif(not encoders.has_iconv(), reason="the C library's converter is the oracle")


def test_there_are_as_many_letters_as_vietnamese_has() -> None:
    # 12 vowels with 6 tones and đ, in two sizes, but for those that are letters of ASCII, and d.
    assert len(LETTERS) == 2 * (12 * 6 + 2)
    assert sum(not letter.isascii() for letter in LETTERS) == 134


@pytest.mark.parametrize(
    ("encoding", "shown", "meant"),
    [
        ("tcvn3", "NguyÔn ThÞ BÝch H\u00adêng", "Nguyễn Thị Bích Hường"),
        ("tcvn3", "TrÇn §øc L\u00ad¬ng", "Trần Đức Lương"),
        ("tcvn3", "NguyÔn ThÞ H¹nh", "Nguyễn Thị Hạnh"),
        ("tcvn3", "ñy ban", "ủy ban"),
        ("tcvn3", "\u00ad", "ư"),
        ("vni", "Nguyeãn Thò Haïnh", "Nguyễn Thị Hạnh"),
        ("vni", "Traàn Vaên Ñöùc", "Trần Văn Đức"),
        ("vni", "HÖÔÙNG DAÃN", "HƯỚNG DẪN"),
        ("vni", "Oån", "Ổn"),
        ("cp1258", "NguyêÞn ThiÂ", "Nguyễn ThiÂ"),
    ],
)
def test_what_excel_shows_is_what_was_meant(encoding: str, shown: str, meant: str) -> None:
    assert legacy.decode(shown, encoding) == meant


@pytest.mark.parametrize("encode", [encode_vni, encode_cp1258])
def test_each_letter_comes_back_alone_and_in_a_word(encode: Callable[[str], str]) -> None:
    encoding = {encode_vni: "vni", encode_cp1258: "cp1258"}[encode]
    assert [c for c in LETTERS if legacy.decode(encode(c), encoding) != c] == []
    whole = "".join(f"k{c}t " for c in LETTERS)
    assert legacy.decode(encode(whole), encoding) == whole


@needs_iconv
@pytest.mark.parametrize(("encoding", "name"), [("tcvn3", "TCVN"), ("viscii", "VISCII")])
def test_each_letter_comes_back_as_the_c_library_writes_it(encoding: str, name: str) -> None:
    table = by_iconv(name)
    assert len(table) == len(LETTERS)
    assert [c for c, shown in table.items() if legacy.decode(shown, encoding) != c] == []
    assert legacy.decode("".join(table[c] for c in LETTERS), encoding) == "".join(LETTERS)


@needs_iconv
def test_bytes_that_cp1252_lacks_may_come_as_control_characters() -> None:
    for name, encoding in (("TCVN", "tcvn3"), ("VISCII", "viscii")):
        for letter, shown in by_iconv(name).items():
            byte = shown.encode("cp1252", "ignore") or shown.encode("latin-1")
            assert legacy.decode(byte.decode("latin-1"), encoding) == letter


def test_the_fonts_have_small_letters_for_toned_capitals() -> None:
    codes = encoders.vn3()
    assert {legacy.decode(shown, "tcvn3") for shown in codes.values()} == set(codes)


def _names(count: int) -> list[str]:
    chance = random.Random(5712)
    vowels = [c for c in LETTERS if c.lower() == c and c not in "dđ"]
    onsets = (
        "b",
        "c",
        "ch",
        "d",
        "đ",
        "g",
        "h",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "nh",
        "ph",
        "q",
        "t",
        "th",
        "tr",
        "v",
        "",
    )
    codas = ("", "", "n", "ng", "nh", "m", "c", "t", "i", "o", "u")
    found = []
    for _number in range(count):
        words = []
        for _word in range(chance.randint(2, 4)):
            middle = "".join(chance.choices(vowels, k=chance.choice((1, 1, 2))))
            words.append((chance.choice(onsets) + middle + chance.choice(codas)).capitalize())
        name = " ".join(words)
        found.append(name.upper() if chance.random() < 0.2 else name)
    return found


def _wrong(encoding: str, encode: Callable[[str], str], names: list[str]) -> list[tuple[str, str]]:
    return [(name, got) for name in names if (got := legacy.decode(encode(name), encoding)) != name]


@pytest.mark.parametrize("encoding", ["tcvn3", "viscii"])
@needs_iconv
def test_no_letter_of_many_names_is_wrong_by_the_c_library(encoding: str) -> None:
    table = by_iconv({"tcvn3": "TCVN", "viscii": "VISCII"}[encoding])
    assert _wrong(encoding, lambda name: encode_by(table, name), _names(NAMES)) == []


def test_no_letter_of_many_names_is_wrong_in_code_page_1258() -> None:
    assert _wrong("cp1258", encode_cp1258, _names(NAMES)) == []


def test_no_letter_of_many_names_is_wrong_in_vni() -> None:
    assert _wrong("vni", encode_vni, _names(NAMES)) == []


def test_no_letter_of_many_names_is_wrong_in_the_fonts() -> None:
    names = [name for name in _names(NAMES) if name == name.lower() or not name.isupper()]
    wrong = [n for n in names if legacy.decode(encode_vn3(n), "tcvn3").lower() != n.lower()]
    assert wrong == []


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from(legacy.ENCODINGS)
)
def test_any_text_decodes_to_composed_text(text: str, encoding: str) -> None:
    decoded = legacy.decode(text, encoding)
    assert unicodedata.is_normalized("NFC", decoded) or text.isascii()


def test_typographic_signs_stay_signs_in_the_fonts() -> None:
    for text in ("UBND – phßng", "“Tæ chøc”", "2010–2015", "v.v…", "Hµ Néi – HuÕ"):
        signs = [c for c in text if c in "“”–…"]
        assert [c for c in legacy.decode_of_fonts(text) if c in "“”–…"] == signs


def test_toned_capitals_of_vn1_are_letters_where_capitals_can_stand() -> None:
    assert legacy.decode_of_fonts("NG–C") == "NGỌC"
    assert legacy.decode_of_fonts("–n") == "Ọn"
    assert legacy.decode_of_fonts("–") == "Ọ"


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(KeyError):
        legacy.decode("é", "latin-1")


@pytest.mark.parametrize(
    ("font", "encoding", "capital"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".VnArialH", "tcvn3", True),
        (".VNTIMEH", "tcvn3", True),
        ("VNI-Times", "vni", False),
        ("VI Times", "viscii", False),
        ("Times New Roman", "", False),
        ("Arial", "", False),
        ("", "", False),
    ],
)
def test_fonts_tell_their_encoding(font: str, encoding: str, capital: bool) -> None:
    assert legacy.font_encoding(font) == encoding
    assert legacy.is_capital_font(font) is capital
