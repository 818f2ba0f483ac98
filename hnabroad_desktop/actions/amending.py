"""Amending an issued decision: a draft of its own that collects who leaves the list and who comes.

The issued decision stays as printed (features.md I7, wording.md 8.6). While the
draft is open the list of the class may change again; every change of the list is
a change of the draft, in the same step.
"""

from __future__ import annotations

from collections.abc import Iterator

from hnabroad_desktop.actions.facts import class_of, signers_on
from hnabroad_desktop.actions.papers import amendments_of, drafts_of, open_amendment
from hnabroad_desktop.actions.records import examine, refuse
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.class_rules import listed
from hnabroad_desktop.records.decision import AMENDMENT, IN_FORCE, shown_number
from hnabroad_desktop.records.parts import ISSUED
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile


def first_decision(file: DataFile, class_id: str) -> Record | None:
    """Return the decision in force that sends the people of a class, None before it is issued."""
    return next((d for d in drafts_of(file, class_id) if d["state"] in IN_FORCE), None)


def draw_up(file: DataFile, class_id: str) -> str:
    """Make the draft of a decision that amends the one in force and return its id.

    Raises AppError when there is nothing to amend, or a draft is open already.
    """
    first = first_decision(file, class_id)
    if first is None:
        raise AppError(
            _("No decision on this class is in force. Nothing was drawn up. Its draft can still be changed.")
        )
    if open_amendment(file, class_id) is not None:
        raise AppError(_("An amending decision is being drawn up already. Nothing was changed."))
    signers = signers_on(file, first.text("body"), file.today())
    same = next((s for s in signers if s.id == first["signer"]), None)
    signer = same or next(iter(signers), None)
    draft = Record(
        "decision",
        {
            "document_kind": AMENDMENT,
            "profile": first["profile"],
            "body": first["body"],
            "class": class_id,
            "amends": first.id,
            "signer": signer.id if signer else None,
            "submission": _later_proposal(file, class_id, first),
            "policy_document": first["policy_document"],
            "recipients": first["recipients"],
            "summary": f"Về việc điều chỉnh, bổ sung Quyết định số {shown_number(first)}",
        },
    )
    filled = [Row(row.values) for row in first.table("own_words") if str(row["part"]).startswith("<")]
    settled, problems = examine(file, draft.with_table("own_words", filled), None)
    refuse(problems)
    with file.transaction("draw_up", class_of(file, class_id).text("name")) as step:
        return step.save(settled)


def _later_proposal(file: DataFile, class_id: str, first: Record) -> str | None:
    # The submission of the first decision asked for other people.
    found = file.find("incoming_document", **{"class": class_id, "role": "proposal"})
    later = [paper for paper in found if paper.text("date") > first.text("date")]
    latest = max(later, key=lambda paper: paper.text("date"), default=None)
    return latest.id if latest else None


def followed(file: DataFile, before: Record, after: Record) -> Iterator[tuple[Record, Record]]:
    """Yield the open amending draft of a class as its list demands now, with the draft as it was.

    ``before`` and ``after`` are the class around one change of its list.
    """
    draft = open_amendment(file, after.id)
    if draft is None:
        return
    rows = _changes(draft, before, after)
    if rows != list(draft.table("changes")):
        yield draft.with_table("changes", rows), draft


def _changes(draft: Record, before: Record, after: Record) -> list[Row]:
    known = draft.table("changes")
    first = [row["cadre"] for row in listed(before)]
    first = [c for c in first if c not in {row["added"] for row in known}]
    first += [row["removed"] for row in known if row["removed"] and row["removed"] not in first]
    going = {row["cadre"]: row for row in listed(after)}
    gone = {row["cadre"]: row for row in after.table("roster") if row["cadre"] not in going}
    added = [cadre for cadre in going if cadre not in first]
    pairs = []
    for cadre in first:
        if cadre in going:
            continue
        row = gone.get(cadre) or Row({})
        come = row["replaced_by"] if row["replaced_by"] in added else None
        added = [one for one in added if one != come]
        pairs.append({"removed": cadre, "added": come, "reason": row["status_reason"]})
    pairs += [{"removed": None, "added": cadre, "reason": None} for cadre in added]
    ids = {(row["removed"], row["added"]): row.id for row in known}
    made = []
    for pair in pairs:
        role = going[pair["added"]]["role"] if pair["added"] else None
        values = {**pair, "role": role if role != "trainee" else None}
        kept = {name: value for name, value in values.items() if value is not None}
        made.append(Row(kept, ids.get((pair["removed"], pair["added"]), "")))
    return made


def linked(file: DataFile, decision: Record) -> tuple[Record, list[tuple[Record, Record]]]:
    """Return an amending decision about to be issued, and the first one, each naming the other."""
    first = file.get("decision", decision.text("amends"))
    if first is None:
        return decision, []
    own = Row({"relation": "amends", "document": first.id})
    back = Row({"relation": "amended_by", "document": decision.id})
    marked = first.with_values(state="amended") if first["state"] == "issued" else first
    marked = marked.with_table("relations", [*first.table("relations"), back])
    return decision.with_table("relations", [*decision.table("relations"), own]), [(marked, first)]


def issued_amendments(file: DataFile, class_id: str) -> list[Record]:
    """Return the amending decisions of a class that are issued, the earliest first."""
    found = [d for d in amendments_of(file, class_id) if d["state"] in ISSUED]
    return sorted(found, key=lambda d: (d.text("date"), d.id))
