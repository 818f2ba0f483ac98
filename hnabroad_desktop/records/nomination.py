"""Nominations: one person proposed for one class, from the unit's letter to the result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Number, Reference, Rows, Text, YesNo
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.cadre_history import passport_until
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section, State
from hnabroad_desktop.records.setting import number_on

_OUT = ("withdrawn", "replaced")

STATES = (
    State(code="draft", label=N_("Being drawn up"), then=("sent", "withdrawn")),
    State(code="sent", label=N_("Sent"), then=("received", "draft", *_OUT)),
    State(code="received", label=N_("Received"), then=("appraising", "returned", *_OUT)),
    State(code="returned", label=N_("To be completed"), then=("received", "sent", "appraising", *_OUT)),
    State(
        code="appraising", label=N_("Being appraised"), then=("eligible", "not_eligible", "returned", *_OUT)
    ),
    State(
        code="eligible",
        label=N_("Eligible"),
        then=("selected", "reserve", "not_selected", "appraising", *_OUT),
    ),
    State(code="not_eligible", label=N_("Not eligible"), then=("appraising", *_OUT)),
    State(
        code="selected",
        label=N_("Selected"),
        then=("approved", "decided", "reserve", "not_selected", "eligible", *_OUT),
    ),
    State(
        code="reserve", label=N_("Reserve"), then=("selected", "approved", "not_selected", "eligible", *_OUT)
    ),
    State(code="not_selected", label=N_("Not selected yet"), then=("reserve", "selected", "eligible", *_OUT)),
    State(code="approved", label=N_("Approved"), then=("decided", "selected", *_OUT)),
    State(code="decided", label=N_("Decision to send"), then=("departed", "approved", *_OUT)),
    State(code="departed", label=N_("Left the country"), then=("back", "decided")),
    State(code="back", label=N_("Back"), then=("completed", "not_completed", "departed")),
    State(code="completed", label=N_("Completed"), then=("back",)),
    State(code="not_completed", label=N_("Not completed"), then=("back",)),
    State(code="withdrawn", label=N_("Asked to withdraw"), then=("draft", "received")),
    State(code="replaced", label=N_("Replaced"), then=("reserve",)),
)

#: States in which a nomination takes one of the places of its class.
ACTIVE = frozenset(
    state.code
    for state in STATES
    if state.code not in {*_OUT, "not_eligible", "not_selected", "reserve", "draft"}
)

DOSSIER = Rows(
    name="dossier",
    label=N_("Dossier"),
    fields=(
        Choice(name="item", label=N_("Item of the dossier"), catalogue="dossier_item", free=True, needed="S"),
        YesNo(name="present", label=N_("Present")),
        Date(name="date", label=N_("Date of the paper")),
        Text(name="note", label=N_("Note")),
    ),
    row_label=N_("item"),
)

STAGES = Rows(
    name="stages",
    label=N_("Course of the nomination"),
    fields=(
        Choice(name="stage", label=N_("Stage"), options=tuple((s.code, s.label) for s in STATES), needed="S"),
        Date(name="date", label=N_("Date of the stage"), needed="S"),
        *parts.paper(),
        Text(name="note", label=N_("Note")),
    ),
    order=("date",),
    row_label=N_("stage"),
)


def words(text: str) -> int:
    """Return the number of words of a justification (features.md G6: 50 to 150)."""
    return len(text.split())


def settle(before: Record | None, record: Record) -> Record:
    """Begin as being drawn up."""
    return parts.first_state(STATES, record)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find illegal moves, a person nominated twice, too many for the places, a passport that ends too
    early, and what is still missing."""
    yield from parts.move_problems(STATES, record, context)
    if record["class"] and record["cadre"]:
        for twin in context.find("nomination", **{"class": record["class"], "cadre": record["cadre"]}):
            if twin.id != record.id and twin["state"] not in _OUT:
                yield Problem("cadre", _("This person is nominated for this class already."))
    yield from _quota_problems(record, context)
    yield from _passport_problems(record, context)
    reason = record.text("reason")
    if reason and not 50 <= words(reason) <= 150:
        yield Problem(
            "reason",
            _("The reason has {count} words; 50 to 150 are asked for.").format(count=words(reason)),
            "warning",
        )
    if record["state"] == "not_selected" and not record["not_selected_reason"]:
        yield Problem("not_selected_reason", _("Give the reason for not being selected."), "warning")
    if record["state"] == "reserve" and not record["reserve_order"]:
        yield Problem("reserve_order", _("Give the number of the reserve."), "warning")
    if record["state"] in _OUT and not record["end_reason"]:
        yield Problem("end_reason", _("Give the reason."))


def _quota_problems(record: Record, context: Context) -> Iterator[Problem]:
    class_ = context.get("class", record.text("class")) if record["class"] else None
    places = class_["places"] if class_ else None
    if not isinstance(places, int) or record["state"] not in ACTIVE:
        return
    others = context.find("nomination", **{"class": record["class"]})
    count = 1 + sum(1 for other in others if other.id != record.id and other["state"] in ACTIVE)
    if count > places:
        yield Problem(
            "class",
            _(
                "{count} people are nominated for {places} places. It can be saved; a "
                "decision will need the document that allows more."
            ).format(count=count, places=places),
            "warning",
        )


#: Who does not go, or has gone: nobody renews a passport for that any more.
_PAST = frozenset({*_OUT, "not_eligible", "departed", "back", "completed", "not_completed"})


def _passport_problems(record: Record, context: Context) -> Iterator[Problem]:
    """Find a passport that ends before the parameter of months after the return allows (58/2012/QĐ-TTg)."""
    class_ = context.get("class", record.text("class")) if record["class"] else None
    cadre = context.get("cadre", record.text("cadre")) if record["cadre"] else None
    if class_ is None or cadre is None or record["state"] in _PAST or not class_["return_date"]:
        return
    back = dt.date.fromisoformat(class_.text("return_date"))
    months = number_on(context.find("setting", key="passport_valid_months"), "passport_valid_months", back)
    until = passport_until(cadre)
    if not months or not until or dates.latest(until) >= (needed := dates.add_months(back, months)):
        return
    yield Problem(
        "cadre",
        _(
            "The passport is valid until {until}, which is before {needed}: {months} months after the "
            "return. It can be saved; have the passport renewed before the departure."
        ).format(until=dates.show(until), needed=dates.show(needed.isoformat()), months=months),
        "warning",
    )


NOMINATION = RecordType(
    code="nomination",
    lookups=(("class",), ("cadre",)),
    label=N_("Nomination"),
    label_plural=N_("Nominations"),
    area="selection",
    sections=(
        Section(
            name="nomination",
            title=N_("Nomination"),
            fields=(
                Reference(name="class", label=N_("For the class"), kinds=("class",), needed="S"),
                Reference(name="cadre", label=N_("Nominee"), kinds=("cadre",), needed="S"),
                parts.state_field(STATES),
                Reference(
                    name="unit", label=N_("Nominating unit"), kinds=("unit",), needed="N", group="letter"
                ),
                Text(
                    name="letter_number",
                    label=N_("Letter of the unit, number"),
                    needed="N",
                    group="letter",
                    width=18,
                ),
                Date(name="letter_date", label=N_("Letter of the unit, date"), needed="N", group="letter"),
                Text(
                    name="reason",
                    label=N_("Reason, fitness for the task or planned post"),
                    needed="N",
                    lines=5,
                    hint=N_("50 to 150 words"),
                ),
                Text(name="intended_use", label=N_("Use intended after the course"), needed="N", lines=4),
                Text(
                    name="party_opinion",
                    label=N_("Opinion of the Party cell or committee"),
                    needed="N",
                    lines=2,
                    group="party_opinion",
                ),
                Date(
                    name="party_opinion_date",
                    label=N_("Date of the Party opinion"),
                    needed="N",
                    group="party_opinion",
                ),
                DOSSIER,
                Text(name="exception", label=N_("Exception asked for"), lines=2),
            ),
        ),
        Section(
            name="result",
            title=N_("Appraisal and result"),
            fields=(
                Number(name="priority", label=N_("Priority given by the unit"), least=1, width=4),
                Date(name="appraisal_date", label=N_("Appraised on"), group="appraisal"),
                Text(name="appraisal_note", label=N_("Appraisal"), lines=3, group="appraisal"),
                Text(name="waiver_reason", label=N_("Special case, reason"), group="waiver"),
                Text(name="waiver_document", label=N_("Special case, approved by"), group="waiver"),
                Number(name="reserve_order", label=N_("Reserve number"), least=1, width=4),
                Choice(
                    name="not_selected_reason",
                    label=N_("Reason for not being selected"),
                    catalogue="not_selected_reason",
                    free=True,
                ),
                Date(name="reconsider_from", label=N_("May be considered again from")),
                Text(name="end_reason", label=N_("Reason for withdrawing or replacing"), lines=2),
                Reference(name="replaced_by", label=N_("Replaced by"), kinds=("nomination",)),
                STAGES,
                parts.attachments(),
            ),
        ),
    ),
    title=lambda record: record.text("letter_number") or record.text("reason")[:40],
    columns=("cadre", "class", "state", "unit", "letter_number", "letter_date", "reserve_order"),
    search=("letter_number", "reason"),
    sort=lambda record: f"{record.text('class')} {record.text('letter_date')}",
    states=STATES,
    settle=settle,
    check=check,
    scope="unit",
)
