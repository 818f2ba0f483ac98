"""The tables inside an agreement: conditions, stages, delegations, activities, renewals and amendments."""

from __future__ import annotations

from hnabroad_desktop.base.fields import Choice, Date, Field, Money, Number, Reference, Rows, Text, YesNo
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import State

STATES = (
    State(
        code="proposed",
        label=N_("Proposed"),
        then=("policy_requested", "consulting", "negotiating", "not_pursued"),
    ),
    State(
        code="policy_requested",
        label=N_("Policy requested"),
        then=("consulting", "negotiating", "proposed", "not_pursued"),
    ),
    State(
        code="consulting",
        label=N_("Consulting the bodies concerned"),
        then=("negotiating", "submitted", "policy_requested", "not_pursued"),
    ),
    State(
        code="negotiating",
        label=N_("Negotiating, finishing the draft"),
        then=("submitted", "consulting", "policy_requested", "not_pursued"),
    ),
    State(
        code="submitted",
        label=N_("Submitted to the competent level"),
        then=("signed", "negotiating", "consulting", "not_pursued"),
    ),
    State(code="signed", label=N_("Signed"), then=("in_force", "submitted", "not_pursued")),
    State(
        code="in_force",
        label=N_("In force"),
        then=("suspended", "terminated", "expired", "signed"),
    ),
    State(code="expired", label=N_("Expired"), then=("in_force",)),
    State(code="suspended", label=N_("Suspended"), then=("in_force", "terminated", "expired")),
    State(code="terminated", label=N_("Terminated"), then=("in_force",)),
    State(code="not_pursued", label=N_("Not pursued"), then=("proposed",)),
)

STATE_OPTIONS = tuple((state.code, state.label) for state in STATES)

DIRECTIONS = (("out", N_("Outgoing")), ("in", N_("Incoming")))

PAYERS = (
    ("city", N_("The city")),
    ("partner", N_("The partner")),
    ("shared", N_("Both")),
    ("participant", N_("The participant")),
)

COSTS = (
    ("pays_tuition", N_("Tuition paid by")),
    ("pays_airfare", N_("Air fare paid by")),
    ("pays_lodging", N_("Lodging paid by")),
    ("pays_meals", N_("Meals paid by")),
    ("pays_transport", N_("Local travel paid by")),
    ("pays_insurance", N_("Insurance paid by")),
    ("pays_interpreter", N_("Interpreter paid by")),
)


def payers() -> tuple[Field, ...]:
    """Return one field a cost item that says who pays it."""
    return tuple(Choice(name=name, label=label, options=PAYERS, group="payers") for name, label in COSTS)


CONDITIONS = Rows(
    name="conditions",
    label=N_("Cooperation in training"),
    help=N_(
        "One line for each direction, field and span of years: 5 places a year from 2024 to 2026 is one line."
    ),
    fields=(
        Choice(name="direction", label=N_("Direction"), options=DIRECTIONS, needed="S"),
        Choice(name="field", label=N_("Field of training"), catalogue="field", free=True),
        Choice(name="course_kind", label=N_("Kind of course"), catalogue="course_kind", free=True),
        Number(
            name="year_from", label=N_("From year"), least=1990, most=2100, group="years", needed="S", width=6
        ),
        Number(name="year_to", label=N_("To year"), least=1990, most=2100, group="years", width=6),
        Number(name="places", label=N_("Places a year"), least=0, needed="S", width=5, group="places"),
        Number(name="days", label=N_("Days"), least=1, width=5, group="places"),
        *payers(),
        Text(name="language_requirement", label=N_("Language requirement")),
        Text(name="note", label=N_("Note")),
    ),
    order=("direction", "year_from", "field"),
    row_label=N_("line of cooperation"),
)

STAGES = Rows(
    name="stages",
    label=N_("Course of the agreement"),
    help=N_("One line for each step with its day; the newest gives the state."),
    fields=(
        Choice(name="stage", label=N_("Stage"), options=STATE_OPTIONS, needed="S", group="stage"),
        Date(name="date", label=N_("Date of the stage"), needed="S", group="stage"),
        *parts.paper(),
        Text(name="note", label=N_("Note"), lines=2),
        YesNo(name="went_back", label=N_("Going back")),
    ),
    order=("date",),
    row_label=N_("stage"),
)

DELEGATIONS = Rows(
    name="delegations",
    label=N_("Delegations out and in"),
    help=N_("Delegations out and in under this agreement; choose the class where it is one."),
    fields=(
        Choice(name="direction", label=N_("Direction"), options=DIRECTIONS, needed="S"),
        Date(name="from_date", label=N_("From"), group="period"),
        Date(name="to_date", label=N_("To"), group="period"),
        Text(name="purpose", label=N_("Purpose"), needed="S", width=36),
        Number(name="people", label=N_("Number of people"), least=1, width=5),
        Text(name="head", label=N_("Head of the delegation")),
        Reference(name="class", label=N_("Class"), kinds=("class",)),
        Money(name="value_received", label=N_("Value received")),
        *parts.paper(),
        Text(name="result", label=N_("Result"), lines=2),
    ),
    order=("-from_date",),
    row_label=N_("delegation"),
)

ACTIVITIES = Rows(
    name="activities",
    label=N_("Exchange and cooperation"),
    help=N_("Exchanges that are no delegation, for example an online seminar."),
    fields=(
        Date(name="date", label=N_("Date of the activity"), needed="S"),
        Text(name="content", label=N_("Content"), needed="S", width=40),
        Text(name="outcome", label=N_("Outcome"), lines=2),
        Money(name="value_received", label=N_("Value received")),
        *parts.paper(),
    ),
    order=("-date",),
    row_label=N_("activity"),
)

RENEWALS = Rows(
    name="renewals",
    label=N_("Renewals"),
    help=N_("One line for each renewal with the new day of expiry."),
    fields=(
        Date(name="date", label=N_("Date of the renewal"), needed="S", group="renewal"),
        Date(name="expiry_date", label=N_("New day of expiry"), needed="S", group="renewal"),
        YesNo(name="automatic", label=N_("Automatic")),
        *parts.paper(),
        Text(name="note", label=N_("Note")),
    ),
    order=("date",),
    row_label=N_("renewal"),
)

AMENDMENTS = Rows(
    name="amendments",
    label=N_("Amendments"),
    help=N_("One line for each amendment: version, day and what changed."),
    fields=(
        Number(name="version", label=N_("Version"), least=1, needed="S", width=4),
        Date(name="date", label=N_("Date of the version"), group="version"),
        Text(name="content", label=N_("What changed"), needed="S", lines=3),
        *parts.paper(),
    ),
    order=("version",),
    row_label=N_("amendment"),
)
