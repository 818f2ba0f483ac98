"""Dated parameters: every number a decree may change, with its value, its time and its legal basis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Text
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section

CERTAINTIES = (
    ("law", N_("Read in the law")),
    ("practice", N_("By practice")),
    ("derived", N_("Worked out")),
    ("unknown", N_("Not established")),
)


def value_on(settings: Iterable[Record], key: str, day: dt.date) -> str | None:
    """Return the value of a parameter on ``day``, None if unset; of several the one that began last."""
    found = [s for s in settings if s["key"] == key and parts.valid_on(s, day) and not s.deleted]
    latest = max(found, key=lambda s: s.text("valid_from"), default=None)
    return None if latest is None or latest["value"] is None else latest.text("value")


def number_on(settings: Iterable[Record], key: str, day: dt.date) -> int | None:
    """Return the whole number of a parameter on ``day``, None if it is unset or not a number."""
    value = value_on(settings, key, day)
    return int(value) if value is not None and value.lstrip("-").isdecimal() else None


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find two values of one parameter that begin on the same day."""
    yield from parts.validity_problems(record)
    for twin in context.find("setting", key=record["key"], valid_from=record["valid_from"]):
        if twin.id != record.id:
            yield Problem(
                "valid_from",
                _("“{name}” has a value from this day already. Give another day.").format(
                    name=record.text("name") or record.text("key")
                ),
            )


SETTING = RecordType(
    code="setting",
    label=N_("Parameter"),
    label_plural=N_("Parameters"),
    area="settings",
    sections=(
        Section(
            name="parameter",
            title=N_("Parameter"),
            fields=(
                Text(name="key", label=N_("Key"), needed="S", width=30),
                Text(name="name", label=N_("Name of the parameter"), needed="S", width=48),
                Text(name="value", label=N_("Value of the parameter"), group="value", width=20),
                Text(name="value_unit", label=N_("Measured in"), group="value", width=12),
            ),
        ),
        Section(
            name="validity",
            title=N_("Validity"),
            fields=(
                *parts.validity(),
                Choice(name="certainty", label=N_("Certainty"), options=CERTAINTIES),
                Text(name="note", label=N_("Note"), lines=2),
                parts.example(),
            ),
        ),
    ),
    title=lambda record: record.text("name"),
    subtitle=lambda record: f"{record.text('value')} {record.text('value_unit')}".strip(),
    columns=("name", "value", "value_unit", "valid_from", "valid_to", "legal_basis", "certainty"),
    search=("name", "key", "legal_basis"),
    sort=lambda record: f"{record.text('key')} {record.text('valid_from')}",
    check=check,
)
