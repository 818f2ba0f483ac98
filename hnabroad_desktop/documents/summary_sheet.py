"""The phiếu tóm tắt cán bộ: one page on a person for the leader's table, never two (features.md A12)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.paths import RESOURCES
from hnabroad_desktop.base.pictures import size_of
from hnabroad_desktop.documents import compose
from hnabroad_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Grid,
    HeadCell,
    Part,
    Picture,
    Space,
    Span,
    Table,
    Text,
)
from hnabroad_desktop.documents.pdf import page_count
from hnabroad_desktop.documents.profiles import PAGE_SHORT, Margins, Profile

#: A cell longer than this, in letters, is cut: no single entry may push the others off the page.
_LONGEST = 180
_LONGEST_FACT = 90
#: The photo of 4 x 6 in three quarters, the room beside it, and between columns, in millimetres.
_PHOTO, _TALLEST, _BESIDE, _BETWEEN = 30.0, 45.0, 5.0, 4.0
_MARGINS = Margins(top=15, bottom=12, left=25, right=15)


@dataclass(frozen=True)
class SummaryFacts:
    """What stands on the sheet: facts by name, and histories by name, newest first, cells by column.

    ``as_of`` is the day (ISO) the facts are told for; ``photo`` a JPEG or PNG that is whole, or nothing.
    """

    facts: Mapping[str, str]
    histories: Mapping[str, tuple[Mapping[str, str], ...]]
    as_of: str
    practice: bool = False
    photo: bytes = b""


@lru_cache(maxsize=1)
def template() -> Mapping[str, Any]:
    """Return the words, columns and order of the sheet."""
    told: dict[str, Any] = json.loads((RESOURCES / "documents" / "summary_sheet.json").read_text("utf-8"))
    return told


def build_summary_sheet(facts: SummaryFacts, profile: Profile) -> Document:
    """Return the sheet, the longest histories shortened from their oldest end until it is one page."""
    shown = {name: len(facts.histories.get(name, ())) for name in template()["histories"]}
    document = _sheet(facts, profile, shown)
    while page_count(document) > 1 and any(shown.values()):
        longest = max(shown, key=lambda name: shown[name])
        shown[longest] -= 1
        document = _sheet(facts, profile, shown)
    return document


def _sheet(facts: SummaryFacts, profile: Profile, shown: Mapping[str, int]) -> Document:
    told = template()
    blocks: list[Block] = [
        compose.line("type_name", told["title"]),
        compose.line("number", told["as_of"].format(day=dates.show(facts.as_of))),
        Space(3),
        _facts(facts, told),
    ]
    for name, history in told["histories"].items():
        blocks += _history(history, facts.histories.get(name, ()), shown[name], told)
    part = Part("summary_sheet", tuple(blocks), _MARGINS)
    title = f"{told['title']} {facts.facts.get('full_name', '')}".strip()
    return Document(title=title, profile=profile, parts=(part,), practice=facts.practice)


def _width() -> float:
    return PAGE_SHORT - _MARGINS.left - _MARGINS.right


def _facts(facts: SummaryFacts, told: Mapping[str, Any]) -> Grid:
    given = {**facts.facts, "sex": told["sexes"].get(facts.facts.get("sex", ""), "")}
    width = _width() - (_PHOTO + _BESIDE if facts.photo else 0)
    cells = [
        Text("recipient", (Span(f"{label}: "), Span(_cut(given[name], _LONGEST_FACT), bold=True)))
        for name, label in told["facts"].items()
        if given.get(name)
    ]
    half = (len(cells) + 1) // 2
    rows = tuple((tuple(cells[i : i + 1]), (), tuple(cells[half + i : half + i + 1])) for i in range(half))
    column = (width - _BETWEEN) / 2
    told_facts = Grid((column, _BETWEEN, column), rows)
    if not facts.photo:
        return told_facts
    across, down = size_of(facts.photo)
    # Whatever its shape, the photo stays within 30 x 45 mm.
    picture = Picture(facts.photo, min(_PHOTO, _TALLEST * across / down), told["photo"])
    return Grid((_PHOTO + _BESIDE, width), (((picture,), (told_facts,)),))


def _history(
    history: Mapping[str, Any], entries: tuple[Mapping[str, str], ...], count: int, told: Mapping[str, Any]
) -> list[Block]:
    heading: list[Block] = [Space(2.5), Text("recipient", (Span(history["title"], bold=True),), -1)]
    earlier = told["earlier"].format(count=f"{len(entries) - count:02d}")
    if not entries:
        return [*heading, Text("recipient", (Span(told["none"], italic=True),))]
    rest: list[Block] = [Text("recipient", (Span(earlier, italic=True),))] if count < len(entries) else []
    if not count:
        return [*heading, *rest]
    fixed = sum(width for _key, _label, width in history["columns"])
    columns = tuple(Column(key, width or _width() - fixed) for key, _label, width in history["columns"])
    table = Table(
        columns=columns,
        head=tuple(HeadCell(label, 0, i) for i, (_key, label, _width) in enumerate(history["columns"])),
        head_rows=1,
        rows=tuple(tuple(_cut(e.get(c.key, ""), _LONGEST) for c in columns) for e in entries[:count]),
        head_style="wide_head",
        cell_style="wide_cell",
    )
    return [*heading, Space(0.8), table, *rest]


def _cut(text: str, most: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
