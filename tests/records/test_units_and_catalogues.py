"""Units with their life and succession, catalogue values, countries, and everything the program ships."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from hnabroad_desktop.base.fields import Rows
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.catalogue_value import (
    CATALOGUE_VALUE,
    level_of,
    suggested_expiry,
    usable_on,
)
from hnabroad_desktop.records.country import COUNTRY, limits_between
from hnabroad_desktop.records.parts import valid_on
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.setting import SETTING, number_on, value_on
from hnabroad_desktop.records.shipped import shipped_id, shipped_records, unit_id
from hnabroad_desktop.records.unit import UNIT, is_territory
from tests.records.world import World, rows

ALL = list(shipped_records())
BY_ID = {record.id: record for record in ALL}
UNITS = [record for record in ALL if record.kind == "unit"]
LAST_DAY, FIRST_DAY = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.fixture
def world() -> World:
    world = World()
    world.records.update(BY_ID)
    return world


def values_of(catalogue: str) -> list[Record]:
    return [r for r in ALL if r.kind == "catalogue_value" and r["catalogue"] == catalogue]


def kinds_on(day: dt.date) -> Counter[object]:
    return Counter(unit["kind"] for unit in UNITS if valid_on(unit, day))


def test_shipped_records_are_stored_as_they_stand() -> None:
    assert len(BY_ID) == len(ALL)
    for record in ALL:
        kind = KINDS[record.kind]
        for name, value in record.values.items():
            assert kind.by_name[name].clean(value) == value, (record.id, name)
        for field in kind.needed("S"):
            assert isinstance(field, Rows) or record[field.name] is not None, (record, field.name)
        for table, lines in record.rows.items():
            field = kind.by_name[table]
            assert isinstance(field, Rows)
            for line in lines:
                assert line.id
                for name, value in line.values.items():
                    assert field.field(name).clean(value) == value, (table, name)


def test_shipped_records_have_no_findings(world: World) -> None:
    for record in ALL:
        if record.kind != "unit":
            assert world.errors(record) == set(), record
    for code in ("SNV", "STC-2025", "00082", "00082.UBND", "001", "001.UBND"):
        assert world.errors(BY_ID[unit_id(code)]) == set()


def test_shipped_references_lead_to_shipped_records() -> None:
    ids = set(BY_ID)
    for record in ALL:
        for field in KINDS[record.kind].fields:
            if hasattr(field, "kinds") and record[field.name]:
                assert record[field.name] in ids
        for line in record.table("succession"):
            assert line["successor"] is None or line["successor"] in ids


def test_shipped_choices_are_in_their_catalogues() -> None:
    known = {(r["catalogue"], r["code"]) for r in ALL if r.kind == "catalogue_value"}
    for record in ALL:
        for field in KINDS[record.kind].fields:
            catalogue = getattr(field, "catalogue", "")
            if catalogue and record[field.name] is not None:
                assert (catalogue, record[field.name]) in known


def test_two_runs_give_the_same_ids() -> None:
    assert [r.id for r in shipped_records()] == [r.id for r in ALL]
    assert unit_id("SNV") == shipped_id("unit", "SNV") != shipped_id("country", "SNV")


def test_the_tree_before_the_reform() -> None:
    kinds = kinds_on(LAST_DAY)
    assert (kinds["urban_district"], kinds["town"], kinds["rural_district"]) == (12, 1, 17)
    assert kinds["ward"] + kinds["commune"] + kinds["township"] == 526
    assert (kinds["ward"], kinds["commune"], kinds["township"]) == (160, 345, 21)


def test_the_tree_after_the_reform() -> None:
    kinds = kinds_on(FIRST_DAY)
    assert (kinds["ward"], kinds["commune"]) == (51, 75)
    assert kinds["urban_district"] == kinds["rural_district"] == kinds["township"] == 0
    assert kinds["council"] == kinds["people_committee"] == 127


def test_every_ward_has_its_organs() -> None:
    organs: dict[str, set[str]] = {}
    for unit in UNITS:
        code, _dot, suffix = unit.text("code").partition(".")
        if suffix and len(code) == 5:
            organs.setdefault(code, set()).add(unit.text("name").split(" phường ")[0].split(" xã ")[0])
    assert len(organs) == 126
    assert {len(names) for names in organs.values()} == {11}
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in organs["00082"]
    assert "Phòng Kinh tế" in organs["00376"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("00082.DU", "Đảng ủy phường Cửa Nam"),
        ("00376.BXDD", "Ban Xây dựng Đảng Đảng ủy xã Sóc Sơn"),
        ("00082.PVHXH", "Phòng Văn hóa - Xã hội phường Cửa Nam"),
        ("001.HU", "Quận ủy Ba Đình"),
        ("269.HU", "Thị ủy Sơn Tây"),
        ("016.BTC", "Ban Tổ chức Huyện ủy Sóc Sơn"),
        ("002.UBND", "Ủy ban nhân dân quận Hoàn Kiếm"),
    ],
)
def test_organs_are_named_as_they_write_themselves(code: str, name: str) -> None:
    assert BY_ID[unit_id(code)]["name"] == name


def test_an_old_and_a_new_unit_of_one_name_are_two() -> None:
    same = [u for u in UNITS if u["name"] == "Phường Cửa Nam"]
    assert {valid_on(u, LAST_DAY) for u in same} == {True, False}
    assert len(same) == 2
    assert {u["kind"] for u in UNITS if u["name"] in {"Huyện Sóc Sơn", "Xã Sóc Sơn"}} == {
        "rural_district",
        "commune",
    }
    new = {u["name"] for u in UNITS if u["kind"] in {"ward", "commune"} and u["valid_from"]}
    old = {u["name"] for u in UNITS if u["kind"] in {"ward", "commune", "township"} and u["valid_to"]}
    assert len(new & old) >= 40


def test_succession_is_suggested_and_dissolved_bodies_have_no_heir() -> None:
    old = [u for u in UNITS if u["valid_to"] == "2025-06-30" and "/" in u.text("code")]
    assert len(old) == 526
    assert all(row["suggestion"] for u in old for row in u.table("succession"))
    assert sum(1 for u in old if len(u.table("succession")) > 1) >= 130
    assert all(sum(bool(r["primary"]) for r in u.table("succession")) <= 1 for u in old)
    (row,) = BY_ID[unit_id("002.UBND")].table("succession")
    assert (row["kind"], row["successor"]) == ("dissolve", None)


def test_departments_of_the_time() -> None:
    def names(day: dt.date) -> list[str]:
        city = unit_id("UBNDTP")
        return [
            u.text("name")
            for u in UNITS
            if u["kind"] == "department" and u["parent_unit"] == city and valid_on(u, day)
        ]

    assert len(names(dt.date(2025, 3, 1))) == 16
    assert len(set(names(dt.date(2024, 10, 10)))) == len(names(dt.date(2024, 10, 10)))
    assert {"Sở Ngoại vụ", "Sở Thông tin và Truyền thông"} <= set(names(dt.date(2025, 2, 28)))
    assert not {"Sở Ngoại vụ", "Sở Thông tin và Truyền thông"} & set(names(dt.date(2025, 3, 1)))
    assert "Sở Dân tộc và Tôn giáo" in names(dt.date(2025, 3, 1))
    heir = BY_ID[unit_id("SNGV")].table("succession")[0]
    assert heir["successor"] == unit_id("VPUBTP")


def test_city_bodies_of_party_and_front_are_there() -> None:
    names = {u["name"] for u in UNITS}
    assert {
        "Văn phòng Thành ủy", "Ban Tổ chức Thành ủy", "Ủy ban Kiểm tra Thành ủy", "Ban Nội chính Thành ủy",
        "Ban Tuyên giáo và Dân vận Thành ủy", "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố Hà Nội",
        "Đảng ủy các cơ quan Đảng Thành phố", "Đảng ủy UBND Thành phố",
    } <= names  # fmt: skip


def test_only_territories_employ_nobody() -> None:
    assert is_territory(BY_ID[unit_id("00082")])
    assert is_territory(BY_ID[unit_id("001")])
    assert not is_territory(BY_ID[unit_id("00082.UBND")])


def test_the_catalogues_are_whole() -> None:
    assert len(values_of("ethnicity")) == 54
    assert [v["code"] for v in values_of("ethnicity")] == [f"{n:02d}" for n in range(1, 55)]
    assert [v["name_vi"] for v in values_of("rating")] == [
        "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ",
        "Không hoàn thành nhiệm vụ", "Chưa xếp loại",
    ]  # fmt: skip
    assert [v["code"] for v in values_of("money_source")] == [
        "city_budget", "central_budget", "foreign_sponsor", "unit_funds", "personal",
    ]  # fmt: skip
    assert "Hỗn hợp" not in {v["name_vi"] for v in values_of("money_source")}
    assert {v["code"] for v in values_of("rank")} == {f"01.00{n}" for n in range(1, 6)}
    assert not {"hiệp định", "hiệp ước", "công ước"} & {
        v.text("name_vi").lower() for v in values_of("agreement_kind")
    }
    assert len(values_of("agreement_kind")) == 9


def test_abolished_discipline_stays_for_old_records() -> None:
    forms = values_of("discipline_form")
    usable = {v["code"] for v in usable_on(forms, dt.date(2026, 1, 1))}
    assert {v["code"] for v in forms} - usable == {"salary_reduction", "demotion"}


def test_posts_fit_organs() -> None:
    posts = {v["code"]: v for v in values_of("post")}
    assert posts["Bí thư Đảng ủy"]["seats"] == 1
    assert "department" not in posts["Chủ tịch UBND"].text("organ_kinds").split()
    assert posts["Trưởng phòng"]["leader"]
    kinds = {code for code, _label in UNIT.by_name["kind"].options}  # type: ignore[attr-defined]
    for value in posts.values():
        assert set(value.text("organ_kinds").split()) <= kinds


def test_countries_have_the_names_of_official_papers() -> None:
    countries = {r["code"]: r for r in ALL if r.kind == "country"}
    assert len(countries) >= 195
    names = {code: countries[code]["name_vi"] for code in ("US", "JP", "KR", "CN", "AU", "SG", "DE")}
    assert names == {
        "US": "Hoa Kỳ", "JP": "Nhật Bản", "KR": "Hàn Quốc", "CN": "Trung Quốc", "AU": "Ô-xtrây-li-a",
        "SG": "Singapore", "DE": "Cộng hòa Liên bang Đức",
    }  # fmt: skip
    assert countries["AU"]["example"]
    assert "Mỹ" in countries["US"].text("other_spellings")
    assert countries["JP"]["name_en"] == "Japan"


@pytest.mark.parametrize(
    ("certificate", "score", "level"),
    [
        ("ielts", "6.0", 4), ("ielts", "6,0", 4), ("ielts", "5.0", 3), ("ielts", "3.5", None),
        ("ielts", "", None), ("toefl_ibt", "46", 4), ("toefl_ibt", "45", 3), ("delf_dalf", "b2", 4),
        ("jlpt", "N3", 4), ("hsk", "Bậc 4", 4), ("vstep", "Bậc 5", 5), ("toefl_itp", "510", None),
    ],
)  # fmt: skip
def test_scores_stand_for_levels(certificate: str, score: str, level: int | None) -> None:
    (kind,) = [v for v in values_of("certificate_type") if v["code"] == certificate]
    assert level_of(kind, score, dt.date(2026, 1, 1)) == level


def test_a_new_table_of_levels_leaves_old_results() -> None:
    old, new = {"level": 4, "score_from": "5.5", "valid_to": "2026-12-31"}, {"level": 3, "score_from": "5.5"}
    kind = CATALOGUE_VALUE.new(code="x").with_table("levels", rows(old, {**new, "valid_from": "2027-01-01"}))
    assert level_of(kind, "5.5", dt.date(2026, 12, 31)) == 4
    assert level_of(kind, "5.5", dt.date(2027, 1, 1)) == 3


def test_certificates_end_after_their_months_or_never() -> None:
    ielts, goethe = (CATALOGUE_VALUE.new(months=months) for months in (24, None))
    assert suggested_expiry(ielts, "2025-05-12") == "2027-05-12"
    assert suggested_expiry(goethe, "2025-05-12") is None
    assert suggested_expiry(ielts, "") is None


def test_retired_values_leave_the_pickers() -> None:
    kept = CATALOGUE_VALUE.new(code="a")
    gone = CATALOGUE_VALUE.new(code="b", retired=True)
    later = CATALOGUE_VALUE.new(code="c", valid_from="2030-01-01")
    assert usable_on([kept, gone, later], dt.date(2026, 1, 1)) == [kept]


def test_a_code_stands_once_in_a_catalogue(world: World) -> None:
    twin = CATALOGUE_VALUE.new(catalogue="rating", code="good", name_vi="Tốt")
    assert world.errors(twin) == {"code"}
    assert world.errors(twin.with_values(catalogue="religion")) == set()


def test_a_unit_is_never_above_itself(world: World) -> None:
    city = world.keep(UNIT.new(code="A", name="A", kind="department"))
    below = world.keep(UNIT.new(code="B", name="B", kind="division", parent_unit=city.id))
    assert world.errors(city.with_values(parent_unit=below.id)) == {"parent_unit"}
    assert world.errors(UNIT.new(code="B", name="C", kind="division")) == {"code"}


def test_successors_are_named_once_and_only_dissolved_units_have_none(world: World) -> None:
    unit = world.keep(UNIT.new(code="A", name="A", kind="department", valid_from="2025-01-01"))
    nobody = unit.with_table("succession", rows({"kind": "divide", "date": "2025-07-01"}))
    itself = unit.with_table("succession", rows({"kind": "rename", "successor": unit.id}))
    two = unit.with_table(
        "succession",
        rows(
            {"kind": "divide", "successor": unit_id("SNV"), "primary": True},
            {"kind": "divide", "successor": unit_id("STC"), "primary": True},
        ),
    )
    assert world.errors(nobody) == {"succession.0.successor"}
    assert world.errors(itself) == {"succession.0.successor"}
    assert world.errors(two) == {"succession"}
    assert world.errors(unit.with_values(valid_to="2024-01-01")) == {"valid_to"}


def test_sending_can_be_suspended_for_a_time() -> None:
    country = COUNTRY.new(code="XX", name_vi="X").with_table(
        "sending_limits",
        rows({"from_date": "2026-05-01", "to_date": "2026-08-31"}, {"from_date": "2027-01-01"}),
    )
    assert len(limits_between(country, dt.date(2026, 8, 31), dt.date(2026, 9, 9))) == 1
    assert limits_between(country, dt.date(2026, 9, 1), dt.date(2026, 9, 9)) == []
    assert len(limits_between(country, dt.date(2030, 9, 1), dt.date(2030, 9, 9))) == 1


def test_parameters_are_read_as_of_a_day(world: World) -> None:
    settings = [r for r in ALL if r.kind == "setting"]
    assert number_on(settings, "postgraduate_age_max", LAST_DAY) == 40
    assert number_on(settings, "postgraduate_age_max", FIRST_DAY) == 45
    assert number_on(settings, "report_person_days", FIRST_DAY) == 15
    assert value_on(settings, "min_rating", FIRST_DAY) == "good"
    assert number_on(settings, "min_rating", FIRST_DAY) is None
    assert value_on(settings, "nothing", FIRST_DAY) is None
    assert all((s["legal_basis"] or s["example"]) and s["certainty"] for s in settings)
    again = SETTING.new(key="postgraduate_age_max", name="x", value="50", valid_from="2025-07-01")
    assert world.errors(again) == {"valid_from"}
