"""What was printed last of a paper, kept with the file, so that only changed pages need printing again."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

import orjson

from hnabroad_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class Printed:
    """One print: when, a mark of what stood on each page, and the words of the paper."""

    when: str
    pages: tuple[str, ...]
    text: str


def remember(file: DataFile, decision_id: str, what: str, pages: tuple[str, ...], text: str) -> Printed:
    """Keep what was printed; ``pages`` are marks that differ when pages do. A file to view keeps nothing."""
    made = Printed(dt.datetime.now().isoformat(timespec="seconds"), pages, text)
    if decision_id and not file.read_only:
        file.set_setting(_name(decision_id, what), orjson.dumps(asdict(made)).decode())
    return made


def last(file: DataFile, decision_id: str, what: str) -> Printed | None:
    """Return the last print of a paper, None if it was never printed from this file."""
    kept = file.setting(_name(decision_id, what)) if decision_id else None
    if kept is None:
        return None
    found = orjson.loads(kept)
    return Printed(found["when"], tuple(found["pages"]), found["text"])


def _name(decision_id: str, what: str) -> str:
    return f"printed.{decision_id}.{what}"
