"""However a package is changed, from outside or by who can seal again, it is refused and nothing breaks."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from hnabroad_desktop.exchange import errors, package
from tests.sealed.units import CITY, WARD, content, forge, lines, sealed_again, stream, trusting

#: How many changed packages are tried, half from outside and half from inside.
ROUNDS = 5000

Change = Callable[[bytearray, random.Random], None]


def flip(data: bytearray, chance: random.Random) -> None:
    """Change one bit."""
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut(data: bytearray, chance: random.Random) -> None:
    """Lose the end."""
    del data[chance.randrange(len(data)) :]


def lose(data: bytearray, chance: random.Random) -> None:
    """Lose a part from the middle."""
    start = chance.randrange(len(data))
    del data[start : start + chance.randrange(1, 200)]


def insert(data: bytearray, chance: random.Random) -> None:
    """Gain bytes anywhere."""
    start = chance.randrange(len(data) + 1)
    data[start:start] = chance.randbytes(chance.randrange(1, 100))


def double(data: bytearray, chance: random.Random) -> None:
    """Hold a part twice."""
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.randrange(1, 70_000)]


def blank(data: bytearray, chance: random.Random) -> None:
    """Read as nothing from some place on, as from a failing stick."""
    start = chance.randrange(len(data))
    size = min(chance.choice((1, 16, 512, 4096)), len(data) - start)
    data[start : start + size] = bytes(size)


def swap(data: bytearray, chance: random.Random) -> None:
    """Have two parts in each other's place."""
    size = chance.choice((1, 16, 512, 65_552))
    one, other = (chance.randrange(max(1, len(data) - size)) for _part in range(2))
    if abs(one - other) >= size:
        data[one : one + size], data[other : other + size] = (
            data[other : other + size],
            data[one : one + size],
        )


CHANGES: tuple[Change, ...] = (flip, cut, lose, insert, double, blank, swap)

SEALED = forge(content([stream(1, lines(300)), stream(2, lines(20))], blobs=[b"anh" * 500]))
OPENED = bytes(pyrage.decrypt(SEALED, CITY.identities))
#: Where something is said in the open form: head, lines and attachment; the rest is padding.
TELLING = OPENED.rstrip(b"\0")


def changed(whole: bytes, chance: random.Random) -> bytes:
    """Return ``whole`` with one to three changes; never as it was."""
    while True:
        data = bytearray(whole)
        for _time in range(chance.randrange(1, 4)):
            if data:
                chance.choice(CHANGES)(data, chance)
        if data != whole:
            return bytes(data)


def from_outside(chance: random.Random) -> bytes:
    """Return the sealed file with changes, half of them in the head of the format."""
    if chance.random() < 0.3:
        return changed(SEALED[:600], chance) + SEALED[600:]
    return changed(SEALED, chance)


def from_inside(chance: random.Random) -> bytes:
    """Return the opened content with changes, sealed again to its receiver."""
    return sealed_again(changed(TELLING, chance) + OPENED[len(TELLING) :], CITY)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (from_outside, {errors.Damaged, errors.CutOff, errors.NotAPackage, errors.NotForUs}),
        (from_inside, {errors.Damaged}),
    ],
)
def test_every_changed_package_is_refused(
    make: Callable[[random.Random], bytes],
    told: set[type[errors.PackageProblem]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    trusted = trusting(WARD)
    path = tmp_path / "goi.hsx"
    met = set()
    for seed in range(ROUNDS // 2):
        path.write_bytes(make(random.Random(seed)))
        with pytest.raises(errors.PackageProblem) as caught:
            package.read(path, CITY, trusted)
        met.add(type(caught.value))
    assert met >= told
    assert list(temporary.iterdir()) == []
    path.write_bytes(SEALED)
    package.read(path, CITY, trusted).close()
