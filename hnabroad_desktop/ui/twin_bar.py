"""The quiet strip in the form of a cadre: who else this may be, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QVBoxLayout

from hnabroad_desktop.actions.people import Match
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import WrapLayout, button, label

#: More than this many are counted, not listed.
_LISTED = 3


class TwinBar(QFrame):
    """Names each record that may be of the same person; it takes no cursor and stops nobody."""

    opened = Signal(str)
    told_apart = Signal(str)
    merge_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("twins")
        self.shown: tuple[Match, ...] = ()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(20, 6, 16, 6)
        self._lines.setSpacing(2)
        self._made: list[QFrame] = []
        self.hide()

    def show_matches(self, matches: Sequence[Match], *, read_only: bool = False) -> None:
        """Show the surest ones in the place of those before; with none the strip goes."""
        if tuple(matches) == self.shown:
            return
        self.shown = tuple(matches)
        for line in self._made:
            line.hide()
            line.deleteLater()
        self._made = [self._line(match, read_only) for match in matches[:_LISTED]]
        rest = len(matches) - _LISTED
        if rest > 0:
            more = QFrame()
            WrapLayout(more).addWidget(label(_("and {count} more").format(count=rest), "quiet"))
            self._made.append(more)
        for line in self._made:
            self._lines.addWidget(line)
        self.setVisible(bool(matches))

    def _line(self, match: Match, read_only: bool) -> QFrame:
        line = QFrame()
        row = WrapLayout(line, gap=10)
        row.addWidget(label(f"▲ {match.title}", "strong"))
        row.addWidget(label(match.detail, "quiet"))
        row.addWidget(label(match.reason, "quiet"))
        verbs: list[tuple[str, SignalInstance]] = [(_("Open this record"), self.opened)]
        if not read_only:
            verbs += [(_("Not the same person"), self.told_apart), (_("Merge…"), self.merge_wanted)]
        for words, signal in verbs:
            made = button(words, partial(signal.emit, match.id), role="inline")
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            row.addWidget(made)
        return line
