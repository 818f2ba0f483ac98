"""Bringing a backup back: checked before it is swapped in, and the replaced file is kept."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from hnabroad_desktop.store import keyfile, machine
from hnabroad_desktop.store.backups import backup
from hnabroad_desktop.store.drives import DriveKind
from hnabroad_desktop.store.errors import (
    AlreadyOpen,
    DamagedBackup,
    MissingFile,
    NewerFile,
    NotSaved,
    RemovableDrive,
    WrongPassword,
    WrongRecoveryKey,
)
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.restore import DAMAGED, Restored
from hnabroad_desktop.store.restore import restore as restore_known
from hnabroad_desktop.store.vault import Vault, create
from hnabroad_desktop.store.vault import open_vault as open_known

# The files of these tests have no tables of the engine.
open_vault = partial(open_known, newest=0)
restore = partial(restore_known, newest=0)

PASSWORD = "mật khẩu"
Rows = Callable[[Vault], int]
Contents = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def backed_up(made: str, path: Path, tmp_path: Path) -> Path:
    """A backup with three rows of a file that has five now; the file is closed."""
    vault = open_vault(path, password=PASSWORD)
    saved = backup(vault, tmp_path / "sao lưu", "opening")
    vault.writer.executemany("INSERT INTO t(words) VALUES(?)", [("sau",)] * 2)
    vault.close()
    return saved


def _count(path: Path, rows: Rows, password: str = PASSWORD) -> int:
    vault = open_vault(path, password=password)
    try:
        return rows(vault)
    finally:
        vault.close()


def _is_called_damaged(done: Restored) -> bool:
    return done.replaced is not None and DAMAGED in done.replaced.name


def test_the_replaced_file_is_kept_and_opens(backed_up: Path, path: Path, rows: Rows) -> None:
    done = restore(backed_up, path, password=PASSWORD)
    assert not _is_called_damaged(done)
    assert done.replaced == path.with_name(path.name + ".truoc-khoi-phuc")
    assert _count(path, rows) == 3
    assert _count(done.replaced, rows) == 5


def test_the_backup_stays_and_restores_again(backed_up: Path, path: Path, rows: Rows) -> None:
    content = backed_up.read_bytes()
    first = restore(backed_up, path, password=PASSWORD).replaced
    second = restore(backed_up, path, password=PASSWORD).replaced
    assert first is not None
    assert second is not None
    assert first != second
    assert (_count(first, rows), _count(second, rows)) == (5, 3)
    assert backed_up.read_bytes() == content


def test_a_file_that_is_gone_comes_back_with_its_keys(
    backed_up: Path, path: Path, rows: Rows, made: str
) -> None:
    path.unlink()
    keyfile.beside(path).unlink()
    assert restore(backed_up, path, recovery_key=made).replaced is None
    assert _count(path, rows) == 3


def test_a_damaged_file_is_kept_as_damaged(backed_up: Path, path: Path, rows: Rows) -> None:
    content = bytearray(path.read_bytes())
    content[5000:6000] = random.Random(4).randbytes(1000)
    path.write_bytes(content)
    done = restore(backed_up, path, password=PASSWORD)
    assert _is_called_damaged(done)
    assert done.replaced == path.with_name(path.name + ".damaged")
    assert done.replaced.read_bytes() == content
    assert _count(path, rows) == 3


@pytest.mark.parametrize("damaged", [False, True])
def test_changes_left_in_a_log_are_kept_with_the_replaced_file(
    backed_up: Path, path: Path, tmp_path: Path, rows: Rows, damaged: bool
) -> None:
    vault = open_vault(path, password=PASSWORD)
    vault.writer.execute("INSERT INTO t(words) VALUES('chưa gộp')")
    folder = tmp_path / "mất điện"
    folder.mkdir()
    for part in ("", "-wal", ".keys"):
        source = path.with_name(path.name + part)
        (folder / source.name).write_bytes(source.read_bytes())
    vault.close()
    target = folder / path.name
    log = target.with_name(target.name + "-wal").read_bytes()
    if damaged:
        content = bytearray(target.read_bytes())
        content[5000:6000] = random.Random(4).randbytes(1000)
        target.write_bytes(content)
    done = restore(backed_up, target, password=PASSWORD)
    assert done.replaced is not None
    assert _is_called_damaged(done) == damaged
    assert _count(target, rows) == 3
    if damaged:
        assert done.replaced.with_name(done.replaced.name + "-wal").read_bytes() == log
    else:
        assert _count(done.replaced, rows) == 6


def test_another_file_in_the_place_is_kept_too(backed_up: Path, path: Path, cheap: Cost, rows: Rows) -> None:
    other, _printed = create(path.with_name("khác.hnab"), person="Bình", password="khác", cost=cheap)
    other.writer.execute("CREATE TABLE t(n)")
    other.close()
    done = restore(backed_up, other.path, password=PASSWORD)
    assert done.replaced is not None
    assert not _is_called_damaged(done)
    assert _count(other.path, rows) == 3
    assert _count(done.replaced, rows, "khác") == 0


def test_a_password_changed_since_the_backup_stays_changed(
    backed_up: Path, path: Path, cheap: Cost, rows: Rows
) -> None:
    vault = open_vault(path, password=PASSWORD)
    vault.change_password("Lan", "mới", cheap)
    vault.close()
    restore(backed_up, path, password="mới")
    assert _count(path, rows, "mới") == 3
    with pytest.raises(WrongPassword):
        open_vault(path, password=PASSWORD)


def test_a_password_forgotten_since_the_backup_is_no_obstacle(
    backed_up: Path, path: Path, cheap: Cost, rows: Rows
) -> None:
    vault = open_vault(path, password=PASSWORD)
    vault.change_password("Lan", "quên", cheap)
    vault.close()
    restore(backed_up, path, password=PASSWORD)
    assert _count(path, rows) == 3


def test_a_drive_without_second_names_keeps_the_replaced_file_too(
    backed_up: Path, path: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_names: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    done = restore(backed_up, path, password=PASSWORD)
    assert done.replaced is not None
    assert (_count(path, rows), _count(done.replaced, rows)) == (3, 5)


@pytest.mark.parametrize("linked", [True, False])
def test_a_swap_that_fails_puts_everything_back(
    backed_up: Path, path: Path, contents: Contents, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    content = bytearray(path.read_bytes())
    content[5000:6000] = random.Random(4).randbytes(1000)
    path.write_bytes(content)
    path.with_name(path.name + "-wal").write_bytes(b"left by a crash")
    before = contents(path.parent)
    replace = os.replace

    def fail_for_the_data(source: Path, target: Path) -> None:
        if str(source).endswith(".new"):
            raise OSError(errno.EIO, "", str(target))
        replace(source, target)

    def refuse(*_names: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "replace", fail_for_the_data)
    if not linked:
        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(NotSaved):
        restore(backed_up, path, password=PASSWORD)
    assert contents(path.parent) == before


def test_what_an_interrupted_restore_left_is_swept(backed_up: Path, path: Path) -> None:
    left = path.with_name(f".{path.name}.12345678.new")
    left.write_bytes(b"half")
    restore(backed_up, path, password=PASSWORD)
    assert not left.exists()


def test_a_closed_vault_spares_the_password(backed_up: Path, path: Path, rows: Rows) -> None:
    vault = open_vault(path, password=PASSWORD)
    vault.close()
    restore(backed_up, path, vault=vault)
    assert _count(path, rows) == 3


def test_after_a_restore_the_machine_writes_under_a_new_identity(backed_up: Path, path: Path) -> None:
    file_id = open_vault(path, password=PASSWORD, read_only=True)
    replica, _new = machine.replica_for(file_id.file_id, path, {})
    restore(backed_up, path, password=PASSWORD)
    assert machine.replica_for(file_id.file_id, path, {replica: 0})[1]
    file_id.close()


def test_an_open_file_is_not_replaced(backed_up: Path, path: Path, contents: Contents) -> None:
    vault = open_vault(path, password=PASSWORD)
    before = contents(path.parent)
    with pytest.raises(AlreadyOpen):
        restore(backed_up, path, password=PASSWORD)
    assert contents(path.parent) == before
    vault.close()


def test_what_cannot_be_restored_changes_nothing(
    backed_up: Path, path: Path, contents: Contents, tmp_path: Path
) -> None:
    before = contents(path.parent)
    with pytest.raises(WrongPassword):
        restore(backed_up, path, password="sai")
    with pytest.raises(WrongRecoveryKey):
        restore(backed_up, path, recovery_key="0")
    with pytest.raises(MissingFile):
        restore(tmp_path / "không có.hnabak", path, password=PASSWORD)
    with pytest.raises(RemovableDrive):
        restore(backed_up, path, password=PASSWORD, drive=lambda _path: DriveKind.REMOVABLE)
    with pytest.raises(DamagedBackup):
        restore(backed_up, path, password=PASSWORD, verify=lambda _c: ["chain broken"])
    with pytest.raises(NewerFile):
        restore(backed_up, path, password=PASSWORD, newest=-1)
    content = bytearray(backed_up.read_bytes())
    content[3000] ^= 1
    backed_up.write_bytes(content)
    with pytest.raises(DamagedBackup):
        restore(backed_up, path, password=PASSWORD)
    assert contents(path.parent) == before
