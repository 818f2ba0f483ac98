"""What waits for a decision after packages were taken in, as questions, and how it is settled."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hnabroad_desktop.actions.exchange import receiving
from hnabroad_desktop.actions.exchange.questions import Question, difference
from hnabroad_desktop.actions.exchange.receiving import Difference, Side, Waiting
from hnabroad_desktop.exchange import merge as engine
from hnabroad_desktop.exchange.plan import spoken
from hnabroad_desktop.exchange.unsettled import count_unsettled, unsettled
from hnabroad_desktop.store.datafile import DataFile


def questions(file: DataFile) -> list[Question]:
    """Return places left not in agreement, then proposals; nothing is written."""
    found = [difference(file, each, "conflict") for each in unsettled(file)]
    return found + [
        difference(file, _as_difference(file, each), "proposal") for each in receiving.proposals(file)
    ]


def count(file: DataFile) -> int:
    """Return how many records and rows have places left not in agreement, and proposals."""
    return count_unsettled(file) + len(receiving.proposals(file))


def _as_difference(file: DataFile, found: Waiting) -> Difference:
    names = file.model.kinds[found.kind].members(found.field)
    at = dt.datetime.fromisoformat(found.at) if found.at else None
    here = Side(_present(file, found, names))
    there = Side(found.value, found.unit, found.user, at)
    return Difference(found.kind, found.id, found.record, found.field, names, None, here, there)


def _present(file: DataFile, found: Waiting, names: tuple[str, ...]) -> Any:
    kind, _sep, table = found.kind.partition(".")
    record = file.get(kind, found.record)
    if record is None:
        return None
    if found.field.startswith("_"):
        return None
    rows = record.table(table) if table else (record,)
    values = next((row for row in rows if not table or row.id == found.id), None)
    return spoken(names, found.field, tuple(values[name] for name in names)) if values is not None else None


def settle(file: DataFile, question: Question, value: Any) -> None:
    """Write a value chosen for what waits. Raises Refused when it cannot be any more."""
    refused = question.sort == "proposal" and value == question.ours.value
    engine.settle_proposal(file, question.entity, question.id, question.field, value, accept=not refused)
