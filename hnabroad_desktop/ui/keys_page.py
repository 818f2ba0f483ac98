"""The page of keys: every verb with its key, to read or to print and lay beside the keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtWidgets import QGridLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.print_note import print_page
from hnabroad_desktop.ui.verbs import Verbs, plain

Keys = Mapping[str, Sequence[tuple[str, str]]]


def form_keys() -> list[tuple[str, str]]:
    """Return the keys a form and a list listen to beside those of the menus."""
    return [
        (_("Next field"), "Enter, Tab"),
        (_("How to write the field"), "F1"),
        (_("Open the list of a field"), "F4"),
        (_("Open the record a field points to"), "Alt+Enter"),
        (_("Next and previous section"), "Ctrl+PgDn, Ctrl+PgUp"),
        (_("Next field a nomination still needs"), "F8"),
        (_("New row in a table"), "Insert"),
        (_("Delete the row"), "Ctrl+Delete"),
        (_("Leave the form"), "Esc"),
        (_("Open the record of the row"), "Enter, F2"),
        (_("Values, range and order of a column, in its filter box"), "Alt+↓, F4"),
        (_("Grid: type in the cell, down, right"), "F2, Enter, Tab"),
        (_("Grid: copy from above, empty the cells"), "Ctrl+D, Delete"),
        (_("Grid: copy and paste a block"), "Ctrl+C, Ctrl+V"),
    ]


def keys_of(verbs: Verbs) -> dict[str, list[tuple[str, str]]]:
    """Return the keys of a window: those of its menus, by menu, and those of forms and lists."""
    keys = {}
    for menu, made in verbs.menus.items():
        rows = [
            (a.text().split("\t")[0], a.shortcut().toString() or a.text().partition("\t")[2])
            for a in made.actions()
            if a.text()
        ]
        with_keys = [row for row in rows if row[1]]
        if with_keys:
            keys[_(menu)] = with_keys
    return {**keys, _("In forms and lists"): form_keys()}


class KeysPage(Dialog):
    """Shows the keys and prints them on one A4 page."""

    def __init__(self, parent: QWidget | None, keys: Keys) -> None:
        super().__init__(parent, _("Hot keys"), 640)
        self._keys = keys
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(3)
        line = 0
        for group, rows in keys.items():
            grid.addWidget(label(plain(group), "heading"), line, 0, 1, 2)
            line += 1
            for words, key in rows:
                grid.addWidget(label(plain(words)), line, 0)
                grid.addWidget(label(key, "strong"), line, 1)
                line += 1
        self.body.addLayout(grid)
        self.add_verb(_("&Print…"), self._print)
        self.add_button(_("&Close"), 1, primary=True)

    def _html(self) -> str:
        parts = [f"<h2>{escape(_('Keys'))}</h2><table cellpadding='3'>"]
        for group, rows in self._keys.items():
            parts.append(f"<tr><td colspan='2'><b>{escape(plain(group))}</b></td></tr>")
            parts += [f"<tr><td>{escape(plain(w))}</td><td><b>{escape(k)}</b></td></tr>" for w, k in rows]
        return "".join(parts) + "</table>"

    def _print(self) -> None:
        print_page(self, self._html())
