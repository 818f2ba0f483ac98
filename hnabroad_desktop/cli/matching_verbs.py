"""Verbs on texts that wait for a value of a catalogue: unmatched, match."""

from __future__ import annotations

import unicodedata
from argparse import Namespace

from hnabroad_desktop.actions import catalogues
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.cli import opened, tables
from hnabroad_desktop.cli.boundary import tell
from hnabroad_desktop.cli.grammar import Verb, place
from hnabroad_desktop.cli.objects import as_json
from hnabroad_desktop.cli.record_verbs import FILE, JSON


def tell_unmatched(asked: Namespace) -> None:
    """Tell every text that waits to be matched, with the number of places it stands in."""
    with opened.opened_to_read(asked.file) as file:
        found = catalogues.unmatched(file)
    if asked.json:
        tell(as_json([{"catalogue": of, "text": text, "uses": uses} for of, text, uses in found]))
    elif found:
        headings = (_("Catalogue"), _("Typed text"), _("Uses"))
        tell(tables.aligned(headings, [(of, text, show_number(n)) for of, text, n in found], cut=False))
    else:
        tell(_("No text waits to be matched."))


def match(asked: Namespace) -> None:
    """Put a code wherever a text waits for one. Raises AppError when it waits nowhere."""
    text = unicodedata.normalize("NFC", asked.text).strip()
    with opened.opened(asked.file) as file:
        count = catalogues.match(file, asked.catalogue, text, asked.code)
    if not count:
        raise AppError(
            _("“{text}” waits nowhere for a value of catalogue {catalogue}. Nothing was changed.").format(
                text=text, catalogue=asked.catalogue
            )
        )
    tell(_("Matched: “{text}” in {count} places.").format(text=text, count=show_number(count)))


VERBS = (
    Verb(
        "unmatched",
        N_("list the texts that wait to be matched with a catalogue"),
        tell_unmatched,
        (FILE, JSON),
    ),
    Verb(
        "match",
        N_("put a code of a catalogue wherever a text waits for one"),
        match,
        (
            FILE,
            place("CATALOGUE", N_("name of the catalogue, as “unmatched” tells it")),
            place("TEXT", N_("the text that waits")),
            place("CODE", N_("code of the value it means")),
        ),
    ),
)
