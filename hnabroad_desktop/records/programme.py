"""Programmes of courses: aims, modules, field study, who built and approved them, version by version."""

from __future__ import annotations

from collections.abc import Iterator

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Number, Reference, Rows, Stored, Text, YesNo
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section, State

STATES = (
    State(code="ordered", label=N_("Ordered"), then=("drafted",)),
    State(code="drafted", label=N_("Draft received"), then=("commented", "approved", "ordered")),
    State(code="commented", label=N_("Remarks sent"), then=("drafted", "approved")),
    State(code="approved", label=N_("Programme approved"), then=("revised", "commented")),
    State(code="revised", label=N_("Revised after the class"), then=("approved",)),
)

ROUNDS = Rows(
    name="rounds",
    label=N_("Rounds with the institution"),
    fields=(
        Choice(name="stage", label=N_("Stage"), options=tuple((s.code, s.label) for s in STATES), needed="S"),
        Date(name="date", label=N_("Date of the stage"), needed="S"),
        *parts.paper(),
        Text(name="content", label=N_("Content"), lines=3),
    ),
    order=("date",),
    row_label=N_("round"),
)

MODULES = Rows(
    name="modules",
    label=N_("Modules"),
    fields=(
        Number(name="number", label=N_("Module number"), column=N_("No."), least=1, width=4),
        Text(name="title", label=N_("Title of the module"), needed="S", lines=2, width=44),
        Number(name="class_hours", label=N_("Hours in class"), least=0, width=5, group="hours"),
        Number(name="field_hours", label=N_("Hours of field study"), least=0, width=5, group="hours"),
        Text(name="lecturer", label=N_("Lecturer")),
        Text(name="place", label=N_("Place of the module")),
    ),
    order=("number",),
    row_label=N_("module"),
)


def hours(record: Record) -> tuple[int, int]:
    """Return the hours in class and of field study of all modules."""
    rows = record.table("modules")
    in_class = sum(n for row in rows if isinstance(n := row["class_hours"], int))
    field = sum(n for row in rows if isinstance(n := row["field_hours"], int))
    return in_class, field


def settle(before: Record | None, record: Record) -> Record:
    """Begin with the order, as version 1."""
    if record["version"] is None:
        record = record.with_values(version=1)
    return parts.first_state(STATES, record)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find illegal moves and an approval without approver or date."""
    yield from parts.move_problems(STATES, record, context)
    if record["state"] == "approved":
        for name in ("approved_by", "approval_date"):
            if record[name] is None:
                yield Problem(name, _("An approved programme names who approved it, and when."))
    if record["previous_version"] and record["previous_version"] == record.id:
        yield Problem("previous_version", _("A programme is not its own earlier version."))


def derive(record: Record) -> dict[str, Stored]:
    """Return the total hours."""
    in_class, field = hours(record)
    return {"class_hours": in_class, "field_hours": field, "total_hours": in_class + field}


PROGRAMME = RecordType(
    code="programme",
    label=N_("Programme"),
    label_plural=N_("Programmes"),
    area="institutions",
    sections=(
        Section(
            name="programme",
            title=N_("Programme"),
            fields=(
                Text(name="code", label=N_("Programme code"), width=14),
                Text(name="title", label=N_("Title of the programme"), needed="S", lines=2, width=48),
                Choice(name="field", label=N_("Field of training"), catalogue="field", free=True, width=40),
                Choice(name="course_kind", label=N_("Kind of course"), catalogue="course_kind", free=True),
                Text(name="target_group", label=N_("Target group"), lines=2),
                Text(name="aims", label=N_("Aims"), lines=4),
                MODULES,
                Text(name="field_study", label=N_("Field study"), lines=3),
                Choice(name="language", label=N_("Language of teaching"), catalogue="language", free=True),
                YesNo(name="interpreter", label=N_("With an interpreter")),
                Number(name="days", label=N_("Days"), least=1, width=5),
            ),
        ),
        Section(
            name="approval",
            title=N_("Building and approval"),
            fields=(
                Reference(name="institution", label=N_("Built by the institution"), kinds=("institution",)),
                Reference(name="host", label=N_("Host abroad"), kinds=("partner",)),
                Text(name="built_by", label=N_("Building body")),
                Text(name="approved_by", label=N_("Approving body"), group="approval"),
                Date(name="approval_date", label=N_("Date of approval"), group="approval"),
                Text(name="approval_document", label=N_("Document of approval"), group="approval"),
                Number(name="version", label=N_("Version"), least=1, width=4, group="version"),
                Reference(
                    name="previous_version",
                    label=N_("Earlier version"),
                    kinds=("programme",),
                    group="version",
                ),
                parts.state_field(STATES),
                ROUNDS,
                Text(name="note", label=N_("Note"), lines=3),
                parts.attachments(),
            ),
        ),
    ),
    title=lambda record: record.text("title"),
    subtitle=lambda record: record.text("code"),
    columns=("title", "field", "course_kind", "version", "state", "institution", "total_hours"),
    search=("title", "code"),
    sort=lambda record: vietnamese.sort_key("", record.text("title")),
    sorted_by="title",
    code_field="code",
    states=STATES,
    derived=(
        Number(name="class_hours", label=N_("Hours in class, all modules")),
        Number(name="field_hours", label=N_("Hours of field study, all modules")),
        Number(name="total_hours", label=N_("Hours in all")),
    ),
    derive=derive,
    settle=settle,
    check=check,
)
