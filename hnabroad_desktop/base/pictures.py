"""Sizes of JPEG and PNG pictures, read from their bytes, and whether a picture is whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"

#: Markers of a JPEG that begin a frame and so tell its size; C4, C8 and CC are tables.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, b"\xff\xd9"


def is_picture(data: bytes) -> bool:
    """Tell whether ``data`` begins as a JPEG or PNG picture."""
    return data.startswith((JPEG, PNG))


def size_of(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels. Raises ValueError for a picture that is cut off or damaged."""
    try:
        found = _jpeg(data) if data.startswith(JPEG) else _png(data) if data.startswith(PNG) else (0, 0)
    except IndexError:
        found = (0, 0)
    if not all(found):
        raise ValueError("damaged picture")
    return found


def _jpeg(data: bytes) -> tuple[int, int]:
    size, place = (0, 0), 2
    while data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # filling before a marker
            place += 1
            continue
        if marker == _SCAN:
            # A camera may put more behind the picture, but no picture ends without the mark.
            return size if data.find(_END, place) > 0 else (0, 0)
        if marker in _FRAMES:
            size = (_number(data, place + 7, 2), _number(data, place + 5, 2))
        place += 2 + _number(data, place + 2, 2)
    return 0, 0


def _png(data: bytes) -> tuple[int, int]:
    size, ended = (0, 0), False
    for name, body in _chunks(data):
        if name == b"IHDR":
            size = (_number(body, 0, 4), _number(body, 4, 4))
        ended = ended or name == b"IEND"
    return size if ended else (0, 0)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG)
    while place < len(data):
        length = _number(data, place, 4)
        body = data[place + 8 : place + 8 + length]
        if len(body) < length or zlib.crc32(data[place + 4 : place + 8] + body) != _number(
            data, place + 8 + length, 4
        ):
            return
        yield data[place + 4 : place + 8], body
        if data[place + 4 : place + 8] == b"IEND":
            return
        place += 12 + length


def _number(data: bytes, place: int, size: int) -> int:
    if place + size > len(data):
        raise IndexError(place)
    return int.from_bytes(data[place : place + size], "big")
