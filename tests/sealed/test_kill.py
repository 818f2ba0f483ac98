"""Killing the program while it packs leaves the package before or the one after, never something between."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hnabroad_desktop.base.paths import ROOT

ROUNDS = 60


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is forked to be killed; this system has no fork")
def test_a_killed_program_leaves_a_whole_package(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.sealed.killed", str(tmp_path), str(ROUNDS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rounds, confirmed, under_way = (int(word) for word in done.stdout.split())
    assert rounds == ROUNDS
    assert confirmed > 0
    assert under_way > ROUNDS // 2
