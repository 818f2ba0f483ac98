"""Takes a package in and back in a child, kills it at a random moment, and looks at what is left; many times.

Run as ``python -m tests.exchange.killed ROUNDS``: one process pays for the imports, every
round forks from it. Prints the rounds, and how often the package was found in and out.
"""

from __future__ import annotations

import hashlib
import os
import random
import select
import signal
import sys
import threading
from pathlib import Path

from hnabroad_desktop.base.progress import Report
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.merge import merge
from hnabroad_desktop.exchange.plan import Choice
from hnabroad_desktop.exchange.taking_back import take_back
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store import books, health
from hnabroad_desktop.store.datafile import DataFile
from tests.exchange.worlds import World, shown
from tests.store import toy
from tests.store.toy import HOME, thing

#: So many records come in: enough for several flushes and many pages.
COUNT = 2_500


def state_of(file: DataFile) -> tuple[str, str]:
    """Return what the tables say, and whether the books say the package is in."""
    with file.raw() as db:
        found = [p.state for p in books.packages_in(db)]
    return hashlib.sha256(repr(shown(file)).encode()).hexdigest(), "".join(found)


def saving(file: DataFile, after: int) -> Report:
    """Return a report that has a clerk save once, in the midst of the work: then it begins again."""
    clerk = threading.Thread(target=file.set_setting, args=("beside", str(after)))
    told = 0

    def report(_done: int, _total: int) -> None:
        nonlocal told
        told += 1
        if told > after and file.turns.job_writes and clerk.ident is None:
            clerk.start()

    return report


def turn(file: DataFile, content: Content, one: str, after: int = 0) -> None:
    """Take the package in if it is out, back if it is in, and save something beside."""
    with file.raw() as db:
        package = books.package_in(db, content.package_id)
    if package is not None and package.state == books.MERGED:
        take_back(file, content.package_id, report=saving(file, after))
    else:
        merge(file, content, None, [Choice(one, "name", "Ẩn")], report=saving(file, after))


def kill_once(path: Path, replica: str, content: Content, one: str, seed: int) -> None:
    """Fork one who takes the package in and back without end, saving meanwhile, and kill it."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        try:
            file = toy.opened(path, replica)
            file.turns.quiet = 0
            for after in random.Random(seed).choices(range(20), k=1000):
                os.write(into, b"<")
                turn(file, content, one, after)
        finally:
            os._exit(1)
    os.close(into)
    for _turn in range(1 + seed % 3):
        os.read(out, 1)
    select.select([], [], [], random.Random(seed).random() * 0.5)  # the moment is what the test is about
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(out)


def prepared(world: World) -> tuple[Content, str]:
    """Return a package with much that is new and one difference for the second unit."""
    a, b = world.units[:2]
    made: list[str] = []
    world.write(a, lambda step: made.append(step.add(thing(name="An", place=HOME))))
    world.take(b, world.pack(a, b))
    for unit, name in ((a, "Ân"), (b, "Ấn")):
        world.write(unit, lambda step, n=name: step.change("thing", made[0], {"name": n}))  # type: ignore[misc]
    rows = {"line": (Row({"word": "x"}),)}

    def many(step: object) -> None:
        for number in range(COUNT):
            step.add(thing(name=f"Người {number}", place=HOME, rows=rows))  # type: ignore[attr-defined]

    world.write(a, many)
    return world.pack(a, b), made[0]


def main() -> None:
    """Kill as often as asked; what is found is the state before or after, and sound."""
    rounds = int(sys.argv[1])
    world = World(2)
    content, one = prepared(world)
    unit = world.units[1]
    path, replica = unit.folder / "toy.hnab", unit.file.replica
    states: dict[str, set[str]] = {"out": set(), "in": set()}
    turn(unit.file, content, one)
    states["in"].add(state_of(unit.file)[0])
    turn(unit.file, content, one)
    states["out"].add(state_of(unit.file)[0])
    unit.file.close()
    met = {"in": 0, "out": 0}
    for seed in range(rounds):
        kill_once(path, replica, content, one, seed)
        file = toy.opened(path, replica)
        found, entered = state_of(file)
        where = "in" if entered.endswith(books.MERGED) and entered.count(books.MERGED) == 2 else "out"
        assert {found} == states[where], (seed, where)
        met[where] += 1
        assert health.check(file.vault.writer) == []
        if seed % 10 == 0 or seed == rounds - 1:
            assert list(file.findings()) == []
        file.close()
    unit.file = toy.opened(path, replica)
    world.close()
    print(rounds, met["in"], met["out"])


if __name__ == "__main__":
    main()
