"""A line of the journal: one appended change to one entity, as the exact bytes that are hashed.

A *dot* (replica, scope, seq) names a line for ever. Every assignment names
the dots it supersedes, so the current value of a field group is whatever no
later line names as its parent: no clock takes part (design 7.1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson

from hnabroad_desktop.base.fields import Stored

FORMAT = 1

#: Group of the tombstone, and of the unit an entity belongs to.
DELETED = "_deleted"
SCOPE = "_scope"

#: The scope of everything that belongs to the whole file rather than to one unit.
COMMON = "0" * 32


class Dot(NamedTuple):
    """The name of a line: who wrote it, in whose scope, and its place there (from 1)."""

    replica: str
    scope: str
    seq: int


Assigned = Mapping[str, Stored | Mapping[str, Any]]

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Line(NamedTuple):
    """What one line says.

    values    the fields assigned, whole groups at a time
    parents   group -> dots it supersedes; a group without an entry supersedes nothing
    through   group -> dots superseded before it, behind parents of other scopes: whoever does not
              receive those scopes learns of them here
    several   group -> several values at once, after an undone settlement
    owner     the entity a row belongs to, on its first line
    seen      on a deletion: the last line the deleter knew of each stream that touched the record
    undoes    the transaction this line takes back
    restores  group -> dots whose value is given again
    first     the line creates its entity: every group not named is nothing
    needs     name -> version of the record type that first reads it so; on a newer line as it is
              read (``versions.read``), only the groups that are held back here
    """

    dot: Dot
    at: int
    user: str
    verb: str
    transaction: str
    kind: str
    entity: str
    values: Assigned
    schema: int = 1
    parents: Mapping[str, tuple[Dot, ...]] = _NOTHING
    through: Mapping[str, tuple[Dot, ...]] = _NOTHING
    several: Mapping[str, tuple[Assigned, ...]] = _NOTHING
    owner: str = ""
    subject: str = ""
    barrier: bool = False
    seen: tuple[Dot, ...] | None = None
    undoes: str = ""
    restores: Mapping[str, tuple[Dot, ...]] = _NOTHING
    first: bool = False
    needs: Mapping[str, int] = _NOTHING

    def encode(self) -> bytes:
        """Return the bytes that are stored, hashed and exchanged."""
        body: dict[str, Any] = {
            "v": FORMAT,
            "r": self.dot.replica,
            "s": self.dot.scope,
            "n": self.dot.seq,
            "h": self.at,
            "u": self.user,
            "b": self.verb,
            "t": self.transaction,
            "k": self.kind,
            "e": self.entity,
            "y": self.schema,
            "f": self.values,
        }
        if self.first:
            body["c"] = 1
        if self.owner:
            body["o"] = self.owner
        if self.parents:
            body["p"] = self._short(self.parents)
        if self.through:
            body["pp"] = self._short(self.through)
        if self.several:
            body["m"] = self.several
        if self.subject:
            body["w"] = self.subject
        if self.barrier:
            body["x"] = 1
        if self.seen is not None:
            body["q"] = [list(dot) for dot in self.seen]
        if self.undoes:
            body["un"] = self.undoes
        if self.restores:
            body["re"] = self._short(self.restores)
        if self.needs:
            body["yy"] = self.needs
        return orjson.dumps(body)

    def replaces(self, group: str) -> tuple[Dot, ...]:
        """Return every version of ``group`` this line is known to stand above."""
        return (*self.parents.get(group, ()), *self.through.get(group, ()))

    def _short(self, dots: Mapping[str, tuple[Dot, ...]]) -> dict[str, list[Any]]:
        # A dot of the line's own stream is written as its bare number: most are.
        replica, scope, _seq = self.dot
        found: dict[str, list[Any]] = {}
        met: tuple[Dot, ...] | None = None
        short: list[Any] = []
        for group, named in dots.items():
            # Groups changed together have one and the same parents.
            if named is not met:
                met = named
                short = [d.seq if d.replica == replica and d.scope == scope else list(d) for d in named]
            found[group] = short
        return found


def decode(raw: bytes) -> Line:
    """Return the line written in ``raw``. Raises ValueError when it is not one."""
    try:
        body = orjson.loads(raw)
        dot = Dot(body["r"], body["s"], body["n"])
        return Line(
            dot=dot,
            at=body["h"],
            user=body["u"],
            verb=body["b"],
            transaction=body["t"],
            kind=body["k"],
            entity=body["e"],
            schema=body["y"],
            values=body["f"],
            first="c" in body,
            owner=body.get("o", ""),
            parents=_long(body.get("p"), dot),
            through=_long(body.get("pp"), dot),
            several={group: tuple(values) for group, values in body["m"].items()}
            if "m" in body
            else _NOTHING,
            subject=body.get("w", ""),
            barrier="x" in body,
            seen=tuple(Dot(*known) for known in body["q"]) if "q" in body else None,
            undoes=body.get("un", ""),
            restores=_long(body.get("re"), dot),
            needs=body.get("yy", _NOTHING),
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a line of the journal") from error


def _long(named: Mapping[str, list[Any]] | None, own: Dot) -> Mapping[str, tuple[Dot, ...]]:
    if not named:
        return _NOTHING
    return {
        group: tuple(Dot(own.replica, own.scope, d) if isinstance(d, int) else Dot(*d) for d in dots)
        for group, dots in named.items()
    }


def chain(previous: bytes, raw: bytes) -> bytes:
    """Return the hash of a line that follows the line with hash ``previous`` in its stream."""
    return hashlib.sha256(previous + raw).digest()
