"""The strip above a paper that names what it still lacks, each a way to where it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import WrapLayout, button, label


class GapBar(QFrame):
    """Stands there only while something is missing."""

    #: The name of what is to be filled in.
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gaps")
        around = QVBoxLayout(self)
        around.setContentsMargins(12, 3, 12, 3)
        self._row = WrapLayout(None, gap=2, line_gap=0)
        around.addLayout(self._row)
        self.hide()

    def show_missing(self, missing: Sequence[str]) -> None:
        """Name what is missing; with nothing the strip goes."""
        while self._row.count():
            item = self._row.takeAt(0)
            shown = item.widget() if item is not None else None
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        self.setVisible(bool(missing))
        if not missing:
            return
        lead = label(_("Still missing:"), "warning")
        lead.setFixedHeight(30)
        self._row.addWidget(lead)
        for name in missing:
            made = button(f"‹{name}›", partial(self.chosen.emit, name), role="link")
            made.setToolTip(_("Fill in: {name}").format(name=name))
            self._row.addWidget(made)
