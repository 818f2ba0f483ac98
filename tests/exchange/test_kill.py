"""Killing the program while it takes a package in or back leaves before or after, never between."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from hnabroad_desktop.base.paths import ROOT

ROUNDS = int(os.environ.get("EXCHANGE_KILLS", "12"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is forked to be killed; this system has no fork")
def test_a_killed_program_leaves_before_or_after() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.exchange.killed", str(ROUNDS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rounds, inside, outside = (int(word) for word in done.stdout.split())
    assert rounds == ROUNDS
    assert inside + outside == ROUNDS
    assert inside
    assert outside
