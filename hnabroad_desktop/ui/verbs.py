"""The verbs of the window: each is in a menu with its key, and the palette finds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.icons import icon


@dataclass(frozen=True)
class Verb:
    """One thing the user can do. ``label`` and ``menu`` are marked texts with their mnemonic."""

    name: str
    menu: str
    label: str
    act: Callable[[], object]
    key: str = ""
    picture: str = ""
    checkable: bool = False
    separate: bool = False
    #: A second key for the same, which menus do not show.
    also: str = ""
    #: Only shows the key beside the words; the key itself is heard elsewhere (for example by the form).
    key_is_heard: bool = True


def plain(text: str) -> str:
    """Return a label without its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


class Verbs:
    """All verbs of one window as Qt actions, in their menus."""

    def __init__(self, window: QWidget, bar: QMenuBar) -> None:
        self._window, self._bar = window, bar
        self._menus: dict[str, QMenu] = {}
        self.actions: dict[str, QAction] = {}

    def add(self, verb: Verb) -> QAction:
        """Put a verb at the end of its menu."""
        menu = self._menus.get(verb.menu)
        if menu is None:
            menu = self._bar.addMenu(_(verb.menu))
            menu.setToolTipsVisible(True)
            self._menus[verb.menu] = menu
        if verb.separate:
            menu.addSeparator()
        action = QAction(_(verb.label), self._window)
        action.setCheckable(verb.checkable)
        if verb.picture:
            action.setIcon(icon(verb.picture))
        if verb.key:
            if verb.key_is_heard:
                action.setShortcuts([QKeySequence(key) for key in (verb.key, verb.also) if key])
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            else:
                action.setText(f"{_(verb.label)}\t{verb.key}")
        action.triggered.connect(lambda _checked=False: verb.act())
        menu.addAction(action)
        self._window.addAction(action)
        self.actions[verb.name] = action
        return action

    @property
    def menus(self) -> dict[str, QMenu]:
        """Every menu by its marked text."""
        return self._menus

    def enable(self, enabled: bool, *names: str) -> None:
        """Switch verbs on or off."""
        for name in names:
            self.actions[name].setEnabled(enabled)
