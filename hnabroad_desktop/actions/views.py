"""Saved views: what a list shows, in which order, grouped by what; kept, shared and said in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hnabroad_desktop.actions import records
from hnabroad_desktop.actions.catalogues import codes_saying
from hnabroad_desktop.actions.lists import Order, Query
from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base import dates, vietnamese
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Choice, Date, Field, Money, Number, PartialDate, YesNo
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.view import VIEW
from hnabroad_desktop.store.conditions import COMPARISON, EITHER, EMPTY, FILLED, RANGE, answers
from hnabroad_desktop.store.datafile import DataFile

FORMAT = 1


@dataclass(frozen=True)
class View:
    """One saved view of the list of ``kind``; ``widths`` holds those somebody has set, in pixels."""

    kind: str
    name: str
    query: Query
    columns: tuple[str, ...]
    widths: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    shipped: bool = False
    id: str = ""


def views(file: DataFile, kind: str) -> list[View]:
    """Return the views of a list, the user's own first, each group by name."""
    found = [_view(record) for record in file.find("view", kind=kind)]
    return sorted(found, key=lambda view: view.shipped)


def get(file: DataFile, view_id: str) -> View:
    """Return one view. Raises AppError when it is not there any more."""
    record = file.get("view", view_id)
    if record is None or record.deleted:
        raise AppError(_("This view is not in the file any more. Choose another one."))
    return _view(record)


def _view(record: Record) -> View:
    record_type = KINDS.get(record.text("kind"))
    known = record_type.listable if record_type else {}
    orders = [
        Order(str(row["column"]), bool(row["descending"]))
        for row in record.table("sorts")
        if row["column"] in known
    ]
    first = orders[0] if orders else Order("")
    group = record.text("grouping")
    query = Query(
        words=record.text("words"),
        filters={str(r["column"]): str(r["text"]) for r in record.table("filters") if r["column"] in known},
        sort=first.column,
        descending=first.descending,
        then=tuple(orders[1:]),
        group=group if group in known else "",
    )
    # What a column of a later version was called here is left out, and kept in the record.
    columns = [row for row in record.table("columns") if row["column"] in known]
    return View(
        kind=record.text("kind"),
        name=record.text("name"),
        query=query,
        columns=tuple(str(row["column"]) for row in columns),
        widths={str(row["column"]): int(row["width"]) for row in columns if row["width"]},
        note=record.text("note"),
        shipped=bool(record["shipped"]),
        id=record.id,
    )


def save(file: DataFile, view: View) -> str:
    """Keep a view and return its id; one with an id is changed. Raises FormError without a name.

    A shipped view stays as it came: a changed one is kept as the user's own beside it.
    """
    before = file.get("view", view.id) if view.id else None
    own = before if before is not None and not before["shipped"] and not before.deleted else None
    return records.save(file, _record(view, own)).id


def _record(view: View, before: Record | None) -> Record:
    values = {
        "kind": view.kind,
        "name": view.name,
        "words": view.query.words or None,
        "grouping": view.query.group or None,
        "note": view.note or None,
    }
    first = [Order(view.query.sort, view.query.descending)] if view.query.sort else []
    filters = {column: text for column, text in view.query.filters.items() if text.strip()}
    tables: dict[str, list[dict[str, Any]]] = {
        "filters": [{"column": column, "text": text} for column, text in filters.items()],
        "columns": [
            {"order": n, "column": column, "width": view.widths.get(column)}
            for n, column in enumerate(view.columns, 1)
        ],
        "sorts": [
            {"order": n, "column": each.column, "descending": each.descending or None}
            for n, each in enumerate((*first, *view.query.then), 1)
        ],
    }
    known = {
        (table, row["column"]): row.id for table in tables for row in (before.table(table) if before else ())
    }
    rows = {
        table: tuple(Row(line, known.get((table, line["column"]), "")) for line in lines)
        for table, lines in tables.items()
    }
    return Record("view", values, rows, before.id if before else "")


def remove(file: DataFile, view_id: str) -> None:
    """Take a view away; like every record it can be restored."""
    view = get(file, view_id)
    with file.transaction("delete", view.name) as step:
        step.delete("view", view_id, "")


def export(file: DataFile, view_ids: Iterable[str]) -> str:
    """Return views as text for a file that another unit takes in with ``adopt``."""
    lines = []
    for view_id in view_ids:
        record = file.get("view", get(file, view_id).id)
        assert record is not None
        values = {n: v for n, v in record.values.items() if n != "shipped"}
        tables = {n: [dict(row.values) for row in record.table(n)] for n in record.rows}
        lines.append({"values": values, "tables": tables})
    return json.dumps({"format": FORMAT, "views": lines}, ensure_ascii=False, indent=2)


def adopt(file: DataFile, text: str) -> list[str]:
    """Keep the views in an exported text as own ones, in one step, and return their ids.

    Raises AppError when the text is no export of views; then nothing was kept.
    """
    made = [_adopted(line) for line in _lines(text)]
    ids = []
    with file.transaction("add", ", ".join(record.text("name") for record in made)) as step:
        for record in made:
            settled, problems = records.examine(file, record, None)
            records.refuse(problems)
            ids.append(step.save(settled))
    return ids


def _lines(text: str) -> list[dict[str, Any]]:
    refused = AppError(_("This file holds no saved views. Nothing was kept. Choose another file."))
    try:
        body = json.loads(text)
    except ValueError:
        raise refused from None
    lines = body.get("views") if isinstance(body, dict) and body.get("format") == FORMAT else None
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise refused
    return lines


def _adopted(line: dict[str, Any]) -> Record:
    values, tables = line.get("values"), line.get("tables")
    tables = tables if isinstance(tables, dict) else {}
    rows = {
        table.name: tuple(Row(row) for row in tables.get(table.name, ()) if isinstance(row, dict))
        for table in VIEW.tables
    }
    return Record("view", values if isinstance(values, dict) else {}, rows)


# -- filters in words ----------------------------------------------------------------------------------------


def describe(file: DataFile, kind: str, query: Query) -> list[str]:
    """Return every condition of a query in words, one text each; an empty list hides nothing."""
    told = [_("the words “{words}”").format(words=query.words.strip())] if query.words.strip() else []
    by_name = KINDS[kind].by_name
    for column, text in query.filters.items():
        if text.strip() and column in by_name:
            asked = by_name[column]
            parts = [part.strip() for part in text.split(EITHER) if part.strip()]
            words = _either(_condition(file, asked, part) for part in parts)
            told.append(_("{column}: {condition}").format(column=_(asked.heading), condition=words))
    return told


def _either(words: Iterable[str]) -> str:
    either = _("or")
    return f" {either} ".join(words)


def describe_order(kind: str, query: Query) -> str:
    """Return the columns a list is sorted by, in words; "" for the order it has by itself."""
    by_name = KINDS[kind].by_name
    names = [
        _("{column} (backwards)").format(column=_(by_name[each.column].heading))
        if each.descending
        else _(by_name[each.column].heading)
        for each in query.order
        if each.column in by_name
    ]
    return ", ".join(names)


def _condition(file: DataFile, asked: Field, text: str) -> str:
    if text == EMPTY:
        return _("empty")
    if text == FILLED:
        return _("not empty")
    if isinstance(asked, Choice):
        return _choices(file, asked, text)
    if isinstance(asked, YesNo):
        return _either(shown(asked, answer, file) for answer in answers(text)) or f"“{text}”"
    if isinstance(asked, Date | PartialDate | Number | Money):
        if found := COMPARISON.match(text):
            day = isinstance(asked, Date | PartialDate)
            return _compared(found.group(1), day=day).format(value=_read(asked, found.group(2)))
        if found := RANGE.match(text):
            first, last = (_read(asked, part) for part in found.groups())
            return _("from {first} to {last}").format(first=first, last=last)
        return _read(asked, text.removeprefix(EMPTY))
    if text.startswith(EMPTY):
        return f"“{text.removeprefix(EMPTY).strip()}”"
    return _("contains “{text}”").format(text=text)


def _choices(file: DataFile, asked: Choice, text: str) -> str:
    if text.startswith(EMPTY):
        return shown(asked, text.removeprefix(EMPTY).strip(), file)
    from_list = [shown(asked, code, file) for code in codes_saying(file, asked, vietnamese.fold(text))]
    # A few values are named; of many the text that was typed says more.
    few = 0 < len(from_list) <= 3
    return _either(from_list) if few else _("contains “{text}”").format(text=text)


def _compared(sign: str, *, day: bool) -> str:
    match sign:
        case ">":
            return _("after {value}") if day else _("more than {value}")
        case "<":
            return _("before {value}") if day else _("less than {value}")
        case ">=" | "≥":
            return _("from {value} on") if day else _("{value} or more")
    return _("until {value}") if day else _("{value} or less")


def _read(asked: Field, text: str) -> str:
    if isinstance(asked, Date | PartialDate):
        try:
            return dates.show(dates.parse_partial(text))
        except ValueError:
            return text.strip()
    return text.strip()
