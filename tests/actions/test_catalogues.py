"""Catalogues: what a typed text means, and matching what waits for a value."""

from __future__ import annotations

import pytest

from hnabroad_desktop.actions import catalogues, lists, records
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Choice
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.catalogue_value import CATALOGUE_VALUE
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.datafile import DataFile


def choice(name: str) -> Choice:
    field = CADRE.by_name[name]
    assert isinstance(field, Choice)
    return field


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("ethnicity", "02", "02"),
        ("ethnicity", "Tày", "02"),
        ("ethnicity", "tay", "02"),
        ("ethnicity", "không có", None),
        ("sex", "nữ", "female"),
        ("sex", "nu", "female"),
        ("sex", "female", "female"),
        ("sex", "khác", None),
    ],
)
def test_a_text_means_a_code(name: str, text: str, code: str | None, file: DataFile) -> None:
    assert catalogues.code_of(file, choice(name), text) == code


def test_words_that_could_mean_two_values_mean_none(file: DataFile) -> None:
    for code, name in (("x1", "Má"), ("x2", "Mà")):
        records.save(file, CATALOGUE_VALUE.new(catalogue="ethnicity", code=code, name_vi=name))
    assert catalogues.code_of(file, choice("ethnicity"), "ma") is None
    assert catalogues.code_of(file, choice("ethnicity"), "mà") == "x2"
    assert set(catalogues.codes_saying(file, choice("ethnicity"), "ma")) >= {"x1", "x2"}
    assert catalogues.codes_saying(file, choice("sex"), "nu") == ["female"]


def test_options_are_those_in_use_today_in_their_order(file: DataFile) -> None:
    before = catalogues.options(file, "ethnicity")
    for code, values in {
        "z1": {"valid_to": "2020-01-01"},
        "z2": {"valid_from": "2199-01-01"},
        "z3": {"retired": True},
        "z4": {"valid_from": "2020-01-01"},
    }.items():
        records.save(file, CATALOGUE_VALUE.new(catalogue="ethnicity", code=code, name_vi=code, **values))
    after = catalogues.options(file, "ethnicity")
    assert [option for option in after if option not in before] == [("z4", "z4")]


def test_matching_repairs_records_and_rows_in_one_step_that_can_be_undone(file: DataFile) -> None:
    first = lists.find_one(file, "cadre", "SNV-001")
    record = records.get(file, "cadre", first)
    assert record is not None
    rows = [
        *record.table("career_record"),
        Row({"post": "~Chuyên gia cao cấp", "from_date": "2001", "to_date": "2005"}),
    ]
    records.save(file, record.with_table("career_record", rows))
    ((catalogue, text, uses),) = catalogues.unmatched(file)
    assert (catalogue, text) == ("post", "Chuyên gia cao cấp")
    assert uses == 5  # two people, in the header and the newest line of the career, and the old line
    records.save(file, CATALOGUE_VALUE.new(catalogue="post", code="cgcc", name_vi="Chuyên gia cao cấp (mới)"))
    lines = file.counts()["_lines"]
    assert catalogues.match(file, "post", text, "cgcc") == uses
    assert catalogues.unmatched(file) == []
    assert file.counts()["_lines"] == lines + uses
    hoa = records.get(file, "cadre", lists.find_one(file, "cadre", "SNV-002"))
    assert hoa is not None
    assert hoa["post"] == hoa.table("career_record")[0]["post"] == "cgcc"
    assert records.undo(file) == "Khớp danh mục: Chuyên gia cao cấp"
    assert catalogues.unmatched(file) == [("post", text, uses)]
    assert list(file.findings()) == []


def test_matching_with_a_code_that_is_not_there_changes_nothing(file: DataFile) -> None:
    with pytest.raises(AppError, match="không có mã"):
        catalogues.match(file, "post", "Chuyên gia cao cấp", "không")
    assert len(catalogues.unmatched(file)) == 1


def test_a_text_that_waits_nowhere_leaves_no_step(file: DataFile) -> None:
    code = catalogues.options(file, "post")[0][0]
    assert catalogues.match(file, "post", "không ai ghi", code) == 0
    assert records.next_steps(file)[0] == ""
