"""A workbook holds exactly what a list shows: filter, columns, order and groups; identifiers are texts."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from hnabroad_desktop.actions import exports, lists, records
from hnabroad_desktop.actions.lists import Order, Query
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile


def cells(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture
def people(file: DataFile) -> DataFile:
    for name, sex, number in (
        ("Lý An", "male", "001085012345"),
        ("Lý Bình", "female", "001185012346"),
        ("Lý Ánh", "male", None),
        ("=Lý+Chi", "female", None),
    ):
        values = {"full_name": name, "sex": sex, "citizen_id": number, "birth_date": "1985"}
        records.save(file, CADRE.new(**values, unit=file.unit_id, phone="7"))
    return file


def test_filter_columns_and_order_are_those_of_the_list(people: DataFile) -> None:
    query = Query(filters={"phone": "7"}, sort="sex", descending=True, then=(Order("full_name"),))
    rows = cells(exports.exported(people, "cadre", query, ("full_name", "citizen_id", "sex")))
    assert (rows[0][0], rows[0][2]) == ("Họ và tên", "Giới tính")
    assert [row[0] for row in rows[1:]] == ["=Lý+Chi", "Lý Bình", "Lý An", "Lý Ánh"]
    assert rows[3][1] == "001085012345", "zeros in front stay"
    book = openpyxl.load_workbook(io.BytesIO(exports.exported(people, "cadre", query, ("full_name",))))
    formula = next(c for row in book.active.iter_rows() for c in row if c.value == "=Lý+Chi")  # type: ignore[union-attr]
    assert (formula.data_type, formula.quotePrefix) == ("s", True)


def test_the_order_of_names_one_is_used_to_leaves_too(people: DataFile) -> None:
    query = Query(filters={"phone": "7", "sex": "nam"}, descending=True, habits="family")
    assert [row[0] for row in cells(exports.exported(people, "cadre", query))[1:]] == ["Lý Ánh", "Lý An"]


def test_groups_stand_under_their_heads(people: DataFile) -> None:
    query = Query(filters={"phone": "7"}, group="sex")
    rows = cells(exports.exported(people, "cadre", query, ("full_name", "birth_date")))
    assert [row[0] for row in rows[1:]] == ["Nam · 2", "Lý An", "Lý Ánh", "Nữ · 2", "=Lý+Chi", "Lý Bình"]
    assert rows[1][1] is None


def test_money_is_summed_by_group_and_in_all(file: DataFile) -> None:
    plan = records.save(file, Record("plan", {"name": "Kế hoạch", "year": 2026})).id
    for body, amount in (("Sở Nội vụ", 3), ("Sở Nội vụ", 1), ("Sở Tài chính", 5)):
        values = {"plan": plan, "content": f"Khóa {amount}", "field": "~Khác", "course_kind": "short"}
        unit = lists.find_one(file, "unit", body)
        records.save(file, Record("plan_line", {**values, "people": 2, "total": amount, "lead_body": unit}))
    query = Query(group="lead_body", sort="lead_body")
    rows = cells(exports.exported(file, "plan_line", query, ("content", "total")))
    assert [rows[at][1] for at in (1, 4, 5, 6)] == [4, 5, 5, 9]
    assert {rows[2][1], rows[3][1]} == {1, 3}
    assert rows[1][0] == "Sở Nội vụ · 2"
