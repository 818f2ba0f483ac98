"""Training institutions of central ministries: who they are, what they have organised, what was seen."""

from __future__ import annotations

from collections.abc import Iterator

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Number, Reference, Rows, Text, YesNo
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.partner import CONTACTS
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section, Tally

EXPERIENCE = Rows(
    name="experience",
    label=N_("Courses organised abroad"),
    fields=(
        Number(name="year", label=N_("Year"), least=1990, most=2100, width=6),
        Reference(name="country", label=N_("Country"), kinds=("country",), needed="S"),
        Text(name="content", label=N_("Content"), width=36),
        Choice(name="field", label=N_("Field of training"), catalogue="field", free=True),
        Number(name="people", label=N_("Number of people"), least=1, width=5),
        Text(name="for_whom", label=N_("For whom")),
        Reference(name="class", label=N_("Class"), kinds=("class",)),
    ),
    order=("-year",),
    row_label=N_("course organised"),
)

FIELDS = Rows(
    name="fields",
    label=N_("Fields of the institution"),
    fields=(
        Choice(name="field", label=N_("Field of training"), catalogue="field", free=True, needed="S"),
        Text(name="capacity", label=N_("Capacity"), lines=2),
    ),
    order=("field",),
    row_label=N_("field"),
)

REMARKS = Rows(
    name="remarks",
    label=N_("Observations"),
    help=N_("For example a late contract or a changed timetable, with its evidence."),
    fields=(
        Date(name="date", label=N_("Date of the observation"), needed="S"),
        Text(name="content", label=N_("Content"), needed="S", lines=2, width=40),
        Text(name="evidence", label=N_("Evidence")),
        Reference(name="class", label=N_("Class"), kinds=("class",)),
    ),
    order=("-date",),
    row_label=N_("observation"),
)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find contacts that end before they begin."""
    return parts.row_problems(record, CONTACTS)


INSTITUTION = RecordType(
    code="institution",
    label=N_("Training institution"),
    label_plural=N_("Training institutions"),
    area="institutions",
    sections=(
        Section(
            name="names",
            title=N_("Names"),
            fields=(
                Text(name="code", label=N_("Institution code"), width=12),
                Text(name="name", label=N_("Name of the institution"), needed="S", width=48),
                Text(name="short_name", label=N_("Short name"), width=24),
                Text(name="name_en", label=N_("English name"), width=48),
                Text(name="governing_body", label=N_("Governing body"), needed="S", width=40),
                Text(name="address", label=N_("Address")),
                Text(name="phone", label=N_("Phone"), width=16),
                Text(name="website", label=N_("Website")),
                YesNo(name="retired", label=N_("No longer used")),
            ),
        ),
        Section(
            name="capacity",
            title=N_("Capacity"),
            fields=(
                Text(name="capacity", label=N_("Capacity in general"), lines=3),
                Text(name="functions", label=N_("Functions assigned by"), lines=2),
                FIELDS,
                EXPERIENCE,
            ),
        ),
        Section(name="contacts", title=N_("Contacts"), fields=(CONTACTS,)),
        Section(
            name="remarks",
            title=N_("Observations"),
            fields=(REMARKS, parts.attachments(), Text(name="note", label=N_("Note"), lines=3)),
        ),
    ),
    title=lambda record: record.text("name"),
    subtitle=lambda record: record.text("governing_body"),
    columns=("name", "governing_body", "countries", "courses_organised", "people_sent"),
    search=("name", "short_name", "name_en", "code", "governing_body"),
    sort=lambda record: vietnamese.sort_key("", record.text("name")),
    sorted_by="name",
    code_field="code",
    derived=(
        Number(name="courses_organised", label=N_("Courses organised")),
        Number(name="people_sent", label=N_("People in these courses")),
    ),
    derive=lambda record: {
        "courses_organised": len(record.table("experience")),
        "people_sent": sum(n for row in record.table("experience") if isinstance(n := row["people"], int)),
    },
    computed=(
        Tally(
            name="countries",
            label=N_("Countries organised in"),
            rows="experience",
            reference="country",
            kind="country",
        ),
    ),
    check=check,
    empty_hint=N_("No institution yet. Press Add to begin."),
)
