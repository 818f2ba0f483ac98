"""Texts of cells put in order: invisible characters, spaces, the capitals of names."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_WORD = re.compile(r"[^\W\d_]+")


def tidy(text: str) -> str:
    """Return a decoded text in NFC with single spaces and without invisible characters."""
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def tidy_lines(text: str) -> str:
    """Return a decoded text in NFC, line by line in order."""
    return "\n".join(filter(None, map(tidy, text.splitlines())))


def is_capitals(text: str) -> bool:
    """Say whether a text of more than one letter is written in capitals only."""
    return text.isupper() and len(text) > 1 and sum(map(str.isalpha, text)) > 1


def proper_name(name: str) -> str:
    """Return a name of a person with a capital in front of every word and none inside.

    A name that has small letters keeps its inner capitals ("McDonald").
    """
    if name.istitle():
        return name
    if is_capitals(name):
        name = name.lower()
    return _WORD.sub(lambda found: found[0][:1].upper() + found[0][1:], name)


def sentence(text: str) -> str:
    """Return a text in capitals as it stands in a sentence; what is short stays: "UBND"."""
    if not is_capitals(text) or len(text) <= 6:
        return text
    lowered = text.lower()
    return lowered[:1].upper() + lowered[1:]
