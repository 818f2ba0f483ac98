"""The short forms people compare by telephone: 30 digits of a unit's keys, 8 characters of a file."""

from __future__ import annotations

import hashlib
import re

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _

#: Digits of a whole fingerprint, and how many of its last ones are enough to compare.
DIGITS, COMPARED = 30, 10

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def fingerprint(sign: bytes, box: str) -> str:
    """Return the 30 digits of a unit's two public keys: the first 104 bits of their SHA-256, modulo 10^30.

    ``sign`` is a raw Ed25519 key, ``box`` an age recipient that pyrage has accepted.
    """
    digest = hashlib.sha256(sign + _raw(box)).digest()
    return f"{int.from_bytes(digest[:13]) % 10**DIGITS:0{DIGITS}d}"


def grouped(digits: str) -> str:
    """Return digits in groups of five, as they are read aloud."""
    return " ".join(re.findall(".{5}", digits))


def agree(typed: str, digits: str) -> bool:
    """Say whether the digits a person typed are those of a key: all 30, or the last 10; spaces don't count.

    Raises AppError when neither 10 nor 30 digits were typed.
    """
    bare = re.sub(r"[\s.\-]", "", typed)
    if not bare.isascii() or not bare.isdigit() or len(bare) not in (COMPARED, DIGITS):
        raise AppError(
            _(
                "Type the {last} last digits of the sheet, or all {all}. The card was not confirmed. "
                "Read them from the signed sheet of the unit, not from this machine."
            ).format(last=COMPARED, all=DIGITS)
        )
    return digits.endswith(bare)


def code_of(sha256: str) -> str:
    """Return the 8 characters two people compare for one file: "7F3A-9C21"."""
    return f"{sha256[:4]}-{sha256[4:8]}".upper()


def _raw(recipient: str) -> bytes:
    # The last six characters are a check of the text; 52 characters of five bits hold 32 bytes.
    value = 0
    for character in recipient.removeprefix("age1")[:-6]:
        value = value << 5 | _BECH32.index(character)
    return (value >> 4).to_bytes(32)
