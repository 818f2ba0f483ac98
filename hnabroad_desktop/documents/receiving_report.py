"""The report on packages received in one sitting: each with its code and result, then what is not settled."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from hnabroad_desktop.base.paths import RESOURCES
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.documents import compose
from hnabroad_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Grid,
    HeadCell,
    Part,
    Space,
    Span,
    Table,
    Text,
)
from hnabroad_desktop.documents.profiles import Profile

Outcome = Literal["taken", "already", "waiting", "refused"]

#: Columns of words; all others are figures and codes.
_WORDS = {"sender", "note", "record", "field", "ours", "theirs"}


@dataclass(frozen=True)
class ReceivedFacts:
    """One package: who sent it (or the name of its file), its code, what became of it, and how much.

    ``open`` are places not settled; ``asked`` what somebody has to look at besides; ``reason`` is the
    short name of a refusal.
    """

    sender: str
    number: int
    code: str
    outcome: Outcome
    new: int = 0
    changed: int = 0
    merged: int = 0
    open: int = 0
    asked: int = 0
    reason: str = ""
    file: str = ""


@dataclass(frozen=True)
class OpenPoint:
    """One place that is not settled: both values, and below each where and when it was written.

    ``field`` is "" where deletion itself is the question; then None stands for a deleted record.
    """

    record: str
    field: str
    ours: str | None
    theirs: str | None
    ours_from: str = ""
    theirs_from: str = ""


@dataclass(frozen=True)
class ReceivingFacts:
    """What stands on the report."""

    unit: str
    person: str
    when: str
    packages: tuple[ReceivedFacts, ...]
    points: tuple[OpenPoint, ...] = ()
    practice: bool = False


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    told = json.loads((RESOURCES / "documents" / "exchange.json").read_text("utf-8"))
    words: dict[str, Any] = told["receiving_report"]
    return words


def build_receiving_report(facts: ReceivingFacts, profile: Profile) -> Document:
    """Return the report, on wide pages."""
    told = _words()
    count = Counter[str](package.outcome for package in facts.packages)
    blocks: list[Block] = [
        compose.line("issuer", facts.unit.upper()),
        Space(3),
        compose.line("wide_title", told["title"]),
        compose.line("wide_ref", told["when"].format(when=facts.when, person=facts.person)),
        Space(4),
        _table(told["columns"], [_package(n, p, told) for n, p in enumerate(facts.packages, 1)], profile),
        Text("wide_total", (Span(_total(told, count)),)),
    ]
    if facts.points:
        rows = [_point(n, point, told) for n, point in enumerate(facts.points, 1)]
        blocks += [
            Space(3),
            Text("wide_total", (Span(told["points_title"], bold=True),), -1),
            Space(1.5),
            _table(told["points"], rows, profile),
        ]
    blocks += [Space(5), _signatures(told, profile)]
    part = Part("receiving_report", tuple(blocks), profile.margins(wide=True), wide=True)
    return Document(title=told["title"], profile=profile, parts=(part,), practice=facts.practice)


def _total(told: Mapping[str, Any], count: Mapping[str, int]) -> str:
    numbers = {name: f"{count.get(name, 0):02d}" for name in told["outcomes"]}
    return str(told["total"].format(all=f"{sum(count.values()):02d}", **numbers))


def _package(place: int, package: ReceivedFacts, told: Mapping[str, Any]) -> tuple[str, ...]:
    figures = (package.new, package.changed, package.merged, package.open, package.asked)
    note = told["reasons"].get(package.reason, told["other_reason"]) if package.reason else ""
    return (
        str(place),
        package.sender or package.file,
        f"{package.number:02d}" if package.number else "",
        package.code,
        told["outcomes"][package.outcome],
        *(show_number(figure) if package.outcome in ("taken", "waiting") else "" for figure in figures),
        note,
    )


def _point(place: int, point: OpenPoint, told: Mapping[str, Any]) -> tuple[str, ...]:
    def side(value: str | None, source: str) -> str:
        nothing = told["empty"] if point.field else told["kept"]
        words = told["deleted"] if value is None else value or nothing
        return f"{words}\n{source}" if source else words

    return (
        str(place),
        point.record,
        point.field or told["deletion"],
        side(point.ours, point.ours_from),
        side(point.theirs, point.theirs_from),
    )


def _table(
    columns: Sequence[tuple[str, str, float]], rows: Sequence[tuple[str, ...]], profile: Profile
) -> Table:
    spare = compose.text_width(profile, wide=True) - sum(width for _key, _label, width in columns)
    flexible = sum(1 for _key, _label, width in columns if not width)
    return Table(
        columns=tuple(
            Column(key, width or spare / flexible, "left" if key in _WORDS else "center")
            for key, _label, width in columns
        ),
        head=tuple(HeadCell(label, 0, place) for place, (_key, label, _width) in enumerate(columns)),
        head_rows=1,
        rows=tuple(rows),
        head_style="wide_head",
        cell_style="wide_cell",
        keep_next=1,
    )


def _signatures(told: Mapping[str, Any], profile: Profile) -> Grid:
    half = compose.text_width(profile, wide=True) / 2

    def side(who: str) -> tuple[Block, ...]:
        return (
            compose.line("capacity", told[who]),
            Text("wide_ref", (Span(told[f"{who}_note"]),)),
            Space(22),
        )

    return Grid((half, half), ((side("person"), side("head")),))
