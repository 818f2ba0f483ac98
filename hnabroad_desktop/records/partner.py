"""Foreign partners: localities, institutions and sponsors, with the people we deal with over the years."""

from __future__ import annotations

from collections.abc import Iterator

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Reference, Rows, Text, YesNo
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Context, Record, RecordType, Section

KINDS = (
    ("locality", N_("Locality")),
    ("institution", N_("Training institution abroad")),
    ("sponsor", N_("Sponsor")),
)

SIDES = (("ours", N_("Our side")), ("theirs", N_("Their side")))

CONTACTS = Rows(
    name="contacts",
    label=N_("Contacts"),
    help=N_("One line a person: name, post, phone, mail, from – to."),
    fields=(
        Choice(name="side", label=N_("Side"), options=SIDES),
        Text(name="name", label=N_("Name of the contact"), needed="S", width=24),
        Text(name="post", label=N_("Post of the contact")),
        Text(name="department", label=N_("Department of the contact")),
        Text(name="phone", label=N_("Phone"), width=16),
        Text(name="email", label=N_("E-mail"), width=24),
        Date(name="from_date", label=N_("From"), group="period"),
        Date(name="to_date", label=N_("To"), group="period"),
        Text(name="note", label=N_("Note")),
    ),
    order=("-from_date", "name"),
    row_label=N_("contact"),
)


def check(record: Record, context: Context) -> Iterator[Problem]:
    """Find a partner entered twice and contacts that end before they begin."""
    yield from parts.row_problems(record, CONTACTS)
    if record["name_vi"]:
        for twin in context.find("partner", name_vi=record["name_vi"], country=record["country"]):
            if twin.id != record.id:
                yield Problem(
                    "name_vi",
                    _("There is a partner of this name in this country already."),
                    "warning",
                )


PARTNER = RecordType(
    code="partner",
    label=N_("Foreign partner"),
    label_plural=N_("Foreign partners"),
    area="partners",
    sections=(
        Section(
            name="names",
            title=N_("Names"),
            fields=(
                Text(name="code", label=N_("Partner code"), width=12),
                Text(name="name_vi", label=N_("Vietnamese name"), needed="S", width=40),
                Text(name="name_en", label=N_("English name"), width=40),
                Text(name="name_native", label=N_("Name in the partner's language"), width=40),
                Choice(name="kind", label=N_("Kind of partner"), options=KINDS, needed="S"),
                Text(
                    name="level",
                    label=N_("Level of the partner"),
                    hint=N_("for example tỉnh kết nghĩa, thành phố"),
                ),
                Reference(name="country", label=N_("Country"), kinds=("country",), needed="S"),
                Text(name="city", label=N_("City abroad"), width=24),
                Reference(name="parent_partner", label=N_("Belongs to"), kinds=("partner",)),
                Text(name="address", label=N_("Address")),
                Text(name="website", label=N_("Website")),
                Text(name="strengths", label=N_("What the partner is good at"), lines=3),
                Text(name="note", label=N_("Note"), lines=3),
                YesNo(name="retired", label=N_("No longer used")),
            ),
        ),
        Section(name="contacts", title=N_("Contacts"), fields=(CONTACTS,)),
        Section(name="files", title=N_("Attachments"), fields=(parts.attachments(),)),
    ),
    title=lambda record: record.text("name_vi"),
    subtitle=lambda record: record.text("name_en"),
    columns=("name_vi", "name_en", "kind", "country", "city", "level"),
    search=("name_vi", "name_en", "name_native", "code", "city"),
    sort=lambda record: vietnamese.sort_key("", record.text("name_vi")),
    sorted_by="name_vi",
    code_field="code",
    check=check,
    empty_hint=N_("No partner yet. Press Add to begin."),
)
