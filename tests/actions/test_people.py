"""One person once: twins are noticed, told apart, merged with every link, and parted again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hnabroad_desktop.actions import files, lists, merging, people, records
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.base.fields import Reference, Rows
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.cadre import CADRE, missing
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile
from tests import data_files


def add(file: DataFile, name: str, birth: str | None = None, **more: Any) -> str:
    values = {"full_name": name, "birth_date": birth, "unit": file.unit_id, **more}
    return records.save(file, CADRE.new(**values)).id


def read(file: DataFile, kind: str, record_id: str) -> Record:
    found = file.get(kind, record_id)
    assert found is not None
    return found


def whys(file: DataFile, **values: Any) -> list[str]:
    return [match.why for match in people.similar(file, CADRE.new(**values))]


@pytest.mark.parametrize(
    ("typed", "birth"),
    [
        ("Nguyễn Thuý Hoà", "1985-03-12"),
        ("NGUYỄN  THÚY HÒA", "1985-03-12"),
        ("Nguyễn Thúy Hòa", "1985-03"),
        ("Nguyễn Thúy Hoà", "1985"),
    ],
)
def test_a_twin_is_found_while_typing(file: DataFile, typed: str, birth: str) -> None:
    known = add(file, "Nguyễn Thúy Hòa", "1985-03-12", post="Chuyên viên")
    found = people.similar(file, CADRE.new(full_name=typed, birth_date=birth))
    assert [(m.id, m.why, m.certain) for m in found] == [(known, "name_and_birth", True)]
    assert found[0].detail == "12/03/1985 · Chuyên viên · Sở Nội vụ"
    assert found[0].reason.startswith("Trùng họ và tên")


def test_known_in_part_agrees_with_the_day_inside(file: DataFile) -> None:
    add(file, "Nguyễn Thúy Hòa", "1985")
    assert whys(file, full_name="Nguyễn Thuý Hoà", birth_date="1985-03-12") == ["name_and_birth"]
    assert whys(file, full_name="Nguyễn Thuý Hoà", birth_date="1986-03-12") == []
    assert whys(file, full_name="Nguyễn Thuý Hoà") == []


def test_other_tones_are_only_a_doubt(file: DataFile) -> None:
    add(file, "Nguyễn Thúy Hòa", "1985-03-12")
    found = people.similar(file, CADRE.new(full_name="Nguyễn Thủy Hóa", birth_date="1985-03-12"))
    assert [(m.why, m.certain) for m in found] == [("name_without_marks", False)]


def test_numbers_are_surer_than_names(file: DataFile) -> None:
    add(file, "Trần Văn Ba", "1970", citizen_id="001070000001")
    add(file, "Trần Văn Bốn", "1971", staff_number="X-1")
    add(file, "Lý Thị Tư", "1972-01-01")
    found = whys(
        file, full_name="Lý Thị Tư", birth_date="1972", citizen_id="001070000001", staff_number="X-1"
    )
    assert found == ["citizen_id", "staff_number", "name_and_birth"]


def test_told_apart_is_remembered_both_ways_and_can_be_taken_back(file: DataFile) -> None:
    one = add(file, "Lý Thị Tư", "1972-01-01")
    other = add(file, "Lý Thị Tư", "1972-01-01")
    assert records.check(file, read(file, "cadre", other)) != ()
    people.tell_apart(file, one, other, "Hai chị em họ")
    for record_id in (one, other):
        assert people.similar(file, read(file, "cadre", record_id)) == []
        assert [p for p in records.check(file, read(file, "cadre", record_id)) if "hồ sơ" in p.message] == []
        apart = people.found_apart(file, read(file, "cadre", record_id))
        assert [match.id for match in apart] == [other if record_id == one else one]
    people.ask_again(file, other, one)
    assert len(people.similar(file, read(file, "cadre", one))) == 1
    assert people.found_apart(file, read(file, "cadre", one)) == []
    people.tell_apart(file, one, other)
    records.undo(file)
    assert len(people.similar(file, read(file, "cadre", one))) == 1
    with pytest.raises(AppError):
        people.tell_apart(file, one, one)


def test_gaps_lead_to_the_field_and_lists_are_sorted_by_them(file: DataFile) -> None:
    full = add(
        file,
        "An Đủ",
        "1980",
        sex="male",
        category="civil_servant",
        management_level="body_leadership",
        ethnicity="01",
        home_place="Hà Nội",
        not_party_member=True,
    )
    record = read(file, "cadre", full)
    gaps = people.gaps(file, record)
    for letter in "NPF":
        assert {g.field for g in gaps[letter]} == {f.name for f in missing(record, letter)}
        tables = [g.field for g in gaps[letter] if isinstance(CADRE.by_name[g.field], Rows)]
        places = [list(CADRE.by_name).index(name) for name in tables]
        assert places == sorted(places)
    assert "party_join_date" not in {g.field for g in gaps["N"]}
    first = gaps["N"][0]
    assert first.label
    assert first.section_title
    there, asked = people.completeness(record)["N"]
    assert asked - there == len(gaps["N"])

    listing = lists.Listing(file, "cadre", ("full_name", "gaps_n", "gaps_p", "gaps_f"))
    lines = listing.page(lists.Query(sort="gaps_n"), 0, 50)
    assert lines[0].id == full
    for line in lines:
        found = people.gaps(file, read(file, "cadre", line.id))
        assert line.cells[1:] == tuple(len(found[letter]) for letter in "NPF")
    counts = [line.cells[1] for line in lines]
    assert counts == sorted(counts)  # type: ignore[type-var]
    lacking = lists.Query(filters={"gaps_n": f"> {len(gaps['N'])}"})
    assert listing.count(lacking)[0] == len(lines) - 1


def test_two_records_stand_side_by_side(file: DataFile) -> None:
    one = add(file, "Lê Thị Hòa", "1985-03", sex="female", phone="0901")
    other = add(file, "Lê Thị Hoà", "1985-03-12", sex="female", home_place="Huế")
    compared = merging.compare(file, one, other)
    lines = {line.name: line for line in compared.fields}
    assert {n for n, line in lines.items() if line.differs} == {
        "full_name",
        "given_name",
        "birth_date",
        "phone",
        "home_place",
    }
    assert (lines["birth_date"].keep_text, lines["birth_date"].gone_text) == ("3/1985", "12/03/1985")
    assert [lines[n].proposed for n in ("full_name", "phone", "home_place")] == ["keep", "keep", "gone"]
    assert compared.differences == 5


def test_each_field_is_chosen_and_rows_are_united(file: DataFile) -> None:
    both = Row({"year": 2024, "rating": "good"})
    one = add(file, "Lê Thị Hòa", "1985-03", phone="0901", home_place="Nam Định")
    other = add(file, "Lê Thị Hoà", "1985-03-12", phone="0902")
    for record_id, own in ((one, 2023), (other, 2022)):
        record = read(file, "cadre", record_id)
        records.save(file, record.with_table("rating", (both, Row({"year": own, "rating": "good"}))))
    merging.merge(file, one, other, {"birth_date": "gone", "phone": "gone"})
    merged = read(file, "cadre", one)
    assert merged.text("full_name") == "Lê Thị Hòa"
    assert merged.text("birth_date") == "1985-03-12"
    assert (merged["phone"], merged["home_place"]) == ("0902", "Nam Định")
    assert [row["year"] for row in merged.table("rating")] == [2024, 2023, 2022]
    gone = read(file, "cadre", other)
    assert gone.deleted
    assert gone["same_as"] == one
    assert records.next_steps(file)[0] == "Gộp hồ sơ: Lê Thị Hòa"


def test_what_cannot_be_is_refused_and_chosen_otherwise(file: DataFile) -> None:
    one, other = add(file, "Lê Thị Hòa", "1985"), add(file, "Lê Thị Hòa", "1985")
    for record_id, rating in ((one, "good"), (other, "excellent")):
        record = read(file, "cadre", record_id)
        records.save(file, record.with_table("rating", (Row({"year": 2024, "rating": rating}),)))
    with pytest.raises(FormError, match="2024"):
        merging.merge(file, one, other)
    assert not read(file, "cadre", other).deleted
    merging.merge(file, one, other, {"rating": "gone"})
    assert [row["rating"] for row in read(file, "cadre", one).table("rating")] == ["excellent"]
    with pytest.raises(AppError):
        merging.merge(file, one, other)
    with pytest.raises(AppError):
        merging.merge(file, one, one)


def test_merged_records_can_be_parted_later(file: DataFile) -> None:
    one, other = add(file, "Lê Thị Hòa", "1985"), add(file, "Lê Thị Hòa", "1985")
    merging.merge(file, one, other)
    merging.separate(file, other)
    back = read(file, "cadre", other)
    assert not back.deleted
    assert back["same_as"] is None
    with pytest.raises(AppError):
        merging.separate(file, one)


# -- any links ---------------------------------------------------------------------------------------------

NAMES = ("keep", "gone", "third")
who = st.sampled_from(NAMES)
maybe = st.one_of(st.none(), who)


@st.composite
def worlds(draw: Any) -> dict[str, Any]:
    """Return which people which records and rows lead to, and what rows two records of a person have."""
    return {
        "rosters": draw(st.lists(st.lists(st.tuples(who, maybe), max_size=3), max_size=2)),
        "nominations": draw(st.lists(st.tuples(who, st.booleans()), max_size=3)),
        "signers": draw(st.lists(maybe, max_size=2)),
        "apart": draw(st.lists(st.tuples(who, who), max_size=3)),
        "rows": draw(st.lists(st.tuples(who, st.sampled_from("ab")), max_size=5)),
        "choices": draw(
            st.dictionaries(
                st.sampled_from(["full_name", "birth_date", "initiative", "phone"]),
                st.sampled_from(["keep", "gone"]),
            )
        ),
    }


@pytest.fixture(scope="module")
def shared(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataFile]:
    place = tmp_path_factory.mktemp("merge") / "a.hnab"
    data_files.copy(template, place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HNABROAD_HOME", str(tmp_path_factory.mktemp("merge-home")))
        opened = files.open_file(place, password=data_files.PASSWORD)
        yield opened
        files.close(opened)


def build(file: DataFile, world: dict[str, Any]) -> dict[str, str]:
    ids = dict.fromkeys(NAMES, "")
    with file.transaction("bulk") as step:
        for number, name in enumerate(NAMES):
            rows = tuple(Row({"name": word}) for owner, word in world["rows"] if owner == name)
            record = CADRE.new(
                full_name="Lê Thị Hòa", birth_date="1985", unit=file.unit_id, phone=str(number)
            )
            ids[name] = step.add(record.with_table("initiative", rows))
        for one, other in world["apart"]:
            if one != other:
                stored = step.load("cadre", ids[one])
                assert stored is not None
                rows = (*stored.table("not_same_person"), Row({"cadre": ids[other]}))
                step.save(stored.with_table("not_same_person", rows), stored)
        for number, roster in enumerate(world["rosters"]):
            lines = tuple(
                Row({"cadre": ids[name], "replaced_by": ids[other] if other else None, "role": "trainee"})
                for name, other in roster
            )
            step.add(Record("class", {"name": f"Lớp {number}"}, {"roster": lines}))
        for name, deleted in world["nominations"]:
            nomination = step.add(Record("nomination", {"cadre": ids[name]}))
            if deleted:
                step.delete("nomination", nomination, "nhầm")
        for other in world["signers"]:
            step.add(Record("signer", {"full_name": "X", "cadre": ids[other] if other else None}))
    return ids


def dump(file: DataFile) -> dict[str, Any]:
    """Return every record that may lead to a person, deleted ones too."""
    with file.reading() as connection:
        driver: Any = connection.connection.driver_connection
        found = driver.execute(
            "SELECT kind, eid FROM entity WHERE kind IN ('cadre', 'class', 'nomination', 'signer')"
        ).fetchall()
    result = {}
    for kind, eid in found:
        record = read(file, kind, eid.hex())
        tables = {t: tuple((r.id, dict(r.values)) for r in rows) for t, rows in record.rows.items() if rows}
        result[eid.hex()] = (kind, dict(record.values), tables, record.deleted)
    return result


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(world=worlds())
def test_merge_leads_every_link_to_the_survivor_and_undo_restores_all(
    shared: DataFile, world: dict[str, Any]
) -> None:
    ids = build(shared, world)
    before = dump(shared)
    merging.merge(shared, ids["keep"], ids["gone"], world["choices"])
    assert shared.referring(ids["gone"]) == []
    for kind, record_id, field in shared.referring(ids["keep"], deleted=False):
        if kind == "cadre.not_same_person":
            assert shared.owners(kind, [record_id])[record_id] != ids["keep"]
        assert isinstance(field, str)
    merged = read(shared, "cadre", ids["keep"])
    if "initiative" not in world["choices"]:
        expected = {word for owner, word in world["rows"] if owner in {"keep", "gone"}}
        assert sorted(str(row["name"]) for row in merged.table("initiative")) == sorted(expected)
    assert [f for f in shared.findings() if f.what == "reference"] == []
    records.undo(shared)
    assert dump(shared) == before
    records.redo(shared)
    assert shared.referring(ids["gone"]) == []
    records.undo(shared)
    assert dump(shared) == before


def test_every_kind_of_link_to_a_person_is_known() -> None:
    """A new link is followed without anything being said about it here."""
    links = {
        f"{kind.code}.{owner.name}"
        for kind in KINDS.values()
        for owner in kind.fields
        if isinstance(owner, Reference) and "cadre" in owner.kinds
    }
    assert {"nomination.cadre", "signer.cadre", "cadre.same_as"} <= links
