"""Verbs on cards of units: write the own one, confirm that of another unit by its digits."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from hnabroad_desktop.actions.exchange import cards
from hnabroad_desktop.actions.exchange.cards import UnitCard
from hnabroad_desktop.actions.exchange.writing import write_file
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.cli import opened
from hnabroad_desktop.cli.boundary import tell
from hnabroad_desktop.cli.grammar import Verb, option, place
from hnabroad_desktop.cli.objects import as_json
from hnabroad_desktop.cli.record_verbs import FILE, JSON


def write_card(asked: Namespace) -> None:
    """Write the card of the unit that keeps a file, and on request the sheet to sign."""
    with opened.opened(asked.file) as file:
        card = cards.own_card(file)
        written = cards.save_own_card(file, asked.out)
        sheet = write_file(asked.sheet, cards.sheet(file).pdf) if asked.sheet is not None else None
    if asked.json:
        tell(as_json({**_object(card), "file": str(written), "sheet": str(sheet) if sheet else None}))
        return
    tell(_("Card: {path}").format(path=written))
    if sheet is not None:
        tell(_("Sheet to sign: {path}").format(path=sheet))
    tell(_("Digits of the card: {digits}").format(digits=cards.grouped(card.fingerprint)))


def trust_card(asked: Namespace) -> None:
    """Confirm the card of another unit by the digits of its signed sheet."""
    with opened.opened(asked.file) as file:
        card = cards.trust_file(file, asked.card, asked.digits)
    if asked.json:
        tell(as_json({**_object(card), "status": card.status}))
        return
    tell(_("Confirmed: {unit}, {digits}").format(unit=card.name, digits=cards.grouped(card.fingerprint)))


def _object(card: UnitCard) -> dict[str, Any]:
    return {"unit": card.unit, "name": card.name, "fingerprint": card.fingerprint, "made": card.made}


VERBS = (
    Verb(
        "card",
        N_("write the card of the unit, for the units it exchanges data with"),
        write_card,
        (
            FILE,
            place("OUT", N_("the card file to write, or a folder"), type=Path),
            option("--sheet", N_("also write the sheet to sign, as PDF"), metavar="PDF", type=Path),
            JSON,
        ),
    ),
    Verb(
        "trust",
        N_("confirm the card of another unit by the digits of its signed sheet"),
        trust_card,
        (
            FILE,
            place("CARD", N_("the card file of the other unit"), type=Path),
            option(
                "--digits",
                N_("the last 10 digits of the sheet, or all 30"),
                metavar="N",
                required=True,
            ),
            JSON,
        ),
    ),
)
