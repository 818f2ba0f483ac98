"""What is wrong with a record that is being typed, or still missing, shown where it belongs in the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QApplication

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Rows
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record, RecordType
from hnabroad_desktop.ui.form_field import FieldBox
from hnabroad_desktop.ui.rows_input import RowsInput


def absent(record_type: RecordType, record: Record, told: set[str]) -> list[Problem]:
    """Return a problem for each field that is needed to save, is empty and was not spoken of yet."""
    found = []
    for field in record_type.needed("S"):
        empty = not record.table(field.name) if isinstance(field, Rows) else record[field.name] is None
        if empty and field.name not in told:
            found.append(Problem(field.name, _("Fill in: {field}.").format(field=_(field.label))))
    return found


def show_problems(boxes: Mapping[str, FieldBox], problems: Sequence[Problem]) -> Problem | None:
    """Show every problem beside its field and return the first one in the order of the form."""
    told: dict[str, list[Problem]] = {}
    for problem in problems:
        told.setdefault(problem.field.partition(".")[0], []).append(problem)
    for name, made in boxes.items():
        here = sorted(told.get(name, ()), key=lambda problem: problem.severity)
        made.set_problem("\n".join(p.message for p in here), here[0].severity if here else "")
        if isinstance(made.box, RowsInput):
            _show_cells(made.box, here)
    return next((told[name][0] for name in boxes if name in told), None)


def _show_cells(box: RowsInput, here: Sequence[Problem]) -> None:
    for problem in here:
        parts = problem.field.split(".")
        if len(parts) == 3:
            box.show_row_problem(int(parts[1]), parts[2], problem.message)


def look_over(
    boxes: Mapping[str, FieldBox], record: Record, unclean: Sequence[Problem], findings: Sequence[Problem]
) -> None:
    """Show what is found while typing; the field under the cursor and tables wait until they are left."""
    found = {p.field: p for p in findings if "." not in p.field}
    faulty = {p.field: p for p in unclean}
    for name, made in boxes.items():
        empty = not record.table(name) if isinstance(made.field, Rows) else record[name] is None
        finding = faulty.get(name) or (None if empty else found.get(name))
        waits = finding is not None and made.box.focusProxy() is QApplication.focusWidget()
        if not isinstance(made.box, RowsInput) and not waits:
            made.set_problem(finding.message if finding else "", finding.severity if finding else "")


def show_missing(record_type: RecordType, boxes: Mapping[str, FieldBox], record: Record) -> list[str]:
    """Put the amber dots of what a nomination still needs and return the names of those fields."""
    missing = [field.name for field in record_type.missing(record, "N")]
    for name, made in boxes.items():
        made.set_missing(name in missing)
    return missing
