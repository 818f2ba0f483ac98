"""Drives as they really are: kinds, names, a read-only one, and a full one."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.store import cipher, drives, errors
from hnabroad_desktop.store.backups import backup
from hnabroad_desktop.store.drives import DriveKind, drive_kind, drive_name
from hnabroad_desktop.store.explain import explain
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.restore import restore as restore_known
from hnabroad_desktop.store.vault import Vault, create
from hnabroad_desktop.store.vault import open_vault as open_known

# The files of these tests have no tables of the engine.
open_vault = partial(open_known, newest=0)
restore = partial(restore_known, newest=0)

PASSWORD = "mật khẩu"
needs_mount = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0,
    reason="mounting a small drive needs Linux and root",
)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A real drive of 2 MB."""
    place = tmp_path / "ổ nhỏ"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"this machine lets nobody mount a drive: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@needs_mount
def test_a_full_drive_loses_nothing_that_was_saved(small: Path, cheap: Cost) -> None:
    path = small / "a.hnab"
    vault, _printed = create(path, person="Lan", password=PASSWORD, cost=cheap)
    writer = vault.writer
    writer.execute("CREATE TABLE t(words)")
    saved, full = 0, None
    while full is None and saved < 10_000:
        try:
            saved += _save(writer, path)
        except errors.DiskFull as error:
            full = error
    assert full is not None
    assert saved > 10
    again = explain(full.__cause__, path, datetime(2026, 11, 24, 16, 42))
    assert str(again) == (
        f"Chưa lưu được: ổ {small} đã đầy. Dữ liệu đến 16:42 vẫn còn nguyên. "
        "Đề nghị giải phóng ít nhất 50 MB rồi bấm Lưu lại."
    )
    assert _rows(vault) == saved
    subprocess.run(["mount", "-o", "remount,size=16m", str(small)], check=True)
    assert _save(writer, path) == 1
    vault.close()
    vault = open_vault(path, password=PASSWORD)
    assert _rows(vault) == saved + 1
    vault.close()


@needs_mount
def test_on_a_full_drive_no_half_file_is_made(small: Path, cheap: Cost) -> None:
    (small / "đầy").write_bytes(b"x" * (2 * 1024 * 1024 - 8192))
    with pytest.raises(errors.DiskFull):
        create(small / "a.hnab", person="Lan", password=PASSWORD, cost=cheap)
    assert [p.name for p in small.iterdir()] == ["đầy"]


@needs_mount
def test_on_a_full_drive_a_password_is_changed_or_kept(small: Path, cheap: Cost) -> None:
    vault, _printed = create(small / "a.hnab", person="Lan", password=PASSWORD, cost=cheap)
    free = drives.free_bytes(small)
    (small / "đầy").write_bytes(b"x" * free)
    with pytest.raises(errors.DiskFull):
        vault.change_password("Lan", "mới", cheap)
    vault.close()
    (small / "đầy").unlink()
    open_vault(small / "a.hnab", password=PASSWORD).close()


@needs_mount
def test_a_full_drive_takes_no_half_backup_and_no_half_restore(
    small: Path, opened: Vault, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.writer.executemany("INSERT INTO t(words) VALUES(?)", [("x" * 2000,)] * 1000)
    good = backup(opened, tmp_path / "sao lưu", "opening")
    # The check before is taken away: what is tested is the drive that fills up meanwhile.
    monkeypatch.setattr(drives, "need_room", lambda _folder, _size: None)
    with pytest.raises(errors.NoRoomForCopy):
        backup(opened, small / "sao lưu", "opening")
    assert list((small / "sao lưu").iterdir()) == []
    with pytest.raises(errors.NoRoomForCopy):
        restore(good, small / "a.hnab", password=PASSWORD)
    assert [p.name for p in small.iterdir()] == ["sao lưu"]


@needs_mount
def test_a_read_only_drive_is_recognised_and_can_be_looked_at(
    small: Path, opened: Vault, path: Path, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    cipher.fold_log(opened.writer)
    for part in ("", ".keys"):
        source = path.with_name(path.name + part)
        (small / source.name).write_bytes(source.read_bytes())
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    there = small / path.name
    assert drive_kind(there) is DriveKind.READ_ONLY
    with pytest.raises(errors.ReadOnlyPlace):
        open_vault(there, password=PASSWORD)
    # Even when the drive is misjudged, the refusal of the system ends in the same sentence.
    with pytest.raises(errors.ReadOnlyPlace):
        open_vault(there, password=PASSWORD, drive=lambda _path: DriveKind.FIXED)
    vault = open_vault(there, password=PASSWORD, read_only=True)
    assert _rows(vault) == 3
    vault.close()


def test_a_file_that_may_not_grow_keeps_what_it_has(opened: Vault, path: Path) -> None:
    writer = opened.writer
    pages = writer.execute("PRAGMA page_count").fetchone()[0]
    writer.execute(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(errors.DiskFull):
        sum(_save(writer, path) for _attempt in range(100))
    writer.execute("PRAGMA max_page_count=1000000")
    _save(writer, path)


def _mounted(monkeypatch: pytest.MonkeyPatch, mountpoint: str, fstype: str, opts: str, device: str) -> None:
    mounts = [
        SimpleNamespace(device="/dev/vda", mountpoint="/", fstype="ext4", opts="rw,relatime"),
        SimpleNamespace(device=device, mountpoint=mountpoint, fstype=fstype, opts=opts),
    ]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all=False: mounts)


@pytest.mark.parametrize(
    ("fstype", "opts", "kind"),
    [
        ("ext4", "rw", DriveKind.FIXED),
        ("NTFS", "rw,fixed", DriveKind.FIXED),
        ("FAT32", "rw,removable", DriveKind.REMOVABLE),
        ("UDF", "ro,cdrom", DriveKind.REMOVABLE),
        ("NTFS", "rw,remote", DriveKind.NETWORK),
        ("cifs", "rw,relatime", DriveKind.NETWORK),
        ("nfs4", "ro", DriveKind.NETWORK),
        ("fuse.sshfs", "rw", DriveKind.NETWORK),
        ("squashfs", "ro", DriveKind.READ_ONLY),
    ],
)
def test_a_drive_is_judged_by_what_the_system_says_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fstype: str, opts: str, kind: DriveKind
) -> None:
    _mounted(monkeypatch, str(tmp_path), fstype, opts, "E:\\")
    assert drive_kind(tmp_path / "a.hnab") is kind
    assert drive_name(tmp_path / "a.hnab") == str(tmp_path)


def test_a_stick_is_known_by_its_place_on_the_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = tmp_path / "sys" / "devices" / "usb1" / "block" / "sdz" / "sdz1"
    block.mkdir(parents=True)
    (block / "partition").write_text("1")
    names = tmp_path / "sys" / "class" / "block"
    names.mkdir(parents=True)
    (names / "sdz1").symlink_to(block)
    monkeypatch.setattr(drives, "BLOCK_DEVICES", names)
    place = tmp_path / "mnt"
    place.mkdir()
    _mounted(monkeypatch, str(place), "vfat", "rw", "/dev/sdz1")
    assert drive_kind(place / "a.hnab") is DriveKind.REMOVABLE
    _mounted(monkeypatch, str(place), "vfat", "rw", "/dev/sdy1")
    assert drive_kind(place / "a.hnab") is DriveKind.FIXED


def test_this_folder_is_a_drive_of_this_machine(tmp_path: Path) -> None:
    assert drive_kind(tmp_path / "a.hnab") is DriveKind.FIXED
    assert drives.free_bytes(tmp_path / "chưa có" / "a.hnab") > 0


def test_too_little_room_is_said_before_anything_begins(tmp_path: Path) -> None:
    with pytest.raises(errors.NoRoomForCopy):
        drives.need_room(tmp_path, 1 << 60)


class _Reported(Exception):
    def __init__(self, name: str) -> None:
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        (_Reported("SQLITE_FULL"), errors.DiskFull),
        (_Reported("SQLITE_CORRUPT_INDEX"), errors.DamagedFile),
        (_Reported("SQLITE_NOTADB"), errors.DamagedFile),
        (_Reported("SQLITE_BUSY"), errors.Busy),
        (_Reported("SQLITE_LOCKED_SHAREDCACHE"), errors.Busy),
        (_Reported("SQLITE_READONLY_DBMOVED"), errors.ReadOnlyPlace),
        (_Reported("SQLITE_CANTOPEN"), errors.MissingFile),
        (_Reported("SQLITE_IOERR_WRITE"), errors.NotSaved),
        (OSError(errno.ENOSPC, ""), errors.DiskFull),
        (OSError(errno.EROFS, "", "/x"), errors.ReadOnlyPlace),
        (FileNotFoundError(errno.ENOENT, "", "/x"), errors.MissingFile),
        (OSError(errno.EIO, ""), errors.NotSaved),
    ],
)
def test_each_report_becomes_a_sentence(
    tmp_path: Path, reported: Exception, expected: type[AppError]
) -> None:
    path = tmp_path / "a.hnab"
    assert type(explain(reported, path)) is expected
    assert type(explain(reported, path, datetime(2026, 11, 24, 16, 42))) is expected
    wrapped = RuntimeError()
    wrapped.orig = reported  # type: ignore[attr-defined]
    assert type(explain(wrapped, path)) is expected


def test_a_file_that_a_virus_scanner_holds_is_busy(tmp_path: Path) -> None:
    held = PermissionError(errno.EACCES, "")
    held.winerror = 32  # type: ignore[attr-defined]
    assert type(explain(held, tmp_path)) is errors.Busy


def test_what_is_a_sentence_already_stays(tmp_path: Path) -> None:
    error = errors.Busy()
    assert explain(error, tmp_path) is error


def test_a_failed_write_with_no_room_left_is_a_full_drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "free_bytes", lambda _path: 4096)
    assert type(explain(_Reported("SQLITE_IOERR_SHMSIZE"), tmp_path / "a")) is errors.DiskFull


def test_a_bug_is_not_explained_away(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        explain(ZeroDivisionError(), tmp_path)


def _save(writer: cipher.sqlcipher.Connection, path: Path) -> int:
    try:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO t(words) VALUES(?)", ("x" * 3000,))
        writer.execute("COMMIT")
    except cipher.Error as error:
        if writer.in_transaction:
            writer.execute("ROLLBACK")
        raise explain(error, path) from error
    return 1


def _rows(vault: Vault) -> int:
    reader = vault.reader()
    try:
        return int(reader.execute("SELECT count(*) FROM t").fetchone()[0])
    finally:
        reader.close()
