"""Countries people are sent to: names, what they are strong in, and when nobody may be sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hnabroad_desktop.base import dates, vietnamese
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Number, Rows, Text, YesNo
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Row, Section

STRENGTHS = Rows(
    name="strengths",
    label=N_("Strengths by field"),
    fields=(
        Choice(
            name="field",
            label=N_("Field of training"),
            catalogue="field",
            free=True,
            needed="S",
            group="strength",
        ),
        Number(name="strength", label=N_("Strength"), least=0, most=3, needed="S", group="strength", width=4),
        Text(name="reason", label=N_("Reason"), lines=2),
        Text(name="source", label=N_("Source")),
        Date(name="date", label=N_("Assessed on")),
        Text(name="author", label=N_("Assessed by")),
    ),
    order=("field",),
    row_label=N_("strength"),
)

SENDING_LIMITS = Rows(
    name="sending_limits",
    label=N_("Sending suspended"),
    fields=(
        Date(name="from_date", label=N_("From"), group="limit", needed="S"),
        Date(name="to_date", label=N_("To"), group="limit"),
        *parts.paper(),
        Text(name="reason", label=N_("Reason"), lines=2),
    ),
    order=("-from_date",),
    row_label=N_("suspension"),
)


def limits_between(country: Record, first: dt.date, last: dt.date) -> list[Row]:
    """Return the suspensions that touch the days from ``first`` to ``last`` (features.md E5)."""
    return [row for row in country.table("sending_limits") if _touches(row, first, last)]


def _touches(row: Row, first: dt.date, last: dt.date) -> bool:
    begin, end = row["from_date"], row["to_date"]
    begun = not begin or dates.earliest(str(begin)) <= last
    return begun and (not end or dates.latest(str(end)) >= first)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find a code used twice and periods the wrong way round."""
    yield from parts.row_problems(record, SENDING_LIMITS)
    for twin in context.find("country", code=record["code"]) if record["code"] else ():
        if twin.id != record.id:
            yield Problem(
                "code",
                _("Code {code} belongs to {country} already.").format(
                    code=record["code"], country=twin.text("name_vi")
                ),
            )


COUNTRY = RecordType(
    code="country",
    label=N_("Country"),
    label_plural=N_("Countries"),
    area="institutions",
    sections=(
        Section(
            name="names",
            title=N_("Names"),
            fields=(
                Text(name="code", label=N_("Country code"), needed="S", width=4),
                Text(name="name_vi", label=N_("Vietnamese name"), needed="S", width=28),
                Text(name="name_en", label=N_("English name"), width=28),
                Text(name="other_spellings", label=N_("Other spellings")),
                YesNo(name="retired", label=N_("No longer used")),
                Text(name="source", label=N_("Source")),
                parts.example(),
            ),
        ),
        Section(name="strengths", title=N_("Strengths of the country"), fields=(STRENGTHS, SENDING_LIMITS)),
        Section(
            name="travel",
            title=N_("Travel"),
            fields=(
                Text(name="cost_group", label=N_("Group of cost norms"), width=8),
                Text(name="currency", label=N_("Currency"), width=6),
                Number(name="visa_days", label=N_("Days for a visa"), least=0, width=5),
                Text(name="time_zone", label=N_("Time zone"), width=10),
                Text(name="plug", label=N_("Plugs")),
                Text(name="climate", label=N_("Climate and season"), lines=2),
                Text(name="embassy", label=N_("Embassy of Vietnam"), lines=2),
                Text(name="note", label=N_("Note"), lines=2),
            ),
        ),
    ),
    title=lambda record: record.text("name_vi"),
    subtitle=lambda record: record.text("code"),
    columns=("name_vi", "name_en", "code", "cost_group", "visa_days"),
    search=("name_vi", "name_en", "code", "other_spellings"),
    sort=lambda record: vietnamese.sort_key("", record.text("name_vi")),
    sorted_by="name_vi",
    code_field="code",
    check=check,
)
