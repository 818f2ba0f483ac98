"""The rows of a table in a Word file, written as XML at once: thousands of rows stay fast."""

from __future__ import annotations

from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from hnabroad_desktop.documents.blocks import Column, Table
from hnabroad_desktop.documents.profiles import Style


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
