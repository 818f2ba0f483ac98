"""What a document is made from: plain frozen values, free of records and of the data file.

Texts are Vietnamese as they shall stand on paper. Days are ISO text; birth
dates may be partial ("1985-03", "1985"). Nothing here is looked up: whoever
makes the facts has already chosen what was true on the day of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sex = Literal["male", "female", ""]
Category = Literal["cadre", "civil_servant", "public_employee", "contract_worker"]
Role = Literal["head", "deputy", "member", "secretary"]
Capacity = Literal["direct", "on_behalf", "deputy", "by_order", "by_authority", "acting"]
Organ = Literal["ubnd", "so", "so_by_authority", "ban_thuong_vu", "ban_to_chuc"]
AnnexShape = Literal["phu_luc", "danh_sach", ""]


@dataclass(frozen=True)
class Person:
    """One person of a roster, with post and unit as on the date of the document.

    ``unit`` is the organ; a division stands in ``post`` or before the organ
    ("Phó Trưởng phòng Tổ chức cán bộ" · "Sở Nội vụ"). The three ranks order
    people: smaller numbers stand first. Everything from ``ethnicity`` on is
    for the danh sách trích ngang only and never reaches a decision or its list.
    """

    full_name: str
    sex: Sex = ""
    birth: str = ""
    post: str = ""
    unit: str = ""
    rank: str = ""
    rank_code: str = ""
    category: Category = "civil_servant"
    role: Role = "member"
    note: str = ""
    given_name: str | None = None
    block_rank: int = 0
    organ_rank: int = 0
    post_rank: int = 0
    ethnicity: str = ""
    home_place: str = ""
    party_join_date: str = ""
    party_official_date: str = ""
    education: str = ""
    political_theory: str = ""
    state_management: str = ""
    languages: str = ""
    planning: str = ""
    ratings: tuple[tuple[int, str], ...] = ()
    remaining_service: str = ""
    trips_abroad: str = ""


@dataclass(frozen=True)
class Leg:
    """One stay of a journey; days are ISO text and may be left out."""

    country: str
    city: str = ""
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True)
class MoneySource:
    """Who pays, in the words of the clause, and how much in đồng where it is said."""

    source: str
    amount: int | None = None


@dataclass(frozen=True)
class Paper:
    """A paper that is cited: "Tờ trình số 125/TTr-SNV ngày … của … về …".

    ``kind`` is the first word of the citation, for a law its whole name; an
    empty part is left out.
    """

    kind: str
    number: str = ""
    day: str = ""
    issuer: str = ""
    about: str = ""


@dataclass(frozen=True)
class LegalAct:
    """A paper of the register of acts: when it is in force and for whom.

    ``topic`` is what a template asks for. Empty ``categories`` means everybody.
    ``certain`` is false for what the unit has still to confirm ("ví dụ").
    """

    topic: str
    paper: Paper
    valid_from: str
    valid_to: str = ""
    categories: tuple[Category, ...] = ()
    certain: bool = True
    source: str = ""


@dataclass(frozen=True)
class Signer:
    """Who signs, and as what.

    ``title`` is the signer's own title in capitals ("PHÓ CHỦ TỊCH").
    ``principal`` is whom the capacity names: the head for KT., TL., TUQ., the
    collective for TM.; ``head`` is the head that stands between a State
    collective and its deputy (TM. … / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH).
    """

    name: str
    title: str
    capacity: Capacity = "direct"
    principal: str = ""
    head: str = ""


@dataclass(frozen=True)
class Issuer:
    """The letterhead where it differs from the one of the wording."""

    superior: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    symbol: str = ""
    place: str = ""


@dataclass(frozen=True)
class Marks:
    """What stands on a paper beside its text.

    ``draft`` prints the draft mark until there is a number; ``draft_number``
    counts the drafts. ``footer`` is a small line at the foot of every page.
    """

    practice: bool = False
    draft: bool = False
    draft_number: int | None = None
    secrecy: Literal["", "mat", "toi_mat", "tuyet_mat"] = ""
    urgency: Literal["", "khan", "thuong_khan", "hoa_toc"] = ""
    circulation: str = ""
    drafter: str = ""
    copies: int | None = None
    footer: str = ""


@dataclass(frozen=True)
class DecisionFacts:
    """Everything a decision to send people abroad says.

    ``as_of`` is the day that chooses the bases while there is no ``day``.
    ``extra`` fills further merge fields of the wording by their names;
    ``omit`` names lines of the wording that the clerk leaves out;
    ``policy_required`` asks for the paper of the policy-giving level where the people's
    level of management needs it; ``acts`` is the register of acts, None for
    the one that ships; ``bases`` replaces all bases where the clerk wrote them himself.

    An amending decision has the decision it ``amends``, who is ``removed`` (the
    reason in ``note``) and who is ``added``; ``people`` are then those who go
    after it, and ``with_list`` says whether the first decision had a list.
    """

    organ: Organ
    as_of: str
    class_name: str
    people: tuple[Person, ...]
    number: int | None = None
    day: str = ""
    content: str = ""
    host: str = ""
    legs: tuple[Leg, ...] = ()
    days: int | None = None
    departs: str = ""
    returns: str = ""
    travel_included: bool | None = None
    money: tuple[MoneySource, ...] = ()
    estimate: Paper | None = None
    lead_body: str = ""
    proposal: Paper | None = None
    policy_paper: Paper | None = None
    policy_required: bool = False
    plan: Paper | None = None
    delegation_apart: bool = False
    report_days_person: int | None = None
    report_days_delegation: int | None = None
    acts: tuple[LegalAct, ...] | None = None
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    drafting_unit: str = ""
    signer: Signer | None = None
    issuer: Issuer | None = None
    marks: Marks = Marks()
    with_list: bool | None = None
    annex_shape: AnnexShape = ""
    annex_rank_column: bool = False
    annex_landscape: bool = False
    birth_year_only: bool | None = None
    extra: tuple[tuple[str, str], ...] = ()
    omit: tuple[str, ...] = ()
    amends: Paper | None = None
    removed: tuple[Person, ...] = ()
    added: tuple[Person, ...] = ()

    @property
    def valid_day(self) -> str:
        """The day on which bases, profile and wording are judged."""
        return self.day or self.as_of


@dataclass(frozen=True)
class ProfileListFacts:
    """A danh sách trích ngang: the people, the submission it goes with, and who made it.

    ``columns`` "A" is the usual set, "B" the one for appraisal. Without a
    ``signer`` the wording's own lines stand over an empty place for the name.
    """

    as_of: str
    class_name: str
    people: tuple[Person, ...]
    legs: tuple[Leg, ...] = ()
    columns: Literal["A", "B"] = "A"
    submission: Paper | None = None
    place: str = "Hà Nội"
    day: str = ""
    preparer: str = ""
    signer: Signer | None = None
    marks: Marks = Marks()
