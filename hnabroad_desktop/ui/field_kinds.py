"""What a field offers to choose from, and on which side of its column it stands."""

from __future__ import annotations

from hnabroad_desktop.base.fields import Choice, Field, Money, Number
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.desk import Desk


def is_number(field: Field) -> bool:
    """Say whether a column of this field is aligned to the right."""
    return isinstance(field, Money | Number)


def options(field: Choice, desk: Desk) -> list[tuple[str, str]]:
    """Return the codes and texts a choice offers, in the order of the list or catalogue."""
    if field.catalogue:
        return list(desk.options(field.catalogue))
    return [(code, _(text)) for code, text in field.options]
