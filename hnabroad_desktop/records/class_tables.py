"""The tables inside a class: legs, duties, roster, allocations, money and what came of it."""

from __future__ import annotations

from hnabroad_desktop.base.fields import Choice, Date, Money, Number, Reference, Rows, Text, YesNo
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records import parts

DUTIES = (
    ("plan", N_("Plan")),
    ("programme", N_("Programme of the course")),
    ("contract", N_("Contract")),
    ("decision", N_("Decision on the delegation and its head")),
    ("briefing", N_("Briefing")),
)

ROLES = (
    ("head", N_("Head of the delegation")),
    ("deputy", N_("Deputy head")),
    ("trainee", N_("Trainee")),
    ("secretary", N_("Secretary of the delegation")),
)

ROSTER_STATUSES = (
    ("listed", N_("On the list")),
    ("reserve", N_("Reserve")),
    ("withdrawn", N_("Taken off the list")),
    ("replaced", N_("Replaced")),
    ("postponed", N_("Put off")),
)

LEGS = Rows(
    name="legs",
    label=N_("Legs"),
    help=N_("One line for each place: country, city, from – to."),
    needed="D",
    fields=(
        Reference(name="country", label=N_("Country"), kinds=("country",), needed="S", group="place"),
        Text(name="city", label=N_("City abroad"), group="place"),
        Date(name="from_date", label=N_("From"), group="period"),
        Date(name="to_date", label=N_("To"), group="period"),
        Reference(name="host", label=N_("Host abroad"), kinds=("partner",)),
        Text(name="content", label=N_("Content")),
    ),
    order=("from_date",),
    row_label=N_("leg"),
)

DUTY_ROWS = Rows(
    name="duties",
    label=N_("Five duties before the delegation leaves"),
    help=N_("Circular 01/2018/TT-BNV, organising a course abroad."),
    fields=(
        Number(name="number", label=N_("Place in the list"), least=1, most=5, width=3),
        Choice(name="duty", label=N_("Duty"), options=DUTIES, needed="S"),
        Date(name="date", label=N_("Done on"), group="done"),
        Text(name="document", label=N_("Document of the duty"), group="done"),
        Text(name="person", label=N_("Person in charge")),
        Date(name="due_date", label=N_("Due on")),
        Text(name="note", label=N_("Note")),
    ),
    order=("number",),
    row_label=N_("duty"),
)

ROSTER = Rows(
    name="roster",
    label=N_("Roster"),
    help=N_("Head, deputy, trainees, secretary and reserves; the class screen orders and replaces."),
    needed="D",
    fields=(
        Number(name="order", label=N_("Place in the list"), least=1, width=4),
        Reference(name="cadre", label=N_("Cadre"), kinds=("cadre",), needed="S"),
        Choice(name="role", label=N_("Task in the delegation"), options=ROLES, needed="S"),
        Choice(
            name="status",
            label=N_("Standing on the list"),
            options=ROSTER_STATUSES,
            needed="S",
            group="status",
        ),
        Number(name="reserve_order", label=N_("Reserve number"), least=1, width=4),
        Date(name="status_date", label=N_("Since"), group="status"),
        Text(name="status_reason", label=N_("Reason"), group="status"),
        Reference(name="replaced_by", label=N_("Replaced by"), kinds=("cadre",), group="status"),
        Date(name="post_as_of", label=N_("Post as of"), group="post_shown"),
        Text(
            name="post_shown",
            label=N_("Post and unit as shown"),
            group="post_shown",
            hint=N_("empty: from the career"),
        ),
        Reference(name="nomination", label=N_("Nomination"), kinds=("nomination",)),
        Choice(name="quota_source", label=N_("Source of places"), catalogue="quota_source"),
        Text(name="note", label=N_("Note")),
    ),
    order=("order",),
    row_label=N_("person"),
)

ALLOCATIONS = Rows(
    name="allocations",
    label=N_("Places given to units"),
    help=N_("One line for each unit with its places."),
    fields=(
        Reference(name="unit", label=N_("Unit"), kinds=("unit",), needed="S"),
        Number(name="places", label=N_("Places allotted"), least=0, needed="S", width=5),
        Number(name="returned", label=N_("Places given back"), least=0, width=5),
        Text(name="note", label=N_("Note")),
    ),
    row_label=N_("allocation"),
)

MONEY = Rows(
    name="money",
    label=N_("Money by source"),
    help=N_("One line for each source: money from two sources takes two lines."),
    needed="D",
    fields=(
        Choice(name="source", label=N_("Source of money"), catalogue="money_source", needed="S"),
        Money(
            name="per_person",
            label=N_("Estimate for one person"),
            width=16,
            help=N_("Times the people on the list; empty: the estimate is one sum."),
        ),
        Money(name="estimate", label=N_("Estimate"), width=16),
        Money(name="contract", label=N_("Contract value"), width=16),
        Money(name="advance", label=N_("Advance"), width=16),
        Money(name="settlement", label=N_("Settlement"), width=16),
        Text(name="note", label=N_("Note")),
    ),
    order=("-estimate",),
    row_label=N_("source"),
)

RESULTS = Rows(
    name="results",
    label=N_("Results of each person"),
    help=N_("One line a person after the return: result, certificate, report, passport handed in."),
    fields=(
        Reference(name="cadre", label=N_("Cadre"), kinds=("cadre",), needed="S"),
        Number(
            name="score",
            label=N_("Test or essay score"),
            decimals=1,
            least=0,
            most=10,
            width=5,
            group="result",
        ),
        YesNo(name="certified", label=N_("Certificate given"), group="result"),
        Text(name="certificate_number", label=N_("Certificate number"), group="result"),
        Date(name="passport_returned", label=N_("Passport handed in")),
        Date(name="report_date", label=N_("Personal report")),
        Date(name="party_report_date", label=N_("Party report")),
        Text(name="waiver", label=N_("Exempted because")),
        Text(name="remark", label=N_("Remark")),
    ),
    row_label=N_("result"),
)

ACTIVITIES = Rows(
    name="activities",
    label=N_("Meetings, signings, invitations"),
    help=N_("Whom the delegation met, what was signed, who was invited."),
    fields=(
        Date(name="date", label=N_("Date of the activity"), needed="S"),
        Reference(name="partner", label=N_("Foreign partner"), kinds=("partner",)),
        Text(name="partner_text", label=N_("Other partner")),
        Text(name="content", label=N_("Content"), needed="S", lines=2, width=36),
        Text(name="outcome", label=N_("Outcome"), lines=2),
        Reference(name="agreement", label=N_("Agreement"), kinds=("agreement",)),
    ),
    order=("date",),
    row_label=N_("activity"),
)

PROPOSALS = Rows(
    name="proposals",
    label=N_("Proposals after the course"),
    help=N_("Each proposal of a trainee and whether it was applied."),
    fields=(
        Reference(name="cadre", label=N_("Cadre"), kinds=("cadre",), needed="S"),
        Text(name="proposal", label=N_("Proposal"), needed="S", lines=2, width=36),
        Choice(
            name="adopted",
            label=N_("Adopted"),
            options=(
                ("open", N_("Being considered")),
                ("adopted", N_("Has been adopted")),
                ("rejected", N_("Not adopted")),
            ),
            group="adopted",
        ),
        Text(name="adopted_by", label=N_("Adopted by"), group="adopted"),
        Text(name="document", label=N_("Document of the proposal"), group="adopted"),
    ),
    row_label=N_("proposal"),
)

FOLLOW_UPS = Rows(
    name="follow_ups",
    label=N_("One, two and three years after"),
    help=N_("Post, planning and tasks of a person one, two and three years after."),
    fields=(
        Reference(name="cadre", label=N_("Cadre"), kinds=("cadre",), needed="S"),
        Number(name="years", label=N_("Years after"), least=1, most=3, needed="S", width=4),
        Date(name="date", label=N_("Asked on")),
        Text(name="post", label=N_("Post then")),
        Text(name="planning", label=N_("Planning then")),
        Text(name="tasks", label=N_("Tasks given"), lines=2),
        Text(name="use", label=N_("Use of what was learnt"), lines=2),
    ),
    order=("cadre", "years"),
    row_label=N_("follow-up"),
)

INCIDENTS = Rows(
    name="incidents",
    label=N_("Incidents"),
    help=N_("What happened on the way: day, what, how it was dealt with."),
    fields=(
        Date(name="date", label=N_("Date of the incident"), needed="S"),
        Reference(name="cadre", label=N_("Cadre"), kinds=("cadre",)),
        Text(name="content", label=N_("Content"), needed="S", lines=2),
        Text(name="action", label=N_("What was done"), lines=2),
    ),
    order=("date",),
    row_label=N_("incident"),
)

DOCUMENTS = Rows(
    name="documents",
    label=N_("Documents"),
    help=N_("The papers of the class with number and date."),
    fields=(
        Text(name="title", label=N_("Title of the document"), needed="S"),
        Reference(name="record", label=N_("Document in this file"), kinds=("decision", "incoming_document")),
        *parts.paper(),
    ),
    order=("document_date",),
    row_label=N_("document"),
)
