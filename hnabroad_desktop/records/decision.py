"""Outgoing documents: decisions with their course from draft to issue, and what happens to them later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Attachment, Choice, Date, Number, Reference, Rows, Text
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.class_rules import listed
from hnabroad_desktop.records.class_tables import ROLES
from hnabroad_desktop.records.incoming_document import SECRECY, URGENCY
from hnabroad_desktop.records.legal_act import PROFILES
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section, State
from hnabroad_desktop.records.signer import may_sign_on

STATES = (
    State(code="draft", label=N_("Draft"), then=("submitted",)),
    State(code="submitted", label=N_("Submitted for signing"), then=("signed", "draft")),
    State(code="signed", label=N_("Signed, waiting for its number"), then=("issued", "submitted", "draft")),
    State(
        code="issued",
        label=N_("Issued"),
        then=("amended", "superseded", "annulled", "withdrawn"),
        by=N_("Issue"),
    ),
    State(code="amended", label=N_("Issued, amended later"), then=("superseded", "annulled", "withdrawn")),
    State(code="superseded", label=N_("Superseded"), then=()),
    State(code="annulled", label=N_("Annulled"), then=()),
    State(code="withdrawn", label=N_("Withdrawn"), then=()),
)

ISSUED = parts.ISSUED

DOCUMENT_KINDS = (
    ("sending", N_("Sending to a course")),
    ("delegation", N_("Setting up a delegation")),
    ("plan_approval", N_("Approving a plan")),
    ("estimate_approval", N_("Approving an estimate")),
    ("amend_roster", N_("Amending a decision")),
    ("change_member", N_("Changing members of a delegation")),
    ("annul", N_("Annulling a decision")),
    ("profile_list", N_("Profile list")),
)

AMENDMENT = parts.AMENDMENT
#: A paper in force: it can be amended, and voiding its number annuls it.
IN_FORCE = frozenset({"issued", "amended"})

RELATIONS = (
    ("amends", N_("Amends")),
    ("amended_by", N_("Amended by")),
    ("replaces", N_("Replaces")),
    ("annuls", N_("Annuls")),
    ("withdraws", N_("Withdraws")),
    ("cites", N_("Cites")),
)

CHANGES = Rows(
    name="changes",
    label=N_("Changes of the list"),
    fields=(
        Reference(name="removed", label=N_("Taken off"), kinds=("cadre",), group="change"),
        Reference(name="added", label=N_("Added"), kinds=("cadre",), group="change"),
        Choice(name="role", label=N_("Task in the delegation"), options=ROLES),
        Text(name="reason", label=N_("Reason")),
    ),
    row_label=N_("change"),
)

RELATED = Rows(
    name="relations",
    label=N_("Related documents"),
    fields=(
        Choice(name="relation", label=N_("Relation"), options=RELATIONS, needed="S", group="relation"),
        Reference(
            name="document",
            label=N_("Document"),
            kinds=("decision", "incoming_document", "legal_act"),
            group="relation",
            needed="S",
        ),
        Text(name="note", label=N_("Note")),
    ),
    row_label=N_("relation"),
)

OWN_WORDS = Rows(
    name="own_words",
    label=N_("Own words of this document"),
    help=N_("Replaces or adds to the wording kept in the settings."),
    fields=(
        Text(name="part", label=N_("Part of the document"), needed="S", group="place"),
        Number(name="order", label=N_("Order"), least=0, width=4, group="place"),
        Text(name="text", label=N_("Text"), lines=4, longest=8000),
    ),
    order=("part", "order"),
    row_label=N_("text"),
)

STAGES = Rows(
    name="stages",
    label=N_("Course of the document"),
    fields=(
        Choice(name="stage", label=N_("Stage"), options=tuple((s.code, s.label) for s in STATES), needed="S"),
        Date(name="date", label=N_("Date of the stage"), needed="S"),
        Text(name="reason", label=N_("Reason")),
    ),
    order=("date",),
    row_label=N_("stage"),
)

#: What may still be entered on an issued document; everything else is the paper that was signed.
AFTER_ISSUE = frozenset({"state", "signed_copy", "note", "handed_out"})


def settle(before: Record | None, record: Record) -> Record:
    """Begin as a draft."""
    return parts.first_state(STATES, record)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find illegal moves, changes of issued papers, signers out of office, and numbers on drafts."""
    yield from parts.move_problems(STATES, record, context)
    before = parts.stored_before(record, context)
    if before is not None and before["state"] in ISSUED:
        yield from _frozen_problems(before, record)
        return
    yield from _signer_problems(record, context)
    yield from _submission_problems(record, context)
    if record["state"] in ISSUED:
        yield from _issue_problems(record, context)
    elif record["number"] is not None:
        yield Problem("number", _("A draft has no number; it gets one when it is issued."))


def _frozen_problems(before: Record, record: Record) -> Iterator[Problem]:
    names = {*before.values, *record.values} - AFTER_ISSUE
    tables = {*before.rows, *record.rows} - {"stages", "relations"}
    changed = sorted(name for name in names if before[name] != record[name])
    changed += sorted(name for name in tables if _contents(before, name) != _contents(record, name))
    if changed:
        yield Problem(
            changed[0],
            _(
                "The decision is issued and cannot be changed. To replace a person, draw up "
                "an amending decision."
            ),
        )


def _contents(record: Record, table: str) -> list[dict[str, object]]:
    return [
        {name: value for name, value in row.values.items() if value is not None}
        for row in record.table(table)
    ]


def _signer_problems(record: Record, context: Context) -> Iterator[Problem]:
    signer = context.get("signer", record.text("signer")) if record["signer"] else None
    if signer is None or not record["date"]:
        return
    day = dt.date.fromisoformat(record.text("date"))
    if may_sign_on(signer, day):
        return
    shown = dates.show(record.text("date"))
    name = signer.text("full_name")
    if signer["valid_from"] and signer.text("valid_from") > record.text("date"):
        message = _(
            "{name} holds the post from {since}; the document is dated {day}. Choose another signer."
        ).format(name=name, since=dates.show(signer.text("valid_from")), day=shown)
    else:
        message = _(
            "{name} left the post on {until}; the document is dated {day}. Choose another signer."
        ).format(name=name, until=dates.show(signer.text("valid_to")), day=shown)
    yield Problem("signer", message)


def _submission_problems(record: Record, context: Context) -> Iterator[Problem]:
    if not record["date"]:
        return
    for name in ("submission", "policy_document"):
        paper = context.get("incoming_document", record.text(name)) if record[name] else None
        if paper is not None and paper["date"] and paper.text("date") > record.text("date"):
            yield Problem(name, _("The document cited is later than this document."), "warning")


def _issue_problems(record: Record, context: Context) -> Iterator[Problem]:
    for name in ("number", "date", "signer", "summary"):
        if record[name] is None:
            yield Problem(
                name, _("“{label}” is needed for issuing.").format(label=_(DECISION.by_name[name].label))
            )
    class_ = context.get("class", record.text("class")) if record["class"] else None
    names_people = record["document_kind"] in {"sending", AMENDMENT}
    over = over_quota(record, class_) if class_ is not None and names_people else None
    if over is not None:
        people, places = over
        yield Problem(
            "over_quota_document",
            _("{people} people for {places} places: enter the document that allows more.").format(
                people=people, places=places
            ),
        )


def over_quota(record: Record, class_: Record) -> tuple[int, int] | None:
    """Return people and places when the list is longer than allowed and no document allows it."""
    places, people = class_["places"], len(listed(class_))
    allowed = record["over_quota_document"] or class_["over_quota_document"]
    return (people, places) if isinstance(places, int) and people > places and not allowed else None


def joint(record: Record) -> str:
    """Return the sign between number and symbol: "-" in the Party's layout, "/" in the State's."""
    return "-" if record["profile"] == "party" else "/"


def shown_number(record: Record) -> str:
    """Return the number as it is written, "127/QĐ-UBND"; "" for a draft."""
    number = record["number"]
    return f"{number:02d}{joint(record)}{record.text('symbol')}" if isinstance(number, int) else ""


def _title(record: Record) -> str:
    return shown_number(record) or record.text("summary")


DECISION = RecordType(
    code="decision",
    lookups=(("class",),),
    label=N_("Outgoing document"),
    label_plural=N_("Outgoing documents"),
    area="documents",
    sections=(
        Section(
            name="document",
            title=N_("Document"),
            fields=(
                Text(name="code", label=N_("Document code"), width=14),
                Choice(
                    name="document_kind", label=N_("Kind of document"), options=DOCUMENT_KINDS, needed="S"
                ),
                Choice(name="profile", label=N_("Layout profile"), options=PROFILES, needed="S"),
                Reference(name="body", label=N_("Issuing body"), kinds=("unit",), needed="S"),
                Reference(name="class", label=N_("Class"), kinds=("class",)),
                Reference(name="plan", label=N_("Plan of a year"), kinds=("plan",)),
                Text(name="summary", label=N_("Summary"), lines=3, width=48),
                parts.state_field(STATES),
                Number(name="draft_number", label=N_("Draft number"), least=1, width=4),
                Choice(name="secrecy", label=N_("Secrecy"), options=SECRECY),
                Choice(name="urgency", label=N_("Urgency"), options=URGENCY),
            ),
        ),
        Section(
            name="number",
            title=N_("Number and signature"),
            fields=(
                Reference(name="register", label=N_("Register"), kinds=("register",), group="number"),
                Number(name="number", label=N_("Number"), least=1, width=6, group="number"),
                Text(name="symbol", label=N_("Symbol"), width=14, group="number"),
                Date(name="date", label=N_("Date of the document"), group="number"),
                Reference(name="signer", label=N_("Signer"), kinds=("signer",)),
                Text(name="place", label=N_("Place named"), width=12),
            ),
        ),
        Section(
            name="basis",
            title=N_("Bases and content"),
            fields=(
                Reference(name="submission", label=N_("Submission"), kinds=("incoming_document",)),
                Reference(
                    name="policy_document", label=N_("Opinion on policy"), kinds=("incoming_document",)
                ),
                Reference(name="amends", label=N_("Decision concerned"), kinds=("decision",)),
                CHANGES,
                Text(name="over_quota_document", label=N_("Document that allows more people")),
                OWN_WORDS,
                Text(name="recipients", label=N_("Further recipients"), lines=3),
            ),
        ),
        Section(
            name="after",
            title=N_("After issuing"),
            fields=(
                RELATED,
                Attachment(name="archive_copy", label=N_("Archive copy"), types=("pdf",), group="archive"),
                Text(name="archive_hash", label=N_("SHA-256 of the archive copy"), group="archive"),
                Attachment(name="archive_data", label=N_("Data used"), types=("json",), group="archive"),
                Attachment(name="signed_copy", label=N_("Signed copy"), types=("pdf", "jpg", "png")),
                Text(name="handed_out", label=N_("Sent to"), lines=2),
                STAGES,
                Text(name="note", label=N_("Note"), lines=2),
            ),
        ),
    ),
    title=_title,
    subtitle=lambda record: record.text("summary"),
    columns=("number", "symbol", "date", "document_kind", "summary", "body", "state", "class"),
    search=("summary", "symbol", "number", "code"),
    sort=lambda record: f"{record.text('date') or '9999'} {record.text('number'):>6}",
    code_field="code",
    states=STATES,
    settle=settle,
    check=check,
    empty_hint=N_("No document yet. Documents are drawn up from a class."),
)
