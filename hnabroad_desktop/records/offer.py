"""Offers of support: places or money a partner gives, with or without an agreement."""

from __future__ import annotations

from collections.abc import Iterator

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Money, Number, Reference, Text
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import agreement_tables, parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section, State

STATES = (
    State(
        code="received", label=N_("Notice received"), then=("considering", "accepted", "declined", "lapsed")
    ),
    State(
        code="considering", label=N_("Being considered"), then=("accepted", "declined", "lapsed", "received")
    ),
    State(code="accepted", label=N_("Accepted"), then=("used", "lapsed", "considering")),
    State(code="used", label=N_("Used"), then=("accepted",)),
    State(code="declined", label=N_("Declined"), then=("considering",)),
    State(code="lapsed", label=N_("Lapsed"), then=("considering",)),
)


def settle(before: Record | None, record: Record) -> Record:
    """Begin with the notice received."""
    return parts.first_state(STATES, record)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find illegal moves, dates out of order and offers still open after their deadline."""
    yield from parts.move_problems(STATES, record, context)
    if parts.after(record.values, "from_date", "to_date"):
        yield Problem("to_date", parts.end_before_begin())
    late = record["deadline"] and str(record["deadline"]) < context.today.isoformat()
    if late and record["state"] in {"received", "considering"}:
        yield Problem(
            "deadline",
            _("The deadline has passed; accept, decline or let the offer lapse."),
            "warning",
        )


OFFER = RecordType(
    code="offer",
    label=N_("Offer of support"),
    label_plural=N_("Offers of support"),
    area="partners",
    sections=(
        Section(
            name="offer",
            title=N_("Offer"),
            fields=(
                Text(name="code", label=N_("Offer code"), width=14),
                Text(name="name", label=N_("Name of the offer"), needed="S", lines=2, width=48),
                Reference(name="partner", label=N_("Foreign partner"), kinds=("partner",), needed="S"),
                Reference(
                    name="agreement",
                    label=N_("Under the agreement"),
                    kinds=("agreement",),
                    hint=N_("empty: without an agreement"),
                ),
                Reference(
                    name="incoming_document", label=N_("Notice of the offer"), kinds=("incoming_document",)
                ),
                Date(name="received_date", label=N_("Received on"), group="received"),
                Date(name="deadline", label=N_("Deadline for the answer")),
                parts.state_field(STATES),
                Text(name="state_note", label=N_("Reason or note"), lines=2),
            ),
        ),
        Section(
            name="course",
            title=N_("Course and places"),
            fields=(
                Choice(name="course_kind", label=N_("Kind of course"), catalogue="course_kind", free=True),
                Choice(name="field", label=N_("Field of training"), catalogue="field", free=True, width=40),
                Reference(name="country", label=N_("Country"), kinds=("country",)),
                Number(name="places", label=N_("Sponsored places"), least=0, width=5),
                Number(name="days", label=N_("Days"), least=1, width=5),
                Date(name="from_date", label=N_("From"), group="period"),
                Date(name="to_date", label=N_("To"), group="period"),
                *agreement_tables.payers(),
                Money(name="value", label=N_("Value in đồng"), group="value"),
                Text(name="value_text", label=N_("Value as stated"), group="value"),
                Text(name="conditions", label=N_("Conditions"), lines=3),
                Text(name="language_requirement", label=N_("Language requirement")),
                Reference(name="class", label=N_("Used for the class"), kinds=("class",)),
            ),
        ),
        Section(name="files", title=N_("Attachments"), fields=(parts.attachments(),)),
    ),
    title=lambda record: record.text("name"),
    subtitle=lambda record: record.text("code"),
    columns=("name", "partner", "country", "places", "state", "deadline"),
    search=("name", "code"),
    sort=lambda record: record.text("received_date"),
    code_field="code",
    states=STATES,
    settle=settle,
    check=check,
)
