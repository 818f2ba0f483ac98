"""Typing in cells of a list: rules of the form, words as people read them, one step, all or nothing."""

from __future__ import annotations

import pytest

from hnabroad_desktop.actions import bulk, cells, lists, records
from hnabroad_desktop.actions.cells import Written
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile


def add(file: DataFile, name: str) -> str:
    return records.save(file, CADRE.new(full_name=name, unit=file.unit_id, birth_date="1980")).id


def read(file: DataFile, record_id: str, kind: str = "cadre") -> Record:
    found = file.get(kind, record_id)
    assert found is not None
    return found


def test_values_and_words_are_both_understood(file: DataFile) -> None:
    one = add(file, "Lý An")
    finance = lists.find_one(file, "unit", "STC")
    tay = next(code for (of, code), text in file.words().items() if (of, text) == ("ethnicity", "Tày"))
    typed = {
        (one, "unit"): "so tai chinh",
        (one, "ethnicity"): "tay",
        (one, "post"): "Nghiên cứu viên thử",
        (one, "sex"): "Nữ",
        (one, "birth_date"): "3/1981",
        (one, "phone"): " 0901 ",
    }
    assert cells.write(file, "cadre", typed) == Written((one,))
    kept = read(file, one)
    assert [kept[name] for name in ("unit", "ethnicity", "sex", "birth_date", "phone")] == [
        finance,
        tay,
        "female",
        "1981-03",
        "0901",
    ]
    assert kept["post"] == "~Nghiên cứu viên thử"
    again = {(one, name): kept[name] for name in ("unit", "ethnicity", "post", "sex", "birth_date")}
    assert cells.write(file, "cadre", again) == Written(), "what stands already is no step"
    assert cells.write(file, "cadre", {(one, "ethnicity"): None}).records == (one,)
    assert read(file, one)["ethnicity"] is None


def test_one_bad_cell_keeps_all_from_being_written(file: DataFile) -> None:
    one, other = add(file, "Lý An"), add(file, "Lý Bình")
    steps = len(file.steps().undo)
    done = cells.write(
        file,
        "cadre",
        {(one, "phone"): "0901", (other, "birth_date"): "mai", (other, "unit"): "không có đơn vị này"},
    )
    assert set(done.problems) == {(other, "birth_date"), (other, "unit")}
    assert not done.records
    assert len(file.steps().undo) == steps
    assert read(file, one)["phone"] is None


def test_a_name_that_is_gone_and_a_record_that_is_deleted(file: DataFile) -> None:
    one = add(file, "Lý An")
    assert set(cells.write(file, "cadre", {(one, "full_name"): ""}).problems) == {(one, "full_name")}
    records.delete(file, "cadre", one, "nhầm")
    assert set(cells.write(file, "cadre", {(one, "phone"): "1"}).problems) == {(one, "phone")}


def test_a_finding_about_another_field_stands_at_the_cell_that_caused_it(file: DataFile) -> None:
    one = add(file, "Lý An")
    records.save(file, read(file, one).with_values(party_join_date="2010-05-19"))
    done = cells.write(file, "cadre", {(one, "party_official_date"): "1/1/2009"})
    assert set(done.problems) == {(one, "party_official_date")}


def test_a_value_the_record_gives_itself_says_so(file: DataFile) -> None:
    one = add(file, "Lý An")
    done = cells.write(file, "cadre", {(one, "status"): None})
    assert "giữ giá trị hiện có" in done.problems[one, "status"]
    assert read(file, one)["status"] == "working"


def test_many_records_are_one_step_with_a_name(file: DataFile) -> None:
    people = [add(file, f"Lý Số {number}") for number in range(4)]
    cells.write(file, "cadre", {(each, "phone"): "0901" for each in people})
    assert records.undo(file) == "Sửa đồng loạt: Điện thoại"
    cells.write(file, "cadre", {(people[0], "phone"): "0901"})
    assert records.undo(file) == "Sửa: Lý Số 0"


def test_an_issued_paper_stays_as_it_was_signed(file: DataFile) -> None:
    values = {"document_kind": "sending", "profile": "state", "body": file.unit_id, "summary": "X"}
    with file.transaction("bulk") as step:
        paper = step.add(Record("decision", {**values, "state": "issued", "number": 7}))
    assert cells.write(file, "decision", {(paper, "summary"): "Khác"}).problems
    assert read(file, paper, "decision")["summary"] == "X"


def test_no_state_is_typed_in_any_list() -> None:
    for kind, record_type in KINDS.items():
        assert cells.fields(kind) <= {field.name for field in record_type.fields}
        assert not cells.fields(kind) & {"state", "same_as", "shipped"}


def test_a_bulk_edit_reports_how_far_it_is_and_can_be_stopped(file: DataFile) -> None:
    people = [add(file, f"Lý Số {number}") for number in range(5)]
    told: list[tuple[int, int]] = []
    asked = bulk.preview(
        file, "cadre", people, "phone", "1", report=lambda done, all_: told.append((done, all_))
    )
    assert told[-1] == (4, 5)

    def stop(done: int, _whole: int) -> None:
        if done == 3:
            raise AppError("dừng")

    with pytest.raises(AppError):
        bulk.apply(file, asked, report=stop)
    assert [read(file, each)["phone"] for each in people] == [None] * 5
