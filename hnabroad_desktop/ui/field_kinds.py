"""What a field offers to choose from, and on which side of its column it stands."""

from __future__ import annotations

from hnabroad_desktop.base.fields import Choice, Date, Field, Money, Number, PartialDate, Reference
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Tally
from hnabroad_desktop.ui.desk import Desk


def is_number(field: Field) -> bool:
    """Say whether a column of this field is aligned to the right."""
    return isinstance(field, Money | Number)


def options(field: Choice, desk: Desk) -> list[tuple[str, str]]:
    """Return the codes and texts a choice offers, in the order of the list or catalogue."""
    if field.catalogue:
        return list(desk.options(field.catalogue))
    return [(code, _(text)) for code, text in field.options]


def filter_hint(field: Field) -> str:
    """Say how the filter of a column is filled in."""
    empty = _("= alone: empty. * alone: not empty.")
    match field:
        case Date() | PartialDate():
            how = _("1985, 3/1985, >1/1/1980, 1980..1985.")
        case Number() | Money():
            how = _("5, >5, 5..10.")
        case Tally():
            how = _("Part of a name, marks optional; how often at least, behind it: Japan >=2.")
        case Choice() | Reference():
            how = _("Part of the words, marks optional. | between two: either of them.")
        case _other:
            how = _("Part of the text, marks optional. =text: exactly this text.")
    return f"{how} {empty}"
