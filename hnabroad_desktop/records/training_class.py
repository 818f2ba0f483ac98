"""Classes sent abroad: the form of a class and its delegation, from plan to settlement."""

from __future__ import annotations

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import Choice, Date, Money, Number, Reference, Text, YesNo
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records import class_rules, parts
from hnabroad_desktop.records import class_tables as tables
from hnabroad_desktop.records.schema import RecordType, Section

ORGANISERS = (
    ("city", N_("Organised by the city")),
    ("central", N_("Organised by the Centre")),
    ("partner", N_("Invited by a partner")),
)

GENERAL = Section(
    name="general",
    title=N_("General information"),
    fields=(
        Text(name="code", label=N_("Class code"), width=16),
        Text(name="name", label=N_("Name of the class"), needed="S", lines=2, width=48),
        Text(name="name_en", label=N_("English name"), lines=2, width=48),
        parts.state_field(class_rules.STATES),
        Text(name="state_reason", label=N_("Reason and document of the state"), lines=2),
        Choice(name="organiser", label=N_("Organised by"), options=ORGANISERS),
        Reference(
            name="plan_line",
            label=N_("Plan line"),
            kinds=("plan_line",),
            hint=N_("needed for classes of the city"),
        ),
        Reference(
            name="incoming_document",
            label=N_("Incoming document"),
            kinds=("incoming_document",),
            hint=N_("for classes of the Centre or a partner"),
        ),
        Choice(name="course_kind", label=N_("Kind of course"), catalogue="course_kind", free=True),
        Choice(name="field", label=N_("Field of training"), catalogue="field", free=True, width=40),
        Text(name="target_group", label=N_("Target group"), lines=2),
    ),
)

BODIES = Section(
    name="bodies",
    title=N_("Bodies and institutions"),
    fields=(
        Reference(name="lead_body", label=N_("Leading body"), kinds=("unit",)),
        Text(name="cooperating_bodies", label=N_("Cooperating bodies"), lines=2),
        Reference(name="institution", label=N_("Institution at home"), kinds=("institution",)),
        Reference(name="host", label=N_("Host abroad"), kinds=("partner",)),
        Reference(name="agreement", label=N_("Agreement or offer"), kinds=("agreement", "offer")),
        Text(name="contract_number", label=N_("Number of the contract"), group="contract", width=18),
        Date(name="contract_date", label=N_("Date of the contract"), group="contract"),
        Text(name="contract_party", label=N_("Contract with"), group="contract"),
        Money(name="contract_value", label=N_("Contract value"), group="contract"),
        YesNo(name="contract_has_form", label=N_("Contract names the form"), group="contract_content"),
        YesNo(name="contract_has_time", label=N_("Contract names the time"), group="contract_content"),
        YesNo(name="contract_has_content", label=N_("Contract names the content"), group="contract_content"),
        YesNo(
            name="contract_has_programme", label=N_("Contract names the programme"), group="contract_content"
        ),
        YesNo(name="contract_has_budget", label=N_("Contract names the cost"), group="contract_content"),
        YesNo(
            name="contract_has_conditions",
            label=N_("Contract names living and study conditions"),
            group="contract_content",
        ),
    ),
)

PROGRAMME = Section(
    name="programme",
    title=N_("Programme of the course"),
    fields=(
        Reference(name="programme", label=N_("Programme"), kinds=("programme",)),
        Text(name="aims", label=N_("Aims"), lines=3),
        Text(name="modules", label=N_("Modules in short"), lines=3),
        Choice(name="language", label=N_("Language of teaching"), catalogue="language", free=True),
        YesNo(name="interpreter", label=N_("With an interpreter")),
        Text(name="programme_built_by", label=N_("Building body")),
        Text(name="programme_approved_by", label=N_("Approving body")),
    ),
)

TIME = Section(
    name="time",
    title=N_("Time and place"),
    fields=(
        Date(name="departure_date", label=N_("Date of departure"), needed="D", group="journey"),
        Date(name="return_date", label=N_("Date of return"), needed="D", group="journey"),
        Number(name="days", label=N_("Days"), least=1, needed="D", width=5, group="journey"),
        YesNo(name="travel_days_included", label=N_("Travel days included"), needed="D", group="journey"),
        tables.LEGS,
    ),
)

QUOTA = Section(
    name="quota",
    title=N_("Places and money"),
    fields=(
        Number(name="places", label=N_("Number of places"), least=1, needed="D", width=5),
        Choice(name="quota_source", label=N_("Source of places"), catalogue="quota_source"),
        Text(name="over_quota_document", label=N_("Document that allows more people")),
        tables.ALLOCATIONS,
        tables.MONEY,
        Text(
            name="estimate_number",
            label=N_("Approved estimate, number"),
            needed="D",
            group="estimate",
            width=18,
        ),
        Date(name="estimate_date", label=N_("Approved estimate, date"), needed="D", group="estimate"),
        Text(name="estimate_body", label=N_("Approved estimate, by"), group="estimate"),
    ),
)

CONDITIONS = Section(
    name="conditions",
    title=N_("Standards and conditions"),
    short=N_("Conditions to be met"),
    fields=(
        Text(name="rule_set", label=N_("Set of standards and conditions")),
        Date(name="cut_off_date", label=N_("Day the conditions are measured")),
        Date(name="dossier_deadline", label=N_("Deadline for dossiers")),
        Date(name="partner_deadline", label=N_("Deadline for the partner")),
        Text(name="requirements", label=N_("Further requirements"), lines=2),
    ),
)

AFTER = Section(
    name="after",
    title=N_("After the course"),
    fields=(
        tables.RESULTS,
        Date(name="delegation_report_date", label=N_("Report of the delegation"), group="delegation_report"),
        Text(name="delegation_report_number", label=N_("Number of the report"), group="delegation_report"),
        Text(name="delegation_report_waiver", label=N_("Report exempted because")),
        Date(name="settlement_date", label=N_("Settled on")),
        Number(
            name="feedback_mean",
            label=N_("Mean of the trainees' feedback"),
            decimals=2,
            least=0,
            most=5,
            width=5,
            group="feedback",
        ),
        Number(name="feedback_count", label=N_("Feedback sheets"), least=0, width=5, group="feedback"),
        tables.ACTIVITIES,
        tables.PROPOSALS,
        tables.FOLLOW_UPS,
        tables.INCIDENTS,
        Text(name="evaluation", label=N_("Evaluation of the class"), lines=4),
        parts.attachments(),
    ),
)

CLASS = RecordType(
    code="class",
    lookups=(("plan_line",),),
    label=N_("Class"),
    label_plural=N_("Classes"),
    area="classes",
    sections=(
        GENERAL,
        BODIES,
        PROGRAMME,
        TIME,
        QUOTA,
        CONDITIONS,
        Section(
            name="duties",
            title=N_("Five duties before the delegation leaves"),
            short=N_("Five duties"),
            fields=(
                tables.DUTY_ROWS,
                Text(name="ready_reason", label=N_("Reason for leaving without a duty"), lines=2),
            ),
        ),
        Section(name="roster", title=N_("List of people"), fields=(tables.ROSTER,)),
        Section(name="documents", title=N_("Documents"), fields=(tables.DOCUMENTS,)),
        AFTER,
    ),
    title=lambda record: record.text("name"),
    subtitle=lambda record: record.text("code"),
    columns=(
        "code",
        "name",
        "state",
        "country",
        "departure_date",
        "return_date",
        "people",
        "places",
        "duties_done",
        "lead_body",
    ),
    search=("code", "name", "name_en"),
    sort=lambda record: (
        f"{record.text('departure_date') or '9999'} {vietnamese.sort_key('', record.text('name'))}"
    ),
    code_field="code",
    states=class_rules.STATES,
    derived=(
        Number(name="people", label=N_("People on the list")),
        Number(name="reserves", label=N_("Reserves")),
        Number(name="duties_done", label=N_("Duties done")),
        Money(name="estimate_total", label=N_("Estimate, all sources")),
        Money(name="settlement_total", label=N_("Settlement, all sources")),
        Reference(name="country", label=N_("Country"), kinds=("country",)),
    ),
    derive=class_rules.derive,
    settle=class_rules.settle,
    check=class_rules.check,
    empty_hint=N_("No class yet. Press Add to begin."),
)
