"""How a stored value is read on the screen: dates, numbers, money, words of a list, names of records."""

from __future__ import annotations

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
from hnabroad_desktop.ui.desk import Desk


def shown(field: Field, value: object, desk: Desk) -> str:
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
            return _word(field, str(value), desk)
        case Reference():
            return desk.title(str(value)) or str(value)
        case Attachment():
            return _("Attached")
    return str(value)


def is_number(field: Field) -> bool:
    """Say whether a column of this field is aligned to the right."""
    return isinstance(field, Money | Number)


def options(field: Choice, desk: Desk) -> list[tuple[str, str]]:
    """Return the codes and texts a choice offers, in the order of the list or catalogue."""
    if field.catalogue:
        return list(desk.options(field.catalogue))
    return [(code, _(text)) for code, text in field.options]


def _date(stored: str) -> str:
    try:
        return dates.show(stored)
    except ValueError:
        return stored


def _word(field: Choice, code: str, desk: Desk) -> str:
    if code.startswith(UNMATCHED):
        return code.removeprefix(UNMATCHED)
    if field.catalogue:
        return desk.word(field.catalogue, code)
    return _(dict(field.options).get(code, code))
