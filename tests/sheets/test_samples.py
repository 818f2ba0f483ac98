"""Real-style lists of four encodings come in cell by cell as their truth says."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.sheets import detect, mapping, preflight, reading, table
from hnabroad_desktop.sheets.matching import comparing
from hnabroad_desktop.sheets.preflight import Preflight
from hnabroad_desktop.sheets.results import RowResult
from tests.sheets.words_of_file import shipped

FOLDER = Path(__file__).parents[1] / "files" / "sheets"
FILES = ("DSCB_tcvn3_40", "DSCB_vni_24", "DSCB_unicode_60", "DSCB_nfd_20")
TODAY = dt.date(2026, 11, 24)


def _checked(name: str) -> tuple[Preflight, list[dict[str, Any]]]:
    path = FOLDER / f"{name}.xls"
    before = path.read_bytes()
    grid = detect.read_sheet(reading.read(before, path.name).filled[0])
    found = table.find(grid, mapping.known_headings(CADRE))
    checked = preflight.check(grid, found, mapping.propose(found, CADRE), CADRE, shipped(), today=TODAY)
    assert path.read_bytes() == before
    return checked, json.loads((FOLDER / f"{name}.truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_every_cell_is_what_the_truth_says(name: str) -> None:
    checked, truth = _checked(name)
    assert len(checked.rows) == len(truth)
    assert checked.counts()["red"] == 0
    wrong = []
    for row, true in zip(checked.rows, truth, strict=True):
        values = row.record.values
        said = {
            "name": values["full_name"],
            "sex": {"male": "Nam", "female": "Nữ"}[str(values["sex"])],
            "birth": values["birth_date"],
            "cccd": values["citizen_id"],
            "party": dates.show(row.record.text("party_join_date")),
        }
        wrong += [(row.row, key, value, true[key]) for key, value in said.items() if value != true[key]]
        wrong += (
            _wrong_unit(row, true["unit"])
            + _wrong_post(row, true["post"])
            + _wrong_language(row, true["lang"])
        )
    assert wrong == []


def _wrong_unit(row: RowResult, true: str) -> list[Any]:
    cell = row.cell("unit")
    assert cell is not None
    units = shipped().kind("unit").by_value
    past = row.record.table("career_record")
    if cell.value is not None:
        named = units[str(cell.value)]
        ok = any(comparing(text) == comparing(true) for text in named.texts) and not named.ended and not past
    elif past and past[0]["unit"]:
        named = units[str(past[0]["unit"])]
        ok = comparing(named.label) == comparing(true) and past[0]["to_date"] == "2025-06-30"
        ok = ok and row.asks == ("unit",) and past[0]["post"] == row.record["post"]
    else:
        ok = bool(past) and fold(str(past[0]["unit_text"])) == fold(true) and row.asks == ("unit",)
    return [] if ok else [(row.row, "unit", cell, true)]


def _wrong_post(row: RowResult, true: str) -> list[Any]:
    post = row.record.text("post")
    entry = shipped().catalogue("post").by_value.get(post)
    # A post the catalogue knows by its organ: "Chủ tịch" of a UBND is "Chủ tịch UBND".
    ok = post == "~" + true if entry is None else fold(entry.label).startswith(fold(true))
    return [] if ok else [(row.row, "post", post, true)]


def _wrong_language(row: RowResult, true: str) -> list[Any]:
    lines = row.record.table("language_certificate")
    said = [dict(line.values) for line in lines]
    expected: dict[str, list[dict[str, Any]]] = {
        "": [],
        "IELTS 6.0": [{"language": "en", "type": "ielts", "score": "6.0"}],
        "IELTS 5,5": [{"language": "en", "type": "ielts", "score": "5.5"}],
        "TOEIC 650": [{"language": "en", "type": "toeic_4", "score": "650"}],
        "JLPT N3": [{"language": "ja", "type": "jlpt", "score": "N3"}],
        "Tiếng Anh B1": [{"language": "en", "level": 3}],
    }
    return [] if said == expected[true] else [(row.row, "lang", said, true)]


@pytest.mark.parametrize("name", FILES)
def test_amber_says_why(name: str) -> None:
    checked, _truth = _checked(name)
    for row in checked.rows:
        for cell in row.cells:
            assert (cell.state == "green") or cell.reason


def test_all_four_share_one_layout() -> None:
    found = set()
    for name in FILES:
        grid = detect.read_sheet(reading.read((FOLDER / f"{name}.xls").read_bytes(), name).filled[0])
        found.add(mapping.signature(table.find(grid, mapping.known_headings(CADRE)), "cadre"))
    assert len(found) == 1


def test_the_date_of_the_list_is_read_from_its_title() -> None:
    grid = detect.read_sheet(reading.read((FOLDER / "DSCB_tcvn3_40.xls").read_bytes(), "a").filled[0])
    assert preflight.list_date(grid, table.find(grid, mapping.known_headings(CADRE))) == "2016-12-31"
