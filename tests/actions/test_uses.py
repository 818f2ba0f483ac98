"""One value wherever it stands: counted, replaced in one step, undone whole."""

from __future__ import annotations

from typing import Any

import pytest

from hnabroad_desktop.actions import lists, records, uses
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile


@pytest.fixture
def people(file: DataFile) -> list[str]:
    names = [f"Lê Số {number}" for number in range(37)]
    return [records.save(file, CADRE.new(full_name=name, unit=file.unit_id)).id for name in names]


def read(file: DataFile, record_id: str, kind: str = "cadre") -> Record:
    found = file.get(kind, record_id)
    assert found is not None
    return found


def test_a_catalogue_value_is_replaced_everywhere(file: DataFile, people: list[str]) -> None:
    rows = (Row({"school": "A", "level": "~cử nhân"}),)
    records.save(
        file, read(file, people[0]).with_values(education="~cử nhân").with_table("study_record", rows)
    )
    with file.reading() as connection:
        driver: Any = connection.connection.driver_connection
        code = driver.execute(
            "SELECT code FROM r_catalogue_value WHERE catalogue = 'education' LIMIT 1"
        ).fetchone()[0]
    found = uses.uses_of_value(file, "education", "~cử nhân")
    assert uses.count(found) == 2
    assert [use.label for use in found] == [
        "Cán bộ › Trình độ chuyên môn",
        "Cán bộ › Đào tạo, bồi dưỡng › Trình độ",
    ]
    assert uses.replace_value(file, "education", "~cử nhân", code) == uses.Replaced(2, 0)
    cadre = read(file, people[0])
    assert cadre["education"] == cadre.table("study_record")[0]["level"] == code
    records.undo(file)
    assert uses.count(uses.uses_of_value(file, "education", "~cử nhân")) == 2
    with pytest.raises(AppError, match="nowhere"):
        uses.replace_value(file, "education", code, "nowhere")


def test_a_country_is_replaced_everywhere(file: DataFile, people: list[str]) -> None:
    usa = lists.find_one(file, "country", "US")
    typed = records.save(file, Record("country", {"code": "USX", "name_vi": "Mỹ"})).id
    for number, record_id in enumerate(people):
        course = Row({"country": typed, "content": f"Khóa {number}"})
        records.save(file, read(file, record_id).with_table("training_abroad", (course,)))
    found = uses.uses_of(file, read(file, typed, "country"))
    assert uses.count(found) == 37
    assert [(place.record_id, place.title) for place in uses.places(file, found, 2)] == [
        (people[0], "Lê Số 0"),
        (people[1], "Lê Số 1"),
    ]
    assert uses.replace_record(file, typed, usa) == uses.Replaced(37, 0)
    assert uses.uses_of_record(file, typed) == []
    assert records.next_steps(file)[0] == f"Thay thế ở mọi nơi: Mỹ → {file.title(usa)}"
    records.undo(file)
    assert uses.count(uses.uses_of_record(file, typed)) == 37
    for bad in (typed, file.unit_id, people[0]):
        with pytest.raises(AppError):
            uses.replace_record(file, typed, bad)
    with pytest.raises(AppError):
        uses.replace_record(file, people[0], people[1])


def test_issued_papers_keep_what_was_signed(file: DataFile) -> None:
    values = {"document_kind": "sending", "profile": "state", "body": file.unit_id, "summary": "X"}
    with file.transaction("uses") as step:
        old = step.add(Record("partner", {"name_vi": "Cũ", "kind": "institution"}))
        new = step.add(Record("partner", {"name_vi": "Mới", "kind": "institution"}))
        first = step.add(Record("plan", {"name": "A", "year": 2026}))
        other = step.add(Record("plan", {"name": "B", "year": 2026}))
        issued = step.add(Record("decision", {**values, "plan": first, "state": "issued"}))
        draft = step.add(Record("decision", {**values, "plan": first, "state": "draft"}))
    assert uses.issued_uses(file, uses.uses_of_record(file, first)) == 1
    assert uses.replace_record(file, first, other) == uses.Replaced(1, 1)
    assert read(file, issued, "decision")["plan"] == first
    assert read(file, draft, "decision")["plan"] == other
    assert uses.replace_record(file, old, new) == uses.Replaced(0, 0)
