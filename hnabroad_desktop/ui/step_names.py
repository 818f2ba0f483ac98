"""The menu names what undoing and doing again would do, while it is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.desk import Desk

#: No wider than so many letters: a name must not push the menu out of a small screen.
_LETTERS = 48


def name_steps(menu: QMenu, undo: QAction, redo: QAction, desk: Desk) -> None:
    """Let ``menu`` name the next step behind ``undo`` and ``redo`` each time it opens."""
    plain = (undo.text(), redo.text())

    def show() -> None:
        back, again = (_shown(name, menu) for name in desk.next_steps())
        if back:
            undo.setText(_("&Undo: {name}").format(name=back))
        if again:
            redo.setText(_("&Do again: {name}").format(name=again))

    def forget() -> None:
        undo.setText(plain[0])
        redo.setText(plain[1])

    menu.aboutToShow.connect(show)
    menu.aboutToHide.connect(forget)


def _shown(name: str, menu: QMenu) -> str:
    metrics = QFontMetrics(menu.font())
    width = metrics.horizontalAdvance("n") * _LETTERS
    # "Xóa: Trần Đức Lương" is said after a colon of its own.
    said = (name[:1].lower() + name[1:]).replace(": ", " ", 1)
    return metrics.elidedText(said, Qt.TextElideMode.ElideRight, width).replace("&", "&&")
