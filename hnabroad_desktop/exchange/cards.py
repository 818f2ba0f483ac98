"""The card of a unit: its name with the public halves of its keys, as a small file a partner is given.

Whoever made the file held the keys, for it is signed with them; that the keys
belong to the unit is only known once the digits of its signed sheet were typed.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson
from pyrage import RecipientError, x25519

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.exchange.fingerprints import fingerprint
from hnabroad_desktop.exchange.keys import Keys, handover_words, signed_by

SUFFIX = ".hsk"
MAGIC = "HN Abroad unit card"
FORMAT = 1

#: A card is under a kilobyte; more than this is something else.
_LARGEST = 64 * 1024
_LONGEST_NAME = 500

_SIGNED = b"hsk-card-v1\0"
_WITHDRAWN = b"hsk-revocation-v1\0"


class CardRefused(AppError):
    """A file that is no card of a unit, or no longer the one that was made."""


@dataclass(frozen=True)
class Card:
    """Who a unit is and how it signs and receives; ``former`` and ``handover`` as in ``keys.Pair``."""

    unit: str
    code: str
    name: str
    sign: bytes
    box: str
    made: str
    former: str = ""
    handover: bytes = b""

    @cached_property
    def fingerprint(self) -> str:
        """The 30 digits that are compared with the signed sheet."""
        return fingerprint(self.sign, self.box)

    @cached_property
    def recipient(self) -> Any:
        """What a package for the unit is sealed to."""
        return x25519.Recipient.from_str(self.box)

    def follows(self, earlier: Card) -> bool:
        """Say whether the keys of ``earlier`` themselves name this card as the one after them."""
        words = handover_words(earlier.fingerprint, self.sign, self.box)
        return self.former == earlier.fingerprint and signed_by(earlier.sign, self.handover, words)


@dataclass(frozen=True)
class Revocation:
    """A signed statement that a card is not to be trusted any more; it travels in packages.

    ``by`` is the fingerprint of the signer: the card itself, or another one.
    """

    fingerprint: str
    unit: str
    by: str
    reason: str
    day: str
    signature: bytes

    @property
    def words(self) -> bytes:
        """What is signed."""
        told = [self.fingerprint, self.unit, self.by, self.reason, self.day]
        return _WITHDRAWN + orjson.dumps(told)

    def encode(self) -> bytes:
        """Return the statement as it is kept and sent."""
        told = [self.fingerprint, self.unit, self.by, self.reason, self.day]
        return orjson.dumps([*told, base64.b64encode(self.signature).decode()])


def decode_revocation(raw: bytes) -> Revocation:
    """Return the statement in ``raw``. Raises ValueError when it is not one."""
    told = orjson.loads(raw)
    if not isinstance(told, list) or len(told) != 6 or not all(isinstance(part, str) for part in told):
        raise ValueError("not a statement about a card")
    named, unit, by, reason, day, signature = told
    return Revocation(named, unit, by, reason, day, base64.b64decode(signature, validate=True))


def revoke(keys: Keys, card: Card, reason: str, day: str) -> Revocation:
    """Return the signed statement that ``card`` is not to be trusted; signed by itself where ``keys`` can."""
    signer = keys.owner(card.fingerprint) or keys.newest
    bare = Revocation(card.fingerprint, card.unit, signer.fingerprint, reason, day, b"")
    return Revocation(
        card.fingerprint, card.unit, signer.fingerprint, reason, day, signer.signature(bare.words)
    )


def card_of(keys: Keys) -> Card:
    """Return the card of the unit's newest keys."""
    pair = keys.newest
    return Card(
        keys.unit,
        keys.code,
        keys.name,
        pair.sign_public,
        pair.box_public,
        pair.made,
        pair.former,
        pair.handover,
    )


def encode(keys: Keys) -> bytes:
    """Return the card of the unit as the file that is handed on, signed with its newest keys."""
    card = card_of(keys)
    return _file(card, keys.newest.signature(_SIGNED + _body(card)))


def decode(raw: bytes, name: str) -> Card:
    """Return the card in a file called ``name``. Raises CardRefused."""
    try:
        told = orjson.loads(raw)
        if not isinstance(told, dict) or told.get("magic") != MAGIC:
            raise CardRefused(_not_a_card(name))
        if told.get("format") != FORMAT:
            raise CardRefused(
                _(
                    "Card {name} was made by a newer version of the program. Nothing was changed. "
                    "Update the program, then read the card again."
                ).format(name=name)
            )
        card = _card(told)
        signature = _hex(told["signature"], 64)
    except (ValueError, KeyError, TypeError, AttributeError, RecipientError) as error:
        raise CardRefused(_not_a_card(name)) from error
    if not signed_by(card.sign, signature, _SIGNED + _body(card)):
        raise CardRefused(
            _(
                "Card {name} was changed after it was made. Nothing was changed in the data. "
                "Ask the unit to make its card again."
            ).format(name=name)
        )
    return card


def read(path: Path) -> Card:
    """Return the card in the file at ``path``. Raises CardRefused."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise CardRefused(
            _("Card {name} cannot be read. Nothing was changed. Check the drive, then read it again.").format(
                name=path.name
            )
        ) from error
    if len(raw) > _LARGEST:
        raise CardRefused(_not_a_card(path.name))
    return decode(raw, path.name)


def _file(card: Card, signature: bytes) -> bytes:
    told = {"magic": MAGIC, "format": FORMAT, **_told(card), "fingerprint": card.fingerprint}
    told["signature"] = signature.hex()
    return orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n"


def _body(card: Card) -> bytes:
    return orjson.dumps(_told(card), option=orjson.OPT_SORT_KEYS)


def _told(card: Card) -> dict[str, Any]:
    return {
        "id": card.unit,
        "unit": card.code,
        "name": card.name,
        "sign": card.sign.hex(),
        "box": card.box,
        "made": card.made,
        "former": card.former,
        "handover": card.handover.hex(),
    }


def stored(card: Card) -> bytes:
    """Return a card, already proved, as it is kept in the data file."""
    return _body(card)


def from_stored(raw: bytes) -> Card:
    """Return a card that was kept by ``stored``."""
    return _card(orjson.loads(raw))


def code_for_scanners(card: Card) -> str:
    """Return what the QR code of the sheet says: unit and both public keys, as JSON."""
    return orjson.dumps({"hsk": FORMAT, "unit": card.code, "sign": card.sign.hex(), "box": card.box}).decode()


def _card(told: dict[str, Any]) -> Card:
    return Card(
        unit=_hex(told["id"], 16).hex(),
        code=_text(told["unit"]),
        name=_text(told["name"]),
        sign=_hex(told["sign"], 32),
        box=str(x25519.Recipient.from_str(_text(told["box"]))),
        made=_text(told["made"]),
        former=_text(told["former"]),
        handover=bytes.fromhex(told["handover"]),
    )


def _not_a_card(name: str) -> str:
    return _(
        "File {name} is not a unit card. Nothing was changed. Choose the file that ends with .hsk."
    ).format(name=name)


def _hex(value: Any, size: int) -> bytes:
    found = bytes.fromhex(value)
    if len(found) != size:
        raise ValueError("wrong length")
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_NAME:
        raise ValueError("not a short text")
    return value
