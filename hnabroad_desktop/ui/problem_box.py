"""A problem shown where it arose: the sentence as it stands, and below it each way out as a button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from hnabroad_desktop.actions.ways_out import Way
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.ui.controls import WrapLayout, button, label
from hnabroad_desktop.ui.icons import pixmap

WORDS: dict[Way, str] = {
    "again": N_("&Try again"),
    "view": N_("Open to &view only"),
    "copy": N_("&Copy to this machine and open…"),
    "backup": N_("&Restore a backup…"),
    "recovery_key": N_("Use the &recovery key"),
}


class ProblemBox(QFrame):
    """Empty and hidden until something goes wrong; calm, copyable, never over anything."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem")
        mark = QLabel()
        mark.setPixmap(pixmap("circle-alert", "error", 20, self.devicePixelRatioF()))
        self._words = label("", wrap=True)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ways = QWidget()
        self._line = WrapLayout(self._ways, 8, 6)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.addWidget(mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._words, 0, 1)
        grid.addWidget(self._ways, 1, 1)
        grid.setColumnStretch(1, 1)
        self.hide()

    @property
    def words(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def say(self, words: str, ways: Sequence[Way] = ()) -> None:
        """Show a sentence and its ways out."""
        while (item := self._line.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self._words.setText(words)
        for way in ways:
            self._line.addWidget(button(_(WORDS[way]), lambda way=way: self.chosen.emit(way)))  # type: ignore[misc]
        self._ways.setVisible(bool(ways))
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        self._words.setText("")
        self.hide()
