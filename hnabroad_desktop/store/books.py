"""The books of the exchange: packages sent and taken in, how far partners have come, proposals that wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.versions import groups_today, values_today

#: States of a package taken in.
MERGED, WITHDRAWN, QUARANTINED = "merged", "withdrawn", "quarantined"

Tips = Mapping[tuple[str, str], tuple[int, bytes]]


@dataclass(frozen=True)
class PackageIn:
    """A package that came in: what became of it, the step of this file that settled things in it.

    ``streams`` names (replica, scope, lines held before, lines held after); ``sha256`` is of the file it
    came in, "" where that is not known.
    """

    n: int
    id: str
    unit: str
    sender: str
    number: int
    at: str
    user: str
    state: str
    step: str
    streams: tuple[tuple[str, str, int, int], ...]
    counts: Mapping[str, int]
    sha256: str = ""


@dataclass(frozen=True)
class PackageOut:
    """A package that was sent: to whom, and what it brought of each stream (replica, scope, base, tip).

    ``sha256`` and ``size`` are of its file; ``scopes`` what was chosen to be sent, empty for all.
    """

    n: int
    id: str
    receivers: tuple[str, ...]
    number: int
    at: str
    user: str
    streams: tuple[tuple[str, str, int, int], ...]
    counts: Mapping[str, int]
    file_name: str
    sha256: str = ""
    size: int = 0
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Peer:
    """A partner: its copy that sent last, the number of that package, our package it confirmed last."""

    unit: str
    sender: str
    number: int
    confirmed: str
    at: str


def now() -> str:
    """Return the time as the books keep it; shown to people, compared with nothing."""
    return dt.datetime.now().isoformat(timespec="milliseconds")


def note_author(db: Any, replica: str, unit: str, level: int) -> None:
    """Note whose copy a replica is, when it is heard of for the first time."""
    db.execute("INSERT OR IGNORE INTO author VALUES (?, ?, ?)", (bytes.fromhex(replica), unit, level))


def authors(db: Any) -> dict[str, tuple[str, int]]:
    """Return replica -> (unit, standing)."""
    rows = db.execute("SELECT replica, unit, level FROM author").fetchall()
    return {replica.hex(): (unit, level) for replica, unit, level in rows}


def peer(db: Any, unit: str) -> Peer | None:
    """Return what is known of a partner, None if nothing ever came from it."""
    row = db.execute("SELECT * FROM peer WHERE unit = ?", (unit,)).fetchone()
    return Peer(*row) if row else None


def peers(db: Any) -> list[Peer]:
    """Return every partner something came from."""
    return [Peer(*row) for row in db.execute("SELECT * FROM peer ORDER BY unit").fetchall()]


def tips_of(db: Any, unit: str) -> dict[tuple[str, str], tuple[int, bytes]]:
    """Return how far a partner had come in each stream when it last said so."""
    rows = db.execute("SELECT replica, scope, n, hash FROM peer_tip WHERE unit = ?", (unit,)).fetchall()
    return {(replica.hex(), scope.hex()): (int(n), bytes(h)) for replica, scope, n, h in rows}


def note_peer(db: Any, unit: str, sender: str, number: int, confirmed: str, tips: Tips) -> None:
    """Note how far a partner has come, as its package ``number`` says; an earlier package changes nothing.

    Its word replaces all it said before: after a restored backup it may hold less.
    """
    known = peer(db, unit)
    if known is not None and known.sender == sender and known.number > number:
        return
    confirmed = confirmed or (known.confirmed if known is not None else "")
    db.execute("INSERT OR REPLACE INTO peer VALUES (?, ?, ?, ?, ?)", (unit, sender, number, confirmed, now()))
    db.execute("DELETE FROM peer_tip WHERE unit = ?", (unit,))
    db.executemany(
        "INSERT INTO peer_tip VALUES (?, ?, ?, ?, ?)",
        [
            (unit, bytes.fromhex(replica), bytes.fromhex(scope), n, hash_)
            for (replica, scope), (n, hash_) in tips.items()
        ],
    )


def enter_in(db: Any, package: PackageIn) -> None:
    """Enter a package that came in; one that came before is entered anew."""
    body = orjson.dumps(
        {"streams": package.streams, "counts": dict(package.counts), "sha256": package.sha256}
    )
    db.execute("DELETE FROM package_in WHERE id = ?", (package.id,))
    db.execute(
        "INSERT INTO package_in (id, unit, sender, number, at, user, state, step, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            package.id,
            package.unit,
            package.sender,
            package.number,
            package.at,
            package.user,
            package.state,
            package.step,
            body,
        ),
    )


def hold_back(db: Any, package_id: str, unit: str, sender: str, number: int, user: str) -> None:
    """Enter a package that was not taken in because it tells another past."""
    enter_in(db, PackageIn(0, package_id, unit, sender, number, now(), user, QUARANTINED, "", (), {}))


def set_state(db: Any, package_id: str, state: str) -> None:
    """Note what became of a package that came in."""
    db.execute("UPDATE package_in SET state = ? WHERE id = ?", (state, package_id))


def packages_in(db: Any, unit: str = "") -> list[PackageIn]:
    """Return the packages that came in, of one unit or of all, in the order they came."""
    where, given = ("WHERE unit = ?", (unit,)) if unit else ("", ())
    return [
        _package_in(row)
        for row in db.execute(f"SELECT * FROM package_in {where} ORDER BY n", given).fetchall()
    ]


def package_in(db: Any, package_id: str) -> PackageIn | None:
    """Return one package that came in, or None."""
    row = db.execute("SELECT * FROM package_in WHERE id = ?", (package_id,)).fetchone()
    return _package_in(row) if row else None


def _package_in(row: Any) -> PackageIn:
    n, package_id, unit, sender, number, at, user, state, step, raw = row
    body = orjson.loads(raw)
    streams = tuple((replica, scope, start, end) for replica, scope, start, end in body["streams"])
    counts, sha256 = body["counts"], body.get("sha256", "")
    return PackageIn(n, package_id, unit, sender, number, at, user, state, step, streams, counts, sha256)


def enter_out(db: Any, package: PackageOut) -> None:
    """Enter a package that was sent."""
    body = orjson.dumps(
        {
            "receivers": package.receivers,
            "streams": package.streams,
            "counts": dict(package.counts),
            "file": package.file_name,
            "sha256": package.sha256,
            "size": package.size,
            "scopes": package.scopes,
        }
    )
    db.execute(
        "INSERT OR REPLACE INTO package_out (id, number, at, user, body) VALUES (?, ?, ?, ?, ?)",
        (package.id, package.number, package.at, package.user, body),
    )


def packages_out(db: Any, unit: str = "") -> list[PackageOut]:
    """Return the packages that were sent, to one unit or to all, in their order."""
    found = []
    for n, package_id, number, at, user, raw in db.execute("SELECT * FROM package_out ORDER BY n").fetchall():
        body = orjson.loads(raw)
        if unit and unit not in body["receivers"]:
            continue
        streams = tuple((r, s, a, b) for r, s, a, b in body["streams"])
        found.append(
            PackageOut(
                n=n,
                id=package_id,
                receivers=tuple(body["receivers"]),
                number=number,
                at=at,
                user=user,
                streams=streams,
                counts=body["counts"],
                file_name=body["file"],
                sha256=body.get("sha256", ""),
                size=body.get("size", 0),
                scopes=tuple(body.get("scopes", ())),
            )
        )
    return found


def note_sent(db: Any) -> None:
    """Let undo go back no further than to here."""
    last = db.execute("SELECT coalesce(max(n), 0) FROM change").fetchone()[0]
    db.execute("INSERT OR REPLACE INTO meta VALUES ('sent', ?)", (str(last),))


def keep_proposals(db: Any, package_id: str, found: Iterable[tuple[bytes, str, Mapping[str, Any]]]) -> None:
    """Keep proposals (entity, group, what is proposed) until somebody settles them."""
    db.executemany(
        "INSERT OR REPLACE INTO proposal VALUES (?, ?, ?, ?)",
        [(eid, group, package_id, orjson.dumps(body)) for eid, group, body in found],
    )


def proposals(db: Any) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return (entity, group, package, what is proposed) of every proposal that waits."""
    rows = db.execute("SELECT eid, grp, package, body FROM proposal ORDER BY eid, grp").fetchall()
    return [(eid.hex(), group, package, orjson.loads(body)) for eid, group, package, body in rows]


def renew_proposals(db: Any, model: Model) -> None:
    """Bring proposals that wait into the names and codes of today, where an earlier version kept them."""
    for entity, group, package, body in proposals(db):
        kind, schema = model.kinds.get(body["kind"]), body.get("schema", 1)
        if kind is None or schema >= kind.schema or group.startswith("_"):
            continue
        names = body.get("names") or kind.members(group)
        given = body["value"] if len(names) > 1 else {names[0]: body["value"]}
        told = values_today(kind, schema, given)
        renewed = []
        for today in groups_today(kind, schema, group):
            members = kind.members(today)
            value = {n: told.get(n) for n in members} if len(members) > 1 else told.get(members[0])
            said = {**body, "schema": kind.schema, "names": members, "value": value}
            renewed.append((bytes.fromhex(entity), today, said))
        drop_proposals(db, places=[(bytes.fromhex(entity), group)])
        keep_proposals(db, package, renewed)


def drop_proposals(db: Any, *, package_id: str = "", places: Iterable[tuple[bytes, str]] = ()) -> None:
    """Forget proposals: all of a package that was taken back, or some that were settled."""
    if package_id:
        db.execute("DELETE FROM proposal WHERE package = ?", (package_id,))
    db.executemany("DELETE FROM proposal WHERE eid = ? AND grp = ?", list(places))
