"""Saved views of lists: what is shown, which columns, in which order, grouped by what (features.md N3)."""

from __future__ import annotations

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import Number, Rows, Text, YesNo
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import RecordType, Section

FILTERS = Rows(
    name="filters",
    label=N_("Filter conditions"),
    fields=(
        Text(name="column", label=N_("Column"), needed="S", group="condition"),
        Text(name="text", label=N_("Condition"), needed="S", group="condition"),
    ),
    row_label=N_("condition"),
)

COLUMNS = Rows(
    name="columns",
    label=N_("Columns"),
    fields=(
        Number(name="order", label=N_("Order"), least=1, width=4),
        Text(name="column", label=N_("Column"), needed="S"),
        Number(name="width", label=N_("Width"), least=0, width=5),
    ),
    order=("order",),
    row_label=N_("column"),
)

SORTS = Rows(
    name="sorts",
    label=N_("Sorted by"),
    fields=(
        Number(name="order", label=N_("Order"), least=1, width=4),
        Text(name="column", label=N_("Column"), needed="S", group="sort"),
        YesNo(name="descending", label=N_("Backwards"), group="sort"),
    ),
    order=("order",),
    row_label=N_("column"),
)

VIEW = RecordType(
    code="view",
    label=N_("Saved view"),
    label_plural=N_("Saved views"),
    area="settings",
    lookups=(("kind",),),
    sections=(
        Section(
            name="view",
            title=N_("Saved view"),
            fields=(
                Text(name="name", label=N_("Name of the view"), needed="S", width=40),
                Text(name="kind", label=N_("Kind of record"), needed="S", width=20),
                Text(name="words", label=N_("Words searched for"), width=30),
                FILTERS,
                COLUMNS,
                SORTS,
                Text(name="grouping", label=N_("Grouped by"), width=20),
                Text(name="note", label=N_("Note"), lines=2),
                parts.shipped(),
            ),
        ),
    ),
    title=lambda record: record.text("name"),
    subtitle=lambda record: record.text("kind"),
    columns=("name", "kind", "words", "grouping", "note", "shipped"),
    search=("name", "kind"),
    sort=lambda record: f"{record.text('kind')} {vietnamese.sort_key('', record.text('name'))}",
)
