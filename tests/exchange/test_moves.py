"""A record laid down in another scope: what is said again is the version it copies, and asks nothing."""

from __future__ import annotations

import itertools

import pytest

from hnabroad_desktop.exchange.plan import Choice
from hnabroad_desktop.exchange.planning import plan
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.lines import DELETED
from tests.exchange.worlds import UNITS, Unit, World, change, made, shown, spread
from tests.store.toy import AWAY, COMMON, FAR, HOME


def value(unit: Unit, one: str, name: str) -> object:
    record = unit.file.get("thing", one)
    assert record is not None
    return record[name]


def known_to(world: World, *others: int) -> str:
    one = made(world, name="An", size=1, rows={"line": (Row({"word": "x"}),)})
    for other in others:
        spread(world, 0, other)
    return one


def edit_row(world: World, unit: Unit, one: str, word: str) -> None:
    record = unit.file.get("thing", one)
    assert record is not None
    (row,) = record.table("line")
    edited = record.with_table("line", (Row({**row.values, "word": word}, row.id),))
    world.write(unit, lambda step: step.save(edited, record))


def agreed(world: World, units: list[Unit]) -> None:
    for sender, receiver in itertools.permutations(units, 2):
        world.take(receiver, world.pack(sender, receiver, everything=True))
    for unit in units:
        world.check(unit)
        assert world.at_odds(unit) == set()
        assert shown(unit.file) == shown(units[0].file)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("first", [0, 1])
def test_an_edit_beside_a_move_asks_nothing_on_either_side(world: World, first: int, times: int) -> None:
    one = known_to(world, 1)
    a, b = world.units[:2]
    change(world, 0, one, place=AWAY)
    if times == 2:
        change(world, 0, one, place=FAR)
    change(world, 1, one, name="Ân")
    edit_row(world, b, one, "z")
    to_b, to_a = world.pack(a, b), world.pack(b, a)
    for unit, package in ((b, to_b), (a, to_a))[:: 1 if first == 0 else -1]:
        found = plan(unit.file, package)
        assert (found.conflicts, found.merged) == ((), {"thing": 1})
        world.take(unit, package)
        assert (value(unit, one, "name"), value(unit, one, "size")) == ("Ân", 1)
        assert value(unit, one, "place") == (FAR if times == 2 else AWAY)
        assert [row["word"] for row in unit.file.get("thing", one).table("line")] == ["z"]  # type: ignore[union-attr]
    agreed(world, [a, b])


def test_the_order_in_which_move_and_edits_come_does_not_matter(world: World) -> None:
    one = known_to(world, 1, 2, 3)
    a, b, c, d = world.units
    change(world, 0, one, place=AWAY)
    change(world, 1, one, name="Ân")
    change(world, 2, one, size=2)
    packages = [world.pack(unit, d) for unit in (a, b, c)]
    for package in (packages[1], packages[0], packages[2]):
        world.take(d, package)
    assert [value(d, one, name) for name in ("name", "size", "place")] == ["Ân", 2, AWAY]
    assert world.at_odds(d) == set()
    world.exchange_all()
    agreed(world, world.units)


def test_two_moves_at_once_differ_in_the_unit_alone(world: World) -> None:
    one = known_to(world, 1, 2)
    a, b, c = world.units[:3]
    change(world, 0, one, place=AWAY)
    change(world, 1, one, place=FAR)
    change(world, 2, one, name="Ân")
    world.take(a, world.pack(c, a))
    (conflict,) = plan(a.file, world.pack(b, a)).conflicts
    assert conflict.field == "place"
    world.take(a, world.pack(b, a))
    assert value(a, one, "name") == "Ân"
    assert {group for _id, group in world.at_odds(a)} == {"place", "_scope"}
    world.check(a)


def test_an_edit_after_the_move_against_one_before_is_a_real_difference(world: World) -> None:
    one = known_to(world, 1)
    a, b = world.units[:2]
    change(world, 0, one, place=AWAY)
    change(world, 0, one, name="Ân")
    change(world, 1, one, name="Ấn")
    (conflict,) = plan(a.file, world.pack(b, a)).conflicts
    assert (conflict.field, conflict.ours.value, conflict.theirs.value) == ("name", "Ân", "Ấn")
    assert conflict.base is not None
    assert conflict.base.value == "An"


def test_a_move_and_a_deletion_ask_about_the_move_alone(world: World) -> None:
    """The unit was changed, so deletion against edit asks; what was laid down again is no edit."""
    one = known_to(world, 1)
    a, b = world.units[:2]
    change(world, 0, one, place=AWAY)
    world.write(b, lambda step: step.delete("thing", one, "trùng"))
    (conflict,) = plan(a.file, world.pack(b, a)).conflicts
    assert conflict.field == DELETED
    world.take(a, world.pack(b, a), [Choice(one, DELETED, {"reason": "trùng"})])
    agreed(world, [a, b])
    assert a.file.get("thing", one).deleted  # type: ignore[union-attr]


def test_a_record_laid_down_for_others_can_be_deleted_meanwhile(world: World) -> None:
    one = known_to(world, 1)
    a, b = world.units[:2]
    world.write(a, lambda step: step.lay_down("thing", one, AWAY))
    world.write(b, lambda step: step.delete("thing", one, "trùng"))
    package = world.pack(b, a)
    assert plan(a.file, package).conflicts == ()
    world.take(a, package)
    agreed(world, [a, b])
    assert a.file.get("thing", one).deleted  # type: ignore[union-attr]


def test_what_is_laid_down_again_is_no_change(world: World) -> None:
    one = known_to(world, 1)
    a, b = world.units[:2]
    world.write(a, lambda step: step.lay_down("thing", one, AWAY))
    found = plan(b.file, world.pack(a, b))
    assert (found.new, found.changed, found.merged, found.already) == ({}, {}, {}, False)


def test_who_has_only_the_new_scope_learns_of_the_edit_in_the_old_one(world: World) -> None:
    """Whoever holds both scopes says it there, once."""
    one = known_to(world, 1)
    a, b, c = world.units[:3]
    c.scopes = (COMMON, AWAY, *UNITS)
    b.scopes = (COMMON, HOME, *UNITS)
    change(world, 0, one, place=AWAY)
    change(world, 1, one, name="Ân")
    edit_row(world, b, one, "z")
    world.take(c, world.pack(a, c))
    assert value(c, one, "name") == "An"
    world.take(b, world.pack(a, b))
    assert not any(dot.scope == AWAY for dot in b.lines)
    world.take(a, world.pack(b, a))
    world.take(c, world.pack(a, c))
    assert (value(c, one, "name"), value(c, one, "size")) == ("Ân", 1)
    assert [row["word"] for row in c.file.get("thing", one).table("line")] == ["z"]  # type: ignore[union-attr]
    before = len(a.lines)
    world.take(a, world.pack(b, a, everything=True))
    world.take(a, world.pack(c, a))
    assert len(a.lines) == before
    for unit in (a, b, c):
        world.check(unit)
        assert world.at_odds(unit) == set()


def test_a_unit_that_misses_the_scope_in_between_follows_the_copies(world: World) -> None:
    one = known_to(world, 1, 2)
    a, b, c = world.units[:3]
    c.scopes = (COMMON, HOME, FAR, *UNITS)
    change(world, 0, one, place=AWAY)
    change(world, 0, one, place=FAR)
    change(world, 1, one, name="Ân")
    world.take(c, world.pack(a, c))
    world.take(c, world.pack(b, c))
    assert not any(dot.scope == AWAY for dot in c.lines)
    assert value(c, one, "name") == "Ân"
    assert world.at_odds(c) == set()
    world.check(c)


def test_undoing_a_move_and_an_edit_after_it(world: World) -> None:
    one = known_to(world, 1)
    a, b = world.units[:2]
    change(world, 0, one, place=AWAY)
    change(world, 0, one, name="Ân")
    for _each in range(2):
        a.file.undo()
        world.read(a)
    assert (value(a, one, "name"), value(a, one, "place")) == ("An", HOME)
    change(world, 1, one, size=5)
    world.take(a, world.pack(b, a))
    assert value(a, one, "size") == 5
    agreed(world, [a, b])
