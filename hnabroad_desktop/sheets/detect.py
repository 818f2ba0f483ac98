"""Which encoding each cell is in: by its font, by its own letters, by its column; and what it says then."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from hnabroad_desktop.base.collector import paused
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.sheets import legacy
from hnabroad_desktop.sheets.cells import Cell, Sheet
from hnabroad_desktop.sheets.syllables import is_syllable

#: What a cell can be in. "unicode" needs no decoding, "decomposed" only composition (NFC).
NAMES = {
    "unicode": N_("Unicode"),
    "decomposed": N_("Decomposed Unicode"),
    "tcvn3": N_("TCVN3 (ABC)"),
    "vni": N_("VNI-Windows"),
    "cp1258": N_("Windows code page 1258"),
    "viscii": N_("VISCII"),
}

_REASONS = {
    "chosen": N_("chosen for the column"),
    "font": N_("by the font {font}"),
    "letters": N_("it holds letters that only Unicode has"),
    "statistics": N_("by its letters"),
    "column": N_("as the other cells of the column"),
    "plain": N_("it has no letter in doubt"),
}

_REAL = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_MARK = re.compile("[\u0300-\u036f]")
_HIGH = re.compile(r"[^\x00-\x7f]|[\x01-\x06\x11-\x17\x19\x1e]")
# Typographic signs prove nothing: every font shows them.
_SIGNS = dict.fromkeys(map(ord, "“”‘’„–—…•\u00a0"), " ")
#: Characters no Vietnamese text in Unicode has.
_FOREIGN = re.compile("[^\x00-\x7fÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý“”‘’„–—…•\u00a0]")
_OF_VIETNAMESE = re.compile("[ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý]")


class Decision(NamedTuple):
    """What one cell says.

    ``text`` is what was meant, as its font shows it; ``cased`` the same with the
    letter case that lies under a capital font. ``sure`` is False where other
    readings are as likely.
    """

    text: str
    encoding: str = "unicode"
    reason: str = "plain"
    cased: str = ""
    sure: bool = True
    font: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether the cell looks different before and after."""
        return self.encoding != "unicode"

    def explain(self) -> str:
        """Return encoding and reason in the language of the screen."""
        reason = _(_REASONS[self.reason]).format(font=self.font)
        return f"{_(NAMES[self.encoding])}: {reason}"


def decide(text: str, font: str = "", *, chosen: str = "", usual: str = "") -> Decision:
    """Return what ``text``, as Excel shows it in ``font``, means.

    ``chosen`` is an encoding the user has set and is obeyed; ``usual`` is that
    of the cells around and decides between readings that are equally likely.
    """
    if chosen:
        return _read(text, font, chosen, "chosen")
    if not _HIGH.search(text):
        # Capital fonts show plain letters as capitals, too.
        return _read(text, font, "tcvn3", "font") if _is_capital(font) else Decision(text)
    if _REAL.search(text):
        encoding = "decomposed" if _MARK.search(text) else "unicode"
        return _read(text, font, encoding, "letters")
    if _MARK.search(text):
        return _read(text, font, "decomposed", "letters")
    by_font = _font_encoding(font)
    if by_font:
        return _by_font(text, font, by_font)
    found, sure = _likely(text)
    if not sure and usual and usual in found:
        return _read(text, font, usual, "column")
    return _read(text, font, found[0], "statistics", sure)


def _by_font(text: str, font: str, encoding: str) -> Decision:
    # A font name may have stayed behind when the text was converted to Unicode.
    if not _FOREIGN.search(text) and _score(text, "unicode") == 1:
        beyond = encoding == "tcvn3" and legacy.is_beyond_fonts(text)
        if beyond or _score(text, encoding) < 1:
            return _read(text, font, "unicode", "statistics", False)
    return _read(text, font, encoding, "font")


def _read(text: str, font: str, encoding: str, reason: str, sure: bool = True) -> Decision:
    if encoding in {"unicode", "decomposed"}:
        return Decision(unicodedata.normalize("NFC", text), encoding, reason, "", sure, font)
    cased = legacy.decode_of_fonts(text) if encoding == "tcvn3" else legacy.decode(text, encoding)
    if encoding == "tcvn3" and _is_capital(font):
        return Decision(cased.upper(), encoding, reason, cased, sure, font)
    return Decision(cased, encoding, reason, "", sure, font)


def _likely(text: str) -> tuple[list[str], bool]:
    """Return the best readings of a text without other evidence, and whether there is only one."""
    if not _HIGH.search(text.translate(_SIGNS)):
        return ["unicode"], True
    scores = {encoding: _score(text, encoding) for encoding in ("unicode", *legacy.ENCODINGS)}
    best = max(scores.values())
    if best == 0:
        return ["unicode"], False
    found = [encoding for encoding, score in scores.items() if score == best]
    if found[0] == "unicode":
        # A reading that changes nothing is no other reading.
        found = ["unicode", *(e for e in found[1:] if legacy.decode(text, e) != text)]
    return found, len(found) == 1


@lru_cache(maxsize=16384)
def _score(text: str, encoding: str) -> float:
    """Return which part of the words with letters in doubt are syllables in this reading."""
    plain = text.translate(_SIGNS) if encoding == "unicode" else text
    words = [word for word in plain.split(" ") if _HIGH.search(word)]
    if not words:
        return 1.0
    return sum(_is_word(word, encoding) for word in words) / len(words)


@lru_cache(maxsize=16384)
def _is_word(word: str, encoding: str) -> bool:
    decoded = word if encoding == "unicode" else legacy.decode(word, encoding)
    if encoding == "unicode" and not _OF_VIETNAMESE.search(word):
        return False
    syllables = re.findall(r"[^\W\d_]+", decoded)
    stray = re.sub(r"[\w\s.,;:()/\\\-+'\"“”‘’–—…•!?&%*\[\]]", "", decoded)
    return bool(syllables) and not stray and all(map(is_syllable, syllables))


@dataclass(frozen=True)
class Grid:
    """A sheet whose texts are decoded; ``texts`` has the shape of ``sheet.rows``.

    ``decided`` holds the decision of every cell that is not plain Unicode
    beyond doubt, ``usual`` the encoding most cells of a column are in.
    """

    sheet: Sheet
    texts: tuple[tuple[str, ...], ...]
    decided: Mapping[tuple[int, int], Decision]
    usual: Mapping[int, str]
    chosen: Mapping[int, str]

    def text(self, row: int, column: int) -> str:
        """Return a decoded text, "" outside the used part."""
        cells = self.texts[row] if 0 <= row < len(self.texts) else ()
        return cells[column] if 0 <= column < len(cells) else ""

    @cached_property
    def cased_columns(self) -> dict[int, dict[int, str]]:
        """The texts whose letter case a capital font hides, by column and row."""
        found: dict[int, dict[int, str]] = {}
        for (row, column), decision in self.decided.items():
            if decision.cased:
                found.setdefault(column, {})[row] = decision.cased
        return found

    def cased(self, row: int, column: int) -> str:
        """Return a decoded text with the letter case under a capital font."""
        decision = self.decided.get((row, column))
        return decision.cased if decision and decision.cased else self.text(row, column)

    def decoded_columns(self, rows: Container[int]) -> dict[int, str]:
        """Return the columns of which any cell in ``rows`` was decoded, with their usual encoding."""
        found: dict[int, Counter[str]] = {}
        for (row, column), decision in self.decided.items():
            if decision.is_changed and row in rows and self.sheet.cell(row, column).value != decision.text:
                found.setdefault(column, Counter())[decision.encoding] += 1
        return {column: counts.most_common(1)[0][0] for column, counts in sorted(found.items())}


@paused
def read_sheet(sheet: Sheet, chosen: Mapping[int, str] | None = None) -> Grid:
    """Decode every cell of a sheet; ``chosen`` are encodings the user set for whole columns."""
    chosen = dict(chosen or {})
    decided: dict[tuple[int, int], Decision] = {}
    texts: list[list[str]] = []
    doubtful: list[tuple[int, int]] = []
    votes: Counter[tuple[int, str]] = Counter()
    for row, cells in enumerate(sheet.rows):
        line = []
        for column, cell in enumerate(cells):
            if cell.kind != "text":
                line.append(sheet.shown(cell) if cell.kind else "")
                continue
            text = str(cell.value)
            if text.isascii() and text.isprintable() and not _is_capital(cell.font):
                line.append(text)
                continue
            decision = _cached(text, cell.font, chosen.get(column, ""))
            line.append(decision.text)
            if decision.reason == "plain":
                continue
            if decision.sure:
                votes[column, decision.encoding] += 1
            else:
                doubtful.append((row, column))
            if decision.encoding != "unicode" or decision.reason == "statistics":
                decided[row, column] = decision
        texts.append(line)
    usual, everywhere = _elected(votes)
    for row, column in doubtful:
        around = usual.get(column, everywhere)
        cell = sheet.cell(row, column)
        decision = decide(str(cell.value), cell.font, usual=around)
        decided[row, column] = decision
        texts[row][column] = decision.text
    return Grid(sheet, tuple(map(tuple, texts)), decided, usual, chosen)


def _elected(votes: Counter[tuple[int, str]]) -> tuple[dict[int, str], str]:
    """Return the encoding most sure cells of each column are in, and of the whole sheet."""
    by_column: dict[int, Counter[str]] = {}
    everywhere: Counter[str] = Counter()
    for (column, encoding), count in votes.items():
        by_column.setdefault(column, Counter())[encoding] += count
        everywhere[encoding] += count
    usual = {column: found.most_common(1)[0][0] for column, found in by_column.items()}
    return usual, everywhere.most_common(1)[0][0] if everywhere else ""


_is_capital = lru_cache(maxsize=256)(legacy.is_capital_font)
_font_encoding = lru_cache(maxsize=256)(legacy.font_encoding)


@lru_cache(maxsize=32768)
def _cached(text: str, font: str, chosen: str) -> Decision:
    return decide(text, font, chosen=chosen)


def samples(grid: Grid, column: int, most: int = 3) -> list[tuple[str, str]]:
    """Return pairs before and after of a column, for the user to judge."""
    pairs: dict[str, str] = {}
    for cell, text in _column(grid, column):
        if cell.kind == "text" and str(cell.value) != text and len(pairs) < most:
            pairs[str(cell.value)] = text
    return list(pairs.items())


def _column(grid: Grid, column: int) -> Iterable[tuple[Cell, str]]:
    for row in range(len(grid.texts)):
        yield grid.sheet.cell(row, column), grid.text(row, column)
