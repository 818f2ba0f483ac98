"""What was set here on top of a package that is taken back: it waits out of sight, and is healed."""

from __future__ import annotations

from typing import Any

from hnabroad_desktop.exchange.planning import plan
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.lines import DELETED
from tests.exchange.worlds import Unit, World, change, dump, made, shown, spread
from tests.store.toy import AWAY, HOME


def listed(unit: Unit) -> list[str]:
    """Return the names in the list of things and of deleted things, and prove the other readings agree."""
    file = unit.file
    assert list(file.findings()) == []
    assert file.counts()["thing"] == len(file.find("thing")) == file.count_of("thing")
    gone = file.count_of("thing", deleted=True)
    return [record.text("name") for record in file.find("thing")] + ["-"] * gone


def value(unit: Unit, one: str, name: str) -> Any:
    record = unit.file.get("thing", one)
    assert record is not None
    return record[name]


def rows(unit: Unit, one: str) -> list[Any]:
    record = unit.file.get("thing", one)
    assert record is not None
    return sorted(row["word"] for row in record.table("line"))


def test_a_new_record_edited_here_waits_for_its_package(world: World) -> None:
    a, b = world.units[:2]
    one = made(world, name="An", rows={"line": (Row({"word": "x"}),)})
    package = world.pack(a, b)
    world.take(b, package)
    change(world, 1, one, size=7)
    assert listed(b) == ["An"]
    taken = world.take_back(b, package.package_id)
    assert taken.edited == (("thing", one),)
    assert taken.waiting == {one: "An"}
    assert listed(b) == []
    assert world.at_odds(b) == set()
    world.check(b)
    b.file.rebuild()
    world.check(b)
    # Its lines are kept and travel: who has the record shows it with the edit.
    world.take(a, world.pack(b, a))
    assert value(a, one, "size") == 7
    found = plan(b.file, package)
    assert (found.new, found.changed, found.conflicts) == ({"thing": 1}, {}, ())
    world.take(b, package)
    assert listed(b) == ["An"]
    assert (value(b, one, "name"), value(b, one, "size"), rows(b, one)) == ("An", 7, ["x"])
    assert shown(a.file) == shown(b.file)
    for unit in (a, b):
        world.check(unit)


def test_a_record_deleted_and_restored_here_waits_too(world: World) -> None:
    a, b = world.units[:2]
    one = made(world, name="An")
    package = world.pack(a, b)
    world.take(b, package)
    world.write(b, lambda step: step.delete("thing", one, "nhầm"))
    world.write(b, lambda step: step.restore("thing", one))
    world.take_back(b, package.package_id)
    assert listed(b) == []
    world.check(b)
    world.take(b, package)
    assert listed(b) == ["An"]
    world.check(b)


def test_undo_and_redo_of_a_waiting_edit(world: World) -> None:
    a, b = world.units[:2]
    one = made(world, name="An")
    package = world.pack(a, b)
    world.take(b, package)
    change(world, 1, one, name="Ân")
    world.take_back(b, package.package_id)
    for act in (b.file.undo, b.file.redo, b.file.undo):
        act()
        world.read(b)
        assert listed(b) == []
        world.check(b)
    world.take(b, package)
    assert listed(b) == ["An"]
    b.file.redo()
    world.read(b)
    assert listed(b) == ["Ân"]
    world.check(b)


def test_a_row_edited_here_waits_for_its_package(world: World) -> None:
    a, b = world.units[:2]
    one = made(world, name="An", rows={"line": (Row({"word": "x"}),)})
    spread(world, 0, 1)
    record = a.file.get("thing", one)
    assert record is not None
    more = record.with_table("line", (*record.table("line"), Row({"word": "y"})))
    world.write(a, lambda step: step.save(more, record))
    package = world.pack(a, b)
    world.take(b, package)
    came = b.file.get("thing", one)
    assert came is not None
    (row,) = (row for row in came.table("line") if row["word"] == "y")
    kept = [each for each in came.table("line") if each.id != row.id]
    edited = came.with_table("line", (*kept, Row({**row.values, "amount": 5}, row.id)))
    world.write(b, lambda step: step.save(edited, came))
    assert value(b, one, "total") == 5
    taken = world.take_back(b, package.package_id)
    assert taken.edited == (("thing.line", row.id),)
    assert rows(b, one) == ["x"]
    assert (value(b, one, "total"), value(b, one, "lines")) == (0, 1)
    world.check(b)
    world.take(b, package)
    assert rows(b, one) == ["x", "y"]
    assert value(b, one, "total") == 5
    world.check(b)


def test_a_row_added_here_to_a_record_taken_back_is_named_and_healed(world: World) -> None:
    a, b = world.units[:2]
    one = made(world, name="An")
    package = world.pack(a, b)
    world.take(b, package)
    came = b.file.get("thing", one)
    assert came is not None
    world.write(b, lambda step: step.save(came.with_table("line", (Row({"word": "x"}),)), came))
    taken = world.take_back(b, package.package_id)
    assert [kind for kind, _id in taken.edited] == ["thing.line"]
    assert taken.waiting == {one: "An"}
    assert listed(b) == []
    world.check(b)
    world.take(b, package)
    assert rows(b, one) == ["x"]
    world.check(b)


def test_a_record_moved_here_waits_where_it_was_moved_to(world: World) -> None:
    """Laying it down in another scope copies what the package said; that counts no more than the package."""
    a, b = world.units[:2]
    one = made(world, name="An", rows={"line": (Row({"word": "x"}),)})
    package = world.pack(a, b)
    world.take(b, package)
    change(world, 1, one, place=AWAY)
    taken = world.take_back(b, package.package_id)
    assert taken.waiting == {one: "An"}
    assert listed(b) == []
    world.check(b)
    world.take(b, package)
    assert (value(b, one, "name"), value(b, one, "place"), rows(b, one)) == ("An", AWAY, ["x"])
    world.take(a, world.pack(b, a))
    assert shown(a.file) == shown(b.file)
    for unit in (a, b):
        world.check(unit)


def test_a_move_undone_while_its_record_waits(world: World) -> None:
    a, b = world.units[:2]
    one = made(world, name="An")
    package = world.pack(a, b)
    world.take(b, package)
    change(world, 1, one, place=AWAY)
    world.take_back(b, package.package_id)
    b.file.undo()
    world.read(b)
    assert listed(b) == []
    world.check(b)
    world.take(b, package)
    assert (value(b, one, "name"), value(b, one, "place")) == ("An", HOME)
    world.take(a, world.pack(b, a))
    assert shown(a.file) == shown(b.file)
    for unit in (a, b):
        world.check(unit)


def test_a_value_laid_down_elsewhere_goes_with_the_package_that_said_it(world: World) -> None:
    a, b = world.units[:2]
    one = made(world, name="An")
    spread(world, 0, 1)
    change(world, 0, one, name="Ân")
    package = world.pack(a, b)
    world.take(b, package)
    change(world, 1, one, place=AWAY)
    world.take_back(b, package.package_id)
    assert (value(b, one, "name"), value(b, one, "place")) == ("An", AWAY)
    assert world.at_odds(b) == set()
    world.check(b)
    world.take(b, package)
    assert value(b, one, "name") == "Ân"
    world.check(b)


def test_nobody_refers_to_what_waits(world: World) -> None:
    a, b = world.units[:2]
    one = made(world, name="An")
    package = world.pack(a, b)
    world.take(b, package)
    change(world, 1, one, name="Ân")
    assert b.file.find("thing", name="Ân")
    world.take_back(b, package.package_id)
    assert b.file.find("thing", name="Ân") == []
    assert b.file.titled("thing", "Ân") == []


def test_an_edit_of_a_third_unit_without_the_record_asks_nothing(world: World) -> None:
    """Two edits at odds of a record that is not here wait together, and ask when it comes."""
    a, b, c = world.units[:3]
    one = made(world, name="An")
    package = world.pack(a, b)
    world.take(b, package)
    spread(world, 0, 2)
    change(world, 1, one, name="Ân")
    change(world, 2, one, name="Ấn")
    third = world.pack(c, b)
    world.take_back(b, package.package_id)
    before = dump(b.file)
    assert plan(b.file, third).new == {"thing": 1}
    assert dump(b.file) == before
    part = [p for p in third.streams if p.replica == c.file.replica]
    alone = type(third)(**{**vars(third), "streams": tuple(part)})
    found = plan(b.file, alone)
    assert (found.new, found.conflicts) == ({}, ())
    world.take(b, alone)
    assert listed(b) == []
    assert world.at_odds(b) == set()
    world.check(b)
    (conflict,) = plan(b.file, package).conflicts
    assert (conflict.field, {conflict.ours.value, conflict.theirs.value}) == ("name", {"Ân", "Ấn"})
    world.take(b, package)
    assert world.at_odds(b) == {(one, "name")}
    world.check(b)
    assert DELETED not in {group for _id, group in world.at_odds(b)}


def test_what_comes_again_is_planned_under_what_comes_anew(world: World) -> None:
    """A package with new lines of one copy and lines of another that were taken back here."""
    a, b, c = world.units[:3]
    one = made(world, name="An")
    spread(world, 0, 1)
    spread(world, 0, 2)
    change(world, 2, one, name="Ấn")
    world.take(a, world.pack(c, a))
    package = world.pack(c, b)
    world.take(b, package)
    change(world, 0, one, name="Ân")
    change(world, 1, one, name="Ẩn")
    world.take_back(b, package.package_id)
    again = world.pack(a, b, everything=True)
    found = plan(b.file, again)
    (conflict,) = found.conflicts
    assert (conflict.field, conflict.ours.value, conflict.theirs.value) == ("name", "Ẩn", "Ân")
    world.take(b, again, plan=found)
    assert world.at_odds(b) == {(one, "name")}
    world.check(b)
