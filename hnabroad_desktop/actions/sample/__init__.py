"""Makes the practice file: a believable city that does not exist, the same in every run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hnabroad_desktop.actions.sample import (
    cadres,
    classes,
    decisions,
    nominations,
    papers,
    partners,
    people,
    plans,
    rosters,
    seats,
    stories,
)
from hnabroad_desktop.actions.sample.rosters import Group
from hnabroad_desktop.actions.sample.seed import TODAY, Seed
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import shipped_records, unit_id
from hnabroad_desktop.store import keyfile, opening
from hnabroad_desktop.store.datafile import DataFile

#: Who keeps the practice file: the Organisation Committee of the City Party Committee.
KEEPER = "BTCTU"
PERSON = "Chuyên viên"
_STEPS = 8


def demo(path: Path, report: Report = silent) -> None:
    """Make a practice file at ``path``, fill it and close it. Raises AppError; then nothing is left."""
    path = Path(path)
    file, _key = opening.new_file(
        path, person=PERSON, password=None, practice=True, shipped=shipped_records()
    )
    try:
        file.set_setting("unit", unit_id(KEEPER))
        file.set_setting("today", TODAY.isoformat())
        _fill(file, report)
        opening.remember_identity(file)
    except BaseException:
        file.close()
        for left in (path, keyfile.beside(path)):
            left.unlink(missing_ok=True)
        raise
    file.close()


def _fill(file: DataFile, report: Report) -> None:
    seed, made = Seed(), papers.Papers()
    everybody = people.everybody(seed)
    stories.before_classes(everybody)
    groups = rosters.groups(seed)
    rosters.fill(seed, groups, everybody)
    stories.after_classes(groups)
    report(1, _STEPS)
    _add(file, seats.own_units(seed))
    _add(file, papers.signers(seed, everybody))
    with file.transaction("demo", barrier=True) as step:
        step.change_many("setting", {key: {"value": told} for key, told in papers.merge_fields()})
    report(2, _STEPS)
    _add(file, partners.partners(seed, made))
    _add(file, partners.institutions(seed, made, groups))
    _add(file, partners.programmes(seed, made))
    _add(file, partners.agreements(seed, made, groups))
    _add(file, partners.offers(seed, made, groups))
    report(3, _STEPS)
    _phases(file, seed)
    _add(file, plans.plans(seed, made))
    _add(file, plans.lessons(seed, made, groups))
    _add(file, plans.lines(seed, made))
    report(4, _STEPS)
    for group in sorted(groups, key=lambda g: (g.z or TODAY, g.code)):
        _number(group, made)
        _add(file, papers.of_class(seed, group, made))
        classes.number_contract(group, made)
        for member in group.listed() if group.gone else ():
            member.person.abroad.append(classes.travel_row(group, member.person))
    report(5, _STEPS)
    _add(file, (cadres.record(seed, person) for person in everybody))
    report(6, _STEPS)
    _add(file, (classes.record(seed, group, made) for group in groups))
    for group in groups:
        _add(file, nominations.of_class(seed, group, made))
    report(7, _STEPS)
    decisions.issue_all(file, seed, groups)
    report(8, _STEPS)


def _add(file: DataFile, records: Iterable[Record]) -> None:
    """Write records known to be new as one step that undo never takes back."""
    with file.transaction("demo", barrier=True) as step:
        for record in records:
            step.add(record)


def _phases(file: DataFile, seed: Seed) -> None:
    with file.transaction("demo", barrier=True) as step:
        for record_id, values, targets in plans.phases(seed):
            phase = step.load("phase", record_id)
            assert phase is not None
            step.save(phase.with_values(**values).with_table("targets", seed.rows(targets)))


def _number(group: Group, made: papers.Papers) -> None:
    """Take the number of the decision of a class, so that everything can cite it."""
    decision = group.spec.get("decision")
    if decision and group.z:
        symbol = {"UBNDTP": "/QĐ-UBND", "TU": "-QĐ/TU", "BTCTU": "-QĐ/BTCTU"}[decision["body"]]
        group.decision_number = made.numbers.text(symbol, group.z)
