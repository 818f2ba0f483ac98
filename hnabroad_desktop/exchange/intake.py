"""Takes the opened bytes of a package as they come: the manifest, which is proved, then its sections."""

from __future__ import annotations

import hashlib

from hnabroad_desktop.exchange import manifest as manifests
from hnabroad_desktop.exchange.content import SCHEMA
from hnabroad_desktop.exchange.errors import (
    CutOff,
    Damaged,
    Inflated,
    NewerPackage,
    NotAPackage,
    NotYetTrusted,
    Passed,
    PracticePackage,
    RevokedSender,
    Stranger,
)
from hnabroad_desktop.exchange.keys import Keys, signed_by
from hnabroad_desktop.exchange.manifest import Manifest, Section
from hnabroad_desktop.exchange.partners import Partners, Status
from hnabroad_desktop.exchange.scratch import Scratch

_SIGNATURE = 64


class Intake:
    """What pyrage writes into; ``scratch`` then holds the sections, one after the other."""

    def __init__(self, name: str, keys: Keys, trusted: Partners) -> None:
        self.name = name
        self.scratch = Scratch()
        self.failure: OSError | None = None
        #: How many bytes come in all: as many at least, and exactly, 0 before that is known.
        self.least = manifests.SMALLEST
        self.payload = 0
        self._keys = keys
        self._trusted = trusted
        self._head = bytearray()
        self._manifest: Manifest | None = None
        #: The name on the card that signed, once it is proved.
        self.sender = ""
        self._unit = ""
        self._waiting: list[Section] = []
        self._left = 0
        self._hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Take the next bytes. Raises PackageProblem."""
        try:
            if self._manifest is None:
                self._head += data
                self._read_head()
            else:
                self._take(data)
        except OSError as error:
            self.failure = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def complete(self) -> Manifest:
        """Return the manifest once everything it names came in. Raises CutOff."""
        if self._manifest is None or self._waiting:
            raise CutOff(self.name)
        return self._manifest

    def _read_head(self) -> None:
        start = len(manifests.MAGIC) + 4
        if len(self._head) < start:
            return
        magic, length = bytes(self._head[:4]), int.from_bytes(self._head[4:start])
        if magic != manifests.MAGIC:
            if magic.startswith(manifests.FAMILY):
                raise NewerPackage(self.name, "")
            raise NotAPackage(self.name)
        if length > manifests.LARGEST:
            raise Inflated(self.name)
        end = start + length
        self.least = max(self.least, end + _SIGNATURE)
        if len(self._head) < end + _SIGNATURE:
            return
        words, signature = bytes(self._head[start:end]), bytes(self._head[end : end + _SIGNATURE])
        rest = bytes(self._head[end + _SIGNATURE :])
        self._manifest = self._proved(words, signature)
        self._waiting = list(self._manifest.sections)
        self.payload = end + _SIGNATURE + sum(section.size for section in self._waiting)
        self._head = bytearray()
        self._begin_section()
        self._take(rest)

    def _proved(self, words: bytes, signature: bytes) -> Manifest:
        """Return the manifest when a trusted unit signed it for this one. Raises PackageProblem."""
        try:
            said = manifests.claim(words)
        except (ValueError, KeyError, TypeError) as error:
            raise Damaged(self.name) from error
        if not signed_by(said.sign, signature, manifests.signed_words(words)):
            raise Damaged(self.name)
        own = next((pair for pair in self._keys.pairs if pair.sign_public == said.sign), None)
        if own is not None and self._trusted.revoked(own.fingerprint):
            # A lost machine may still sign in our name.
            raise RevokedSender(self.name, self._keys.name)
        self.sender = self._keys.name if own is not None else self._trusted_name(said)
        if said.format > manifests.FORMAT or said.reader > SCHEMA:
            raise NewerPackage(self.name, said.program)
        try:
            told = manifests.decode(words)
        except (ValueError, KeyError, TypeError) as error:
            raise Damaged(self.name) from error
        if told.content.sender_unit != (self._keys.unit if own is not None else self._unit):
            raise Stranger(self.name, told.name, told.fingerprint)
        if own is None and not any(self._keys.owner(each.fingerprint) for each in told.to):
            raise Passed(self.name, self.sender)
        if told.practice != self._keys.practice:
            raise PracticePackage(self.name, told.practice)
        if manifests.inflated(told):
            raise Inflated(self.name)
        return told

    def _trusted_name(self, said: manifests.Claim) -> str:
        partner = self._trusted.with_key(said.fingerprint)
        if self._trusted.revoked(said.fingerprint):
            raise RevokedSender(self.name, partner.card.name if partner else said.name)
        if partner is None or partner.card.sign != said.sign:
            raise Stranger(self.name, said.name, said.fingerprint)
        if partner.status is not Status.VERIFIED:
            raise NotYetTrusted(self.name, partner.card.name)
        self._unit = partner.card.unit
        return partner.card.name

    def _take(self, data: bytes) -> None:
        while True:
            while self._waiting and self._left == 0:
                if self._hash.digest() != self._waiting.pop(0).sha256:
                    raise Damaged(self.name)
                self._begin_section()
            if not data:
                return
            if not self._waiting:
                raise Damaged(self.name)
            piece, data = data[: self._left], data[self._left :]
            self._hash.update(piece)
            self.scratch.write(piece)
            self._left -= len(piece)

    def _begin_section(self) -> None:
        self._hash = hashlib.sha256()
        self._left = self._waiting[0].size if self._waiting else 0
