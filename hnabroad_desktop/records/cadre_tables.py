"""The dated histories inside a cadre's record: study, career, ratings, certificates, passports and others."""

from __future__ import annotations

from hnabroad_desktop.base.fields import Choice, Date, Number, PartialDate, Reference, Rows, Text, YesNo
from hnabroad_desktop.base.i18n import N_

TRACKS = (
    ("government", N_("Government")),
    ("party", N_("Party")),
    ("organisation", N_("Mass organisation")),
)

FROM = PartialDate(name="from_date", label=N_("From"), group="period")
TO = PartialDate(name="to_date", label=N_("To"), group="period", hint=N_("empty: until now"))
DECISION_NUMBER = Text(name="decision_number", label=N_("Decision number"), group="decision", width=18)
DECISION_DATE = Date(name="decision_date", label=N_("Date of the decision"), group="decision")

COMMENDATION = Rows(
    name="commendation",
    label=N_("Titles and commendations"),
    help=N_("Year, form, level and number of the decision, one line each."),
    item="20, 22",
    needed="N",
    fields=(
        Number(name="year", label=N_("Year"), least=1945, most=2100, needed="S", width=6),
        Choice(name="form", label=N_("Form"), catalogue="commendation_form", free=True, needed="S"),
        Text(name="level", label=N_("Awarded by level")),
        DECISION_NUMBER,
        DECISION_DATE,
    ),
    order=("-year",),
    row_label=N_("commendation"),
)

DISCIPLINE = Rows(
    name="discipline",
    label=N_("Discipline"),
    item="23",
    needed="N",
    help=N_("A decision lapses after its term; by default twelve months after it takes effect."),
    fields=(
        Date(name="effective_date", label=N_("Effective from"), group="term", needed="S"),
        Choice(
            name="form", label=N_("Form"), catalogue="discipline_form", free=True, group="form", needed="S"
        ),
        Choice(
            name="track",
            label=N_("Party, government or organisation"),
            options=TRACKS,
            group="form",
        ),
        DECISION_NUMBER,
        DECISION_DATE,
        Date(name="end_date", label=N_("End of the term"), group="term"),
        Text(name="reason", label=N_("Reason")),
    ),
    order=("-effective_date",),
    row_label=N_("discipline"),
)

RANK_RECORD = Rows(
    name="rank_record",
    label=N_("History of ranks and salary"),
    help=N_("One line for each change of rank, step or coefficient, newest first."),
    fields=(
        PartialDate(name="from_date", label=N_("From month"), needed="S"),
        Choice(name="rank", label=N_("Rank"), catalogue="rank", free=True, group="rank"),
        Choice(
            name="professional_title",
            label=N_("Professional title"),
            catalogue="professional_title",
            free=True,
            group="rank",
        ),
        Text(name="rank_code", label=N_("Code of the rank"), group="rank", width=10),
        Text(name="salary_step", label=N_("Salary step"), group="salary", width=8),
        Number(name="coefficient", label=N_("Coefficient"), decimals=2, least=0, group="salary", width=6),
        DECISION_NUMBER,
        DECISION_DATE,
    ),
    order=("-from_date",),
    row_label=N_("rank"),
)

STUDY_RECORD = Rows(
    name="study_record",
    label=N_("Study and training"),
    help=N_("School, subject, from – to, form and diploma, as in item 26 of the form."),
    item="26",
    needed="NF",
    fields=(
        Text(name="school", label=N_("School"), needed="S", width=32),
        Text(name="subject", label=N_("Speciality"), width=28),
        FROM,
        PartialDate(name="to_date", label=N_("To"), group="period"),
        Choice(name="form", label=N_("Form of study"), catalogue="study_form", free=True),
        Text(name="diploma", label=N_("Diploma or certificate")),
        Choice(name="level", label=N_("Level of education"), catalogue="education", free=True),
        Reference(name="country", label=N_("Country"), kinds=("country",)),
        Text(name="taught_in", label=N_("Language of teaching")),
    ),
    order=("-from_date", "-to_date"),
    row_label=N_("course of study"),
)

CAREER_RECORD = Rows(
    name="career_record",
    label=N_("Career"),
    item="27",
    needed="NDF",
    help=N_(
        "The newest line without an end that is not concurrent gives the post and "
        "unit at the head of the record."
    ),
    fields=(
        FROM,
        TO,
        Choice(name="post", label=N_("Post"), catalogue="post", free=True, group="post", width=28),
        Reference(name="unit", label=N_("Unit"), kinds=("unit",), employer=True, group="post"),
        Text(name="unit_text", label=N_("Unit outside this file"), group="post"),
        Choice(name="track", label=N_("Party, government or organisation"), options=TRACKS),
        YesNo(name="concurrent", label=N_("Concurrent")),
        DECISION_NUMBER,
        DECISION_DATE,
        Text(name="duties", label=N_("Duties")),
    ),
    order=("-from_date", "-to_date"),
    row_label=N_("line of the career"),
)

RATING = Rows(
    name="rating",
    label=N_("Yearly ratings"),
    help=N_("One line a year with the rating as in the notice, not shortened."),
    needed="N",
    fields=(
        Number(name="year", label=N_("Year"), least=1990, most=2100, needed="S", width=6, group="rating"),
        Choice(name="rating", label=N_("Rating"), catalogue="rating", needed="S", group="rating"),
        Text(name="document_number", label=N_("Document number"), group="document", width=18),
        Date(name="document_date", label=N_("Document date"), group="document"),
        Text(name="rated_by", label=N_("Rated by")),
    ),
    order=("-year",),
    row_label=N_("rating"),
)

PLANNING = Rows(
    name="planning",
    label=N_("Planning"),
    help=N_("Post planned, term, approving level and number, for example Phó Giám đốc Sở, 2025-2030."),
    needed="N",
    fields=(
        Text(name="post", label=N_("Planned post"), needed="S", group="planning", width=28),
        Text(
            name="term",
            label=N_("Term of office"),
            needed="S",
            group="planning",
            hint=N_("2025-2030 (Party), 2026-2031 (State)"),
            width=12,
        ),
        Text(name="approved_by", label=N_("Approved by"), group="planning"),
        DECISION_NUMBER,
        DECISION_DATE,
        Date(name="end_date", label=N_("Taken out of planning")),
    ),
    order=("-term",),
    row_label=N_("planned post"),
)

LANGUAGE_CERTIFICATE = Rows(
    name="language_certificate",
    label=N_("Language certificates"),
    help=N_("One line for each certificate, expired ones too; the best valid one counts."),
    needed="NF",
    fields=(
        Choice(
            name="language", label=N_("Language"), catalogue="language", free=True, needed="S", group="exam"
        ),
        Choice(
            name="type",
            label=N_("Type of certificate"),
            catalogue="certificate_type",
            free=True,
            group="exam",
        ),
        Text(name="score", label=N_("Score"), group="exam", width=10),
        Number(
            name="level",
            label=N_("Level of six"),
            least=1,
            most=6,
            group="exam",
            width=5,
            help=N_("Framework of six levels used for Vietnam."),
        ),
        Date(name="issue_date", label=N_("Date of issue"), group="validity"),
        Date(name="expiry_date", label=N_("Expires"), group="validity"),
        Text(name="issuer", label=N_("Issued by")),
        Text(name="certificate_number", label=N_("Certificate number"), width=18),
    ),
    order=("-issue_date",),
    row_label=N_("certificate"),
)

INITIATIVE = Rows(
    name="initiative",
    label=N_("Initiatives, projects and solutions"),
    help=N_("Year, name, part taken, recognising level and what was applied."),
    needed="N",
    fields=(
        Number(name="year", label=N_("Year"), least=1990, most=2100, width=6),
        Text(name="name", label=N_("Name of the initiative"), needed="S", lines=2, width=40),
        Text(name="role", label=N_("Role")),
        Text(name="recognised_by", label=N_("Recognised by"), group="recognition"),
        Text(name="document_number", label=N_("Document number"), group="recognition", width=18),
        Text(name="result", label=N_("Result of applying it"), lines=2),
    ),
    order=("-year",),
    row_label=N_("initiative"),
)

TRAINING_ABROAD = Rows(
    name="training_abroad",
    label=N_("Training abroad"),
    needed="NF",
    help=N_("Also courses outside the scheme and before 2023."),
    fields=(
        FROM,
        PartialDate(name="to_date", label=N_("To"), group="period"),
        Reference(name="country", label=N_("Country"), kinds=("country",), needed="S"),
        Text(name="content", label=N_("Content"), needed="S", width=36),
        Choice(name="course_kind", label=N_("Kind of course"), catalogue="course_kind", free=True),
        Choice(name="money_source", label=N_("Source of money"), catalogue="money_source", free=True),
        DECISION_NUMBER,
        DECISION_DATE,
        Reference(name="class", label=N_("Class"), kinds=("class",)),
        Date(name="reported_on", label=N_("Reported on")),
        Text(name="result", label=N_("Result")),
    ),
    order=("-from_date",),
    row_label=N_("course abroad"),
)

PASSPORT = Rows(
    name="passport",
    label=N_("Passports"),
    help=N_(
        "One line for each passport with its keeper; official passports are handed back after the journey."
    ),
    needed="PF",
    fields=(
        Choice(
            name="kind", label=N_("Kind of passport"), catalogue="passport_kind", needed="S", group="passport"
        ),
        Text(name="number", label=N_("Passport number"), group="passport", needed="S", width=12),
        Date(name="issue_date", label=N_("Date of issue"), group="passport"),
        Date(name="expiry_date", label=N_("Expires"), group="passport"),
        Text(name="issuer", label=N_("Issued by"), group="passport"),
        Text(name="kept_at", label=N_("Kept at")),
        Date(name="handed_in", label=N_("Handed in on")),
    ),
    order=("-issue_date",),
    row_label=N_("passport"),
)

VISA = Rows(
    name="visa",
    label=N_("Visas"),
    help=N_("Country, number and validity of each visa."),
    fields=(
        Reference(name="country", label=N_("Country"), kinds=("country",), needed="S", group="visa"),
        Text(name="number", label=N_("Visa number"), group="visa", width=14),
        Date(name="issue_date", label=N_("Date of issue"), group="visa"),
        Date(name="expiry_date", label=N_("Expires"), group="visa"),
        Text(name="note", label=N_("Note")),
    ),
    order=("-issue_date",),
    row_label=N_("visa"),
)

NOT_SAME_PERSON = Rows(
    name="not_same_person",
    label=N_("Not the same person as"),
    help=N_("Records that look alike and were found to be of two people; they are not asked about again."),
    fields=(
        Reference(name="cadre", label=N_("Cadre"), kinds=("cadre",), needed="S"),
        Text(name="reason", label=N_("Reason")),
    ),
    row_label=N_("other person"),
)
