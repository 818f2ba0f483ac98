"""US-1: forty cadres from an old Excel in TCVN3, one of them known, taken back to the exact earlier state."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from hnabroad_desktop.actions import imports, records
from hnabroad_desktop.base import dates
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.datafile import DataFile
from tests.imports.conftest import book_of, dump

NAME = "DSCB_tcvn3_40.xls"
SEXES = {"male": "Nam", "female": "Nữ"}


def truth(samples: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((samples / "DSCB_tcvn3_40.truth.json").read_text("utf-8"))
    return found


def known(file: DataFile, person: dict[str, Any]) -> str:
    """Keep one of the list beforehand: the tone on the other letter, no number, an own phone."""
    name = person["name"].replace("oà", "òa").replace("oá", "óa")
    return records.save(
        file,
        CADRE.new(full_name=name, birth_date=person["birth"], unit=file.unit_id, phone="0912345678"),
    ).id


def test_forty_come_in_to_the_letter_and_go_back(file: DataFile, samples: Path) -> None:
    people = truth(samples)
    twin = next(p for p in people if len(p["birth"]) == 10)
    before_id = known(file, twin)
    earlier = dump(file)
    digest = hashlib.sha256((samples / NAME).read_bytes()).hexdigest()

    book = imports.read(samples / NAME)
    layout = imports.lay_out(file, book)
    assert set(layout.decoded.values()) == {"tcvn3"}
    planned = imports.check(file, layout)
    assert dump(file) == earlier
    assert planned.counts()["red"] == 0
    assert (planned.counts()["add"], planned.counts()["update"]) == (39, 1)
    outcome = imports.commit(file, planned)
    assert (len(outcome.added), len(outcome.updated), outcome.rejected) == (39, 1, ())

    by_row = {**outcome.added, **outcome.updated}
    wrong = []
    for planned_row, person in zip(planned.rows, people, strict=True):
        record = file.get("cadre", by_row[planned_row.row])
        assert record is not None
        said = {
            "name": record["full_name"],
            "sex": SEXES[record.text("sex")],
            "birth": record["birth_date"],
            "cccd": record["citizen_id"],
            "party": dates.show(record.text("party_join_date")) if record["party_join_date"] else "",
        }
        expected = {key: person[key] for key in said}
        if record.id == before_id:
            # The name stays as it was written, and what the record had is kept.
            expected["name"] = said["name"]
            assert record["phone"] == "0912345678"
        wrong += [(person["name"], key) for key in said if said[key] != expected[key]]
    assert wrong == []
    assert hashlib.sha256((samples / NAME).read_bytes()).hexdigest() == digest

    batch = imports.batches(file)[0]
    assert batch.record["sha256"] == digest
    assert batch.number("added") == 39
    cells = file.blob(batch.record.text("cells"))
    assert cells is not None
    assert json.loads(cells)["columns"][1][1] == "Họ và tên"
    assert records.next_steps(file)[0].endswith(NAME)
    records.undo(file)
    assert dump(file) == earlier
    assert imports.batches(file)[0].taken_back


def test_nobody_is_moved_to_a_successor(file: DataFile, samples: Path) -> None:
    planned = imports.check(file, imports.lay_out(file, imports.read(samples / NAME)))
    outcome = imports.commit(file, planned)
    asked = 0
    for row in planned.waiting:
        record = file.get("cadre", outcome.added[row.row])
        assert record is not None
        unit = file.get("unit", record.text("unit"))
        assert unit is not None
        cell = row.result.cell("unit")
        assert cell is not None
        ended = unit["valid_to"] is not None
        assert ended or unit["name"] in {cell.text, cell.text.capitalize(), "Trường Đại học Thủ đô Hà Nội"}
        if ended:
            assert any(line["unit"] == unit.id and line["to_date"] for line in record.table("career_record"))
        asked += 1
    assert asked == 25


def test_the_present_organ_is_answered_per_person(file: DataFile, samples: Path) -> None:
    layout = imports.lay_out(file, imports.read(samples / NAME))
    first = imports.check(file, layout).waiting[0]
    old = first.record["unit"]
    repairs = imports.Repairs(values={(first.row, "unit"): file.unit_id})
    planned = imports.check(file, layout, imports.Choices(repairs=repairs))
    assert len(planned.waiting) == 24
    outcome = imports.commit(file, planned)
    record = file.get("cadre", outcome.added[first.row])
    assert record is not None
    assert record["unit"] == file.unit_id
    assert any(line["unit"] == old and line["to_date"] for line in record.table("career_record"))


def test_the_second_file_of_a_layout_needs_no_click(file: DataFile, samples: Path) -> None:
    layout = imports.lay_out(file, imports.read(samples / NAME))
    imports.remember(file, imports.with_target(layout, 8, ""))
    again = imports.lay_out(file, imports.read(samples / "DSCB_unicode_60.xls"))
    assert again.remembered
    assert again.mapping.targets[8] == ""


def test_dates_as_the_clerk_has_them(file: DataFile) -> None:
    rows: list[list[Any]] = [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"],
        [1, "Nguyễn Thị Bích Hường", "12/3/1985", 1185012345],
        [2, "Trần Đức Lương", "1987", ""],
        [3, "Đặng Ngọc Ước", "03-1990", ""],
        [4, "Lý Yến", 31119, ""],
    ]
    planned = imports.check(file, imports.lay_out(file, book_of(file, rows)))
    births = [row.record["birth_date"] for row in planned.rows]
    assert births == ["1985-03-12", "1987", "1990-03", "1985-03-13"]
    assert planned.rows[0].record["citizen_id"] == "001185012345"
    assert [row.state for row in planned.rows] == ["amber", "amber", "amber", "green"]
