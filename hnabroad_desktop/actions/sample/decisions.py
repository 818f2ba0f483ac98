"""Takes the decisions of the practice data through their real course, each on the days it happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from hnabroad_desktop.actions import issuing, papers
from hnabroad_desktop.actions.facts import Family, signers_on
from hnabroad_desktop.actions.sample import days
from hnabroad_desktop.actions.sample.rosters import Group
from hnabroad_desktop.actions.sample.seed import TODAY, Seed
from hnabroad_desktop.base.ids import taken_from
from hnabroad_desktop.records.shipped import unit_id
from hnabroad_desktop.store.datafile import DataFile


def issue_all(file: DataFile, seed: Seed, groups: Iterable[Group]) -> None:
    """Issue the decisions in the order of their days, and leave the drafts as they lie today."""
    with taken_from(seed.new_id):
        _issue_all(file, seed, list(groups))


def _issue_all(file: DataFile, seed: Seed, groups: list[Group]) -> None:
    decided = [group for group in groups if "decision" in group.spec]
    for group in sorted(decided, key=lambda g: g.z or TODAY):
        _issue(file, seed, group)
    for group in groups:
        if "draft" in group.spec:
            _draw_up(file, seed, group, days.before(TODAY, 2))


def _issue(file: DataFile, seed: Seed, group: Group) -> None:
    assert group.z is not None
    decision_id = _draw_up(file, seed, group, group.at(-8))
    with living_on(file, group.at(-5)):
        papers.submit(file, decision_id)
    with living_on(file, group.z):
        papers.sign(file, decision_id)
        number = int(group.decision_number.replace("/", "-").split("-")[0])
        issuing.issue(file, decision_id, number=number, day=group.z)


def _draw_up(file: DataFile, seed: Seed, group: Group, day: date) -> str:
    form = group.spec.get("decision") or group.spec["draft"]
    profile: Family = "party" if form["profile"] == "party" else "state"
    body = unit_id(form["body"])
    signer = signers_on(file, body, group.z or day)[0].id
    with living_on(file, day):
        draft = papers.proposed(file, group.id, profile, body=body, signer=signer, day=day.isoformat())
        with file.transaction("draw_up", group.spec["name"], barrier=True) as step:
            return step.add(replace(draft, id=seed.new_id()))


@contextmanager
def living_on(file: DataFile, day: date) -> Iterator[None]:
    """Let the file live on an earlier day, and come back to its own day afterwards."""
    file.set_setting("today", day.isoformat())
    try:
        yield
    finally:
        file.set_setting("today", TODAY.isoformat())
