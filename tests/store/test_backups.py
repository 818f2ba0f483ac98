"""Backups that count, their list, and what must never happen to earlier ones."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hnabroad_desktop.store import bundle, cipher, drives, keyfile
from hnabroad_desktop.store.backups import backup, list_backups
from hnabroad_desktop.store.backups import inspect as inspect_known
from hnabroad_desktop.store.errors import (
    BackupRefused,
    DamagedBackup,
    MissingFile,
    NewerFile,
    NoRoomForCopy,
    WrongPassword,
)
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.restore import restore as restore_known
from hnabroad_desktop.store.thinning import Keep
from hnabroad_desktop.store.vault import Vault, create
from hnabroad_desktop.store.vault import open_vault as open_known

# The files of these tests have no tables of the engine.
open_vault = partial(open_known, newest=0)
inspect = partial(inspect_known, newest=0)
restore = partial(restore_known, newest=0)

PASSWORD = "mật khẩu"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
Rows = Callable[[Vault], int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go; made by the first one."""
    return tmp_path / "sao lưu"


def test_a_backup_is_one_file_with_data_keys_and_a_list(opened: Vault, folder: Path) -> None:
    opened.writer.execute("INSERT INTO t(words) VALUES('còn trong nhật ký')")
    path = backup(
        opened, folder, "opening", count=lambda c: {"t": c.execute("SELECT count(*) FROM t").fetchone()[0]},
        now=lambda: NOON,
    )  # fmt: skip
    assert [p.name for p in folder.iterdir()] == ["hồ sơ-20261124-120000.hnabak"] == [path.name]
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == ["data.hnab", "keys", "manifest.json"]
        assert b"xxxx" not in archive.read("data.hnab")
    (listed,) = list_backups(folder)
    assert (listed.path, listed.time) == (path, NOON)
    manifest = listed.manifest
    assert (manifest.file_id, manifest.reason, manifest.counts) == (opened.file_id, "opening", {"t": 4})
    assert manifest.name == "hồ sơ.hnab"


def test_a_backup_opens_to_view(opened: Vault, folder: Path, made: str, rows: Rows) -> None:
    path = backup(opened, folder, "opening")
    opened.writer.execute("DELETE FROM t")
    for secret in ({"password": PASSWORD}, {"recovery_key": made}, {"vault": opened}):
        seen = inspect(path, **secret)
        assert seen.read_only
        assert rows(seen) == 3
        copy = seen.data_path
        seen.close()
        assert not copy.exists()
    with pytest.raises(WrongPassword):
        inspect(path, password="sai")
    with pytest.raises(MissingFile):
        inspect(folder / "không có.hnabak", password=PASSWORD)
    assert len(list(folder.iterdir())) == 1


def test_a_save_goes_on_beside_a_backup_and_the_backup_beside_a_save(
    opened: Vault, folder: Path, rows: Rows
) -> None:
    opened.writer.execute("BEGIN IMMEDIATE")
    opened.writer.execute("INSERT INTO t(words) VALUES('chưa xác nhận')")
    path = backup(opened, folder, "half past")
    opened.writer.execute("COMMIT")
    seen = inspect(path, vault=opened)
    assert (rows(seen), rows(opened)) == (3, 4)
    seen.close()


def test_a_backup_of_a_practice_file_opens_with_nothing(path: Path, folder: Path) -> None:
    vault, _printed = create(path, person="Người học", password=None, practice=True)
    made = backup(vault, folder, "opening")
    vault.close()
    seen = inspect(made)
    assert seen.practice
    seen.close()


def test_two_backups_in_one_second_are_two_files(opened: Vault, folder: Path) -> None:
    first = backup(opened, folder, "one", now=lambda: NOON)
    second = backup(opened, folder, "two", now=lambda: NOON)
    assert first != second
    assert len(list_backups(folder)) == 2


def test_a_copy_that_fails_its_check_does_not_count(opened: Vault, folder: Path) -> None:
    good = backup(opened, folder, "opening", now=lambda: NOON)
    late = NOON + timedelta(days=400)
    with pytest.raises(BackupRefused):
        backup(opened, folder, "later", verify=lambda _c: ["chain broken at #7"], now=lambda: late)
    assert list(folder.iterdir()) == [good]


def test_a_damaged_file_thins_no_good_backup(made: str, path: Path, folder: Path, rows: Rows) -> None:
    vault = open_vault(path, password=PASSWORD)
    for days in (0, 100, 101):
        backup(vault, folder, "opening", keep=Keep(9999), now=lambda days=days: NOON + timedelta(days=days))
    vault.close()
    content = bytearray(path.read_bytes())
    content[-2000:-1000] = random.Random(3).randbytes(1000)
    path.write_bytes(content)
    vault = open_vault(path, password=PASSWORD)
    before = sorted(folder.iterdir())
    with pytest.raises(BackupRefused):
        backup(vault, folder, "opening", keep=Keep(0, 0, 0, 0), now=lambda: NOON + timedelta(days=500))
    vault.close()
    assert sorted(folder.iterdir()) == before
    seen = inspect(list_backups(folder)[0].path, password=PASSWORD)
    assert rows(seen) == 3
    seen.close()


def test_earlier_backups_of_this_file_are_thinned_and_others_stay(
    opened: Vault, folder: Path, cheap: Cost
) -> None:
    other, _printed = create(opened.path.with_name("khác.hnab"), person="Lan", password="x", cost=cheap)
    theirs = backup(other, folder, "opening", now=lambda: NOON)
    other.close()
    broken = folder / "hồ sơ-hỏng.hnabak"
    broken.write_bytes(b"PK")
    for hours in range(0, 24 * 6, 8):
        newest = backup(
            opened, folder, "half past", keep=Keep(1, 2, 0, 0), now=lambda h=hours: NOON + timedelta(hours=h)
        )
    mine = list_backups(folder, opened.file_id)
    assert mine[0].path == newest
    days = [b.time.day for b in mine]
    assert days == sorted(days, reverse=True)
    assert 4 <= len(mine) <= 6
    assert theirs.exists()
    assert broken.exists()


def test_leftovers_of_a_backup_that_was_cut_off_are_swept(opened: Vault, folder: Path) -> None:
    folder.mkdir()
    (folder / f".{opened.file_id}-12345678.tmp").write_bytes(b"half")
    path = backup(opened, folder, "opening")
    assert list(folder.iterdir()) == [path]


def test_without_room_nothing_is_begun(opened: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives, "free_bytes", lambda _path: 1000)
    with pytest.raises(NoRoomForCopy):
        backup(opened, folder, "opening")
    assert list(folder.iterdir()) == []


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[3000] ^= 1
    path.write_bytes(content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _rewrite(path: Path, part: str, change: Callable[[Any], Any]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = json.dumps(change(json.loads(parts[part]))).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _without_data(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        manifest = archive.read("manifest.json")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", manifest)


@pytest.mark.parametrize(
    "harm",
    [
        _flip,
        _cut,
        _without_data,
        lambda p: p.write_bytes(b"no zip"),
        lambda p: _rewrite(p, "manifest.json", lambda m: m | {"sha256": {}}),
        lambda p: _rewrite(p, "manifest.json", lambda m: []),
        lambda p: _rewrite(p, "keys", lambda k: k),
    ],
)
def test_a_backup_that_was_changed_is_refused(
    opened: Vault, folder: Path, harm: Callable[[Path], None]
) -> None:
    path = backup(opened, folder, "opening")
    harm(path)
    with pytest.raises(DamagedBackup, match=path.stem):
        inspect(path, vault=opened)


def test_a_backup_of_a_newer_program_is_refused_by_name(opened: Vault, folder: Path) -> None:
    path = backup(opened, folder, "opening")
    _rewrite(path, "manifest.json", lambda m: m | {"format": 2, "program": "9.1"})
    with pytest.raises(NewerFile, match=r"9\.1"):
        inspect(path, vault=opened)
    assert list_backups(folder) == []


def test_a_backup_with_newer_tables_is_refused(opened: Vault, folder: Path) -> None:
    opened.writer.execute("PRAGMA user_version=99")
    path = backup(opened, folder, "opening")
    with pytest.raises(NewerFile):
        inspect(path, vault=opened)
    inspect(path, vault=opened, newest=99).close()
    assert bundle.manifest_of(path).version == 99


def test_a_backup_is_a_plain_file_of_its_own(opened: Vault, folder: Path, tmp_path: Path) -> None:
    path = backup(opened, folder, "opening")
    out = tmp_path / "ra.hnab"
    bundle.unpack(path, out)
    connection = cipher.connect(out, opened.key, "immutable")
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    connection.close()


def test_a_sound_bundle_around_damaged_data_is_refused(opened: Vault, folder: Path, tmp_path: Path) -> None:
    path = backup(opened, folder, "opening")
    data = tmp_path / "hỏng"
    bundle.unpack(path, data)
    content = bytearray(data.read_bytes())
    content[100:1100] = random.Random(5).randbytes(1000)
    data.write_bytes(content)
    bundle.write(path, data, keyfile.to_bytes(opened.slots), bundle.manifest_of(path))
    with pytest.raises(DamagedBackup):
        inspect(path, vault=opened)
    with pytest.raises(DamagedBackup):
        restore(path, tmp_path / "a.hnab", vault=opened)
    assert not (tmp_path / "a.hnab").exists()
