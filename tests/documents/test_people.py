"""Who stands where in a list, and that the count is one and the same everywhere."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hnabroad_desktop.base.vietnamese import number_words
from hnabroad_desktop.documents.blocks import Document, Table
from hnabroad_desktop.documents.facts import Person
from hnabroad_desktop.documents.people import (
    arrange,
    groups,
    place_person,
    post_and_unit,
)
from tests.documents import sample

ORDER = ("cán bộ", "công chức", "viên chức", "người lao động")

rosters = st.lists(
    st.builds(
        replace,
        st.sampled_from(sample.PEOPLE),
        category=st.sampled_from(["cadre", "civil_servant", "public_employee", "contract_worker"]),
        sex=st.sampled_from(["male", "female"]),
        role=st.just("member"),
    ),
    min_size=4,
    max_size=130,
).map(tuple)


def rows_of(document: Document) -> int:
    return sum(len(b.rows) for part in document.parts for b in part.blocks if isinstance(b, Table))


@settings(max_examples=60, deadline=None)
@given(rosters)
def test_state_count_in_figures_words_closing_line_and_rows_agree(people: tuple[Person, ...]) -> None:
    document = sample.decision(replace(sample.UBND, people=people))
    text = document.text()
    found = re.search(r"Cử (\d+) \(([^)]*)\) (.+?) có tên trong danh sách", text)
    assert found
    assert (int(found[1]), found[2]) == (len(people), number_words(len(people)))
    assert len(found[1]) >= 2
    assert f"Danh sách gồm {found[1]} người./." in text
    assert rows_of(document) == len(people)
    told = found[3].split(", ")
    assert told == [words for words in ORDER if words in told]
    assert f"Về việc cử {found[3]} tham gia" in text


@settings(max_examples=60, deadline=None)
@given(rosters)
def test_party_count_closing_line_and_rows_agree(people: tuple[Person, ...]) -> None:
    for facts in (sample.BAN_THUONG_VU, sample.BAN_TO_CHUC):
        document = sample.decision(replace(facts, people=people))
        found = re.findall(r"(\d+) đồng chí", document.text())
        assert {int(count) for count in found} == {len(people)}
        assert len(found) == 2
        assert rows_of(document) == len(people)


@settings(max_examples=40, deadline=None)
@given(rosters)
def test_profile_list_counts_people_and_women(people: tuple[Person, ...]) -> None:
    document = sample.profile_list(replace(sample.PROFILE_LIST, people=people))
    found = re.search(r"Danh sách gồm (\d+) người, trong đó nữ: (\d+) người", document.text())
    assert found
    assert int(found[1]) == rows_of(document) == len(people)
    assert int(found[2]) == sum(p.sex == "female" for p in people)


def test_groups_have_one_order_whatever_the_order_of_the_people() -> None:
    assert groups(reversed(sample.PEOPLE)) == "cán bộ, công chức, viên chức"


@settings(max_examples=60)
@given(st.permutations(sample.PEOPLE))
def test_head_first_deputy_next_secretary_last(people: list[Person]) -> None:
    for by in ("post", "alphabet"):
        arranged = arrange(people, by)  # type: ignore[arg-type]
        assert [arranged[0].role, arranged[1].role, arranged[-1].role] == ["head", "deputy", "secretary"]
        assert sorted(p.full_name for p in arranged) == sorted(p.full_name for p in people)
    assert arrange(people) == sample.PEOPLE


def test_equal_ranks_keep_the_order_of_the_officer() -> None:
    people = [Person(name) for name in ("Trần Văn Yên", "Lê Thị An", "Bùi Văn Chín")]
    assert [p.full_name for p in arrange(people)] == ["Trần Văn Yên", "Lê Thị An", "Bùi Văn Chín"]
    assert [p.full_name for p in arrange(people, "alphabet")] == ["Lê Thị An", "Bùi Văn Chín", "Trần Văn Yên"]


def test_a_replacement_takes_the_place_its_post_gives() -> None:
    leaving = sample.PEOPLE[5]
    newcomer = Person("Đoàn Thị Ngân", post="Chủ tịch", post_rank=12)
    staying = [p for p in sample.PEOPLE if p is not leaving]
    changed = place_person(staying, newcomer)
    assert changed.index(newcomer) == 12
    assert [p for p in changed if p is not newcomer] == staying
    last = place_person(sample.PEOPLE, Person("Đoàn Thị Ngân", role="secretary", post_rank=99))
    assert last[-1].full_name == "Đoàn Thị Ngân"


@pytest.mark.parametrize(
    ("post", "unit", "told"),
    [
        ("Bí thư Đảng ủy", "Đảng ủy phường Cửa Nam", "Bí thư Đảng ủy phường Cửa Nam"),
        ("phó Giám đốc", "Trung tâm Lưu trữ", "Phó Giám đốc Trung tâm Lưu trữ"),
        ("Phó Trưởng phòng Đào tạo", "Sở Nội vụ", "Phó Trưởng phòng Đào tạo, Sở Nội vụ"),
        ("", "Sở Nội vụ", "Sở Nội vụ"),
        ("Chuyên viên", "", "Chuyên viên"),
    ],
)
def test_post_and_unit(post: str, unit: str, told: str) -> None:
    assert post_and_unit(Person("A", post=post, unit=unit)) == told
