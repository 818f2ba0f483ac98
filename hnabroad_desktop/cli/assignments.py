"""Turns FIELD=VALUE, as a person writes it after a verb, into a changed record."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from hnabroad_desktop.actions import attachments, catalogues, records
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.errors import AppError, Problem
from hnabroad_desktop.base.fields import UNMATCHED, Attachment, Choice, Field, Reference, Rows, Stored
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.cli import opened
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, RecordType, Row

#: What is said about FIELD=VALUE where a verb takes it.
GRAMMAR = N_(
    "FIELD=VALUE gives a field a value as people write it: days as 24/11/2026 or 2026-11-24, dates not "
    "fully known as 3/1985 or 1985, values of lists by code or by their words, records by code, id or "
    "exact title, attachments by the path of the file. An empty VALUE empties the field.\n"
    "TABLE+=FIELD=VALUE;FIELD=VALUE adds a row to a table; a semicolon inside a value is written \\;\n"
    "TABLE[2].FIELD=VALUE changes the second row as “show” numbers it; TABLE-=2 takes it away.\n"
    "Fields that are not named keep their values. “show --json” tells the names of fields and tables."
)

_ADD_ROW = re.compile(r"(\w+)\+=(.*)", re.DOTALL)
_DROP_ROW = re.compile(r"(\w+)-=(.*)", re.DOTALL)
_ROW_VALUE = re.compile(r"(\w+)\[(\d+)\]\.(\w+)=(.*)", re.DOTALL)
_VALUE = re.compile(r"(\w+)=(.*)", re.DOTALL)
_SEMICOLON = re.compile(r"(?<!\\);")


def edited(file: OpenFile, record: Record, texts: Iterable[str]) -> Record:
    """Return ``record`` with every assignment made; nothing is written.

    Raises AppError that names everything wrong with the assignments, and with the
    other values of the record, at once.
    """
    editing = _Editing(file, record)
    for text in texts:
        editing.take(text)
    result = editing.result()
    if editing.problems:
        named = {problem.field for problem in editing.problems}
        others = [p for p in records.check(file, result) if p.severity == "error" and p.field not in named]
        raise refusal(KINDS[record.kind], [*editing.problems, *others])
    return result


class _Editing:
    """The values and rows of one record while assignments are made, and what is wrong with them."""

    def __init__(self, file: OpenFile, record: Record) -> None:
        self._file, self._record, self._type = file, record, KINDS[record.kind]
        self._values = dict(record.values)
        self._rows = {name: list(rows) for name, rows in record.rows.items()}
        # Rows keep the numbers they had before the command, whatever it takes away first.
        self._shown = {name: len(rows) for name, rows in record.rows.items()}
        self._dropped: set[tuple[str, int]] = set()
        self.problems: list[Problem] = []

    def take(self, text: str) -> None:
        """Make one assignment. Raises AppError when it is not written as one, or names no field."""
        text = unicodedata.normalize("NFC", text)
        if found := _ADD_ROW.fullmatch(text):
            self._add_row(self._table(found[1]), found[2])
        elif found := _DROP_ROW.fullmatch(text):
            table = self._table(found[1])
            self._dropped.add((table.name, self._index(table, found[2])))
        elif found := _ROW_VALUE.fullmatch(text):
            table = self._table(found[1])
            self._change_row(table, self._index(table, found[2]), found[3], found[4])
        elif found := _VALUE.fullmatch(text):
            field = self._field(self._type.fields, found[1])
            self._values[field.name] = self._stored(field, found[2], field.name)
        else:
            raise AppError(_("“{text}” is not written as FIELD=VALUE. Nothing was saved.").format(text=text))

    def result(self) -> Record:
        """Return the record as the assignments leave it."""
        record = self._record.with_values(**self._values)
        for name, rows in self._rows.items():
            left = [row for index, row in enumerate(rows) if (name, index) not in self._dropped]
            record = record.with_table(name, left)
        return record

    def _add_row(self, table: Rows, text: str) -> None:
        rows = self._rows.setdefault(table.name, [])
        values: dict[str, Stored] = {}
        for part in _SEMICOLON.split(text):
            found = _VALUE.fullmatch(part.replace("\\;", ";").strip())
            if found is None:
                raise AppError(
                    _("“{text}” is not written as FIELD=VALUE. Nothing was saved.").format(text=part)
                )
            field = self._field(table.fields, found[1])
            values[field.name] = self._stored(field, found[2], f"{table.name}.{len(rows)}.{field.name}")
        rows.append(Row(values))

    def _change_row(self, table: Rows, index: int, name: str, text: str) -> None:
        field = self._field(table.fields, name)
        row = self._rows[table.name][index]
        value = self._stored(field, text, f"{table.name}.{index}.{name}")
        self._rows[table.name][index] = Row({**row.values, name: value}, row.id)

    def _table(self, name: str) -> Rows:
        for table in self._type.tables:
            if table.name == name:
                return table
        raise self._unknown(name, [table.name for table in self._type.tables])

    def _index(self, table: Rows, text: str) -> int:
        rows = self._shown.get(table.name, 0)
        if text.strip().isdecimal() and 1 <= int(text) <= rows:
            return int(text) - 1
        raise AppError(
            _("Table “{table}” has no row {number}; it has {count}. Nothing was saved.").format(
                table=_(table.label), number=text, count=rows
            )
        )

    def _field(self, fields: Sequence[Field], name: str) -> Field:
        for field in fields:
            if field.name == name:
                return field
        if any(field.name == name for field in self._type.derived):
            raise AppError(
                _("“{name}” is worked out by the program and cannot be written. Nothing was saved.").format(
                    name=name
                )
            )
        raise self._unknown(name, [field.name for field in fields])

    def _unknown(self, name: str, names: list[str]) -> AppError:
        near = difflib.get_close_matches(name, names, 3, 0.5) or names
        return AppError(
            _("{kind} has no field “{name}”. Nothing was saved. There is: {names}.").format(
                kind=_(self._type.label), name=name, names=", ".join(near)
            )
        )

    def _stored(self, field: Field, text: str, where: str) -> Stored:
        text = text.strip()
        if not text:
            return None
        try:
            match field:
                case Choice():
                    return self._choice(field, text)
                case Reference():
                    return opened.record_id(self._file, field.kinds, text)
                case Attachment():
                    return attachments.attach(self._file, Path(text))
        except AppError as error:
            self.problems.append(Problem(where, str(error)))
            return None
        # Saving cleans it, and finds every fault at once.
        return text

    def _choice(self, field: Choice, text: str) -> Stored:
        typed = text.removeprefix(UNMATCHED) if field.free else text
        code = catalogues.code_of(self._file, field, typed)
        if code is not None:
            return code
        if field.free:
            return UNMATCHED + typed
        if field.catalogue:
            raise AppError(_("“{value}” is not in the catalogue.").format(value=typed))
        return text


def refusal(record_type: RecordType, problems: Sequence[Problem]) -> AppError:
    """Return one sentence that names everything that keeps a record from being saved."""
    missing, others = [], []
    for problem in problems:
        label, name = _place(record_type, problem.field)
        plain = problem.message.rstrip(".")
        if problem.message == _("Enter: {label}.").format(label=_(label)):
            missing.append(f"{_(label)} ({name})")
        else:
            others.append(f"{_(label)} ({name}): {plain}" if label else plain)
    if missing:
        others.insert(0, _("missing {fields}").format(fields=", ".join(missing)))
    return AppError(_("Not saved: {problems}.").format(problems="; ".join(others)))


def warning(record_type: RecordType, problem: Problem) -> str:
    """Return a finding that does not keep a record from being saved."""
    label, name = _place(record_type, problem.field)
    where = f"{_(label)} ({name}): " if label else ""
    return _("Note: {problem}").format(problem=where + problem.message)


def _place(record_type: RecordType, path: str) -> tuple[str, str]:
    """Return the label of a field and its name as written: "passport.0.number" is passport[1].number."""
    name, _dot, rest = path.partition(".")
    field = record_type.by_name.get(name)
    if isinstance(field, Rows) and rest:
        index, _dot, inner = rest.partition(".")
        label = next((f.label for f in field.fields if f.name == inner), field.label)
        return label, f"{name}[{int(index) + 1}].{inner}"
    return (field.label, name) if field is not None else ("", name)
