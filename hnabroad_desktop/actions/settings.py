"""The dated parameters of the file, as other verbs ask for them."""

from __future__ import annotations

import datetime as dt

from hnabroad_desktop.records.setting import number_on, value_on
from hnabroad_desktop.store.datafile import DataFile


def number(file: DataFile, key: str, day: dt.date | None = None) -> int | None:
    """Return the whole number of a parameter on ``day`` (today without it), None if it is unset."""
    return number_on(file.find("setting", key=key), key, day or file.today())


def value(file: DataFile, key: str, day: dt.date | None = None) -> str | None:
    """Return the value of a parameter on ``day`` (today without it), None if it is unset."""
    return value_on(file.find("setting", key=key), key, day or file.today())
