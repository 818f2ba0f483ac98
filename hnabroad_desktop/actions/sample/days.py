"""Working days and numbers of papers: no paper on a Sunday or at Tết, and numbers that rise with the days."""

from __future__ import annotations

import random
from datetime import date, timedelta

#: The first day of the lunar year.
_TET = (
    "1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07 1998-01-28 "
    "1999-02-16 2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 "
    "2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 "
    "2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 "
    "2026-02-17 2027-02-06 2028-01-26"
)
TET = {day.year: day for day in map(date.fromisoformat, _TET.split())}
_FIXED = {(1, 1), (4, 30), (5, 1), (9, 2)}


def at_tet(day: date) -> bool:
    """Say whether a day lies in the holidays of Tết: two days before it to five days after."""
    tet = TET.get(day.year)
    return tet is not None and timedelta(-2) <= day - tet <= timedelta(5)


def is_working(day: date) -> bool:
    """Say whether offices write papers on a day."""
    return day.weekday() < 5 and not at_tet(day) and (day.month, day.day) not in _FIXED


def working(day: date) -> date:
    """Return the day, or the next one on which offices work."""
    while not is_working(day):
        day += timedelta(1)
    return day


def working_before(day: date) -> date:
    """Return the day, or the last one before it on which offices work."""
    while not is_working(day):
        day -= timedelta(1)
    return day


def after(day: date, days: int) -> date:
    """Return the working day at or after so many days later."""
    return working(day + timedelta(days))


def before(day: date, days: int) -> date:
    """Return the working day at or before so many days earlier."""
    return working_before(day - timedelta(days))


def between(rng: random.Random, first: date, last: date) -> date:
    """Return a day between two days, both included; the first when there is no room."""
    span = (last - first).days
    return first + timedelta(rng.randint(0, span)) if span > 0 else first


def working_between(rng: random.Random, first: date, last: date) -> date:
    """Return a working day between two days; never after the last."""
    return working_before(max(between(rng, first, last), first))


#: About how many papers of a kind a body writes on a day, and when Party committees began to count anew.
_TERMS = (date(2015, 11, 1), date(2020, 10, 13), date(2025, 10, 15))


_A_DAY = {"/QĐ-UBND": 17, "-QĐ/TU": 5, "#đến": 40}


class Numbers:
    """Gives the numbers of papers: in one book a later day always has the higher number."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, date], int] = {}

    def number(self, symbol: str, day: date, book: str = "") -> int:
        """Return a number of its own for a paper of ``day``; ``book`` tells bodies with one symbol apart.

        State numbers begin anew each year, Party numbers ("-QĐ/TU") with each term.
        Raises ValueError when the body has written more papers than it does on a day.
        """
        given = self._given.get((symbol + book, day), 0) + 1
        if given >= _A_DAY.get(symbol, 3):
            raise ValueError(f"too many papers {symbol} on {day}")
        self._given[symbol + book, day] = given
        return _first_number(symbol, day) + given

    def text(self, symbol: str, day: date, book: str = "") -> str:
        """Return number and symbol of a paper of its own: "125/TTr-SNV", "125-TTr/BTCTU"."""
        return f"{self.number(symbol, day, book):02d}{symbol}"


def shared_number(symbol: str, day: date) -> str:
    """Return the number of the one paper of a day that appoints everybody appointed on it."""
    return f"{_first_number(symbol, day):02d}{symbol}"


def _first_number(symbol: str, day: date) -> int:
    begin = date(day.year, 1, 1)
    if symbol.startswith("-"):
        begin = max((term for term in _TERMS if term <= day), default=begin)
    return (day - begin).days * _A_DAY.get(symbol, 3) + 1
