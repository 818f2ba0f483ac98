"""Typing in the cells of a list as in a spreadsheet: checked as a form is, written in one step (N9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hnabroad_desktop.actions import lists
from hnabroad_desktop.actions.bulk import judged
from hnabroad_desktop.actions.catalogues import code_of
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import UNMATCHED, Attachment, Choice, Field, Reference
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile

#: A cell of a list: the id of its record and the name of its field.
Cell = tuple[str, str]

#: These follow from work done elsewhere, or from where a record came from.
_NEVER = frozenset({"state", "same_as", "shipped"})


@dataclass(frozen=True)
class Written:
    """What became of typed cells: the records that changed, or why some cells cannot be kept."""

    records: tuple[str, ...] = ()
    problems: Mapping[Cell, str] = field(default_factory=dict)


def fields(kind: str) -> frozenset[str]:
    """Return the names of the fields of a kind that may be typed in a list."""
    typed = (f for f in KINDS[kind].fields if not isinstance(f, Attachment))
    return frozenset(f.name for f in typed) - _NEVER


def write(file: DataFile, kind: str, typed: Mapping[Cell, Any], *, report: Report = silent) -> Written:
    """Write what was typed or pasted into cells in one step: values as stored, or as people read them.

    Where one cell cannot be kept nothing is written, and what is returned names every such cell.
    """
    by_record: dict[str, dict[str, Any]] = {}
    meant: dict[tuple[str, Any], Any] = {}
    for (record_id, name), value in typed.items():
        if (name, value) not in meant:
            meant[name, value] = understood(file, KINDS[kind].by_name[name], value)
        by_record.setdefault(record_id, {})[name] = meant[name, value]
    changes: list[tuple[Record, Record]] = []
    problems: dict[Cell, str] = {}
    for done, (record_id, values) in enumerate(by_record.items()):
        report(done, len(by_record))
        before = file.get(kind, record_id)
        if before is None or before.deleted:
            gone = _("This record is not in the list any more.")
            problems.update({(record_id, name): gone for name in values})
            continue
        settled, found = judged(file, before, values)
        problems.update(_placed(record_id, values, found))
        if _differ(before, settled):
            changes.append((before, settled))
    if problems or not changes:
        return Written(problems=problems)
    verb, subject = _named(file, kind, changes, typed)
    with file.transaction(verb, subject) as step:
        for before, settled in changes:
            step.save(settled, before)
    return Written(tuple(before.id for before, _settled in changes))


def _placed(record_id: str, values: Mapping[str, Any], found: Iterable[Problem]) -> dict[Cell, str]:
    """Return what stands against a record by the cell that was typed; the first one where none is named."""
    problems: dict[Cell, str] = {}
    for problem in found:
        if problem.severity == "error":
            name = problem.field if problem.field in values else next(iter(values))
            problems.setdefault((record_id, name), problem.message)
    return problems


def _differ(before: Record, settled: Record) -> bool:
    names = (f.name for f in KINDS[before.kind].fields)
    return any(before[name] != settled[name] for name in names) or any(
        before.table(name) != rows for name, rows in settled.rows.items()
    )


def _named(
    file: DataFile, kind: str, changes: list[tuple[Record, Record]], typed: Iterable[Cell]
) -> tuple[str, str]:
    if len(changes) == 1:
        return "edit", file.title(changes[0][0].id)
    by_name = KINDS[kind].by_name
    names = dict.fromkeys(name for _record, name in typed)
    return "bulk", ", ".join(_(by_name[name].label) for name in names)


def understood(file: DataFile, asked: Field, value: Any) -> Any:
    """Return the value that words mean for a field; what means nothing stays as it stands."""
    if not isinstance(value, str) or not value.strip():
        return value
    text = value.strip()
    if isinstance(asked, Reference):
        found = [each for kind in asked.kinds for each in lists.meant_by(file, kind, text)]
        return found[0] if len(found) == 1 else text
    if isinstance(asked, Choice) and asked.catalogue and not text.startswith(UNMATCHED):
        code = code_of(file, asked, text)
        return code if code is not None else UNMATCHED + text if asked.free else text
    return text
