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
    for code, some in zip(kind_codes, rows, strict=True):
        if len(some) == first:
            # There are more than were read, and the best need not be among them.
            some |= _better(db, model.kinds[code], asked, limit)
        hits = [Found(_rank(title, asked), code, eid.hex(), title) for eid, title in some.items()]
        found += sorted(hits, key=lambda hit: hit.rank)[:limit]
    return found


def _better(db: Any, kind: EntityKind, asked: _Words, limit: int) -> dict[bytes, str]:
    """Return records with all words whole, and records whose titles have the marks as typed."""
    where = " AND ".join([_HAS] * len(asked.folded))
    found = _read(db, kind, where, asked.whole, limit)
    if asked.marked:
        # LIKE knows no capitals beyond ASCII, so the ways a word is written are named.
        ways = [dict.fromkeys((w, vietnamese.title_initial(w), w.upper())) for w in asked.typed]
        shown = " AND ".join("(" + " OR ".join(["instr(_title, ?) > 0"] * len(some)) + ")" for some in ways)
        values = [*asked.anywhere, *(way for some in ways for way in some)]
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
    plain = title.casefold()
    if asked.marked and all(word in plain for word in asked.typed):
        return 0
    tokens = set(_SIGNS.split(vietnamese.fold(title)))
    numbers = {token.lstrip("0") for token in tokens}
    whole = all(part in tokens or part in numbers for word in asked.folded for part in _SIGNS.split(word))
    return 1 if whole else 2


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
            for where, given in _meanings(db, model, field, word, pattern, codes):
                # Answered from the narrow index of the field, not from the wide rows.
                ways.append(f'rowid IN (SELECT rowid FROM "{kind.table_name}" WHERE {where})')
                values += given
                meant = True
        conditions.append("(" + " OR ".join(ways) + ")")
    if not meant:
        return []
    rows = _read(db, kind, " AND ".join(conditions), values, limit)
    return [Found(3, kind.code, eid.hex(), title) for eid, title in rows.items()]


def _meanings(
    db: Any, model: Model, field: Field, word: str, pattern: str, codes: Codes
) -> list[tuple[str, list[Any]]]:
    """Return conditions on ``field`` under which its words contain ``word``; none where nothing does."""
    found: list[tuple[str, list[Any]]] = []
    if isinstance(field, Choice):
        meant = list(codes(field, word))
        if meant:
            found.append((f'"{field.name}" IN ({", ".join("?" * len(meant))})', meant))
        if field.free:
            beyond = UNMATCHED + "\U0010ffff"
            where = f'"{field.name}" > ? AND "{field.name}" < ? AND fold("{field.name}") LIKE ? ESCAPE \'\\\''
            found.append((where, [UNMATCHED, beyond, pattern]))
    elif isinstance(field, Reference):
        for target in field.kinds:
            table = model.kinds[target].table_name
            rows = db.execute(f'SELECT id FROM "{table}" WHERE _deleted = 0 AND {_HAS}', (pattern,))
            ids = [row[0] for row in rows]
            if ids:
                found.append((f'"{field.name}" IN ({", ".join("?" * len(ids))})', ids))
    return found
