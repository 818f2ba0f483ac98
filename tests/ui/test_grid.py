"""Typing in a list as in Excel, over a real file and with the keys of a clerk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import cells, lists, records
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui import grid_sheet
from hnabroad_desktop.ui.grid_sheet import GridSheet
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.shell import Shell
from tests.ui.own_window import new_file, window_on
from tests.ui.unikey import by_commits, by_key_events

#: In the order of names, which is that of the list.
NAMES = tuple(
    f"Lê Văn {given}"
    for given in ["An", "Bình", "Chi", "Dũng", "Đạt", "Hà", "Hòa", "Khánh", "Lan", "Minh", "Nga", "Ước"]
)
COLUMNS = ("full_name", "birth_date", "sex", "ethnicity", "unit", "phone", "residence", "times_abroad")
ESC, RETURN, TAB = Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    with new_file(tmp_path / "go.hnab") as made:
        for name in NAMES:
            records.save(made, CADRE.new(full_name=name, sex="male", birth_date="1985", unit=made.unit_id))
        yield made


@pytest.fixture
def window(qtbot: QtBot, file: DataFile) -> Iterator[Shell]:
    with window_on(qtbot, file, own=False) as shell:
        shell.go_to_area("people")
        yield shell


@pytest.fixture
def screen(qtbot: QtBot, window: Shell) -> KindScreen:
    found = window.kind_screen()
    assert found is not None
    found.list.set_columns(COLUMNS)
    qtbot.waitUntil(lambda: found.list.model.rowCount() == len(NAMES))
    found.type_in_grid(True)
    qtbot.waitUntil(lambda: found.grid.view.model().rowCount() == len(NAMES))
    qtbot.waitUntil(found.grid.view.hasFocus)
    return found


@pytest.fixture
def grid(screen: KindScreen) -> GridSheet:
    return screen.grid


def go(grid: GridSheet, row: int, name: str) -> None:
    grid.view.go_to(row, COLUMNS.index(name))


def select(grid: GridSheet, rows: range, *names: str) -> None:
    assert grid.model is not None
    go(grid, rows[0], names[0])
    chosen = grid.view.selectionModel()
    for row in rows:
        for name in names:
            chosen.select(
                grid.model.index(row, COLUMNS.index(name)), QItemSelectionModel.SelectionFlag.Select
            )


def shown(grid: GridSheet, row: int, name: str) -> str:
    assert grid.model is not None
    return str(grid.model.index(row, COLUMNS.index(name)).data())


def place(grid: GridSheet) -> tuple[int, str]:
    here = grid.view.currentIndex()
    return here.row(), COLUMNS[here.column()]


def stored(file: DataFile, row: int) -> Any:
    found = file.get("cadre", lists.Listing(file, "cadre").ids(lists.Query())[row])
    assert found is not None
    return found


def typed_in() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def steps(file: DataFile) -> int:
    return len(file.steps().undo)


def test_typing_enter_and_tab_lead_as_in_excel(qtbot: QtBot, grid: GridSheet, file: DataFile) -> None:
    before = steps(file)
    go(grid, 0, "birth_date")
    by_key_events("12031985")
    qtbot.keyClick(typed_in(), RETURN)
    assert place(grid) == (1, "birth_date")
    assert (shown(grid, 0, "birth_date"), stored(file, 0)["birth_date"]) == ("12/03/1985", "1985-03-12")
    by_key_events("1990")
    qtbot.keyClick(typed_in(), TAB)
    assert place(grid) == (1, "sex")
    by_key_events("nữ")
    qtbot.keyClick(typed_in(), TAB)
    assert (place(grid), stored(file, 1)["sex"]) == ((1, "ethnicity"), "female")
    by_key_events("tay")
    qtbot.keyClick(typed_in(), TAB)
    qtbot.keyClick(typed_in(), RETURN)
    assert place(grid) == (2, "birth_date"), "Enter goes below the first cell of a run of Tab"
    assert shown(grid, 1, "ethnicity") == "Tày"
    assert steps(file) == before + 4, "each cell is one step"
    records.undo(file)
    assert stored(file, 1)["ethnicity"] is None


def test_f2_keeps_what_stands_and_esc_gives_up(qtbot: QtBot, grid: GridSheet, file: DataFile) -> None:
    before = steps(file)
    go(grid, 2, "full_name")
    qtbot.keyClick(grid.view, Qt.Key.Key_F2)
    by_key_events("h")
    assert typed_in().property("text") == "Lê Văn Chih"
    qtbot.keyClick(typed_in(), ESC)
    assert (shown(grid, 2, "full_name"), steps(file)) == ("Lê Văn Chi", before)
    qtbot.keyClick(grid.view, Qt.Key.Key_F2)
    qtbot.keyClick(typed_in(), RETURN)
    assert steps(file) == before, "a cell left as it was writes nothing"


def test_a_unit_is_picked_in_its_cell_without_marks(qtbot: QtBot, grid: GridSheet, file: DataFile) -> None:
    go(grid, 0, "unit")
    by_key_events("so tai chinh")
    box = typed_in().parent()
    qtbot.waitUntil(lambda: box.suggestions.visible)  # type: ignore[union-attr]
    qtbot.keyClick(typed_in(), RETURN)
    qtbot.keyClick(typed_in(), RETURN)
    assert file.title(stored(file, 0)["unit"]) == "Sở Tài chính"
    assert shown(grid, 0, "unit") == "Sở Tài chính"


def test_rows_keep_their_places_while_names_change(qtbot: QtBot, grid: GridSheet, screen: KindScreen) -> None:
    go(grid, 0, "full_name")
    by_commits("Lê Văn Yến")
    qtbot.keyClick(typed_in(), RETURN)
    assert [shown(grid, row, "full_name") for row in range(2)] == ["Lê Văn Yến", "Lê Văn Bình"]
    qtbot.keyClick(grid.view, Qt.Key.Key_Up)
    qtbot.keyClick(grid.view, ESC)
    assert not screen.typing
    qtbot.waitUntil(lambda: screen.list.view.currentIndex().row() == len(NAMES) - 1)
    assert screen.list.model.index(0, 0).data() == "Lê Văn Bình"


def test_what_cannot_be_kept_is_marked_with_its_reason(qtbot: QtBot, grid: GridSheet, file: DataFile) -> None:
    before = steps(file)
    go(grid, 0, "birth_date")
    by_key_events("31/02/1985")
    qtbot.keyClick(typed_in(), RETURN)
    assert grid.model is not None
    index = grid.model.index(0, COLUMNS.index("birth_date"))
    assert (steps(file), grid.model.waiting, index.data()) == (before, 1, "31/02/1985")
    assert "31/02/1985" in grid.model.reason(index)
    by_key_events("1986")
    qtbot.keyClick(typed_in(), RETURN)
    assert (stored(file, 1)["birth_date"], steps(file)) == ("1986", before + 1), "other cells are kept"
    go(grid, 0, "birth_date")
    qtbot.keyClick(grid.view, Qt.Key.Key_F2)
    assert typed_in().property("text") == "31/02/1985"
    qtbot.keyClick(typed_in(), Qt.Key.Key_A, CONTROL)
    by_key_events("28/02/1985")
    qtbot.keyClick(typed_in(), RETURN)
    assert (grid.model.waiting, stored(file, 0)["birth_date"]) == (0, "1985-02-28")


def test_a_rule_of_the_form_holds_in_the_grid(qtbot: QtBot, grid: GridSheet, file: DataFile) -> None:
    go(grid, 0, "full_name")
    qtbot.keyClick(grid.view, Qt.Key.Key_Delete)
    assert grid.model is not None
    assert "Họ và tên" in grid.model.reason(grid.model.index(0, 0))
    assert stored(file, 0)["full_name"] == NAMES[0]
    qtbot.keyClick(grid.view, ESC)
    assert (grid.model.waiting, shown(grid, 0, "full_name")) == (0, NAMES[0])


def test_what_the_program_counts_is_not_typed(qtbot: QtBot, grid: GridSheet, file: DataFile) -> None:
    go(grid, 0, "times_abroad")
    by_key_events("7")
    assert grid.view.hasFocus()
    qtbot.keyClick(grid.view, Qt.Key.Key_F2)
    assert grid.view.hasFocus()
    assert cells.fields("cadre").isdisjoint({"times_abroad", "photo", "same_as", "retirement_date"})
    with pytest.raises(AppError, match="không nhập được"):
        grid.empty()


def test_a_block_of_ten_rows_and_three_columns_is_pasted_as_one_step(
    qtbot: QtBot, grid: GridSheet, file: DataFile
) -> None:
    before = steps(file)
    lines = [f"Nữ\tMường\tSở Tài chính\t09{row:08}" for row in range(10)]
    QGuiApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
    go(grid, 1, "sex")
    grid.paste()
    qtbot.waitUntil(lambda: steps(file) == before + 1)
    qtbot.waitUntil(lambda: grid.model is not None and not grid.model.waiting)
    assert [stored(file, row)["sex"] for row in (0, 1, 10, 11)] == ["male", "female", "female", "male"]
    assert shown(grid, 10, "phone") == "0900000009"
    assert file.title(stored(file, 5)["unit"]) == "Sở Tài chính"
    assert records.undo(file).startswith("Sửa đồng loạt")
    assert [stored(file, row)["sex"] for row in (1, 10)] == ["male", "male"]
    assert stored(file, 1)["phone"] is None


def test_a_block_with_a_bad_cell_writes_nothing_until_it_is_put_right(
    qtbot: QtBot, grid: GridSheet, file: DataFile
) -> None:
    before = steps(file)
    QGuiApplication.clipboard().setText("1980\tNam\n30/30/1980\tNữ\n\tNữ")
    go(grid, 0, "birth_date")
    grid.paste()
    assert grid.model is not None
    assert (steps(file), grid.model.waiting) == (before, 5)
    assert shown(grid, 1, "birth_date") == "30/30/1980"
    go(grid, 1, "birth_date")
    by_key_events("3/1980")
    qtbot.keyClick(typed_in(), RETURN)
    assert (steps(file), grid.model.waiting) == (before + 1, 0)
    assert [stored(file, row)["birth_date"] for row in range(3)] == ["1980", "1980-03", "1985"]
    assert [stored(file, row)["sex"] for row in range(3)] == ["male", "female", "female"]


def test_a_block_beyond_the_list_is_refused_whole(grid: GridSheet, file: DataFile) -> None:
    before = steps(file)
    QGuiApplication.clipboard().setText("1\n2\n3")
    go(grid, len(NAMES) - 2, "phone")
    with pytest.raises(AppError, match="Nhập từ Excel"):
        grid.paste()
    QGuiApplication.clipboard().setText("1\t2\t3\t4")
    go(grid, 0, "phone")
    with pytest.raises(AppError):
        grid.paste()
    assert steps(file) == before


def test_copied_cells_paste_back_what_they_were(qtbot: QtBot, grid: GridSheet, file: DataFile) -> None:
    go(grid, 0, "residence")
    QGuiApplication.clipboard().setText('"Số 1,\nngõ 2"')
    grid.paste()
    assert stored(file, 0)["residence"].split() == ["Số", "1,", "ngõ", "2"]
    select(grid, range(2), "birth_date", "sex", "ethnicity", "unit")
    qtbot.keyClick(grid.view, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "1985\tNam\t\tSở Nội vụ\n1985\tNam\t\tSở Nội vụ"
    before = steps(file)
    qtbot.keyClick(grid.view, Qt.Key.Key_V, CONTROL)
    assert grid.model is not None
    assert (steps(file), grid.model.waiting) == (before, 0), "the same values are no change"


def test_ctrl_d_copies_from_above_and_one_value_fills_a_selection(
    qtbot: QtBot, grid: GridSheet, file: DataFile
) -> None:
    go(grid, 0, "phone")
    by_key_events("0911")
    qtbot.keyClick(typed_in(), RETURN)
    qtbot.keyClick(grid.view, Qt.Key.Key_D, CONTROL)
    assert stored(file, 1)["phone"] == "0911"
    before = steps(file)
    select(grid, range(1, 12), "phone")
    qtbot.keyClick(grid.view, Qt.Key.Key_D, CONTROL)
    qtbot.waitUntil(lambda: steps(file) == before + 1)
    assert {stored(file, row)["phone"] for row in range(12)} == {"0911"}
    QGuiApplication.clipboard().setText("Hà Nội")
    select(grid, range(3), "residence")
    grid.paste()
    assert [stored(file, row)["residence"] for row in range(4)] == ["Hà Nội"] * 3 + [None]


def test_undo_in_the_window_shows_in_the_grid(
    qtbot: QtBot, window: Shell, grid: GridSheet, file: DataFile
) -> None:
    go(grid, 0, "phone")
    by_key_events("0911")
    qtbot.keyClick(typed_in(), RETURN)
    window.undo()
    assert (shown(grid, 0, "phone"), shown(grid, 1, "full_name")) == ("", NAMES[1])


def test_cells_that_are_not_kept_are_asked_about_before_leaving(
    qtbot: QtBot, screen: KindScreen, grid: GridSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(grid, 0, "birth_date")
    by_key_events("x")
    qtbot.keyClick(typed_in(), RETURN)
    monkeypatch.setattr(grid_sheet, "choose", lambda *_words: 0)
    screen.type_in_grid(False)
    assert screen.typing
    monkeypatch.setattr(grid_sheet, "choose", lambda *_words: 1)
    screen.open(grid.current_id)
    assert not screen.typing
    assert screen.pane.form.title == NAMES[1]


@pytest.mark.parametrize("robot", [by_key_events, by_commits])
@pytest.mark.parametrize("name", ["full_name", "residence", "ethnicity", "unit"])
def test_unikey_types_into_every_kind_of_cell(
    qtbot: QtBot, grid: GridSheet, name: str, robot: Callable[[str], None]
) -> None:
    go(grid, 0, name)
    robot("Nguyễn Thị Bích Hường Ước Đặng ẵng")
    assert typed_in().property("text") == "Nguyễn Thị Bích Hường Ước Đặng ẵng"
    qtbot.keyClick(typed_in(), ESC)
    qtbot.keyClick(grid.view, ESC)
