"""Who owns a kind of record and who else receives it when units exchange data."""

from __future__ import annotations

from dataclasses import dataclass

#: The units above the owner, up to the city: they gather what the units keep.
ABOVE = "above"
#: The units below the owner: what is decided centrally travels down.
BELOW = "below"
#: The units of the people the record names.
NAMED = "named"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """``owner`` is the reference field that names the owning unit, "" the unit of the file.

    Other files of the owning unit always receive its records; ``receivers`` are those beyond.
    """

    owner: str = ""
    receivers: tuple[str, ...] = ()
