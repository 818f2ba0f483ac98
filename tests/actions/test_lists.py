"""Lists and search: words, columns, order, and the one record a text means."""

from __future__ import annotations

import pytest

from hnabroad_desktop.actions import catalogues, lists, records
from hnabroad_desktop.actions.lists import Listing, Query
from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.unit import UNIT
from hnabroad_desktop.store.datafile import DataFile


def names(file: DataFile, query: Query) -> list[str]:
    listing = Listing(file, "cadre", ("full_name",))
    count, _whole = listing.count(query)
    return [str(line.cells[0]) for line in listing.page(query, 0, count)]


def test_people_stand_in_vietnamese_order(file: DataFile) -> None:
    assert names(file, Query()) == ["Nguyễn Văn An", "Nguyễn Văn An", "Đặng Minh Ánh", "Lê Thị Hòa"]
    assert names(file, Query(descending=True))[0] == "Lê Thị Hòa"


def test_names_stand_in_the_order_one_is_used_to(file: DataFile) -> None:
    assert names(file, Query(habits="family")) == [
        "Đặng Minh Ánh",
        "Lê Thị Hòa",
        "Nguyễn Văn An",
        "Nguyễn Văn An",
    ]
    assert names(file, Query(habits="tones", descending=True))[0] == "Lê Thị Hòa"
    assert names(file, Query(habits="family", group="sex"))[0] in ("Đặng Minh Ánh", "Nguyễn Văn An")


def test_the_head_of_a_list_orders_by_its_own_words(file: DataFile) -> None:
    listing = Listing(file, "unit", ("name", "code"))
    found = [str(line.cells[0]) for line in listing.page(Query(sort="name"), 0, 3000)]
    assert found == sorted(found, key=lambda name: vietnamese.sort_key("", name))
    default = [str(line.cells[0]) for line in Listing(file, "unit", ("name",)).page(Query(), 0, 3000)]
    assert default != found, "units have an order of their own"


def test_choices_stand_as_their_list_has_them(file: DataFile) -> None:
    listing = Listing(file, "cadre", ("sex", "post"))
    sexes = [line.cells[0] for line in listing.page(Query(sort="sex"), 0, 9)]
    assert sexes == sorted(sexes, key=["male", "female"].index)
    catalogue = [code for code, _text in catalogues.options(file, "post")]
    for code in (catalogue[7], catalogue[2], "~Chuyên gia"):
        records.save(file, CADRE.new(full_name="Lý An", unit=file.unit_id, post=code))
    posts = [line.cells[1] for line in listing.page(Query("ly an", sort="post"), 0, 9)]
    assert posts == [catalogue[2], catalogue[7], "~Chuyên gia"]


def test_two_units_of_one_name_are_two_groups(file: DataFile) -> None:
    twins = []
    for code in ("G1", "G2"):
        twins.append(records.save(file, UNIT.new(name="Phòng Đôi", kind="division", code=code)).id)
    for number, name in enumerate(("An", "Bình", "Chi", "Dũng")):
        records.save(file, CADRE.new(full_name=f"Lý {name}", unit=twins[number % 2], phone="7"))
    listing, query = (
        Listing(file, "cadre", ("full_name", "unit")),
        Query(filters={"phone": "7"}, group="unit"),
    )
    units = [line.cells[1] for line in listing.page(query, 0, 9)]
    assert units in (
        [twins[0], twins[0], twins[1], twins[1]],
        [twins[1], twins[1], twins[0], twins[0]],
    )
    assert [(g.title, g.totals.rows) for g in listing.groups(query)] == [("Phòng Đôi", 2)] * 2
    assert [g.value for g in listing.groups(query)] == [units[0], units[2]]


def test_yes_or_no_is_filtered_while_it_is_typed(file: DataFile) -> None:
    listing = Listing(file, "view", ("name",))
    whole = listing.count(Query())[1]
    for typed, found in (("c", whole), ("Có", whole), ("k", 0), ("không", 0), ("xyz", 0)):
        assert listing.count(Query(filters={"shipped": typed}))[0] == found


def test_rows_are_read_by_their_ids(file: DataFile) -> None:
    listing = Listing(file, "cadre")
    ids = listing.ids(Query())
    assert listing.lines(ids[::-1]) == listing.page(Query(), 0, 9)[::-1]
    assert listing.lines([]) == listing.lines(["0" * 32]) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("an nguyen"), 2),
        (Query("SNV-003"), 1),
        (Query("hoà"), 1),
        (Query("100%"), 0),
        (Query(filters={"birth_date": "3/1985"}), 2),
        (Query(filters={"birth_date": ">=1985"}), 3),
        (Query(filters={"sex": "nữ"}), 2),
        (Query(filters={"post": "cao cấp"}), 2),
        (Query(filters={"unit": "nội vụ"}), 4),
        (Query(filters={"citizen_id": "="}), 4),
        (Query("an", {"sex": "nam", "birth_date": "1979"}), 1),
        (Query(filters={"sex": "  "}), 4),
    ],
)
def test_conditions_narrow_the_list(query: Query, found: int, file: DataFile) -> None:
    listing = Listing(file, "cadre")
    assert listing.count(query) == (found, 4)
    assert len(listing.ids(query)) == found
    assert query.conditions == (0 if found == 4 and "sex" in query.filters else query.conditions)


def test_a_page_is_a_part_of_the_same_order(file: DataFile) -> None:
    listing, query = Listing(file, "unit"), Query()
    count, whole = listing.count(query)
    assert count == whole > 2000
    ids = listing.ids(query)
    assert [line.id for line in listing.page(query, 1000, 50)] == ids[1000:1050]
    assert listing.page(query, count, 50) == []


def test_a_list_follows_what_is_written(file: DataFile) -> None:
    listing, query = Listing(file, "cadre"), Query()
    assert listing.count(query)[0] == 4
    records.delete(file, "cadre", lists.find_one(file, "cadre", "SNV-002"), "nhầm")
    assert listing.count(query)[0] == 3
    assert listing.count(Query(deleted=True))[0] == 1


def test_numbers_are_read_as_they_are_stored(file: DataFile) -> None:
    (line, *_more) = Listing(file, "cadre", ("times_abroad", "last_rating_year")).page(Query(), 0, 4)
    assert line.cells == (0, None)
    assert isinstance(line.cells[0], int)


def test_one_box_finds_records_of_every_kind_exact_marks_first(file: DataFile) -> None:
    hits = lists.search(file, "hòa", ("cadre", "unit"), limit=50)
    assert hits[0].title == "Lê Thị Hòa"
    assert "Sở Nội vụ" in hits[0].detail
    assert {hit.kind for hit in hits} == {"cadre", "unit"}
    assert all(hit.kind not in {"catalogue_value", "setting"} for hit in lists.search(file, "a"))


def test_a_record_is_meant_by_id_code_or_title(file: DataFile) -> None:
    unit = lists.find_one(file, "unit", "SNV")
    assert unit == file.unit_id
    assert lists.find_one(file, "unit", unit) == unit
    dashed = f"{unit[:8]}-{unit[8:12]}-{unit[12:16]}-{unit[16:20]}-{unit[20:]}".upper()
    assert lists.find_one(file, "unit", dashed) == unit
    assert lists.find_one(file, "cadre", "đặng minh ánh") == lists.find_one(file, "cadre", "SNV-003")
    assert lists.find_one(file, "cadre", unit) == ""


def test_several_of_one_title_are_told_apart_by_what_is_in_force(file: DataFile) -> None:
    assert len(lists.meant_by(file, "cadre", "Nguyễn Văn An")) == 2
    assert lists.find_one(file, "cadre", "Nguyễn Văn An") == ""
    named = UNIT.new(name="Phòng Thử", kind="division")
    records.save(file, named.with_values(code="T1", valid_to="2020-01-01"))
    now = records.save(file, named.with_values(code="T2")).id
    assert lists.find_one(file, "unit", "phòng thử") == now
    assert lists.meant_by(file, "unit", "T1") != [now]


def test_an_institution_is_found_by_how_often_it_organised_in_a_country(file: DataFile) -> None:
    japan, france, korea = (file.find("country", code=code)[0].id for code in ("JP", "FR", "KR"))

    def add(name: str, *countries: str) -> str:
        rows = tuple(Row({"country": country}) for country in countries)
        kept = Record("institution", {"name": name, "governing_body": "Bộ Nội vụ"})
        return records.save(file, kept.with_table("experience", rows)).id

    add("Học viện A", japan, france, japan)
    add("Học viện B", japan, korea)
    add("Học viện C")
    listing = Listing(file, "institution", ("name", "countries"))

    def found(text: str) -> list[str]:
        query = Query(sort="name", filters={"countries": text})
        lines = listing.page(query, 0, 9)
        assert listing.count(query)[0] == len(lines)
        return [str(line.cells[0])[-1] for line in lines]

    said = {str(line.cells[0])[-1]: line.cells[1] for line in listing.page(Query(), 0, 9)}
    assert said == {"A": "Nhật Bản (2), Pháp (1)", "B": "Hàn Quốc (1), Nhật Bản (1)", "C": None}
    assert (found("nhat ban"), found("nhật bản ≥ 2"), found("nhat ban >1")) == (["A", "B"], ["A"], ["A"])
    assert (found("han quoc | phap"), found("="), found("*")) == (["A", "B"], ["C"], ["A", "B"])
    assert found("japan >= 2") == []
