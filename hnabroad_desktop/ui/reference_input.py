"""The box for a link to another record: search without marks in a list below, or the full picker by F4."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hnabroad_desktop.base.fields import Reference, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.ui.choice_input import PickInput
from hnabroad_desktop.ui.desk import Desk, Hit, OpenRecord
from hnabroad_desktop.ui.icons import icon
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.picker import pick_record


class ReferenceInput(PickInput):
    """A link to a record of one of some kinds."""

    def __init__(
        self,
        field: Reference,
        desk: Desk,
        background: Background,
        open_record: OpenRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, parent)
        self._desk, self._background, self._open = desk, background, open_record
        self._kinds, self._employer = field.kinds, field.employer
        self._hits: Sequence[Hit] = ()
        self._kind = field.kinds[0]
        self._goto = QAction(icon("external-link", "link"), _("Open this record (Alt+Enter)"), self)
        self._goto.triggered.connect(self.open_in_place)
        if open_record is not None:
            self.line.addAction(self._goto, QLineEdit.ActionPosition.TrailingPosition)
        # Hidden only once it stands in the line: before, the line would show it all the same.
        self._goto.setVisible(False)

    def value(self) -> Any:
        """Return the id picked, or what was typed."""
        return self._value if self.settled else self.line.text().strip()

    def set_value(self, value: Stored) -> None:
        """Show the title of a record."""
        self.take(value, self._desk.title(str(value)) if value else "", told=False)

    def take(self, value: Stored, text: str, *, told: bool = True) -> None:
        """Keep a record and offer to open it."""
        super().take(value, text, told=told)
        self._goto.setVisible(bool(value))

    def complaint(self) -> str:
        """Say that the text stands for no record yet."""
        typed = self.line.text().strip()
        if not typed or self.settled:
            return ""
        return _("“{text}” has not been picked from the list. Press F4 to find it.").format(text=typed)

    def open_list(self) -> None:
        """Open the full picker."""
        hit = pick_record(
            self, self._desk, self._background, self._kinds, self.line.text(), employers=self._employer
        )
        if hit is not None:
            self._picked(hit)

    def open_in_place(self) -> None:
        """Open the record the box stands for."""
        if self._open is not None and self._value and self.settled:
            self._open(self._kind if len(self._kinds) == 1 else "", str(self._value))

    def _picked(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self._kind = hit.kind or self._kinds[0]
        super()._picked(hit)

    def _suggest_typed(self) -> None:
        typed = self.line.text().strip()
        if typed:
            self._background.ask(self._question(typed), lambda hits: self._answer(typed, hits))
        else:
            self.suggestions.hide()

    def _question(self, typed: str) -> Callable[[], Sequence[Hit]]:
        return lambda: self._desk.search(typed, self._kinds, 12, employers=self._employer)

    def _answer(self, typed: str, hits: Sequence[Hit]) -> None:
        if typed == self.line.text().strip() and not self.settled:
            self._hits = hits
            self.suggestions.show(hits)

    def leave(self) -> None:
        """Take the record whose title was typed in full; an empty box means no record."""
        if not self.settled and not self.line.isReadOnly():
            typed = self.line.text().strip()
            same = [hit for hit in self._hits if fold(hit.title) == fold(typed)]
            if len(same) > 1:
                # A body before and after an arrangement has one name: the one of today is meant.
                same = [hit for hit in same if self._in_force(hit)] or same
            if len(same) == 1:
                self._kind = same[0].kind or self._kinds[0]
                self.take(same[0].value, same[0].title)
            elif not typed:
                self.take(None, "")
        super().leave()

    def _in_force(self, hit: Hit) -> bool:
        record = self._desk.get(hit.kind or self._kinds[0], hit.value)
        today = self._desk.today.isoformat()
        return record is not None and (
            record.text("valid_from") <= today
            and (not record["valid_to"] or today <= record.text("valid_to"))
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the record in place by Alt+Enter; the arrow opens suggestions, only F4 the picker."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if (
                event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                and event.modifiers() & Qt.KeyboardModifier.AltModifier
            ):
                self.open_in_place()
                return True
            if event.key() == Qt.Key.Key_Down and not self.suggestions.visible and not self.line.isReadOnly():
                self._suggest_typed()
                return True
        return super().eventFilter(watched, event)
