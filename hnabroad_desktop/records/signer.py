"""Signers: who signs for which body, in which form, from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Number, Reference, Text, YesNo
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section

CAPACITIES = (
    ("direct", N_("Signs in person")),
    ("on_behalf", N_("On behalf of (TM., T/M)")),
    ("for_head", N_("For the head (KT., K/T)")),
    ("by_order", N_("By order (TL., T/L)")),
    ("by_authorisation", N_("By authorisation (TUQ.)")),
    ("acting", N_("Acting (Q.)")),
)

_FOR_ANOTHER = {"for_head", "by_order", "by_authorisation"}


def may_sign_on(signer: Record, day: dt.date) -> bool:
    """Say whether the signer is in office on ``day`` (features.md B7)."""
    return parts.valid_on(signer, day)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find forms of signing that do not exist (wording.md 7)."""
    yield from parts.validity_problems(record)
    capacity = record["capacity"]
    if capacity in _FOR_ANOTHER | {"on_behalf"} and not record["signs_for"]:
        yield Problem(
            "signs_for",
            _("Name for whom the paper is signed, for example CHỦ TỊCH."),
        )
    body = context.get("unit", record.text("body")) if record["body"] else None
    if body is None or body["block"] != "party":
        return
    if capacity == "by_authorisation":
        yield Problem("capacity", _("Party documents have no TUQ."))
    if capacity == "for_head" and body["kind"] == "party_committee":
        yield Problem(
            "capacity",
            _("A Party committee has no K/T; the deputy secretary signs T/M."),
        )


SIGNER = RecordType(
    code="signer",
    label=N_("Signer"),
    label_plural=N_("Signers"),
    area="settings",
    sections=(
        Section(
            name="signer",
            title=N_("Signer"),
            fields=(
                Text(name="full_name", label=N_("Full name"), needed="S", width=30),
                Reference(name="cadre", label=N_("Cadre's record"), kinds=("cadre",)),
                Reference(name="body", label=N_("Signs for the body"), kinds=("unit",), needed="S"),
                Text(
                    name="title",
                    label=N_("Title under the signature"),
                    needed="S",
                    group="form",
                    hint=N_("for example PHÓ CHỦ TỊCH"),
                ),
                Choice(
                    name="capacity",
                    label=N_("Form of signing"),
                    options=CAPACITIES,
                    needed="S",
                    group="form",
                ),
                Text(
                    name="signs_for",
                    label=N_("Signs for"),
                    group="form",
                    hint=N_("for example CHỦ TỊCH, BAN THƯỜNG VỤ"),
                ),
                YesNo(name="in_charge", label=N_("In charge, not head"), group="form"),
                Text(
                    name="authorisation",
                    label=N_("Authorisation in writing"),
                    lines=2,
                ),
                Number(name="order", label=N_("Order"), least=0, width=6),
            ),
        ),
        Section(name="validity", title=N_("In office"), fields=(*parts.validity(), parts.example())),
    ),
    title=lambda record: record.text("full_name"),
    subtitle=lambda record: record.text("title"),
    columns=("full_name", "title", "capacity", "signs_for", "body", "valid_from", "valid_to"),
    search=("full_name", "title"),
    sort=lambda record: vietnamese.sort_key(record.text("full_name")),
    sorted_by="full_name",
    check=check,
)
