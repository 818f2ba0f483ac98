"""Prints the closing line of a test run and ends with 1 unless everything passed.

python installer/closing_line.py REPORT CHECKS PYTEST: the JUnit report of
pytest, how many checks before it failed, and pytest's exit code.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree


def count(report: str) -> tuple[int, int, int]:
    """Return how many tests of a JUnit report passed, failed and were skipped."""
    passed = failed = skipped = 0
    for case in ElementTree.fromstring(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def main(report: str, checks: str, pytest_exit: str) -> int:
    """Print the line; return 1 if a check or a test failed, or none ran."""
    text = Path(report).read_text(encoding="utf-8")
    passed, failed, skipped = count(text) if text else (0, 0, 0)
    failed += int(checks)
    if int(pytest_exit) and failed == int(checks):
        failed += 1  # pytest itself ended badly, e.g. on too little coverage or no test at all
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
