"""Plans of a year and their lines: courses, people, money by source and places by source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Money, Number, Reference, Rows, Stored, Text
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Row, Section, State

STATES = (
    State(code="draft", label=N_("Draft plan"), then=("submitted",)),
    State(code="submitted", label=N_("Plan submitted"), then=("approved", "draft")),
    State(code="approved", label=N_("Plan approved"), then=("amended", "closed")),
    State(code="amended", label=N_("Plan amended"), then=("closed",)),
    State(code="closed", label=N_("Plan summed up"), then=()),
)

QUARTERS = (
    ("q1", N_("Quarter I")),
    ("q2", N_("Quarter II")),
    ("q3", N_("Quarter III")),
    ("q4", N_("Quarter IV")),
    ("year", N_("The whole year")),
)

GROUNDS_KINDS = (
    ("need", N_("Need")),
    ("agreement", N_("Agreement, offer")),
    ("lesson", N_("Result of the earlier phase")),
    ("quota", N_("Places notified")),
    ("other", N_("Other grounds")),
)

#: Columns of the printed plan that sum the sources of money.
_PRINTED_SOURCE = {
    "city_budget": "money_city",
    "central_budget": "money_central",
    "foreign_sponsor": "money_partner",
}

DESTINATIONS = Rows(
    name="destinations",
    label=N_("Countries and institutions in view"),
    help=N_("One line for each country with the institution in view."),
    fields=(
        Reference(name="country", label=N_("Country"), kinds=("country",), needed="S"),
        Reference(name="partner", label=N_("Host abroad"), kinds=("partner",)),
        Reference(name="institution", label=N_("Training institution"), kinds=("institution",)),
        Text(name="note", label=N_("Note")),
    ),
    row_label=N_("destination"),
)

MONEY = Rows(
    name="money",
    label=N_("Money by source"),
    help=N_("One line for each source: money from two sources takes two lines."),
    fields=(
        Choice(
            name="source", label=N_("Source of money"), catalogue="money_source", needed="S", group="money"
        ),
        Number(
            name="share", label=N_("Share in per cent"), decimals=2, least=0, most=100, width=6, group="money"
        ),
        Money(name="amount", label=N_("Amount"), group="money", width=16),
        Text(name="note", label=N_("Note")),
    ),
    order=("-amount",),
    row_label=N_("source"),
)

GROUNDS = Rows(
    name="grounds",
    label=N_("Grounds of the proposal"),
    help=N_("What the line rests on: a need, an agreement, a lesson of the phase before."),
    fields=(
        Choice(name="kind", label=N_("Kind of grounds"), options=GROUNDS_KINDS, needed="S", group="grounds"),
        Reference(
            name="record",
            label=N_("Record cited"),
            kinds=("agreement", "offer", "lesson", "incoming_document"),
            group="grounds",
        ),
        Text(name="text", label=N_("In words"), lines=2),
    ),
    order=("kind",),
    row_label=N_("ground"),
)

AMENDMENTS = Rows(
    name="amendments",
    label=N_("Versions of the plan"),
    fields=(
        Number(name="version", label=N_("Version"), least=1, needed="S", width=4),
        *parts.paper(),
        Text(name="content", label=N_("What changed"), lines=3, needed="S"),
    ),
    order=("version",),
    row_label=N_("version"),
)

STAGES = Rows(
    name="stages",
    label=N_("Course of the plan"),
    fields=(
        Choice(name="stage", label=N_("Stage"), options=tuple((s.code, s.label) for s in STATES), needed="S"),
        Date(name="date", label=N_("Date of the stage"), needed="S"),
        *parts.paper(),
        Text(name="note", label=N_("Note")),
    ),
    order=("date",),
    row_label=N_("stage"),
)


def settle_plan(before: Record | None, record: Record) -> Record:
    """Begin as a draft."""
    return parts.first_state(STATES, record)


def check_plan(record: Record, context: Context) -> Iterator[Problem]:
    """Find illegal moves, an approval without its document, and a year planned twice by one body."""
    yield from parts.move_problems(STATES, record, context)
    if record["state"] in {"approved", "amended", "closed"} and not (record["number"] and record["date"]):
        yield Problem("number", _("An approved plan has a number and a date."))
    if record["year"]:
        for twin in context.find("plan", year=record["year"], lead_body=record["lead_body"]):
            if twin.id != record.id:
                yield Problem("year", _("This body has a plan of this year already."), "warning")


def settle_line(before: Record | None, record: Record) -> Record:
    """Work out amounts from shares and the total from amounts, where they are not given."""
    record = parts.whole(before, record)
    rows, total = record.table("money"), record["total"]
    shares = [_hundredths(row) for row in rows]
    if (
        isinstance(total, int)
        and rows
        and all(row["amount"] is None for row in rows)
        and sum(shares) == 10_000
    ):
        return record.with_table("money", _shared_out(rows, shares, total))
    amounts = [row["amount"] for row in rows if isinstance(row["amount"], int)]
    if total is None and rows and len(amounts) == len(rows):
        return record.with_values(total=sum(amounts))
    return record


def check_line(record: Record, context: Context) -> Iterator[Problem]:
    """Find money that does not add up and what an approved plan still needs (features.md F2)."""
    rows, total = record.table("money"), record["total"]
    shares = [_hundredths(row) for row in rows]
    if any(shares) and sum(shares) != 10_000:
        yield Problem(
            "money", _("The shares of the sources make {sum} %, not 100 %.").format(sum=_percent(sum(shares)))
        )
    amounts = [row["amount"] for row in rows if isinstance(row["amount"], int)]
    if amounts and isinstance(total, int) and sum(amounts) != total:
        yield Problem(
            "money",
            _("The sources make {sum} đồng, the total is {total} đồng. Correct one of them.").format(
                sum=show_number(sum(amounts)), total=show_number(total)
            ),
        )
    codes = [row["source"] for row in rows]
    if len(set(codes)) != len(codes):
        yield Problem("money", _("A source stands twice; put its money into one row."), "warning")
    yield from _approval_problems(record, context)
    yield from _central_problems(record)


def derive_line(record: Record) -> dict[str, Stored]:
    """Return the money columns of the printed plan and the money for one person."""
    sums = {"money_city": 0, "money_central": 0, "money_partner": 0, "money_other": 0}
    for row in record.table("money"):
        if isinstance(row["amount"], int):
            sums[_PRINTED_SOURCE.get(str(row["source"]), "money_other")] += row["amount"]
    total, people = record["total"], record["people"]
    each = round(total / people) if isinstance(total, int) and isinstance(people, int) and people else None
    return {**sums, "money_each": each}


def _hundredths(row: Row) -> int:
    return round(float(str(row["share"] or 0)) * 100)


def _percent(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}" if rest else str(whole)


def _shared_out(rows: tuple[Row, ...], shares: list[int], total: int) -> list[Row]:
    # The last source takes what rounding leaves, so that the rows always make the total.
    amounts = [total * share // 10_000 for share in shares]
    amounts[-1] += total - sum(amounts)
    return [
        replace(row, values=MappingProxyType({**row.values, "amount": amount}))
        for row, amount in zip(rows, amounts, strict=True)
    ]


def _approval_problems(record: Record, context: Context) -> Iterator[Problem]:
    plan = context.get("plan", record.text("plan")) if record["plan"] else None
    if plan is None or plan["state"] not in {"submitted", "approved", "amended"}:
        return
    for name in ("target_group", "classes", "quarter", "total"):
        if record[name] is None:
            yield Problem(
                name,
                _("“{label}” is needed before the plan is approved.").format(
                    label=_(PLAN_LINE.by_name[name].label)
                ),
                "warning",
            )
    if record["total"] and not record.table("money"):
        yield Problem("money", _("Say which sources the money comes from."), "warning")


def _central_problems(record: Record) -> Iterator[Problem]:
    received, filled, lapsed = (
        record[name] for name in ("central_received", "central_filled", "central_lapsed")
    )
    if isinstance(received, int):
        used = sum(n for n in (filled, lapsed) if isinstance(n, int))
        if used > received:
            yield Problem(
                "central_received", _("More central places are filled and lapsed than were received.")
            )
    if lapsed and not record["central_reason"]:
        yield Problem("central_reason", _("Give the reason why places lapsed."), "warning")


PLAN = RecordType(
    code="plan",
    label=N_("Plan of a year"),
    label_plural=N_("Plans"),
    area="plans",
    sections=(
        Section(
            name="plan",
            title=N_("Plan of a year"),
            fields=(
                Text(name="code", label=N_("Plan code"), width=14),
                Number(name="year", label=N_("Year"), least=2000, most=2100, needed="S", width=6),
                Text(name="name", label=N_("Name of the plan"), needed="S", lines=2, width=48),
                Reference(name="scheme", label=N_("Scheme"), kinds=("scheme",)),
                Reference(name="phase", label=N_("Phase"), kinds=("phase",)),
                Reference(name="lead_body", label=N_("Leading body"), kinds=("unit",)),
                parts.state_field(STATES),
                Text(name="number", label=N_("Number and symbol"), group="document", width=20),
                Date(name="date", label=N_("Date of the act"), group="document"),
                Text(name="issuer", label=N_("Issuing body"), group="document"),
                Text(name="summary", label=N_("Summary"), lines=2),
                Money(name="budget", label=N_("Budget assigned")),
                STAGES,
                AMENDMENTS,
                Text(name="review", label=N_("Review of the year"), lines=4),
                Text(name="note", label=N_("Note"), lines=2),
                parts.attachments(),
            ),
        ),
    ),
    title=lambda record: record.text("name"),
    subtitle=lambda record: record.text("number"),
    columns=("name", "year", "phase", "state", "number", "date", "budget"),
    search=("name", "number", "code"),
    sort=lambda record: f"{record.text('year')} {record.text('name')}",
    code_field="code",
    states=STATES,
    settle=settle_plan,
    check=check_plan,
    empty_hint=N_("No plan yet. Press Add to begin."),
)

PLAN_LINE = RecordType(
    code="plan_line",
    lookups=(("plan",),),
    label=N_("Plan line"),
    label_plural=N_("Plan lines"),
    area="plans",
    sections=(
        Section(
            name="line",
            title=N_("Plan line"),
            fields=(
                Reference(
                    name="plan",
                    label=N_("Plan of a year"),
                    help=N_("The plan of the year this line stands in."),
                    kinds=("plan",),
                    needed="S",
                ),
                Number(
                    name="number",
                    label=N_("Number in the plan"),
                    help=N_("The place of the line in the printed plan."),
                    least=1,
                    width=4,
                ),
                Text(name="code", label=N_("Line code"), help=N_("For example KH2026-03."), width=14),
                Text(
                    name="content",
                    label=N_("Content of the course"),
                    help=N_("The subject of the course as it is to stand in the plan."),
                    needed="S",
                    lines=2,
                    width=44,
                ),
                Choice(
                    name="field",
                    label=N_("Field of training"),
                    help=N_("One of the fields of the scheme."),
                    catalogue="field",
                    free=True,
                    width=40,
                    needed="S",
                ),
                Text(
                    name="target_group",
                    label=N_("Target group"),
                    help=N_("Who may be nominated, for example lãnh đạo cấp phòng các sở, ngành."),
                    lines=2,
                ),
                Choice(
                    name="course_kind",
                    label=N_("Kind of course"),
                    help=N_("By length and purpose: short, medium, language, postgraduate, study tour."),
                    catalogue="course_kind",
                    free=True,
                    needed="S",
                ),
                Number(
                    name="classes",
                    label=N_("Number of classes"),
                    help=N_("How many classes of this content are held in the year."),
                    least=0,
                    width=4,
                    group="size",
                ),
                Number(
                    name="people",
                    label=N_("Number of trainees"),
                    help=N_("All classes together."),
                    least=0,
                    needed="S",
                    width=5,
                    group="size",
                ),
                DESTINATIONS,
                Number(
                    name="days",
                    label=N_("Length in days"),
                    help=N_("Length of one class, for example 12."),
                    least=1,
                    width=5,
                ),
                Choice(
                    name="quarter",
                    label=N_("Time (quarter)"),
                    help=N_("For example quý II."),
                    options=QUARTERS,
                ),
                Money(
                    name="total",
                    label=N_("Estimated cost, total"),
                    help=N_("In đồng; the sources below must add up to it."),
                    group="money",
                    width=16,
                ),
                MONEY,
                Reference(
                    name="lead_body",
                    label=N_("Leading body"),
                    help=N_("The body that runs the course."),
                    kinds=("unit",),
                    needed="S",
                ),
                Text(
                    name="cooperating_bodies",
                    label=N_("Cooperating bodies"),
                    help=N_("Separated by semicolons."),
                    lines=2,
                ),
                GROUNDS,
                Text(
                    name="note", label=N_("Note"), help=N_("Printed in the last column of the plan."), lines=2
                ),
            ),
        ),
        Section(
            name="places",
            title=N_("Places"),
            fields=(
                Choice(
                    name="quota_source",
                    label=N_("Source of places"),
                    help=N_("Who gives the places; the money is entered apart."),
                    catalogue="quota_source",
                ),
                Number(
                    name="central_received",
                    label=N_("Central places received"),
                    help=N_("Places the Centre gave the city for this content."),
                    least=0,
                    width=5,
                    group="central",
                ),
                Number(
                    name="central_filled",
                    label=N_("Central places filled"),
                    help=N_("Of these, how many people were sent."),
                    least=0,
                    width=5,
                    group="central",
                ),
                Number(
                    name="central_lapsed",
                    label=N_("Central places lapsed"),
                    help=N_("Of these, how many were not used."),
                    least=0,
                    width=5,
                    group="central",
                ),
                Text(
                    name="central_reason",
                    label=N_("Reason for lapsed places"),
                    help=N_("Why places lapsed."),
                    group="central",
                ),
            ),
        ),
    ),
    title=lambda record: record.text("content"),
    subtitle=lambda record: record.text("code"),
    columns=(
        "number",
        "content",
        "field",
        "course_kind",
        "classes",
        "people",
        "quarter",
        "total",
        "lead_body",
        "plan",
    ),
    search=("content", "code", "target_group"),
    sort=lambda record: f"{record.text('plan')} {record.text('number'):>4}",
    code_field="code",
    derived=(
        Money(name="money_city", label=N_("of which city budget")),
        Money(name="money_central", label=N_("of which central budget")),
        Money(name="money_partner", label=N_("of which partner")),
        Money(name="money_other", label=N_("of which other sources")),
        Money(name="money_each", label=N_("Cost of one person")),
    ),
    derive=derive_line,
    settle=settle_line,
    check=check_line,
)
