"""Finds the table in a sheet: header under titles, in one or two lines, rows of people, other rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.sheets.detect import Grid

_SEARCHED = 60
#: Rows in which a column without heading must show something to count as one.
_LOOKED_INTO = 20
#: Digits that are no year: headings have years ("Xếp loại 2025"), seldom other figures.
_FIGURES = re.compile(r"\b(?!(?:19|20)\d\d\b)\w*\d")
_NUMBERING = re.compile(r"\(?[0-9]{1,2}\)?|\(?[a-zA-Z]\)?|[0-9]{1,2}\s*=.*")
_ROMAN = re.compile(r"[IVXLC]+\.?|[A-ZĐ]\.?")
_COUNTING = re.compile(r"[0-9]{1,5}\.?")
_RUNNING = frozenset({"stt", "tt", "so tt", "so thu tu", "thu tu", "no", "#"})
_FOOTER = re.compile(
    r"(nguoi lap|nguoi tong hop|lap bieu|nguoi khai|thu truong|truong ban\b|giam doc|chu tich\b|tl\.|tm\."
    r"|kt\.|ky ten|\(?ky,|xac nhan|noi nhan|danh sach gom|danh sach nay|ghi chu\s*:"
    r"|.*\bngay\b.*\bthang\b.*\bnam\b|an dinh danh sach)"
)
#: How the example row of a template begins (see blank.py).
_EXAMPLE = "(vi du"
_TOTAL = re.compile(r"(tong so|tong cong|cong\b|tong\s*:|tong$)")

Skip = Literal["title", "group", "numbering", "total", "footer", "header", "example"]

SKIPPED = {
    "title": N_("title above the table"),
    "group": N_("heading of a group"),
    "numbering": N_("numbers of the columns"),
    "total": N_("total"),
    "footer": N_("below the table"),
    "header": N_("header again"),
    "example": N_("example of the template"),
}


@dataclass(frozen=True)
class Column:
    """One column: its place in the sheet and the lines of its heading, from top to bottom."""

    index: int
    parts: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The heading in one line: "Ngày sinh / Nam"."""
        return " / ".join(self.parts)

    @property
    def key(self) -> str:
        """The heading for comparing, without marks, case and signs."""
        return " / ".join(heading_key(part) for part in self.parts)


@dataclass(frozen=True)
class Table:
    """Where the table lies. ``rows`` are the sheet rows with data, ``skipped`` those without and why.

    Rows count from 0, as in the sheet; the header takes the rows from
    ``header_top`` to before ``header_end``.
    """

    header_top: int
    header_end: int
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    skipped: tuple[tuple[int, Skip], ...]
    running: int | None

    def column(self, index: int) -> Column:
        """Return the column at a place of the sheet. Raises KeyError."""
        for column in self.columns:
            if column.index == index:
                return column
        raise KeyError(index)


def heading_key(text: str) -> str:
    """Return a heading for comparing: folded, without signs, what stands in brackets left out."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    return " ".join(re.sub(r"[^\w\s]|_", " ", fold(text)).split()) or fold(text)


def find(grid: Grid, known: Collection[str] | Callable[[str], bool] = ()) -> Table:
    """Return the most likely table of a sheet.

    ``known`` holds the heading keys of the fields that may be imported.
    Raises AppError where no row looks like a header: the user may point to one.
    """
    is_known = known if callable(known) else frozenset(known).__contains__
    best, found = 0.0, -1
    for row in range(min(_SEARCHED, len(grid.texts))):
        score = _header_score(grid, row, is_known)
        if score > best:
            best, found = score, row
    if found < 0:
        raise AppError(
            _(
                "No row of the sheet “{sheet}” looks like the header of a list. Nothing was imported. "
                "Click the row with the headings, or choose another sheet."
            ).format(sheet=grid.sheet.name)
        )
    return at(grid, found, _header_end(grid, found, is_known))


def at(grid: Grid, header_top: int, header_end: int) -> Table:
    """Return the table whose header the user has put at these rows. Raises AppError beyond the sheet."""
    if not 0 <= header_top < header_end <= len(grid.texts):
        raise AppError(_("This row lies outside the sheet. Choose a row with headings."))
    columns = _columns(grid, header_top, header_end)
    running = next((c.index for c in columns if c.key in _RUNNING), None)
    return _with_rows(grid, header_top, header_end, columns, running)


def _header_score(grid: Grid, row: int, is_known: Callable[[str], bool]) -> float:
    filled = [(column, text) for column, text in enumerate(grid.texts[row]) if text.strip()]
    if len(filled) < 2:
        return 0
    keys = [heading_key(text) for _column, text in filled]
    hits = sum(is_known(key) or key in _RUNNING for key in keys)
    words = sum(
        bool(re.search(r"[a-z]", key)) and not _FIGURES.search(key) and len(key) <= 60 for key in keys
    )
    distinct = len(set(keys)) / len(keys)
    if words < len(keys) * 0.6 or distinct < 0.7:
        return 0
    below = sum(
        1
        for other in range(row + 1, min(row + 6, len(grid.texts)))
        if sum(bool(t.strip()) for t in grid.texts[other]) >= max(2, len(filled) // 2)
    )
    # Known headings count most; then width, and that something as wide follows.
    return hits * 10 + words + below * 0.5 if hits or below >= 1 else 0


def _header_end(grid: Grid, top: int, is_known: Callable[[str], bool]) -> int:
    end = top + 1
    for area in grid.sheet.merged:
        if area.top == top and area.bottom <= top + 3 and area.bottom - area.top > 1:
            end = max(end, area.bottom)
    while end < min(top + 3, len(grid.texts)) and _continues(grid, top, end, is_known):
        end += 1
    return end


def _continues(grid: Grid, top: int, row: int, is_known: Callable[[str], bool]) -> bool:
    filled = {column: text for column, text in enumerate(grid.texts[row]) if text.strip()}
    if not filled or any(re.search(r"\d{3}", text) for text in filled.values()):
        return False
    above = {column for column, text in enumerate(grid.texts[top]) if text.strip()}
    spanned = {
        column
        for area in grid.sheet.merged
        if area.top == top and area.right - area.left > 1
        for column in range(area.left, area.right)
    }
    new = filled.keys() - above
    if spanned and filled.keys() <= spanned | new:
        return True
    keys = [heading_key(text) for text in filled.values()]
    return bool(new) and len(filled) < len(above) and all(is_known(k) or k in {"nam", "nu"} for k in keys)


def _columns(grid: Grid, top: int, end: int) -> tuple[Column, ...]:
    width = max(map(len, grid.texts), default=0)
    headings: list[list[str]] = [[] for _column in range(width)]
    for row in range(top, end):
        spread = ""
        for column in range(width):
            text = " ".join(grid.text(row, column).split())
            area = grid.sheet.area(row, column)
            if area is not None:
                text = " ".join(grid.text(area.top, area.left).split()) if area.top >= top else text
            elif not text and not grid.sheet.merged and row < end - 1 and grid.text(end - 1, column).strip():
                # Without merged cells the upper heading stands over the first of its columns only.
                text = spread
            spread = text
            if text and text not in headings[column][-1:]:
                headings[column].append(text)
    return tuple(
        Column(index, tuple(parts))
        for index, parts in enumerate(headings)
        if parts or any(grid.text(row, index).strip() for row in range(end, end + _LOOKED_INTO))
    )


def _with_rows(grid: Grid, top: int, end: int, columns: tuple[Column, ...], running: int | None) -> Table:
    places = [column.index for column in columns]
    header = {column.index: column.parts for column in columns}
    skipped: list[tuple[int, Skip]] = [(row, "title") for row in range(top) if any(grid.texts[row])]
    rows: list[int] = []
    counted = running is not None and _is_counted(grid, end, running)
    pending: list[tuple[int, Skip]] = []
    for row in range(end, len(grid.texts)):
        cells = grid.texts[row]
        is_numbered = counted and running is not None and running < len(cells) and cells[running].isdecimal()
        if is_numbered and len(cells) - cells.count("") > 1:
            rows.append(row)
            continue
        filled = {c: text for c in places if (text := grid.text(row, c).strip() or _lost(grid, row, c))}
        if not filled and not any(text.strip() for text in grid.texts[row]):
            continue
        skip = _skip(filled, header, running if counted else None, row == end + len(pending), len(places))
        if skip:
            pending.append((row, skip))
            continue
        rows.append(row)
    # What follows the last row of data stands below the table, whatever it looks like.
    last = rows[-1] if rows else end
    skipped += [
        (row, skip if row < last or skip in {"total", "example"} else "footer") for row, skip in pending
    ]
    return Table(top, end, columns, tuple(rows), tuple(sorted(skipped)), running)


def _lost(grid: Grid, row: int, column: int) -> str:
    # A formula without its result is filled all the same: its row must be told about, not passed over.
    return "=" if grid.sheet.cell(row, column).lost else ""


def _is_counted(grid: Grid, end: int, running: int) -> bool:
    marks = [grid.text(row, running).strip() for row in range(end, len(grid.texts))]
    return sum(bool(_COUNTING.fullmatch(mark)) for mark in marks) >= 1


def _skip(
    filled: dict[int, str],
    header: dict[int, tuple[str, ...]],
    running: int | None,
    first: bool,
    width: int,
) -> Skip | None:
    texts = list(filled.values())
    if fold(texts[0] if texts else "").startswith(_EXAMPLE):
        return "example"
    mark = filled.get(running, "") if running is not None else ""
    rest = [text for column, text in filled.items() if column != running]
    folded = fold(texts[0]) if texts else ""
    if len(texts) > 1 and all(text in header.get(column, ()) for column, text in filled.items()):
        return "header"
    if first and len(texts) > 1 and width > 2 and all(map(_NUMBERING.fullmatch, texts)):
        return "numbering"
    sparse = len(texts) <= max(2, width // 3)
    counted = bool(_COUNTING.fullmatch(mark))
    if not counted and (_TOTAL.match(folded) or (rest and _TOTAL.match(fold(rest[0])))):
        return "total"
    if not counted and sparse and any(_FOOTER.match(fold(text)) for text in texts):
        return "footer"
    if running is None:
        return "group" if len(texts) == 1 and width > 3 else None
    if counted:
        return None if rest else "footer"
    if len(rest) <= 1 and width > 2 and (_ROMAN.fullmatch(mark) or not mark or not rest):
        return "group"
    return None
