"""Plans, classes, agreements and the stories of the practice data agree with each other."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from hnabroad_desktop.actions import classes, home, plans
from hnabroad_desktop.actions.sample.seed import TODAY
from hnabroad_desktop.base import dates
from hnabroad_desktop.records.agreement import NEEDED_IN_FORCE, expiry_of, places_by_year
from hnabroad_desktop.records.cadre_history import ratings
from hnabroad_desktop.records.class_rules import listed, reserves
from hnabroad_desktop.rules.retirement import retirement_date
from tests.sample.reading import City

GONE = {"abroad", "returned", "reviewing", "closed"}


def _sum(rows: object, name: str) -> int:
    return sum(row[name] or 0 for row in rows)  # type: ignore[attr-defined]


def test_the_whole_has_the_size_it_promises(city: City) -> None:
    sizes = {kind: len(records) for kind, records in city.kinds.items()}
    assert sizes["partner"] == 12
    assert sizes["agreement"] == 10
    assert sizes["institution"] == 6
    assert sizes["class"] == 14
    assert sizes["offer"] >= 3
    states = {c["state"] for c in city.classes}
    assert {"planned", "selecting", "preparing", "abroad", "returned", "reviewing", "closed"} <= states
    assert {c["organiser"] for c in city.classes} == {"city", "central", "partner"}


# -- rosters and money (9.8) ---------------------------------------------------------------


def test_classes_have_15_to_25_people_and_7_to_14_days(city: City) -> None:
    for class_ in city.classes:
        people = listed(class_)
        if people:
            assert 15 <= len(people) <= 25
        if class_["departure_date"]:
            first, last = (dt.date.fromisoformat(class_.text(n)) for n in ("departure_date", "return_date"))
            assert class_["days"] == (last - first).days + 1
            assert 7 <= (last - first).days + 1 <= 14


def test_rosters_equal_the_places_used(city: City) -> None:
    for class_ in city.classes:
        people, ids = listed(class_), [str(row["cadre"]) for row in listed(class_)]
        assert len(set(ids)) == len(ids)
        if class_["state"] in GONE | {"preparing"} or class_["code"] == "LOP-2026-07":
            assert len(people) == class_["places"]
        allotted = _sum(class_.table("allocations"), "places")
        assert allotted in {0, class_["places"]}


def test_each_place_on_a_list_has_its_nomination(city: City) -> None:
    nominations = {n.id: n for n in city.kinds["nomination"]}
    for class_ in city.classes:
        for row in class_.table("roster"):
            nomination = nominations[str(row["nomination"])]
            assert nomination["cadre"] == row["cadre"]
            assert nomination["class"] == class_.id
            assert (nomination["state"] == "reserve") == (row["status"] == "reserve")
            assert (nomination["state"] == "withdrawn") == (row["status"] == "withdrawn")


def test_nobody_is_sent_twice_in_two_running_years(city: City) -> None:
    for cadre in city.cadres:
        years = sorted(int(str(row["from_date"])[:4]) for row in cadre.table("training_abroad"))
        assert all(later - earlier > 1 for earlier, later in pairwise(years))
    on_lists = Counter(str(row["cadre"]) for c in city.classes for row in listed(c))
    assert max(on_lists.values()) == 1
    for class_ in city.classes:
        for row in listed(class_):
            abroad = city.people[str(row["cadre"])].table("training_abroad")
            assert all(entry["class"] == class_.id for entry in abroad)


def test_who_went_has_it_in_the_record_and_nobody_else(city: City) -> None:
    went = {(c.id, str(r["cadre"])) for c in city.classes if c["state"] in GONE for r in listed(c)}
    recorded = {
        (str(row["class"]), cadre.id)
        for cadre in city.cadres
        for row in cadre.table("training_abroad")
        if row["class"]
    }
    assert went == recorded
    for decision in city.issued():
        class_ = next(c for c in city.classes if c.id == decision["class"])
        for cadre in city.listed(class_) if class_["state"] in GONE else ():
            entry = next(r for r in cadre.table("training_abroad") if r["class"] == class_.id)
            assert str(entry["decision_number"]).startswith(f"{decision['number']}")
            assert entry["decision_date"] == decision["date"]


def test_everybody_on_a_list_meets_the_conditions(city: City) -> None:
    for class_ in city.classes:
        if not class_["departure_date"]:
            continue
        departs = dt.date.fromisoformat(class_.text("departure_date"))
        for cadre in city.listed(class_):
            assert ratings(cadre)[min(departs, TODAY).year - 1] in {"good", "excellent"}
            end = retirement_date(cadre["sex"], cadre.text("birth_date"))  # type: ignore[arg-type]
            assert dates.add_months(departs, 18) <= end


def test_money_adds_up(city: City) -> None:
    lines = {line.id: line for line in city.kinds["plan_line"]}
    committed: dict[str, int] = defaultdict(int)
    for class_ in city.classes:
        for row in class_.table("money"):
            estimate = row["estimate"]
            assert isinstance(estimate, int)
            for name in ("contract", "advance", "settlement"):
                assert (row[name] or 0) <= estimate  # type: ignore[operator]
            if listed(class_) and row["per_person"]:
                assert row["per_person"] * class_["places"] == estimate  # type: ignore[operator]
        committed[class_.text("plan_line")] += _sum(class_.table("money"), "estimate")
        if class_["contract_value"]:
            assert class_["contract_value"] == _sum(class_.table("money"), "contract")
    for line in lines.values():
        assert line["total"] in {None, _sum(line.table("money"), "amount")}
        assert committed[line.id] <= (line["total"] or 0)  # type: ignore[operator]
    for plan in city.kinds["plan"]:
        assert plan["budget"] == sum(line["total"] or 0 for line in lines.values() if line["plan"] == plan.id)  # type: ignore[misc]


def test_a_city_class_costs_about_180_million_a_person(city: City) -> None:
    for class_ in city.classes:
        if class_["organiser"] != "city":
            continue
        each = _sum(class_.table("money"), "estimate") / class_["places"]  # type: ignore[operator]
        # Neighbouring countries are cheaper.
        assert 125_000_000 <= each <= 190_000_000


def test_sponsored_places_cost_the_city_no_tuition(city: City) -> None:
    (class_,) = [c for c in city.classes if c["organiser"] == "partner"]
    offer = next(o for o in city.kinds["offer"] if o["class"] == class_.id)
    assert offer["pays_tuition"] == "partner"
    by_source = {row["source"]: row["estimate"] for row in class_.table("money")}
    assert by_source["foreign_sponsor"] == offer["value"]
    assert by_source["city_budget"] < by_source["foreign_sponsor"]  # type: ignore[operator]


# -- agreements (9.9) ----------------------------------------------------------------------


def test_agreements_are_of_the_city_with_invented_partners(city: City) -> None:
    assert all("(giả định)" in p.text("name_vi") for p in city.kinds["partner"])
    assert all("(giả định)" in i.text("name") for i in city.kinds["institution"])
    for agreement in city.kinds["agreement"]:
        assert city.unit_code(agreement["signing_body"]) == "UBNDTP"
        for word in ("hiệp định", "hiệp ước", "công ước"):
            assert word not in agreement.text("name").lower()
        names = {"memorandum": "Bản ghi nhớ", "letter_of_intent": "Ý định thư"}
        expected = names.get(agreement.text("kind"))
        assert expected is None or agreement.text("name").startswith(expected)


def test_agreements_stand_in_all_stages_and_those_in_force_are_signed(city: City) -> None:
    states = Counter(a["state"] for a in city.kinds["agreement"])
    assert {"proposed", "consulting", "submitted", "signed", "in_force", "expired", "not_pursued"} <= set(
        states
    )
    for agreement in city.kinds["agreement"]:
        stages = [row["stage"] for row in agreement.table("stages")]
        assert stages[-1] == agreement["state"]
        if agreement["state"] in {"in_force", "expired"}:
            assert all(agreement[name] for name in NEEDED_IN_FORCE)


def test_no_class_rests_on_an_agreement_not_in_force(city: City) -> None:
    agreements = {a.id: a for a in city.kinds["agreement"]}
    for class_ in city.classes:
        agreement = agreements.get(class_.text("agreement"))
        if agreement is None or not listed(class_):
            continue
        assert agreement.text("effective_date") <= class_.text("departure_date")
        assert (expiry_of(agreement) or "9999") >= class_.text("return_date")


def test_the_memorandum_that_ends_soon(city: City) -> None:
    (agreement,) = [a for a in city.kinds["agreement"] if a["expiry_date"] == "2027-03-13"]
    assert (agreement["state"], agreement["signing_date"]) == ("in_force", "2022-03-14")
    used = Counter[int]()
    for row in agreement.table("delegations"):
        if row["direction"] == "out":
            used[int(str(row["from_date"])[:4])] += int(str(row["people"]))
    years = places_by_year(agreement, used)
    assert {year: (p.offered, p.used) for year, p in years.items()} == {
        2023: (5, 5),
        2024: (5, 5),
        2025: (5, 2),
        2026: (5, 0),
        2027: (5, 0),
    }
    assert sum(p.used for p in years.values()) == 12
    assert agreement.text("last_activity")[:7] == "2025-11"
    travelled = [
        cadre
        for cadre in city.cadres
        for row in cadre.table("training_abroad")
        if row["money_source"] == "foreign_sponsor" and not row["class"]
    ]
    assert len(travelled) == 12


# -- two phases (9.10) ---------------------------------------------------------------------


def test_the_first_phase_is_evaluated_and_the_second_runs(city: City) -> None:
    phases = {p["name"]: p for p in city.file.find("phase")}
    assert (phases["2023-2025"]["status"], phases["2026-2030"]["status"]) == ("evaluated", "running")
    assert phases["2023-2025"]["evaluation"]
    plans_ = {p["year"]: p for p in city.kinds["plan"]}
    assert {year: p["state"] for year, p in plans_.items()} == {
        2023: "closed",
        2024: "closed",
        2025: "closed",
        2026: "amended",
        2027: "draft",
    }
    first = [c for c in city.classes if c.text("code") < "LOP-2026"]
    assert {c["state"] for c in first} == {"closed"}
    people = sum(len(listed(c)) for c in first)
    assert people == phases["2023-2025"]["total_people"] == 95
    assert all(_sum(c.table("money"), "settlement") for c in first)
    assert {lesson["phase"] for lesson in city.kinds["lesson"]} == {phases["2023-2025"].id}


def test_lines_of_the_next_plans_cite_lessons(city: City) -> None:
    lessons = {lesson.id for lesson in city.kinds["lesson"]}
    cited = {row["record"] for line in city.kinds["plan_line"] for row in line.table("grounds")}
    assert lessons <= cited


# -- the stories ---------------------------------------------------------------------------


def test_how_many_places_are_left_for_urban_management(city: City) -> None:
    line = next(x for x in city.kinds["plan_line"] if x["code"] == "KH2026-01")
    standing = plans.standing(city.file, line.id)
    assert (standing.places, standing.total) == (60, 11_000_000_000)
    assert (len(standing.decided), len(standing.considered), standing.remaining) == (40, 17, 3)
    assert standing.women_decided == 16
    assert (standing.committed, standing.money_left) == (7_340_000_000, 3_660_000_000)


def test_the_decision_with_23_names_and_its_first_reserve(city: City) -> None:
    class_ = city.class_("LOP-2026-07")
    people = listed(class_)
    assert Counter(row["role"] for row in people) == {"head": 1, "trainee": 21, "secretary": 1}
    names = {c["full_name"] for c in city.listed(class_)}
    assert "Hoàng Thị Yến" in names
    first = city.people[str(reserves(class_)[0]["cadre"])]
    assert first["full_name"] == "Ngô Ý Nhi"
    assert first["passport_expiry"]
    assert {c["category"] for c in city.listed(class_)} == {"cadre", "civil_servant", "public_employee"}
    assert classes.counts(city.file, class_.id).women == 9


def test_the_class_that_came_back(city: City) -> None:
    class_ = city.class_("LOP-2026-04")
    results = class_.table("results")
    assert (class_["return_date"], len(results)) == ("2026-11-12", 20)
    assert sum(bool(row["report_date"]) for row in results) == 17
    assert not class_["delegation_report_date"]
    (poor,) = [row for row in results if float(str(row["score"])) < 5]
    assert (poor["score"], poor["certified"]) == ("4.5", None)
    assert "Đỗ Minh Đạt" in {c["full_name"] for c in city.listed(class_)}


def test_the_master_abroad_and_what_it_cost(city: City) -> None:
    (cadre,) = [c for c in city.cadres if c["full_name"] == "Đinh Thị Hạnh" and c.table("training_abroad")]
    (row,) = cadre.table("training_abroad")
    assert row["course_kind"] == "degree"
    assert "300.000.000" in str(row["content"])


@pytest.mark.parametrize("code", ["late", "due", "drafts", "agreements", "passports", "incomplete"])
def test_the_work_of_today_has_something_in_every_group(city: City, code: str) -> None:
    groups = {group.code: group for group in home.today(city.file)}
    assert groups[code].count >= 1
