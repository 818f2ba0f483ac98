"""The delivery note that goes with a package and is signed by both sides."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from hnabroad_desktop.actions.exchange.cards import Paper, family_of
from hnabroad_desktop.actions.printing import to_docx, to_pdf
from hnabroad_desktop.documents.profiles import profile_for
from hnabroad_desktop.exchange import cards, keys
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.package import Written
from hnabroad_desktop.store.datafile import DataFile


def delivery_note(file: DataFile, written: Written, content: Content, scope: Sequence[str] = ()) -> Paper:
    """Return the note of a package that was just written; ``scope`` names what was chosen, empty for all."""
    # Drawing papers is not needed before somebody asks for the note.
    from hnabroad_desktop.documents.exchange_papers import DeliveryFacts, build_delivery_note

    own = keys.own(file)
    counts = tuple((kind, count) for kind, count in content.counts.items() if count and kind[0] != "_")
    facts = DeliveryFacts(
        number=written.number,
        sender=own.name,
        receivers=tuple(dict.fromkeys(card.name for card in written.receivers)),
        scope=tuple(scope),
        packed=_when(content.packed_at),
        person=file.user,
        file=written.path.name,
        size=written.size,
        sha256=written.sha256,
        code=written.code,
        card=cards.card_of(own).fingerprint,
        counts=counts,
        practice=bool(file.practice),
    )
    document = build_delivery_note(facts, profile_for(family_of(file), file.today().isoformat()))
    stem = re.sub(r"[^A-Za-z0-9.-]+", "-", f"Phieu-giao-nhan-{written.path.stem}").strip("-")
    return Paper(to_pdf(document), to_docx(document), document.text(), document.title, stem)


def _when(iso: str) -> str:
    try:
        return f"{dt.datetime.fromisoformat(iso):%H:%M ngày %d/%m/%Y}"
    except ValueError:
        return ""
