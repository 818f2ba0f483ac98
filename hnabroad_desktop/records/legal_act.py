"""The register of acts that decisions are based on, with their time and whom they concern."""

from __future__ import annotations

from collections.abc import Iterator

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Number, Text, YesNo
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section

#: What a template of wording asks the register for.
TOPICS = (
    ("local_government", N_("Organisation of local government")),
    ("staff", N_("Cadres, civil servants, public employees")),
    ("training", N_("Training and retraining")),
    ("capital", N_("Law on the Capital")),
    ("scheme", N_("The scheme, in State papers")),
    ("scheme_party", N_("The scheme, in Party papers")),
    ("party_statutes", N_("Statutes of the Party")),
)

PROFILES = (("state", N_("State profile")), ("party", N_("Party")))


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find validity the wrong way round."""
    return parts.validity_problems(record)


LEGAL_ACT = RecordType(
    code="legal_act",
    label=N_("Legal act"),
    label_plural=N_("Legal acts"),
    area="settings",
    sections=(
        Section(
            name="act",
            title=N_("Act"),
            fields=(
                Choice(
                    name="document_type", label=N_("Type of document"), catalogue="document_type", free=True
                ),
                Text(name="number", label=N_("Number and symbol"), group="document", width=20),
                Date(name="date", label=N_("Date of the act"), group="document"),
                Text(name="issuer", label=N_("Issuing body"), group="document"),
                Text(name="summary", label=N_("Summary"), needed="S", lines=2, width=48),
                Text(
                    name="citation",
                    label=N_("How it is cited"),
                    lines=2,
                    help=N_(
                        "Only where it is not type, number and issuer, for example the name of a law;"
                        " the date is added."
                    ),
                ),
            ),
        ),
        Section(
            name="use",
            title=N_("Use"),
            fields=(
                Choice(
                    name="topic",
                    label=N_("Cited for"),
                    options=TOPICS,
                    help=N_("Decisions cite the acts in force on their day for each of these."),
                ),
                Choice(name="profile", label=N_("Layout profile"), options=PROFILES, hint=N_("empty: both")),
                YesNo(name="for_cadres", label=N_("Concerns cadres")),
                YesNo(name="for_civil_servants", label=N_("Concerns civil servants")),
                YesNo(name="for_public_employees", label=N_("Concerns public employees")),
                Number(name="order", label=N_("Order"), least=0, width=6),
                Date(name="valid_from", label=N_("Valid from"), group="validity"),
                Date(name="valid_to", label=N_("Valid to"), group="validity"),
                Text(name="note", label=N_("Note"), lines=2),
                parts.example(),
                parts.attachments(),
            ),
        ),
    ),
    title=lambda record: record.text("citation") or record.text("summary"),
    subtitle=lambda record: record.text("number"),
    columns=("summary", "number", "date", "issuer", "profile", "valid_from", "valid_to"),
    search=("summary", "number", "citation", "issuer"),
    sort=lambda record: record.text("date"),
    check=check,
)
