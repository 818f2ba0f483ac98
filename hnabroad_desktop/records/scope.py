"""Who owns a kind of record and who else receives it when units exchange data."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

#: The units above the owner, up to the city: they gather what the units keep.
ABOVE = "above"
#: The units below the owner: what is decided centrally travels down.
BELOW = "below"
#: The units of the people the record names.
NAMED = "named"


def channel(kind: str, unit: str) -> str:
    """Return the scope of what the file of ``unit`` writes about records of ``kind`` that belong to no unit.

    One for each kind, so that each can be sent without the others; the same in every file.
    """
    return hashlib.sha256(f"{kind}:{unit}".encode()).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """``owner`` is the reference field that names the owning unit, "" the unit of the file.

    Other files of the owning unit always receive its records; ``receivers`` are those beyond.
    """

    owner: str = ""
    receivers: tuple[str, ...] = ()
