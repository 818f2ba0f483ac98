"""The two papers of the exchange: the signed sheet of a unit's card, and the delivery note of a package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.paths import RESOURCES
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.documents import compose
from hnabroad_desktop.documents.blocks import (
    Block,
    Box,
    Column,
    Document,
    Grid,
    HeadCell,
    Part,
    Picture,
    Rule,
    Space,
    Span,
    Table,
    Text,
)
from hnabroad_desktop.documents.profiles import Profile

#: Width of the QR code in millimetres: its 61 modules are then wide enough for any scanner.
_QR = 48.0
_LABELS = 48.0


@dataclass(frozen=True)
class UnitCardFacts:
    """What stands on the sheet of a card.

    ``digits`` are the 30 digits; ``former`` those of the card it replaces, ""
    for none; ``qr`` is a PNG picture; ``file`` the name of the card file.
    """

    name: str
    code: str
    made: str
    digits: str
    qr: bytes
    file: str
    former: str = ""
    practice: bool = False


@dataclass(frozen=True)
class DeliveryFacts:
    """What stands on a delivery note.

    ``scope`` names what was chosen to be sent, empty for all there is; ``counts`` are kinds of records
    with their number; ``packed`` day and hour in words; ``card`` the digits of the sender's card.
    """

    number: int
    sender: str
    receivers: tuple[str, ...]
    scope: tuple[str, ...]
    packed: str
    person: str
    file: str
    size: int
    sha256: str
    code: str
    card: str
    counts: tuple[tuple[str, int], ...]
    practice: bool = False


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    told: dict[str, Any] = json.loads((RESOURCES / "documents" / "exchange.json").read_text("utf-8"))
    return told


def build_unit_card(facts: UnitCardFacts, profile: Profile) -> Document:
    """Return the sheet that is signed, stamped and handed over with the card file."""
    told = _words()["unit_card"]
    given = {
        "name": facts.name,
        "code": facts.code,
        "made": dates.show(facts.made),
        "file": facts.file,
    }
    left: list[Block] = _facts(told["facts"], given)
    left += [Space(4), line_of(told["digits_title"], bold=True), Space(1.5), *_digits(facts.digits)]
    if facts.former:
        left.append(line_of(told["replaces"].format(digits=grouped(facts.former[-10:])), italic=True))
    right: list[Block] = [
        Picture(facts.qr, _QR, told["scan_words"], "center"),
        Text("wide_head", (Span(told["scan"], bold=False),)),
    ]
    width = compose.text_width(profile)
    blocks: list[Block] = [
        _letterhead(facts.name, profile),
        Space(6),
        compose.line("type_name", told["title"]),
        compose.line("summary", told["summary"]),
        Space(5),
        Grid((width - _QR - 4, _QR + 4), ((tuple(left), tuple(right)),)),
        Space(4),
        Text("body", (Span(told["lead"]),), -1),
        *(Text("body", (Span(step),)) for step in told["steps"]),
        Text("body", (Span(told["lost"], italic=True),)),
        Space(4),
        _signature(told, profile, facts.made),
    ]
    title = f"{told['title']} {facts.name}"
    return _document(title, "unit_card", blocks, profile, practice=facts.practice)


def build_delivery_note(facts: DeliveryFacts, profile: Profile) -> Document:
    """Return the note that goes with a package and is signed by both sides (features.md M11)."""
    told = _words()["delivery_note"]
    given = {
        "sender": facts.sender,
        "receivers": "; ".join(facts.receivers),
        "scope": "; ".join(told["scopes"].get(name, name) for name in facts.scope) or told["everything"],
        "packed": facts.packed,
        "person": facts.person,
        "file": facts.file,
        "size": told["size_words"].format(count=show_number(-(-facts.size // 1000))),
        "sha256": facts.sha256[:12],
        "card": grouped(facts.card),
    }
    blocks: list[Block] = [
        _letterhead(facts.sender, profile),
        Space(6),
        compose.line("type_name", told["title"]),
        compose.line("summary", told["summary"].format(number=f"{facts.number:02d}")),
        Space(5),
        *_facts(told["facts"], given),
        Space(4),
        compose.line("summary", told["code_title"]),
        Space(1),
        Box("type_name", facts.code, 60, 11),
        Space(1),
        Text("wide_head", (Span(told["code_note"], bold=False),)),
        Space(4),
        line_of(told["counts_title"], bold=True),
        Space(1.5),
        _counts(told, facts, profile),
        Space(6),
        _both_signatures(told, profile),
    ]
    title = f"{told['title']} {facts.number:02d}"
    return _document(title, "delivery_note", blocks, profile, practice=facts.practice)


def grouped(digits: str) -> str:
    """Return digits in groups of five, as they stand on paper."""
    return " ".join(digits[start : start + 5] for start in range(0, len(digits), 5))


def line_of(text: str, *, bold: bool | None = None, italic: bool | None = None) -> Text:
    """Return a line of small print that stays with what follows."""
    return Text("table_cell", (Span(text, bold=bold, italic=italic),), -1)


def _facts(labels: Mapping[str, str], given: Mapping[str, str]) -> list[Block]:
    return [
        Text("table_cell", (Span(f"{label}: "), Span(given[name], bold=True)), -1)
        for name, label in labels.items()
        if given[name]
    ]


def _digits(digits: str) -> list[Block]:
    # The last two groups are what is typed: they stand apart and bold.
    first, last = grouped(digits[:15]), grouped(digits[15:20])
    return [
        Text("nation", (Span(first, bold=False),), -1),
        Text("nation", (Span(f"{last} ", bold=False), Span(grouped(digits[20:]), bold=True)), -1),
    ]


def _letterhead(name: str, profile: Profile) -> Grid:
    left: list[Block] = [compose.line("issuer", name.upper())]
    mark = profile.text("issuer.mark")
    if mark == "line":
        left.append(Rule("issuer", name.upper(), profile.number("line.issuer")))
    else:
        left.append(compose.line("issuer_mark", mark))
    nation, motto = profile.text("letterhead.right_head"), profile.text("letterhead.right_second")
    right: list[Block] = [compose.line("nation", nation)]
    right += [compose.line("motto", motto)] if motto else []
    right.append(Rule("motto" if motto else "nation", motto or nation, profile.number("line.nation")))
    part = profile.number("letterhead.left")
    widths = (part, compose.text_width(profile) - part)
    return Grid(widths, ((tuple(left), tuple(right)),))


def _signature(told: Mapping[str, Any], profile: Profile, day: str) -> Grid:
    right: tuple[Block, ...] = (
        compose.line("place_date", compose.place_and_date("Hà Nội", "", day, profile)),
        compose.line("capacity", told["signature"]),
        Text("place_date", (Span(told["signature_note"]),)),
        Space(24),
    )
    half = compose.text_width(profile) / 2
    return Grid((half - 5, half + 5), (((), right),))


def _both_signatures(told: Mapping[str, Any], profile: Profile) -> Grid:
    half = compose.text_width(profile) / 2

    def side(who: str) -> tuple[Block, ...]:
        return (
            Text("place_date", (Span(told["day"]),)),
            compose.line("capacity", told[who]),
            Text("place_date", (Span(told["signature_note"]),)),
            Space(24),
        )

    return Grid((half, half), ((side("given"), side("taken")),))


def _counts(told: Mapping[str, Any], facts: DeliveryFacts, profile: Profile) -> Block:
    named: dict[str, int] = {}
    for kind, count in facts.counts:
        what = told["kinds"].get(kind, told["other_kind"])
        named[what] = named.get(what, 0) + count
    rows = tuple((str(place), what, show_number(n)) for place, (what, n) in enumerate(named.items(), 1))
    if not rows:
        return line_of(told["nothing"], italic=True)
    fixed = sum(width for _key, _label, width in told["columns"])
    columns = tuple(
        Column(key, width or compose.text_width(profile) - fixed, "left" if key == "what" else "center")
        for key, _label, width in told["columns"]
    )
    return Table(
        columns=columns,
        head=tuple(HeadCell(label, 0, place) for place, (_key, label, _width) in enumerate(told["columns"])),
        head_rows=1,
        rows=rows,
        head_style="table_head",
        cell_style="table_cell",
        keep_next=1,
    )


def _document(title: str, name: str, blocks: list[Block], profile: Profile, *, practice: bool) -> Document:
    part = Part(name, tuple(blocks), profile.margins())
    return Document(title=title, profile=profile, parts=(part,), practice=practice)
