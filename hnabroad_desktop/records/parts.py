"""Fields, tables and findings that several record types share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Attachment, Choice, Date, Field, Rows, Stored, Text, YesNo
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records.schema import Context, Record, Row, State, Values

#: States of an outgoing document that was issued, whatever happened to it later.
ISSUED = frozenset({"issued", "amended", "superseded", "annulled", "withdrawn"})

#: The kind of a decision that changes the list of an issued one.
AMENDMENT = "amend_roster"


def validity() -> tuple[Field, ...]:
    """Return the fields of a dated truth: from, to and legal basis, one unit of conflict."""
    return (
        Date(name="valid_from", label=N_("Valid from"), group="validity"),
        Date(name="valid_to", label=N_("Valid to"), group="validity"),
        Text(name="legal_basis", label=N_("Legal basis"), group="validity", lines=2),
    )


def paper() -> tuple[Field, ...]:
    """Return the fields that cite a paper inside a row; they are right only together."""
    return (
        Text(name="document_number", label=N_("Document number"), group="document", width=18),
        Date(name="document_date", label=N_("Document date"), group="document"),
        Text(name="document_body", label=N_("Issuing body"), group="document"),
    )


def attachments() -> Rows:
    """Return the table of files kept with a record (features.md A11)."""
    return Rows(
        name="attachments",
        label=N_("Attachments"),
        help=N_("PDF or image of the signed paper; the title says what it is."),
        fields=(
            Choice(name="kind", label=N_("Kind of attachment"), catalogue="attachment_kind", free=True),
            Text(name="title", label=N_("Title of the attachment"), needed="S"),
            Date(name="date", label=N_("Date of the attachment"), column=N_("Dated")),
            Attachment(name="file", label=N_("File")),
        ),
        order=("kind", "date"),
        row_label=N_("attachment"),
    )


def example() -> YesNo:
    """Return the mark of a shipped value that is still to be confirmed on a real page."""
    return YesNo(
        name="example",
        label=N_("Example"),
        help=N_("Not confirmed on a real page yet. Take the mark away once it is."),
    )


def shipped() -> YesNo:
    """Return the mark of a record that came with the program."""
    return YesNo(name="shipped", label=N_("Comes with the program"))


def state_field(states: tuple[State, ...]) -> Choice:
    """Return the field that holds where a record stands in its course of life."""
    return Choice(
        name="state",
        label=N_("State"),
        help=N_("The state follows the work; only moves that are allowed are offered."),
        options=tuple((state.code, state.label) for state in states),
        width=24,
    )


def first_state(states: tuple[State, ...], record: Record) -> Record:
    """Return ``record`` standing at the beginning, when it stands nowhere yet."""
    return record if record["state"] else record.with_values(state=states[0].code)


def whole(before: Record | None, record: Record) -> Record:
    """Return ``record`` with the tables it does not speak of as they are stored."""
    silent = {name: rows for name, rows in (before.rows if before else {}).items() if name not in record.rows}
    return replace(record, rows=MappingProxyType({**silent, **record.rows})) if silent else record


def state_label(states: Iterable[State], code: Stored) -> str:
    """Return the name of a state in the language of the screen, "" for none."""
    return next((_(state.label) for state in states if state.code == code), "")


def stored_before(record: Record, context: Context) -> Record | None:
    """Return the record as it is stored, None for a new one."""
    return context.get(record.kind, record.id) if record.id else None


def move_problems(states: tuple[State, ...], record: Record, context: Context) -> Iterator[Problem]:
    """Yield an error when the record would leave its stored state by a way that does not exist."""
    before = stored_before(record, context)
    was = before["state"] if before else None
    now = record["state"]
    if was is None or was == now:
        return
    ways = next((state.then for state in states if state.code == was), ())
    if now not in ways:
        yield Problem(
            "state",
            _("“{old}” cannot become “{new}”. Choose one of: {ways}.").format(
                old=state_label(states, was),
                new=state_label(states, now),
                ways=", ".join(state_label(states, way) for way in ways) or "—",
            ),
        )


def valid_on(record: Record | Row, day: dt.date) -> bool:
    """Say whether a dated truth holds on ``day``; an open end holds for ever."""
    return within(record.values, day, "valid_from", "valid_to")


def within(values: Values, day: dt.date, first: str, last: str) -> bool:
    """Say whether ``day`` may lie between two dates, each as exact as it is known."""
    begin, end = values.get(first), values.get(last)
    if begin and dates.earliest(str(begin)) > day:
        return False
    return not (end and dates.latest(str(end)) < day)


def after(values: Values, first: str, second: str) -> bool:
    """Say whether ``second`` certainly lies before ``first``, which would be the wrong order."""
    begin, end = values.get(first), values.get(second)
    if not begin or not end:
        return False
    return dates.latest(str(end)) < dates.earliest(str(begin))


def row_problems(record: Record, table: Rows) -> Iterator[Problem]:
    """Yield what is missing or the wrong way round inside the rows of ``table``."""
    names = {field.name for field in table.fields}
    pairs = [("from_date", "to_date"), ("valid_from", "valid_to"), ("issue_date", "expiry_date")]
    pairs = [(a, b) for a, b in pairs if a in names and b in names]
    for index, row in enumerate(record.table(table.name)):
        for first, last in pairs:
            if after(row.values, first, last):
                yield Problem(f"{table.name}.{index}.{last}", end_before_begin())


def end_before_begin() -> str:
    """Return the sentence for an end that lies before its beginning."""
    return _("The end lies before the beginning.")


def validity_problems(record: Record) -> Iterator[Problem]:
    """Yield an error when a dated truth ends before it begins."""
    if after(record.values, "valid_from", "valid_to"):
        yield Problem("valid_to", end_before_begin())
