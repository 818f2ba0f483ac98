"""When somebody reaches retirement age; the rule lives beside the records that store the day it gives."""

from __future__ import annotations

from hnabroad_desktop.records.retirement import (
    RetirementAge,
    remaining_service,
    retirement_age,
    retirement_date,
    shipped_ages,
)

__all__ = ["RetirementAge", "remaining_service", "retirement_age", "retirement_date", "shipped_ages"]
