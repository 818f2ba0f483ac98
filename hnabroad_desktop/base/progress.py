"""How a long job tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

#: Called with what is done and what there is in all; it may raise Cancelled.
Report = Callable[[int, int], None]

#: "Done" of a job that begins again from the start: it let somebody else write first.
AGAIN: Final = -1


def silent(done: int, total: int) -> None:
    """Tell nobody."""
