"""Wording of printed documents that clerks edit: bases, articles, recipients, with merge fields and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Number, Reference, Text
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.decision import DOCUMENT_KINDS
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section

PROFILES = (
    ("state", N_("State (Decree 30/2020)")),
    ("party_36", N_("Party (HD 36)")),
    ("party_05", N_("Party (HD 05)")),
)

PARTS = (
    ("summary", N_("Summary of the document")),
    ("authority", N_("Heading line of the authority")),
    ("base", N_("Basis")),
    ("ruling", N_("Ruling line")),
    ("article", N_("Article")),
    ("recipient", N_("Recipient")),
    ("archive", N_("Archive line")),
    ("list_title", N_("Title of the list")),
    ("list_note", N_("Line under the title of the list")),
    ("list_closing", N_("Closing line of the list")),
    ("other", N_("Other text")),
)


def texts_on(
    texts: Iterable[Record], day: dt.date, document_kind: str, profile: str, part: str
) -> list[Record]:
    """Return the texts of one part of a document dated ``day``, in order."""
    found = [
        text
        for text in texts
        if not text.deleted
        and (text["document_kind"], text["profile"], text["part"]) == (document_kind, profile, part)
        and parts.valid_on(text, day)
    ]
    return sorted(found, key=lambda text: text["order"] if isinstance(text["order"], int) else 9999)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find validity the wrong way round."""
    return parts.validity_problems(record)


WORDING_TEXT = RecordType(
    code="wording_text",
    label=N_("Wording"),
    label_plural=N_("Wordings"),
    area="settings",
    sections=(
        Section(
            name="wording",
            title=N_("Wording"),
            fields=(
                Choice(
                    name="document_kind", label=N_("Kind of document"), options=DOCUMENT_KINDS, needed="S"
                ),
                Choice(name="profile", label=N_("Layout profile"), options=PROFILES, needed="S"),
                Choice(name="part", label=N_("Part of the document"), options=PARTS, needed="S"),
                Reference(name="body", label=N_("Issuing body"), kinds=("unit",)),
                Number(name="order", label=N_("Order"), least=0, width=6),
                Text(
                    name="text",
                    label=N_("Text"),
                    needed="S",
                    lines=6,
                    longest=8000,
                    help=N_("Merge fields stand in angle brackets: <số người>, <tên khóa>, <nước>."),
                ),
            ),
        ),
        Section(name="validity", title=N_("Validity"), fields=(*parts.validity(), parts.example())),
    ),
    title=lambda record: record.text("text")[:60],
    columns=("document_kind", "profile", "part", "order", "text", "valid_from", "valid_to"),
    search=("text",),
    sort=lambda record: " ".join(
        (
            record.text("document_kind"),
            record.text("profile"),
            record.text("part"),
            f"{record.text('order'):>4}",
        )
    ),
    check=check,
)
