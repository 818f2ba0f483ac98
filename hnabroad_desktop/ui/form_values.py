"""Between the boxes of a form and the record they stand for: filling them, and reading what was typed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import FieldError, Stored
from hnabroad_desktop.records import cadre_rules
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.ui.form_field import FieldBox
from hnabroad_desktop.ui.rows_input import RowsInput


def fill(boxes: Mapping[str, FieldBox], record: Record) -> None:
    """Show the values and rows of a record in their boxes."""
    for name, made in boxes.items():
        if isinstance(made.box, RowsInput):
            made.box.set_rows(record.table(name))
        else:
            made.box.set_value(record[name])
        made.refresh()


def typed(base: Record, boxes: Mapping[str, FieldBox]) -> tuple[Record, list[Problem]]:
    """Return ``base`` with what stands in the boxes, and why some of it cannot be stored as it stands."""
    values: dict[str, Stored] = dict(base.values)
    rows: dict[str, tuple[Row, ...]] = dict(base.rows)
    problems: list[Problem] = []
    for name, made in boxes.items():
        if isinstance(made.box, RowsInput):
            rows[name] = made.box.value()
            problems += made.box.problems()
            continue
        try:
            values[name] = made.field.clean(made.box.value())
            complaint = made.box.complaint()
        except FieldError as problem:
            values[name] = str(made.box.value())
            complaint = made.box.complaint() or str(problem)
        if complaint:
            problems.append(Problem(name, complaint))
    return Record(base.kind, values, rows, base.id, base.deleted), problems


def proposed(base: Record, record: Record) -> Record:
    """Return the record with the parts of a new name as saving will propose them."""
    return cadre_rules.names(base if base.id else None, record) if "full_name" in record.values else record


def settle(boxes: Mapping[str, FieldBox], focused: QWidget) -> None:
    """Count what stands in the box or cell under the cursor as left."""
    for made in boxes.values():
        if isinstance(made.box, RowsInput) and made.box.isAncestorOf(focused):
            made.box.view.setFocus()
        elif focused is made.box.focusProxy():
            made.box.leave()
