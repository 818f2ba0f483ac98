"""Saved views, filters in words, several columns of order, groups and totals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hnabroad_desktop.actions import lists, records, views
from hnabroad_desktop.actions.lists import Order, Query
from hnabroad_desktop.actions.views import View
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import shipped_records
from hnabroad_desktop.store import opening
from hnabroad_desktop.store.datafile import DataFile

OWN = View(
    kind="cadre",
    name="Nữ, theo đơn vị",
    query=Query(
        words="thi",
        filters={"sex": "=female", "birth_date": ">= 1980", "post": ""},
        sort="birth_date",
        descending=True,
        then=(Order("full_name"),),
        group="unit",
    ),
    columns=("full_name", "birth_date", "unit"),
    widths={"unit": 240},
    note="để báo cáo",
)


def kept(view: View) -> View:
    """Return what of a view is kept: empty filters say nothing."""
    filters = {column: text for column, text in view.query.filters.items() if text.strip()}
    return replace(view, id="", query=replace(view.query, filters=filters))


def test_a_view_comes_back_as_it_was_saved(file: DataFile) -> None:
    view_id = views.save(file, OWN)
    assert kept(views.get(file, view_id)) == kept(OWN)
    changed = replace(views.get(file, view_id), columns=("full_name", "unit", "sex"), name="Khác")
    assert views.save(file, changed) == view_id
    assert kept(views.get(file, view_id)) == kept(changed)
    records.undo(file)
    assert kept(views.get(file, view_id)) == kept(OWN)


def test_a_view_needs_a_name(file: DataFile) -> None:
    with pytest.raises(FormError):
        views.save(file, replace(OWN, name=" "))


def test_six_views_are_shipped_and_show_columns_that_exist() -> None:
    shipped = [record for record in shipped_records() if record.kind == "view"]
    assert len(shipped) == 6
    for record in shipped:
        known = KINDS[record.text("kind")].by_name
        for table in ("filters", "columns", "sorts"):
            assert {str(row["column"]) for row in record.table(table)} <= set(known)
        assert record["grouping"] is None or record["grouping"] in known


def test_shipped_views_can_be_asked(file: DataFile) -> None:
    for kind in ("cadre", "plan_line"):
        for view in views.views(file, kind):
            listing = lists.Listing(file, kind, view.columns)
            count, _all = listing.count(view.query)
            assert len(listing.page(view.query, 0, 100)) == count
            assert views.describe(file, kind, view.query) or kind == "plan_line"
    gaps = next(v for v in views.views(file, "cadre") if "bổ sung" in v.name)
    assert lists.Listing(file, "cadre", gaps.columns).count(gaps.query)[0] == 4


def test_a_changed_shipped_view_is_kept_beside_it(file: DataFile) -> None:
    shipped = views.views(file, "cadre")[-1]
    own = views.save(file, replace(shipped, name="Của tôi"))
    assert own != shipped.id
    assert views.get(file, shipped.id) == shipped
    found = views.views(file, "cadre")
    assert found[0].id == own
    assert not found[0].shipped
    views.remove(file, own)
    with pytest.raises(AppError):
        views.get(file, own)
    records.undo(file)
    assert views.get(file, own).name == "Của tôi"


def test_own_views_outlast_a_newer_program(file: DataFile) -> None:
    own = views.save(file, OWN)
    shipped = [view for view in views.views(file, "cadre") if view.shipped]
    changed = views.save(file, replace(shipped[0], name="Của tôi"))
    before = views.views(file, "cadre")
    # What an update does when it opens the file: everything it ships is offered again.
    opening.write_shipped(file, shipped_records())
    assert views.views(file, "cadre") == before
    assert {own, changed} <= {view.id for view in before if not view.shipped}


def test_views_travel_as_text(file: DataFile) -> None:
    first, second = views.save(file, OWN), views.save(file, replace(OWN, name="Thứ hai"))
    text = views.export(file, [first, second])
    adopted = views.adopt(file, text)
    assert [kept(views.get(file, i)) for i in adopted] == [kept(views.get(file, i)) for i in (first, second)]
    records.undo(file)
    assert len([v for v in views.views(file, "cadre") if not v.shipped]) == 2


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": 9, "views": []}', '{"format": 1, "views": [3]}', '{"format": 1}']
)
def test_what_is_no_export_is_refused(file: DataFile, text: str) -> None:
    with pytest.raises(AppError, match="không có kiểu xem"):
        views.adopt(file, text)
    with pytest.raises(FormError):
        views.adopt(file, '{"format": 1, "views": [{"values": 1, "tables": []}]}')


def test_a_column_nobody_knows_is_left_out(file: DataFile) -> None:
    record = Record("view", {"name": "X", "kind": "cadre", "grouping": "later"})
    view = views.get(file, records.save(file, record).id)
    assert view.query == Query()


def test_filters_are_said_in_words(file: DataFile) -> None:
    query = Query(
        words="an",
        filters={
            "sex": "=female | =male",
            "birth_date": ">= 3/1980",
            "appointment_date": "2020 - 2021",
            "language_level": "> 3",
            "last_rating_year": "<= 2024",
            "retirement_date": "< 2030",
            "status_date": "> 1/1/2025",
            "coefficient": ">= 4",
            "health_check_date": "<= 2025",
            "times_abroad": "0",
            "post": "phòng",
            "ethnicity": "Kinh",
            "unit": "nội vụ",
            "religion": "=",
            "party_join_date": "*",
            "phone": "=0901",
        },
    )
    assert views.describe(file, "cadre", query) == [
        "có từ “an”",
        "Giới tính: Nữ hoặc Nam",
        "Ngày sinh: từ 3/1980 trở đi",
        "Ngày bổ nhiệm: từ 2020 đến 2021",
        "Bậc ngoại ngữ cao nhất: trên 3",
        "Năm xếp loại gần nhất: từ 2024 trở xuống",
        "Thời điểm nghỉ hưu: trước 2030",
        "Kể từ ngày: sau 01/01/2025",
        "Hệ số lương: từ 4 trở lên",
        "Giấy khám sức khỏe, ngày cấp: đến 2025",
        "Số lần đã đi bồi dưỡng ở nước ngoài: 0",
        "Chức vụ: có “phòng”",
        "Dân tộc: Kinh",
        "Cơ quan, đơn vị: có “nội vụ”",
        "Tôn giáo: để trống",
        "Ngày vào Đảng: có giá trị",
        "Điện thoại: “0901”",
    ]
    order = Query(sort="unit", descending=True, then=(Order("full_name"),))
    assert views.describe_order("cadre", order) == "Cơ quan, đơn vị (ngược lại), Họ và tên"
    assert views.describe(file, "cadre", Query()) == []


def people(file: DataFile) -> list[str]:
    made = []
    for name, birth, sex in (("Bình", "1980", "male"), ("An", "1980", "male"), ("Chi", "1990", "female")):
        values = {"full_name": f"Trần {name}", "birth_date": birth, "sex": sex, "unit": file.unit_id}
        made.append(records.save(file, CADRE.new(**values, phone="7")).id)
    return made


def test_lists_are_sorted_by_several_columns(file: DataFile) -> None:
    b, a, c = people(file)
    listing = lists.Listing(file, "cadre", ("full_name",))
    only = {"phone": "7"}
    assert listing.ids(Query(filters=only, sort="birth_date", then=(Order("full_name"),))) == [a, b, c]
    backwards = (Order("full_name", descending=True),)
    assert listing.ids(Query(filters=only, sort="birth_date", then=backwards)) == [b, a, c]
    assert listing.ids(Query(filters=only, sort="birth_date", descending=True, then=backwards)) == [c, b, a]
    assert listing.ids(Query(filters=only, sort="full_name", group="sex")) == [a, b, c]
    assert listing.ids(Query(filters=only)) == [a, b, c]


def test_equal_or_exactly_or_either(file: DataFile) -> None:
    b, a, c = people(file)
    listing = lists.Listing(file, "cadre", ("full_name",))

    def found(**filters: str) -> set[str]:
        return set(listing.ids(Query(filters={"phone": "7", **filters})))

    assert found(sex="=female") == {c}
    assert found(sex="=female | =male") == {a, b, c}
    assert found(full_name="=tran an") == {a}
    assert found(full_name="=tran") == set()
    assert found(full_name="an | chi") == {a, c, b}
    assert found(unit="=sở nội vụ") == {a, b, c}
    assert found(birth_date="=1990") == {c}


def test_the_first_pages_are_the_same_with_and_without_the_rest(file: DataFile) -> None:
    people(file)
    fresh, read = lists.Listing(file, "unit"), lists.Listing(file, "unit")
    read.ids(Query())
    for query in (Query(), Query(sort="name"), Query(sort="name", descending=True)):
        ids = read.ids(query)
        for offset in (0, 40, 2500):
            page = [line.id for line in fresh.page(query, offset, 30)]
            assert page == ids[offset : offset + 30]
        assert fresh.count(query) == (len(ids), len(ids))


def test_groups_and_totals_are_of_what_is_shown(file: DataFile) -> None:
    plan = records.save(file, Record("plan", {"name": "Kế hoạch", "year": 2026})).id
    money = {"Sở Nội vụ": (3_000_000_000, 1_000_000_000), "Sở Tài chính": (500_000_000,)}
    for body, amounts in money.items():
        for amount in amounts:
            unit = lists.find_one(file, "unit", body)
            values = {"plan": plan, "content": f"Khóa {amount}", "field": "~Khác", "course_kind": "short"}
            line = Record("plan_line", {**values, "people": 20, "total": amount, "lead_body": unit})
            records.save(file, line)
    listing = lists.Listing(file, "plan_line", ("content", "people", "total"))
    assert listing.totals(Query()) == (3, {"total": 4_500_000_000})
    assert listing.totals(Query(filters={"total": "> 600.000.000"})) == (2, {"total": 4_000_000_000})
    assert [(g.title, g.totals) for g in listing.groups(Query(group="lead_body"))] == [
        ("Sở Nội vụ", (2, {"total": 4_000_000_000})),
        ("Sở Tài chính", (1, {"total": 500_000_000})),
    ]
    down = Query(group="lead_body", sort="lead_body", descending=True)
    assert [g.totals.rows for g in listing.groups(down)] == [1, 2]
