"""Values of the catalogues: coded words with validity, retired but never deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Number, Rows, Text, YesNo
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section
from hnabroad_desktop.records.unit import BLOCKS

CATALOGUES = (
    ("ethnicity", N_("Ethnicities")),
    ("religion", N_("Religions")),
    ("management_level", N_("Levels of management")),
    ("post", N_("Posts")),
    ("rank", N_("Ranks of civil servants")),
    ("professional_title", N_("Professional titles")),
    ("rating", N_("Ratings")),
    ("commendation_form", N_("Forms of commendation")),
    ("discipline_form", N_("Forms of discipline")),
    ("general_education", N_("Levels of general education")),
    ("education", N_("Levels of education")),
    ("academic_title", N_("Academic titles")),
    ("political_theory", N_("Levels of political theory")),
    ("state_management", N_("Levels of state management")),
    ("study_form", N_("Forms of study")),
    ("language", N_("Languages")),
    ("language_level", N_("Levels of language")),
    ("certificate_type", N_("Types of language certificate")),
    ("field", N_("Fields")),
    ("course_kind", N_("Kinds of course")),
    ("quota_source", N_("Sources of places")),
    ("money_source", N_("Sources of money")),
    ("cost_item", N_("Cost items")),
    ("document_type", N_("Types of document")),
    ("agreement_kind", N_("Kinds of agreement")),
    ("passport_kind", N_("Kinds of passport")),
    ("dossier_item", N_("Items of a dossier")),
    ("after_course_item", N_("Papers after the course")),
    ("attachment_kind", N_("Kinds of attachment")),
    ("not_selected_reason", N_("Reasons for not being selected")),
)

LEVELS = Rows(
    name="levels",
    label=N_("Equivalent levels"),
    help=N_("Which score of this certificate stands for which level of the six, and since when."),
    fields=(
        Number(name="level", label=N_("Level"), least=1, most=6, needed="S", width=4),
        Text(name="score_from", label=N_("Score from"), needed="S", width=10),
        Text(name="score_to", label=N_("Score to"), width=10),
        Date(name="valid_from", label=N_("Valid from")),
        Date(name="valid_to", label=N_("Valid to")),
        Text(name="legal_basis", label=N_("Legal basis")),
        YesNo(name="example", label=N_("Example")),
    ),
    order=("level",),
    row_label=N_("level"),
)


def level_of(certificate_type: Record, score: str, day: dt.date) -> int | None:
    """Return the level a score stands for on ``day`` by the editable table, None if it says nothing.

    Source of the shipped table: Circular 23/2021/TT-BGDĐT, annex; one framework of six levels:
    Circular 01/2014/TT-BGDĐT.
    """
    for row in certificate_type.table("levels"):
        if parts.valid_on(row, day) and _covers(
            score, str(row["score_from"] or ""), str(row["score_to"] or "")
        ):
            level = row["level"]
            return level if isinstance(level, int) else None
    return None


def suggested_expiry(certificate_type: Record, issue_date: str) -> str | None:
    """Return the day a certificate of this type ends, None when it has no end or only a year is known."""
    months = certificate_type["months"]
    if not isinstance(months, int) or len(issue_date) != 10:
        return None
    return dates.add_months(dt.date.fromisoformat(issue_date), months).isoformat()


def usable_on(values: Iterable[Record], day: dt.date) -> list[Record]:
    """Return the values a picker offers on ``day``: not retired and in force."""
    return [value for value in values if not value["retired"] and parts.valid_on(value, day)]


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find a code used twice in one catalogue and validity the wrong way round."""
    yield from parts.validity_problems(record)
    yield from parts.row_problems(record, LEVELS)
    if not record["code"]:
        return
    for twin in context.find("catalogue_value", catalogue=record["catalogue"], code=record["code"]):
        if twin.id != record.id:
            yield Problem(
                "code",
                _("Code {code} stands for “{word}” in this catalogue already.").format(
                    code=record["code"], word=twin.text("name_vi")
                ),
            )


def _covers(score: str, first: str, last: str) -> bool:
    wanted, low, high = (_as_number(text) for text in (score, first, last or first))
    if wanted is None or low is None or high is None:
        return " ".join(score.casefold().split()) in {first.casefold(), (last or first).casefold()}
    return low <= wanted <= high


def _as_number(text: str) -> float | None:
    plain = text.strip().replace(",", ".")
    return float(plain) if plain.replace(".", "", 1).isdecimal() else None


def _sort(record: Record) -> str:
    order = record["order"]
    return f"{record.text('catalogue')} {order if isinstance(order, int) else 9999:04d} {record.text('code')}"


CATALOGUE_VALUE = RecordType(
    code="catalogue_value",
    lookups=(("catalogue", "code"),),
    label=N_("Catalogue value"),
    label_plural=N_("Catalogues"),
    area="settings",
    sections=(
        Section(
            name="value",
            title=N_("Value"),
            fields=(
                Choice(name="catalogue", label=N_("Catalogue"), options=CATALOGUES, needed="S"),
                Text(name="code", label=N_("Code"), needed="S", width=20),
                Text(name="name_vi", label=N_("Name"), needed="S", width=40),
                Text(name="short_name", label=N_("Short form"), width=20),
                Text(name="name_en", label=N_("English name"), width=40),
                Text(
                    name="other_spellings",
                    label=N_("Other spellings"),
                    help=N_("Separated by semicolons; import recognises them."),
                ),
                Number(name="order", label=N_("Order"), least=0, width=6),
                YesNo(
                    name="retired",
                    label=N_("No longer used"),
                    help=N_("Leaves the pickers, stays in old records and documents."),
                ),
            ),
        ),
        Section(
            name="particulars",
            title=N_("Particulars"),
            fields=(
                Choice(name="language", label=N_("Language"), catalogue="language"),
                Number(
                    name="months",
                    label=N_("Valid for months"),
                    least=1,
                    hint=N_("empty: without end"),
                    width=5,
                ),
                Choice(name="block", label=N_("Block"), options=BLOCKS),
                Text(
                    name="organ_kinds",
                    label=N_("Organs that have this post"),
                    help=N_("Kinds of unit, separated by spaces."),
                ),
                Number(name="seats", label=N_("Seats in one organ"), least=1, width=5),
                YesNo(name="leader", label=N_("Leader or manager")),
                YesNo(name="elected", label=N_("Elected post")),
                Text(
                    name="scope",
                    label=N_("Applies to"),
                    help=N_("Categories of cadre, separated by spaces."),
                ),
                LEVELS,
            ),
        ),
        Section(
            name="validity",
            title=N_("Validity"),
            fields=(
                *parts.validity(),
                Text(name="source", label=N_("Source"), lines=2),
                YesNo(name="local", label=N_("Added by this unit")),
                parts.example(),
            ),
        ),
    ),
    title=lambda record: record.text("name_vi"),
    subtitle=lambda record: record.text("catalogue"),
    columns=("name_vi", "catalogue", "code", "retired", "valid_from", "valid_to", "source"),
    search=("name_vi", "name_en", "code", "other_spellings"),
    sort=_sort,
    check=check,
)
