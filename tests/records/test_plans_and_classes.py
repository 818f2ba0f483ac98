"""Plans and their money, classes with duties and lists, nominations and places."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.base.fields import Rows
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.class_rules import (
    CONTRACT_CONTENT,
    STEPS,
    listed,
    open_duties,
    reserves,
    timeline,
)
from hnabroad_desktop.records.class_tables import DUTIES
from hnabroad_desktop.records.country import COUNTRY
from hnabroad_desktop.records.incoming_document import INCOMING_DOCUMENT
from hnabroad_desktop.records.nomination import ACTIVE, NOMINATION, words
from hnabroad_desktop.records.plan import PLAN, PLAN_LINE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.scheme import PHASE
from hnabroad_desktop.records.setting import number_on
from hnabroad_desktop.records.shipped import settings
from hnabroad_desktop.records.training_class import CLASS
from tests.records.world import World, rows

PEOPLE = [new_id() for _ in range(6)]


@pytest.fixture
def world() -> World:
    return World()


def line(**values: object) -> Record:
    base = {"plan": new_id(), "content": "Quản lý đô thị", "field": "urban_management",
            "course_kind": "short", "people": 20, "lead_body": new_id()}  # fmt: skip
    return PLAN_LINE.new(**{**base, **values})


def class_(**values: object) -> Record:
    return CLASS.new(**{"name": "Lớp 1", "plan_line": new_id(), **values})


def person(cadre: str, role: str = "trainee", status: str = "listed", **more: object) -> dict[str, object]:
    return {"cadre": cadre, "role": role, "status": status, **more}


def test_a_plan_line_has_the_columns_of_the_printed_plan() -> None:
    assert [f.name for f in PLAN_LINE.sections[0].fields if f.name not in {"plan", "code"}] == [
        "number", "content", "field", "target_group", "course_kind", "classes", "people", "destinations",
        "days", "quarter", "total", "money", "lead_body", "cooperating_bodies", "grounds", "note",
    ]  # fmt: skip
    assert {f.name for f in PLAN_LINE.needed("S")} == {
        "plan", "content", "field", "course_kind", "people", "lead_body",
    }  # fmt: skip


def test_sources_add_up_to_the_total(world: World) -> None:
    def money(city: int, partner: int) -> Record:
        return line(total=11_000_000_000).with_table(
            "money",
            rows({"source": "city_budget", "amount": city}, {"source": "foreign_sponsor", "amount": partner}),
        )

    assert world.errors(money(7_000_000_000, 4_000_000_000)) == set()
    assert world.errors(money(7_000_000_000, 3_000_000_000)) == {"money"}
    (found,) = world.problems(money(7_000_000_000, 3_000_000_000))
    assert "10.000.000.000" in found.message


def test_shares_make_a_hundred_or_are_refused(world: World) -> None:
    def shares(city: str, partner: str) -> Record:
        return line(total=1_000_001).with_table(
            "money",
            rows({"source": "city_budget", "share": city}, {"source": "foreign_sponsor", "share": partner}),
        )

    assert world.errors(shares("60.00", "30.00")) == {"money"}
    kept = world.keep(shares("60.00", "40.00"))
    assert [row["amount"] for row in kept.table("money")] == [600_000, 400_001]
    assert world.errors(kept) == set()


@given(st.integers(0, 10**12), st.lists(st.integers(1, 9999), min_size=1, max_size=4, unique=True))
def test_shared_money_never_loses_a_dong(total: int, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), 10_000]
    shares = [b - a for a, b in pairwise(edges)]
    codes = ["city_budget", "central_budget", "foreign_sponsor", "unit_funds", "personal"]
    entries = [{"source": c, "share": f"{s / 100:.2f}"} for c, s in zip(codes, shares, strict=False)]
    kept = PLAN_LINE.settle(None, line(total=total).with_table("money", rows(*entries)))
    amounts = [row["amount"] for row in kept.table("money")]
    assert sum(a for a in amounts if isinstance(a, int)) == total
    assert World().errors(kept) == set()


def test_the_total_is_the_sum_where_none_is_given(world: World) -> None:
    kept = world.keep(
        line().with_table(
            "money", rows({"source": "city_budget", "amount": 5}, {"source": "personal", "amount": 2})
        )
    )
    assert kept["total"] == 7


def test_each_source_stands_once_in_its_column(world: World) -> None:
    kept = line(people=10, total=100).with_table(
        "money",
        rows(
            {"source": "city_budget", "amount": 60},
            {"source": "unit_funds", "amount": 30},
            {"source": "personal", "amount": 10},
        ),
    )
    assert PLAN_LINE.derive(kept) == {
        "money_city": 60, "money_central": 0, "money_partner": 0, "money_other": 40, "money_each": 10,
    }  # fmt: skip
    twice = line().with_table("money", rows({"source": "personal"}, {"source": "personal"}))
    assert world.warnings(twice) == {"money"}


def test_a_submitted_plan_asks_its_lines_for_the_rest(world: World) -> None:
    draft = world.keep(PLAN.new(year=2027, name="Kế hoạch 2027", lead_body=new_id()))
    assert world.warnings(line(plan=draft.id)) == set()
    plan = world.keep(draft.with_values(state="submitted"))
    assert world.warnings(line(plan=plan.id)) == {"target_group", "classes", "quarter", "total"}
    assert "money" in world.warnings(line(plan=plan.id, total=5))


def test_a_plan_moves_along_its_way(world: World) -> None:
    draft = world.keep(PLAN.new(year=2027, name="Kế hoạch 2027"))
    assert draft["state"] == "draft"
    assert world.errors(draft.with_values(state="approved", number="1/KH-UBND", date="2026-12-01")) == {
        "state"
    }
    submitted = world.keep(draft.with_values(state="submitted"))
    assert world.errors(submitted.with_values(state="approved")) == {"number"}
    assert (
        world.errors(submitted.with_values(state="approved", number="1/KH-UBND", date="2026-12-01")) == set()
    )
    assert world.warnings(PLAN.new(year=2027, name="Kế hoạch khác")) == {"year"}


def test_central_places_are_accounted_for(world: World) -> None:
    assert world.errors(line(central_received=3, central_filled=2, central_lapsed=2)) == {"central_received"}
    assert world.warnings(line(central_received=3, central_lapsed=1)) == {"central_reason"}
    assert (
        world.problems(line(central_received=3, central_lapsed=1, central_reason="Không đủ ngoại ngữ")) == []
    )


def test_targets_lie_inside_their_phase(world: World) -> None:
    phase = PHASE.new(scheme=new_id(), name="2026-2030", from_year=2026, to_year=2030)
    within, outside = ({"year": year, "people": 40, "budget": 7} for year in (2026, 2031))
    assert world.problems(phase.with_table("targets", rows(within))) == []
    assert world.warnings(phase.with_table("targets", rows(outside))) == {"targets.0.year"}
    assert PHASE.derive(phase.with_table("targets", rows(within, within))) == {
        "total_people": 80,
        "total_budget": 14,
    }
    assert world.errors(phase.with_values(to_year=2020)) == {"to_year"}


def test_a_class_has_the_parts_of_the_wording() -> None:
    assert [s.name for s in CLASS.sections] == [
        "general", "bodies", "programme", "time", "quota", "conditions", "duties", "roster",
        "documents", "after",
    ]  # fmt: skip
    assert {f.name for f in CLASS.needed("D")} >= {
        "departure_date",
        "return_date",
        "days",
        "legs",
        "roster",
        "money",
        "places",
    }


def test_a_class_always_has_its_five_duties(world: World) -> None:
    kept = world.keep(class_())
    assert [row["duty"] for row in kept.table("duties")] == [duty for duty, _label in DUTIES]
    assert kept["state"] == "planned"
    assert world.keep(kept).table("duties") == kept.table("duties")
    fewer = world.keep(kept.with_table("duties", kept.table("duties")[:2]))
    assert len(fewer.table("duties")) == 5
    twice = kept.with_table("duties", [*kept.table("duties"), *rows({"duty": "plan"})])
    assert world.errors(twice) == {"duties.5.duty"}


def ready(world: World) -> Record:
    kept = world.keep(class_(departure_date="2026-12-01", return_date="2026-12-08"))
    for state in ("selecting", "decided", "preparing"):
        kept = world.keep(kept.with_values(state=state))
    return kept


def done(record: Record) -> Record:
    duties = [{"duty": duty, "date": "2026-11-01", "document": "12/QĐ"} for duty, _label in DUTIES]
    return record.with_table("duties", rows(*duties)).with_values(**dict.fromkeys(CONTRACT_CONTENT, True))


def test_nobody_leaves_with_a_red_duty_unless_a_reason_is_given(world: World) -> None:
    preparing = ready(world)
    assert world.errors(preparing) == set()
    leaving = preparing.with_values(state="ready")
    assert world.errors(leaving) == {"ready_reason"}
    assert world.errors(leaving.with_values(ready_reason="Đối tác xác nhận bằng thư")) == set()
    assert world.errors(done(leaving)) == set()
    assert open_duties(done(leaving)) == []


@pytest.mark.parametrize("content", CONTRACT_CONTENT)
def test_a_contract_is_done_only_when_it_says_everything(content: str) -> None:
    assert open_duties(done(class_()).with_values(**{content: False})) == ["contract"]


def test_states_of_a_class_follow_each_other(world: World) -> None:
    kept = world.keep(class_())
    assert world.errors(kept.with_values(state="abroad", departure_date="2026-11-01", ready_reason="x")) == {
        "state"
    }
    assert world.errors(kept.with_values(state="cancelled")) == {"state_reason"}
    assert (
        world.errors(kept.with_values(state="cancelled", state_reason="Đối tác hủy, thư ngày 01/11")) == set()
    )


def test_a_class_of_the_centre_or_a_partner_rests_on_an_incoming_document(world: World) -> None:
    assert world.errors(CLASS.new(name="x")) == {"plan_line"}
    for organiser in ("central", "partner"):
        invited = CLASS.new(name="x", organiser=organiser)
        assert world.errors(invited) == {"incoming_document"}
        assert world.errors(invited.with_values(incoming_document=new_id())) == set()
    kept = world.keep(CLASS.new(name="x", organiser="central", incoming_document=new_id(), state="selecting"))
    assert world.errors(kept.with_values(state="preparing")) == set()


def test_days_are_counted_from_departure_to_return(world: World) -> None:
    kept = world.keep(
        class_(departure_date="2026-11-04", return_date="2026-11-12", travel_days_included=True)
    )
    assert kept["days"] == 9
    assert world.problems(kept) == []
    said = world.keep(class_(departure_date="2026-11-04", return_date="2026-11-12", days=7))
    assert said["days"] == 7
    assert world.warnings(said.with_values(travel_days_included=True)) == {"days"}
    later = world.keep(kept.with_values(return_date="2026-11-14"))
    assert later["days"] == 11
    assert world.errors(kept.with_values(return_date="2026-11-01")) == {"return_date"}


def test_legs_lie_within_the_journey_and_where_sending_is_allowed(world: World) -> None:
    closed = COUNTRY.new(code="XX", name_vi="X").with_table(
        "sending_limits",
        rows({"from_date": "2026-11-01", "to_date": "2026-11-30", "document_number": "1/CV"}),
    )
    country = world.keep(closed)
    kept = class_(departure_date="2026-11-04", return_date="2026-11-12")
    outside = kept.with_table("legs", rows({"from_date": "2026-11-03", "to_date": "2026-11-12"}))
    assert world.warnings(outside) == {"legs.0.from_date"}
    barred = kept.with_table("legs", rows({"country": country.id}))
    assert world.errors(barred) == {"legs.0.country"}
    after = barred.with_values(departure_date="2026-12-04", return_date="2026-12-12")
    assert world.errors(after) == set()


def test_the_list_is_head_deputies_people_secretary() -> None:
    a, b, c, d, e, f = PEOPLE
    kept = class_().with_table(
        "roster",
        rows(
            person(f, "secretary"),
            person(c, order=2),
            person(e, status="reserve", reserve_order=1),
            person(b, "deputy"),
            person(a, "head"),
            person(d, order=1),
            person(new_id(), status="withdrawn", status_reason="ốm"),
        ),
    )
    assert [row["cadre"] for row in listed(kept)] == [a, b, d, c, f]
    assert [row["cadre"] for row in reserves(kept)] == [e]
    assert (CLASS.derive(kept)["people"], CLASS.derive(kept)["reserves"]) == (5, 1)


def test_nobody_stands_twice_and_one_leads(world: World) -> None:
    a, b, *_rest = PEOPLE
    assert world.errors(class_().with_table("roster", rows(person(a), person(a)))) == {"roster.1.cadre"}
    back = class_().with_table("roster", rows(person(a, status="replaced", status_reason="ốm"), person(a)))
    assert world.errors(back) == set()
    assert world.errors(class_().with_table("roster", rows(person(a, "head"), person(b, "head")))) == {
        "roster"
    }
    assert world.warnings(class_(state="decided").with_table("roster", rows(person(a)))) == {"roster"}
    assert world.warnings(class_().with_table("roster", rows(person(a, status="withdrawn")))) == {
        "roster.0.status_reason"
    }


def test_more_people_than_places_is_said(world: World) -> None:
    crowded = class_(places=1).with_table("roster", rows(person(PEOPLE[0]), person(PEOPLE[1])))
    assert world.warnings(crowded) == {"places"}
    given_out = class_(places=1).with_table("allocations", rows({"unit": new_id(), "places": 2}))
    assert world.warnings(given_out) == {"allocations"}


def test_a_class_closes_when_every_report_is_there_or_excused(world: World) -> None:
    a, b, *_rest = PEOPLE
    kept = done(class_(state="reviewing", departure_date="2026-10-01", return_date="2026-10-08"))
    kept = world.keep(kept.with_table("roster", rows(person(a, "head"), person(b))))
    closed = kept.with_values(state="closed")
    assert world.errors(closed) == {"results", "delegation_report_date"}
    reports = rows({"cadre": a, "report_date": "2026-10-20"}, {"cadre": b, "waiver": "nằm viện"})
    closed = closed.with_table("results", reports).with_values(delegation_report_date="2026-10-30")
    assert world.errors(closed) == set()


def test_less_than_five_points_is_no_certificate(world: World) -> None:
    failed, passed = ({"cadre": new_id(), "score": score, "certified": True} for score in ("4.5", "5.0"))
    assert world.errors(class_().with_table("results", rows(failed, passed))) == {"results.0.certified"}


def test_the_last_days_are_counted_back_from_departure() -> None:
    shipped = list(settings())
    today = dt.date(2026, 10, 1)
    leads = {key: number_on(shipped, f"lead_days_{key}", today) or 0 for key, _label, _state in STEPS}
    leaving = class_(state="selecting", departure_date="2026-11-02")
    steps = timeline(leaving, leads, today)
    assert [step.key for step in steps][:2] == ["policy", "nomination_deadline"]
    assert {s.key: s.latest for s in steps}["visa"] == dt.date(2026, 10, 12)
    assert [s.latest for s in steps] == sorted(s.latest for s in steps)
    assert {s.key for s in steps if s.late} == {
        "policy",
        "nomination_deadline",
        "selection",
        "partner_list",
        "decision",
    }
    assert not any(s.done for s in steps)
    decided = timeline(leaving.with_values(state="preparing"), leads, today)
    assert {s.key for s in decided if s.late} == {"partner_list"}
    assert {s.key for s in decided if s.done} == {"policy", "nomination_deadline", "selection", "decision"}
    assert [s.latest for s in timeline(leaving, {"visa": 7}, today)] == [dt.date(2026, 10, 26)]


@pytest.mark.parametrize("changed", [{"state": "abroad"}, {"state": "postponed"}, {"departure_date": None}])
def test_nothing_is_counted_back_where_nobody_is_to_leave(changed: dict[str, str | None]) -> None:
    leaving = class_(state="planned", departure_date="2026-11-02").with_values(**changed)
    assert timeline(leaving, {"visa": 7}, dt.date(2026, 10, 1)) == []


def nomination(class_id: str, cadre: str, **values: object) -> Record:
    return NOMINATION.new(**{"class": class_id, "cadre": cadre, **values})


def test_the_nomination_asks_in_the_order_of_the_wording() -> None:
    names = [f.name for f in NOMINATION.sections[0].fields]
    assert names == [
        "class", "cadre", "state", "unit", "letter_number", "letter_date", "reason", "intended_use",
        "party_opinion", "party_opinion_date", "dossier", "exception",
    ]  # fmt: skip
    assert {f.name for f in NOMINATION.needed("N")} >= {
        "unit",
        "letter_number",
        "reason",
        "intended_use",
        "party_opinion",
    }
    assert isinstance(NOMINATION.by_name["dossier"], Rows)


def test_one_nomination_for_one_person_and_class(world: World) -> None:
    a = PEOPLE[0]
    first = world.keep(nomination(new_id(), a))
    assert world.errors(first) == set()
    again = nomination(first.text("class"), a)
    assert world.errors(again) == {"cadre"}
    world.keep(first.with_values(state="withdrawn", end_reason="ốm"))
    assert world.errors(again) == set()


def test_too_many_for_the_places_is_amber(world: World) -> None:
    kept = world.keep(class_(places=1))
    world.keep(nomination(kept.id, PEOPLE[0], state="sent"))
    second = nomination(kept.id, PEOPLE[1], state="sent")
    assert world.errors(second) == set()
    (found,) = [p for p in world.problems(second) if p.field == "class"]
    assert "2/1" in found.message
    assert world.warnings(second.with_values(state="draft")) == set()
    assert "reserve" not in ACTIVE


@pytest.mark.parametrize(("expiry", "warned"), [("2027-05-11", True), ("2027-05-12", False), (None, False)])
def test_a_passport_lasts_half_a_year_after_the_return(
    world: World, expiry: str | None, warned: bool
) -> None:
    for setting in settings():
        world.keep(setting)
    kept = world.keep(class_(departure_date="2026-11-02", return_date="2026-11-12"))
    passport = rows({"kind": "official", "number": "A1", "expiry_date": expiry})
    cadre = world.keep(CADRE.new(full_name="Đặng Ngọc Ước").with_table("passport", passport))
    asked = nomination(kept.id, cadre.id)
    found = [p for p in world.problems(asked) if p.field == "cadre"]
    assert [p.severity for p in found] == (["warning"] if warned else [])
    if warned:
        assert "11/05/2027" in found[0].message
        assert "12/05/2027" in found[0].message
    assert world.warnings(asked.with_values(state="withdrawn", end_reason="ốm")) == set()


def test_a_nomination_moves_along_its_way(world: World) -> None:
    kept = world.keep(nomination(new_id(), PEOPLE[0]))
    for state in ("sent", "received", "returned", "appraising", "eligible", "selected", "approved", "decided",
                  "departed", "back", "completed"):  # fmt: skip
        assert world.errors(kept.with_values(state=state)) == set(), state
        kept = world.keep(kept.with_values(state=state))
    assert world.errors(kept.with_values(state="sent")) == {"state"}


def test_the_reason_has_fifty_to_a_hundred_and_fifty_words(world: World) -> None:
    def said(count: int) -> set[str]:
        return world.warnings(nomination(new_id(), PEOPLE[0], reason="chữ " * count))

    assert words("một hai  ba") == 3
    assert said(49) == said(151) == {"reason"}
    assert said(50) == said(150) == set()


@pytest.mark.parametrize(
    ("state", "warnings", "errors"),
    [
        ("not_selected", {"not_selected_reason"}, set()),
        ("reserve", {"reserve_order"}, set()),
        ("withdrawn", set(), {"end_reason"}),
        ("replaced", set(), {"end_reason"}),
    ],
)
def test_an_end_has_its_reason(world: World, state: str, warnings: set[str], errors: set[str]) -> None:
    record = nomination(new_id(), PEOPLE[0], state=state)
    assert world.warnings(record) == warnings
    assert world.errors(record) == errors


def test_documents_come_in_once_and_after_they_were_written(world: World) -> None:
    letter = INCOMING_DOCUMENT.new(
        document_type="submission", number="12/TTr-SNV", date="2026-10-01", sender="Sở Nội vụ", summary="x"
    )
    assert world.errors(letter.with_values(received_date="2026-09-30")) == {"received_date"}
    assert world.warnings(letter.with_values(secrecy="secret")) == {"secrecy"}
    world.keep(letter)
    assert world.warnings(letter) == {"number"}
    assert world.warnings(letter.with_values(sender="Sở Y tế")) == set()
    assert INCOMING_DOCUMENT.title(letter) == "12/TTr-SNV 01/10/2026 x"
