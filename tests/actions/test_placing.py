"""People of ended units: suggested where, placed only when told, their career dated and never overwritten."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from hnabroad_desktop.actions import arrangements, lists, placing, rearranging, records, unit_figures
from hnabroad_desktop.actions.arrangements import Part, Plan, Successor
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.cadre_history import post_on
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile

DAY = dt.date(2026, 1, 1)
ACT = "Nghị quyết số 1/NQ-HĐND"


def unit(file: DataFile, code: str) -> str:
    return lists.find_one(file, "unit", code)


def read(file: DataFile, kind: str, record_id: str) -> Record:
    found = file.get(kind, record_id)
    assert found is not None
    return found


def add(file: DataFile, name: str, place: str, **more: Any) -> str:
    return records.save(file, CADRE.new(full_name=name, unit=place, **more)).id


def dissolve(file: DataFile, code: str, *suggested: str) -> str:
    old = unit(file, code)
    successors = tuple(Successor(unit(file, each)) for each in suggested)
    rearranging.rearrange(file, Plan(DAY, ACT, (Part("dissolve", (old,), successors),)))
    return old


def test_whoever_waits_is_found_and_placed_in_one_step(file: DataFile) -> None:
    people = [add(file, f"Người {n}", unit(file, "SYT"), post="Chuyên viên") for n in range(3)]
    retired = add(file, "Đã nghỉ", unit(file, "SYT"), status="retired")
    assert placing.waiting(file).people == ()
    old = dissolve(file, "SYT", "STC")
    found = placing.waiting(file)
    assert [each.cadre for each in found.people] == people
    assert {each.proposed for each in found.people} == {""}
    assert found.people[0].choices[0].unit == unit(file, "STC")
    assert placing.place(file, {people[0]: unit(file, "STC"), people[1]: unit(file, "SNV")}) == 2
    assert [each.cadre for each in placing.waiting(file).people] == people[2:]
    moved = read(file, "cadre", people[0])
    assert (moved["unit"], moved["appointment_date"]) == (unit(file, "STC"), DAY.isoformat())
    assert read(file, "cadre", retired)["unit"] == old
    assert records.next_steps(file)[0] == "Bố trí cán bộ sau sắp xếp: 2 người"
    records.undo(file)
    assert read(file, "cadre", people[0])["unit"] == old


def test_an_arrangement_of_the_future_lets_people_be_placed_already(file: DataFile) -> None:
    person = add(file, "Người A", unit(file, "SYT"))
    old, later = unit(file, "SYT"), dt.date(2099, 1, 1)
    new = arrangements.to_make(file, old, name="Sở Y tế mới", code="SYT2")
    rearranging.rearrange(file, Plan(later, ACT, (Part("rename", (old,), (new,)),)))
    found = placing.waiting(file)
    assert (found.day, [each.cadre for each in found.people]) == (later, [person])
    assert new.unit in {choice.unit for choice in placing.organs(file, found.day)}
    assert new.unit not in {choice.unit for choice in placing.organs(file, file.today())}
    placing.place(file, {person: new.unit})
    assert read(file, "cadre", person)["appointment_date"] == later.isoformat()


@pytest.mark.parametrize("post", ["Chuyên viên", None])
@pytest.mark.parametrize("begun", ["2020-03-01", None])
def test_the_old_unit_stays_in_the_career_dated_or_not(
    file: DataFile, post: str | None, begun: str | None
) -> None:
    old = unit(file, "SYT")
    person = add(file, "Người A", old, post=post, appointment_date=begun)
    dissolve(file, "SYT")
    placing.place(file, {person: unit(file, "STC")})
    cadre = read(file, "cadre", person)
    before, after = (post_on(cadre, day) for day in (dt.date(2025, 5, 5), dt.date(2026, 5, 5)))
    assert before is not None
    assert after is not None
    assert (before["unit"], before["to_date"], before["post"]) == (old, "2026-01-01", post)
    assert (after["unit"], after["from_date"], after["post"]) == (unit(file, "STC"), "2026-01-01", post)
    assert cadre["post"] == post
    assert len(cadre.table("career_record")) == 2


def test_a_course_before_the_day_stays_with_the_unit_of_that_time(file: DataFile) -> None:
    old = unit(file, "SYT")
    japan = lists.find_one(file, "country", "JP")
    person = add(file, "Người A", old)
    cadre = read(file, "cadre", person)
    courses = [
        Row({"from_date": day, "country": japan, "content": "Quản lý"})
        for day in ("2024-03", "2026-03-01", None)
    ]
    records.save(file, cadre.with_table("training_abroad", courses))
    dissolve(file, "SYT")
    placing.place(file, {person: unit(file, "STC")})
    found = unit_figures.figures(file, first=dt.date(2024, 1, 1), last=dt.date(2026, 12, 31))
    assert [(x.unit, x.amount("courses")) for x in found.lines if x.amount("courses")] == [
        (unit(file, "STC"), 1),
        (old, 1),
    ]
    assert unit_figures.figures(file).total("courses") == 3


def test_nobody_is_placed_where_that_cannot_be(file: DataFile) -> None:
    person = add(file, "Người A", unit(file, "SYT"))
    with pytest.raises(AppError, match="không thuộc đơn vị đã kết thúc"):
        placing.place(file, {person: unit(file, "STC")})
    old = dissolve(file, "SYT")
    for target in (old, unit(file, "00082"), "f" * 32):
        with pytest.raises(AppError):
            placing.place(file, {person: target})
    with pytest.raises(AppError):
        placing.place(file, {"f" * 32: unit(file, "STC")})
    assert read(file, "cadre", person)["unit"] == old


def test_everybody_of_a_dissolved_body_is_not_placed_by_one_choice(file: DataFile) -> None:
    people = [add(file, f"Người {n}", unit(file, "SYT")) for n in range(3)]
    alone = add(file, "Một mình", unit(file, "STP"))
    for code in ("SYT", "STP"):
        dissolve(file, code)
    found = placing.waiting(file).people
    with pytest.raises(AppError, match="từng người"):
        placing.refuse_for_all(found, [*people, alone])
    placing.refuse_for_all(found, [*people[:2], alone])


def test_staff_and_organs_are_told_as_they_stand(file: DataFile) -> None:
    assert placing.staff(file, unit(file, "SNV")) == 4
    organs = {choice.unit: choice for choice in placing.organs(file, DAY)}
    assert organs[unit(file, "SNV")].reason
    assert unit(file, "00082") not in organs
    assert unit(file, "001") not in organs
