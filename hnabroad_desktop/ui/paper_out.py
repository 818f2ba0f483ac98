"""The ways a paper leaves the screen: the printer, and files as PDF, for Word and for Excel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions import previews, printed
from hnabroad_desktop.actions.previews import Printout
from hnabroad_desktop.actions.printed import Printed
from hnabroad_desktop.actions.printing import file_stem, write_files
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui import printing
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.pages import Pages


@dataclass(frozen=True)
class Shown:
    """A paper in sight: which one of which decision, its pages, and what changed since ``before``."""

    decision: Record
    what: str
    columns: str
    name: str
    paper: Printout
    pages: Pages
    changed: tuple[int, ...]
    before: Printed

    @property
    def key(self) -> str:
        """The name under which what was printed last is remembered."""
        return self.what + self.columns


class PaperOut(QObject):
    """Prints and saves the paper in sight."""

    #: Pages went to the printer: what changed since is to be told anew.
    sent = Signal()
    #: A file was written and can be opened.
    written = Signal(object)

    def __init__(self, host: Host, file: Any, pane: QWidget) -> None:
        super().__init__(pane)
        self._host, self._file, self._pane = host, file, pane
        self.shown: Shown | None = None
        #: The page in sight.
        self.page = 0

    def print(self) -> None:
        """Ask for printer and pages, and print."""
        self._ask_and_print(())

    def print_changed(self, since: str = "") -> None:
        """Print the changed pages on the printer used last; ask where none was used yet."""
        shown = self.shown
        if shown is None or not shown.changed:
            self._host.say(_("No page has changed since {since}.").format(since=since))
            return
        last = printing.remembered()
        if last is None:
            self._ask_and_print(shown.changed)
        else:
            self._print(shown, printing.Order(last[0], shown.changed, last[1]))

    def _ask_and_print(self, changed: tuple[int, ...]) -> None:
        shown = self.shown
        if shown is None:
            return
        dialog = printing.PrintDialog(
            self._pane.window(), self._title(shown), shown.pages.count, self.page, changed or shown.changed
        )
        if not changed:
            dialog.all.setChecked(True)
        if dialog.ask():
            self._print(shown, dialog.order())

    def _print(self, shown: Shown, order: printing.Order) -> None:
        path: Path | None = None
        if not order.printer:
            stem = self._stem(shown) + "-in"
            path = printing.ask_path(self._pane, _("Print into a PDF file"), stem, "PDF", ".pdf")
            if path is None:
                return
        printing.print_pages(shown.pages, order, printing.printer_for(order, path), self._title(shown))
        printing.remember(order)
        self._remember(shown, order.pages)
        self._host.say(
            _("Sent to the printer: page {pages}").format(pages=printing.told_pages(order.pages))
            if path is None
            else _("Written: {name}").format(name=path.name)
        )
        self.sent.emit()

    def _remember(self, shown: Shown, pages: tuple[int, ...]) -> None:
        before = shown.before.pages
        everything = set(pages) >= set(shown.changed) or len(pages) == shown.pages.count
        marks = tuple(
            mark if everything or page in pages else (before[page] if page < len(before) else "")
            for page, mark in enumerate(shown.pages.marks)
        )
        text = shown.paper.text if everything else shown.before.text
        printed.remember(self._file, shown.decision.id, shown.key, marks, text)

    def save_pdf(self) -> None:
        """Write the paper as PDF where the user says."""
        self._save(_("Save as PDF"), "PDF", ".pdf", lambda shown: {"pdf": shown.paper.pdf})

    def save_word(self) -> None:
        """Write the same words for a word processor where the user says."""
        self._save(
            _("Save for Word"),
            "Word",
            ".docx",
            lambda shown: {"docx": previews.word_file(self._file, *self._asked(shown))},
        )

    def save_excel(self) -> None:
        """Write the list of the paper as a workbook where the user says."""
        if self.shown is not None and self.shown.what == "decision":
            self._host.say(_("Only a list is saved for Excel. Choose one of the lists first."))
            return
        self._save(
            _("Save for Excel"),
            "Excel",
            ".xlsx",
            lambda shown: {"xlsx": previews.list_file(self._file, *self._asked(shown))},
        )

    def _asked(self, shown: Shown) -> tuple[Record, str, Any]:
        return shown.decision, shown.what, shown.columns

    def _save(self, title: str, kind: str, suffix: str, content: Callable[[Shown], dict[str, bytes]]) -> None:
        shown = self.shown
        path = printing.ask_path(self._pane, title, self._stem(shown), kind, suffix) if shown else None
        if path is None or shown is None:
            return
        (made,) = write_files(path.parent, path.stem, **content(shown))
        self._host.say(_("Written: {name}").format(name=made.name))
        self.written.emit(made)

    def open(self, path: Path) -> None:
        """Show a file that was written in the program the machine has for it."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._host.say(_("No program of this machine opens {name}.").format(name=path.name))

    def _class(self, shown: Shown) -> Record:
        return self._host.desk.get("class", shown.decision.text("class")) or Record("class")

    def _stem(self, shown: Shown) -> str:
        return file_stem(self._class(shown), shown.what, shown.decision)

    def _title(self, shown: Shown) -> str:
        class_ = self._class(shown)
        return f"{shown.name}, {class_.text('code') or class_.text('name')}"
