"""The tree of territories and organs as it stood on a day, with a line that searches in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.actions import unit_tree as tree
from hnabroad_desktop.actions.unit_tree import UnitLine
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold, show_number
from hnabroad_desktop.records import unit
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, restyle
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.icons import icon
from hnabroad_desktop.ui.jobs import Background

_ID = Qt.ItemDataRole.UserRole
_KIND_LABELS = dict(unit.KINDS)


class UnitTree(QWidget):
    """Every unit in force on the day above the tree; arrows walk, Enter takes, letters search."""

    #: A unit was marked (by arrow or click); its id.
    marked = Signal(str)
    #: A unit was taken (by Enter or double click); its id.
    opened = Signal(str)

    def __init__(self, desk: Desk, background: Background, *, own_search: bool = True) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self._units: Sequence[UnitLine] = ()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._words = ""
        self._wanted = ""
        self._quiet = False
        self.day_line = QLineEdit(f"{desk.today:%d/%m/%Y}")
        self.search = QLineEdit()
        self.tree = QTreeWidget()
        self._said = label("", "quiet", wrap=True)
        self._days = QHBoxLayout()
        self._build(own_search)
        self.reload()

    def _build(self, own_search: bool) -> None:
        letter = self.fontMetrics().horizontalAdvance("0")
        self.day_line.setFixedWidth(letter * 12 + 20)
        self.day_line.setAccessibleName(_("As of"))
        self.day_line.editingFinished.connect(self._show_day)
        self.search.setPlaceholderText(_("Find in the tree"))
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        if not own_search:
            self.search.hide()
        self.search.installEventFilter(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(120)
        self._pause.timeout.connect(lambda: self.show_words(self.search.text()))
        self.search.textEdited.connect(lambda _text: self._pause.start())
        tree = self.tree
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setIndentation(round(18 * theme.current().scale / 100))
        tree.setExpandsOnDoubleClick(False)
        head = tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(1, letter * 13)
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        tree.currentItemChanged.connect(lambda _now, _before: self._mark())
        tree.itemActivated.connect(lambda _item, _column: self._open())
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(_("As of"), "label"))
        line.addWidget(self.day_line)
        self._days.setSpacing(0)
        line.addLayout(self._days)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self.search)
        column.addWidget(tree, 1)
        column.addWidget(self._said)

    # --- what is shown

    @property
    def day(self) -> dt.date:
        """The day whose tree is shown; today while the line says no day."""
        try:
            return dt.date.fromisoformat(dates.parse_day(self.day_line.text()))
        except ValueError:
            return self._desk.today

    def show_day(self, day: dt.date) -> None:
        """Show the tree of a day."""
        self.day_line.setText(f"{day:%d/%m/%Y}")
        self._show_day()

    def _show_day(self) -> None:
        try:
            dates.parse_day(self.day_line.text())
        except ValueError:
            restyle(self.day_line, problem="error")
            self.day_line.setToolTip(_("Write day/month/year, for example 01/07/2025."))
            return
        restyle(self.day_line, problem="")
        self.day_line.setToolTip("")
        self._draw()

    def reload(self, wanted: str = "") -> None:
        """Read the units again and come back to ``wanted``, or to the unit marked."""
        self._wanted = wanted or self.current_id()
        self._background.ask(self._desk.units, self._take)

    def _take(self, found: Sequence[UnitLine]) -> None:
        self._units = found
        if not self._days.count():
            self._offer_days()
        self._draw()

    def _offer_days(self) -> None:
        change = tree.days_of_change(self._units)
        for stored in (*(change or ()), self._desk.today.isoformat()):
            day = dt.date.fromisoformat(stored)
            words = _("today") if day == self._desk.today else f"{day:%d/%m/%Y}"
            made = button(words, lambda day=day: self.show_day(day), role="link")  # type: ignore[misc]
            self._days.addWidget(made)

    def _draw(self) -> None:
        wanted, self._wanted = self._wanted or self.current_id(), ""
        standing = tree.standing_on(self._units, self.day)
        self._quiet = True
        self.tree.clear()
        self._items = {}
        for line in standing:
            item = QTreeWidgetItem([line.name, line.code])
            item.setData(0, _ID, line.id)
            item.setToolTip(0, line.name)
            item.setForeground(1, theme.current().colour("quiet"))
            self._items[line.id] = item
        tops = []
        for line in standing:
            above = self._items.get(line.parent)
            if above is not None:
                above.addChild(self._items[line.id])
            else:
                tops.append(self._items[line.id])
        self.tree.addTopLevelItems(tops)
        for item in tops:
            item.setExpanded(True)
        self._tell(standing)
        self._filter()
        self._quiet = False
        self.go_to(wanted)

    def _tell(self, standing: Sequence[UnitLine]) -> None:
        tally = tree.tally(standing)
        said = [_("{count} units in force").format(count=show_number(len(standing)))]
        if tally:
            parts = ", ".join(f"{number} {_(_KIND_LABELS[kind]).lower()}" for kind, number in tally)
            whole = show_number(sum(number for _kind, number in tally))
            said.append(_("{whole} below the city: {parts}").format(whole=whole, parts=parts))
        self._said.setText(" · ".join(said))

    # --- finding

    def show_words(self, words: str) -> None:
        """Show only the units that hold all the words, with what stands above them."""
        self._words = words
        self._filter()

    def _filter(self) -> None:
        wanted = fold(self._words).split()
        first: QTreeWidgetItem | None = None
        for item in self._items.values():
            item.setHidden(bool(wanted))
        for item in self._items.values():
            if wanted and all(word in fold(f"{item.text(0)} {item.text(1)}") for word in wanted):
                first = first or item
                above: QTreeWidgetItem | None = item
                while above is not None and above.isHidden():
                    above.setHidden(False)
                    if above is not item:
                        above.setExpanded(True)
                    above = above.parent()
        if first is not None:
            self.tree.setCurrentItem(first)
            self.tree.scrollToItem(first)

    def go_to(self, record_id: str) -> None:
        """Mark a unit if it is in the tree of this day."""
        item = self._items.get(record_id)
        if item is not None:
            self._quiet = True
            self.tree.setCurrentItem(item)
            self.tree.scrollToItem(item)
            self._quiet = False

    def current_id(self) -> str:
        """Return the id of the unit marked, "" if there is none."""
        items = self.tree.selectedItems()
        return str(items[0].data(0, _ID)) if items else ""

    def current_name(self) -> str:
        """Return the name of the unit marked."""
        items = self.tree.selectedItems()
        return items[0].text(0) if items else ""

    def _mark(self) -> None:
        if not self._quiet and self.current_id():
            self.marked.emit(self.current_id())

    def _open(self) -> None:
        if self.current_id():
            self.opened.emit(self.current_id())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down and Enter lead from the search line into the tree."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pause.stop()
                self.show_words(self.search.text())
                self.tree.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                self.show_words("")
                return True
        return super().eventFilter(watched, event)
