"""The list of one kind of record: filter row, rows, and the sentence that says what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.controls import button, label, painted
from hnabroad_desktop.ui.desk import Desk, Query
from hnabroad_desktop.ui.field_kinds import is_number
from hnabroad_desktop.ui.filter_header import FilterHeader
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.paged_model import PagedModel
from hnabroad_desktop.ui.rows_view import column_weight

#: A column declared at least this wide holds titles, not names of people.
_LONG_NAME = 40

Index = QModelIndex | QPersistentModelIndex


class CellPainter(QStyledItemDelegate):
    """Draws a cell: one line under each row, names shortened in the middle and never at the end."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        look = theme.current()
        area: QRect = option.rect
        state = option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, look.colour("tint" if chosen else "surface"))
        painter.setPen(QPen(look.colour("faint"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if chosen and index.column() == 0:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), look.colour("accent_text"))
        inner = area.adjusted(7, 0, -7, 0)
        text = str(index.data() or "")
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(colour if colour is not None else look.colour("text"))
        if chosen and index.column() == 0:
            painter.setFont(look.font(10, strong=True))
        # The end of a Vietnamese name is the given name, and of a post its unit: the middle gives way.
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, inner.width())
        side = (
            index.data(Qt.ItemDataRole.TextAlignmentRole)
            or Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(inner, side, text)
        painter.restore()


class ListView(QTableView):
    """The rows; Enter opens, F2 opens to type, letters go to the first filter."""

    opened = Signal()
    empty_text = ""

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw the pinned column again, which does not move along."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows with the first column in sight always, or what to do first where there are none."""
        super().paintEvent(event)
        if self.horizontalHeader().offset() > 0 and self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setClipRegion(event.region())
            self._paint_pinned(painter)
            painter.end()
        if self.empty_text and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.current().colour("quiet"))
            area = self.viewport().rect().adjusted(24, 32, -24, -24)
            painter.drawText(
                area,
                Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
                self.empty_text,
            )
            painter.end()

    def _paint_pinned(self, painter: QPainter) -> None:
        # Who a row is about must be seen beside every other column (screen.md, "Judged by").
        width = self.columnWidth(0)
        chosen = self.selectionModel()
        option = QStyleOptionViewItem()
        option.font = self.font()
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        for row in range(first, (last if last >= 0 else self.model().rowCount() - 1) + 1):
            index = self.model().index(row, 0)
            option.rect = QRect(0, self.rowViewportPosition(row), width, self.rowHeight(row))
            option.state = (
                QStyle.StateFlag.State_Selected if chosen.isSelected(index) else QStyle.StateFlag.State_None
            )
            self.itemDelegate().paint(painter, option, index)
        painter.setPen(theme.current().colour("line"))
        painter.drawLine(width - 1, 0, width - 1, self.viewport().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the record marked; everything else is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class RecordList(QWidget):
    """A list that says how much it shows and keeps the place of the eye."""

    #: A record was marked (by arrow or click); its id.
    marked = Signal(str)
    #: A record is to be worked in (by Enter or double click); its id.
    opened = Signal(str)

    def __init__(self, record_type: RecordType, desk: Desk, background: Background) -> None:
        super().__init__()
        painted(self, "list")
        self.type = record_type
        columns = [record_type.by_name[name] for name in record_type.columns]
        self.model = PagedModel(columns, desk.source(record_type.code), desk, background)
        self.view = ListView()
        self.header = FilterHeader(self.view)
        self._wanted = ""
        self._quiet = False
        self._words = ""
        self._deleted = False
        self._said = label("", "quiet")
        self._conditions = label("", "warning")
        self.clear_button = button(
            _("Clear the filter"), self.clear, role="link", picture="x", tip="Ctrl+Shift+F"
        )
        self._build(columns)
        self.model.counted.connect(self._counted)
        self.model.arrived.connect(self._return_to_place)
        self.header.filtered.connect(self.reload)
        self.header.left_down.connect(self._enter_rows)
        self.header.sectionClicked.connect(self._sort)

    def _build(self, columns: Sequence[Field]) -> None:
        view, look = self.view, theme.current()
        view.setHorizontalHeader(self.header)
        view.setModel(self.model)
        view.setItemDelegate(CellPainter(view))
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = view.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(look.measure("row"))
        rows.setDefaultSectionSize(look.measure("row"))
        numbers = {place for place, column in enumerate(columns) if is_number(column)}
        self.header.set_columns([c.name for c in columns], [_(c.heading) for c in columns], numbers)
        self._set_widths(columns)
        view.selectionModel().currentRowChanged.connect(lambda now, _before: self._mark(now))
        view.doubleClicked.connect(lambda _index: self._open())
        view.opened.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(view, 1)
        layout.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setFixedHeight(theme.current().measure("status") + 2)
        row = QHBoxLayout(foot)
        row.setContentsMargins(10, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(self._said)
        row.addWidget(self._conditions)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        self.clear_button.hide()
        return foot

    def _set_widths(self, columns: Sequence[Field]) -> None:
        letter = self.view.fontMetrics().averageCharWidth()
        kept = settings.read_widths(self.type.code)
        for place, column in enumerate(columns):
            # A name that takes a line of its own on paper gets more room than a word or two.
            most = 19 if column.width < _LONG_NAME else 26 if place else 32
            weight = min(column_weight(column), most)
            least = max(weight * letter, self._heading_width(column)) + 16
            self.header.resizeSection(place, kept.get(column.name, least))
        self.header.setStretchLastSection(True)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(500)
        self._keep.timeout.connect(self._keep_widths)
        self.header.sectionResized.connect(lambda *_sizes: self._keep.start())

    def _heading_width(self, column: Field) -> int:
        strong = QFontMetrics(theme.current().font(10, strong=True))
        return strong.horizontalAdvance(_(column.heading)) + 18

    def _keep_widths(self) -> None:
        widths = {c.name: self.header.sectionSize(i) for i, c in enumerate(self.model.columns[:-1])}
        settings.write_widths(self.type.code, widths)

    # --- what is shown

    def reload(self) -> None:
        """Ask for the rows again with what the filters and the order say now."""
        sort = self.model.columns[self.header.sorted_by].name if self.header.sorted_by >= 0 else ""
        self.model.show(
            Query(self._words, self.header.filters(), sort, self.header.descending, self._deleted)
        )

    def refresh(self, record_id: str = "") -> None:
        """Ask again after a change and come back to ``record_id``, or to the record marked."""
        self._wanted = record_id or self.current_id()
        self.reload()

    def show_words(self, words: str) -> None:
        """Show only the records found by some words."""
        self._words = words
        self.reload()

    def show_deleted(self, deleted: bool) -> None:
        """Show the deleted records instead of the others."""
        self._deleted = deleted
        self.reload()

    def clear(self) -> None:
        """Show every record again."""
        self._words = ""
        self.header.clear_filters()

    def current_id(self) -> str:
        """Return the id of the record marked, "" if there is none."""
        index = self.view.currentIndex()
        line = self.model.line(index.row()) if index.isValid() else None
        return line.id if line else ""

    def go_to(self, record_id: str) -> None:
        """Mark a record if its row is here."""
        row = self.model.row_of(record_id)
        if row >= 0:
            self._mark_row(row)
        elif record_id:
            self.model.find(record_id, self._mark_row)

    def _counted(self, count: int, whole: int) -> None:
        query = self.model.query
        self._said.setText(
            _("Showing {count}/{whole}").format(count=show_number(count), whole=show_number(whole))
        )
        number = query.conditions
        self._conditions.setText(_("· {count} conditions filter").format(count=number) if number else "")
        self._conditions.setVisible(bool(number))
        self.clear_button.setVisible(bool(number))
        nothing = _("Nothing matches. Clear the filter to see every record.")
        hint = nothing if number else _("No deleted records.") if query.deleted else _(self.type.empty_hint)
        self.view.empty_text = hint
        self.view.viewport().update()

    def _return_to_place(self) -> None:
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.go_to(wanted)

    def _mark_row(self, row: int) -> None:
        self._quiet = True
        self.view.setCurrentIndex(self.model.index(row, 0))
        self._quiet = False

    def _sort(self, column: int) -> None:
        again = column == self.header.sorted_by
        self.header.descending = again and not self.header.descending
        self.header.sorted_by = column
        self.header.viewport().update()
        self.refresh()

    def _mark(self, index: QModelIndex) -> None:
        line = self.model.line(index.row()) if index.isValid() else None
        if line is not None and not self._quiet:
            self.marked.emit(line.id)

    def _open(self) -> None:
        if self.current_id():
            self.opened.emit(self.current_id())

    def _enter_rows(self) -> None:
        self.view.setFocus()
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
