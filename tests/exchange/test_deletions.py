"""A record deleted in one unit while another goes on with it, in its rows too: it is asked."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from hnabroad_desktop.exchange.plan import Choice
from hnabroad_desktop.exchange.planning import plan
from hnabroad_desktop.exchange.unsettled import unsettled
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.lines import DELETED
from tests.exchange.worlds import Unit, World, change, made, shown, spread
from tests.store.toy import AWAY

GONE = {"reason": "trùng"}

Act = Callable[[Record], Record]


def changed(record: Record) -> Record:
    (row,) = record.table("line")
    return record.with_table("line", (Row({**row.values, "amount": 5}, row.id),))


def added(record: Record) -> Record:
    return record.with_table("line", (*record.table("line"), Row({"word": "mới"})))


def removed(record: Record) -> Record:
    return record.with_table("line", ())


def known_to(world: World, *others: int) -> str:
    one = made(world, name="An", rows={"line": (Row({"word": "x"}),)})
    for other in others:
        spread(world, 0, other)
    return one


def save(world: World, unit: Unit, one: str, act: Act) -> None:
    record = unit.file.get("thing", one)
    assert record is not None
    world.write(unit, lambda step: step.save(act(record), record))


def delete(world: World, unit: Unit, one: str) -> None:
    world.write(unit, lambda step: step.delete("thing", one, GONE["reason"]))


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("here", [True, False])
@pytest.mark.parametrize("act", [changed, added])
def test_deletion_against_a_change_in_a_row_asks(world: World, act: Act, here: bool, keep: bool) -> None:
    one = known_to(world, 1)
    a, b = world.units[:2]
    deleting, changing = (b, a) if here else (a, b)
    delete(world, deleting, one)
    save(world, changing, one, act)
    package = world.pack(a, b)
    (conflict,) = plan(b.file, package).conflicts
    assert (conflict.kind, conflict.id, conflict.field) == ("thing", one, DELETED)
    assert (conflict.ours.value, conflict.theirs.value) == ((GONE, None) if here else (None, GONE))
    assert (conflict.ours.unit or b.id, conflict.theirs.unit) == (b.id, a.id)
    open_ = world.take(b, package)
    assert [(c.id, c.field) for c in open_.open] == [(one, DELETED)]
    assert world.at_odds(b) == {(one, DELETED)}
    world.check(b)
    (waits,) = unsettled(b.file)
    assert {str(waits.ours.value), str(waits.theirs.value)} == {"None", str(GONE)}
    world.take(a, world.pack(b, a))
    assert shown(a.file) == shown(b.file)
    answered = world.pack(a, b, everything=True)
    assert plan(b.file, answered).conflicts == ()
    value = None if keep else {"reason": "vẫn trùng"}
    if keep:
        world.write(b, lambda step: step.restore("thing", one))
    else:
        world.write(b, lambda step: step.delete("thing", one, value["reason"]))  # type: ignore[index]
    world.take(a, world.pack(b, a))
    for unit in (a, b):
        assert world.at_odds(unit) == set()
        assert unit.file.get("thing", one).deleted is not keep  # type: ignore[union-attr]
        world.check(unit)
    assert shown(a.file) == shown(b.file)


@pytest.mark.parametrize("keep", [True, False])
def test_the_answer_settles_it_when_the_package_is_taken_in(world: World, keep: bool) -> None:
    one = known_to(world, 1)
    a, b = world.units[:2]
    delete(world, a, one)
    save(world, b, one, changed)
    package = world.pack(a, b)
    world.take(b, package, [Choice(one, DELETED, None if keep else GONE)])
    assert world.at_odds(b) == set()
    world.take(a, world.pack(b, a))
    assert shown(a.file) == shown(b.file)
    for unit in (a, b):
        assert unit.file.get("thing", one).deleted is not keep  # type: ignore[union-attr]
        world.check(unit)


def test_a_row_taken_out_of_what_was_deleted_asks_nothing(world: World) -> None:
    one = known_to(world, 1)
    a, b = world.units[:2]
    delete(world, a, one)
    save(world, b, one, removed)
    package = world.pack(a, b)
    assert plan(b.file, package).conflicts == ()
    world.take(b, package)
    assert world.at_odds(b) == set()
    world.check(b)


def test_a_deletion_that_knew_of_the_row_asks_nothing(world: World) -> None:
    one = known_to(world, 1)
    a, b, c = world.units[:3]
    save(world, b, one, changed)
    spread(world, 1, 0)
    delete(world, a, one)
    world.take(c, world.pack(a, c))
    package = world.pack(a, b)
    assert plan(b.file, package).conflicts == ()
    world.take(b, package)
    for unit in (a, b, c):
        assert world.at_odds(unit) == set()
        world.check(unit)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_two_edit_rows_and_fields_while_a_third_deletes(world: World, order: tuple[int, ...]) -> None:
    one = known_to(world, 1, 2, 3)
    a, b, c, d = world.units
    save(world, a, one, changed)
    save(world, b, one, added)
    change(world, 1, one, name="Ân")
    delete(world, c, one)
    packages = [world.pack(unit, d) for unit in (a, b, c)]
    asked = []
    for number in order:
        asked += [(x.id, x.field) for x in world.take(d, packages[number]).open]
    assert set(asked) == {(one, DELETED)}
    assert world.at_odds(d) == {(one, DELETED)}
    world.check(d)
    world.exchange_all()
    for unit in world.units:
        world.check(unit)
        assert shown(unit.file) == shown(d.file)
        assert world.at_odds(unit) == {(one, DELETED)}
    d.file.rebuild()
    assert world.at_odds(d) == {(one, DELETED)}


def test_a_row_edited_in_a_record_that_was_moved_and_deleted(world: World) -> None:
    one = known_to(world, 1, 2)
    a, b, c = world.units[:3]
    change(world, 0, one, place=AWAY)
    world.take(c, world.pack(a, c))
    delete(world, c, one)
    save(world, b, one, changed)
    world.take(c, world.pack(b, c))
    assert world.at_odds(c) == {(one, DELETED)}
    world.check(c)


def test_taking_back_the_edit_of_a_row_takes_back_the_question(world: World) -> None:
    one = known_to(world, 1)
    a, b = world.units[:2]
    delete(world, b, one)
    save(world, a, one, changed)
    package = world.pack(a, b)
    world.take(b, package)
    assert world.at_odds(b) == {(one, DELETED)}
    world.take_back(b, package.package_id)
    assert world.at_odds(b) == set()
    world.check(b)
    (again,) = plan(b.file, package).conflicts
    assert again.field == DELETED
    world.take(b, package)
    assert world.at_odds(b) == {(one, DELETED)}
    world.check(b)
