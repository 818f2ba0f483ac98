"""How much of a sheet is read at most, so that no file can stop the program."""

from __future__ import annotations

MOST_ROWS = 50_000
MOST_COLUMNS = 256
#: After so many empty rows nothing more is expected.
EMPTY_ROWS = 5_000
#: Different texts of a workbook.
MOST_STRINGS = 1_000_000
#: Part of a workbook, unpacked.
MOST_UNPACKED = 600 * 1024 * 1024
#: No cell of Excel holds more.
MOST_CHARACTERS = 32_767


def check(row: int, column: int) -> None:
    """Raise OverflowError("rows") or OverflowError("columns") for a filled cell beyond the limits."""
    if row >= MOST_ROWS:
        raise OverflowError("rows")
    if column >= MOST_COLUMNS:
        raise OverflowError("columns")
