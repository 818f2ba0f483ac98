"""The cards of other units in a data file: received, confirmed by their digits, replaced, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.exchange import cards, keys
from hnabroad_desktop.exchange.cards import Card, CardRefused, Revocation
from hnabroad_desktop.exchange.fingerprints import agree
from hnabroad_desktop.store.datafile import DataFile

#: Says whether the first unit may withdraw the cards of the second.
MayRevoke = Callable[[str, str], bool]


class Status(Enum):
    """How far a card is believed."""

    PENDING = "pending"
    VERIFIED = "verified"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Partner:
    """A card with what was decided about it: when it came, when it was settled, by whom, why.

    ``replaced_by`` is the fingerprint of the confirmed card after it: what the
    unit signed before stays good, and packages to it are sealed to the new one.
    """

    card: Card
    status: Status
    added: str
    settled: str = ""
    settled_by: str = ""
    reason: str = ""
    replaced_by: str = ""


@dataclass(frozen=True)
class Partners:
    """All cards of a file, and the withdrawals it knows, also of cards it never had."""

    known: tuple[Partner, ...] = ()
    revocations: tuple[Revocation, ...] = ()

    def with_key(self, fingerprint: str) -> Partner | None:
        """Return the partner with this fingerprint, or None."""
        return next((p for p in self.known if p.card.fingerprint == fingerprint), None)

    def revoked(self, fingerprint: str) -> bool:
        """Say whether a card is withdrawn, whether or not it is here."""
        found = self.with_key(fingerprint)
        withdrawn = any(r.fingerprint == fingerprint for r in self.revocations)
        return withdrawn or (found is not None and found.status is Status.REVOKED)

    def receiving(self, unit: str) -> tuple[Card, ...]:
        """Return the confirmed cards of a unit that packages to it are sealed to."""
        return tuple(
            p.card
            for p in self.known
            if p.card.unit == unit and p.status is Status.VERIFIED and not p.replaced_by
        )


def partners(file: DataFile) -> Partners:
    """Return the cards and withdrawals a file holds, cards by the name of their unit, replaced ones last."""
    columns = "card, status, added, settled, settled_by, reason, replaced_by"
    known = [
        Partner(cards.from_stored(card), Status(status), *rest)
        for card, status, *rest in keys.kept(file, "unit_card", columns, "added, fingerprint")
    ]
    statements = keys.kept(file, "revocation", "statement", "fingerprint")
    return Partners(
        tuple(sorted(known, key=lambda p: (p.card.name, bool(p.replaced_by), p.card.fingerprint))),
        tuple(cards.decode_revocation(raw) for (raw,) in statements),
    )


def add(file: DataFile, card: Card) -> Partner:
    """Keep a card that waits for its digits; a known one stays as it is. Raises CardRefused for our own."""
    if keys.own(file).owner(card.fingerprint) is not None:
        raise CardRefused(
            _(
                "This is the card of the unit that keeps this file. Nothing was changed. "
                "Choose the card of another unit."
            )
        )
    held = partners(file)
    found = held.with_key(card.fingerprint)
    if found is not None:
        return found
    status = Status.REVOKED if held.revoked(card.fingerprint) else Status.PENDING
    partner = Partner(card, status, _now())
    with file.local() as db:
        _keep(db, partner)
    return partner


def trust(file: DataFile, card: Card, digits: str) -> Partner:
    """Believe a card whose digits somebody typed from its signed sheet; it replaces the one it follows.

    Raises CardRefused when the digits are not its own, or it was withdrawn; AppError when they are not
    10 or 30 digits. Then the card is kept as it was.
    """
    held = partners(file)
    if held.revoked(card.fingerprint):
        raise CardRefused(
            _(
                "The card of {unit} was withdrawn and cannot be confirmed. Nothing was changed. "
                "Ask the unit for its new card."
            ).format(unit=card.name)
        )
    if not agree(digits, card.fingerprint):
        raise CardRefused(
            _(
                "The digits are not those of this card, so it was not confirmed. Nothing else was changed. "
                "Compare with the signed sheet once more; if they still differ, the card is not the unit's: "
                "call the unit by a number you know."
            )
        )
    found = held.with_key(card.fingerprint)
    if found is None:
        found = add(file, card)
    if found.status is Status.VERIFIED:
        return found
    settled = replace(found, status=Status.VERIFIED, settled=_now(), settled_by=file.user)
    with file.local() as db:
        _keep(db, settled)
        for before in held.known:
            if before.card.unit == card.unit and card.follows(before.card):
                _keep(db, replace(before, replaced_by=card.fingerprint))
    return settled


def withdraw(file: DataFile, fingerprint: str, reason: str) -> Partner:
    """Withdraw a card, with a signed statement that travels in later packages.

    Raises AppError without a reason, and for a card that is not here.
    """
    held = partners(file)
    found = held.with_key(fingerprint)
    if found is None:
        raise AppError(_("There is no such card in this file. Nothing was changed."))
    _need_reason(reason)
    if found.status is Status.REVOKED:
        return found
    return _take(file, [cards.revoke(keys.own(file), found.card, reason.strip(), _today())], held)[0]


def renew_own(file: DataFile, *, lost: str = "") -> None:
    """Give the unit new keys; ``lost`` is the reason to withdraw the present ones, "" to let them retire.

    Raises AppError; then nothing changed.
    """
    present = keys.own(file)
    card = cards.card_of(present)
    keys.renew(file)
    if lost.strip():
        statement = cards.revoke(present, card, lost.strip(), _today())
        with file.local() as db:
            _keep_statement(db, statement)


def take_revocations(file: DataFile, sent: Iterable[Revocation], may: MayRevoke) -> tuple[Partner, ...]:
    """Withdraw the cards that statements of a package name and return those that were here.

    A statement counts when the card itself signed it, or a believed card whose unit ``may`` withdraw
    those of the other; any other is left aside. Nothing is asked: a card can be confirmed again by a
    new one only.
    """
    held = partners(file)
    fresh = [s for s in sent if not held.revoked(s.fingerprint) and _counts(s, held, may)]
    return _take(file, fresh, held) if fresh else ()


def _counts(statement: Revocation, held: Partners, may: MayRevoke) -> bool:
    signer = held.with_key(statement.by)
    if signer is None or not keys.signed_by(signer.card.sign, statement.signature, statement.words):
        return False
    named = held.with_key(statement.fingerprint)
    if named is not None and named.card.unit != statement.unit:
        return False
    if statement.by == statement.fingerprint:
        return True
    return signer.status is Status.VERIFIED and (
        signer.card.unit == statement.unit or may(signer.card.unit, statement.unit)
    )


def _take(file: DataFile, statements: list[Revocation], held: Partners) -> tuple[Partner, ...]:
    taken = []
    with file.local() as db:
        for statement in statements:
            _keep_statement(db, statement)
            found = held.with_key(statement.fingerprint)
            if found is not None:
                signer = held.with_key(statement.by)
                by = file.user if signer is None else signer.card.name
                taken.append(
                    replace(
                        found, status=Status.REVOKED, settled=_now(), settled_by=by, reason=statement.reason
                    )
                )
                _keep(db, taken[-1])
    return tuple(taken)


def _keep(db: Any, partner: Partner) -> None:
    db.execute(
        "INSERT OR REPLACE INTO unit_card VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            partner.card.fingerprint,
            cards.stored(partner.card),
            partner.status.value,
            partner.added,
            partner.settled,
            partner.settled_by,
            partner.reason,
            partner.replaced_by,
        ),
    )


def _keep_statement(db: Any, statement: Revocation) -> None:
    db.execute("INSERT OR IGNORE INTO revocation VALUES (?, ?)", (statement.fingerprint, statement.encode()))


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise AppError(_("Give the reason. Nothing was changed."))


def _now() -> str:
    return dt.datetime.now().isoformat(timespec="seconds")


def _today() -> str:
    return dt.date.today().isoformat()
