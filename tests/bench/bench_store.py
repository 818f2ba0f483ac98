"""Measures the journal against a bare SQLCipher file in the same mode: ``python tests/bench/bench_store.py``.

Candidate and floor take turns and the median of several runs counts, because
the machine has other work. Names of cases as arguments run only those:
save, inserts, updates, rebuild, list.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import Choice, Date, Money, Number, PartialDate, Reference, Text, YesNo
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.records import RECORD_TYPES
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store import cipher, query
from hnabroad_desktop.store.cipher import FileKey
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.opening import new_file

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
MIDDLE = ["Văn", "Thị", "Đức", "Minh", "Thu", "Ngọc", "Quang", "Hữu", "Thanh", "Hoài", "Kim", "Xuân"]
GIVEN = ["An", "Anh", "Bình", "Chi", "Cường", "Dũng", "Dung", "Đạt", "Giang", "Hà", "Hải", "Hòa", "Linh"]
_FILLED = 60


@contextmanager
def data_file() -> Iterator[DataFile]:
    """Open an empty file of the real model in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="hnabroad-bench-") as folder:
        os.environ["HNABROAD_HOME"] = folder
        file, _key = new_file(
            Path(folder) / "bench.hnab", person="An", password="bench", shipped=(), cost=Cost(1, 64, 1)
        )
        yield file
        file.close()


@contextmanager
def bare_file(*statements: str) -> Iterator[Any]:
    """Open a SQLCipher file with what ``statements`` make and nothing else, in the mode of ours."""
    with tempfile.TemporaryDirectory(prefix="hnabroad-bench-") as folder:
        key = FileKey(new_id(), os.urandom(32))
        db = cipher.connect(Path(folder) / "bare.db", key, "rwc", cache=cipher.WRITER_CACHE)
        cipher.write_ahead(db)
        for statement in statements:
            db.execute(statement)
        yield db
        db.close()


def same_table(file: DataFile) -> list[str]:
    """Return what makes the table and the indexes of cadres, which a program without a journal needs too."""
    with file.reading() as connection:
        raw: Any = connection.connection.driver_connection
        found = raw.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'r_cadre' AND sql IS NOT NULL")
        return [sql for (sql,) in found]


def stored(file: DataFile) -> list[tuple[Any, ...]]:
    """Return the cadres of a file as rows for the same table elsewhere."""
    with file.reading() as connection:
        raw: Any = connection.connection.driver_connection
        return [tuple(row) for row in raw.execute("SELECT * FROM r_cadre ORDER BY id")]


def insert_all(db: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows by one executemany in one transaction: the floor."""
    db.execute("BEGIN IMMEDIATE")
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    db.execute("COMMIT")


def cadre(chance: random.Random, unit: str) -> Record:
    """Return a new cadre with sixty fields filled in."""
    name = " ".join((chance.choice(FAMILY), chance.choice(MIDDLE), chance.choice(GIVEN)))
    values: dict[str, Any] = {"full_name": name, "unit": unit}
    for f in CADRE.fields:
        if len(values) == _FILLED:
            break
        if f.name not in values:
            values[f.name] = value(f, chance)
    return Record("cadre", values, {}, new_id())


def value(field: Any, chance: random.Random) -> Any:
    """Return something that may stand in ``field``."""
    match field:
        case Date():
            return f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 10)}-{chance.randrange(10, 29)}"
        case PartialDate():
            return f"19{chance.randrange(60, 99)}-0{chance.randrange(1, 10)}"
        case Number():
            return (
                f"{chance.random() * 6:.{field.decimals}f}"
                if field.decimals
                else chance.randrange(1960, 2020)
            )
        case Money():
            return chance.randrange(10**9)
        case YesNo():
            return chance.random() < 0.5
        case Reference():
            return new_id()
        case Choice() if field.options:
            return chance.choice(field.options)[0]
        case Text(name="citizen_id"):
            return f"001{chance.randrange(10**9):09}"
    return f"{chance.choice(MIDDLE)} {chance.choice(GIVEN)} {chance.randrange(100)}"


def seconds(act: Callable[[], object]) -> float:
    """Return how long ``act`` took."""
    gc.collect()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def turns(
    rounds: int, candidate: Callable[[int], object], floor: Callable[[int], object]
) -> tuple[float, float]:
    """Let both take turns and return the median of each, in seconds."""
    ours, bare = [], []
    for number in range(rounds):
        bare.append(seconds(lambda number=number: floor(number)))  # type: ignore[misc]
        ours.append(seconds(lambda number=number: candidate(number)))  # type: ignore[misc]
    return statistics.median(ours), statistics.median(bare)


def tell(what: str, ours: float, floor: float, limit: float) -> None:
    """Print one line: the ratio, its limit, and the times in milliseconds."""
    print(
        f"{what:<34} {ours / floor:5.1f} x   limit {limit:g} x"
        f"   {1000 * ours:9.2f} ms / {1000 * floor:.2f} ms",
        flush=True,
    )


def filled(file: DataFile, count: int, chance: random.Random, unit: str) -> list[str]:
    """Write so many cadres and return their ids."""
    made: list[str] = []
    while len(made) < count:
        with file.transaction("fill") as step:
            made += [step.add(cadre(chance, unit)) for _one in range(min(10_000, count - len(made)))]
    return made


CHANGED = ("phone", "main_work", "strengths", "residence", "diet")


_SET = f"UPDATE r_cadre SET {', '.join(f'{name} = ?' for name in CHANGED)} WHERE id = ?"


def bench_save() -> None:
    """One save of five changed fields, loading included, against a bare UPDATE of the same row."""
    chance, unit = random.Random(1), new_id()
    with data_file() as file, bare_file(*same_table(file)) as db:
        ids = filled(file, 2_000, chance, unit)
        insert_all(db, "r_cadre", stored(file))
        order = chance.sample(ids, 400)

        def candidate(number: int) -> None:
            record = file.get("cadre", order[number])
            assert record is not None
            with file.transaction("save") as step:
                step.save(record.with_values(**{n: f"{n} {number}" for n in CHANGED}), record)

        def floor(number: int) -> None:
            db.execute("BEGIN IMMEDIATE")
            db.execute(_SET, (*(f"{n} {number}" for n in CHANGED), bytes.fromhex(order[number])))
            db.execute("COMMIT")

        tell("save of 5 changed fields", *turns(400, candidate, floor), 6)


def bench_inserts() -> None:
    """10,000 new cadres of sixty fields in one step, against executemany into the same table."""
    chance, unit = random.Random(2), new_id()
    with (
        data_file() as file,
        bare_file(*same_table(file)) as db,
        bare_file(f"CREATE TABLE t (id BLOB PRIMARY KEY, {', '.join(f'f{n}' for n in range(60))})") as plain,
    ):
        batches = [[cadre(chance, unit) for _one in range(10_000)] for _round in range(4)]

        def candidate(number: int) -> None:
            with file.transaction("import") as step:
                for record in batches[number]:
                    step.add(record)

        candidate(3)
        # Read anew for each round: Python keeps the encoded form of a text that was once written.
        again = [[(bytes.fromhex(new_id()), *row[1:]) for row in stored(file)] for _round in range(3)]
        ours, bare = turns(3, candidate, lambda number: insert_all(db, "r_cadre", again[number]))
        tell("10,000 inserts of 60 fields", ours, bare, 5)
        narrow = [[(bytes.fromhex(new_id()), *r.values.values()) for r in batch] for batch in batches]
        least = statistics.median(seconds(lambda rows=rows: insert_all(plain, "t", rows)) for rows in narrow)
        print(f"{'  (60 columns without types or index)':<34} {ours / least:5.1f} x", flush=True)


def bench_updates() -> None:
    """10,000 cadres with five fields changed in one step, against executemany."""
    chance, unit = random.Random(3), new_id()
    with data_file() as file, bare_file(*same_table(file)) as db:
        ids = filled(file, 10_000, chance, unit)
        insert_all(db, "r_cadre", stored(file))

        def candidate(number: int) -> None:
            with file.transaction("change") as step:
                step.change_many("cadre", {i: {n: f"{n} {number}" for n in CHANGED} for i in ids})

        def floor(number: int) -> None:
            values = [(*(f"{n} {number}" for n in CHANGED), bytes.fromhex(i)) for i in ids]
            db.execute("BEGIN IMMEDIATE")
            db.executemany(_SET, values)
            db.execute("COMMIT")

        tell("10,000 updates of 5 fields", *turns(5, candidate, floor), 5)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bench_rebuild(count: int = 100_000) -> None:
    """Fold the journal of 100,000 cadres of sixty fields again: at most 10 s, flat memory."""
    with data_file() as file:
        filled(file, count, random.Random(4), new_id())
        file.rebuild()
        before, used = _memory(), time.process_time()
        taken = seconds(file.rebuild)
        print(
            f"{f'rebuild of {count:,} cadres':<34} {taken:5.1f} s   limit 10 s"
            f"   (processor {time.process_time() - used:.1f} s; peak memory {before:.0f} MB,"
            f" {_memory() - before:.0f} MB more in this second rebuild)",
            flush=True,
        )


def _no_codes(field: Choice, text: str) -> list[str]:
    return [code for code, label in field.options if text in vietnamese.fold(label)]


def bench_list(count: int = 100_000) -> None:
    """A keystroke in the search box: the ids and the first page, against the bare query of the same index."""
    with data_file() as file:
        filled(file, count, random.Random(5), new_id())
        columns = list(CADRE.columns)
        typed = "nguyen van hai"
        with file.reading() as connection:
            raw: Any = connection.connection.driver_connection

            def candidate(number: int) -> None:
                words = typed[: number % len(typed) + 1]
                found = query.ids(connection, file.model, "cadre", query.Asked(words), _no_codes)
                query.cells(connection, file.model, "cadre", found[:50], columns)

            def floor(number: int) -> None:
                words = typed[: number % len(typed) + 1]
                raw.execute(
                    "SELECT id FROM r_cadre WHERE _deleted = 0 AND _search LIKE ? ORDER BY _sort",
                    (f"%{words}%",),
                ).fetchall()

            candidate(0)
            tell("keystroke, 100,000 cadres", *turns(3 * len(typed), candidate, floor), 3)


CASES = {
    "save": bench_save,
    "inserts": bench_inserts,
    "updates": bench_updates,
    "rebuild": bench_rebuild,
    "list": bench_list,
}


def main() -> None:
    """Run the cases asked for, all of them without arguments."""
    assert {t.code for t in RECORD_TYPES} >= {"cadre"}
    for name in sys.argv[1:] or CASES:
        CASES[name]()


if __name__ == "__main__":
    main()
