"""What a screen may ask of the window it stands in."""

from __future__ import annotations

from typing import Protocol

from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.jobs import Background


class Host(Protocol):
    """The window, as its screens know it."""

    @property
    def desk(self) -> Desk:
        """The open file."""

    @property
    def background(self) -> Background:
        """The worker threads."""

    def open_record(self, kind: str, record_id: str) -> None:
        """Go to a record; an empty ``kind`` is found out."""

    def done(self, words: str = "", *, undoable: bool = False) -> None:
        """Tell that something was written: the time below, ``words`` as a note with a way back."""

    def say(self, words: str) -> None:
        """Show a short note about what was done, when nothing was written to the file."""

    def failed_to_save(self, words: str) -> None:
        """Tell in red that a write failed."""

    def refresh(self) -> None:
        """Show what is stored now, everywhere: more was written than the screen itself shows."""
