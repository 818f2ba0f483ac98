"""The form of a cadre, second half: merit, the tables of the form, and what sending abroad needs."""

from __future__ import annotations

from hnabroad_desktop.base.fields import (
    Attachment,
    Choice,
    Date,
    Reference,
    Text,
    YesNo,
)
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records import cadre_tables as tables
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.schema import Section

RETIREMENT_CHANGES = (
    ("extended", N_("Extended")),
    ("early", N_("Before the age")),
)

MERIT = Section(
    name="merit",
    title=N_("Commendation, discipline, health"),
    short=N_("Commendation, discipline"),
    fields=(
        tables.COMMENDATION,
        tables.DISCIPLINE,
        YesNo(
            name="under_consideration",
            label=N_("Under consideration of discipline"),
            help=N_("Yes while a body considers discipline; such a person is not nominated."),
            item="23",
            needed="N",
        ),
        YesNo(
            name="exit_ban",
            label=N_("May not leave the country yet"),
            help=N_("Yes where the law suspends the exit of this person."),
            item="23",
        ),
        Date(
            name="health_check_date",
            label=N_("Health certificate, date of issue"),
            help=N_("The day on the certificate."),
            item="24",
            needed="NP",
            group="health_check",
        ),
        Text(
            name="health_check_result",
            label=N_("Conclusion of the health certificate"),
            help=N_("As the doctor concluded, for example Đủ sức khỏe công tác, loại II."),
            item="24",
            needed="NP",
            group="health_check",
        ),
        Text(
            name="citizen_id",
            label=N_("Personal identification number (CCCD)"),
            column=N_("CCCD number"),
            item="25",
            needed="NP",
            group="citizen_id",
            width=14,
            help=N_("Twelve digits, zeros at the front included."),
        ),
        Date(
            name="citizen_id_date",
            label=N_("CCCD, date of issue"),
            help=N_("The day of issue on the card."),
            item="25",
            needed="NP",
            group="citizen_id",
        ),
        Text(
            name="citizen_id_place",
            label=N_("CCCD, issued by"),
            help=N_("For example Bộ Công an."),
            item="25",
            needed="NP",
            group="citizen_id",
        ),
    ),
)

FORM_TABLES = Section(
    name="form_tables",
    title=N_("Tables of the form"),
    fields=(
        tables.STUDY_RECORD,
        tables.CAREER_RECORD,
        YesNo(
            name="relatives_abroad_declared",
            label=N_("Relations with foreign countries declared"),
            item="29",
            needed="N",
            group="relatives_abroad",
            help=N_("Only that it was declared; the paper stays in the dossier."),
        ),
        Date(
            name="relatives_abroad_date",
            label=N_("Date of the declaration"),
            help=N_("The day on the declaration in the dossier."),
            item="29",
            group="relatives_abroad",
        ),
    ),
)

ABROAD = Section(
    name="abroad",
    title=N_("For being sent abroad"),
    short=N_("Being sent abroad"),
    fields=(
        tables.RATING,
        tables.PLANNING,
        tables.LANGUAGE_CERTIFICATE,
        tables.INITIATIVE,
        tables.TRAINING_ABROAD,
        tables.PASSPORT,
        Text(
            name="passport_name",
            label=N_("Name in the passport"),
            help=N_("Exactly as in the passport, for example NGUYEN VAN AN."),
            needed="PF",
            width=30,
            hint=N_("capitals without marks, exactly as in the passport"),
        ),
        tables.VISA,
        Date(
            name="end_of_leadership",
            label=N_("Expected end of the leading post"),
            help=N_("The day the present term or appointment ends."),
            needed="N",
        ),
        Choice(
            name="retirement_change",
            label=N_("Retirement by decision"),
            help=N_("Only where a decision sets another day than the age does."),
            options=RETIREMENT_CHANGES,
            group="retirement_change",
        ),
        Date(
            name="retirement_change_date",
            label=N_("Retires by decision on"),
            help=N_("The day in the decision; it replaces the day worked out from the age."),
            group="retirement_change",
        ),
        Text(
            name="retirement_change_document",
            label=N_("Decision on retirement"),
            help=N_("Number and date, for example 45-QĐ/TU, 10/3/2026."),
            group="retirement_change",
        ),
        Text(
            name="emergency_contact",
            label=N_("Emergency contact"),
            help=N_("Name and relation, for example Trần Thị Hòa (vợ)."),
            needed="F",
            group="emergency",
        ),
        Text(
            name="emergency_phone",
            label=N_("Phone in an emergency"),
            help=N_("A number that is answered at any hour."),
            needed="F",
            group="emergency",
            width=14,
        ),
        Text(
            name="diet",
            label=N_("Diet"),
            help=N_("Only what the host must know, for example ăn chay."),
            needed="F",
        ),
        Text(
            name="other_needs",
            label=N_("Other needs"),
            help=N_("What the host should prepare, if anything."),
            needed="F",
        ),
    ),
)

FILES = Section(
    name="files",
    title=N_("Attachments"),
    short=N_("Files"),
    fields=(
        Attachment(
            name="photo",
            label=N_("Photo 4 x 6"),
            help=N_("A photo 4 x 6 taken within six months, JPG or PNG."),
            types=("jpg", "png"),
            shape=(40, 60),
        ),
        parts.attachments(),
        Text(
            name="note", label=N_("Note"), help=N_("What belongs nowhere else; it is not printed."), lines=3
        ),
    ),
)

IDENTITY = Section(
    name="identity",
    title=N_("Records of one person"),
    fields=(
        Reference(
            name="same_as",
            label=N_("The same person as"),
            kinds=("cadre",),
            help=N_("Set when two records of one person were merged: this one stands back for the other."),
        ),
        tables.NOT_SAME_PERSON,
    ),
)
