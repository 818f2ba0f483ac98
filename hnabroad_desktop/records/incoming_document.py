"""Incoming documents: submissions, letters and notices that decisions cite or that decide by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Number, Reference, Text
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section

ROLES = (
    ("proposal", N_("Proposal of a unit")),
    ("policy", N_("Opinion on policy")),
    ("quota", N_("Notice of places")),
    ("decision", N_("Decision of another body")),
    ("offer", N_("Notice of an offer")),
    ("estimate", N_("Approved estimate")),
    ("report", N_("Report received")),
    ("other", N_("Other document")),
)

SECRECY = (
    ("normal", N_("Not secret")),
    ("secret", N_("Secret")),
    ("very_secret", N_("Very secret")),
    ("top_secret", N_("Top secret")),
)

URGENCY = (
    ("normal", N_("Not urgent")),
    ("urgent", N_("Urgent")),
    ("very_urgent", N_("Very urgent")),
    ("express", N_("Express")),
)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find documents received before they were written, entered twice, or too secret for this program."""
    if parts.after(record.values, "date", "received_date"):
        yield Problem("received_date", _("The document would have been received before it was written."))
    if record["secrecy"] not in {None, "normal"}:
        yield Problem(
            "secrecy",
            _("Keep only number and date here; a secret document is not stored in this program."),
            "warning",
        )
    if record["number"]:
        for twin in context.find("incoming_document", number=record["number"], date=record["date"]):
            if twin.id != record.id and twin["sender"] == record["sender"]:
                yield Problem("number", _("This document has been entered already."), "warning")


def _title(record: Record) -> str:
    return f"{record.text('number')} {dates.show(record.text('date'))} {record.text('summary')}".strip()


INCOMING_DOCUMENT = RecordType(
    code="incoming_document",
    lookups=(("class",),),
    label=N_("Incoming document"),
    label_plural=N_("Incoming documents"),
    area="documents",
    sections=(
        Section(
            name="document",
            title=N_("Document"),
            fields=(
                Choice(
                    name="document_type",
                    label=N_("Type of document"),
                    catalogue="document_type",
                    free=True,
                    needed="S",
                ),
                Text(name="number", label=N_("Number and symbol"), group="document", width=20),
                Date(name="date", label=N_("Date of the document"), group="document"),
                Text(name="sender", label=N_("Sending body"), needed="S", group="document", width=36),
                Reference(name="sender_unit", label=N_("Sending unit"), kinds=("unit",)),
                Text(name="summary", label=N_("Summary"), needed="S", lines=2, width=48),
                Text(name="signed_by", label=N_("Signed by")),
                Choice(name="role", label=N_("Serves as"), options=ROLES),
                Choice(name="secrecy", label=N_("Secrecy"), options=SECRECY),
                Choice(name="urgency", label=N_("Urgency"), options=URGENCY),
            ),
        ),
        Section(
            name="handling",
            title=N_("Handling"),
            fields=(
                Date(name="received_date", label=N_("Received on"), group="received"),
                Number(
                    name="received_number", label=N_("Number in the book"), least=1, width=6, group="received"
                ),
                Date(name="deadline", label=N_("Deadline of the document")),
                Reference(name="class", label=N_("Class"), kinds=("class",)),
                Reference(name="partner", label=N_("Foreign partner"), kinds=("partner",)),
                Text(name="note", label=N_("Note"), lines=2),
                parts.attachments(),
            ),
        ),
    ),
    title=_title,
    subtitle=lambda record: record.text("sender"),
    columns=("number", "date", "sender", "document_type", "summary", "role", "received_date", "deadline"),
    search=("number", "summary", "sender"),
    sort=lambda record: record.text("date"),
    check=check,
)
