"""The parts of a field in small below it, "Họ, chữ đệm: … · Tên: …": read at a glance, typed on a click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui.controls import button
from hnabroad_desktop.ui.form_field import FieldBox


class PartsLine(QWidget):
    """One line of words that unfolds into the boxes of the parts."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes: list[FieldBox] = []
        self._words = button("", self._open, role="parts", tip=_("Click to change the parts"))
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._folded = QWidget()
        self._row = QHBoxLayout(self._folded)
        self._row.setContentsMargins(0, 2, 0, 0)
        self._row.setSpacing(8)
        self._folded.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._folded)

    def add(self, box: FieldBox) -> None:
        """Take one part."""
        self._boxes.append(box)
        self._row.addWidget(box)

    def show_values(self, record: Record) -> None:
        """Say what the parts are; a fault in one of them unfolds the line."""
        said = [
            f"{_(box.field.label)}: {record.text(box.field.name)}"
            for box in self._boxes
            if record[box.field.name]
        ]
        self._words.setText(" · ".join(said))
        faulty = any(box.severity for box in self._boxes)
        if faulty:
            self.unfold()
        self._words.setVisible(bool(said) and self._folded.isHidden())

    def unfold(self) -> None:
        """Show the boxes of the parts."""
        self._folded.show()
        self._words.hide()

    def _open(self) -> None:
        self.unfold()
        self._boxes[0].box.setFocus(Qt.FocusReason.OtherFocusReason)
