"""Where the list of a file lies, what its columns mean, and how both are put right and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from hnabroad_desktop.actions import catalogues, imports, parked, records
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.datafile import DataFile
from tests.imports.conftest import book_of

LIST = "DSCB_tcvn3_40.xls"


def test_a_sheet_that_is_not_there_is_said(file: DataFile, samples: Path) -> None:
    book = imports.read(samples / LIST)
    assert imports.lay_out(file, book, sheet=" dscb ").sheet.name == "DSCB"
    for asked in ({"sheet": "Sheet9"}, {"kind": "nobody"}):
        with pytest.raises(AppError):
            imports.lay_out(file, book, **asked)


def test_an_encoding_is_corrected_and_remembered(file: DataFile, samples: Path) -> None:
    layout = imports.lay_out(file, imports.read(samples / LIST))
    wrong = imports.with_encoding(layout, 1, "vni")
    assert wrong.grid.text(4, 1) != layout.grid.text(4, 1)
    imports.remember(file, imports.with_policy(wrong, "post", "keep"))
    again = imports.lay_out(file, imports.read(samples / LIST))
    assert again.mapping.encodings == {1: "vni"}
    assert again.policies == {"post": "keep"}
    assert imports.lay_out(file, again.book, plain=True).mapping.encodings == {}
    right = imports.with_encoding(again, 1, "")
    assert right.grid.text(4, 1) == layout.grid.text(4, 1)


def test_a_header_moved_by_hand_is_found_there_again(file: DataFile, samples: Path) -> None:
    layout = imports.lay_out(file, imports.read(samples / LIST))
    moved = imports.with_header(layout, 2, 3)
    assert moved.moved
    imports.remember(file, moved)
    again = imports.lay_out(file, imports.read(samples / LIST))
    assert (again.table.header_top, again.table.header_end) == (2, 3)
    with pytest.raises(AppError):
        imports.with_header(layout, 900, 901)


def test_a_file_that_is_gone_is_said(file: DataFile, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="Chưa nhập gì"):
        imports.read(tmp_path / "không có.xls")


def test_other_kinds_are_matched_by_code_and_by_name(file: DataFile) -> None:
    rows = [
        ["Tên nước", "Mã nước"],
        ["Nước Ví Dụ", ""],
        ["Nhật Bản", ""],
    ]
    layout = imports.lay_out(file, book_of(file, rows), kind="country")
    for place, path in enumerate(("name_vi", "code")):
        if path in layout.record_type.by_name:
            layout = imports.with_target(layout, place, path)
    plan = imports.check(file, layout)
    assert plan.rows[1].match is not None
    assert plan.rows[1].match.why == "title"
    assert "Nhật Bản" in plan.rows[1].match.reason


def test_two_records_that_may_be_meant_are_asked_about(file: DataFile) -> None:
    for number in ("A-1", "A-2"):
        values = {"full_name": "Lý Yến", "birth_date": "1990-01-02", "staff_number": number}
        records.save(file, CADRE.new(unit=file.unit_id, **values))
    head = ["STT", "Họ và tên", "Ngày sinh", "Số hiệu cán bộ, công chức"]
    found = []
    for number in ("", "A-2"):
        rows = [head, [1, "Lý Yến", "2/1/1990", number]]
        match = imports.check(file, imports.lay_out(file, book_of(file, rows))).rows[0].match
        assert match is not None
        found.append(match.doubt or match.why)
    assert found == ["several", "staff_number"]


def test_the_past_unit_of_a_known_person_is_added_once(file: DataFile, samples: Path) -> None:
    first = imports.check(file, imports.lay_out(file, imports.read(samples / LIST))).waiting[0]
    past = next(str(line["unit"]) for line in first.record.table("career_record") if line["unit"])
    known = records.save(
        file,
        CADRE.new(
            full_name=first.record["full_name"], birth_date=first.record["birth_date"], unit=file.unit_id
        ).with_table("language_certificate", [Row({"language": "en", "type": "ielts", "score": "6.0"})]),
    ).id
    for _turn in range(2):
        imports.commit(file, imports.check(file, imports.lay_out(file, imports.read(samples / LIST))))
    record = file.get("cadre", known)
    assert record is not None
    assert record["unit"] == file.unit_id
    assert [line["unit"] for line in record.table("career_record")].count(past) == 1


def test_a_blank_template_of_another_kind(file: DataFile, tmp_path: Path) -> None:
    place = tmp_path / "mẫu.xlsx"
    place.write_bytes(imports.template(file, "unit"))
    layout = imports.lay_out(file, imports.read(place), kind="unit")
    assert "name" in layout.mapping.targets.values()
    assert layout.table.rows == ()


def test_what_is_not_there_cannot_be_matched_or_taken_back(file: DataFile) -> None:
    with pytest.raises(AppError):
        catalogues.match(file, "unit", "không có", "SNV")
    with pytest.raises(AppError):
        imports.take_back(file, "0" * 32)
    assert ("SNV", "Sở Nội vụ") in [(code, name[:9]) for code, name in catalogues.options(file, "unit")]
    assert parked.waiting(file) == []


def test_in_a_file_opened_to_view_nothing_is_remembered(file: DataFile, samples: Path) -> None:
    layout = imports.lay_out(None, imports.read(samples / LIST))
    assert not layout.remembered
