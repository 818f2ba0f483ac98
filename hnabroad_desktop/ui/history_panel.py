"""The history of one record: every change with the way back to an earlier value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, painted, with_key
from hnabroad_desktop.ui.desk import Change


class HistoryPanel(QWidget):
    """Takes the place of the form while the history is read."""

    closed = Signal()
    restore_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        painted(self, "surface")
        self._title = label("", "title", wrap=True)
        self._changes: Sequence[Change] = ()
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels([_("When, who"), _("Field"), _("Before"), _("After")])
        self.table.setObjectName("history")
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setMinimumSectionSize(theme.current().measure("row"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.setInterval(0)
        self._fit.timeout.connect(self.table.resizeRowsToContents)
        head.sectionResized.connect(lambda *_sizes: self._fit.start())
        self.table.itemSelectionChanged.connect(self._chosen)
        self.restore = button(_("Take this value back"), self._restore, role="primary", picture="undo-2")
        back = button(with_key(_("Back to the record"), "Esc"), self.closed.emit, picture="arrow-left")
        foot = QHBoxLayout()
        foot.addWidget(self.restore)
        foot.addWidget(back)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(label(_("History of changes"), "heading"))
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def show_changes(self, title: str, changes: Sequence[Change], *, read_only: bool) -> None:
        """Show the changes of a record, newest first."""
        self._title.setText(title)
        self._changes = changes
        self.restore.setVisible(not read_only)
        self.table.setRowCount(len(changes))
        for row, change in enumerate(changes):
            cells = (
                f"{change.when}\n{change.user}",
                change.label or change.verb,
                change.before,
                change.after,
            )
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(f"{change.verb}\n{words}" if words else change.verb)
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()
        self._chosen()
        self.table.setFocus()
        if changes:
            self.table.setCurrentCell(0, 0)

    def _current(self) -> Change | None:
        row = self.table.currentRow()
        return self._changes[row] if 0 <= row < len(self._changes) else None

    def _chosen(self) -> None:
        change = self._current()
        self.restore.setEnabled(change is not None and bool(change.key))

    def _restore(self) -> None:
        change = self._current()
        if change is not None and change.key:
            self.restore_requested.emit(change.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the record."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
