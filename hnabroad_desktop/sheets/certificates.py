"""Reads what lists write in a column "Ngoại ngữ": IELTS 6.0, Tiếng Anh B1, JLPT N3 (12/2024)."""

from __future__ import annotations

import re
from types import MappingProxyType

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.fields import UNMATCHED, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.sheets import words
from hnabroad_desktop.sheets.matching import Vocabulary
from hnabroad_desktop.sheets.reads import NOTHING, Option, Read

_APART = re.compile(r"[;\n]+")
_DAY = re.compile(r"\(?\b(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\)?")
_NONE = frozenset({"khong", "0", "-", "chua co", "khong co"})
_LEVEL = re.compile(r"(?:bac|b)?\s*([1-6])(?:\s*/\s*6)?")

Certificate = dict[str, Stored]


def read(text: str, vocabulary: Vocabulary) -> Read:
    """Return the rows of the table of certificates a text gives; the value is the text."""
    if not text.strip() or fold(text) in _NONE:
        return NOTHING
    rows: list[Certificate] = []
    doubtful: list[str] = []
    for piece in filter(None, map(words.tidy, _APART.split(text))):
        row = _certificate(piece, vocabulary)
        rows.append(row)
        if str(row["language"]).startswith(UNMATCHED):
            doubtful.append(piece)
    lines = tuple(Row(MappingProxyType(row)) for row in rows)
    if not doubtful:
        return Read(text, lines=lines)
    reason = _("The language of “{text}” is not told. The text is kept and waits to be matched.")
    languages = tuple(Option(e.value, e.label) for e in vocabulary.catalogue("language").entries[:8])
    return Read(text, "amber", reason.format(text="; ".join(doubtful)), languages, lines=lines)


def _certificate(piece: str, vocabulary: Vocabulary) -> Certificate:
    row: Certificate = {}
    if day := _DAY.search(piece):
        try:
            row["issue_date"] = dates.parse_day(day[1])
            piece = words.tidy(piece.replace(day[0], " "))
        except ValueError:
            pass
    if found := vocabulary.catalogue("certificate_type").begins(piece):
        entry, rest = found
        language = entry.more.get("language") or UNMATCHED + piece
        return {**row, "language": language, "type": entry.value} | _score(rest)
    if found := vocabulary.catalogue("language").begins(piece):
        entry, rest = found
        return {**row, "language": entry.value} | _level(rest, vocabulary)
    return {**row, "language": UNMATCHED + piece}


def _score(rest: str) -> Certificate:
    score = rest.strip(" :-()").replace(",", ".")
    return {"score": score} if score else {}


def _level(rest: str, vocabulary: Vocabulary) -> Certificate:
    rest = rest.strip(" :-(),")
    found = vocabulary.catalogue("language_level").find(rest)
    if found and found[0].value.isdecimal():
        return {"level": int(found[0].value)}
    if bare := _LEVEL.fullmatch(fold(rest)):
        return {"level": int(bare[1])}
    return {"score": rest} if rest else {}
