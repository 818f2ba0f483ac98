"""The cadre's form and the rules inside one record."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.base.fields import Rows
from hnabroad_desktop.records.cadre import CADRE, QUICK_ENTRY, missing
from hnabroad_desktop.records.cadre_history import (
    best_certificate,
    post_on,
)
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import shipped_records, unit_id
from tests.records.world import World, rows

CUA_NAM = unit_id("00082.UBND")
SOC_SON = unit_id("00376.UBND")

#: The order of wording.md 5.1: the items of the paper as they follow each other in the form.
ITEMS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "12", "13", "14", "17", "18", "19", "21",
         "20, 22", "23", "24", "25", "26", "27", "29"]  # fmt: skip

#: What wording.md 5.1 needs for which purpose, where one field stands for the whole cell.
NEEDED = {
    "unit": "SND", "category": "ND", "management_level": "ND", "full_name": "SNDPF", "sex": "NDPF",
    "post": "NDPF", "birth_date": "NDPF", "birth_place": "PF", "home_place": "N", "residence": "F",
    "phone": "F",
    "ethnicity": "N", "religion": "N", "recruitment_date": "N", "party_join_date": "N",
    "party_official_date": "N", "general_education": "NF", "degree": "F", "political_theory": "N",
    "state_management": "N", "main_work": "NF", "job_position": "NF", "rank": "DP", "commendation": "N",
    "discipline": "N", "health_check_date": "NP", "citizen_id": "NP", "study_record": "NF",
    "career_record": "NDF", "relatives_abroad_declared": "N", "rating": "N", "planning": "N",
    "language_certificate": "NF", "initiative": "N", "training_abroad": "NF", "passport": "PF",
    "passport_name": "PF", "end_of_leadership": "N", "emergency_contact": "F", "staff_number": "",
    "other_name": "", "current_unit_since": "", "strengths": "",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    world = World()
    for record in shipped_records():
        if record.kind in {"unit", "catalogue_value"}:
            world.records[record.id] = record
    return world


def uoc(**changes: object) -> Record:
    values = {
        "full_name": "Đặng Thị Ngọc Ước",
        "sex": "female",
        "birth_date": "1985-03-12",
        "unit": CUA_NAM,
        "post": "Chuyên viên",
    }
    return CADRE.new(**{**values, **changes})


def test_the_form_follows_the_paper() -> None:
    in_form = [f.item for s in CADRE.sections for f in s.fields if f.item and f.item != "head"]
    assert list(dict.fromkeys(in_form)) == ITEMS
    assert [s.name for s in CADRE.sections] == [
        "general", "recruitment", "education", "work", "merit", "form_tables", "abroad", "files",
        "identity",
    ]  # fmt: skip


def test_needed_marks_are_those_of_the_wording() -> None:
    assert {name: CADRE.by_name[name].needed for name in NEEDED} == NEEDED


def test_only_name_and_unit_block_saving() -> None:
    assert {f.name for f in CADRE.needed("S")} == {"full_name", "unit"}


def test_name_parts_and_passport_name_are_proposed(world: World) -> None:
    kept = world.keep(uoc())
    assert (kept["family_and_middle_name"], kept["given_name"]) == ("Đặng Thị Ngọc", "Ước")
    assert kept["passport_name"] == "DANG THI NGOC UOC"


def test_an_edited_passport_name_is_never_overwritten(world: World) -> None:
    kept = world.keep(uoc(passport_name="DANG THI NGOC-UOC"))
    renamed = world.keep(kept.with_values(full_name="Đặng Ngọc Ước"))
    assert renamed["passport_name"] == "DANG THI NGOC-UOC"
    assert renamed["family_and_middle_name"] == "Đặng Ngọc"


def test_a_proposed_passport_name_follows_the_name(world: World) -> None:
    kept = world.keep(uoc())
    assert world.keep(kept.with_values(full_name="Đặng Ngọc Ước"))["passport_name"] == "DANG NGOC UOC"


def test_the_first_post_becomes_a_line_of_the_career(world: World) -> None:
    kept = world.keep(uoc(appointment_date="2025-07-01", appointment_decision="15/QĐ-UBND"))
    (line,) = kept.table("career_record")
    assert (line["post"], line["unit"], line["from_date"]) == ("Chuyên viên", CUA_NAM, "2025-07-01")
    assert line["decision_number"] == "15/QĐ-UBND"
    assert world.keep(kept) == kept


def test_a_new_post_adds_a_line_and_ends_the_one_before(world: World) -> None:
    kept = world.keep(uoc(appointment_date="2020-05"))
    moved = world.keep(kept.with_values(post="Phó Trưởng phòng", appointment_date="2025-07-01"))
    first, second = moved.table("career_record")
    assert (first["from_date"], first["to_date"]) == ("2020-05", "2025-07-01")
    assert (second["post"], second["from_date"], second["to_date"]) == (
        "Phó Trưởng phòng",
        "2025-07-01",
        None,
    )


def test_no_date_is_ever_made_up(world: World) -> None:
    kept = world.keep(uoc(appointment_date="2020-05"))
    moved = world.keep(kept.with_values(post="Phó Trưởng phòng"))
    first, second = moved.table("career_record")
    assert first["to_date"] is None
    assert second["from_date"] is None
    assert moved["appointment_date"] is None


def test_a_post_without_date_is_corrected_where_it_stands(world: World) -> None:
    kept = world.keep(uoc())
    corrected = world.keep(kept.with_values(post="Cán sự"))
    (line,) = corrected.table("career_record")
    assert line["post"] == "Cán sự"
    assert line.id == kept.table("career_record")[0].id


def test_the_header_follows_the_newest_line(world: World) -> None:
    kept = world.keep(uoc(appointment_date="2020-05"))
    lines = rows(
        {**kept.table("career_record")[0].values, "to_date": "2025-06-30"},
        {"post": "Trưởng phòng", "unit": SOC_SON, "from_date": "2025-07-01", "decision_number": "7/QĐ-UBND"},
        {"post": "Đảng ủy viên", "unit": SOC_SON, "from_date": "2025-08-01", "concurrent": True},
    )
    moved = world.keep(kept.with_table("career_record", lines))
    assert (moved["post"], moved["unit"]) == ("Trưởng phòng", SOC_SON)
    assert (moved["appointment_date"], moved["appointment_decision"]) == ("2025-07-01", "7/QĐ-UBND")


def test_a_change_that_says_nothing_of_the_career_keeps_it(world: World) -> None:
    kept = world.keep(uoc(appointment_date="2020-05"))
    bare = CADRE.new(**{**kept.values, "phone": "0912"})
    changed = CADRE.settle(kept, bare)
    assert changed.table("career_record") == kept.table("career_record")


POSTS = st.sampled_from(["Chuyên viên", "Phó Trưởng phòng", "Trưởng phòng"])
DAYS = st.one_of(st.none(), st.dates(dt.date(2010, 1, 1), dt.date(2026, 11, 1)).map(str))


@given(st.lists(st.tuples(POSTS, DAYS), min_size=1, max_size=6))
def test_header_and_career_never_part(steps: list[tuple[str, str | None]]) -> None:
    world = World()
    record = world.keep(uoc())
    for post, day in steps:
        record = world.keep(record.with_values(post=post, appointment_date=day or record["appointment_date"]))
        assert world.keep(record) == record
        said = {(line["post"], line["from_date"]) for line in record.table("career_record")}
        assert (record["post"], record["appointment_date"]) in said
        given_days = {day for _post, day in steps}
        assert {line["from_date"] for line in record.table("career_record")} <= given_days | {None}


def test_the_post_on_a_day_is_that_of_the_day() -> None:
    record = uoc().with_table(
        "career_record",
        rows(
            {"post": "Phó Trưởng phòng", "from_date": "2019", "to_date": "2025-06-30"},
            {"post": "Phó Chủ tịch UBND", "from_date": "2025-07-01"},
            {"post": "Đảng ủy viên", "from_date": "2025-07-01", "concurrent": True},
        ),
    )
    then, now = post_on(record, dt.date(2024, 10, 10)), post_on(record, dt.date(2026, 1, 1))
    assert then is not None
    assert then["post"] == "Phó Trưởng phòng"
    assert now is not None
    assert now["post"] == "Phó Chủ tịch UBND"
    assert post_on(record, dt.date(2018, 1, 1)) is None


def test_nobody_is_employed_by_a_territory(world: World) -> None:
    assert world.errors(uoc(unit=unit_id("00082"))) == {"unit", "career_record.0.unit"}
    assert world.errors(uoc()) == set()


def test_a_dissolved_unit_is_doubtful_for_somebody_working(world: World) -> None:
    old = unit_id("002.UBND")
    assert world.warnings(uoc(unit=old)) == {"unit"}
    assert world.warnings(uoc(unit=old, status="retired")) == set()


def test_a_post_fits_its_organ(world: World) -> None:
    department, ward = unit_id("SNV"), unit_id("00082.DU")
    assert world.warnings(uoc(unit=department, post="Phó Chủ tịch UBND")) == {"post"}
    assert world.warnings(uoc(unit=department, post="Phó Giám đốc Sở")) == set()
    assert world.warnings(uoc(unit=ward, post="Bí thư Đảng ủy")) == {"party_join_date"}
    assert world.warnings(uoc(unit=ward, post="Bí thư Đảng ủy", party_join_date="2008-05-19")) == set()
    assert world.warnings(uoc(unit=ward, post="~Trợ lý")) == set()


def test_a_line_of_the_career_lies_in_the_life_of_its_unit(world: World) -> None:
    def begun(unit: str, day: str) -> set[str]:
        line = {"post": "Chuyên viên", "unit": unit, "from_date": day, "to_date": "2026-01-01"}
        now = {"post": "Chuyên viên", "unit": CUA_NAM, "from_date": "2026-01-01"}
        return world.warnings(uoc(appointment_date="2026-01-01").with_table("career_record", rows(line, now)))

    assert begun(CUA_NAM, "2025-06") == {"career_record.0.from_date"}
    assert begun(CUA_NAM, "2025") == begun(unit_id("002.UBND"), "2019") == set()
    assert begun(unit_id("002.UBND"), "2025-08") == {"career_record.0.from_date"}


def test_two_main_posts_at_once_are_doubted(world: World) -> None:
    lines = rows(
        {"post": "Chuyên viên", "unit": CUA_NAM, "from_date": "2025-08"},
        {"post": "Cán sự", "unit": SOC_SON, "from_date": "2025-07"},
    )
    both = uoc().with_table("career_record", lines)
    assert world.warnings(both) == {"career_record"}


def test_quick_entry_has_the_twelve_fields() -> None:
    assert len(QUICK_ENTRY) == 12
    assert set(QUICK_ENTRY) <= set(CADRE.by_name)


@pytest.mark.parametrize("name", ["Nguyễn Thuý Hoà", "NGUYỄN THÚY HÒA", "Nguyen Thuy Hoa"])
def test_a_twin_is_shown_before_saving(world: World, name: str) -> None:
    world.keep(uoc(full_name="Nguyễn Thúy Hòa", birth_date="1985-03-12"))
    (found,) = [p for p in world.problems(uoc(full_name=name)) if p.field == "birth_date"]
    assert found.severity == "warning"
    for said in ("Nguyễn Thúy Hòa", "12/03/1985", "Chuyên viên", "Ủy ban nhân dân phường Cửa Nam"):
        assert said in found.message


def test_a_number_used_by_another_is_shown(world: World) -> None:
    kept = world.keep(uoc(citizen_id="001185012345"))
    assert world.problems(kept) == []
    other = uoc(full_name="Lê Thị Mai", citizen_id="001185012345")
    assert world.warnings(other) == {"citizen_id"}


def test_a_wrong_citizen_number_is_doubted_not_refused(world: World) -> None:
    record = uoc(citizen_id="001085012345")
    assert world.errors(record) == set()
    assert world.warnings(record) == {"citizen_id"}


@pytest.mark.parametrize(
    ("changes", "errors", "warnings"),
    [
        ({"party_join_date": "2010-02-03", "party_official_date": "2011-02-03"}, set(), set()),
        (
            {"party_join_date": "2010-02-03", "party_official_date": "2009-02-03"},
            {"party_official_date"},
            set(),
        ),
        (
            {"party_join_date": "2010-02-03", "party_official_date": "2010-08-03"},
            set(),
            {"party_official_date"},
        ),
        ({"party_join_date": "2010", "party_official_date": "2010"}, set(), set()),
        ({"party_join_date": "2000-02-03"}, set(), {"party_join_date"}),
        ({"birth_date": "2030"}, {"birth_date"}, set()),
        ({"party_join_date": "2010-02-03", "not_party_member": True}, set(), {"not_party_member"}),
    ],
)
def test_dates_are_in_order(
    world: World, changes: dict[str, object], errors: set[str], warnings: set[str]
) -> None:
    assert world.errors(uoc(**changes)) == errors
    assert world.warnings(uoc(**changes)) == warnings


def test_a_year_has_one_rating_and_only_when_it_is_over(world: World) -> None:
    once = uoc().with_table("rating", rows({"year": 2025, "rating": "good"}))
    twice = uoc().with_table(
        "rating", rows({"year": 2025, "rating": "good"}, {"year": 2025, "rating": "good"})
    )
    early = uoc().with_table("rating", rows({"year": 2026, "rating": "good"}))
    assert world.problems(once) == []
    assert world.errors(twice) == {"rating.1.year"}
    assert world.warnings(early) == {"rating.0.year"}


def test_the_level_is_suggested_from_the_score(world: World) -> None:
    record = uoc().with_table(
        "language_certificate",
        rows({"language": "en", "type": "ielts", "score": "6.0", "issue_date": "2025-05-12"}),
    )
    found = {p.field: p.message for p in world.problems(record)}
    assert "bậc 4" in found["language_certificate.0.level"]
    assert "12/05/2027" in found["language_certificate.0.expiry_date"]
    filled = {"language": "en", "type": "ielts", "score": "6,0", "level": 4,
              "issue_date": "2025-05-12", "expiry_date": "2027-05-12"}  # fmt: skip
    assert world.problems(record.with_table("language_certificate", rows(filled))) == []


def test_lists_show_the_best_and_the_last() -> None:
    record = uoc().with_table(
        "language_certificate",
        rows(
            {"language": "en", "level": 3, "issue_date": "2025-01-01"},
            {"language": "ja", "level": 4, "issue_date": "2020-01-01", "expiry_date": "2022-01-01"},
        ),
    )
    record = record.with_table(
        "rating", rows({"year": 2024, "rating": "good"}, {"year": 2025, "rating": "excellent"})
    )
    record = record.with_table("training_abroad", rows({"from_date": "2019-05"}, {"from_date": "2023-09-19"}))
    shown = CADRE.derive(record)
    assert (shown["language"], shown["language_level"], shown["language_expiry"]) == ("ja", 4, "2022-01-01")
    assert (shown["last_rating_year"], shown["last_rating"]) == (2025, "excellent")
    assert (shown["times_abroad"], shown["last_abroad"]) == (2, "2023-09-19")
    best = best_certificate(record, "en")
    assert best is not None
    assert best["level"] == 3


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({}, "2045-03-31"),
        ({"retirement_change_date": "2050-03-31"}, "2050-03-31"),
        ({"birth_date": None}, None),
        ({"sex": "male", "birth_date": "1966-04"}, "2028-04-30"),
    ],
)
def test_retirement_is_worked_out_or_decided(changes: dict[str, object], day: str | None) -> None:
    assert CADRE.derive(uoc(**changes))["retirement_date"] == day


def test_what_the_derived_values_are_made_from_is_declared() -> None:
    assert CADRE.depends is not None
    assert CADRE.depends <= set(CADRE.by_name)
    touched: set[str] = set()

    class Watched(dict[str, object]):
        def get(self, key: str, default: object = None) -> object:
            touched.add(key)
            return super().get(key, default)

    full = uoc(retirement_change_date="2050-01-01")
    watching = Record("cadre", Watched(full.values), Watched(full.rows))  # type: ignore[arg-type]
    assert CADRE.sort is not None
    for look in (CADRE.title, CADRE.sort, CADRE.derive):
        look(watching)
    assert touched <= CADRE.depends


def test_discipline_lapses_after_twelve_months_unless_told() -> None:
    record = uoc().with_table("discipline", rows({"form": "reprimand", "effective_date": "2025-03-10"}))
    assert CADRE.derive(record)["discipline_end"] == "2026-03-10"
    told = record.with_table(
        "discipline", rows({"form": "reprimand", "effective_date": "2025-03-10", "end_date": "2025-09-01"})
    )
    assert CADRE.derive(told)["discipline_end"] == "2025-09-01"


def test_what_is_missing_is_named_per_purpose() -> None:
    assert "emergency_contact" in {f.name for f in missing(uoc(), "F")}
    decided = uoc(
        category="civil_servant", management_level="body_leadership", rank="01.003", rank_code="01.003"
    )
    decided = decided.with_table("career_record", rows({"post": "Chuyên viên"}))
    assert missing(decided, "D") == ()


def test_who_is_no_party_member_misses_no_party_dates() -> None:
    def wanting(record: Record) -> set[str]:
        return {f.name for f in missing(record, "N")} & {"party_join_date", "party_official_date"}

    assert wanting(uoc()) == {"party_join_date"}
    assert wanting(uoc(not_party_member=True)) == set()
    assert wanting(uoc(party_join_date="2010-02-03")) == {"party_official_date"}


def test_an_empty_table_of_discipline_is_nothing_missing() -> None:
    assert not {"discipline", "training_abroad"} & {f.name for f in missing(uoc(), "N")}


def test_what_changes_together_is_one_unit_of_conflict() -> None:
    def group(name: str) -> str:
        return CADRE.by_name[name].unit_of_conflict

    assert {group(n) for n in ("post", "unit", "appointment_date", "appointment_decision")} == {"post"}
    assert group("citizen_id") == group("citizen_id_date") == group("citizen_id_place")
    assert group("full_name") == group("given_name") != group("passport_name")
    assert group("party_join_date") == group("party_official_date")
    career = CADRE.by_name["career_record"]
    assert isinstance(career, Rows)
    assert career.field("from_date").unit_of_conflict == career.field("to_date").unit_of_conflict


def test_names_are_ordered_by_given_name() -> None:
    assert CADRE.sort is not None
    names = ["Nguyễn Văn An", "Lê Thị Ánh", "Trần Bình", "Đỗ Minh Đạt", "Phạm Dũng"]
    ordered = sorted(names, key=lambda name: CADRE.sort(uoc(full_name=name)))  # type: ignore[misc]
    assert ordered == ["Nguyễn Văn An", "Lê Thị Ánh", "Trần Bình", "Phạm Dũng", "Đỗ Minh Đạt"]
