"""The one box that finds anything: all words, marks optional, in any order, best first.

Plain SQL over the driver: a box asks with every key, and building statements
for some twenty kinds would take longer than answering them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.fields import UNMATCHED, Choice, Field, Reference
from hnabroad_desktop.store.columns import field_of
from hnabroad_desktop.store.conditions import Codes, escape
from hnabroad_desktop.store.model import EntityKind, Model

#: So many times the asked number is read before whole words and marks are looked for by themselves.
_READ = 5

_APART = re.compile(r"[\s/]+")
_SIGNS = re.compile(r"[^\w]+")

_HAS = "_search LIKE ? ESCAPE '\\'"


class Found(NamedTuple):
    """One record found: how well (0 is best), what it is and what it is called."""

    rank: int
    kind: str
    id: str
    title: str


class _Words(NamedTuple):
    typed: tuple[str, ...]
    folded: tuple[str, ...]

    @property
    def marked(self) -> bool:
        """Whether marks were typed, so that others are second best."""
        return self.typed != self.folded

    @property
    def anywhere(self) -> list[str]:
        """Patterns of the words wherever they stand."""
        return [f"%{escape(word)}%" for word in self.folded]

    @property
    def whole(self) -> list[str]:
        """Patterns of the words by themselves; blanks stand around each in what is searched."""
        return [f"% {escape(word)} %" for word in self.folded]


def search(
    db: Any, model: Model, kind_codes: Sequence[str], words: str, limit: int, codes: Codes
) -> list[Found]:
    """Return the records found by all of ``words``, best first.

    A title with the marks as typed comes first, then one with all the words
    whole, then one with them anywhere; last come those found by what their
    choices and links are called ("truong phong").
    """
    typed = tuple(word for word in _APART.split(words.casefold()) if vietnamese.fold(word))
    asked = _Words(typed, tuple(vietnamese.fold(word) for word in typed))
    if not typed:
        return []
    found = _by_words(db, model, kind_codes, asked, limit)
    if len(found) < limit:
        known = {hit.id for hit in found}
        for code in kind_codes:
            more = _by_meaning(db, model, model.kinds[code], asked, limit, codes)
            found += [hit for hit in more if hit.id not in known]
    found.sort(key=lambda hit: hit.rank)
    return found[:limit]


def _by_words(db: Any, model: Model, kind_codes: Sequence[str], asked: _Words, limit: int) -> list[Found]:
    first = limit * _READ
    where = " AND ".join([_HAS] * len(asked.folded))
    of_each = " UNION ALL ".join(
        f'SELECT * FROM (SELECT {place}, id, _title FROM "{model.kinds[code].table_name}"'
        f" WHERE _deleted = 0 AND {where} ORDER BY _sort LIMIT {first})"
        for place, code in enumerate(kind_codes)
    )
    rows: list[dict[bytes, str]] = [{} for _code in kind_codes]
    for place, eid, title in db.execute(of_each, asked.anywhere * len(kind_codes)):
        rows[place][eid] = title or ""
    found: list[Found] = []
    best = 1 if asked.marked else 3
    for code, some in zip(kind_codes, rows, strict=True):
        if len(some) == first and sum(_rank(title, asked) <= best for title in some.values()) < limit:
            # There are more than were read, and the best need not be among them.
            some |= _better(db, model.kinds[code], asked, limit)
        hits = [Found(_rank(title, asked), code, eid.hex(), title) for eid, title in some.items()]
        found += sorted(hits, key=lambda hit: hit.rank)[:limit]
    return found


def _better(db: Any, kind: EntityKind, asked: _Words, limit: int) -> dict[bytes, str]:
    """Return records with all words whole, and of these some whose titles have the marks as typed."""
    where = " AND ".join([_HAS] * len(asked.folded))
    found = _read(db, kind, where, asked.whole, limit)
    if asked.marked:
        # LIKE knows no capitals beyond ASCII, so the ways a word is written are named.
        ways = [dict.fromkeys((w, vietnamese.title_initial(w), w.upper())) for w in asked.typed]
        shown = " AND ".join("(" + " OR ".join(["instr(_title, ?) > 0"] * len(some)) + ")" for some in ways)
        values = [*asked.whole, *(way for some in ways for way in some)]
        found |= _read(db, kind, f"{where} AND {shown}", values, limit)
    return found


def _read(db: Any, kind: EntityKind, where: str, values: Sequence[Any], limit: int) -> dict[bytes, str]:
    rows = db.execute(
        f'SELECT id, _title FROM "{kind.table_name}" WHERE _deleted = 0 AND {where}'
        f" ORDER BY _sort LIMIT {limit}",
        values,
    )
    return {eid: title or "" for eid, title in rows}


def _rank(title: str, asked: _Words) -> int:
    """Return 0 for just these words, 1 and 2 with the marks as typed, 3 and 4 without; whole words first."""
    plain, folded = title.casefold(), vietnamese.fold(title)
    if (plain if asked.marked else folded) == " ".join(asked.typed):
        return 0
    if all(word in plain for word in asked.typed):
        return 1 if _whole(plain, asked.typed) else 2
    return 3 if _whole(folded, asked.folded) else 4


#: The rank of what is found by its choices and links only.
_MEANT = 5


def _whole(text: str, words: Sequence[str]) -> bool:
    tokens = set(_SIGNS.split(text))
    numbers = {token.lstrip("0") for token in tokens}
    return all(part in tokens or part in numbers for word in words for part in _SIGNS.split(word))


def _by_meaning(
    db: Any, model: Model, kind: EntityKind, asked: _Words, limit: int, codes: Codes
) -> list[Found]:
    """Find records whose words and whose choices and links together say every word."""
    if kind.record is None or not kind.record.found_by:
        return []
    fields = [field for name in kind.record.found_by if (field := field_of(kind, name)) is not None]
    conditions: list[str] = []
    values: list[Any] = []
    meant = False
    for word, pattern in zip(asked.folded, asked.anywhere, strict=True):
        ways = [_HAS]
        values.append(pattern)
        for field in fields:
            meaning = _meaning(db, model, kind, field, word, pattern, codes)
            if meaning is not None:
                where, given = meaning
                # Answered from the narrow index of the field, not from the wide rows.
                ways.append(f'rowid IN (SELECT rowid FROM "{kind.table_name}" WHERE {where})')
                values += given
                meant = True
        conditions.append("(" + " OR ".join(ways) + ")")
    if not meant:
        return []
    rows = _read(db, kind, " AND ".join(conditions), values, limit)
    return [Found(_MEANT, kind.code, eid.hex(), title) for eid, title in rows.items()]


def _meaning(
    db: Any, model: Model, kind: EntityKind, field: Field, word: str, pattern: str, codes: Codes
) -> tuple[str, list[Any]] | None:
    """Return the condition under which the words of ``field`` contain ``word``; None where nothing's do."""
    meant: list[Any] = []
    if isinstance(field, Choice):
        meant += codes(field, word)
        if field.free:
            meant += _unmatched(db, kind, field, word)
    elif isinstance(field, Reference):
        for target in field.kinds:
            table = model.kinds[target].table_name
            rows = db.execute(f'SELECT id FROM "{table}" WHERE _deleted = 0 AND {_HAS}', (pattern,))
            meant += [row[0] for row in rows]
    return (f'"{field.name}" IN ({", ".join("?" * len(meant))})', meant) if meant else None


def _unmatched(db: Any, kind: EntityKind, field: Field, word: str) -> list[str]:
    """Return the texts not matched with a catalogue yet that contain ``word``; they stand together."""
    rows = db.execute(
        f'SELECT DISTINCT "{field.name}" FROM "{kind.table_name}" WHERE "{field.name}" BETWEEN ? AND ?',
        (UNMATCHED, UNMATCHED + "\U0010ffff"),
    )
    return [text for (text,) in rows if word in vietnamese.fold(text)]
