"""What an amending decision says beyond the decision it amends: who leaves the list, and who comes."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hnabroad_desktop.actions.people_facts import person_of
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.documents.facts import DecisionFacts, Paper
from hnabroad_desktop.documents.profiles import profile_for
from hnabroad_desktop.documents.wording import family_of
from hnabroad_desktop.records.class_rules import listed
from hnabroad_desktop.records.decision import shown_number
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile


def amendment_facts(file: DataFile, decision: Record, facts: DecisionFacts) -> DecisionFacts:
    """Return the facts of an amending decision; ``facts`` are those of its class as it is now.

    Raises AppError when the decision it amends is not in the file.
    """
    first = file.get("decision", decision.text("amends")) if decision["amends"] else None
    if first is None:
        raise AppError(
            _(
                "This amending decision names no decision that it amends. Nothing was printed. "
                "Choose it under “About the decision”."
            )
        )
    day = dt.date.fromisoformat(facts.valid_day)
    class_ = file.get("class", decision.text("class")) or Record("class")
    going = {row["cadre"]: row for row in listed(class_)}
    changes = decision.table("changes")
    gone = [(row, Row({"cadre": row["removed"]})) for row in changes if row["removed"]]
    come = [going.get(row["added"], Row({"cadre": row["added"]})) for row in changes if row["added"]]
    before = len(facts.people) + len(gone) - len(come)
    layout = profile_for(family_of(facts.organ), first.text("date") or facts.valid_day)
    return dataclasses.replace(
        facts,
        amends=Paper("Quyết định", shown_number(first), first.text("date"), about=_inside(first)),
        removed=tuple(
            dataclasses.replace(person_of(file, row, day), note=str(change["reason"] or ""))
            for change, row in gone
        ),
        added=tuple(person_of(file, row, day) for row in come),
        with_list=before > layout.number("people.inline_up_to"),
    )


def _inside(first: Record) -> str:
    # Inside a sentence "Về việc cử …" begins with a small letter.
    summary = first.text("summary")
    return summary[:1].lower() + summary[1:]
