"""The note F1 shows beside a field: how it is to be written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import label


class HelpNote(QFrame):
    """Lies over the window under one field and goes at the next key or when the cursor leaves."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("suggestions")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = label("", "strong")
        self._text = label("", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        self._field: QWidget | None = None
        self.hide()

    def show_for(self, field: QWidget, name: str, text: str) -> None:
        """Show the note under ``field``."""
        self._title.setText(_("How to write: {field}").format(field=name))
        self._text.setText(text)
        window = self.parentWidget()
        if window is None:
            return
        width = max(280, min(field.width(), 420))
        self._text.setFixedWidth(width - 26)
        self.adjustSize()
        corner = field.mapTo(window, QPoint(0, field.height() + 2))
        top = corner.y()
        if top + self.height() > window.height():
            top = max(0, field.mapTo(window, QPoint(0, 0)).y() - self.height() - 2)
        self.move(max(4, min(corner.x(), window.width() - self.width() - 4)), top)
        self.show()
        self.raise_()
        self._field = field
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def hide(self) -> None:
        """Put the note away."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        super().hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go at the next key, click or change of the cursor's place."""
        kind = event.type()
        if kind in (
            QEvent.Type.KeyPress,
            QEvent.Type.MouseButtonPress,
            QEvent.Type.FocusOut,
            QEvent.Type.Resize,
        ):
            if kind == QEvent.Type.Resize and watched is not self.parentWidget():
                return False
            self.hide()
        return False
