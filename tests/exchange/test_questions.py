"""What a package asks, in words, and what is left open: deletions, rows of tables, equal numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.actions import files, records
from hnabroad_desktop.actions.exchange import receiving, waiting
from hnabroad_desktop.actions.exchange.questions import Question, questions
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.shipped import unit_id
from hnabroad_desktop.store.datafile import DataFile
from tests.exchange.offices import CITY, WARD, office, stick


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[DataFile, DataFile]]:
    """The city and a ward that hold one person alike."""
    made = [office(tmp_path / code, code) for code in (CITY, WARD)]
    yield made[0], made[1]
    for file in made:
        files.close(file)


def known_to_both(city: DataFile, ward: DataFile) -> str:
    person = CADRE.new(
        full_name="Nguyễn Văn An", birth_date="1985-03-12", sex="male", unit=unit_id("00004.PVHXH")
    ).with_table("rating", [Row({"year": 2025, "rating": "good"})])
    one = records.save(ward, person).id
    receiving.merge(city, stick(ward, city))
    receiving.merge(ward, stick(city, ward))
    return one


def get(file: DataFile, record_id: str) -> Record:
    record = file.get("cadre", record_id)
    assert record is not None
    return record


def rate(file: DataFile, record_id: str, rating: str) -> None:
    record = get(file, record_id)
    (row,) = record.table("rating")
    with file.transaction("edit") as step:
        step.save(record.with_table("rating", [Row({**row.values, "rating": rating}, row.id)]), record)


def asked(city: DataFile, ward: DataFile) -> list[Question]:
    return questions(city, receiving.plan(city, stick(ward, city)))


def test_a_row_is_named_by_its_table_and_its_first_words(two: tuple[DataFile, DataFile]) -> None:
    city, ward = two
    one = known_to_both(city, ward)
    rate(city, one, "completed")
    rate(ward, one, "excellent")
    content = stick(ward, city)
    (question,) = questions(city, receiving.plan(city, content))
    assert question.title == "Nguyễn Văn An"
    assert question.label.startswith("Đánh giá, xếp loại chất lượng · 2025 · ")
    assert question.base is not None
    assert "Hoàn thành tốt nhiệm vụ" in question.base.text
    assert "Hoàn thành xuất sắc nhiệm vụ" in question.theirs.text
    assert "Lan" in question.theirs.said
    assert "00004" not in question.theirs.said
    receiving.merge(city, content)
    (later,) = waiting.questions(city)
    assert waiting.count(city) == 1
    assert (later.ours.text, later.theirs.text) == (question.ours.text, question.theirs.text)
    waiting.settle(city, later, later.theirs.value)
    assert get(city, one).table("rating")[0]["rating"] == "excellent"
    assert waiting.count(city) == 0
    assert list(city.findings()) == []


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("here", [True, False])
def test_deleted_on_one_side_and_changed_on_the_other(
    two: tuple[DataFile, DataFile], keep: bool, here: bool
) -> None:
    city, ward = two
    one = known_to_both(city, ward)
    deleting, changing = (city, ward) if here else (ward, city)
    records.delete(deleting, "cadre", one, "Nhập nhầm")
    with changing.transaction("edit") as step:
        step.change("cadre", one, {"phone": "024"})
    content = stick(ward, city)
    (question,) = questions(city, receiving.plan(city, content))
    assert [option.text for option in question.options] == (
        ["Đã xóa", "Giữ lại"] if here else ["Giữ lại", "Đã xóa"]
    )
    assert question.fields == ()
    receiving.merge(city, content)
    (later,) = waiting.questions(city)
    assert {option.text for option in later.options} == {"Đã xóa", "Giữ lại"}
    chosen = next(o for o in later.options if (o.text == "Giữ lại") == keep)
    waiting.settle(city, later, chosen.value)
    assert get(city, one).deleted is not keep
    assert get(city, one)["phone"] == "024"
    assert waiting.count(city) == 0
    assert list(city.findings()) == []


@pytest.mark.parametrize("here", [True, False])
def test_deleted_on_one_side_and_a_row_changed_on_the_other(
    two: tuple[DataFile, DataFile], here: bool
) -> None:
    city, ward = two
    one = known_to_both(city, ward)
    deleting, changing = (city, ward) if here else (ward, city)
    records.delete(deleting, "cadre", one, "Nhập nhầm")
    rate(changing, one, "excellent")
    content = stick(ward, city)
    (question,) = questions(city, receiving.plan(city, content))
    assert (question.kind, question.id, question.title) == ("cadre", one, "Nguyễn Văn An")
    assert [option.text for option in question.options] == (
        ["Đã xóa", "Giữ lại"] if here else ["Giữ lại", "Đã xóa"]
    )
    receiving.merge(city, content)
    (later,) = waiting.questions(city)
    assert {option.text for option in later.options} == {"Đã xóa", "Giữ lại"}
    kept = next(option for option in later.options if option.text == "Giữ lại")
    waiting.settle(city, later, kept.value)
    assert not get(city, one).deleted
    assert get(city, one).table("rating")[0]["rating"] == "excellent"
    assert waiting.count(city) == 0
    assert list(city.findings()) == []


def test_equal_numbers_are_said_and_ask_nothing(two: tuple[DataFile, DataFile]) -> None:
    city, ward = two
    one = known_to_both(city, ward)
    told = {"summary": "Cử đi", "number": 15, "symbol": "QĐ/BTCTU"}
    with ward.transaction("issue") as step:
        step.add(Record("decision", {**told, "date": "2026-10-01"}))
    changes = (Row({"added": one, "reason": "cử"}),)
    with city.transaction("issue", barrier=True) as step:
        step.add(Record("decision", {**told, "date": "2026-09-01"}, {"changes": changes}))
    (question,) = asked(ward, city)
    assert question.sort == "number"
    assert question.options == ()
    assert "15-QĐ/BTCTU" in question.theirs.text
