"""What a filter box holds, read apart and written: values, from and to, empty or not (features.md N2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import (
    UNMATCHED,
    Choice,
    Date,
    Field,
    FieldError,
    Money,
    Number,
    PartialDate,
    Reference,
    Stored,
    YesNo,
)
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.store.conditions import COMPARISON, EITHER, EMPTY, FILLED, RANGE


def takes_values(column: Field) -> bool:
    """Say whether a column holds values that can be ticked."""
    return isinstance(column, Choice | Reference | YesNo)


def takes_range(column: Field) -> bool:
    """Say whether a column is filtered from one value to another."""
    return isinstance(column, Date | PartialDate | Number | Money)


@dataclass(frozen=True)
class Asked:
    """One condition read apart: words, or the ends of a range, or values named exactly."""

    text: str = ""
    exactly: bool = False
    first: str = ""
    last: str = ""
    empty: bool = False
    filled: bool = False
    values: frozenset[str] = frozenset()

    def names(self, value: Stored, title: str) -> bool:
        """Say whether a value, read as ``title``, is one of those asked for."""
        if value is None:
            return self.empty
        return not self.values.isdisjoint({str(value), str(value).removeprefix(UNMATCHED), fold(title)})

    def written(self) -> str:
        """Return the condition as a filter box holds it."""
        if self.empty or self.filled:
            return EMPTY if self.empty else FILLED
        text = self.text.strip()
        return f"{EMPTY}{text}" if text and self.exactly else text


def read_condition(text: str) -> Asked:
    """Read what a filter box holds."""
    parts = [part.strip() for part in text.split(EITHER) if part.strip()]
    named = [part.removeprefix(EMPTY).strip() for part in parts if part.startswith(EMPTY) and part != EMPTY]
    alone = text.strip()
    first = last = ""
    if found := COMPARISON.match(alone):
        first, last = ("", found.group(2)) if found.group(1) in ("<", "<=", "≤") else (found.group(2), "")
    elif found := RANGE.match(alone):
        first, last = found.groups()
    elif alone not in (EMPTY, FILLED):
        first = last = alone.removeprefix(EMPTY).strip()
    return Asked(
        text="" if alone in (EMPTY, FILLED) else alone.removeprefix(EMPTY).strip(),
        exactly=len(parts) == 1 and bool(named),
        first=first.strip(),
        last=last.strip(),
        empty=EMPTY in parts,
        filled=alone == FILLED,
        values=frozenset((*named, *map(fold, named))),
    )


def either(titles: Iterable[str]) -> str:
    """Return the condition that a value is one of ``titles``, "" for nothing standing there."""
    return f" {EITHER} ".join(f"{EMPTY}{title}" if title else EMPTY for title in titles)


def between(column: Field, first: str, last: str) -> str:
    """Return the condition that a value lies from ``first`` to ``last``; one of them may be open.

    Raises AppError for an end that is no value of the column.
    """
    first, last = _end(column, first), _end(column, last)
    if first and last:
        return first if first == last else f"{first}..{last}"
    return f">= {first}" if first else f"<= {last}" if last else ""


def _end(column: Field, text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    if isinstance(column, Date | PartialDate):
        try:
            return dates.show(dates.parse_partial(text))
        except ValueError:
            raise AppError(
                _("“{value}” is not a date. Write 12/3/1985, 3/1985 or 1985.").format(value=text)
            ) from None
    # The ends of a range need not be values the field itself would take.
    any_number = Number(name="", label="", decimals=getattr(column, "decimals", 0))
    try:
        any_number.clean(text)
    except FieldError as problem:
        raise AppError(str(problem)) from None
    return text
