"""Two records of one person side by side, a choice per line by keys, made into one in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from hnabroad_desktop.actions import merging, people
from hnabroad_desktop.actions.merging import Compared, ComparedRows, Side
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Attachment
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.ui.controls import button, label, painted, with_key
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.plain_table import PlainTable

_FIELD, _KEEP, _GONE = range(3)
_CHOSEN, _OTHER = "● ", "○ "
#: Two portraits are compared by looking at them.
_PHOTOS = frozenset(f.name for f in KINDS["cadre"].fields if isinstance(f, Attachment) and f.shape)
_PHOTO_SIZE = QSize(40, 60)


class _Choices(PlainTable):
    """The lines of two records; ← takes the left value, → the right one, Space changes."""

    turned = Signal(int, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by the arrows; everything else walks the table."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Space: 0}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self.currentRow() >= 0:
            self.turned.emit(self.currentRow(), step)


class MergeScreen(QWidget):
    """Stands in the place of the list until the two are one, or are left as they are."""

    #: The id of the record that stays, "" when nothing was merged.
    left = Signal(str)

    def __init__(self, host: Host, file: Any) -> None:
        super().__init__()
        painted(self, "surface")
        self._host, self._file = host, file
        self.keep, self.gone = "", ""
        self.choices: dict[str, Side] = {}
        self.lines: list[Compared | ComparedRows] = []
        self._all: list[Compared | ComparedRows] = []
        self._heads = [label("", "quiet", wrap=True) for _side in range(2)]
        self._follows, self._problem = label("", "quiet", wrap=True), label("", "late", wrap=True)
        self.only_differences = QCheckBox(_("Only what differs"))
        self.only_differences.setChecked(True)
        self.only_differences.toggled.connect(self._fill)
        self.table = _Choices([_("Field"), "", ""], wide=_GONE)
        self.table.setWordWrap(True)
        self.table.setIconSize(_PHOTO_SIZE)
        head = self.table.horizontalHeader()
        for column in (_KEEP, _GONE):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.turned.connect(self.turn)
        self.table.cellClicked.connect(self._clicked)
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(label(_("Merge records of one person"), "title"))
        for words in self._heads:
            layout.addWidget(words)
        tools = QHBoxLayout()
        tools.addWidget(self.only_differences)
        tools.addWidget(label(_("← keeps the left value, → the right one"), "quiet"))
        tools.addStretch(1)
        tools.addWidget(button(_("Keep the other record"), self.swap))
        layout.addLayout(tools)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._follows)
        layout.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.addWidget(button(with_key(_("Merge the records"), "Ctrl+Enter"), self.merge, role="primary"))
        foot.addWidget(button(with_key(_("Close"), "Esc"), lambda: self.left.emit("")))
        foot.addStretch(1)
        layout.addLayout(foot)

    def show_two(self, keep: str, gone: str) -> None:
        """Show two records; ``keep`` is the one that stays."""
        self.keep, self.gone = keep, gone
        self.choices.clear()
        compared = merging.compare(self._file, keep, gone)
        self._all = [*compared.fields, *compared.tables]
        roles = (_("Stays: {person}"), _("Goes into it: {person}"))
        for words, role, record_id in zip(self._heads, roles, (keep, gone), strict=True):
            record = people.person(self._file, record_id)
            told = " · ".join(filter(None, (record.text("full_name"), people.known_as(self._file, record))))
            words.setText(role.format(person=told))
        self.table.setHorizontalHeaderLabels([_("Field"), _("Record that stays"), _("Other record")])
        counts = merging.links(self._file, gone)
        told = ", ".join(f"{_(KINDS[kind].label)}: {show_number(count)}" for kind, count in counts.items())
        self._follows.setText(
            _("These follow to the record that stays: {links}.").format(links=told)
            if told
            else _("No other record leads to the record that goes.")
        )
        self._say("")
        self._fill()
        self.table.setFocus()

    def swap(self) -> None:
        """Let the other record be the one that stays."""
        self.show_two(self.gone, self.keep)

    def _fill(self) -> None:
        only = self.only_differences.isChecked()
        self.lines = [line for line in self._all if line.differs or (not only and any(_texts(line)))]
        self.table.show_rows([(line.label, "", "") for line in self.lines])
        for place in range(len(self.lines)):
            self._mark(place)
        self.table.resizeRowsToContents()

    def side_of(self, line: Compared | ComparedRows) -> Side:
        """Return which side of a line stays as chosen now."""
        proposed: Side = line.proposed if isinstance(line, Compared) else "both"
        return self.choices.get(line.name, proposed)

    def _mark(self, place: int) -> None:
        line, texts = self.lines[place], _texts(self.lines[place])
        side = self.side_of(line)
        for column, own in ((_KEEP, "keep"), (_GONE, "gone")):
            taken = side in (own, "both")
            words = texts[column - 1]
            mark = (_CHOSEN if taken else _OTHER) if line.differs else ""
            item = self.table.item(place, column)
            if item is None:
                continue
            item.setText(mark + (words or _("(empty)")))
            if line.name in _PHOTOS and isinstance(line, Compared):
                item.setIcon(self._picture(line.keep if own == "keep" else line.gone))
            item.setToolTip(words)
            font = item.font()
            font.setBold(taken and line.differs)
            item.setFont(font)

    def _picture(self, digest: object) -> QIcon:
        data = self._file.blob(str(digest)) if digest else None
        image = QImage.fromData(data) if data else QImage()
        return QIcon() if image.isNull() else QIcon(QPixmap.fromImage(image))

    def turn(self, place: int, step: int) -> None:
        """Choose the left (-1) or the right side (1) of a line, or the next choice (0)."""
        line = self.lines[place]
        if not line.differs:
            return
        order: Sequence[Side] = ("keep", "gone") if isinstance(line, Compared) else ("keep", "both", "gone")
        here = order.index(self.side_of(line))
        after = (here + 1) % len(order) if step == 0 else min(max(here + step, 0), len(order) - 1)
        self._choose(line, order[after])

    def _clicked(self, place: int, column: int) -> None:
        line = self.lines[place]
        if line.differs and column != _FIELD:
            self._choose(line, "keep" if column == _KEEP else "gone")

    def _choose(self, line: Compared | ComparedRows, side: Side) -> None:
        for place, other in enumerate(self.lines):
            together = (
                isinstance(line, Compared) and isinstance(other, Compared) and other.group == line.group
            )
            if together or other is line:
                self.choices[other.name] = side
                self._mark(place)
        if isinstance(line, Compared):
            # Fields of the group that don't differ are not shown, and go with it.
            self.choices |= {
                f.name: side for f in self._all if isinstance(f, Compared) and f.group == line.group
            }

    def merge(self) -> None:
        """Make the two one; what forbids it is said here and nothing is written."""
        try:
            done = merging.merge(self._file, self.keep, self.gone, self.choices)
        except AppError as failure:
            problems = getattr(failure, "problems", ())
            self._say("\n".join(p.message for p in problems) or str(failure))
            return
        name = people.person(self._file, done.id).text("full_name")
        self._host.done(_("Merged: {name}").format(name=name), undoable=True)
        self.left.emit(done.id)

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves both as they are."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit("")
        else:
            super().keyPressEvent(event)


def _texts(line: Compared | ComparedRows) -> tuple[str, str]:
    if isinstance(line, Compared):
        return line.keep_text, line.gone_text
    both = [f"= {words}" for words in line.in_both]
    return "\n".join([*line.only_keep, *both]), "\n".join([*line.only_gone, *both])
