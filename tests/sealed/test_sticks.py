"""Sticks as they come: other people's files, a shortcut virus, no room; only our own file is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from hnabroad_desktop.exchange import package, sticks
from hnabroad_desktop.store import drives
from hnabroad_desktop.store.drives import DriveKind, drive_kind
from hnabroad_desktop.store.errors import DiskFull, NoRoomForCopy
from tests.sealed.units import CITY, WARD, cards, content, lines, stream, trusting

HIDDEN = 0x2


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A drive with somebody's other files on it."""
    place = tmp_path / "stick"
    (place / "Ảnh cưới").mkdir(parents=True)
    (place / "Ảnh cưới" / "01.jpg").write_bytes(b"\xff\xd8\xff")
    (place / "autorun.inf").write_text("[autorun]\nopen=evil.exe\n")
    (place / "System Volume Information").mkdir()
    put(place / "System Volume Information" / "cũ.hsx")
    return place


def put(path: Path) -> Path:
    """Write a package of the ward."""
    path.parent.mkdir(parents=True, exist_ok=True)
    package.write(path, content([stream(1, lines(5))]), WARD, cards(CITY))
    return path


def test_only_packages_are_listed(stick: Path) -> None:
    shown, deep = put(stick / "goi-12.hsx"), put(stick / "Gửi Ban" / "GOI-13.HSX")
    (stick / "giả.hsx").write_bytes(b"MZ\x90\x00")
    found = sticks.packages_on(stick)
    assert [(f.path, f.ours) for f in found] == [(stick / "giả.hsx", False), (shown, True), (deep, True)]
    assert {(f.hidden, f.shortcut, f.warning) for f in found} == {(False, "", "")}
    assert found[1].size == shown.stat().st_size


@pytest.mark.parametrize(
    ("original", "shortcut"),
    [
        (".goi-4.hsx", "goi-4.lnk"),
        ("goi-4.hsx", "goi-4.lnk"),
        ("goi-4.hsx", "goi-4.hsx.lnk"),
        ("GOI-4.HSX", "goi-4.lnk"),
        ("Gửi Ban/goi-4.hsx", "Gửi Ban.lnk"),
        ("\u00a0/goi-4.hsx", "KINGSTON (E).lnk"),
        (".Trashes/goi-4.hsx", "goi-4.lnk"),
    ],
)
def test_the_original_behind_a_shortcut_is_found_and_said(stick: Path, original: str, shortcut: str) -> None:
    path = put(stick / original)
    (stick / shortcut).write_bytes(b"L\0\0\0cmd.exe /c start virus.vbs")
    (found,) = sticks.packages_on(stick)
    assert found.path == path
    assert found.ours
    assert found.shortcut
    assert found.path.name in found.warning
    package.read(found.path, CITY, trusting(WARD)).close()


def test_choosing_the_shortcut_leads_to_the_original(stick: Path) -> None:
    path = put(stick / "\u00a0" / "goi-4.hsx")
    link = stick / "goi-4.hsx.lnk"
    link.write_bytes(b"L\0\0\0")
    with pytest.raises(sticks.OnlyAShortcut) as caught:
        sticks.chosen(link)
    assert caught.value.original == path
    assert str(path) in str(caught.value)
    path.unlink()
    with pytest.raises(sticks.OnlyAShortcut) as caught:
        sticks.chosen(link)
    assert caught.value.original is None


def test_a_package_chosen_by_its_path_is_warned_about_only_beside_a_shortcut(stick: Path) -> None:
    path = put(stick / "goi-4.hsx")
    assert sticks.chosen(path) is None
    (stick / "goi-4.lnk").write_bytes(b"L\0\0\0")
    found = sticks.chosen(path)
    assert found is not None
    assert found.warning


def test_what_windows_hides_is_known_by_its_attributes(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Linux no file has them, so the answer of the system is given the way Windows gives it."""
    put(stick / "goi-4.hsx")
    real = os.scandir

    class Entries:
        def __init__(self, folder: Path) -> None:
            with real(folder) as entries:
                self.entries = list(entries)

        def __enter__(self) -> Iterator[object]:
            return iter([self.shown(entry) for entry in self.entries])

        def __exit__(self, *_: object) -> None:
            pass

        @staticmethod
        def shown(entry: os.DirEntry[str]) -> object:
            about = entry.stat(follow_symlinks=False)
            hidden = HIDDEN if entry.name.endswith(".hsx") else 0
            told = SimpleNamespace(st_mode=about.st_mode, st_size=about.st_size, st_file_attributes=hidden)
            return SimpleNamespace(name=entry.name, path=entry.path, stat=lambda follow_symlinks: told)

    monkeypatch.setattr("os.scandir", Entries)
    (found,) = sticks.packages_on(stick)
    assert found.hidden


def test_links_are_not_followed(stick: Path, tmp_path: Path) -> None:
    elsewhere = put(tmp_path / "nơi khác" / "goi.hsx")
    (stick / "lối").symlink_to(elsewhere.parent, target_is_directory=True)
    (stick / "goi.hsx").symlink_to(elsewhere)
    assert sticks.packages_on(stick) == ()
    assert sticks.packages_on(tmp_path / "không có") == ()


def test_the_removable_drives_are_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mounts = [
        SimpleNamespace(device="C:\\", mountpoint="/", fstype="ntfs", opts="rw,fixed"),
        SimpleNamespace(device="E:\\", mountpoint=str(tmp_path), fstype="exfat", opts="rw,removable"),
    ]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: mounts)
    assert sticks.sticks() == (tmp_path,)
    assert drive_kind(tmp_path) is DriveKind.REMOVABLE


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A real drive of 1 MB."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a small drive needs Linux and root")
    place = tmp_path / "ổ nhỏ"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1400k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"this machine lets nobody mount a drive: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_room_is_asked_for_before_anything_is_written(small: Path) -> None:
    first = put(small / "goi.hsx")
    before = first.read_bytes()
    big = content([stream(1, [])], blobs=[os.urandom(700_000)])
    with pytest.raises(NoRoomForCopy):
        package.write(first, big, WARD, cards(CITY))
    assert [each.name for each in small.iterdir()] == ["goi.hsx"]
    assert first.read_bytes() == before


def test_a_drive_that_fills_up_meanwhile_leaves_what_was_there(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = put(small / "goi.hsx")
    before = first.read_bytes()
    monkeypatch.setattr(drives.shutil, "disk_usage", lambda _: SimpleNamespace(free=10**9))
    big = content([stream(1, [])], blobs=[os.urandom(1_400_000)])
    with pytest.raises(DiskFull) as caught:
        package.write(first, big, WARD, cards(CITY))
    assert "MB" in str(caught.value)
    assert [each.name for each in small.iterdir()] == ["goi.hsx"]
    assert first.read_bytes() == before
