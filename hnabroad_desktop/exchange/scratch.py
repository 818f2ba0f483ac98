"""A temporary file whose bytes mean nothing on the disk: the key exists in this process alone."""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

_BLOCK = 16
_PIECE = 256 * 1024


class Scratch:
    """Bytes written once, one after the other, and read from anywhere; gone with the object or ``close``."""

    def __init__(self) -> None:
        self.size = 0
        self._key = AES(os.urandom(32))
        # Without a buffer nothing waits that could still fail when the file is let go.
        self._file = tempfile.TemporaryFile(prefix="hnabroad-", buffering=0)  # noqa: SIM115
        self._writer = self._cipher(0)
        self._turn = threading.Lock()
        self._let_go = weakref.finalize(self, self._file.close)

    def write(self, data: bytes) -> None:
        """Add ``data``. Raises OSError."""
        with self._turn:
            self._file.seek(self.size)
            waiting = memoryview(self._writer.update(data))
            while waiting:
                waiting = waiting[self._file.write(waiting) :]
            self.size += len(data)

    def read(self, start: int, size: int) -> Iterator[bytes]:
        """Yield ``size`` bytes from ``start`` on, in pieces. Raises OSError."""
        skipped = start % _BLOCK
        cipher = self._cipher(start // _BLOCK)
        place, end = start - skipped, start + size
        while place < end:
            with self._turn:
                self._file.seek(place)
                piece = self._file.read(min(_PIECE, end - place))
            if not piece:
                raise OSError("a temporary file lost its end")
            place += len(piece)
            yield cipher.update(piece)[skipped:]
            skipped = 0

    def close(self) -> None:
        """Forget everything; twice does no harm."""
        self._let_go()

    def _cipher(self, block: int) -> CipherContext:
        # One key per file and every byte written once: no part of the key stream serves twice.
        return Cipher(self._key, CTR(block.to_bytes(_BLOCK))).encryptor()
