"""The delivery note that goes with a package and is signed by both sides."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from hnabroad_desktop.actions.exchange import sending
from hnabroad_desktop.actions.exchange.cards import Paper, family_of
from hnabroad_desktop.actions.printing import to_docx, to_pdf
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.documents.profiles import profile_for
from hnabroad_desktop.exchange import cards, keys
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.keys import Keys
from hnabroad_desktop.exchange.package import Written
from hnabroad_desktop.store.datafile import DataFile

if TYPE_CHECKING:
    from hnabroad_desktop.documents.exchange_papers import DeliveryFacts


def delivery_note(file: DataFile, written: Written, content: Content, scope: Sequence[str] = ()) -> Paper:
    """Return the note of a package that was just written; ``scope`` names what was chosen, empty for all."""
    # Drawing papers is not needed before somebody asks for the note.
    from hnabroad_desktop.documents.exchange_papers import DeliveryFacts

    return _paper(
        file,
        DeliveryFacts(
            number=written.number,
            sender=keys.own(file).name,
            receivers=tuple(dict.fromkeys(card.name for card in written.receivers)),
            scope=tuple(scope),
            packed=_when(content.packed_at),
            person=file.user,
            file=written.path.name,
            size=written.size,
            sha256=written.sha256,
            code=written.code,
            card=cards.card_of(keys.own(file)).fingerprint,
            counts=_counts(content.counts),
            practice=bool(file.practice),
        ),
    )


def note_again(file: DataFile, package_id: str) -> Paper:
    """Return the note of a package sent earlier, from the books. Raises AppError when there is none."""
    # As above.
    from hnabroad_desktop.documents.exchange_papers import DeliveryFacts

    found = next((p for p in sending.packages(file) if (p.id, p.direction) == (package_id, "out")), None)
    if found is None:
        raise AppError(
            _("This package was not sent from this file, so there is no delivery note. Nothing was changed.")
        )
    return _paper(
        file,
        DeliveryFacts(
            number=found.number,
            sender=keys.own(file).name,
            receivers=found.names,
            scope=found.scopes,
            packed=_when(found.at),
            person=found.user,
            file=found.file,
            size=found.size,
            sha256=found.sha256,
            code=found.code,
            card=_signed_with(keys.own(file), found.at),
            counts=_counts(found.counts),
            practice=bool(file.practice),
        ),
    )


def _signed_with(own: Keys, at: str) -> str:
    # Told on paper only; the package itself carries its signature.
    made = [pair for pair in own.pairs if pair.made <= at[:10]] or own.pairs[:1]
    return made[-1].fingerprint


def _paper(file: DataFile, facts: DeliveryFacts) -> Paper:
    # As above.
    from hnabroad_desktop.documents.exchange_papers import build_delivery_note

    document = build_delivery_note(facts, profile_for(family_of(file), file.today().isoformat()))
    stem = re.sub(r"[^A-Za-z0-9.-]+", "-", f"Phieu-giao-nhan-{PurePath(facts.file).stem}").strip("-")
    return Paper(to_pdf(document), to_docx(document), document.text(), document.title, stem)


def _counts(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((kind, count) for kind, count in counts.items() if count and not kind.startswith("_"))


def _when(iso: str) -> str:
    try:
        return f"{dt.datetime.fromisoformat(iso):%H:%M ngày %d/%m/%Y}"
    except ValueError:
        return ""
