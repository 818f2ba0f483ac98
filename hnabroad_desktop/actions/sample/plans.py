"""Writes the plans of five years and their lines, the two phases, and the lessons of the first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from hnabroad_desktop.actions.sample.papers import Papers
from hnabroad_desktop.actions.sample.rosters import Group
from hnabroad_desktop.actions.sample.seed import Seed, resource
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import shipped_id, unit_id

Values = dict[str, Stored]

_SCHEME = "DA19"
_ISSUER = "Ủy ban nhân dân thành phố Hà Nội"


def plans(seed: Seed, papers: Papers) -> Iterator[Record]:
    """Yield the plans of the years."""
    for line in resource("plans")["plans"]:
        year, dates = line["year"], line["dates"]
        approved = len(dates) > 1
        stages = ("draft", "submitted", "approved", "closed" if line["state"] == "closed" else "amended")
        lines = [item for item in resource("plans")["lines"] if item["plan"] == line["code"]]
        values: Values = {
            "code": line["code"],
            "year": year,
            "name": f"Kế hoạch đào tạo, bồi dưỡng ở nước ngoài năm {year}",
            "scheme": shipped_id("scheme", _SCHEME),
            "phase": _phase_id("2023-2025" if year <= 2025 else "2026-2030"),
            "lead_body": unit_id("BTCTU"),
            "state": line["state"],
            "summary": f"về đào tạo, bồi dưỡng cán bộ, công chức, viên chức ở nước ngoài năm {year}",
            "budget": sum(sum(item["money"].values()) for item in lines),
            "review": line.get("review"),
        }
        if approved:
            day = date.fromisoformat(dates[2])
            number = papers.numbers.text("/KH-UBND", day)
            values |= {"number": number, "date": dates[2], "issuer": _ISSUER}
            papers.cited[line["code"], "plan"] = f"{number}, ngày {day:%d/%m/%Y}"
            papers.cited[line["code"], "day"] = dates[2]
        tables: dict[str, list[Values]] = {
            "stages": [{"stage": stage, "date": day} for stage, day in zip(stages, dates, strict=False)],
            "amendments": _amendments(line, papers),
        }
        record = seed.record("plan", values, tables)
        papers.ids[line["code"], "plan"] = record.id
        yield record


def _amendments(line: dict[str, Any], papers: Papers) -> list[Values]:
    if "amendment" not in line:
        return []
    day, content = line["amendment"]
    return [
        {
            "version": 2,
            "document_number": papers.numbers.text("/QĐ-UBND", date.fromisoformat(day)),
            "document_date": day,
            "document_body": _ISSUER,
            "content": content,
        }
    ]


def lessons(seed: Seed, papers: Papers, groups: list[Group]) -> Iterator[Record]:
    """Yield the lessons of the phase that is closed."""
    of_class = {group.code: group.id for group in groups}
    for line in resource("plans")["lessons"]:
        values: Values = {
            "phase": _phase_id("2023-2025"),
            **{name: line[name] for name in ("finding", "evidence", "change", "date")},
            "class": of_class.get(str(line["class"])),
        }
        record = seed.record("lesson", values)
        papers.ids[line["key"], "lesson"] = record.id
        yield record


def lines(seed: Seed, papers: Papers) -> Iterator[Record]:
    """Yield the lines of the plans, each citing what it rests on."""
    numbers: dict[str, int] = {}
    for line in resource("plans")["lines"]:
        numbers[line["plan"]] = numbers.get(line["plan"], 0) + 1
        values: Values = {
            "plan": papers.ids[line["plan"], "plan"],
            "number": numbers[line["plan"]],
            "code": line["code"],
            "content": line["content"],
            "field": line["field"],
            "target_group": line["target"],
            "course_kind": line["kind"],
            "classes": line.get("classes"),
            "people": line["people"],
            "days": line["days"],
            "quarter": line.get("quarter"),
            "lead_body": unit_id(line["lead"]),
            "cooperating_bodies": line.get("with"),
            "note": line.get("note"),
            "quota_source": line.get("quota", "city"),
        }
        if "central" in line:
            received, filled, lapsed, reason = line["central"]
            values |= {"central_received": received, "central_filled": filled}
            values |= {"central_lapsed": lapsed, "central_reason": reason}
        tables: dict[str, list[Values]] = {
            "destinations": [_destination(papers, *to) for to in line["to"]],
            "money": [{"source": source, "amount": amount} for source, amount in line["money"].items()],
            "grounds": [_ground(papers, *ground) for ground in line["grounds"]],
        }
        record = seed.record("plan_line", values, tables)
        papers.ids[line["code"], "line"] = record.id
        yield record


def _destination(papers: Papers, code: str, partner: str, institution: str | None) -> Values:
    return {
        "country": shipped_id("country", code),
        "partner": papers.ids[partner, "partner"],
        "institution": papers.ids.get((str(institution), "institution")),
    }


def _ground(papers: Papers, kind: str, key: str | None, text: str | None) -> Values:
    role = "lesson" if kind == "lesson" else "agreement"
    return {"kind": kind, "record": papers.ids.get((str(key), role)), "text": text}


def phases(seed: Seed) -> Iterator[tuple[str, Values, list[Values]]]:
    """Yield, for each shipped phase, its id, what became of it, and its targets."""
    names = ("year", "course_kind", "quota_source", "classes", "people", "budget")
    for name, line in resource("plans")["phases"].items():
        values: Values = {
            "status": line["status"],
            "evaluation": line.get("evaluation"),
            "evaluation_document": line.get("document"),
        }
        yield _phase_id(name), values, [dict(zip(names, target, strict=True)) for target in line["targets"]]


def _phase_id(name: str) -> str:
    return shipped_id("phase", f"{_SCHEME}/{name}")
