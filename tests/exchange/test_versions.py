"""Programs of several releases exchange packages: what is older is read as today's, what is newer waits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from hnabroad_desktop import __version__
from hnabroad_desktop.actions import drafts
from hnabroad_desktop.actions.exchange import receiving
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.exchange.plan import Choice, Plan
from hnabroad_desktop.exchange.planning import plan
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.records.upgrades import Upgrade, renamed
from hnabroad_desktop.store.books import keep_proposals
from hnabroad_desktop.store.lines import decode
from hnabroad_desktop.store.model import Model
from tests.exchange.acts import Play
from tests.exchange.versions import SEASON, Releases, Season, said
from tests.exchange.worlds import UNITS, Unit, dump, shown
from tests.store.toy import AWAY, FAR, HOME, THING, thing

EXAMPLES = int(os.environ.get("EXCHANGE_EXAMPLES", "12"))
SLOW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    # A failing history names its acts; making it shorter would take far longer than reading it.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SLOW
@given(st.data())
def test_releases_come_to_agree_once_all_have_the_last(data: st.DataObject) -> None:
    """Convergence, no loss, exact differences over mixed versions; every file proves sound on the way."""
    world = Releases()
    try:
        for unit in world.units:
            world.install(unit, data.draw(st.integers(1, 3)))
        rare = data.draw(st.booleans())
        acts = (*SEASON, Play.take_back, Play.back_up, Play.put_back) if rare else SEASON
        play = Season(world, data.draw, partial=True)
        play.add()
        for _step in range(data.draw(st.integers(3, 25))):
            act = acts[data.draw(st.integers(0, len(acts) - 1))]
            note(act.__name__)
            act(play)
        for unit in world.units:
            assert list(unit.file.findings()) == []
        if not rare:
            world.exchange_all()
            for unit in world.units:
                assert list(unit.file.findings()) == []
        world.all_of_the_last()
        for unit in world.units:
            world.check(unit)
        if rare:
            return
        one, *others = (shown(unit.file) for unit in world.units)
        assert all(other == one for other in others)
        before = dump(world.units[0].file)["change"]
        assert world.take(world.units[0], world.pack(world.units[1], world.units[0])).plan.already
        assert dump(world.units[0].file)["change"] == before
    finally:
        world.close()


@pytest.fixture
def world() -> Iterator[Releases]:
    made = Releases()
    yield made
    made.close()


def installed(world: Releases, *versions: int) -> list[Unit]:
    """Give the units these releases and return them."""
    for unit, version in zip(world.units, versions, strict=False):
        world.install(unit, version)
    return world.units[: len(versions)]


def made(world: Releases, unit: Unit, **values: Stored) -> str:
    rows = (Row(said(world.version(unit), {"word": "một", "amount": 2}), new_id()),)
    told: dict[str, Any] = said(world.version(unit), {"place": HOME, **values})
    ids: list[str] = []
    world.write(unit, lambda step: ids.append(step.add(thing("", {"line": rows}, **told))))
    return ids[0]


def change(world: Releases, unit: Unit, one: str, **values: Stored) -> None:
    told = said(world.version(unit), values)
    world.write(unit, lambda step: step.change("thing", one, told))


def spread(world: Releases, sender: Unit, receiver: Unit) -> Plan:
    content = world.pack(sender, receiver)
    found = plan(receiver.file, content)
    world.take(receiver, content, plan=found)
    return found


def values(unit: Unit, one: str) -> dict[str, Stored]:
    record = unit.file.get("thing", one)
    assert record is not None
    return {name: value for name, value in record.values.items() if value is not None}


def raw_lines(unit: Unit) -> set[bytes]:
    with unit.file.raw() as db:
        return {bytes(line) for (line,) in db.execute("SELECT line FROM change")}


def test_what_is_two_versions_older_is_read_as_todays(world: Releases) -> None:
    """A renamed, a split and a recoded field, a renamed one of a row and of a group, from a package."""
    old, new = installed(world, 1, 3)
    one = made(world, old, name="Lê Thị An", other="x", colour="red", post="Bí thư", since="2020")
    change(world, old, one, other="y", colour="~tím")
    found = spread(world, old, new)
    assert (found.new, found.kept, found.conflicts) == ({"thing": 1}, 0, ())
    record = new.file.get("thing", one)
    assert record is not None
    assert values(new, one) == {
        "family": "Lê Thị",
        "given": "An",
        "note": "y",
        "colour": "~tím",
        "post": "Bí thư",
        "begun": "2020",
        "place": HOME,
        "total": 2,
        "lines": 1,
    }
    assert [(row["term"], row["amount"]) for row in record.table("line")] == [("một", 2)]
    assert new.file.title(one) == "Lê Thị An"
    told = [(e.field, e.old, e.new) for e in new.file.history("thing", one) if not e.table]
    assert {t for t in told if t[0] in ("note", "colour", "given")} == {
        ("note", "x", "y"),
        ("note", None, "x"),
        ("colour", "R", "~tím"),
        ("colour", None, "R"),
        ("given", None, "An"),
    }
    assert raw_lines(old) <= raw_lines(new)
    assert list(new.file.findings()) == []


def test_a_program_made_new_reads_its_own_lines_so_and_takes_them_back(world: Releases) -> None:
    """What was written before the new release is undone and redone after it, in the names of today."""
    (unit,) = installed(world, 1)
    one = made(world, unit, name="Lê An", other="x", colour="red")
    change(world, unit, one, name="Lê Bình", other="y", colour="blue")
    before = raw_lines(unit)
    world.install(unit, 3)
    assert raw_lines(unit) == before
    assert (values(unit, one)["given"], values(unit, one)["colour"]) == ("Bình", "B")
    unit.file.undo()
    assert {n: values(unit, one)[n] for n in ("family", "given", "note", "colour")} == {
        "family": "Lê",
        "given": "An",
        "note": "x",
        "colour": "R",
    }
    unit.file.redo()
    assert values(unit, one)["note"] == "y"
    assert list(unit.file.findings()) == []


def test_steps_taken_back_before_the_new_release_are_gone_on_with(world: Releases) -> None:
    """Undone once with the old program and once more with the new one, then done again twice."""
    (unit,) = installed(world, 1)
    one = made(world, unit, name="Lê An", since="2019")
    change(world, unit, one, name="Lê Bình", since="2020")
    change(world, unit, one, name="Lê Chi", since="2021")
    unit.file.undo()
    world.install(unit, 3)
    assert (values(unit, one)["given"], values(unit, one)["begun"]) == ("Bình", "2020")
    unit.file.undo()
    assert (values(unit, one)["given"], values(unit, one)["begun"]) == ("An", "2019")
    unit.file.redo()
    unit.file.redo()
    assert (values(unit, one)["given"], values(unit, one)["begun"]) == ("Chi", "2021")
    assert list(unit.file.findings()) == []


def test_only_what_the_last_step_changed_waits_where_one_step_is_missing(world: Releases) -> None:
    last, second = installed(world, 3, 2)
    one = made(world, last, name="Lê An", other="x", colour="red", since="2020", size=1)
    assert spread(world, last, second).kept == 1
    assert values(second, one) == {"colour": "R", "size": 1, "place": HOME, "total": 2, "lines": 1}
    record = second.file.get("thing", one)
    assert record is not None
    assert [row["term"] for row in record.table("line")] == ["một"]
    world.install(second, 3)
    assert shown(second.file) == shown(last.file)


def test_releases_mix_in_one_record_and_only_true_differences_are_asked(world: Releases) -> None:
    first, second, third = installed(world, 1, 2, 3)
    one = made(world, first, name="Lê An", other="x", colour="red")
    spread(world, first, second)
    spread(world, first, third)
    change(world, first, one, name="Lê Bình")
    change(world, second, one, colour="blue")
    world.write(third, lambda step: step.change("thing", one, {"given": "Chi"}))
    assert spread(world, second, third).conflicts == ()
    (found,) = spread(world, first, third).conflicts
    assert (found.field, found.base and found.base.value) == ("given", "An")
    assert {found.ours.value, found.theirs.value} == {"Chi", "Bình"}
    assert values(third, one)["colour"] == "B"
    assert list(third.file.findings()) == []


def test_a_choice_made_with_the_last_release_settles_for_all(world: Releases) -> None:
    first, third = installed(world, 1, 3)
    one = made(world, first, name="Lê An")
    spread(world, first, third)
    change(world, first, one, name="Lê Bình")
    world.write(third, lambda step: step.change("thing", one, {"given": "Chi"}))
    content = world.pack(first, third)
    world.take(third, content, [Choice(one, "given", "Bình")])
    assert world.at_odds(third) == set()
    spread(world, third, first)
    world.install(first, 3)
    assert values(first, one)["given"] == "Bình"
    assert world.at_odds(first) == set()
    assert list(first.file.findings()) == []


def test_what_is_newer_is_kept_said_passed_on_and_taken_up_later(world: Releases) -> None:
    last, old, other = installed(world, 3, 1, 3)
    one = made(world, last, name="Lê An", other="x", colour="red", size=1)
    found = spread(world, last, old)
    assert (found.kept, found.kept_for) == (2, __version__)  # the record and its row
    assert values(old, one) == {"size": 1, "place": HOME, "total": 2, "lines": 1}
    change(world, last, one, colour="blue", size=2)
    found = spread(world, last, old)
    assert (found.kept, found.conflicts) == (1, ())
    assert "colour" not in values(old, one)
    assert values(old, one)["size"] == 2
    assert {e.field for e in old.file.history("thing", one) if not e.table} == {"size", "place"}
    assert list(old.file.findings()) == []
    old.file.rebuild()
    assert "colour" not in values(old, one)
    spread(world, old, other)
    assert values(other, one) == values(last, one)
    world.install(old, 3)
    assert shown(old.file) == shown(last.file)
    assert list(old.file.findings()) == []


def test_what_an_old_program_never_saw_it_does_not_replace(world: Releases) -> None:
    """Filled in where the newer value is held back: both stand, and everybody with the release is asked."""
    last, old = installed(world, 3, 1)
    one = made(world, last, other="x", colour="red", size=1)
    spread(world, last, old)
    change(world, old, one, other="y", size=2)
    found = spread(world, old, last)
    assert [(c.field, c.ours.value, c.theirs.value) for c in found.conflicts] == [("note", "x", "y")]
    assert (values(last, one)["size"], values(last, one)["colour"]) == (2, "R")
    world.install(old, 3)
    assert world.at_odds(old) == world.at_odds(last) == {(one, "note")}
    world.all_of_the_last()
    world.check(old)
    world.check(last)


def test_what_is_held_back_replaces_nothing_meanwhile(world: Releases) -> None:
    """An old program goes on showing, and telling of, the value it knows, and may change it."""
    old, last = installed(world, 1, 3)
    one = made(world, old, colour="red", other="x")
    spread(world, old, last)
    change(world, last, one, colour="blue")
    assert spread(world, last, old).kept == 1
    assert values(old, one)["colour"] == "red"
    assert [(e.new, e.stands) for e in old.file.history("thing", one) if e.field == "colour"] == [
        ("red", True)
    ]
    change(world, old, one, colour="~tím")
    (found,) = spread(world, old, last).conflicts
    assert (found.base and found.base.value, found.ours.value, found.theirs.value) == ("R", "B", "~tím")


def test_a_difference_of_before_is_one_of_today_and_comes_back_whole(world: Releases) -> None:
    """Several values of a field that was split later: at odds where they differ, settled, and undone."""
    first, second = installed(world, 1, 1)
    one = made(world, first, name="Lê An")
    spread(world, first, second)
    change(world, first, one, name="Lê Bình")
    change(world, second, one, name="Lê Chi")
    spread(world, first, second)
    world.write(second, lambda step: step.change("thing", one, {"name": "Lê Dũng"}))
    second.file.undo()
    world.read(second)
    assert world.at_odds(second) == {(one, "name")}
    for unit in (first, second):
        world.install(unit, 3)
    assert world.at_odds(second) == {(one, "given")}
    assert values(second, one)["family"] == "Lê"
    found = spread(world, second, first)
    assert [c.field for c in found.conflicts] == ["given"]
    assert shown(first.file) == shown(second.file)


def test_a_package_of_an_older_release_is_taken_back_and_received_again(world: Releases) -> None:
    old, new = installed(world, 1, 3)
    one = made(world, old, name="Lê An", colour="red")
    spread(world, old, new)
    before = shown(new.file)
    change(world, old, one, name="Lê Bình", colour="blue")
    content = world.pack(old, new)
    world.take(new, content)
    after = shown(new.file)
    world.take_back(new, content.package_id)
    assert shown(new.file) == before
    world.take(new, content)
    assert shown(new.file) == after
    assert list(new.file.findings()) == []


def test_a_record_moves_between_units_of_several_releases(world: Releases) -> None:
    last, old = installed(world, 3, 1)
    one = made(world, old, name="Lê An", colour="red", other="x")
    spread(world, old, last)
    change(world, last, one, place=AWAY)
    spread(world, last, old)
    change(world, old, one, place=FAR, size=3)
    spread(world, old, last)
    for unit in (last, old):
        assert list(unit.file.findings()) == []
    world.install(old, 3)
    assert shown(old.file) == shown(last.file)
    assert values(last, one)["size"] == 3
    assert values(last, one)["given"] == "An"


def test_what_was_typed_and_not_saved_is_there_after_the_new_release(world: Releases) -> None:
    (unit,) = installed(world, 1)
    typed = thing("", {"line": (Row({"word": "một"}),)}, name="Lê An", colour="red", size=1)
    drafts.keep(unit.file, typed, "thing", "")
    world.install(unit, 3)
    found = drafts.kept(unit.file, "thing", "")
    assert found is not None
    assert found.values == {"family": "Lê", "given": "An", "colour": "R", "size": 1}
    assert [row["term"] for row in found.table("line")] == ["một"]


def test_a_proposal_that_waits_is_settled_with_the_new_release(world: Releases) -> None:
    (unit,) = installed(world, 1)
    one = made(world, unit, name="Lê An", post="Bí thư", since="2020")
    told = {"kind": "thing", "record": one, "unit": UNITS[1], "user": "Bình", "at": "", "schema": 1}
    group = {"post": "Chủ tịch", "since": "2021"}
    bodies = (
        ("name", {**told, "names": ["name"], "value": "Vũ Chi"}),
        ("post", {**told, "names": ["post", "since"], "value": group}),
        ("size", {**told, "names": ["size"], "value": 5}),
    )
    with unit.file.local() as db:
        keep_proposals(db, "gói", [(bytes.fromhex(one), name, body) for name, body in bodies])
    world.install(unit, 3)
    waiting = {p.field: p.value for p in receiving.proposals(unit.file)}
    assert waiting == {
        "family": "Vũ",
        "given": "Chi",
        "post": {"post": "Chủ tịch", "begun": "2021"},
        "size": 5,
    }
    for field in ("given", "post"):
        receiving.settle_proposal(unit.file, one, field, accept=True)
    found = values(unit, one)
    assert [found[n] for n in ("family", "given", "post", "begun")] == ["Lê", "Chi", "Chủ tịch", "2021"]
    assert {p.field for p in receiving.proposals(unit.file)} == {"family", "size"}


def test_lines_of_a_type_that_never_changed_say_nothing_of_it(world: Releases) -> None:
    first, last = installed(world, 1, 3)
    made(world, first, name="Lê An", colour="red", size=1)
    one = made(world, last, name="Lê An", colour="red", size=1)
    world.write(last, lambda step: step.change("thing", one, {"size": 2}))
    needs = [
        decode(raw).needs for unit in (first, last) for raw in sorted(raw_lines(unit)) if b'"thing' in raw
    ]
    assert [n for n in needs if n] == [
        {"family": 3, "name": 3, "given": 3, "colour": 2},
        {"term": 2, "word": 2},
    ]
    assert not any(b'"yy"' in raw for raw in raw_lines(first))


@pytest.mark.parametrize(
    ("version", "upgrades"),
    [
        (2, (renamed(3, "other", "remark"),)),
        (3, (renamed(3, "other", "remark"), renamed(2, "colour", "paint"))),
        (2, (renamed(1, "other", "remark"),)),
    ],
)
def test_upgrades_out_of_order_are_refused(version: int, upgrades: tuple[Upgrade, ...]) -> None:
    with pytest.raises(ValueError, match="thing"):
        Model((replace(THING, version=version, upgrades=upgrades),))
