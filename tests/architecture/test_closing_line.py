"""The closing line of a test run counts what happened and never calls a bad run good."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.closing_line import main

GOOD = "<testcase/>"
BAD = "<testcase><failure/></testcase>"
BROKEN = "<testcase><error/></testcase>"
SKIPPED = "<testcase><skipped/></testcase>"


@pytest.mark.parametrize(
    ("cases", "checks", "pytest_exit", "line", "exit_code"),
    [
        (GOOD * 2, 0, 0, "2 passed, 0 failed", 0),
        (GOOD + SKIPPED, 0, 0, "1 passed, 0 failed, 1 skipped", 0),
        (GOOD + BAD + BROKEN, 0, 1, "1 passed, 2 failed", 1),
        (GOOD, 2, 0, "1 passed, 2 failed", 1),
        (GOOD, 0, 3, "1 passed, 1 failed", 1),
        (GOOD, 1, 3, "1 passed, 2 failed", 1),
        ("", 0, 5, "0 passed, 1 failed", 1),
        (SKIPPED, 0, 0, "0 passed, 0 failed, 1 skipped", 1),
    ],
)
def test_the_line_and_the_exit_code(
    cases: str,
    checks: int,
    pytest_exit: int,
    line: str,
    exit_code: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = tmp_path / "report.xml"
    report.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>", encoding="utf-8")
    assert main(str(report), str(checks), str(pytest_exit)) == exit_code
    assert capsys.readouterr().out == line + "\n"


def test_a_run_without_a_report_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.xml"
    report.touch()
    assert main(str(report), "0", "4") == 1
    assert capsys.readouterr().out == "0 passed, 1 failed\n"
