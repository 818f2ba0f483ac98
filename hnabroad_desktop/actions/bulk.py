"""Many records at once: one field of those selected, or one value wherever it stands (features.md N7, B6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hnabroad_desktop.actions.records import examine
from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.errors import AppError, FormError, Problem
from hnabroad_desktop.base.fields import Attachment, Choice, Field, FieldError, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.decision import ISSUED
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
    return settled, tuple(problem for problem in problems if problem not in known)


def apply(file: DataFile, asked: Preview, *, report: Report = silent) -> int:
    """Make a bulk edit in one step and return how many records changed; blocked ones stay as they are.

    Records changed since the preview keep what was changed in other fields.
    """
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


# -- one value wherever it stands ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Use:
    """Where a value stands: the kind of record or row, the field, and the entities that have it."""

    kind: str
    field: str
    label: str
    ids: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many times it stands there."""
        return len(self.ids)


def uses_of_value(file: DataFile, catalogue: str, code: str) -> list[Use]:
    """Return where a value of a catalogue stands; ``code`` of a text not matched yet begins with "~"."""
    return [
        use
        for kind, field in _every_field()
        if isinstance(field, Choice) and field.catalogue == catalogue
        if (use := _use(kind, field, file.having(kind, field.name, code))).count
    ]


def uses_of_record(file: DataFile, record_id: str) -> list[Use]:
    """Return where links lead to a record (a country, a unit, a partner …)."""
    found: dict[tuple[str, str], list[str]] = {}
    for kind, entity, name in file.referring(record_id, deleted=False):
        found.setdefault((kind, name), []).append(entity)
    fields_ = {(kind, field.name): field for kind, field in _every_field()}
    return [_use(kind, fields_[kind, name], ids) for (kind, name), ids in found.items()]


def count(uses: Iterable[Use]) -> int:
    """Return the number of uses altogether."""
    return sum(use.count for use in uses)


def _use(kind: str, field: Field, ids: Sequence[str]) -> Use:
    code, _dot, table = kind.partition(".")
    words = [_(KINDS[code].label), _(field.label)]
    if table:
        words.insert(1, _(KINDS[code].by_name[table].label))
    return Use(kind, field.name, " › ".join(words), tuple(ids))


def _every_field() -> list[tuple[str, Field]]:
    found: list[tuple[str, Field]] = []
    for record_type in KINDS.values():
        found += [(record_type.code, field) for field in record_type.fields]
        for table in record_type.tables:
            found += [(f"{record_type.code}.{table.name}", field) for field in table.fields]
    return found


@dataclass(frozen=True)
class Replaced:
    """What a replacement did: how many values changed, and how many stay because a paper was issued."""

    changed: int
    left: int


def replace_value(file: DataFile, catalogue: str, old: str, new: str) -> Replaced:
    """Put one value of a catalogue in the place of another wherever it stands, in one step.

    Raises AppError when the catalogue has no value ``new``; then nothing changed.
    """
    if (catalogue, new) not in file.words():
        raise AppError(
            _("Catalogue {catalogue} has no code {code}. Nothing was changed. Choose another code.").format(
                catalogue=catalogue, code=new
            )
        )
    subject = f"{file.word(catalogue, old)} → {file.word(catalogue, new)}"
    return _replace(file, uses_of_value(file, catalogue, old), new, subject)


_NOT_REPLACED = frozenset({"cadre", "unit"})


def replace_record(file: DataFile, old: str, new: str) -> Replaced:
    """Lead every link to one record to another of its kind instead, in one step. Raises AppError.

    People are merged instead (``merging.merge``), and units live on in their
    successors (``rearranging.rearrange``).
    """
    kind = file.kind_of(old)
    target = file.get(kind, new) if kind in KINDS and file.kind_of(new) == kind else None
    if target is None or target.deleted or old == new or kind in _NOT_REPLACED:
        raise AppError(_("These two records cannot stand for each other. Nothing was changed."))
    return _replace(file, uses_of_record(file, old), new, f"{file.title(old)} → {file.title(new)}")


def _replace(file: DataFile, uses: Sequence[Use], new: str, subject: str) -> Replaced:
    changed = left = 0
    with file.transaction("replace_value", subject) as step:
        for use in uses:
            ids = _open_to_change(file, use)
            left += use.count - len(ids)
            step.change_many(use.kind, {record_id: {use.field: new} for record_id in ids})
            changed += len(ids)
    return Replaced(changed, left)


def _open_to_change(file: DataFile, use: Use) -> list[str]:
    """Leave out issued papers: they say what was signed."""
    if use.kind.partition(".")[0] != "decision":
        return list(use.ids)
    owners = file.owners(use.kind, list(use.ids)) if "." in use.kind else {i: i for i in use.ids}
    kept = []
    for entity in use.ids:
        decision = file.get("decision", owners.get(entity, ""))
        if decision is not None and decision["state"] not in ISSUED:
            kept.append(entity)
    return kept
