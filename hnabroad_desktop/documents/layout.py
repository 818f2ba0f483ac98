"""Blocks become strips: heights with marks to draw, in reading order, before pages are made of them.

All figures here are points; y grows downwards from the top of a strip. The
layout is ours and not a flow of ReportLab paragraphs because the figures of
the decree are absolute and because a list of thousands has to stay fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hnabroad_desktop.documents.blocks import (
    Block,
    Box,
    Grid,
    HeadCell,
    Picture,
    Rule,
    Space,
    Span,
    Table,
    Text,
)
from hnabroad_desktop.documents.ink import Image, Ink, Patch, Strip, Stroke, Words, moved, stacked
from hnabroad_desktop.documents.metrics import (
    ASCENT,
    DESCENT,
    MM,
    Face,
    Faces,
    SetLine,
    break_cell,
    break_heading,
    break_text,
)
from hnabroad_desktop.documents.profiles import Profile, Style

#: Padding of a table cell: left and right, above and below (wording.md 11).
PAD_X, PAD_Y = 0.8 * MM, 1.0 * MM

#: Weight of the lines of a table in points.
TABLE_LINE = 0.5


@dataclass
class Setter:
    """Sets blocks in a profile and faces."""

    profile: Profile
    faces: Faces
    _styles: dict[str, Style] = field(default_factory=dict)

    def strips(self, blocks: Iterable[Block], width: float, tallest: float = 1e9) -> list[Strip]:
        """Return the strips of ``blocks`` in an area ``width`` points wide and ``tallest`` high."""
        found: list[Strip] = []
        for block in blocks:
            match block:
                case Text():
                    found += self._text(block, width)
                case Rule():
                    found.append(self._rule(block, width))
                case Space():
                    found.append(Strip(block.height * MM, glued=True))
                case Box():
                    found.append(self.box(block, width))
                case Picture():
                    found.append(_picture(block, width))
                case Grid():
                    found += self._grid(block)
                case Table():
                    found += self._table(block, tallest)
        return found

    def _text(self, block: Text, width: float) -> list[Strip]:
        style = self.profile.style(block.style)
        lines = break_text(block.spans, style, self.faces, width, style.indent * MM)
        last = len(lines) - 1
        kept = len(lines) if block.keep_next < 0 else block.keep_next
        strips = []
        for index, line in enumerate(lines):
            # No line stands alone at the foot or the head of a page.
            glued = index >= len(lines) - kept or (last > 0 and index in (0, last - 1))
            strips.append(
                Strip(
                    style.pitch + (style.after if index == last else 0),
                    tuple(self._line(line, style, width, style.indent * MM if index == 0 else 0.0)),
                    before=style.before if index == 0 else 0.0,
                    glued=glued,
                )
            )
        return strips

    def _line(self, line: SetLine, style: Style, width: float, indent: float) -> Iterable[Ink]:
        space = self.faces.for_style(style).width(" ", style.size)
        gaps = len(line.words) - 1
        natural = line.width + gaps * space
        stretch = 0.0
        x = indent
        if style.align == "justify" and not line.last and gaps:
            stretch = (width - indent - natural) / gaps
        elif style.align == "center":
            x = (width - natural) / 2
        elif style.align == "right":
            x = width - natural
        y = _base(style.size, style.pitch)
        run: list[str] = []
        start, face = x, None
        for index, word in enumerate(line.words):
            if index:
                x += space + stretch
            for number, piece in enumerate(word.pieces):
                if piece.missing:
                    yield Patch(x - 0.5, y - style.size * 0.85, piece.width + 1, style.size * 1.1)
                if piece.face is not face and run and face is not None:
                    yield Words(start, y, face, style.size, "".join(run), stretch)
                    run = []
                if not run:
                    start, face = x, piece.face
                elif number == 0:
                    run.append(" ")
                run.append(piece.text)
                x += piece.width
        if run and face is not None:
            yield Words(start, y, face, style.size, "".join(run), stretch)
        if style.underline:
            left = (width - natural) / 2 if style.align == "center" else indent
            yield Stroke(left, y + 1.5, x, y + 1.5, 0.6)

    def _rule(self, block: Rule, width: float) -> Strip:
        gap = self.profile.number("line.gap")
        weight = self.profile.number("line.weight")
        long = self.rule_length(block, width)
        left = (width - long) / 2
        return Strip(gap + 2, (Stroke(left, gap, left + long, gap, weight),), glued=True)

    def rule_length(self, block: Rule, width: float) -> float:
        """Return the length of a rule in points: its part of the widest line of the text above."""
        style = self.profile.style(block.style)
        from_words = break_text((Span(block.of),), style, self.faces, width)
        space = self.faces.for_style(style).width(" ", style.size)
        return max(line.width + (len(line.words) - 1) * space for line in from_words) * block.ratio

    def spare_side(self, block: Text, width: float) -> float:
        """Return the points left free on each side of a centred text of several lines, else 0."""
        style = self.profile.style(block.style)
        lines = break_text(block.spans, style, self.faces, width)
        space = self.faces.for_style(style).width(" ", style.size)
        widest = max(line.width + (len(line.words) - 1) * space for line in lines)
        return max(0.0, (width - widest - 3) / 2) if len(lines) > 1 else 0.0

    def box(self, block: Box, width: float) -> Strip:
        """Return a framed word as a strip of its own."""
        style = self.profile.style(block.style)
        face = self.faces.for_style(style)
        wide, high = block.width * MM, block.height * MM
        left = 0.0 if block.align == "left" else (width - wide) / 2
        x = left + (wide - face.width(block.text, style.size)) / 2
        y = high / 2 + style.size * (ASCENT - DESCENT) / 2
        ink: list[Ink] = [Words(x, y, face, style.size, block.text)]
        if block.framed:
            ink.append(Patch(left, 0, wide, high, 0.75))
        return Strip(high, tuple(ink), glued=True)

    def _grid(self, block: Grid) -> list[Strip]:
        strips = []
        for index, row in enumerate(block.rows):
            ink: list[Ink] = []
            tallest = x = 0.0
            for width, cell in zip(block.widths, row, strict=True):
                below, height = stacked(self.strips(cell, width * MM))
                ink += [moved(mark, x, 0) for mark in below]
                tallest = max(tallest, height)
                x += width * MM
            strips.append(Strip(tallest, tuple(ink), glued=index < len(block.rows) - 1))
        return strips

    def _table(self, block: Table, tallest: float) -> list[Strip]:
        style = self.profile.style(block.cell_style)
        face = self.faces.for_style(style)
        edges = [0.0]
        for column in block.columns:
            edges.append(edges[-1] + column.width * MM)
        head = self._head(block, edges)
        strips = [head]
        uprights = tuple(edges)
        room = max(1, int((tallest - head.height - 2 * PAD_Y) / style.pitch))
        first_kept = len(block.rows) - block.keep_next
        for index, cells in enumerate(block.rows):
            broken = [
                break_cell(text, face, style.size, column.width * MM - 2 * PAD_X, column.wrap)
                for text, column in zip(cells, block.columns, strict=True)
            ]
            most = max(len(lines) for lines in broken)
            for start in range(0, most, room):
                # Only a row taller than a page is ever continued on the next.
                part = [lines[start : start + room] for lines in broken] if most > room else broken
                strips.append(
                    self._row(part, block, edges, uprights, style, face, head, glued=index >= first_kept)
                )
        strips[0] = Strip(head.height, head.ink, glued=True)
        return strips

    def _row(
        self,
        broken: Sequence[Sequence[tuple[str, float]]],
        block: Table,
        edges: Sequence[float],
        uprights: tuple[float, ...],
        style: Style,
        face: Face,
        head: Strip,
        *,
        glued: bool,
    ) -> Strip:
        pitch, size = style.pitch, style.size
        height = max(map(len, broken)) * pitch + 2 * PAD_Y
        ink: list[Ink] = []
        base = _base(size, pitch)
        for lines, column, left, right in zip(broken, block.columns, edges, edges[1:], strict=False):
            y = (height - len(lines) * pitch) / 2 + base
            for text, wide in lines:
                if text:
                    x = left + PAD_X if column.align == "left" else (left + right - wide) / 2
                    ink.append(Words(x, y, face, size, text))
                y += pitch
        return Strip(height, tuple(ink), glued=glued, head=head, table=uprights)

    def _head(self, block: Table, edges: Sequence[float]) -> Strip:
        style = self.profile.style(block.head_style)
        face = self.faces.for_style(style)
        lines = {cell: self._head_lines(cell, style, face, edges) for cell in block.head}
        heights = [0.0] * block.head_rows
        for rows in sorted({cell.rows for cell in block.head}):
            for cell in (c for c in block.head if c.rows == rows):
                needed = len(lines[cell]) * style.pitch + 2 * PAD_Y
                have = sum(heights[cell.row : cell.row + rows])
                heights[cell.row + rows - 1] += max(0.0, needed - have)
        ink: list[Ink] = []
        for cell in block.head:
            top = sum(heights[: cell.row])
            high = sum(heights[cell.row : cell.row + cell.rows])
            left, right = edges[cell.column], edges[cell.column + cell.columns]
            ink.append(Patch(left, top, right - left, high, TABLE_LINE))
            y = top + (high - len(lines[cell]) * style.pitch) / 2 + _base(style.size, style.pitch)
            for text, wide in lines[cell]:
                ink.append(Words((left + right - wide) / 2, y, face, style.size, text))
                y += style.pitch
        return Strip(sum(heights), tuple(ink), glued=True)

    def _head_lines(
        self, cell: HeadCell, style: Style, face: Face, edges: Sequence[float]
    ) -> tuple[tuple[str, float], ...]:
        width = edges[cell.column + cell.columns] - edges[cell.column] - 2 * PAD_X
        return break_heading(cell.text, face, style.size, width)


def _picture(block: Picture, width: float) -> Strip:
    wide, high = block.width * MM, block.height * MM
    left = {"left": 0.0, "center": (width - wide) / 2, "right": width - wide}[block.align]
    return Strip(high, (Image(left, 0.0, wide, high, block.data),))


def _base(size: float, pitch: float) -> float:
    # The base line of a line of text, from its top.
    return (pitch - size * (ASCENT + DESCENT)) / 2 + size * ASCENT
