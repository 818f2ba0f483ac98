"""Wording of printed documents that clerks edit: one line each, with merge fields and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Number, Text
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section

#: The papers that have a wording, by the body whose paper it is.
TEMPLATES = (
    ("decision.ubnd", N_("Decision of the People's Committee")),
    ("decision.so", N_("Decision of a department")),
    ("decision.so_by_authority", N_("Decision signed by a department by authority")),
    ("decision.ban_thuong_vu", N_("Decision of the Standing Board")),
    ("decision.ban_to_chuc", N_("Decision of the Organisation Committee")),
    ("amendment.ubnd", N_("Amending decision of the People's Committee")),
    ("amendment.so", N_("Amending decision of a department")),
    ("amendment.so_by_authority", N_("Amending decision signed by a department by authority")),
    ("amendment.ban_thuong_vu", N_("Amending decision of the Standing Board")),
    ("amendment.ban_to_chuc", N_("Amending decision of the Organisation Committee")),
    ("profile_list.state", N_("Profile list, State")),
    ("profile_list.party", N_("Profile list, Party")),
)


def lines_on(texts: Iterable[Record], template: str, day: dt.date) -> dict[str, str]:
    """Return the lines of a template in force on ``day`` by their names; of several the latest begun."""
    found = [t for t in texts if t["template"] == template and not t.deleted and parts.valid_on(t, day)]
    found.sort(key=lambda text: text.text("valid_from"))
    return {text.text("line"): text.text("text") for text in found}


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find validity the wrong way round."""
    return parts.validity_problems(record)


WORDING_TEXT = RecordType(
    code="wording_text",
    label=N_("Wording"),
    label_plural=N_("Wordings"),
    area="settings",
    sections=(
        Section(
            name="wording",
            title=N_("Wording"),
            fields=(
                Choice(name="template", label=N_("Template"), options=TEMPLATES, needed="S", group="place"),
                Text(
                    name="line",
                    label=N_("Line of the template"),
                    needed="S",
                    width=20,
                    group="place",
                    hint=N_("the program knows the line by this name"),
                ),
                Number(name="order", label=N_("Order"), least=0, width=6),
                Text(
                    name="text",
                    label=N_("Text"),
                    needed="S",
                    lines=6,
                    width=48,
                    longest=8000,
                    help=N_("Merge fields stand in angle brackets: <số người>, <tên khóa>, <nước>."),
                ),
            ),
        ),
        Section(name="validity", title=N_("Validity"), fields=(*parts.validity(), parts.example())),
    ),
    title=lambda record: record.text("text")[:60],
    subtitle=lambda record: record.text("template"),
    columns=("template", "order", "text", "line", "valid_from", "valid_to"),
    search=("text", "line"),
    sort=lambda record: f"{record.text('template')} {record.text('order'):>4}",
    check=check,
)
