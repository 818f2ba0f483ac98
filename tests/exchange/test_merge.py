"""Taking packages in: what is new, what is at odds, what is refused, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hnabroad_desktop.base.errors import Cancelled
from hnabroad_desktop.exchange.arrivals import DamagedPackage
from hnabroad_desktop.exchange.merge import merge
from hnabroad_desktop.exchange.plan import Choice
from hnabroad_desktop.exchange.planning import plan
from hnabroad_desktop.exchange.refusals import (
    ForkedHistory,
    MissingPackage,
    NeedsNewerProgram,
    NotForThisUnit,
    PlanOutdated,
    WrongChoice,
)
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.lines import DELETED
from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.opening import write_shipped
from hnabroad_desktop.store.transaction import Transaction
from tests.exchange.worlds import UNITS, World, change, dump, fresh, made, shown, spread
from tests.store.toy import AWAY, COMMON, FAR, HOME, MODEL, PLACE, THING, thing

#: A program that knows one kind more.
LATER = Model((THING, PLACE, replace(PLACE, code="comet")))


def test_new_records_come_over_and_the_same_again_does_nothing(world: World) -> None:
    one = made(world, name="An", rows={"line": (Row({"word": "x"}),)})
    a, b = world.units[:2]
    package = world.pack(a, b)
    found = plan(b.file, package)
    assert (found.new, found.changed, found.already) == ({"thing": 1}, {}, False)
    assert b.file.get("thing", one) is None
    world.take(b, package, plan=found)
    assert shown(a.file) == shown(b.file)
    before = dump(b.file)
    again = world.take(b, package)
    assert again.plan.already
    assert dump(b.file) == before
    world.check(b)


def test_different_fields_merge_without_a_question(world: World) -> None:
    one = made(world, name="An")
    spread(world, 0, 1)
    change(world, 0, one, size=1)
    change(world, 1, one, other="x")
    a, b = world.units[:2]
    found = plan(b.file, world.pack(a, b))
    assert (found.merged, found.changed, found.conflicts) == ({"thing": 1}, {}, ())
    spread(world, 0, 1)
    record = b.file.get("thing", one)
    assert record is not None
    assert (record["size"], record["other"]) == (1, "x")
    change(world, 0, one, size=2)
    spread(world, 1, 0)
    found = plan(a.file, world.pack(b, a))
    assert found.already


def test_one_field_on_both_sides_is_asked_about_and_settled(world: World) -> None:
    one = made(world, name="An")
    spread(world, 0, 1)
    change(world, 0, one, name="Ân")
    change(world, 1, one, name="Ấn")
    a, b = world.units[:2]
    package = world.pack(a, b)
    found = plan(b.file, package)
    (conflict,) = found.conflicts
    assert (conflict.id, conflict.record, conflict.field) == (one, one, "name")
    assert conflict.base is not None
    assert [s.value for s in (conflict.base, conflict.ours, conflict.theirs)] == ["An", "Ấn", "Ân"]
    assert (conflict.ours.unit, conflict.theirs.unit) == (b.id, a.id) or conflict.ours.unit == ""
    merged = world.take(b, package, [Choice(one, "name", "Ẩn")])
    assert merged.open == ()
    record = b.file.get("thing", one)
    assert record is not None
    assert record["name"] == "Ẩn"
    spread(world, 1, 0)
    assert shown(a.file) == shown(b.file)
    for unit in (a, b):
        world.check(unit)


def test_equal_values_are_no_difference(world: World) -> None:
    one = made(world, name="An")
    spread(world, 0, 1)
    change(world, 0, one, name="Ân")
    change(world, 1, one, name="Ân")
    found = plan(world.units[1].file, world.pack(*world.units[:2]))
    assert found.conflicts == ()


def test_a_group_is_one_difference(world: World) -> None:
    one = made(world, post="Bí thư", since="2020")
    spread(world, 0, 1)
    change(world, 0, one, post="Chủ tịch")
    change(world, 1, one, since="2021")
    (conflict,) = plan(world.units[1].file, world.pack(*world.units[:2])).conflicts
    assert conflict.theirs.value == {"post": "Chủ tịch", "since": "2020"}
    assert conflict.ours.value == {"post": "Bí thư", "since": "2021"}


TWICE = {"reason": "trùng"}


@pytest.mark.parametrize(
    ("deleting", "ours", "theirs", "chosen"),
    [(0, None, TWICE, None), (1, TWICE, None, {"reason": "vẫn trùng"})],
    ids=["deleted there", "deleted here"],
)
def test_deletion_against_edit_asks(
    world: World, deleting: int, ours: object, theirs: object, chosen: dict[str, str] | None
) -> None:
    one = made(world, name="An")
    spread(world, 0, 1)
    a, b = world.units[:2]
    world.write(world.units[deleting], lambda step: step.delete("thing", one, "trùng"))
    change(world, 1 - deleting, one, name="Ân")
    package = world.pack(a, b)
    (conflict,) = plan(b.file, package).conflicts
    assert (conflict.field, conflict.ours.value, conflict.theirs.value) == (DELETED, ours, theirs)
    world.take(b, package, [Choice(one, DELETED, chosen)])
    record = b.file.get("thing", one)
    assert record is not None
    assert record.deleted == (chosen is not None)
    spread(world, 1, 0)
    assert shown(a.file) == shown(b.file)
    world.check(a)


def test_a_lost_package_is_in_the_next_one(world: World) -> None:
    a, b = world.units[:2]
    made(world, name="An")
    world.pack(a, b)
    made(world, name="Bình")
    spread(world, 0, 1)
    assert shown(a.file) == shown(b.file)


def test_a_gap_is_refused_with_the_number_to_ask_for(world: World) -> None:
    a, b, c = world.units[:3]
    made(world, name="An")
    world.take(b, world.pack(a, b))
    world.take(a, world.pack(b, a))
    made(world, name="Bình")
    second = world.pack(a, b)
    world.take(b, second)
    world.take(a, world.pack(b, a))
    made(world, name="Chi")
    third = world.pack(a, b)
    before = dump(c.file)
    with pytest.raises(MissingPackage) as caught:
        world.take(c, replace(third, receivers=(c.id,)))
    assert caught.value.number == 1
    with pytest.raises(NotForThisUnit):
        world.take(c, third)
    assert dump(c.file) == before
    taken = world.take_back(b, second.package_id)
    assert taken.numbers == (2,)
    with pytest.raises(MissingPackage) as caught:
        world.take(b, third)
    assert caught.value.number == 2
    world.take(b, second)
    world.take(b, third)
    assert shown(a.file) == shown(b.file)


@pytest.mark.parametrize("longer", [1, 3])
def test_another_past_is_held_back(world: World, longer: int) -> None:
    a, b = world.units[:2]
    copy = world.keep(a)
    made(world, name="An")
    spread(world, 0, 1)
    replica = a.file.replica
    world.put_back(a, copy)
    a.file.replica = replica
    assert a.file._journal is not None
    a.file._journal.replica = replica
    with a.file.transaction("other past") as step:
        for _each in range(longer):
            step.add(thing(name="Khác", place=HOME))
    before = dump(b.file)
    with pytest.raises(ForkedHistory):
        world.take(b, world.pack(a, b, everything=True))
    assert dump(b.file) == before


def test_damage_and_a_later_form_are_refused(world: World) -> None:
    a, b = world.units[:2]
    made(world, name="An")
    package = world.pack(a, b)
    part = next(part for part in package.streams if part.scope == HOME)
    before = dump(b.file)
    for lines in (part.lines[:-1], (*part.lines, part.lines[-1]), (b"{}",), (part.lines[0][:-1],)):  # type: ignore[index]
        with pytest.raises(DamagedPackage):
            world.take(b, replace(package, streams=(replace(part, lines=lines),)))
    forged = tuple(line.replace(b'"An"', b'"Em"') for line in part.lines)
    assert forged != part.lines
    with pytest.raises(DamagedPackage):
        plan(b.file, replace(package, streams=(replace(part, lines=forged),)))
    with pytest.raises(NeedsNewerProgram):
        world.take(b, replace(package, reader=99))
    assert dump(b.file) == before


def test_cancelling_leaves_everything_line_for_line(world: World) -> None:
    a, b = world.units[:2]
    for _each in range(3):
        made(world, name="An")
    package = world.pack(a, b)
    before = dump(b.file)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        merge(b.file, package, report=stop)
    assert dump(b.file) == before


def test_a_plan_that_says_something_else_by_now_is_not_carried_out(world: World) -> None:
    a, b = world.units[:2]
    one = made(world, name="An")
    spread(world, 0, 1)
    change(world, 0, one, size=1)
    package = world.pack(a, b)
    found = plan(b.file, package)
    change(world, 1, one, other="x")
    before = dump(b.file)
    with pytest.raises(PlanOutdated):
        world.take(b, package, plan=found)
    assert dump(b.file) == before


def test_a_plan_that_still_says_the_same_is_carried_out(world: World) -> None:
    a, b = world.units[:2]
    one = made(world, name="An")
    package = world.pack(a, b)
    found = plan(b.file, package)
    other = made(world, 1, name="Bình")
    assert world.take(b, package, plan=found).plan.new == {"thing": 1}
    assert all(b.file.get("thing", each) for each in (one, other))
    world.check(b)


def test_taking_a_package_back_restores_what_was_and_again_puts_it_back(world: World) -> None:
    one = made(world, name="An", rows={"line": (Row({"word": "x"}),)})
    spread(world, 0, 1)
    a, b = world.units[:2]
    change(world, 1, one, size=7)
    change(world, 0, one, name="Ân", size=3)
    made(world, name="Bình", rows={"line": (Row({"word": "y"}),)})
    before = shown(b.file)
    package = world.pack(a, b)
    world.take(b, package, [Choice(one, "size", 3)])
    after = shown(b.file)
    assert after != before
    taken = world.take_back(b, package.package_id)
    assert (taken.numbers, taken.edited) == ((2,), ())
    assert shown(b.file) == before
    world.check(b)
    world.take(b, package, [Choice(one, "size", 3)])
    assert shown(b.file) == after
    world.check(b)


def test_an_own_edit_on_what_is_taken_back_becomes_a_difference(world: World) -> None:
    one = made(world, name="An")
    spread(world, 0, 1)
    a, b = world.units[:2]
    change(world, 0, one, name="Ân")
    package = world.pack(a, b)
    world.take(b, package)
    change(world, 1, one, name="Ẩn")
    taken = world.take_back(b, package.package_id)
    assert taken.edited == (("thing", one),)
    with b.file.raw() as db:
        assert db.execute("SELECT _unsettled FROM r_thing").fetchone() == ("name",)
    world.check(b)
    later = world.pack(a, b)
    world.take(b, later)
    record = b.file.get("thing", one)
    assert record is not None
    assert record["name"] == "Ẩn"
    world.check(b)


def test_what_is_not_settled_shows_the_same_everywhere(world: World) -> None:
    """By standing, then replica and place: here the one nearest to the person, never the last to come."""
    one = made(world, name="An")
    a, b, c, d = world.units
    for other in (1, 2, 3):
        spread(world, 0, other)
    for unit, name in ((0, "Ân"), (1, "Ấn"), (2, "Ẩn")):
        change(world, unit, one, name=name)
    world.take(d, world.pack(c, d))
    world.take(d, world.pack(a, d))
    world.take(d, world.pack(b, d))
    world.exchange_all()
    names = {unit.file.get("thing", one)["name"] for unit in world.units}  # type: ignore[index]
    assert names == {"Ẩn"}
    assert len({repr(shown(unit.file)) for unit in world.units}) == 1
    change(world, 0, one, name="Xong")
    world.exchange_all()
    assert [unit.file.get("thing", one)["name"] for unit in world.units] == ["Xong"] * 4  # type: ignore[index]
    for unit in world.units:
        world.check(unit)


def test_a_difference_is_brought_up_once(world: World) -> None:
    one = made(world, name="An")
    spread(world, 0, 1)
    a, b = world.units[:2]
    change(world, 0, one, name="Ân")
    change(world, 1, one, name="Ấn")
    package = world.pack(a, b)
    assert [c.field for c in world.take(b, package).open] == ["name"]
    change(world, 0, one, size=1)
    assert plan(b.file, world.pack(a, b)).conflicts == ()
    change(world, 0, one, name="Ẫn")
    (again,) = plan(b.file, world.pack(a, b)).conflicts
    assert (again.field, again.ours.value, again.theirs.value) == ("name", "Ấn", "Ẫn")


def test_who_does_not_get_a_scope_in_between_sees_no_difference(world: World) -> None:
    one = made(world, name="An")
    b = world.units[1]
    b.scopes = (COMMON, HOME, FAR, *UNITS)
    spread(world, 0, 1)
    change(world, 0, one, place=AWAY)
    change(world, 0, one, name="Ân")
    change(world, 0, one, place=FAR)
    change(world, 0, one, name="Ấn")
    spread(world, 0, 1)
    record = b.file.get("thing", one)
    assert record is not None
    assert (record["name"], record["place"]) == ("Ấn", FAR)
    assert world.at_odds(b) == set()
    assert not any(dot.scope == AWAY for dot in b.lines)
    world.check(b)


def test_what_a_later_program_wrote_is_kept_and_passed_on(world: World) -> None:
    """Unknown fields, tables and kinds, a later version of a record: kept aside, said, relayed unchanged."""
    one = made(world, name="An")
    a, b, c = world.units[:3]

    def act(step: Transaction) -> None:
        step.write("thing", one, {"of_a_later_version": [1, {"x": 2}], "name": "Ân"}, scope=HOME)
        step.write("comet", fresh(), {"tail": "long"}, scope=HOME, first=True)

    with a.file.transaction("later") as step:
        step.journal.model = LATER
        try:
            act(step)
        finally:
            step.journal.model = MODEL
    world.units = [a, b, c]
    package = world.pack(a, b)
    found = plan(b.file, package)
    assert (found.kept, found.already) == (2, False)
    world.take(b, package)
    relayed = world.pack(b, c)
    lines = [line for part in relayed.streams for line in part.lines]
    assert any(b"of_a_later_version" in line for line in lines)
    assert any(b"comet" in line for line in lines)
    world.take(c, relayed)
    for unit in (b, c):
        assert list(unit.file.findings()) == []
        unit.file.rebuild()
        assert list(unit.file.findings()) == []
    assert shown(b.file) == shown(c.file)


@pytest.mark.parametrize("choice", ["ours", "theirs", None])
def test_taking_back_and_receiving_again_asks_again(world: World, choice: str | None) -> None:
    one = made(world, name="An")
    spread(world, 0, 1)
    a, b = world.units[:2]
    change(world, 0, one, name="Ân")
    change(world, 1, one, name="Ấn")
    before = shown(b.file)
    package = world.pack(a, b)
    values = {"ours": "Ấn", "theirs": "Ân"}
    choices = [Choice(one, "name", values[choice])] if choice else []
    world.take(b, package, choices)
    world.take_back(b, package.package_id)
    assert shown(b.file) == before
    (again,) = plan(b.file, package).conflicts
    assert {again.ours.value, again.theirs.value} == {"Ân", "Ấn"}
    world.take(b, package, [Choice(one, "name", "Ân")])
    assert b.file.get("thing", one)["name"] == "Ân"  # type: ignore[index]
    world.take(a, world.pack(b, a))
    assert shown(a.file) == shown(b.file)
    for unit in (a, b):
        world.check(unit)


def test_a_wrong_choice_writes_nothing(world: World) -> None:
    one = made(world, name="An", size=1)
    spread(world, 0, 1)
    a, b = world.units[:2]
    change(world, 0, one, size=2)
    change(world, 1, one, size=3)
    package = world.pack(a, b)
    before = dump(b.file)
    for wrong in (Choice(one, "name", "x"), Choice(one, "size", "nhiều"), Choice("0" * 32, "size", 1)):
        with pytest.raises(WrongChoice):
            world.take(b, package, [wrong])
    assert dump(b.file) == before


def test_a_change_of_what_a_later_program_ships_waits_for_it(world: World) -> None:
    a, b = world.units[:2]
    shipped = Record("place", {"name": "Phường mới", "note": "gốc"}, id=fresh())
    write_shipped(a.file, [shipped])
    world.write(a, lambda step: step.change("place", shipped.id, {"note": "sửa"}))
    world.take(b, world.pack(a, b))
    assert b.file.get("place", shipped.id)["name"] is None  # type: ignore[index]
    for _opening in range(2):
        write_shipped(b.file, [shipped])
    world.read(b)
    assert b.file.get("place", shipped.id) == a.file.get("place", shipped.id)
    assert shown(a.file) == shown(b.file)
    world.check(b)
