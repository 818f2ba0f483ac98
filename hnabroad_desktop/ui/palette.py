"""Ctrl+K: one line that finds verbs, screens and records by words without marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.choice_input import matches
from hnabroad_desktop.ui.desk import Hit
from hnabroad_desktop.ui.suggestions import HitPainter

_HIT = Qt.ItemDataRole.UserRole
_ACT = Qt.ItemDataRole.UserRole + 1
_ROWS = 11


@dataclass(frozen=True)
class Entry:
    """Something the palette can do."""

    title: str
    detail: str
    act: Callable[[], object]


Search = Callable[[str, Callable[[Sequence[Hit]], None]], None]


class Palette(QFrame):
    """Lies over the top of the window while it is used."""

    def __init__(
        self,
        window: QWidget,
        entries: Callable[[], Sequence[Entry]],
        search: Search,
        open_hit: Callable[[Hit], object],
    ) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAutoFillBackground(True)
        self._entries, self._search, self._open_hit = entries, search, open_hit
        self._before: QWidget | None = None
        #: Enter was pressed before what was typed had been looked for.
        self._waiting = False
        self.line = QLineEdit()
        self.line.setProperty("role", "palette")
        self.line.setPlaceholderText(_("Find a command, a screen or a record"))
        self.list = QListWidget()
        self.list.setItemDelegate(HitPainter(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._act)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.setSpacing(0)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(150)
        self._pause.timeout.connect(self._ask)
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the palette with every verb."""
        window = self.parentWidget()
        if window is None:
            return
        self._before = window.focusWidget()
        self.line.clear()
        self._fill("")
        look = theme.current()
        width = min(620, window.width() - 40)
        self.setGeometry(
            (window.width() - width) // 2,
            look.measure("top") + 6,
            width,
            look.measure("row") * (_ROWS + 1) + 20,
        )
        self.show()
        self.raise_()
        self.line.setFocus()

    def close_palette(self) -> None:
        """Put the palette away and the cursor back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def _typed(self, words: str) -> None:
        self._fill(words)
        self._pause.start()

    def _fill(self, words: str) -> None:
        self.list.clear()
        self._waiting = False
        found = [entry for entry in self._entries() if matches(words, f"{entry.title} {entry.detail}")]
        typed = words.casefold().strip()
        # Those that begin with just what was typed, marks and all, come first.
        found.sort(key=lambda entry: not (typed and entry.title.casefold().startswith(typed)))
        for entry in found:
            self._add(Hit("", entry.title, entry.detail), entry.act)
        self.list.setCurrentRow(0)

    def _add(self, hit: Hit, act: Callable[[], object]) -> None:
        item = QListWidgetItem()
        item.setData(_HIT, hit)
        item.setData(_ACT, act)
        self.list.addItem(item)

    def _ask(self) -> None:
        words = self.line.text().strip()
        if words and self.isVisible():
            self._search(words, lambda hits: self._found(words, hits))

    def _found(self, words: str, hits: Sequence[Hit]) -> None:
        if words == self.line.text().strip() and self.isVisible():
            for hit in hits:
                self._add(hit, lambda hit=hit: self._open_hit(hit))  # type: ignore[misc]
            if not self.list.count():
                self._add(Hit("", _("Nothing found. Try fewer words.")), lambda: None)
            if self.list.currentRow() < 0:
                self.list.setCurrentRow(0)
            if self._waiting and hits:
                self._act(self.list.currentItem())

    def _enter(self) -> None:
        """Do what is marked; what is still being looked for is done when it has been found."""
        if self.list.currentItem() is not None:
            self._act(self.list.currentItem())
        elif self.line.text().strip():
            self._waiting = True
            if self._pause.isActive():
                self._pause.stop()
                self._ask()

    def _act(self, item: QListWidgetItem | None) -> None:
        act = item.data(_ACT) if item is not None else None
        self.close_palette()
        if act is not None:
            act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Work the list by keys while the cursor stays in the line."""
        kind = event.type()
        if kind == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _ROWS,
                Qt.Key.Key_PageUp: -_ROWS,
            }
            key, acting = Qt.Key(event.key()), kind == QEvent.Type.KeyPress
            if key in steps and acting:
                row = self.list.currentRow() + steps[key]
                self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
            elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and acting:
                self._enter()
            elif key == Qt.Key.Key_Escape and acting:
                self.close_palette()
            elif key not in (*steps, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                return False
            event.accept()
            return acting
        return False
