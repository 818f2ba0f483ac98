"""The two tables of the plan screen as they are seen: the sheet, and the figures beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.plan_sheet import PlanSheet
from hnabroad_desktop.ui.plan_standing import FIGURES, StandingModel
from hnabroad_desktop.ui.rows_view import RowsView, column_weight


def two_lines(words: str) -> int:
    """Return the width a heading needs in at most two lines."""
    metrics = QFontMetrics(theme.current().font(10, strong=True))
    parts = words.split()
    halves = ((" ".join(parts[:n]), " ".join(parts[n:])) for n in range(len(parts) + 1))
    return min(max(map(metrics.horizontalAdvance, pair)) for pair in halves) + 18


class SheetView(RowsView):
    """The sheet as it is seen: rows of one height, columns as wide as their content asks for."""

    def __init__(self, sheet: PlanSheet) -> None:
        weights = [min(column_weight(column), 24) for column in sheet.columns]
        super().__init__(weights)
        self.setModel(sheet)
        self.setObjectName("sheet")
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.current().measure("row"))
        letter = self.fontMetrics().averageCharWidth()
        head = self.horizontalHeader()
        head.setDefaultAlignment(head.defaultAlignment() | Qt.TextFlag.TextWordWrap)
        for place, weight in enumerate(weights):
            column = sheet.columns[place]
            room = (34 if column.name == "content" else weight) * letter + 14
            head.resizeSection(place, max(room, two_lines(_(column.heading))))

    def fit(self) -> None:
        """Keep the height the screen gives; only small tables inside forms grow with their rows."""


class StandingView(QTableView):
    """Figures beside the sheet; Enter shows the names behind one."""

    def __init__(self, model: StandingModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setObjectName("sheet")
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.current().measure("row"))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        wrapped = Qt.TextFlag.TextWordWrap
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | wrapped)
        for place, figure in enumerate(FIGURES):
            numbers = two_lines("000.000" if figure.money else "0000")
            head.resizeSection(place, max(two_lines(_(figure.label)), numbers))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the names; everything else is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.clicked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
