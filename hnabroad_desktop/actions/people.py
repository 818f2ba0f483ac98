"""One person once: who looks like whom, what was told apart, and what a record still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import KINDS, same_person
from hnabroad_desktop.records.catalogue_value import level_of, suggested_expiry
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile

#: How each reason to take two records for one person's is read.
REASONS = {
    same_person.CITIZEN_ID: N_("The same personal identification number"),
    same_person.STAFF_NUMBER: N_("The same staff number"),
    same_person.NAME_AND_BIRTH: N_("The same name, dates of birth agree"),
    same_person.NAME_WITHOUT_MARKS: N_("The same name but for its marks, dates of birth agree"),
}


@dataclass(frozen=True)
class Match:
    """A record that may be of the same person: why (a code of ``same_person``), and how people know it.

    ``certain`` says that the reason is enough to update the record by an import.
    """

    id: str
    why: str
    title: str
    detail: str

    @property
    def reason(self) -> str:
        """The reason in words."""
        return _(REASONS[self.why])

    @property
    def certain(self) -> bool:
        """Whether nobody doubts it: a number, or the whole name with its marks."""
        return self.why != same_person.NAME_WITHOUT_MARKS


def similar(file: DataFile, record: Record) -> list[Match]:
    """Return the records that may be of the person in ``record``, the surest first; nothing is written.

    ``record`` may be half typed and not stored yet. Those that somebody found
    to be of another person are left out.
    """
    return _alike(file, record, apart=False)


def found_apart(file: DataFile, record: Record) -> list[Match]:
    """Return the records that look like one of the person in ``record`` and were told apart from it."""
    return _alike(file, record, apart=True)


def _alike(file: DataFile, record: Record, *, apart: bool) -> list[Match]:
    found: dict[str, Record] = {}
    for values in same_person.questions(record):
        found.update({each.id: each for each in file.find("cadre", **values)})
    matches = []
    for each in found.values():
        why = same_person.alike(record, each) if each.id != record.id else ""
        if why and same_person.told_apart(record, each) == apart:
            matches.append(Match(each.id, why, each.text("full_name"), known_as(file, each)))
    return sorted(matches, key=lambda match: (same_person.SURENESS.index(match.why), match.id))


def known_as(file: DataFile, cadre: Record) -> str:
    """Return what tells a person from others of the name: birth, post and unit."""
    told = (
        dates.show(cadre.text("birth_date")) if cadre["birth_date"] else "",
        file.word("post", cadre.text("post")) if cadre["post"] else "",
        file.title(cadre.text("unit")) if cadre["unit"] else "",
    )
    return " · ".join(part for part in told if part)


def tell_apart(file: DataFile, one: str, other: str, reason: str = "") -> None:
    """Remember that two records are not of one person; they are not asked about again.

    Raises AppError when one of them is not in the file.
    """
    first, second = person(file, one), person(file, other)
    if one == other:
        raise AppError(_("This is one and the same record. Nothing was changed."))
    if same_person.told_apart(first, second):
        return
    row = Row({"cadre": other, "reason": reason.strip() or None})
    with file.transaction("tell_apart", first.text("full_name")) as step:
        step.save(first.with_table("not_same_person", (*first.table("not_same_person"), row)), first)


def ask_again(file: DataFile, one: str, other: str) -> None:
    """Forget that two records were told apart. Raises AppError when one of them is not in the file."""
    with file.transaction("ask_again", person(file, one).text("full_name")) as step:
        for here, there in ((one, other), (other, one)):
            record = person(file, here)
            rows = record.table("not_same_person")
            kept = [row for row in rows if row["cadre"] != there]
            if len(kept) < len(rows):
                step.save(record.with_table("not_same_person", kept), record)


def person(file: DataFile, record_id: str) -> Record:
    """Return a cadre who stands in the lists. Raises AppError for any other id."""
    record = file.get("cadre", record_id)
    if record is None or record.deleted:
        raise AppError(_("This record is not in the lists. Nothing was changed."))
    return record


@dataclass(frozen=True)
class Gap:
    """One field or table still to be filled in: its name, where the cursor goes, and its words."""

    field: str
    label: str
    section: str
    section_title: str


def gaps(file: DataFile, record: Record) -> dict[str, tuple[Gap, ...]]:
    """Return what is missing for each purpose (N to be nominated, P passport and visa, F sponsor's form).

    The same counts are the columns ``gaps_n``, ``gaps_p`` and ``gaps_f`` of the list of cadres.
    """
    record_type = KINDS[record.kind]
    places = {f.name: section for section in record_type.sections for f in section.fields}
    result = {}
    for column in record_type.gaps:
        missing = []
        for need in column.open(record):
            section = places[need.name]
            label = _(record_type.by_name[need.name].label)
            missing.append(Gap(need.name, label, section.name, _(section.title)))
        result[column.name.removeprefix("gaps_").upper()] = tuple(missing)
    return result


def completeness(record: Record) -> dict[str, tuple[int, int]]:
    """Return for each purpose how many of the things it asks for are there, and how many it asks for."""
    return {
        column.name.removeprefix("gaps_").upper(): (
            len(column.needs) - len(column.open(record)),
            len(column.needs),
        )
        for column in KINDS[record.kind].gaps
    }


def certificate_proposals(file: DataFile, row: Mapping[str, Stored]) -> dict[str, Stored]:
    """Return language, level and last day of a certificate as its type, score and day of issue say.

    By the editable table of equivalence and the months a certificate of this type is good for; None
    where they say nothing.
    """
    known = {"catalogue": "certificate_type", "code": row["type"]}
    found = file.find("catalogue_value", **known) if row["type"] else []
    if not found:
        return {}
    issued = str(row["issue_date"] or "")
    day = dates.latest(issued) if _is_day(issued) else file.today()
    return {
        "language": found[0]["language"],
        "level": level_of(found[0], str(row["score"] or ""), day),
        "expiry_date": suggested_expiry(found[0], issued) if _is_day(issued) else None,
    }


def _is_day(text: str) -> bool:
    # What is not understood yet stands in its cell as it was typed.
    try:
        return dates.parse_day(text) == text
    except ValueError:
        return False
