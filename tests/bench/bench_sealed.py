"""How long packages take and how large they are: ``python tests/bench/bench_sealed.py [size] [seal]``.

size    a package of 5,000 new cadres of 12 fields: under 500 KB
seal    100,000 such cadres sealed, proved and read, against the bare work of it in one go (compress,
        hash and encrypt the same bytes; decrypt, hash and grow them), with the peak of memory over idle
"""

from __future__ import annotations

import hashlib
import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pyrage
import zstandard

from hnabroad_desktop.exchange import keys, package
from hnabroad_desktop.exchange.cards import card_of
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.keys import Keys
from hnabroad_desktop.exchange.sections import LEVEL
from tests.bench.bench_exchange import CITY, WARD, packed, peak, reset_peak, timed, ward
from tests.sealed.units import trusting

CITY_KEYS = Keys(CITY, "BTCTU", "Ban Tổ chức Thành ủy", (keys.new_pair("2026-11-24"),))
WARD_KEYS = Keys(WARD, "00004.BXDD", "Ban Xây dựng Đảng", (keys.new_pair("2026-11-24"),))
MANY, FEW = 100_000, 5_000


def sealed(content: Content, own: Keys, folder: Path) -> Path:
    """Write a package for the city and return where it lies."""
    path = folder / "goi.hsx"
    package.write(path, replace(content, receivers=(CITY,)), own, (card_of(CITY_KEYS),))
    return path


def bench_size() -> None:
    """Weigh a package of 5,000."""
    with ward(FEW) as file, tempfile.TemporaryDirectory() as folder:
        size = sealed(packed(file), WARD_KEYS, Path(folder)).stat().st_size
    print(f"{'package of 5,000 cadres':<34} {size / 1000:7.0f} KB   limit 500 KB")


def bench_seal() -> None:
    """Time sealing and reading 100,000."""
    with ward(MANY) as file, tempfile.TemporaryDirectory() as folder:
        content, own = packed(file), WARD_KEYS
        raw = b"\n".join(line for part in content.streams for line in part.lines)
        recipients = [card_of(CITY_KEYS).recipient, own.newest.identity.to_public()]
        idle = reset_peak()
        ours = timed(lambda: sealed(content, own, Path(folder)))
        grown = peak() - idle
        shut: list[bytes] = []

        def close() -> None:
            pressed = zstandard.ZstdCompressor(level=LEVEL).compress(raw)
            hashlib.sha256(pressed).digest()
            shut.append(pyrage.encrypt(pressed, recipients))

        tell("100,000 cadres sealed and proved", ours, timed(close), grown)
        idle = reset_peak()
        ours = timed(lambda: walk(Path(folder) / "goi.hsx", own))
        grown = peak() - idle

        def open_again() -> None:
            pressed = pyrage.decrypt(shut[0], CITY_KEYS.identities)
            hashlib.sha256(pressed).digest()
            for _line in io.BytesIO(zstandard.ZstdDecompressor().decompress(pressed)):
                pass

        tell("read, every line walked", ours, timed(open_again), grown)


def walk(path: Path, sender: Keys) -> None:
    """Read a package and walk all its lines."""
    found = package.read(path, CITY_KEYS, trusting(sender))
    for part in found.streams:
        for _line in part.lines:
            pass
    found.close()


def tell(what: str, ours: float, floor: float, grown: float) -> None:
    """Print one ratio."""
    print(f"{what:<34} {ours / floor:5.1f} x   {ours:6.2f} s / {floor:.2f} s   {grown:5.0f} MB over idle")


CASES: dict[str, Callable[[], None]] = {"size": bench_size, "seal": bench_seal}

if __name__ == "__main__":
    for name in sys.argv[1:] or CASES:
        CASES[name]()
