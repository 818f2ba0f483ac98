"""Holds the cyclic garbage collector back while many small values without cycles are made."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


@contextmanager
def held() -> Iterator[None]:
    """Hold collections back meanwhile.

    A hundred thousand cells or lines, none of which can be part of a cycle, would set
    off full collections again and again, which took up to a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def paused(work: Callable[_P, _T]) -> Callable[_P, _T]:
    """Return ``work`` run without collections in between, see ``held``."""

    @wraps(work)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        with held():
            return work(*args, **kwargs)

    return run
