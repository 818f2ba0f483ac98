"""What must hold inside a cadre's record: names, header and career in step, dates in order, twins found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from hnabroad_desktop.base import citizen_id, dates, vietnamese
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import cadre_tables as tables
from hnabroad_desktop.records import parts, same_person
from hnabroad_desktop.records.cadre_history import newest_post
from hnabroad_desktop.records.catalogue_value import level_of, suggested_expiry
from hnabroad_desktop.records.schema import Context, Record, Row
from hnabroad_desktop.records.unit import is_territory

_HEADER = ("post", "unit")
_APPOINTMENT = ("appointment_date", "appointment_decision")
_TABLES = (
    tables.COMMENDATION,
    tables.STUDY_RECORD,
    tables.CAREER_RECORD,
    tables.TRAINING_ABROAD,
    tables.LANGUAGE_CERTIFICATE,
    tables.PASSPORT,
    tables.VISA,
)


def settle(before: Record | None, record: Record) -> Record:
    """Put a cadre in order: name parts and passport name proposed, header and career in step."""
    record = parts.whole(before, record)
    record = names(before, record)
    if not record["status"]:
        record = record.with_values(status="working")
    return _career(before, record)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Yield everything wrong or doubtful; only what cannot be is an error."""
    for table in _TABLES:
        yield from parts.row_problems(record, table)
    yield from _unit_problems(record, context)
    yield from _career_problems(record)
    yield from _twins(record, context)
    yield from _date_problems(record, context)
    yield from _rating_problems(record, context)
    yield from _certificate_problems(record, context)
    number = record.text("citizen_id")
    for sentence in citizen_id.warnings(
        number, record.text("sex") or None, record.text("birth_date") or None
    ):
        yield Problem("citizen_id", sentence, "warning")


def names(before: Record | None, record: Record) -> Record:
    """Propose the parts of a name and its form in the passport where the full name is new."""
    full, old = record.text("full_name"), before.text("full_name") if before else ""
    if not full or full == old:
        return record
    family, given = vietnamese.split_name(full)
    proposals = {
        "family_and_middle_name": (family, vietnamese.split_name(old)[0]),
        "given_name": (given, vietnamese.split_name(old)[1]),
        "passport_name": (vietnamese.passport_name(full), vietnamese.passport_name(old)),
    }
    # What somebody wrote differently from the proposal was meant that way and stays.
    return record.with_values(
        **{
            name: proposed or None
            for name, (proposed, former) in proposals.items()
            if record.text(name) in {"", former if old else ""}
        }
    )


def _career(before: Record | None, record: Record) -> Record:
    newest = newest_post(record)
    own = _line_of_header(record)
    moved = _changed(before, record, _HEADER)
    if moved and record["post"] and own is None:
        return _new_post(before, record, newest)
    if own is not None and _changed(before, record, _APPOINTMENT):
        return _dated(record, own)
    if newest is not None and not _same_line(newest, newest_post(before) if before else None):
        return _shown(record, newest)
    return _shown(record, own) if moved and own is not None else record


def _line_of_header(record: Record) -> Row | None:
    """Return the open line that says what the header says, the newest of several."""
    said = [
        row
        for row in record.table("career_record")
        if not row["to_date"] and not row["concurrent"] and all(row[name] == record[name] for name in _HEADER)
    ]
    return max(said, key=lambda row: str(row["from_date"] or "9999"), default=None)


def _shown(record: Record, line: Row) -> Record:
    return record.with_values(
        post=line["post"],
        unit=line["unit"] or record["unit"],
        appointment_date=line["from_date"],
        appointment_decision=line["decision_number"],
    )


def _dated(record: Record, newest: Row) -> Record:
    """Put the appointment typed in the header into the line it belongs to."""
    line = {"from_date": record["appointment_date"], "decision_number": record["appointment_decision"]}
    lines = list(record.table("career_record"))
    lines[lines.index(newest)] = replace(newest, values=MappingProxyType({**newest.values, **line}))
    return record.with_table("career_record", lines)


def _changed(before: Record | None, record: Record, names: tuple[str, ...]) -> bool:
    return any(record[name] != (before[name] if before else None) for name in names)


def _new_post(before: Record | None, record: Record, newest: Row | None) -> Record:
    begun = record["appointment_date"]
    is_new_date = begun is not None and (before is None or begun != before["appointment_date"])
    if not is_new_date:
        # An old date of appointment says nothing about a new post, and no date is ever made up.
        record = record.with_values(appointment_date=None, appointment_decision=None)
    lines = list(record.table("career_record"))
    line = _line(record)
    if newest is not None and not newest["from_date"]:
        # The present post was never dated: this corrects it, or dates it at last.
        line = replace(line, id=newest.id, values=MappingProxyType({**newest.values, **line.values}))
        lines[lines.index(newest)] = line
        return record.with_table("career_record", lines)
    if newest is not None and is_new_date:
        lines[lines.index(newest)] = _closed(newest, str(begun))
    return record.with_table("career_record", [*lines, line])


def _same_line(line: Row, other: Row | None) -> bool:
    names = (*_HEADER, "from_date", "decision_number")
    return other is not None and all(line[name] == other[name] for name in names)


def _closed(line: Row, end: str) -> Row:
    if line["from_date"] and dates.latest(end) < dates.earliest(str(line["from_date"])):
        return line
    return replace(line, values=MappingProxyType({**line.values, "to_date": end}))


def _line(record: Record) -> Row:
    values: dict[str, Stored] = {
        "post": record["post"],
        "unit": record["unit"],
        "from_date": record["appointment_date"],
        "decision_number": record["appointment_decision"],
    }
    return Row(MappingProxyType({name: value for name, value in values.items() if value is not None}))


def _career_problems(record: Record) -> Iterator[Problem]:
    lines = record.table("career_record")
    if sum(1 for row in lines if not row["to_date"] and not row["concurrent"]) > 1:
        yield Problem(
            "career_record",
            _("Two lines of the career are without an end. Enter the end, or mark one as concurrent."),
            "warning",
        )


def _unit_problems(record: Record, context: Context) -> Iterator[Problem]:
    unit = context.get("unit", record.text("unit")) if record["unit"] else None
    if unit is not None and is_territory(unit):
        yield _territory("unit", unit)
    elif unit is not None:
        yield from _ended_problems(record, unit, context)
        yield from _post_problems(record, unit, context)
    for index, row in enumerate(record.table("career_record")):
        place = context.get("unit", str(row["unit"])) if row["unit"] else None
        if place is None:
            continue
        if is_territory(place):
            yield _territory(f"career_record.{index}.unit", place)
        elif _outside_its_life(row, place):
            yield Problem(
                f"career_record.{index}.from_date",
                _("“{unit}” did not exist at this time.").format(unit=place.text("name")),
                "warning",
            )


def _territory(field: str, unit: Record) -> Problem:
    return Problem(
        field,
        _("“{unit}” is a territory; nobody is employed by it. Choose one of its organs.").format(
            unit=unit.text("name")
        ),
    )


def _outside_its_life(row: Row, unit: Record) -> bool:
    """Say whether a line begins certainly before its unit did, or after the unit ended."""
    begun = str(row["from_date"] or "")
    if not begun:
        return False
    born, ended = unit.text("valid_from"), unit.text("valid_to")
    early = bool(born) and dates.latest(begun) < dates.earliest(born)
    return early or (bool(ended) and dates.earliest(begun) > dates.latest(ended))


def _ended_problems(record: Record, unit: Record, context: Context) -> Iterator[Problem]:
    at_work = record["status"] in {None, "working", "seconded"}
    if at_work and unit["valid_to"] and unit.text("valid_to") < context.today.isoformat():
        yield Problem(
            "unit",
            _("“{unit}” ended on {day}. Choose the present unit.").format(
                unit=unit.text("name"), day=dates.show(unit.text("valid_to"))
            ),
            "warning",
        )


def _post_problems(record: Record, unit: Record, context: Context) -> Iterator[Problem]:
    """Doubt posts an organ of this kind does not have, and Party posts without Party membership."""
    found = context.find("catalogue_value", catalogue="post", code=record["post"]) if record["post"] else []
    for post in found:
        kinds = post.text("organ_kinds").split()
        if kinds and unit["kind"] not in kinds:
            yield Problem(
                "post",
                _("“{unit}” is not an organ that has the post “{post}”.").format(
                    unit=unit.text("name"), post=post.text("name_vi")
                ),
                "warning",
            )
        if post["block"] == "party" and not record["party_join_date"]:
            yield Problem(
                "party_join_date",
                _("Everyone in a Party post is a Party member; enter the date of joining."),
                "warning",
            )


def _twins(record: Record, context: Context) -> Iterator[Problem]:
    found: dict[str, Record] = {}
    for values in same_person.questions(record):
        found.update({twin.id: twin for twin in context.find("cadre", **values)})
    for twin in found.values():
        why = same_person.alike(record, twin) if twin.id != record.id else ""
        if why and not same_person.told_apart(record, twin):
            yield _twin(why if why in record.values else "birth_date", twin, context)


def _twin(field: str, twin: Record, context: Context) -> Problem:
    return Problem(
        field,
        _("There is a record already: {name}, born {birth}, {post}, {unit}.").format(
            name=twin.text("full_name"),
            birth=dates.show(twin.text("birth_date")) or "—",
            post=context.word("post", twin.text("post")) if twin["post"] else "—",
            unit=context.title(twin.text("unit")) if twin["unit"] else "—",
        ),
        "warning",
    )


def _date_problems(record: Record, context: Context) -> Iterator[Problem]:
    values = record.values
    birth = values.get("birth_date")
    if birth and dates.earliest(str(birth)) > context.today:
        yield Problem("birth_date", _("The date of birth lies in the future."))
    if birth:
        for name, least in (("recruitment_date", 15), ("party_join_date", 18)):
            day = values.get(name)
            if day and dates.age_range(str(birth), dates.latest(str(day)))[1] < least:
                yield Problem(
                    name,
                    _("At this date the person was not {age} years old.").format(age=least),
                    "warning",
                )
    if parts.after(values, "party_join_date", "party_official_date"):
        yield Problem(
            "party_official_date",
            _("The official date lies before the date of joining the Party."),
        )
    else:
        yield from _probation_problem(record)


def _probation_problem(record: Record) -> Iterator[Problem]:
    joined, official = record.text("party_join_date"), record.text("party_official_date")
    if len(joined) == 10 and official:
        due = dates.add_months(dt.date.fromisoformat(joined), 12)
        if dates.latest(official) < due:
            yield Problem(
                "party_official_date",
                _("The official date is usually twelve months after joining: {day} or later.").format(
                    day=dates.show(due.isoformat())
                ),
                "warning",
            )
    if record["not_party_member"] and (joined or official):
        yield Problem(
            "not_party_member",
            _("A date of joining the Party is given as well."),
            "warning",
        )


def _rating_problems(record: Record, context: Context) -> Iterator[Problem]:
    seen: set[Stored] = set()
    for index, row in enumerate(record.table("rating")):
        year = row["year"]
        if isinstance(year, int) and year >= context.today.year and row["rating"] not in {None, "not_rated"}:
            # Ratings of a year are given in December; an earlier one is a slip of the pen.
            early = year > context.today.year or context.today.month < 12
            if early:
                yield Problem(
                    f"rating.{index}.year",
                    _("The year {year} is not over; it has no rating yet.").format(year=year),
                    "warning",
                )
        if year in seen:
            yield Problem(
                f"rating.{index}.year",
                _("The year {year} has two ratings.").format(year=year),
            )
        seen.add(year)


def _certificate_problems(record: Record, context: Context) -> Iterator[Problem]:
    for index, row in enumerate(record.table("language_certificate")):
        if not row["type"]:
            continue
        found = context.find("catalogue_value", catalogue="certificate_type", code=row["type"])
        if not found:
            continue
        day = dates.latest(str(row["issue_date"])) if row["issue_date"] else context.today
        level = level_of(found[0], str(row["score"] or ""), day)
        if level is not None and row["level"] != level:
            yield Problem(
                f"language_certificate.{index}.level",
                _("By the table of equivalence this score is level {level}.").format(level=level),
                "warning",
            )
        end = suggested_expiry(found[0], str(row["issue_date"] or ""))
        if end is not None and not row["expiry_date"]:
            yield Problem(
                f"language_certificate.{index}.expiry_date",
                _("Certificates of this type usually end on {day}.").format(day=dates.show(end)),
                "warning",
            )
