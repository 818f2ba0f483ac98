"""Spreadsheets at the command line: lists come in and go back, every cell is told, what is shown goes out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Command
from tests.sheets.lists import old_book

SAMPLES = Path(__file__).parents[1] / "files" / "sheets"
LIST = SAMPLES / "DSCB_tcvn3_40.xls"


def sheet(place: Path, rows: list[list[Any]]) -> Path:
    place.write_bytes(old_book(rows))
    return place


def test_a_list_comes_in_and_goes_back(hnabroad: Command, path: Path) -> None:
    before = hnabroad("list", path, "cadre", "--json").json()
    said = hnabroad("import", path, LIST, "--json").json()
    assert said["counts"]["add"] == 40
    assert said["rows"][0]["cells"][0]["encoding"] == "tcvn3"
    people = {p["id"]: p for p in hnabroad("list", path, "cadre", "--json").json()}
    truth = json.loads((SAMPLES / "DSCB_tcvn3_40.truth.json").read_text("utf-8"))
    names = [people[row["id"]]["full_name"] for row in said["rows"]]
    assert names == [person["name"] for person in truth]
    listed = hnabroad("imports", path, "--json").json()
    assert [batch["file_name"] for batch in listed] == [LIST.name]
    assert LIST.name in hnabroad("take-back", path, said["import"]).out
    assert hnabroad("list", path, "cadre", "--json").json() == before
    assert hnabroad("imports", path, "--json").json()[0]["taken_back"]


def test_a_dry_run_writes_nothing_and_tells_the_same(hnabroad: Command, path: Path) -> None:
    dry = hnabroad("import", path, LIST, "--dry-run", "--json").json()
    assert dry["dry_run"]
    assert dry["import"] is None
    assert hnabroad("imports", path, "--json").json() == []
    real = hnabroad("import", path, LIST, "--json").json()
    for row in (*dry["rows"], *real["rows"]):
        new = row["written"]["unit"]["new"]
        if new in {**dry["waiting_units"], **real["waiting_units"]}:
            row["written"]["unit"]["new"] = "waits"
    assert [row["written"] for row in dry["rows"]] == [row["written"] for row in real["rows"]]
    assert list(real["waiting_units"].values()) == ["Trường Đại học Thủ đô Hà Nội"]
    for row in real["rows"]:
        assert {cell["decision"] for cell in row["cells"]} <= {"written", "same", "kept", "empty"}


def test_again_nothing_is_doubled(hnabroad: Command, path: Path) -> None:
    hnabroad("import", path, LIST)
    again = hnabroad("import", path, LIST, "--json").json()
    assert again["remembered"]
    assert again["counts"]["same"] == 40


def test_the_mapping_told_is_obeyed(hnabroad: Command, path: Path, tmp_path: Path) -> None:
    dry = hnabroad("import", path, LIST, "--dry-run", "--json").json()
    asked = next(row for row in dry["rows"] if row["asks"])
    told = dry["mapping"]
    told["columns"]["I"]["field"] = ""
    told["rows"] = {str(asked["row"]): {"unit": "SNV"}, str(dry["rows"][-1]["row"]): {"skip": True}}
    mapping = tmp_path / "ghép.json"
    mapping.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    said = hnabroad("import", path, LIST, "--mapping", mapping, "--json").json()
    assert said["counts"]["add"] == 39
    one = hnabroad(
        "show", path, "cadre", next(r["id"] for r in said["rows"] if r["row"] == asked["row"]), "--json"
    )
    assert one.json()["unit"] == "SNV"
    assert not any("language_certificate" in row["written_rows"] for row in said["rows"])


@pytest.mark.parametrize(
    "told",
    [
        "[]",
        "{",
        '{"columns": {"ZZ": "full_name"}}',
        '{"columns": {"B": "nobody"}}',
        '{"policies": {"post": "perhaps"}}',
        '{"encodings": {"B": "morse"}}',
        '{"rows": {"5": {"unit": "NOWHERE"}}}',
        '{"rows": {"x": {}}}',
        '{"unknown_unit": "guess"}',
    ],
)
def test_a_wrong_mapping_is_refused(hnabroad: Command, path: Path, tmp_path: Path, told: str) -> None:
    mapping = tmp_path / "sai.json"
    mapping.write_text(told, encoding="utf-8")
    assert hnabroad("import", path, LIST, "--mapping", mapping).refused()
    assert hnabroad("imports", path, "--json").json() == []


def test_rows_left_out_can_be_repaired_and_imported(hnabroad: Command, path: Path, tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính"],
        [1, "Trần Đức Lương", "05/02/1989", "Nam"],
        [2, "Đặng Ngọc Ước", "31/02/1990", "Nữ"],
        [3, "", "1/2/1990", "Nữ"],
    ]
    out = tmp_path / "chưa nhập.xlsx"
    told = hnabroad("import", path, sheet(tmp_path / "a.xls", rows), "--rejected", out)
    assert told.code == 0
    book = openpyxl.load_workbook(out)
    found = [[cell.value for cell in line] for line in book.active.iter_rows()]
    assert len(found) == 3
    assert all(line[-1] for line in found)
    book.active.cell(2, 3).value = "28/02/1990"
    book.active.cell(3, 2).value = "Lý Yến"
    book.save(out)
    said = hnabroad("import", path, out, "--json").json()
    assert said["counts"]["add"] == 2


def test_bad_files_are_one_sentence_each(hnabroad: Command, path: Path, tmp_path: Path) -> None:
    html = tmp_path / "trang.xls"
    html.write_text("<html><table><tr><td>a</td></tr></table></html>", encoding="utf-8")
    cut = tmp_path / "cụt.xls"
    cut.write_bytes(LIST.read_bytes()[:3000])
    empty = tmp_path / "rỗng.csv"
    empty.write_bytes(b"")
    said = {
        hnabroad("import", path, each).refused() for each in (html, cut, empty, tmp_path / "không có.xls")
    }
    assert len(said) == 4
    assert hnabroad("imports", path, "--json").json() == []


def test_what_is_shown_goes_out(hnabroad: Command, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "cán bộ.xlsx"
    assert hnabroad("export", path, "cadre", out).code == 0
    lines = [[cell.value for cell in line] for line in openpyxl.load_workbook(out).active.iter_rows()]
    assert lines[0][:2] == ["Họ và tên", "Ngày sinh"]
    assert len(lines) == 5
    assert "12/03/1985" in {line[1] for line in lines}
    assert hnabroad("export", path, "cadre", out, "--view", "không có").refused()


def test_a_blank_template_comes_back_empty(hnabroad: Command, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "mẫu.xlsx"
    assert hnabroad("template", path, "cadre", out).code == 0
    said = hnabroad("import", path, out, "--dry-run", "--json").json()
    assert said["rows"] == []
    assert said["skipped"][-1]["why"] == "example"
    assert all(one["field"] for one in said["mapping"]["columns"].values() if one["heading"] != "STT")


def test_what_was_done_is_told_to_people_too(hnabroad: Command, path: Path, tmp_path: Path) -> None:
    assert hnabroad("imports", path).code == 0
    rows = [
        ["STT", "Họ và tên", "Ngày sinh"],
        [1, "Lý Yến", "03/04/1990"],
        [2, "", "05/06/1991"],
    ]
    said = hnabroad("import", path, sheet(tmp_path / "a.xls", rows), "--dry-run")
    assert said.code == 0
    assert "chưa ghi gì" in said.out
    said = hnabroad("import", path, LIST)
    assert "25 người chưa rõ đơn vị" in said.out
    assert LIST.name in hnabroad("imports", path).out
    assert hnabroad("take-back", path, "0" * 32).refused()


def test_answers_of_a_mapping_file(hnabroad: Command, path: Path, tmp_path: Path) -> None:
    known = hnabroad("list", path, "cadre", "--json").json()[0]
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Chức vụ"],
        [1, known["full_name"], known["birth_date"][:4], "Phụ trách kho"],
        [2, "Lý Yến", "1990", "Phụ trách kho"],
    ]
    told = {
        "columns": {"Họ và tên": "full_name"},
        "rows": {"2": {"person": known["id"]}, "3": {"person": "new", "sex": "Nữ"}},
        "create": {"post": ["Phụ trách kho"]},
        "texts": {"post": {"không có": "Chuyên viên"}},
        "policies": {"post": "update"},
        "unit": "SNV",
        "unknown_unit": "leave",
    }
    mapping = tmp_path / "ghép.json"
    mapping.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    said = hnabroad("import", path, sheet(tmp_path / "a.xls", rows), "--mapping", mapping, "--json").json()
    assert [row["action"] for row in said["rows"]] == ["update", "add"]
    new = hnabroad("show", path, "cadre", said["rows"][1]["id"], "--json").json()
    assert (new["sex"], new["post"]) == ("female", "Phụ trách kho")
    assert hnabroad("export", path, "cadre", tmp_path / "không" / "có.xlsx").refused()
