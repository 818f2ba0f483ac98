"""A save from the window never waits for a long job: the job gives way, begins again, and still ends."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from hnabroad_desktop.actions import drafts
from hnabroad_desktop.base.errors import Cancelled
from hnabroad_desktop.base.progress import AGAIN, Report
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.merge import merge
from hnabroad_desktop.exchange.plan import Choice
from hnabroad_desktop.exchange.planning import plan
from hnabroad_desktop.exchange.refusals import PlanOutdated
from hnabroad_desktop.exchange.taking_back import take_back
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store import turns
from hnabroad_desktop.store.datafile import DataFile
from tests.exchange.worlds import Unit, World, dump, shown
from tests.store.toy import HOME, thing

#: Enough lines for several batches, between which a job looks whether somebody waits.
MANY = 700


class Beside:
    """A clerk who saves in another thread, each time while the job holds its turn."""

    def __init__(self, file: DataFile, save: Callable[[int], object], times: int = 1) -> None:
        self.file = file
        self.save = save
        self.times = times
        self.saved = 0
        self.again = 0
        self.job_over = False
        #: Whether the job had ended by the time each save was written.
        self.order: list[bool] = []
        self._turn = -1
        self._threads: list[threading.Thread] = []

    def report(self, done: int, total: int) -> None:
        """Begin a save once in each turn of the job, and go on when it waits."""
        if done == AGAIN:
            self.again += 1
            return
        if self.file.turns.job_writes and len(self._threads) < self.times and self._turn < self.again:
            self._turn = self.again
            self._threads.append(threading.Thread(target=self._save))
            self._threads[-1].start()
            while not self.file.turns.step_waits and self.saved < len(self._threads):
                pass

    def _save(self) -> None:
        self.save(self.saved)
        self.order.append(self.job_over)
        self.saved += 1

    def run(self, job: Callable[[Report], object]) -> None:
        """Run the job to its end, and wait for the clerk."""
        try:
            job(self.report)
        finally:
            self.job_over = True
            for each in self._threads:
                each.join()


@pytest.fixture
def pair(world: World) -> tuple[Unit, Unit]:
    """Two units that do not pause before a job begins again."""
    for unit in world.units:
        unit.file.turns.quiet = 0
    return world.units[0], world.units[1]


def many(world: World, unit: Unit) -> list[str]:
    made: list[str] = []
    rows = {"line": (Row({"word": "x"}),)}

    def act(step: object) -> None:
        for number in range(MANY):
            made.append(step.add(thing(name=f"Người {number}", place=HOME, rows=rows)))  # type: ignore[attr-defined]

    world.write(unit, act)
    return made


def adding(file: DataFile, made: list[str]) -> Callable[[int], object]:
    def save(number: int) -> None:
        with file.transaction("add") as step:
            made.append(step.add(thing(name=f"Lưu {number}", place=HOME)))

    return save


def test_a_save_while_a_package_comes_in_is_written_before_it(world: World, pair: tuple[Unit, Unit]) -> None:
    a, b = pair
    sent, kept = many(world, a), []
    package = world.pack(a, b)
    found = plan(b.file, package)
    seen: list[int] = []

    def save(number: int) -> None:
        adding(b.file, kept)(number)
        with b.file.raw() as db:
            seen.append(db.execute("SELECT count(*) FROM r_thing").fetchone()[0])

    beside = Beside(b.file, save)
    beside.run(lambda report: merge(b.file, package, found, report=report))
    world.read(b)
    assert beside.order == [False]
    assert seen == [1]
    assert beside.again > 0
    assert all(b.file.get("thing", each) for each in (*sent, *kept))
    assert plan(b.file, package).already
    world.check(b)


def test_a_job_that_gave_way_so_often_still_ends(world: World, pair: tuple[Unit, Unit]) -> None:
    a, b = pair
    sent, kept = many(world, a), []
    package = world.pack(a, b)
    there: list[bool] = []

    def save(number: int) -> None:
        adding(b.file, kept)(number)
        there.append(b.file.get("thing", sent[0]) is not None)

    beside = Beside(b.file, save, times=turns.GIVINGS + 1)
    beside.run(lambda report: merge(b.file, package, report=report))
    world.read(b)
    assert there == [False] * turns.GIVINGS + [True]
    assert all(b.file.get("thing", each) for each in (*sent, *kept))
    world.check(b)


def test_a_save_of_what_the_package_changes_makes_it_ask_again(world: World, pair: tuple[Unit, Unit]) -> None:
    a, b = pair
    one = many(world, a)[0]
    world.take(b, world.pack(a, b))
    world.write(a, lambda step: step.change("thing", one, {"name": "Ân"}))
    many(world, a)
    package = world.pack(a, b)
    found = plan(b.file, package)
    assert found.easy
    left: list[object] = []

    def save(_number: int) -> None:
        with b.file.transaction("edit") as step:
            step.change("thing", one, {"name": "Ấn"})
        left.append(dump(b.file))

    beside = Beside(b.file, save)
    with pytest.raises(PlanOutdated):
        beside.run(lambda report: merge(b.file, package, found, report=report))
    assert dump(b.file) == left[0]
    (conflict,) = plan(b.file, package).conflicts
    assert (conflict.ours.value, conflict.theirs.value) == ("Ấn", "Ân")
    world.read(b)
    world.take(b, package, [Choice(one, "name", "Ẩn")])
    world.check(b)


def test_stopped_after_it_gave_way_it_leaves_the_save_alone(world: World, pair: tuple[Unit, Unit]) -> None:
    a, b = pair
    many(world, a)
    package = world.pack(a, b)
    left: list[object] = []

    def save(number: int) -> None:
        adding(b.file, [])(number)
        left.append(dump(b.file))

    beside = Beside(b.file, save)

    def stopped(done: int, total: int) -> None:
        beside.report(done, total)
        if beside.again and b.file.turns.job_writes:
            raise Cancelled

    with pytest.raises(Cancelled):
        beside.run(lambda _report: merge(b.file, package, report=stopped))
    assert dump(b.file) == left[0]
    world.read(b)
    world.check(b)


def test_stopped_while_it_lets_the_save_go_first(world: World, pair: tuple[Unit, Unit]) -> None:
    a, b = pair
    many(world, a)
    package = world.pack(a, b)
    beside = Beside(b.file, adding(b.file, []))

    def stopped(done: int, total: int) -> None:
        beside.report(done, total)
        if done == AGAIN:
            raise Cancelled

    with pytest.raises(Cancelled):
        beside.run(lambda _report: merge(b.file, package, report=stopped))
    assert (beside.saved, not plan(b.file, package).already) == (1, True)
    world.read(b)
    world.check(b)


def test_taking_a_package_back_and_in_again_gives_way(world: World, pair: tuple[Unit, Unit]) -> None:
    a, b = pair
    sent, kept = many(world, a), []
    package = world.pack(a, b)
    merge(b.file, package)
    for job in (
        lambda report: take_back(b.file, package.package_id, report=report),
        lambda report: merge(b.file, package, report=report),
    ):
        beside = Beside(b.file, adding(b.file, kept))
        beside.run(job)
        world.read(b)
        assert (beside.order, beside.again > 0) == ([False], True)
        world.check(b)
    assert all(b.file.get("thing", each) for each in (*sent, *kept))


def test_making_the_tables_anew_gives_way(world: World, pair: tuple[Unit, Unit]) -> None:
    unit, kept = pair[0], []
    many(world, unit)
    beside = Beside(unit.file, adding(unit.file, kept))
    beside.run(unit.file.rebuild)
    world.read(unit)
    assert (beside.order, beside.again > 0) == ([False], True)
    assert unit.file.get("thing", kept[0])
    world.check(unit)


def test_undo_goes_first_too(world: World, pair: tuple[Unit, Unit]) -> None:
    a, b = pair
    many(world, a)
    package = world.pack(a, b)
    kept: list[str] = []
    adding(b.file, kept)(0)
    beside = Beside(b.file, lambda _number: b.file.undo())
    beside.run(lambda report: merge(b.file, package, report=report))
    world.read(b)
    assert beside.order == [False]
    record = b.file.get("thing", kept[0])
    assert record is not None
    assert record.deleted
    world.check(b)


def test_what_is_typed_and_not_saved_is_no_reason_to_begin_again(
    world: World, pair: tuple[Unit, Unit]
) -> None:
    a, b = pair
    many(world, a)
    package = world.pack(a, b)
    draft = thing(name="chưa lưu")
    told: list[bool] = []

    def report(done: int, _total: int) -> None:
        assert done != AGAIN
        if b.file.turns.job_writes:
            told.append(drafts.keep(b.file, draft, "thing", ""))

    merge(b.file, package, report=report)
    assert told
    assert not any(told)
    assert drafts.kept(b.file, "thing", "") is None
    assert drafts.keep(b.file, draft, "thing", "")
    assert drafts.kept(b.file, "thing", "") == draft


def test_both_ends_are_the_same_whoever_went_first(world: World, pair: tuple[Unit, Unit]) -> None:
    a, b = pair
    many(world, a)
    packed: Content = world.pack(a, b)
    kept: list[str] = []
    Beside(b.file, adding(b.file, kept)).run(lambda report: merge(b.file, packed, report=report))
    world.read(b)
    world.take(a, world.pack(b, a))
    assert shown(a.file) == shown(b.file)
