"""Which column is which field: proposed from the headings, remembered by the layout, changed by the user.

A target is a path as text: a field ("birth_date"), a field of a table inside
the record ("rating.rating", of one year "rating.rating#2025"), a field whose
column also tells the sex ("birth_date@female"), a mark ("sex=female"), or one
column for two fields ("post+unit"). "" is a column that is left out.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, cast

from hnabroad_desktop.base.fields import Attachment, Field, Rows
from hnabroad_desktop.base.i18n import N_, _, language
from hnabroad_desktop.base.paths import RESOURCES
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.sheets.dating import Order
from hnabroad_desktop.sheets.table import Column, Table, heading_key

HEADINGS = RESOURCES / "sheets" / "headings.json"

#: How dates of a column are meant where that is in doubt: day first, month first, or day first
#: with day and month exchanged by Excel wherever it could (its Windows had the American order).
DATE_ORDERS: tuple[Order, ...] = ("dmy", "mdy", "swapped")

_YEAR = re.compile(r"\b(19[9]\d|20\d\d)\b")
_ALIKE = 0.9


@dataclass(frozen=True)
class Target:
    """A path taken apart: the table and field, and what the place of the column says besides."""

    path: str
    table: str = ""
    field: str = ""
    year: int | None = None
    sex: str = ""
    mark: str = ""
    also: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether the column holds the field and nothing else."""
        return not (self.table or self.sex or self.mark)


@cache
def parse(path: str) -> Target:
    """Return a path taken apart. Raises ValueError for text that is no path."""
    found = re.fullmatch(
        r"(?:(?P<table>\w+)\.)?(?P<field>\w+)"
        r"(?:#(?P<year>\d{4})|@(?P<sex>male|female)|=(?P<mark>\w+)|\+(?P<also>\w+))?",
        path,
    )
    if found is None:
        raise ValueError(path)
    year = int(found["year"]) if found["year"] else None
    return Target(
        path,
        found["table"] or "",
        found["field"],
        year,
        found["sex"] or "",
        found["mark"] or "",
        found["also"] or "",
    )


@dataclass(frozen=True)
class ColumnMapping:
    """How the columns of one layout are read; keys are places of columns in the sheet.

    ``encodings`` and ``date_orders`` hold what the user chose for a column,
    ``keep_case`` the columns whose names stay in the letter case of the file.
    """

    kind: str
    targets: Mapping[int, str] = field(default_factory=dict)
    encodings: Mapping[int, str] = field(default_factory=dict)
    date_orders: Mapping[int, Order] = field(default_factory=dict)
    keep_case: frozenset[int] = frozenset()

    def with_target(self, column: int, path: str) -> ColumnMapping:
        """Return a copy in which ``column`` goes to ``path`` and no other column does."""
        kept = {c: ("" if path and p == path else p) for c, p in self.targets.items()}
        return replace(self, targets={**kept, column: path})

    def to_plain(self) -> dict[str, Any]:
        """Return what is to be remembered, as values JSON can hold."""
        return {
            "kind": self.kind,
            "targets": {str(c): p for c, p in sorted(self.targets.items())},
            "encodings": {str(c): e for c, e in sorted(self.encodings.items())},
            "date_orders": {str(c): o for c, o in sorted(self.date_orders.items())},
            "keep_case": sorted(self.keep_case),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> ColumnMapping:
        """Return a remembered mapping. Raises ValueError, KeyError or TypeError for anything else."""
        targets = {int(c): str(p) for c, p in plain["targets"].items()}
        for path in targets.values():
            if path:
                parse(path)
        return cls(
            str(plain["kind"]),
            targets,
            {int(c): str(e) for c, e in plain.get("encodings", {}).items()},
            {int(c): cast(Order, o) for c, o in plain.get("date_orders", {}).items() if o in DATE_ORDERS},
            frozenset(int(c) for c in plain.get("keep_case", ())),
        )


def signature(table: Table, kind: str) -> str:
    """Return a name for the layout of a table: equal for two files with the same headings in order.

    Titles, the row the header stands in and the number of rows do not matter.
    """
    layout = [kind, [[column.index, column.key] for column in table.columns]]
    return hashlib.sha256(json.dumps(layout, ensure_ascii=False).encode()).hexdigest()[:32]


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(HEADINGS.read_text(encoding="utf-8"))
    return loaded


def _labels(label: str) -> Iterator[str]:
    yield label
    yield _(label)


def _key(heading: str) -> str:
    return " / ".join(heading_key(part) for part in heading.split(" / "))


def known_headings(record_type: RecordType) -> Mapping[str, str]:
    """Return the comparing form of every heading that is understood, and the path it leads to.

    Shipped ways of writing come first, then the labels of the record type itself.
    """
    return (
        _known(record_type.code, language())
        if KINDS.get(record_type.code) is record_type
        else _work_out(record_type)
    )


@cache
def _known(kind: str, shown_in: str) -> dict[str, str]:
    return _work_out(KINDS[kind])


def _work_out(record_type: RecordType) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, headings in _data().get(record_type.code, {}).items():
        for heading in headings:
            found.setdefault(_key(heading), path)
    for one in record_type.fields:
        if not isinstance(one, Attachment):
            for text in (*_labels(one.label), *_labels(one.heading)):
                found.setdefault(_key(text), one.name)
    for rows in record_type.tables:
        for one in rows.fields:
            for table_text, text in zip(_labels(rows.label), _labels(one.label), strict=True):
                found.setdefault(
                    f"{heading_key(table_text)} / {heading_key(text)}", f"{rows.name}.{one.name}"
                )
    return found


def heading_path_key(heading: str) -> str:
    """Return the comparing form of a heading of one or several lines, as known_headings has it."""
    return _key(heading)


def shipped_heading(record_type: RecordType, path: str) -> str:
    """Return the first shipped way of writing the heading of a path, "" if there is none."""
    shipped = _data().get(record_type.code, {}).get(path, [""])
    return str(shipped[0])


def words(name: str) -> dict[str, str]:
    """Return the folded words of a fixed choice besides its labels, each with its code."""
    return {word: code for code, texts in _data().get("words", {}).get(name, {}).items() for word in texts}


def target_choices(record_type: RecordType) -> list[tuple[str, str]]:
    """Return every path a column can go to with its label, in the order of the form."""
    choices: list[tuple[str, str]] = [("", _("Leave out"))]
    shipped = _data().get(record_type.code, {})
    for one in (f for section in record_type.sections for f in section.fields):
        if isinstance(one, Attachment):
            continue
        if isinstance(one, Rows):
            if one.name in shipped:
                choices.append((one.name, _(one.label)))
            choices += [
                (f"{one.name}.{part.name}", f"{_(one.label)}: {_(part.label)}")
                for part in one.fields
                if not isinstance(part, Attachment)
            ]
            continue
        choices.append((one.name, _(one.label)))
        choices += [(p, label_of(record_type, p)) for p in shipped if re.match(rf"{one.name}[@=+]", p)]
    return choices


def label_of(record_type: RecordType, path: str) -> str:
    """Return the name of a path in the language of the screen; a path unknown here names itself."""
    if not path:
        return _("Leave out")
    target = parse(path)
    by_name = record_type.by_name
    if target.table:
        rows = by_name.get(target.table)
        if not isinstance(rows, Rows):
            return path
        label = f"{_(rows.label)}: {_(rows.field(target.field).label)}"
        return f"{label} {target.year}" if target.year else label
    one: Field | None = by_name.get(target.field)
    if one is None:
        return path
    if target.sex:
        return f"{_(one.label)} ({_(_SEXES[target.sex])})"
    if target.mark:
        return f"{_(one.label)}: {_(_SEXES.get(target.mark, target.mark))}"
    if target.also:
        return f"{_(one.label)}, {_(by_name[target.also].label)}"
    return _(one.label)


_SEXES = {"male": N_("Male"), "female": N_("Female")}


def field_of(record_type: RecordType, path: str) -> Field | None:
    """Return the field a path leads to, in a table too; None for one unknown here."""
    target = parse(path)
    if target.table:
        rows = record_type.by_name.get(target.table)
        return rows.field(target.field) if isinstance(rows, Rows) else None
    return record_type.by_name.get(target.field)


def propose(table: Table, record_type: RecordType) -> ColumnMapping:
    """Return the mapping the headings suggest; every path is given to one column at most."""
    known = known_headings(record_type)
    found: dict[int, str] = {}
    previous: Column | None = None
    for column in table.columns:
        path = _path(column, known, record_type)
        if previous is not None and found.get(previous.index) == "full_name":
            # One heading over two columns: family and middle names, then the given name.
            same = not column.parts or (column.parts == previous.parts)
            if same and column.index == previous.index + 1 and "given_name" in record_type.by_name:
                found[previous.index], path = "family_and_middle_name", "given_name"
        if path and path in found.values():
            path = ""
        found[column.index] = path
        previous = column
    paths = set(found.values())
    if "family_and_middle_name" in paths and "given_name" not in paths:
        found = {c: "full_name" if p == "family_and_middle_name" else p for c, p in found.items()}
    if "given_name" in paths and not paths & {"family_and_middle_name", "full_name"}:
        found = {c: "full_name" if p == "given_name" else p for c, p in found.items()}
    return ColumnMapping(record_type.code, found)


def _path(column: Column, known: Mapping[str, str], record_type: RecordType) -> str:
    if not column.parts:
        return ""
    keys = [heading_key(part) for part in column.parts]
    if keys[-1] in map(heading_key, _data()["ignored"]):
        return ""
    tries = [" / ".join(keys), " ".join(keys)]
    tries += [" / ".join(keys[-2:])] if len(keys) > 2 else []
    tries += [keys[-1]] if len(keys[-1]) > 3 or len(keys) == 1 else []
    tries += [keys[0]] if len(keys) > 1 else []
    for key in tries:
        if key in known:
            return known[key]
    if by_year := _yearly(column, record_type):
        return by_year
    close = difflib.get_close_matches(tries[0], known, n=1, cutoff=_ALIKE)
    return known[close[0]] if close else ""


def _yearly(column: Column, record_type: RecordType) -> str:
    """Return the path of a rating whose heading names its year."""
    year = _YEAR.search(column.heading)
    if year is None or not any(rows.name == "rating" for rows in record_type.tables):
        return ""
    key = heading_key(column.heading.replace(year[0], ""))
    return f"rating.rating#{year[0]}" if re.search(r"xep loai|danh gia", key) else ""
