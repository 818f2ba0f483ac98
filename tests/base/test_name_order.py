"""The order of Vietnamese names, against an order worked out apart from the sort key."""

from __future__ import annotations

import random
import shutil
import subprocess
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.base.vietnamese import FAMILY_FIRST, SCHOOL_TONES, in_habit, sort_key

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Written out in the order ngang, huyền, hỏi, ngã, sắc, nặng, so that nothing is computed from marks.
TONE_ROWS = [
    "a à ả ã á ạ", "ă ằ ẳ ẵ ắ ặ", "â ầ ẩ ẫ ấ ậ", "e è ẻ ẽ é ẹ", "ê ề ể ễ ế ệ", "i ì ỉ ĩ í ị",
    "o ò ỏ õ ó ọ", "ô ồ ổ ỗ ố ộ", "ơ ờ ở ỡ ớ ợ", "u ù ủ ũ ú ụ", "ư ừ ử ữ ứ ự", "y ỳ ỷ ỹ ý ỵ",
]  # fmt: skip
PLACE = {letter: (ALPHABET.index(letter), 0) for letter in ALPHABET}
for _row in TONE_ROWS:
    for _tone, _letter in enumerate(_row.split()):
        PLACE[_letter] = (ALPHABET.index(_row[0]), _tone)

NAMES = st.lists(st.text(st.sampled_from(sorted(PLACE)), min_size=1, max_size=3), min_size=1, max_size=3).map(
    " ".join
)


def levels(text: str) -> tuple[list[int], list[int]]:
    """The two levels of CLDR vi for small letters and blanks."""
    places = [PLACE[c] if c != " " else (-1, 0) for c in text]
    return [letter for letter, _tone in places], [tone for _letter, tone in places]


def order(name: str) -> tuple[tuple[list[int], list[int]], tuple[list[int], list[int]]]:
    """Given name, then family and middle names."""
    *before, given_name = name.split()
    return levels(given_name), levels(" ".join(before))


def is_in_order(names: str) -> bool:
    keys = [sort_key(name) for name in names.split(", ")]
    return all(one < other for one, other in pairwise(keys))


def test_given_names_stand_as_in_official_lists() -> None:
    assert is_in_order("An, Anh, Ánh, Ân, Dũng, Đạt, Ích, Nhi, Ước, Yến")
    assert is_in_order("Hoa, Hoà, Hoả, Hoã, Hoá, Hoạ")
    assert is_in_order("Hà, Hạ, Hải, Hân")
    assert is_in_order("Lê Thị An, Nguyễn Văn An, Đỗ Bình, Lê Bình, Trần Cúc")
    assert is_in_order("Lê An, Lê Văn An, Lệ Văn An, Lê Văn Minh An")


def test_a_given_name_may_stand_first() -> None:
    assert sort_key("H'Hen Niê", "H'Hen") < sort_key("Lê Thị Hoa") < sort_key("H'Hen Niê")
    assert sort_key("Lê Thị Hồng Nhung", "Hồng Nhung") < sort_key("Lê Thị Hương")
    assert sort_key("Lê Thị Hoa", "Hoa") == sort_key("Lê Thị Hoa")
    assert sort_key("Lê Thoa", "oa") == sort_key("oa Lê Thoa", "oa")


def test_case_decides_last() -> None:
    assert sort_key("lê an") < sort_key("Lê An") < sort_key("LÊ AN") < sort_key("lê ân")
    assert sort_key("LÊ AN") < sort_key("Lê Văn An")


def test_foreign_letters_have_a_place() -> None:
    assert is_in_order("Muller, Müller, Mullis")
    assert is_in_order("5, An, Ðạt, Zoo, Žoo, Пётр, 北京")
    assert sort_key("") < sort_key("a")


def is_in_habit(habits: str, names: str) -> bool:
    keys = [in_habit(sort_key(name), habits) for name in names.split(", ")]
    return all(one < other for one, other in pairwise(keys))


def test_other_habits_order_by_the_same_keys() -> None:
    assert is_in_habit("", "Hoa, Hoà, Hoả, Hoã, Hoá, Hoạ")
    assert is_in_habit(SCHOOL_TONES, "Hoa, Hoà, Hoá, Hoả, Hoã, Hoạ")
    assert is_in_habit(SCHOOL_TONES, "Đỗ Bình, Lê Bình, Lệ Bình, Đỗ Chi")
    assert is_in_habit(FAMILY_FIRST, "Bùi Yến, Đặng An, Đặng Văn Ánh, Lê An, Lê Thị An, Lê Văn")
    assert is_in_habit(f"{FAMILY_FIRST} {SCHOOL_TONES}", "Bá An, Bả An, Bã Ánh")
    assert in_habit("0010 01.02", FAMILY_FIRST) == "0010 01.02", "an order of its own stays"


@given(NAMES, NAMES)
def test_the_family_first_is_the_order_of_whole_texts(one: str, other: str) -> None:
    keys = [in_habit(sort_key(name), FAMILY_FIRST) for name in (one, other)]
    assert (keys[0] < keys[1]) == (levels(one) < levels(other)) or " " not in one or " " not in other


@given(NAMES, NAMES)
def test_keys_compare_as_the_two_levels_do(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) == (order(one) < order(other))
    assert (sort_key(one) == sort_key(other)) == (order(one) == order(other))


@given(st.text(), st.text())
def test_any_text_has_a_printable_key(full_name: str, given_name: str) -> None:
    for key in (sort_key(full_name), sort_key(full_name, given_name)):
        assert not any(unicodedata.category(c) in {"Cc", "Cf"} for c in key)


PERL = """
use utf8; use Unicode::Collate::Locale;
binmode STDIN, ":utf8";
my $order = Unicode::Collate::Locale->new(locale => "vi", variable => "non-ignorable", level => 2);
while (<STDIN>) { chomp; my ($one, $other) = split /\\t/; print $order->cmp($one, $other), "\\n"; }
"""


def _has_cldr_order() -> bool:
    perl = shutil.which("perl")
    return (
        bool(perl)
        and not subprocess.run(
            ["perl", "-MUnicode::Collate::Locale", "-e", "1"], capture_output=True, check=False
        ).returncode
    )


@pytest.mark.skipif(not _has_cldr_order(), reason="needs perl with Unicode::Collate::Locale")
def test_keys_compare_as_the_published_vietnamese_tailoring_does() -> None:
    chance = random.Random(20261125)
    like = {
        letter: [c for c in PLACE if unicodedata.normalize("NFD", c)[0] == letter[0]] for letter in "aeiouyd"
    }
    pairs = []
    for _ in range(3000):
        words = ["".join(chance.choices(sorted(PLACE), k=3)) for _ in range(chance.randint(1, 2))]
        one = chance.choice(" -'").join(words)
        near = "".join(chance.choice(like.get(unicodedata.normalize("NFD", c)[0], [c])) for c in one)
        pairs.append((one, near))
    lines = "".join(f"{one}\t{other}\n" for one, other in pairs)
    answer = subprocess.run(
        ["perl", "-e", PERL], input=lines, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    for (one, other), expected in zip(pairs, answer.stdout.split(), strict=True):
        mine, its = sort_key(one, one), sort_key(other, other)
        assert (mine > its) - (mine < its) == int(expected), (one, other)
