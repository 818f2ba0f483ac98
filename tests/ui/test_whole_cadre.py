"""A whole cadre typed without the mouse, Enter to Enter, in the order of the paper, and saved by its key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hnabroad_desktop.base.fields import Field, Rows
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui.form import RecordForm
from tests.ui.own_window import people_of, window_on
from tests.ui.unikey import by_key_events

#: What the clerk reads off the paper, by field, and what is stored for it.
PAPER: dict[str, tuple[str, object]] = {
    "staff_number": ("HN00777", "HN00777"),
    "category": ("Công chức", "civil_servant"),
    "full_name": ("Nguyễn Thị Hồng Hạnh", "Nguyễn Thị Hồng Hạnh"),
    "sex": ("Nữ", "female"),
    "party_committee": ("Đảng ủy viên", "Đảng ủy viên"),
    "post": ("Phó Trưởng phòng", ""),
    "appointment_date": ("1/9/2024", "2024-09-01"),
    "birth_date": ("12031985", "1985-03-12"),
    "birth_place": ("Hà Nội", "Hà Nội"),
    "home_place": ("Nam Định", "Nam Định"),
    "residence": ("phường Cửa Nam, Hà Nội", "phường Cửa Nam, Hà Nội"),
    "phone": ("0912 345 678", "0912 345 678"),
    "ethnicity": ("Kinh", ""),
    "religion": ("Không", ""),
    "recruitment_date": ("15/8/2008", "2008-08-15"),
    "recruiting_body": ("Sở Nội vụ", "Sở Nội vụ"),
    "party_join_date": ("3/2/2012", "2012-02-03"),
    "party_official_date": ("3/2/2013", "2013-02-03"),
    "general_education": ("12/12", ""),
    "degree": ("Thạc sĩ Quản lý công", "Thạc sĩ Quản lý công"),
    "degree_year": ("2015", 2015),
    "main_work": ("Tham mưu đào tạo, bồi dưỡng", "Tham mưu đào tạo, bồi dưỡng"),
    "coefficient": ("4,98", "4.98"),
    "citizen_id": ("001185012345", "001185012345"),
    "passport_name": ("NGUYEN THI HONG HANH", "NGUYEN THI HONG HANH"),
}


@pytest.fixture
def form(qtbot: QtBot, file: DataFile) -> Iterator[RecordForm]:
    with window_on(qtbot, file, own=False) as window:
        screen = people_of(qtbot, window, 0)
        screen.add()
        yield screen.pane.form


def field_under_cursor(form: RecordForm) -> Field:
    focused = QApplication.focusWidget()
    assert focused is not None
    return next(made.field for made in form.fields.values() if made.isAncestorOf(focused))


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier)


def pick_the_unit(qtbot: QtBot, form: RecordForm, file: DataFile) -> None:
    """Type the name of the unit as it is written; the search that runs beside answers in its time."""
    by_key_events(file.title(file.unit_id))
    box = form.fields["unit"].box
    qtbot.waitUntil(lambda: bool(box._hits))  # type: ignore[attr-defined]
    press(qtbot, Qt.Key.Key_Escape)


def test_a_whole_cadre_is_typed_in_the_order_of_the_paper(
    qtbot: QtBot, form: RecordForm, file: DataFile
) -> None:
    order = [f for section in CADRE.sections for f in section.fields if not f.under]
    visited = []
    for _step in order:
        field = field_under_cursor(form)
        visited.append(field.name)
        if field.name == "unit":
            pick_the_unit(qtbot, form, file)
        elif field.name in PAPER:
            by_key_events(PAPER[field.name][0])
        enters = form.fields[field.name].box.accepts_enter()
        press(qtbot, Qt.Key.Key_Tab if enters else Qt.Key.Key_Return)
    assert visited == [field.name for field in order]
    assert form.save(), {name: made.problem for name, made in form.fields.items() if made.severity == "error"}
    stored = file.get("cadre", form.record_id)
    assert stored is not None
    assert stored["unit"] == file.unit_id
    for name, (typed, kept) in PAPER.items():
        if kept != "":
            assert stored[name] == kept, (name, typed)
        else:
            assert stored[name] is not None
    assert (stored["family_and_middle_name"], stored["given_name"]) == ("Nguyễn Thị Hồng", "Hạnh")


def test_the_parts_of_a_name_stand_small_below_it_and_are_typed_after_a_click(
    qtbot: QtBot, form: RecordForm, file: DataFile
) -> None:
    form.go_to_field("full_name")
    by_key_events("Trần Lê Bảo Hân")
    qtbot.waitUntil(lambda: "Tên: Hân" in form._pages._parts["full_name"]._words.text())
    assert not form.fields["given_name"].isVisible()
    form._pages._parts["full_name"]._words.click()
    assert form.fields["given_name"].isVisible()
    form.go_to_field("given_name")
    by_key_events("Bảo Hân")
    form.go_to_field("family_and_middle_name")
    by_key_events("Trần Lê")
    form.fields["unit"].box.set_value(file.unit_id)
    assert form.save()
    stored = file.get("cadre", form.record_id)
    assert stored is not None
    assert (stored["family_and_middle_name"], stored["given_name"]) == ("Trần Lê", "Bảo Hân")


def test_a_key_leads_from_gap_to_gap_of_a_nomination(qtbot: QtBot, form: RecordForm) -> None:
    form.go_to_field("sex")
    by_key_events("Nam")
    press(qtbot, Qt.Key.Key_Return)
    form.go_to_field("phone")
    press(qtbot, Qt.Key.Key_F8)
    assert field_under_cursor(form).name == "ethnicity"
    press(qtbot, Qt.Key.Key_F8)
    following = field_under_cursor(form)
    assert following in CADRE.missing(form.record()[0], "N")
    assert list(form.fields).index(following.name) > list(form.fields).index("ethnicity")


def test_the_head_says_age_retirement_and_service_left(
    qtbot: QtBot, form: RecordForm, file: DataFile
) -> None:
    form.go_to_field("sex")
    by_key_events("Nữ")
    form.go_to_field("birth_date")
    by_key_events("3/1985")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "nghỉ hưu 31/03/2045" in form.head._facts.text() + form.head._subtitle.text())


@pytest.mark.parametrize("kind", ["cadre", "agreement", "class", "plan_line"])
def test_every_field_says_how_it_is_written(kind: str) -> None:
    record_type = KINDS[kind]
    assert [f.name for f in (*record_type.fields, *record_type.tables) if not f.help] == []


def test_a_table_says_how_it_is_written_by_f1(qtbot: QtBot, form: RecordForm) -> None:
    rating = form.fields["rating"]
    assert isinstance(rating.field, Rows)
    form.go_to_field("rating")
    press(qtbot, Qt.Key.Key_F1)
    assert form._note is not None
    assert form._note.isVisible()
