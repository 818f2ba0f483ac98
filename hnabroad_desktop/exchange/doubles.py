"""Finds in a package the people and document numbers that are here already under another id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hnabroad_desktop.base import citizen_id, vietnamese
from hnabroad_desktop.exchange.plan import Duplicate, EqualNumber
from hnabroad_desktop.records import same_person
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.lines import Line

_PERSON = ("full_name", "birth_date", "citizen_id", "staff_number")


class Doubles:
    """Meets new records one by one; only those that share a key with one here are looked at closer."""

    def __init__(self, file: DataFile, db: Any) -> None:
        self.file = file
        self.db = db
        self._keys: frozenset[str] | None = None
        self._numbers: dict[tuple[str, str, str], str] | None = None
        self._people: list[Record] = []
        self._documents: list[tuple[str, tuple[str, str, str]]] = []

    def meet(self, line: Line) -> None:
        """Look at the first line of a record that is not here."""
        if line.kind == "cadre":
            self._meet_person(line)
        elif line.kind == "decision":
            self._meet_document(line)

    def people(self) -> Iterator[Duplicate]:
        """Yield the people met who may be here already."""
        for record in self._people:
            met: set[str] = set()
            for values in same_person.questions(record):
                for other in self.file.find("cadre", **values):
                    why = same_person.alike(record, other)
                    if not why or other.id in met or same_person.told_apart(record, other):
                        continue
                    met.add(other.id)
                    yield Duplicate(
                        record.id, other.id, why, record.text("full_name"), other.text("full_name")
                    )

    def numbers(self) -> Iterator[EqualNumber]:
        """Yield the documents met whose number is given here already."""
        for record_id, key in self._documents:
            known = (self._numbers or {})[key]
            yield EqualNumber(record_id, known, f"{key[0]}-{key[1]}" if key[1] else key[0])

    def _meet_person(self, line: Line) -> None:
        values = {name: line.values.get(name) for name in _PERSON}
        record = Record("cadre", {n: v for n, v in values.items() if v is not None}, id=line.entity)  # type: ignore[misc]
        if self._keys is None:
            self._keys = self._read_keys()
        if any(key in self._keys for key in _keys(record)):
            self._people.append(record)

    def _read_keys(self) -> frozenset[str]:
        found: set[str] = set()
        for name, number, staff in self.db.execute(
            "SELECT name_key, citizen_id, staff_number FROM r_cadre WHERE _deleted = 0"
        ):
            found.add(name or "")
            found.add("c" + citizen_id.compact(number or "").casefold())
            found.add("s" + citizen_id.compact(staff or "").casefold())
        return frozenset(found - {"", "c", "s"})

    def _meet_document(self, line: Line) -> None:
        key = tuple(str(line.values.get(name) or "") for name in ("number", "symbol", "date"))
        if not key[0] or not key[2]:
            return
        if self._numbers is None:
            self._numbers = {
                (str(number), symbol or "", (date or "")[:4]): eid.hex()
                for eid, number, symbol, date in self.db.execute(
                    "SELECT id, number, symbol, date FROM r_decision"
                    " WHERE number IS NOT NULL AND _deleted = 0"
                )
            }
        named = (key[0], key[1], key[2][:4])
        if named in self._numbers:
            self._documents.append((line.entity, named))


def _keys(record: Record) -> Iterator[str]:
    yield vietnamese.fold(record.text("full_name"))
    for mark, name in (("c", "citizen_id"), ("s", "staff_number")):
        if record[name]:
            yield mark + citizen_id.compact(record.text(name)).casefold()
