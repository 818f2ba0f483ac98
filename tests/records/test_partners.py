"""Partners, agreements, offers, institutions and programmes."""

from __future__ import annotations

import datetime as dt

import pytest

from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.records.agreement import (
    AGREEMENT,
    NEEDED_IN_FORCE,
    expiry_of,
    places_by_year,
    state_on,
)
from hnabroad_desktop.records.institution import INSTITUTION
from hnabroad_desktop.records.offer import OFFER
from hnabroad_desktop.records.partner import PARTNER
from hnabroad_desktop.records.programme import PROGRAMME, hours
from hnabroad_desktop.records.schema import Record
from tests.records.world import World, rows

SIGNING = {
    "signer_vn": "Nguyễn Văn A", "signer_vn_post": "Chủ tịch UBND Thành phố", "signer_partner": "B",
    "signer_partner_post": "Thị trưởng", "signing_date": "2022-03-14", "signing_place": "Hà Nội",
    "number_vn": "01/TT", "number_partner": "không có", "languages": "Tiếng Việt, tiếng Nhật",
    "effective_date": "2022-03-14", "expiry_date": "2027-03-13",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return World()


def agreement(**values: object) -> Record:
    return AGREEMENT.new(name="Thỏa thuận Hà Nội - Minatogawa", kind="memorandum", **values)


def staged(record: Record, *stages: str) -> Record:
    dated = [{"stage": stage, "date": f"2022-01-{day:02d}"} for day, stage in enumerate(stages, 1)]
    return record.with_table("stages", rows(*dated))


WAY = ("proposed", "policy_requested", "consulting", "negotiating", "submitted", "signed", "in_force")


def test_the_form_has_the_parts_of_the_wording() -> None:
    assert [s.name for s in AGREEMENT.sections] == [
        "parties", "content", "course", "signing", "force", "use", "contacts", "amendments", "files",
    ]  # fmt: skip
    assert {f.name for f in AGREEMENT.needed("S")} == {"name", "kind", "signing_body", "partner"}


def test_the_state_follows_the_stages(world: World) -> None:
    kept = world.keep(staged(agreement(**SIGNING), *WAY))
    assert kept["state"] == "in_force"
    assert world.errors(kept) == set()


def test_a_move_needs_its_stage_with_a_date(world: World) -> None:
    kept = world.keep(staged(agreement(), "proposed"))
    assert world.errors(kept.with_values(state="policy_requested")) == {"stages"}
    undated = kept.with_table("stages", rows({"stage": "proposed"}))
    assert world.errors(undated) == {"stages.0.date"}


def test_steps_are_not_left_out(world: World) -> None:
    leap = world.keep(staged(agreement(**SIGNING), "proposed", "signed"))
    assert world.errors(leap) == {"stages.1.stage"}


def test_going_back_is_recorded(world: World) -> None:
    kept = world.keep(staged(agreement(), "proposed", "consulting", "negotiating", "consulting"))
    assert [bool(row["went_back"]) for row in kept.table("stages")] == [False, False, False, True]
    assert kept["state"] == "consulting"
    assert world.errors(kept) == set()


@pytest.mark.parametrize("name", NEEDED_IN_FORCE)
def test_nothing_is_in_force_with_a_gap(world: World, name: str) -> None:
    gap = staged(agreement(**{**SIGNING, name: None}), *WAY)
    assert world.errors(gap) == {name}


def test_an_agreement_in_force_ends_or_has_no_term(world: World) -> None:
    open_end = staged(agreement(**{**SIGNING, "expiry_date": None}), *WAY)
    assert world.errors(open_end) == {"expiry_date"}
    assert world.errors(open_end.with_values(indefinite=True)) == set()


def test_what_has_ended_has_expired_unless_renewed() -> None:
    kept = agreement(**SIGNING, state="in_force")
    assert state_on(kept, dt.date(2027, 3, 13)) == "in_force"
    assert state_on(kept, dt.date(2027, 3, 14)) == "expired"
    renewed = kept.with_table("renewals", rows({"date": "2027-01-01", "expiry_date": "2032-03-13"}))
    assert state_on(renewed, dt.date(2027, 3, 14)) == "in_force"
    assert expiry_of(renewed) == "2032-03-13"
    assert expiry_of(kept.with_values(indefinite=True)) is None
    assert state_on(kept.with_values(state="terminated"), dt.date(2030, 1, 1)) == "terminated"


def test_places_are_counted_by_year() -> None:
    kept = agreement().with_table(
        "conditions",
        rows(
            {"direction": "out", "year_from": 2024, "year_to": 2026, "places": 5},
            {"direction": "in", "year_from": 2024, "places": 3},
        ),
    )
    years = places_by_year(kept, {2024: 5, 2025: 5, 2026: 2})
    assert sum(p.offered for p in years.values()) == 15
    assert sum(p.used for p in years.values()) == 12
    assert {year: p.left for year, p in years.items()} == {2024: 0, 2025: 0, 2026: 3}
    assert AGREEMENT.derive(kept)["places_total"] == 15
    assert places_by_year(kept, {2027: 1})[2027].left == -1


def test_dates_of_an_agreement_are_in_order(world: World) -> None:
    early = agreement(signing_date="2022-03-14", effective_date="2022-03-01")
    assert world.warnings(early) == {"effective_date"}
    assert world.errors(agreement(effective_date="2022-03-14", expiry_date="2021-01-01")) == {"expiry_date"}
    turned = agreement().with_table("conditions", rows({"year_from": 2026, "year_to": 2024}))
    assert world.errors(turned) == {"conditions.0.year_to"}


def test_after_signing_a_report_is_still_due(world: World) -> None:
    signed = staged(agreement(), "submitted", "signed")
    assert world.warnings(signed) == {"report_sent_date"}
    assert world.warnings(signed.with_values(report_sent_date="2022-02-01")) == set()


def test_the_last_activity_is_shown() -> None:
    kept = agreement().with_table("delegations", rows({"from_date": "2025-11-03", "direction": "out"}))
    kept = kept.with_table("activities", rows({"date": "2024-05-01", "content": "x"}))
    assert AGREEMENT.derive(kept)["last_activity"] == "2025-11-03"


def test_an_offer_moves_along_its_way_and_answers_in_time(world: World) -> None:
    kept = world.keep(OFFER.new(name="Suất JICA", partner=new_id(), deadline="2026-08-20"))
    assert kept["state"] == "received"
    assert world.warnings(kept) == {"deadline"}
    assert world.errors(kept.with_values(state="used")) == {"state"}
    assert world.errors(kept.with_values(state="accepted")) == set()
    assert world.errors(kept.with_values(from_date="2026-02-02", to_date="2026-02-01")) == {"to_date"}


def test_partners_have_contacts_of_their_time(world: World) -> None:
    japan = new_id()
    partner = PARTNER.new(name_vi="Thành phố Minatogawa", kind="locality", country=japan).with_table(
        "contacts",
        rows(
            {"name": "Sato", "side": "theirs", "to_date": "2025-03-31"},
            {"name": "Tanaka", "side": "theirs", "from_date": "2025-04-01"},
        ),
    )
    world.keep(partner)
    assert world.warnings(PARTNER.new(name_vi="Thành phố Minatogawa", country=japan)) == {"name_vi"}


def test_institutions_count_the_courses_they_organised(world: World) -> None:
    japan, france = new_id(), new_id()
    kept = INSTITUTION.new(name="Học viện A", governing_body="Bộ Nội vụ").with_table(
        "experience",
        rows({"country": japan, "people": 20}, {"country": japan, "people": 15}, {"country": france}),
    )
    assert INSTITUTION.derive(kept) == {"courses_organised": 3, "people_sent": 35}
    assert world.problems(kept) == []


def test_a_programme_goes_its_round(world: World) -> None:
    kept = world.keep(PROGRAMME.new(title="Đô thị thông minh"))
    assert (kept["state"], kept["version"]) == ("ordered", 1)
    assert world.errors(kept.with_values(state="approved")) == {"state", "approved_by", "approval_date"}
    drafted = world.keep(kept.with_values(state="drafted"))
    approved = drafted.with_values(state="approved", approved_by="UBND Thành phố", approval_date="2026-01-05")
    assert world.errors(approved) == set()
    assert world.errors(kept.with_values(previous_version=kept.id)) == {"previous_version"}
    taught = kept.with_table(
        "modules", rows({"title": "A", "class_hours": 8, "field_hours": 4}, {"title": "B"})
    )
    assert hours(taught) == (8, 4)
    assert PROGRAMME.derive(taught)["total_hours"] == 12
