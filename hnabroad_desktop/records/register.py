"""Registers of outgoing documents and the numbers taken or void in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Number, Reference, Rows, Text
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.legal_act import PROFILES
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section, State

POLICIES = (
    ("by_clerk", N_("Number given by the registry")),
    ("by_program", N_("Number given by the program")),
)

COUNTING = (
    ("per_year", N_("Anew each year")),
    ("per_term", N_("Anew each term")),
)

TERMS = Rows(
    name="terms",
    label=N_("Terms"),
    fields=(
        Text(name="name", label=N_("Term of office"), needed="S", width=12, group="term"),
        Date(name="from_date", label=N_("From"), needed="S", group="term"),
        Date(name="to_date", label=N_("To"), group="term"),
    ),
    order=("from_date",),
    row_label=N_("term"),
)

NUMBER_STATES = (
    State(code="taken", label=N_("Taken"), then=("void",)),
    State(code="void", label=N_("Void"), then=(), by=N_("Void the number")),
)


def period_of(register: Record, day: dt.date) -> str:
    """Return what a register counts within on ``day``: the year, or the term of the Party committee.

    Without a term entered for the day the year serves, so that no number is ever outside a period.
    """
    if register["counting"] == "per_term":
        for row in register.table("terms"):
            if parts.within(row.values, day, "from_date", "to_date"):
                return str(row["name"])
    return str(day.year)


def next_number(taken: Collection[int]) -> int:
    """Return the number after the highest one taken or void; gaps are left to the registry."""
    return max(taken, default=0) + 1


def unused_before(number: int, taken: Collection[int]) -> int | None:
    """Return the number just below ``number`` if nobody has it, for the hint; None if there is none."""
    below = number - 1
    return below if below >= 1 and below not in taken and any(n < below for n in taken) else None


def settle_register(before: Record | None, record: Record) -> Record:
    """The registry gives numbers unless told otherwise (wording.md 12.1); Party counts by term."""
    if not record["policy"]:
        record = record.with_values(policy="by_clerk")
    if not record["counting"]:
        record = record.with_values(counting="per_term" if record["profile"] == "party" else "per_year")
    return record


def check_register(record: Record, context: Context) -> Iterator[Problem]:
    """Find validity and terms the wrong way round, and two registers for one sequence."""
    yield from parts.validity_problems(record)
    yield from parts.row_problems(record, TERMS)
    for twin in context.find("register", body=record["body"], symbol=record["symbol"]):
        if twin.id != record.id and twin["profile"] == record["profile"]:
            yield Problem("symbol", _("There is a register with this symbol already."), "warning")


def settle_number(before: Record | None, record: Record) -> Record:
    """A number entered is taken."""
    return record if record["state"] else record.with_values(state="taken")


def check_number(record: Record, context: Context) -> Iterator[Problem]:
    """Refuse a number twice in one register and period, and voiding without a reason."""
    yield from parts.move_problems(NUMBER_STATES, record, context)
    if record["state"] == "void" and not record["void_reason"]:
        yield Problem("void_reason", _("Give the reason why the number is void."))
    same = context.find(
        "document_number", register=record["register"], period=record["period"], number=record["number"]
    )
    for twin in same:
        if twin.id == record.id:
            continue
        symbol = twin.text("symbol")
        shown = f"{record.text('number')}{symbol}"
        if twin["state"] == "void":
            message = _("Number {number} is void. A void number stays void; choose another.").format(
                number=shown
            )
        else:
            message = _("Number {number} was given on {day} to “{summary}”. Choose another number.").format(
                number=shown, day=dates.show(twin.text("date")), summary=twin.text("summary")
            )
        yield Problem("number", message)


REGISTER = RecordType(
    code="register",
    label=N_("Register of outgoing documents"),
    label_plural=N_("Registers of outgoing documents"),
    area="documents",
    sections=(
        Section(
            name="register",
            title=N_("Register"),
            fields=(
                Text(name="name", label=N_("Name of the register"), needed="S", width=40),
                Reference(name="body", label=N_("Issuing body"), kinds=("unit",), needed="S"),
                Choice(
                    name="document_type", label=N_("Type of document"), catalogue="document_type", needed="S"
                ),
                Choice(name="profile", label=N_("Layout profile"), options=PROFILES, needed="S"),
                Text(
                    name="symbol",
                    label=N_("Symbol"),
                    needed="S",
                    width=14,
                    hint=N_("QĐ-UBND, QĐ/TU, QĐ/BTCTU"),
                ),
                Choice(name="policy", label=N_("Who gives numbers"), options=POLICIES),
                Choice(name="counting", label=N_("Numbers begin anew"), options=COUNTING),
                TERMS,
            ),
        ),
        Section(name="validity", title=N_("Validity"), fields=(*parts.validity(), parts.example())),
    ),
    title=lambda record: record.text("name"),
    subtitle=lambda record: record.text("symbol"),
    columns=("name", "body", "symbol", "profile", "policy", "counting"),
    search=("name", "symbol"),
    sort=lambda record: record.text("name"),
    settle=settle_register,
    check=check_register,
)

DOCUMENT_NUMBER = RecordType(
    code="document_number",
    lookups=(("register", "period", "number"),),
    label=N_("Document number"),
    label_plural=N_("Book of numbers"),
    area="documents",
    sections=(
        Section(
            name="number",
            title=N_("Number"),
            fields=(
                Reference(
                    name="register", label=N_("Register"), kinds=("register",), needed="S", group="number"
                ),
                Text(name="period", label=N_("Year or term"), needed="S", group="number", width=12),
                Number(name="number", label=N_("Number"), least=1, needed="S", group="number", width=6),
                Text(name="symbol", label=N_("Symbol as written"), group="number", width=14),
                Date(name="date", label=N_("Date of the document"), group="number"),
                Text(name="summary", label=N_("Summary"), lines=2, width=48),
                Reference(name="document", label=N_("Document"), kinds=("decision",)),
                Choice(
                    name="state",
                    label=N_("State"),
                    options=tuple((s.code, s.label) for s in NUMBER_STATES),
                    group="void",
                ),
                Date(name="void_date", label=N_("Void since"), group="void"),
                Text(name="void_reason", label=N_("Reason for voiding"), group="void"),
                Text(name="note", label=N_("Note")),
            ),
        ),
    ),
    title=lambda record: f"{record.text('number')}{record.text('symbol')}",
    subtitle=lambda record: record.text("period"),
    columns=("number", "symbol", "date", "summary", "state", "period", "register"),
    search=("number", "summary", "symbol"),
    sort=lambda record: f"{record.text('period')} {record.text('number'):>6}",
    states=NUMBER_STATES,
    settle=settle_number,
    check=check_number,
)
