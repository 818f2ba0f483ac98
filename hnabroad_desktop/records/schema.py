"""What a record type is: its form, its list, its rules, and the values that leave the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Attachment, Field, Number, Rows, Stored
from hnabroad_desktop.records.upgrades import Upgrade

Values = Mapping[str, Stored]

_NOTHING: Values = MappingProxyType({})


@dataclass(frozen=True)
class Row:
    """One row of a table inside a record. A row not stored yet has an empty id."""

    values: Values = field(default_factory=lambda: _NOTHING)
    id: str = ""

    def __getitem__(self, name: str) -> Stored:
        return self.values.get(name)


@dataclass(frozen=True)
class Record:
    """A record as it is, or as it is to be. One not stored yet has an empty id.

    Missing values read as None, missing tables as no rows.
    """

    kind: str
    values: Values = field(default_factory=lambda: _NOTHING)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=lambda: MappingProxyType({}))
    id: str = ""
    deleted: bool = False

    def __getitem__(self, name: str) -> Stored:
        return self.values.get(name)

    def text(self, name: str) -> str:
        """Return a value as text, "" for nothing."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def table(self, name: str) -> tuple[Row, ...]:
        """Return the rows of table ``name``."""
        return self.rows.get(name, ())

    def with_values(self, **changes: Stored) -> Record:
        """Return a copy with some values changed."""
        return replace(self, values=MappingProxyType({**self.values, **changes}))

    def with_table(self, name: str, rows: Iterable[Row]) -> Record:
        """Return a copy with one table replaced."""
        return replace(self, rows=MappingProxyType({**self.rows, name: tuple(rows)}))


class Context(Protocol):
    """What rules may ask about the world around one record."""

    @property
    def today(self) -> dt.date:
        """The day the judgement is made for."""

    def get(self, kind: str, record_id: str) -> Record | None:
        """Return another record, or None."""

    def title(self, record_id: str) -> str:
        """Return the name by which people know a record, "" if it is unknown."""

    def find(self, kind: str, **values: Stored) -> list[Record]:
        """Return the records not deleted whose values equal ``values``."""

    def word(self, catalogue: str, code: str) -> str:
        """Return the text of a catalogue value; an unmatched one as typed."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a form, in the order of the paper. ``short`` is its title where there is little room."""

    name: str
    title: str
    fields: tuple[Field, ...]
    short: str = ""


@dataclass(frozen=True, kw_only=True)
class State:
    """One state of a record that has a course of life, and where it may go from here.

    ``by`` names the verb that alone brings a stored record here, because more than the state changes
    then; "" where typing it is enough.
    """

    code: str
    label: str
    then: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing a purpose asks for: the field or table ``name``.

    One of ``instead`` will do as well (a yes or no only if it is yes), and it is
    asked for only where ``only_with`` is filled.
    """

    name: str
    instead: tuple[str, ...] = ()
    only_with: str = ""

    def is_open(self, record: Record) -> bool:
        """Say whether this is still to be filled in."""
        if self.only_with and not _says(record, self.only_with):
            return False
        own = bool(record.table(self.name)) or record[self.name] is not None
        return not own and not any(_says(record, name) for name in self.instead)


def _says(record: Record, name: str) -> bool:
    return record[name] not in (None, False) or bool(record.table(name))


@dataclass(frozen=True, kw_only=True)
class Gaps(Number):
    """How many things a purpose still lacks: counted wherever it is asked for, never stored."""

    needs: tuple[Need, ...] = ()

    def open(self, record: Record) -> tuple[Need, ...]:
        """Return what is still to be filled in, in the order of the form."""
        return tuple(need for need in self.needs if need.is_open(record))


def _no_problems(record: Record, context: Context) -> Iterable[Problem]:
    return ()


def _unchanged(before: Record | None, record: Record) -> Record:
    return record


def _nothing(record: Record) -> dict[str, Stored]:
    return {}


@dataclass(frozen=True, kw_only=True)
class RecordType:
    """Everything the program knows about one kind of record.

    title      the name people know a record by (lists, links, history)
    subtitle   what stands small beside the title
    search     names of the fields whose words find the record
    sort       the stored key that orders lists (see base.vietnamese.sort_key)
    sorted_by  the field that key is the order of, "" where it is an order of its own
    code_field the field a person may write instead of the id
    columns    the fields a list shows first, in order
    derived    values computed from the record and stored with it for lists and
               filters; declared as fields, never typed (``derive`` returns them)
    computed   columns counted from the record whenever a list asks for them
    found_by   choices and references whose words find the record too, where its
               own words do not
    settle     puts a record in order before it is saved: (stored before, to save) -> to save
    check      findings over several fields, given the world around the record
    depends    every field and table that title, sort and derive read; None = any
               (what is not named may change without working them out again)
    absent     what is still to be filled in for a purpose (a letter of ``needed``), where
               the rule is finer than "the field is empty"; None = just that
    lookups    sets of fields by which rules and verbs look records up; each is indexed
    scope      the reference field that names the owning unit; "" = the unit of the file
    shared     False: the record never leaves this file
    version    counts what files and partners have to know: another name or form of a field, other
               codes, other rules for derived values
    upgrades   how what earlier versions wrote is read, in the order of versions
    """

    code: str
    label: str
    label_plural: str
    area: str
    sections: tuple[Section, ...]
    title: Callable[[Record], str]
    columns: tuple[str, ...]
    search: tuple[str, ...]
    subtitle: Callable[[Record], str] = lambda record: ""
    sort: Callable[[Record], str] | None = None
    sorted_by: str = ""
    code_field: str = ""
    states: tuple[State, ...] = ()
    derived: tuple[Field, ...] = ()
    derive: Callable[[Record], dict[str, Stored]] = _nothing
    computed: tuple[Gaps, ...] = ()
    found_by: tuple[str, ...] = ()
    settle: Callable[[Record | None, Record], Record] = _unchanged
    check: Callable[[Record, Context], Iterable[Problem]] = _no_problems
    depends: frozenset[str] | None = None
    absent: Callable[[Record, str], Iterable[Field]] | None = None
    lookups: tuple[tuple[str, ...], ...] = ()
    scope: str = ""
    shared: bool = True
    version: int = 1
    upgrades: tuple[Upgrade, ...] = ()
    empty_hint: str = ""

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field that is typed and is not a table, in the order of the form."""
        return tuple(f for s in self.sections for f in s.fields if not isinstance(f, Rows))

    @cached_property
    def tables(self) -> tuple[Rows, ...]:
        """Every table inside the record, in the order of the form."""
        return tuple(f for s in self.sections for f in s.fields if isinstance(f, Rows))

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Every field, table, derived value and counted column by its name."""
        return {f.name: f for f in (*self.fields, *self.tables, *self.derived, *self.computed)}

    @cached_property
    def listable(self) -> Mapping[str, Field]:
        """Every field that can stand in a list by its name, in the order of the form, counted ones last."""
        fields = (*self.fields, *self.derived, *self.computed)
        return {f.name: f for f in fields if not isinstance(f, Attachment)}

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def needed(self, letter: str) -> tuple[Field, ...]:
        """Return the fields marked as needed for ``letter`` (S, N, D, P or F)."""
        return tuple(f for f in (*self.fields, *self.tables) if letter in f.needed)

    def missing(self, record: Record, letter: str) -> tuple[Field, ...]:
        """Return what is still to be filled in for ``letter``, in the order of the form."""
        if self.absent is not None:
            return tuple(self.absent(record, letter))
        return tuple(f for f in self.needed(letter) if not record.table(f.name) and record[f.name] is None)

    def new(self, **values: Any) -> Record:
        """Return an unsaved record with ``values`` as its first content."""
        return Record(self.code, MappingProxyType(dict(values)))
