"""Rules of authority: which unit may change which part of a record that units exchange."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Text
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.paths import RESOURCES
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section

LEVELS = (
    ("city", N_("Bodies that gather for the city")),
    ("organ", N_("Organs of the city")),
    ("ward", N_("Bodies that gather for a ward or commune")),
    ("all", N_("Every unit")),
)

#: What has to have happened before a rule holds.
OCCASIONS = (
    ("nomination", N_("There is a nomination")),
    ("decision", N_("It stands in a decision")),
)


def _parts() -> tuple[tuple[str, str], ...]:
    """Return the parts of records that units exchange, in the words of their forms (Vietnamese: data)."""
    content = json.loads((RESOURCES / "exchange" / "parts.json").read_text(encoding="utf-8"))
    return tuple((row["code"], row["words"]) for row in content["rows"])


PARTS = _parts()
_WORDS = dict(PARTS)
_PLACES = {code: place for place, (code, _words) in enumerate(PARTS)}


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find two rules about one part that begin on the same day."""
    yield from parts.validity_problems(record)
    for twin in context.find("field_authority", part=record["part"], valid_from=record["valid_from"]):
        if twin.id != record.id and twin["after"] == record["after"]:
            yield Problem(
                "valid_from", _("There is a rule about this from this day already. Give another day.")
            )


FIELD_AUTHORITY = RecordType(
    code="field_authority",
    label=N_("Rule of authority"),
    label_plural=N_("Rules of authority"),
    area="settings",
    sections=(
        Section(
            name="rule",
            title=N_("Rule of authority"),
            fields=(
                Choice(
                    name="part",
                    label=N_("Content of the record"),
                    options=PARTS,
                    needed="S",
                    width=60,
                    help=N_("Type a few letters, for example the kind of record, and choose."),
                ),
                Choice(
                    name="level",
                    label=N_("Who may change it, and those above"),
                    column=N_("Who may change it"),
                    options=LEVELS,
                    needed="S",
                    group="rule",
                    width=24,
                    help=N_(
                        "What a unit below sends of it is not entered: it waits as a proposed change until"
                        " somebody with the authority accepts it."
                    ),
                ),
                Choice(
                    name="after",
                    label=N_("Holds once"),
                    options=OCCASIONS,
                    group="rule",
                    width=24,
                    hint=N_("empty: always"),
                ),
            ),
        ),
        Section(
            name="validity",
            title=N_("Validity"),
            fields=(*parts.validity(), Text(name="source", label=N_("Source"), lines=2), parts.example()),
        ),
    ),
    title=lambda record: _WORDS.get(record.text("part"), record.text("part")),
    columns=("part", "level", "after", "valid_from", "example", "valid_to", "legal_basis"),
    search=("source", "legal_basis"),
    found_by=("part",),
    sort=lambda record: f"{_PLACES.get(record.text('part'), 9999):04d} {record.text('valid_from')}",
    sorted_by="part",
    check=check,
    lookups=(("part",),),
)
