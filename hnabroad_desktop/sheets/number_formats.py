"""Number formats of Excel: which ones show dates, and what a number looks like in the common ones."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|hh|m|mm|s|ss\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_DATE_PARTS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|yyyy|yy|m+|d+|h+|s+|AM/PM|;.*|@|.', re.IGNORECASE)
#: Formats that follow the settings of Windows. The clerks' habit is day first.
_LOCAL_DATES = {"m/d/yy", "mm-dd-yy", "m/d/yyyy", "m/d/yy h:mm"}

#: The formats a file names only by number (ECMA-376, Part 1, 18.8.30).
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "m/d/yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)",
    38: "#,##0 ;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip


@lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Say whether a format shows a number as a date or a time."""
    if code in {"General", "@", ""}:
        return False
    first = _NOT_CODE.sub("", code.split(";")[0])
    return bool(_DATE_LETTERS.search(first)) and not re.search(r"[0#?]", re.sub(r"\.0+|s", "", first))


def is_time_only(code: str) -> bool:
    """Say whether a date format shows no day, month or year."""
    return not re.search(r"[dy]", _NOT_CODE.sub("", code), re.IGNORECASE)


class _Look(NamedTuple):
    """A common number format taken apart."""

    scientific: bool
    places: int
    zeros: int = 0
    grouped: bool = False
    percent: bool = False


@lru_cache(maxsize=1024)
def _look(code: str) -> _Look | None:
    first = _NOT_CODE.sub("", code.split(";")[0]).strip()
    if found := re.fullmatch(r"[#0]*(?:\.(0+))?E\+0+", first, re.IGNORECASE):
        return _Look(True, len(found[1] or ""))
    if found := re.fullmatch(r"(#,##)?(0+|#+)(?:\.(0+))?(%?)", first):
        return _Look(False, len(found[3] or ""), found[2].count("0"), bool(found[1]), bool(found[4]))
    return None


def show_number(value: float, code: str) -> str:
    """Return a number in its format; formats that are not of the common kinds show it in General."""
    look = None if code == "General" else _look(code)
    if look is None:
        return general(value)
    if look.scientific:
        mantissa, _e, exponent = f"{value:.{look.places}E}".partition("E")
        return f"{mantissa}E{int(exponent):+03d}"
    number = value * 100 if look.percent else value
    text = f"{number:{',' if look.grouped else ''}.{look.places}f}"
    whole, point, rest = text.partition(".")
    width = look.zeros if number >= 0 else look.zeros + 1
    return whole.zfill(width) + point + rest + "%" * look.percent


def general(value: float) -> str:
    """Return a number as Excel shows it in General: up to eleven digits, then scientific."""
    if value == int(value) and abs(value) < 1e11:
        return str(int(value))
    if abs(value) >= 1e11 or 0 < abs(value) < 1e-9:
        mantissa, _e, exponent = f"{value:.5E}".partition("E")
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}E{int(exponent):+03d}"
    return f"{value:.10g}"


def show_moment(moment: dt.datetime, code: str) -> str:
    """Return a moment in a date format; names of months and days are shown as numbers."""
    if code.lower() in _LOCAL_DATES or code.startswith("[$-F800]"):
        return f"{moment:%d/%m/%Y}"
    out: list[str] = []
    seen_hours = False
    for part in _DATE_PARTS.findall(code):
        low = part.lower()
        if low.startswith("h") or low in {"[h]", "[hh]"}:
            seen_hours = True
            out.append(f"{moment.hour:0{len(low.strip('[]'))}d}")
        elif low.startswith("m") and seen_hours:
            out.append(f"{moment.minute:0{min(len(low), 2)}d}")
            seen_hours = False
        elif part.startswith(("[", "_", "*", ";", "@")):
            continue
        else:
            out.append(_part(moment, part, low))
    return "".join(out).strip()


def _part(moment: dt.datetime, part: str, low: str) -> str:
    if low.startswith("y"):
        return f"{moment.year:04d}" if len(low) > 2 else f"{moment.year % 100:02d}"
    if low.startswith("m"):
        return f"{moment.month:02d}" if len(low) != 1 else f"{moment.month}"
    if low.startswith("d"):
        return f"{moment.day:02d}" if len(low) != 1 else f"{moment.day}"
    if low.startswith("s"):
        return f"{moment.second:0{min(len(low), 2)}d}"
    if low == "am/pm":
        return "AM" if moment.hour < 12 else "PM"
    if part.startswith('"'):
        return part.strip('"')
    return part[1:] if part.startswith("\\") else part
