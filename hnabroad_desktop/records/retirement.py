"""When somebody reaches retirement age, and how much service is left until then."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.paths import RESOURCES


@dataclass(frozen=True)
class RetirementAge:
    """The age at which people of one sex, born in a span of months, retire under normal conditions.

    ``birth_from`` and ``birth_to`` are months ("1966-04"), both included; empty is open.
    """

    sex: str
    birth_from: str
    birth_to: str
    years: int
    months: int
    legal_basis: str = ""

    def covers(self, sex: str, month: str) -> bool:
        """Tell whether the row is for somebody of this sex born in this month."""
        return self.sex == sex and self.birth_from <= month and (not self.birth_to or month <= self.birth_to)


@cache
def shipped_ages() -> tuple[RetirementAge, ...]:
    """Return the rows the program comes with (resources/rules/retirement.json)."""
    table = json.loads((RESOURCES / "rules" / "retirement.json").read_text(encoding="utf-8"))
    return tuple(RetirementAge(**row) for row in table["rows"])


def retirement_age(sex: str, birth: str | date, ages: Sequence[RetirementAge] | None = None) -> RetirementAge:
    """Return the row that applies; ``ages`` replaces the shipped rows.

    Where only the year of birth is known the birthday is 1 January (Decree
    135/2020/NĐ-CP, Art. 3). Raises LookupError if no row applies, ValueError
    if ``birth`` is not a date.
    """
    month = _month_of_birth(birth)
    for row in shipped_ages() if ages is None else ages:
        if row.covers(sex, month):
            return row
    raise LookupError(f"no retirement age for {sex!r}, born {month}")


def retirement_date(sex: str, birth: str | date, ages: Sequence[RetirementAge] | None = None) -> date:
    """Return the last day of the month in which the retirement age is reached.

    Labour Code 2019, Art. 169; Decree 135/2020/NĐ-CP, Art. 3 and 4. ``sex`` is
    "male" or "female", ``birth`` a day or a stored date that may be partial.
    Raises LookupError and ValueError as retirement_age does.
    """
    month = _month_of_birth(birth)
    return _shipped_date(sex, month) if ages is None else _reached(month, retirement_age(sex, birth, ages))


@cache
def _shipped_date(sex: str, month: str) -> date:
    # Worked out for every person whenever readings are made anew: a few hundred months, 100,000 people.
    return _reached(month, retirement_age(sex, month))


def _reached(month: str, row: RetirementAge) -> date:
    return dates.last_of_month(dates.add_months(dates.earliest(month), row.years * 12 + row.months))


def remaining_service(
    sex: str, birth: str | date, on: date, ages: Sequence[RetirementAge] | None = None
) -> tuple[int, int]:
    """Return the whole years and months from ``on`` to retirement; (0, 0) once retired.

    Raises LookupError and ValueError as retirement_age does.
    """
    return divmod(dates.full_months(on, retirement_date(sex, birth, ages)), 12)


def _month_of_birth(birth: str | date) -> str:
    day = birth if isinstance(birth, date) else dates.earliest(birth)
    return f"{day.year:04}-{day.month:02}"
