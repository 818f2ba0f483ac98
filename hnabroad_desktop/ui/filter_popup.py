"""What a column can be filtered and ordered by, offered below its box as in Excel: values, a range."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.actions.conditions import (
    Asked,
    between,
    either,
    read_condition,
    takes_range,
    takes_values,
)
from hnabroad_desktop.actions.lists import Group
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.choice_input import matches
from hnabroad_desktop.ui.controls import button, label, rule

_TITLE = Qt.ItemDataRole.UserRole
_CHECKED, _OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def plain_line(name: str) -> QLineEdit:
    """Return a line to type in, with its name inside; nothing completes what an input method types."""
    made = QLineEdit()
    made.setCompleter(None)  # type: ignore[arg-type]
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    return made


class FilterPopup(QFrame):
    """Lies over the list below the box of one column; Enter filters, Esc leaves it as it was."""

    #: The text that says the condition, for the box of the column.
    chosen = Signal(str)
    #: Order by the column: backwards, and after the columns chosen before.
    ordered = Signal(bool, bool)
    closed = Signal()

    def __init__(self, window: QWidget, column: Field, text: str) -> None:
        """``text`` is the condition the column has now."""
        super().__init__(window)
        self.setObjectName("filterpopup")
        self.setAutoFillBackground(True)
        self._column, self._now = column, read_condition(text)
        self._ended = False
        self.values = QListWidget()
        self.search, self.first, self.last = (
            plain_line(_("Find a value")),
            plain_line(_("From")),
            plain_line(_("To")),
        )
        self.text = plain_line(_("Part of the text"))
        self.exactly = QCheckBox(_("Exactly this text"))
        self.empty, self.filled = QCheckBox(_("Empty")), QCheckBox(_("Not empty"))
        self.problem = label("", "error", wrap=True)
        self._build()
        for part in self.findChildren(QWidget):
            part.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    # --- what it is made of

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        column.addLayout(self._orders())
        column.addWidget(rule())
        if takes_values(self._column):
            self._build_values(column)
        elif takes_range(self._column):
            self._build_range(column)
        else:
            self._build_text(column)
        if not takes_values(self._column):
            row = QHBoxLayout()
            row.setSpacing(14)
            row.addWidget(self.empty)
            row.addWidget(self.filled)
            row.addStretch(1)
            column.addLayout(row)
            self.empty.setChecked(self._now.empty)
            self.filled.setChecked(self._now.filled)
            self.empty.toggled.connect(lambda on: self.filled.setChecked(False) if on else None)
            self.filled.toggled.connect(lambda on: self.empty.setChecked(False) if on else None)
        column.addWidget(self.problem)
        self.problem.hide()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(button(_("Clear this filter"), lambda: self._choose(""), role="link"))
        foot.addStretch(1)
        self.go = button(_("Filter"), self.apply, role="primary", tip="Enter")
        foot.addWidget(self.go)
        column.addLayout(foot)

    def _orders(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.verbs = [
            button(words, act, role="link", picture=picture, tip=tip)
            for words, picture, tip, act in (
                (_("Ascending"), "arrow-up", "", lambda: self._order(False, False)),
                (_("Descending"), "arrow-down", "", lambda: self._order(True, False)),
                (
                    _("Then by this"),
                    "plus",
                    _("Order by this column where those chosen before are equal (Shift+click on its name)"),
                    lambda: self._order(False, True),
                ),
            )
        ]
        for made in self.verbs:
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _build_values(self, column: QVBoxLayout) -> None:
        self.search.textChanged.connect(self._narrow)
        self.values.setAccessibleName(_("Values to show"))
        self.values.setObjectName("inner")
        self.values.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The end holds how many there are, and often the unit above: the middle gives way.
        self.values.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.values.setWordWrap(False)
        column.addWidget(self.search)
        column.addWidget(self.values, 1)
        self.setFocusProxy(self.search)

    def _build_range(self, column: QVBoxLayout) -> None:
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, (words, line, now) in enumerate(
            ((_("From"), self.first, self._now.first), (_("To"), self.last, self._now.last))
        ):
            grid.addWidget(label(words, "label"), 0, place)
            grid.addWidget(line, 1, place)
            line.setText(now)
            line.setPlaceholderText("")
            line.textEdited.connect(lambda _text: self._untick())
        column.addLayout(grid)
        self.setFocusProxy(self.first)

    def _build_text(self, column: QVBoxLayout) -> None:
        self.text.setText(self._now.text)
        self.exactly.setChecked(self._now.exactly)
        self.text.textEdited.connect(lambda _text: self._untick())
        column.addWidget(self.text)
        column.addWidget(self.exactly)
        self.setFocusProxy(self.text)

    def _untick(self) -> None:
        self.empty.setChecked(False)
        self.filled.setChecked(False)

    # --- values

    def show_values(self, groups: Sequence[Group]) -> None:
        """Offer the values the list has, each with how many rows have it; those asked for now are ticked."""
        if self._ended:
            return
        self.values.clear()
        for group in groups:
            title = group.title if group.value is not None else ""
            words = _("{value}  ({count})").format(
                value=title or _("(empty)"), count=show_number(group.totals.rows)
            )
            item = QListWidgetItem(words)
            item.setData(_TITLE, title)
            item.setToolTip(title)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(_CHECKED if self._now.names(group.value, title) else _OPEN)
            self.values.addItem(item)
        self._narrow(self.search.text())

    def _narrow(self, words: str) -> None:
        first = None
        for row in range(self.values.count()):
            item = self.values.item(row)
            item.setHidden(not matches(words, item.text()))
            first = row if first is None and not item.isHidden() else first
        self.values.setCurrentRow(-1 if first is None else first)

    def ticked(self) -> list[str]:
        """Return the titles ticked, "" for nothing."""
        items = [self.values.item(row) for row in range(self.values.count())]
        return [str(item.data(_TITLE)) for item in items if item.checkState() == _CHECKED]

    # --- what it does

    def show_below(self, box: QWidget) -> None:
        """Come up below the box of the column and take the cursor."""
        window = self.parentWidget()
        if window is None:
            return
        look = theme.current()
        width = round(320 * look.scale / 100)
        height = self.sizeHint().height()
        if takes_values(self._column):
            height = round(380 * look.scale / 100)
        corner = box.mapTo(window, QPoint(0, box.height() + 2))
        left = max(4, min(corner.x(), window.width() - width - 4))
        self.setGeometry(left, corner.y(), width, min(height, window.height() - corner.y() - 6))
        self.show()
        self.raise_()
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setFocus()
        if isinstance(proxy, QLineEdit):
            proxy.selectAll()

    def apply(self) -> None:
        """Filter by what is ticked or typed; what cannot be understood is said here and filters nothing."""
        try:
            text = self._condition()
        except AppError as problem:
            self.problem.setText(str(problem))
            self.problem.show()
            return
        self._choose(text)

    def _condition(self) -> str:
        if takes_values(self._column):
            return either(self.ticked())
        if self.empty.isChecked() or self.filled.isChecked():
            return Asked(empty=self.empty.isChecked(), filled=self.filled.isChecked()).written()
        if takes_range(self._column):
            return between(self._column, self.first.text(), self.last.text())
        return Asked(text=self.text.text(), exactly=self.exactly.isChecked()).written()

    def _choose(self, text: str) -> None:
        self.chosen.emit(text)
        self.close_popup()

    def _order(self, backwards: bool, further: bool) -> None:
        self.ordered.emit(backwards, further)
        self.close_popup()

    def close_popup(self) -> None:
        """Go away; the list gets the cursor back."""
        if not self._ended:
            self._ended = True
            self.hide()
            self.closed.emit()
            self.deleteLater()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if not self._ended and self.isVisible() and now is not None and not self.isAncestorOf(now):
            self._ended = True
            self.hide()
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter filters, Esc leaves, the arrows lead from the search line into the values."""
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or not isinstance(
            event, QKeyEvent
        ):
            return super().eventFilter(watched, event)
        key, acting = Qt.Key(event.key()), kind == QEvent.Type.KeyPress
        act: Callable[[], object] | None = None
        if key == Qt.Key.Key_Escape:
            act = self.close_popup
        elif key in _ENTER and watched not in self.verbs:
            act = self.apply
        elif key == Qt.Key.Key_Down and watched is self.search:
            act = self.values.setFocus
        if act is None:
            return super().eventFilter(watched, event)
        event.accept()
        if acting:
            act()
        return True
