"""How a stored value is read by people: dates, numbers, money, words of a list, names of records."""

from __future__ import annotations

from typing import Protocol

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.fields import (
    UNMATCHED,
    Attachment,
    Choice,
    Date,
    Field,
    Money,
    Number,
    PartialDate,
    Reference,
    YesNo,
)
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number


class Names(Protocol):
    """What knows the words behind codes and ids: an open file, or the desk of a window."""

    def title(self, record_id: str) -> str:
        """Return the name by which people know a record, "" if it is unknown."""

    def word(self, catalogue: str, code: str) -> str:
        """Return the text of a catalogue value; an unknown code as it stands."""


def shown(field: Field, value: object, names: Names) -> str:
    """Return what people read for ``value``; what cannot be understood is shown as it stands."""
    if value is None or value == "":
        return ""
    match field:
        case Date() | PartialDate():
            return _date(str(value))
        case Money():
            return show_number(value) if isinstance(value, int) else str(value)
        case Number():
            return str(value).replace(".", ",") if field.decimals else str(value)
        case YesNo():
            return _("Yes") if value in (True, 1) else _("No") if value in (False, 0) else str(value)
        case Choice():
            return _word(field, str(value), names)
        case Reference():
            return names.title(str(value)) or str(value)
        case Attachment():
            return _("Attached")
    return str(value)


def _date(stored: str) -> str:
    try:
        return dates.show(stored)
    except ValueError:
        return stored


def _word(field: Choice, code: str, names: Names) -> str:
    if code.startswith(UNMATCHED):
        return code.removeprefix(UNMATCHED)
    if field.catalogue:
        return names.word(field.catalogue, code)
    return _(dict(field.options).get(code, code))
