"""What was written: the code to be read out, and the way to the delivery note."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.actions.exchange import parcels
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, painted
from hnabroad_desktop.ui.exchange.words import counted
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.problem_box import ProblemBox


@dataclass(frozen=True)
class Sent:
    """A package that was written in this round, with what its delivery note needs."""

    unit: str
    written: parcels.Written
    content: parcels.Content
    scopes: tuple[str, ...]


class SentPage(QWidget):
    """What was written: the code to be read out, the delivery note."""

    def __init__(self) -> None:
        super().__init__()
        painted(self, "surface")
        self._sent: list[Sent] = []
        self.title = label("", "title")
        self.code = label("")
        font = theme.current().font(20, strong=True)
        font.setFamilies(["Consolas", "DejaVu Sans Mono", font.family()])
        self.code.setFont(font)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAccessibleName(_("Code to compare"))
        self.said = label("", "quiet", wrap=True)
        self.problem = ProblemBox()
        heads = (_("Unit"), _("Package no."), _("Code to compare"), _("Content"), _("Size"), _("File"))
        self.table = PlainTable(heads, numbers=(1, 4), wide=3)
        self.table.currentCellChanged.connect(lambda *_at: self._show_marked())
        self.note_button = button(_("&Delivery note…"), role="primary", picture="printer", tip="Ctrl+Enter")
        self.again_button = button(_("Make &another package"), picture="send")
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        verbs.addWidget(self.note_button)
        verbs.addWidget(self.again_button)
        verbs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for part in (self.title, self.code, self.said, self.problem):
            column.addWidget(part)
        column.addLayout(verbs)
        column.addSpacing(4)
        column.addWidget(self.table, 1)

    def show_sent(self, sent: list[Sent], problem: str) -> None:
        """Show what was written, and what went wrong after it."""
        self._sent = list(sent)
        self.title.setText(_("Written, {count} packages").format(count=len(sent)))
        self.table.show_rows([_row(one) for one in sent])
        if problem:
            self.problem.say(problem)
        else:
            self.problem.clear()
        self._show_marked()

    def _show_marked(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self._sent):
            return
        one = self._sent[row]
        self.code.setText(one.written.code)
        self.said.setText(
            _(
                "Code to compare of package no. {number} for {unit}. Read it out by telephone: the receiver "
                "sees the same code before anything is taken in."
            ).format(number=one.written.number, unit=_names(one))
        )


def _row(one: Sent) -> tuple[str, ...]:
    size = show_number(-(-one.written.size // 1000))
    content = counted(one.content.counts) or _("No change; only how far this unit has come")
    return (
        _names(one),
        show_number(one.written.number),
        one.written.code,
        content,
        _("{count} KB").format(count=size),
        one.written.path.name,
    )


def _names(one: Sent) -> str:
    return ", ".join(dict.fromkeys(card.name for card in one.written.receivers))
