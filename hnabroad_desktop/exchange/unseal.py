"""Reads a package: copied from its drive, opened, proved to come from a trusted unit, and for this one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import partial
from itertools import accumulate, chain
from pathlib import Path
from typing import IO

import pyrage

from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.exchange import sections
from hnabroad_desktop.exchange.cards import Revocation
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.errors import (
    CutOff,
    Damaged,
    DriveGone,
    NotAPackage,
    NotForUs,
    PackageProblem,
)
from hnabroad_desktop.exchange.fingerprints import code_of
from hnabroad_desktop.exchange.intake import Intake
from hnabroad_desktop.exchange.keys import Keys
from hnabroad_desktop.exchange.manifest import BLOB, LINES
from hnabroad_desktop.exchange.partners import Partners
from hnabroad_desktop.exchange.scratch import Scratch
from hnabroad_desktop.store import drives
from hnabroad_desktop.store.explain import explain

#: What every file in the age format begins with.
AGE = b"age-encryption.org/v1\n"

#: The age format seals 64 KiB at a time and adds 16 bytes to each; before the first stands a nonce.
_CHUNK, _TAG, _NONCE = 64 * 1024, 16, 16
_LARGEST_HEAD = 64 * 1024
_PIECE = 1024 * 1024
_SIGNATURE = 64


@dataclass(frozen=True, kw_only=True)
class Package(Content):
    """A package that was read and proved; ``close`` forgets what was unpacked.

    size          of its file in bytes
    sender_card   fingerprint of the card that signed it
    sender_name   the unit's name on that card
    revocations   statements about cards that travel with it
    """

    size: int
    sender_card: str
    sender_name: str
    revocations: tuple[Revocation, ...]
    scratch: Scratch = field(repr=False, compare=False)

    @property
    def code(self) -> str:
        """The 8 characters that sender and receiver compare by telephone."""
        return code_of(self.sha256)

    def close(self) -> None:
        """Forget what was unpacked; the lines cannot be walked any more. Twice does no harm."""
        self.scratch.close()


def read(path: Path, keys: Keys, trusted: Partners, report: Report = silent) -> Package:
    """Return what is in the package at ``path``; its lines are read when they are walked.

    ``path`` is only read, once, into a private copy. Raises a PackageProblem with its own sentence for
    everything that is wrong, NoRoomForCopy, DiskFull, Cancelled; then nothing is left behind.
    """
    name = path.name
    try:
        source = path.open("rb")
    except OSError as error:
        raise DriveGone(name) from error
    with source, _private_folder() as folder:
        copy = folder / "package"
        sha256 = _copy(source, copy, name, report)
        return _unsealed(copy, name, keys, trusted, sha256)


@contextmanager
def _private_folder() -> Iterator[Path]:
    try:
        folder = tempfile.TemporaryDirectory(prefix="hnabroad-", ignore_cleanup_errors=True)
    except OSError as error:
        raise explain(error, Path(tempfile.gettempdir())) from error
    with folder:
        yield Path(folder.name)


@contextmanager
def opened(path: Path, name: str, keys: Keys, trusted: Partners) -> Iterator[Package]:
    """Lend what is in a package called ``name`` that lies on a drive of this machine. Raises as ``read``."""
    package = _unsealed(path, name, keys, trusted, "")
    try:
        yield package
    finally:
        package.close()


def _check_magic(first: bytes, name: str) -> None:
    if not first:
        raise CutOff(name)
    if not AGE.startswith(first):
        raise NotAPackage(name)


def _copy(source: IO[bytes], copy: Path, name: str, report: Report) -> str:
    """Copy a package to this machine and return its SHA-256. Raises PackageProblem, FileProblem."""
    pieces = _pieces(source, name)
    first = next(pieces, b"")
    _check_magic(first[: len(AGE)], name)
    size = _size(source, name)
    # Once as it is and once unpacked.
    drives.need_room(copy.parent, 2 * size)
    found, done = hashlib.sha256(), 0
    try:
        with copy.open("wb") as out:
            for piece in chain((first,), pieces):
                found.update(piece)
                out.write(piece)
                done += len(piece)
                report(done, size)
    except OSError as error:
        raise explain(error, copy) from error
    return found.hexdigest()


def _pieces(source: IO[bytes], name: str) -> Iterator[bytes]:
    try:
        while piece := source.read(_PIECE):
            yield piece
    except OSError as error:
        raise DriveGone(name) from error


def _size(source: IO[bytes], name: str) -> int:
    try:
        return os.fstat(source.fileno()).st_size
    except OSError as error:
        raise DriveGone(name) from error


def _unsealed(copy: Path, name: str, keys: Keys, trusted: Partners, sha256: str) -> Package:
    size = copy.stat().st_size
    intake = Intake(name, keys, trusted)
    try:
        with copy.open("rb") as sealed:
            try:
                pyrage.decrypt_io(sealed, intake, keys.identities)
            except pyrage.DecryptError as error:
                raise _not_opened(str(error), name) from error
            except OSError as error:
                if intake.failure is not None:
                    raise explain(intake.failure, copy) from error
                raise _broken(copy, size, name, intake) from error
        return _package(intake, size, sha256)
    except BaseException:
        intake.scratch.close()
        raise


def _not_opened(told: str, name: str) -> PackageProblem:
    if told == "No matching keys found":
        return NotForUs(name)
    if told in ("Incomplete header", "failed to fill whole buffer"):
        return CutOff(name)
    return Damaged(name)


def _broken(copy: Path, size: int, name: str, intake: Intake) -> PackageProblem:
    """Say what became of a package whose parts don't open any more: shorter than it was, or changed."""
    with copy.open("rb") as sealed:
        first = sealed.read(_LARGEST_HEAD)
    mark = first.find(b"\n--- ")
    head = first.find(b"\n", mark + 1) + 1
    if mark < 0 or head == 0:
        return Damaged(name)
    payload = intake.payload or intake.least
    whole = head + _NONCE + payload + _TAG * -(-payload // _CHUNK)
    if size >= whole:
        return Damaged(name)
    return CutOff(name, min(99, round(size * 100 / whole)) if intake.payload else 0)


def _package(intake: Intake, size: int, sha256: str) -> Package:
    told = intake.complete()
    places = list(accumulate((section.size for section in told.sections), initial=0))
    lines = [(p, s) for p, s in zip(places, told.sections, strict=False) if s.kind == LINES]
    blobs: dict[str, Callable[[], bytes]] = {
        section.name: partial(sections.blob, intake.scratch, section, place, intake.name)
        for place, section in zip(places, told.sections, strict=False)
        if section.kind == BLOB
    }
    said = {f.name: getattr(told.content, f.name) for f in fields(Content)}
    said |= {
        "streams": sections.with_lines(told.content.streams, lines, intake.scratch, intake.name),
        "blobs": blobs,
        "sha256": sha256,
    }
    return Package(
        **said,
        size=size,
        sender_card=told.fingerprint,
        sender_name=intake.sender,
        revocations=told.revocations,
        scratch=intake.scratch,
    )
