"""The vocabulary every file begins with, made once for all tests."""

from __future__ import annotations

from functools import cache

from hnabroad_desktop.records.shipped import shipped_records
from hnabroad_desktop.sheets import vocabulary
from hnabroad_desktop.sheets.matching import Vocabulary


@cache
def shipped() -> Vocabulary:
    """Return the vocabulary of the shipped records."""
    return vocabulary.of_records(shipped_records())
