"""Retirement dates against the published month table, and service left."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.base import dates
from hnabroad_desktop.rules.retirement import (
    RetirementAge,
    remaining_service,
    retirement_age,
    retirement_date,
    shipped_ages,
)

FILES = Path(__file__).parents[1] / "files"
SEXES = st.sampled_from(["male", "female"])


def _read_months() -> list[dict[str, str]]:
    with (FILES / "retirement_by_month.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_every_month_of_the_transition() -> None:
    rows = _read_months()
    assert len(rows) == 192
    for row in rows:
        sex, month = row["sex"], row["birth_month"]
        retired = retirement_date(sex, month)
        age = retirement_age(sex, month)
        assert f"{retired:%Y-%m}" == row["retire_month(last day)"], row
        assert date.fromordinal(retired.toordinal() + 1).isoformat() == row["pension_from"], row
        assert (age.years, age.months) == (int(row["retire_age_years"]), int(row["retire_age_months"])), row
        assert retirement_date(sex, f"{month}-01") == retirement_date(sex, dates.latest(month)) == retired


def test_a_birth_may_be_a_day_a_month_or_a_year() -> None:
    assert retirement_date("male", date(1966, 4, 15)) == date(2028, 4, 30)
    assert retirement_date("male", "1966-04-15") == date(2028, 4, 30)
    assert retirement_date("female", "1985-03") == date(2045, 3, 31)
    assert retirement_date("female", "1985") == date(2045, 1, 31)
    assert retirement_date("male", "1964") == retirement_date("male", "1964-01-01") == date(2025, 4, 30)


def test_service_left_in_years_and_months() -> None:
    assert remaining_service("female", "1985-03", date(2026, 11, 24)) == (18, 4)
    assert remaining_service("male", "1966-04-15", date(2028, 4, 30)) == (0, 0)
    assert remaining_service("male", "1966-04-15", date(2028, 3, 30)) == (0, 1)
    assert remaining_service("male", "1950", date(2026, 1, 1)) == (0, 0)


@given(SEXES, st.dates(date(1940, 1, 1), date(2010, 12, 31)))
def test_the_age_is_reached_in_the_month_of_retirement_and_never_falls(sex: str, birth: date) -> None:
    row = retirement_age(sex, birth)
    retired = retirement_date(sex, birth)
    reached = dates.add_months(birth, row.years * 12 + row.months)
    assert (reached.year, reached.month) == (retired.year, retired.month)
    assert dates.last_of_month(retired) == retired
    assert retirement_date(sex, dates.add_months(birth, 1)) > retired


@given(SEXES, st.dates(date(1940, 1, 1), date(2010, 12, 31)))
def test_exactly_one_shipped_row_applies(sex: str, birth: date) -> None:
    assert sum(row.covers(sex, f"{birth:%Y-%m}") for row in shipped_ages()) == 1
    assert retirement_age(sex, birth).legal_basis


def test_a_clerk_may_keep_other_rows() -> None:
    own = [RetirementAge("female", "1968-09", "1969-05", 56, 8)]
    assert retirement_date("female", "1969-05", own) == date(2026, 1, 31)
    assert remaining_service("female", "1969-05", date(2025, 12, 31), own) == (0, 1)
    with pytest.raises(LookupError):
        retirement_date("female", "1969-06", own)


def test_what_cannot_be_judged_is_refused() -> None:
    with pytest.raises(LookupError):
        retirement_date("", "1985")
    with pytest.raises(ValueError):  # noqa: PT011
        retirement_date("male", "12/3/1985")
