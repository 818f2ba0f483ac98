"""Cadres: the form in the order of the paper 2C/TCTW-98, and what is needed for which purpose."""

from __future__ import annotations

from functools import cache

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import (
    Attachment,
    Choice,
    Date,
    Field,
    Number,
    PartialDate,
    Reference,
    Text,
    YesNo,
)
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records import cadre_history, cadre_rules, parts
from hnabroad_desktop.records import cadre_tables as tables
from hnabroad_desktop.records.schema import Gaps, Record, RecordType, Section

CATEGORIES = (
    ("cadre", N_("Elected or appointed cadre")),
    ("civil_servant", N_("Civil servant")),
    ("public_employee", N_("Public employee")),
    ("contract_worker", N_("Contract worker")),
)

#: Entering people quickly from a list: twelve fields, Enter to Enter (wording.md 5.1).
QUICK_ENTRY = (
    "full_name",
    "sex",
    "birth_date",
    "ethnicity",
    "home_place",
    "post",
    "unit",
    "party_join_date",
    "party_official_date",
    "education",
    "political_theory",
    "language_certificate",
)

SEXES = (("male", N_("Male")), ("female", N_("Female")))

STATUSES = (
    ("working", N_("Working")),
    ("seconded", N_("Seconded")),
    ("transferred", N_("Transferred")),
    ("retired", N_("Retired")),
    ("resigned", N_("Resigned")),
    ("deceased", N_("Deceased")),
)

RETIREMENT_CHANGES = (
    ("extended", N_("Extended")),
    ("early", N_("Before the age")),
)

GENERAL = Section(
    name="general",
    title=N_("General information"),
    fields=(
        Reference(
            name="unit",
            label=N_("Employing unit"),
            column=N_("Unit"),
            kinds=("unit",),
            item=N_("head"),
            needed="SND",
            group="post",
            help=N_("An organ, not a territory: Đảng ủy, UBND or a division of a ward or commune."),
        ),
        Text(
            name="staff_number",
            label=N_("Staff number"),
            help=N_("As on the card or in the staff list, for example HN00130."),
            item=N_("head"),
            width=14,
        ),
        Choice(
            name="category",
            label=N_("Category"),
            help=N_("By the post held now, under the law on cadres, civil servants and public employees."),
            options=CATEGORIES,
            item=N_("head"),
            needed="ND",
        ),
        Choice(
            name="management_level",
            label=N_("Level of management"),
            catalogue="management_level",
            width=44,
            item=N_("head"),
            needed="ND",
            help=N_("Selects who approves and who signs; of several posts the highest decides."),
        ),
        Text(
            name="full_name",
            label=N_("Full name at birth"),
            column=N_("Full name"),
            item="1",
            needed="SNDPF",
            group="name",
            width=30,
            help=N_("As on the birth certificate; kept as typed."),
        ),
        Choice(
            name="sex",
            label=N_("Sex"),
            help=N_("As on the birth certificate."),
            options=SEXES,
            item="1",
            needed="NDPF",
            width=6,
        ),
        Text(
            name="family_and_middle_name",
            label=N_("Family and middle names"),
            item="1",
            group="name",
            width=20,
            under="full_name",
            help=N_("Proposed from the full name; change it where the name is divided otherwise."),
        ),
        Text(
            name="given_name",
            label=N_("Given name"),
            item="1",
            group="name",
            width=12,
            under="full_name",
            help=N_("Lists are ordered by it; two syllables where the person writes the name so."),
        ),
        Text(
            name="other_name",
            label=N_("Other name"),
            help=N_("Names used otherwise, if any; for example an alias in the service."),
            item="2",
            width=24,
        ),
        Text(
            name="party_committee",
            label=N_("Present Party committee"),
            help=N_("Committee and term, for example Thành ủy viên khóa XVIII."),
            item="3",
        ),
        Text(
            name="party_committee_concurrent",
            label=N_("Concurrent Party committee"),
            help=N_("A second committee held at the same time, if any."),
            item="3",
        ),
        Choice(
            name="post",
            label=N_("Present post"),
            column=N_("Post held"),
            catalogue="post",
            free=True,
            item="3",
            needed="NDPF",
            group="post",
            width=30,
            help=N_("The newest line of the career (item 27); a change here adds a line there."),
        ),
        PartialDate(
            name="appointment_date",
            label=N_("Date of appointment"),
            item="3",
            group="post",
            help=N_("For elected posts the day of election and approval."),
        ),
        Text(
            name="appointment_decision",
            label=N_("Number of the appointment decision"),
            help=N_("Number and symbol only, for example 1234/QĐ-UBND."),
            item="3",
            group="post",
            width=18,
        ),
        PartialDate(
            name="reappointment_date",
            label=N_("Date of reappointment"),
            help=N_("The day of the newest reappointment; leave empty for elected posts."),
            item="3",
        ),
        Text(
            name="party_post",
            label=N_("Party post"),
            help=N_("For example Bí thư Chi bộ, Phó Bí thư Đảng ủy."),
            item="3",
        ),
        Text(
            name="concurrent_post",
            label=N_("Concurrent post"),
            help=N_("Other posts held at the same time, separated by semicolons."),
            item="3",
        ),
        PartialDate(
            name="birth_date",
            label=N_("Date of birth"),
            column=N_("Born"),
            item="4",
            needed="NDPF",
            help=N_("12/3/1985; if only part is known: 3/1985 or 1985."),
        ),
        Text(
            name="birth_place",
            label=N_("Place of birth"),
            item="5",
            needed="PF",
            help=N_("Newer forms: place of birth registration."),
        ),
        Text(
            name="home_place",
            label=N_("Home place"),
            item="6",
            needed="N",
            help=N_("As on the person's papers; old place names are allowed."),
        ),
        Text(
            name="residence",
            label=N_("Present residence"),
            help=N_("House, street, ward or commune, city as they are called now."),
            item="7",
            needed="F",
        ),
        Text(
            name="phone",
            label=N_("Phone"),
            help=N_("A mobile number at which the person is reached, for example 0912 345 678."),
            item="7",
            needed="F",
            width=14,
        ),
        Choice(
            name="ethnicity",
            label=N_("Ethnicity"),
            help=N_("Choose from the 54 ethnic groups, for example Kinh, Tày."),
            catalogue="ethnicity",
            free=True,
            item="8",
            needed="N",
            width=12,
        ),
        Choice(
            name="religion",
            label=N_("Religion"),
            help=N_("Choose Không where there is none."),
            catalogue="religion",
            free=True,
            item="9",
            needed="N",
            width=14,
        ),
        Choice(
            name="status",
            label=N_("Status"),
            help=N_("Only persons working or seconded can be nominated."),
            options=STATUSES,
            group="status",
        ),
        Date(
            name="status_date",
            label=N_("Status since"),
            help=N_("The day from which the status holds, as in the document."),
            group="status",
        ),
        Text(
            name="status_document",
            label=N_("Document of the status"),
            help=N_("Number, date and body, for example Quyết định số 12/QĐ-SNV ngày 02/01/2026."),
            group="status",
        ),
    ),
)

RECRUITMENT = Section(
    name="recruitment",
    title=N_("Recruitment, Party"),
    fields=(
        PartialDate(
            name="recruitment_date",
            label=N_("Date of recruitment"),
            help=N_("The day of the first recruitment into the service."),
            item="12",
            needed="N",
            group="recruitment",
        ),
        Text(
            name="recruiting_body",
            label=N_("Recruiting body"),
            help=N_("The body as it was called on that day."),
            item="12",
            needed="N",
            group="recruitment",
        ),
        PartialDate(
            name="current_unit_since",
            label=N_("In the present unit since"),
            help=N_("The day of joining the present body; a body that was only renamed goes on counting."),
            item="13",
        ),
        PartialDate(
            name="party_join_date",
            label=N_("Joined the Party"),
            help=N_("The day of admission as a probationary member."),
            item="14",
            needed="N",
            group="party",
        ),
        PartialDate(
            name="party_official_date",
            label=N_("Official Party member since"),
            help=N_("As a rule twelve months after admission."),
            item="14",
            needed="N",
            group="party",
        ),
        YesNo(
            name="not_party_member",
            label=N_("Not a Party member"),
            help=N_("Choose Yes so that the two dates above are not asked for."),
            item="14",
            group="party",
        ),
    ),
)

EDUCATION = Section(
    name="education",
    title=N_("Qualifications"),
    fields=(
        Choice(
            name="general_education",
            label=N_("General education"),
            help=N_("For example 12/12 or 10/10 of the former system."),
            catalogue="general_education",
            free=True,
            item="17",
            needed="NF",
            width=8,
        ),
        Choice(
            name="education",
            label=N_("Education"),
            help=N_("The highest degree recognised, for example Đại học, Thạc sĩ, Tiến sĩ."),
            catalogue="education",
            free=True,
            item="17",
            needed="NF",
        ),
        Text(
            name="degree",
            label=N_("Degree"),
            help=N_("Degree and subject in words as on the diploma."),
            item="17",
            needed="F",
            group="degree",
            hint=N_("for example Thạc sĩ Quản lý công"),
        ),
        Text(
            name="degree_subject",
            label=N_("Subject of the degree"),
            help=N_("As on the diploma, for example Quản lý công."),
            item="17",
            needed="F",
            group="degree",
        ),
        Number(
            name="degree_year",
            label=N_("Year of the degree"),
            help=N_("The year on the diploma."),
            item="17",
            least=1945,
            most=2100,
            group="degree",
            width=6,
        ),
        Choice(
            name="academic_title",
            label=N_("Academic title"),
            help=N_("Giáo sư or Phó Giáo sư, if conferred."),
            catalogue="academic_title",
            item="17",
        ),
        Choice(
            name="political_theory",
            label=N_("Political theory"),
            help=N_("The highest level with a diploma or certificate of equivalence."),
            column=N_("LLCT"),
            catalogue="political_theory",
            free=True,
            item="17",
            needed="N",
        ),
        Choice(
            name="state_management",
            label=N_("State management"),
            help=N_("By the certificate for the rank, for example ngạch chuyên viên chính."),
            column=N_("QLNN"),
            catalogue="state_management",
            free=True,
            item="17",
            needed="N",
        ),
        Text(
            name="computer_skill",
            label=N_("Computer skills"),
            help=N_("Certificate or level, for example Ứng dụng công nghệ thông tin cơ bản."),
            item="17",
        ),
    ),
)

WORK = Section(
    name="work",
    title=N_("Work, rank"),
    fields=(
        Text(
            name="main_work",
            label=N_("Main work"),
            help=N_("The field the person is in charge of, in one or two lines."),
            item="18",
            needed="NF",
            lines=2,
        ),
        Text(
            name="job_position",
            label=N_("Job position"),
            help=N_("As in the approved list of job positions."),
            item="18",
            needed="NF",
        ),
        Choice(
            name="rank",
            label=N_("Rank of civil servant"),
            help=N_("For civil servants, for example Chuyên viên chính; the code follows."),
            catalogue="rank",
            free=True,
            item="19",
            needed="DP",
            group="rank",
        ),
        Choice(
            name="professional_title",
            label=N_("Professional title (public employees)"),
            catalogue="professional_title",
            free=True,
            item="19",
            needed="DP",
            group="rank",
            help=N_("For public employees; civil servants have a rank instead."),
        ),
        Text(
            name="rank_code",
            label=N_("Code of the rank"),
            help=N_("For example 01.002 for Chuyên viên chính."),
            item="19",
            needed="DP",
            group="rank",
            width=10,
        ),
        Text(
            name="salary_step",
            label=N_("Salary step"),
            help=N_("Step over number of steps, for example 3/8."),
            item="19",
            group="salary",
            width=8,
        ),
        Number(
            name="coefficient",
            label=N_("Coefficient"),
            help=N_("With a comma, for example 4,98."),
            item="19",
            decimals=2,
            least=0,
            group="salary",
            width=6,
        ),
        PartialDate(
            name="rank_since",
            label=N_("Since month"),
            help=N_("The month from which step and coefficient hold, for example 1/2025."),
            item="19",
            group="salary",
        ),
        tables.RANK_RECORD,
        Text(
            name="strengths",
            label=N_("Strengths"),
            help=N_("What the person does best, for example urban planning, negotiation."),
            item="21",
            lines=2,
        ),
    ),
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

DERIVED = (
    Date(name="retirement_date", label=N_("Date of retirement")),
    Text(name="name_key", label=N_("Search form of the name")),
    Text(name="language", label=N_("Language of the best certificate")),
    Number(name="language_level", label=N_("Best level of language")),
    Date(name="language_expiry", label=N_("Best certificate expires")),
    Number(name="last_rating_year", label=N_("Year of the last rating")),
    Choice(name="last_rating", label=N_("Last rating"), catalogue="rating"),
    Text(name="planned_posts", label=N_("Planned posts")),
    Number(name="times_abroad", label=N_("Times trained abroad")),
    PartialDate(name="last_abroad", label=N_("Last trained abroad")),
    Date(name="passport_expiry", label=N_("Last passport expires")),
    Text(name="passport_numbers", label=N_("Passport numbers")),
    Date(name="discipline_end", label=N_("Discipline in force until")),
)

#: What the title, the order and the derived values are made from.
DERIVED_FROM = frozenset(
    {
        "full_name",
        "given_name",
        "sex",
        "birth_date",
        "retirement_change_date",
        "language_certificate",
        "rating",
        "planning",
        "training_abroad",
        "passport",
        "discipline",
    }
)


def _sort(record: Record) -> str:
    return vietnamese.sort_key(record.text("full_name"), record.text("given_name") or None)


def _asked(letter: str) -> tuple[Field, ...]:
    return tuple(field for section in _SECTIONS for field in section.fields if letter in field.needed)


@cache
def needed(letter: str) -> tuple[Field, ...]:
    """Return the fields and tables needed for a purpose."""
    return CADRE.needed(letter)


def missing(record: Record, letter: str) -> tuple[Field, ...]:
    """Return what is still to be filled in for a purpose (N, D, P or F), in the order of the form."""
    still = {need.name for need in cadre_history.needs(needed(letter), letter) if need.is_open(record)}
    return tuple(field for field in needed(letter) if field.name in still)


_SECTIONS = (GENERAL, RECRUITMENT, EDUCATION, WORK, MERIT, FORM_TABLES, ABROAD, FILES, IDENTITY)

#: The purposes whose completeness a list can show and be sorted by.
PURPOSES = (
    ("N", "gaps_n", N_("Missing to be nominated")),
    ("P", "gaps_p", N_("Missing for passport and visa")),
    ("F", "gaps_f", N_("Missing for a sponsor's form")),
)

CADRE = RecordType(
    code="cadre",
    lookups=(("name_key", "birth_date"), ("citizen_id",), ("unit",), ("post",)),
    label=N_("Cadre"),
    label_plural=N_("Cadres"),
    area="people",
    sections=_SECTIONS,
    title=lambda record: record.text("full_name"),
    subtitle=lambda record: record.text("post").lstrip("~"),
    columns=(
        "full_name",
        "birth_date",
        "post",
        "unit",
        "sex",
        "party_join_date",
        "education",
        "political_theory",
        "language_level",
        "last_rating",
        "times_abroad",
        "citizen_id",
        "status",
    ),
    search=(
        "full_name",
        "other_name",
        "passport_name",
        "citizen_id",
        "staff_number",
        "passport_numbers",
        "phone",
    ),
    found_by=("post", "unit"),
    sort=_sort,
    code_field="staff_number",
    derived=DERIVED,
    derive=cadre_history.derived,
    computed=tuple(
        Gaps(name=name, label=label, needs=cadre_history.needs(_asked(letter), letter))
        for letter, name, label in PURPOSES
    ),
    depends=DERIVED_FROM,
    absent=missing,
    settle=cadre_rules.settle,
    check=cadre_rules.check,
    scope="unit",
    empty_hint=N_("No cadre yet. Press Add a cadre or Import from Excel to begin."),
)
