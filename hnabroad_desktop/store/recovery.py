"""The recovery key as it is printed, sealed and one day typed in again.

160 random bits as 32 symbols of Crockford's base 32 and his check symbol
(modulo 37), in groups of four: eight groups and the check symbol alone.
"""

from __future__ import annotations

import secrets

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_SYMBOLS = SYMBOLS + "*~$=U"
_BITS = 160
_LENGTH = _BITS // 5


def new() -> bytes:
    """Return the 20 random bytes of a new recovery key."""
    return secrets.token_bytes(_BITS // 8)


def show(key: bytes) -> str:
    """Return ``key`` as printed: "ABCD-EFGH-…-X"."""
    number = int.from_bytes(key, "big")
    symbols = "".join(SYMBOLS[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    groups = [symbols[start : start + 4] for start in range(0, _LENGTH, 4)]
    return "-".join([*groups, CHECK_SYMBOLS[number % 37]])


def parse(typed: str) -> bytes:
    """Return the key that was typed. Case, spaces, dots and dashes don't count; O is 0, I and L are 1.

    Raises ValueError when the length, a symbol or the check symbol is wrong.
    """
    text = "".join(c for c in typed.upper() if not c.isspace() and c not in "-.–—")
    text = text.replace("O", "0").replace("I", "1").replace("L", "1")
    if len(text) != _LENGTH + 1:
        raise ValueError("length")
    number = 0
    for symbol in text[:-1]:
        number = number << 5 | SYMBOLS.index(symbol)
    if CHECK_SYMBOLS.find(text[-1]) != number % 37:
        raise ValueError("check symbol")
    return number.to_bytes(_BITS // 8, "big")
