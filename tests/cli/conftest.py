"""The real command on a real data file, in this process."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hnabroad_desktop.cli import main
from tests import data_files


@dataclass(frozen=True)
class Done:
    """What a command ended with."""

    code: int
    out: str
    said: str

    def json(self) -> Any:
        """Return what was written for programs."""
        assert self.code == 0, self.said
        return json.loads(self.out)

    def refused(self) -> str:
        """Return the one sentence a failure is told in."""
        assert self.code == 1
        assert self.said.endswith("\n")
        assert self.said.count("\n") == 1, self.said
        assert "Traceback" not in self.said
        return self.said.strip()


Command = Callable[..., Done]


@pytest.fixture
def home() -> Path:
    """What the program keeps for the user of this test's machine."""
    return Path(os.environ["HNABROAD_HOME"])


@pytest.fixture
def hnabroad(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command and returns how it ended."""
    monkeypatch.setenv("HNABROAD_PASSWORD", data_files.PASSWORD)

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, said = capsys.readouterr()
        return Done(code, out, said)

    return run
