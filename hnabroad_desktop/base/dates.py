"""Days and partial dates: read what a clerk typed, keep exactly what is known, show it day first.

A partial date is text: "1985-03-12", "1985-03" or "1985". Text order is time
order: ``a < b`` means that the first possible day of ``a`` is not after that of
``b``; where the first days are the same day the vaguer date comes first
("1985" < "1985-01" < "1985-01-01").
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime

#: Two-digit years up to this one are of this century, later ones of the last: 36 is 2036
#: (a passport issued in 2026), 37 is 1937. It stands fixed, so that the same keys mean the
#: same day in every year; it is raised by a new release.
SHORT_YEAR_PIVOT = 36

#: Years outside are slips of the finger ("12/3/1085").
FIRST_YEAR, LAST_YEAR = 1800, 2199

_SEPARATOR = r"\s*[-/.\s]\s*"
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{4}}|[0-9]{{2}})")
_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?")
_MONTH_FIRST = re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{4}})")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
_YEAR = re.compile(r"[0-9]{4}")
_WORDS = re.compile(r"\b(?:ngày|tháng|năm)\b")


def parse_day(value: object, *, pivot: int = SHORT_YEAR_PIVOT) -> str:
    """Return the full day ``value`` names as "YYYY-MM-DD".

    Reads 12/3/1985, 12-3-1985, 12.3.1985, 12/3/85, 12031985, 120385, "ngày 12
    tháng 3 năm 1985", 1985-03-12 and date objects. The day always comes before
    the month, unless a four-digit year comes first. ``pivot`` is the last
    two-digit year of this century (see SHORT_YEAR_PIVOT). Raises ValueError.
    """
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return _stored(day.year, day.month, day.day)
    text = _typed(value)
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, number = (int(part) for part in found.groups())
        return _stored(year, month, number)
    if found := _DAY_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        return _stored(_full_year(found[3], pivot), int(found[2]), int(found[1]))
    raise ValueError(value)


def parse_partial(value: object, *, pivot: int = SHORT_YEAR_PIVOT) -> str:
    """Return what ``value`` tells of a date as "YYYY-MM-DD", "YYYY-MM" or "YYYY".

    Reads all that parse_day reads, and 3/1985, 03-1985, 031985, "tháng 3 năm
    1985", 1985-03 and 1985. A month is never taken from a two-digit year
    ("3/85"), because it looks like a day without its year. Raises ValueError.
    """
    if isinstance(value, date):
        return parse_day(value)
    text = _typed(value)
    if _YEAR.fullmatch(text):
        return _stored(int(text))
    if found := _YEAR_MONTH.fullmatch(text):
        return _stored(int(found[1]), int(found[2]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _stored(int(found[2]), int(found[1]))
    if len(text) == 6 and text.isdecimal() and text[2:4] in {"19", "20"}:
        # As day, month and year the month would be 19 or 20: only month and year can be meant.
        return _stored(int(text[2:]), int(text[:2]))
    return parse_day(value, pivot=pivot)


def show(stored: str | None) -> str:
    """Return a stored date as it is shown: "12/03/1985", "3/1985" or "1985"; nothing is empty text.

    Raises ValueError for text that is not a stored date.
    """
    if not stored:
        return ""
    year, month, day = _parts(stored)
    if day:
        return f"{day:02}/{month:02}/{year}"
    return f"{month}/{year}" if month else f"{year}"


def earliest(stored: str) -> date:
    """Return the first day a stored date can mean. Raises ValueError."""
    year, month, day = _parts(stored)
    return date(year, month or 1, day or 1)


def latest(stored: str) -> date:
    """Return the last day a stored date can mean. Raises ValueError."""
    year, month, day = _parts(stored)
    return date(year, month, day) if day else last_of_month(date(year, month or 12, 1))


def last_of_month(day: date) -> date:
    """Return the last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, n: int) -> date:
    """Return the same day ``n`` months later (earlier if below zero).

    Where that month has no such day it is its last day (Civil Code 2015,
    Art. 148.3). Raises ValueError beyond the calendar.
    """
    months = day.year * 12 + day.month - 1 + n
    first = date(months // 12, months % 12 + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def full_months(start: date, end: date) -> int:
    """Return how many whole months lie between two days; 0 if ``end`` comes first."""
    months = max(0, (end.year - start.year) * 12 + end.month - start.month)
    return months - 1 if months and add_months(start, months) > end else months


def age(birth: date, on: date) -> int:
    """Return the age in whole years on a day, never below 0; 29 February counts as 1 March."""
    return max(0, on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day)))


def age_range(birth: str, on: date) -> tuple[int, int]:
    """Return the lowest and the highest age in whole years somebody can have on a day.

    Both are equal when the stored date of birth is known well enough.
    Raises ValueError.
    """
    return age(latest(birth), on), age(earliest(birth), on)


def _typed(value: object) -> str:
    # Old spreadsheets give every number as a float; True is a number to Python but no year.
    if isinstance(value, bool):
        raise ValueError(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int):
        raise ValueError(value)
    text = unicodedata.normalize("NFC", str(value)).strip().lower()
    return " ".join(_WORDS.sub(" ", text).split())


def _full_year(digits: str, pivot: int) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year <= pivot else 1900 + year


def _stored(year: int, month: int | None = None, day: int | None = None) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{date(year, month, 1):%Y-%m}"
    return date(year, month, day).isoformat()


def _parts(stored: str) -> tuple[int, int, int]:
    # Only the exact stored form, so that a slip in calling code does not pass as a date.
    if len(stored) not in {4, 7, 10} or stored[4:5] not in {"", "-"} or stored[7:8] not in {"", "-"}:
        raise ValueError(stored)
    if not stored.replace("-", "").isdecimal():
        raise ValueError(stored)
    year, month, day = int(stored[:4]), int(stored[5:7] or 0), int(stored[8:] or 0)
    date(year, month if len(stored) > 4 else 1, day if len(stored) > 7 else 1)
    return year, month, day
