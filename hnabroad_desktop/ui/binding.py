"""Keeps Python alive under a fault of the Qt binding: before Python 3.12 it wears out ``None``."""

from __future__ import annotations

import ctypes
import sys

_ENOUGH = 1 << 40


def hold_constants() -> None:
    """Give ``None``, ``True`` and ``False`` more references than the binding can lose.

    PySide6 6.12.0 is built for the stable ABI of Python 3.12, where these
    objects are immortal and a method that returns one takes no reference. Under
    3.10 and 3.11 they are counted: every call of a Qt method without a result
    loses a reference to ``None``, and after some thousand calls the interpreter
    aborts ("deallocating None"). The reference count is the first word of an
    object in CPython.
    """
    if sys.version_info < (3, 12):
        for constant in (None, True, False, NotImplemented):
            ctypes.c_ssize_t.from_address(id(constant)).value += _ENOUGH
