"""What a rearrangement does beside the window: finding its people, working out what it writes, writing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hnabroad_desktop.actions import rearranging, sketches
from hnabroad_desktop.actions.arrangements import Plan
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.actions.placing import Proposal
from hnabroad_desktop.actions.rearranging import Outline, Rearranged
from hnabroad_desktop.actions.sketches import Sketch
from hnabroad_desktop.actions.units import Choice
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.jobs import Background, Latest, Report

Result = TypeVar("Result")


class RearrangeWork:
    """Only the job asked for last is answered; ``refused`` gets the sentence of one that failed."""

    def __init__(self, background: Background, file: OpenFile, refused: Callable[[str], object]) -> None:
        self._jobs, self._file, self._refused = Latest(background), file, refused

    def _run(
        self, title: str, work: Callable[[Report], Result], finished: Callable[[Result], object]
    ) -> None:
        self._jobs.run(title, work, finished, lambda problem: self._refused(str(problem)))

    def find_people(self, plan: Plan, finished: Callable[[list[Proposal], list[Choice]], object]) -> None:
        """Find whoever has to be placed, and the organs they may belong to."""

        def work(_report: Report) -> tuple[list[Proposal], list[Choice]]:
            return rearranging.proposals(self._file, plan), rearranging.organs_after(self._file, plan)

        self._run(_("Looking for the people"), work, lambda found: finished(*found))

    def look_over(self, plan: Plan, sketch: Sketch, finished: Callable[[Outline, int], object]) -> None:
        """Work out what would be written, and how many people are not decided about."""

        def work(report: Report) -> tuple[Outline, int]:
            people = rearranging.proposals(self._file, plan)
            known = {each.cadre for each in people}
            kept = {cadre: unit for cadre, unit in sketch.moves.items() if cadre in known}
            outline = rearranging.outline(self._file, plan, kept, report=report)
            return outline, sum(1 for each in people if each.cadre not in sketch.decided)

        self._run(_("Working out what is written"), work, lambda found: finished(*found))

    def write(self, plan: Plan, moves: dict[str, str], finished: Callable[[Rearranged], object]) -> None:
        """Write everything as one step, and forget what was entered for it."""

        def work(report: Report) -> Rearranged:
            done = rearranging.rearrange(self._file, plan, moves, report=report)
            sketches.keep(self._file, None)
            return done

        self._run(_("Writing the arrangement"), work, finished)
