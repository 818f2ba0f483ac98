"""Exporting what a list shows, exactly: rows, columns, order and groups, as a workbook (features.md L12)."""

from __future__ import annotations

from collections.abc import Sequence

from hnabroad_desktop.actions import lists, views
from hnabroad_desktop.actions.lists import Query
from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Date, Field, Money, Number, PartialDate, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.sheets import writing
from hnabroad_desktop.store.datafile import DataFile

#: So many rows are read together.
_TOGETHER = 500


def exported(
    file: DataFile,
    kind: str,
    query: Query | None = None,
    columns: Sequence[str] = (),
    *,
    report: Report = silent,
) -> bytes:
    """Return what a list shows for ``query`` as a workbook; no ``columns`` are those of the record type.

    Words stand as people read them, numbers of people are texts, dates are dd/mm/yyyy.
    """
    record_type = KINDS[kind]
    asked = query or Query()
    listing = lists.Listing(file, kind, columns)
    names = tuple(columns) or record_type.columns
    fields = [record_type.by_name[name] for name in names]
    count = listing.count(asked)[0]
    rows: list[list[Stored]] = []
    for start in range(0, count, _TOGETHER):
        report(start, count)
        for line in listing.page(asked, start, _TOGETHER):
            rows.append([_written(one, cell, file) for one, cell in zip(fields, line.cells, strict=True)])
    heads = [writing.column_of(f) for f in fields]
    money = {
        place: sum(amount for row in rows if isinstance(amount := row[place], int))
        for place, one in enumerate(fields)
        if isinstance(one, Money) and rows
    }
    return writing.table(
        _(record_type.label_plural),
        heads,
        rows,
        totals=money or None,
        groups=_groups(listing, asked, fields),
        report=report,
    )


def _groups(listing: lists.Listing, asked: Query, fields: Sequence[Field]) -> list[writing.OutGroup]:
    if not asked.group:
        return []
    places = {one.name: place for place, one in enumerate(fields)}
    return [
        writing.OutGroup(
            group.totals.rows,
            _("{group} · {count}").format(group=group.title, count=show_number(group.totals.rows)),
            {places[name]: total for name, total in group.totals.money.items()},
        )
        for group in listing.groups(asked)
    ]


def _written(one: Field, cell: object, file: DataFile) -> Stored:
    if isinstance(one, Date | PartialDate | Number | Money) and isinstance(cell, str | int):
        return cell
    return shown(one, cell, file) or None


def view_named(file: DataFile, kind: str, name: str) -> views.View:
    """Return the saved view of a list by its name. Raises AppError that names those there are."""
    found = views.views(file, kind)
    for view in found:
        if view.id == name or view.name.casefold() == " ".join(name.split()).casefold():
            return view
    raise AppError(
        _("There is no view “{name}” of this list. Nothing was exported. The views are: {views}.").format(
            name=name, views=", ".join(view.name for view in found) or "—"
        )
    )
