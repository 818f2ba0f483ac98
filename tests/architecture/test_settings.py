"""The test run itself is severe: warnings fail, Qt's too, and no test sees the user's own files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.base import i18n
from hnabroad_desktop.base.paths import ROOT

CARELESS = """
import warnings
from PySide6.QtCore import qWarning

def test_python_warns():
    warnings.warn("careless")

def test_qt_warns():
    qWarning("careless")

def test_a_file_is_left_open(tmp_path):
    open(tmp_path / "left", "w")

def test_clean():
    pass
"""


def test_warnings_of_python_and_qt_fail_their_tests(tmp_path: Path) -> None:
    (tmp_path / "test_careless.py").write_text(CARELESS, encoding="utf-8")
    settings = ["-c", str(ROOT / "pyproject.toml"), "--basetemp", str(tmp_path / "temp")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *settings, "-p", "no:cacheprovider", str(tmp_path)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "3 failed, 1 passed" in done.stdout, done.stdout + done.stderr


def test_there_is_no_screen() -> None:
    assert os.environ["QT_QPA_PLATFORM"]


def test_the_home_is_fresh_and_not_the_users() -> None:
    home = Path(os.environ["HNABROAD_HOME"])
    assert list(home.iterdir()) == []
    assert Path(os.environ["XDG_CONFIG_HOME"]) != Path.home() / ".config"


@pytest.mark.parametrize("chosen", ["en", "vi"])
def test_each_test_starts_in_vietnamese(chosen: str) -> None:
    assert i18n.language() == "vi"
    i18n.set_language(chosen)


@given(st.text())
def test_generated_data_may_meet_the_home_of_each_test(text: str) -> None:
    assert os.environ["HNABROAD_HOME"] + text
