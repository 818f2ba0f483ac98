"""The one frame of every dialog: a body that scrolls and buttons that are always in sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, rule

#: The room a 1366x768 screen leaves at 125 %, in logical pixels (features.md 7).
SMALLEST = (1093, 582)


class Dialog(QDialog):
    """A decision that must be taken now. Enter is the primary button, Esc closes."""

    def __init__(self, parent: QWidget | None, title: str, width: int = 460) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._wanted = round(width * theme.current().scale / 100)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(8)
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(self.body)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(inside)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(20, 10, 20, 12)
        self._foot.setSpacing(8)
        self._foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(rule())
        layout.addLayout(self._foot)

    def add_words(self, text: str, role: str = "") -> None:
        """Add a paragraph to the body."""
        self.body.addWidget(label(text, role, wrap=True))

    def add_button(self, text: str, result: int, *, primary: bool = False) -> QPushButton:
        """Add a button that ends the dialog with ``result``; the primary one takes Enter."""
        made = button(text, lambda: self.done(result), role="primary" if primary else "")
        made.setAutoDefault(primary)
        made.setDefault(primary)
        self._foot.addWidget(made)
        return made

    def add_verb(self, text: str, act: Callable[[], object]) -> QPushButton:
        """Add a button that does something and leaves the dialog open."""
        made = button(text, act)
        self._foot.addWidget(made)
        return made

    def fit(self) -> None:
        """Take the size the content asks for, within nine tenths of the screen."""
        room = self.screen().availableGeometry()
        width = min(self._wanted, round(room.width() * 0.9), SMALLEST[0])
        needed = self.body.heightForWidth(width) if self.body.hasHeightForWidth() else -1
        needed = max(needed, self.body.sizeHint().height() if needed < 0 else needed)
        foot = self._foot.sizeHint().height() + 2
        self.resize(width, min(needed + foot, round(room.height() * 0.9), SMALLEST[1]))

    def ask(self) -> int:
        """Show the dialog and return the result of the button pressed, 0 for Esc."""
        self.fit()
        return self.exec()


def choose(parent: QWidget | None, title: str, text: str, choices: list[str]) -> int:
    """Ask once. Returns the place of the choice, the first being the primary one; the last for Esc."""
    dialog = Dialog(parent, title, 420)
    dialog.add_words(text)
    for place, words in enumerate(choices):
        dialog.add_button(words, place + 1, primary=place == 0)
    return (dialog.ask() or len(choices)) - 1


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say one thing that must be read before going on."""
    choose(parent, title, text, [_("&Close")])
