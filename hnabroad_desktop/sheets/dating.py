"""Dates of cells: serial numbers of both systems, texts in either order, and no more than is known."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.sheets import number_formats
from hnabroad_desktop.sheets.cells import Cell, serial_moment

Order = Literal["dmy", "mdy", "swapped"]

_TWO_NUMBERS = re.compile(r"\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?:\s+[\d:]+)?\s*")
#: What most cells hold; read here, because the other ways are slow for thousands of cells.
_PAIRS = re.compile(
    r"^[ \t]*(\d{1,2})[ \t]*[-/.][ \t]*(\d{1,2})[ \t]*[-/.][ \t]*(?:\d{4}|\d{2})(?:[ \t]+[\d:]+)?[ \t]*$",
    re.MULTILINE,
)
_USUAL = re.compile(r"([0-3]?\d)[/-](0?[1-9]|1[0-2])[/-]((?:19|20)\d{2})")
_UNKNOWN = r"(?:0{1,2}|[.…xX?_]{1,4})"
_YEAR_KNOWN = re.compile(rf"\s*(?:{_UNKNOWN}\s*[-/.]\s*){{1,2}}(\d{{4}})\s*")
_MONTH_KNOWN = re.compile(rf"\s*{_UNKNOWN}\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{4}})\s*")
_TIME = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?(?:\.0+)?\s*$")
#: Serial days of 1910 and of the end of 2059: a number between may be a date without its format.
_SERIAL = (3654, 58439)
_LAST_SERIAL_IN_TEXT = 5


class Found(NamedTuple):
    """A stored date and how it was found; ``note`` says it, ``doubtful`` asks the user to look."""

    stored: str
    note: str = ""
    doubtful: bool = False


@dataclass(frozen=True)
class Question:
    """A column whose dates can be meant in two ways; asked once for the column.

    ``kind`` "order" asks whether the day or the month comes first, "swapped"
    whether Excel has exchanged them where it could.
    """

    column: int
    kind: Literal["order", "swapped"]
    count: int
    example: str
    one_way: str
    other_way: str

    def ask(self) -> str:
        """Return the question in the language of the screen."""
        return _(_QUESTIONS[self.kind]).format(
            count=self.count, example=self.example, one_way=self.one_way, other_way=self.other_way
        )


_QUESTIONS = {
    "order": N_(
        "{count} dates can be read in two ways: is “{example}” {one_way} (day first) or {other_way} "
        "(month first)?"
    ),
    "swapped": N_(
        "Excel seems to have exchanged day and month in {count} dates: should “{example}” be {one_way} as "
        "the file says, or {other_way}?"
    ),
}


@dataclass
class ColumnDates:
    """What the dates of one column tell about the order of day and month."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    example: str = ""
    serials: int = 0
    late_serials: int = 0
    serial_example: str = ""

    @classmethod
    def of(cls, cells: Iterable[tuple[Cell, str]], base_1904: bool) -> ColumnDates:
        """Look at every cell of a column."""
        found = cls()
        texts = []
        for cell, text in cells:
            if cell.kind == "text":
                texts.append(text)
            elif cell.kind == "date" and isinstance(cell.value, float):
                found._serial(cell.value, base_1904)
        # All texts at once and equal pairs once: this runs over every date of the file.
        for (first, second), count in Counter(_PAIRS.findall("\n".join(texts))).items():
            found._pair(int(first), int(second), count)
        if found.either:
            pairs = (_TWO_NUMBERS.fullmatch(line) for text in texts for line in text.split("\n"))
            found.example = next(
                pair[0].strip()
                for pair in pairs
                if pair and int(pair[1]) != int(pair[2]) and max(int(pair[1]), int(pair[2])) <= 12
            )
        return found

    def _serial(self, value: float, base_1904: bool) -> None:
        moment = serial_moment(value, base_1904=base_1904)
        if moment is None:
            return
        self.serials += 1
        self.late_serials += moment.day > 12
        if moment.day <= 12 and moment.day != moment.month and not self.serial_example:
            self.serial_example = moment.date().isoformat()

    def _pair(self, first: int, second: int, count: int) -> None:
        if first > 12:
            self.day_first += count
        elif second > 12:
            self.month_first += count
        elif first != second:
            self.either += count

    @property
    def order(self) -> Order:
        """The order the column itself tells; day first where it does not."""
        return "mdy" if self.month_first and not self.day_first else "dmy"

    def question(self, column: int) -> Question | None:
        """Return what must be asked about the column, None if it is clear."""
        if self.either and bool(self.day_first) == bool(self.month_first):
            ways = [parse_text(self.example, order).stored for order in ("dmy", "mdy")]
            return Question(column, "order", self.either, self.example, *map(dates.show, ways))
        # Under American settings 3/4/1990 became 4 March while 15/4/1990 stayed a text.
        if (
            self.serial_example
            and self.serials > 1
            and not self.late_serials
            and self.day_first > 1
            and not self.either
        ):
            shown = dates.show(self.serial_example)
            other = dates.show(_exchanged(self.serial_example))
            return Question(column, "swapped", self.serials, shown, shown, other)
        return None


def _exchanged(stored: str) -> str:
    year, month, day = stored.split("-")
    return f"{year}-{day}-{month}"


def parse_cell(
    cell: Cell, text: str, *, base_1904: bool, order: Order = "dmy", today: dt.date | None = None
) -> Found:
    """Return the date a cell means. Raises ValueError if it is none."""
    if cell.kind == "date" and isinstance(cell.value, float):
        return _serial(cell.value, cell.format, base_1904, order)
    if cell.kind == "number" and isinstance(cell.value, float):
        return _number(cell.value, base_1904, today)
    return parse_text(text, order, base_1904=base_1904)


def _serial(value: float, code: str, base_1904: bool, order: Order = "dmy") -> Found:
    if 1900 <= value <= 2100 and value == int(value):
        # A year typed into a cell formatted for dates; as a serial it would be of 1905.
        return Found(dates.parse_partial(int(value)), _("A year in a cell for dates."))
    moment = serial_moment(value, base_1904=base_1904)
    if moment is None or number_formats.is_time_only(code):
        raise ValueError(value)
    stored = moment.date().isoformat()
    if order == "swapped" and moment.day <= 12:
        return Found(_exchanged(stored), _("Day and month exchanged, as chosen for the column."))
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code.lower())
    if moment.day == 1 and "d" not in letters and "y" in letters:
        # The file shows no day, so nobody has said that it was the first.
        return Found(stored[:7] if "m" in letters else stored[:4])
    return Found(stored)


def _number(value: float, base_1904: bool, today: dt.date | None) -> Found:
    if value != int(value):
        return _month_and_year(value)
    number = int(value)
    if 1800 <= number <= 2199:
        return Found(dates.parse_partial(number))
    if _SERIAL[0] <= number <= _SERIAL[1] and (moment := serial_moment(value, base_1904=base_1904)):
        stored = moment.date().isoformat()
        if today is None or stored <= today.isoformat():
            note = _("The serial number {number} of Excel is {date}.")
            return Found(stored, note.format(number=number, date=dates.show(stored)))
    digits = str(number)
    if len(digits) in {5, 7}:
        # The zero in front is lost: 5021989 was 05021989.
        stored = dates.parse_day("0" + digits)
        return Found(
            stored, _("The leading zero was lost; read as {date}.").format(date=dates.show(stored)), True
        )
    return Found(dates.parse_partial(number))


def _month_and_year(value: float) -> Found:
    text = f"{value:.4f}"
    if not 1 <= value < 13 or abs(float(text) - value) > 1e-9:
        raise ValueError(value)
    stored = dates.parse_partial(text)
    return Found(
        stored,
        _("A number that looks like month and year; read as {date}.").format(date=dates.show(stored)),
        True,
    )


def parse_text(text: str, order: Order = "dmy", *, base_1904: bool = False) -> Found:
    """Return the date a text means, the day first unless ``order`` is "mdy". Raises ValueError."""
    if order != "mdy" and (usual := _USUAL.fullmatch(text)):
        return Found(dt.date(int(usual[3]), int(usual[2]), int(usual[1])).isoformat())
    text = _TIME.sub("", text.strip().strip("'’")).rstrip(" .;,")
    if found := _YEAR_KNOWN.fullmatch(text):
        return Found(dates.parse_partial(found[1]))
    if found := _MONTH_KNOWN.fullmatch(text):
        return Found(dates.parse_partial(f"{found[1]}/{found[2]}"))
    found = _TWO_NUMBERS.fullmatch(text)
    if found and order == "mdy" and int(found[1]) <= 12:
        return Found(dates.parse_day(f"{found[2]}/{found[1]}/{found[3]}"))
    if found and int(found[2]) > 12 and int(found[1]) <= 12:
        stored = dates.parse_day(f"{found[2]}/{found[1]}/{found[3]}")
        return Found(
            stored,
            _("Only with the month first this is a date: {date}.").format(date=dates.show(stored)),
            True,
        )
    if text.isdecimal() and len(text) == _LAST_SERIAL_IN_TEXT:
        return _number(float(text), base_1904, None)
    return Found(dates.parse_partial(text))
