"""What every box of a form can do, whatever kind of field it asks for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from hnabroad_desktop.base.fields import Field, Stored
from hnabroad_desktop.ui.controls import restyle

#: Leaving for these reasons is not leaving: a menu over the box, another window, Alt in the menu bar.
PASSING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class Input(QWidget):
    """One box. While it is typed in nothing is rewritten; it is put in order when it is left."""

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field

    def value(self) -> Any:
        """Return what stands in the box, for ``Field.clean``."""
        raise NotImplementedError

    def set_value(self, value: Stored) -> None:
        """Show a stored value."""
        raise NotImplementedError

    def note(self) -> str:
        """Return what the box understood, to stand under it."""
        return ""

    def complaint(self) -> str:
        """Return why the box cannot be used as it stands, where its field cannot know."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Let the box be read and copied but not changed."""
        raise NotImplementedError

    def show_problem(self, severity: str) -> None:
        """Mark the box: "error", "warning" or ""."""
        for line in self.findChildren(QLineEdit):
            restyle(line, problem=severity)

    def accepts_enter(self) -> bool:
        """True where Enter belongs to the text and must not lead to the next field."""
        return False

    def watch(self, line: QWidget) -> None:
        """Take ``line`` as the part that is typed in."""
        self.setFocusProxy(line)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the box in order when the cursor really leaves it."""
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() not in PASSING
        ):
            self.leave()
        return super().eventFilter(watched, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Hand on what a table gives the box in a cell: the first letter of an input method."""
        proxy = self.focusProxy()
        if proxy is not None:
            QApplication.sendEvent(proxy, event)

    def leave(self) -> None:
        """Put what was typed in order and tell that the box was left."""
        self.left.emit()
