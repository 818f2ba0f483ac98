"""The one-page summary of a cadre, from the record to a paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hnabroad_desktop.actions.people import person
from hnabroad_desktop.actions.printing import to_docx, to_pdf
from hnabroad_desktop.base import dates, pictures
from hnabroad_desktop.base.fields import UNMATCHED
from hnabroad_desktop.base.vietnamese import without_marks
from hnabroad_desktop.documents.profiles import profile_for
from hnabroad_desktop.records import cadre_history
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile

#: Ratings older than this many years are not told (features.md A12).
_YEARS_RATED = 5


@dataclass(frozen=True)
class Summary:
    """The sheet as PDF and DOCX, its words, and a name for its files without marks."""

    pdf: bytes
    docx: bytes
    text: str
    title: str
    stem: str


def summary_sheet(file: DataFile, cadre_id: str) -> Summary:
    """Return the one-page sheet of a cadre. Raises AppError for a record not in the lists."""
    # Measuring the page needs ReportLab, which nothing else at the start does.
    from hnabroad_desktop.documents.summary_sheet import SummaryFacts, build_summary_sheet

    record = person(file, cadre_id)
    day = file.today().isoformat()
    facts = SummaryFacts(
        _facts(file, record), _histories(file, record), day, bool(file.practice), _photo(file, record)
    )
    document = build_summary_sheet(facts, profile_for("state", day))
    name = without_marks(f"Phieu-tom-tat {record.text('full_name')} {record.text('staff_number')}")
    stem = re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-")
    return Summary(to_pdf(document), to_docx(document), document.text(), document.title, stem)


def _facts(file: DataFile, record: Record) -> dict[str, str]:
    party = [_day(record[name]) for name in ("party_join_date", "party_official_date")]
    retirement = cadre_history.retirement_of(record)
    return {
        "full_name": record.text("full_name"),
        "birth": _day(record["birth_date"]),
        "sex": record.text("sex"),
        "home_place": record.text("home_place"),
        "post": _word(file, "post", record["post"]),
        "unit": file.title(record.text("unit")) if record["unit"] else "",
        "party": f"{party[0]} ({party[1]})" if all(party) else party[0],
        **{
            name: _word(file, catalogue_of(name), record[name])
            for name in ("education", "political_theory", "state_management")
        },
        "retirement": _day(retirement),
        "phone": record.text("phone"),
    }


def _photo(file: DataFile, record: Record) -> bytes:
    # A photo that has not come with the record, or came damaged, leaves its place to the words.
    data = file.blob(record.text("photo")) or b"" if record["photo"] else b""
    try:
        pictures.size_of(data)
    except ValueError:
        return b""
    return data


def catalogue_of(name: str) -> str:
    """Return the catalogue behind a field of a cadre, "" where there is none."""
    return str(getattr(CADRE.by_name[name], "catalogue", ""))


def _histories(file: DataFile, record: Record) -> dict[str, tuple[Mapping[str, str], ...]]:
    first_year = file.today().year - _YEARS_RATED

    def abroad(row: Row) -> dict[str, str]:
        country = file.title(str(row["country"])) if row["country"] else ""
        return {"period": _period(row), "country": country, "content": _text(row, "content")}

    def language(row: Row) -> dict[str, str]:
        exam = " ".join(filter(None, (_word(file, "certificate_type", row["type"]), _text(row, "score"))))
        return {
            "language": _word(file, "language", row["language"]),
            "exam": exam,
            "level": _text(row, "level"),
            "expiry": _day(row["expiry_date"]),
        }

    def rating(row: Row) -> dict[str, str]:
        return {"year": _text(row, "year"), "rating": _word(file, "rating", row["rating"])}

    def career(row: Row) -> dict[str, str]:
        unit = file.title(str(row["unit"])) if row["unit"] else _text(row, "unit_text")
        return {"period": _period(row), "post": _word(file, "post", row["post"]), "unit": unit}

    def plain(row: Row) -> dict[str, str]:
        return {name: _text(row, name) for name in row.values}

    def told(table: str, by: str, say: Callable[[Row], dict[str, str]]) -> tuple[Mapping[str, str], ...]:
        rows = sorted(record.table(table), key=lambda row: str(row[by] or ""), reverse=True)
        if table == "rating":
            rows = [row for row in rows if isinstance(row["year"], int) and row["year"] >= first_year]
        return tuple(say(row) for row in rows)

    return {
        "training_abroad": told("training_abroad", "from_date", abroad),
        "language_certificate": told("language_certificate", "issue_date", language),
        "rating": told("rating", "year", rating),
        "career_record": told("career_record", "from_date", career),
        "planning": told("planning", "term", plain),
        "initiative": told("initiative", "year", plain),
    }


def _text(row: Row, name: str) -> str:
    return "" if row[name] is None else str(row[name])


def _word(file: DataFile, catalogue: str, code: object) -> str:
    text = "" if code is None else str(code)
    if not text or not catalogue or text.startswith(UNMATCHED):
        return text.removeprefix(UNMATCHED)
    return file.word(catalogue, text)


def _day(stored: object) -> str:
    return dates.show(str(stored)) if stored else ""


def _period(row: Row) -> str:
    begun, end = _day(row["from_date"]), _day(row["to_date"])
    return f"{begun} - {end or 'nay'}" if begun else end
