"""What must hold inside a class: its course of life, five duties, legs, list, places, money and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import class_tables as tables
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.country import limits_between
from hnabroad_desktop.records.schema import Context, Record, Row, State

STATES = (
    State(code="planned", label=N_("Class planned"), then=("selecting", "postponed", "cancelled")),
    State(
        code="selecting",
        label=N_("Selecting"),
        then=("decided", "preparing", "planned", "postponed", "cancelled"),
    ),
    State(
        code="decided",
        label=N_("Decision made"),
        then=("preparing", "selecting", "postponed", "cancelled"),
    ),
    State(
        code="preparing",
        label=N_("Preparing to leave"),
        then=("ready", "decided", "selecting", "postponed", "cancelled"),
    ),
    State(
        code="ready",
        label=N_("Ready to leave"),
        then=("abroad", "preparing", "postponed", "cancelled"),
    ),
    State(code="abroad", label=N_("Studying abroad"), then=("returned", "ready")),
    State(code="returned", label=N_("Returned"), then=("reviewing", "abroad")),
    State(
        code="reviewing",
        label=N_("Summing up, settling"),
        then=("closed", "returned"),
    ),
    State(code="closed", label=N_("Class closed"), then=("reviewing",)),
    State(code="postponed", label=N_("Postponed"), then=("planned", "selecting", "preparing", "cancelled")),
    State(code="cancelled", label=N_("Cancelled"), then=("planned",)),
)

#: What a contract with a foreign institution must say (Circular 01/2018/TT-BNV; features.md C9).
CONTRACT_CONTENT = (
    "contract_has_form",
    "contract_has_time",
    "contract_has_content",
    "contract_has_programme",
    "contract_has_budget",
    "contract_has_conditions",
)

#: Steps before the delegation leaves, and the state by which a class shows that each is behind it.
STEPS = (
    ("policy", N_("Agreement on policy"), "decided"),
    ("nomination_deadline", N_("Dossiers received"), "decided"),
    ("selection", N_("Selection finished"), "decided"),
    ("partner_list", N_("List sent to the partner"), "ready"),
    ("decision", N_("Decision issued"), "decided"),
    ("passport", N_("Passports applied for"), "ready"),
    ("visa", N_("Visas applied for"), "ready"),
    ("briefing", N_("Briefing held"), "ready"),
)

GONE = frozenset({"withdrawn", "replaced", "postponed"})
_RUNNING = {"abroad", "returned", "reviewing", "closed"}
#: The course of a class until it leaves.
_BEFORE_LEAVING = ("planned", "selecting", "decided", "preparing", "ready")


@dataclass(frozen=True)
class Step:
    """One thing to have done before departure, the last day for it, and whether it is done or late."""

    key: str
    label: str
    latest: dt.date
    done: bool
    late: bool


def timeline(record: Record, leads: Mapping[str, int], today: dt.date) -> list[Step]:
    """Return the last day of each step of a class that has still to leave, the earliest first.

    ``leads`` is days before departure by step, from the parameters (features.md F9). What is behind a
    class is told by its state; every other step whose last day is over is late.
    """
    state = record.text("state")
    if not record["departure_date"] or state not in _BEFORE_LEAVING:
        return []
    departure = dt.date.fromisoformat(record.text("departure_date"))
    steps = []
    for key, label, behind in STEPS:
        if key in leads:
            latest = departure - dt.timedelta(leads[key])
            done = _BEFORE_LEAVING.index(state) >= _BEFORE_LEAVING.index(behind)
            steps.append(Step(key, label, latest, done, not done and latest < today))
    return sorted(steps, key=lambda step: step.latest)


def listed(record: Record) -> list[Row]:
    """Return the people who go, head first, then deputies, then as arranged, the secretary last."""
    rank = {"head": 0, "deputy": 1, "trainee": 2, "secretary": 3}
    rows = [row for row in record.table("roster") if row["status"] in {None, "listed"}]
    return sorted(rows, key=lambda row: (rank.get(str(row["role"]), 2), _place(row["order"])))


def reserves(record: Record) -> list[Row]:
    """Return the reserves, first reserve first."""
    rows = [row for row in record.table("roster") if row["status"] == "reserve"]
    return sorted(rows, key=lambda row: _place(row["reserve_order"]))


def open_duties(record: Record) -> list[str]:
    """Return the duties still red: without date or document, or a contract that does not say all it must."""
    done = {str(row["duty"]) for row in record.table("duties") if row["date"] and row["document"]}
    if any(not record[name] for name in CONTRACT_CONTENT):
        done.discard("contract")
    return [duty for duty, _label in tables.DUTIES if duty not in done]


def decided_elsewhere(record: Record) -> bool:
    """Say whether the Centre or a partner decides; then an incoming document stands for our decision."""
    return record["organiser"] in {"central", "partner"}


def settle(before: Record | None, record: Record) -> Record:
    """Begin as planned, with all five duties in place and the days counted from the dates."""
    record = parts.whole(before, record)
    record = parts.first_state(STATES, record)
    present = {row["duty"] for row in record.table("duties")}
    new = [
        Row(MappingProxyType({"number": number, "duty": duty}))
        for number, (duty, _label) in enumerate(tables.DUTIES, 1)
        if duty not in present
    ]
    if new:
        record = record.with_table("duties", [*record.table("duties"), *new])
    if not record["organiser"]:
        record = record.with_values(organiser="city")
    return _count_days(before, record)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find everything that does not fit together; what an official may still decide is a warning."""
    yield from parts.row_problems(record, tables.LEGS)
    yield from parts.move_problems(STATES, record, context)
    yield from _organiser_problems(record)
    yield from _ready_problems(record)
    yield from _date_problems(record, context)
    yield from _duty_problems(record)
    yield from _roster_problems(record)
    yield from _issued_problems(record, context)
    yield from _place_problems(record)
    yield from _result_problems(record)


def derive(record: Record) -> dict[str, Stored]:
    """Return what lists show: people, reserves, duties done, money, countries."""
    rows = record.table("money")
    countries = list(dict.fromkeys(str(row["country"]) for row in record.table("legs") if row["country"]))
    sums = {
        name: sum(n for row in rows if isinstance(n := row[name], int)) for name in ("estimate", "settlement")
    }
    return {
        "people": len(listed(record)),
        "reserves": len(reserves(record)),
        "duties_done": len(tables.DUTIES) - len(open_duties(record)),
        "estimate_total": sums["estimate"],
        "settlement_total": sums["settlement"],
        "country": countries[0] if countries else None,
    }


def _place(order: Stored) -> int:
    return order if isinstance(order, int) else 9999


def _count_days(before: Record | None, record: Record) -> Record:
    first, last = record.text("departure_date"), record.text("return_date")
    if not first or not last or last < first:
        return record
    dates_moved = before is None or (before["departure_date"], before["return_date"]) != (first, last)
    said = record["days"] is not None and (before is None or record["days"] != before["days"])
    if said or not dates_moved:
        return record
    return record.with_values(days=(dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days + 1)


def _organiser_problems(record: Record) -> Iterator[Problem]:
    if record["organiser"] == "city" and not record["plan_line"]:
        yield Problem("plan_line", _("A class of the city belongs to a line of the plan."))
    if decided_elsewhere(record) and not record["incoming_document"]:
        yield Problem(
            "incoming_document", _("Enter the document by which the Centre or the partner invites.")
        )


def _ready_problems(record: Record) -> Iterator[Problem]:
    wanting = open_duties(record)
    if record["state"] in {"ready", "abroad"} and wanting and not record["ready_reason"]:
        labels = dict(tables.DUTIES)
        yield Problem(
            "ready_reason",
            _("Not done yet: {duties}. Do them, or give the reason for leaving without.").format(
                duties=", ".join(_(labels[duty]) for duty in wanting)
            ),
        )
    if record["state"] in {"ready", *_RUNNING} and not record["departure_date"]:
        yield Problem("departure_date", _("Give the date of departure."))
    if record["state"] in {"postponed", "cancelled"} and not record["state_reason"]:
        yield Problem("state_reason", _("Give the reason and the document."))


def _date_problems(record: Record, context: Context) -> Iterator[Problem]:
    values = record.values
    if parts.after(values, "departure_date", "return_date"):
        yield Problem("return_date", _("The return lies before the departure."))
    for index, leg in enumerate(record.table("legs")):
        early = (
            leg["from_date"]
            and record["departure_date"]
            and str(leg["from_date"]) < record.text("departure_date")
        )
        late = leg["to_date"] and record["return_date"] and str(leg["to_date"]) > record.text("return_date")
        if early or late:
            yield Problem(f"legs.{index}.from_date", _("This leg lies outside the journey."), "warning")
    today = context.today.isoformat()
    if (
        record["state"] in {"abroad", *_RUNNING}
        and record["departure_date"]
        and record.text("departure_date") > today
    ):
        yield Problem("state", _("The delegation has not left yet."), "warning")
    first, last, days = record.text("departure_date"), record.text("return_date"), record["days"]
    if first and last and first <= last and isinstance(days, int) and record["travel_days_included"]:
        span = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days + 1
        if span != days:
            yield Problem(
                "days", _("From departure to return there are {span} days.").format(span=span), "warning"
            )
    yield from _limit_problems(record, context)


def _limit_problems(record: Record, context: Context) -> Iterator[Problem]:
    from_day, to_day = record.text("departure_date"), record.text("return_date")
    if not from_day:
        return
    first = dt.date.fromisoformat(from_day)
    last = dt.date.fromisoformat(to_day) if to_day else first
    for index, leg in enumerate(record.table("legs")):
        country = context.get("country", str(leg["country"])) if leg["country"] else None
        if country is None:
            continue
        for limit in limits_between(country, first, last):
            yield Problem(
                f"legs.{index}.country",
                _("Sending to {country} is suspended: {document}.").format(
                    country=country.text("name_vi"),
                    document=limit["document_number"] or limit["reason"] or "—",
                ),
            )


def _duty_problems(record: Record) -> Iterator[Problem]:
    seen: set[Stored] = set()
    for index, row in enumerate(record.table("duties")):
        if row["duty"] in seen:
            yield Problem(f"duties.{index}.duty", _("This duty stands twice."))
        seen.add(row["duty"])


def _roster_problems(record: Record) -> Iterator[Problem]:
    seen: set[Stored] = set()
    heads = 0
    for index, row in enumerate(record.table("roster")):
        present = row["status"] not in GONE
        if present and row["cadre"] is not None and row["cadre"] in seen:
            yield Problem(f"roster.{index}.cadre", _("This person is on the list already."))
        if present:
            seen.add(row["cadre"])
        heads += row["role"] == "head" and row["status"] in {None, "listed"}
        if row["status"] in GONE and not row["status_reason"]:
            yield Problem(f"roster.{index}.status_reason", _("Give the reason."), "warning")
    if heads > 1:
        yield Problem("roster", _("A delegation has one head."))
    if not heads and record["state"] in {"decided", "preparing", "ready"} and listed(record):
        yield Problem("roster", _("Name the head of the delegation."), "warning")


#: A draft may still say other names, a decision in force may not.
_CHANGEABLE = frozenset({"draft", "submitted"})
_IN_FORCE = parts.ISSUED - {"annulled", "withdrawn"}


def _issued_problems(record: Record, context: Context) -> Iterator[Problem]:
    """Keep the list as the decision in force names it: another list needs another decision."""
    before = parts.stored_before(record, context)
    if before is None or _named(before) == _named(record):
        return
    decisions = context.find("decision", **{"class": record.id})
    amending = any(d["document_kind"] == parts.AMENDMENT and d["state"] in _CHANGEABLE for d in decisions)
    in_force = [d for d in decisions if d["document_kind"] == "sending" and d["state"] in _IN_FORCE]
    if in_force and not amending:
        yield Problem(
            "roster",
            _(
                "The decision is issued and cannot be changed. To replace a person, draw up "
                "an amending decision."
            ),
        )


def _named(record: Record) -> list[tuple[Stored, Stored]]:
    return [(row["cadre"], row["role"]) for row in listed(record)]


def _place_problems(record: Record) -> Iterator[Problem]:
    places, people = record["places"], len(listed(record))
    if isinstance(places, int) and people > places:
        yield Problem(
            "places",
            _("{people} people are on the list for {places} places.").format(people=people, places=places),
            "warning",
        )
    allotted = sum(n for row in record.table("allocations") if isinstance(n := row["places"], int))
    if isinstance(places, int) and allotted > places:
        yield Problem(
            "allocations",
            _("{allotted} places are given to units; the class has {places}.").format(
                allotted=allotted, places=places
            ),
            "warning",
        )


def _result_problems(record: Record) -> Iterator[Problem]:
    for index, row in enumerate(record.table("results")):
        if row["certified"] and row["score"] is not None and float(str(row["score"])) < 5:
            yield Problem(f"results.{index}.certified", _("A certificate needs 5 points or more."))
    if record["state"] != "closed":
        return
    done = {row["cadre"] for row in record.table("results") if (row["report_date"] or row["waiver"])}
    if any(row["cadre"] not in done for row in listed(record)):
        yield Problem(
            "results", _("A report is missing; enter it or the reason for exemption before closing.")
        )
    if not record["delegation_report_date"] and not record["delegation_report_waiver"]:
        yield Problem("delegation_report_date", _("The report of the delegation is missing."))
