"""Paper from the window: pages to the printer at true size, and the same papers as files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.pages import Pages

#: Sharp on a laser printer; one page at a time takes 35 MB while it is printed, at 600 dpi it would be 139.
#: (Parts of a page are no way out: Qt 6 places them a pixel off for every part before.)
RESOLUTION = 300
_TO_FILE = ""


@dataclass(frozen=True)
class Order:
    """What to print: the printer ("" for a PDF file), the pages from 0, and how often."""

    printer: str
    pages: tuple[int, ...]
    copies: int = 1


def page_range(text: str, count: int) -> tuple[int, ...]:
    """Return the pages of "1-2, 4" from 0, in order and each once. Raises ValueError when it says none."""
    found: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", text.strip())):
        hit = re.fullmatch(r"(\d+)(?:-(\d+))?", part)
        if hit is None:
            raise ValueError(text)
        first, last = int(hit[1]), int(hit[2] or hit[1])
        if not 1 <= first <= last <= count:
            raise ValueError(text)
        found |= set(range(first - 1, last))
    return tuple(sorted(found))


def told_pages(pages: Sequence[int]) -> str:
    """Return pages counted from 0 as people read them: "1-2, 4"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][1] == page:
            runs[-1][1] = page + 1
        else:
            runs.append([page + 1, page + 1])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def printers() -> list[str]:
    """Return the printers of this machine, the usual one first."""
    names = [str(name) for name in QPrinterInfo.availablePrinterNames()]
    usual = str(QPrinterInfo.defaultPrinterName())
    return sorted(names, key=lambda name: (name != usual, name))


def remembered() -> tuple[str, int] | None:
    """Return the printer and the copies of the last print, if that printer is still there."""
    name = settings.read("printer/name")
    copies = settings.read("printer/copies", "1")
    return (name, int(copies) if copies.isdigit() else 1) if name and name in printers() else None


def printer_for(order: Order, path: Path | None = None) -> QPrinter:
    """Return a printer set to true size, or one that writes the PDF file ``path``."""
    if path is not None:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(path))
    else:
        made = QPrinter(QPrinterInfo.printerInfo(order.printer), QPrinter.PrinterMode.HighResolution)
        made.setCopyCount(order.copies)
    made.setResolution(RESOLUTION)
    made.setFullPage(True)
    return made


def print_pages(pages: Pages, order: Order, printer: QPrinter, title: str = "") -> None:
    """Print pages at 100 %: the page on paper is the page of the document. Raises AppError."""
    printer.setDocName(title)
    painter = QPainter()
    for place, page in enumerate(order.pages):
        size = pages.sizes[page]
        wide = size.width() > size.height()
        side = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), side, QMarginsF(0, 0, 0, 0)))
        printer.setFullPage(True)
        ready = painter.begin(printer) if place == 0 else printer.newPage()
        if not ready:
            raise AppError(
                _(
                    "The printer did not take the pages. The document is unchanged. "
                    "Look whether the printer is on and has paper, then print again."
                )
            )
        _draw(pages, page, painter, printer.resolution())
    painter.end()


def _draw(pages: Pages, page: int, painter: QPainter, resolution: int) -> None:
    size = pages.sizes[page]
    whole = QSize(round(size.width() / 72 * RESOLUTION), round(size.height() / 72 * RESOLUTION))
    painter.save()
    painter.scale(resolution / RESOLUTION, resolution / RESOLUTION)
    painter.drawImage(QPointF(0, 0), pages.image(page, whole))
    painter.restore()


class PrintDialog(Dialog):
    """Asks once for printer, pages and copies; Enter prints."""

    def __init__(
        self, parent: QWidget | None, title: str, count: int, here: int, changed: Sequence[int] = ()
    ) -> None:
        super().__init__(parent, _("Print: {title}").format(title=title), 460)
        self._count, self._here, self._changed = count, here, tuple(changed)
        self.printer = QComboBox()
        self.printer.setAccessibleName(_("Printer"))
        for name in printers():
            self.printer.addItem(name, name)
        self.printer.addItem(_("A PDF file, at true size"), _TO_FILE)
        last = remembered()
        if last is not None:
            self.printer.setCurrentIndex(self.printer.findData(last[0]))
        self.body.addWidget(label(_("Printer"), "label"))
        self.body.addWidget(self.printer)
        self.body.addWidget(label(_("Pages to print"), "label"))
        self._choices()
        self.copies = QSpinBox()
        self.copies.setRange(1, 99)
        self.copies.setValue(last[1] if last else 1)
        self.copies.setAccessibleName(_("Copies"))
        self.body.addWidget(label(_("Copies"), "label"))
        row = QHBoxLayout()
        row.addWidget(self.copies)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add_words(_("Pages are printed at 100 %, without fitting to the sheet."), "hint")
        self.go = self.add_button(_("&Print"), 1, primary=True)
        self.add_button(_("&Close"), 0)
        self._check()

    def _choices(self) -> None:
        self.group = QButtonGroup(self)
        self.all = QRadioButton(_("&All {count} pages").format(count=self._count))
        self.only_here = QRadioButton(_("The page in &sight ({page})").format(page=self._here + 1))
        self.only_changed = QRadioButton(
            _("The &changed pages ({pages})").format(pages=told_pages(self._changed))
        )
        self.some = QRadioButton(_("&These pages:"))
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(_("for example 1-2, 4"))
        self.typed.setAccessibleName(_("Pages to print"))
        self.typed.textEdited.connect(lambda _text: self.some.setChecked(True))
        self.typed.textChanged.connect(lambda _text: self._check())
        for made in (self.all, self.only_changed, self.only_here, self.some):
            self.group.addButton(made)
            made.toggled.connect(lambda _on: self._check())
        for made in (self.all, self.only_changed, self.only_here):
            self.body.addWidget(made)
        row = QHBoxLayout()
        row.addWidget(self.some)
        row.addWidget(self.typed, 1)
        self.body.addLayout(row)
        self.only_changed.setVisible(bool(self._changed))
        (self.only_changed if self._changed else self.all).setChecked(True)

    def pages(self) -> tuple[int, ...]:
        """Return the pages chosen. Raises ValueError when what is typed names none."""
        if self.only_here.isChecked():
            return (self._here,)
        if self.only_changed.isChecked():
            return self._changed
        return (
            page_range(self.typed.text(), self._count) if self.some.isChecked() else tuple(range(self._count))
        )

    def _check(self) -> None:
        if not hasattr(self, "go"):
            return
        self.go.setEnabled(not self.some.isChecked() or _says_pages(self.typed.text(), self._count))

    def order(self) -> Order:
        """Return what was chosen."""
        return Order(str(self.printer.currentData() or ""), self.pages(), self.copies.value())


def _says_pages(text: str, count: int) -> bool:
    try:
        return bool(page_range(text, count))
    except ValueError:
        return False


def remember(order: Order) -> None:
    """Keep printer and copies for the next print of this machine."""
    if order.printer:
        settings.write("printer/name", order.printer)
        settings.write("printer/copies", order.copies)


def ask_path(parent: QWidget, title: str, name: str, kind: str, suffix: str) -> Path | None:
    """Ask where a file goes; None when the user closed the dialog. The folder is remembered."""
    folder = settings.read("folder/papers", str(Path.home()))
    dialog = QFileDialog(parent.window(), title, folder, f"{kind} (*{suffix})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name + suffix)
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("In the folder:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Type of file:"))
    dialog.resize(min(720, dialog.screen().availableGeometry().width() - 40), 460)
    if not dialog.exec():
        return None
    path = Path(dialog.selectedFiles()[0])
    settings.write("folder/papers", str(path.parent))
    return path
