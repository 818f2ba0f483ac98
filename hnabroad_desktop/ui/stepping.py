"""Undo and redo from the window: one step back or on, asking first where later values would be lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions.later_edits import LaterEdits
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.overwriting import confirm_overwriting


def step_back(window: QWidget, desk: Desk) -> str | None:
    """Take the latest own change back; return what to say of it, "" for nothing to undo, None if left."""
    name = _stepped(window, desk, desk.undo)
    return _("Undone: {name}").format(name=name) if name else name


def step_on(window: QWidget, desk: Desk) -> str | None:
    """Do again what was taken back; return what to say of it, "" for nothing to do, None if left."""
    name = _stepped(window, desk, desk.redo)
    return _("Done again: {name}").format(name=name) if name else name


def _stepped(window: QWidget, desk: Desk, step: Callable[..., str]) -> str | None:
    """Take a step; where values were changed after it, show them and ask once. None = left as it is."""
    try:
        return step()
    except LaterEdits as problem:
        if not confirm_overwriting(window, desk.later_values(problem)):
            return None
    return step(force=True)
