"""Pages go to paper at true size, in the right direction, and only those that were asked for."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import previews
from hnabroad_desktop.ui import printing
from hnabroad_desktop.ui.pages import Pages
from hnabroad_desktop.ui.printing import Order, PrintDialog, page_range, told_pages
from tests.class_file import ClassFile

POINTS_PER_MM = 72 / 25.4


@given(st.sets(st.integers(0, 40), min_size=1))
def test_pages_told_are_read_back(pages: set[int]) -> None:
    ordered = tuple(sorted(pages))
    assert page_range(told_pages(ordered), 41) == ordered


@pytest.mark.parametrize(
    ("typed", "pages"), [("1", (0,)), ("1-2, 4", (0, 1, 3)), ("3 - 4;1", (0, 2, 3)), ("2–3", (1, 2))]
)
def test_a_range_is_understood(typed: str, pages: tuple[int, ...]) -> None:
    assert page_range(typed, 4) == pages


@pytest.mark.parametrize("typed", ["", "0", "5", "3-2", "a", "1-"])
def test_a_range_that_names_no_page_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        page_range(typed, 4)


def ink(path: Path, page: int) -> tuple[float, float, float, float]:
    """Return the edges of what is printed on a page in millimetres from its upper left corner."""
    with pdfplumber.open(path) as found:
        image = found.pages[page].to_image(resolution=150).original.convert("L")
    box = image.point(lambda v: 255 if v < 160 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / 150 * 25.4 for edge in box)
    return left, top, right, bottom


@pytest.mark.parametrize(("what", "page"), [("decision", 0), ("annex", 0), ("profile_list", 0)])
def test_the_ruler_agrees(qapp: QApplication, made: ClassFile, tmp_path: Path, what: str, page: int) -> None:
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(previews.printout(made.file, made.decision, what).pdf)
    pages, path = Pages(plain.read_bytes()), tmp_path / "printed.pdf"
    order = Order("", (page,))
    printing.print_pages(pages, order, printing.printer_for(order, path))
    with pdfplumber.open(path) as printed, pdfplumber.open(plain) as source:
        assert len(printed.pages) == 1
        for side in ("width", "height"):
            wanted = getattr(source.pages[page], side) / POINTS_PER_MM
            assert getattr(printed.pages[0], side) / POINTS_PER_MM == pytest.approx(wanted, abs=0.4)
    assert ink(path, 0) == pytest.approx(ink(plain, page), abs=0.35)


def test_upright_and_wide_pages_stand_in_one_print(
    qapp: QApplication, made: ClassFile, tmp_path: Path
) -> None:
    path = tmp_path / "printed.pdf"
    pages = Pages(previews.printout(made.file, made.decision, "profile_list").pdf)
    order = Order("", tuple(range(pages.count)))
    printing.print_pages(pages, order, printing.printer_for(order, path))
    with pdfplumber.open(path) as printed:
        assert [page.width > page.height for page in printed.pages] == [True] * pages.count


def test_the_dialog_offers_changed_pages_and_refuses_nonsense(qtbot: QtBot) -> None:
    dialog = PrintDialog(None, "Quyết định", 4, 1, (2, 3))
    qtbot.addWidget(dialog)
    assert dialog.pages() == (2, 3)
    dialog.typed.setText("9")
    dialog.some.setChecked(True)
    assert not dialog.go.isEnabled()
    dialog.typed.setText("2-4")
    assert dialog.go.isEnabled()
    dialog.copies.setValue(3)
    assert dialog.order() == Order("", (1, 2, 3), 3)
    dialog.only_here.setChecked(True)
    assert dialog.pages() == (1,)


def test_a_printer_that_is_gone_is_not_remembered() -> None:
    printing.remember(Order("Máy in đã tháo", (0,), 2))
    assert printing.remembered() is None
