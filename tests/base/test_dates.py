"""Dates typed in many ways, partial dates, and counting in months and years."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.base import dates

DAYS = st.dates(date(dates.FIRST_YEAR, 1, 1), date(dates.LAST_YEAR, 12, 31))


@st.composite
def stored_dates(draw: st.DrawFn) -> str:
    """A stored date of one of the three lengths, around few days so that many share a prefix."""
    day = draw(st.dates(date(1984, 11, 1), date(1986, 2, 28)) | DAYS)
    return day.isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("5/2/26", "2026-02-05"),
        ("5-2-2026", "2026-02-05"),
        ("050226", "2026-02-05"),
        ("05022026", "2026-02-05"),
        ("05/02/2026", "2026-02-05"),
        ("5.2.2026", "2026-02-05"),
        ("5 2 2026", "2026-02-05"),
        (" 5 / 2 / 2026 ", "2026-02-05"),
        ("2026-02-05", "2026-02-05"),
        ("2026/2/5", "2026-02-05"),
        ("2026-02-05 00:00:00", "2026-02-05"),
        ("2026-02-05T00:00:00.000", "2026-02-05"),
        ("ngày 05 tháng 02 năm 2026", "2026-02-05"),
        ("Ngày 5/2/2026", "2026-02-05"),
        ("12.3.1985", "1985-03-12"),
        ("12031985", "1985-03-12"),
        ("120385", "1985-03-12"),
        (12031985, "1985-03-12"),
        (12031985.0, "1985-03-12"),
        (date(1985, 3, 12), "1985-03-12"),
        (datetime(1985, 3, 12, 8, 30), "1985-03-12"),
        ("29/2/2024", "2024-02-29"),
    ],
)
def test_a_day_is_read_day_first(typed: object, stored: str) -> None:
    assert dates.parse_day(typed) == stored
    assert dates.parse_partial(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1985", "1985"),
        (1985, "1985"),
        (1985.0, "1985"),
        ("năm 1985", "1985"),
        ("3/1985", "1985-03"),
        ("03-1985", "1985-03"),
        ("031985", "1985-03"),
        ("1985-03", "1985-03"),
        ("1985/3", "1985-03"),
        ("tháng 3 năm 1985", "1985-03"),
    ],
)
def test_what_is_not_known_is_not_made_up(typed: object, stored: str) -> None:
    assert dates.parse_partial(typed) == stored
    with pytest.raises(ValueError):  # noqa: PT011 - the contract names no text
        dates.parse_day(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2026", "29/2/2026", "31/4/26", "310226", "12/13/2026", "0/3/1985", "00/00/1985",
        "1985-13", "13/1985", "3/85", "85", "12/3/1085", "12/3/20026", "5022026", 50226, True, None,
        1985.5, [], "", "mai", "12/3", "1985-03-12 08:30", "12/3/1985/4", "１２/3/1985", "-1985",
        "12/3/-985",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(typed: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        dates.parse_partial(typed)
    with pytest.raises(ValueError):  # noqa: PT011
        dates.parse_day(typed)


def test_the_pivot_decides_the_century_of_short_years() -> None:
    assert dates.parse_day("1/1/36") == "2036-01-01"
    assert dates.parse_day("1/1/37") == "1937-01-01"
    assert dates.parse_day("1/1/00") == "2000-01-01"
    assert dates.parse_day("1/1/10", pivot=8) == "1910-01-01"
    assert dates.parse_partial("010110", pivot=8) == "1910-01-01"


@given(DAYS)
def test_every_full_writing_of_a_day_means_that_day(day: date) -> None:
    for written in (f"{day:%d/%m/}{day.year}", f"{day.day}-{day.month}-{day.year}", f"{day:%d%m}{day.year}"):
        assert dates.parse_day(written) == day.isoformat()
        assert dates.parse_partial(written) == day.isoformat()


@given(stored_dates())
def test_what_is_shown_is_read_back(stored: str) -> None:
    assert dates.parse_partial(dates.show(stored)) == stored
    assert dates.parse_partial(stored) == stored


@given(stored_dates(), stored_dates())
def test_text_order_is_time_order(one: str, other: str) -> None:
    if one < other:
        assert dates.earliest(one) <= dates.earliest(other)
    if dates.earliest(one) < dates.earliest(other):
        assert one < other


@given(stored_dates())
def test_a_stored_date_spans_its_days(stored: str) -> None:
    first, last = dates.earliest(stored), dates.latest(stored)
    assert first <= last
    assert first.isoformat().startswith(stored)
    assert last.isoformat().startswith(stored)


def test_a_date_is_shown_as_it_is_known() -> None:
    assert dates.show("1985-03-12") == "12/03/1985"
    assert dates.show("1985-03") == "3/1985"
    assert dates.show("1985") == "1985"
    assert dates.show("") == dates.show(None) == ""


@pytest.mark.parametrize(
    "slip", ["12/03/1985", "1985-3", "198", "1985-", "1985-00", "1985-03-00", "1985-13", "+985"]
)
def test_only_stored_text_is_a_stored_date(slip: str) -> None:
    for ask in (dates.show, dates.earliest, dates.latest):
        with pytest.raises(ValueError):  # noqa: PT011
            ask(slip)


def test_months_end_where_the_month_ends() -> None:
    assert dates.add_months(date(2026, 10, 31), 18) == date(2028, 4, 30)
    assert dates.add_months(date(2026, 11, 1), 18) == date(2028, 5, 1)
    assert dates.add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert dates.add_months(date(2026, 1, 31), -2) == date(2025, 11, 30)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_full_months_fill_the_time_between(start: date, end: date) -> None:
    months = dates.full_months(start, end)
    if start <= end:
        assert dates.add_months(start, months) <= end < dates.add_months(start, months + 1)
    else:
        assert months == 0


def test_the_age_of_a_partial_birth_is_a_range() -> None:
    on = date(2026, 11, 25)
    assert dates.age_range("1987", on) == (38, 39)
    assert dates.age_range("1987-11", on) == (38, 39)
    assert dates.age_range("1987-12", on) == (38, 38)
    assert dates.age_range("1987-11-25", on) == (39, 39)
    assert dates.age_range("1987-11-26", on) == (38, 38)
    assert dates.age_range("2026", on) == (0, 0)
    assert dates.age(date(2000, 2, 29), date(2026, 2, 28)) == 25
    assert dates.age(date(2000, 2, 29), date(2026, 3, 1)) == 26


@given(stored_dates(), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_day_of_birth_gives_an_age_in_the_range(birth: str, on: date) -> None:
    lowest, highest = dates.age_range(birth, on)
    assert lowest <= highest <= lowest + 1
    for day in (dates.earliest(birth), dates.latest(birth)):
        assert lowest <= dates.age(day, on) <= highest
