"""The same things are counted whatever became of the units: totals are equal, and the past stays."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hnabroad_desktop.actions import arrangements, files, lists, rearranging, records, unit_figures
from hnabroad_desktop.actions.arrangements import Part, Plan, Successor
from hnabroad_desktop.actions.unit_figures import MEASURES, Figures
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile
from tests.papers import city as made
from tests.papers.city import City

FIRST = dt.date(2027, 1, 1)
FAR = dt.date(2060, 1, 1)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HNABROAD_HOME", str(tmp_path_factory.mktemp("home")))
        found = made.build(tmp_path_factory.mktemp("city") / "thanh-pho.hnab")
        file = files.open_file(found.path, password=made.PASSWORD)
        _enrich(file, found)
        files.close(file)
    return found


def _enrich(file: DataFile, city: City) -> None:
    """Give every measure something to count, at several units."""
    class_ = file.get("class", city.class_id)
    assert class_ is not None
    places = [Row({"unit": unit(file, code), "places": n}) for n, code in enumerate(("SNV", "STC", "SYT"), 2)]
    money = [Row({"source": "city_budget", "estimate": 10, "settlement": 3_000_000_000})]
    records.save(file, class_.with_table("allocations", places).with_table("money", money))
    japan = lists.find_one(file, "country", "JP")
    for number, cadre in enumerate(city.cadres):
        person = file.get("cadre", cadre)
        assert person is not None
        course = Row({"from_date": f"20{20 + number}", "country": japan, "content": "Quản lý"})
        records.save(file, person.with_table("training_abroad", [course]))
        nomination = {"class": city.class_id, "cadre": cadre, "state": "draft", "letter_date": "2026-05-05"}
        records.save(file, Record("nomination", nomination))


@pytest.fixture
def file(city: City, tmp_path: Path) -> Iterator[DataFile]:
    opened = files.open_file(made.copy(city, tmp_path).path, password=made.PASSWORD)
    yield opened
    files.close(opened)


def unit(file: DataFile, code: str) -> str:
    return lists.find_one(file, "unit", code)


def totals(found: Figures) -> dict[str, int]:
    return {measure.code: found.total(measure.code) for measure in MEASURES}


def by_unit(found: Figures, measure: str) -> dict[str, int]:
    return {line.title: n for line in found.lines if (n := line.amount(measure))}


def test_every_measure_is_counted_where_it_falls(file: DataFile) -> None:
    found = unit_figures.figures(file)
    assert totals(found) == {
        "cadres": 8,
        "women": 4,
        "nominated": 6,
        "sent": 6,
        "women_sent": 3,
        "courses": 6,
        "allotted": 9,
        "classes": 1,
        "places": 20,
        "planned": 3_600_000_000,
        "settled": 3_000_000_000,
    }
    assert by_unit(found, "allotted") == {"Sở Nội vụ": 2, "Sở Tài chính": 3, "Sở Y tế": 4}
    assert by_unit(found, "places") == {"Sở Nội vụ": 20}
    assert by_unit(found, "settled") == {"Sở Nội vụ": 3_000_000_000}
    names = [each.title for line in found.lines for each in line.counted if "courses" in each.amounts]
    assert sorted(names)[0] == "Hoàng Thị Yến"
    assert len(names) == 6


def test_only_what_happened_between_the_days_counts(file: DataFile) -> None:
    year = unit_figures.figures(file, first=dt.date(2022, 1, 1), last=dt.date(2023, 12, 31))
    assert (year.total("courses"), year.total("sent"), year.total("planned")) == (2, 0, 0)
    assert year.total("cadres") == 8


def test_the_workbook_holds_every_unit_and_the_totals(file: DataFile) -> None:
    found = unit_figures.figures(file)
    sheet = openpyxl.load_workbook(io.BytesIO(unit_figures.workbook(found))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("Cơ quan, đơn vị", "Đang công tác")
    assert len(rows) == len(found.lines) + 2
    assert [int(n) for n in rows[-1][1:]] == list(totals(found).values())
    assert [row[0] for row in rows[1:-1]] == [line.title for line in found.lines]


def test_what_no_single_unit_stands_for_keeps_its_name(file: DataFile) -> None:
    old = unit(file, "SYT")
    rearranging.rearrange(file, Plan(FIRST, "QĐ", (Part("dissolve", (old,)),)))
    now = unit_figures.figures(file, "successor", day=FIRST)
    assert {line.title: line.gone for line in now.lines}["Sở Y tế"]
    was = unit_figures.figures(file)
    assert not any(line.gone for line in was.lines)
    assert totals(now) == totals(was)


def test_things_without_a_unit_are_counted_too(file: DataFile) -> None:
    class_ = file.find("class")[0]
    records.save(file, class_.with_values(lead_body=None))
    found = unit_figures.figures(file)
    assert {x.unit: x.amount("classes") for x in found.lines if x.amount("classes")} == {"": 1}
    sheet = openpyxl.load_workbook(io.BytesIO(unit_figures.workbook(found))).active
    assert "Chưa ghi đơn vị" in [row[0] for row in sheet.iter_rows(values_only=True)]


# -- whatever becomes of the units ---------------------------------------------------------------------------

KINDS = ("rename", "absorb", "amalgamate", "divide", "separate", "dissolve", "hand_over")
steps = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 99), st.integers(0, 99), st.integers(0, 3)),
    min_size=1,
    max_size=5,
)


def _part(file: DataFile, pool: list[str], kind: str, one: int, two: int, name: str) -> Part:
    old = pool.pop(one % len(pool))
    other = pool[two % len(pool)]

    def new(number: int, *, main: bool = False) -> Successor:
        found = arrangements.to_make(file, old, name=f"{name}.{number}", code=f"{name}.{number}")
        pool.append(found.unit)
        return Successor(found.unit, main, found.made)

    match kind:
        case "rename":
            return Part(kind, (old,), (new(1),))
        case "absorb":
            return Part(kind, (old,), (Successor(other),))
        case "amalgamate":
            pool.remove(other)
            return Part(kind, (old, other), (new(1),))
        case "divide":
            return Part(kind, (old,), (new(1, main=True), new(2)))
        case "separate":
            part = Part(kind, (old,), (new(1),))
            pool.append(old)
            return part
        case "dissolve":
            return Part(kind, (old,), (Successor(other),) if two % 2 else ())
    return Part(kind, (old,), (Successor(other, main=True), new(1)))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_totals_are_equal_after_any_arrangements(city: City, steps: list[tuple[str, int, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = files.open_file(made.copy(city, Path(folder)).path, password=made.PASSWORD)
        try:
            _rearranged_at_random(file, steps)
        finally:
            files.close(file)


def _rearranged_at_random(file: DataFile, steps: list[tuple[str, int, int, int]]) -> None:
    year: dict[str, Any] = {"first": dt.date(2020, 1, 1), "last": dt.date(2026, 12, 31)}
    before = unit_figures.figures(file, **year)
    pool = [unit(file, code) for code in ("SNV", "STC", "SYT", "STP", "SXD")]
    days = [dt.date(2026, 1, 1), FAR]
    for number, (kind, one, two, share) in enumerate(steps):
        day = FIRST + dt.timedelta(days=31 * number)
        plan = Plan(day, "Nghị quyết", (_part(file, pool, kind, one, two, f"M{number}"),))
        moves = {
            p.cadre: p.choices[n % len(p.choices)].unit
            for n, p in enumerate(rearranging.proposals(file, plan))
            if p.choices and n % 4 <= share
        }
        rearranging.rearrange(file, plan, moves)
        days.append(day)
    was = unit_figures.figures(file, **year)
    assert totals(was) == totals(before)
    for measure in ("sent", "women_sent", "courses", "nominated", "classes", "planned", "settled"):
        assert by_unit(was, measure) == by_unit(before, measure)
    for day in days:
        now = unit_figures.figures(file, "successor", day=day, **year)
        assert totals(now) == totals(was)
        assert len({line.unit for line in now.lines}) == len(now.lines)
        assert sum(len(x.counted) for x in now.lines) == sum(len(x.counted) for x in was.lines)
