"""Data files of every released format open, prove sound, fold again and can be worked on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hnabroad_desktop.store import health
from hnabroad_desktop.store.errors import WrongPassword
from hnabroad_desktop.store.opening import open_file
from tests.golden import FOLDER, GONE, LONG, MAI, OTHER_UNIT, PASSWORD, UNIT, make

FILES = sorted(FOLDER.glob("format-*.hnab"))


def test_there_are_golden_files() -> None:
    assert [path.name for path in FILES] == ["format-1.hnab"]


@pytest.mark.parametrize("golden", FILES, ids=lambda path: path.stem)
def test_a_file_of_a_released_format_lives_on(golden: Path, tmp_path: Path) -> None:
    for part in (golden, golden.with_name(f"{golden.name}.keys")):
        shutil.copy(part, tmp_path / part.name)
    _lives(tmp_path / golden.name)


def test_a_file_of_today_says_the_same(tmp_path: Path) -> None:
    make(tmp_path / "today.hnab")
    _lives(tmp_path / "today.hnab")


def _lives(path: Path) -> None:
    with pytest.raises(WrongPassword):
        open_file(path, password="sai")
    file = open_file(path, password=PASSWORD)
    assert health.check(file.vault.writer, thorough=True) == []
    for _time in range(2):
        assert list(file.findings()) == []
        mai, long, gone = (file.get("cadre", i) for i in (MAI, LONG, GONE))
        assert mai is not None
        assert long is not None
        assert gone is not None
        assert (mai["full_name"], mai["phone"], mai["post"]) == (
            "Nguyễn Thị Mai",
            "0912 345 678",
            "~Phó Chủ tịch",
        )
        assert (mai["coefficient"], mai["not_party_member"], mai["unit"]) == ("3.66", True, UNIT)
        assert sorted((row["year"], row["rating"]) for row in mai.table("rating")) == [
            (2024, "good"),
            (2025, "excellent"),
        ]
        assert (long["unit"], long.deleted, gone.deleted) == (OTHER_UNIT, False, True)
        assert file.rebuild() == file.counts()["_lines"]
    told = [(e.field, e.old, e.new) for e in file.history("cadre", MAI) if e.field == "phone"]
    assert told == [
        ("phone", "không giữ", "0912 345 678"),
        ("phone", "0912 345 678", "không giữ"),
        ("phone", "không giữ", "0912 345 678"),
        ("phone", "0912 345 678", "không giữ"),
        ("phone", None, "0912 345 678"),
    ]
    assert [e.new for e in file.history("cadre", GONE) if e.field == "_deleted"] == ["Nhập trùng"]
    with file.transaction("change") as step:
        step.change("cadre", MAI, {"phone": "1"})
    file.undo()
    assert list(file.findings()) == []
    file.close()
