"""What stands in the way of an undo is named: whose value, which field, what stands there now."""

from __future__ import annotations

import pytest

from hnabroad_desktop.actions import records
from hnabroad_desktop.actions.later_edits import LaterEdits, later_values
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.datafile import DataFile
from tests.store.toy import somebody


def test_a_value_changed_later_is_named_and_can_be_overwritten(file: DataFile) -> None:
    one = file.find("cadre", staff_number="SNV-001")[0]
    records.save(file, one.with_values(phone="0912 000 001"))
    with somebody(file) as step:
        step.change("cadre", one.id, {"phone": "0912 000 002"})
    with pytest.raises(LaterEdits) as found:
        records.undo(file)
    assert later_values(file, found.value) == ["Nguyễn Văn An – Điện thoại: 0912 000 002"]
    records.undo(file, force=True)
    stored = file.get("cadre", one.id)
    assert stored is not None
    assert stored["phone"] == one["phone"]


def test_a_row_added_later_is_named_by_what_it_says(file: DataFile) -> None:
    saved = records.save(file, file.find("cadre", staff_number="SNV-002")[0].with_values(phone="1")).id
    fresh = file.get("cadre", saved)
    assert fresh is not None
    made = records.save(
        file, type(fresh)("cadre", {**fresh.values, "full_name": "Trần Thị Ước", "staff_number": None})
    )
    stored = file.get("cadre", made.id)
    assert stored is not None
    with somebody(file) as step:
        step.save(stored.with_table("rating", [Row({"year": 2025, "rating": "good"})]), stored)
    with pytest.raises(LaterEdits) as found:
        records.undo(file)
    assert any(
        line.startswith("Trần Thị Ước – Đánh giá, xếp loại chất lượng: 2025")
        for line in later_values(file, found.value)
    )
