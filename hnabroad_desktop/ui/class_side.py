"""The side of a class beside its page: list, duties, forms of class and decision, each behind its tab."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records.class_rules import listed, open_duties
from hnabroad_desktop.records.class_tables import DUTIES as FIVE_DUTIES
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui.controls import Tab, WrapLayout, painted

LIST, DUTIES, INFO, PAPER = range(4)
TABS = (N_("List of people"), N_("Before leaving"), N_("About the class"), N_("About the decision"))


class ClassSide(QWidget):
    """Shows one of its pages; what stands on them is made elsewhere, the form of the class only lent."""

    chosen = Signal(int)

    def __init__(self, people: QWidget, duties: QWidget, document: QWidget) -> None:
        super().__init__()
        painted(self, "list")
        self._pages = QStackedWidget()
        for page in (people, duties, QWidget(), document):
            self._pages.addWidget(page)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(self._tabs())
        inside.addWidget(self._pages, 1)
        self.setMinimumWidth(340)

    def _tabs(self) -> QHBoxLayout:
        around = QHBoxLayout()
        around.setContentsMargins(12, 4, 12, 0)
        row = WrapLayout(None, gap=12, line_gap=0)
        around.addLayout(row, 1)
        self.group = QButtonGroup(self)
        for place, words in enumerate(TABS):
            made = Tab(_(words))
            made.setToolTip(f"Ctrl+{place + 1}")
            self.group.addButton(made, place)
            row.addWidget(made)
        self.group.idClicked.connect(self.chosen)
        self.group.button(LIST).setChecked(True)
        return around

    @property
    def place(self) -> int:
        """Which page is in sight."""
        return self._pages.currentIndex()

    def show_page(self, place: int) -> None:
        """Show a page."""
        self.group.button(place).setChecked(True)
        self._pages.setCurrentIndex(place)

    def put_info(self, page: QWidget) -> None:
        """Let ``page`` be the form of the class; the one before it is left to whoever lent it."""
        before = self._pages.widget(INFO)
        if before is not None:
            self._pages.removeWidget(before)
        self._pages.insertWidget(INFO, page)

    def show_counts(self, class_: Record) -> None:
        """Say on the tabs how many people go and how many duties are done."""
        done = len(FIVE_DUTIES) - len(open_duties(class_))
        self.group.button(LIST).setText(_("List of people ({count})").format(count=len(listed(class_))))
        self.group.button(DUTIES).setText(
            _("Before leaving ({done}/{all})").format(done=done, all=len(FIVE_DUTIES))
        )

    def offer_paper(self, offered: bool) -> None:
        """Show the tab of the decision where there is one."""
        self.group.button(PAPER).setVisible(offered)
