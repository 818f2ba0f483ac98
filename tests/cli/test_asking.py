"""What is asked on a terminal: passwords, and whether to restore; and output nobody reads to the end."""

from __future__ import annotations

import getpass
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.base.paths import ROOT
from tests import data_files
from tests.cli.conftest import Command


class Terminal(io.StringIO):
    """A keyboard somebody sits at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch, hnabroad: Command) -> list[str]:
    """Answers to what is asked, in order; the password is not in the environment."""
    answers: list[str] = []
    monkeypatch.delenv("HNABROAD_PASSWORD")
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: answers.pop(0))
    monkeypatch.setattr("builtins.input", lambda _prompt: answers.pop(0))
    return answers


def test_the_password_is_asked_for(path: Path, hnabroad: Command, keyboard: list[str]) -> None:
    keyboard[:] = [data_files.PASSWORD, "sai"]
    assert len(hnabroad("list", path, "cadre", "--json").json()) == 4
    assert "Mật khẩu không đúng" in hnabroad("list", path, "cadre").refused()


def test_a_new_password_is_asked_for_twice(tmp_path: Path, hnabroad: Command, keyboard: list[str]) -> None:
    keyboard[:] = ["một mật khẩu", "một mật khầu"]
    said = hnabroad("new", tmp_path / "a.hnab", "--unit", "SNV").refused()
    assert said.startswith("Hai lần nhập mật khẩu không giống nhau.")
    assert list(tmp_path.iterdir()) == []
    keyboard[:] = ["một mật khẩu", "một mật khẩu"]
    assert hnabroad("new", tmp_path / "a.hnab", "--unit", "SNV").code == 0
    keyboard[:] = ["một mật khẩu"]
    assert hnabroad("check", tmp_path / "a.hnab").code == 0


def test_restoring_asks_first_and_no_is_no(
    path: Path, tmp_path: Path, hnabroad: Command, keyboard: list[str]
) -> None:
    keyboard[:] = [data_files.PASSWORD]
    made = hnabroad("backup", path, tmp_path / "sao").out.strip().partition(": ")[2]
    for number in range(22):
        keyboard[:] = [data_files.PASSWORD]
        hnabroad("set", path, "cadre", "SNV-001", f"phone={number}")
    keyboard[:] = [data_files.PASSWORD, "k"]
    done = hnabroad("restore", made, path)
    assert "… và 2 thay đổi khác" in done.out
    assert done.refused().startswith("Đã dừng.")
    keyboard[:] = [data_files.PASSWORD]
    assert hnabroad("show", path, "cadre", "SNV-001", "--json").json()["phone"] == "21"
    keyboard[:] = [data_files.PASSWORD, "c"]
    assert hnabroad("restore", made, path).code == 0
    keyboard[:] = [data_files.PASSWORD]
    done = hnabroad("restore", made, path, "--yes")
    assert done.code == 0
    assert "Tệp không có dữ liệu nào ngoài bản sao lưu." in done.out


def test_a_file_that_cannot_be_read_can_still_be_restored(
    path: Path, tmp_path: Path, hnabroad: Command
) -> None:
    made = hnabroad("backup", path, tmp_path / "sao").out.strip().partition(": ")[2]
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 8] = os.urandom(4096 * 7)
    path.write_bytes(content)
    assert "toàn bộ tệp" in hnabroad("check", path).out
    done = hnabroad("restore", made, path)
    assert done.code == 0, done.said
    assert "Không so sánh được" in done.out
    assert hnabroad("check", path).code == 0


@pytest.fixture
def listing(path: Path, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command whose output is read no further than its first bytes."""
    with subprocess.Popen(
        [sys.executable, "-m", "hnabroad_desktop.cli", "list", str(path), "unit"],
        cwd=ROOT,
        env={**os.environ, "HNABROAD_HOME": str(home), "HNABROAD_PASSWORD": data_files.PASSWORD},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        yield running


def test_output_cut_off_by_its_reader_is_no_fault(listing: subprocess.Popen[bytes]) -> None:
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.read(10)
    listing.stdout.close()
    assert listing.stderr.read() == b""
    assert listing.wait() == 1


def test_texts_that_wait_are_told_in_a_table(path: Path, hnabroad: Command) -> None:
    heading, _line, row = hnabroad("unmatched", path).out.splitlines()
    assert heading.split("  ")[0] == "Danh mục"
    assert "Chuyên gia cao cấp" in row
