"""Turns one cell into the value of a field: green as it stands, amber to be looked at, red to be repaired."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from hnabroad_desktop.base import citizen_id
from hnabroad_desktop.base.fields import (
    Choice,
    Date,
    Field,
    FieldError,
    Money,
    Number,
    PartialDate,
    Reference,
    Stored,
    Text,
    YesNo,
)
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.sheets import choosing, dating, words
from hnabroad_desktop.sheets.cells import Cell
from hnabroad_desktop.sheets.reads import NOTHING, Read, Setting

_SCIENTIFIC = re.compile(r"([+-]?\d)(?:[.,](\d+))?E\+?(\d+)", re.IGNORECASE)
#: Characters of a stored date that is known to the day.
_FULL_DAY = 10
_DIGIT = re.compile(r"\d")
_WHOLE_ID = re.compile(r"0(?!00)\d{2}[0-3]\d{8}")
_MARKS = frozenset({"x", "v", "+", "1", "co", "true", "✓", "√"})
#: Every text field takes so many characters.
_SURELY_SHORT = 100
_ID_LENGTH, _OLD_ID_LENGTH = 12, 9


def _kept(one: Field, text: str) -> Stored:
    # A tidied text is what the field would keep; only its length is left to be judged.
    return text or None if len(text) <= _SURELY_SHORT else one.clean(text)


def read(one: Field, cell: Cell, text: str, cased: str, setting: Setting) -> Read:
    """Return what ``cell``, decoded as ``text``, gives for a field.

    ``cased`` is the text with the letter case under a capital font. An empty
    cell gives nothing and is green.
    """
    if cell.lost:
        return Read(
            state="red",
            reason=_(
                "A formula whose result is not kept in the file. Open the file in Excel, save it, and "
                "choose it again, or type the value."
            ),
        )
    if cell.kind == "error":
        return Read(
            state="red", reason=_("The formula shows the error {text}. Type the value.").format(text=text)
        )
    if not text.strip():
        return NOTHING
    try:
        if one.name == "citizen_id" or one.name.endswith("_citizen_id"):
            return _citizen_id(cell, text)
        if one.name == "full_name":
            return _person(one, text, cased, setting)
        return _READERS[type(one)](one, cell, text, cased, setting)
    except FieldError as error:
        return Read(state="red", reason=str(error))


def _text(one: Field, cell: Cell, text: str, cased: str, setting: Setting) -> Read:
    if isinstance(cell.value, float):
        if cell.kind == "date":
            return Read(one.clean(text))
        whole = str(int(cell.value)) if cell.value == int(cell.value) else text
        if one.name.endswith("phone") and len(whole) == 9 and whole[0] in "35789":
            return Read(
                "0" + whole,
                "amber",
                _("The leading zero was lost; read as {value}.").format(value="0" + whole),
            )
        return Read(one.clean(whole))
    lines = isinstance(one, Text) and one.lines > 1
    tidied = words.tidy_lines(text) if lines else words.tidy(text)
    if cased != text and not words.is_capitals(cased):
        # Under the capitals of the font lies the text as it was typed.
        return Read(one.clean(words.tidy(cased)[:1].upper() + words.tidy(cased)[1:]))
    return Read(_kept(one, tidied))


def _person(one: Field, text: str, cased: str, setting: Setting) -> Read:
    name = words.tidy(text if setting.keep_case else cased)
    proper = name if setting.keep_case else words.proper_name(name)
    value = _kept(one, proper)
    if proper == text and " " in text and text.istitle() and not _DIGIT.search(text):
        return Read(value)
    if _DIGIT.search(proper):
        return Read(value, "red", _("A name has no digits. Correct the name, or leave the row out."))
    if value and " " not in proper:
        return Read(
            value, "amber", _("The name is a single word. Look whether the rest stands in another column.")
        )
    if proper != words.tidy(text) and words.is_capitals(text):
        return Read(value, "green", _("Capitals of the file written as a name."))
    return Read(value)


def _citizen_id(cell: Cell, text: str) -> Read:
    if cell.kind == "text" and _WHOLE_ID.fullmatch(text):
        return Read(text)
    number = citizen_id.compact(words.tidy(text)).strip("'’`")
    if isinstance(cell.value, float):
        if cell.value != int(cell.value) or cell.value < 0:
            return Read(
                state="red",
                reason=_("“{text}” is no identification number. Type it from the paper.").format(text=text),
            )
        number = str(int(cell.value))
    elif found := _SCIENTIFIC.fullmatch(words.tidy(text)):
        places = len(found[2] or "")
        if places < int(found[3]) - 2:
            return Read(
                state="red",
                reason=_(
                    "The file keeps only “{text}”; the other digits are lost. Type the number from the paper."
                ).format(text=text),
            )
        number = str(int(Decimal(f"{found[1]}.{found[2] or 0}E{found[3]}")))
    if number.isdecimal() and _OLD_ID_LENGTH < len(number) < _ID_LENGTH:
        rebuilt = number.zfill(_ID_LENGTH)
        return Read(
            rebuilt,
            "amber",
            _("Leading zeros were lost; read as {value}. Compare with the paper.").format(value=rebuilt),
        )
    if number.isdecimal() and len(number) == _OLD_ID_LENGTH - 1 and isinstance(cell.value, float):
        number = "0" + number
    found_wrong = citizen_id.warnings(number)
    return Read(number, "amber" if found_wrong else "green", " ".join(found_wrong))


def _date(one: Field, cell: Cell, text: str, cased: str, setting: Setting) -> Read:
    try:
        found = dating.parse_cell(
            cell, text, base_1904=setting.base_1904, order=setting.order, today=setting.today
        )
    except ValueError:
        return Read(state="red", reason=_refusal(one, text))
    partial = len(found.stored) < _FULL_DAY
    if partial and isinstance(one, Date):
        return Read(state="red", reason=_refusal(one, text))
    if partial and one.name == "birth_date":
        known = (
            _("Only the year is known; it is kept so.")
            if len(found.stored) == 4
            else _("Only month and year are known; they are kept so.")
        )
        return Read(found.stored, "amber", known)
    return Read(found.stored, "amber" if found.doubtful else "green", found.note)


def _refusal(one: Field, text: str) -> str:
    try:
        one.clean(text)
    except FieldError as error:
        return str(error)
    return _("“{value}” is not a date. Write 12/3/1985, 3/1985 or 1985.").format(value=text)


def _number(one: Field, cell: Cell, text: str, cased: str, setting: Setting) -> Read:
    if isinstance(cell.value, float):
        value = int(cell.value) if cell.value == int(cell.value) else Decimal(repr(cell.value))
        return Read(one.clean(value))
    text = re.sub(r"(?i)\s*(đồng|vnđ|vnd|đ)$", "", words.tidy(text))
    return Read(one.clean(text))


def _yes_no(one: Field, cell: Cell, text: str, cased: str, setting: Setting) -> Read:
    if isinstance(cell.value, bool):
        return Read(cell.value)
    return Read(True) if fold(text) in _MARKS else Read(one.clean(words.tidy(text)))


def is_mark(text: str) -> bool:
    """Say whether a cell is ticked: x, v, +, 1, có."""
    return fold(text) in _MARKS


_READERS: dict[type[Field], Callable[[Field, Cell, str, str, Setting], Read]] = {
    Text: _text,
    Date: _date,
    PartialDate: _date,
    Number: _number,
    Money: _number,
    YesNo: _yes_no,
    Choice: choosing.choice,
    Reference: choosing.reference,
}
