"""How long reading, decoding and checking a list takes, as a ratio to reading its cells by the bare library.

Run it by hand: ``python tests/bench/bench_sheets.py``. Target: at most 3 for
5,000 rows of .xls in TCVN3, fonts and number formats read in both.
"""

from __future__ import annotations

import datetime as dt
import gc
import io
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import xlrd

from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.shipped import shipped_records
from hnabroad_desktop.sheets import detect, mapping, preflight, reading, table, vocabulary
from hnabroad_desktop.sheets.matching import Vocabulary
from tests.sheets.lists import old_list, person

ROWS = 5000
ROUNDS = 5


def bare(content: bytes) -> int:
    """Read every cell with its font and number format, as the library gives them."""
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    count = 0
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            for column in range(sheet.ncols):
                cell = sheet.cell(row, column)
                style = book.xf_list[cell.xf_index]
                font = book.font_list[style.font_index].name
                code = book.format_map[style.format_key].format_str
                count += bool(cell.value != "" and font and code)
    return count


def whole(content: bytes, words: Vocabulary) -> int:
    """Read, decode, find the table, map its columns and check every cell."""
    forget()
    book = reading.read(content, "danh sach.xls")
    grid = detect.read_sheet(book.filled[0])
    found = table.find(grid, mapping.known_headings(CADRE))
    how = mapping.propose(found, CADRE)
    checked = preflight.check(grid, found, how, CADRE, words, today=dt.date(2026, 11, 24))
    return len(checked.rows)


def forget() -> None:
    """Empty what is remembered between files, so that every round is a first one."""
    for remembered in (detect._cached, detect._score, detect._is_word):
        remembered.cache_clear()


def best(run: Callable[[], object]) -> float:
    """Return the shortest time the processor took in several rounds, in seconds."""
    times = []
    for _round in range(ROUNDS):
        gc.collect()
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    """Print the ratio."""
    chance = random.Random(20)
    content = old_list([person(chance) for _number in range(ROWS)], "tcvn3")
    words = vocabulary.of_records(shipped_records())
    assert whole(content, words) == ROWS
    floor = best(lambda: bare(content))
    ours = best(lambda: whole(content, words))
    print(f"bare reading of {ROWS} rows with fonts and formats: {floor:.2f} s")
    print(f"read, decoded, mapped and checked: {ours:.2f} s, ratio {ours / floor:.2f} (target: at most 3)")


if __name__ == "__main__":
    main()
