"""Reads workbooks of Excel 2007 and later as a stream, so that size and strange styles do no harm.

openpyxl would hold every cell as an object, refuses workbooks whose styles other
office programs wrote, and does not tell a formula without result from an empty
cell; it writes (see writing.py), this reads. ECMA-376, Part 1, clause 18.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree

from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.sheets import limits, number_formats
from hnabroad_desktop.sheets.cells import EMPTY, Area, Cell, Sheet

#: What broken archives and broken XML end in.
FAULTS = (
    ElementTree.ParseError,
    KeyError,
    ValueError,
    IndexError,
    EOFError,
    OSError,
    TypeError,
    MemoryError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile("([A-Z]{1,3})([0-9]+)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Damaged(Exception):
    """The package is not a workbook, or not a whole one."""


class _Rich(NamedTuple):
    text: str
    font: str


@dataclass(frozen=True)
class _Styles:
    fonts: list[str]
    #: Of each cell style: font and number format.
    cells: list[tuple[str, str]]

    def of(self, index: str | None) -> tuple[str, str]:
        number = int(index or 0)
        return self.cells[number] if number < len(self.cells) else ("", "General")


def read(parts: zipfile.ZipFile, report: Report = silent) -> tuple[Sheet, ...]:
    """Return the worksheets. Raises Damaged, or OverflowError beyond the limits."""
    if any(info.flag_bits & 1 for info in parts.infolist()):
        raise Damaged
    try:
        return _sheets(parts, report)
    except FAULTS as error:
        raise Damaged from error


def _sheets(parts: zipfile.ZipFile, report: Report) -> tuple[Sheet, ...]:
    workbook = _workbook_path(parts)
    targets = dict(_relations(parts, workbook))
    listed: list[tuple[str, str, bool]] = []
    base_1904 = False
    for element in _elements(parts, workbook):
        name = _local(element)
        if name == "workbookPr":
            base_1904 = element.get("date1904") in {"1", "true"}
        elif name == "sheet":
            target = targets.get(element.get(_RELATION) or element.get(_STRICT_RELATION) or "", "")
            hidden = element.get("state", "visible") != "visible"
            listed.append((element.get("name", ""), target, hidden))
    folder = posixpath.dirname(workbook)
    names = set(parts.namelist())
    styles = _styles(parts, folder + "/styles.xml") if folder + "/styles.xml" in names else _Styles([], [])
    texts = posixpath.join(folder, "sharedStrings.xml")
    shared = list(_shared(parts, texts)) if texts in names else []
    found = []
    for number, (name, target, hidden) in enumerate(listed):
        report(number, len(listed))
        if target in names and "/worksheets/" in target:
            found.append(_Reader(shared, styles).sheet(parts, target, name, base_1904, hidden))
    if not found and not listed:
        raise Damaged
    return tuple(found)


def _workbook_path(parts: zipfile.ZipFile) -> str:
    for _id, target in _relations(parts, ""):
        if re.search(r"workbook\d*\.xml$", target):
            return target
    return "xl/workbook.xml"


def _relations(parts: zipfile.ZipFile, source: str) -> Iterator[tuple[str, str]]:
    folder, file = posixpath.split(source)
    path = posixpath.join(folder, "_rels", file + ".rels")
    if path not in parts.namelist():
        return
    for element in _elements(parts, path):
        if _local(element) == "Relationship" and element.get("TargetMode") != "External":
            target = element.get("Target", "")
            target = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            yield element.get("Id", ""), posixpath.normpath(target)


def _elements(parts: zipfile.ZipFile, path: str, whole: str = "") -> Iterator[ElementTree.Element]:
    """Yield the elements of a part as they end; of those named ``whole`` nothing is kept afterwards."""
    info = parts.getinfo(path)
    if info.file_size > limits.MOST_UNPACKED:
        raise OverflowError("size")
    with parts.open(info) as check:
        # No part of a workbook has one; only attacks by nested entities do.
        if b"<!DOCTYPE" in check.read(2048):
            raise Damaged
    with parts.open(info) as stream:
        if not whole:
            yield from (element for _event, element in ElementTree.iterparse(stream))
            return
        root: ElementTree.Element | None = None
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            root = element if root is None else root
            if event == "end" and _local(element) == whole:
                yield element
                root.clear()


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(element: ElementTree.Element, name: str) -> ElementTree.Element | None:
    return next((child for child in element if _local(child) == name), None)


def _styles(parts: zipfile.ZipFile, path: str) -> _Styles:
    fonts: list[str] = []
    codes = dict(number_formats.BUILT_IN)
    cells: list[tuple[str, str]] = []
    for element in _elements(parts, path):
        name = _local(element)
        if name == "fonts":
            fonts = [_value(_child(font, "name")) for font in element]
        elif name == "numFmt":
            codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "General")
        elif name == "cellXfs":
            for style in element:
                font = int(style.get("fontId", "0"))
                code = codes.get(int(style.get("numFmtId", "0")), "General")
                cells.append((fonts[font] if font < len(fonts) else "", code))
    return _Styles(fonts, cells)


def _value(element: ElementTree.Element | None) -> str:
    return "" if element is None else element.get("val", "")


def _shared(parts: zipfile.ZipFile, path: str) -> Iterator[_Rich]:
    for count, element in enumerate(_elements(parts, path, whole="si")):
        if count >= limits.MOST_STRINGS:
            raise OverflowError("rows")
        yield _rich(element)


def _rich(element: ElementTree.Element) -> _Rich:
    """Return the text of a string with runs, and the font most of it names; phonetic hints are left out."""
    pieces: list[str] = []
    lengths: dict[str, int] = {}
    for child in element:
        name = _local(child)
        if name == "t":
            pieces.append(child.text or "")
            lengths[""] = lengths.get("", 0) + len(child.text or "")
        elif name == "r":
            piece = next((t.text or "" for t in child if _local(t) == "t"), "")
            look = _child(child, "rPr")
            font = "" if look is None else _value(_child(look, "rFont"))
            pieces.append(piece)
            lengths[font] = lengths.get(font, 0) + len(piece)
    font = max(lengths, key=lambda name: lengths[name], default="")
    return _Rich(_unescaped("".join(pieces)), font)


def _unescaped(text: str) -> str:
    # Characters XML cannot hold are written _x0001_ (clause 22.9.2.19).
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


class _Reader:
    """Reads one worksheet with the strings and styles of its book."""

    def __init__(self, shared: list[_Rich], styles: _Styles) -> None:
        self._shared = shared
        self._styles = styles

    def sheet(self, parts: zipfile.ZipFile, path: str, name: str, base_1904: bool, hidden: bool) -> Sheet:
        rows: dict[int, tuple[Cell, ...]] = {}
        merged: list[Area] = []
        pictures = False
        next_row = 0
        last = -1
        for element in _elements(parts, path):
            tag = _local(element)
            if tag == "row":
                number = int(element.get("r", next_row + 1)) - 1
                next_row = number + 1
                cells = self._cells(element)
                element.clear()
                if cells:
                    limits.check(number, len(cells) - 1)
                    rows[number] = cells
                    last = max(last, number)
                elif number - last > limits.EMPTY_ROWS:
                    break
            elif tag == "mergeCell":
                merged.append(_area(element.get("ref", "")))
            elif tag == "drawing":
                pictures = True
        filled = tuple(rows.get(number, ()) for number in range(last + 1))
        return Sheet(name, filled, tuple(merged), base_1904, hidden, pictures)

    def _cells(self, row: ElementTree.Element) -> tuple[Cell, ...]:
        line: list[Cell] = []
        width = 0
        for element in row:
            if _local(element) != "c":
                continue
            column = _column(element.get("r"), len(line))
            cell = self._cell(element)
            if cell.kind or cell.lost:
                limits.check(0, column)
                line += [EMPTY] * (column - len(line))
                line[column:] = [cell]
                width = column + 1
            elif column < limits.MOST_COLUMNS:
                line += [EMPTY] * (column + 1 - len(line))
        return tuple(line[:width])

    def _cell(self, element: ElementTree.Element) -> Cell:
        kind = element.get("t", "n")
        font, code = self._styles.of(element.get("s"))
        raw, formula, inline = None, False, None
        for child in element:
            tag = _local(child)
            if tag == "v":
                raw = child.text
            elif tag == "f":
                formula = True
            elif tag == "is":
                inline = _rich(child)
        if kind == "s" and raw:
            inline = self._shared[int(raw)]
        if inline is not None:
            return Cell(inline.text, "text", inline.font or font, code) if inline.text else EMPTY
        if not raw:
            return Cell(font=font, format=code, lost=True) if formula and kind != "str" else EMPTY
        if kind == "str":
            return Cell(_unescaped(raw), "text", font, code)
        if kind == "b":
            return Cell(raw.strip() in {"1", "true"}, "bool", font, code)
        if kind == "e":
            return Cell(raw, "error", font, code)
        if kind == "d":
            return Cell(raw, "text", font, code)
        return Cell(float(raw), "date" if number_formats.is_date(code) else "number", font, code)


def _column(place: str | None, following: int) -> int:
    if not place:
        return following
    letters = _PLACE.fullmatch(place)
    if letters is None:
        raise ValueError(place)
    number = 0
    for letter in letters[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _area(reference: str) -> Area:
    first, _colon, second = reference.partition(":")
    top, left = _row_and_column(first)
    bottom, right = _row_and_column(second or first)
    return Area(top, bottom + 1, left, right + 1)


def _row_and_column(place: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(place.replace("$", ""))
    if found is None:
        raise ValueError(place)
    return int(found[2]) - 1, _column(found[0], 0)
