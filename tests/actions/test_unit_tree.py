"""The organisation as it stood on a day, before and after the arrangement of 1 July 2025."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.actions import records, unit_tree
from hnabroad_desktop.actions.unit_tree import UnitLine
from hnabroad_desktop.store.datafile import DataFile

BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


def test_the_last_day_shows_thirty_districts_and_the_next_the_wards_and_communes(file: DataFile) -> None:
    every = unit_tree.every_unit(file)
    before = dict(unit_tree.tally(unit_tree.standing_on(every, BEFORE)))
    after = dict(unit_tree.tally(unit_tree.standing_on(every, AFTER)))
    assert sum(before.values()) == 30
    assert after == {"ward": 51, "commune": 75}
    assert unit_tree.days_of_change(every) == ("2025-06-30", "2025-07-01")


def test_every_unit_of_a_day_hangs_in_one_tree(file: DataFile) -> None:
    for day in (BEFORE, AFTER):
        standing = unit_tree.standing_on(unit_tree.every_unit(file), day)
        ids = {unit.id for unit in standing}
        assert all(unit.parent in ids for unit in standing if unit.parent)
        assert sum(1 for unit in standing if not unit.parent) == 1


def test_a_new_ward_knows_what_it_came_from_and_the_old_one_what_came_after(file: DataFile) -> None:
    every = unit_tree.every_unit(file)
    new = next(u for u in every if u.name == "Phường Cửa Nam" and u.valid_from == AFTER.isoformat())
    links = unit_tree.predecessors(file, new.id)
    assert links
    for link in links:
        old = file.get("unit", link.unit)
        assert old is not None
        assert new.id in [each.unit for each in unit_tree.successors(file, old)]


def test_a_deleted_unit_is_no_predecessor(file: DataFile) -> None:
    every = unit_tree.every_unit(file)
    new = next(u for u in every if u.name == "Phường Cửa Nam" and u.valid_from == AFTER.isoformat())
    gone = unit_tree.predecessors(file, new.id)[0].unit
    records.delete(file, "unit", gone, "thử")
    assert gone not in [link.unit for link in unit_tree.predecessors(file, new.id)]


def test_nothing_changed_without_dates() -> None:
    assert unit_tree.days_of_change([UnitLine("a", "A", "A", "city", "", "", "")]) is None


days = st.sampled_from(["", "2020-01-01", "2025-06-30", "2025-07-01", "2026-01-01"])


@given(
    st.lists(st.tuples(st.integers(-1, 7), days, days), min_size=1, max_size=8),
    st.sampled_from([BEFORE, AFTER]),
)
def test_whoever_stands_hangs_under_somebody_who_stands(
    rows: list[tuple[int, str, str]], day: dt.date
) -> None:
    lines = [
        UnitLine(str(n), str(n), str(n), "division", str(above) if above >= 0 else "", begun, ended)
        for n, (above, begun, ended) in enumerate(rows)
    ]
    standing = unit_tree.standing_on(lines, day)
    ids = {unit.id for unit in standing}
    assert all(not unit.parent or unit.parent in ids for unit in standing)
    assert all(unit.valid_from <= day.isoformat() for unit in standing)
