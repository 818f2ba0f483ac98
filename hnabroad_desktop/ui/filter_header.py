"""The head of a list: names of the columns with the order, and under each one a box that filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView, QWidget

from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import restyle
from hnabroad_desktop.ui.icons import icon, pixmap
from hnabroad_desktop.ui.rows_view import column_weight

#: Milliseconds after the last key before the list is asked again: an input method's keys come together.
PAUSE = 0


#: A column declared at least this wide holds titles, not names of people.
_LONG_NAME = 40


def width_of(column: Field, letter: int, *, first: bool) -> int:
    """Return the width a column begins with, in pixels, where a letter is ``letter`` wide."""
    # A name that takes a line of its own on paper gets more room than a word or two.
    most = 19 if column.width < _LONG_NAME else 32 if first else 26
    strong = QFontMetrics(theme.current().font(10, strong=True))
    heading = strong.horizontalAdvance(_(column.heading)) + 18
    return max(min(column_weight(column), most) * letter, heading) + 16


class FilterHeader(QHeaderView):
    """Headers and filter boxes that move and scroll together."""

    filtered = Signal()
    left_down = Signal()
    #: What a column can be filtered by is asked for; its name.
    offered = Signal(str)

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._boxes: list[QLineEdit] = []
        self._names: list[str] = []
        self._numbers: set[int] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.filtered)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(lambda *_sizes: self.place())
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self.place())
        #: The columns of the order, each with whether it runs backwards; the first one decides first.
        self.order: list[tuple[int, bool]] = []

    @property
    def sorted_by(self) -> int:
        """The column that decides the order first, -1 for the order a list has by itself."""
        return self.order[0][0] if self.order else -1

    @property
    def descending(self) -> bool:
        """Whether that column runs backwards."""
        return bool(self.order) and self.order[0][1]

    def sort_by(self, column: int, *, further: bool) -> None:
        """Order by a column, once more to turn it round; ``further`` keeps the columns chosen before."""
        before = dict(self.order)
        again = before.get(column) is False and (further or len(before) == 1)
        self.order_by(column, backwards=again, further=further)

    def order_by(self, column: int, *, backwards: bool, further: bool) -> None:
        """Order by a column; ``further`` keeps the columns chosen before, which decide first."""
        if not further:
            self.order = [(column, backwards)]
        elif column in dict(self.order):
            self.order = [(c, backwards if c == column else back) for c, back in self.order]
        else:
            self.order.append((column, backwards))
        self.viewport().update()

    def set_columns(self, names: Sequence[str], labels: Sequence[str], numbers: set[int]) -> None:
        """Make one box a column."""
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._boxes = []
        self._names, self._numbers = list(names), numbers
        for name, caption in zip(names, labels, strict=True):
            box = QLineEdit(self)
            box.setCompleter(None)  # type: ignore[arg-type]
            box.setProperty("role", "filter")
            box.setPlaceholderText(_("filter…"))
            box.setAccessibleName(_("Filter: {column}").format(column=caption))
            box.textEdited.connect(lambda _text: self._typed())
            opener = box.addAction(icon("chevron-down"), QLineEdit.ActionPosition.TrailingPosition)
            opener.setToolTip(_("What to filter by (Alt+↓)"))
            opener.triggered.connect(partial(self.offered.emit, name))
            box.installEventFilter(self)
            box.show()
            self._boxes.append(box)
        for before, after in zip(self._boxes, self._boxes[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self.place()

    def filters(self) -> dict[str, str]:
        """Return what the boxes say, by the name of the column; empty ones are left out."""
        return {
            n: b.text().strip() for n, b in zip(self._names, self._boxes, strict=True) if b.text().strip()
        }

    def box(self, name: str) -> QLineEdit:
        """Return the box of a column. Raises ValueError."""
        return self._boxes[self._names.index(name)]

    def filter_by(self, name: str, text: str) -> None:
        """Write the condition of one column and tell so at once. Raises ValueError."""
        self.box(name).setText(text)
        self.box(name).setCursorPosition(0)
        self._pause.stop()
        self._mark()
        self.filtered.emit()

    def place_of(self, name: str) -> int:
        """Return the place of a column. Raises ValueError."""
        return self._names.index(name)

    def clear_filters(self) -> None:
        """Empty every box and tell so at once."""
        for box in self._boxes:
            box.clear()
        self._pause.stop()
        self._mark()
        self.filtered.emit()

    def set_filters(self, filters: Mapping[str, str], hints: Mapping[str, str]) -> None:
        """Write conditions into the boxes, and beside each box how it is filled in."""
        for name, box in zip(self._names, self._boxes, strict=True):
            box.setText(filters.get(name, ""))
            box.setCursorPosition(0)
            box.setToolTip(hints.get(name, ""))
        self._mark()

    def _typed(self) -> None:
        self._mark()
        self._pause.start()

    def _mark(self) -> None:
        for box in self._boxes:
            restyle(box, filled="true" if box.text().strip() else "false")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead into the rows, Alt+Down offers what to filter by, Esc empties the box."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
        ):
            offering = event.key() == Qt.Key.Key_F4 or (
                event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            )
            if offering and watched in self._boxes:
                self.offered.emit(self._names[self._boxes.index(watched)])
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._pause.isActive():
                    self._pause.stop()
                    self.filtered.emit()
                self.left_down.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and watched.text():
                watched.clear()
                self._typed()
                return True
        return super().eventFilter(watched, event)

    # --- size and place

    def sizeHint(self) -> QSize:
        """Return room for the names and the boxes."""
        size = super().sizeHint()
        row = theme.current().measure("row")
        return QSize(size.width(), row + (row + 2 if self._boxes else 0))

    def updateGeometries(self) -> None:
        """Keep the boxes below the names."""
        row = theme.current().measure("row")
        self.setViewportMargins(0, 0, 0, row + 2 if self._boxes else 0)
        super().updateGeometries()
        self.place()

    def place(self) -> None:
        """Put every box under its column."""
        row = theme.current().measure("row")
        for column, box in enumerate(self._boxes):
            left = max(self.sectionViewportPosition(column), 0 if column == 0 else -100_000)
            box.setGeometry(left + 4, row, max(self.sectionSize(column) - 8, 10), row)
            box.setVisible(not self.isSectionHidden(column))
        if self._boxes and self.offset() > 0:
            self._boxes[0].raise_()
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names; the first one stays in sight when the others have moved."""
        super().paintEvent(event)
        if self.offset() > 0 and self.count():
            painter = QPainter(self.viewport())
            self.paintSection(painter, QRect(0, 0, self.sectionSize(0), self.viewport().height()), 0)
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Order by the first column where its name stands, though another one lies under it."""
        if self.offset() > 0 and event.position().x() < self.sectionSize(0) - 4:
            self.sectionClicked.emit(0)
        else:
            super().mousePressEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw the name of a column and, where the list is ordered by it, which way."""
        look = theme.current()
        place = next((n for n, (column, _back) in enumerate(self.order) if column == logicalIndex), -1)
        ordered = place >= 0
        painter.save()
        painter.fillRect(rect, look.colour("surface"))
        painter.setFont(look.font(10, strong=True))
        painter.setPen(look.colour("text" if ordered else "quiet"))
        inner = rect.adjusted(6, 0, -6, 0)
        if ordered:
            size = 14
            image = pixmap(
                "arrow-down" if self.order[place][1] else "arrow-up", "text", size, self.devicePixelRatioF()
            )
            # Of several columns each says which one decides first: 1, 2, 3.
            mark = str(place + 1) if len(self.order) > 1 else ""
            room = painter.fontMetrics().horizontalAdvance(mark)
            inner = inner.adjusted(0, 0, -size - 2 - room, 0)
        side = Qt.AlignmentFlag.AlignRight if logicalIndex in self._numbers else Qt.AlignmentFlag.AlignLeft
        words = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, words)
        if ordered:
            end = (
                inner.right()
                if side == Qt.AlignmentFlag.AlignRight
                else inner.left() + painter.fontMetrics().horizontalAdvance(words)
            )
            painter.drawPixmap(end + 3, rect.center().y() - size // 2, image)
            spot = QRect(end + 3 + size, inner.top(), room + 2, inner.height())
            painter.drawText(spot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, mark)
        painter.restore()
