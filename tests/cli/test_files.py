"""Data files from a terminal: new, check, backup, restore, rebuild; and the command as its own process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hnabroad_desktop.base.paths import ROOT
from tests import data_files
from tests.cli.conftest import Command


def test_a_new_file_tells_its_recovery_key_once(tmp_path: Path, hnabroad: Command) -> None:
    path = tmp_path / "mới.hnab"
    made = hnabroad("new", path, "--unit", "SNV", "--person", "Lan")
    assert made.code == 0
    key = next(line for line in made.out.splitlines() if line.startswith("Mã khôi phục: ")).split(": ")[1]
    assert len(key.replace("-", "")) > 20
    assert hnabroad("list", path, "cadre", "--json").json() == []
    assert key not in hnabroad("check", path).out
    assert "đã có" in hnabroad("new", path, "--unit", "SNV").refused()


def test_no_file_is_left_of_a_new_one_that_could_not_be_made(tmp_path: Path, hnabroad: Command) -> None:
    assert "XX" in hnabroad("new", tmp_path / "a.hnab", "--unit", "XX").refused()
    assert "thư mục" in hnabroad("new", tmp_path / "không có" / "a.hnab", "--unit", "SNV").refused()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder nobody can write to")
def test_a_folder_that_cannot_be_written_to(hnabroad: Command) -> None:
    hnabroad("new", "/sys/kernel/a.hnab", "--unit", "SNV").refused()
    assert not Path("/sys/kernel/a.hnab").exists()


def test_a_sound_file_passes_its_check(path: Path, hnabroad: Command) -> None:
    assert hnabroad("check", path, "--json").json() == {"ok": True, "findings": []}
    assert hnabroad("check", path).out.startswith("Dữ liệu toàn vẹn")


@pytest.mark.parametrize("page", [1, 40, -2])
def test_a_damaged_file_is_found_out(page: int, path: Path, hnabroad: Command) -> None:
    content = bytearray(path.read_bytes())
    place = page * 4096 if page > 0 else len(content) + page * 4096
    content[place + 100 : place + 108] = b"\xffDAMAGE\xff"
    path.write_bytes(content)
    done = hnabroad("check", path, "--json")
    assert '"ok": false' in done.out
    done.refused()
    assert path.read_bytes() == bytes(content)
    assert "Traceback" not in hnabroad("list", path, "cadre").said


def test_a_backup_is_listed_and_restored_after_telling_what_is_lost(
    path: Path, tmp_path: Path, hnabroad: Command
) -> None:
    folder = tmp_path / "bản sao"
    made = Path(hnabroad("backup", path, folder).out.strip().partition(": ")[2])
    assert made.parent == folder
    listed = hnabroad("backups", path, "--in", folder, "--json").json()
    assert [(each["path"], each["reason"], each["records"]["cadre"]) for each in listed] == [
        (str(made), "manual", 4)
    ]
    assert made.name in hnabroad("backups", path, "--in", folder).out
    hnabroad("set", path, "cadre", "SNV-001", "phone=1")
    hnabroad("delete", path, "cadre", "SNV-002", "--reason", "nhầm")
    done = hnabroad("restore", made, path)
    assert done.code == 0
    assert "Xóa: Lê Thị Hòa" in done.out
    assert "Sửa: Nguyễn Văn An" in done.out
    assert "phone" not in hnabroad("show", path, "cadre", "SNV-001", "--json").json()
    assert len(hnabroad("list", path, "cadre", "--json").json()) == 4
    elsewhere = tmp_path / "khác.hnab"
    assert hnabroad("restore", made, elsewhere).code == 0
    assert len(hnabroad("list", elsewhere, "cadre", "--json").json()) == 4


def test_no_backup_yet(path: Path, hnabroad: Command) -> None:
    assert hnabroad("backups", path).out.startswith("Chưa có bản sao lưu nào")
    assert hnabroad("backups", path, "--json").json() == []


def test_restoring_refuses_what_is_no_backup(path: Path, tmp_path: Path, hnabroad: Command) -> None:
    before = path.read_bytes()
    fake = tmp_path / "giả.hnabak"
    fake.write_bytes(b"PK\x03\x04")
    assert "giả.hnabak" in hnabroad("restore", fake, path).refused()
    assert path.read_bytes() == before


def test_rebuilding_changes_nothing_that_can_be_read(path: Path, hnabroad: Command) -> None:
    before = hnabroad("list", path, "cadre", "--json").out
    assert "dòng nhật ký" in hnabroad("rebuild", path).out
    assert hnabroad("list", path, "cadre", "--json").out == before


def process(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    plain = {
        k: v for k, v in os.environ.items() if not k.startswith(("LANG", "LC_", "PYTHONUTF8", "PYTHONIO"))
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**plain, "HNABROAD_HOME": str(home), "LANG": "C", **environment},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["", "cp1252"])
def test_a_process_of_its_own_speaks_utf8_whatever_the_system_does(
    encoding: str, path: Path, home: Path
) -> None:
    environment = {"HNABROAD_PASSWORD": data_files.PASSWORD, "PYTHONUTF8": "0"}
    if encoding:
        environment["PYTHONIOENCODING"] = encoding
    done = process("-m", "hnabroad_desktop.cli", "list", str(path), "cadre", home=home, **environment)
    assert done.returncode == 0, done.stderr.decode()
    assert "Đặng Minh Ánh" in done.stdout.decode("utf-8")
    refused = process("-m", "hnabroad_desktop.cli", "list", str(path), "x", home=home, **environment)
    assert refused.returncode == 1
    assert refused.stderr.decode("utf-8").startswith("Không có loại hồ sơ")
    assert b"Traceback" not in refused.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_the_window_without_a_screen_is_refused_in_a_sentence(home: Path) -> None:
    done = process("-m", "hnabroad_desktop", home=home, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 1
    assert done.stderr.decode("utf-8").startswith("Máy không có màn hình")


def test_practice_data_opens_without_a_password_and_prints(
    tmp_path: Path, hnabroad: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HNABROAD_PASSWORD")
    path = tmp_path / "mẫu.hnab"
    assert hnabroad("demo", path).out == f"Đã lập dữ liệu thực hành: {path}\n"
    assert "đã có" in hnabroad("demo", path).refused()
    for kind in ("cadre", "partner", "agreement", "institution", "plan", "class"):
        assert hnabroad("list", path, kind, "--json").json() != []
    done = hnabroad("print", path, "LOP-2026-07", "--profile", "party", "--out", tmp_path / "out", "--docx")
    assert done.code == 0
    assert len(list((tmp_path / "out").iterdir())) == 2
    made = hnabroad("backup", path, tmp_path / "sao").out.strip().partition(": ")[2]
    assert hnabroad("restore", made, tmp_path / "khác.hnab").code == 0
