"""Whether two records may be of one person: by numbers, else by name and what is known of the birth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hnabroad_desktop.base import citizen_id, dates, vietnamese
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Record

#: Why two records look like one person's, the surest first.
CITIZEN_ID, STAFF_NUMBER, NAME_AND_BIRTH, NAME_WITHOUT_MARKS = (
    "citizen_id",
    "staff_number",
    "name_and_birth",
    "name_without_marks",
)
SURENESS = (CITIZEN_ID, STAFF_NUMBER, NAME_AND_BIRTH, NAME_WITHOUT_MARKS)


def alike(one: Record, other: Record) -> str:
    """Return the surest reason to take two records for one person's, "" if there is none.

    Names are compared without regard to case, spacing and the place of the tone
    (Hoà is Hòa); names that agree only without their marks are the weakest reason.
    """
    number = _number(one, "citizen_id")
    if number and number == _number(other, "citizen_id"):
        return CITIZEN_ID
    number = _number(one, "staff_number")
    if number and number == _number(other, "staff_number"):
        return STAFF_NUMBER
    name, birth = one.text("full_name"), one.text("birth_date")
    if not name or not birth or not may_be_one_day(birth, other.text("birth_date")):
        return ""
    if vietnamese.match_key(name) == vietnamese.match_key(other.text("full_name")):
        return NAME_AND_BIRTH
    return NAME_WITHOUT_MARKS if vietnamese.fold(name) == vietnamese.fold(other.text("full_name")) else ""


def questions(record: Record) -> Iterator[Mapping[str, Stored]]:
    """Yield the sets of values that find every record ``alike`` may be true of."""
    for name in (CITIZEN_ID, STAFF_NUMBER):
        if record[name]:
            yield {name: record[name]}
    key, birth = vietnamese.fold(record.text("full_name")), record.text("birth_date")
    if not key or not birth:
        return
    if len(birth) == len("2000-01-01"):
        # A day is also meant by its month and by its year, and these three are found without reading others.
        yield from ({"name_key": key, "birth_date": birth[:length]} for length in (10, 7, 4))
    else:
        yield {"name_key": key}


def _number(record: Record, name: str) -> str:
    return citizen_id.compact(record.text(name)).casefold()


def may_be_one_day(one: str, other: str) -> bool:
    """Say whether two dates, each as exact as it is known, may be of one day; an unknown one may not."""
    if not one or not other:
        return False
    return dates.earliest(one) <= dates.latest(other) and dates.earliest(other) <= dates.latest(one)


def told_apart(one: Record, other: Record) -> bool:
    """Say whether somebody has found that two records are of two people; it may stand in either."""
    return _names(one, other.id) or _names(other, one.id)


def _names(record: Record, other_id: str) -> bool:
    return bool(other_id) and any(row["cadre"] == other_id for row in record.table("not_same_person"))
