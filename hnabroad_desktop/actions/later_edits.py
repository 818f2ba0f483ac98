"""What stands in the way of taking a step back: the values that were changed after it, in words."""

from __future__ import annotations

from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.fields import Field, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, RecordType
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.undo import LaterEdits

__all__ = ["LaterEdits", "later_values"]


def later_values(file: DataFile, problem: LaterEdits) -> list[str]:
    """Return a line for each value changed later: whose it is, which field, and what stands there now."""
    said: list[str] = []
    for kind, entity, group in problem.places:
        code, _dot, table = kind.partition(".")
        record_type = KINDS[code]
        record = file.get(code, file.owner_of(entity) if table else entity)
        if record is not None:
            said += (
                _in_row(file, record_type, record, table, entity)
                if table
                else _in_record(file, record_type, record, group)
            )
    return list(dict.fromkeys(said))


def _in_record(file: DataFile, record_type: RecordType, record: Record, group: str) -> list[str]:
    fields = [field for field in record_type.fields if field.unit_of_conflict == group]
    if not fields:
        return [_("{record}: the record itself").format(record=record_type.title(record))]
    return [_line(file, record_type.title(record), field, record[field.name]) for field in fields]


def _in_row(file: DataFile, record_type: RecordType, record: Record, table: str, row_id: str) -> list[str]:
    rows = next(t for t in record_type.tables if t.name == table)
    row = next((row for row in record.table(table) if row.id == row_id), None)
    words = [shown(field, row[field.name], file) for field in rows.fields] if row is not None else []
    return [
        _("{record} – {field}: {value}").format(
            record=record_type.title(record), field=_(rows.label), value=", ".join(filter(None, words)) or "–"
        )
    ]


def _line(file: DataFile, title: str, field: Field, value: Stored) -> str:
    return _("{record} – {field}: {value}").format(
        record=title, field=_(field.label), value=shown(field, value, file) or "–"
    )
