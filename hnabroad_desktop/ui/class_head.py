"""The head of a class at work: the way back, its name, what is known of it at a glance."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.class_rules import STATES
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.shortened import Shortened


class ClassHead(QWidget):
    """One line above list and page."""

    left = Signal()
    #: The page is to have the whole width, or give it back.
    alone_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.back_button = button(_("Classes") + "  Esc", self.left.emit, role="link", picture="arrow-left")
        self.title = label("", "title")
        self.title.setMinimumWidth(80)
        self.facts = Shortened()
        self.facts.setMinimumHeight(28)
        self.alone_button = button(
            _("Page alone"), self.alone_wanted.emit, role="quiet", picture="maximize", tip="F8"
        )
        self.alone_button.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 12, 2)
        row.setSpacing(10)
        row.addWidget(self.back_button)
        row.addWidget(self.title)
        row.addWidget(self.facts, 1)
        row.addWidget(self.alone_button)

    def show_class(self, class_: Record) -> None:
        """Show name, code, countries, days and state of a class."""
        name = class_.text("name")
        self.title.setText(name[:1].upper() + name[1:])
        self.title.setToolTip(name)
        names = {state.code: state.label for state in STATES}
        countries = dict.fromkeys(
            self._desk.title(str(row["country"])) for row in class_.table("legs") if row["country"]
        )
        days = [dates.show(class_.text(n)) for n in ("departure_date", "return_date") if class_[n]]
        parts = (
            class_.text("code"),
            ", ".join(countries),
            "–".join(days),
            _(names.get(class_.text("state"), "")) if class_["state"] else "",
        )
        self.facts.show_words(" · ".join(part for part in parts if part))
