"""What a row does to a record that is there already: column by column as chosen, and a blank never erases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hnabroad_desktop.actions.importing.layout import Policy
from hnabroad_desktop.base.fields import UNMATCHED, Stored
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.sheets import mapping
from hnabroad_desktop.sheets.mapping import ColumnMapping

#: The name people are matched by stays as it is written in the record: "Hoà" never makes a "Hòa".
_NAMES = ("full_name", "family_and_middle_name", "given_name")

#: Tables of which a record has one row for each value of these fields.
_KEYS = {"rating": ("year",), "planning": ("post", "term")}


@dataclass(frozen=True)
class Policies:
    """What is done with each field and table the file has a column for."""

    fields: Mapping[str, Policy]
    tables: Mapping[str, Policy]


def policies(
    how: ColumnMapping, record_type: RecordType, chosen: Mapping[str, Policy], usual: Policy
) -> Policies:
    """Return the policy of every field and table that a column of the mapping fills."""
    fields: dict[str, Policy] = {}
    tables: dict[str, Policy] = {}
    for path in filter(None, how.targets.values()):
        target = mapping.parse(path)
        policy = chosen.get(path) or ("keep" if target.field in _NAMES else usual)
        if target.table or target.field not in {f.name for f in record_type.fields}:
            tables[target.table or target.field] = policy
            continue
        fields[target.field] = policy
        if target.also:
            fields[target.also] = policy
        if target.sex:
            fields.setdefault("sex", policy)
    return Policies(fields, tables)


def default_policy(path: str, usual: Policy) -> Policy:
    """Return what is done with a column nobody chose anything for."""
    return "keep" if mapping.parse(path).field in _NAMES else usual


def merged(stored: Record, incoming: Record, chosen: Policies) -> Record:
    """Return the stored record with what the row adds to it; equal to ``stored`` where it adds nothing."""
    values = dict(stored.values)
    for name, value in incoming.values.items():
        policy = chosen.fields.get(name, "fill")
        before = values.get(name)
        if policy == "keep" or (policy == "fill" and before is not None):
            continue
        if before is None or not _says_less(name, value, before):
            values[name] = value
    for name, policy in chosen.fields.items():
        if policy == "erase" and incoming.values.get(name) is None:
            values.pop(name, None)
    rows = dict(stored.rows)
    for table, lines in incoming.rows.items():
        found = _lines(table, stored, lines, chosen.tables.get(table, "fill"))
        if found is not None:
            rows[table] = found
    return Record(stored.kind, MappingProxyType(values), MappingProxyType(rows), stored.id, stored.deleted)


def _says_less(name: str, value: Stored, before: Stored) -> bool:
    if not isinstance(value, str) or not isinstance(before, str):
        return False
    if value.startswith(UNMATCHED):
        # A text no catalogue knows does not take the place of a value that is matched.
        return not before.startswith(UNMATCHED)
    # "1985" knows less than "1985-03-12" where both agree.
    return name.endswith("_date") and len(value) < len(before) and before.startswith(value)


def _lines(table: str, stored: Record, incoming: Iterable[Row], policy: Policy) -> tuple[Row, ...] | None:
    """Return the rows of a table with those added or brought up to date, None if nothing changes."""
    if policy == "keep":
        return None
    lines = list(stored.table(table))
    changed = False
    for row in incoming:
        place = _place(table, lines, row)
        if place is None:
            if table != "career_record" or not _known_past(stored, row):
                lines.append(row)
                changed = True
            continue
        before = lines[place]
        after = {
            name: value
            for name, value in row.values.items()
            if value is not None and (policy != "fill" or before[name] is None) and before[name] != value
        }
        if after and not _only_less(after, before):
            lines[place] = Row(MappingProxyType({**before.values, **after}), before.id)
            changed = True
    return tuple(lines) if changed else None


def _only_less(after: Mapping[str, Stored], before: Row) -> bool:
    return all(
        before[name] is not None and _says_less(name, value, before[name]) for name, value in after.items()
    )


def _place(table: str, lines: list[Row], row: Row) -> int | None:
    keys = _KEYS.get(table) or tuple(row.values)
    for place, line in enumerate(lines):
        if all(_alike(line[name], row[name]) for name in keys if row[name] is not None):
            return place
    return None


def _alike(one: Stored, other: Stored) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == other or fold(one) == fold(other)
    return one == other


def _known_past(stored: Record, row: Row) -> bool:
    """Say whether the career, or the head of the record, tells of this unit already."""
    if row["unit"] and row["unit"] == stored["unit"]:
        return True
    for line in stored.table("career_record"):
        if row["unit"] and line["unit"] == row["unit"]:
            return True
        if row["unit_text"] and _alike(line["unit_text"], row["unit_text"]):
            return True
    return False
