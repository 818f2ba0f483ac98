"""Verbs on spreadsheets: import a list, imports made so far, export what a list shows, blank templates."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hnabroad_desktop.actions import exports, imports
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.cli import opened, tables
from hnabroad_desktop.cli.boundary import tell, warn
from hnabroad_desktop.cli.grammar import Verb, option, place
from hnabroad_desktop.cli.mapping_file import MappingFile, letters, written
from hnabroad_desktop.cli.objects import as_json
from hnabroad_desktop.cli.record_verbs import FILE, ID, JSON, KIND
from hnabroad_desktop.sheets.table import SKIPPED

ACTIONS = {
    "add": N_("Newly added"),
    "update": N_("Updated"),
    "same": N_("Unchanged"),
    "leave": N_("Not imported"),
}


def import_sheet(asked: Namespace) -> None:
    """Read a list, check every row and write it as one step; with --dry-run nothing is written."""
    kind = opened.record_type(asked.kind).code
    told = MappingFile(asked.mapping)
    book = imports.read(asked.sheet)
    door = opened.opened_to_read if asked.dry_run else opened.opened
    with door(asked.file) as file:
        layout = imports.lay_out(file, book, kind=kind, sheet=asked.page or "")
        layout = told.applied(layout)
        planned = imports.check(file, layout, told.choices(file, layout))
        results = imports.results(file, planned)
        outcome = None
        if not asked.dry_run:
            outcome = imports.commit(file, planned)
            imports.remember(file, layout)
        if asked.rejected and planned.counts()["leave"]:
            _write(asked.rejected, imports.rejected(planned))
        if asked.json:
            tell(as_json(_report(planned, results, outcome)))
            return
    for note in book.notes:
        warn(note)
    for question in planned.questions:
        warn(question.ask())
    _tell(planned, outcome)


def _tell(planned: imports.Plan, outcome: imports.Outcome | None) -> None:
    counts = planned.counts()
    tell(
        _("Checked, nothing was written: {name}, sheet {sheet}.").format(
            name=planned.layout.book.name, sheet=planned.layout.sheet.name
        )
        if outcome is None
        else _("Imported: {name}, sheet {sheet}.").format(
            name=planned.layout.book.name, sheet=planned.layout.sheet.name
        )
    )
    tell(tables.pairs([(_(words), show_number(counts[action])) for action, words in ACTIONS.items()]))
    if planned.waiting:
        tell(_("{count} people still need their present unit.").format(count=len(planned.waiting)))
    left = [row for row in planned.rows if row.action == "leave"]
    if left:
        rows = [(str(row.row + 1), row.record.text("full_name"), row.reasons) for row in left]
        tell("\n" + tables.aligned((_("Row"), _("Name"), _("Reason not imported")), rows, cut=False))
    if outcome is not None:
        tell(f"ID: {outcome.batch}")


def _report(
    planned: imports.Plan, results: list[imports.Result], outcome: imports.Outcome | None
) -> dict[str, Any]:
    layout = planned.layout
    ids = {**outcome.added, **outcome.updated, **outcome.unchanged} if outcome else {}
    return {
        "file": layout.book.name,
        "sha256": layout.book.sha256,
        "sheet": layout.sheet.name,
        "kind": layout.kind,
        "dry_run": outcome is None,
        "import": outcome.batch if outcome else None,
        "remembered": layout.remembered,
        "header": [layout.table.header_top + 1, layout.table.header_end],
        "mapping": written(layout),
        "decoded": {letters(column): encoding for column, encoding in layout.decoded.items()},
        "questions": [
            {"column": letters(q.column), "kind": q.kind, "question": q.ask()} for q in planned.questions
        ],
        "notes": list(layout.book.notes),
        "waiting_units": {unit_id: unit.text("name") for unit_id, unit in planned.parked.items()},
        "counts": planned.counts(),
        "rows": [_row(planned, result, ids.get(result.row.row)) for result in results],
        "skipped": [
            {"row": row + 1, "why": why, "said": _(SKIPPED[why])} for row, why in layout.table.skipped
        ],
    }


def _row(planned: imports.Plan, result: imports.Result, record_id: str | None) -> dict[str, Any]:
    row = result.row
    match = row.match
    return {
        "row": row.row + 1,
        "state": row.state,
        "action": row.action,
        "id": record_id or row.before or None,
        "match": {"id": match.id or None, "why": match.why or match.doubt, "reason": match.reason}
        if match
        else None,
        "asks": list(row.asks),
        "reason": row.reasons or row.notes,
        "cells": list(_cells(planned, result)),
        "written": {name: {"old": old, "new": new} for name, (old, new) in result.written().items()},
        "written_rows": {n: [dict(v) for v in lines] for n, lines in result.written_lines().items()},
    }


def _cells(planned: imports.Plan, result: imports.Result) -> Iterator[dict[str, Any]]:
    grid, row = planned.layout.grid, result.row
    for cell in row.cells:
        decided = grid.decided.get((row.row, cell.column))
        yield {
            "column": letters(cell.column),
            "field": cell.path,
            "original": cell.original,
            "text": cell.text,
            "encoding": decided.encoding if decided else "unicode",
            "value": cell.value,
            "state": cell.state,
            "reason": cell.reason,
            "decision": _decision(result, cell.path, cell.value),
        }


def _decision(result: imports.Result, path: str, value: Any) -> str:
    """Say what became of a cell: written, same, kept (what was there stays), empty, or left_out."""
    if result.after is None:
        return "left_out"
    if value is None:
        return "empty"
    name = path.split("@")[0].split("=")[0].split("+")[0].split("#")[0].partition(".")[0]
    if name in result.written() or name in result.written_lines():
        return "written"
    before = result.before[name] if result.before else None
    return "same" if before == value or result.before is None else "kept"


def tell_imports(asked: Namespace) -> None:
    """Tell every import, the latest first."""
    with opened.opened_to_read(asked.file) as file:
        found = imports.batches(file)
    if asked.json:
        tell(as_json([{"id": b.id, **b.record.values, "taken_back": b.taken_back} for b in found]))
        return
    names = ("row_count", "added", "updated", "rejected")
    heads = (_("Time"), _("File"), _("Rows"), _("Newly added"), _("Updated"), _("Not imported"), "", "ID")
    rows = [
        (
            b.record.text("at"),
            b.record.text("file_name"),
            *(show_number(b.number(name)) for name in names),
            _("taken back") if b.taken_back else "",
            b.id,
        )
        for b in found
    ]
    tell(tables.aligned(heads, rows) if rows else _("Nothing was imported yet."))


def take_back(asked: Namespace) -> None:
    """Bring everything an import wrote back to what stood before."""
    with opened.opened(asked.file) as file:
        name = imports.take_back(file, asked.id, force=asked.force)
    tell(_("Taken back: the import of {name}.").format(name=name))


def export(asked: Namespace) -> None:
    """Write what a list shows into a workbook."""
    record_type = opened.record_type(asked.kind)
    with opened.opened_to_read(asked.file) as file:
        content = _exported(file, record_type.code, asked.view)
    _write(asked.out, content)
    tell(_("Written: {path}").format(path=asked.out))


def _exported(file: OpenFile, kind: str, view_name: str | None) -> bytes:
    if view_name is None:
        return exports.exported(file, kind)
    view = exports.view_named(file, kind, view_name)
    return exports.exported(file, kind, view.query, view.columns)


def template(asked: Namespace) -> None:
    """Write a blank workbook to be filled in."""
    record_type = opened.record_type(asked.kind)
    with opened.opened_to_read(asked.file) as file:
        content = imports.template(file, record_type.code)
    _write(asked.out, content)
    tell(_("Written: {path}").format(path=asked.out))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise AppError(
            _("{path} could not be written. Choose another folder, or close the file in Excel.").format(
                path=path
            )
        ) from error


OUT = place("OUT.xlsx", N_("the workbook to write"), type=Path, dest="out")

VERBS = (
    Verb(
        "import",
        N_("import a list from Excel, CSV or text"),
        import_sheet,
        (
            FILE,
            place("SHEET", N_("the file with the list: .xls, .xlsx or .csv"), type=Path),
            option(
                "--mapping", N_("JSON file with what columns mean and with answers"), metavar="M", type=Path
            ),
            option("--dry-run", N_("only check; nothing is written")),
            option("--kind", N_("the kind of record, cadre unless told"), metavar="KIND", default="cadre"),
            option("--page", N_("name of the sheet in the file, the first list unless told"), metavar="NAME"),
            option("--rejected", N_("write the rows not imported there"), metavar="OUT.xlsx", type=Path),
            JSON,
        ),
        N_(
            "The mapping is the part “mapping” of what --dry-run --json writes. Beside it may stand “rows” "
            '(row number: {field: value, "person": an id or "new", "skip": true}), “texts” (field: '
            "{text: value}), "
            "“create” (field: [texts]), “unit” and “unknown_unit” (keep or leave)."
        ),
    ),
    Verb("imports", N_("list the imports that were made"), tell_imports, (FILE, JSON)),
    Verb(
        "take-back",
        N_("take an import back, with everything it changed"),
        take_back,
        (FILE, ID, option("--force", N_("also where the values were changed again since"))),
    ),
    Verb(
        "export",
        N_("write what a list shows into a workbook"),
        export,
        (FILE, KIND, OUT, option("--view", N_("name of the saved view"), metavar="NAME")),
    ),
    Verb("template", N_("write a blank workbook to be filled in"), template, (FILE, KIND, OUT)),
)
