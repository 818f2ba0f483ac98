"""The few plain controls every screen is made of: labels, buttons, rules and a wrapping row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QLayoutItem, QPushButton, QWidget, QWidgetItem

from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.icons import icon


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return words in one of the roles of the stylesheet; the text is never read as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def with_key(words: str, key: str) -> str:
    """Return words with the key that does the same behind them."""
    return f"{words}  {key}"


def button(
    text: str,
    pressed: Callable[[], object] | None = None,
    *,
    role: str = "",
    picture: str = "",
    tip: str = "",
) -> QPushButton:
    """Return a push button; ``role`` is primary, link, quiet, tab or side."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    if picture:
        made.setIcon(
            icon(picture, "on_accent" if role == "primary" else "link" if role == "link" else "quiet")
        )
    if tip:
        made.setToolTip(tip)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


class Tab(QPushButton):
    """A word that leads to a part of the screen; it has room for itself in bold, so that nothing moves."""

    def __init__(self, text: str, role: str = "tab") -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self.setCheckable(True)
        self._role = role

    def sizeHint(self) -> QSize:
        """Return the size of the words in bold."""
        size = super().sizeHint()
        strong = QFontMetrics(theme.current().font(9 if self._role == "tab" else 10, strong=True))
        plain = QFontMetrics(theme.current().font(9 if self._role == "tab" else 10))
        more = strong.horizontalAdvance(self.text()) - plain.horizontalAdvance(self.text())
        return QSize(size.width() + max(more, 0) + 2, size.height())


def rule() -> QFrame:
    """Return a one-pixel line across."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def restyle(widget: QWidget, **properties: object) -> None:
    """Change what the stylesheet looks at, and look again."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def painted(widget: QWidget, name: str) -> None:
    """Let the stylesheet paint the ground of a widget of our own, under ``name``."""
    widget.setObjectName(name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


class WrapLayout(QLayout):
    """Widgets beside each other, going on in the next line where the width ends."""

    def __init__(self, parent: QWidget | None = None, gap: int = 12, line_gap: int = 2) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item, as Qt asks a layout to."""
        self._items.append(item)

    def insertWidget(self, place: int, made: QWidget) -> None:
        """Put a widget before the one at ``place``."""
        self.addChildWidget(made)
        self._items.insert(place, QWidgetItem(made))
        self.invalidate()

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back, None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the items need at ``width``."""
        return self._place(QRect(0, 0, width, 0), moving=False)

    def sizeHint(self) -> QSize:
        """Return the smallest size; the width is given from outside."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, moving=True)

    def _place(self, rect: QRect, *, moving: bool) -> int:
        margins = self.contentsMargins()
        rect = rect.marginsRemoved(margins)
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._line_gap, 0
            if moving:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - rect.y() + margins.top() + margins.bottom()
