"""A small table inside a form: typed in place, Enter leads on and adds rows, blocks can be pasted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import (
    Choice,
    Date,
    Field,
    Money,
    Number,
    PartialDate,
    Reference,
    Rows,
    Stored,
)
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.choice_input import PickInput
from hnabroad_desktop.ui.controls import button, restyle
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.input import PASSING, Input
from hnabroad_desktop.ui.rows_model import RowsModel

MakeInput = Callable[[Field, QWidget], Input]
Index = QModelIndex | QPersistentModelIndex
_HINT = QAbstractItemDelegate.EndEditHint


def column_weight(field: Field) -> int:
    """Return how many letters a column of a field should have room for."""
    if field.width:
        return max(field.width, 4)
    match field:
        case Date() | PartialDate():
            return 10
        case Number():
            return 7
        case Money() | Choice():
            return 15
        case Reference():
            return 22
    return 26


class CellDelegate(QStyledItemDelegate):
    """Puts the box of the column's field into the cell that is typed in."""

    stepped = Signal(int)

    def __init__(self, columns: tuple[Field, ...], make: MakeInput, parent: QObject) -> None:
        super().__init__(parent)
        self._columns, self._make = columns, make
        self._ended = True

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the box for a cell."""
        box = self._make(self._columns[index.column()], parent)
        typed = box.focusProxy()
        if typed is not None:
            restyle(typed, role="cell")
            typed.installEventFilter(self)
        box.setAutoFillBackground(True)
        self._ended = False
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the value of the cell in its box."""
        if isinstance(editor, Input):
            editor.set_value(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Take what stands in the box."""
        if isinstance(editor, Input):
            complaint = editor.complaint()
            model.setData(index, editor.value())
            if complaint:
                model.complain(index.row(), self._columns[index.column()].name, complaint)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Lay the box over its cell; text of several lines gets more room below."""
        area = option.rect
        if isinstance(editor, Input) and editor.accepts_enter():
            area.setHeight(max(area.height(), editor.sizeHint().height()))
        editor.setGeometry(area)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter and Tab lead to the next cell, Esc give up, and leaving keep what was typed."""
        box = watched.parent()
        if not isinstance(box, Input):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in PASSING and not self._ended:
                box.leave()
                self._end(box)
            return False
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(
            event, QKeyEvent
        ):
            return self._key(box, event, acting=event.type() == QEvent.Type.KeyPress)
        return False

    def _key(self, box: Input, event: QKeyEvent, *, acting: bool) -> bool:
        if (
            isinstance(box, PickInput)
            and box.suggestions.visible
            and event.key()
            not in (
                Qt.Key.Key_Tab,
                Qt.Key.Key_Backtab,
            )
        ):
            return False
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            if acting and not self._ended:
                self._ended = True
                self.closeEditor.emit(box, _HINT.RevertModelCache)
            return True
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not box.accepts_enter()
        step = 1 if enter else {Qt.Key.Key_Tab: 2, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
        if not step or not plain:
            return False
        if acting:
            box.leave()
            self._end(box)
            self.stepped.emit(step)
        return acting

    def _end(self, box: Input) -> None:
        # Closing a box takes the cursor from it, which would end it a second time.
        if self._ended:
            return
        self._ended = True
        self.commitData.emit(box)
        self.closeEditor.emit(box, _HINT.NoHint)


class RowsView(QTableView):
    """The table as it is seen; rows are as high as their words need."""

    row_wanted = Signal()
    row_unwanted = Signal()
    pasted = Signal(str)

    def __init__(self, weights: list[int]) -> None:
        super().__init__()
        self._weights = weights
        self.setObjectName("inner")
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed
            | triggers.DoubleClicked
            | triggers.EditKeyPressed
            | triggers.SelectedClicked
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.current().measure("row"))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(36)

    def fit(self) -> None:
        """Share the width among the columns and take the height of all rows."""
        letter = self.fontMetrics().averageCharWidth()
        room = self.width() - 2
        head = self.horizontalHeader()
        least = [
            max(weight * letter * 7 // 10 + 14, head.sectionSizeHint(i))
            for i, weight in enumerate(self._weights)
        ]
        spare = max(room - sum(least), 0)
        for place, weight in enumerate(self._weights):
            head.resizeSection(place, least[place] + spare * weight // sum(self._weights))
        self.resizeRowsToContents()
        bar = self.horizontalScrollBar().sizeHint().height() if sum(least) > room else 0
        rows = sum(self.rowHeight(row) for row in range(self.model().rowCount()))
        self.setFixedHeight(head.sizeHint().height() + rows + bar + 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to type in the cell with a letter that an input method commits at once."""
        index = self.currentIndex()
        if event.commitString() and not event.preeditString() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
            typed = QApplication.focusWidget()
            if typed is not None and typed is not self:
                QApplication.sendEvent(typed, event)
        else:
            super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Work the table by keys; what it does not use goes on to the form."""
        key = event.key()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._block())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            if self.currentIndex().isValid():
                self.edit(self.currentIndex())
            else:
                self.row_wanted.emit()
        elif key == Qt.Key.Key_Insert:
            self.row_wanted.emit()
        elif key == Qt.Key.Key_Delete and control:
            self.row_unwanted.emit()
        elif key == Qt.Key.Key_Escape or control:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _block(self) -> str:
        chosen = sorted((i.row(), i.column()) for i in self.selectedIndexes())
        lines: dict[int, list[str]] = {}
        for row, column in chosen:
            lines.setdefault(row, []).append(str(self.model().index(row, column).data() or ""))
        return "\n".join("\t".join(cells) for cells in lines.values())


class RowsInput(Input):
    """The table of one Rows field."""

    def __init__(self, field: Rows, desk: Desk, make: MakeInput, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.model = RowsModel(field, desk)
        self.view = RowsView([column_weight(column) for column in field.fields])
        self.view.setModel(self.model)
        delegate = CellDelegate(field.fields, make, self.view)
        delegate.stepped.connect(self._step)
        self.view.setItemDelegate(delegate)
        self._add = button(_("Add a row"), self.add_row, role="link", picture="plus")
        self._drop = button(_("Delete the row"), self.drop_row, role="link", tip=_("Ctrl+Delete"))
        for action in (self._add, self._drop):
            action.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self._add)
        foot.addWidget(self._drop)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.view)
        layout.addLayout(foot)
        self.setFocusProxy(self.view)
        self.view.row_wanted.connect(self.add_row)
        self.view.row_unwanted.connect(self.drop_row)
        self.view.pasted.connect(self._paste)
        self.model.edited.connect(self._edited)
        self.model.modelReset.connect(self._reshape)
        self.model.rowsInserted.connect(self._reshape)
        self.model.rowsRemoved.connect(self._reshape)
        self._reshape()

    def value(self) -> tuple[Row, ...]:
        """Return the rows as far as they are understood."""
        return self.model.rows()

    def set_value(self, value: Stored) -> None:
        """Tables are shown by ``set_rows``. Raises TypeError."""
        raise TypeError(self.field.name)

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show stored rows, in the order the table asks for."""
        self.model.set_rows(rows)

    def problems(self) -> list[Problem]:
        """Return why some cells cannot be stored."""
        return self.model.problems()

    def set_read_only(self, read_only: bool) -> None:
        """Let the table be read and copied only."""
        self.model.read_only = read_only
        self._add.setVisible(not read_only)
        self._drop.setVisible(not read_only and self.model.rowCount() > 0)

    def accepts_enter(self) -> bool:
        """Enter belongs to the table."""
        return True

    def show_row_problem(self, kept: int, name: str, message: str) -> None:
        """Mark a cell; ``kept`` counts the rows as ``value`` returns them."""
        self.model.complain(self.model.place_of(kept), name, message)

    def go_to(self, kept: int, name: str) -> None:
        """Put the cursor into a cell."""
        column = [field.name for field in self.model.columns].index(name)
        self.view.setFocus()
        self.view.setCurrentIndex(self.model.index(self.model.place_of(kept), column))

    def add_row(self) -> None:
        """Add a row and start typing in it."""
        if not self.model.read_only:
            self._type_in(self.model.append(), 0)

    def drop_row(self) -> None:
        """Take the current row away."""
        if not self.model.read_only and self.view.currentIndex().isValid():
            self.model.remove(self.view.currentIndex().row())

    def _type_in(self, row: int, column: int) -> None:
        index = self.model.index(row, column)
        self.view.setFocus()
        self.view.setCurrentIndex(index)
        self.view.edit(index)

    def _step(self, step: int) -> None:
        # 1: Enter, adds a row after the last cell; 2: Tab, leaves the table there; -1: Shift+Tab.
        here = self.view.currentIndex()
        width = len(self.model.columns)
        place = here.row() * width + here.column() + (1 if step > 0 else -1)
        if 0 <= place < self.model.rowCount() * width:
            self._type_in(place // width, place % width)
        elif step == 1:
            self.add_row()
        else:
            self.view.setFocus()
            self.view.focusNextPrevChild(step > 0)

    def _paste(self, text: str) -> None:
        if self.model.read_only or not text:
            return
        here = self.view.currentIndex()
        row = here.row() if here.isValid() else self.model.rowCount()
        self.model.paste(row, max(here.column(), 0), text)

    def _edited(self) -> None:
        self.changed.emit()
        QTimer.singleShot(0, self.view, self.view.fit)

    def _reshape(self) -> None:
        self._drop.setVisible(self.model.rowCount() > 0 and not self.model.read_only)
        self.view.fit()
