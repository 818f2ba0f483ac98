"""How long the one box and a page of a list take over 100,000 cadres, as ratios to bare SQL of the same rows.

Run it by hand: ``python tests/bench/bench_find.py [COUNT]``. Targets: search
at most 3 times the bare indexed query (95th percentile of each), a page in the
order of names at most 2 times a bare keyset page.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hnabroad_desktop.actions import files, lists
from hnabroad_desktop.actions.lists import Query
from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.store.datafile import DataFile
from tests.bench import cadres

_ROUNDS = 3
_PAGE = 50


def timed(work: Callable[[], Any]) -> float:
    best = float("inf")
    for _round in range(_ROUNDS):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


def p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95) - 1]


def bare_search(db: Any, words: str, limit: int = 20) -> list[tuple[bytes, str]]:
    """Find cadres by all words, answered from the covering index, in the order of names."""
    folded = vietnamese.fold(words).split()
    like = " AND ".join("_search LIKE ?" for _word in folded)
    found = db.execute(
        f"SELECT id, _title FROM r_cadre WHERE _deleted = 0 AND {like} ORDER BY _sort LIMIT {limit}",
        [f"%{word}%" for word in folded],
    )
    return list(found.fetchall())


def questions(file: DataFile, chance: random.Random) -> list[str]:
    listing = lists.Listing(file, "cadre", ("full_name", "citizen_id", "staff_number", "phone"))
    ids = listing.ids(Query())
    asked: list[str] = []
    for _each in range(15):
        place = chance.randrange(len(ids) - 1)
        name, number, staff, phone = map(str, listing.page(Query(), place, 1)[0].cells)
        words = vietnamese.fold(name).split()
        chance.shuffle(words)
        asked += [name, " ".join(words), name.split()[-1], words[0], number, staff, phone[:7]]
    return asked


def keyset(db: Any, columns: Sequence[str], after: tuple[str, bytes]) -> list[Any]:
    shown = ", ".join(f'"{column}"' for column in columns)
    found = db.execute(
        f"SELECT id, {shown} FROM r_cadre WHERE _deleted = 0 AND (_sort, id) > (?, ?)"
        f" ORDER BY _sort, id LIMIT {_PAGE}",
        after,
    )
    return list(found.fetchall())


def measure_search(file: DataFile) -> None:
    asked = questions(file, random.Random(7))
    ours, floor = [], []
    with file.reading() as connection:
        db = connection.connection.driver_connection
        for words in asked:
            ours.append(timed(lambda words=words: lists.search(file, words)))  # type: ignore[misc]
            floor.append(timed(lambda words=words: bare_search(db, words)))  # type: ignore[misc]
            hits = {hit.title for hit in lists.search(file, words)}
            assert hits, words
    ratio = p95(ours) / p95(floor)
    print(f"search: p95 {p95(ours) * 1000:.1f} ms, bare {p95(floor) * 1000:.1f} ms, ratio {ratio:.2f}")
    for words in ("ước", "qd 127", "truong phong", "khong co ai ten nay", "b", "nguyen"):
        mine = timed(lambda words=words: lists.search(file, words))  # type: ignore[misc]
        print(f"  “{words}”: {mine * 1000:.1f} ms")


def measure_pages(file: DataFile) -> None:
    listing = lists.Listing(file, "cadre")
    columns = listing.columns
    ids = listing.ids(Query())
    listing.page(Query(), len(ids) - 1, 1)
    with file.reading() as connection:
        db: Any = connection.connection.driver_connection
        for place in (0, len(ids) // 2, len(ids) - 2 * _PAGE):
            sort, before = "", b""
            if place:
                row = db.execute(
                    "SELECT _sort, id FROM r_cadre WHERE id = ?", (bytes.fromhex(ids[place - 1]),)
                ).fetchone()
                sort, before = row
            floor = timed(lambda after=(sort, before): keyset(db, columns, after))  # type: ignore[misc]
            mine = timed(lambda place=place: listing.page(Query(), place, _PAGE))  # type: ignore[misc]
            print(f"page at {place}: {mine * 1000:.2f} ms, keyset {floor * 1000:.2f} ms, {mine / floor:.2f}")
        fresh = timed(lambda: lists.Listing(file, "cadre").page(Query(), 0, _PAGE))
        floor = timed(lambda: keyset(db, columns, ("", b"")))
        print(f"first page of a list just opened: {fresh / floor:.2f}")
    gaps = timed(lambda: lists.Listing(file, "cadre", ("gaps_n",)).page(Query(sort="gaps_n"), 0, _PAGE))
    print(f"sorted by what is missing: {gaps * 1000:.0f} ms")


def measure_lookup(file: DataFile) -> None:
    """Print what the rules wait for when they look for the same person: reading the record included."""
    listing = lists.Listing(file, "cadre", ("citizen_id",))
    number = str(listing.page(Query(), 500, 1)[0].cells[0])
    with file.reading() as connection:
        db: Any = connection.connection.driver_connection
        mine = timed(lambda: file.find("cadre", citizen_id=number))
        eid = db.execute("SELECT id FROM r_cadre WHERE citizen_id = ?", (number,)).fetchone()[0]
        floor = timed(lambda: file.get("cadre", eid.hex()))
    print(f"a person by number: {mine * 1000:.2f} ms, {mine / floor:.2f} of reading the record alone")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    file = files.open_file(cadres.data_file(count), password=cadres.PASSWORD, read_only=False)
    try:
        measure_search(file)
        measure_pages(file)
        measure_lookup(file)
    finally:
        files.close(file)


if __name__ == "__main__":
    main()
