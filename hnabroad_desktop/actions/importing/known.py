"""Which rows are of somebody the data file knows: by number, else by name and birth (features.md L8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from hnabroad_desktop.actions import lists
from hnabroad_desktop.actions.people import REASONS
from hnabroad_desktop.base import citizen_id, dates, vietnamese
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.same_person import CITIZEN_ID, NAME_AND_BIRTH, STAFF_NUMBER, may_be_one_day
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile

#: What a record that is of no person is known by.
_TITLED = {"code": N_("The same code"), "title": N_("The same name")}

_DOUBTS = {
    "other_name": N_("The number is that of {who}, but the name differs. Is this the same person?"),
    "other_number": N_("The name and date of birth are those of {who}, but the number differs. Who is it?"),
    "partial": N_("The name is that of {who} and the dates of birth may agree. Is this the same person?"),
    "marks": N_("But for its marks the name is that of {who}, born on the same day. Is it the same person?"),
    "several": N_("Several records may be of this person. Choose one, or say that it is another person."),
    "in_file": N_("The same person stands in row {row} of this file. Leave one of the two out."),
}

_WHOLE_DAY = 10
#: What an answer says where a row is of nobody who is known.
NEW = "new"


class Person(NamedTuple):
    """A record as far as matching reads it."""

    id: str
    number: str
    staff_number: str
    name: str
    birth: str
    unit: str


@dataclass(frozen=True)
class Match:
    """Who a row may be: the record if one is meant, how it was found, what is in doubt, who else it may be.

    With a ``doubt`` the user must answer before the row can be written.
    """

    id: str = ""
    why: str = ""
    doubt: str = ""
    people: tuple[Person, ...] = ()
    row: int = -1

    @property
    def reason(self) -> str:
        """Why the row is taken for a known record, or what must be answered, in words."""
        who = self.people[0] if self.people else None
        born = f" ({dates.show(who.birth)})" if who and who.birth else ""
        called = f"{who.name}{born}" if who else ""
        if self.doubt:
            return _(_DOUBTS[self.doubt]).format(who=called, row=self.row + 1)
        return _("{reason}: {who}.").format(reason=_({**REASONS, **_TITLED}[self.why]), who=called)


_key = lru_cache(maxsize=65536)(vietnamese.fold)
_name = lru_cache(maxsize=65536)(vietnamese.match_key)


class Known:
    """Every record of a kind by what rows are matched with; read once for all rows."""

    def __init__(self, file: DataFile, kind: str) -> None:
        self._kind = kind
        self._by_code: dict[str, list[Person]] = {}
        self._by_number: dict[str, list[Person]] = {}
        self._by_name: dict[str, list[Person]] = {}
        self.revision = file.revision[kind]
        for one in _people(file, kind):
            self._enter(one)

    def _enter(self, one: Person) -> None:
        if one.number:
            self._by_number.setdefault(one.number, []).append(one)
        if one.staff_number:
            self._by_code.setdefault(one.staff_number.casefold(), []).append(one)
        self._by_name.setdefault(_key(one.name), []).append(one)

    def match(self, record: Record) -> Match | None:
        """Return who a record may be, None for nobody who is known."""
        if self._kind != "cadre":
            return self._match_titled(record)
        values = record.values
        name, birth = str(values.get("full_name") or ""), str(values.get("birth_date") or "")
        number, staff = values.get("citizen_id"), values.get("staff_number")
        by_number = self._by_number.get(str(number)) if number else None
        if by_number:
            return _numbered(by_number, CITIZEN_ID, name)
        by_staff = self._by_code.get(str(staff).casefold()) if staff else None
        if by_staff:
            return _numbered(by_staff, STAFF_NUMBER, name)
        alike = self._by_name.get(_key(name)) if name else None
        return _named(alike, name, birth, str(number or ""), values.get("unit")) if alike else None

    def _match_titled(self, record: Record) -> Match | None:
        record_type = KINDS[self._kind]
        code = record.text(record_type.code_field) if record_type.code_field else ""
        found = self._by_code.get(code.casefold()) if code else None
        why = "code"
        if not found:
            found, why = self._by_name.get(_key(record_type.title(record))), "title"
        if not found:
            return None
        if len(found) > 1:
            return Match(doubt="several", people=tuple(found))
        return Match(found[0].id, why, people=tuple(found))


def _people(file: DataFile, kind: str) -> Iterable[Person]:
    record_type = KINDS[kind]
    if kind == "cadre":
        columns = ("citizen_id", "staff_number", "full_name", "birth_date", "unit")
        for line in lists.Listing(file, kind, columns).page(lists.Query(), 0, _EVERYBODY):
            number, staff, name, birth, unit = (str(cell or "") for cell in line.cells)
            yield Person(line.id, citizen_id.compact(number), staff, name, birth, unit)
        return
    names = [f.name for f in record_type.fields]
    for line in lists.Listing(file, kind, names).page(lists.Query(), 0, _EVERYBODY):
        record = Record(kind, dict(zip(names, line.cells, strict=True)), {}, line.id)  # type: ignore[arg-type]
        code = record.text(record_type.code_field) if record_type.code_field else ""
        yield Person(line.id, "", code, record_type.title(record), "", "")


_EVERYBODY = 10_000_000


def _numbered(found: list[Person], why: str, name: str) -> Match:
    if len(found) > 1:
        same = [one for one in found if _name(one.name) == _name(name)]
        if len(same) != 1:
            return Match(doubt="several", people=tuple(found))
        found = same
    if name and _key(found[0].name) != _key(name):
        return Match(found[0].id, why, "other_name", tuple(found))
    return Match(found[0].id, why, people=tuple(found))


def _named(alike: list[Person], name: str, birth: str, number: str, unit: Stored) -> Match | None:
    """Take a name and a whole day of birth for certain; ask where less is known or numbers differ."""
    if not birth:
        return None
    possible = [one for one in alike if may_be_one_day(birth, one.birth)]
    # Another number is another person, unless name and day are the very same: then a number is wrong.
    others = [one for one in possible if number and one.number and one.number != number]
    exact = [one for one in possible if one.birth == birth and _name(one.name) == _name(name)]
    free = [one for one in possible if one not in others]
    if not free:
        wrong = [one for one in exact if one in others and len(birth) == _WHOLE_DAY]
        return Match(doubt="other_number", people=tuple(wrong)) if wrong else None
    certain = [
        one
        for one in free
        if one in exact and (len(birth) == _WHOLE_DAY or (unit is not None and one.unit == unit))
    ]
    if len(certain) == 1:
        return Match(certain[0].id, NAME_AND_BIRTH, people=tuple(certain))
    if len(free) > 1:
        return Match(doubt="several", people=tuple(free))
    marks = _name(free[0].name) != _name(name)
    if marks and birth != free[0].birth:
        return None
    return Match(free[0].id, NAME_AND_BIRTH, "marks" if marks else "partial", tuple(free))


class Seen:
    """The rows of the file read so far, to find a person who stands in it twice."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._codes: dict[str, int] = {}
        self._names: dict[tuple[str, str], list[tuple[int, str]]] = {}

    def twin(self, row: int, record: Record) -> int:
        """Return the earlier row of the same person, -1 if there is none, and remember this one."""
        values = record.values
        number, staff = values.get("citizen_id"), values.get("staff_number")
        found = -1
        if number:
            found = self._numbers.setdefault(str(number), row)
        if staff:
            earlier = self._codes.setdefault(str(staff).casefold(), row)
            found = earlier if found in {-1, row} else found
        birth = values.get("birth_date")
        if birth and len(str(birth)) == _WHOLE_DAY:
            same = self._names.setdefault((_name(str(values.get("full_name") or "")), str(birth)), [])
            if found in {-1, row}:
                # Two of one name and day with two numbers are two people.
                found = next((r for r, n in same if not n or not number or n == number), found)
            if found in {-1, row}:
                same.append((row, str(number or "")))
        return found if found != row else -1
