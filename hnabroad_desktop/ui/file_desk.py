"""The desk of an open data file: what the window asks, passed on to the actions by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices

from hnabroad_desktop.actions import (
    attachments,
    catalogues,
    drafts,
    histories,
    lists,
    records,
    standing,
    unit_tree,
    views,
)
from hnabroad_desktop.actions.later_edits import LaterEdits, later_values
from hnabroad_desktop.actions.unit_tree import UnitLine
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Reference
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, RecordType
from hnabroad_desktop.ui.desk import Change, Hit, Line, Query, Saved


class TitledListing:
    """A listing that learns the names its rows point to while it is still behind the screen."""

    def __init__(self, listing: lists.Listing, desk: FileDesk, columns: Sequence[int]) -> None:
        self._listing, self._desk, self._columns = listing, desk, columns

    def count(self, query: Query) -> tuple[int, int]:
        """Return how many rows ``query`` shows, and how many there are without it."""
        return self._listing.count(query)

    def ids(self, query: Query) -> Sequence[str]:
        """Return the id of every row in order."""
        return self._listing.ids(query)

    def totals(self, query: Query) -> lists.Totals:
        """Return the number of rows shown and the sum of each column of money."""
        return self._listing.totals(query)

    def groups(self, query: Query) -> Sequence[lists.Group]:
        """Return the groups of the rows shown, in order."""
        return self._listing.groups(query)

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Line]:
        """Return some rows in order, from ``offset`` on."""
        return self._learned(self._listing.page(query, offset, limit))

    def lines(self, record_ids: Sequence[str]) -> Sequence[Line]:
        """Return the rows of some records in the order of their ids."""
        return self._learned(self._listing.lines(record_ids))

    def _learned(self, lines: Sequence[Line]) -> Sequence[Line]:
        self._desk.learn({str(line.cells[c]) for line in lines for c in self._columns if line.cells[c]})
        return lines


class FileDesk:
    """One open file. ``file`` is what ``actions.files`` opened; the window never looks inside."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._titles: dict[str, str] = {}
        self._options: dict[str, Sequence[tuple[str, str]]] = {}
        self._scratch: QTemporaryDir | None = None
        file.listeners.append(self._forget)

    def _forget(self, kinds: frozenset[str]) -> None:
        self._titles.clear()
        if "catalogue_value" in kinds:
            self._options.clear()

    def learn(self, record_ids: set[str]) -> None:
        """Read the titles of many records at once."""
        missing = [record_id for record_id in record_ids if record_id not in self._titles]
        if missing:
            self._titles.update(self._file.titles(missing))

    @property
    def file(self) -> Any:
        """The open file, for screens that call actions of their own."""
        return self._file

    @property
    def types(self) -> Mapping[str, RecordType]:
        """Every record type by its kind."""
        return KINDS

    @property
    def read_only(self) -> bool:
        """True when the file may only be looked at."""
        return bool(self._file.read_only)

    def closed(self, kind: str) -> str:
        """Return why records of ``kind`` are only looked at in this file, "" when they may be changed."""
        return standing.closed(self._file, kind)

    @property
    def today(self) -> dt.date:
        """The day the file lives in."""
        day: dt.date = self._file.today()
        return day

    def source(self, kind: str, columns: Sequence[str] = ()) -> TitledListing:
        """Return where the list of ``kind`` gets its rows, with the columns it has by itself or others."""
        record_type = KINDS[kind]
        names = tuple(columns) or record_type.columns
        places = [n for n, name in enumerate(names) if isinstance(record_type.by_name[name], Reference)]
        return TitledListing(lists.Listing(self._file, kind, names), self, places)

    def describe(self, kind: str, query: Query) -> Sequence[str]:
        """Return every condition of a query in words."""
        return views.describe(self._file, kind, query)

    def describe_order(self, kind: str, query: Query) -> str:
        """Return the columns a list was put in order by, in words; "" for the order it has by itself."""
        return views.describe_order(kind, query)

    def get(self, kind: str, record_id: str) -> Record | None:
        """Return a record, None if there is none."""
        return records.get(self._file, kind, record_id)

    def check(self, record: Record) -> Sequence[Problem]:
        """Return the findings about a record as it is being typed; nothing is written."""
        return records.check(self._file, record)

    def save(self, record: Record) -> Saved:
        """Write a record. Raises FormError with every problem, AppError when nothing was written."""
        return records.save(self._file, record)

    def delete(self, kind: str, record_id: str, reason: str) -> None:
        """Put a record among the deleted ones."""
        records.delete(self._file, kind, record_id, reason)

    def restore(self, kind: str, record_id: str) -> None:
        """Take a record back from the deleted ones."""
        records.restore(self._file, kind, record_id)

    def undo(self, *, force: bool = False) -> str:
        """Take the latest own change back and return its name, "" when there is none. Raises LaterEdits."""
        return records.undo(self._file, force=force)

    def redo(self, *, force: bool = False) -> str:
        """Do again what was taken back and return its name, "" when there is none. Raises LaterEdits."""
        return records.redo(self._file, force=force)

    def next_steps(self) -> tuple[str, str]:
        """Return the names of what undo and redo would do now, "" where there is nothing."""
        return records.next_steps(self._file)

    def later_values(self, problem: LaterEdits) -> Sequence[str]:
        """Return a line for each value that was changed after the step to be taken back."""
        return later_values(self._file, problem)

    def history(self, kind: str, record_id: str) -> Sequence[Change]:
        """Return the changes of a record, newest first."""
        return histories.history(self._file, kind, record_id)

    def restore_value(self, kind: str, record_id: str, key: str) -> None:
        """Give a field the value it had before the change ``key``."""
        histories.restore_value(self._file, kind, record_id, key)

    def search(
        self,
        words: str,
        kinds: Sequence[str] = (),
        limit: int = 20,
        *,
        employers: bool = False,
    ) -> Sequence[Hit]:
        """Return the records found by ``words``, best first; with no words the first ones."""
        return lists.search(self._file, words, kinds, limit, employers=employers)

    def title(self, record_id: str) -> str:
        """Return the name by which people know a record, "" if it is unknown."""
        if record_id not in self._titles:
            # A cell that was typed in and not understood yet holds words where an id belongs.
            self._titles[record_id] = self._file.title(record_id) if _is_id(record_id) else ""
        return self._titles[record_id]

    def word(self, catalogue: str, code: str) -> str:
        """Return the text of a catalogue value."""
        return str(self._file.word(catalogue, code))

    def options(self, catalogue: str) -> Sequence[tuple[str, str]]:
        """Return the values of a catalogue in use: code and text."""
        if catalogue not in self._options:
            self._options[catalogue] = catalogues.options(self._file, catalogue)
        return self._options[catalogue]

    def units(self) -> Sequence[UnitLine]:
        """Return every unit there is or was, in the order of lists."""
        return unit_tree.every_unit(self._file)

    def attach(self, path: Path) -> str:
        """Take a file into the data file and return its SHA-256."""
        return attachments.attach(self._file, path)

    def attach_content(self, data: bytes, name: str) -> str:
        """Take a content called ``name`` into the data file and return its SHA-256."""
        return attachments.attach_content(self._file, data, name)

    def attachment(self, digest: str) -> bytes | None:
        """Return the content of a file kept in the data file, None if it is not there."""
        data: bytes | None = self._file.blob(digest)
        return data

    def attachment_suffix(self, digest: str) -> str:
        """Return the ending a file kept in the data file has on disk."""
        return attachments.suffix_of(attachments.content(self._file, digest))

    def save_attachment(self, digest: str, path: Path) -> None:
        """Write a file kept in the data file to ``path``."""
        attachments.write_out(self._file, digest, path)

    def open_attachment(self, digest: str) -> None:
        """Show a file kept in the data file by the program the system has for it."""
        data = attachments.content(self._file, digest)
        if self._scratch is None:
            self._scratch = QTemporaryDir()
        path = Path(self._scratch.path()) / (digest[:12] + attachments.suffix_of(data))
        path.write_bytes(data)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def draft(self, kind: str, record_id: str) -> Record | None:
        """Return what was typed and not saved before the program ended, if anything."""
        return drafts.kept(self._file, kind, record_id)

    def keep_draft(self, record: Record | None, kind: str, record_id: str) -> bool:
        """Keep what is typed and not saved; None forgets it. False: not now, ask again in some seconds."""
        return drafts.keep(self._file, record, kind, record_id)

    def close(self) -> None:
        """Remove what was written out to be shown."""
        if self._scratch is not None:
            self._scratch.remove()


def _is_id(text: str) -> bool:
    return len(text) == 32 and all(letter in "0123456789abcdef" for letter in text)
