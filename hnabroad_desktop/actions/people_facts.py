"""One person as a paper names them: post, unit and rank as on a day, and what the profile list shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal, cast

from hnabroad_desktop.base import dates
from hnabroad_desktop.documents.facts import Category, Person, Role, Sex
from hnabroad_desktop.records.cadre_history import best_certificate, post_on, ratings
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.unit import is_territory
from hnabroad_desktop.rules.retirement import remaining_service
from hnabroad_desktop.store.datafile import DataFile

_ROLES: dict[str, Role] = {"head": "head", "deputy": "deputy", "trainee": "member", "secretary": "secretary"}
_BLOCKS = {"party": 0, "front": 1, "government": 2, "public_service": 3}
_UNRANKED = 9_999


def person_of(file: DataFile, row: Row, day: dt.date) -> Person:
    """Return the person of a roster row with post and unit as on ``day`` (features.md A3)."""
    cadre = file.get("cadre", str(row["cadre"])) or Record("cadre")
    as_of = dt.date.fromisoformat(str(row["post_as_of"])) if row["post_as_of"] else day
    post, unit = post_and_unit(file, cadre, as_of)
    shown = str(row["post_shown"] or "")
    rank = _rank(cadre, as_of)
    return Person(
        full_name=cadre.text("full_name"),
        sex=cast(Sex, cadre.text("sex")),
        birth=cadre.text("birth_date"),
        post=shown or (file.word("post", post) if post else ""),
        unit="" if shown else unit_name(file, unit),
        rank=file.word("rank", rank[0]) if rank[0] else "",
        rank_code=rank[1],
        category=cast(Category, cadre.text("category") or "civil_servant"),
        role=_ROLES.get(str(row["role"]), "member"),
        note=str(row["note"] or ""),
        given_name=cadre.text("given_name") or None,
        block_rank=_BLOCKS.get(unit.text("block"), _UNRANKED) if unit else _UNRANKED,
        organ_rank=_organ_rank(file, unit),
        post_rank=_post_rank(file, post),
        ethnicity=_word(file, cadre, "ethnicity"),
        home_place=cadre.text("home_place"),
        party_join_date=cadre.text("party_join_date"),
        party_official_date=cadre.text("party_official_date"),
        education=cadre.text("degree") or _word(file, cadre, "education"),
        political_theory=_short_word(file, cadre, "political_theory"),
        state_management=_short_word(file, cadre, "state_management"),
        languages=_languages(file, cadre),
        planning=_planning(file, cadre, as_of),
        ratings=tuple(sorted(ratings(cadre).items(), reverse=True)),
        remaining_service=_remaining(cadre, day),
        trips_abroad=_trips(cadre),
    )


def post_and_unit(file: DataFile, cadre: Record, day: dt.date) -> tuple[str, Record | None]:
    """Return the post held on ``day`` and its unit; the present ones where the career is silent."""
    line = post_on(cadre, day) if cadre.table("career_record") else None
    if line is not None and line["post"]:
        unit_id = str(line["unit"] or "")
        unit = file.get("unit", unit_id) if unit_id else None
        if unit is None and line["unit_text"]:
            return str(line["post"]), Record("unit", {"name": str(line["unit_text"])})
        return str(line["post"]), unit
    unit = file.get("unit", cadre.text("unit")) if cadre["unit"] else None
    return cadre.text("post"), unit


def unit_name(file: DataFile, unit: Record | None) -> str:
    """Return the name of an employer; a division is followed by its body (wording.md 12.5)."""
    if unit is None:
        return ""
    name = unit.text("name")
    if unit["kind"] != "division" or not unit["parent_unit"]:
        return name
    parent = file.get("unit", unit.text("parent_unit"))
    if parent is None or _territory_of(parent, file) in name:
        return name
    return f"{name}, {parent.text('name')}"


def _territory_of(parent: Record, file: DataFile) -> str:
    # "Phòng Văn hóa - Xã hội phường Cửa Nam" names its ward already.
    above = file.get("unit", parent.text("parent_unit")) if parent["parent_unit"] else None
    if above is None or not is_territory(above) or above["kind"] == "city":
        return parent.text("name")
    name = above.text("name")
    return name[:1].lower() + name[1:]


def _organ_rank(file: DataFile, unit: Record | None) -> int:
    rank = unit["rank"] if unit else None
    if isinstance(rank, int):
        return rank
    parent = file.get("unit", unit.text("parent_unit")) if unit and unit["parent_unit"] else None
    above = parent["rank"] if parent else None
    return above if isinstance(above, int) else _UNRANKED


def _post_rank(file: DataFile, code: str) -> int:
    values = file.find("catalogue_value", catalogue="post", code=code) if code else []
    order = values[0]["order"] if values else None
    return order if isinstance(order, int) else _UNRANKED


def _rank(cadre: Record, day: dt.date) -> tuple[str, str]:
    lines = [
        line
        for line in cadre.table("rank_record")
        if line["from_date"] and dates.earliest(str(line["from_date"])) <= day
    ]
    if lines:
        line = max(lines, key=lambda found: str(found["from_date"]))
        return str(line["rank"] or line["professional_title"] or ""), str(
            line["rank_code"] or line["rank"] or ""
        )
    return cadre.text("rank"), cadre.text("rank_code") or cadre.text("rank")


def _word(file: DataFile, cadre: Record, name: str) -> str:
    return file.word(name, cadre.text(name)) if cadre[name] else ""


def _short_word(file: DataFile, cadre: Record, name: str) -> str:
    """Return the short form of a catalogue value where one is kept: narrow columns say "CVC"."""
    if not cadre[name]:
        return ""
    kept = file.find("catalogue_value", catalogue=name, code=cadre[name])
    return (kept[0].text("short_name") if kept else "") or _word(file, cadre, name)


def _languages(file: DataFile, cadre: Record) -> str:
    best = best_certificate(cadre)
    if best is None:
        return ""
    language = file.word("language", str(best["language"])) if best["language"] else ""
    level = (
        f"bậc {best['level']}" if best["level"] else file.word("certificate_type", str(best["type"] or ""))
    )
    return " ".join(part for part in (language, level) if part)


def _planning(file: DataFile, cadre: Record, day: dt.date) -> str:
    current = [
        row
        for row in cadre.table("planning")
        if not row["end_date"] or dates.latest(str(row["end_date"])) >= day
    ]
    return "; ".join(_planned(file, row) for row in current)


def _planned(file: DataFile, row: Row) -> str:
    post = file.word("post", str(row["post"])) if row["post"] else ""
    return ", ".join(part for part in (post, str(row["term"] or "")) if part)


def _remaining(cadre: Record, day: dt.date) -> str:
    sex, birth = cadre.text("sex"), cadre.text("birth_date")
    if not sex or not birth:
        return ""
    years, months = remaining_service(cast("Literal['male', 'female']", sex), birth, day)
    if (years, months) <= (0, 0):
        return ""
    return " ".join(_counted(((years, "năm"), (months, "tháng"))))


def _counted(parts: Iterable[tuple[int, str]]) -> Iterable[str]:
    return (f"{count} {unit}" for count, unit in parts if count)


def _trips(cadre: Record) -> str:
    rows = cadre.table("training_abroad")
    if not rows:
        return ""
    years = [str(row["from_date"])[:4] for row in rows if row["from_date"]]
    return f"{len(rows)} lần, {max(years)}" if years else f"{len(rows)} lần"
