"""The people of a paper: their order, their count in words, and how each is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Literal
from unicodedata import normalize

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.vietnamese import number_words, sort_key, title_initial
from hnabroad_desktop.documents.facts import Category, Person
from hnabroad_desktop.documents.profiles import Profile

_GROUPS: tuple[tuple[Category, str], ...] = (
    ("cadre", "cán bộ"),
    ("civil_servant", "công chức"),
    ("public_employee", "viên chức"),
    ("contract_worker", "người lao động"),
)
_ROLES = {"head": 0, "deputy": 1, "member": 2, "secretary": 3}
#: Bodies whose name a post carries shortened, as officials write it.
_SHORTENED = {"UBND": "ủy ban nhân dân", "HĐND": "hội đồng nhân dân"}
#: Last words of posts that head the unit itself: "Phó Giám đốc Bệnh viện …", without a comma.
_OF_THE_UNIT = frozenset({"đốc", "trưởng"})
ROLE_WORDS = {"head": "Trưởng đoàn", "deputy": "Phó Trưởng đoàn", "member": "", "secretary": "Thư ký Đoàn"}


def arrange(people: Iterable[Person], by: Literal["post", "alphabet"] = "post") -> tuple[Person, ...]:
    """Return the people in the order of a list (wording.md 11.2).

    Trưởng đoàn, Phó Trưởng đoàn, then by block, organ and post, Thư ký Đoàn
    last. Those of equal rank keep the order they came in.
    """
    if by == "alphabet":
        return tuple(sorted(people, key=lambda p: (_ROLES[p.role], sort_key(p.full_name, p.given_name))))
    return tuple(sorted(people, key=_place))


def place_person(people: Sequence[Person], newcomer: Person) -> tuple[Person, ...]:
    """Return the list with ``newcomer`` where the post belongs in the order the officer gave the others.

    Lists go by organ and then post (wording.md 11.2), or by post and then organ
    (6.2): the one the others stand in counts. Where they stand in neither, the
    place is taken that leaves the fewest people on the wrong side.
    """
    key = min((_place, _by_post), key=lambda order: _steps_back(people, order))
    own = key(newcomer)
    misplaced = sum(key(person) < own for person in people)
    best, fewest = 0, misplaced
    for index, person in enumerate(people, start=1):
        misplaced += (key(person) > own) - (key(person) < own)
        if misplaced <= fewest:
            best, fewest = index, misplaced
    return (*people[:best], newcomer, *people[best:])


def _steps_back(people: Sequence[Person], order: Callable[[Person], tuple[int, ...]]) -> int:
    return sum(order(after) < order(before) for before, after in pairwise(people))


def _by_post(person: Person) -> tuple[int, int, int, int]:
    return (_ROLES[person.role], person.post_rank, person.block_rank, person.organ_rank)


def _place(person: Person) -> tuple[int, int, int, int]:
    return (_ROLES[person.role], person.block_rank, person.organ_rank, person.post_rank)


def groups(people: Iterable[Person]) -> str:
    """Return the groups present, always in one order: "cán bộ, công chức, viên chức"."""
    present = {person.category for person in people}
    return ", ".join(words for category, words in _GROUPS if category in present)


def figure(count: int, profile: Profile) -> str:
    """Return a count in at least two digits: "05"."""
    return f"{count:0{int(profile.number('count.pad'))}d}"


def count_words(count: int) -> str:
    """Return a count in words: "hai mươi ba"."""
    return number_words(count)


def post_and_unit(person: Person) -> str:
    """Return "Phó Trưởng phòng Đào tạo, Sở Nội vụ", or the one part that is known.

    Where the post ends with the words the unit begins with, in full or
    shortened, they stand once: "Bí thư Đảng ủy" of "Đảng ủy phường Cửa Nam" is
    "Bí thư Đảng ủy phường Cửa Nam", "Chủ tịch UBND" of "Ủy ban nhân dân
    phường Cửa Nam" is "Chủ tịch UBND phường Cửa Nam".
    """
    post, unit = (normalize("NFC", text).split() for text in (title_initial(person.post), person.unit))
    for shared in range(min(len(post), len(unit)), 0, -1):
        if _lower(post[-shared:]) == _lower(unit[:shared]):
            return " ".join(post + unit[shared:])
    if post and unit and post[-1] in _OF_THE_UNIT:
        return " ".join(post + unit)
    for short, full in _SHORTENED.items():
        words = full.split()
        if post[-1:] == [short] and _lower(unit[: len(words)]) == words:
            return " ".join(post + unit[len(words) :])
    return ", ".join(" ".join(part) for part in (post, unit) if part)


def _lower(words: Sequence[str]) -> list[str]:
    return [word.lower() for word in words]


def rank_with_code(person: Person) -> str:
    """Return "Chuyên viên chính (01.002)", or the one part that is known."""
    code = f"({person.rank_code})" if person.rank_code and person.rank else person.rank_code
    return " ".join(part for part in (person.rank, code) if part)


def role_and_note(person: Person) -> str:
    """Return the role in the delegation with the remark, for a list with one column for both."""
    return "; ".join(part for part in (ROLE_WORDS[person.role], person.note) if part)


def birth_cell(person: Person, *, year_only: bool = False) -> str:
    """Return the birth date as a list shows it: as much as is known, or the year."""
    return person.birth[:4] if year_only else dates.show(person.birth) if person.birth else ""


def address(person: Person, profile: Profile) -> str:
    """Return how one person is addressed in a text: "ông (bà)", "đồng chí"."""
    if profile.flag("people.address_by_sex") and person.sex:
        return {"male": "ông", "female": "bà"}[person.sex]
    return profile.text("people.address")
