"""Agreements with foreign partners: parties, goals, conditions, stages, signing, force and use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from hnabroad_desktop.base import dates, vietnamese
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Number, PartialDate, Reference, Stored, Text, YesNo
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import agreement_tables as tables
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.agreement_tables import STATES
from hnabroad_desktop.records.partner import CONTACTS
from hnabroad_desktop.records.schema import Context, Record, RecordType, Row, Section

RENEWALS = (
    ("automatic", N_("Automatic renewal")),
    ("by_agreement", N_("Renewal by agreement")),
    ("none", N_("No renewal")),
)

#: What must be known before an agreement is in force (wording.md 5.2, blocks 4 and 5; features.md C2).
NEEDED_IN_FORCE = (
    "signer_vn",
    "signer_vn_post",
    "signer_partner",
    "signer_partner_post",
    "signing_date",
    "signing_place",
    "number_vn",
    "number_partner",
    "languages",
    "effective_date",
)

_BINDING = {"in_force", "suspended", "terminated", "expired"}
_ORDER = {state.code: index for index, state in enumerate(STATES)}


@dataclass(frozen=True)
class Places:
    """Places of one year: offered by the conditions, used by classes and delegations, left."""

    offered: int
    used: int

    @property
    def left(self) -> int:
        """Places nobody has used."""
        return self.offered - self.used


def places_by_year(record: Record, used: Mapping[int, int], direction: str = "out") -> dict[int, Places]:
    """Return offered, used and left places of each year; ``used`` counts the people sent in a year."""
    offered: dict[int, int] = {}
    for row in record.table("conditions"):
        first, last, places = row["year_from"], row["year_to"], row["places"]
        if row["direction"] == direction and isinstance(first, int) and isinstance(places, int):
            for year in range(first, (last if isinstance(last, int) else first) + 1):
                offered[year] = offered.get(year, 0) + places
    years = sorted({*offered, *used})
    return {year: Places(offered.get(year, 0), used.get(year, 0)) for year in years}


def expiry_of(record: Record) -> str | None:
    """Return the day the agreement ends, renewals counted; None when it has no end or none is known."""
    if record["indefinite"]:
        return None
    days = [str(row["expiry_date"]) for row in record.table("renewals") if row["expiry_date"]]
    return max([*days, record.text("expiry_date")]) or None


def state_on(record: Record, day: dt.date) -> str:
    """Return the state on ``day``: what is in force or suspended has expired once its end has passed."""
    state, end = record.text("state"), expiry_of(record)
    if state in {"in_force", "suspended"} and end is not None and dates.latest(end) < day:
        return "expired"
    return state


def settle(before: Record | None, record: Record) -> Record:
    """Let the state follow the newest stage, and mark the stages that went back."""
    record = parts.whole(before, record)
    stages = sorted(record.table("stages"), key=lambda row: str(row["date"] or "9999"))
    marked = [_marked(row, stages[index - 1] if index else None) for index, row in enumerate(stages)]
    if tuple(marked) != record.table("stages"):
        record = record.with_table("stages", marked)
    newest = marked[-1]["stage"] if marked else None
    former = _newest_stage(before)
    said = record["state"] != (before["state"] if before else None) and record["state"] is not None
    if newest is not None and newest != former and not said:
        record = record.with_values(state=newest)
    return parts.first_state(STATES, record)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find illegal moves, force without signature, and dates the wrong way round."""
    for table in (tables.CONDITIONS, tables.DELEGATIONS, CONTACTS):
        yield from parts.row_problems(record, table)
    for index, row in enumerate(record.table("conditions")):
        first, last = row["year_from"], row["year_to"]
        if isinstance(first, int) and isinstance(last, int) and last < first:
            yield Problem(f"conditions.{index}.year_to", parts.end_before_begin())
    yield from _stage_problems(record, context)
    if record["state"] in _BINDING:
        yield from _force_problems(record)
    yield from _date_problems(record)
    if record["state"] == "signed" and not record["report_sent_date"]:
        yield Problem(
            "report_sent_date",
            _("After signing, a copy and a report still go to the competent body."),
            "warning",
        )


def derive(record: Record) -> dict[str, Stored]:
    """Return the end with renewals, the yearly places and the last activity."""
    years = places_by_year(record, {})
    done = [str(row["from_date"]) for row in record.table("delegations") if row["from_date"]]
    done += [str(row["date"]) for row in record.table("activities") if row["date"]]
    return {
        "final_expiry": expiry_of(record),
        "places_total": sum(places.offered for places in years.values()),
        "last_activity": max(done, default=None),
    }


def _marked(row: Row, previous: Row | None) -> Row:
    earlier = previous is not None and _ORDER.get(str(row["stage"]), 0) < _ORDER.get(
        str(previous["stage"]), 0
    )
    back = earlier and str(row["stage"]) in _BEFORE_SIGNING
    if bool(row["went_back"]) == back:
        return row
    return replace(row, values=MappingProxyType({**row.values, "went_back": back}))


_BEFORE_SIGNING = ("proposed", "policy_requested", "consulting", "negotiating", "submitted", "signed")


def _newest_stage(record: Record | None) -> Stored:
    if record is None or not record.table("stages"):
        return None
    return max(record.table("stages"), key=lambda row: str(row["date"] or "9999"))["stage"]


def _stage_problems(record: Record, context: Context) -> Iterator[Problem]:
    for index, row in enumerate(record.table("stages")):
        if not row["date"]:
            yield Problem(f"stages.{index}.date", _("Each step needs its date."))
        elif str(row["date"]) > context.today.isoformat():
            yield Problem(f"stages.{index}.date", _("This day has not come yet."), "warning")
    yield from _leap_problems(record)
    before = parts.stored_before(record, context)
    moved = record["state"] != (before["state"] if before else STATES[0].code)
    if moved and record["state"] not in {None, "expired"} and _newest_stage(record) != record["state"]:
        yield Problem(
            "stages",
            _("Enter the step “{state}” with its date in the course of the agreement.").format(
                state=parts.state_label(STATES, record["state"])
            ),
        )


def _leap_problems(record: Record) -> Iterator[Problem]:
    ways = {state.code: state.then for state in STATES}
    dated = [
        (str(row["date"] or "9999"), index, str(row["stage"]))
        for index, row in enumerate(record.table("stages"))
    ]
    dated.sort(key=lambda entry: entry[0])
    for (_day, _index, old), (_later, index, new) in pairwise(dated):
        if new != old and new not in ways.get(old, ()):
            yield Problem(
                f"stages.{index}.stage",
                _("“{new}” does not follow “{old}”. Enter the steps between.").format(
                    new=parts.state_label(STATES, new), old=parts.state_label(STATES, old)
                ),
            )


def _force_problems(record: Record) -> Iterator[Problem]:
    for name in NEEDED_IN_FORCE:
        if record[name] is None:
            yield Problem(
                name,
                _("“{label}” is needed before the agreement can be in force.").format(
                    label=_(AGREEMENT.by_name[name].label)
                ),
            )
    if not record["indefinite"] and expiry_of(record) is None:
        yield Problem(
            "expiry_date",
            _("Give the day of expiry, or mark the agreement as without term."),
        )


def _date_problems(record: Record) -> Iterator[Problem]:
    values = record.values
    if parts.after(values, "signing_date", "effective_date"):
        yield Problem(
            "effective_date",
            _("The agreement would take effect before it is signed."),
            "warning",
        )
    if parts.after(values, "effective_date", "expiry_date"):
        yield Problem("expiry_date", parts.end_before_begin())


PARTIES = Section(
    name="parties",
    title=N_("Name and parties"),
    fields=(
        Text(
            name="code",
            label=N_("Agreement code"),
            help=N_("A short code of the unit, for example TT-2024-01."),
            width=14,
        ),
        Text(
            name="name",
            label=N_("Name of the agreement (Vietnamese)"),
            help=N_("In full as on the signed text."),
            needed="S",
            lines=2,
            width=48,
            column=N_("Agreement"),
        ),
        Text(
            name="name_foreign",
            label=N_("Name in the foreign language"),
            help=N_("As on the foreign text, in its own language."),
            lines=2,
            width=48,
        ),
        Choice(
            name="kind",
            label=N_("Kind of agreement"),
            catalogue="agreement_kind",
            needed="S",
            help=N_("Names of Article 6 of Law 70/2020/QH14; never hiệp định, hiệp ước, công ước."),
        ),
        Reference(
            name="signing_body",
            label=N_("Vietnamese party"),
            help=N_("The body in whose name it is signed, as a rule the city."),
            kinds=("unit",),
            needed="S",
        ),
        Reference(
            name="partner",
            label=N_("Foreign party"),
            help=N_("Choose the partner; press F4 to search by any of its names."),
            kinds=("partner",),
            needed="S",
        ),
        Reference(
            name="country",
            label=N_("Country"),
            help=N_("The country of the foreign party."),
            kinds=("country",),
        ),
        Reference(
            name="lead_body",
            label=N_("Proposing and leading body"),
            help=N_("The body that proposed it and leads its carrying out."),
            kinds=("unit",),
        ),
    ),
)

CONTENT = Section(
    name="content",
    title=N_("Content"),
    fields=(
        YesNo(
            name="goal_economic",
            label=N_("Economic goal"),
            help=N_("Yes if the text names economic cooperation."),
            group="goals",
        ),
        YesNo(
            name="goal_cultural",
            label=N_("Cultural goal"),
            help=N_("Yes if the text names cultural cooperation."),
            group="goals",
        ),
        YesNo(
            name="goal_social",
            label=N_("Social goal"),
            help=N_("Yes if the text names social cooperation."),
            group="goals",
        ),
        Text(
            name="goals",
            label=N_("Goals of cooperation"),
            help=N_("The aims in two or three lines, in the words of the text."),
            lines=3,
        ),
        Choice(
            name="field",
            label=N_("Field of training"),
            help=N_("The main field in which people are trained."),
            catalogue="field",
            free=True,
            width=40,
        ),
        tables.CONDITIONS,
    ),
)

COURSE = Section(
    name="course",
    title=N_("Course of the agreement"),
    fields=(parts.state_field(STATES), tables.STAGES),
)

SIGNING = Section(
    name="signing",
    title=N_("Signing"),
    fields=(
        Text(
            name="signer_vn",
            label=N_("Signer, Vietnamese side"),
            help=N_("Full name of who signed for the Vietnamese party."),
            group="signer_vn",
        ),
        Text(
            name="signer_vn_post",
            label=N_("Post of the Vietnamese signer"),
            help=N_("The post on that day, for example Phó Chủ tịch UBND Thành phố."),
            group="signer_vn",
        ),
        Text(
            name="signer_partner",
            label=N_("Signer, foreign side"),
            help=N_("Full name of who signed for the foreign party."),
            group="signer_partner",
        ),
        Text(
            name="signer_partner_post",
            label=N_("Post of the foreign signer"),
            help=N_("The post on that day, in Vietnamese."),
            group="signer_partner",
        ),
        Date(
            name="signing_date",
            label=N_("Date of signing"),
            help=N_("The day of the last signature."),
            group="signing",
        ),
        Text(
            name="signing_place",
            label=N_("Place of signing"),
            help=N_("For example Hà Nội, Fukuoka."),
            group="signing",
        ),
        Text(
            name="number_vn",
            label=N_("Number, Vietnamese side"),
            help=N_("For example 12/BGN-UBND."),
            width=20,
        ),
        Text(
            name="number_partner",
            label=N_("Number, foreign side"),
            help=N_("As on the foreign text."),
            width=20,
            hint=N_("“không có” where there is none"),
        ),
        Text(
            name="languages",
            label=N_("Languages of the text"),
            help=N_("For example tiếng Việt, tiếng Nhật, có giá trị như nhau."),
        ),
        Date(
            name="report_sent_date",
            label=N_("Copy and report sent on"),
            help=N_("The day the copy and the report went to the competent body."),
            group="report",
        ),
        Text(
            name="report_document",
            label=N_("Letter of the report"),
            help=N_("Number and date, for example 88/BC-UBND, 20/4/2026."),
            group="report",
        ),
    ),
)

FORCE = Section(
    name="force",
    title=N_("Force"),
    fields=(
        Date(
            name="effective_date",
            label=N_("In force from"),
            help=N_("The day named in the text; often that of the signing."),
            group="force",
        ),
        Number(
            name="term_months",
            label=N_("Term in months"),
            help=N_("Three years are 36."),
            least=1,
            width=5,
            group="force",
        ),
        Date(
            name="expiry_date",
            label=N_("Day of expiry"),
            help=N_("The last day in force before any renewal."),
            group="force",
        ),
        YesNo(
            name="indefinite",
            label=N_("Without term"),
            help=N_("Yes where the text sets no end."),
            group="force",
        ),
        Choice(
            name="renewal",
            label=N_("Renewal"),
            help=N_("As the text provides."),
            options=RENEWALS,
            group="renewal",
        ),
        Number(
            name="notice_days",
            label=N_("Notice in days"),
            help=N_("Days before the end by which a party has to speak, for example 90."),
            least=0,
            width=5,
            group="renewal",
        ),
        tables.RENEWALS,
        Date(
            name="termination_date",
            label=N_("Terminated on"),
            help=N_("Only where it ended before its day."),
            group="termination",
        ),
        Text(
            name="termination_reason",
            label=N_("Reason for the end"),
            help=N_("Why it ended, with the document."),
            group="termination",
        ),
    ),
)

AGREEMENT = RecordType(
    code="agreement",
    label=N_("International agreement"),
    label_plural=N_("International agreements"),
    area="partners",
    sections=(
        PARTIES,
        CONTENT,
        COURSE,
        SIGNING,
        FORCE,
        Section(name="use", title=N_("Carrying out"), fields=(tables.DELEGATIONS, tables.ACTIVITIES)),
        Section(name="contacts", title=N_("Contacts of both sides"), fields=(CONTACTS,)),
        Section(name="amendments", title=N_("Amendments"), fields=(tables.AMENDMENTS,)),
        Section(
            name="files",
            title=N_("Attachments"),
            fields=(
                parts.attachments(),
                Text(
                    name="note",
                    label=N_("Note"),
                    help=N_("What belongs nowhere else; it is not printed."),
                    lines=3,
                ),
            ),
        ),
    ),
    title=lambda record: record.text("name"),
    subtitle=lambda record: record.text("number_vn"),
    columns=(
        "name",
        "partner",
        "state",
        "final_expiry",
        "country",
        "kind",
        "signing_date",
        "places_total",
        "last_activity",
    ),
    search=("name", "name_foreign", "code", "number_vn", "number_partner"),
    sort=lambda record: vietnamese.sort_key("", record.text("name")),
    sorted_by="name",
    code_field="code",
    states=STATES,
    derived=(
        Date(name="final_expiry", label=N_("Ends on, renewals counted")),
        Number(name="places_total", label=N_("Places offered")),
        PartialDate(name="last_activity", label=N_("Last activity")),
    ),
    derive=derive,
    settle=settle,
    check=check,
    empty_hint=N_("No agreement yet. Press Add to begin."),
)
