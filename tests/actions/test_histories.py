"""The history of a record, and taking an earlier value back."""

from __future__ import annotations

import pytest

from hnabroad_desktop.actions import histories, lists, records
from hnabroad_desktop.actions.histories import Change
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile


def present(file: DataFile) -> Record:
    found = records.get(file, "cadre", lists.find_one(file, "cadre", "SNV-001"))
    assert found is not None
    return found


def changes(file: DataFile, field: str) -> list[Change]:
    return [c for c in histories.history(file, "cadre", present(file).id) if c.field == field]


def test_a_new_record_is_one_entry_of_its_own(file: DataFile) -> None:
    made = [c for c in histories.history(file, "cadre", present(file).id) if not c.field]
    assert [(c.verb, c.label, c.after, c.user, c.code, c.key) for c in made] == [
        ("Thêm", "Hồ sơ", "Nguyễn Văn An", "Lan", "add", "")
    ]


def test_values_are_shown_as_people_read_them_and_kept_as_stored(file: DataFile) -> None:
    records.save(
        file, present(file).with_values(birth_date="4/1985", unit=lists.find_one(file, "unit", "BTCTU"))
    )
    (birth,) = changes(file, "birth_date")
    assert (birth.before, birth.after, birth.old, birth.new) == (
        "12/03/1985",
        "4/1985",
        "1985-03-12",
        "1985-04",
    )
    assert (birth.verb, birth.code, birth.label) == ("Sửa", "edit", "Ngày, tháng, năm sinh")
    assert birth.at[:10].count("-") == 2
    assert birth.when[:10].count("/") == 2
    (unit,) = changes(file, "unit")
    assert (unit.before, unit.after) == ("Sở Nội vụ", file.title(lists.find_one(file, "unit", "BTCTU")))


def test_taking_a_value_back_is_a_change_like_any_other(file: DataFile) -> None:
    records.save(file, present(file).with_values(phone="1"))
    records.save(file, present(file).with_values(phone="2", note="ghi chú"))
    record_id = present(file).id
    to_two = changes(file, "phone")[0]
    histories.restore_value(file, "cadre", record_id, to_two.key)
    assert present(file)["phone"] == "1"
    assert present(file)["note"] == "ghi chú"
    latest = changes(file, "phone")[0]
    assert (latest.code, latest.verb, latest.old, latest.new) == (
        "restore_value",
        "Lấy lại giá trị trước",
        "2",
        "1",
    )
    assert records.undo(file) == "Lấy lại giá trị trước: Nguyễn Văn An"
    assert present(file)["phone"] == "2"


def test_a_value_of_a_row_is_taken_back_while_the_row_is_there(file: DataFile) -> None:
    row = Row({"kind": "official", "number": "A1", "issue_date": "2024-02-01", "expiry_date": "2029-02-01"})
    records.save(file, present(file).with_table("passport", [row]))
    (stored,) = present(file).table("passport")
    records.save(
        file, present(file).with_table("passport", [Row({**stored.values, "number": "B2"}, stored.id)])
    )
    change = next(c for c in changes(file, "passport.number") if c.code == "edit" and c.old == "A1")
    assert change.label == "Hộ chiếu › Số hộ chiếu"
    record_id = present(file).id
    histories.restore_value(file, "cadre", record_id, change.key)
    assert present(file).table("passport")[0]["number"] == "A1"
    records.save(file, present(file).with_table("passport", []))
    with pytest.raises(AppError, match="Dòng này của bảng đã bị xóa"):
        histories.restore_value(file, "cadre", record_id, change.key)


def test_deleting_and_restoring_stand_in_the_history_with_their_reason(file: DataFile) -> None:
    record_id = present(file).id
    records.delete(file, "cadre", record_id, "nhập trùng")
    records.restore(file, "cadre", record_id)
    back, gone = histories.history(file, "cadre", record_id)[:2]
    assert (gone.verb, gone.label, gone.after) == ("Xóa", "Hồ sơ", "nhập trùng")
    assert (back.verb, back.before, back.after) == ("Khôi phục hồ sơ", "nhập trùng", "đã khôi phục")


def test_a_change_that_never_was_cannot_be_taken_back(file: DataFile) -> None:
    with pytest.raises(AppError, match="không có trong lịch sử"):
        histories.restore_value(file, "cadre", present(file).id, "x:y:1::phone")
