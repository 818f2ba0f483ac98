"""What a package asks of people, in words: values side by side, people met twice, equal numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from hnabroad_desktop.actions import people
from hnabroad_desktop.actions.exchange.receiving import SAME_AS, Difference, Duplicate, Plan, Side
from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.fields import Field, Rows
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.datafile import DataFile

_DELETED = "_deleted"

Sort = Literal["conflict", "proposal", "person", "number"]

#: What each sort of question is about.
SORTS: dict[Sort, str] = {
    "conflict": N_("Not in agreement"),
    "proposal": N_("Proposed change"),
    "person": N_("Perhaps one person"),
    "number": N_("Two documents with one number"),
}


@dataclass(frozen=True)
class Option:
    """One value that can be chosen: as stored, as read, and who wrote it where and when."""

    value: Any
    text: str
    said: str = ""


@dataclass(frozen=True)
class Question:
    """One line of the comparison.

    id, field   what a choice has to name: a record or a row, ``entity`` being its kind
    record      id of the record it is about, of ``kind``; its name is ``title``
    base        what both sides had at the last exchange, None if that is unknown
    others      further values, where there are more than two
    fields      the fields the value is made of; none where it cannot be typed
    """

    sort: Sort
    id: str
    field: str
    entity: str
    kind: str
    record: str
    title: str
    label: str
    base: Option | None
    ours: Option
    theirs: Option
    others: tuple[Option, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen, ours first."""
        return (self.ours, self.theirs, *self.others) if self.sort != "number" else ()

    def told(self, value: Any, file: DataFile) -> str:
        """Return a value chosen as people read it."""
        known = next((option.text for option in self.options if option.value == value), None)
        return known if known is not None else told(self.field, self.fields, value, file)


def questions(file: DataFile, plan: Plan) -> list[Question]:
    """Return everything a plan asks, differences first, in the order of records."""
    found = [difference(file, each, "conflict") for each in plan.conflicts]
    found += [difference(file, each, "proposal") for each in plan.proposals]
    found += [_person(file, each) for each in plan.duplicates]
    for number in plan.numbers:
        here = Option(number.known, file.title(number.known))
        there = Option(number.id, _("Another document with number {number}").format(number=number.number))
        found.append(
            Question(
                "number",
                number.id,
                "number",
                "decision",
                "decision",
                number.known,
                number.number,
                _("Number of the document"),
                None,
                here,
                there,
            )
        )
    return found


def difference(file: DataFile, found: Difference, sort: Sort) -> Question:
    """Return a difference in words."""
    kind, _sep, table = found.kind.partition(".")
    record_type = KINDS[kind]
    rows = record_type.by_name[table] if table else None
    fields = _fields(rows.fields if isinstance(rows, Rows) else record_type.fields, found.names)
    parts = []
    if rows is not None:
        parts.append(_(rows.label))
        parts.append(_row_words(file, kind, found.record, table, found.id))
    if found.field == _DELETED:
        parts.append(_("Deleted on one side, changed on the other"))
    else:
        parts.append(", ".join(_(f.label) for f in fields))

    def option(side: Side) -> Option:
        return Option(side.value, told(found.field, fields, side.value, file), _said(file, side))

    return Question(
        sort,
        found.id,
        found.field,
        found.kind,
        kind,
        found.record,
        file.title(found.record) or _(record_type.label),
        " · ".join(filter(None, parts)),
        option(found.base) if found.base is not None else None,
        option(found.ours),
        option(found.theirs),
        tuple(option(side) for side in found.others),
        fields,
    )


def told(group: str, fields: Iterable[Field], value: Any, file: DataFile) -> str:
    """Return a value of a unit of conflict as people read it."""
    if group == _DELETED:
        return _("Deleted") if value else _("Kept")
    if isinstance(value, dict):
        words = (shown(f, value.get(f.name), file) for f in fields)
        return ", ".join(filter(None, words)) or _("(empty)")
    return ", ".join(filter(None, (shown(f, value, file) for f in fields))) or _("(empty)")


def _fields(all_fields: Iterable[Field], names: Iterable[str]) -> tuple[Field, ...]:
    by_name = {f.name: f for f in all_fields}
    return tuple(by_name[name] for name in names if name in by_name)


def _row_words(file: DataFile, kind: str, record_id: str, table: str, row_id: str) -> str:
    record = file.get(kind, record_id)
    row = next((r for r in record.table(table) if r.id == row_id), None) if record is not None else None
    return row_words(file, KINDS[kind].by_name[table], row) if row is not None else ""


def row_words(file: DataFile, table: Field, row: Row) -> str:
    """Return the first words of a row, enough to tell it from the others."""
    assert isinstance(table, Rows)
    return next((text for f in table.fields if (text := shown(f, row[f.name], file))), "")


def _person(file: DataFile, found: Duplicate) -> Question:
    known = people.person(file, found.known)
    here = " · ".join(filter(None, (found.known_name, people.known_as(file, known))))
    why = _(people.REASONS[found.why])
    return Question(
        "person",
        found.id,
        SAME_AS,
        "cadre",
        "cadre",
        found.known,
        found.known_name,
        _("Perhaps one person: {why}").format(why=why),
        None,
        Option(found.known, _("One person"), here),
        Option("", _("Two persons"), found.name),
    )


def _said(file: DataFile, side: Side) -> str:
    when = f"{side.at:%H:%M, %d/%m/%Y}" if side.at is not None else ""
    unit = file.title(side.unit) if side.unit else ""
    return " · ".join(filter(None, (side.user, unit, when)))
