"""Cadres: what the form, the list and the search know of a person, and what is needed for which purpose."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import (
    Choice,
    Date,
    Field,
    Number,
    PartialDate,
    Text,
)
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records import cadre_history, cadre_rules
from hnabroad_desktop.records.cadre_person import EDUCATION, GENERAL, RECRUITMENT, WORK
from hnabroad_desktop.records.cadre_service import ABROAD, FILES, FORM_TABLES, IDENTITY, MERIT
from hnabroad_desktop.records.schema import Gaps, Record, RecordType, Section

#: Entering people quickly from a list: twelve fields, Enter to Enter (wording.md 5.1).
QUICK_ENTRY = (
    "full_name",
    "sex",
    "birth_date",
    "ethnicity",
    "home_place",
    "post",
    "unit",
    "party_join_date",
    "party_official_date",
    "education",
    "political_theory",
    "language_certificate",
)

DERIVED = (
    Date(name="retirement_date", label=N_("Date of retirement")),
    Text(name="name_key", label=N_("Search form of the name")),
    Text(name="language", label=N_("Language of the best certificate")),
    Number(name="language_level", label=N_("Best level of language")),
    Date(name="language_expiry", label=N_("Best certificate expires")),
    Number(name="last_rating_year", label=N_("Year of the last rating")),
    Choice(name="last_rating", label=N_("Last rating"), catalogue="rating"),
    Text(name="planned_posts", label=N_("Planned posts")),
    Number(name="times_abroad", label=N_("Times trained abroad")),
    PartialDate(name="last_abroad", label=N_("Last trained abroad")),
    Date(name="passport_expiry", label=N_("Last passport expires")),
    Text(name="passport_numbers", label=N_("Passport numbers")),
    Date(name="discipline_end", label=N_("Discipline in force until")),
)

#: What the title, the order and the derived values are made from.
DERIVED_FROM = frozenset(
    {
        "full_name",
        "given_name",
        "sex",
        "birth_date",
        "retirement_change_date",
        "language_certificate",
        "rating",
        "planning",
        "training_abroad",
        "passport",
        "discipline",
    }
)


def _sort(record: Record) -> str:
    return vietnamese.sort_key(record.text("full_name"), record.text("given_name") or None)


def _asked(letter: str) -> tuple[Field, ...]:
    return tuple(field for section in _SECTIONS for field in section.fields if letter in field.needed)


@cache
def needed(letter: str) -> tuple[Field, ...]:
    """Return the fields and tables needed for a purpose."""
    return CADRE.needed(letter)


def missing(record: Record, letter: str) -> tuple[Field, ...]:
    """Return what is still to be filled in for a purpose (N, D, P or F), in the order of the form."""
    still = {need.name for need in cadre_history.needs(needed(letter), letter) if need.is_open(record)}
    return tuple(field for field in needed(letter) if field.name in still)


_SECTIONS = (GENERAL, RECRUITMENT, EDUCATION, WORK, MERIT, FORM_TABLES, ABROAD, FILES, IDENTITY)

#: The purposes whose completeness a list can show and be sorted by.
PURPOSES = (
    ("N", "gaps_n", N_("Missing to be nominated")),
    ("P", "gaps_p", N_("Missing for passport and visa")),
    ("F", "gaps_f", N_("Missing for a sponsor's form")),
)

CADRE = RecordType(
    code="cadre",
    lookups=(("name_key", "birth_date"), ("citizen_id",), ("unit",), ("post",)),
    label=N_("Cadre"),
    label_plural=N_("Cadres"),
    area="people",
    sections=_SECTIONS,
    title=lambda record: record.text("full_name"),
    subtitle=lambda record: record.text("post").lstrip("~"),
    columns=(
        "full_name",
        "birth_date",
        "post",
        "unit",
        "sex",
        "party_join_date",
        "education",
        "political_theory",
        "language_level",
        "last_rating",
        "times_abroad",
        "citizen_id",
        "status",
    ),
    search=(
        "full_name",
        "other_name",
        "passport_name",
        "citizen_id",
        "staff_number",
        "passport_numbers",
        "phone",
    ),
    found_by=("post", "unit"),
    sort=_sort,
    sorted_by="full_name",
    code_field="staff_number",
    derived=DERIVED,
    derive=cadre_history.derived,
    computed=tuple(
        Gaps(name=name, label=label, needs=cadre_history.needs(_asked(letter), letter))
        for letter, name, label in PURPOSES
    ),
    depends=DERIVED_FROM,
    absent=missing,
    settle=cadre_rules.settle,
    check=cadre_rules.check,
    scope="unit",
    empty_hint=N_("No cadre yet. Press Add a cadre or Import from Excel to begin."),
)

#: The form of quick entry: the same record asked for in twelve fields.
QUICK = replace(
    CADRE,
    sections=(
        Section(
            name="quick",
            title=N_("Quick entry"),
            fields=tuple(CADRE.by_name[name] for name in QUICK_ENTRY),
        ),
    ),
)
