"""Contents of attachments: the same bytes once, by their SHA-256, and none that nothing names.

A content attached in a form is held from then on, so that neither the draft nor
a power cut loses it; the mark that it is only held lies among the drafts, where
the first line that names the content takes it away.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

#: Stands for the kind of record in the marks; no record type is called so.
_HELD = "blob"


def keep(db: Any, data: bytes) -> str:
    """Keep a content for good and return its SHA-256."""
    sha256 = hashlib.sha256(data).hexdigest()
    db.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", (sha256, len(data), data))
    name(db, sha256)
    return sha256


def hold(db: Any, data: bytes) -> str:
    """Keep a content until a record names it and return its SHA-256; one that is kept for good stays so."""
    sha256 = hashlib.sha256(data).hexdigest()
    fresh = db.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", (sha256, len(data), data)).rowcount
    if fresh:
        now = dt.datetime.now().isoformat(timespec="seconds")
        db.execute("INSERT INTO draft VALUES (?, ?, ?, NULL)", (_HELD, sha256, now))
    return sha256


def name(db: Any, sha256: str) -> None:
    """Note that a record names a content: it is kept for good, since the journal forgets nothing."""
    db.execute("DELETE FROM draft WHERE kind = ? AND id = ?", (_HELD, sha256))


def any_held(db: Any) -> bool:
    """Tell whether a content is only held."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM draft WHERE kind = ?)", (_HELD,)).fetchone()[0])


def drop_unnamed(db: Any) -> int:
    """Drop every content that is only held and stands in no draft of a form; return how many."""
    unnamed = db.execute(
        "SELECT id FROM draft AS held WHERE kind = ? AND NOT EXISTS ("
        " SELECT 1 FROM draft WHERE kind <> ? AND instr(CAST(body AS TEXT), held.id))",
        (_HELD, _HELD),
    ).fetchall()
    db.executemany("DELETE FROM blob WHERE sha256 = ?", unnamed)
    db.executemany("DELETE FROM draft WHERE kind = ? AND id = ?", [(_HELD, sha256) for (sha256,) in unnamed])
    return len(unnamed)
