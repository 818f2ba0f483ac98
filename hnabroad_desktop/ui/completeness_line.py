"""The meter at the head of a cadre: how full the record is for each purpose, and the way to each gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from hnabroad_desktop.actions.people import Gap
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.ui.controls import WrapLayout, button, label, restyle

#: The purposes in the order of the work, by the letter of the fields' needs.
PURPOSES = {
    "N": N_("nomination"),
    "P": N_("passport"),
    "F": N_("sponsor's form"),
}


class CompletenessLine(QFrame):
    """One word and two numbers per purpose; pressed, it lists the gaps, and Enter leads to the field."""

    #: The name of the field somebody wants to fill in.
    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = WrapLayout(self, gap=5)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(_("Completeness:"), "quiet"))
        self.buttons: dict[str, QPushButton] = {}
        self.menus: dict[str, QMenu] = {}
        for letter in PURPOSES:
            made = button("", partial(self.open, letter), role="missing")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.buttons[letter], self.menus[letter] = made, QMenu(made)
            row.addWidget(made)

    def show_gaps(self, gaps: Mapping[str, Sequence[Gap]], counts: Mapping[str, tuple[int, int]]) -> None:
        """Show how much is there and keep the list of what is not."""
        for letter, name in PURPOSES.items():
            there, asked = counts[letter]
            full, made = there == asked, self.buttons[letter]
            made.setText(f"{'✓' if full else '●'} {_(name)} {there}/{asked}")
            restyle(made, role="filled" if full else "missing")
            made.setToolTip(
                _("Nothing is missing")
                if full
                else _("Still missing: {fields}").format(fields=", ".join(gap.label for gap in gaps[letter]))
            )
            self._fill(self.menus[letter], gaps[letter])

    def _fill(self, menu: QMenu, gaps: Sequence[Gap]) -> None:
        menu.clear()
        section = ""
        for gap in gaps:
            if gap.section != section:
                section = gap.section
                menu.addSection(gap.section_title)
            action = menu.addAction(gap.label.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, name=gap.field: self.wanted.emit(name))
        if not gaps:
            menu.addAction(_("Nothing is missing")).setEnabled(False)

    def open(self, letter: str) -> None:
        """List the gaps of a purpose below its word, the first one marked."""
        menu, made = self.menus[letter], self.buttons[letter]
        first = next((a for a in menu.actions() if not a.isSeparator() and a.isEnabled()), None)
        if first is not None:
            menu.setActiveAction(first)
        menu.popup(made.mapToGlobal(QPoint(0, made.height())))
