"""The plan of a year: typed by Enter, totals live, sources that add up, names behind the figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import records
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui.plan_screen import PlansArea, PlanSheetScreen
from hnabroad_desktop.ui.plan_standing import FIGURES
from hnabroad_desktop.ui.shell import Shell
from tests.ui.own_window import new_file, window_on
from tests.ui.unikey import by_key_events


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    with new_file(tmp_path / "thu.hnab") as made:
        _fill(made)
        yield made


def _fill(made: DataFile) -> None:
    year = made.today().year
    plan = records.save(
        made, KINDS["plan"].new(name=f"Kế hoạch năm {year}", year=year, lead_body=made.unit_id)
    ).id
    line = records.save(
        made,
        KINDS["plan_line"].new(
            plan=plan, number=1, content="Quản lý đô thị", field="urban_management", course_kind="short",
            people=3, total=1_000, lead_body=made.unit_id,
        ),
    ).id  # fmt: skip
    people = [
        records.save(made, CADRE.new(full_name=name, sex=sex, unit=made.unit_id)).id
        for name, sex in (("Nguyễn Văn An", "male"), ("Trần Thị Ước", "female"))
    ]
    with made.transaction("demo") as step:
        step.save(
            KINDS["class"]
            .new(code="LOP-01", name="Lớp 1", plan_line=line, state="decided", places=3)
            .with_table(
                "roster",
                tuple(Row({"cadre": cadre, "status": "listed", "role": "trainee"}) for cadre in people),
            )
        )


@pytest.fixture
def window(qtbot: QtBot, file: DataFile) -> Iterator[Shell]:
    with window_on(qtbot, file, before_close=_forget) as shell:
        yield shell


def _forget(shell: Shell) -> None:
    """Let a window close that a test left in the middle of typing."""
    for sheet in shell.findChildren(PlanSheetScreen):
        for line in sheet.sheet.lines:
            line.dirty = False


@pytest.fixture
def screen(qtbot: QtBot, window: Shell) -> PlanSheetScreen:
    window.go_to_area("plans")
    area = window.current_screen()
    assert isinstance(area, PlansArea)
    found = area.current
    assert isinstance(found, PlanSheetScreen)
    qtbot.waitUntil(lambda: found.figures.standing(0) is not None)
    return found


def typed(text: str) -> None:
    """Type into the cell in work and go on by Enter."""
    if text:
        by_key_events(text)
    focus = QApplication.focusWidget()
    assert focus is not None
    from PySide6.QtTest import QTest

    QTest.keyClick(focus, Qt.Key.Key_Return)


def figure(screen: PlanSheetScreen, row: int, name: str) -> int | None:
    return screen.figures.number(row, [f.name for f in FIGURES].index(name))


def test_the_columns_stand_in_the_order_of_the_printed_plan(screen: PlanSheetScreen) -> None:
    heads = [screen.sheet.headerData(i, Qt.Orientation.Horizontal) for i in range(screen.sheet.columnCount())]
    assert heads[1].startswith("Nội dung")
    order = ("number", "content", "field", "target_group", "course_kind", "classes", "people", "destinations")
    assert tuple(c.name for c in screen.sheet.columns)[:8] == order


def test_a_line_is_typed_by_enter_only(qtbot: QtBot, screen: PlanSheetScreen, file: DataFile) -> None:
    screen.add()
    for text in (
        "Chuyển đổi số",
        "Quản lý đô thị",
        "",
        "ngan han",
        "1",
        "20",
        "nhat ban, singapore",
        "10",
        "Quý IV",
    ):
        typed(text)
    typed("")  # the total follows the sources
    typed("900")
    for text in ("", "", ""):
        typed(text)
    assert screen.sheet.lines[1].record["total"] == 900
    for text in ("", "", "", ""):  # the leading body is that of the line above
        typed(text)
    stored = [line for line in file.find("plan_line") if line["content"] == "Chuyển đổi số"]
    assert len(stored) == 1, screen.fault.text()
    assert stored[0]["people"] == 20
    assert [row["amount"] for row in stored[0].table("money")] == [900]
    assert len(stored[0].table("destinations")) == 2


def test_totals_are_live_while_a_cell_is_typed(screen: PlanSheetScreen) -> None:
    people = screen.sheet.place_of("people")
    assert screen.sheet.index(1, people).data() == "3"
    screen.sheet.setData(screen.sheet.index(0, people), "45")
    assert screen.sheet.index(1, people).data() == "45"


def test_sources_that_do_not_add_up_keep_the_line_from_being_written(screen: PlanSheetScreen) -> None:
    city = screen.sheet.place_of("money_city")
    screen.sheet.setData(screen.sheet.index(0, city), "600")
    assert not screen._write_row(0)
    assert "1.000" in screen.fault.text()
    screen.sheet.setData(screen.sheet.index(0, screen.sheet.place_of("money_partner")), "400")
    assert screen._write_row(0)
    assert screen.fault.isHidden()


def test_how_much_is_left_is_said_with_the_names_behind_it(screen: PlanSheetScreen) -> None:
    assert figure(screen, 0, "decided") == 2
    assert figure(screen, 0, "women") == 1
    assert figure(screen, 0, "remaining") == 1
    screen.view.setCurrentIndex(screen.sheet.index(0, 1))
    assert "đã quyết định 2, đang xét 0, còn 1; nữ 1/2 (50 %)" in screen.said.text()
    for row in (0, 1):
        screen._ask_names(screen.figures.index(row, [f.name for f in FIGURES].index("decided")))
        assert [screen.names.item(i, 0).text() for i in range(screen.names.rowCount())] == [
            "Nguyễn Văn An",
            "Trần Thị Ước",
        ]
        assert screen.names.rowCount() == figure(screen, row, "decided")


def test_a_line_found_by_search_is_shown_with_its_figures(
    qtbot: QtBot, window: Shell, screen: PlanSheetScreen, file: DataFile
) -> None:
    line = file.find("plan_line")[0].id
    window.go_to_area("people")
    window.open_record("plan_line", line)
    assert window.current_screen() is not None
    assert screen.view.currentIndex().row() == 0
    qtbot.waitUntil(lambda: "còn 1" in screen.said.text())
