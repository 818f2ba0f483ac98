"""The machine's register: under which identity this installation writes which file.

Two machines, or a file and its copy, must never write under one identity:
their lines would carry the same numbers. So a copy, a restored or older
state, and an unknown machine each get a new one (design, section 7, 10).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.store import atomic, local

_FORMAT = 1


def replica_for(file_id: str, path: Path, tips: Mapping[str, int], token: str = "") -> tuple[str, bool]:
    """Return the identity to write ``path`` under, and whether it is new.

    ``tips`` says for each replica in the file how many lines it has; ``token`` is any text kept in the
    file and given to ``remember``, so that an older state with the same count is seen too. The identity
    is kept while file, place and token are the known ones and no line is missing; any lower tip gives
    a new one.
    """
    place = _place(path)
    with _register() as entries:
        for replica, entry in entries.items():
            if (entry["file_id"], entry["path"], entry["token"]) != (file_id, place, token):
                continue
            if tips.get(replica, 0) >= entry["tip"]:
                return replica, False
        _drop(entries, place)
        replica = new_id()
        entries[replica] = {
            "file_id": file_id,
            "path": place,
            "tip": tips.get(replica, 0),
            "token": token,
        }
    return replica, True


def remember(replica: str, tip: int, token: str = "") -> None:
    """Note how many lines ``replica`` has by now; at closing, after a backup, before sending.

    An unknown replica is not added: it was dropped by ``forget`` and must not come back.
    """
    with _register() as entries:
        if replica in entries:
            entries[replica].update(tip=tip, token=token)


def forget(path: Path) -> None:
    """Make the next opening of ``path`` write under a new identity, as after a restore."""
    with _register() as entries:
        _drop(entries, _place(path))


@contextmanager
def _register() -> Iterator[dict[str, dict[str, Any]]]:
    file = local.home() / "machine.json"
    with FileLock(file.with_name("machine.json.lock")):
        entries = _read(file)
        before = json.dumps(entries)
        yield entries
        if json.dumps(entries) != before:
            body = {"format": _FORMAT, "replicas": entries}
            atomic.write_bytes(file, json.dumps(body, ensure_ascii=False, indent=1).encode())


def _read(file: Path) -> dict[str, dict[str, Any]]:
    # A register that is lost or unreadable costs new identities and nothing else.
    try:
        body = json.loads(file.read_bytes())
        return {
            str(replica): {
                "file_id": str(entry["file_id"]),
                "path": str(entry["path"]),
                "tip": int(entry["tip"]),
                "token": str(entry["token"]),
            }
            for replica, entry in body["replicas"].items()
        }
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _drop(entries: dict[str, dict[str, Any]], place: str) -> None:
    for replica in [r for r, entry in entries.items() if entry["path"] == place]:
        del entries[replica]


def _place(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
