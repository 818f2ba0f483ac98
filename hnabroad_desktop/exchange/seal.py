"""Writes a package: pressed, signed, sealed to its receivers, read back, and only then called written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyrage

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.exchange import manifest, sections
from hnabroad_desktop.exchange.cards import Card, Revocation, card_of
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.errors import NotReadBack, NotWritten, PackageProblem
from hnabroad_desktop.exchange.fingerprints import code_of
from hnabroad_desktop.exchange.keys import Keys
from hnabroad_desktop.exchange.partners import Partners
from hnabroad_desktop.exchange.scratch import Scratch
from hnabroad_desktop.exchange.unseal import opened
from hnabroad_desktop.store import drives
from hnabroad_desktop.store.atomic import sync_folder
from hnabroad_desktop.store.errors import DiskFull
from hnabroad_desktop.store.explain import explain

SUFFIX = ".hsx"

_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Written:
    """A package that was written and read back: where, how large, its hash, and who can open it."""

    path: Path
    size: int
    sha256: str
    package_id: str
    number: int
    receivers: tuple[Card, ...]

    @property
    def code(self) -> str:
        """The 8 characters that sender and receiver compare by telephone."""
        return code_of(self.sha256)


def write(
    path: Path,
    content: Content,
    keys: Keys,
    receivers: Sequence[Card],
    *,
    revocations: Iterable[Revocation] = (),
    report: Report = silent,
) -> Written:
    """Write ``content`` to ``path``, sealed to ``receivers`` and to the sender itself.

    The file is there whole and proved, or what was there before is untouched. ``report`` counts lines
    and may cancel. Raises PackageProblem or a FileProblem with its sentence, Cancelled; ValueError when
    the content contradicts itself.
    """
    if not receivers or {card.unit for card in receivers} != set(content.receivers):
        raise ValueError("the cards are not those of the receivers")
    if keys.unit != content.sender_unit:
        raise ValueError("the keys are not those of the sender")
    scratch = Scratch()
    try:
        head = _press(scratch, content, keys, receivers, revocations, report)
        drives.need_room(path.parent, len(head) + scratch.size + scratch.size // 1024 + 4096)
        sha256, size = _put(path, head, scratch, keys, receivers)
    except OSError as error:
        raise _not_written(error, path) from error
    finally:
        scratch.close()
    return Written(path, size, sha256, content.package_id, content.number, tuple(receivers))


def _press(
    scratch: Scratch,
    content: Content,
    keys: Keys,
    receivers: Sequence[Card],
    revocations: Iterable[Revocation],
    report: Report,
) -> bytes:
    parts = sections.press(scratch, content.streams, content.blobs, report)
    parts.append(sections.pad(scratch, max(0, manifest.SMALLEST - scratch.size)))
    words = manifest.encode(
        content, card_of(keys), receivers, parts, practice=keys.practice, revocations=revocations
    )
    signature = keys.newest.signature(manifest.signed_words(words))
    return manifest.MAGIC + len(words).to_bytes(4) + words + signature


def _put(path: Path, head: bytes, scratch: Scratch, keys: Keys, receivers: Sequence[Card]) -> tuple[str, int]:
    draft = path.with_name(f".{path.name}.new")
    try:
        with draft.open("w+b") as file:
            out = _Out(file)
            boxes = [pyrage.x25519.Recipient.from_str(box) for box in _boxes(keys, receivers)]
            try:
                pyrage.encrypt_io(_In(head, scratch), out, boxes)
            except pyrage.EncryptError as error:
                raise OSError(str(error)) if out.failure is None else out.failure from error
            file.flush()
            os.fsync(file.fileno())
            _forget_cached(file)
        if _hash(draft) != (out.hash.hexdigest(), out.size):
            raise NotReadBack(path.name)
        _prove(draft, path.name, keys)
        os.replace(draft, path)
        sync_folder(path.parent)
    finally:
        _remove(draft)
    if _hash(path) != (out.hash.hexdigest(), out.size):
        _remove(path)
        raise NotReadBack(path.name)
    return out.hash.hexdigest(), out.size


def _boxes(keys: Keys, receivers: Sequence[Card]) -> Iterator[str]:
    yield from dict.fromkeys([*(card.box for card in receivers), keys.newest.box_public])


def _prove(draft: Path, name: str, keys: Keys) -> None:
    """Open the draft with the sender's own key and see that everything in it grows to what it declares."""
    try:
        with opened(draft, name, keys, Partners()) as package:
            for part in package.streams:
                for _line in part.lines:
                    pass
            for content in package.blobs.values():
                content()
    except PackageProblem as error:
        raise NotReadBack(name) from error


class _In:
    """Head and scratch as something to read from."""

    def __init__(self, head: bytes, scratch: Scratch) -> None:
        self._rest = head
        self._pieces = scratch.read(0, scratch.size)

    def read(self, size: int) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        if not self._rest:
            self._rest = next(self._pieces, b"")
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


class _Out:
    """Counts and hashes what is written, and keeps the error that pyrage tells only the text of."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.hash = hashlib.sha256()
        self.size = 0
        self.failure: OSError | None = None

    def write(self, data: bytes) -> int:
        """Write ``data``. Raises OSError."""
        try:
            self._file.write(data)
        except OSError as error:
            self.failure = error
            raise
        self.hash.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits here; the file itself is flushed and synced at the end."""


def _forget_cached(file: IO[bytes]) -> None:
    # Reading back is to ask the drive and not the memory, where the system lets us say so.
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _hash(path: Path) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
            size += len(piece)
    return found.hexdigest(), size


def _remove(path: Path) -> None:
    # On a drive that was taken out there is nothing to remove.
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _not_written(error: OSError, path: Path) -> AppError:
    found = explain(error, path)
    return found if isinstance(found, DiskFull) else NotWritten(path.name, drives.drive_name(path.parent))
