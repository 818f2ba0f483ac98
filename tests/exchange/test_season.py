"""A season between the city and wards: people up, plans and decisions down, with their questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from hnabroad_desktop.actions import files, records
from hnabroad_desktop.actions.exchange import receiving, sending, sitting
from hnabroad_desktop.actions.exchange.receiving import Choice
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.refusals import Refused
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.shipped import unit_id
from hnabroad_desktop.store.datafile import DataFile
from tests.exchange.offices import CITY, OTHER, WARD, change, get, office, person, stick, up
from tests.exchange.worlds import dump


@dataclass
class Offices:
    city: DataFile
    ward: DataFile
    other: DataFile


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = [office(tmp_path / code, code) for code in (CITY, WARD, OTHER)]
    yield Offices(*made)
    for file in made:
        files.close(file)


def test_people_go_up_and_only_to_those_who_gather(offices: Offices) -> None:
    one = person(offices.ward, "Nguyễn Văn An")
    up(offices.ward, offices.city)
    assert get(offices.city, "cadre", one)["full_name"] == "Nguyễn Văn An"
    up(offices.city, offices.other)
    assert offices.other.get("cadre", one) is None
    assert sending.outgoing(offices.ward, [offices.other.unit_id]).lines == 0
    # What the city corrects comes back to the unit the person belongs to.
    change(offices.city, "cadre", one, phone="024 3933 0000")
    up(offices.city, offices.ward)
    assert get(offices.ward, "cadre", one)["phone"] == "024 3933 0000"
    for file in (offices.city, offices.ward, offices.other):
        assert list(file.findings()) == []


def test_catalogues_come_down_and_local_ones_stay(offices: Offices) -> None:
    value = KINDS["catalogue_value"]
    own = records.save(
        offices.ward, value.new(catalogue="post", code="rieng", name_vi="Chức danh riêng", local=True)
    ).id
    words = [
        records.save(offices.city, value.new(catalogue="post", code=f"moi{n}", name_vi=f"Chức danh {n}")).id
        for n in range(4)
    ]
    package = stick(offices.city, offices.ward, ("catalogues",))
    found = receiving.plan(offices.ward, package)
    assert dict(found.new) == {"catalogue_value": 4}
    receiving.merge(offices.ward, package, found)
    assert all(offices.ward.get("catalogue_value", word) is not None for word in words)
    assert get(offices.ward, "catalogue_value", own)["name_vi"] == "Chức danh riêng"


def test_what_is_private_never_leaves(offices: Offices) -> None:
    for kind in ("partner", "institution"):
        with offices.city.transaction("add") as step:
            step.add(Record(kind, {"name": "Riêng"}))
    assert sending.outgoing(offices.city, [offices.ward.unit_id]).lines == 0


def decided(offices: Offices, *people: str) -> str:
    decision = Record(
        "decision",
        {"summary": "Cử đi đào tạo", "number": 15, "symbol": "QĐ/BTCTU", "date": "2026-09-01"},
        {"changes": tuple(Row({"added": one, "reason": "cử"}) for one in people)},
    )
    with offices.city.transaction("issue", barrier=True) as step:
        return step.add(decision)


def test_a_decision_goes_to_the_units_of_the_people_it_names(offices: Offices) -> None:
    one = person(offices.ward, "Nguyễn Văn An")
    up(offices.ward, offices.city)
    decision = decided(offices, one)
    up(offices.city, offices.other)
    assert offices.other.get("decision", decision) is None
    up(offices.city, offices.ward)
    there = get(offices.ward, "decision", decision)
    assert there["summary"] == "Cử đi đào tạo"
    assert there.table("changes")[0]["added"] == one
    # Said once: the next package brings nothing of it, and a change of it comes again.
    up(offices.ward, offices.city)
    assert sending.outgoing(offices.city, [offices.ward.unit_id]).lines == 0
    change(offices.city, "decision", decision, note="Đã thu hồi")
    up(offices.city, offices.ward)
    assert get(offices.ward, "decision", decision)["note"] == "Đã thu hồi"
    for file in (offices.city, offices.ward):
        assert list(file.findings()) == []


def test_what_the_sender_may_not_set_waits_as_a_proposal(offices: Offices) -> None:
    one = person(offices.ward, "Nguyễn Văn An")
    up(offices.ward, offices.city)
    change(offices.ward, "cadre", one, birth_date="1986-03-12")
    up(offices.ward, offices.city)
    assert get(offices.city, "cadre", one)["birth_date"] == "1986-03-12"
    decided(offices, one)
    change(offices.ward, "cadre", one, birth_date="1987-03-12", phone="0912")
    package = stick(offices.ward, offices.city)
    found = receiving.plan(offices.city, package)
    (proposal,) = found.proposals
    assert (proposal.field, proposal.ours.value, proposal.theirs.value) == (
        "birth_date",
        "1986-03-12",
        "1987-03-12",
    )
    assert found.conflicts == ()
    receiving.merge(offices.city, package, found)
    kept = get(offices.city, "cadre", one)
    assert (kept["birth_date"], kept["phone"]) == ("1986-03-12", "0912")
    (waiting,) = receiving.proposals(offices.city)
    assert (waiting.id, waiting.field, waiting.value) == (one, "birth_date", "1987-03-12")
    up(offices.city, offices.ward)
    assert get(offices.ward, "cadre", one)["birth_date"] == "1986-03-12"
    receiving.settle_proposal(offices.city, one, "birth_date", accept=True)
    assert receiving.proposals(offices.city) == []
    up(offices.city, offices.ward)
    assert get(offices.ward, "cadre", one)["birth_date"] == "1987-03-12"


def test_one_person_typed_twice_is_found_and_becomes_one_reversibly(offices: Offices) -> None:
    known = person(offices.city, "Bùi Văn Dũng", citizen_id="001085012345", unit="00008.PVHXH")
    typed = person(offices.ward, "Bùi văn Dũng", citizen_id="001085012345")
    package = stick(offices.ward, offices.city)
    found = receiving.plan(offices.city, package)
    (double,) = found.duplicates
    assert (double.id, double.known, double.why) == (typed, known, "citizen_id")
    receiving.merge(offices.city, package, None, [Choice(typed, "same_as", known)])
    assert get(offices.city, "cadre", typed).deleted
    assert get(offices.city, "cadre", typed)["same_as"] == known
    offices.city.undo()
    assert not get(offices.city, "cadre", typed).deleted


def test_two_equal_numbers_are_both_kept_and_said(offices: Offices) -> None:
    one = person(offices.ward, "Nguyễn Văn An")
    up(offices.ward, offices.city)
    decided(offices, one)
    with offices.ward.transaction("issue") as step:
        mine = step.add(
            Record("decision", {"summary": "Khác", "number": 15, "symbol": "QĐ/BTCTU", "date": "2026-10-01"})
        )
    found = receiving.plan(offices.ward, stick(offices.city, offices.ward))
    assert [(n.known, n.number) for n in found.numbers] == [(mine, "15-QĐ/BTCTU")]


def test_partners_say_how_far_they_have_come(offices: Offices) -> None:
    person(offices.ward, "Nguyễn Văn An")
    up(offices.ward, offices.city)
    (state,) = sending.partners(offices.ward)
    assert (state.sent, state.confirmed) == (1, 0)
    up(offices.city, offices.ward)
    (state,) = sending.partners(offices.ward)
    assert (state.unit, state.sent, state.confirmed, state.received) == (offices.city.unit_id, 1, 1, 1)
    assert [(p.direction, p.number, p.state) for p in sending.packages(offices.ward)] == [
        ("out", 1, "sent"),
        ("in", 1, "merged"),
    ]


def test_sending_is_a_barrier(offices: Offices) -> None:
    person(offices.ward, "Nguyễn Văn An")
    stick(offices.ward, offices.city)
    assert offices.ward.undo() is None


def test_a_person_who_moves_comes_whole_to_the_new_unit(offices: Offices) -> None:
    one = person(offices.ward, "Bùi Văn Dũng")
    with offices.ward.transaction("edit") as step:
        record = get(offices.ward, "cadre", one)
        step.save(record.with_table("rating", [Row({"year": 2025, "rating": "good"})]), record)
    up(offices.ward, offices.city)
    change(offices.city, "cadre", one, unit=unit_id("00008.PVHXH"))
    up(offices.city, offices.other)
    there = get(offices.other, "cadre", one)
    assert there["full_name"] == "Bùi Văn Dũng"
    assert len(there.table("rating")) == 1
    up(offices.city, offices.ward)
    assert get(offices.ward, "cadre", one)["unit"] == unit_id("00008.PVHXH")
    change(offices.other, "cadre", one, phone="0913")
    up(offices.other, offices.city)
    assert get(offices.city, "cadre", one)["phone"] == "0913"
    for file in (offices.city, offices.ward, offices.other):
        assert list(file.findings()) == []


def test_what_the_old_unit_wrote_meanwhile_reaches_the_new_one(offices: Offices) -> None:
    one = person(offices.ward, "Bùi Văn Dũng")
    up(offices.ward, offices.city)
    change(offices.city, "cadre", one, unit=unit_id("00008.PVHXH"))
    change(offices.ward, "cadre", one, phone="0914")
    # Neither knew of the other. To lay a person down with the new unit changes no value: nothing is asked.
    package = stick(offices.ward, offices.city)
    assert receiving.plan(offices.city, package).conflicts == ()
    receiving.merge(offices.city, package)
    assert get(offices.city, "cadre", one)["phone"] == "0914"
    up(offices.city, offices.other)
    assert get(offices.other, "cadre", one)["phone"] == "0914"
    up(offices.city, offices.ward)
    for file in (offices.city, offices.ward, offices.other):
        assert list(file.findings()) == []


def test_another_past_is_held_back_and_stands_in_the_books(offices: Offices) -> None:
    person(offices.ward, "Nguyễn Văn An")
    package = stick(offices.ward, offices.city)
    part = next(p for p in package.streams if p.scope == unit_id("00004.PVHXH"))
    receiving.merge(offices.city, package)
    forged = replace(package, package_id="f" * 32, streams=(replace(part, tip_hash=b"x" * 32),))
    with pytest.raises(Refused):
        receiving.merge(offices.city, forged)
    assert [p.state for p in sending.packages(offices.city)] == ["merged", "quarantined"]
    person(offices.ward, "Lê Thị Hòa", birth_date="1986-01-01")
    up(offices.ward, offices.city)


def test_data_of_versions_without_scopes_for_each_kind_travels_too(offices: Offices) -> None:
    """What was written before each kind had its streams is said where it belongs when it is first packed."""
    offices.city.set_setting("unit", "")
    with offices.city.transaction("add") as step:
        plan_id = step.add(Record("plan", {"year": 2027, "name": "Kế hoạch"}))
        loose = step.add(Record("cadre", {"full_name": "Không đơn vị"}))
    offices.city.set_setting("unit", unit_id(CITY))
    up(offices.city, offices.ward)
    assert get(offices.ward, "plan", plan_id)["name"] == "Kế hoạch"
    assert offices.ward.get("cadre", loose) is None
    up(offices.ward, offices.city)
    assert sending.outgoing(offices.city, [offices.ward.unit_id]).lines == 0
    assert list(offices.ward.findings()) == []


def test_attachments_travel_once(offices: Offices) -> None:
    one = person(offices.ward, "Nguyễn Văn An")
    with offices.ward.transaction("edit") as step:
        digest = step.keep_blob(b"%PDF-1.4 x")
        field = next(f.name for f in CADRE.fields if type(f).__name__ == "Attachment")
        step.change("cadre", one, {field: digest})
    package = stick(offices.ward, offices.city)
    assert list(package.blobs) == [digest]
    receiving.merge(offices.city, package)
    assert offices.city.blob(digest) == b"%PDF-1.4 x"
    up(offices.city, offices.ward)
    change(offices.ward, "cadre", one, phone="0912")
    assert not stick(offices.ward, offices.city).blobs


# -- US-9: twelve units, twelve sticks ---------------------------------------------------


def test_twelve_sticks(offices: Offices, tmp_path: Path) -> None:
    """One cut off, one of a clock of 2019, one repeated, one conflict, one person in two units."""
    codes = [f"{n:05d}" for n in (4, 8, 25, 70, 82, 91, 103, 112, 118, 127)]
    known = {u["code"] for u in offices.city.find("unit", kind="party_organ")}
    places = [code for code in (f"{c}.BXDD" for c in codes) if code in known]
    places += sorted(c for c in known if c.endswith(".BXDD") and c not in places)[: 12 - len(places)]
    assert len(places) == 12
    senders = [office(tmp_path / f"stick{n}", code) for n, code in enumerate(places)]
    sticks: list[Content] = []
    people: dict[int, list[str]] = {}
    for n, file in enumerate(senders):
        if n == 8:
            assert file._journal is not None
            file._journal.clock = lambda: 1_546_300_800_000  # this PC lives in 2019
        ward = places[n].partition(".")[0]
        people[n] = [
            person(file, f"Trần Thị {chr(65 + n)}{i}", f"{ward}.PVHXH", birth_date=f"1980-01-{i + 1:02d}")
            for i in range(3)
        ]
        if n in (2, 5):
            person(file, "Bùi Văn Dũng", f"{ward}.PVHXH", birth_date="1979-05-05")
        sticks.append(stick(file, offices.city))
    # Yesterday unit 11 sent its package already; unit 4 and the city have both changed one value.
    receiving.merge(offices.city, sticks[10])
    receiving.merge(offices.city, sticks[3])
    change(offices.city, "cadre", people[3][0], phone="1")
    change(senders[3], "cadre", people[3][0], phone="2")
    sticks[3] = stick(senders[3], offices.city, everything=True)
    part = sticks[6].streams[0]
    cut = replace(part, lines=tuple(part.lines)[: part.count * 6 // 10])  # type: ignore[arg-type]
    sticks[6] = replace(sticks[6], streams=(cut, *sticks[6].streams[1:]))

    queue = [sitting.Entry(Path(f"{n}.hsx"), package=each) for n, each in enumerate(sticks)]  # type: ignore[arg-type]
    sitting.take_easy(offices.city, queue)
    results = [entry.received for entry in queue]
    assert [n for n, r in enumerate(results) if r.waits] == [3, 5, 6]
    assert results[10].merged is not None
    assert results[10].merged.plan.already
    assert results[6].code == "damaged"
    assert results[3].plan is not None
    assert [(c.field, c.ours.value, c.theirs.value) for c in results[3].plan.conflicts] == [
        ("phone", "1", "2")
    ]
    assert results[5].plan is not None
    assert [d.name for d in results[5].plan.duplicates] == ["Bùi Văn Dũng"]
    for n in set(range(12)) - {3, 5, 6}:
        assert all(offices.city.get("cadre", one) is not None for one in people[n])
    assert all(offices.city.get("cadre", one) is None for one in people[6])
    receiving.merge(offices.city, sticks[3], None, [Choice(people[3][0], "phone", "2")])
    receiving.merge(offices.city, sticks[5])
    assert get(offices.city, "cadre", people[3][0])["phone"] == "2"
    before = dump(offices.city)
    for content in (*sticks[:6], *sticks[7:]):
        assert receiving.merge(offices.city, content).plan.already
    assert dump(offices.city) == before
    with pytest.raises(Refused):
        receiving.merge(offices.city, sticks[6])
    assert list(offices.city.findings()) == []
    for file in senders:
        files.close(file)
