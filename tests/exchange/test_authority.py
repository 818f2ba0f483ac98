"""Rules of authority kept as records: changed by the city, followed by what is taken in and shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hnabroad_desktop.actions import bulk, cells, files, histories, records
from hnabroad_desktop.actions.exchange import receiving, sending
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.authority import RULE_KINDS
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.shipped import shipped_id, shipped_records, unit_id
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.opening import new_file
from tests.exchange.offices import CITY, PASSWORD, WARD, change, get, office, person, stick, up

BIRTH = shipped_id("field_authority", "cadre.birth_date/decision/2025-07-01")
SNV = shipped_id("gathering_body", "SNV")


def rule(file: DataFile, part: str, level: str, **more: str) -> str:
    return records.save(file, KINDS["field_authority"].new(part=part, level=level, **more)).id


def relaxed(file: DataFile, rule_id: str, **values: str | None) -> None:
    records.save(file, get(file, "field_authority", rule_id).with_values(**values))


def decided(file: DataFile, one: str) -> None:
    values = {"summary": "Cử đi đào tạo", "number": 15, "symbol": "QĐ/BTCTU", "date": "2026-09-01"}
    changes = {"changes": (Row({"added": one, "reason": "cử"}),)}
    with file.transaction("issue", barrier=True) as step:
        step.add(Record("decision", values, changes))


def proposed(file: DataFile, package: receiving.Content) -> list[str]:
    return [p.field for p in receiving.plan(file, package).proposals]


def test_a_rule_that_is_relaxed_lets_the_next_change_in(city: DataFile, ward: DataFile) -> None:
    one = person(ward, "Nguyễn Văn An")
    up(ward, city)
    decided(city, one)
    change(ward, "cadre", one, birth_date="1987-03-12")
    package = stick(ward, city)
    assert proposed(city, package) == ["birth_date"]
    relaxed(city, BIRTH, level="all")
    assert proposed(city, package) == []
    # The step is one like any other: in the history, undone, done again.
    told = [(c.label, c.before, c.after) for c in histories.history(city, "field_authority", BIRTH)]
    assert ("Cấp được cập nhật (trở lên)", "Đầu mối Thành phố", "Mọi cơ quan, đơn vị") in told
    records.undo(city)
    assert proposed(city, package) == ["birth_date"]
    records.redo(city)
    receiving.merge(city, package)
    assert get(city, "cadre", one)["birth_date"] == "1987-03-12"
    assert receiving.proposals(city) == []


def test_a_new_rule_makes_a_proposal_of_what_was_taken_before(city: DataFile, ward: DataFile) -> None:
    one = person(ward, "Nguyễn Văn An", phone="1")
    up(ward, city)
    change(ward, "cadre", one, phone="2")
    up(ward, city)
    assert get(city, "cadre", one)["phone"] == "2"
    made = rule(city, "cadre.phone", "city", valid_from="2026-01-01", legal_basis="QĐ phân cấp")
    change(ward, "cadre", one, phone="3")
    package = stick(ward, city)
    assert proposed(city, package) == ["phone"]
    relaxed(city, made, valid_from="2099-01-01")  # not yet
    assert proposed(city, package) == []
    relaxed(city, made, valid_from="2026-01-01", valid_to="2026-01-31")  # no more
    assert proposed(city, package) == []
    relaxed(city, made, valid_to=None)
    receiving.merge(city, package)
    assert get(city, "cadre", one)["phone"] == "2"
    assert [(p.field, p.value) for p in receiving.proposals(city)] == [("phone", "3")]


def test_a_rule_about_a_table_keeps_its_rows_and_their_deletion(city: DataFile, ward: DataFile) -> None:
    one = person(ward, "Nguyễn Văn An")
    record = get(ward, "cadre", one)
    records.save(ward, record.with_table("rating", [Row({"year": 2024, "rating": "good"})]))
    up(ward, city)
    rule(city, "cadre.rating.*", "city")
    record = get(ward, "cadre", one)
    (row,) = record.table("rating")
    more = Row({"year": 2025, "rating": "good"})
    records.save(ward, record.with_table("rating", [replace(row, values={**row.values, "year": 2023}), more]))
    package = stick(ward, city)
    assert proposed(city, package) == ["rating"]  # a new row is the unit's own, as a new record is
    receiving.merge(city, package)
    assert sorted(r["year"] for r in get(city, "cadre", one).table("rating")) == [2024, 2025]  # type: ignore[type-var]
    up(city, ward)
    records.save(ward, get(ward, "cadre", one).with_table("rating", []))
    assert "_deleted" in proposed(city, stick(ward, city))


def test_rules_go_down_and_are_only_looked_at_there(city: DataFile, ward: DataFile) -> None:
    made = rule(city, "cadre.phone", "city")
    relaxed(city, BIRTH, level="organ")
    package = stick(city, ward, ("rules",))
    assert receiving.plan(ward, package).easy
    receiving.merge(ward, package)
    assert get(ward, "field_authority", made)["part"] == "cadre.phone"
    assert get(ward, "field_authority", BIRTH)["level"] == "organ"
    with pytest.raises(FormError, match="chỉ xem"):
        relaxed(ward, BIRTH, level="all")
    for act in (
        lambda: records.delete(ward, "field_authority", BIRTH, "bỏ"),
        lambda: records.delete(ward, "gathering_body", SNV, "bỏ"),
    ):
        with pytest.raises(AppError, match="chỉ xem"):
            act()
    assert bulk.preview(ward, "field_authority", [BIRTH], "level", "all").possible == 0
    typed = cells.write(ward, "field_authority", {(BIRTH, "level"): "all"})
    assert "chỉ xem" in typed.problems[BIRTH, "level"]
    assert get(ward, "field_authority", BIRTH)["level"] == "organ"
    # What a unit wrote of them by whatever means does not go up.
    with ward.transaction("edit") as step:
        step.change("field_authority", BIRTH, {"level": "all"})
    assert sending.outgoing(ward, [city.unit_id]).lines == 0


@pytest.mark.parametrize("first", ["rules", "catalogues"])
def test_a_file_of_another_version_takes_their_changes_without_a_question(
    city: DataFile, tmp_path: Path, first: str
) -> None:
    """Whether it got the rules later, or before catalogues that a later version brought."""
    path = tmp_path / "cu.hnab"
    before = [r for r in shipped_records() if (r.kind in RULE_KINDS) == (first == "rules")]
    old, _key = new_file(path, person="Lan", password=PASSWORD, shipped=before, cost=Cost(1, 32, 1))
    old.set_setting("unit", unit_id(WARD))
    old.close()
    ward = files.open_file(path, password=PASSWORD)
    try:
        assert ward.count_of("field_authority") == city.count_of("field_authority")
        assert ward.count_of("gathering_body") == city.count_of("gathering_body")
        relaxed(city, BIRTH, level="organ")
        package = stick(city, ward)
        assert receiving.plan(ward, package).conflicts == ()
        receiving.merge(ward, package)
        assert get(ward, "field_authority", BIRTH)["level"] == "organ"
        assert list(ward.findings()) == []
    finally:
        files.close(ward)


def at_odds(city: DataFile, ward: DataFile) -> str:
    """Let both say another number, and both know of both."""
    one = person(ward, "Nguyễn Văn An")
    up(ward, city)
    up(city, ward)
    change(ward, "cadre", one, phone="phường")
    change(city, "cadre", one, phone="Thành phố")
    up(ward, city)
    up(city, ward)
    return one


def test_what_is_shown_of_values_at_odds_follows_the_rules_in_both_files(
    city: DataFile, ward: DataFile
) -> None:
    one = at_odds(city, ward)
    assert [get(f, "cadre", one)["phone"] for f in (city, ward)] == ["phường", "phường"]
    rule(city, "cadre.phone", "city")
    assert get(city, "cadre", one)["phone"] == "Thành phố"
    assert city.find("cadre", phone="Thành phố")
    records.undo(city)
    assert get(city, "cadre", one)["phone"] == "phường"
    records.redo(city)
    # The ward holds other lines meanwhile; once it has the same, it shows the same.
    assert get(ward, "cadre", one)["phone"] == "phường"
    package = stick(city, ward)
    receiving.merge(ward, package)
    assert get(ward, "cadre", one)["phone"] == "Thành phố"
    for file in (city, ward):
        assert list(file.findings()) == []
    receiving.take_back(ward, package.package_id)
    assert get(ward, "cadre", one)["phone"] == "phường"
    assert list(ward.findings()) == []
    receiving.merge(ward, package)
    assert get(ward, "cadre", one)["phone"] == "Thành phố"
    ward.rebuild()
    assert get(ward, "cadre", one)["phone"] == "Thành phố"
    assert list(ward.findings()) == []


def test_rules_and_values_at_odds_may_come_in_one_package(city: DataFile, ward: DataFile) -> None:
    one = person(ward, "Nguyễn Văn An")
    up(ward, city)
    up(city, ward)
    change(ward, "cadre", one, phone="phường")
    change(city, "cadre", one, phone="Thành phố")
    rule(city, "cadre.phone", "city")
    up(city, ward)
    assert get(ward, "cadre", one)["phone"] == "Thành phố"
    assert list(ward.findings()) == []


def test_the_standing_of_a_sender_is_what_this_file_knows_of_it(city: DataFile, tmp_path: Path) -> None:
    other = office(tmp_path / "SNV", "SNV")
    try:
        one = person(city, "Nguyễn Văn An")
        decided(city, one)
        up(city, other)
        change(other, "cadre", one, birth_date="1987-03-12")
        package = stick(other, city)
        assert proposed(city, package) == []
        body = get(city, "gathering_body", SNV)
        records.save(city, body.with_values(valid_to="2026-01-31"))
        assert proposed(city, package) == ["birth_date"]
        # It may not even ask for people it gathered before.
        person(city, "Lê Thị Hòa", birth_date="1990-01-01")
        assert sending.outgoing(city, [other.unit_id], ("people",)).lines == 0
    finally:
        files.close(other)


def test_the_city_cannot_shut_itself_out(city: DataFile) -> None:
    own = shipped_id("gathering_body", CITY)
    body = get(city, "gathering_body", own)
    with pytest.raises(FormError, match="không sửa lại được"):
        records.save(city, body.with_values(valid_to="2020-01-01"))
    with pytest.raises(AppError, match="không sửa lại được"):
        records.delete(city, "gathering_body", own, "bỏ")
    records.save(city, KINDS["gathering_body"].new(name="Ban", code_ending=CITY))
    records.delete(city, "gathering_body", own, "thay bằng dòng khác")
    relaxed(city, BIRTH, level="organ")
