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
        Text(
            name="code",
            label=N_("Class code"),
            help=N_("Year and number, for example LOP-2026-07."),
            width=16,
        ),
        Text(
            name="name",
            label=N_("Name of the class"),
            help=N_("Only the subject; decisions put “khóa bồi dưỡng” before it."),
            needed="S",
            lines=2,
            width=48,
        ),
        Text(
            name="name_en",
            label=N_("English name"),
            help=N_("For letters to the foreign side."),
            lines=2,
            width=48,
        ),
        parts.state_field(class_rules.STATES),
        Text(
            name="state_reason",
            label=N_("Reason and document of the state"),
            help=N_("Needed where the class is postponed or cancelled: reason, number, date."),
            lines=2,
        ),
        Choice(
            name="organiser",
            label=N_("Organised by"),
            help=N_(
                "What the Centre or a partner runs is decided there; the decision is an incoming document."
            ),
            options=ORGANISERS,
        ),
        Reference(
            name="plan_line",
            label=N_("Plan line"),
            help=N_("The line of the approved plan; press F4 to search."),
            kinds=("plan_line",),
            hint=N_("needed for classes of the city"),
        ),
        Reference(
            name="incoming_document",
            label=N_("Incoming document"),
            help=N_("The notice or invitation the class rests on."),
            kinds=("incoming_document",),
            hint=N_("for classes of the Centre or a partner"),
        ),
        Choice(
            name="course_kind",
            label=N_("Kind of course"),
            help=N_("By length and purpose: short, medium, language, postgraduate, study tour."),
            catalogue="course_kind",
            free=True,
        ),
        Choice(
            name="field",
            label=N_("Field of training"),
            help=N_("The field of the plan line."),
            catalogue="field",
            free=True,
            width=40,
        ),
        Text(
            name="target_group",
            label=N_("Target group"),
            help=N_("Who may be nominated, for example lãnh đạo cấp phòng các sở, ngành."),
            lines=2,
        ),
    ),
)

BODIES = Section(
    name="bodies",
    title=N_("Bodies and institutions"),
    fields=(
        Reference(
            name="lead_body",
            label=N_("Leading body"),
            help=N_("The body that runs the class."),
            kinds=("unit",),
        ),
        Text(
            name="cooperating_bodies",
            label=N_("Cooperating bodies"),
            help=N_("Separated by semicolons."),
            lines=2,
        ),
        Reference(
            name="institution",
            label=N_("Institution at home"),
            help=N_("The institution under a ministry that runs the course."),
            kinds=("institution",),
        ),
        Reference(
            name="host",
            label=N_("Host abroad"),
            help=N_("The institution abroad where people study."),
            kinds=("partner",),
        ),
        Reference(
            name="agreement",
            label=N_("Agreement or offer"),
            help=N_("Where the places come from; they are counted there as used."),
            kinds=("agreement", "offer"),
        ),
        Text(
            name="contract_number",
            label=N_("Number of the contract"),
            help=N_("For example 15/2026/HĐ-BTC."),
            group="contract",
            width=18,
        ),
        Date(
            name="contract_date",
            label=N_("Date of the contract"),
            help=N_("The day of signing."),
            group="contract",
        ),
        Text(
            name="contract_party",
            label=N_("Contract with"),
            help=N_("The institution that signed."),
            group="contract",
        ),
        Money(
            name="contract_value",
            label=N_("Contract value"),
            help=N_("In đồng without separators, for example 2900000000."),
            group="contract",
        ),
        YesNo(
            name="contract_has_form",
            label=N_("Contract names the form"),
            help=N_("Yes if the contract names it (Circular 01/2018/TT-BNV)."),
            group="contract_content",
        ),
        YesNo(
            name="contract_has_time",
            label=N_("Contract names the time"),
            help=N_("Yes if the contract names it (Circular 01/2018/TT-BNV)."),
            group="contract_content",
        ),
        YesNo(
            name="contract_has_content",
            label=N_("Contract names the content"),
            help=N_("Yes if the contract names it (Circular 01/2018/TT-BNV)."),
            group="contract_content",
        ),
        YesNo(
            name="contract_has_programme",
            label=N_("Contract names the programme"),
            help=N_("Yes if the contract names it (Circular 01/2018/TT-BNV)."),
            group="contract_content",
        ),
        YesNo(
            name="contract_has_budget",
            label=N_("Contract names the cost"),
            help=N_("Yes if the contract names it (Circular 01/2018/TT-BNV)."),
            group="contract_content",
        ),
        YesNo(
            name="contract_has_conditions",
            label=N_("Contract names living and study conditions"),
            help=N_("Yes if the contract names it (Circular 01/2018/TT-BNV)."),
            group="contract_content",
        ),
    ),
)

PROGRAMME = Section(
    name="programme",
    title=N_("Programme of the course"),
    fields=(
        Reference(
            name="programme",
            label=N_("Programme"),
            help=N_("The approved version of the programme."),
            kinds=("programme",),
        ),
        Text(
            name="aims",
            label=N_("Aims"),
            help=N_("What the trainees can do afterwards, in two or three lines."),
            lines=3,
        ),
        Text(
            name="modules",
            label=N_("Modules in short"),
            help=N_("The subjects with their periods, one a line."),
            lines=3,
        ),
        Choice(
            name="language",
            label=N_("Language of teaching"),
            help=N_("The language in which is taught."),
            catalogue="language",
            free=True,
        ),
        YesNo(
            name="interpreter", label=N_("With an interpreter"), help=N_("Yes if the host or we provide one.")
        ),
        Text(
            name="programme_built_by",
            label=N_("Building body"),
            help=N_("The body that drew up the programme."),
        ),
        Text(
            name="programme_approved_by",
            label=N_("Approving body"),
            help=N_("The body that approved the programme."),
        ),
    ),
)

TIME = Section(
    name="time",
    title=N_("Time and place"),
    fields=(
        Date(
            name="departure_date",
            label=N_("Date of departure"),
            help=N_("The day the delegation leaves the country."),
            needed="D",
            group="journey",
        ),
        Date(
            name="return_date",
            label=N_("Date of return"),
            help=N_("The day the delegation is back in the country."),
            needed="D",
            group="journey",
        ),
        Number(
            name="days",
            label=N_("Days"),
            help=N_("From departure to return, both counted; worked out if left empty."),
            least=1,
            needed="D",
            width=5,
            group="journey",
        ),
        YesNo(
            name="travel_days_included",
            label=N_("Travel days included"),
            help=N_("The decision says “kể cả thời gian đi, về” or “không kể …”."),
            needed="D",
            group="journey",
        ),
        tables.LEGS,
    ),
)

QUOTA = Section(
    name="quota",
    title=N_("Places and money"),
    fields=(
        Number(
            name="places",
            label=N_("Number of places"),
            help=N_("The number of the plan or of the invitation."),
            least=1,
            needed="D",
            width=5,
        ),
        Choice(
            name="quota_source",
            label=N_("Source of places"),
            help=N_("Who gives the places; the money is entered apart."),
            catalogue="quota_source",
        ),
        Text(
            name="over_quota_document",
            label=N_("Document that allows more people"),
            help=N_("Number and date, needed before a decision with more people is issued."),
        ),
        tables.ALLOCATIONS,
        tables.MONEY,
        Text(
            name="estimate_number",
            label=N_("Approved estimate, number"),
            help=N_("For example 1345/QĐ-UBND."),
            needed="D",
            group="estimate",
            width=18,
        ),
        Date(
            name="estimate_date",
            label=N_("Approved estimate, date"),
            help=N_("The day of the approval."),
            needed="D",
            group="estimate",
        ),
        Text(
            name="estimate_body",
            label=N_("Approved estimate, by"),
            help=N_("For example UBND Thành phố, Sở Tài chính."),
            group="estimate",
        ),
    ),
)

CONDITIONS = Section(
    name="conditions",
    title=N_("Standards and conditions"),
    short=N_("Conditions to be met"),
    fields=(
        Text(
            name="rule_set",
            label=N_("Set of standards and conditions"),
            help=N_("The set under which people are appraised, for example of 2026."),
        ),
        Date(
            name="cut_off_date",
            label=N_("Day the conditions are measured"),
            help=N_("Age, service and certificates are measured on this day."),
        ),
        Date(
            name="dossier_deadline",
            label=N_("Deadline for dossiers"),
            help=N_("The last day on which units send dossiers."),
        ),
        Date(
            name="partner_deadline",
            label=N_("Deadline for the partner"),
            help=N_("The last day on which the partner takes the list."),
        ),
        Text(
            name="requirements",
            label=N_("Further requirements"),
            help=N_("What the host asks beyond the conditions, for example bậc 4 tiếng Anh."),
            lines=2,
        ),
    ),
)

AFTER = Section(
    name="after",
    title=N_("After the course"),
    fields=(
        tables.RESULTS,
        Date(
            name="delegation_report_date",
            label=N_("Report of the delegation"),
            help=N_("The day on the report."),
            group="delegation_report",
        ),
        Text(
            name="delegation_report_number",
            label=N_("Number of the report"),
            help=N_("For example 21/BC-ĐCT."),
            group="delegation_report",
        ),
        Text(
            name="delegation_report_waiver",
            label=N_("Report exempted because"),
            help=N_("Only where the delegation need not report."),
        ),
        Date(name="settlement_date", label=N_("Settled on"), help=N_("The day the settlement was approved.")),
        Number(
            name="feedback_mean",
            label=N_("Mean of the trainees' feedback"),
            help=N_("Mean of the sheets on a scale of 5, for example 4,35."),
            decimals=2,
            least=0,
            most=5,
            width=5,
            group="feedback",
        ),
        Number(
            name="feedback_count",
            label=N_("Feedback sheets"),
            help=N_("How many sheets came back."),
            least=0,
            width=5,
            group="feedback",
        ),
        tables.ACTIVITIES,
        tables.PROPOSALS,
        tables.FOLLOW_UPS,
        tables.INCIDENTS,
        Text(
            name="evaluation",
            label=N_("Evaluation of the class"),
            help=N_("What went well, what did not, what to change."),
            lines=4,
        ),
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
                Text(
                    name="ready_reason",
                    label=N_("Reason for leaving without a duty"),
                    help=N_("Who allowed it and why, where a duty is still open."),
                    lines=2,
                ),
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
