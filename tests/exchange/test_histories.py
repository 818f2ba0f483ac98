"""Whatever units do and however sticks travel: nothing is lost, nothing invented, all come to agree."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from tests.exchange.acts import ACTS, BACK_AND_FORTH, RARE, Play
from tests.exchange.worlds import ALL, World, dump, shown

#: Few here; ``EXCHANGE_EXAMPLES=2000`` in the environment for a long run.
EXAMPLES = int(os.environ.get("EXCHANGE_EXAMPLES", "12"))
SLOW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    # A failing history names its acts; making it shorter would take far longer than reading it.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def played(data: st.DataObject, world: World, *, partial: bool, rare: bool) -> Play:
    play = Play(world, data.draw, partial=partial)
    acts = (*ACTS, *RARE) if rare else ACTS
    play.add()
    for _step in range(data.draw(st.integers(3, 25))):
        act = acts[data.draw(st.integers(0, len(acts) - 1))]
        note(act.__name__)
        act(play)
    return play


@SLOW
@given(st.data())
def test_what_stands_is_what_nobody_who_knew_it_replaced(data: st.DataObject) -> None:
    """No loss and exact differences against the oracle; the tables are what folding the journal gives."""
    world = World()
    try:
        played(data, world, partial=True, rare=True)
        for unit in world.units:
            world.check(unit)
    finally:
        world.close()


@SLOW
@given(st.data())
def test_what_was_changed_on_top_of_a_package_waits_for_it(data: st.DataObject) -> None:
    """Taken back, received again, undone, made anew in any order: no list shows what nothing makes."""
    world = World(3)
    try:
        a, b = world.units[:2]
        play = Play(world, data.draw, often=a)
        play.add()
        play.add()
        play.sticks.append((b, world.pack(a, b)))
        play.take(0)
        play.often = b
        for _step in range(data.draw(st.integers(3, 20))):
            act = BACK_AND_FORTH[data.draw(st.integers(0, len(BACK_AND_FORTH) - 1))]
            note(act.__name__)
            act(play)
            for unit in world.units:
                world.check(unit)
        # What was taken back comes again, and all come to agree.
        world.exchange_all()
        one, *others = (shown(unit.file) for unit in world.units)
        assert all(other == one for other in others)
        for unit in world.units:
            world.check(unit)
    finally:
        world.close()


@SLOW
@given(st.data())
def test_all_come_to_agree_when_all_have_everything(data: st.DataObject) -> None:
    """Convergence, whatever came in what order; the same again changes nothing; refolding gives the same."""
    world = World()
    try:
        played(data, world, partial=True, rare=False)
        world.exchange_all()
        one, *others = (shown(unit.file) for unit in world.units)
        assert all(other == one for other in others)
        for unit in world.units:
            world.check(unit)
        before = dump(world.units[0].file)
        for unit in world.units[1:]:
            assert world.take(world.units[0], world.pack(unit, world.units[0])).plan.already
        after = dump(world.units[0].file)
        assert after["change"] == before["change"]
        assert shown(world.units[0].file) == one
        world.units[0].file.rebuild()
        assert shown(world.units[0].file) == one
    finally:
        world.close()


@SLOW
@given(st.data())
def test_a_unit_sees_what_the_city_sees_of_its_scopes(data: st.DataObject) -> None:
    """Partial replication: no foreign line, and what stands is the city's view of these lines."""
    world = World()
    try:
        small = world.units[-1]
        small.scopes = ALL[:2]
        played(data, world, partial=False, rare=False)
        others = world.units[:-1]
        world.units = others
        world.exchange_all()
        world.units = [*others, small]
        world.take(small, world.pack(others[0], small, everything=True))
        mine = {dot for dot in others[0].lines if dot.scope in small.scopes}
        known = {dot for dot in small.lines if dot.replica != small.file.replica}
        assert {dot for dot in mine if dot.replica != small.file.replica} == {
            dot for dot in known if dot.scope in small.scopes
        }
        assert all(dot.scope in small.scopes for dot in known)
        world.check(small)
    finally:
        world.close()
