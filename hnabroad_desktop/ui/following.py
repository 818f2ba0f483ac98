"""Lets a screen hear which kinds of records were written, on its own thread, and only while it lives."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid


class Follower(QObject):
    """Passes on what is written to the open file; a write may come from any thread."""

    heard = Signal(frozenset)

    def __init__(self, file: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._listeners = file.listeners
        self._listeners.append(self._pass_on)

    def _pass_on(self, kinds: frozenset[str]) -> None:
        if isValid(self):
            self.heard.emit(kinds)
        else:
            self._listeners.remove(self._pass_on)
