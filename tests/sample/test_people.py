"""The people of the practice data are believable: employers, posts, ages, names, shares."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from hnabroad_desktop.actions.sample.seed import TODAY, resource
from hnabroad_desktop.base import citizen_id, dates, vietnamese
from hnabroad_desktop.records.cadre_history import derived, ratings
from hnabroad_desktop.records.parts import within
from hnabroad_desktop.records.unit import is_territory
from hnabroad_desktop.rules.retirement import retirement_date
from tests.sample.reading import City, age, main_lines

REFORM = "2025-07-01"


def test_there_are_1200_people_and_each_present_post_is_that_of_the_career(city: City) -> None:
    assert len(city.cadres) == 1_200
    for cadre in city.working:
        now = [row for row in main_lines(cadre) if not row["to_date"]]
        assert [(row["post"], row["unit"]) for row in now] == [(cadre["post"], cadre["unit"])]


def test_nobody_is_employed_by_a_territory(city: City) -> None:
    for cadre in city.cadres:
        for unit_id in (cadre["unit"], *(row["unit"] for row in cadre.table("career_record"))):
            assert unit_id is None or not is_territory(city.units[str(unit_id)])


def test_a_ward_before_and_after_the_reform_are_two_units(city: City) -> None:
    for name, kinds in (
        ("Phường Cửa Nam", {"ward"}),
        ("Huyện Sóc Sơn", {"rural_district"}),
        ("Xã Sóc Sơn", {"commune"}),
    ):
        found = [unit for unit in city.units.values() if unit["name"] == name]
        assert {unit["kind"] for unit in found} == kinds
        if name == "Phường Cửa Nam":
            assert sorted((u.text("valid_from"), u.text("valid_to")) for u in found) == [
                ("", "2025-06-30"),
                (REFORM, ""),
            ]


def test_every_ward_and_commune_has_people(city: City) -> None:
    assert len({city.territory(cadre["unit"]) for cadre in city.working} - {""}) == 126


def test_careers_lie_inside_the_life_of_the_units(city: City) -> None:
    for cadre in city.cadres:
        for row in cadre.table("career_record"):
            unit = city.units.get(str(row["unit"]))
            if unit is None:
                assert row["unit_text"]
                continue
            assert str(row["from_date"]) >= unit.text("valid_from")
            assert not unit["valid_to"] or str(row["to_date"] or "9999") <= unit.text("valid_to")


def test_careers_have_no_gap_and_no_overlap(city: City) -> None:
    for cadre in city.cadres:
        lines = main_lines(cadre)
        assert str(lines[0]["from_date"]) == cadre.text("recruitment_date")
        for earlier, later in pairwise(lines):
            next_day = dt.date.fromisoformat(str(earlier["to_date"])) + dt.timedelta(1)
            assert next_day.isoformat() == later["from_date"], cadre.text("full_name")


def test_people_of_dissolved_district_bodies_each_go_somewhere_by_name(city: City) -> None:
    went: dict[str, set[str]] = defaultdict(set)
    for cadre in city.cadres:
        lines = main_lines(cadre)
        for row, following in zip(lines, [*lines[1:], None], strict=True):
            unit = city.units.get(str(row["unit"]))
            if unit is None or unit["valid_to"] != "2025-06-30" or row["to_date"] != "2025-06-30":
                continue
            if following is None:
                assert cadre["status"] in {"retired", "transferred", "resigned"}
            else:
                assert following["from_date"] == REFORM
                went[unit.text("code")[:3]].add(str(following["unit"]))
    assert len(went) == 30
    assert all(len(units) > 1 for units in went.values()), "no body has a single successor"


def test_posts_fit_the_organs(city: City) -> None:
    organs = {
        value["code"]: str(value["organ_kinds"] or "").split()
        for value in city.file.find("catalogue_value", catalogue="post")
    }
    for cadre in city.cadres:
        for row in cadre.table("career_record"):
            unit = city.units.get(str(row["unit"]))
            if unit is not None and organs[row["post"]]:
                assert unit["kind"] in organs[row["post"]], (row["post"], unit["name"])


def test_a_department_has_no_chairman(city: City) -> None:
    for cadre in city.working:
        if city.units[cadre.text("unit")].text("name").startswith("Sở "):
            assert not re.search(r"Chủ tịch|Bí thư", cadre.text("post"))


def test_a_ward_has_one_secretary_one_chairman_and_two_or_three_deputies(city: City) -> None:
    seats = Counter((city.territory(c["unit"]), c["post"]) for c in city.working)
    wards = {place for place, _post in seats} - {""}
    assert {seats[ward, "Bí thư Đảng ủy"] for ward in wards} == {1}
    assert {seats[ward, "Chủ tịch UBND"] for ward in wards} == {1}
    assert {seats[ward, "Phó Chủ tịch UBND"] for ward in wards} == {2, 3}


@pytest.mark.parametrize(
    "day", ["2020-01-15", "2024-06-03", "2025-06-30", "2025-07-01", "2026-04-01", "2026-11-25"]
)
def test_a_single_seat_has_one_holder_on_any_day(city: City, day: str) -> None:
    single = re.compile(
        r"^(Bí thư|Phó Bí thư Thường trực|Phó Bí thư (Quận|Huyện|Thị) ủy|Chủ tịch|Giám đốc|Trưởng Ban)"
    )
    holders = Counter(
        (row["unit"], row["post"])
        for cadre in city.cadres
        for row in main_lines(cadre)
        if row["unit"] and single.match(str(row["post"]))
        if within(row.values, dt.date.fromisoformat(day), "from_date", "to_date")
    )
    assert [seat for seat, count in holders.items() if count > 1] == []


def test_everybody_in_a_party_post_is_a_party_member(city: City) -> None:
    for cadre in city.working:
        if city.units[cadre.text("unit")]["block"] == "party" or "Chủ tịch" in cadre.text("post"):
            assert cadre["party_join_date"]


def test_ages_and_ranks_go_together(city: City) -> None:
    for cadre in city.cadres:
        recruited = dt.date.fromisoformat(cadre.text("recruitment_date"))
        assert age(cadre, recruited) >= 22
        if cadre["rank"] == "01.001":
            assert age(cadre, TODAY) >= 42
            assert not city.territory(cadre["unit"])
        if cadre["rank"] == "01.002":
            assert age(cadre, TODAY) >= 32
        if cadre["status"] == "working" and cadre.text("post").startswith("Bí thư"):
            assert age(cadre, TODAY) >= 38


def test_whoever_works_has_not_reached_retirement(city: City) -> None:
    oldest = {"male": "1965-05", "female": "1969-11"}
    for cadre in city.working:
        assert cadre.text("birth_date")[:7] >= oldest[cadre.text("sex")][: len(cadre.text("birth_date"))]
        end = retirement_date(cadre["sex"], cadre.text("birth_date"))  # type: ignore[arg-type]
        assert end > TODAY
        assert cadre["retirement_date"] == end.isoformat()


def test_party_dates_are_in_order(city: City) -> None:
    for cadre in city.cadres:
        if not cadre["party_join_date"]:
            assert cadre["not_party_member"]
            continue
        joined = dt.date.fromisoformat(cadre.text("party_join_date"))
        assert cadre.text("recruitment_date") < joined.isoformat()
        assert age(cadre, joined) >= 18
        assert cadre["party_official_date"] == dates.add_months(joined, 12).isoformat()
        assert cadre.text("party_official_date") <= TODAY.isoformat()


def test_sex_name_and_number_agree_but_in_three_that_teach_the_warning(city: City) -> None:
    wrong = [
        c
        for c in city.cadres
        if citizen_id.warnings(c.text("citizen_id"), c.text("sex"), c.text("birth_date"))
    ]
    assert len(wrong) == 3
    for cadre in city.cadres:
        middle = cadre.text("family_and_middle_name").split()[1:]
        assert ("Thị" in middle) <= (cadre["sex"] == "female")
        assert bool({"Văn", "Hữu", "Đình"} & set(middle)) <= (cadre["sex"] == "male")
        assert cadre["passport_name"] == vietnamese.passport_name(cadre.text("full_name"))
    assert len({c["citizen_id"] for c in city.cadres}) == 1_200


def test_not_everybody_was_born_in_the_city(city: City) -> None:
    elsewhere = sum(not c.text("citizen_id").startswith("001") for c in city.cadres)
    assert 0.15 < elsewhere / 1_200 < 0.45


def test_names_are_as_hanoi_has_them_and_belong_to_nobody_known(city: City) -> None:
    names = [c.text("full_name") for c in city.cadres] + [s.text("full_name") for s in city.kinds["signer"]]
    assert not set(names) & set(resource("names")["avoid"])
    families = Counter(name.split()[0] for name in names)
    assert families.most_common(1)[0][0] == "Nguyễn"
    assert 0.30 < families["Nguyễn"] / len(names) < 0.45
    assert max(Counter(c.text("full_name") for c in city.cadres).values()) <= 2


def test_shares_are_believable(city: City) -> None:
    women = sum(c["sex"] == "female" for c in city.cadres) / 1_200
    assert 0.35 <= women <= 0.45
    last = Counter(ratings(c).get(2025) for c in city.working)
    assert 0.70 <= last["good"] / len(city.working) <= 0.82
    assert last["excellent"] <= last["good"] / 5
    level_4 = sum(int(c["language_level"] or 0) >= 4 for c in city.cadres) / 1_200  # type: ignore[call-overload]
    assert 0.28 <= level_4 <= 0.40
    limited = [r for c in city.cadres for r in c.table("language_certificate") if r["expiry_date"]]
    expired = [row for row in limited if str(row["expiry_date"]) < TODAY.isoformat()]
    assert len(expired) > 100
    assert len(expired) < len(limited)
    partial = sum(len(c.text("birth_date")) < 10 for c in city.cadres)
    assert 5 <= partial <= 40


def test_no_year_is_rated_before_it_ends(city: City) -> None:
    for cadre in city.cadres:
        assert max(ratings(cadre), default=0) <= 2025
        for row in cadre.table("rating"):
            assert str(row["document_date"])[:4] == str(row["year"])


def test_two_or_three_are_under_discipline_and_on_no_list(city: City) -> None:
    ends = {c.id: str(derived(c)["discipline_end"] or "") for c in city.cadres}
    disciplined = {each for each, end in ends.items() if end >= TODAY.isoformat()}
    assert len(disciplined) in {2, 3}
    now = disciplined | {c.id for c in city.cadres if c["under_consideration"]}
    on_lists = {str(row["cadre"]) for class_ in city.classes for row in class_.table("roster")}
    assert not now & on_lists


def test_planning_follows_the_terms_of_office(city: City) -> None:
    terms = Counter(row["term"] for c in city.cadres for row in c.table("planning"))
    assert set(terms) == {"2025-2030", "2026-2031"}
    for cadre in city.cadres:
        for row in cadre.table("planning"):
            party = str(row["post"]).startswith(("Bí thư", "Phó Bí thư", "Thành ủy"))
            assert row["term"] == ("2025-2030" if party else "2026-2031")
