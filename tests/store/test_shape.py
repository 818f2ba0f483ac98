"""The shape of the readings has one mark, whatever the order in which this run keeps its sets."""

from __future__ import annotations

import os
import subprocess
import sys

from hnabroad_desktop.base.paths import ROOT

_ASK = """
from hnabroad_desktop.store.datafile import _MODEL, readings_signature
print(readings_signature(_MODEL))
"""


def _mark(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _ASK], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_mark_of_the_readings_is_the_same_in_every_process() -> None:
    assert len({_mark(seed) for seed in ("1", "2", "3")}) == 1
