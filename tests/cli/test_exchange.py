"""The verbs on packages of a terminal: pack, plan, merge, packages, take-back-package."""

from __future__ import annotations

import json
from pathlib import Path

import pdfplumber
import pytest

from hnabroad_desktop.actions import files, records
from hnabroad_desktop.actions.exchange import notes, sending
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.shipped import unit_id
from tests.cli.conftest import Command
from tests.data_files import CHEAP, PASSWORD

WARD, CITY = "00004.BXDD", "BTCTU"


def make(path: Path, unit: str) -> Path:
    file, _key = files.new(path, unit, "Lan", PASSWORD, cost=CHEAP)
    files.close(file)
    return path


@pytest.fixture
def two(hnabroad: Command, tmp_path: Path) -> tuple[Path, Path]:
    """A ward and the city, each with the other's card confirmed."""
    ward, city = make(tmp_path / "phuong.hnab", WARD), make(tmp_path / "ban.hnab", CITY)
    for one, other in ((ward, city), (city, ward)):
        card = tmp_path / f"{one.stem}.hsk"
        digits = hnabroad("card", one, card, "--json").json()["fingerprint"]
        assert hnabroad("trust", other, card, "--digits", digits).code == 0
    return ward, city


def edit(path: Path, one: str = "", **values: str) -> str:
    file = files.open_file(path, password=PASSWORD)
    try:
        if one:
            with file.transaction("edit") as step:
                step.change("cadre", one, values)
            return one
        unit = unit_id("00004.PVHXH")
        return records.save(file, CADRE.new(full_name="Nguyễn Văn An", unit=unit, sex="male")).id
    finally:
        files.close(file)


def test_a_package_goes_there_and_a_difference_is_settled(
    hnabroad: Command, two: tuple[Path, Path], tmp_path: Path
) -> None:
    ward, city = two
    one = edit(ward)
    out = tmp_path / "goi.hsx"
    told = hnabroad("pack", ward, out, "--to", CITY, "--json").json()
    assert (told["number"], told["counts"]["cadre"]) == (1, 1)
    found = hnabroad("plan", city, out, "--json").json()
    assert (found["new"], found["changed"], found["merged"]) == (1, 0, 0)
    assert (found["conflicts"], found["duplicates"], found["proposals"]) == ([], [], [])
    assert (found["kept"], found["already"]) == (0, False)
    hnabroad("merge", city, out, "--json").json()
    assert hnabroad("plan", city, out, "--json").json()["already"]
    edit(ward, one, phone="1")
    edit(city, one, phone="2")
    again = tmp_path / "goi-2.hsx"
    hnabroad("pack", ward, again, "--to", CITY, "--scope", "people", "--json").json()
    (conflict,) = hnabroad("plan", city, again, "--json").json()["conflicts"]
    shown = {name: conflict[name] for name in ("id", "field", "base", "ours", "theirs")}
    assert shown == {"id": one, "field": "phone", "base": None, "ours": "2", "theirs": "1"}
    choices = tmp_path / "chon.json"
    choices.write_text(json.dumps([{"id": one, "field": "phone", "value": "3"}]), "utf-8")
    merged = hnabroad("merge", city, again, "--choose", choices, "--json").json()
    assert (merged["settled"], merged["open"]) == (1, 0)
    books = hnabroad("packages", city, "--json").json()
    assert [(p["number"], p["direction"], p["state"]) for p in books["packages"]] == [
        (1, "in", "merged"),
        (2, "in", "merged"),
    ]
    taken = hnabroad("take-back-package", city, WARD, "2", "--json").json()
    assert taken == {"numbers": [2], "edited": [], "waiting": []}
    back = tmp_path / "ve.hsx"
    hnabroad("pack", city, back, "--to", WARD)
    hnabroad("merge", ward, back)
    (partner,) = hnabroad("packages", ward, "--json").json()["partners"]
    assert (partner["sent"], partner["confirmed"], partner["received"]) == (2, 1, 1)


def test_what_is_wrong_is_said_in_one_sentence(
    hnabroad: Command, two: tuple[Path, Path], tmp_path: Path
) -> None:
    ward, city = two
    edit(ward)
    out = tmp_path / "goi.hsx"
    assert "Ngọc Hà" in hnabroad("pack", ward, out, "--to", "00008.BXDD").refused()
    hnabroad("pack", ward, out, "--to", "khong-co").refused()
    hnabroad("pack", ward, out, "--to", CITY, "--scope", "khac").refused()
    assert not out.exists()
    hnabroad("pack", ward, out, "--to", CITY)
    hnabroad("merge", ward, out).refused()
    bad = tmp_path / "chon.json"
    bad.write_text("[1]", "utf-8")
    hnabroad("merge", city, out, "--choose", bad).refused()
    bad.write_text('[{"id": "x", "field": "phone", "value": 1}]', "utf-8")
    hnabroad("merge", city, out, "--choose", bad).refused()
    hnabroad("take-back-package", city, WARD, "7").refused()
    assert hnabroad("merge", city, out).code == 0


def test_papers_come_with_the_packages(hnabroad: Command, two: tuple[Path, Path], tmp_path: Path) -> None:
    ward, city = two
    edit(ward)
    out, note, report = (tmp_path / name for name in ("goi.hsx", "phieu.pdf", "bao-cao.pdf"))
    packed = hnabroad("pack", ward, out, "--to", CITY, "--scope", "people", "--note", note, "--json").json()
    assert packed["note"] == str(note)
    with pdfplumber.open(note) as pages:
        assert packed["code"] in (pages.pages[0].extract_text() or "")
    assert hnabroad("merge", city, out, "--report", report).code == 0
    with pdfplumber.open(report) as pages:
        assert packed["code"] in (pages.pages[0].extract_text() or "")


def test_a_shortcut_is_said_and_never_opened(
    hnabroad: Command, two: tuple[Path, Path], tmp_path: Path
) -> None:
    ward, city = two
    edit(ward)
    out = tmp_path / "usb" / "goi.hsx"
    out.parent.mkdir()
    assert hnabroad("pack", ward, out, "--to", CITY).code == 0
    shortcut = out.with_suffix(".lnk")
    shortcut.write_bytes(b"L\0\0\0")
    assert str(out) in hnabroad("plan", city, shortcut).refused()
    done = hnabroad("plan", city, out, "--json")
    assert done.json()["new"] == 1
    assert "vi-rút" in done.said


def test_the_books_keep_what_the_note_says(hnabroad: Command, two: tuple[Path, Path], tmp_path: Path) -> None:
    ward, city = two
    edit(ward)
    out = tmp_path / "goi.hsx"
    packed = hnabroad("pack", ward, out, "--to", CITY, "--scope", "people", "--json").json()
    file = files.open_file(ward, password=PASSWORD)
    (kept,) = sending.packages(file)
    assert (kept.code, kept.size, kept.scopes) == (packed["code"], out.stat().st_size, ("people",))
    note = notes.note_again(file, kept.id)
    for part in (
        packed["code"],
        "Ban Tổ chức Thành ủy",
        "Hồ sơ cán bộ và đề nghị cử",
        "goi.hsx",
        "Gói số 01",
    ):
        assert part in note.text
    with pytest.raises(AppError):
        notes.note_again(file, "0" * 32)
    files.close(file)
    assert hnabroad("merge", city, out).code == 0
    file = files.open_file(city, password=PASSWORD)
    (came,) = sending.packages(file)
    assert (came.direction, came.code) == ("in", packed["code"])
    with pytest.raises(AppError):
        notes.note_again(file, came.id)
    files.close(file)
