"""A paper of a page or two as it will be printed, with the ways out: printer, PDF, Word."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions.printing import write_files
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import printing
from hnabroad_desktop.ui.controls import restyle
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.pages import Pages
from hnabroad_desktop.ui.preview import PageView


class Paper(Protocol):
    """What was made: PDF and DOCX, a title, and a name for its files without marks."""

    @property
    def pdf(self) -> bytes:
        """The pages."""

    @property
    def docx(self) -> bytes:
        """The same words for a word processor."""

    @property
    def title(self) -> str:
        """What the printer calls it."""

    @property
    def stem(self) -> str:
        """What its files are called."""


class PaperDialog(Dialog):
    """Shows the pages; Enter prints them."""

    def __init__(self, parent: QWidget | None, title: str, made: Paper, host: Host) -> None:
        super().__init__(parent, title, 720)
        self.made, self._host = made, host
        self.pages = Pages(made.pdf)
        self.view = PageView()
        self.view.show_pages(self.pages)
        self.view.setMinimumHeight(400)
        self.body.addWidget(self.view, 1)
        self.add_verb(_("Save as PDF…"), lambda: self._save(".pdf", made.pdf))
        self.add_verb(_("Save as Word…"), lambda: self._save(".docx", made.docx))
        self.print_button = self.add_verb(_("&Print"), self.print_it)
        restyle(self.print_button, role="primary")
        self.print_button.setDefault(True)
        self.add_button(_("&Close"), 0)

    def print_it(self) -> None:
        """Ask for the printer and print."""
        dialog = printing.PrintDialog(self, self.made.title, self.pages.count, 0)
        dialog.all.setChecked(True)
        if not dialog.ask():
            return
        order = dialog.order()
        path: Path | None = None
        if not order.printer:
            path = printing.ask_path(self, _("Print into a PDF file"), self.made.stem, "PDF", ".pdf")
            if path is None:
                return
        printing.print_pages(self.pages, order, printing.printer_for(order, path), self.made.title)
        printing.remember(order)
        self._host.say(
            _("Sent to the printer: page {pages}").format(pages=printing.told_pages(order.pages))
            if path is None
            else _("Written: {name}").format(name=path.name)
        )

    def _save(self, suffix: str, content: bytes) -> None:
        kind = "PDF" if suffix == ".pdf" else "Word"
        path = printing.ask_path(self, self.windowTitle(), self.made.stem, kind, suffix)
        if path is not None:
            pdf, docx = (content, None) if suffix == ".pdf" else (None, content)
            write_files(path.parent, path.stem, pdf, docx)
            self._host.say(_("Written: {name}").format(name=path.name))
