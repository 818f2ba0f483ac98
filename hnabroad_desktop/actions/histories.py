"""The history of a record as people read it, and taking an earlier value back (features.md A14)."""

from __future__ import annotations

from dataclasses import dataclass

from hnabroad_desktop.actions.records import save
from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.actions.verbs import name_of
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Field, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.history import Entry
from hnabroad_desktop.store.lines import DELETED


@dataclass(frozen=True)
class Change:
    """One line of a record's history, ready to be read; ``key`` lets the earlier value be taken back.

    ``at`` (ISO, local time), ``code`` of the verb, ``field`` and the raw values are for programs; the
    other texts are in the language of the screen.
    """

    when: str
    user: str
    verb: str
    label: str
    before: str
    after: str
    key: str = ""
    field: str = ""
    old: Stored = None
    new: Stored = None
    at: str = ""
    code: str = ""


def history(file: DataFile, kind: str, record_id: str) -> list[Change]:
    """Return the changes of a record and its rows, the latest first.

    Of the line that made a record only one entry is kept: all its values are new.
    """
    record_type = KINDS[kind]
    result: list[Change] = []
    made: set[str] = set()
    for entry in file.history(kind, record_id):
        if entry.first and not entry.table:
            if record_id not in made:
                made.add(record_id)
                result.append(_made(entry))
            continue
        result.append(_change(file, record_type, entry))
    return result


def _made(entry: Entry) -> Change:
    return Change(
        when=_when(entry),
        user=entry.user,
        verb=_done(entry),
        label=_("The record"),
        before="",
        after=entry.subject,
        at=_moment(entry),
        code=entry.verb,
    )


def _done(entry: Entry) -> str:
    name = name_of(entry.verb)
    return _("Undo or redo: {step}").format(step=name) if entry.undone else name


def _when(entry: Entry) -> str:
    return entry.at.strftime("%d/%m/%Y %H:%M")


def _moment(entry: Entry) -> str:
    return entry.at.isoformat(timespec="seconds")


def _change(file: DataFile, record_type: RecordType, entry: Entry) -> Change:
    if entry.field == DELETED:
        label = _("The record") if not entry.table else _(record_type.by_name[entry.table].label)
        return Change(
            when=_when(entry),
            user=entry.user,
            verb=_done(entry),
            label=label,
            before=str(entry.old or ""),
            after=str(entry.new or _("restored")),
            field=f"{entry.table}.{entry.field}" if entry.table else entry.field,
            at=_moment(entry),
            code=entry.verb,
        )
    field = _field(record_type, entry)
    label = entry.field if field is None else _(field.label)
    if entry.table:
        label = f"{_(record_type.by_name[entry.table].label)} › {label}"
    return Change(
        when=_when(entry),
        user=entry.user,
        verb=_done(entry),
        label=label,
        before="" if field is None else shown(field, entry.old, file),
        after="" if field is None else shown(field, entry.new, file),
        key="" if entry.first else ":".join((*map(str, entry.dot), entry.row, entry.field)),
        field=f"{entry.table}.{entry.field}" if entry.table else entry.field,
        old=entry.old,
        new=entry.new,
        at=_moment(entry),
        code=entry.verb,
    )


def _field(record_type: RecordType, entry: Entry) -> Field | None:
    if not entry.table:
        return record_type.by_name.get(entry.field)
    table = next((t for t in record_type.tables if t.name == entry.table), None)
    return next((f for f in table.fields if f.name == entry.field), None) if table else None


def restore_value(file: DataFile, kind: str, record_id: str, key: str) -> None:
    """Give a field the value it had before the change ``key``; that is a change like any other.

    Raises AppError when the row it stood in is gone.
    """
    entry = next(
        (e for e in file.history(kind, record_id) if ":".join((*map(str, e.dot), e.row, e.field)) == key),
        None,
    )
    record = file.get(kind, record_id)
    if entry is None or record is None:
        raise AppError(_("This change is not in the history. Nothing was changed."))
    save(file, _with(record, entry), verb="restore_value")


def _with(record: Record, entry: Entry) -> Record:
    if not entry.table:
        return record.with_values(**{entry.field: entry.old})
    rows = [
        Row({**row.values, entry.field: entry.old}, row.id) if row.id == entry.row else row
        for row in record.table(entry.table)
    ]
    if not any(row.id == entry.row for row in rows):
        raise AppError(_("The line of the table is gone. Bring it back first. Nothing was changed."))
    return record.with_table(entry.table, rows)
