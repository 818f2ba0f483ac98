"""The data an issued paper was made from, kept with it as text that needs no program to be read."""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

import orjson

from hnabroad_desktop.actions.templates import Made
from hnabroad_desktop.documents import facts
from hnabroad_desktop.documents.facts import DecisionFacts

FORMAT = 1


def freeze(made: Made) -> bytes:
    """Return everything a decision was made from as JSON."""
    body = {
        "format": FORMAT,
        "facts": dataclasses.asdict(made.facts),
        "layout": dict(made.layout),
        "words": dict(made.words),
    }
    return orjson.dumps(body, option=orjson.OPT_INDENT_2)


def thaw(raw: bytes) -> Made:
    """Return what ``freeze`` was given. Raises ValueError for an unknown format."""
    body = orjson.loads(raw)
    if body.get("format") != FORMAT:
        raise ValueError(f"format {body.get('format')}")
    return Made(_build(DecisionFacts, body["facts"]), body["layout"], body["words"])


def _build(kind: Any, plain: Any) -> Any:
    """Return ``plain`` as the annotated type: dataclasses, tuples and optional values of them."""
    if plain is None:
        return None
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _build(next(k for k in typing.get_args(kind) if k is not type(None)), plain)
    if origin is tuple:
        inner = typing.get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_build(inner[0], item) for item in plain)
        return tuple(_build(k, item) for k, item in zip(inner, plain, strict=True))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind, vars(facts))
        return kind(**{name: _build(hints[name], value) for name, value in plain.items() if name in hints})
    return plain
