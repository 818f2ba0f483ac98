"""The pages of a Word file: formats, margins, numbers, and what stands in the margins."""

from __future__ import annotations

from datetime import datetime

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from hnabroad_desktop.documents.blocks import Document, Part
from hnabroad_desktop.documents.pdf import PRACTICE_WORDS
from hnabroad_desktop.documents.profiles import PAGE_LONG, PAGE_SHORT, Style

FONT = "Times New Roman"


def set_defaults(word: WordFile, document: Document) -> None:
    """Name the face, the language and the title once for the whole file."""
    normal = word.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(document.profile.style("body").size)
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.space_before = Pt(0)
    core = word.core_properties
    core.title = document.title
    core.author = core.last_modified_by = ""
    core.comments = ""
    core.created = core.modified = datetime(2000, 1, 1)
    core.language = "vi-VN"


def set_up_section(section: Section, part: Part, document: Document) -> None:
    """Give a part its paper, its margins, its page numbers from 1, and its marks."""
    profile = document.profile
    wide, high = (PAGE_LONG, PAGE_SHORT) if part.wide else (PAGE_SHORT, PAGE_LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if part.wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.top_margin, section.bottom_margin = Mm(part.margins.top), Mm(part.margins.bottom)
    section.left_margin, section.right_margin = Mm(part.margins.left), Mm(part.margins.right)
    section.header_distance = Mm(profile.number("page.number_from_top"))
    section.footer_distance = Mm(8)
    section.different_first_page_header_footer = True
    _number_from_one(section)
    for holder in (section.header, section.first_page_header, section.footer, section.first_page_footer):
        holder.is_linked_to_previous = False
    _page_number(section.header.paragraphs[0], profile.style("page_number"))
    first = section.first_page_header.paragraphs[0]
    if part.top_box is not None:
        put_words(first, part.top_box.text, profile.style("stamp"), WD_ALIGN_PARAGRAPH.RIGHT)
    if document.practice:
        for header in (section.header, section.first_page_header):
            run = header.add_paragraph().add_run(PRACTICE_WORDS)
            run.font.size, run.font.bold = Pt(9), True
            run.font.color.rgb = RGBColor(0x80, 0x80, 0x80)
    if document.footer:
        for footer in (section.footer, section.first_page_footer):
            put_words(footer.paragraphs[0], document.footer, profile.style("footer"), WD_ALIGN_PARAGRAPH.LEFT)


def _number_from_one(section: Section) -> None:
    # A new section is a copy of the one before; the format wants this element before the columns.
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    properties.find(qn("w:cols")).addprevious(numbers)


def put_words(paragraph: Paragraph, text: str, style: Style, align: WD_ALIGN_PARAGRAPH) -> None:
    """Write words of one style into a paragraph."""
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(style.size), style.bold, style.italic


def _page_number(paragraph: Paragraph, style: Style) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(style.size)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def shrink(paragraph: Paragraph) -> None:
    """Make an empty paragraph, which Word wants after a table, take no room."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
