"""Columns find their fields, and a layout once mapped is known again."""

from __future__ import annotations

import json

import pytest

from hnabroad_desktop.records import RECORD_TYPES
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.sheets import detect, mapping, reading, table
from hnabroad_desktop.sheets.mapping import ColumnMapping
from hnabroad_desktop.sheets.table import Table
from tests.sheets.lists import new_book


def _table(*rows: list[str]) -> Table:
    grid = detect.read_sheet(reading.read(new_book(rows), "a.xlsx").filled[0])
    return table.find(grid, mapping.known_headings(CADRE))


def test_every_shipped_heading_leads_to_a_field_that_exists() -> None:
    data = json.loads(mapping.HEADINGS.read_text(encoding="utf-8"))
    kinds = {kind.code: kind for kind in RECORD_TYPES}
    for kind, paths in data.items():
        if kind in {"source", "ignored", "words"}:
            continue
        for path in paths:
            target = mapping.parse(path)
            names = {one.name for one in kinds[kind].by_name.values()}
            assert (target.table or target.field) in names, path
            if target.table:
                assert mapping.label_of(kinds[kind], path) != path


def test_shipped_headings_are_not_given_to_two_fields() -> None:
    data = json.loads(mapping.HEADINGS.read_text(encoding="utf-8"))
    for kind in data.keys() - {"source", "ignored", "words"}:
        keys = [mapping.heading_path_key(h) for path in data[kind].values() for h in path]
        seen: dict[str, str] = {}
        for path, headings in data[kind].items():
            for heading in headings:
                key = mapping.heading_path_key(heading)
                assert seen.setdefault(key, path) == path, heading
        assert keys


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda kind: kind.code)
def test_the_labels_of_any_record_type_lead_back_to_its_fields(record_type: RecordType) -> None:
    known = mapping.known_headings(record_type)
    choices = mapping.target_choices(record_type)
    assert choices[0][0] == ""
    assert len({path for path, _label in choices}) == len(choices)
    assert all(label for _path, label in choices)
    assert len(set(known.values())) > 1


def test_the_same_layout_needs_no_click_and_another_one_does() -> None:
    first = _table(["STT", "Họ và tên", "Đơn vị"], ["1", "An An", "Sở Y tế"])
    second = _table(
        ["DANH SÁCH"], ["STT", "HỌ VÀ TÊN", "Đơn  vị"], ["1", "Ba Ba", "Sở Nội vụ"], ["2", "Ca", "x"]
    )
    other = _table(["STT", "Đơn vị", "Họ và tên"], ["1", "Sở Y tế", "An An"])
    assert mapping.signature(first, "cadre") == mapping.signature(second, "cadre")
    assert mapping.signature(first, "cadre") != mapping.signature(other, "cadre")
    assert mapping.signature(first, "cadre") != mapping.signature(first, "unit")


def test_a_mapping_can_be_remembered() -> None:
    how = ColumnMapping(
        "cadre", {1: "full_name", 2: "", 3: "rating.rating#2025"}, {1: "vni"}, {3: "mdy"}, frozenset({1})
    )
    assert ColumnMapping.from_plain(json.loads(json.dumps(how.to_plain()))) == how
    with pytest.raises(ValueError, match="a b"):
        ColumnMapping.from_plain({"kind": "cadre", "targets": {"1": "a b"}})
    with pytest.raises(KeyError):
        ColumnMapping.from_plain({})


def test_a_field_taken_by_hand_leaves_its_former_column() -> None:
    how = ColumnMapping("cadre", {0: "full_name", 1: "unit"}).with_target(1, "full_name")
    assert how.targets == {0: "", 1: "full_name"}
    assert how.with_target(1, "").targets == {0: "", 1: ""}


def test_near_misses_and_labels_of_the_form_are_understood() -> None:
    found = _table(
        ["Họ va tên", "Cơ quan, đơn vị công tac", "Số định danh cá nhân (số CCCD)", "Lạ hoắc"],
        ["An A", "Sở", "1", "x"],
    )
    assert list(mapping.propose(found, CADRE).targets.values()) == ["full_name", "unit", "citizen_id", ""]


def test_paths_have_names_for_the_screen() -> None:
    label = mapping.label_of
    assert label(CADRE, "birth_date@female").endswith("(Nữ)")
    assert label(CADRE, "sex=female").endswith("Nữ")
    assert "2025" in label(CADRE, "rating.rating#2025")
    assert ", " in label(CADRE, "post+unit")
    assert label(CADRE, "") == "Không nhập"
    assert label(CADRE, "nothing") == "nothing"
    assert label(CADRE, "nothing.x") == "nothing.x"
