"""How long importing takes: ``python tests/bench/bench_import.py [check] [write]``.

check  reading, decoding, mapping and checking 5,000 rows of .xls against reading
       its cells, fonts and formats with the bare library: at most 3
write  importing 20,000 rows with journal and search index against one bare
       SQLCipher executemany of the same values: at most 8
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hnabroad_desktop.actions import imports
from hnabroad_desktop.actions.importing import plan as plans
from hnabroad_desktop.actions.importing.examining import examine
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.records.shipped import shipped_records
from hnabroad_desktop.sheets import reading
from hnabroad_desktop.sheets import vocabulary as vocabularies
from tests.bench.bench_sheets import bare, best, forget
from tests.bench.bench_store import bare_file, data_file, same_table, seconds, stored
from tests.sheets.lists import old_list, person

CHECKED, WRITTEN = 5_000, 20_000
TODAY = dt.date(2026, 11, 24)


def bench_check() -> None:
    """Everything up to the coloured table, matching with the people of the file included."""
    chance = random.Random(20)
    content = old_list([person(chance) for _number in range(CHECKED)], "tcvn3")
    words = vocabularies.of_records(shipped_records())
    with data_file() as file:

        def whole() -> plans.Plan:
            forget()
            layout = imports.lay_out(None, reading.read(content, "danh sach.xls"))
            return plans.plan(file, layout, words, imports.Choices(unit=new_id()))

        assert len(whole().rows) == CHECKED
        floor, ours = best(lambda: bare(content)), best(whole)
        planned = whole()
        deeper = best(lambda: examine(file, planned))
    print(f"{CHECKED:,} rows read bare {floor:.2f} s, checked {ours:.2f} s: {ours / floor:.2f} x   limit 3 x")
    print(f"  the rules over whole records, asked behind the table: {deeper:.2f} s more")


def bench_write() -> None:
    """The step itself: records put in order, lines of the journal, tables, search index."""
    chance = random.Random(21)
    words = vocabularies.of_records(shipped_records())
    books = [
        reading.read(old_list([person(chance) for _number in range(WRITTEN)], "unicode"), f"{turn}.xls")
        for turn in range(3)
    ]
    ours, floors = [], []
    for book in books:
        with data_file() as file:
            layout = imports.lay_out(None, book)
            choices = imports.Choices(unit=new_id())
            planned = plans.plan(file, layout, words, choices)
            planned = examine(file, planned)
            left = planned.counts()["leave"]
            ours.append(seconds(lambda f=file, p=planned: imports.commit(f, p)))  # type: ignore[misc]
            tables = _tables(file)
            with bare_file(*same_table(file), *(sql for sql, _rows in tables)) as db:
                rows = stored(file)
                floors.append(seconds(lambda d=db, r=rows, t=tables: _insert(d, r, t)))  # type: ignore[misc]
            print(
                f"  {len(rows):,} records ({left} left out): {ours[-1]:.2f} s / {floors[-1]:.2f} s",
                flush=True,
            )
    ratio = sorted(o / f for o, f in zip(ours, floors, strict=True))[1]
    print(f"import of {WRITTEN:,} rows: {ratio:.1f} x   limit 8 x")


def _tables(file: Any) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Return the tables inside cadres that have rows: what makes them, and their rows."""
    found = []
    with file.reading() as connection:
        raw: Any = connection.connection.driver_connection
        for code, kind in file.model.kinds.items():
            if code.startswith("cadre."):
                rows = [tuple(r) for r in raw.execute(f'SELECT * FROM "{kind.table_name}"')]
                if rows:
                    sql = raw.execute(
                        "SELECT sql FROM sqlite_master WHERE name = ?", (kind.table_name,)
                    ).fetchone()[0]
                    found.append((sql, rows))
    return found


def _insert(db: Any, rows: list[tuple[Any, ...]], tables: list[tuple[str, list[tuple[Any, ...]]]]) -> None:
    db.execute("BEGIN IMMEDIATE")
    _many(db, "r_cadre", rows)
    for sql, lines in tables:
        _many(db, sql.split("TABLE ")[1].split("(")[0].strip(), lines)
    db.execute("COMMIT")


def _many(db: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


CASES = {"check": bench_check, "write": bench_write}


def main() -> None:
    """Run the cases asked for, all of them without arguments."""
    for name in sys.argv[1:] or CASES:
        CASES[name]()


if __name__ == "__main__":
    main()
