"""How what earlier versions of a record type wrote is read today: a field renamed, split, its codes changed.

The journal is never rewritten: a line keeps the names and codes of the program
that wrote it, and each later version only adds how to read them. A field that
is merely new, or no longer asked for, needs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hnabroad_desktop.base.fields import Stored


@dataclass(frozen=True, kw_only=True)
class Upgrade:
    """One change of one field, made with ``version`` of the record type.

    field    the name before that version
    into     the names since: another one, several, or the same where only its values changed
    convert  value before -> a value for each of ``into``; nothing stays nothing and is not asked
    table    the table inside the record the field stands in, "" for the record itself

    Fields changed together as one unit of conflict stay so, and a name that was given up
    is not used again for something else.
    """

    version: int
    field: str
    into: tuple[str, ...]
    convert: Callable[[Stored], tuple[Stored, ...]]
    table: str = ""

    def values(self, value: Stored) -> dict[str, Stored]:
        """Return what ``value`` of the field says in the names of today."""
        found = (None,) * len(self.into) if value is None else self.convert(value)
        return dict(zip(self.into, found, strict=True))


def renamed(version: int, field: str, into: str, *, table: str = "") -> Upgrade:
    """Say that a field has another name since ``version``."""
    return Upgrade(version=version, field=field, into=(into,), convert=lambda value: (value,), table=table)


def split(
    version: int,
    field: str,
    into: tuple[str, ...],
    how: Callable[[Stored], tuple[Stored, ...]],
    *,
    table: str = "",
) -> Upgrade:
    """Say that what stood in one field stands in several since ``version``; ``how`` parts a value."""
    return Upgrade(version=version, field=field, into=into, convert=how, table=table)


def recoded(version: int, field: str, codes: Mapping[str, str], *, table: str = "") -> Upgrade:
    """Say that a field has other codes since ``version``; what is not among ``codes`` stays as it is."""
    return Upgrade(
        version=version,
        field=field,
        into=(field,),
        convert=lambda value: (codes.get(value, value) if isinstance(value, str) else value,),
        table=table,
    )
