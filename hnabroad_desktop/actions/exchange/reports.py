"""The printed report on packages received in one sitting, for the records of the unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from hnabroad_desktop.actions.exchange.cards import Paper, family_of
from hnabroad_desktop.actions.exchange.receiving import Difference, Received, Side, moment_of
from hnabroad_desktop.actions.printing import to_docx, to_pdf
from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.documents.profiles import profile_for
from hnabroad_desktop.exchange.package import Package
from hnabroad_desktop.store.datafile import DataFile

if TYPE_CHECKING:
    from hnabroad_desktop.documents.receiving_report import OpenPoint, Outcome, ReceivedFacts


def receiving_report(
    file: DataFile, received: Sequence[tuple[str, Received]], when: dt.datetime | None = None
) -> Paper:
    """Return the report on packages, each with the name of its file; ``when`` is now without it."""
    # Drawing papers is not needed before somebody asks for the report.
    from hnabroad_desktop.documents.receiving_report import ReceivingFacts, build_receiving_report

    moment = when or dt.datetime.now()
    facts = ReceivingFacts(
        unit=file.title(file.unit_id) if file.unit_id else "",
        person=file.user,
        when=f"{moment:%H:%M ngày %d/%m/%Y}",
        packages=tuple(_package(name, one) for name, one in received),
        points=tuple(point for _name, one in received for point in _points(file, one)),
        practice=bool(file.practice),
    )
    document = build_receiving_report(facts, profile_for(family_of(file), file.today().isoformat()))
    stem = f"Bao-cao-tiep-nhan-{moment:%Y-%m-%d-%H%M}"
    return Paper(to_pdf(document), to_docx(document), document.text(), document.title, stem)


def _package(name: str, one: Received) -> ReceivedFacts:
    from hnabroad_desktop.documents.receiving_report import ReceivedFacts  # as above

    content, plan = one.content, one.plan
    package = content if isinstance(content, Package) else None
    outcome = _outcome(one)
    facts = {
        "sender": package.sender_name if package else "",
        "number": content.number if content is not None else 0,
        "code": package.code if package else "",
    }
    if plan is None:
        return ReceivedFacts(**facts, outcome=outcome, reason=one.code or "refused", file=name)  # type: ignore[arg-type]
    still_open = plan.conflicts if one.merged is None else one.merged.open
    return ReceivedFacts(
        **facts,  # type: ignore[arg-type]
        outcome=outcome,
        new=sum(plan.new.values()),
        changed=sum(plan.changed.values()),
        merged=sum(plan.merged.values()),
        open=len(still_open),
        asked=len(plan.proposals) + len(plan.duplicates) + len(plan.numbers),
        reason=one.code,
        file=name,
    )


def _outcome(one: Received) -> Outcome:
    if one.error:
        return "refused"
    if one.merged is None:
        return "waiting"
    return "already" if one.merged.plan.already else "taken"


def _points(file: DataFile, one: Received) -> Iterator[OpenPoint]:
    from hnabroad_desktop.documents.receiving_report import OpenPoint  # as above

    if one.error or one.plan is None:
        return
    for found in one.plan.conflicts if one.merged is None else one.merged.open:
        deletion = found.field == "_deleted"
        fields = _fields(file, found)
        labels = [_(fields[name].label) for name in found.names if name in fields]
        yield OpenPoint(
            record=file.title(found.record) or found.record,
            field="" if deletion else ", ".join(labels) or found.field,
            ours=_value(file, found, found.ours),
            theirs=_value(file, found, found.theirs),
            ours_from=_source(file, found.ours),
            theirs_from=_source(file, found.theirs),
        )


def _value(file: DataFile, found: Difference, side: Side) -> str | None:
    fields = _fields(file, found)
    if found.field == "_deleted":
        return None if side.value else ""
    given = side.value if isinstance(side.value, Mapping) else dict.fromkeys(found.names[:1], side.value)
    told = [shown(fields[name], value, file) for name, value in given.items() if name in fields]
    return ", ".join(filter(None, told))


def _fields(file: DataFile, found: Difference) -> dict[str, Field]:
    return {field.name: field for field in file.model.kinds[found.kind].fields}


def _source(file: DataFile, side: Side) -> str:
    unit = file.title(side.unit) if side.unit else ""
    return ", ".join(filter(None, (unit, side.user, moment_of(side))))
