"""What the dated histories of a cadre tell: posts on a day, best certificate, discipline, what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from hnabroad_desktop.base import dates, vietnamese
from hnabroad_desktop.base.fields import Field, Stored
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.retirement import retirement_date
from hnabroad_desktop.records.schema import Need, Record, Row

#: Needed tables that are complete when empty: most people have no discipline and no course abroad.
MAY_BE_EMPTY = {
    "N": frozenset({"commendation", "discipline", "initiative", "training_abroad", "language_certificate"}),
    "F": frozenset({"training_abroad"}),
}

#: Of these pairs one is enough: a rank or a professional title.
EITHER = {"rank": "professional_title", "professional_title": "rank"}

#: Needed only where it applies, so never counted as missing.
ONLY_IF_ANY = frozenset({"end_of_leadership", "diet", "other_needs"})


def newest_post(record: Record) -> Row | None:
    """Return the career line the header shows: open, not concurrent, begun last; None if there is none.

    A line whose beginning is not known yet counts as the newest.
    """
    open_lines = [
        row for row in record.table("career_record") if not row["to_date"] and not row["concurrent"]
    ]
    return max(open_lines, key=lambda row: str(row["from_date"] or "9999"), default=None)


def post_on(record: Record, day: dt.date) -> Row | None:
    """Return the main post held on ``day``, as far as the career tells; the later of two that overlap.

    Where no line says so, one of which only the end is known counts: the first to end after that day.
    """
    lines = [
        row
        for row in record.table("career_record")
        if not row["concurrent"] and parts.within(row.values, day, "from_date", "to_date")
    ]
    dated = max((row for row in lines if row["from_date"]), key=_begun, default=None)
    ended = (row for row in lines if row["to_date"] and not row["from_date"])
    return dated or min(ended, key=lambda row: str(row["to_date"]), default=None)


def _begun(row: Row) -> str:
    return str(row["from_date"])


def posts_on(record: Record, day: dt.date) -> list[Row]:
    """Return every post held on ``day``, concurrent ones too, in the order of their beginning."""
    lines = [
        row for row in record.table("career_record") if parts.within(row.values, day, "from_date", "to_date")
    ]
    return sorted(lines, key=lambda row: str(row["from_date"] or ""))


def ratings(record: Record) -> dict[int, str]:
    """Return the code of the rating of each year."""
    return {
        year: str(row["rating"])
        for row in record.table("rating")
        if isinstance(year := row["year"], int) and row["rating"]
    }


def best_certificate(record: Record, language: str = "") -> Row | None:
    """Return the certificate of the highest level, of one language if given; the later of equals."""
    rows = [
        row
        for row in record.table("language_certificate")
        if isinstance(row["level"], int) and (not language or row["language"] == language)
    ]
    return max(rows, key=lambda row: (int(row["level"] or 0), str(row["issue_date"] or "")), default=None)


def passport_on(record: Record, day: dt.date, kind: str = "") -> Row | None:
    """Return the passport that lasts longest of those valid on ``day``, of one kind if given."""
    rows = [
        row
        for row in record.table("passport")
        if (not kind or row["kind"] == kind) and parts.within(row.values, day, "issue_date", "expiry_date")
    ]
    return max(rows, key=lambda row: str(row["expiry_date"] or ""), default=None)


def passport_until(record: Record) -> str | None:
    """Return the last day any passport of the person is valid, None if none says it."""
    return max(
        (str(row["expiry_date"]) for row in record.table("passport") if row["expiry_date"]), default=None
    )


def discipline_on(record: Record, day: dt.date) -> list[Row]:
    """Return the discipline in force on ``day``; without an end it lapses after twelve months."""
    return [row for row in record.table("discipline") if _discipline_holds(row, day)]


def needs(needed: Iterable[Field], letter: str) -> tuple[Need, ...]:
    """Return what a purpose (N, D, P or F of wording.md 5.1) asks for among the ``needed`` fields."""
    left_out = MAY_BE_EMPTY.get(letter, frozenset()) | ONLY_IF_ANY
    return tuple(_need(field.name) for field in needed if field.name not in left_out)


def derived(record: Record) -> dict[str, Stored]:
    """Return the newest, best or count of each history, and what follows from name and birth."""
    return {
        **(_of_histories(record) if record.rows else _OF_NONE),
        "retirement_date": retirement_of(record),
        "name_key": vietnamese.fold(record.text("full_name")) or None,
    }


def _of_histories(record: Record) -> dict[str, Stored]:
    certificate = best_certificate(record)
    by_year = ratings(record)
    last_year = max(by_year, default=None)
    abroad = record.table("training_abroad")
    return {
        "language": certificate["language"] if certificate else None,
        "language_level": certificate["level"] if certificate else None,
        "language_expiry": certificate["expiry_date"] if certificate else None,
        "last_rating_year": last_year,
        "last_rating": by_year[last_year] if last_year is not None else None,
        "planned_posts": "; ".join(
            f"{row['post']} {row['term'] or ''}".strip()
            for row in record.table("planning")
            if not row["end_date"]
        )
        or None,
        "times_abroad": len(abroad),
        "last_abroad": max((str(row["from_date"]) for row in abroad if row["from_date"]), default=None),
        "passport_expiry": passport_until(record),
        "passport_numbers": " ".join(str(row["number"]) for row in record.table("passport") if row["number"])
        or None,
        "discipline_end": max(
            (end.isoformat() for row in record.table("discipline") if (end := _discipline_end(row))),
            default=None,
        ),
    }


def retirement_of(record: Record) -> str | None:
    """Return the day somebody retires, by decision or by age; None while that is not known."""
    if record["retirement_change_date"]:
        return record.text("retirement_change_date")
    if not record["sex"] or not record["birth_date"]:
        return None
    try:
        return retirement_date(record.text("sex"), record.text("birth_date")).isoformat()
    except LookupError:
        return None


def _need(name: str) -> Need:
    if name in EITHER:
        return Need(name=name, instead=(EITHER[name],))
    if name == "party_join_date":
        return Need(name=name, instead=("not_party_member",))
    if name == "party_official_date":
        return Need(name=name, instead=("not_party_member",), only_with="party_join_date")
    return Need(name=name)


def _discipline_end(row: Row) -> dt.date | None:
    if row["end_date"]:
        return dates.latest(str(row["end_date"]))
    begun = row["effective_date"]
    return dates.add_months(dates.latest(str(begun)), 12) if begun else None


def _discipline_holds(row: Row, day: dt.date) -> bool:
    begun, end = row["effective_date"], _discipline_end(row)
    return begun is not None and end is not None and dates.earliest(str(begun)) <= day <= end


#: Worked out once: most people who are imported bring no history.
_OF_NONE = _of_histories(Record("cadre"))
