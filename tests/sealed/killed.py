"""Packs in a child, kills it at a random moment, and looks at what lies there; many times over.

Run as ``python -m tests.sealed.killed FOLDER ROUNDS``: one process pays for
the imports, every round forks from it. Prints the rounds, how many packages
were confirmed and how many kills came while one was being written.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
from pathlib import Path

from hnabroad_desktop.exchange import package
from tests.sealed.units import CITY, WARD, cards, content, lines, stream, trusting

NAME = "goi.hsx"
#: Of a size that takes a while, so that most kills come while something is being written.
TOLD = stream(1, lines(12_000))


def pack(folder: Path, report: int, first: int) -> None:
    """Pack without end into one name; each package has its number, told when it is called written."""
    number = first
    while True:
        number += 1
        os.write(report, b"<")
        package.write(folder / NAME, content([TOLD], number=number), WARD, cards(CITY))
        os.write(report, b">")


def lies_there(folder: Path) -> int:
    """Return the number of the package that lies there, which must be whole."""
    found = package.read(folder / NAME, CITY, trusting(WARD))
    try:
        assert list(found.streams[0].lines) == TOLD.lines
        return found.number
    finally:
        found.close()


def kill_once(folder: Path, seed: int, first: int) -> tuple[int, bool]:
    """Fork a packer, kill it, and return how many packages it confirmed, and whether one was under way."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        try:
            pack(folder, into, first)
        finally:
            os._exit(1)
    os.close(into)
    select.select([out], [], [], 30)
    select.select([], [], [], random.Random(seed).random() * 0.25)  # the moment is what the test is about
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(out, "rb") as reported:
        told = reported.read()
    return told.count(b">"), told.endswith(b"<")


def main() -> None:
    """Kill as often as asked; after each the package is the last confirmed one or the one after it."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    package.write(folder / NAME, content([TOLD], number=1), WARD, cards(CITY))
    number, confirmed, under_way = 1, 0, 0
    for seed in range(rounds):
        done, open_end = kill_once(folder, seed, number)
        found = lies_there(folder)
        assert found in (number + done, number + done + open_end), (found, number, done)
        number, confirmed, under_way = found, confirmed + done, under_way + open_end
        assert {each.name for each in folder.iterdir()} <= {NAME, f".{NAME}.new"}
    package.write(folder / NAME, content([TOLD], number=number + 1), WARD, cards(CITY))
    assert [each.name for each in folder.iterdir()] == [NAME]
    print(rounds, confirmed, under_way)


if __name__ == "__main__":
    main()
