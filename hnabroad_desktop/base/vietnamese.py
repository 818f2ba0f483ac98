"""Vietnamese text: search and sort keys, names, numbers and money in words, dates of documents, spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal

Spelling = Literal["new", "old"]

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of CLDR vi
# The order of CLDR: blanks, punctuation, symbols, digits, then the letters of Vietnamese.
_ORDER = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {character: chr(0x21 + place) for place, character in enumerate(_ORDER)}
_LIKE_D = "ÐðƉ"  # letters of other languages that look like Đ and are typed for it
_LEVEL = " "  # lower than every rank: a name that has ended comes before one that goes on


class _Letters(dict[int, str]):
    """A table for ``str.translate`` that works out each character once, when it is first met."""

    def __init__(self, work_out: Callable[[str], str]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, code: int) -> str:
        self[code] = found = self._work_out(chr(code))
        return found


def _bare(character: str) -> str:
    if character in _LIKE_D:
        return "d"
    named = re.fullmatch(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH .*", unicodedata.name(character, ""))
    if named:
        return named[1].lower()
    whole = unicodedata.normalize("NFD", character.casefold())
    # Loose marks, soft hyphens and joiners; not Cc, because tabs and line ends part words.
    kept = "".join(c for c in whole if unicodedata.category(c) not in {"Mn", "Cf"})
    return unicodedata.normalize("NFC", kept)


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Cf", "Cc"}


def _letter_and_marks(character: str) -> tuple[str, str]:
    # The letter as the Vietnamese alphabet has it (â, ơ, đ are letters), and its other marks.
    if character in _LIKE_D:
        return "đ", ""
    whole = unicodedata.normalize("NFD", character.lower())
    marks = "".join(c for c in whole[1:] if unicodedata.category(c) == "Mn")
    for mark in marks:
        letter = unicodedata.normalize("NFC", whole[0] + mark)
        if letter in _RANK:
            return letter, marks.replace(mark, "")
    return (whole[0], marks) if whole[0] in _RANK else (character.lower(), "")


def _letter_rank(character: str) -> str:
    if _is_invisible(character):
        return ""
    letter, _marks = _letter_and_marks(character)
    return _RANK.get(letter, letter)


def _tone_rank(character: str) -> str:
    if _is_invisible(character):
        return ""
    _letter, marks = _letter_and_marks(character)
    if not marks:
        return "0"
    return str(_TONES.index(marks) + 1) if len(marks) == 1 and marks in _TONES else "6"


def _case_rank(character: str) -> str:
    return "" if _is_invisible(character) else str(int(character != character.lower()))


_BARE = _Letters(_bare)
_LETTER_RANKS = _Letters(_letter_rank)
_TONE_RANKS = _Letters(_tone_rank)
_CASE_RANKS = _Letters(_case_rank)


def fold(text: str) -> str:
    """Return the search key: lower case, without any mark, đ as d, single spaces, no invisible characters.

    Composed and decomposed text, and Hoà and Hòa, have the same key.
    """
    return " ".join(text.translate(_BARE).split())


def match_key(name: str) -> str:
    """Return a key that is equal for two spellings of one name, with its tones.

    Only letter case, spacing, Unicode form and the place of the tone in a syllable are
    set aside: "Nguyễn Thuý Hoà" and "NGUYỄN THÚY HÒA" match, "Hòa" and "Hóa" do not.
    """
    words = unicodedata.normalize("NFD", name).lower().split()
    moved = ("".join(sorted(word, key=lambda c: c in _TONES)) for word in words)
    return unicodedata.normalize("NFC", " ".join(moved))


def split_name(full: str) -> tuple[str, str]:
    """Return family and middle names, and the given name, which is the last word."""
    words = full.split()
    return " ".join(words[:-1]), "".join(words[-1:])


def sort_key(full_name: str, given: str | None = None) -> str:
    """Return printable text whose code point order is the Vietnamese order of names.

    Given names are compared first, then family and middle names, each as CLDR
    ``vi`` compares: all letters (a ă â b c d đ e ê …) before all tones (ngang,
    huyền, hỏi, ngã, sắc, nặng). Small letters come before capitals only where
    all else is equal. ``given`` is needed where it is not the last word.
    """
    name = " ".join(unicodedata.normalize("NFC", full_name).split())
    if given is None:
        before, _blank, given = name.rpartition(" ")
    else:
        given = " ".join(unicodedata.normalize("NFC", given).split())
        before = _without(name, given)
    return _LEVEL.join(
        (
            given.translate(_LETTER_RANKS),
            given.translate(_TONE_RANKS),
            before.translate(_LETTER_RANKS),
            before.translate(_TONE_RANKS),
            f"{given} {before}".translate(_CASE_RANKS),
        )
    )


#: Orders of names people are used to beside that of CLDR: the family name first, and the tones as
#: schools teach them (ngang, huyền, sắc, hỏi, ngã, nặng).
FAMILY_FIRST, SCHOOL_TONES = "family", "tones"
_SCHOOL = str.maketrans("234", "342")


def in_habit(key: str, habits: str) -> str:
    """Return a ``sort_key`` as other habits order it, ``habits`` naming them; any other text as it is."""
    parts = key.split(_LEVEL)
    if len(parts) != 5:
        return key
    given, given_tones, before, before_tones, case = parts
    if SCHOOL_TONES in habits:
        given_tones, before_tones = given_tones.translate(_SCHOOL), before_tones.translate(_SCHOOL)
    if FAMILY_FIRST in habits:
        letters = f"{before}{_RANK[' ']}{given}"
        return _LEVEL.join((letters, f"{before_tones}0{given_tones}", case))
    return _LEVEL.join((given, given_tones, before, before_tones, case))


def _without(name: str, given: str) -> str:
    # Given names come last, in some peoples of Vietnam first ("H'Hen Niê").
    if f" {name}".endswith(f" {given}"):
        return name.removesuffix(given).rstrip()
    return name.removeprefix(given).lstrip() if f"{name} ".startswith(f"{given} ") else name


def passport_name(full: str) -> str:
    """Return a name in the capitals of a passport: "Đặng Thị Ngọc Ước" is "DANG THI NGOC UOC".

    Hyphens stay, apostrophes and other signs go (ICAO Doc 9303-3, section 4.6).
    """
    return " ".join(re.sub(r"[^A-Z \-]", "", fold(full).upper()).split())


def without_marks(text: str) -> str:
    """Return the text in bare letters, capitals kept: "Đề án Hà Nội" is "De an Ha Noi" (for file names)."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def title_initial(text: str) -> str:
    """Return the text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def show_number(n: int | Decimal) -> str:
    """Return a number in Vietnamese figures: "1.234.567", and with decimals "4,98"."""
    english = f"{n:,f}" if isinstance(n, Decimal) else f"{n:,}"
    return english.translate({ord(","): ".", ord("."): ","})


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def number_words(
    n: int, *, zero_tens: str = "linh", thousand: str = "nghìn", billion: str = "tỷ", four: str = "tư"
) -> str:
    """Return a whole number of any size in words: 1005 is "một nghìn không trăm linh năm".

    The defaults are the official northern words; "lẻ", "ngàn", "tỉ" and, for the
    four of 24, "bốn" are also in use. Above a thousand milliards the words are
    "nghìn tỷ", "triệu tỷ", "tỷ tỷ". Below zero the first word is "âm".
    """
    if n < 0:
        rest = number_words(-n, zero_tens=zero_tens, thousand=thousand, billion=billion, four=four)
        return f"âm {rest}"
    blocks = []
    while True:
        n, block = divmod(n, 1_000_000_000)
        blocks.append(block)
        if not n:
            break
    words: list[str] = []
    for block in reversed(blocks):
        if words:
            words.append(billion)
        for size, unit in ((1_000_000, "triệu"), (1_000, thousand), (1, "")):
            if group := block // size % 1000:
                words += _group(group, bool(words), zero_tens, four)
                words += [unit] if unit else []
    return " ".join(words) or _DIGITS[0]


def _group(group: int, follows: bool, zero_tens: str, four: str) -> list[str]:
    # Three digits; after a higher group the hundreds are always spoken.
    hundreds, tens, units = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or follows else []
    if tens == 0:
        return words + ([zero_tens] if words and units else []) + ([_DIGITS[units]] if units else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if units == 5:
        return [*words, "lăm"]
    if tens > 1 and units in {1, 4}:
        return [*words, "mốt" if units == 1 else four]
    return words + ([_DIGITS[units]] if units else [])


def money_words(
    dong: int,
    *,
    suffix: str = "đồng",
    zero_tens: str = "linh",
    thousand: str = "nghìn",
    billion: str = "tỷ",
    four: str = "tư",
) -> str:
    """Return an amount in đồng in words with a capital: "Ba tỷ sáu trăm tám mươi triệu đồng".

    ``suffix`` may be "đồng chẵn"; the other options are those of number_words.
    """
    words = number_words(dong, zero_tens=zero_tens, thousand=thousand, billion=billion, four=four)
    return title_initial(f"{words} {suffix}")


def decree_date(day: date) -> str:
    """Return a day as documents write it: "ngày 05 tháng 02 năm 2026", "ngày 15 tháng 3 năm 2026".

    Only days below 10 and the months 1 and 2 take a zero (Decree 30/2020, Appendix I, II.4.b).
    """
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _spellings() -> tuple[dict[str, str], dict[str, str]]:
    to_old, to_new = {}, {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            for a, b in ((first, second), (first.upper(), second), (first.upper(), second.upper())):
                new = unicodedata.normalize("NFC", a + tone + b)
                old = unicodedata.normalize("NFC", a + b + tone)
                to_old[new], to_new[old] = old, new
    return to_old, to_new


_TO_OLD, _TO_NEW = _spellings()


def respell(text: str, style: Spelling) -> str:
    """Return boilerplate with the tone of open syllables oa, oe, uy where ``style`` puts it.

    "new" is "ủy, hòa, khỏe", "old" is "uỷ, hoà, khoẻ"; quý has only one spelling.
    For wording of the program only, never for names of people. Raises KeyError.
    """
    table = {"new": _TO_NEW, "old": _TO_OLD}[style]
    return re.sub(
        rf"(?<![qQ])(?:{'|'.join(table)})(?!\w)",
        lambda found: table[found[0]],
        unicodedata.normalize("NFC", text),
    )
