"""Units are rearranged by a plan file, and figures by unit are told, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Command

ACT = {
    "document_type": "resolution",
    "number": "12/NQ-HĐND",
    "date": "2025-12-08",
    "summary": "sắp xếp tổ chức",
}
NEW = {"new": {"code": "SNV-2", "name": "Sở Nội vụ và Lao động"}, "main": True}
RENAMED: dict[str, Any] = {
    "day": "01/01/2026",
    "act": ACT,
    "parts": [{"kind": "rename", "old": ["SNV"], "successors": [NEW]}],
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "phương án.json"


def say(plan: Path, what: Any) -> Path:
    plan.write_text(json.dumps(what, ensure_ascii=False), encoding="utf-8")
    return plan


def test_a_plan_is_looked_over_and_then_carried_out(hnabroad: Command, path: Path, plan: Path) -> None:
    looked = hnabroad("rearrange", path, say(plan, RENAMED), "--dry-run", "--json").json()
    assert not looked["written"]
    assert looked["legal_basis"] == "Nghị quyết số 12/NQ-HĐND, ngày 08/12/2025"
    assert [person["proposed"] for person in looked["people"]] == ["SNV-2"] * 4
    assert {person["moves_to"] for person in looked["people"]} == {None}
    assert hnabroad("show", path, "unit", "SNV-2").code == 1
    moved = {**RENAMED, "moves": {"SNV-001": "SNV-2", "SNV-002": "SNV-2"}}
    said = hnabroad("rearrange", path, say(plan, moved))
    assert said.code == 0
    assert "Đã sắp xếp: Nghị quyết số 12/NQ-HĐND" in said.out
    assert hnabroad("show", path, "cadre", "SNV-001", "--json").json()["unit"] == "SNV-2"
    assert hnabroad("show", path, "cadre", "SNV-003", "--json").json()["unit"] == "SNV"
    was, now = (hnabroad("statistics", path, "--by", by, "--json").json() for by in ("unit", "successor"))
    assert {x["unit"]: x["cadres"] for x in was["units"]} == {"SNV": 2, "SNV-2": 2}
    assert {x["unit"]: x["cadres"] for x in now["units"]} == {"SNV-2": 4}
    assert was["total"] == now["total"]
    assert hnabroad("undo", path).code == 0
    assert hnabroad("show", path, "cadre", "SNV-001", "--json").json()["unit"] == "SNV"


def test_existing_units_and_territories_are_named_by_code(hnabroad: Command, path: Path, plan: Path) -> None:
    parts = [
        {
            "kind": "amalgamate",
            "old": ["00070", "00082"],
            "successors": [{"new": {"code": "99001", "name": "Phường Hồ Gươm"}}],
            "organs": True,
        },
        {"kind": "absorb", "old": ["SYT"], "successors": ["STC"]},
        {"kind": "dissolve", "old": ["STP"], "successors": [{"unit": "STC", "note": "gợi ý"}]},
    ]
    basis = {"day": "2026-01-01", "legal_basis": "Nghị quyết số 1", "parts": parts}
    told = hnabroad("rearrange", path, say(plan, basis), "--json").json()
    assert told["written"]
    assert {"code": "99001.UBND", "name": "Ủy ban nhân dân phường Hồ Gươm"} in told["made"]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ([], "phương án"),
        ({"day": "2026-01-01"}, "parts"),
        ({"day": "2026-01-01", "parts": [{"kind": "melt"}]}, "kind"),
        ({"day": "hôm kia", "legal_basis": "x", "parts": []}, "day"),
        ({"day": "2026-01-01", "legal_basis": "x", "parts": [{"kind": "rename", "old": ["KHONG"]}]}, "KHONG"),
        ({**RENAMED, "parts": [{"kind": "dissolve", "old": ["SNV"], "organs": True}]}, "một đơn vị kế thừa"),
        ({**RENAMED, "parts": [{"kind": "rename", "old": [], "successors": [NEW]}]}, "old"),
        ({**RENAMED, "act": None}, "căn cứ"),
        ({**RENAMED, "moves": []}, "moves"),
    ],
)
def test_a_plan_that_cannot_be_is_one_sentence(
    hnabroad: Command, path: Path, plan: Path, what: Any, said: str
) -> None:
    assert said in hnabroad("rearrange", path, say(plan, what)).refused()
    assert hnabroad("statistics", path, "--json").json()["total"]["cadres"] == 4


def test_a_file_that_is_no_plan_is_refused(hnabroad: Command, path: Path, tmp_path: Path) -> None:
    assert "không.json" in hnabroad("rearrange", path, tmp_path / "không.json").refused()


def test_figures_are_told_as_a_table_and_written(hnabroad: Command, path: Path, tmp_path: Path) -> None:
    told = hnabroad("statistics", path, "--from", "01/01/2026", "--to", "31/12/2026")
    assert "Sở Nội vụ" in told.out
    assert "Tổng số" in told.out
    out = tmp_path / "thống kê.xlsx"
    assert str(out) in hnabroad("statistics", path, "--out", out).out
    assert openpyxl.load_workbook(out).active["A2"].value == "Sở Nội vụ"
    assert "hôm kia" in hnabroad("statistics", path, "--day", "hôm kia").refused()
    assert "không ghi" in hnabroad("statistics", path, "--out", tmp_path).refused().lower()
