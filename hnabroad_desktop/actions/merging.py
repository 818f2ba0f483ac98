"""Two records of one person side by side, and made into one that every link leads to (features.md A9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from hnabroad_desktop.actions.context import FileContext
from hnabroad_desktop.actions.people import person
from hnabroad_desktop.actions.records import clean, refuse
from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Rows, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.transaction import Transaction

#: Which record a value, or the rows of a table, are taken from.
Side = Literal["keep", "gone", "both"]

#: What belongs to the record rather than to the person.
_OF_THE_RECORD = frozenset({"same_as", "not_same_person"})


@dataclass(frozen=True)
class Compared:
    """One field of two records: its words, both values as stored and as read.

    Fields of one ``group`` are right only together and are chosen together.
    ``proposed`` is the side taken without a choice.
    """

    name: str
    label: str
    section: str
    group: str
    keep: Stored
    gone: Stored
    keep_text: str
    gone_text: str
    differs: bool
    proposed: Side


@dataclass(frozen=True)
class ComparedRows:
    """One table of two records: its words, and the rows that only one, or both, of them have."""

    name: str
    label: str
    section: str
    only_keep: tuple[str, ...]
    only_gone: tuple[str, ...]
    in_both: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether one of the records has a row the other has not."""
        return bool(self.only_keep or self.only_gone)


@dataclass(frozen=True)
class Comparison:
    """Two records side by side, in the order of the form."""

    fields: tuple[Compared, ...]
    tables: tuple[ComparedRows, ...]

    @property
    def differences(self) -> int:
        """How many fields and tables differ."""
        return sum(f.differs for f in self.fields) + sum(t.differs for t in self.tables)


@dataclass(frozen=True)
class Merged:
    """What became of a merge: the survivor, links that followed by kind, rows that were exact doubles."""

    id: str
    followed: Mapping[str, int]
    doubles: int


def compare(file: DataFile, keep: str, gone: str) -> Comparison:
    """Return two records of cadres field by field. Raises AppError when one is not in the lists."""
    one, other = person(file, keep), person(file, gone)
    record_type = KINDS["cadre"]
    sides = _proposals(record_type, one, other)
    fields: list[Compared] = []
    tables: list[ComparedRows] = []
    for section in record_type.sections:
        for field in section.fields:
            if field.name in _OF_THE_RECORD:
                continue
            if isinstance(field, Rows):
                tables.append(_compared_rows(file, field, _(section.title), one, other))
                continue
            left, right = one[field.name], other[field.name]
            fields.append(
                Compared(
                    name=field.name,
                    label=_(field.label),
                    section=_(section.title),
                    group=field.unit_of_conflict,
                    keep=left,
                    gone=right,
                    keep_text=shown(field, left, file),
                    gone_text=shown(field, right, file),
                    differs=left != right,
                    proposed=sides[field.name],
                )
            )
    return Comparison(tuple(fields), tuple(tables))


def _proposals(record_type: RecordType, keep: Record, gone: Record) -> dict[str, Side]:
    """Return the side taken without a choice: what is kept, unless the other says all of it and more."""
    groups: dict[str, list[str]] = {}
    for field in record_type.fields:
        groups.setdefault(field.unit_of_conflict, []).append(field.name)
    sides: dict[str, Side] = {}
    for names in groups.values():
        agree = all(keep[name] in (None, gone[name]) for name in names)
        more = any(keep[name] is None and gone[name] is not None for name in names)
        sides.update(dict.fromkeys(names, "gone" if agree and more else "keep"))
    return sides


def _compared_rows(file: DataFile, table: Rows, section: str, keep: Record, gone: Record) -> ComparedRows:
    def said(row: Row) -> str:
        return " · ".join(text for f in table.fields if (text := shown(f, row[f.name], file)))

    left, right = ({_content(row): row for row in r.table(table.name)} for r in (keep, gone))
    return ComparedRows(
        name=table.name,
        label=_(table.label),
        section=section,
        only_keep=tuple(said(row) for content, row in left.items() if content not in right),
        only_gone=tuple(said(row) for content, row in right.items() if content not in left),
        in_both=tuple(said(row) for content, row in left.items() if content in right),
    )


def _content(row: Row) -> tuple[tuple[str, Stored], ...]:
    return tuple(sorted((name, value) for name, value in row.values.items() if value is not None))


def links(file: DataFile, gone: str) -> dict[str, int]:
    """Return how many links of each kind of record will lead to the survivor, by the kind's own code."""
    found = {(kind, entity) for kind, entity, _field in file.referring(gone, deleted=False)}
    return dict(Counter(kind.partition(".")[0] for kind, _entity in sorted(found)))


def merge(file: DataFile, keep: str, gone: str, choices: Mapping[str, Side] | None = None) -> Merged:
    """Make two records of one person into one, in one step that undo takes back whole.

    ``choices`` names for a field the side whose value stays ("keep" or "gone";
    without a choice what ``compare`` proposes) and for a table whose rows stay
    ("both" without a choice; exact doubles once). Every link of every record
    and row to the one gone leads to the survivor; the one gone leaves the lists,
    marked as the same person. Raises FormError when the result cannot be (two
    ratings of one year), AppError for a record not in the lists.
    """
    one, other = person(file, keep), person(file, gone)
    if keep == gone:
        raise AppError(_("This is one and the same record. Nothing was changed."))
    merged = _merged(one, other, choices or {})
    _refuse_new_problems(file, one, other, merged)
    with file.transaction("merge_people", merged.text("full_name")) as step:
        links = file.referring(gone)
        step.save(merged, one)
        doubles = _follow(file, step, links, keep)
        step.change("cadre", gone, {"same_as": keep})
        reason = _("The same person as {name}").format(name=merged.text("full_name"))
        step.delete("cadre", gone, reason)
    followed = Counter(kind for kind, _id, _field in links)
    return Merged(keep, MappingProxyType(dict(followed)), doubles)


def _merged(keep: Record, gone: Record, choices: Mapping[str, Side]) -> Record:
    record_type = KINDS["cadre"]
    sides: dict[str, Side] = {**_proposals(record_type, keep, gone), **choices}
    values = {
        f.name: (gone if sides[f.name] == "gone" else keep)[f.name]
        for f in record_type.fields
        if f.name not in _OF_THE_RECORD
    }
    rows: dict[str, tuple[Row, ...]] = {}
    for table in record_type.tables:
        side = choices.get(table.name, "both")
        own = () if side == "gone" else keep.table(table.name)
        theirs = () if side == "keep" else gone.table(table.name)
        rows[table.name] = _united(own, theirs, keep.table(table.name))
    rows["not_same_person"] = tuple(
        row for row in rows["not_same_person"] if row["cadre"] not in {keep.id, gone.id}
    )
    said = {name: value for name, value in values.items() if value is not None}
    return replace(keep, values=MappingProxyType(said), rows=MappingProxyType(rows))


def _united(own: Iterable[Row], theirs: Iterable[Row], known: Iterable[Row]) -> tuple[Row, ...]:
    """Return own rows and copies of theirs, what is equal once; a row already in the record stays itself."""
    ids = {_content(row): row.id for row in known}
    result = {_content(row): row for row in own}
    for row in theirs:
        content = _content(row)
        result.setdefault(content, Row(row.values, ids.get(content, "")))
    return tuple(result.values())


def _refuse_new_problems(file: DataFile, keep: Record, gone: Record, merged: Record) -> None:
    """Refuse what the merge itself would break; faults that stood before may stay."""
    _cleaned, problems = clean(merged)
    context = FileContext(file)
    check = KINDS["cadre"].check
    before = {p.message for record in (keep, gone) for p in check(record, context)}
    problems += [p for p in check(merged, context) if p.message not in before]
    refuse(problems)


def _follow(file: DataFile, step: Transaction, links: list[tuple[str, str, str]], keep: str) -> int:
    """Lead links to ``keep``; rows that thereby became exact doubles are removed, and counted."""
    by_kind: dict[str, dict[str, dict[str, Stored]]] = {}
    for kind, entity, field in links:
        by_kind.setdefault(kind, {}).setdefault(entity, {})[field] = keep
    doubles = 0
    for kind, changes in by_kind.items():
        step.change_many(kind, changes)
        record_kind, _dot, table = kind.partition(".")
        if table:
            for owner in dict.fromkeys(file.owners(kind, list(changes)).values()):
                doubles += _drop_doubles(step, record_kind, owner, table, frozenset(changes))
    return doubles


def _drop_doubles(step: Transaction, kind: str, owner: str, table: str, moved: frozenset[str]) -> int:
    record = step.load(kind, owner)
    if record is None:
        return 0
    standing = {_content(row) for row in record.table(table) if row.id not in moved}
    kept: list[Row] = []
    for row in record.table(table):
        if row.id in moved and _content(row) in standing:
            continue
        if row.id in moved:
            standing.add(_content(row))
        kept.append(row)
    dropped = len(record.table(table)) - len(kept)
    if dropped:
        step.save(record.with_table(table, kept), record)
    return dropped


def separate(file: DataFile, gone: str) -> None:
    """Bring back a record that was merged away, long after; the links stay with the survivor.

    To take everything back at once there is undo. Raises AppError for a record that was not merged.
    """
    record = file.get("cadre", gone)
    if record is None or not record.deleted or record["same_as"] is None:
        raise AppError(_("This record was not merged with another. Nothing was changed."))
    with file.transaction("separate", record.text("full_name")) as step:
        step.change("cadre", gone, {"same_as": None})
        step.restore("cadre", gone)
