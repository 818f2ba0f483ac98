"""The one box: names, numbers, passports, posts, units, papers; marks optional, order free, best first."""

from __future__ import annotations

from typing import Any

import pytest

from hnabroad_desktop.actions import lists, records
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile


def add(file: DataFile, name: str, **more: Any) -> str:
    return records.save(file, CADRE.new(full_name=name, unit=file.unit_id, **more)).id


def titles(file: DataFile, words: str, *kinds: str) -> list[str]:
    return [hit.title for hit in lists.search(file, words, kinds)]


def test_words_in_any_order_without_marks(file: DataFile) -> None:
    add(file, "Đặng Ngọc Ước")
    for words in ("uoc ngoc dang", "Ước", "ĐẶNG ước", "dang/uoc", "  uoc  "):
        assert titles(file, words)[0] == "Đặng Ngọc Ước"
    assert titles(file, "uoc nobody") == []
    assert titles(file, "  ") == []
    assert titles(file, "%") == []


def test_marks_as_typed_come_first_however_many_lack_them(file: DataFile) -> None:
    for number in range(130):
        add(file, f"An Thị Hoa{'ạảá'[number % 3]} Hoả")
    add(file, "Ông Văn Hòa")
    assert titles(file, "Hòa")[0] == "Ông Văn Hòa" or "Hòa" in titles(file, "Hòa")[0]
    found = titles(file, "ông hòa", "cadre")
    assert found[0] == "Ông Văn Hòa"
    add(file, "Yên Hoá Hóa")
    assert titles(file, "hóa", "cadre")[0] == "Yên Hoá Hóa"


def test_whole_words_come_before_parts(file: DataFile) -> None:
    for number in range(130):
        add(file, f"An Thanh Bang{number}")
    add(file, "Vũ Văn Ang")
    assert titles(file, "ang", "cadre")[0] == "Vũ Văn Ang"


def test_numbers_of_a_person(file: DataFile) -> None:
    passports = (
        Row({"kind": "official", "number": "C1234567"}),
        Row({"kind": "ordinary", "number": "P7654321"}),
    )
    record = CADRE.new(
        full_name="Lý Thị Tư",
        unit=file.unit_id,
        citizen_id="001172000001",
        staff_number="HC-77",
        phone="0912",
    )
    cadre = records.save(file, record.with_table("passport", passports)).id
    for words in ("001172000001", "hc-77", "0912", "c1234567", "P7654321", "7654 tu", "LY THI TU"):
        assert titles(file, words, "cadre") == ["Lý Thị Tư"], words
    stored = file.get("cadre", cadre)
    assert stored is not None
    records.save(file, stored.with_table("passport", ()))
    assert titles(file, "c1234567") == []
    records.undo(file)
    assert titles(file, "c1234567") == ["Lý Thị Tư"]


def test_posts_and_units_find_their_people(file: DataFile) -> None:
    add(file, "Lý Thị Tư", post="Phó Trưởng phòng")
    assert "Lý Thị Tư" in titles(file, "pho truong phong noi vu")
    assert titles(file, "tu truong phong", "cadre") == ["Lý Thị Tư"]
    assert titles(file, "chuyen gia cao cap hoa", "cadre") == ["Lê Thị Hòa"]
    assert titles(file, "sở nội vụ")[0] == "Sở Nội vụ"
    detail = lists.search(file, "ly thi tu")[0].detail
    assert detail == "Phó Trưởng phòng · Sở Nội vụ"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("qd 127", "127/QĐ-UBND"),
        ("127/QĐ-UBND", "127/QĐ-UBND"),
        ("aokawa", "Trung tâm Aokawa"),
        ("LOP-2026-07", "Quản lý đô thị"),
        ("TT-9", "Bản ghi nhớ Aokawa 2026"),
    ],
)
def test_papers_partners_agreements_and_classes(file: DataFile, words: str, title: str) -> None:
    with file.transaction("bulk") as step:
        for number in (1127, 127, 12):
            values = {"number": number, "symbol": "QĐ-UBND", "date": f"2026-01-{number % 28 + 1:02}"}
            step.add(Record("decision", {**values, "summary": "cử 127 người", "profile": "state"}))
        step.add(Record("partner", {"name_vi": "Trung tâm Aokawa", "code": "AK"}))
        step.add(Record("agreement", {"name": "Bản ghi nhớ Aokawa 2026", "code": "TT-9"}))
        step.add(Record("class", {"name": "Quản lý đô thị", "code": "LOP-2026-07"}))
    assert titles(file, words)[0] == title


def test_deleted_records_are_not_found(file: DataFile) -> None:
    cadre = add(file, "Lý Thị Tư")
    records.delete(file, "cadre", cadre, "nhầm")
    assert titles(file, "ly thi tu") == []


def test_where_people_work_territories_are_not_offered(file: DataFile) -> None:
    found = titles(file, "xa soc son", "unit")
    assert found[0] == "Xã Sóc Sơn"
    working = [
        hit.title for hit in lists.search(file, "xa soc son", ("unit",), len(found) - 1, employers=True)
    ]
    assert working == found[1:]
