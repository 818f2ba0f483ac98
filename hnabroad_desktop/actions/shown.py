"""How a stored value is read by people: dates, numbers, money, words of a list, names of records."""

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
from hnabroad_desktop.store.datafile import DataFile


def shown(file: DataFile, field: Field, value: object) -> str:
    """Return what people read for ``value``; what cannot be understood is shown as it stands."""
    if value is None or value == "":
        return ""
    match field:
        case Date() | PartialDate():
            return dates.show(str(value))
        case Money() if isinstance(value, int):
            return show_number(value)
        case Number() if field.decimals:
            return str(value).replace(".", ",")
        case YesNo():
            return _("Yes") if value else _("No")
        case Choice() if field.catalogue:
            return file.word(field.catalogue, str(value))
        case Choice():
            return _(dict(field.options).get(str(value), str(value).removeprefix(UNMATCHED)))
        case Reference():
            return file.title(str(value)) or str(value)
        case Attachment():
            return _("Attached")
    return str(value)
