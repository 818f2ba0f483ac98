"""The fields of a form on their page: section after section in the order of the paper, the ways to each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record, Section
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.form_field import FieldBox, is_short
from hnabroad_desktop.ui.input import Input
from hnabroad_desktop.ui.parts_line import PartsLine


class FormPages(QScrollArea):
    """Every section of a record below the other; two short fields share a line.

    ``cards`` stand at the head of the section they are named for and are only read.
    """

    #: The place of the section in sight.
    arrived = Signal(int)

    def __init__(
        self,
        sections: Sequence[Section],
        make: Callable[[Field], Input],
        cards: Mapping[str, QWidget] | None = None,
    ) -> None:
        super().__init__()
        self._plan = sections
        self._make = make
        self._cards = cards or {}
        self.boxes: dict[str, FieldBox] = {}
        self._sections: list[QWidget] = []
        self._parts: dict[str, PartsLine] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._inside())
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _inside(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 6, 20, 24)
        column.setSpacing(18)
        for section in self._plan:
            page = QWidget()
            grid = QGridLayout(page)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(8)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
            grid.addWidget(label(_(section.title), "heading"), 0, 0, 1, 2)
            card = self._cards.get(section.name)
            if card is not None:
                grid.addWidget(card, 1, 0, 1, 2)
            self._place(grid, section.fields)
            self._sections.append(page)
            column.addWidget(page)
        column.addStretch(1)
        return inside

    def _place(self, grid: QGridLayout, fields: Sequence[Field]) -> None:
        line, waiting, item = 2, False, ""
        shown = [field for field in fields if not field.under]
        for field in fields:
            box = FieldBox(self._make(field))
            self.boxes[field.name] = box
            if field.under:
                self._put_under(box)
                continue
            if is_short(field):
                place = shown.index(field) + 1
                after = shown[place] if place < len(shown) else None
                pair = after is not None and is_short(after) and after.item == field.item
                if waiting and pair and field.item != item:
                    # What belongs together on the paper begins a line of its own.
                    line, waiting = line + 1, False
                item = field.item
                grid.addWidget(box, line, 1 if waiting else 0)
                line, waiting = (line + 1, False) if waiting else (line, True)
            else:
                line += waiting
                grid.addWidget(box, line, 0, 1, 2)
                line, waiting = line + 1, False

    def _put_under(self, box: FieldBox) -> None:
        line = self._parts.get(box.field.under)
        if line is None:
            line = PartsLine()
            self._parts[box.field.under] = line
            self.boxes[box.field.under].put_below(line)
        line.add(box)

    def show_parts(self, record: Record) -> None:
        """Say in small below a field what its parts are, as ``record`` has them."""
        for line in self._parts.values():
            line.show_values(record)

    # --- moving about

    def to_top(self) -> None:
        """Show the first section."""
        self.verticalScrollBar().setValue(0)

    def go_to_section(self, place: int) -> None:
        """Bring a section to the top and the cursor into its first field."""
        page = self._sections[place]
        names = [field.name for field in self._plan[place].fields]
        if names:
            self.boxes[names[0]].box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(page.y() - 4)
        self.arrived.emit(place)

    def go_to_field(self, name: str) -> None:
        """Put the cursor into a field and the field into sight."""
        made = self.boxes[name]
        if made.field.under:
            self._parts[made.field.under].unfold()
        made.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(made, 0, 40)

    def step_section(self, step: int) -> None:
        """Go some sections on or back from the one in sight."""
        self.go_to_section(max(0, min(self.section_in_sight() + step, len(self._sections) - 1)))

    def section_in_sight(self) -> int:
        """Return the place of the section at the top."""
        return self._section_at(self.verticalScrollBar().value())

    def _section_at(self, height: int) -> int:
        tops = [page.y() for page in self._sections]
        return max((place for place, top in enumerate(tops) if top <= height + 40), default=0)

    def _scrolled(self, value: int) -> None:
        at_end = value == self.verticalScrollBar().maximum() > 0
        self.arrived.emit(len(self._sections) - 1 if at_end else self._section_at(value))

    def severities(self) -> list[str]:
        """Return for each section the worst of what its fields show: "error", "warning" or ""."""
        return [_worst(self.boxes[field.name].severity for field in section.fields) for section in self._plan]


def _worst(severities: Iterable[str]) -> str:
    found = set(severities)
    return "error" if "error" in found else "warning" if "warning" in found else ""
