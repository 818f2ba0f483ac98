"""The two tables of the plan screen as they are seen: the sheet, and the figures beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.plan_sheet import PlanSheet
from hnabroad_desktop.ui.plan_standing import FIGURES, StandingModel
from hnabroad_desktop.ui.rows_view import RowsView, column_weight


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
        for place, weight in enumerate(weights):
            wide = sheet.columns[place].name == "content"
            head.resizeSection(
                place, max((34 if wide else weight) * letter + 14, head.sectionSizeHint(place) + 6)
            )

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
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for place in range(len(FIGURES)):
            head.resizeSection(place, head.sectionSizeHint(place) + 10)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the names; everything else is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.clicked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
