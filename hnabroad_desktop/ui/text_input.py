"""Boxes for words, dates, numbers and money: plain lines that are put in order when they are left."""

from __future__ import annotations

import unicodedata
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.fields import Date, Field, FieldError, Money, Number, PartialDate, Stored, Text
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import money_words
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import restyle
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.input import Input


class LineInput(Input):
    """One line of text. No completion, no mask: an input method gets every key it sends."""

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk = desk
        self.line = QLineEdit()
        self.line.setCompleter(None)  # type: ignore[arg-type]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.watch(self.line)
        self.line.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> Any:
        """Return the text in NFC."""
        return unicodedata.normalize("NFC", self.line.text())

    def set_value(self, value: Stored) -> None:
        """Show the value as people read it."""
        self.line.setText(shown(self.field, value, self._desk))
        self.line.setCursorPosition(0)
        self._explain(value)

    def set_read_only(self, read_only: bool) -> None:
        """Let the line be copied only."""
        self.line.setReadOnly(read_only)

    def leave(self) -> None:
        """Show the value in its usual form; what is not understood stays as typed."""
        if not self.line.isReadOnly() and self.line.isModified():
            try:
                value = self.field.clean(self.value())
            except FieldError:
                self._explain(None)
            else:
                text = shown(self.field, value, self._desk)
                if text != self.line.text():
                    self.line.setText(text)
                self._explain(value)
                self.line.setModified(False)
        super().leave()

    def _explain(self, value: Stored) -> None:
        pass


class DateInput(LineInput):
    """A day or a date known in part; below it stands what was understood of what was typed."""

    _note = ""

    def set_value(self, value: Stored) -> None:
        """Show the date; what is stored was understood before and needs no note."""
        super().set_value(value)
        self._note = ""

    def note(self) -> str:
        """Return the date spelled out, so that day and month cannot be confused."""
        return self._note

    def _explain(self, value: Stored) -> None:
        # In a cell words that are no date stand where they were typed, until they are put right.
        found = str(value).split("-") if isinstance(value, str) else []
        parts = [int(part) for part in found] if all(part.isdecimal() for part in found) else []
        match parts:
            case [year, month, day]:
                self._note = _("Day {day}, month {month}, year {year}").format(
                    day=day, month=month, year=year
                )
            case [year, month]:
                self._note = _("Month {month}, year {year}").format(month=month, year=year)
            case [year]:
                self._note = _("Year {year}, day and month unknown").format(year=year)
            case _:
                self._note = ""


class MoneyInput(LineInput):
    """An amount in đồng: typed plain, read with separators, in words when pointed at."""

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, desk, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def _explain(self, value: Stored) -> None:
        self.line.setToolTip(money_words(value) if isinstance(value, int) else "")


class NumberInput(LineInput):
    """A number."""

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, desk, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)


class PageInput(Input):
    """Text of several lines; Tab leads on, Enter starts a line."""

    def __init__(self, field: Text, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.page = QPlainTextEdit()
        self.page.setTabChangesFocus(True)
        self.page.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        lines = min(max(field.lines, 2), 12)
        self.page.setFixedHeight(
            lines * self.page.fontMetrics().lineSpacing() + round(14 * theme.current().scale / 100)
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.watch(self.page)
        self._showing = False
        self.page.textChanged.connect(self._typed)

    def _typed(self) -> None:
        if not self._showing:
            self.changed.emit()

    def value(self) -> Any:
        """Return the text in NFC."""
        return unicodedata.normalize("NFC", self.page.toPlainText())

    def set_value(self, value: Stored) -> None:
        """Show the text."""
        self._showing = True
        self.page.setPlainText("" if value is None else str(value))
        self._showing = False

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be copied only."""
        self.page.setReadOnly(read_only)

    def show_problem(self, severity: str) -> None:
        """Mark the box."""
        restyle(self.page, problem=severity)

    def accepts_enter(self) -> bool:
        """Enter belongs to the text."""
        return True


def text_input(field: Field, desk: Desk, parent: QWidget | None = None) -> Input:
    """Return the box for a field that is typed as text. Raises TypeError for other kinds."""
    match field:
        case Text(lines=lines) if lines > 1:
            return PageInput(field, parent)
        case Text():
            return LineInput(field, desk, parent)
        case Date() | PartialDate():
            return DateInput(field, desk, parent)
        case Number():
            return NumberInput(field, desk, parent)
        case Money():
            return MoneyInput(field, desk, parent)
    raise TypeError(type(field).__name__)
