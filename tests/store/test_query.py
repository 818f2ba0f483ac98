"""What a list and a search box find, and in what order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import Choice
from hnabroad_desktop.store import finding, query
from hnabroad_desktop.store.conditions import Condition
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.query import Asked
from tests.store import toy
from tests.store.toy import AWAY, FAR, HOME, thing

PEOPLE: list[dict[str, Any]] = [
    {
        "name": "Đặng Văn An",
        "size": 5,
        "rate": "4.98",
        "price": 1_500_000,
        "day": "2020-05-07",
        "place": HOME,
    },
    {"name": "Dang Van An", "size": 12, "rate": "2.34", "price": 900, "day": "2021-01-01", "place": AWAY},
    {"name": "Nguyễn Thị Ánh", "size": -3, "since": "1985", "good": True, "place": FAR},
    {"name": "Nguyễn Thị Anh", "size": 0, "since": "1985-03", "good": False, "colour": "red"},
    {"name": "Lê 100% Bình", "since": "1985-03-12", "colour": "~tím than", "other": "a_b"},
    {"name": "Lê 1000 Bình", "since": "1986-01", "colour": "blue", "other": "axb"},
    {"name": "Trần\\Chi", "since": "1984-12-31", "colour": "~Đỏ sẫm"},
]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataFile]:
    opened = toy.opened(toy.copy_of_pattern(tmp_path_factory.mktemp("query")))
    with opened.transaction("add") as step:
        for person in PEOPLE:
            step.add(thing(**person))
        gone = step.add(thing(name="Đặng Văn Đã Xóa"))
        step.delete("thing", gone, "thử")
    yield opened
    opened.close()


def codes(field: Choice, text: str, *, whole: bool = False) -> list[str]:
    return [code for code, label in field.options if text in vietnamese.fold(label)]


def names(file: DataFile, *conditions: tuple[str, str], **more: Any) -> list[str]:
    with file.reading() as db:
        asked = Asked(conditions=[Condition(*c) for c in conditions], **more)
        found = query.ids(db, file.model, "thing", asked, codes)
        by_place = query.places(db, file.model, "thing", asked, codes)
        assert query.cells(db, file.model, "thing", by_place, ["name"]) == query.cells(
            db, file.model, "thing", found, ["name"]
        )
        return [cells[0] for _id, cells in query.cells(db, file.model, "thing", found, ["name"])]


def some(*places: int) -> set[str]:
    return {PEOPLE[place]["name"] for place in places}


def test_without_a_question_everything_stands_in_the_order_of_names(file: DataFile) -> None:
    found = names(file)
    assert set(found) == some(*range(7))
    assert len(found) == 7
    assert [vietnamese.fold(name) for name in found] == sorted(vietnamese.fold(name) for name in found)
    assert names(file, deleted=True) == ["Đặng Văn Đã Xóa"]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("dang", (0, 1)),
        ("ĐẶNG", (0, 1)),
        ("an van dang", (0, 1)),
        ("thi nguyen", (2, 3)),
        ("  ánh  ", (2, 3)),
        ("100%", (4,)),
        ("%", (4,)),
        ("_", (4,)),
        ("a_b", (4,)),
        ("\\", (6,)),
        ("100", (4, 5)),
        ("không ai", ()),
        ("", range(7)),
    ],
)
def test_words_in_any_order_without_marks_and_without_wildcards(
    file: DataFile, words: str, places: tuple[int, ...]
) -> None:
    assert set(names(file, words=words)) == some(*places)


@pytest.mark.parametrize(
    ("column", "text", "places"),
    [
        ("name", "dang van", (0, 1)),
        ("name", "100%", (4,)),
        ("name", "axb", ()),  # stands in another field that finds the record
        ("other", "a_", (4,)),
        ("other", "=", (0, 1, 2, 3, 6)),
        ("other", "*", (4, 5)),
        ("size", "5", (0,)),
        ("size", ">0", (0, 1)),
        ("size", ">= 0", (0, 1, 3)),
        ("size", "≤ 0", (2, 3)),
        ("size", "<0", (2,)),
        ("size", "0..5", (0, 3)),
        ("size", "-3 - 0", (2, 3)),
        ("size", "không", ()),
        ("rate", "4,98", (0,)),
        ("rate", ">2,3", (0, 1)),
        ("price", "1.500.000", (0,)),
        ("price", "<1.000", (1,)),
        ("day", "2020", (0,)),
        ("day", "7/5/2020", (0,)),
        ("day", ">7/5/2020", (1,)),
        ("day", ">=7/5/2020", (0, 1)),
        ("since", "1985", (2, 3, 4)),
        ("since", "3/1985", (3, 4)),
        ("since", "<=1985", (2, 3, 4, 6)),
        ("since", "<1985", (6,)),
        ("since", ">1985", (5,)),
        ("since", ">=1985", (2, 3, 4, 5)),
        ("since", "1984..1985", (2, 3, 4, 6)),
        ("since", "19", (2, 3, 4, 5, 6)),
        ("since", "chưa rõ", ()),
        ("good", "có", (2,)),
        ("good", "không", (3,)),
        ("colour", "do", (3, 6)),
        ("colour", "xanh", (5,)),
        ("colour", "tim than", (4,)),
        ("place", "ha noi", (0,)),
        ("place", "anh dong", (1,)),
        ("place", "=", (3, 4, 5, 6)),
        ("friend", "ha noi", ()),
        ("name", "   ", range(7)),
        ("no_such_field", "x", range(7)),
    ],
)
def test_every_kind_of_field_has_its_condition(
    file: DataFile, column: str, text: str, places: tuple[int, ...]
) -> None:
    assert set(names(file, (column, text))) == some(*places)


def test_conditions_and_words_narrow_together(file: DataFile) -> None:
    assert names(file, ("size", ">0"), ("rate", "<3"), words="dang") == ["Dang Van An"]


def test_columns_sort_by_what_they_mean(file: DataFile) -> None:
    assert [n for n in names(file, order=[("size", False)]) if n in some(0, 1, 2, 3)] == [
        PEOPLE[place]["name"] for place in (2, 3, 0, 1)
    ]
    assert names(file, order=[("place", True)])[:3] == [PEOPLE[place]["name"] for place in (2, 0, 1)]
    with_place = [n for n in names(file, order=[("place", False)]) if n in some(0, 1, 2)]
    assert with_place == [PEOPLE[place]["name"] for place in (1, 0, 2)]  # Đông Anh, Hà Nội, Ứng Hòa
    assert [n for n in names(file, order=[("since", False)]) if n in some(2, 3, 4, 6)] == [
        PEOPLE[place]["name"] for place in (6, 2, 3, 4)
    ]
    assert names(file, order=[("rate", True)])[:2] == [PEOPLE[0]["name"], PEOPLE[1]["name"]]


def test_further_columns_part_what_is_equal(file: DataFile) -> None:
    both = [("since", False), ("name", True)]
    assert names(file, ("since", "*"), order=both) == names(file, ("since", "*"), order=[("since", False)])
    forwards = [vietnamese.fold(name) for name in names(file)]
    for name in ("", "name"):
        backwards = [vietnamese.fold(each) for each in names(file, order=[(name, True)])]
        assert backwards == forwards[::-1]


def test_an_unknown_order_is_that_of_names(file: DataFile) -> None:
    assert names(file, order=[("no_such_field", False)]) == names(file)


def test_cells_are_values_not_what_the_database_keeps(file: DataFile) -> None:
    with file.reading() as db:
        found = query.ids(db, file.model, "thing", Asked("dang van an"), codes)
        cells = query.cells(db, file.model, "thing", found, ["name", "rate", "place", "good"])
    assert {values for _id, values in cells} == {
        ("Đặng Văn An", "4.98", HOME, None),
        ("Dang Van An", "2.34", AWAY, None),
    }


def found_titles(file: DataFile, words: str, limit: int = 5) -> list[str]:
    with file.reading() as db:
        driver: Any = db.connection.driver_connection
        found = finding.search(driver, file.model, ["thing", "place"], words, limit, codes)
        return [hit.title for hit in found]


def test_what_has_the_marks_as_typed_comes_first(file: DataFile) -> None:
    assert found_titles(file, "đặng") == ["Đặng Văn An", "Dang Van An"]
    assert found_titles(file, "dang") == ["Dang Van An", "Đặng Văn An"]
    assert found_titles(file, "ánh")[0] == "Nguyễn Thị Ánh"
    assert found_titles(file, "anh")[0] == "Nguyễn Thị Anh"
    assert "Hà Nội" in found_titles(file, "noi ha")
    assert len(found_titles(file, "an", limit=1)) == 1


def test_marks_count_among_many(tmp_path: Path) -> None:
    """The one with the marks is found though hundreds without them stand before it."""
    file = toy.opened(toy.copy_of_pattern(tmp_path))
    with file.transaction("add") as step:
        for number in range(300):
            step.add(thing(name=f"Ha {number:03}"))
        step.add(thing(name="Xuân Hạ"))
    assert found_titles(file, "hạ")[0] == "Xuân Hạ"
    assert found_titles(file, "HẠ")[0] == "Xuân Hạ"
    assert len(found_titles(file, "ha")) == 5
    file.close()
