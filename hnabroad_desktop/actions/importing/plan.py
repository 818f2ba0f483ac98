"""Every row as what would be done with it: added, a record brought up to date, or left out and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from hnabroad_desktop.actions import parked
from hnabroad_desktop.actions.importing.known import NEW, Known, Match, Seen
from hnabroad_desktop.actions.importing.layout import Layout, Policy
from hnabroad_desktop.actions.importing.merging import Policies, policies
from hnabroad_desktop.base.collector import paused
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Rows
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.records.schema import Record, RecordType
from hnabroad_desktop.sheets import mapping, preflight
from hnabroad_desktop.sheets.dating import Question
from hnabroad_desktop.sheets.matching import Vocabulary
from hnabroad_desktop.sheets.preflight import Preflight
from hnabroad_desktop.sheets.reads import State
from hnabroad_desktop.sheets.results import NO_REPAIRS, CellResult, Repairs, RowResult
from hnabroad_desktop.store.datafile import DataFile

Action = Literal["add", "update", "same", "leave"]

#: A list older than this fills gaps of known people and does not put their past over their present.
_OLD = dt.timedelta(days=366)


@dataclass(frozen=True)
class Choices:
    """What the user decided beside the mapping.

    repairs  cells, values and texts put right, and rows left out
    people   per sheet row: the id of the record it updates, or NEW
    unit     the unit of everybody where the file has no column for it; "" is the unit of the data file
    create   texts that become new values of the catalogue of their path, as (path, text)
    unknown  what becomes of somebody whose present unit nobody has told: "keep" writes the dissolved unit,
             which the record then asks about, or a waiting unit with the text of the list (see
             actions.parked); "leave" leaves the row out
    """

    repairs: Repairs = NO_REPAIRS
    people: Mapping[int, str] = field(default_factory=dict)
    unit: str = ""
    create: frozenset[tuple[str, str]] = frozenset()
    unknown: Literal["keep", "leave"] = "keep"


class PlannedRow:
    """One row: what the sheet gives, whom it is matched with, what is done and what is still wrong."""

    __slots__ = ("action", "asks", "before", "extra", "match", "problems", "record", "result", "state")

    def __init__(self, result: RowResult, record: Record) -> None:
        self.result = result
        self.record = record
        self.match: Match | None = None
        self.before = ""
        self.action: Action = "add"
        self.state: State = result.state
        self.asks = result.asks
        self.extra: str = ""
        self.problems: tuple[Problem, ...] = ()

    @property
    def row(self) -> int:
        """The row of the sheet, counted from 0."""
        return self.result.row

    @property
    def cells(self) -> tuple[CellResult, ...]:
        """Every cell of a column that goes somewhere."""
        return self.result.cells

    def refuse(self, why: str) -> None:
        """Keep the row out and say why."""
        self.state, self.action = "red", "leave"
        self.extra = f"{self.extra}\n{why}" if self.extra else why

    @property
    def notes(self) -> str:
        """What is said about the row as a whole."""
        return self.extra or (self.match.reason if self.match else "")

    @property
    def reasons(self) -> str:
        """Why the row is not written, in one text; "" where it is."""
        said = [self.result.reasons, self.extra]
        return "\n".join(filter(None, said)) if self.action == "leave" else ""


@dataclass(frozen=True)
class Plan:
    """What an import would do.

    ``parked`` are the waiting units its rows need, by id, those the file has already too;
    ``examined`` says that the rules over whole records have been asked.
    """

    layout: Layout
    choices: Choices
    rows: tuple[PlannedRow, ...]
    checked: Preflight
    merging: Policies
    usual: Policy
    revision: int
    parked: Mapping[str, Record] = field(default_factory=dict)
    examined: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """What must be asked once about a column."""
        return self.checked.questions

    def counts(self) -> dict[str, int]:
        """Return how many rows are green, amber, red, and what is done with how many."""
        found = dict.fromkeys(("green", "amber", "red", "add", "update", "same", "leave"), 0)
        for row in self.rows:
            found[row.state] += 1
            found[row.action] += 1
        return found

    @property
    def waiting(self) -> tuple[PlannedRow, ...]:
        """The rows of people whose present unit nobody has told."""
        return tuple(row for row in self.rows if row.asks)


@paused
def plan(
    file: DataFile,
    layout: Layout,
    vocabulary: Vocabulary,
    choices: Choices,
    *,
    report: Report = silent,
) -> Plan:
    """Return what importing a layout would do; nothing is written."""
    record_type = layout.record_type
    as_of = preflight.list_date(layout.grid, layout.table)
    checked = preflight.check(
        layout.grid,
        layout.table,
        layout.mapping,
        record_type,
        vocabulary,
        today=file.today(),
        as_of=as_of,
        repairs=_repairs(choices),
        report=report,
    )
    usual = usual_policy(file, layout)
    known, seen = Known(file, layout.kind), Seen()
    missing = _unmapped(record_type, layout)
    unit = choices.unit or file.unit_id
    shelf = _Shelf(file)
    rows = []
    for result in checked.rows:
        row = PlannedRow(result, result.record)
        if row.row in choices.repairs.skipped:
            row.action, row.asks, row.extra = "leave", (), _("Left out as chosen.")
            rows.append(row)
            continue
        _match(row, known, seen, choices)
        if not row.before:
            _complete(row, missing, unit, choices, record_type, shelf)
        if row.state == "red":
            row.action = "leave"
        rows.append(row)
    merging = policies(layout.mapping, record_type, layout.policies, usual)
    return Plan(layout, choices, tuple(rows), checked, merging, usual, known.revision, shelf.units)


def _repairs(choices: Choices) -> Repairs:
    """Return the repairs for the check of cells; rows left out are kept in sight, new values are known."""
    made = {(path, fold(text)): text for path, text in choices.create}
    return replace(choices.repairs, skipped=frozenset(), by_text={**choices.repairs.by_text, **made})


def usual_policy(file: DataFile, layout: Layout) -> Policy:
    """Return what columns do to known people where nothing was chosen: an old list only fills gaps."""
    as_of = preflight.list_date(layout.grid, layout.table)
    return "fill" if as_of and file.today() - dt.date.fromisoformat(as_of) > _OLD else "update"


def _without_open_past(record: Record) -> Record:
    """Return a record without lines that would tell a known person a unit nobody knows as the present one."""
    lines = record.table("career_record")
    kept = [line for line in lines if line["to_date"] or not line["unit_text"]]
    return record if len(kept) == len(lines) else record.with_table("career_record", kept)


def _unmapped(record_type: RecordType, layout: Layout) -> tuple[str, ...]:
    """Return the fields without which nothing is saved and for which the file has no column."""
    given: set[str] = set()
    for path in filter(None, layout.mapping.targets.values()):
        target = mapping.parse(path)
        given |= {target.field, target.also} if not target.table else set()
    if given & {"family_and_middle_name", "given_name"}:
        given.add("full_name")
    fields = record_type.needed("S")
    return tuple(f.name for f in fields if f.name not in given and not isinstance(f, Rows))


def _match(row: PlannedRow, known: Known, seen: Seen, choices: Choices) -> None:
    answer = choices.people.get(row.row)
    match = known.match(row.record)
    if match is not None:
        row.match = match
        if answer is None and match.doubt:
            row.refuse(match.reason)
        elif answer != NEW:
            row.before = answer or match.id
            row.action, row.asks = "update", ()
            row.record = _without_open_past(row.record)
            if row.state == "green" and match.why == "name_and_birth":
                row.state = "amber"
    twin = seen.twin(row.row, row.record)
    if twin >= 0 and answer is None:
        row.match = Match(doubt="in_file", row=twin)
        row.refuse(row.match.reason)


class _Shelf:
    """The waiting units that rows are put into, those of earlier imports among them."""

    def __init__(self, file: DataFile) -> None:
        self._file = file
        self.units: dict[str, Record] = {}
        self._by_text: dict[str, str] = {}

    def place(self, text: str) -> str:
        """Return the id of the waiting unit for a text."""
        if not self._by_text:
            self._by_text = {fold(u.text("name")): u.id for u in parked.waiting(self._file)} or {"": ""}
        key = fold(text)
        if key not in self._by_text:
            made = replace(parked.waiting_unit(text), id=new_id())
            self.units[made.id] = made
            self._by_text[key] = made.id
        return self._by_text[key]


def _complete(
    row: PlannedRow,
    missing: Collection[str],
    unit: str,
    choices: Choices,
    record_type: RecordType,
    shelf: _Shelf,
) -> None:
    """Give a new record the unit of the whole list, or the old unit where the present one is not told."""
    if "unit" in missing and unit and row.record["unit"] is None:
        row.record = row.record.with_values(unit=unit)
    for name in missing:
        if row.record[name] is None:
            label = _(record_type.by_name[name].label)
            row.refuse(_("The file has no column for “{label}”. Map one.").format(label=label))
    if not row.asks or row.record["unit"] is not None:
        row.asks = ()
        return
    if choices.unknown == "leave":
        cell = next((c for c in row.cells if c.path == "unit" or c.path.endswith("+unit")), None)
        row.refuse(cell.reason if cell and cell.reason else _("The unit is not known."))
        return
    lines = row.record.table("career_record")
    past = next((str(line["unit"]) for line in lines if line["unit"]), "")
    text = next((str(line["unit_text"]) for line in lines if line["unit_text"]), "")
    if past:
        row.record = row.record.with_values(unit=past)
    elif text:
        kept = [line for line in lines if not line["unit_text"] or line["to_date"]]
        row.record = row.record.with_values(unit=shelf.place(text)).with_table("career_record", kept)
    else:
        row.refuse(_("The unit is not known."))
