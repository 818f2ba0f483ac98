"""Prints a page of plain words: a recovery key, the findings of a check, a list of names."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtWidgets import QWidget


def page(title: str, paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> str:
    """Return a page as the printer takes it: a title, paragraphs, and rows of a table, the first its head."""
    parts = [f"<h2>{escape(title)}</h2>", *(f"<p>{escape(words)}</p>" for words in paragraphs)]
    if rows:
        head, *body = rows
        parts.append("<table border='1' cellspacing='0' cellpadding='4' width='100%'><thead><tr>")
        parts += [f"<th align='left'>{escape(cell)}</th>" for cell in head]
        parts.append("</tr></thead>")
        parts += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in body]
        parts.append("</table>")
    return "".join(parts)


def print_page(parent: QWidget | None, html: str) -> bool:
    """Ask for a printer and print on A4; say whether it was printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # loaded when something is printed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    if not QPrintDialog(printer, parent).exec():
        return False
    paper = QTextDocument()
    paper.setHtml(html)
    paper.print_(printer)
    return True
