"""What lies here beyond what a partner confirmed, as the content of the next package for it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from hnabroad_desktop import __version__
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.exchange.content import START, Content, Receipt, StreamPart, Tips
from hnabroad_desktop.exchange.laying import lay_for
from hnabroad_desktop.exchange.sharing import Entitlement, kinds_of, tree
from hnabroad_desktop.records import KINDS, SCOPES
from hnabroad_desktop.store import books
from hnabroad_desktop.store.books import MERGED, PackageOut
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.lines import SHIPPED
from hnabroad_desktop.store.parts import Held, Lines, hash_at, held, numbered_kinds

_DIGEST = re.compile(rb'"([0-9a-f]{64})"')

#: How far somebody has come: (replica, scope) -> (lines, hash).
Known = Mapping[tuple[str, str], tuple[int, bytes]]


def outgoing(
    file: DataFile,
    receivers: Collection[str],
    parcels: Collection[str] = (),
    *,
    everything: bool = False,
    attachments: bool = True,
) -> Content:
    """Return what ``receivers`` (ids of units) are entitled to and some file of theirs has not confirmed yet.

    ``parcels`` names some of ``sharing.PARCELS``, all without. With ``everything`` nothing is
    taken as confirmed. What has to be said in other scopes first is written. Raises AppError.
    """
    if not file.unit_id:
        raise AppError(
            _("This file does not know which unit keeps it. Nothing was packed. Name the unit first.")
        )
    day = file.today()
    units = tree(file, day)
    unknown = [unit for unit in receivers if unit not in units.bodies]
    if unknown or not receivers:
        raise AppError(_("Name a unit of the list to pack for. Nothing was packed."))
    entitled = Entitlement(units, SCOPES)
    concerns = {
        receiver: entitled.scopes_for(receiver, _kinds(file, receiver, parcels)) for receiver in receivers
    }
    if not parcels or "decisions" in parcels:
        lay_for(file, receivers, units)
    note_own(file, units.level(file.unit_id))
    told = {
        receiver: entitled.scopes_for(receiver, kinds_of(()))
        | entitled.scopes_for(file.unit_id, kinds_of(()))
        for receiver in receivers
    }
    return compose(file, concerns, told, everything=everything, attachments=attachments)


def _kinds(file: DataFile, receiver: str, parcels: Collection[str]) -> frozenset[str]:
    if receiver == file.unit_id and not parcels:
        return frozenset(code for code, kind in KINDS.items() if kind.shared)
    return kinds_of(parcels)


def note_own(file: DataFile, level: int) -> None:
    """Note whose copy this file is, so that its lines say so wherever they go."""
    with file.raw() as db:
        known = file.replica in books.authors(db)
    if not known:
        with file.local() as db:
            books.note_author(db, file.replica, file.unit_id, level)


def compose(
    file: DataFile,
    concerns: Mapping[str, Collection[str]],
    told: Mapping[str, Collection[str]],
    *,
    everything: bool = False,
    attachments: bool = True,
) -> Content:
    """Return a package of the scopes all receivers may have: ``concerns`` says which for each.

    ``told`` names the scopes of which each receiver is told how far this file has come.
    """
    receivers = tuple(concerns)
    scopes = frozenset.intersection(*(frozenset(found) for found in concerns.values()))
    parts: list[StreamPart] = []
    counts: Counter[str] = Counter()
    with file.raw() as db:
        here = held(db)
        known = [{}] if everything else [tips for each in receivers for tips in _told(db, each)]
        for stream in here.values():
            if stream.scope not in scopes or stream.replica == SHIPPED:
                continue
            base = min(_confirmed(db, stream, tips) for tips in known)
            if base < stream.n:
                parts.append(_part(file, db, stream, base))
                counts.update(numbered_kinds(db, stream.sid, base, stream.n))
        receipts = tuple(_receipt(db, receiver, here, told[receiver]) for receiver in receivers)
        number = 1 + max((p.number for r in receivers for p in books.packages_out(db, r)), default=0)
    counts["_lines"] = sum(part.count for part in parts)
    return Content(
        package_id=new_id(),
        sender_unit=file.unit_id,
        sender=file.replica,
        receivers=receivers,
        number=number,
        streams=tuple(parts),
        receipts=receipts,
        blobs=_blobs(file, parts) if attachments else MappingProxyType({}),
        counts=MappingProxyType(dict(counts)),
        program=__version__,
        packed_at=books.now(),
    )


def _told(db: Any, receiver: str) -> list[Known]:
    """Return how far each file of a partner has come: any of them has to find its beginning."""
    files = books.files_of(db, receiver)
    return [books.tips_of(db, receiver, each.sender) for each in files] or [{}]


def _confirmed(db: Any, stream: Held, tips: Known) -> int:
    """Return how many lines of a stream a partner has, as it said last; of another past it has none."""
    n, hash_ = tips.get((stream.replica, stream.scope), (0, START))
    if n > stream.kept:
        return stream.n
    return min(n, stream.n) if hash_at(db, stream.sid, n) == hash_ else 0


def _part(file: DataFile, db: Any, stream: Held, base: int) -> StreamPart:
    return StreamPart(
        replica=stream.replica,
        scope=stream.scope,
        base=base,
        tip=stream.n,
        base_hash=hash_at(db, stream.sid, base),
        tip_hash=stream.tip,
        lines=Lines(file, stream.sid, base, stream.n),
        author=stream.unit,
        level=stream.level,
    )


def _receipt(
    db: Any, receiver: str, here: Mapping[tuple[str, str], Held], scopes: Collection[str]
) -> Receipt:
    came = [p for p in books.packages_in(db, receiver) if p.state == MERGED]
    tips: Tips = {
        names: (stream.n, stream.tip)
        for names, stream in here.items()
        if stream.scope in scopes and stream.n and stream.replica != SHIPPED
    }
    last = came[-1] if came else None
    return Receipt(
        package_id=last.id if last else "", number=last.number if last else 0, tips=tips, unit=receiver
    )


def _blobs(file: DataFile, parts: Iterable[StreamPart]) -> Mapping[str, Callable[[], bytes]]:
    """Return the attachments the lines name, as far as they are here."""
    digests = {d.decode() for part in parts for line in part.lines for d in _DIGEST.findall(line)}
    with file.raw() as db:
        here = {
            digest
            for digest in digests
            if db.execute("SELECT 1 FROM blob WHERE sha256 = ?", (digest,)).fetchone()
        }
    return MappingProxyType({digest: partial(_content, file, digest) for digest in sorted(here)})


def _content(file: DataFile, digest: str) -> bytes:
    data = file.blob(digest)
    assert data is not None
    assert hashlib.sha256(data).hexdigest() == digest
    return data


def note_sent(
    file: DataFile,
    content: Content,
    file_name: str,
    *,
    sha256: str = "",
    size: int = 0,
    scopes: Collection[str] = (),
) -> None:
    """Enter a package that was written and checked; undo goes back no further (design 7.7)."""
    with file.local() as db:
        books.enter_out(
            db,
            PackageOut(
                n=0,
                id=content.package_id,
                receivers=content.receivers,
                number=content.number,
                at=content.packed_at,
                user=file.user,
                streams=tuple((p.replica, p.scope, p.base, p.tip) for p in content.streams),
                counts=content.counts,
                file_name=file_name,
                sha256=sha256,
                size=size,
                scopes=tuple(scopes),
            ),
        )
        books.note_sent(db)
