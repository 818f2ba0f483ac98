"""Seeds faults in journal and exchange and sees whether the tests notice: ``python -m tests.mutants [WORD]``.

Kept out of the ordinary run because it takes some twenty minutes. Each fault
is patched into a copy of the package and the fast tests of its part run on it
until one fails. The table says which did; a fault that survives, or whose
place in the code is gone, makes the exit code 1. With WORD only the faults
whose name contains it are tried.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.mutants.exchange import EXCHANGE_FAULTS, EXCHANGE_TESTS
from tests.mutants.fault import Fault, patched
from tests.mutants.journal import JOURNAL_FAULTS, JOURNAL_TESTS
from tests.mutants.sealed import SEALED_FAULTS, SEALED_TESTS
from tests.mutants.versions import OPENING_FAULTS, OPENING_TESTS, VERSIONS_FAULTS, VERSIONS_TESTS

ROOT = Path(__file__).parents[2]

#: A fault that makes a loop endless is noticed too.
LONGEST = 600

PARTS: Sequence[tuple[Sequence[str], Mapping[str, Fault]]] = (
    (JOURNAL_TESTS, JOURNAL_FAULTS),
    (EXCHANGE_TESTS, EXCHANGE_FAULTS),
    (SEALED_TESTS, SEALED_FAULTS),
    (VERSIONS_TESTS, VERSIONS_FAULTS),
    (OPENING_TESTS, OPENING_FAULTS),
)

_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


def catcher(copy: Path, tests: Sequence[str], fault: Fault) -> str:
    """Return the test that fails with the fault in the copy, "" for none; raises LookupError."""
    path, sound, faulty = patched(fault, copy / "hnabroad_desktop")
    path.write_text(faulty, encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", *tests],
            cwd=copy,
            env={**os.environ, "HYPOTHESIS_PROFILE": "seeded", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return f"not ending in {LONGEST} s"
    finally:
        path.write_text(sound, encoding="utf-8")
    if done.returncode == 0:
        return ""
    found = _FAILED.search(done.stdout)
    if done.returncode != 1 or found is None:
        # The tests could not even be collected: that says nothing about them.
        raise SystemExit(done.stdout + done.stderr)
    return found[1].removeprefix("tests/")


def results(copy: Path, word: str) -> Iterator[tuple[str, str]]:
    """Yield each fault with what became of it; "" = it survived."""
    for tests, faults in PARTS:
        for name, fault in faults.items():
            if word in name:
                try:
                    yield name, catcher(copy, tests, fault)
                except LookupError as error:
                    yield name, f"NO LONGER APPLIES: {error}"


def main() -> int:
    """Try every fault; return how many were not noticed or not even seeded."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    tried = bad = 0
    with tempfile.TemporaryDirectory(prefix="hnabroad-mutants-") as folder:
        copy = Path(folder)
        for part in ("hnabroad_desktop", "tests"):
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        for part in ("resources", "translations", "pyproject.toml"):
            os.symlink(ROOT / part, copy / part)
        for name, what in results(copy, word):
            caught = bool(what) and not what.startswith("NO ")
            tried, bad = tried + 1, bad + (not caught)
            print(f"{name:<62} {f'caught by {what}' if caught else what or 'NOT CAUGHT'}", flush=True)
    print(f"{tried} faults, {bad} not caught")
    return bad


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
