"""Bodies that gather what the units of a territory keep; dated, since assignments change."""

from __future__ import annotations

from collections.abc import Iterator

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Reference, Text
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section
from hnabroad_desktop.records.unit import KINDS


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find validity the wrong way round, and anything but one way of naming the bodies."""
    yield from parts.validity_problems(record)
    if sum(record[name] is not None for name in ("unit", "unit_kind", "code_ending")) != 1:
        yield Problem("unit", _("Name one of the three: a unit, a kind of unit, or an ending of codes."))


GATHERING_BODY = RecordType(
    code="gathering_body",
    label=N_("Gathering body"),
    label_plural=N_("Gathering bodies"),
    area="settings",
    sections=(
        Section(
            name="body",
            title=N_("Gathering body"),
            fields=(
                Text(name="name", label=N_("Name of the gathering body"), needed="S", width=48),
                Reference(name="unit", label=N_("This unit"), kinds=("unit",), group="who"),
                Choice(
                    name="unit_kind",
                    label=N_("Or all units of this kind"),
                    column=N_("Kind of the units"),
                    options=KINDS,
                    group="who",
                    width=40,
                ),
                Text(
                    name="code_ending",
                    label=N_("Or all units whose code ends in"),
                    column=N_("Their codes end in"),
                    group="who",
                    width=12,
                    help=N_(
                        "A gathering body receives the records of all units of its territory, and its word"
                        " counts for more than theirs."
                    ),
                ),
            ),
        ),
        Section(
            name="validity",
            title=N_("Validity"),
            fields=(*parts.validity(), Text(name="source", label=N_("Source"), lines=2), parts.example()),
        ),
    ),
    title=lambda record: record.text("name"),
    columns=("name", "unit", "unit_kind", "code_ending", "valid_from", "example", "valid_to", "legal_basis"),
    search=("name", "source", "legal_basis"),
    sort=lambda record: fold(record.text("name")),
    sorted_by="name",
    check=check,
)
