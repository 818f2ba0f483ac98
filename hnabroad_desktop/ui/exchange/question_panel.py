"""Questions line by line: both sides, who wrote them, and the result, chosen by keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from hnabroad_desktop.actions.exchange.questions import SORTS, Question
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.exchange.result_dialog import ResultDialog
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.plain_table import PlainTable

_RECORD, _FIELD, _BASE, _OURS, _THEIRS, _RESULT = range(6)
_CHOSEN, _OTHER = "● ", "○ "
#: Widths of the columns against each other.
_SHARES = (3, 4, 4, 4, 4, 4)
#: What a cell needs around its words, across and down.
_ASIDE, _ABOVE = 20, 10
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Space: 0}

#: What no value can be: nothing was chosen.
OPEN: Any = object()


class QuestionTable(PlainTable):
    """← takes our value, → the sender's, Space the next one, F2 types one, Delete leaves it open."""

    turned = Signal(int)
    typed = Signal()
    reopened = Signal()

    def __init__(self) -> None:
        super().__init__(
            (_("Record"), _("Item"), _("Last exchange"), _("Here"), _("Sender"), _("Result")), wide=_RESULT
        )
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def share_width(self) -> None:
        """Give each column its share; the rows follow in height."""
        shown = [column for column in range(6) if not self.isColumnHidden(column)]
        room, whole = self.viewport().width(), sum(_SHARES[column] for column in shown)
        for column in shown:
            self.setColumnWidth(column, room * _SHARES[column] // whole)
        for row in range(self.rowCount()):
            self.fit_row(row)

    def fit_row(self, row: int) -> None:
        """Give a row the height its words need; none is cut."""
        needed = theme.current().measure("row")
        for column in range(self.columnCount()):
            item = self.item(row, column)
            if item is not None and not self.isColumnHidden(column):
                room = QRect(0, 0, self.columnWidth(column) - _ASIDE, 10_000)
                metrics = QFontMetrics(item.font() if item.font().bold() else self.font())
                words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
                needed = max(needed, words.height() + _ABOVE)
        self.setRowHeight(row, needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self.share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by keys; everything else walks the table."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self.currentRow() < 0:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.turned.emit(_STEPS[key])
        elif key == Qt.Key.Key_F2:
            self.typed.emit()
        elif key == Qt.Key.Key_Delete:
            self.reopened.emit()
        else:
            super().keyPressEvent(event)


class QuestionPanel(QWidget):
    """The questions with what was chosen so far; ``choices`` belongs to whoever asks."""

    changed = Signal()
    #: Enter on the last question.
    ended = Signal()

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        self._host, self._file = host, file
        self.questions: Sequence[Question] = ()
        self.choices: dict[tuple[str, str], Any] = {}
        self.table = QuestionTable()
        self.table.opened.connect(self._next)
        self.table.turned.connect(self.turn)
        self.table.typed.connect(self.type_result)
        self.table.reopened.connect(self.leave_open)
        self.table.cellClicked.connect(self._clicked)
        self.table.currentCellChanged.connect(lambda *_at: self._say_who())
        self.who = label("", "quiet", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        hint = _("← takes the value here, → the sender's, F2 types another, Enter goes to the next.")
        column.addWidget(label(hint, "hint", wrap=True))
        column.addWidget(self.table, 1)
        column.addWidget(self.who)
        self.setFocusProxy(self.table)

    def show_questions(self, questions: Sequence[Question], choices: dict[tuple[str, str], Any]) -> None:
        """Show questions and what was chosen so far; choices are kept in ``choices`` itself."""
        self.questions, self.choices = questions, choices
        self.table.setColumnHidden(_BASE, all(question.base is None for question in questions))
        self.table.show_rows([_words(question) for question in questions])
        for row in range(len(questions)):
            self._mark(row)
        self.table.share_width()
        self._say_who()

    def chosen(self, question: Question) -> Any:
        """Return the value chosen for a question; ``OPEN`` where none is."""
        return self.choices.get((question.id, question.field), OPEN)

    def open_questions(self) -> list[Question]:
        """Return the questions nobody answered."""
        return [q for q in self.questions if q.options and self.chosen(q) is OPEN]

    def marked(self) -> Question | None:
        """Return the question marked."""
        row = self.table.currentRow()
        return self.questions[row] if 0 <= row < len(self.questions) else None

    # --- what is seen

    def _mark(self, row: int) -> None:
        question = self.questions[row]
        value = self.chosen(question)
        for column, option in ((_OURS, question.ours), (_THEIRS, question.theirs)):
            item = self.table.item(row, column)
            assert item is not None
            taken = value is not OPEN and value == option.value
            mark = (_CHOSEN if taken else _OTHER) if question.options else ""
            item.setText(mark + option.text)
            item.setToolTip("\n".join(filter(None, (option.text, option.said))))
            font = item.font()
            font.setBold(taken)
            item.setFont(font)
        result = self.table.item(row, _RESULT)
        assert result is not None
        result.setText(self._result(question, value))
        result.setToolTip(result.text())

    def _result(self, question: Question, value: Any) -> str:
        if value is not OPEN:
            return question.told(value, self._file)
        if question.sort == "number":
            return _("Both are kept")
        if question.sort == "proposal":
            return _("Waits; the value here stays")
        return _("Not chosen yet")

    def _say_who(self) -> None:
        question = self.marked()
        if question is None:
            self.who.setText("")
            return
        named = [(_("Here"), question.ours.said), (_("Sender"), question.theirs.said)]
        named += [(_("Further value"), f"{o.text} – {o.said}") for o in question.others]
        lines = [_(SORTS[question.sort]), *(f"{name}: {said}" for name, said in named if said)]
        self.who.setText("\n".join(lines))

    # --- choosing

    def turn(self, step: int) -> None:
        """Take our value (-1), the sender's (1), or the one after that chosen now (0)."""
        question = self.marked()
        if question is None or not question.options:
            return
        if step:
            self.choose(question, (question.ours if step < 0 else question.theirs).value)
            return
        value = self.chosen(question)
        here = next((n for n, option in enumerate(question.options) if value == option.value), -1)
        self.choose(question, question.options[(here + 1) % len(question.options)].value)

    def choose(self, question: Question, value: Any) -> None:
        """Keep a value as the result; ``OPEN`` takes the choice away."""
        place = (question.id, question.field)
        if value is OPEN:
            self.choices.pop(place, None)
        else:
            self.choices[place] = value
        for row, other in enumerate(self.questions):
            if (other.id, other.field) == place:
                self._mark(row)
                self.table.fit_row(row)
        self.changed.emit()

    def leave_open(self) -> None:
        """Take the choice of the question marked away."""
        question = self.marked()
        if question is not None:
            self.choose(question, OPEN)

    def type_result(self) -> None:
        """Ask for a value that is on neither side."""
        question = self.marked()
        if question is None or not question.fields:
            return
        value = self.chosen(question)
        begin = question.theirs.value if value is OPEN else value
        dialog = ResultDialog(self.window(), self._host, question, begin)
        if dialog.ask():
            self.choose(question, dialog.value)

    def _clicked(self, row: int, column: int) -> None:
        question = self.questions[row]
        if question.options and column in (_OURS, _THEIRS):
            self.choose(question, (question.ours if column == _OURS else question.theirs).value)

    def _next(self, row: int) -> None:
        if row + 1 < len(self.questions):
            self.table.setCurrentCell(row + 1, self.table.currentColumn())
        else:
            self.ended.emit()


def _words(question: Question) -> tuple[str, ...]:
    base = question.base.text if question.base is not None else ""
    return question.title, question.label, base, question.ours.text, question.theirs.text, ""
