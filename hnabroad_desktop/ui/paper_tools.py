"""The line of verbs above a paper: print, print again, save as a file, and the choice of layout."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.ui import printing, theme
from hnabroad_desktop.ui.controls import Tab, WrapLayout, button
from hnabroad_desktop.ui.paper_out import PaperOut

PROFILES = (("state", N_("State layout")), ("party", N_("Party layout")))


class PaperTools(QWidget):
    """Offers what can be done with the paper in sight."""

    #: The changed pages are to be printed again.
    reprint_wanted = Signal()
    #: A layout was chosen: "state" or "party".
    profile_chosen = Signal(str)

    def __init__(self, out: PaperOut, *, with_profiles: bool) -> None:
        super().__init__()
        self.print_button = button(_("Print"), out.print, picture="printer", tip="Ctrl+P")
        self.reprint_button = button("", self.reprint_wanted.emit, picture="printer", tip="Ctrl+Shift+P")
        self.pdf_button = button("PDF", out.save_pdf, picture="download")
        self.word_button = button("Word", out.save_word, picture="download")
        self.excel_button = button("Excel", out.save_excel, picture="download")
        around = QVBoxLayout(self)
        around.setContentsMargins(12, 8, 12, 8)
        row = WrapLayout(None, gap=6, line_gap=4)
        around.addLayout(row)
        for made in (
            self.print_button,
            self.reprint_button,
            self.pdf_button,
            self.word_button,
            self.excel_button,
        ):
            row.addWidget(made)
        self._profiles = QButtonGroup(self)
        row.addWidget(self._layouts(PROFILES if with_profiles else ()))

    def _layouts(self, profiles: Sequence[tuple[str, str]]) -> QWidget:
        choice = QWidget()
        inside = QHBoxLayout(choice)
        inside.setContentsMargins(10, 0, 0, 0)
        inside.setSpacing(12)
        for code, words in profiles:
            tab = Tab(_(words))
            tab.setProperty("profile", code)
            self._profiles.addButton(tab)
            inside.addWidget(tab)
        self._profiles.buttonClicked.connect(self._choose)
        choice.setFixedHeight(round(30 * theme.current().scale / 100))
        return choice

    def _choose(self, tab: QAbstractButton) -> None:
        self.profile_chosen.emit(tab.property("profile"))

    def show_profile(self, code: object, *, free: bool) -> None:
        """Mark the layout in use; it can be changed only while it is ``free``."""
        for made in self._profiles.buttons():
            made.setChecked(made.property("profile") == code)
            made.setEnabled(free)

    def show_paper(self, shown: bool, *, is_list: bool, changed: Sequence[int]) -> None:
        """Offer what a paper allows: a list goes to Excel too, pages that ``changed`` are printed again."""
        for made in (self.print_button, self.pdf_button, self.word_button):
            made.setEnabled(shown)
        self.excel_button.setVisible(shown and is_list)
        self.reprint_button.setVisible(bool(changed))
        self.reprint_button.setText(_("Print page {pages} again").format(pages=printing.told_pages(changed)))
