"""What the window works on: the open data file, as lists, forms and pickers ask for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from hnabroad_desktop.actions.histories import Change
from hnabroad_desktop.actions.later_edits import LaterEdits
from hnabroad_desktop.actions.lists import Group, Hit, Line, Query, Totals
from hnabroad_desktop.actions.records import Saved
from hnabroad_desktop.actions.unit_tree import UnitLine
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.records.schema import Record, RecordType


class Source(Protocol):
    """Where a list gets its rows; called on a background thread, page by page."""

    def count(self, query: Query) -> tuple[int, int]:
        """Return how many rows ``query`` shows, and how many there are without it."""

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Line]:
        """Return some rows in order, from ``offset`` on."""

    def lines(self, record_ids: Sequence[str]) -> Sequence[Line]:
        """Return the rows of some records in the order of their ids."""

    def ids(self, query: Query) -> Sequence[str]:
        """Return the id of every row in order."""

    def totals(self, query: Query) -> Totals:
        """Return the number of rows shown and the sum of each column of money."""

    def groups(self, query: Query) -> Sequence[Group]:
        """Return the groups of the rows shown, in order."""


class Desk(Protocol):
    """Everything a form, a list or a picker may ask of the open file."""

    @property
    def types(self) -> Mapping[str, RecordType]:
        """Every record type by its kind."""

    @property
    def read_only(self) -> bool:
        """True when the file may only be looked at."""

    def closed(self, kind: str) -> str:
        """Return why records of ``kind`` are only looked at in this file, "" when they may be changed."""

    @property
    def today(self) -> dt.date:
        """The day the file lives in."""

    def source(self, kind: str, columns: Sequence[str] = ()) -> Source:
        """Return where the list of ``kind`` gets its rows, with the columns it has by itself or others."""

    def describe(self, kind: str, query: Query) -> Sequence[str]:
        """Return every condition of a query in words."""

    def describe_order(self, kind: str, query: Query) -> str:
        """Return the columns a list was put in order by, in words; "" for the order it has by itself."""

    def get(self, kind: str, record_id: str) -> Record | None:
        """Return a record, None if there is none."""

    def check(self, record: Record) -> Sequence[Problem]:
        """Return the findings about a record as it is being typed; nothing is written."""

    def save(self, record: Record) -> Saved:
        """Write a record. Raises FormError with every problem, AppError when nothing was written."""

    def delete(self, kind: str, record_id: str, reason: str) -> None:
        """Put a record among the deleted ones."""

    def restore(self, kind: str, record_id: str) -> None:
        """Take a record back from the deleted ones."""

    def undo(self, *, force: bool = False) -> str:
        """Take the latest own change back and return its name, "" when there is none. Raises LaterEdits."""

    def redo(self, *, force: bool = False) -> str:
        """Do again what was taken back and return its name, "" when there is none. Raises LaterEdits."""

    def next_steps(self) -> tuple[str, str]:
        """Return the names of what undo and redo would do now, "" where there is nothing."""

    def later_values(self, problem: LaterEdits) -> Sequence[str]:
        """Return a line for each value that was changed after the step to be taken back."""

    def history(self, kind: str, record_id: str) -> Sequence[Change]:
        """Return the changes of a record, newest first."""

    def restore_value(self, kind: str, record_id: str, key: str) -> None:
        """Give a field the value it had before the change ``key``."""

    def search(
        self,
        words: str,
        kinds: Sequence[str] = (),
        limit: int = 20,
        *,
        employers: bool = False,
    ) -> Sequence[Hit]:
        """Return the records found by ``words``, best first."""

    def title(self, record_id: str) -> str:
        """Return the name by which people know a record, "" if it is unknown."""

    def word(self, catalogue: str, code: str) -> str:
        """Return the text of a catalogue value, retired ones too; an unknown code as it stands."""

    def options(self, catalogue: str) -> Sequence[tuple[str, str]]:
        """Return the values of a catalogue in use: code and text."""

    def units(self) -> Sequence[UnitLine]:
        """Return every unit there is or was, in the order of lists; called on a background thread."""

    def attach(self, path: Path) -> str:
        """Take a file into the data file and return its SHA-256."""

    def attach_content(self, data: bytes, name: str) -> str:
        """Take a content called ``name`` into the data file and return its SHA-256."""

    def attachment(self, digest: str) -> bytes | None:
        """Return the content of a file kept in the data file, None if it is not there."""

    def attachment_suffix(self, digest: str) -> str:
        """Return the ending a file kept in the data file has on disk."""

    def save_attachment(self, digest: str, path: Path) -> None:
        """Write a file kept in the data file to ``path``."""

    def open_attachment(self, digest: str) -> None:
        """Show a file kept in the data file."""

    def draft(self, kind: str, record_id: str) -> Record | None:
        """Return what was typed and not saved before the program ended, if anything."""

    def keep_draft(self, record: Record | None, kind: str, record_id: str) -> bool:
        """Keep what is typed and not saved; None forgets it. False: not now, ask again in some seconds."""


__all__ = ["Change", "Desk", "Hit", "Line", "OpenRecord", "Query", "Saved", "Source"]

OpenRecord = Callable[[str, str], None]
