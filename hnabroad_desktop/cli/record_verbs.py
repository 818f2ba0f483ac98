"""Verbs on records: list, show, add, set, delete, recover, history."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from hnabroad_desktop.actions import histories, records
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.actions.lists import Line, Listing, Query
from hnabroad_desktop.actions.records import Saved
from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.errors import FormError
from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.cli import assignments, opened, tables
from hnabroad_desktop.cli.boundary import tell, warn
from hnabroad_desktop.cli.grammar import Verb, option, place
from hnabroad_desktop.cli.objects import Objects, as_json, field_of
from hnabroad_desktop.records.schema import Record, RecordType

FILE = place("FILE", N_("the data file"), type=Path)
KIND = place("KIND", N_("the kind of record"))
ID = place("ID", N_("code, id or exact title of the record"))
FIELDS_HELP = N_("what a field is to be, explained below")
JSON = option("--json", N_("write JSON for programs"))


def list_records(asked: Namespace) -> None:
    """Tell the records of a kind, found by words if there are any."""
    record_type = opened.record_type(asked.kind)
    query = Query(words=asked.search or "", deleted=asked.deleted)
    with opened.opened_to_read(asked.file) as file:
        if asked.json:
            listing = Listing(file, asked.kind)
            objects = Objects(file)
            found = (records.get(file, asked.kind, each) for each in listing.ids(query))
            tell(as_json([objects.of(record) for record in found if record is not None]))
        else:
            _tell_list(file, record_type, query)


def _tell_list(file: OpenFile, record_type: RecordType, query: Query) -> None:
    code = record_type.code_field
    names = [name for name in record_type.columns if name != code]
    listing = Listing(file, record_type.code, ((code,) if code else ()) + tuple(names))
    count, whole = listing.count(query)
    lines = listing.page(query, 0, count)
    columns = [
        ("ID" if not code else _(record_type.by_name[code].heading), [_named(line, code) for line in lines])
    ]
    for place_, name in enumerate(names, 1 if code else 0):
        field = record_type.by_name[name]
        texts = [shown(field, line.cells[place_], file) for line in lines]
        # A column without a single value would only push the others off the screen.
        if any(texts):
            columns.append((_(field.heading), texts))
    if lines:
        tell(
            tables.aligned([heading for heading, _t in columns], zip(*(t for _h, t in columns), strict=True))
        )
    tell(_("Showing {count}/{whole}").format(count=show_number(count), whole=show_number(whole)))


def _named(line: Line, code: str) -> str:
    return str(line.cells[0] or line.id) if code else line.id


def show_record(asked: Namespace) -> None:
    """Tell everything about one record, in the order of its form."""
    record_type = opened.record_type(asked.kind)
    with opened.opened_to_read(asked.file) as file:
        record = opened.record(file, asked.kind, asked.id)
        if asked.json:
            tell(as_json(Objects(file).of(record)))
        else:
            tell("\n".join(_sheet(file, record_type, record)))


def _sheet(file: OpenFile, record_type: RecordType, record: Record) -> Iterator[str]:
    yield f"{_(record_type.label)}: {file.title(record.id)}"
    yield f"ID: {record.id}"
    if record.deleted:
        yield _("This record was deleted.")
    for section in record_type.sections:
        table_names = {table.name for table in record_type.tables}
        plain = [field for field in section.fields if field.name not in table_names]
        told = _facts(file, plain, record)
        rows = [t for t in record_type.tables if t in section.fields and record.table(t.name)]
        if told or rows:
            yield f"\n{_(section.title)}"
        if told:
            yield tables.pairs(told)
        for table in rows:
            yield f"\n{_(table.label)} ({table.name})"
            fields = [
                f for f in table.fields if any(row[f.name] is not None for row in record.table(table.name))
            ]
            yield tables.aligned(
                ("", *(_(field.heading) for field in fields)),
                [
                    (str(number), *(shown(field, row[field.name], file) for field in fields))
                    for number, row in enumerate(record.table(table.name), 1)
                ],
            )
    derived = _facts(file, record_type.derived, record)
    if derived:
        yield "\n" + _("Worked out by the program")
        yield tables.pairs(derived)


def _facts(file: OpenFile, fields: Iterable[Field], record: Record) -> list[tuple[str, str]]:
    return [(_(f.label), shown(f, record[f.name], file)) for f in fields if record[f.name] is not None]


def add_record(asked: Namespace) -> None:
    """Keep a new record."""
    record_type = opened.record_type(asked.kind)
    with opened.opened(asked.file) as file:
        record = assignments.edited(file, record_type.new(), asked.fields)
        _tell_saved(file, record_type, _save(file, record_type, record), asked.json)


def set_fields(asked: Namespace) -> None:
    """Give some fields of a record other values."""
    record_type = opened.record_type(asked.kind)
    with opened.opened(asked.file) as file:
        record = opened.standing(file, asked.kind, asked.id)
        record = assignments.edited(file, record, asked.fields)
        _tell_saved(file, record_type, _save(file, record_type, record), asked.json)


def _save(file: OpenFile, record_type: RecordType, record: Record) -> Saved:
    try:
        return records.save(file, record)
    except FormError as error:
        raise assignments.refusal(record_type, error.problems) from error


def _tell_saved(file: OpenFile, record_type: RecordType, saved: Saved, json: bool) -> None:
    for problem in saved.warnings:
        warn(assignments.warning(record_type, problem))
    if json:
        record = records.get(file, record_type.code, saved.id)
        assert record is not None
        tell(as_json(Objects(file).of(record)))
    else:
        tell(_("Saved {time}").format(time=f"{dt.datetime.now():%H:%M:%S}"))
        tell(f"{_(record_type.label)}: {file.title(saved.id)}\nID: {saved.id}")


def delete_record(asked: Namespace) -> None:
    """Put a record among the deleted ones."""
    opened.record_type(asked.kind)
    with opened.opened(asked.file) as file:
        record = opened.record(file, asked.kind, asked.id)
        records.delete(file, asked.kind, record.id, asked.reason)
        tell(_("Deleted: {title}").format(title=file.title(record.id)))


def recover_record(asked: Namespace) -> None:
    """Take a record back from the deleted ones."""
    opened.record_type(asked.kind)
    with opened.opened(asked.file) as file:
        record = opened.record(file, asked.kind, asked.id)
        records.restore(file, asked.kind, record.id)
        tell(_("Restored: {title}").format(title=file.title(record.id)))


def tell_history(asked: Namespace) -> None:
    """Tell what happened to a record, the latest first."""
    record_type = opened.record_type(asked.kind)
    with opened.opened_to_read(asked.file) as file:
        record = opened.record(file, asked.kind, asked.id)
        changes = histories.history(file, asked.kind, record.id)
        if asked.json:
            tell(as_json([_as_object(Objects(file), record_type, change) for change in changes]))
            return
        headings = (_("When"), _("Who"), _("What was done"), _("Field"), _("Before"), _("After"))
        rows = [(c.when, c.user, c.verb, c.label, c.before, c.after) for c in changes]
        tell(tables.aligned(headings, rows))


def _as_object(objects: Objects, record_type: RecordType, change: histories.Change) -> dict[str, object]:
    field = field_of(record_type, change.field)
    return {
        "at": change.at,
        "user": change.user,
        "verb": change.code,
        "field": change.field or None,
        "old": objects.value(field, change.old),
        "new": objects.value(field, change.new),
    }


VERBS = (
    Verb(
        "list",
        N_("list the records of a kind"),
        list_records,
        (
            FILE,
            KIND,
            option(
                "--search", N_("words that must stand in the record, with or without marks"), metavar="TEXT"
            ),
            option("--deleted", N_("the deleted records instead")),
            JSON,
        ),
    ),
    Verb("show", N_("show everything about a record"), show_record, (FILE, KIND, ID, JSON)),
    Verb(
        "add",
        N_("add a record"),
        add_record,
        (FILE, KIND, place("FIELD=VALUE", FIELDS_HELP, nargs="*", dest="fields"), JSON),
        assignments.GRAMMAR,
    ),
    Verb(
        "set",
        N_("change fields of a record"),
        set_fields,
        (FILE, KIND, ID, place("FIELD=VALUE", FIELDS_HELP, nargs="+", dest="fields"), JSON),
        assignments.GRAMMAR,
    ),
    Verb(
        "delete",
        N_("put a record among the deleted ones"),
        delete_record,
        (FILE, KIND, ID, option("--reason", N_("why it is deleted"), metavar="TEXT", required=True)),
    ),
    Verb("recover", N_("bring a deleted record back"), recover_record, (FILE, KIND, ID)),
    Verb(
        "history",
        N_("show what was changed in a record, by whom and when"),
        tell_history,
        (FILE, KIND, ID, JSON),
    ),
)
