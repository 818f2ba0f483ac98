"""What the practice data is grown from: one seed, ids that repeat, and records on their way in."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.paths import RESOURCES
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, Row

#: The day the practice data lives in, for ever (wording.md 12.10).
TODAY = date(2026, 11, 25)

_SEED = "hnabroad practice data"
_FIRST_MOMENT = 1_767_225_600_000  # milliseconds: 1 January 2026, the times inside the ids


@cache
def resource(name: str) -> Any:
    """Return the content of a file of resources/sample."""
    return json.loads((RESOURCES / "sample" / f"{name}.json").read_text(encoding="utf-8"))


def dice(*key: object) -> random.Random:
    """Return the dice of one thing: alike in every run, and apart from those of all other things."""
    return random.Random("/".join((_SEED, *map(str, key))))


def weighted(rng: random.Random, weights: Mapping[str, int]) -> str:
    """Return one of the words, by its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


class Seed:
    """Makes records with ids that are the same in every run, in the order they are asked for."""

    def __init__(self) -> None:
        self._made = 0

    def new_id(self) -> str:
        """Return the next id, a UUIDv7 whose chance part comes from the seed."""
        self._made += 1
        chance = int.from_bytes(hashlib.sha256(f"{_SEED}:{self._made}".encode()).digest()[:10], "big")
        value = (_FIRST_MOMENT + self._made) << 80 | 0x7 << 76 | (chance >> 62 & 0xFFF) << 64
        return f"{value | 0b10 << 62 | chance & (1 << 62) - 1:032x}"

    def row(self, **values: Stored) -> Row:
        """Return a row of a table; what is None is left out."""
        return Row(_said(values), self.new_id())

    def rows(self, lines: Iterable[Mapping[str, Stored]]) -> tuple[Row, ...]:
        """Return the rows of a table."""
        return tuple(self.row(**line) for line in lines)

    def record(
        self,
        kind: str,
        values: Mapping[str, Stored],
        tables: Mapping[str, Sequence[Mapping[str, Stored]]] | None = None,
        *,
        record_id: str = "",
    ) -> Record:
        """Return a record put in order as a save would do it, with the ids of everything in it."""
        record_id = record_id or self.new_id()
        rows = {name: self.rows(lines) for name, lines in (tables or {}).items() if lines}
        record = KINDS[kind].settle(None, Record(kind, _said(values), MappingProxyType(rows), record_id))
        named = {
            name: tuple(row if row.id else Row(row.values, self.new_id()) for row in lines)
            for name, lines in record.rows.items()
        }
        return Record(kind, _said(record.values), MappingProxyType(named), record_id)


def _said(values: Mapping[str, Stored]) -> Mapping[str, Stored]:
    return MappingProxyType({name: value for name, value in values.items() if value is not None})
