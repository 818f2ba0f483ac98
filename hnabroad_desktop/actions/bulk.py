"""Many records at once: one field of those selected, previewed and written in one step (features.md N7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hnabroad_desktop.actions.records import examine, not_for_this_unit
from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.errors import AppError, FormError, Problem
from hnabroad_desktop.base.fields import Attachment, Field, FieldError, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class Change:
    """What a bulk edit does to one record: its old and new value as read, and why it cannot be done."""

    id: str
    title: str
    old: str
    new: str
    problems: tuple[Problem, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether this record stays as it is."""
        return any(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True)
class Preview:
    """A bulk edit before it is made: the records that change; those that have the value are left out."""

    kind: str
    field: str
    value: Stored
    changes: tuple[Change, ...]
    unchanged: int

    @property
    def possible(self) -> int:
        """How many records will change."""
        return sum(not change.blocked for change in self.changes)


def fields(kind: str) -> list[Field]:
    """Return the fields of a kind that can be set for many records at once, in the order of the form."""
    record_type = KINDS[kind]
    never = {record_type.code_field, record_type.columns[0], "state", "same_as"}
    return [f for f in record_type.fields if not isinstance(f, Attachment) and f.name not in never]


def preview(
    file: DataFile, kind: str, ids: Iterable[str], field: str, value: Any, *, report: Report = silent
) -> Preview:
    """Return what giving ``field`` this value would do to each record; nothing is written.

    Raises FormError when the value cannot be stored in the field, AppError for a
    field that is set record by record.
    """
    asked = next((each for each in fields(kind) if each.name == field), None)
    if asked is None:
        raise AppError(_("This field is set in each record by itself. Nothing was changed."))
    try:
        stored = asked.clean(value)
    except FieldError as error:
        raise FormError([Problem(field, str(error))]) from None
    changes: list[Change] = []
    unchanged = 0
    asked_for = list(dict.fromkeys(ids))
    for done, record_id in enumerate(asked_for):
        report(done, len(asked_for))
        before = file.get(kind, record_id)
        if before is None or before.deleted or before[field] == stored:
            unchanged += 1
            continue
        _settled, problems = judged(file, before, {field: stored})
        old, new = (shown(asked, each, file) for each in (before[field], stored))
        changes.append(Change(record_id, file.title(record_id), old, new, problems))
    return Preview(kind, field, stored, tuple(changes), unchanged)


def judged(file: DataFile, before: Record, values: Mapping[str, Any]) -> tuple[Record, tuple[Problem, ...]]:
    """Return the record with the values, put in order, and what this edit, not an earlier one, made wrong."""
    settled, problems = examine(file, before.with_values(**values), before)
    _as_it_was, known = examine(file, before, before)
    found = [problem for problem in problems if problem not in known]
    found += not_for_this_unit(file, settled)
    unclean = {problem.field for problem in problems}
    by_name = KINDS[before.kind].by_name
    for name, value in values.items():
        if name not in unclean and settled[name] == before[name] != by_name[name].clean(value):
            found.append(
                Problem(name, _("The record keeps the value it has: this field follows from others."))
            )
    return settled, tuple(found)


def apply(file: DataFile, asked: Preview, *, report: Report = silent) -> int:
    """Make a bulk edit in one step and return how many records changed; blocked ones stay as they are.

    Records changed since the preview keep what was changed in other fields. A save that comes
    meanwhile goes first.
    """
    return file.unhurried(lambda report: _apply(file, asked, report), report)


def _apply(file: DataFile, asked: Preview, report: Report) -> int:
    label = _(KINDS[asked.kind].by_name[asked.field].label)
    ids = [change.id for change in asked.changes if not change.blocked]
    done = 0
    with file.transaction("bulk", label) as step:
        for place, record_id in enumerate(ids):
            report(place, len(ids))
            before = step.load(asked.kind, record_id)
            if before is None or before.deleted:
                continue
            settled, problems = judged(file, before, {asked.field: asked.value})
            if not any(problem.severity == "error" for problem in problems):
                step.save(settled, before)
                done += 1
    return done
