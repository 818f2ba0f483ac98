"""How a long job tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

#: Called with what is done and what there is in all; it may raise Cancelled.
Report = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Tell nobody."""
