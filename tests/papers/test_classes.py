"""The list of a class: places, replacements, order and what goes with them."""

from __future__ import annotations

import pytest

from hnabroad_desktop.actions import classes, records
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.store.datafile import DataFile
from tests.papers.city import PEOPLE, City


def names(file: DataFile, city: City) -> list[str]:
    return [place.name for place in classes.roster(file, city.class_id)]


def row_of(file: DataFile, city: City, name: str) -> str:
    return next(p.row_id for p in classes.roster(file, city.class_id) if p.name == name)


def test_the_list_stands_as_arranged_with_counts(file: DataFile, city: City) -> None:
    assert names(file, city) == [person[0] for person in PEOPLE]
    counts = classes.counts(file, city.class_id)
    assert (counts.people, counts.women, counts.places, counts.money) == (6, 3, 6, 6 * 180_000_000)
    assert [p.name for p in classes.reserve_list(file, city.class_id)] == ["Ngô Ý Nhi", "Đỗ Minh Đạt"]


def test_a_newcomer_takes_the_place_of_the_post_and_money_follows(file: DataFile, city: City) -> None:
    classes.withdraw(file, city.class_id, row_of(file, city, "Lê Văn Bình"), "Xin rút vì việc gia đình")
    assert classes.counts(file, city.class_id).money == 5 * 180_000_000
    done = classes.replace(file, city.class_id, row_of(file, city, "Nguyễn Thị Hoa"), "Ốm")
    # Trưởng phòng of a department: behind the Trưởng phòng of Sở Nội vụ, before the ward.
    assert done.number == names(file, city).index("Ngô Ý Nhi") + 1
    assert names(file, city)[0] == "Trần Đức Lương"
    assert names(file, city)[-1] == "Phạm Minh Khôi"
    assert names(file, city).index("Ngô Ý Nhi") < names(file, city).index("Vũ Thị Ánh")
    assert classes.counts(file, city.class_id).people == 5


def test_replacing_the_head_keeps_a_head(file: DataFile, city: City) -> None:
    classes.replace(file, city.class_id, row_of(file, city, "Trần Đức Lương"), "Công tác khác")
    first = classes.roster(file, city.class_id)[0]
    assert (first.name, first.role) == ("Ngô Ý Nhi", "head")


def test_a_reason_is_asked_for(file: DataFile, city: City) -> None:
    before = names(file, city)
    with pytest.raises(AppError):
        classes.replace(file, city.class_id, row_of(file, city, "Lê Văn Bình"), " ")
    with pytest.raises(AppError):
        classes.withdraw(file, city.class_id, row_of(file, city, "Lê Văn Bình"), "")
    assert names(file, city) == before


def test_without_a_reserve_a_person_is_chosen(file: DataFile, city: City) -> None:
    for _turn in range(2):
        classes.replace(file, city.class_id, classes.roster(file, city.class_id)[2].row_id, "Ốm")
    with pytest.raises(AppError, match="dự phòng"):
        classes.replace(file, city.class_id, row_of(file, city, "Vũ Thị Ánh"), "Ốm")


def test_nobody_stands_twice(file: DataFile, city: City) -> None:
    with pytest.raises(FormError):
        classes.add(file, city.class_id, city.cadres[2])
    with pytest.raises(FormError):
        classes.add_reserve(file, city.class_id, city.reserves[0])


def test_the_order_is_the_officers_until_chosen_otherwise(file: DataFile, city: City) -> None:
    classes.move(file, city.class_id, row_of(file, city, "Nguyễn Thị Hoa"), 2)
    assert names(file, city)[1] == "Nguyễn Thị Hoa"
    classes.arrange(file, city.class_id, "alphabet")
    assert names(file, city)[1:-1] == ["Vũ Thị Ánh", "Lê Văn Bình", "Nguyễn Thị Hoa", "Hoàng Thị Yến"]
    classes.arrange(file, city.class_id, "post")
    assert names(file, city)[0] == "Trần Đức Lương"
    assert names(file, city)[-1] == "Phạm Minh Khôi"
    records.undo(file)
    assert names(file, city)[1] == "Vũ Thị Ánh"


def test_one_head_only(file: DataFile, city: City) -> None:
    with pytest.raises(FormError):
        classes.set_role(file, city.class_id, row_of(file, city, "Lê Văn Bình"), "head")
    classes.set_role(file, city.class_id, row_of(file, city, "Lê Văn Bình"), "deputy")
    assert names(file, city)[1] == "Lê Văn Bình"
