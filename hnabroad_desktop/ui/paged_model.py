"""The rows of a list as the table sees them: fetched page by page behind the screen, never waited for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from hnabroad_desktop.actions.shown import shown
from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.desk import Desk, Line, Query, Source
from hnabroad_desktop.ui.field_kinds import is_number
from hnabroad_desktop.ui.jobs import Background

PAGE = 100
#: Pages kept; a list of 100,000 rows then holds at most 6,000 of them in memory.
_KEPT = 60

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_First = tuple[tuple[int, int], Sequence[Line]]


class PagedModel(QAbstractTableModel):
    """A list of any length. Rows that have not arrived show a quiet mark and fill in by themselves."""

    counted = Signal(int, int)
    arrived = Signal()

    def __init__(self, columns: Sequence[Field], source: Source, desk: Desk, background: Background) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._source, self._desk, self._background = source, desk, background
        self._pages: OrderedDict[int, Sequence[Line]] = OrderedDict()
        self._asked: set[int] = set()
        self._count, self._turn = 0, 0
        self._answering = False
        self.query = Query()

    def set_columns(self, columns: Sequence[Field], source: Source) -> None:
        """Show other columns; the rows come with the next question."""
        self.beginResetModel()
        self.columns, self._source = tuple(columns), source
        self._turn += 1
        self._count = 0
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()

    @property
    def source(self) -> Source:
        """Where the rows come from."""
        return self._source

    def show(self, query: Query) -> None:
        """Ask for the rows of ``query``; what is shown stays until they have come.

        While one question is being answered only the newest of the others is kept, so that
        every key may ask at once and fast typing never piles questions up.
        """
        self.query = query
        self._turn += 1
        if not self._answering:
            self._ask()

    def _ask(self) -> None:
        turn, query, source = self._turn, self.query, self._source
        self._answering = True

        def answer() -> _First:
            try:
                return source.count(query), source.page(query, 0, PAGE)
            finally:
                self._answering = False

        self._background.ask(answer, lambda first: self._begin(turn, first))

    def _begin(self, turn: int, first: _First) -> None:
        if turn != self._turn:
            if not self._answering:
                self._ask()
            return
        (count, whole), lines = first
        self.beginResetModel()
        self._count = count
        self._pages.clear()
        self._asked.clear()
        self._pages[0] = lines
        self.endResetModel()
        self.counted.emit(count, whole)
        self.arrived.emit()

    def _want(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        turn, query, source = self._turn, self.query, self._source
        self._background.ask(
            lambda: source.page(query, page * PAGE, PAGE) if turn == self._turn else (),
            lambda lines: self._arrive(turn, page, lines),
        )

    def _arrive(self, turn: int, page: int, lines: Sequence[Line]) -> None:
        if turn != self._turn:
            return
        self._asked.discard(page)
        self._pages[page] = lines
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, self._count) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))
        self.arrived.emit()

    def line(self, row: int) -> Line | None:
        """Return a row if it is here; otherwise ask for it and return None."""
        page = row // PAGE
        lines = self._pages.get(page)
        if lines is None:
            self._want(page)
            return None
        self._pages.move_to_end(page)
        return lines[row % PAGE] if row % PAGE < len(lines) else None

    def find(self, record_id: str, then: Callable[[int], None]) -> None:
        """Give ``then`` the row of a record once it is known; nothing happens where it is not shown."""
        turn, query, source = self._turn, self.query, self._source

        def found(ids: Sequence[str]) -> None:
            if turn == self._turn and record_id in ids:
                then(ids.index(record_id))

        self._background.ask(lambda: source.ids(query), found)

    def row_of(self, record_id: str) -> int:
        """Return the row of a record among those that are here, -1 if it is not."""
        for page, lines in self._pages.items():
            for place, line in enumerate(lines):
                if line.id == record_id:
                    return page * PAGE + place
        return -1

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows the list has, here or not."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the short label of a column, in full when pointed at."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].heading)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _(self.columns[section].label)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            line = self.line(index.row())
            if line is None:
                return "…" if role == Qt.ItemDataRole.DisplayRole else None
            return shown(column, line.cells[index.column()], self._desk)
        if role == Qt.ItemDataRole.TextAlignmentRole and is_number(column):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and self._pages.get(index.row() // PAGE) is None:
            return theme.current().colour("quiet")
        return None
