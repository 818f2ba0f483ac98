"""Finds the catalogue value, unit or other record a text means, however it is spelled."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.vietnamese import fold, match_key

#: Suggestions shown for a text nothing matches.
_MOST = 5
_ALIKE = 0.5
#: Names looked at closely for suggestions.
_COMPARED = 40

_SHORT = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("uy ban mat tran to quoc", "mttq"),
    ("mat tran to quoc", "mttq"),
    ("uy ban mttq", "mttq"),
    ("thanh pho", "tp"),
    ("trung hoc pho thong", "thpt"),
    ("trung hoc co so", "thcs"),
    ("viet nam", "vn"),
)
_ABBREVIATED = (
    (re.compile(r"\bp (?=[a-z])"), "phuong "),
    (re.compile(r"\bq (?=[a-z])"), "quan "),
    (re.compile(r"\bh (?=[a-z])"), "huyen "),
    (re.compile(r"\bx (?=[a-z])"), "xa "),
    (re.compile(r"\bpct\b"), "pho chu tich"),
    (re.compile(r"\bct\b"), "chu tich"),
    (re.compile(r"\bcvcc\b"), "chuyen vien cao cap"),
    (re.compile(r"\bcvc\b"), "chuyen vien chinh"),
    (re.compile(r"\bcv\b"), "chuyen vien"),
)


@dataclass(frozen=True)
class Entry:
    """A value that may be meant.

    ``value`` is the code or id that is stored, ``texts`` its name and other
    spellings. A thing that is no more has its last day in ``ended`` and
    ``successors`` as suggestions, with values of other entries; ``begun`` is
    its first day. ``employs`` is False for a territory, which has no staff.
    ``more`` holds further values a match brings along, such as the language
    of a kind of certificate.
    """

    value: str
    texts: tuple[str, ...]
    begun: str = ""
    ended: str = ""
    successors: tuple[str, ...] = ()
    employs: bool = True
    more: Mapping[str, Stored] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The name shown."""
        return self.texts[0] if self.texts else self.value


def comparing(text: str) -> str:
    """Return the form two spellings of one post or unit share: folded, without signs, usual words short."""
    key = " ".join(re.sub(r"[^\w\s]|_", " ", fold(text.replace("&", " và "))).split())
    for long, short in _SHORT:
        key = key.replace(long, short)
    return key


def _written_out(key: str) -> str:
    for pattern, meant in _ABBREVIATED:
        key = pattern.sub(meant, key)
    return " ".join(key.split())


class Matcher:
    """The entries of one catalogue or kind of record, found by any of their texts."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.by_value = {entry.value: entry for entry in self.entries}
        self._known: dict[str, tuple[Entry, ...]] = {}

    @cached_property
    def _by_key(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for text in dict.fromkeys((*entry.texts, entry.value)):
                if (key := comparing(text)) and entry not in found.setdefault(key, []):
                    found[key].append(entry)
        return found

    def find(self, text: str) -> tuple[Entry, ...]:
        """Return the entries a text means, those that exist today first; several if it does not tell."""
        known = self._known.get(text)
        if known is None:
            key = comparing(text)
            found = self._by_key.get(key) or self._by_key.get(_written_out(key)) or []
            if len(found) > 1:
                # Folding makes "Hòa" and "Hoa" alike; the marks tell them apart where there are any.
                exact = [e for e in found if any(match_key(t) == match_key(text) for t in e.texts)]
                found = exact or found
            known = tuple(sorted(found, key=lambda entry: bool(entry.ended)))
            self._known[text] = known
        return known

    def begins(self, text: str) -> tuple[Entry, str] | None:
        """Return the entry with the longest name a text begins with, and the rest of the text."""
        parts = text.split()
        for count in range(len(parts), 0, -1):
            if found := self.find(" ".join(parts[:count])):
                return found[0], " ".join(parts[count:])
        return None

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in self._by_key:
            for word in set(key.split()):
                found.setdefault(word, []).append(key)
        return found

    def suggest(self, text: str, *, present: bool = False) -> tuple[Entry, ...]:
        """Return what may have been meant by a text without match, the likeliest first.

        With ``present`` only entries that exist today and have staff.
        """
        key = _written_out(comparing(text))
        worth: dict[str, float] = {}
        for word in set(key.split()):
            keys = self._by_word.get(word, [])
            for other in keys:
                # A word few names have tells more than "phong" or "uy".
                worth[other] = worth.get(other, 0) + 1 / len(keys)
        best = sorted(worth, key=lambda other: worth[other], reverse=True)[:_COMPARED]
        if not best and len(self._by_key) <= _COMPARED * 10:
            best = list(self._by_key)
        found: dict[str, Entry] = {}
        for name in difflib.get_close_matches(key, best, n=_COMPARED, cutoff=_ALIKE):
            for entry in self._by_key[name]:
                if not present or (entry.employs and not entry.ended):
                    found.setdefault(entry.value, entry)
        return tuple(found.values())[:_MOST]


class Vocabulary:
    """All texts a file may use, by catalogue and by kind of record; given by who can ask the store."""

    def __init__(
        self,
        catalogues: Mapping[str, Iterable[Entry]] | None = None,
        references: Mapping[str, Iterable[Entry]] | None = None,
    ) -> None:
        self._catalogues = {name: Matcher(entries) for name, entries in (catalogues or {}).items()}
        self._references = {kind: Matcher(entries) for kind, entries in (references or {}).items()}
        self._nothing = Matcher(())

    def catalogue(self, name: str) -> Matcher:
        """Return the values of a catalogue; of one not given, none."""
        return self._catalogues.get(name, self._nothing)

    def kind(self, name: str) -> Matcher:
        """Return the records of a kind; of one not given, none."""
        return self._references.get(name, self._nothing)
