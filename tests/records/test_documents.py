"""Outgoing documents, their numbers, signers, acts cited and wording."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.records.decision import DECISION
from hnabroad_desktop.records.incoming_document import INCOMING_DOCUMENT
from hnabroad_desktop.records.legal_act import TOPICS
from hnabroad_desktop.records.register import (
    DOCUMENT_NUMBER,
    REGISTER,
    next_number,
    period_of,
    unused_before,
)
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import legal_acts, registers
from hnabroad_desktop.records.signer import SIGNER, may_sign_on
from hnabroad_desktop.records.training_class import CLASS
from hnabroad_desktop.records.unit import UNIT
from hnabroad_desktop.records.wording_text import WORDING_TEXT, lines_on
from tests.records.world import World, rows


@pytest.fixture
def world() -> World:
    return World()


def decision(**values: object) -> Record:
    base = {"document_kind": "sending", "profile": "state", "body": new_id(), "summary": "Về việc cử"}
    return DECISION.new(**{**base, **values})


def issued(world: World, **values: object) -> Record:
    signer = world.keep(
        SIGNER.new(full_name="Nguyễn Văn A", body=new_id(), title="CHỦ TỊCH", capacity="direct")
    )
    kept = world.keep(decision(signer=signer.id, date="2026-11-20"))
    for state in ("submitted", "signed"):
        kept = world.keep(kept.with_values(state=state))
    return kept.with_values(state="issued", number=127, symbol="QĐ-UBND", **values)


def test_signing_comes_before_numbering(world: World) -> None:
    kept = world.keep(decision())
    assert kept["state"] == "draft"
    assert world.errors(kept.with_values(number=5)) == {"number"}
    assert "state" in world.errors(kept.with_values(state="issued"))
    assert world.errors(kept.with_values(state="submitted")) == set()


def test_issuing_needs_number_date_signer_and_summary(world: World) -> None:
    paper = issued(world)
    assert world.errors(paper) == set()
    for name in ("number", "date", "signer", "summary"):
        assert world.errors(paper.with_values(**{name: None})) == {name}


def test_an_issued_paper_is_not_changed(world: World) -> None:
    kept = world.keep(issued(world))
    assert world.errors(kept) == set()
    (found,) = world.problems(kept.with_values(summary="Khác"))
    assert "không sửa được" in found.message
    assert world.errors(kept.with_values(state="draft")) == {"state"}
    changed_list = kept.with_table("changes", rows({"removed": new_id()}))
    assert world.errors(changed_list) == {"changes"}
    assert world.errors(kept.with_values(state="amended", note="xem Quyết định 130")) == set()
    assert (
        world.errors(kept.with_table("relations", rows({"relation": "amends", "document": new_id()})))
        == set()
    )


def test_a_signer_signs_only_while_in_office(world: World) -> None:
    signer = SIGNER.new(full_name="Trần B", body=new_id(), title="CHỦ TỊCH", capacity="direct",
                        valid_from="2026-01-01", valid_to="2026-06-30")  # fmt: skip
    kept = world.keep(signer)
    for day, words in (
        ("2025-12-31", "giữ chức vụ từ ngày 01/01/2026"),
        ("2026-07-01", "thôi giữ chức vụ từ ngày 30/06/2026"),
    ):
        (found,) = world.problems(decision(signer=kept.id, date=day))
        assert found.severity == "error"
        assert words in found.message
    assert world.problems(decision(signer=kept.id, date="2026-06-30")) == []
    assert may_sign_on(kept, dt.date(2026, 1, 1))


def test_more_people_than_places_stop_the_decision(world: World) -> None:
    people = [{"cadre": new_id(), "role": "trainee", "status": "listed"} for _ in range(3)]
    crowd = world.keep(CLASS.new(name="x", plan_line=new_id(), places=2).with_table("roster", rows(*people)))
    paper = issued(world, **{"class": crowd.id})
    assert world.errors(paper) == {"over_quota_document"}
    assert world.errors(paper.with_values(over_quota_document="12/CV-BTCTU")) == set()


def test_papers_cited_are_not_later(world: World) -> None:
    later = world.keep(
        INCOMING_DOCUMENT.new(document_type="submission", sender="Sở Nội vụ", summary="x", date="2026-11-21")
    )
    assert world.warnings(decision(date="2026-11-20", submission=later.id)) == {"submission"}


@pytest.mark.parametrize(
    ("profile", "symbol", "title"),
    [("state", "QĐ-UBND", "05/QĐ-UBND"), ("party", "QĐ/TU", "05-QĐ/TU")],
)
def test_numbers_are_written_as_the_profile_has_them(profile: str, symbol: str, title: str) -> None:
    assert DECISION.title(decision(profile=profile, number=5, symbol=symbol)) == title
    assert DECISION.title(decision()) == "Về việc cử"


def number(register: str, period: str, count: int, **values: object) -> Record:
    return DOCUMENT_NUMBER.new(register=register, period=period, number=count, symbol="-QĐ/BTCTU", **values)


def test_a_number_is_given_once_in_its_period(world: World) -> None:
    book = new_id()
    world.keep(number(book, "2025-2030", 127, date="2026-11-20", summary="Về việc cử cán bộ"))
    (found,) = world.problems(number(book, "2025-2030", 127))
    assert found.message == (
        "Số 127-QĐ/BTCTU đã cấp ngày 20/11/2026 cho văn bản “Về việc cử cán bộ”. Đề nghị chọn số khác."
    )
    assert world.errors(number(book, "2020-2025", 127)) == set()
    assert world.errors(number(new_id(), "2025-2030", 127)) == set()


def test_a_void_number_stays_void_with_its_reason(world: World) -> None:
    book = new_id()
    kept = world.keep(number(book, "2026", 5))
    assert kept["state"] == "taken"
    assert world.errors(kept.with_values(state="void")) == {"void_reason"}
    void = world.keep(kept.with_values(state="void", void_reason="Sai thể thức"))
    assert world.errors(void.with_values(state="taken")) == {"state"}
    assert world.errors(number(book, "2026", 5)) == {"number"}


def test_state_counts_by_year_and_party_by_term() -> None:
    books = {r["symbol"]: r for r in registers()}
    state, party = books["QĐ-UBND"], books["QĐ/TU"]
    assert period_of(state, dt.date(2026, 1, 1)) == "2026"
    assert period_of(party, dt.date(2025, 10, 14)) == "2020-2025"
    assert period_of(party, dt.date(2026, 11, 25)) == "2025-2030"
    assert period_of(party, dt.date(2010, 1, 1)) == "2010"
    assert all(book["policy"] == "by_clerk" for book in books.values())


def test_the_registry_gives_numbers_unless_told_otherwise(world: World) -> None:
    book = world.keep(
        REGISTER.new(name="Sổ", body=new_id(), document_type="decision", profile="party", symbol="QĐ/TU")
    )
    assert (book["policy"], book["counting"]) == ("by_clerk", "per_term")
    assert world.warnings(REGISTER.new(body=book["body"], symbol="QĐ/TU", profile="party")) == {"symbol"}


@given(st.sets(st.integers(1, 200)))
def test_the_next_number_is_above_all(taken: set[int]) -> None:
    assert next_number(taken) not in taken
    assert next_number(taken) == max(taken, default=0) + 1


def test_a_number_left_out_is_noticed() -> None:
    assert unused_before(128, {125, 126}) == 127
    assert unused_before(127, {125, 126}) is None
    assert unused_before(1, set()) is None
    assert unused_before(10, set()) is None


@pytest.mark.parametrize(
    ("block", "kind", "capacity", "fields"),
    [
        ("party", "party_committee", "for_head", {"capacity"}),
        ("party", "party_committee", "on_behalf", set()),
        ("party", "party_organ", "for_head", set()),
        ("party", "party_organ", "by_authorisation", {"capacity"}),
        ("government", "people_committee", "by_authorisation", set()),
    ],
)
def test_forms_of_signing_that_do_not_exist(
    world: World, block: str, kind: str, capacity: str, fields: set[str]
) -> None:
    body = world.keep(UNIT.new(code="X", name="X", kind=kind, block=block))
    signer = SIGNER.new(full_name="A", body=body.id, title="PHÓ", capacity=capacity, signs_for="TRƯỞNG BAN")
    assert world.errors(signer) == fields
    assert world.errors(signer.with_values(signs_for=None)) == fields | {"signs_for"}


def test_acts_are_shipped_with_their_time_and_people() -> None:
    acts = list(legal_acts())
    laws = {(a["citation"], a["date"]): a for a in acts if a["topic"] == "staff"}
    old, new = laws["Luật Viên chức", "2010-11-15"], laws["Luật Viên chức", "2025-12-10"]
    assert (old["valid_to"], new["valid_from"]) == ("2026-06-30", "2026-07-01")
    assert new["for_public_employees"]
    assert not new["for_civil_servants"]
    (decree,) = [a for a in acts if a["number"] == "171/2025/NĐ-CP"]
    assert (decree["document_type"], decree["citation"]) == ("decree", None)
    assert {a["topic"] for a in acts} <= {code for code, _label in TOPICS}
    assert [a["number"] for a in acts if a["topic"] == "scheme"] == ["19-ĐA/TU"]


def test_wording_is_chosen_by_template_and_day() -> None:
    def text(line: str, words: str, **values: object) -> Record:
        return WORDING_TEXT.new(template="decision.ubnd", line=line, text=words, **values)

    texts = [
        text("d1.1", "a"),
        text("d1.2", "b"),
        text("d2", "old", valid_to="2025-12-31"),
        text("d2", "new", valid_from="2026-01-01"),
    ]
    assert lines_on(texts, "decision.ubnd", dt.date(2026, 5, 1)) == {"d1.1": "a", "d1.2": "b", "d2": "new"}
    assert lines_on(texts, "decision.ubnd", dt.date(2025, 5, 1))["d2"] == "old"
    assert lines_on(texts, "decision.so", dt.date(2026, 5, 1)) == {}
