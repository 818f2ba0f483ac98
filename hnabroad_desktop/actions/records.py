"""Keeping records: reading, checking, saving, deleting, and taking steps back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from hnabroad_desktop.actions import standing
from hnabroad_desktop.actions.context import FileContext
from hnabroad_desktop.actions.verbs import name_of
from hnabroad_desktop.base.errors import AppError, FormError, Problem
from hnabroad_desktop.base.fields import UNMATCHED, Choice, Field, FieldError, Reference, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.decision import AMENDMENT, ISSUED
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class Saved:
    """What became of a save: the id of the record and what should be looked at."""

    id: str
    warnings: tuple[Problem, ...] = ()


def get(file: DataFile, kind: str, record_id: str) -> Record | None:
    """Return a record with its tables, deleted ones too, or None."""
    return file.get(kind, record_id)


def check(file: DataFile, record: Record) -> tuple[Problem, ...]:
    """Return every finding about a record as it stands; nothing is written."""
    _settled, problems = examine(file, record, _before(file, record))
    return problems


def save(file: DataFile, record: Record, *, verb: str = "") -> Saved:
    """Write a record. Raises FormError with every problem that blocks, and then nothing is written."""
    before = _before(file, record)
    settled, problems = examine(file, record, before)
    refuse([*problems, *not_typed(before, settled), *not_for_this_unit(file, settled)])
    title = KINDS[record.kind].title(settled)
    with file.transaction(verb or ("edit" if before else "add"), title) as step:
        record_id = step.save(settled, before)
    return Saved(record_id, tuple(p for p in problems if p.severity == "warning"))


def not_typed(before: Record | None, record: Record) -> Iterator[Problem]:
    """Refuse a state that only a verb gives, since the verb does more than that (wording.md 12.2)."""
    for state in KINDS[record.kind].states:
        if state.by and before is not None and before["state"] != state.code == record["state"]:
            yield Problem(
                "state",
                _("“{state}” is not typed. Use “{verb}” instead.").format(
                    state=_(state.label), verb=_(state.by)
                ),
            )


def refuse(problems: Iterable[Problem]) -> None:
    """Raise FormError with every problem that blocks saving, if there is one."""
    blocking = [p for p in problems if p.severity == "error"]
    if blocking:
        raise FormError(blocking)


def _before(file: DataFile, record: Record) -> Record | None:
    return file.get(record.kind, record.id) if record.id else None


def examine(file: DataFile, record: Record, before: Record | None) -> tuple[Record, tuple[Problem, ...]]:
    """Return a record put in order for saving, and every finding about it; nothing is written."""
    record_type = KINDS[record.kind]
    cleaned, problems = clean(record)
    unclean = {p.field for p in problems}
    settled = record_type.settle(before, cleaned)
    problems += [p for p in _required(record_type, settled) if p.field not in unclean]
    problems += [p for p in _foreign(file, record_type, settled, before) if p.field not in unclean]
    problems += record_type.check(settled, FileContext(file))
    return settled, tuple(dict.fromkeys(problems))


def not_for_this_unit(file: DataFile, record: Record) -> Iterator[Problem]:
    """Refuse a rule of authority that another body sets, or after which this one could set none."""
    why = standing.closed(file, record.kind)
    if not why and standing.shuts_out(file, record):
        why = standing.shut_out_words()
    if why:
        yield Problem(KINDS[record.kind].fields[0].name, why)


def clean(record: Record) -> tuple[Record, list[Problem]]:
    """Return the record as it is stored, and every field that cannot be stored as it stands.

    Derived values and names the type does not know are left out.
    """
    record_type = KINDS[record.kind]
    problems: list[Problem] = []
    values = _clean_values(record_type.fields, record.values, "", problems)
    rows: dict[str, tuple[Row, ...]] = {}
    for table in record_type.tables:
        if table.name not in record.rows:
            continue
        found = []
        for index, row in enumerate(record.rows[table.name]):
            kept = _clean_values(table.fields, row.values, f"{table.name}.{index}.", problems)
            if kept or row.id:
                found.append(Row(kept, row.id))
        rows[table.name] = tuple(found)
    return replace(record, values=values, rows=MappingProxyType(rows)), problems


def _clean_values(
    fields: Iterable[Field], given: Mapping[str, Any], prefix: str, problems: list[Problem]
) -> Mapping[str, Stored]:
    values: dict[str, Stored] = {}
    for field in fields:
        try:
            value = field.clean(given.get(field.name))
        except FieldError as error:
            problems.append(Problem(prefix + field.name, str(error)))
            continue
        if value is not None:
            values[field.name] = value
    return MappingProxyType(values)


def _required(record_type: RecordType, record: Record) -> Iterator[Problem]:
    for field in record_type.fields:
        if "S" in field.needed and record[field.name] is None:
            yield Problem(field.name, _("Enter: {label}.").format(label=_(field.label)))
    for table in record_type.tables:
        for index, row in enumerate(record.table(table.name)):
            for field in table.fields:
                if "S" in field.needed and row[field.name] is None:
                    yield Problem(
                        f"{table.name}.{index}.{field.name}",
                        _("Enter: {label}.").format(label=_(field.label)),
                    )


def _foreign(
    file: DataFile, record_type: RecordType, record: Record, before: Record | None
) -> Iterator[Problem]:
    """Find references to nothing and catalogue values nobody keeps; what stood before may stay."""
    yield from _foreign_values(file, record_type.fields, record.values, before.values if before else {}, "")
    for table in record_type.tables:
        known = {row.id: row.values for row in before.table(table.name)} if before else {}
        for index, row in enumerate(record.table(table.name)):
            prefix = f"{table.name}.{index}."
            yield from _foreign_values(file, table.fields, row.values, known.get(row.id, {}), prefix)


def _foreign_values(
    file: DataFile,
    fields: Iterable[Field],
    values: Mapping[str, Stored],
    before: Mapping[str, Stored],
    prefix: str,
) -> Iterator[Problem]:
    for field in fields:
        value = values.get(field.name)
        if value is None or value == before.get(field.name):
            continue
        if isinstance(field, Reference) and file.kind_of(str(value)) not in field.kinds:
            yield Problem(prefix + field.name, _("This record is not in the file."))
        elif isinstance(field, Choice) and field.catalogue:
            code = str(value)
            known = code.startswith(UNMATCHED) and field.free
            if not known and (field.catalogue, code) not in file.words():
                yield Problem(
                    prefix + field.name,
                    _("“{value}” is not in the catalogue.").format(value=code.removeprefix(UNMATCHED)),
                )


def delete(file: DataFile, kind: str, record_id: str, reason: str) -> None:
    """Put a record among the deleted ones; it stays in old documents.

    Raises AppError without a reason, and for a record that is not there to be deleted.
    """
    if not reason.strip():
        raise AppError(_("Give the reason for deleting. Nothing was deleted."))
    record = file.get(kind, record_id)
    if record is None:
        raise AppError(_("This record is not in the file. Nothing was deleted."))
    if record.deleted:
        raise AppError(_("This record was deleted before. Nothing was changed."))
    standing.check(file, kind, record)
    if kind == "document_number" or (kind == "decision" and record["state"] in ISSUED):
        # An issued paper and its number stay for ever (wording.md 12.1).
        raise AppError(
            _(
                "An issued document and its number are not deleted. Nothing was deleted. "
                "Void the number instead."
            )
        )
    if kind == "decision" and record["document_kind"] == AMENDMENT and record.table("changes"):
        raise AppError(
            _(
                "The list of the class already follows this draft. Nothing was deleted. "
                "Take the changes of the list back first."
            )
        )
    with file.transaction("delete", file.title(record_id)) as step:
        step.delete(kind, record_id, reason.strip())


def restore(file: DataFile, kind: str, record_id: str) -> None:
    """Take a record back from the deleted ones; everything that led to it leads to it again.

    Raises AppError for a record that is not among them.
    """
    record = file.get(kind, record_id)
    if record is None or not record.deleted:
        raise AppError(_("This record is not among the deleted ones. Nothing was changed."))
    standing.check(file, kind)
    with file.transaction("restore", file.title(record_id)) as step:
        step.restore(kind, record_id)


def undo(file: DataFile, *, force: bool = False) -> str:
    """Take the latest own step back and return its name, "" when there is none. Raises LaterEdits."""
    step = file.undo(force=force)
    return name_of(step.verb, step.subject) if step else ""


def redo(file: DataFile, *, force: bool = False) -> str:
    """Make the step undone last again and return its name, "" when there is none. Raises LaterEdits."""
    step = file.redo(force=force)
    return name_of(step.verb, step.subject) if step else ""


def next_steps(file: DataFile) -> tuple[str, str]:
    """Return the names of what undo and redo would do now, "" where there is nothing."""
    steps = file.steps()
    undo_step = steps.undo[-1] if steps.undo else None
    redo_step = steps.redo[-1] if steps.redo else None
    return (
        name_of(undo_step.verb, undo_step.subject) if undo_step else "",
        name_of(redo_step.verb, redo_step.subject) if redo_step else "",
    )
