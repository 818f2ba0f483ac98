"""The units a package can be sealed for, each with a mark, and how far each has come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableWidgetItem

from hnabroad_desktop.actions.exchange import cards, sending
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.exchange.words import numbered
from hnabroad_desktop.ui.plain_table import PlainTable


class Receivers(PlainTable):
    """Units with a confirmed card; Space or a click on the mark chooses one."""

    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__(
            (_("Unit"), _("Sent up to"), _("They have up to")),
            numbers=(1, 2),
        )
        self.units: Sequence[str] = ()
        self.setAccessibleName(_("Receivers"))
        self.itemChanged.connect(lambda _item: self.chosen_changed.emit())

    def show_units(self, file: OpenFile) -> None:
        """Show the units as they are now; the marks stay. One unit alone is marked from the start."""
        before = self.chosen()
        known = {card.unit_id: card.name for card in cards.partner_cards(file) if card.status == "verified"}
        states = {state.unit: state for state in sending.partners(file)}
        self.units = list(known)
        rows = []
        for unit, name in known.items():
            state = states.get(unit)
            numbers = (state.sent, state.confirmed) if state is not None else (0, 0)
            rows.append((name, *map(numbered, numbers)))
        self.blockSignals(True)
        self.show_rows(rows)
        for row, unit in enumerate(self.units):
            item = self.item(row, 0)
            assert item is not None
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            marked = unit in before or len(self.units) == 1
            item.setCheckState(Qt.CheckState.Checked if marked else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.chosen_changed.emit()

    def chosen(self) -> list[str]:
        """Return the ids of the units marked."""
        return [
            unit
            for row, unit in enumerate(self.units)
            if (item := self.item(row, 0)) is not None and item.checkState() == Qt.CheckState.Checked
        ]

    def mark(self, unit: str, *, chosen: bool = True) -> None:
        """Mark a unit or take its mark away."""
        item = self.item(list(self.units).index(unit), 0)
        assert item is not None
        item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns the mark of the row."""
        item: QTableWidgetItem | None = self.item(self.currentRow(), 0)
        if event.key() == Qt.Key.Key_Space and item is not None:
            on = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)
