"""The delivery note that goes with a package and is signed by both sides."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from hnabroad_desktop.actions.exchange.cards import Paper, family_of
from hnabroad_desktop.actions.printing import to_docx, to_pdf
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.documents.profiles import profile_for
from hnabroad_desktop.exchange import cards, keys
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.fingerprints import code_of
from hnabroad_desktop.exchange.package import Written
from hnabroad_desktop.store import books
from hnabroad_desktop.store.datafile import DataFile


def delivery_note(file: DataFile, written: Written, content: Content, scope: Sequence[str] = ()) -> Paper:
    """Return the note of a package that was just written; ``scope`` names what was chosen, empty for all."""
    return _note(
        file,
        number=written.number,
        receivers=tuple(dict.fromkeys(card.name for card in written.receivers)),
        scope=tuple(scope),
        packed=content.packed_at,
        person=file.user,
        name=written.path.name,
        size=written.size,
        sha256=written.sha256,
        card=cards.card_of(keys.own(file)).fingerprint,
        counts=content.counts,
    )


def note_again(file: DataFile, package_id: str) -> Paper:
    """Return the note of a package in the book once more. Raises AppError where it cannot be made."""
    with file.raw() as db:
        sent = next((p for p in books.packages_out(db) if p.id == package_id), None)
    if sent is None or not sent.sha256:
        raise AppError(
            _("The book does not say what the note of this package has to say. Nothing was changed.")
        )
    names = file.titles(list(sent.receivers))
    return _note(
        file,
        number=sent.number,
        receivers=tuple(names.get(unit, unit) for unit in sent.receivers),
        scope=sent.scopes,
        packed=sent.at,
        person=sent.user,
        name=sent.file_name,
        size=sent.size,
        sha256=sent.sha256,
        card=sent.card,
        counts=sent.counts,
    )


def _note(
    file: DataFile,
    *,
    number: int,
    receivers: tuple[str, ...],
    scope: tuple[str, ...],
    packed: str,
    person: str,
    name: str,
    size: int,
    sha256: str,
    card: str,
    counts: Mapping[str, int],
) -> Paper:
    # Drawing papers is not needed before somebody asks for the note.
    from hnabroad_desktop.documents.exchange_papers import DeliveryFacts, build_delivery_note

    facts = DeliveryFacts(
        number=number,
        sender=keys.own(file).name,
        receivers=receivers,
        scope=scope,
        packed=_when(packed),
        person=person,
        file=name,
        size=size,
        sha256=sha256,
        code=code_of(sha256),
        card=card,
        counts=tuple((kind, count) for kind, count in counts.items() if count and kind[0] != "_"),
        practice=bool(file.practice),
    )
    document = build_delivery_note(facts, profile_for(family_of(file), file.today().isoformat()))
    stem = re.sub(r"[^A-Za-z0-9.-]+", "-", f"Phieu-giao-nhan-{Path(name).stem}").strip("-")
    return Paper(to_pdf(document), to_docx(document), document.text(), document.title, stem)


def _when(iso: str) -> str:
    try:
        return f"{dt.datetime.fromisoformat(iso):%H:%M ngày %d/%m/%Y}"
    except ValueError:
        return ""
