"""How long taking packages in takes: ``python tests/bench/bench_exchange.py [new] [edits] [saves] [growth]``.

new     100,000 new cadres of 12 fields taken in, against one bare SQLCipher executemany of
        the same values into the same table: at most 6; peak memory at most 250 MB over idle;
        the same package again: at most 0.1 s
edits   5,000 edits into 100,000 cadres: at most 0.5 s
saves   one new cadre saved now and then while 100,000 are taken in: how long a save waits at most,
        against the same save with nothing beside it; the work is begun again each time
growth  seconds for each 100,000 of 100,000 and of 300,000: linear
"""

from __future__ import annotations

import gc
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.merge import merge
from hnabroad_desktop.exchange.outgoing import compose, note_own
from hnabroad_desktop.exchange.plan import Plan
from hnabroad_desktop.exchange.planning import plan
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import unit_id
from hnabroad_desktop.store.datafile import DataFile
from tests.bench.bench_store import (
    FAMILY,
    GIVEN,
    MIDDLE,
    bare_file,
    data_file,
    insert_all,
    same_table,
    stored,
)

MANY, EDITS = 100_000, 5_000
CITY, WARD, ORGAN = unit_id("BTCTU"), unit_id("00004.BXDD"), unit_id("00004.PVHXH")
_TOGETHER = 5_000


def cadre(chance: random.Random, number: int) -> Record:
    """Return a new cadre with twelve fields filled in."""
    family, given = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)}", chance.choice(GIVEN)
    values = {
        "full_name": f"{family} {given}",
        "family_and_middle_name": family,
        "given_name": given,
        "unit": ORGAN,
        "birth_date": f"19{chance.randrange(60, 99)}-0{chance.randrange(1, 10)}-{chance.randrange(10, 29)}",
        "sex": chance.choice(("male", "female")),
        "post": "chuyen_vien",
        "citizen_id": f"001{number:09}",
        "staff_number": f"W{number:06}",
        "phone": f"09{chance.randrange(10**8):08}",
        "ethnicity": "kinh",
        "education": "dai_hoc",
    }
    return Record("cadre", values, {}, new_id())


@contextmanager
def ward(count: int) -> Iterator[DataFile]:
    """Open the file of a ward with ``count`` cadres."""
    chance = random.Random(24)
    with data_file() as file:
        file.set_setting("unit", WARD)
        for start in range(0, count, _TOGETHER):
            with file.transaction("bulk") as step:
                for number in range(start, min(start + _TOGETHER, count)):
                    step.add(cadre(chance, number))
        note_own(file, 1)
        yield file


def packed(file: DataFile) -> Content:
    """Return what the city has not confirmed."""
    return compose(file, {CITY: [ORGAN]}, {CITY: [ORGAN]})


def timed(act: Callable[[], object]) -> float:
    """Return the seconds ``act`` takes."""
    gc.collect()
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def reset_peak() -> float:
    """Forget the peak of this process's memory and return what it uses now, in MB."""
    Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS")


def peak() -> float:
    """Return the peak since ``reset_peak``, in MB."""
    return _status("VmHWM")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def bench_new() -> None:
    """Take many new people into an empty file."""
    with ward(MANY) as sender, data_file() as city:
        city.set_setting("unit", CITY)
        content = packed(sender)
        gc.collect()
        idle = reset_peak()
        found: list[Plan] = []
        planned = timed(lambda: found.append(plan(city, content)))
        after_plan = peak() - idle
        taken = timed(lambda: merge(city, content, found[0]))
        most = peak() - idle
        again = timed(lambda: merge(city, content))
        assert plan(city, content).already
        with bare_file(*same_table(city)) as db:
            rows = stored(city)
            floor = timed(lambda: insert_all(db, "r_cadre", rows))
    print(f"{MANY:,} new cadres: plan {planned:.2f} s, taken in {taken:.2f} s, bare {floor:.2f} s")
    print(f"  taken in {taken / floor:.1f} x   limit 6 x; with the plan {(planned + taken) / floor:.1f} x")
    print(f"  peak memory {most:.0f} MB over idle (plan {after_plan:.0f} MB)   limit 250 MB")
    print(f"  the same again {again:.3f} s   limit 0.1 s")


def bench_edits() -> None:
    """Take edits of some of many people in."""
    with ward(MANY) as sender, data_file() as city:
        city.set_setting("unit", CITY)
        merge(city, packed(sender))
        chance = random.Random(25)
        with sender.reading() as connection:
            ids = [row[0].hex() for row in connection.exec_driver_sql("SELECT id FROM r_cadre")]
        chosen = chance.sample(ids, EDITS)
        with city.raw() as db:
            from_city = db.execute("SELECT count(*) FROM change").fetchone()[0]
        with sender.transaction("edit") as step:
            step.change_many("cadre", {i: {"phone": f"08{chance.randrange(10**8):08}"} for i in chosen})
        whole = packed(sender)
        content = _after(whole, MANY, sender)
        found: list[Plan] = []
        planned = timed(lambda: found.append(plan(city, content)))
        taken = timed(lambda: merge(city, content, found[0]))
    assert from_city == MANY
    print(f"{EDITS:,} edits into {MANY:,}: plan {planned:.2f} s, taken in {taken:.2f} s   limit 0.5 s")


def _after(content: Content, base: int, file: DataFile) -> Content:
    """Return the part of a package after line ``base``, as if the receiver had confirmed it."""
    (part,) = content.streams
    with file.raw() as db:
        (sid,) = db.execute("SELECT sid FROM stream WHERE scope = ?", (bytes.fromhex(ORGAN),)).fetchone()
        base_hash = db.execute("SELECT hash FROM change WHERE sid = ? AND seq = ?", (sid, base)).fetchone()[0]
    lines = replace(part.lines, base=base)  # type: ignore[type-var]
    return replace(content, streams=(replace(part, base=base, base_hash=base_hash, lines=lines),))


def bench_saves() -> None:
    """Save beside a package that is coming in."""
    with ward(MANY) as sender, data_file() as city:
        city.set_setting("unit", CITY)
        content = packed(sender)
        chance = random.Random(26)

        def save() -> None:
            with city.transaction("add") as step:
                step.add(cadre(chance, MANY + 1))

        floor = max(timed(save) for _ in range(20))
        found = plan(city, content)
        over = threading.Event()
        waits: list[float] = []

        def beside() -> None:
            for pause in (0.5, 2, 4, 7):
                while not (city.turns.job_writes or over.wait(0.05)):
                    pass
                over.wait(pause)
                started = time.perf_counter()
                save()
                waits.append(time.perf_counter() - started)

        clerk = threading.Thread(target=beside)
        clerk.start()
        try:
            taken = timed(lambda: merge(city, content, found))
        finally:
            over.set()
            clerk.join()
    print(f"{MANY:,} taken in beside {len(waits)} saves: {taken:.2f} s, each begun again")
    print(
        f"  the longest wait {max(waits):.3f} s, {', '.join(f'{w:.3f}' for w in waits)}; alone {floor:.3f} s"
    )


def bench_growth() -> None:
    """Take three times as many in, beside the bare table, which grows out of the cache too."""
    each: list[tuple[float, float]] = []
    for count in (MANY, 3 * MANY):
        with ward(count) as sender, data_file() as city:
            city.set_setting("unit", CITY)
            content = packed(sender)
            idle = reset_peak()
            seconds = timed(lambda c=city, p=content: merge(c, p))  # type: ignore[misc]
            most = peak() - idle
            with bare_file(*same_table(city)) as db:
                rows = stored(city)
                floor = timed(lambda d=db, r=rows: insert_all(d, "r_cadre", r))  # type: ignore[misc]
            each.append((seconds / count * MANY, floor / count * MANY))
        print(
            f"{count:,}: {seconds:.2f} s with its plan, bare {floor:.2f} s, peak {most:.0f} MB over idle",
            flush=True,
        )
    (ours, bare), (ours_more, bare_more) = each
    print(f"growth for each 100,000: {ours_more / ours:.2f} x, bare {bare_more / bare:.2f} x   linear is 1")


CASES = {"new": bench_new, "edits": bench_edits, "saves": bench_saves, "growth": bench_growth}


def main() -> None:
    """Run the cases asked for, all of them without arguments."""
    for name in sys.argv[1:] or CASES:
        CASES[name]()


if __name__ == "__main__":
    main()
