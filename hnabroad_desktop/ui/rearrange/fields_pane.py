"""Boxes of one section of a record outside a form: filled, read, and walked by Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.records.schema import Record, Section
from hnabroad_desktop.ui import form_findings, form_values
from hnabroad_desktop.ui.form_pages import FormPages
from hnabroad_desktop.ui.input import Input


class FieldsPane(QWidget):
    """Shows the values of a record and returns what was typed; it neither checks nor stores."""

    #: Something was typed or picked.
    changed = Signal()
    #: A box was left.
    left = Signal()

    def __init__(self, sections: Sequence[Section], make: Callable[[Field], Input]) -> None:
        super().__init__()
        self._make, self._showing = make, False
        self._base = Record("")
        self.pages = FormPages(sections, self._made)
        self.boxes = self.pages.boxes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def _made(self, field: Field) -> Input:
        box = self._make(field)
        box.changed.connect(self._changed)
        box.left.connect(self.left)
        return box

    def _changed(self) -> None:
        if self._showing:
            return
        typed, problems = self.typed()
        faulty = {problem.field for problem in problems}
        for name, made in self.boxes.items():
            if made.severity and name not in faulty and typed[name] is not None:
                made.set_problem("", "")
        self.changed.emit()

    def show_record(self, record: Record) -> None:
        """Fill the boxes."""
        self._showing = True
        self._base = record
        form_values.fill(self.boxes, record)
        form_findings.show_problems(self.boxes, ())
        self._showing = False

    def typed(self) -> tuple[Record, list[Problem]]:
        """Return what stands in the boxes, and why some of it cannot be kept as it stands."""
        return form_values.typed(self._base, self.boxes)

    def settle(self) -> None:
        """Count what stands under the cursor as left."""
        focused = QApplication.focusWidget()
        if focused is not None:
            form_values.settle(self.boxes, focused)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show problems beside their fields and put the cursor into the first."""
        first = form_findings.show_problems(self.boxes, problems)
        if first is not None:
            self.pages.go_to_field(first.field.partition(".")[0])

    def show_fields(self, shown: bool, *names: str) -> None:
        """Show or hide some boxes."""
        for name in names:
            self.boxes[name].setVisible(shown)

    def set_read_only(self, read_only: bool) -> None:
        """Let the boxes be read and copied only."""
        for made in self.boxes.values():
            made.box.set_read_only(read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the next box."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.pages.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)
