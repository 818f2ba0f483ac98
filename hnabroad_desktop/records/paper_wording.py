"""The templates of printed papers as they ship, each whole: what one takes from another is filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from hnabroad_desktop.base.paths import RESOURCES


@cache
def templates() -> tuple[Mapping[str, Any], ...]:
    """Return every template of ``resources/documents/wording.json``, in the order of the file.

    Of one that is ``like`` another, ``own`` names the lines it does not share
    with that other: those alone are kept apart among the wordings of the unit.
    """
    raw = json.loads((RESOURCES / "documents" / "wording.json").read_text("utf-8"))
    made: dict[str, dict[str, Any]] = {}
    for entry in raw["templates"]:
        made[entry["id"]] = _whole(entry, made[entry["like"]], raw["groups"]) if "like" in entry else entry
    return tuple(made.values())


def _whole(
    entry: dict[str, Any], like: dict[str, Any], groups: Mapping[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    known = {line["id"]: line for line in like["articles"]}
    lines: list[dict[str, Any]] = []
    own = {name for name in entry if isinstance(entry[name], str)}
    for name in entry["articles"]:
        lines += groups[name] if name in groups else [known[name]]
        own |= {line["id"] for line in groups.get(name, ())}
    return {**like, **entry, "articles": lines, "own": own}
