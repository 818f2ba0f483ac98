"""Writes in a child, kills it at a random moment, and looks at what is left; many times over.

Run as ``python -m tests.store.killed FILE ROUNDS``: one process pays for the
imports, every round forks from it. Prints the rounds and the confirmed writes.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from pathlib import Path

from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store import health
from hnabroad_desktop.store.datafile import DataFile
from tests.store import toy

#: How many records one step writes: small ones and some that reach many pages.
SIZES = (1, 1, 1, 3, 60)


#: What a record may look like after a report: the confirmed step, or the one that was under way.
Expected = tuple[list[str], list[bool]]


def write(path: Path, report: int, seed: int) -> None:
    """Write without end; every confirmed step is reported by a record and how it may look from now on."""
    chance = random.Random(seed)
    file = toy.opened(path)
    number = 0

    def confirm(record_id: str, names: list[str], deleted: list[bool]) -> None:
        os.write(report, (json.dumps([record_id, names, deleted]) + "\n").encode())

    while True:
        number += 1
        mark = f"{seed}.{number}"
        changes, undoes = number % 3 == 0, number % 7 == 0
        with file.transaction("write") as step:
            rows = {"line": tuple(Row({"word": mark, "amount": 1}) for _row in range(chance.choice((0, 2))))}
            made = [step.add(toy.thing(rows=rows, name=mark)) for _one in range(chance.choice(SIZES))]
        may = [mark, f"{mark} đổi"] if changes else [mark]
        confirm(made[0], may, [False, True] if undoes and not changes else [False])
        if changes:
            with file.transaction("change") as step:
                step.change("thing", made[0], {"name": f"{mark} đổi", "size": number})
            confirm(made[0], [f"{mark} đổi", mark] if undoes else [f"{mark} đổi"], [False])
        if undoes:
            file.undo()
            confirm(made[0], [mark], [not changes])


def kill_once(path: Path, seed: int) -> dict[str, Expected]:
    """Fork a writer, kill it, and return what it confirmed: id -> how that record may look."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        try:
            write(path, into, seed)
        finally:
            os._exit(1)
    os.close(into)
    chance = random.Random(seed)
    if chance.random() < 0.9:
        select.select([out], [], [], 30)  # most are killed while writing, some while opening
    select.select([], [], [], chance.random() * 0.06)  # the moment is what the test is about
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(out, encoding="utf-8") as reported:
        lines = [json.loads(line) for line in reported if line.endswith("\n")]
    return {record_id: (names, deleted) for record_id, names, deleted in lines}


def look(file: DataFile, confirmed: dict[str, Expected]) -> None:
    """Assert that everything confirmed is there and that the engines find no fault."""
    for record_id, (names, deleted) in confirmed.items():
        record = file.get("thing", record_id)
        assert record is not None, record_id
        assert record["name"] in names, (names, record)
        assert record.deleted in deleted, (deleted, record)
    assert health.check(file.vault.writer) == []


def main() -> None:
    """Kill as often as asked; the journal is proved after every 25th round and at the end."""
    path, rounds = Path(sys.argv[1]), int(sys.argv[2])
    total = 0
    for seed in range(1, rounds + 1):
        confirmed = kill_once(path, seed)
        total += len(confirmed)
        file = toy.opened(path)
        look(file, confirmed)
        if seed % 25 == 0 or seed == rounds:
            assert list(file.findings()) == []
        file.close()
    print(rounds, total)


if __name__ == "__main__":
    main()
