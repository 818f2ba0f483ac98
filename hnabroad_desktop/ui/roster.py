"""The list of a class as a table: those who go in their order, the reserves, and those who are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hnabroad_desktop.actions.classes import Place
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records.class_tables import ROLES
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.plain_table import plain

Index = QModelIndex | QPersistentModelIndex
#: No index, as Qt asks for it.
_NOWHERE = QModelIndex()
_MIME = "application/x-hnabroad-row"
_ENTRY = Qt.ItemDataRole.UserRole

LISTED, RESERVE, GONE = "listed", "reserve", "gone"
_HEADINGS = {RESERVE: N_("Reserves ({count})"), GONE: N_("Taken off the list ({count})")}
_COLUMNS = (N_("No."), N_("Full name"), "", N_("Birth year"), N_("Post, unit"))
_POST = 4
#: Narrower than this sex and year of birth give way, in pixels at 100 %.
_ROOM_FOR_ALL = 430


@dataclass(frozen=True)
class Entry:
    """One line of the table: a person of a part of the list, or the heading of a part."""

    part: str
    place: Place | None = None
    heading: str = ""


class RosterModel(QAbstractTableModel):
    """The lines of the list; a person can be dragged to another place."""

    #: A person is to stand at another place: row id and number.
    dragged = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show_people(self, listed: Sequence[Place], reserves: Sequence[Place], gone: Sequence[Place]) -> None:
        """Take the three parts of the list."""
        self.beginResetModel()
        self.entries = [Entry(LISTED, place) for place in listed]
        for part, places in ((RESERVE, reserves), (GONE, gone)):
            if places:
                self.entries.append(Entry(part, None, _(_HEADINGS[part]).format(count=len(places))))
                self.entries += [Entry(part, place) for place in places]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the heading of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _(_COLUMNS[section]) if _COLUMNS[section] else ""
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what a cell shows."""
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if entry.place is None:
            return entry.heading if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(entry)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            place = entry.place
            birth = dates.show(place.birth) if place.birth else ""
            words = (place.name, birth, task_of(entry), place.post, place.note)
            return "\n".join(part for part in words if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cell for cell in _cells(entry) if cell)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what can be marked and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        entry = self.entries[index.row()]
        if entry.place is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if entry.part == LISTED else flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return what is dragged."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the id of the row dragged."""
        made = QMimeData()
        place = self.entries[indexes[0].row()].place if indexes else None
        made.setData(_MIME, (place.row_id if place else "").encode())
        return made

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; the list comes back changed from the actions."""
        row_id = bytes(data.data(_MIME).data()).decode()
        target = row if row >= 0 else parent.row() if parent.isValid() else self.rowCount()
        before = next((i for i, e in enumerate(self.entries) if e.place and e.place.row_id == row_id), -1)
        if before < 0:
            return False
        number = min(target, self.listed_count()) + (1 if target <= before else 0)
        QTimer.singleShot(0, lambda: self.dragged.emit(row_id, number))
        return False

    def listed_count(self) -> int:
        """Return how many people go."""
        return sum(e.part == LISTED for e in self.entries)

    def row_of(self, row_id: str) -> int:
        """Return the line of a row of the list, -1 when it is not here."""
        return next((i for i, e in enumerate(self.entries) if e.place and e.place.row_id == row_id), -1)


def task_of(entry: Entry) -> str:
    """Return the task of one who leads or keeps the minutes, "" for a trainee."""
    place = entry.place
    if place is None or place.role == "trainee" or entry.part != LISTED:
        return ""
    return _(dict(ROLES).get(place.role, ""))


def _cells(entry: Entry) -> tuple[str, ...]:
    place = entry.place
    assert place is not None
    return (
        str(place.number) if entry.part != GONE else "",
        place.name,
        _("Female") if place.sex == "female" else _("Male") if place.sex == "male" else "",
        place.birth[:4],
        place.note if entry.part == GONE and place.note else place.post,
    )


def _paint_task(painter: QPainter, area: QRect, task: str) -> QRect:
    """Draw a task before the post and return the room that is left."""
    look, plain = theme.current(), painter.font()
    painter.setFont(look.font(9, strong=True))
    painter.setPen(look.colour("accent_text"))
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, task)
    taken = painter.fontMetrics().horizontalAdvance(task) + 7
    painter.setFont(plain)
    painter.setPen(look.colour("text"))
    return area.adjusted(taken, 0, 0, 0)


class _LinePainter(QStyledItemDelegate):
    """Draws one cell; headings of parts go across, those who are gone are struck through."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, area = theme.current(), QRect(option.rect)
        entry: Entry = index.data(_ENTRY)
        painter.save()
        if entry.place is None:
            self._heading(painter, area, index, entry)
            painter.restore()
            return
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, look.colour("tint" if here else "surface"))
        painter.setPen(QPen(look.colour("faint"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if here and index.column() == 0:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), look.colour("accent_text"))
        font = look.font(10, strong=index.column() == 1 and entry.place.role == "head")
        font.setStrikeOut(entry.part == GONE and index.column() == 1)
        painter.setFont(font)
        quiet = entry.part == GONE or index.column() in (0, 2)
        painter.setPen(look.colour("quiet" if quiet else "text"))
        inner = area.adjusted(5, 0, -5, 0)
        task = task_of(entry) if index.column() == _POST else ""
        if task:
            inner = _paint_task(painter, inner, task)
        # The end of a name is the given name; a post begins with what matters.
        how = Qt.TextElideMode.ElideRight if index.column() == _POST else Qt.TextElideMode.ElideMiddle
        words = painter.fontMetrics().elidedText(str(index.data() or ""), how, inner.width())
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(inner, side or Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _heading(self, painter: QPainter, area: QRect, index: Index, entry: Entry) -> None:
        look = theme.current()
        painter.fillRect(area, look.colour("ground"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if index.column() == 0:
            painter.setFont(look.font(9, strong=True))
            painter.setPen(look.colour("quiet"))
            painter.drawText(area.adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, entry.heading)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a calm row."""
        return QSize(40, theme.current().measure("row"))


class RosterView(QTableView):
    """The list with its keys: F4 replace, Delete take off, Alt+Up and Down move, F2 task, Insert add."""

    verb = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = RosterModel()
        self.setModel(self.people)
        self.setItemDelegate(_LinePainter(self))
        self.setAccessibleName(_("List of people"))
        plain(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self._set_widths()

    def _set_widths(self) -> None:
        metrics, head = self.fontMetrics(), self.horizontalHeader()
        head.setMinimumSectionSize(20)
        samples = ("000", "Nguyễn Thị Phương Thảo", "Nam", _("Birth year"), "")
        for column, sample in enumerate(samples):
            if sample:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(column, metrics.horizontalAdvance(sample) + 14)
        head.setSectionResizeMode(_POST, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to name and post where there is not much of it."""
        super().resizeEvent(event)
        for column in (2, 3):
            self.setColumnHidden(column, self.width() < _ROOM_FOR_ALL * theme.current().scale / 100)

    def show_people(self, listed: Sequence[Place], reserves: Sequence[Place], gone: Sequence[Place]) -> None:
        """Show the list; the mark stays on the same person, or on the line where it was."""
        entry, row = self.current(), self.currentIndex().row()
        self.people.show_people(listed, reserves, gone)
        self.clearSpans()
        for line, found in enumerate(self.people.entries):
            if found.place is None:
                self.setSpan(line, 0, 1, self.people.columnCount())
        again = self.people.row_of(entry.place.row_id) if entry is not None and entry.place else -1
        self.go_to_line(again if again >= 0 else max(0, min(row, len(self.people.entries) - 1)))

    def current(self) -> Entry | None:
        """Return the line marked, None when it is no person."""
        row = self.currentIndex().row()
        entry = self.people.entries[row] if 0 <= row < len(self.people.entries) else None
        return entry if entry is not None and entry.place is not None else None

    def go_to_line(self, line: int) -> None:
        """Mark a line."""
        if 0 <= line < len(self.people.entries):
            self.setCurrentIndex(self.people.index(line, 1))

    def go_to(self, row_id: str) -> None:
        """Mark a person."""
        self.go_to_line(self.people.row_of(row_id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear the keys of the list."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        moves = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
        verbs = {
            Qt.Key.Key_F4: "replace",
            Qt.Key.Key_Delete: "withdraw",
            Qt.Key.Key_Insert: "add",
            Qt.Key.Key_F2: "role",
            Qt.Key.Key_Return: "open",
            Qt.Key.Key_Enter: "open",
        }
        key = Qt.Key(event.key())
        if alt and key in moves:
            self.verb.emit(moves[key])
        elif plain and key in verbs:
            self.verb.emit(verbs[key])
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
