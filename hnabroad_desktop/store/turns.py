"""Whose turn it is to write: steps of the user go first, and long jobs give way to them (design 7.9)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from hnabroad_desktop.base.progress import AGAIN, Report, silent

Result = TypeVar("Result")

#: So often a job gives way; after that it finishes, and steps wait for the rest of it.
GIVINGS = 5

#: Before it begins again nobody has written for so many seconds, twice as many each time.
QUIET = 1.0

#: It waits no longer for that, in seconds: a clerk who never pauses must not hold a job up for ever.
LONGEST = 60.0

#: So often a job that waits looks whether it was stopped, in seconds.
_LOOK = 0.1


def _nothing() -> None:
    pass


class GaveWay(Exception):
    """A step of the user comes first: what the job wrote is rolled back, and it begins again."""


class Turns:
    """The right to write: one thread has it, may take it again inside, and sees whether a step waits.

    As a context manager it is a turn. A thread inside ``unhurried`` takes its turn
    when no step waits.
    """

    def __init__(self) -> None:
        #: See ``QUIET``.
        self.quiet = QUIET
        self._change = threading.Condition()
        self._holder = 0
        self._depth = 0
        self._waiting = 0
        self._jobs: set[int] = set()
        self._next = 0
        self._stepped = 0.0

    @property
    def job_writes(self) -> bool:
        """True while a long job has its turn: what can be put off for some seconds should be."""
        return self._holder in self._jobs

    @property
    def step_waits(self) -> bool:
        """True while a step of the user waits for its turn."""
        return bool(self._waiting)

    @property
    def job_runs(self) -> bool:
        """True while a long job is under way, whoever's turn it is."""
        return bool(self._jobs)

    def __enter__(self) -> None:
        me = threading.get_ident()
        with self._change:
            if self._holder == me:
                self._depth += 1
                return
            if me in self._jobs:
                self._change.wait_for(lambda: not self._holder and self._may_go_on(me))
            else:
                self._waiting += 1
                try:
                    self._change.wait_for(lambda: not self._holder and not self._next)
                finally:
                    self._waiting -= 1
            self._holder, self._depth = me, 1

    def _may_go_on(self, job: int) -> bool:
        return self._next == job if self._next else not self._waiting

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._change:
            self._depth -= 1
            if not self._depth:
                if self._holder not in self._jobs:
                    self._stepped = time.monotonic()
                self._holder = 0
                self._change.notify_all()

    def unhurried(
        self, act: Callable[[Report], Result], report: Report = silent, after: Callable[[], None] = _nothing
    ) -> Result:
        """Run ``act``, a long job of one turn, so that no step of the user waits for it.

        ``act`` is given what it must call several times a second. When a step waits that raises
        GaveWay within the turn; ``act`` lets it pass, and is called again once the step is
        written: so it looks first at what it goes on from, and may raise GaveWay itself where
        that has changed. It gives way ``GIVINGS`` times; the last time it has its turn from the
        beginning to the end, and what comes meanwhile waits. ``after`` ends the job, without a turn.
        """
        me = threading.get_ident()
        if me in self._jobs:
            return act(report)
        self._jobs.add(me)
        try:
            found = self._run(act, report)
            after()
            return found
        finally:
            with self._change:
                self._jobs.discard(me)
                self._change.notify_all()

    def _run(self, act: Callable[[Report], Result], report: Report) -> Result:
        for given in range(GIVINGS):
            try:
                return act(self._watching(report))
            except GaveWay:
                self._let_others(given, report)
        self._next = me = threading.get_ident()
        try:
            with self:
                return act(report)
        finally:
            with self._change:
                self._next = 0 if self._next == me else self._next
                self._change.notify_all()

    def _watching(self, report: Report) -> Report:
        me = threading.get_ident()

        def told(done: int, total: int) -> None:
            report(done, total)
            if self._waiting and self._holder == me:
                raise GaveWay

        return told

    def _let_others(self, given: int, report: Report) -> None:
        """Wait until those who came first have written, and for a while nobody else. Raises Cancelled."""
        quiet, latest = self.quiet * 2**given, time.monotonic() + LONGEST
        while True:
            report(AGAIN, 0)
            with self._change:
                taken = bool(self._holder or self._waiting)
                left = min(self._stepped + quiet, latest) - time.monotonic()
                if not taken and left <= 0:
                    return
                self._change.wait(_LOOK if taken else min(_LOOK, left))
