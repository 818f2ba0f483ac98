"""Turns one cell into the value of a field: green as it stands, amber to be looked at, red to be repaired."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from hnabroad_desktop.base import citizen_id, dates
from hnabroad_desktop.base.fields import (
    UNMATCHED,
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
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.sheets import dating, mapping, words
from hnabroad_desktop.sheets.cells import Cell
from hnabroad_desktop.sheets.dating import Order
from hnabroad_desktop.sheets.matching import Entry, Vocabulary

State = Literal["green", "amber", "red"]

_SCIENTIFIC = re.compile(r"([+-]?\d)(?:[.,](\d+))?E\+?(\d+)", re.IGNORECASE)
#: Characters of a stored date that is known to the day.
_FULL_DAY = 10
_DIGIT = re.compile(r"\d")
_WHOLE_ID = re.compile(r"0(?!00)\d{2}[0-3]\d{8}")
_MARKS = frozenset({"x", "v", "+", "1", "co", "true", "✓", "√"})
#: Every text field takes so many characters.
_SURELY_SHORT = 100
_ID_LENGTH, _OLD_ID_LENGTH = 12, 9


@dataclass(frozen=True)
class Option:
    """A value the user may choose for a cell, with the text shown."""

    value: str
    label: str


class Read(NamedTuple):
    """What a cell gives: the value, how sure it is, why, what else it may be.

    ``ended`` is the entry of a unit that is no more; ``lines`` are rows of a
    table a cell gives; ``second`` is what it gives for its second field.
    """

    value: Stored = None
    state: State = "green"
    reason: str = ""
    options: tuple[Option, ...] = ()
    ended: Entry | None = None
    lines: tuple[Row, ...] = ()
    second: Read | None = None


@dataclass
class Setting:
    """What the cells of one column are read with."""

    vocabulary: Vocabulary
    today: dt.date | None = None
    as_of: str = ""
    base_1904: bool = False
    order: Order = "dmy"
    keep_case: bool = False


NOTHING = Read()


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


def _choice(one: Field, cell: Cell, text: str, cased: str, setting: Setting) -> Read:
    assert isinstance(one, Choice)
    tidied = words.tidy(text)
    if one.options:
        known = mapping.words(one.name).get(fold(tidied))
        if known is None:
            labels = {fold(t): code for code, label in one.options for t in (code, label, _(label))}
            known = labels.get(fold(tidied))
        if known is not None:
            return Read(known)
        options = tuple(Option(code, _(label)) for code, label in one.options)
        return Read(state="red", reason=_not_known(tidied), options=options)
    matcher = setting.vocabulary.catalogue(one.catalogue)
    found = matcher.find(tidied)
    if len(found) == 1:
        return Read(found[0].value)
    if found:
        return Read(
            UNMATCHED + tidied if one.free else None,
            "amber" if one.free else "red",
            _("“{text}” can mean several values. Choose one.").format(text=tidied),
            _options(found),
        )
    options = _options(matcher.suggest(tidied))
    if not one.free:
        return Read(state="red", reason=_not_known(tidied), options=options or _options(matcher.entries[:20]))
    kept = words.sentence(words.tidy(cased))
    kept = kept[:1].upper() + kept[1:]
    return Read(
        UNMATCHED + kept,
        "amber",
        _("“{text}” is not in the catalogue. It is kept and waits to be matched.").format(text=kept),
        options,
    )


def _not_known(text: str) -> str:
    return _("“{text}” is not known. Choose a value of the list.").format(text=text)


def _options(entries: tuple[Entry, ...]) -> tuple[Option, ...]:
    return tuple(Option(entry.value, entry.label) for entry in entries)


def _reference(one: Field, cell: Cell, text: str, cased: str, setting: Setting) -> Read:
    assert isinstance(one, Reference)
    tidied = words.tidy(text)
    for kind in one.kinds:
        matcher = setting.vocabulary.kind(kind)
        found = matcher.find(tidied)
        if not found:
            continue
        working = tuple(entry for entry in found if entry.employs and not entry.ended)
        if len(working) == 1:
            return _present(working[0], found, setting)
        if len(working) > 1:
            reason = _("“{text}” can mean several records. Choose one.").format(text=tidied)
            return Read(None, "amber", reason, _options(working[:20]))
        return _past(found[0], setting, kind)
    options = tuple(
        option
        for kind in one.kinds
        for option in _options(setting.vocabulary.kind(kind).suggest(tidied, present=True))
    )
    reason = _(
        "“{text}” is not among the units or records of this file. Choose one, or leave the text for later."
    )
    return Read(None, "amber", reason.format(text=words.sentence(words.tidy(cased))), options)


def _present(entry: Entry, found: tuple[Entry, ...], setting: Setting) -> Read:
    former = next((other for other in found if other.ended), None)
    if former and setting.as_of and entry.begun and setting.as_of < entry.begun:
        reason = _(
            "The list is of {day}; the present unit of this name exists since {begun}. Look whether it "
            "is the present one."
        )
        return Read(
            entry.value,
            "amber",
            reason.format(day=dates.show(setting.as_of), begun=dates.show(entry.begun)),
            _options((entry, former)),
        )
    return Read(entry.value)


def _past(entry: Entry, setting: Setting, kind: str) -> Read:
    by_value = setting.vocabulary.kind(kind).by_value
    nearest = tuple(by_value[value] for value in entry.successors if value in by_value)
    nearest = tuple(near for near in nearest if near.employs) or setting.vocabulary.kind(kind).suggest(
        entry.label, present=True
    )
    if not entry.ended:
        reason = _("“{unit}” is a territory; nobody works in it. Choose the organ.").format(unit=entry.label)
        return Read(None, "amber", reason, _options(nearest))
    reason = _("“{unit}” exists no longer since {day}. It is kept as the past unit; choose the present one.")
    return Read(
        None,
        "amber",
        reason.format(unit=entry.label, day=dates.show(entry.ended)),
        _options(nearest),
        ended=entry,
    )


_READERS: dict[type[Field], Callable[[Field, Cell, str, str, Setting], Read]] = {
    Text: _text,
    Date: _date,
    PartialDate: _date,
    Number: _number,
    Money: _number,
    YesNo: _yes_no,
    Choice: _choice,
    Reference: _reference,
}
