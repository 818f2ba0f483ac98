"""The box for one value of a list: type a few letters without marks, or open the list and pick."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.fields import UNMATCHED, Choice, Field, Stored, YesNo
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.ui.desk import Desk, Hit
from hnabroad_desktop.ui.field_kinds import options
from hnabroad_desktop.ui.icons import icon
from hnabroad_desktop.ui.input import Input
from hnabroad_desktop.ui.suggestions import Suggestions

#: Milliseconds without a key before suggestions come up.
PAUSE = 150

_OPENING = (Qt.Key.Key_Down, Qt.Key.Key_F4)


def matches(words: str, text: str) -> bool:
    """Say whether every word of ``words`` is in ``text``, marks and letter case aside."""
    inside = fold(text)
    return all(word in inside for word in fold(words).split())


class PickInput(Input):
    """A line whose text stands for a value kept elsewhere; base of choices and references."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = QLineEdit()
        self.line.setCompleter(None)  # type: ignore[arg-type]
        self._value: Stored = None
        self._text = ""
        self.suggestions = Suggestions(self.line)
        self.suggestions.picked.connect(self._picked)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._suggest_typed)
        self.line.textEdited.connect(self._edited)
        self.opener = QAction(icon("chevron-down"), _("Open the list (F4)"), self)
        self.opener.triggered.connect(self.open_list)
        self.line.addAction(self.opener, QLineEdit.ActionPosition.TrailingPosition)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self.line)
        self.watch(self.line)

    @property
    def settled(self) -> bool:
        """True while the text is the one that belongs to the value."""
        return self.line.text() == self._text

    def take(self, value: Stored, text: str, *, told: bool = True) -> None:
        """Keep a value and show the text that stands for it."""
        differs = value != self._value
        self._value, self._text = value, text
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.line.setToolTip(text)
        if differs and told:
            self.changed.emit()

    def set_read_only(self, read_only: bool) -> None:
        """Let the line be copied only."""
        self.line.setReadOnly(read_only)
        self.opener.setVisible(not read_only)

    def open_list(self) -> None:
        """Show everything there is to pick."""
        raise NotImplementedError

    def _suggest_typed(self) -> None:
        raise NotImplementedError

    def _edited(self, _text: str) -> None:
        self._pause.start()
        self.changed.emit()

    def _picked(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self._pause.stop()
            self.take(hit.value, hit.title)
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the list by key or by a click into an empty box."""
        if watched is self.line and not self.line.isReadOnly():
            if (
                event.type() == QEvent.Type.KeyPress
                and isinstance(event, QKeyEvent)
                and event.key() in _OPENING
                and not self.suggestions.visible
            ):
                self.open_list()
                return True
            if event.type() == QEvent.Type.FocusOut:
                self._pause.stop()
        return super().eventFilter(watched, event)


class ChoiceInput(PickInput):
    """One of a fixed list or of a catalogue."""

    def __init__(self, field: Choice, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk = desk
        self._choice = field

    def value(self) -> Any:
        """Return the code picked, or what was typed."""
        typed = self.line.text().strip()
        if self.settled:
            return self._value
        hit = self._exactly(typed)
        if hit is not None:
            return hit.value
        return UNMATCHED + typed if typed and self._choice.free else typed

    def set_value(self, value: Stored) -> None:
        """Show the text of a code."""
        self.take(value, shown(self._choice, value, self._desk), told=False)

    def note(self) -> str:
        """Say so when the text is not in the catalogue yet."""
        if self.line.hasFocus():
            return ""
        return (
            _("Waiting to be matched with the catalogue")
            if str(self.value() or "").startswith(UNMATCHED)
            else ""
        )

    def complaint(self) -> str:
        """Say that the text is none of the list."""
        typed = self.line.text().strip()
        if not typed or self._choice.free or self.settled or self._exactly(typed):
            return ""
        return _("“{text}” is not in the list. Press F4 to see the list.").format(text=typed)

    def _options(self) -> list[tuple[str, str]]:
        return options(self._choice, self._desk)

    def _hits(self, words: str) -> list[Hit]:
        hits = [Hit(code, text) for code, text in self._options() if matches(words, text)]
        start = fold(words)
        titles = {hit.value: fold(hit.title) for hit in hits}
        return sorted(hits, key=lambda h: (titles[h.value] != start, not titles[h.value].startswith(start)))

    def _exactly(self, typed: str) -> Hit | None:
        wanted = fold(typed)
        for code, text in self._options():
            if wanted and wanted in (fold(text), fold(code)):
                return Hit(code, text)
        return None

    def open_list(self) -> None:
        """Show the whole list with the present value marked."""
        hits = self._hits("")
        codes = [hit.value for hit in hits]
        self.line.setFocus()
        self.suggestions.show(hits, codes.index(str(self._value)) if self._value in codes else 0)

    def _suggest_typed(self) -> None:
        typed = self.line.text()
        self.suggestions.show(self._hits(typed) if typed.strip() else [])

    def leave(self) -> None:
        """Take the one value that what was typed can mean."""
        typed = self.line.text().strip()
        if not self.settled and not self.line.isReadOnly():
            hits = self._hits(typed)
            hit = self._exactly(typed) or (
                hits[0] if typed and len(hits) == 1 and not self._choice.free else None
            )
            if hit is not None:
                self.take(hit.value, hit.title)
            elif not typed:
                self.take(None, "")
        super().leave()


class YesNoInput(ChoiceInput):
    """Yes, no, or nothing said."""

    def __init__(self, field: YesNo, desk: Desk, parent: QWidget | None = None) -> None:
        shape = Choice(name=field.name, label=field.label, options=(("yes", "Yes"), ("no", "No")))
        super().__init__(shape, desk, parent)
        self.field = field

    def set_value(self, value: Stored) -> None:
        """Show yes, no or nothing."""
        super().set_value(None if value is None else "yes" if value else "no")

    def value(self) -> Any:
        """Return True, False, nothing, or what was typed."""
        return {"yes": True, "no": False}.get(str(super().value()), super().value())
