"""Views, columns, orders, groups and bulk edits of a list over a real file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import bulk, lists, records, views
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.bulk_dialog import BulkDialog, change_selected
from hnabroad_desktop.ui.column_chooser import ColumnChooser
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.list_views import NameDialog
from hnabroad_desktop.ui.record_list import RecordList
from hnabroad_desktop.ui.shell import Shell
from tests.ui.own_window import column, new_file, window_on
from tests.ui.unikey import by_commits, by_key_events

NAMES = ("Nguyễn Văn An", "Trần Thị Ước", "Đặng Minh Ánh", "Đặng Ngọc Ước")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    with new_file(tmp_path / "tim.hnab", NAMES) as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot, file: DataFile) -> Iterator[Shell]:
    with window_on(qtbot, file, own=False) as shell:
        yield shell


def test_other_columns_are_shown_and_remembered(qtbot: QtBot, people: KindScreen) -> None:
    people.list.header.box("full_name").setText("dang")
    people.list.set_columns(["full_name", "sex"])
    qtbot.waitUntil(lambda: people.list.model.rowCount() == 2)
    assert column(people, 1) == ["Nam", "Nam"]
    assert people.list.header.box("full_name").text() == "dang"
    assert settings.read_columns("cadre") == ["full_name", "sex"]


def test_a_condition_on_a_column_out_of_sight_still_holds_and_is_cleared(
    qtbot: QtBot, people: KindScreen
) -> None:
    people.list.show_query(lists.Query(filters={"sex": "nữ"}), ["full_name", "unit"])
    qtbot.waitUntil(lambda: column(people) == ["Trần Thị Ước"])
    people.list.clear()
    qtbot.waitUntil(lambda: people.list.model.rowCount() == len(NAMES))


def test_the_chooser_finds_a_column_without_marks_and_moves_it(qtbot: QtBot) -> None:
    chooser = ColumnChooser(None, CADRE, CADRE.columns)
    qtbot.addWidget(chooser)
    assert chooser.list.count() > 40
    chooser.search.setText("ho chieu")
    seen = [i for i in range(chooser.list.count()) if not chooser.list.item(i).isHidden()]
    assert seen
    assert all("hộ chiếu" in chooser.list.item(i).text().lower() for i in seen)
    chooser.list.item(seen[0]).setCheckState(Qt.CheckState.Checked)
    assert len(chooser.names()) == len(CADRE.columns) + 1
    chooser.search.clear()
    chooser.list.setCurrentRow(2)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert chooser.names()[:2] == [CADRE.columns[0], CADRE.columns[2]]


def test_several_columns_decide_the_order(qtbot: QtBot, people: KindScreen) -> None:
    people.list.set_columns(["full_name", "sex"])
    people.list.sort_by(1)
    people.list.sort_by(0, further=True)
    people.list.sort_by(0, further=True)
    query = people.list.model.query
    assert query.order == (lists.Order("sex"), lists.Order("full_name", True))
    names = ["Đặng Ngọc Ước", "Đặng Minh Ánh", "Nguyễn Văn An", "Trần Thị Ước"]
    qtbot.waitUntil(lambda: column(people) == names)
    assert column(people, 1) == ["Nam", "Nam", "Nam", "Nữ"]
    said = "Sắp xếp theo: Giới tính, Họ và tên (ngược lại)"
    assert people.list.foot.told.toolTip() == said
    people.list.header.filter_by("sex", "nam")
    qtbot.waitUntil(lambda: people.list.foot.told.toolTip().endswith(f" · {said}"))


def test_groups_have_heads_with_counts(qtbot: QtBot, people: KindScreen) -> None:
    people.views.group_by("sex")
    qtbot.waitUntil(lambda: len(people.list.view.heads) == 2)
    assert sorted(people.list.view.heads.values()) == ["Nam · 3", "Nữ · 1"]
    tall = people.list.view.rowHeight(0)
    people.views.group_by("")
    qtbot.waitUntil(lambda: not people.list.view.heads)
    assert people.list.view.rowHeight(0) * 2 == tall


def test_heads_stand_right_however_far_the_rows_are(qtbot: QtBot, people: KindScreen, file: DataFile) -> None:
    with file.transaction("bulk") as step:
        for number in range(230):
            step.add(CADRE.new(full_name=f"Bùi Thị Số {number:03}", sex="female", unit=file.unit_id))
    people.list.show_query(lists.Query(group="sex"), ["full_name", "sex"])
    qtbot.waitUntil(lambda: sorted(people.list.view.heads) == [0, 3])
    people.list.show_query(lists.Query(group="sex", sort="sex", descending=True))
    qtbot.waitUntil(lambda: sorted(people.list.view.heads) == [0, 231])
    heads = people.list.view.heads
    assert (heads[0], heads[231]) == ("Nữ · 231", "Nam · 3")
    assert people.list.view.rowHeight(231) == 2 * people.list.view.rowHeight(230)
    assert people.list.model.index(231, 1).data() == "…", "the row itself is not here yet"
    qtbot.waitUntil(lambda: people.list.model.index(231, 1).data() == "Nam")
    assert people.list.model.index(230, 1).data() in ("…", "Nữ")


def test_money_is_summed_anew_after_an_edit(qtbot: QtBot, window: Shell, file: DataFile) -> None:
    plan = records.save(file, Record("plan", {"name": "Kế hoạch", "year": 2026})).id
    values = {"plan": plan, "field": "~Khác", "course_kind": "short", "people": 20}
    for amount in (3_000_000, 1_500_000):
        line = Record("plan_line", {**values, "content": f"Khóa {amount}", "total": amount})
        changed = records.save(file, line.with_values(lead_body=file.unit_id)).id
    shown = RecordList(window.desk.types["plan_line"], window.desk, window.background)
    qtbot.addWidget(shown)
    shown.show_query(lists.Query(group="lead_body"), ["content", "total"])
    qtbot.waitUntil(lambda: shown.foot.money.text().endswith("4.500.000"))
    qtbot.waitUntil(lambda: shown.view.heads.get(0, "").endswith("4.500.000"))
    assert shown.view.heads[0].startswith(f"{file.title(file.unit_id)} · 2")
    stored = file.get("plan_line", changed)
    assert stored is not None
    records.save(file, stored.with_values(total=500_000))
    shown.refresh()
    qtbot.waitUntil(lambda: shown.foot.money.text().endswith("3.500.000"))
    qtbot.waitUntil(lambda: shown.view.heads.get(0, "").endswith("3.500.000"))


def test_a_view_of_columns_that_are_no_more_shows_the_rest(
    qtbot: QtBot, people: KindScreen, file: DataFile
) -> None:
    for gone in ("a_column_of_later", "career_record", "photo"):
        view = views.View(
            "cadre", f"Có {gone}", lists.Query(sort=gone, group=gone), ("full_name", gone, "sex")
        )
        kept = views.get(file, views.save(file, view))
        people.views.show(kept)
        qtbot.waitUntil(lambda: people.list.model.rowCount() == len(NAMES))
        assert people.list.column_names() == ["full_name", "sex"]
    settings.write_columns("cadre", ["full_name", "career_record"])
    assert [c.name for c in people.list._kept_columns()] == ["full_name"]


def test_rows_selected_are_changed_behind_the_screen_in_one_step(
    qtbot: QtBot, window: Shell, people: KindScreen, file: DataFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: BulkDialog) -> int:
        dialog.fields.take("residence", "Nơi ở")
        assert dialog.input is not None
        dialog.input.set_value("Hà Nội")
        dialog.look()
        qtbot.waitUntil(lambda: dialog.preview is not None)
        return 1

    monkeypatch.setattr(BulkDialog, "ask", answer)
    people.list.view.selectAll()
    done: list[bool] = []
    change_selected(window, window, file, "cadre", people.list.selected_ids(), lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    ids = lists.Listing(file, "cadre").ids(lists.Query())
    assert {r["residence"] for i in ids if (r := file.get("cadre", i))} == {"Hà Nội"}
    window.undo()
    assert {r["residence"] for i in ids if (r := file.get("cadre", i))} == {None}
    with pytest.raises(AppError):
        change_selected(window, window, file, "cadre", [], lambda: None)


def test_what_is_filtered_is_said_in_words(qtbot: QtBot, people: KindScreen) -> None:
    people.list.show_query(lists.Query(filters={"full_name": "Ước"}))
    qtbot.waitUntil(lambda: people.list.model.rowCount() == 2)
    assert "Ước" in people.list.foot.told.toolTip()


def test_a_view_is_kept_changed_and_taken_away(
    qtbot: QtBot, people: KindScreen, file: DataFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named(dialog: NameDialog) -> int:
        dialog.line.setText("Nữ cán bộ")
        return 1

    monkeypatch.setattr(NameDialog, "ask", named)
    people.list.show_query(lists.Query(filters={"sex": "nữ"}), ["full_name", "sex"])
    people.views.save_as()
    kept = views.views(file, "cadre")[0]
    assert (kept.name, kept.columns, dict(kept.query.filters)) == (
        "Nữ cán bộ",
        ("full_name", "sex"),
        {"sex": "nữ"},
    )
    people.list.clear()
    people.views.show(kept)
    qtbot.waitUntil(lambda: column(people) == ["Trần Thị Ước"])
    menu = QMenu()
    people.views.fill(menu)
    assert menu.actions()[0].text() == "Nữ cán bộ"
    people.views.remove()
    assert all(view.shipped for view in views.views(file, "cadre"))


def test_every_shipped_view_opens(qtbot: QtBot, people: KindScreen, file: DataFile) -> None:
    for view in views.views(file, "cadre"):
        people.views.show(view)
        qtbot.waitUntil(lambda: not people.list.model._answering)
        assert people.list.column_names() == list(view.columns)
        assert people.list.asked().filters == dict(view.query.filters)


def test_a_bulk_edit_shows_old_and_new_and_is_one_step(
    qtbot: QtBot, window: Shell, people: KindScreen, file: DataFile
) -> None:
    ids = list(people.list.model.source.ids(lists.Query()))
    before = [file.get("cadre", each) for each in ids]
    dialog = BulkDialog(window, window, file, "cadre", ids)
    qtbot.addWidget(dialog)
    dialog.fields.take("ethnicity", "Dân tộc")
    assert dialog.input is not None
    assert not dialog.go.isEnabled()
    code, words = next((c, w) for c, w in window.desk.options("ethnicity") if w == "Tày")
    dialog.input.set_value(code)
    dialog.look()
    qtbot.waitUntil(lambda: dialog.preview is not None)
    assert dialog.preview is not None
    assert dialog.go.isEnabled()
    assert dialog.table.item(0, 2).text() == words
    assert bulk.apply(file, dialog.preview) == len(NAMES)
    window.desk.undo()
    assert [file.get("cadre", each) for each in ids] == before


@pytest.mark.parametrize("type_in", [by_key_events, by_commits])
def test_unikey_types_into_every_new_line(
    qtbot: QtBot, window: Shell, people: KindScreen, file: DataFile, type_in: Callable[[str], object]
) -> None:
    words = "Nguyễn Đặng Ước"
    chooser, name = ColumnChooser(window, CADRE, CADRE.columns), NameDialog(window, "x", "")
    ids = list(people.list.model.source.ids(lists.Query()))
    edit = BulkDialog(window, window, file, "cadre", ids)
    edit.fields.take("ethnicity", "Dân tộc")
    assert edit.input is not None
    proxy = edit.input.focusProxy()
    assert proxy is not None
    for dialog, lines in (
        (chooser, [chooser.search]),
        (name, [name.line]),
        (edit, [proxy, edit.fields.line]),
    ):
        dialog.show()
        dialog.activateWindow()
        for line in lines:
            line.setFocus()
            qtbot.waitUntil(line.hasFocus)
            assert isinstance(line, QLineEdit)
            line.selectAll()
            type_in(words)
            assert line.property("text") == words
        dialog.done(0)
        dialog.deleteLater()
    people.list.set_columns(["full_name", "unit"])
    box = people.list.header._boxes[1]
    window.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    type_in(words)
    assert box.text() == words
    assert QFontMetrics(box.font()).height() <= box.height()


def test_the_one_box_finds_without_marks_in_any_order(file: DataFile) -> None:
    assert lists.search(file, "uoc ngoc dang")[0].title == "Đặng Ngọc Ước"


def test_rows_selected_are_changed_though_their_page_is_not_here(people: KindScreen) -> None:
    people.list.view.selectAll()
    people.list.model._pages.clear()
    assert people.list.selected_ids() == list(people.list.model.source.ids(lists.Query()))
