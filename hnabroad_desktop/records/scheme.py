"""The scheme, its phases with yearly targets, and the lessons of a phase."""

from __future__ import annotations

from collections.abc import Iterator

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Money, Number, Reference, Rows, Stored, Text
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section

PHASE_STATUSES = (
    ("running", N_("Running")),
    ("closed", N_("Phase closed")),
    ("evaluated", N_("Evaluated")),
)

TARGETS = Rows(
    name="targets",
    label=N_("Targets"),
    fields=(
        Number(name="year", label=N_("Year"), least=2000, most=2100, needed="S", width=6),
        Choice(name="course_kind", label=N_("Kind of course"), catalogue="course_kind", free=True),
        Text(name="target_group", label=N_("Target group")),
        Choice(name="field", label=N_("Field of training"), catalogue="field", free=True),
        Reference(name="country", label=N_("Country"), kinds=("country",)),
        Choice(name="quota_source", label=N_("Source of places"), catalogue="quota_source"),
        Number(name="classes", label=N_("Classes planned"), least=0, width=5, group="target"),
        Number(name="people", label=N_("Target in people"), least=0, width=6, group="target"),
        Money(name="budget", label=N_("Budget"), group="budget"),
        Text(name="note", label=N_("Note")),
    ),
    order=("year", "course_kind"),
    row_label=N_("target"),
)


def check_scheme(record: Record, context: Context) -> Iterator[Problem]:
    """Find validity the wrong way round."""
    return parts.validity_problems(record)


def check_phase(record: Record, context: Context) -> Iterator[Problem]:
    """Find a phase that ends before it begins and targets outside its years."""
    first, last = record["from_year"], record["to_year"]
    if not isinstance(first, int) or not isinstance(last, int):
        return
    if last < first:
        yield Problem("to_year", parts.end_before_begin())
    for index, row in enumerate(record.table("targets")):
        year = row["year"]
        if isinstance(year, int) and not first <= year <= last:
            yield Problem(
                f"targets.{index}.year",
                _("The year {year} lies outside the phase.").format(year=year),
                "warning",
            )


def derive_phase(record: Record) -> dict[str, Stored]:
    """Return the sums of the targets."""
    rows = record.table("targets")
    return {
        "total_people": sum(n for row in rows if isinstance(n := row["people"], int)),
        "total_budget": sum(n for row in rows if isinstance(n := row["budget"], int)),
    }


SCHEME = RecordType(
    code="scheme",
    label=N_("Scheme"),
    label_plural=N_("Schemes"),
    area="plans",
    sections=(
        Section(
            name="scheme",
            title=N_("Scheme"),
            fields=(
                Text(name="code", label=N_("Scheme code"), width=14),
                Text(name="name", label=N_("Name of the scheme"), needed="S", lines=3, width=48),
                Text(name="number", label=N_("Number and symbol"), group="document", width=20),
                Date(name="date", label=N_("Date of the act"), group="document"),
                Text(name="issuer", label=N_("Issuing body"), group="document"),
                Text(name="citation", label=N_("How it is cited"), lines=2),
                Text(name="aims", label=N_("Aims"), lines=4),
                Date(name="valid_from", label=N_("Valid from"), group="validity"),
                Date(name="valid_to", label=N_("Valid to"), group="validity"),
                Text(name="note", label=N_("Note"), lines=2),
                parts.attachments(),
            ),
        ),
    ),
    title=lambda record: record.text("name"),
    subtitle=lambda record: record.text("number"),
    columns=("name", "number", "date", "issuer"),
    search=("name", "number", "code"),
    sort=lambda record: record.text("date"),
    code_field="code",
    check=check_scheme,
)

PHASE = RecordType(
    code="phase",
    label=N_("Phase"),
    label_plural=N_("Phases"),
    area="plans",
    sections=(
        Section(
            name="phase",
            title=N_("Phase"),
            fields=(
                Reference(name="scheme", label=N_("Scheme"), kinds=("scheme",), needed="S"),
                Text(
                    name="name",
                    label=N_("Name of the phase"),
                    needed="S",
                    hint=N_("for example 2026-2030"),
                    width=12,
                ),
                Number(
                    name="from_year",
                    label=N_("From year"),
                    least=2000,
                    most=2100,
                    needed="S",
                    width=6,
                    group="years",
                ),
                Number(
                    name="to_year",
                    label=N_("To year"),
                    least=2000,
                    most=2100,
                    needed="S",
                    width=6,
                    group="years",
                ),
                Choice(name="status", label=N_("State"), options=PHASE_STATUSES),
                TARGETS,
                Text(name="evaluation", label=N_("Evaluation"), lines=6, longest=8000),
                Text(name="evaluation_document", label=N_("Report of the evaluation")),
                Text(name="note", label=N_("Note"), lines=2),
                parts.attachments(),
            ),
        ),
    ),
    title=lambda record: record.text("name"),
    columns=("name", "scheme", "from_year", "to_year", "status", "total_people", "total_budget"),
    search=("name",),
    sort=lambda record: record.text("name"),
    code_field="name",
    derived=(
        Number(name="total_people", label=N_("People, all years")),
        Money(name="total_budget", label=N_("Budget, all years")),
    ),
    derive=derive_phase,
    check=check_phase,
)

LESSON = RecordType(
    code="lesson",
    label=N_("Lesson of a phase"),
    label_plural=N_("Lessons of phases"),
    area="plans",
    sections=(
        Section(
            name="lesson",
            title=N_("Lesson"),
            fields=(
                Reference(name="phase", label=N_("Phase"), kinds=("phase",), needed="S"),
                Text(name="finding", label=N_("Finding"), needed="S", lines=3, width=48),
                Text(name="evidence", label=N_("Evidence"), lines=3),
                Text(name="change", label=N_("Change proposed"), lines=3),
                Reference(name="class", label=N_("Class"), kinds=("class",)),
                Date(name="date", label=N_("Date of the finding")),
            ),
        ),
    ),
    title=lambda record: record.text("finding"),
    columns=("finding", "phase", "change", "date"),
    search=("finding", "evidence", "change"),
    sort=lambda record: vietnamese.sort_key("", record.text("finding")),
    sorted_by="finding",
)
