"""Today's work: short groups of things to do, each one sentence and one date; Enter opens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hnabroad_desktop.actions.home import Group, Task
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, painted
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.icons import icon
from hnabroad_desktop.ui.top_bar import Shortened

_PICTURES = {
    "late": "clock-alert",
    "due": "calendar-clock",
    "drafts": "file-pen",
    "packages": "inbox",
    "passports": "id-card",
    "agreements": "handshake",
    "incomplete": "file-search",
}


class TaskRow(QPushButton):
    """One thing to do."""

    def __init__(self, task: Task, opened: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAutoDefault(False)
        self.setAccessibleName(task.text)
        self.clicked.connect(lambda _on=False: opened())
        self._words = Shortened(task.text, "")
        day = label(dates.show(task.day) if task.day else "", "late" if task.late else "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 0, 12, 0)
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(day)
        for part in (self._words, day):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(theme.current().measure("row"))


class HomeScreen(QWidget):
    """At most seven groups in two columns; the arrows walk the rows."""

    def __init__(self, host: Host, groups: Callable[[], Sequence[Group]]) -> None:
        super().__init__()
        painted(self, "surface")
        self._host, self._groups = host, groups
        self._rows: list[TaskRow] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(16)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._narrow = False
        self._found: Sequence[Group] = ()
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(14)
        head = QHBoxLayout()
        head.addWidget(label(_("Today's work"), "title"), 1)
        today = host.desk.today
        head.addWidget(label(f"{today:%d/%m/%Y}", "quiet"))
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.refresh()

    def refresh(self) -> None:
        """Ask again what there is to do."""
        self._host.background.ask(self._groups, self._show)

    def may_leave(self) -> bool:
        """Nothing is typed here."""
        return True

    def set_narrow(self, narrow: bool) -> None:
        """Put the groups below each other where there is no room for two."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._show(self._found)

    def enter(self) -> None:
        """Take the cursor to the first thing to do."""
        if self._rows:
            self._rows[0].setFocus()

    def _show(self, groups: Sequence[Group]) -> None:
        self._found = groups
        self._rows = []
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not groups:
            self._grid.addWidget(label(_("Nothing is due. The lists are at the left."), "quiet"), 0, 0)
        across = 1 if self._narrow else 2
        for place, group in enumerate(groups):
            self._grid.addWidget(
                self._made(group), place // across, place % across, Qt.AlignmentFlag.AlignTop
            )
        if self.isVisible():
            self.enter()

    def _made(self, group: Group) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        late = group.code == "late"
        head = QHBoxLayout()
        head.setSpacing(8)
        mark = button("", role="quiet")
        mark.setIcon(icon(_PICTURES.get(group.code, "circle-alert"), "error" if late else "quiet"))
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.setFixedWidth(28)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        head.addWidget(mark)
        head.addWidget(label(group.title, "strong"))
        head.addWidget(label(show_number(group.count), "quiet"))
        head.addStretch(1)
        column.addLayout(head)
        for task in group.tasks:
            row = TaskRow(task, lambda task=task: self._host.open_record(task.kind, task.record_id))  # type: ignore[misc]
            row.installEventFilter(self)
            self._rows.append(row)
            column.addWidget(row)
        if group.more:
            more = label(_("and {count} more").format(count=show_number(group.more)), "hint")
            more.setContentsMargins(28, 2, 0, 0)
            column.addWidget(more)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk and Enter open."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._rows:
            place = self._rows.index(watched)
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and 0 <= place + step < len(self._rows):
                self._rows[place + step].setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._rows[place].click()
                return True
        return super().eventFilter(watched, event)
