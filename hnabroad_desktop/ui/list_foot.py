"""The line below a list: how much of it is shown, which conditions hide the rest, and what money comes to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.shortened import Shortened


class ListFoot(QFrame):
    """Says it in words, so that a filter cannot be overlooked, and offers the one way to clear it."""

    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said = label("", "quiet")
        self.conditions = label("", "warning")
        self.told = Shortened()
        self.money = label("", "strong")
        self.clear_button = button(
            _("Clear the filter"), self.cleared.emit, role="link", picture="x", tip="Ctrl+Shift+F"
        )
        self.setFixedHeight(theme.current().measure("status") + 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(self.said)
        row.addWidget(self.conditions)
        row.addWidget(self.clear_button)
        row.addWidget(self.told, 1)
        row.addWidget(self.money)
        self.clear_button.hide()

    def show_count(
        self, count: int, whole: int, conditions: Sequence[str], number: int, order: str = ""
    ) -> None:
        """Say how many rows of how many are shown, by which conditions, and in which order if one was chosen.

        ``number`` counts the conditions, ``conditions`` are their words.
        """
        self.said.setText(
            _("Showing {count}/{whole}").format(count=show_number(count), whole=show_number(whole))
        )
        self.conditions.setText(_("· {count} conditions filter").format(count=number) if number else "")
        self.conditions.setVisible(bool(number))
        words = "; ".join(conditions)
        self.conditions.setToolTip(words)
        ordered = _("Ordered by: {columns}").format(columns=order) if order else ""
        self.told.show_words(" · ".join(filter(None, (words, ordered))))
        self.clear_button.setVisible(bool(number))

    def show_money(self, sums: Sequence[str]) -> None:
        """Say what the columns of money come to."""
        self.money.setText("  ·  ".join(sums))
