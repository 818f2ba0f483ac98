"""The practice data as tests ask for it: records by id, people on a day, and every paper with its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.fields import Date
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.class_rules import listed
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile

#: Kinds the practice data writes itself; the others ship with the program.
OWN = (
    "cadre", "plan", "plan_line", "lesson", "class", "nomination", "partner", "agreement", "offer",
    "institution", "programme", "decision", "incoming_document", "document_number", "signer",
)  # fmt: skip

#: Dates that are days of papers: nobody writes one on a Sunday or at Tết.
_PAPER_DAYS = (
    "decision_date", "document_date", "letter_date", "appraisal_date", "estimate_date", "contract_date",
    "approval_date", "report_sent_date", "signing_date", "report_date", "delegation_report_date",
    "settlement_date", "party_opinion_date", "received_date", "reported_on",
)  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """One paper of a book: whose it is, its symbol, number and day."""

    book: str
    number: int
    day: str


class City:
    """Everything in the practice file."""

    def __init__(self, file: DataFile) -> None:
        self.file = file
        self.kinds = {kind: file.find(kind) for kind in OWN}

    @cached_property
    def units(self) -> dict[str, Record]:
        """Units by id."""
        return {unit.id: unit for unit in self.file.find("unit")}

    @property
    def cadres(self) -> list[Record]:
        """Everybody."""
        return self.kinds["cadre"]

    @cached_property
    def people(self) -> dict[str, Record]:
        """Cadres by id."""
        return {cadre.id: cadre for cadre in self.cadres}

    @property
    def working(self) -> list[Record]:
        """Those at work."""
        return [cadre for cadre in self.cadres if cadre["status"] == "working"]

    @property
    def classes(self) -> list[Record]:
        """The classes, in the order of their codes."""
        return sorted(self.kinds["class"], key=lambda c: c.text("code"))

    def class_(self, code: str) -> Record:
        """The class with a code."""
        return next(c for c in self.classes if c["code"] == code)

    def listed(self, class_: Record) -> list[Record]:
        """The people who go."""
        return [self.people[str(row["cadre"])] for row in listed(class_)]

    def issued(self) -> list[Record]:
        """The decisions issued, in the order of their days."""
        found = [d for d in self.kinds["decision"] if d["state"] == "issued"]
        return sorted(found, key=lambda d: d.text("date"))

    def unit_code(self, unit_id: object) -> str:
        """The code of a unit."""
        return self.units[str(unit_id)].text("code")

    def territory(self, unit_id: object) -> str:
        """The name of the ward or commune an organ belongs to, "" for bodies of the city."""
        unit = self.units.get(str(unit_id))
        while unit is not None:
            if unit["kind"] in {"ward", "commune"}:
                return unit.text("name")
            unit = self.units.get(unit.text("parent_unit"))
        return ""

    def paper_days(self) -> Iterator[tuple[str, str]]:
        """Every day on which a paper was written or came in, with where it stands."""
        for kind, records in self.kinds.items():
            record_type = KINDS[kind]
            for record in records:
                where = f"{kind} {record_type.title(record)}"
                yield from _days(record_type.fields, record, where)
                for table in record_type.tables:
                    for row in record.table(table.name):
                        yield from _days(table.fields, row, f"{where} / {table.name}")
                if kind in {"incoming_document", "decision", "plan", "document_number"} and record["date"]:
                    yield where, record.text("date")
                for row in record.table("stages") if kind not in {"nomination"} else ():
                    yield f"{where} / stages", str(row["date"])

    def numbered(self) -> Iterator[Paper]:
        """Every numbered paper that names its book."""
        for paper in self.kinds["incoming_document"]:
            number, symbol = _split(paper.text("number"))
            if number is not None and "giả định" not in paper.text("sender"):
                yield Paper(f"{paper['sender']} {symbol}", number, paper.text("date"))
        for decision in self.issued():
            sign = "-" if decision["profile"] == "party" else "/"
            name = self.file.title(decision.text("body"))
            yield Paper(f"{name} {sign}{decision['symbol']}", _int(decision["number"]), decision.text("date"))
        for plan in self.kinds["plan"]:
            number, symbol = _split(plan.text("number"))
            if number is not None:
                yield Paper(f"{plan['issuer']} {symbol}", number, plan.text("date"))


def age(cadre: Record, day: dt.date) -> int:
    """Return the age; of a partial date of birth the older one."""
    return dates.age_range(cadre.text("birth_date"), day)[1]


def main_lines(cadre: Record) -> list[Row]:
    """Return the main posts, the oldest first."""
    lines = [row for row in cadre.table("career_record") if not row["concurrent"]]
    return sorted(lines, key=lambda row: str(row["from_date"]))


def _days(fields: object, values: Record | Row, where: str) -> Iterator[tuple[str, str]]:
    for field in fields:  # type: ignore[attr-defined]
        if isinstance(field, Date) and field.name in _PAPER_DAYS and values[field.name]:
            yield f"{where} / {field.name}", str(values[field.name])


def _split(text: str) -> tuple[int | None, str]:
    digits = ""
    while text[len(digits) : len(digits) + 1].isdigit():
        digits = text[: len(digits) + 1]
    return (int(digits), text[len(digits) :]) if digits else (None, text)


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value
