"""The columns of printed lists as data: widths by page format, headings, alignment, wrapping."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from hnabroad_desktop.base.paths import RESOURCES
from hnabroad_desktop.documents.blocks import Column, HeadCell, Table


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((RESOURCES / "documents" / "lists.json").read_text("utf-8"))
    return dict(told["lists"])


def columns_for(
    name: str, page: str, text_width: float, *, chosen: str = "", without: Sequence[str] = ()
) -> tuple[Mapping[str, Any], ...]:
    """Return the columns of a list that stand on ``page`` ("portrait", "wide252" …), with their width.

    ``chosen`` is the set of columns ("A", "B"). The flexible column takes or
    gives what is between the sum of the widths and ``text_width`` (mm).
    """
    found = [
        {**column, "width": column["widths"][page]}
        for column in _lists()[name]["columns"]
        if page in column["widths"]
        and chosen in ("", *column.get("sets", (chosen,)))
        and column["key"] not in without
    ]
    spare = text_width - sum(column["width"] for column in found)
    for column in found:
        if column.get("flexible"):
            column["width"] += spare
    return tuple(found)


def _heading(
    told: Sequence[Mapping[str, Any]], words: Mapping[str, str] | None = None
) -> tuple[HeadCell, ...]:
    """Return the cells of a heading of two rows; equal neighbours of the first row are one cell."""
    cells: list[HeadCell] = []
    for index, column in enumerate(told):
        heads = [(words or {}).get(head, head) for head in column["heads"]]
        same = cells and len(heads) == 2 and _top(cells).text == heads[0]
        if same:
            top = _top(cells)
            cells[cells.index(top)] = HeadCell(top.text, 0, top.column, 1, top.columns + 1)
        else:
            cells.append(HeadCell(heads[0], 0, index, 3 - len(heads)))
        if len(heads) == 2:
            cells.append(HeadCell(heads[1], 1, index))
    return tuple(cells)


def table(
    told: Sequence[Mapping[str, Any]],
    name: str,
    rows: Iterable[tuple[str, ...]],
    words: Mapping[str, str] | None = None,
) -> Table:
    """Return the list ``name`` with ``rows``; ``words`` replaces a heading ("<hai năm>" by the years)."""
    return Table(
        columns=tuple(Column(c["key"], c["width"], c["align"], c["wrap"]) for c in told),
        head=_heading(told, words),
        head_rows=2,
        rows=tuple(rows),
        head_style=_lists()[name]["head"],
        cell_style=_lists()[name]["cell"],
        keep_next=2,
    )


def _top(cells: Sequence[HeadCell]) -> HeadCell:
    """Return the last cell of the first row."""
    return next(cell for cell in reversed(cells) if cell.row == 0)
