"""A document as DOCX: the same words as the PDF, with nothing that Word 2010 doesn't know.

Layout follows the profile as far as a word processor lets it; where the two
differ, the PDF is right.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from hnabroad_desktop.documents.blocks import (
    Block,
    Box,
    Document,
    Grid,
    Part,
    Picture,
    Rule,
    Space,
    Span,
    Table,
    Text,
)
from hnabroad_desktop.documents.layout import Setter
from hnabroad_desktop.documents.metrics import MM, faces
from hnabroad_desktop.documents.profiles import PAGE_LONG, PAGE_SHORT, SINGLE, Profile, Style
from hnabroad_desktop.documents.word_page import put_words, set_defaults, set_up_section, shrink
from hnabroad_desktop.documents.word_table import fill_rows, never_split, new_table

FONT = "Times New Roman"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}

Holder = WordFile | Cell


def to_docx(document: Document) -> bytes:
    """Return the document as a Word file; every part is a section with page numbers of its own."""
    word = docx.Document()
    set_defaults(word, document)
    writer = _Writer(document.profile)
    for index, part in enumerate(document.parts):
        section = word.sections[0] if index == 0 else word.add_section(WD_SECTION.NEW_PAGE)
        if index:
            shrink(Paragraph(word.element.body.findall(qn("w:p"))[-1], word._body))
        set_up_section(section, part, document)
        writer.write(word, part.blocks, part)
    shrink(word.add_paragraph())
    sink = io.BytesIO()
    word.save(sink)
    return sink.getvalue()


class _Writer:
    """Writes blocks into the body of a file or into a cell."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.setter = Setter(profile, faces())

    def write(self, holder: Holder, blocks: Iterable[Block], part: Part) -> None:
        """Write the blocks of a part into the body."""
        margins = part.margins
        width = (PAGE_LONG if part.wide else PAGE_SHORT) - margins.left - margins.right
        for block in blocks:
            self._block(holder, block, width)

    def _block(self, holder: Holder, block: Block, width: float) -> None:
        match block:
            case Text():
                self._text(holder.add_paragraph(), block, width)
            case Rule():
                self._rule(holder.add_paragraph(), block, width)
            case Space():
                self._space(holder.add_paragraph(), block.height)
            case Box():
                self._box(holder.add_paragraph(), block, width)
            case Picture():
                _picture(holder.add_paragraph(), block)
            case Grid():
                self._grid(holder, block)
            case Table():
                self._table(holder, block)

    def _text(self, paragraph: Paragraph, block: Text, width: float) -> None:
        style = self.profile.style(block.style)
        paragraph.alignment = _ALIGN[style.align]
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(style.before), Pt(style.after)
        form.first_line_indent = Mm(style.indent) if style.indent else None
        form.keep_with_next = block.keep_next != 0
        form.widow_control = True
        if style.align == "center":
            form.left_indent = form.right_indent = Mm(self.setter.spare_side(block, width * MM) / MM) or None
        if style.exactly:
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.exactly)
        elif style.at_least:
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(style.at_least)
        else:
            form.line_spacing = style.leading / SINGLE
        for span in block.spans:
            self._span(paragraph, span, style)

    def _span(self, paragraph: Paragraph, span: Span, style: Style) -> None:
        run = paragraph.add_run(span.text)
        run.font.size = Pt(style.size)
        run.font.bold = style.bold if span.bold is None else span.bold
        run.font.italic = style.italic if span.italic is None else span.italic
        run.font.underline = style.underline or None
        if span.missing:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _rule(self, paragraph: Paragraph, block: Rule, width: float) -> None:
        # A line as long as its part of the text: the upper border of an empty paragraph between indents.
        form = paragraph.paragraph_format
        shrink(paragraph)
        side = (width - self.setter.rule_length(block, width * MM) / MM) / 2
        form.left_indent = form.right_indent = Mm(side)
        form.space_before = Pt(self.profile.number("line.gap"))
        form.keep_with_next = True
        _borders(paragraph, ("top",), self.profile.number("line.weight"))

    def _space(self, paragraph: Paragraph, height: float) -> None:
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Mm(height)
        form.space_before = form.space_after = Pt(0)
        form.keep_with_next = True

    def _box(self, paragraph: Paragraph, block: Box, width: float) -> None:
        style = self.profile.style(block.style)
        put_words(paragraph, block.text, style, WD_ALIGN_PARAGRAPH.CENTER)
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Mm(block.height)
        left = 0.0 if block.align == "left" else (width - block.width) / 2
        form.left_indent, form.right_indent = Mm(left), Mm(width - block.width - left)
        if block.framed:
            _borders(paragraph, ("top", "left", "bottom", "right"), 0.75)

    def _grid(self, holder: Holder, block: Grid) -> None:
        table = new_table(holder, len(block.rows), block.widths, bordered=False)
        for row, cells in zip(table.rows, block.rows, strict=True):
            never_split(row._tr)
            for cell, blocks, width in zip(row.cells, cells, block.widths, strict=True):
                for inner in blocks:
                    self._block(cell, inner, width)
                _drop_first(cell, bool(blocks))

    def _table(self, holder: Holder, block: Table) -> None:
        widths = [column.width for column in block.columns]
        table = new_table(holder, block.head_rows, widths, bordered=True)
        style = self.profile.style(block.head_style)
        for row in table.rows:
            never_split(row._tr)
            repeat = OxmlElement("w:tblHeader")
            row._tr.get_or_add_trPr().append(repeat)
        for head in block.head:
            cell = table.cell(head.row, head.column)
            if head.rows * head.columns > 1:
                cell = cell.merge(table.cell(head.row + head.rows - 1, head.column + head.columns - 1))
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            lines = head.text.split("\n")
            paragraph = cell.paragraphs[0]
            for index, line in enumerate(lines):
                put_words(
                    paragraph if index == 0 else cell.add_paragraph(), line, style, WD_ALIGN_PARAGRAPH.CENTER
                )
            for extra in cell.paragraphs:
                extra.paragraph_format.keep_with_next = True
        fill_rows(table._tbl, block, self.profile.style(block.cell_style))


def _picture(paragraph: Paragraph, block: Picture) -> None:
    paragraph.alignment = _ALIGN[block.align]
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape = paragraph.add_run().add_picture(io.BytesIO(block.data), width=Mm(block.width))
    shape._inline.docPr.set("descr", block.words)


def _borders(paragraph: Paragraph, edges: Iterable[str], weight: float) -> None:
    borders = OxmlElement("w:pBdr")
    for edge in edges:
        line = OxmlElement(f"w:{edge}")
        for name, value in (
            ("val", "single"),
            ("sz", str(round(weight * 8))),
            ("space", "0"),
            ("color", "000000"),
        ):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    # The order of elements is fixed by the format: borders come before spacing and indents.
    before = next(_following(properties), None)
    if before is None:
        properties.append(borders)
    else:
        before.addprevious(borders)


def _following(properties: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    earlier = {qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "widowControl", "numPr")}
    return (element for element in properties if element.tag not in earlier)


def _drop_first(cell: Cell, others: bool) -> None:
    # A new cell comes with an empty paragraph, which would stand above the first line.
    if others:
        first = cell.paragraphs[0]._p
        first.getparent().remove(first)
