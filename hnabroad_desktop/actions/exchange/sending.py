"""Pack what partners have not confirmed yet, and keep the books of what was sent and what came."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.exchange import outgoing as engine
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.fingerprints import code_of
from hnabroad_desktop.exchange.sharing import PARCELS
from hnabroad_desktop.store import books
from hnabroad_desktop.store.books import MERGED
from hnabroad_desktop.store.datafile import DataFile

#: What can be chosen to send: name -> words in English.
SCOPES: Mapping[str, str] = {name: words for name, (words, _kinds) in PARCELS.items()}


@dataclass(frozen=True)
class Package:
    """A package in the books. ``units`` are the receivers of one sent, the sender of one received.

    ``scopes`` is what was chosen to be sent, empty for all; ``size`` is known of one sent.
    """

    id: str
    number: int
    direction: str
    units: tuple[str, ...]
    names: tuple[str, ...]
    at: str
    user: str
    state: str
    counts: Mapping[str, int]
    file: str = ""
    sha256: str = ""
    size: int = 0
    scopes: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The 8 characters sender and receiver compare by telephone, "" where they are not known."""
        return code_of(self.sha256) if self.sha256 else ""


@dataclass(frozen=True)
class PartnerState:
    """How far an exchange with a unit has come.

    sent         number of the last package for it, 0 for none
    confirmed    number of our last package it said it took in, some file of it if it has several
    received     number of its last package taken in here
    last_heard   when its last package was taken in (ISO)
    files        the number each of its files confirmed, the one that spoke last at the end
    """

    unit: str
    name: str
    sent: int
    confirmed: int
    received: int
    last_heard: str
    files: tuple[int, ...] = ()


def outgoing(
    file: DataFile,
    receivers: Collection[str],
    scopes: Collection[str] = (),
    *,
    everything: bool = False,
    attachments: bool = True,
) -> Content:
    """Return what to pack for ``receivers`` (ids of units). Raises AppError for an unknown scope or unit."""
    for scope in scopes:
        if scope not in PARCELS:
            raise AppError(
                _("“{scope}” is not something to send. Nothing was packed. Choose from: {all}.").format(
                    scope=scope, all=", ".join(PARCELS)
                )
            )
    return engine.outgoing(file, receivers, scopes, everything=everything, attachments=attachments)


def sent(
    file: DataFile,
    content: Content,
    file_name: str,
    *,
    sha256: str = "",
    size: int = 0,
    scopes: Collection[str] = (),
) -> None:
    """Enter a package that was written and proved; undo goes back no further."""
    engine.note_sent(file, content, file_name, sha256=sha256, size=size, scopes=scopes)


def packages(file: DataFile, unit: str = "") -> list[Package]:
    """Return the packages sent and received, with one unit or with all, the latest last."""
    with file.raw() as db:
        came, went = books.packages_in(db, unit), books.packages_out(db, unit)
    units = list({u for p in came for u in (p.unit,)} | {u for p in went for u in p.receivers})
    names = file.titles([u for u in units if u])
    found = [
        Package(
            p.id,
            p.number,
            "in",
            (p.unit,),
            (names.get(p.unit, p.unit),),
            p.at,
            p.user,
            p.state,
            p.counts,
            sha256=p.sha256,
        )
        for p in came
    ] + [
        Package(
            p.id,
            p.number,
            "out",
            p.receivers,
            tuple(names.get(u, u) for u in p.receivers),
            p.at,
            p.user,
            "sent",
            p.counts,
            p.file_name,
            p.sha256,
            p.size,
            p.scopes,
        )
        for p in went
    ]
    return sorted(found, key=lambda p: (p.at, p.direction, p.number))


def partners(file: DataFile) -> list[PartnerState]:
    """Return every unit something was sent to or came from, and how far each has come."""
    with file.raw() as db:
        came, went = books.packages_in(db), books.packages_out(db)
        units = sorted(
            {p.unit for p in came}
            | {u for p in went for u in p.receivers}
            | {peer.unit for peer in books.peers(db)}
        )
        known = {unit: books.files_of(db, unit) for unit in units}
    names = file.titles(units)
    found = []
    for unit in units:
        ours = {p.id: p.number for p in went if unit in p.receivers}
        confirmed = [ours.get(each.confirmed, 0) for each in known[unit]]
        found.append(
            PartnerState(
                unit,
                names.get(unit, unit),
                max(ours.values(), default=0),
                max(confirmed, default=0),
                max((p.number for p in came if p.unit == unit and p.state == MERGED), default=0),
                known[unit][-1].at if confirmed else "",
                tuple(confirmed),
            )
        )
    return found
