"""Chooses which columns a list shows, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui.choice_input import matches
from hnabroad_desktop.ui.dialog import Dialog

_NAME = Qt.ItemDataRole.UserRole
_CHECKED, _OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnChooser(Dialog):
    """The columns shown stand first; Space shows or hides, Ctrl+Up and Ctrl+Down or the mouse move them."""

    def __init__(self, parent: QWidget | None, record_type: RecordType, shown: Sequence[str]) -> None:
        super().__init__(parent, _("Columns of the list"), 460)
        self._type = record_type
        self._first = shown[0]
        self.search = QLineEdit()
        self.search.setCompleter(None)  # type: ignore[arg-type]
        self.search.setPlaceholderText(_("Find a column"))
        self.search.setAccessibleName(_("Find a column"))
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Columns of the list"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumHeight(300)
        self.list.installEventFilter(self)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.add_words(
            _("Space shows or hides a column, Ctrl+↑ and Ctrl+↓ move it. The first column stays."), "hint"
        )
        self.add_verb(_("As &delivered"), self._as_delivered)
        self.add_button(_("&Show these columns"), 1, primary=True)
        self.add_button(_("&Close"), 0)
        self._fill(shown)
        self.search.setFocus()

    def _fill(self, shown: Sequence[str]) -> None:
        self.list.clear()
        by_name = self._type.by_name
        rest = [name for name in self._type.listable if name not in shown]
        for name in (*shown, *rest):
            item = QListWidgetItem(_(by_name[name].label))
            item.setData(_NAME, name)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if name != self._first:
                flags |= Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags)
            item.setCheckState(_CHECKED if name in shown else _OPEN)
            self.list.addItem(item)
        self._narrow(self.search.text())

    def names(self) -> list[str]:
        """Return the columns chosen, in order, the first one of before in front."""
        items = [self.list.item(row) for row in range(self.list.count())]
        chosen = [str(item.data(_NAME)) for item in items if item.checkState() == _CHECKED]
        return [self._first, *(name for name in chosen if name != self._first)]

    def _as_delivered(self) -> None:
        self._first = self._type.columns[0]
        self._fill(self._type.columns)

    def _narrow(self, words: str) -> None:
        by_name = self._type.by_name
        for row in range(self.list.count()):
            item = self.list.item(row)
            field = by_name[str(item.data(_NAME))]
            item.setHidden(not matches(words, f"{_(field.label)} {_(field.heading)}"))
        if self.list.currentItem() is None or self.list.currentItem().isHidden():
            self._step(0, 1)

    def _step(self, row: int, way: int) -> None:
        while 0 <= row < self.list.count():
            if not self.list.item(row).isHidden():
                self.list.setCurrentRow(row)
                return
            row += way

    def _move(self, way: int) -> None:
        row = self.list.currentRow()
        place = row + way
        while 0 < place < self.list.count() and self.list.item(place).isHidden():
            place += way
        if row > 0 and 0 < place < self.list.count():
            self.list.insertItem(place, self.list.takeItem(row))
            self.list.setCurrentRow(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Work the list by keys, also while the cursor stays in the search line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            way = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if way and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._move(way)
                return True
            if way and watched is self.search:
                self._step(self.list.currentRow() + way, way)
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)
