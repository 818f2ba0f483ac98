"""Pages as images: what changed, where a field is missing, and walking through them by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import classes, previews
from hnabroad_desktop.ui.pages import Pages
from hnabroad_desktop.ui.preview import ZOOMS, PageView
from hnabroad_desktop.ui.thumbnails import Thumbnails
from tests.class_file import ClassFile


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    made = PageView()
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_the_same_paper_has_no_changed_pages(qapp: QApplication, made: ClassFile) -> None:
    first = Pages(previews.printout(made.file, made.decision).pdf)
    again = Pages(previews.printout(made.file, made.decision).pdf)
    assert first.count == 4
    assert again.changed(first.marks) == ()
    assert again.changed(()) == ()
    assert again.changed(first.marks[:2]) == (2, 3)


def test_only_the_pages_of_the_list_change_with_a_person(qapp: QApplication, made: ClassFile) -> None:
    first = Pages(previews.printout(made.file, made.decision).pdf)
    row = classes.roster(made.file, made.class_id)[-3]
    classes.replace(made.file, made.class_id, row.row_id, "ốm")
    again = Pages(previews.printout(made.file, made.decision).pdf)
    assert again.changed(first.marks)
    assert min(again.changed(first.marks)) >= 2


def test_missing_fields_are_found_where_they_stand(qapp: QApplication, made: ClassFile) -> None:
    lacking = made.decision.with_values(signer=None, submission=None)
    paper = previews.printout(made.file, lacking)
    places = Pages(paper.pdf).places(paper.missing)
    assert {place.name for place in places} == set(paper.missing)
    assert {place.name: place.page for place in places}["người ký"] == 1
    for place in places:
        assert place.area.width() > 20
        assert 60 < place.area.left() < 560


def test_pages_are_walked_and_zoomed_by_keys(qtbot: QtBot, view: PageView, made: ClassFile) -> None:
    view.show_pages(Pages(previews.printout(made.file, made.decision).pdf), (2,))
    seen: list[int] = []
    view.moved.connect(seen.append)
    fit = view.percent()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == 3
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0
    for _press in range(3):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert 0 < view.page <= 3
    assert seen[0] == 3
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom in ZOOMS
    assert view.percent() > fit
    assert view.horizontalScrollBar().maximum() >= 0
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.percent() < 100
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == 0
    assert view.percent() == fit
    view.grab()


def test_zooming_keeps_the_page_in_sight(qtbot: QtBot, view: PageView, made: ClassFile) -> None:
    view.show_pages(Pages(previews.printout(made.file, made.decision).pdf))
    view.go_to(2)
    assert view.page == 2
    view.set_zoom(2.0)
    assert view.page == 2
    view.set_zoom(0)
    assert view.page == 2


def test_few_images_are_kept(view: PageView, made: ClassFile) -> None:
    view.show_pages(Pages(previews.printout(made.file, made.decision).pdf))
    view.set_zoom(0.5)
    for page in (0, 3, 1, 2, 0):
        view.go_to(page)
        view.grab()
    assert len(view._images) <= 4


def test_a_missing_field_on_the_page_can_be_pressed(qtbot: QtBot, view: PageView, made: ClassFile) -> None:
    lacking = made.decision.with_values(submission=None)
    paper = previews.printout(made.file, lacking)
    pages = Pages(paper.pdf)
    places = pages.places(paper.missing)
    view.show_pages(pages, (), places)
    view.go_to_place(places[0].name)
    chosen: list[str] = []
    view.place_chosen.connect(chosen.append)
    middle = view._on_screen(view._area(places[0].page), places[0]).center().toPoint()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert chosen == [places[0].name]


def test_small_pages_tell_which_changed(qtbot: QtBot, made: ClassFile) -> None:
    small = Thumbnails()
    qtbot.addWidget(small)
    pages = Pages(previews.printout(made.file, made.decision).pdf)
    small.show_pages(pages, (2,))
    assert [small.item(n).toolTip() for n in range(4)] == [
        "Trang 1",
        "Trang 2",
        "Trang 3, có thay đổi",
        "Trang 4",
    ]
    turned: list[int] = []
    small.currentRowChanged.connect(turned.append)
    qtbot.keyClick(small, Qt.Key.Key_Down)
    assert turned == [1]
    small.mark(3)
    assert turned == [1]
    assert small.currentRow() == 3
    small.grab()
