"""Whose turn it is: steps before jobs, a job ends in the end, and what fails leaves the turn to others."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from hnabroad_desktop.base.errors import Cancelled
from hnabroad_desktop.base.progress import AGAIN, Report
from hnabroad_desktop.store import turns
from hnabroad_desktop.store.turns import GaveWay, Turns
from tests.store import toy
from tests.store.toy import AWAY, HOME, somebody, thing


def waiting(taken: Turns, entered: list[str]) -> threading.Thread:
    """Return a thread of a step that waits for its turn."""

    def step() -> None:
        with taken:
            entered.append("step")

    begun = threading.Thread(target=step)
    begun.start()
    while not taken.step_waits:
        pass
    return begun


def test_a_turn_may_be_taken_again_inside() -> None:
    taken, entered = Turns(), []
    with taken:
        with taken:
            begun = waiting(taken, entered)
        assert entered == []
    begun.join()
    assert entered == ["step"]


def test_a_job_gives_way_within_its_turn_alone() -> None:
    taken, entered = Turns(), []
    taken.quiet = 0
    told: list[int] = []

    def act(report: Report) -> str:
        report(0, 1)
        if not entered:
            with taken:
                assert taken.job_writes
                begun.append(waiting(taken, entered))
                report(1, 1)
                raise AssertionError("it did not give way")
        return "done"

    begun: list[threading.Thread] = []
    assert taken.unhurried(act, lambda done, _total: told.append(done)) == "done"
    assert (entered, told[0], told[1], told[2], told[-1]) == (["step"], 0, 1, AGAIN, 0)
    assert not taken.job_runs
    begun[0].join()


def test_a_job_ends_however_many_wait() -> None:
    taken, entered = Turns(), []
    taken.quiet = 0
    begun: list[threading.Thread] = []
    acts = 0

    def act(report: Report) -> int:
        nonlocal acts
        acts += 1
        with taken:
            begun.append(waiting(taken, entered))
            report(1, 2)
            report(2, 2)
        return len(entered)

    assert taken.unhurried(act) == turns.GIVINGS
    for each in begun:
        each.join()
    assert (acts, len(entered)) == (turns.GIVINGS + 1, turns.GIVINGS + 1)


def test_what_a_job_goes_on_from_may_have_changed() -> None:
    taken = Turns()
    taken.quiet = 0
    acts = 0

    def act(_report: Report) -> int:
        nonlocal acts
        acts += 1
        if acts < 3:
            raise GaveWay
        return acts

    assert taken.unhurried(act) == 3


def test_a_job_stopped_or_failed_leaves_the_turn() -> None:
    taken = Turns()

    def stopped(_report: Report) -> None:
        with taken:
            raise Cancelled

    with pytest.raises(Cancelled):
        taken.unhurried(stopped)
    with taken:
        assert not taken.job_writes


def test_a_job_waits_until_the_clerk_pauses_and_can_be_stopped_then() -> None:
    taken = Turns()
    taken.quiet = 3600
    with taken:
        pass
    told: list[int] = []

    def report(done: int, _total: int) -> None:
        told.append(done)
        if len(told) == 3:
            raise Cancelled

    def act(_report: Report) -> None:
        raise GaveWay

    with pytest.raises(Cancelled):
        taken.unhurried(act, report)
    assert told == [AGAIN] * 3


def test_a_job_inside_a_job_is_part_of_it() -> None:
    taken = Turns()
    assert taken.unhurried(lambda _report: taken.unhurried(lambda _inner: taken.job_runs))


def test_a_stream_named_and_never_written_to_leaves_its_number_alone(tmp_path: Path) -> None:
    file = toy.opened(toy.copy_of_pattern(tmp_path))
    with file.writing() as journal:
        journal.place(AWAY, "d" * 32)
    with file.transaction("add") as step:
        step.add(thing(name="An", place=HOME))
    with pytest.raises(ZeroDivisionError), file.writing():
        raise ZeroDivisionError
    with somebody(file) as step:
        step.add(thing(name="Bình", place=HOME))
    assert list(file.findings()) == []
    assert len(file.find("thing")) == 2
    file.close()
