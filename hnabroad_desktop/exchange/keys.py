"""The keys of the unit that keeps a file: one signs what it sends, one opens what is sent to it.

They are made when they are first needed and never leave the encrypted file.
A renewed pair signs from then on; earlier ones stay to open what is under way.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import x25519

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.exchange.fingerprints import fingerprint
from hnabroad_desktop.store.datafile import DataFile

_HANDOVER = b"hsk-handover-v1\0"


@dataclass(frozen=True)
class Pair:
    """A signing key and the identity that opens packages; ``handover`` is signed by the pair before it.

    ``former`` is the fingerprint of that earlier pair, "" for the first one.
    """

    made: str
    sign: bytes = field(repr=False)
    box: str = field(repr=False)
    former: str = ""
    handover: bytes = b""

    @cached_property
    def sign_public(self) -> bytes:
        """The public half of the signing key, 32 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.sign).public_key().public_bytes_raw()

    @cached_property
    def box_public(self) -> str:
        """Where packages for this pair are sealed to, as age writes it."""
        return str(self.identity.to_public())

    @cached_property
    def identity(self) -> Any:
        """What opens packages."""
        return x25519.Identity.from_str(self.box)

    @cached_property
    def fingerprint(self) -> str:
        """The 30 digits of the public halves."""
        return fingerprint(self.sign_public, self.box_public)

    def signature(self, message: bytes) -> bytes:
        """Return the 64 bytes that prove this pair wrote ``message``."""
        return Ed25519PrivateKey.from_private_bytes(self.sign).sign(message)


@dataclass(frozen=True)
class Keys:
    """A unit as it signs: who it is, and its pairs, the newest last."""

    unit: str
    code: str
    name: str
    pairs: tuple[Pair, ...]
    practice: bool = False

    @property
    def newest(self) -> Pair:
        """The pair that signs."""
        return self.pairs[-1]

    @property
    def identities(self) -> list[Any]:
        """What opens packages for any pair of the unit."""
        return [pair.identity for pair in reversed(self.pairs)]

    def owner(self, digits: str) -> Pair | None:
        """Return the pair with this fingerprint, None when it is not one of ours."""
        return next((pair for pair in self.pairs if pair.fingerprint == digits), None)


def signed_by(sign_public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether ``signature`` on ``message`` was made with the key whose public half is given."""
    try:
        Ed25519PublicKey.from_public_bytes(sign_public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def handover_words(former: str, sign_public: bytes, box_public: str) -> bytes:
    """Return what the earlier key of a unit signs to name the pair that follows it."""
    return _HANDOVER + former.encode() + sign_public + box_public.encode()


def new_pair(made: str, before: Pair | None = None) -> Pair:
    """Return a new pair of random keys, named by the one ``before`` it."""
    identity = x25519.Identity.generate()
    pair = Pair(made, Ed25519PrivateKey.generate().private_bytes_raw(), str(identity))
    if before is None:
        return pair
    words = handover_words(before.fingerprint, pair.sign_public, pair.box_public)
    return Pair(made, pair.sign, pair.box, before.fingerprint, before.signature(words))


def own(file: DataFile) -> Keys:
    """Return the keys of the unit that keeps ``file``; they are made the first time they are asked for.

    Raises AppError when the file names no unit, and when it is open to view and has no keys yet.
    """
    return keys_of(file) or _with(file, _unit_of(file), new_pair(dt.date.today().isoformat()))


def keys_of(file: DataFile) -> Keys | None:
    """Return the keys of the unit that keeps ``file``, None before they are made. Raises AppError."""
    pairs = _pairs(file)
    return Keys(*_unit_of(file), pairs, file.practice) if pairs else None


def renew(file: DataFile) -> Keys:
    """Give the unit a new pair, named by its present one. Raises AppError; then nothing changed."""
    present = own(file)
    return _with(file, _unit_of(file), new_pair(dt.date.today().isoformat(), present.newest))


def _with(file: DataFile, unit: tuple[str, str, str], pair: Pair) -> Keys:
    with file.local() as db:
        db.execute(
            "INSERT INTO own_key (made, sign, box, former, handover) VALUES (?, ?, ?, ?, ?)",
            (pair.made, pair.sign, pair.box, pair.former, pair.handover),
        )
    return Keys(*unit, _pairs(file), file.practice)


def _pairs(file: DataFile) -> tuple[Pair, ...]:
    return tuple(Pair(*row) for row in kept(file, "own_key", "made, sign, box, former, handover", "n"))


def kept(file: DataFile, table: str, columns: str, order: str) -> list[tuple[Any, ...]]:
    """Return the rows of a table of keys and cards; none in a file of an older version, open to view."""
    with file.reading() as connection:
        known = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).first()
        if known is None:
            return []
        found = connection.exec_driver_sql(f"SELECT {columns} FROM {table} ORDER BY {order}").all()
    return [tuple(row) for row in found]


def _unit_of(file: DataFile) -> tuple[str, str, str]:
    unit = file.get("unit", file.unit_id) if file.unit_id else None
    if unit is None:
        raise AppError(
            _(
                "The file does not say which unit keeps it, so it cannot exchange data. Nothing was changed. "
                "Use the data file that was made for the unit."
            )
        )
    return unit.id, unit.text("code"), unit.text("name")
