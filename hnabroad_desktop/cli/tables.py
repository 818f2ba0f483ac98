"""Text in columns for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: A longer text in a column is cut; the whole of it is in “show”.
_WIDEST = 44


def aligned(headings: Sequence[str], rows: Iterable[Sequence[str]], *, cut: bool = True) -> str:
    """Return rows below their headings, every column as wide as its longest text."""
    lines = [tuple(_cell(text, cut) for text in row) for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    told = [_line(line, widths) for line in lines]
    told.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(told)


def pairs(facts: Sequence[tuple[str, str]], indent: str = "  ") -> str:
    """Return labels and their texts, the texts below each other; lines of one text stay together."""
    width = max((len(label) for label, _text in facts), default=0)
    further = "\n" + " " * (len(indent) + width + 2)
    return "\n".join(
        f"{indent}{label + ':':<{width + 1}} {text.replace(chr(10), further)}" for label, text in facts
    )


def _cell(text: str, cut: bool) -> str:
    text = " ".join(text.split())
    return f"{text[: _WIDEST - 1]}…" if cut and len(text) > _WIDEST else text


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(f"{text:<{width}}" for text, width in zip(texts, widths, strict=True)).rstrip()
