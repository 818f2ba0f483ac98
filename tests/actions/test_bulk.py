"""One field of many records: previewed, written in one step, undone whole."""

from __future__ import annotations

from typing import Any

import pytest

from hnabroad_desktop.actions import bulk, lists, records
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile


@pytest.fixture
def people(file: DataFile) -> list[str]:
    made = []
    for number in range(37):
        values: dict[str, Any] = {"full_name": f"Lê Số {number}", "unit": file.unit_id, "birth_date": "1980"}
        values["religion"] = "~Không" if number else None
        made.append(records.save(file, CADRE.new(**values)).id)
    return made


def read(file: DataFile, record_id: str, kind: str = "cadre") -> Record:
    found = file.get(kind, record_id)
    assert found is not None
    return found


def test_old_and_new_are_shown_and_one_undo_takes_all_back(file: DataFile, people: list[str]) -> None:
    records.save(file, read(file, people[3]).with_values(residence="Số 1"))
    asked = bulk.preview(file, "cadre", people, "residence", "  Số 1  phố Huế ")
    assert (len(asked.changes), asked.unchanged, asked.possible) == (37, 0, 37)
    assert [(c.old, c.new) for c in asked.changes[3:5]] == [("Số 1", "Số 1 phố Huế"), ("", "Số 1 phố Huế")]
    assert read(file, people[0])["residence"] is None
    assert bulk.apply(file, asked) == 37
    assert {read(file, i)["residence"] for i in people} == {"Số 1 phố Huế"}
    assert bulk.preview(file, "cadre", people, "residence", "Số 1 phố Huế").unchanged == 37
    assert records.undo(file).startswith("Sửa đồng loạt")
    assert [read(file, i)["residence"] for i in people[2:5]] == [None, "Số 1", None]


def test_a_new_unit_comes_into_the_career_as_in_the_form(file: DataFile, people: list[str]) -> None:
    for i in people[:2]:
        records.save(file, read(file, i).with_values(post="Chuyên viên", appointment_date="2020-01-01"))
    unit = lists.find_one(file, "unit", "STC")
    bulk.apply(file, bulk.preview(file, "cadre", people[:2], "unit", unit))
    for i in people[:2]:
        assert unit in {row["unit"] for row in read(file, i).table("career_record")}


def test_what_cannot_be_is_shown_and_left_as_it_was(file: DataFile, people: list[str]) -> None:
    territory = lists.find_one(file, "unit", "00082")
    asked = bulk.preview(file, "cadre", people[:2], "unit", territory)
    assert asked.possible == 0
    assert all(change.blocked for change in asked.changes)
    assert bulk.apply(file, asked) == 0
    # A fault from before does not stand in the way of another field.
    with file.transaction("edit") as step:
        step.change("cadre", people[0], {"birth_date": "2090"})
    assert bulk.preview(file, "cadre", people[:1], "phone", "1").possible == 1
    with pytest.raises(FormError):
        bulk.preview(file, "cadre", people, "health_check_date", "mai")
    with pytest.raises(AppError):
        bulk.preview(file, "cadre", people, "full_name", "Một Tên")
    with pytest.raises(AppError):
        bulk.preview(file, "cadre", people, "rating", "")


def test_what_was_changed_since_the_preview_stays(file: DataFile, people: list[str]) -> None:
    asked = bulk.preview(file, "cadre", people[:2], "residence", "Hà Nội")
    records.save(file, read(file, people[0]).with_values(phone="0901"))
    records.delete(file, "cadre", people[1], "nhầm")
    assert bulk.apply(file, asked) == 1
    assert (read(file, people[0])["phone"], read(file, people[0])["residence"]) == ("0901", "Hà Nội")


def test_fields_that_name_one_record_are_not_offered() -> None:
    names = {field.name for field in bulk.fields("cadre")}
    assert names >= {"unit", "post", "status", "political_theory"}
    assert not names & {"full_name", "staff_number", "photo", "rating"}
