"""Organisational units: territories and the organs people belong to, with their life and succession."""

from __future__ import annotations

from collections.abc import Iterator

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Number, Reference, Rows, Text, YesNo
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section

#: Kinds of territory: they have organs, but nobody is employed by them (wording.md 1.6).
TERRITORIES = frozenset({"city", "urban_district", "town", "rural_district", "ward", "commune", "township"})

KINDS = (
    ("city", N_("City")),
    ("ward", N_("Ward")),
    ("commune", N_("Commune")),
    ("urban_district", N_("Urban district")),
    ("town", N_("Town")),
    ("rural_district", N_("Rural district")),
    ("township", N_("Township")),
    ("party_committee", N_("Party committee")),
    ("party_organ", N_("Organ of a Party committee")),
    ("front", N_("Fatherland Front, mass organisation")),
    ("council", N_("People's Council")),
    ("people_committee", N_("People's Committee")),
    ("department", N_("Department")),
    ("division", N_("Division")),
    ("public_service", N_("Public service unit")),
    ("ministry", N_("Central body")),
    ("enterprise", N_("Enterprise")),
    ("other_body", N_("Other body")),
)

BLOCKS = (
    ("party", N_("Party")),
    ("front", N_("Front and mass organisations")),
    ("government", N_("Government")),
    ("public_service", N_("Public services")),
)

SUCCESSION_KINDS = (
    ("rename", N_("Renamed")),
    ("absorb", N_("Absorbed")),
    ("amalgamate", N_("Amalgamated")),
    ("divide", N_("Divided")),
    ("separate", N_("Separated")),
    ("dissolve", N_("Dissolved")),
    ("hand_over", N_("Handed over")),
)

SUCCESSION = Rows(
    name="succession",
    label=N_("Succession"),
    fields=(
        Reference(name="successor", label=N_("Successor"), kinds=("unit",), group="successor"),
        Date(name="date", label=N_("Date of the arrangement"), group="successor"),
        Choice(
            name="kind",
            label=N_("Kind of arrangement"),
            options=SUCCESSION_KINDS,
            group="successor",
            needed="S",
        ),
        YesNo(
            name="primary",
            label=N_("Main successor"),
            help=N_("Reports that regroup by present units count the old unit under its main successor."),
        ),
        Text(name="legal_basis", label=N_("Legal basis")),
        Text(name="note", label=N_("Note")),
        YesNo(name="suggestion", label=N_("Suggestion only")),
    ),
    order=("date",),
    row_label=N_("successor"),
)


def is_territory(unit: Record) -> bool:
    """Say whether ``unit`` is a territory, which employs nobody."""
    return unit["kind"] in TERRITORIES


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find what cannot be: a unit above itself, a life that ends before it begins, a code used twice."""
    yield from parts.validity_problems(record)
    seen, above = {record.id}, record.text("parent_unit")
    while above:
        if above in seen:
            yield Problem(
                "parent_unit",
                _("This unit would stand above itself. Choose another unit."),
            )
            break
        seen.add(above)
        parent = context.get("unit", above)
        above = parent.text("parent_unit") if parent else ""
    for twin in context.find("unit", code=record["code"]) if record["code"] else ():
        if twin.id != record.id:
            yield Problem(
                "code",
                _("Code {code} belongs to “{unit}” already. Choose another code.").format(
                    code=record["code"], unit=twin.text("name")
                ),
            )
    yield from _succession_problems(record, context)


def _succession_problems(record: Record, context: Context) -> Iterator[Problem]:
    if sum(1 for row in record.table("succession") if row["primary"]) > 1:
        yield Problem(
            "succession",
            _("Only one unit can be the main successor."),
        )
    for index, row in enumerate(record.table("succession")):
        if row["successor"] is None and row["kind"] != "dissolve":
            yield Problem(
                f"succession.{index}.successor",
                _("Name the successor; only a dissolved unit has none."),
            )
        if row["successor"] and row["successor"] == record.id:
            yield Problem(
                f"succession.{index}.successor",
                _("A unit does not succeed itself."),
            )


def _sort(record: Record) -> str:
    rank = record["rank"]
    order = int(rank) if isinstance(rank, int) else 9999
    return f"{order:04d} {record.text('code') or record.text('name')}"


def _life(record: Record) -> str:
    # Names return after an arrangement: the days tell the ward before from the ward after.
    parts = [record.text("code")]
    if record["valid_from"]:
        parts.append(_("from {day}").format(day=dates.show(record.text("valid_from"))))
    if record["valid_to"]:
        parts.append(_("to {day}").format(day=dates.show(record.text("valid_to"))))
    return " · ".join(filter(None, parts))


UNIT = RecordType(
    code="unit",
    label=N_("Unit"),
    label_plural=N_("Units"),
    area="settings",
    sections=(
        Section(
            name="names",
            title=N_("Name and place"),
            fields=(
                Text(name="code", label=N_("Unit code"), needed="S", width=14),
                Text(
                    name="name",
                    label=N_("Full name of the unit"),
                    column=N_("Unit"),
                    needed="S",
                    group="name",
                    width=48,
                    help=N_(
                        "As the body writes itself; a ward or commune is a territory, people belong "
                        "to one of its organs."
                    ),
                ),
                Text(name="short_name", label=N_("Short name"), group="name", width=30),
                Text(name="symbol", label=N_("Symbol on documents"), width=12),
                Text(name="name_en", label=N_("English name"), width=48),
                Choice(name="kind", label=N_("Kind of unit"), options=KINDS, needed="S", width=40),
                Choice(name="block", label=N_("Block"), options=BLOCKS, width=20),
                Reference(
                    name="parent_unit",
                    label=N_("Unit directly above"),
                    kinds=("unit",),
                ),
                Number(
                    name="rank",
                    label=N_("Place in arranged lists"),
                    least=0,
                    width=6,
                    help=N_(
                        "Lists of delegations are arranged by block, rank of the organ and rank of the post."
                    ),
                ),
                Text(name="address", label=N_("Address")),
                Text(name="phone", label=N_("Phone"), width=16),
            ),
        ),
        Section(name="life", title=N_("Validity"), fields=parts.validity()),
        Section(name="succession", title=N_("Succession"), fields=(SUCCESSION, parts.example())),
    ),
    title=lambda record: record.text("name"),
    subtitle=_life,
    columns=("name", "code", "kind", "block", "parent_unit", "valid_from", "valid_to"),
    search=("name", "short_name", "code", "symbol"),
    sort=_sort,
    code_field="code",
    check=check,
    empty_hint=N_("No unit yet. Press Add to begin."),
)
