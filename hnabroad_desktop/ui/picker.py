"""The full picker of a record: a search line and a list, one key to take what is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.desk import Desk, Hit
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.icons import icon
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.suggestions import HitPainter
from hnabroad_desktop.ui.unit_tree import UnitTree

_HIT = Qt.ItemDataRole.UserRole
_LONGEST = 200


class Picker(Dialog):
    """Finds records of some kinds and ends with the one marked."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        background: Background,
        kinds: Sequence[str],
        *,
        employers: bool = False,
    ) -> None:
        names = ", ".join(_(desk.types[kind].label) for kind in kinds if kind in desk.types)
        super().__init__(parent, _("Pick: {kind}").format(kind=names), 640)
        self._desk, self._background, self._kinds = desk, background, tuple(kinds)
        self._employers = employers
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Type a few words, with or without marks"))
        self.words.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.found = QListWidget()
        self.found.setItemDelegate(HitPainter(self.found))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setMinimumHeight(theme.current().measure("row") * 11)
        self.found.itemDoubleClicked.connect(lambda _item: self.accept())
        self._state = label("", "hint")
        for widget in (self.words, self.found, self._state):
            self.body.addWidget(widget)
        self._tree: UnitTree | None = None
        if self._kinds == ("unit",):
            self.add_verb(_("&Tree of units"), self.show_tree)
        self.add_button(_("&Pick"), Dialog.DialogCode.Accepted.value, primary=True)
        self.add_button(_("&Close"), 0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(120)
        self._pause.timeout.connect(self.look)
        self.words.textEdited.connect(lambda _text: self._pause.start())
        self.words.installEventFilter(self)

    def look(self) -> None:
        """Ask for what matches the words."""
        if self._tree is not None and not self._tree.isHidden():
            self._tree.show_words(self.words.text())
            return
        words = self.words.text().strip()
        self._background.ask(
            lambda: self._desk.search(words, self._kinds, _LONGEST, employers=self._employers),
            lambda hits: self._show(words, hits),
        )

    def show_tree(self) -> None:
        """Show the units as a tree in the place of the list, or the list again."""
        if self._tree is None:
            self._tree = UnitTree(self._desk, self._background, own_search=False)
            self._tree.setMinimumHeight(theme.current().measure("row") * 13)
            self._tree.opened.connect(lambda _id: self.accept())
            self._tree.hide()
            self.body.addWidget(self._tree)
        shown = self._tree.isHidden()
        self._tree.setVisible(shown)
        self.found.setHidden(shown)
        self._state.setHidden(shown)
        self._tree.show_words(self.words.text() if shown else "")
        self.fit()
        (self._tree.tree if shown else self.words).setFocus()

    def picked(self) -> Hit | None:
        """Return the record marked."""
        if self._tree is not None and not self._tree.isHidden():
            unit = self._tree.current_id()
            return Hit(unit, self._tree.current_name(), kind="unit") if unit else None
        item = self.found.currentItem()
        hit: Hit | None = item.data(_HIT) if self.found.currentRow() >= 0 else None
        return hit

    def _show(self, words: str, hits: Sequence[Hit]) -> None:
        if words != self.words.text().strip():
            return
        self.found.clear()
        for hit in hits:
            item = QListWidgetItem()
            item.setData(_HIT, hit)
            self.found.addItem(item)
        self.found.setCurrentRow(0)
        self._state.setText(
            _("Nothing found. Try fewer words.")
            if not hits
            else _("The first {count} are shown.").format(count=_LONGEST)
            if len(hits) == _LONGEST
            else _("{count} found").format(count=len(hits))
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk the list while the cursor stays in the words."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                row = self.found.currentRow() + step
                self.found.setCurrentRow(max(0, min(row, self.found.count() - 1)))
                return True
        return super().eventFilter(watched, event)


def pick_record(
    parent: QWidget,
    desk: Desk,
    background: Background,
    kinds: Sequence[str],
    words: str = "",
    *,
    employers: bool = False,
) -> Hit | None:
    """Let the user pick a record; None when nothing was picked."""
    picker = Picker(parent.window(), desk, background, kinds, employers=employers)
    picker.words.setText(words)
    picker.words.selectAll()
    picker.look()
    picker.words.setFocus()
    return picker.picked() if picker.ask() else None
