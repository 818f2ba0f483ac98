"""A trusted unit whose manifest does not hold what one must, and a machine whose own disk fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pyrage
import pytest

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.exchange import errors, manifest, package
from hnabroad_desktop.exchange.scratch import Scratch
from hnabroad_desktop.store.errors import DiskFull, NoRoomForCopy
from tests.sealed.units import CITY, OTHER, WARD, cards, content, forge, lines, sealed_again, stream, trusting


def retold(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return a package whose manifest was changed and then signed by the sender itself."""
    opened = pyrage.decrypt(forge(content([stream(1, lines(5))], blobs=[b"anh"])), CITY.identities)
    length = int.from_bytes(opened[4:8])
    told = orjson.loads(opened[8 : 8 + length])
    change(told)
    words = orjson.dumps(told)
    signature = WARD.newest.signature(manifest.signed_words(words))
    head = manifest.MAGIC + len(words).to_bytes(4) + words + signature
    return sealed_again(head + opened[8 + length + 64 :], CITY)


def put(*path: Any) -> Callable[[dict[str, Any]], None]:
    """Return what puts the last of ``path`` into the place the others name."""
    *places, value = path

    def change(told: Any) -> None:
        for place in places[:-1]:
            told = told[place]
        told[places[-1]] = value

    return change


LIES = [
    put("number", -1), put("number", "12"), put("number", True), put("id", "7" * 31), put("id", "x" * 32),
    put("practice", 0), put("program", None), put("counts", {"cadre": -1}), put("counts", []),
    put("to", [["1" * 32]]), put("to", [["1" * 32, "12"]]), put("to", {}), put("from", "key", "x" * 30),
    put("from", "sign", "00"), put("from", []), put("from", "replica", ""), put("schema", 1.5),
    put("streams", [[1, 2]]), put("streams", 0, 2, 9), put("streams", 0, 4, "00"), put("streams", 0, 7, "1"),
    put("streams", []), put("receipts", 0, "tips", [["1", "2", 3, "4"]]), put("receipts", [7]),
    put("sections", 0, 0, "script"), put("sections", 0, 2, 0), put("sections", 1, 1, "short"),
    put("sections", 0, [1]), put("revocations", ["?"]), put("revocations", [5]), put("format", "1"),
    lambda told: told.clear(), lambda told: told.pop("streams"), lambda told: told.pop("format"),
]  # fmt: skip


@pytest.mark.parametrize("change", LIES, ids=range(len(LIES)))
def test_a_manifest_that_is_not_right_is_damaged(change: Callable[[Any], object], tmp_path: Path) -> None:
    path = tmp_path / "goi.hsx"
    path.write_bytes(retold(change))
    with pytest.raises(errors.Damaged):
        package.read(path, CITY, trusting(WARD))


@pytest.mark.parametrize("changed", ["manifest", "signature"])
def test_what_is_signed_cannot_be_changed(tmp_path: Path, changed: str) -> None:
    opened = bytearray(pyrage.decrypt(forge(content([stream(1, lines(5))], number=12)), CITY.identities))
    if changed == "manifest":
        place = opened.index(b'"number":12') + len(b'"number":1')
        opened[place : place + 1] = b"3"
    else:
        opened[8 + int.from_bytes(opened[4:8])] ^= 1
    path = tmp_path / "goi.hsx"
    path.write_bytes(sealed_again(bytes(opened), CITY))
    with pytest.raises(errors.Damaged):
        package.read(path, CITY, trusting(WARD))


def test_nobody_signs_under_the_digits_of_another(tmp_path: Path) -> None:
    opened = pyrage.decrypt(forge(content([stream(1, lines(5))], sender=OTHER), OTHER), CITY.identities)
    length = int.from_bytes(opened[4:8])
    told = orjson.loads(opened[8 : 8 + length])
    told["from"].update(key=WARD.newest.fingerprint, unit=WARD.unit, name=WARD.name)
    words = orjson.dumps(told)
    signature = OTHER.newest.signature(manifest.signed_words(words))
    head = manifest.MAGIC + len(words).to_bytes(4) + words + signature
    path = tmp_path / "goi.hsx"
    path.write_bytes(sealed_again(head + opened[8 + length + 64 :], CITY))
    with pytest.raises(errors.Stranger):
        package.read(path, CITY, trusting(WARD, OTHER))


def test_a_manifest_without_end_is_not_gathered(tmp_path: Path) -> None:
    path = tmp_path / "goi.hsx"
    path.write_bytes(sealed_again(manifest.MAGIC + b"\xff\xff\xff\xff" + bytes(200_000), CITY))
    with pytest.raises(errors.Inflated):
        package.read(path, CITY, trusting(WARD))


def test_a_line_without_end_is_not_gathered(tmp_path: Path) -> None:
    path = tmp_path / "goi.hsx"

    path.write_bytes(forge(content([stream(1, [os.urandom(34_000_000).replace(b"\n", b"x"), b"x"])])))
    found = package.read(path, CITY, trusting(WARD))
    with pytest.raises(errors.Inflated):
        list(found.streams[0].lines)
    found.close()


def test_content_that_is_not_what_its_name_says_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "goi.hsx"
    path.write_bytes(retold(put("sections", 1, 1, "0" * 64)))
    found = package.read(path, CITY, trusting(WARD))
    with pytest.raises(errors.Damaged):
        found.blobs["0" * 64]()
    found.close()


def test_bytes_that_are_not_compressed_are_damaged(tmp_path: Path) -> None:
    def garble(told: dict[str, Any]) -> None:
        size = told["sections"][0][4]
        told["sections"][0][4] = told["sections"][1][4]
        told["sections"][1][4] = size

    path = tmp_path / "goi.hsx"
    path.write_bytes(retold(garble))
    with pytest.raises(errors.Damaged):
        package.read(path, CITY, trusting(WARD))


def test_the_writer_is_told_of_a_senders_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sender"):
        package.write(tmp_path / "goi.hsx", content(), OTHER, cards(CITY))


# -- this machine's own disk ----------------------------------------------------------------


@pytest.fixture
def tight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder on a real drive of 600 KB."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a small drive needs Linux and root")
    place = tmp_path / "tạm"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"this machine lets nobody mount a drive: {mounted.stderr.decode().strip()}")
    monkeypatch.setattr("tempfile.tempdir", str(place))
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_machine_without_room_says_so_and_leaves_nothing(
    tmp_path: Path, tight: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "goi.hsx"
    path.write_bytes(forge_elsewhere(tmp_path, monkeypatch))
    with pytest.raises(NoRoomForCopy):
        package.read(path, CITY, trusting(WARD))
    for size in (700_000, 400_000):  # full while it is copied, and while it is unpacked
        monkeypatch.setattr(shutil, "disk_usage", lambda _place: type("Room", (), {"free": 10**9}))
        path.write_bytes(forge_elsewhere(tmp_path, monkeypatch, size))
        monkeypatch.setattr("tempfile.tempdir", str(tight))
        with pytest.raises(DiskFull):
            package.read(path, CITY, trusting(WARD))
        assert list(tight.iterdir()) == []
    with pytest.raises(DiskFull):
        package.write(
            tmp_path / "moi.hsx", content([stream(1, [])], blobs=[os.urandom(900_000)]), WARD, cards(CITY)
        )
    assert not (tmp_path / "moi.hsx").exists()


def forge_elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch, size: int = 700_000) -> bytes:
    with monkeypatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(folder))
        return forge(content([stream(1, [])], blobs=[os.urandom(size)]))


def test_a_drive_that_stops_answering_is_said(tmp_path: Path) -> None:
    with pytest.raises(errors.DriveGone):
        package.read(tmp_path, CITY, trusting(WARD))  # a folder opens nowhere
    if Path("/proc/self/mem").exists():
        with pytest.raises(AppError):
            package.read(Path("/proc/self/mem"), CITY, trusting(WARD))  # opens, and cannot be read


def test_what_lies_on_the_disk_meanwhile_says_nothing() -> None:
    """The unpacked content waits in a file whose key is nowhere but in this process."""
    scratch = Scratch()
    secret = "Nguyễn Thị Bí Mật".encode() * 1000
    for _time in range(40):
        scratch.write(secret)
    assert b"".join(scratch.read(0, scratch.size)) == secret * 40
    for start, size in ((0, 1), (1, 15), (15, 2), (17, 300_000), (len(secret) * 40 - 3, 3)):
        assert b"".join(scratch.read(start, size)) == (secret * 40)[start : start + size]
    scratch._file.seek(0)
    assert "Bí Mật".encode() not in scratch._file.read()
    with pytest.raises(OSError, match="end"):
        list(scratch.read(scratch.size, 5))
    scratch.close()
