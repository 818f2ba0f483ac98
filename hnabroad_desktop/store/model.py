"""What the record types look like to the journal: kinds of entities, their groups, their tables."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Column, Index, LargeBinary, MetaData, Table
from sqlalchemy.types import INTEGER, NUMERIC, TEXT, TypeEngine

from hnabroad_desktop.base.fields import Attachment, Field, Number, Reference, Stored, YesNo
from hnabroad_desktop.records.authority import central
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.records.upgrades import Upgrade
from hnabroad_desktop.store.lines import DELETED, SCOPE

_SQL_TYPES: Mapping[str, type[TypeEngine[Any]] | TypeEngine[Any]] = {
    "TEXT": TEXT,
    # Numbers as they are stored: as Decimal a count of nought would read "0E-10".
    "NUMERIC": NUMERIC(asdecimal=False),
    "INTEGER": INTEGER,
    "BLOB": LargeBinary,
}


@dataclass(frozen=True, eq=False)
class EntityKind:
    """A record type, or a table inside one, as the journal sees it."""

    code: str
    fields: tuple[Field, ...]
    derived: tuple[Field, ...] = ()
    record: RecordType | None = None
    owner: str = ""
    schema: int = 1
    upgrades: tuple[Upgrade, ...] = ()
    central: Callable[[str], frozenset[str]] = central

    def weight(self, group: str) -> int:
        """Return 1 if of several values of ``group`` the one from above is shown, else -1."""
        return 1 if group in self.central(self.code) else -1

    @cached_property
    def needs(self) -> Mapping[str, Mapping[str, int]]:
        """Field an upgrade changed -> itself and every name it had, each with the version that changed it."""
        found: dict[str, dict[str, int]] = {}
        for step in self.upgrades:
            before = {**found.pop(step.field, {}), step.field: step.version}
            changed = dict.fromkeys(before, step.version)
            found |= {name: {**changed, name: step.version} for name in step.into}
        return found

    @cached_property
    def table_name(self) -> str:
        """The name of the projection's table."""
        return "r_" + self.code.replace(".", "__")

    @cached_property
    def group_of(self) -> Mapping[str, str]:
        """Field name -> unit of conflict."""
        return {f.name: f.unit_of_conflict for f in self.fields} | {DELETED: DELETED, SCOPE: SCOPE}

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Unit of conflict -> its field names in order."""
        found: dict[str, list[str]] = {}
        for f in self.fields:
            found.setdefault(f.unit_of_conflict, []).append(f.name)
        return {name: tuple(members) for name, members in found.items()}

    def members(self, group: str) -> tuple[str, ...]:
        """Return the fields of ``group``; an unknown or inner group is its own only field."""
        return self.groups.get(group, (group,))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the fields in order."""
        return tuple(f.name for f in self.fields)

    def derives_from(self, changed: Collection[str]) -> bool:
        """Tell whether title, order or derived values may differ once these columns and tables do."""
        record = self.record
        if record is None or record.depends is None:
            return record is not None
        return not record.depends.isdisjoint(changed)

    @cached_property
    def tables_read(self) -> tuple[str, ...]:
        """The tables that title, order and derived values are made from."""
        if self.record is None:
            return ()
        depends = self.record.depends
        return tuple(t.name for t in self.record.tables if depends is None or t.name in depends)

    @cached_property
    def fields_read(self) -> tuple[str, ...]:
        """The fields that title, order and derived values are made from."""
        depends = self.record.depends if self.record is not None else None
        return self.names if depends is None else tuple(n for n in self.names if n in depends)

    @cached_property
    def made_from(self) -> tuple[str, ...]:
        """The columns read to work out title, keys and derived values, and these themselves, id first."""
        record = self.record
        search = record.search if record is not None else ()
        made = ("_title", "_sort", "_search", *(f.name for f in self.derived))
        return tuple(dict.fromkeys(("id", *self.fields_read, *search, *made)))

    def is_found_by(self, changed: Collection[str]) -> bool:
        """Tell whether the words that find a record may differ once ``changed`` columns do."""
        return self.record is not None and any(name in self.record.search for name in changed)

    @cached_property
    def references(self) -> frozenset[str]:
        """The fields stored as binary ids."""
        return frozenset(f.name for f in (*self.fields, *self.derived) if isinstance(f, Reference))

    @cached_property
    def attachments(self) -> frozenset[str]:
        """The fields that name the content of a file."""
        return frozenset(f.name for f in self.fields if isinstance(f, Attachment))

    @cached_property
    def flags(self) -> frozenset[str]:
        """The fields stored as 0 or 1."""
        return frozenset(f.name for f in (*self.fields, *self.derived) if isinstance(f, YesNo))

    @cached_property
    def decimals(self) -> Mapping[str, int]:
        """The fields stored as a number and read as text with so many decimals."""
        return {f.name: f.decimals for f in self.fields if isinstance(f, Number) and f.decimals}

    @cached_property
    def special(self) -> frozenset[str]:
        """The fields whose stored form differs from the value."""
        return self.references | self.flags | frozenset(self.decimals)

    @cached_property
    def system_columns(self) -> tuple[str, ...]:
        """The columns every table of this sort has before its fields."""
        if self.owner:
            return ("id", "_owner", "_deleted", "_unsettled")
        return ("id", "_deleted", "_unsettled", "_title", "_sort", "_search")

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All columns in order."""
        return (*self.system_columns, *self.names, *(f.name for f in self.derived))

    def to_sql(self, name: str, value: Stored) -> Any:
        """Return ``value`` of field ``name`` as the database keeps it."""
        if value is None:
            return None
        if name in self.references:
            return bytes.fromhex(str(value))
        if name in self.decimals:
            return float(value)
        return int(value) if value is True or value is False else value

    def from_sql(self, name: str, value: Any) -> Stored:
        """Return what ``to_sql`` was given."""
        if value is None:
            return None
        if name in self.references:
            return str(value.hex())
        if name in self.flags:
            return bool(value)
        if name in self.decimals:
            return f"{value:.{self.decimals[name]}f}"
        return value  # type: ignore[no-any-return]


class Model:
    """All kinds of entities of the program, and the tables that mirror them."""

    def __init__(self, record_types: Iterable[RecordType]) -> None:
        self.record_types = {t.code: t for t in record_types}
        self.kinds: dict[str, EntityKind] = {}
        for record_type in self.record_types.values():
            self.kinds[record_type.code] = EntityKind(
                record_type.code,
                record_type.fields,
                record_type.derived,
                record_type,
                schema=record_type.version,
                upgrades=_upgrades(record_type),
            )
            for table in record_type.tables:
                code = f"{record_type.code}.{table.name}"
                self.kinds[code] = EntityKind(
                    code,
                    table.fields,
                    owner=record_type.code,
                    schema=record_type.version,
                    upgrades=_upgrades(record_type, table.name),
                )
        self.metadata = MetaData()
        self._tables: dict[str, Table] = {}
        self._making = threading.Lock()

    def table(self, kind: str) -> Table:
        """Return the projection's table of ``kind``, made when it is first asked for. Raises KeyError."""
        with self._making:
            if kind not in self._tables:
                self._tables[kind] = _table(self.kinds[kind], self.metadata)
            return self._tables[kind]


def _upgrades(record_type: RecordType, table: str = "") -> tuple[Upgrade, ...]:
    """Return how earlier lines of a record, or of a table in it, are read, in the order of versions."""
    versions = [upgrade.version for upgrade in record_type.upgrades]
    if versions and (versions != sorted(versions) or versions[0] < 2 or versions[-1] > record_type.version):
        raise ValueError(f"upgrades of {record_type.code} must rise from 2 to its version")
    return tuple(upgrade for upgrade in record_type.upgrades if upgrade.table == table)


def _table(kind: EntityKind, metadata: MetaData) -> Table:
    system: dict[str, Column[Any]] = {
        "id": Column("id", LargeBinary, primary_key=True),
        "_owner": Column("_owner", LargeBinary),
        "_deleted": Column("_deleted", INTEGER),
        "_unsettled": Column("_unsettled", TEXT),
        "_title": Column("_title", TEXT),
        "_sort": Column("_sort", TEXT),
        "_search": Column("_search", TEXT),
    }
    columns = [system[name] for name in kind.system_columns]
    columns += [Column(f.name, _SQL_TYPES[f.affinity]) for f in (*kind.fields, *kind.derived)]
    table = Table(kind.table_name, metadata, *columns)
    for name, names, partial in indexes(kind):
        filled = table.c[names[0]].is_not(None) if partial else None
        Index(name, *(table.c[n] for n in names), sqlite_where=filled)
    return table


def indexes(kind: EntityKind) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """Return name and columns of every index of a table, and whether rows without the first are left out."""
    if kind.owner:
        return ((f"i_{kind.table_name}", ("_owner",), False),)
    looked_up = [*kind.record.lookups] if kind.record else []
    if kind.record and kind.record.code_field:
        looked_up.append((kind.record.code_field,))
    # The first covers the list and the search box: neither reads the wide rows (100,000 cadres in one scan).
    # The others are partial, so that empty values, which nobody looks for, cost nothing.
    return (
        (f"i_{kind.table_name}", ("_deleted", "_sort", "_search", "_title", "id"), False),
        *((f"i{number}_{kind.table_name}", tuple(names), True) for number, names in enumerate(looked_up, 1)),
    )


#: Counts the forms the stored words of a record have had: 2, with blanks around every word.
_SEARCH_FORM = 2


def shape(kind: EntityKind) -> str:
    """Return all there is to say about the table of ``kind``: its columns with their types, its indexes.

    The version of the record type is part of it, so that other rules for derived values take effect.
    """
    typed = [(f.name, f.affinity) for f in (*kind.fields, *kind.derived)]
    return repr((kind.table_name, kind.schema, kind.system_columns, typed, indexes(kind)))


def row_reader(kind: EntityKind) -> tuple[str, ...]:
    """Return the columns that make up a record's own values, in the order they are read."""
    return (*kind.names, *(f.name for f in kind.derived))


def read_values(kind: EntityKind, names: Sequence[str], row: Sequence[Any]) -> dict[str, Stored]:
    """Return the values in ``row`` that are something, by name."""
    special = kind.special
    return {
        name: kind.from_sql(name, value) if name in special else value
        for name, value in zip(names, row, strict=True)
        if value is not None
    }
