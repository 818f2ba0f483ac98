"""A line that finds a unit and hands it on, ready for the next one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hnabroad_desktop.base.fields import Reference
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import button
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.reference_input import ReferenceInput


class _Box(ReferenceInput):
    """Tells at once what was picked, from the suggestions or in the picker."""

    chosen = Signal()

    def _picked(self, hit: object) -> None:
        super()._picked(hit)
        self.chosen.emit()


class Adder(QWidget):
    """Letters find, F4 opens the list and the tree, Enter adds."""

    added = Signal(str)

    def __init__(self, host: Host, name: str) -> None:
        super().__init__()
        field = Reference(name="unit", label=name, kinds=("unit",))
        self.box = _Box(field, host.desk, host.background)
        self.box.line.setAccessibleName(name)
        self.box.line.setPlaceholderText(_("Name or code of a unit; F4 opens the list and the tree"))
        self.add_button = button(_("Add"), self.add, picture="plus", tip="Enter")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.add_button)
        self.setFocusProxy(self.box.line)
        # What is picked from the list is meant: no second key is asked for.
        self.box.chosen.connect(self.add)

    def add(self) -> None:
        """Hand on the unit that stands in the line."""
        self.box.leave()
        unit = self.box.value() if self.box.settled else ""
        if unit:
            self.box.set_value(None)
            self.added.emit(str(unit))
        self.box.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds what stands in the line, and goes no further."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.add()
        else:
            super().keyPressEvent(event)
