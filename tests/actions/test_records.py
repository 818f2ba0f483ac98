"""Keeping records: what blocks, what is kept, what a step takes back."""

from __future__ import annotations

import pytest

from hnabroad_desktop.actions import catalogues, lists, records
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.catalogue_value import CATALOGUE_VALUE
from hnabroad_desktop.records.nomination import NOMINATION
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile


def cadre(file: DataFile, number: str = "SNV-001") -> Record:
    found = records.get(file, "cadre", lists.find_one(file, "cadre", number))
    assert found is not None
    return found


def fields(error: FormError) -> set[str]:
    return {problem.field for problem in error.problems}


def test_everything_wrong_is_said_at_once_and_nothing_is_written(file: DataFile) -> None:
    before = file.counts()
    with pytest.raises(FormError) as refused:
        records.save(file, CADRE.new(birth_date="hôm qua", sex="other", unit=new_id()))
    assert fields(refused.value) >= {"full_name", "birth_date", "sex", "unit"}
    assert file.counts() == before


def test_what_is_not_named_is_kept_and_only_an_empty_value_erases(file: DataFile) -> None:
    present = cadre(file)
    records.save(file, present.with_values(phone=" 0912 345 678 "))
    assert cadre(file)["phone"] == "0912 345 678"
    assert cadre(file)["post"] == present["post"]
    records.save(file, cadre(file).with_values(phone=""))
    assert cadre(file)["phone"] is None


def test_tables_not_named_stay_and_rows_without_content_are_no_rows(file: DataFile) -> None:
    present = cadre(file)
    row = Row({"kind": "official", "number": "A1", "issue_date": "1/2/2024", "expiry_date": "1/2/2029"})
    records.save(file, present.with_table("passport", [row, Row({"number": " "})]))
    (passport,) = cadre(file).table("passport")
    assert passport["issue_date"] == "2024-02-01"
    bare = Record("cadre", dict(cadre(file).values), {}, present.id)
    records.save(file, bare.with_values(phone="1"))
    assert cadre(file).table("passport") == (passport,)
    records.save(file, cadre(file).with_table("passport", []))
    assert cadre(file).table("passport") == ()


def test_saving_what_stands_already_writes_nothing(file: DataFile) -> None:
    before = file.counts()["_lines"]
    records.save(file, cadre(file))
    assert file.counts()["_lines"] == before
    assert records.next_steps(file) == ("", "")


@pytest.mark.parametrize("text", ["0" * 32, "khong-phai-id", "JP"])
def test_a_reference_must_lead_to_a_record_of_its_kind(file: DataFile, text: str) -> None:
    given = lists.find_one(file, "country", text) or text
    with pytest.raises(FormError) as refused:
        records.save(file, cadre(file).with_values(unit=given))
    assert "unit" in fields(refused.value)
    assert cadre(file)["unit"] == file.unit_id


def test_a_value_outside_its_catalogue_is_refused_unless_it_may_wait(file: DataFile) -> None:
    with pytest.raises(FormError) as refused:
        records.save(file, cadre(file).with_values(rank="không có", post="không có mã"))
    assert fields(refused.value) >= {"post"}
    records.save(file, cadre(file).with_values(post="~không có mã"))
    assert cadre(file)["post"] == "~không có mã"


def test_a_retired_value_leaves_the_pickers_and_stays_where_it_stands(file: DataFile) -> None:
    value = file.find("catalogue_value", catalogue="post", code=cadre(file).text("post"))
    if not value:
        new = records.save(file, CATALOGUE_VALUE.new(catalogue="post", code="dp", name_vi="Điều phối"))
        records.save(file, cadre(file).with_values(post="dp"))
        value = [file.get("catalogue_value", new.id)]  # type: ignore[list-item]
    code = value[0].text("code")
    assert code in {each for each, _text in catalogues.options(file, "post")}
    records.save(file, value[0].with_values(retired=True))
    assert code not in {each for each, _text in catalogues.options(file, "post")}
    assert records.save(file, cadre(file).with_values(phone="1")).id
    assert cadre(file)["post"] == code
    assert file.word("post", code) == value[0].text("name_vi")


def test_findings_are_told_without_writing(file: DataFile) -> None:
    before = file.counts()["_lines"]
    found = records.check(file, cadre(file).with_values(citizen_id="12", full_name=""))
    assert {p.severity for p in found if p.field == "citizen_id"} == {"warning"}
    assert {p.severity for p in found if p.field == "full_name"} == {"error"}
    assert file.counts()["_lines"] == before


def test_doubts_let_a_record_be_saved(file: DataFile) -> None:
    saved = records.save(file, cadre(file).with_values(citizen_id="12"))
    assert "citizen_id" in {problem.field for problem in saved.warnings}
    assert cadre(file)["citizen_id"] == "12"


def test_a_deleted_record_leaves_the_lists_and_comes_back_whole(file: DataFile) -> None:
    present = cadre(file)
    records.delete(file, "cadre", present.id, "nhập trùng")
    assert lists.find_one(file, "cadre", "SNV-001") == ""
    assert lists.find_one(file, "cadre", present.id) == present.id
    gone = records.get(file, "cadre", present.id)
    assert gone is not None
    assert gone.deleted
    records.restore(file, "cadre", present.id)
    assert cadre(file) == present


def test_a_restored_record_is_linked_as_before(file: DataFile) -> None:
    present = cadre(file)
    with file.transaction("add") as step:
        nomination = step.add(NOMINATION.new(cadre=present.id, unit=file.unit_id, state="draft"))
    linked = file.referring(present.id, deleted=False)
    assert nomination in {owner for _kind, owner, _field in linked}
    records.delete(file, "cadre", present.id, "nhập trùng")
    records.restore(file, "cadre", present.id)
    assert file.referring(present.id, deleted=False) == linked
    stored = records.get(file, "nomination", nomination)
    assert stored is not None
    assert stored["cadre"] == present.id
    assert list(file.findings()) == []


def test_deleting_and_restoring_refuse_what_makes_no_sense(file: DataFile) -> None:
    present = cadre(file)
    with pytest.raises(AppError, match="lý do"):
        records.delete(file, "cadre", present.id, "  ")
    with pytest.raises(AppError, match="không có trong tệp"):
        records.delete(file, "cadre", new_id(), "nhầm")
    with pytest.raises(AppError, match="không nằm trong"):
        records.restore(file, "cadre", present.id)
    records.delete(file, "cadre", present.id, "nhập trùng")
    with pytest.raises(AppError, match="đã xóa trước đây"):
        records.delete(file, "cadre", present.id, "lần nữa")


def test_steps_are_named_taken_back_and_made_again(file: DataFile) -> None:
    assert records.undo(file) == records.redo(file) == ""
    present = cadre(file)
    records.save(file, present.with_values(phone="1"))
    records.delete(file, "cadre", present.id, "nhầm")
    assert records.next_steps(file) == ("Xóa: Nguyễn Văn An", "")
    assert records.undo(file) == "Xóa: Nguyễn Văn An"
    assert records.next_steps(file) == ("Sửa: Nguyễn Văn An", "Xóa: Nguyễn Văn An")
    assert records.undo(file) == "Sửa: Nguyễn Văn An"
    assert cadre(file) == present
    assert records.redo(file) == "Sửa: Nguyễn Văn An"
    assert cadre(file)["phone"] == "1"
    assert records.redo(file) == "Xóa: Nguyễn Văn An"
    assert lists.find_one(file, "cadre", "SNV-001") == ""


def test_a_new_step_ends_what_could_be_made_again(file: DataFile) -> None:
    records.save(file, cadre(file).with_values(phone="1"))
    records.undo(file)
    records.save(file, cadre(file).with_values(phone="2"))
    assert records.next_steps(file) == ("Sửa: Nguyễn Văn An", "")
    assert records.redo(file) == ""


def test_undo_is_itself_a_change_in_the_journal(file: DataFile) -> None:
    records.save(file, cadre(file).with_values(phone="1"))
    lines = file.counts()["_lines"]
    records.undo(file)
    assert file.counts()["_lines"] > lines
