"""Tables in a Word file: fixed widths, whole rows; thousands of rows stay fast, written as XML."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell as Cell

from hnabroad_desktop.documents.blocks import Column, Table
from hnabroad_desktop.documents.metrics import MM
from hnabroad_desktop.documents.profiles import Style


def new_table(holder: WordFile | Cell, rows: int, widths: Sequence[float], *, bordered: bool) -> WordTable:
    """Return an empty table of fixed widths in mm, with or without lines."""
    table = holder.add_table(rows, len(widths))
    if bordered:
        table.style = "Table Grid"
    table.autofit = False
    side, above = (0.8, 1.0) if bordered else (0.0, 0.0)
    properties = table._tbl.tblPr
    properties.find(qn("w:tblW")).set(qn("w:type"), "dxa")
    properties.find(qn("w:tblW")).set(qn("w:w"), _twips(sum(widths)))
    margins = OxmlElement("w:tblCellMar")
    for edge, wide in (("top", above), ("left", side), ("bottom", above), ("right", side)):
        margins.append(_measure(f"w:{edge}", wide))
    properties.find(qn("w:tblLook")).addprevious(margins)
    # Word hangs a table out by its padding; this puts its edge on the margin.
    properties.find(qn("w:tblLayout")).addprevious(_measure("w:tblInd", side))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _measure(name: str, millimetres: float) -> BaseOxmlElement:
    element = OxmlElement(name)
    element.set(qn("w:w"), _twips(millimetres))
    element.set(qn("w:type"), "dxa")
    return element


def _twips(millimetres: float) -> str:
    return str(round(millimetres * MM * 20))


def never_split(row: BaseOxmlElement) -> None:
    """Keep a row on one page."""
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def fill_rows(table: BaseOxmlElement, block: Table, style: Style) -> None:
    """Append the rows of ``block``; none is split, the last ones stay with what follows."""
    first_kept = len(block.rows) - block.keep_next
    for index, cells in enumerate(block.rows):
        kept = index >= first_kept
        told = "".join(
            _cell(text, column, style, kept) for text, column in zip(cells, block.columns, strict=True)
        )
        row = f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr>{told}</w:tr>"
        table.append(parse_xml(row))


def _cell(text: str, column: Column, style: Style, kept: bool) -> str:
    width = Mm(column.width).twips
    lines = "".join(_paragraph(line, column, style, kept) for line in text.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{lines}</w:tc>'
    )


def _paragraph(line: str, column: Column, style: Style, kept: bool) -> str:
    keep = "<w:keepNext/>" if kept else ""
    weight = ("<w:b/>" if style.bold else "") + ("<w:i/>" if style.italic else "")
    half_points = round(style.size * 2)
    run = (
        f'<w:r><w:rPr>{weight}<w:sz w:val="{half_points}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(line)}</w:t></w:r>'
        if line
        else ""
    )
    mark = f'<w:rPr><w:sz w:val="{half_points}"/></w:rPr>'
    return f'<w:p><w:pPr>{keep}<w:jc w:val="{column.align}"/>{mark}</w:pPr>{run}</w:p>'
