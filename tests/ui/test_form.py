"""A form is typed in the order of the paper, says what is wrong where it is wrong, and loses nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.base.errors import FormError, Problem
from hnabroad_desktop.base.fields import (
    Choice,
    Date,
    Money,
    Number,
    PartialDate,
    Reference,
    Rows,
    Text,
    YesNo,
)
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record, RecordType, Row, Section
from hnabroad_desktop.ui.choice_input import ChoiceInput
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.form import RecordForm
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.reference_input import ReferenceInput
from hnabroad_desktop.ui.rows_input import RowsInput
from hnabroad_desktop.ui.verbs import plain
from tests.ui.memory_desk import MemoryDesk
from tests.ui.unikey import by_key_events

STAGES = Rows(
    name="stages",
    label="Stages",
    fields=(
        PartialDate(name="date", label="Date"),
        Choice(name="post", label="Post", catalogue="post", free=True),
        Number(name="days", label="Days", least=1),
    ),
    order=("-date",),
)

THING = RecordType(
    code="thing",
    label="Thing",
    label_plural="Things",
    area="people",
    sections=(
        Section(
            name="first",
            title="First",
            fields=(
                Text(name="name", label="Name", needed="S", item="1", help="As on the paper."),
                PartialDate(name="born", label="Born", item="2", needed="N"),
                Date(name="signed", label="Signed"),
                Choice(name="sex", label="Sex", options=(("male", "Male"), ("female", "Female"))),
                Choice(name="post", label="Post", catalogue="post", free=True),
            ),
        ),
        Section(
            name="second",
            title="Second",
            fields=(
                Reference(name="unit", label="Unit", kinds=("unit",)),
                Money(name="money", label="Money"),
                Number(name="share", label="Share", decimals=2),
                YesNo(name="told", label="Told"),
                Text(name="note", label="Note", lines=3),
                STAGES,
            ),
        ),
    ),
    title=lambda record: record.text("name"),
    columns=("name", "money"),
    search=("name",),
)


class Stage:
    """A window with one form, and what it kept."""

    def __init__(self, qtbot: QtBot, desk: MemoryDesk, background: Background, kind: RecordType) -> None:
        self.kept: list[Record] = []
        self.refuse: Sequence[Problem] = ()
        desk.types = {**desk.types, kind.code: kind}
        desk.records.setdefault(kind.code, {})
        self.form = RecordForm(kind, desk, background, self._keep)
        self.form.resize(560, 640)
        qtbot.addWidget(self.form)
        with qtbot.waitExposed(self.form):
            self.form.show()
        self.form.activateWindow()

    def _keep(self, record: Record) -> tuple[Record, Sequence[Problem]]:
        if self.refuse:
            raise FormError(self.refuse)
        self.kept.append(record)
        return Record(record.kind, record.values, record.rows, "a" * 32), ()

    def type_into(self, name: str, text: str, *, leave: bool = True) -> None:
        self.form.go_to_field(name)
        by_key_events(text)
        if leave:
            self.form.fields["name" if name != "name" else "born"].box.setFocus(Qt.FocusReason.TabFocusReason)

    def text(self, name: str) -> str:
        return str(self.form.fields[name].box.focusProxy().text())  # type: ignore[union-attr]


@pytest.fixture
def stage(qtbot: QtBot, desk: MemoryDesk, background: Background) -> Stage:
    return Stage(qtbot, desk, background, THING)


def answer(words: str) -> None:
    """Press a button of the dialog that is about to come up."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        next(b for b in dialog.findChildren(QPushButton) if plain(b.text()) == words).click()

    QTimer.singleShot(0, press)


def key(qtbot: QtBot, which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, which, modifier)


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("born", "12031985", "12/03/1985"),
        ("born", "3/1985", "3/1985"),
        ("born", "1985", "1985"),
        ("signed", "5/2/26", "05/02/2026"),
        ("money", "11000000", "11.000.000"),
        ("share", "4,98", "4,98"),
        ("sex", "nu", "Nữ"),
        ("told", "co", "Có"),
        ("post", "truong ph", "truong ph"),
        ("name", "  Đặng   Ngọc Ước ", "Đặng Ngọc Ước"),
    ],
)
def test_a_box_is_put_in_order_when_it_is_left(stage: Stage, name: str, typed: str, read: str) -> None:
    stage.type_into(name, typed, leave=False)
    assert stage.text(name) == typed
    stage.type_into("name" if name != "name" else "born", "")
    assert stage.text(name) == read


def test_a_date_says_below_what_it_understood(stage: Stage) -> None:
    stage.type_into("born", "3/1985")
    assert stage.form.fields["born"].box.note() == "Tháng 3 năm 1985"


def test_money_is_told_in_words(stage: Stage) -> None:
    stage.type_into("money", "11000000")
    assert "mười một triệu" in stage.form.fields["money"].box.focusProxy().toolTip().lower()  # type: ignore[union-attr]


def test_what_was_typed_is_kept_as_stored_values(qtbot: QtBot, stage: Stage, desk: MemoryDesk) -> None:
    for name, text in (
        ("name", "A"),
        ("born", "3/1985"),
        ("sex", "nu"),
        ("money", "1.500"),
        ("told", "không"),
    ):
        stage.type_into(name, text)
    assert stage.form.dirty
    assert stage.form.save()
    kept = stage.kept[0]
    assert (kept["name"], kept["born"], kept["sex"], kept["money"], kept["told"]) == (
        "A",
        "1985-03",
        "female",
        1500,
        False,
    )
    assert not stage.form.dirty


def test_enter_leads_through_the_fields_in_the_order_of_the_paper(qtbot: QtBot, stage: Stage) -> None:
    stage.form.focus_first()
    passed = []
    for _ in range(9):
        focused = QApplication.focusWidget()
        passed += [n for n, made in stage.form.fields.items() if made.box.focusProxy() is focused]
        key(qtbot, Qt.Key.Key_Return)
    assert passed == ["name", "born", "signed", "sex", "post", "unit", "money", "share", "told"]


def test_every_problem_is_shown_and_the_cursor_goes_to_the_first(qtbot: QtBot, stage: Stage) -> None:
    stage.type_into("signed", "31/2/2026")
    stage.type_into("sex", "gì đó")
    assert not stage.form.save()
    assert stage.kept == []
    assert {n for n, made in stage.form.fields.items() if made.severity == "error"} == {
        "name",
        "signed",
        "sex",
    }
    assert stage.form.fields["name"].box.focusProxy() is QApplication.focusWidget()


def test_a_refused_save_is_shown_beside_the_fields(qtbot: QtBot, stage: Stage) -> None:
    stage.type_into("name", "A")
    stage.refuse = [Problem("money", "Quá nhiều"), Problem("stages.0.days", "Quá ngắn")]
    assert not stage.form.save()
    assert stage.form.fields["money"].problem == "Quá nhiều"
    assert stage.form.dirty


def test_needed_for_nomination_is_a_quiet_dot(stage: Stage) -> None:
    assert stage.form.fields["born"].missing
    assert stage.form.fields["born"].severity == ""


def test_f1_tells_how_the_field_is_written(qtbot: QtBot, stage: Stage) -> None:
    stage.form.focus_first()
    key(qtbot, Qt.Key.Key_F1)
    note = stage.form._note
    assert note is not None
    assert note.isVisible()
    key(qtbot, Qt.Key.Key_A)
    assert not note.isVisible()


@pytest.mark.parametrize(
    ("pressed", "kept", "text", "dirty"),
    [("Lưu", 1, "A", False), ("Không lưu", 0, "", False), ("Tiếp tục sửa", 0, "A", True)],
)
def test_leaving_asks_once(
    qtbot: QtBot, stage: Stage, pressed: str, kept: int, text: str, dirty: bool
) -> None:
    stage.type_into("name", "A", leave=False)
    answer(pressed)
    key(qtbot, Qt.Key.Key_Escape)
    assert len(stage.kept) == kept
    assert stage.text("name") == text
    assert stage.form.dirty is dirty


def test_esc_on_an_unchanged_record_closes_it(qtbot: QtBot, stage: Stage) -> None:
    stage.form.focus_first()
    with qtbot.waitSignal(stage.form.closed):
        key(qtbot, Qt.Key.Key_Escape)


def test_a_choice_is_picked_from_its_list(qtbot: QtBot, stage: Stage) -> None:
    stage.form.go_to_field("post")
    box = stage.form.fields["post"].box
    assert isinstance(box, ChoiceInput)
    key(qtbot, Qt.Key.Key_F4)
    assert box.suggestions.visible
    key(qtbot, Qt.Key.Key_Down)
    key(qtbot, Qt.Key.Key_Return)
    assert box.value() == "truong_phong"
    assert QApplication.focusWidget() is box.line


def test_a_catalogue_keeps_a_text_it_does_not_know(stage: Stage) -> None:
    stage.type_into("post", "Phó Chánh Văn phòng")
    assert stage.form.fields["post"].box.value() == "~Phó Chánh Văn phòng"


def test_a_reference_is_found_without_marks(qtbot: QtBot, stage: Stage, desk: MemoryDesk) -> None:
    stage.form.go_to_field("unit")
    box = stage.form.fields["unit"].box
    assert isinstance(box, ReferenceInput)
    by_key_events("xa soc son")
    qtbot.waitUntil(lambda: box.suggestions.visible)
    assert QApplication.focusWidget() is box.line
    assert box.line.text() == "xa soc son"
    key(qtbot, Qt.Key.Key_Return)
    assert box.line.text() == "Đảng ủy xã Sóc Sơn"
    assert desk.title(box.value()) == "Đảng ủy xã Sóc Sơn"


def test_a_reference_that_was_not_picked_blocks_saving(stage: Stage) -> None:
    stage.type_into("name", "A")
    stage.type_into("unit", "không có đâu")
    assert not stage.form.save()
    assert stage.form.fields["unit"].severity == "error"


def rows_of(stage: Stage) -> RowsInput:
    box = stage.form.fields["stages"].box
    assert isinstance(box, RowsInput)
    return box


def test_rows_are_typed_from_enter_to_enter(qtbot: QtBot, stage: Stage) -> None:
    box = rows_of(stage)
    stage.form.go_to_field("stages")
    box.add_row()
    for cell in ("2019", "Chuyên viên", "3", "3/2025", "Trưởng phòng"):
        by_key_events(cell)
        key(qtbot, Qt.Key.Key_Return)
    by_key_events("10")
    stage.form.save()
    assert [(r["date"], r["post"], r["days"]) for r in box.value()] == [
        ("2019", "chuyen_vien", 3),
        ("2025-03", "truong_phong", 10),
    ]


def test_rows_stand_newest_first(stage: Stage) -> None:
    rows = tuple(Row({"date": date}, date[:4] * 8) for date in ("2019", "2025-03", "2021"))
    stage.form.show_record(THING.new(name="A").with_table("stages", rows))
    assert [row["date"] for row in rows_of(stage).value()] == ["2025-03", "2021", "2019"]


def test_a_block_is_pasted_into_rows(qtbot: QtBot, stage: Stage) -> None:
    box = rows_of(stage)
    QGuiApplication.clipboard().setText("2019\tchuyen vien\t3\r\n3/2025\tKhác\tx\r\n")
    box.view.setFocus()
    qtbot.keyClick(box.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [(r["date"], r["post"], r["days"]) for r in box.value()] == [
        ("2019", "chuyen_vien", 3),
        ("2025-03", "~Khác", "x"),
    ]
    assert [p.field for p in box.problems()] == ["stages.1.days"]


def test_a_row_is_deleted_by_key(qtbot: QtBot, stage: Stage) -> None:
    box = rows_of(stage)
    stage.form.show_record(THING.new().with_table("stages", (Row({"date": "2019"}, "1" * 32),)))
    box.view.setFocus()
    box.view.setCurrentIndex(box.model.index(0, 0))
    qtbot.keyClick(box.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert box.value() == ()


def test_a_draft_is_kept_and_shown_as_not_saved(qtbot: QtBot, stage: Stage, desk: MemoryDesk) -> None:
    stage.type_into("name", "A")
    stage.form._keep_draft()
    draft = desk.draft("thing", "")
    assert draft is not None
    stage.form.show_record(THING.new(), draft=draft)
    assert stage.form.dirty
    assert stage.text("name") == "A"


def test_a_record_that_is_only_read_cannot_be_typed_in(stage: Stage) -> None:
    stage.form.set_read_only(True)
    stage.type_into("name", "A")
    assert stage.text("name") == ""
    assert stage.form.save_button.isHidden()


def test_a_whole_cadre_is_shown_and_kept_unchanged(
    qtbot: QtBot, desk: MemoryDesk, background: Background
) -> None:
    stage = Stage(qtbot, desk, background, CADRE)
    stored = next(iter(desk.records["cadre"].values()))
    stage.form.show_record(stored)
    record, problems = stage.form.record()
    assert problems == []
    assert {n: v for n, v in record.values.items() if v is not None} == {
        n: v for n, v in stored.values.items() if v is not None
    }
    assert sorted(r.id for r in record.table("career_record")) == sorted(
        r.id for r in stored.table("career_record")
    )


def test_at_every_width_nothing_is_wider_than_the_form(stage: Stage, qtbot: QtBot) -> None:
    for width in (460, 560, 900):
        stage.form.resize(width, 600)
        qtbot.wait(1)
        inside: QWidget = stage.form._pages.widget()
        assert inside.width() <= stage.form._pages.viewport().width()
