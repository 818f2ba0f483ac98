"""Every figure is counted under one unit and only once, whatever became of the units."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.rules.succession import Life, main_heir, parent_on, standing_for

DAY = dt.date(2026, 1, 1)
ENDED = {"valid_to": "2025-06-30"}


def life(name: str, *heirs: dict[str, Any], ended: bool = True, **values: Any) -> Life:
    return Life(name, {**(ENDED if ended else {}), **values}, tuple(Row(h) for h in heirs))


def to(unit: str, **more: Any) -> dict[str, Any]:
    return {"successor": unit, "date": "2025-07-01", **more}


def test_the_heir_is_the_single_or_the_main_one() -> None:
    assert main_heir(life("a", to("b")), DAY) == "b"
    assert main_heir(life("a", to("b"), to("c")), DAY) == ""
    assert main_heir(life("a", to("b"), to("c", primary=True)), DAY) == "c"
    assert main_heir(life("a", to("b", suggestion=True)), DAY) == ""
    assert main_heir(life("a", to("b", suggestion=True), to("c")), DAY) == "c"
    assert main_heir(life("a", to("b", suggestion=True, primary=True), to("c")), DAY) == "b"
    assert main_heir(life("a", {"kind": "dissolve"}), DAY) == ""
    assert main_heir(life("a", {"successor": "b", "date": "2027-01-01"}), DAY) == ""


def test_a_unit_stands_for_itself_while_it_exists() -> None:
    lives = {each.id: each for each in (life("a", to("b")), life("b", to("c")), life("c", ended=False))}
    assert standing_for("a", lives, DAY) == "c"
    assert standing_for("a", lives, dt.date(2025, 6, 30)) == "a"
    assert standing_for("x", lives, DAY) == "x"


def test_a_unit_belonged_to_what_stood_there_then() -> None:
    old = life("old", to("new"))
    new = life("new", ended=False, valid_from="2025-07-01")
    child = life("child", ended=False, parent_unit="old")
    late = life("late", ended=False, parent_unit="new")
    lives = {each.id: each for each in (old, new, child, late)}
    assert [parent_on(child, lives, day) for day in (dt.date(2025, 1, 1), DAY)] == ["old", "new"]
    assert [parent_on(late, lives, day) for day in (dt.date(2025, 1, 1), DAY)] == ["old", "new"]
    assert parent_on(old, lives, DAY) == ""


names = st.sampled_from("abcdefgh")


@st.composite
def worlds(draw: Any) -> dict[str, Life]:
    heirs = st.lists(
        st.builds(to, names, primary=st.sampled_from([None, True]), suggestion=st.sampled_from([None, True])),
        max_size=3,
    )
    return {name: life(name, *draw(heirs), ended=draw(st.booleans())) for name in "abcdef"}


@given(lives=worlds())
def test_every_unit_is_stood_for_by_one_that_is_known(lives: dict[str, Life]) -> None:
    for unit in lives:
        assert standing_for(unit, lives, DAY) in lives
        assert standing_for(unit, lives, dt.date(2025, 6, 30)) == unit
