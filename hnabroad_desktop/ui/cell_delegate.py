"""Typing in the cells of a table: the box of the column's field in its cell, and the keys that lead on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.ui.choice_input import PickInput
from hnabroad_desktop.ui.controls import restyle
from hnabroad_desktop.ui.input import PASSING, Input

MakeInput = Callable[[Field, QWidget], Input]
Index = QModelIndex | QPersistentModelIndex
_HINT = QAbstractItemDelegate.EndEditHint


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

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the words of a cell some air above and below."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + 8)

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


def typed_by_commit(view: QTableView, event: QInputMethodEvent) -> bool:
    """Begin to type in the cell of the cursor with letters an input method commits at once, if it may be."""
    index = view.currentIndex()
    open_ = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
    if not open_ or not event.commitString() or event.preeditString():
        return False
    view.edit(index)
    typed = QApplication.focusWidget()
    if typed is not None and typed is not view:
        QApplication.sendEvent(typed, event)
    return True
