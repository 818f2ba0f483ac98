"""The bar at the top: whose file this is, the menus, the search over everything, and who works."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenuBar, QSizePolicy

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, with_key
from hnabroad_desktop.ui.desk import Hit
from hnabroad_desktop.ui.icons import icon, pixmap
from hnabroad_desktop.ui.suggestions import Suggestions

Ask = Callable[[str, Callable[[Sequence[Hit]], None]], None]


class SearchBox(QLineEdit):
    """Finds any record; the results lie below it and Enter opens the one marked."""

    picked = Signal(object)

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask
        self.setProperty("role", "search")
        self.setCompleter(None)  # type: ignore[arg-type]
        self.setPlaceholderText(with_key(_("Find cadres, classes, documents, agreements…"), "Ctrl+F"))
        self.setAccessibleName(_("Find in everything"))
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._found = Suggestions(self)
        self._found.picked.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(150)
        self._pause.timeout.connect(self._look)
        self.textEdited.connect(lambda _text: self._typed())
        self.returnPressed.connect(self._enter)
        #: Enter was pressed before what was typed had been looked for.
        self._waiting = False

    def _typed(self) -> None:
        self._waiting = False
        self._pause.start()

    def _enter(self) -> None:
        """Open the best of what is found as soon as it is."""
        self._waiting = True
        self._pause.stop()
        self._look()

    def _look(self) -> None:
        words = self.text().strip()
        if words:
            self._ask(words, lambda hits: self._show(words, hits))
        else:
            self._found.hide()

    def _show(self, words: str, hits: Sequence[Hit]) -> None:
        if words != self.text().strip():
            return
        if self._waiting and hits:
            self._take(hits[0])
        else:
            self._waiting = False
            self._found.show(hits or [Hit("", _("Nothing found. Try fewer words."))])

    def _take(self, hit: Hit) -> None:
        if hit.value:
            self.clear()
            self.picked.emit(hit)


class Shortened(QLabel):
    """A line of words that gives way in the middle where there is no room."""

    def __init__(self, words: str, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self._words = words
        self.setToolTip(words)
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setText(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words into the new width."""
        super().resizeEvent(event)
        metrics = QFontMetrics(self.font())
        fitted = metrics.elidedText(self._words, Qt.TextElideMode.ElideMiddle, max(self.width() - 2, 20))
        if metrics.horizontalAdvance(self._words) <= self.width():
            fitted = self._words
        if fitted != self.text():
            self.blockSignals(True)
            self.setText(fitted)
            self.blockSignals(False)

    def sizeHint(self) -> QSize:
        """Ask for room for all the words, whatever is shown."""
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance(self._words) + 4)
        return hint


class TopBar(QFrame):
    """One line; the menus stand in it, so that they cost the list no row."""

    def __init__(self, unit: str, file: str, user: str, ask: Ask, palette: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("top")
        look = theme.current()
        self.setFixedHeight(look.measure("top"))
        mark = QLabel()
        mark.setPixmap(pixmap("landmark", "accent_text", 20, self.devicePixelRatioF()))
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.search = SearchBox(ask)
        self.search.setMinimumWidth(100)
        self.search.setMaximumWidth(round(380 * look.scale / 100))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(mark)
        row.addWidget(Shortened(unit, "strong"))
        row.addWidget(Shortened(file, "quiet"))
        row.addWidget(self.menus)
        row.addStretch(1)
        row.addWidget(self.search, 3)
        row.addWidget(button(with_key(_("Command"), "Ctrl+K"), palette, role="quiet"))
        row.addWidget(label(user))
