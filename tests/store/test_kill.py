"""Killing the program at any moment loses no confirmed write and corrupts nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hnabroad_desktop.base.paths import ROOT
from hnabroad_desktop.store import health
from tests.store import toy

ROUNDS = 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is forked to be killed; this system has no fork")
def test_a_killed_program_loses_nothing_it_confirmed(tmp_path: Path) -> None:
    path = toy.copy_of_pattern(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.killed", str(path), str(ROUNDS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rounds, confirmed = (int(word) for word in done.stdout.split())
    assert rounds == ROUNDS
    assert confirmed > ROUNDS  # they did write, and were killed while writing
    file = toy.opened(path)
    assert health.check(file.vault.writer, thorough=True) == []
    assert list(file.findings()) == []
    lines = file.counts()["_lines"]
    assert file.rebuild() == lines
    assert list(file.findings()) == []
    file.close()
