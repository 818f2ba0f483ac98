"""Importing lists: read a file or what was copied, map its columns, check every row, write it as one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hnabroad_desktop.actions.importing import layout as layouts
from hnabroad_desktop.actions.importing import plan as plans
from hnabroad_desktop.actions.importing.batches import Batch, batches, take_back
from hnabroad_desktop.actions.importing.examining import Result, examine, results
from hnabroad_desktop.actions.importing.known import NEW, Match, Person
from hnabroad_desktop.actions.importing.layout import POLICIES, Layout, Policy, remember
from hnabroad_desktop.actions.importing.merging import default_policy
from hnabroad_desktop.actions.importing.plan import Choices, Plan, PlannedRow, usual_policy
from hnabroad_desktop.actions.importing.words import words_of
from hnabroad_desktop.actions.importing.writing import VERB, Outcome, commit
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Choice, Reference
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.cadre import QUICK_ENTRY
from hnabroad_desktop.sheets import blank, reading, writing
from hnabroad_desktop.sheets.cells import Book
from hnabroad_desktop.sheets.dating import Order
from hnabroad_desktop.sheets.mapping import ColumnMapping
from hnabroad_desktop.sheets.matching import Vocabulary
from hnabroad_desktop.sheets.results import CellResult, Repairs
from hnabroad_desktop.sheets.table import Column
from hnabroad_desktop.store.datafile import DataFile

POLICY_NAMES: Mapping[Policy, str] = {
    "update": N_("Update"),
    "fill": N_("Only where empty"),
    "keep": N_("Keep what is there"),
    "erase": N_("Update, empty cells erase"),
}

#: Columns of the blank template of cadres beside those of quick entry.
_TEMPLATE = ("citizen_id", "staff_number", "rank", "phone", "recruitment_date", "management_level")


def read(path: Path, *, report: Report = silent) -> Book:
    """Return the workbook or text file at ``path``; it is only read. Raises AppError with one sentence."""
    try:
        if path.stat().st_size > reading.MOST_BYTES:
            content = b" " * (reading.MOST_BYTES + 1)
        else:
            content = path.read_bytes()
    except OSError as error:
        raise AppError(
            _("The file {name} could not be read. Nothing was imported. Choose it again.").format(
                name=path.name
            )
        ) from error
    return replace(reading.read(content, path.name, report=report), size=len(content))


def paste(text: str) -> Book:
    """Return a block copied in a spreadsheet. Raises AppError if it holds nothing or too much."""
    return replace(reading.read_pasted(text), size=len(text.encode("utf-8", "replace")))


def lay_out(
    file: DataFile | None, book: Book, *, kind: str = "cadre", sheet: str = "", plain: bool = False
) -> Layout:
    """Return where the table of a sheet lies and what its columns mean, as remembered or as proposed.

    Raises AppError for an unknown kind or sheet, and where no list is found.
    """
    if kind not in KINDS:
        raise AppError(
            _("There is no kind of record called “{kind}”. Nothing was imported.").format(kind=kind)
        )
    return layouts.find(file, book, kind=kind, sheet=sheet, plain=plain)


def with_header(layout: Layout, top: int, end: int) -> Layout:
    """Return the layout with its header at rows ``top`` to before ``end``. Raises AppError."""
    return layouts.moved(layout, top, end)


def with_encoding(layout: Layout, column: int, encoding: str) -> Layout:
    """Return the layout with a column read in one encoding; "" lets every cell decide."""
    return layouts.decoded_as(layout, column, encoding)


def with_target(layout: Layout, column: int, path: str) -> Layout:
    """Return the layout with a column going to a field; "" leaves the column out."""
    return replace(layout, mapping=layout.mapping.with_target(column, path), remembered=False)


def with_policy(layout: Layout, path: str, policy: Policy) -> Layout:
    """Return the layout with what the column of ``path`` does to values that are there already."""
    return replace(layout, policies={**layout.policies, path: policy})


def with_mapping(layout: Layout, how: ColumnMapping) -> Layout:
    """Return the layout with another mapping, its encodings in force."""
    fresh = layout
    for column, encoding in how.encodings.items():
        fresh = layouts.decoded_as(fresh, column, encoding)
    return replace(fresh, mapping=how, remembered=False)


def check(
    file: DataFile,
    layout: Layout,
    choices: Choices | None = None,
    *,
    words: Vocabulary | None = None,
    report: Report = silent,
) -> Plan:
    """Return what the import would do with every row, known people and whole records looked at.

    Nothing is written.
    """
    known = words or words_of(file, layout.kind)
    planned = plans.plan(file, layout, known, choices or Choices(), report=report)
    return examine(file, planned, report=report)


def rejected(planned: Plan) -> bytes:
    """Return a workbook of the rows that are left out, with why; it can be repaired and imported again."""
    rows = [row for row in planned.rows if row.action == "leave"]
    reasons = {row.row: row.reasons for row in rows}
    layout = planned.layout
    return writing.rejected(layout.grid, layout.table, [row.result for row in rows], reasons)


def template(file: DataFile, kind: str = "cadre") -> bytes:
    """Return a blank workbook to be filled in for a kind: notes, headings, an example row, choices."""
    record_type = KINDS[kind]
    if kind == "cadre":
        paths = [*QUICK_ENTRY, *_TEMPLATE]
    else:
        paths = list(dict.fromkeys([*(f.name for f in record_type.needed("S")), *record_type.columns]))
        paths = [p for p in paths if p in {f.name for f in record_type.fields}]
    words = words_of(file, kind)
    choices: dict[str, list[str]] = {}
    for path in paths:
        one = record_type.by_name[path]
        if isinstance(one, Choice) and one.catalogue:
            choices[path] = [entry.label for entry in words.catalogue(one.catalogue).entries]
        elif isinstance(one, Reference):
            choices[path] = [
                e.label for k in one.kinds for e in words.kind(k).entries if e.employs and not e.ended
            ]
    return blank.template(record_type, paths, choices, _EXAMPLES if kind == "cadre" else {})


#: The example row of the template: an invented person, on Vietnamese paper always.
_EXAMPLES = {
    "full_name": "Nguyễn Thị Ví Dụ",
    "sex": "Nữ",
    "birth_date": "12/3/1985",
    "ethnicity": "Kinh",
    "home_place": "Phường Cửa Nam, thành phố Hà Nội",
    "post": "Chuyên viên",
    "unit": "Sở Nội vụ thành phố Hà Nội",
    "party_join_date": "3/2010",
    "party_official_date": "3/2011",
    "education": "Đại học",
    "political_theory": "Trung cấp",
    "language_certificate": "IELTS 6.0",
    "citizen_id": "001185012345",
    "phone": "0912345678",
}

__all__ = [
    "NEW",
    "POLICIES",
    "POLICY_NAMES",
    "VERB",
    "Batch",
    "Book",
    "CellResult",
    "Choices",
    "Column",
    "Layout",
    "Match",
    "Order",
    "Outcome",
    "Person",
    "Plan",
    "PlannedRow",
    "Policy",
    "Repairs",
    "Result",
    "batches",
    "check",
    "commit",
    "default_policy",
    "lay_out",
    "paste",
    "read",
    "rejected",
    "remember",
    "results",
    "take_back",
    "template",
    "usual_policy",
    "with_encoding",
    "with_header",
    "with_mapping",
    "with_policy",
    "with_target",
    "words_of",
]
