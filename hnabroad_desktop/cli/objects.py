"""Records as JSON objects: field names, stored values, and the codes of the records they point to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.fields import UNMATCHED, Choice, Field, Reference
from hnabroad_desktop.cli import opened
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, RecordType

#: Names that stand in an object even when they are empty; of other kinds, what is needed to save.
_ALWAYS = {
    "cadre": (
        "full_name", "sex", "birth_date", "citizen_id", "staff_number", "unit", "post", "retirement_date",
    ),
}  # fmt: skip


class Objects:
    """Makes objects of records; the codes it has looked up are kept."""

    def __init__(self, file: OpenFile) -> None:
        self._file = file
        self._codes: dict[str, str] = {}

    def of(self, record: Record) -> dict[str, Any]:
        """Return every value that is not empty, tables as lists of objects, in the order of the form."""
        record_type = KINDS[record.kind]
        always = _always(record_type)
        result: dict[str, Any] = {"id": record.id}
        if record.deleted:
            result["deleted"] = True
        for name, field in record_type.by_name.items():
            rows = record.table(name)
            if rows:
                fields = {
                    each.name: each for each in next(t for t in record_type.tables if t.name == name).fields
                }
                result[name] = [{"id": row.id, **self._values(fields, row.values)} for row in rows]
            elif name in always or record[name] is not None:
                result[name] = self.value(field, record[name])
        return result

    def _values(self, fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self.value(field, values[name])
            for name, field in fields.items()
            if values.get(name) is not None
        }

    def value(self, field: Field | None, value: Any) -> Any:
        """Return a stored value for a program: a reference as a code if there is one, else as an id."""
        if isinstance(field, Reference) and isinstance(value, str):
            if value not in self._codes:
                kind = self._file.kind_of(value)
                self._codes[value] = opened.code_of(self._file, kind, value) if kind else value
            return self._codes[value]
        if isinstance(field, Choice) and isinstance(value, str):
            # What waits for the catalogue reads back as it was typed; "unmatched" tells which does.
            return value.removeprefix(UNMATCHED)
        return value


def _always(record_type: RecordType) -> tuple[str, ...]:
    return _ALWAYS.get(record_type.code) or tuple(f.name for f in record_type.needed("S"))


def as_json(value: object) -> str:
    """Return ``value`` as JSON text that people can read too."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def field_of(record_type: RecordType, path: str) -> Field | None:
    """Return the field called "name" or "table.name", None if there is none."""
    name, _dot, inner = path.partition(".")
    if not inner:
        return record_type.by_name.get(name)
    fields: Iterable[Field] = next((t.fields for t in record_type.tables if t.name == name), ())
    return next((f for f in fields if f.name == inner), None)
