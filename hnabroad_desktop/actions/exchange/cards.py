"""Cards of units: hand on the own one, confirm those of others by their digits, withdraw and renew."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

from hnabroad_desktop.actions.exchange.writing import write_file
from hnabroad_desktop.actions.printing import to_docx, to_pdf
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import without_marks
from hnabroad_desktop.documents.profiles import Family, profile_for
from hnabroad_desktop.exchange import cards, keys, partners
from hnabroad_desktop.exchange.cards import SUFFIX, Card
from hnabroad_desktop.exchange.fingerprints import COMPARED, DIGITS, grouped
from hnabroad_desktop.exchange.package import Package
from hnabroad_desktop.exchange.partners import Partner, Status
from hnabroad_desktop.exchange.sharing import tree
from hnabroad_desktop.store.datafile import DataFile

__all__ = ["COMPARED", "DIGITS", "STATUSES", "SUFFIX", "grouped"]

#: What is said about each state of a card.
STATUSES = {
    "pending": N_("Waits for its digits"),
    "verified": N_("Confirmed"),
    "replaced": N_("Replaced by a new card"),
    "revoked": N_("Withdrawn"),
}


@dataclass(frozen=True)
class UnitCard:
    """A card as people see it.

    unit         code of the unit, and ``unit_id`` its id
    fingerprint  the 30 digits
    status       one of STATUSES, "" for the own card
    settled      when somebody confirmed or withdrew it (ISO), and ``settled_by`` who
    """

    unit_id: str
    unit: str
    name: str
    fingerprint: str
    made: str
    status: str = ""
    added: str = ""
    settled: str = ""
    settled_by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Paper:
    """A paper of the exchange as PDF and DOCX, its words, and a name for its files without marks."""

    pdf: bytes
    docx: bytes
    text: str
    title: str
    stem: str


def own_card(file: DataFile) -> UnitCard:
    """Return the card of the unit that keeps the file; keys are made if there are none. Raises AppError."""
    return _shown(cards.card_of(keys.own(file)))


def save_own_card(file: DataFile, path: Path) -> Path:
    """Write the card file; in a folder under its usual name. Return where it lies. Raises AppError."""
    own = keys.own(file)
    target = path / file_name(_shown(cards.card_of(own))) if path.is_dir() else path
    return write_file(target, cards.encode(own))


def file_name(card: UnitCard) -> str:
    """Return the usual name of a card file: "The-don-vi-SNV.hsk"."""
    return f"{_stem(card)}{SUFFIX}"


def sheet(file: DataFile) -> Paper:
    """Return the sheet that is signed and handed over with the card. Raises AppError."""
    import segno

    # Drawing papers and codes is not needed before somebody asks for the sheet.
    from hnabroad_desktop.documents.exchange_papers import UnitCardFacts, build_unit_card

    card = cards.card_of(keys.own(file))
    shown = _shown(card)
    picture = io.BytesIO()
    segno.make(cards.code_for_scanners(card), error="m", micro=False).save(
        picture, kind="png", scale=8, border=4
    )
    facts = UnitCardFacts(
        card.name,
        card.code,
        card.made,
        card.fingerprint,
        picture.getvalue(),
        file_name(shown),
        card.former,
        bool(file.practice),
    )
    document = build_unit_card(facts, profile_for(family_of(file), file.today().isoformat()))
    return Paper(to_pdf(document), to_docx(document), document.text(), document.title, _stem(shown))


def family_of(file: DataFile) -> Family:
    """Return the layout of the unit's own papers: organs of the Party and those of the State differ."""
    unit = file.get("unit", file.unit_id) if file.unit_id else None
    return "party" if unit is not None and unit["block"] == "party" else "state"


def partner_cards(file: DataFile) -> list[UnitCard]:
    """Return the cards of other units, by name."""
    return [_of(partner) for partner in partners.partners(file).known]


def add_card(file: DataFile, path: Path) -> UnitCard:
    """Take in a card file; it waits until its digits are typed. Raises AppError."""
    return _of(partners.add(file, cards.read(path)))


def trust(file: DataFile, fingerprint: str, digits: str) -> UnitCard:
    """Confirm a card by the digits somebody read from its signed sheet. Raises AppError."""
    found = partners.partners(file).with_key(fingerprint)
    if found is None:
        raise AppError(_("There is no such card in this file. Nothing was changed."))
    return _of(partners.trust(file, found.card, digits))


def trust_file(file: DataFile, path: Path, digits: str) -> UnitCard:
    """Take in a card file and confirm it by its digits, or leave everything as it was. Raises AppError."""
    return _of(partners.trust(file, cards.read(path), digits))


def revoke(file: DataFile, fingerprint: str, reason: str) -> UnitCard:
    """Withdraw a card; later packages tell the other units. Raises AppError without a reason."""
    return _of(partners.withdraw(file, fingerprint, reason))


def heed_withdrawals(file: DataFile, package: Package) -> list[UnitCard]:
    """Withdraw the cards that a package, once it was taken in, says are withdrawn; return those it hit.

    A unit withdraws its own cards and those of the units it stands above (``exchange.sharing``).
    """
    covers = tree(file, file.today()).covers
    return [_of(partner) for partner in partners.take_revocations(file, package.revocations, covers)]


def renew(file: DataFile, *, lost: str = "") -> UnitCard:
    """Give the unit new keys and return the new card; ``lost`` says why the present ones are withdrawn."""
    partners.renew_own(file, lost=lost)
    return own_card(file)


def _of(partner: Partner) -> UnitCard:
    replaced = partner.status is Status.VERIFIED and partner.replaced_by
    return _shown(partner.card, partner, "replaced" if replaced else partner.status.value)


def _shown(card: Card, partner: Partner | None = None, status: str = "") -> UnitCard:
    return UnitCard(
        unit_id=card.unit,
        unit=card.code,
        name=card.name,
        fingerprint=card.fingerprint,
        made=card.made,
        status=status,
        added=partner.added if partner else "",
        settled=partner.settled if partner else "",
        settled_by=partner.settled_by if partner else "",
        reason=partner.reason if partner else "",
    )


def _stem(card: UnitCard) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", without_marks(f"The-don-vi {card.unit or card.name}")).strip("-")
