"""The encrypted file: made, opened, written, read beside, looked at, and closed."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from hnabroad_desktop.store import cipher, keyfile, local
from hnabroad_desktop.store.drives import DriveKind
from hnabroad_desktop.store.errors import (
    BeingWritten,
    FileExists,
    KeysRefused,
    MissingFolder,
    NewerFile,
    OpenedToView,
    WrongPassword,
)
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.vault import Vault, create
from hnabroad_desktop.store.vault import open_vault as open_known

# The files of these tests have no tables of the engine.
open_vault = partial(open_known, newest=0)

PASSWORD = "mật khẩu"
Contents = Callable[[Path], dict[str, bytes]]
Rows = Callable[[Vault], int]


def test_a_file_opens_with_password_and_with_recovery_key(made: str, path: Path, rows: Rows) -> None:
    for secret in ({"password": PASSWORD}, {"recovery_key": made}):
        vault = open_vault(path, **secret)
        assert rows(vault) == 3
        assert not vault.read_only
        assert not vault.practice
        vault.close()


def test_nobody_reads_a_word_of_it_without_the_key(made: str, path: Path) -> None:
    content = path.read_bytes()
    assert b"xxxx" not in content
    assert b"CREATE TABLE" not in content
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT * FROM sqlite_master").fetchall()


def test_the_id_of_the_file_stands_at_its_head(opened: Vault, path: Path) -> None:
    assert path.read_bytes()[:16].hex() == opened.file_id == keyfile.read(keyfile.beside(path)).file_id


def test_the_settings_that_keep_data_safe_are_in_force(opened: Vault) -> None:
    reader = opened.reader()
    for connection in (opened.writer, reader):
        for pragma, value in (
            ("journal_mode", "wal"),
            ("synchronous", 2),
            ("foreign_keys", 0),
            ("trusted_schema", 0),
            ("temp_store", 2),
            ("application_id", int.from_bytes(b"HNAB", "big")),
        ):
            assert connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value, pragma
        for pragma, text in (("cipher_page_size", "4096"), ("cipher_use_hmac", "1")):
            assert connection.execute(f"PRAGMA {pragma}").fetchone()[0] == text
    assert opened.writer.execute("PRAGMA cache_size").fetchone()[0] == -65536
    assert reader.execute("PRAGMA query_only").fetchone()[0] == 1
    reader.close()


def test_a_reader_sees_what_is_confirmed_while_the_writer_works(opened: Vault, rows: Rows) -> None:
    opened.writer.execute("BEGIN IMMEDIATE")
    opened.writer.execute("INSERT INTO t(words) VALUES('mới')")
    seen: list[int] = []
    beside = threading.Thread(target=lambda: seen.append(rows(opened)))
    beside.start()
    beside.join()
    opened.writer.execute("COMMIT")
    assert seen == [3]
    assert rows(opened) == 4


def test_a_reader_cannot_write(opened: Vault) -> None:
    reader = opened.reader()
    with pytest.raises(cipher.Error):
        reader.execute("DELETE FROM t")
    reader.close()


def test_closing_leaves_one_whole_file_and_its_keys(opened: Vault, path: Path) -> None:
    opened.writer.execute("BEGIN IMMEDIATE")
    opened.writer.execute("DELETE FROM t")
    opened.close()
    opened.close()
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name, path.name + ".keys"]
    again = open_vault(path, password=PASSWORD)
    assert again.writer.execute("SELECT count(*) FROM t").fetchone() == (3,)
    again.close()


def test_people_and_passwords_change_without_touching_the_data(
    opened: Vault, path: Path, cheap: Cost
) -> None:
    cipher.fold_log(opened.writer)
    before = path.read_bytes()
    opened.add_person("Bình", "hai", cheap)
    opened.change_password("Lan", "ba", cheap)
    printed = opened.new_recovery_key(cheap)
    assert opened.people == ("Lan", "Bình")
    opened.close()
    assert path.read_bytes() == before
    for secret, person in (({"password": "hai"}, "Bình"), ({"password": "ba"}, "Lan")):
        vault = open_vault(path, **secret)
        assert vault.person == person
        vault.close()
    vault = open_vault(path, recovery_key=printed)
    vault.remove_person("Lan")
    with pytest.raises(KeysRefused):
        vault.remove_person("Bình")
    vault.close()
    with pytest.raises(WrongPassword):
        open_vault(path, password="ba")


def test_keys_that_were_lost_come_back_from_the_users_folder(made: str, path: Path, rows: Rows) -> None:
    keys = keyfile.beside(path)
    content = keys.read_bytes()
    keys.unlink()
    vault = open_vault(path, password=PASSWORD)
    assert rows(vault) == 3
    vault.close()
    assert keys.read_bytes() == content


def test_keys_of_another_file_beside_the_data_are_passed_over(
    made: str, path: Path, cheap: Cost, rows: Rows
) -> None:
    other, _printed = create(path.with_name("khác.hnab"), person="Lan", password="khác", cost=cheap)
    other.close()
    keyfile.beside(path).write_bytes(keyfile.beside(other.path).read_bytes())
    vault = open_vault(path, password=PASSWORD)
    assert rows(vault) == 3
    vault.close()


def test_a_folder_that_takes_no_copy_of_the_keys_is_no_obstacle(
    made: str, path: Path, own_home: Path, rows: Rows
) -> None:
    local.key_copy("x")
    for copy in (own_home / "keys").iterdir():
        copy.unlink()
    (own_home / "keys").rmdir()
    (own_home / "keys").write_text("not a folder")
    vault = open_vault(path, password=PASSWORD)
    assert rows(vault) == 3
    vault.close()


def test_practice_opens_with_nothing_and_says_so(path: Path) -> None:
    vault, printed = create(path, person="Người học", password=None, practice=True)
    assert (vault.practice, vault.person, printed) == (True, "Người học", "")
    vault.close()
    again = open_vault(path)
    assert (again.practice, again.person) == (True, "Người học")
    again.close()


def test_a_new_file_replaces_nothing(made: str, path: Path, cheap: Cost, contents: Contents) -> None:
    before = contents(path.parent)
    with pytest.raises(FileExists):
        create(path, person="Lan", password="x", cost=cheap)
    with pytest.raises(MissingFolder):
        create(path.parent / "không có" / "a.hnab", person="Lan", password="x", cost=cheap)
    with pytest.raises(KeysRefused):
        create(path.with_name("mới.hnab"), person="Lan", password="", cost=cheap)
    assert contents(path.parent) == before


def test_keys_without_data_are_set_aside_not_replaced(made: str, path: Path, cheap: Cost) -> None:
    old = keyfile.beside(path).read_bytes()
    file_id = keyfile.from_bytes(old).file_id
    path.unlink()
    vault, _printed = create(path, person="Lan", password="x", cost=cheap)
    vault.close()
    assert path.with_name(f"{path.name}.keys.{file_id}").read_bytes() == old


def test_looking_at_a_file_writes_nothing(made: str, path: Path, contents: Contents, rows: Rows) -> None:
    before = contents(path.parent)
    for kind in DriveKind:
        vault = open_vault(path, password=PASSWORD, read_only=True, drive=lambda _path, kind=kind: kind)
        assert vault.read_only
        assert rows(vault) == 3
        with pytest.raises(OpenedToView):
            vault.writer  # noqa: B018 - reading it is the test
        with pytest.raises(OpenedToView):
            vault.add_person("Bình", "hai", Cost(1, 32, 1))
        copy = vault.data_path
        assert copy != path
        assert contents(path.parent) == before
        vault.close()
        assert not copy.exists()
    assert contents(path.parent) == before


def test_old_tables_are_brought_up_to_date_in_the_copy_alone(
    made: str, path: Path, contents: Contents, rows: Rows
) -> None:
    before = contents(path.parent)
    vault = open_vault(path, password=PASSWORD, read_only=True)
    scratch = vault.copy_writer()
    scratch.execute("INSERT INTO t(words) VALUES('trong bản xem')")
    scratch.close()
    assert rows(vault) == 4
    vault.close()
    assert contents(path.parent) == before
    beside = open_vault(path, password=PASSWORD)
    with pytest.raises(OpenedToView):
        beside.copy_writer()
    beside.close()


def test_after_a_crash_every_confirmed_row_is_there(opened: Vault, tmp_path: Path, rows: Rows) -> None:
    left = _as_after_a_crash(opened, tmp_path)
    seen = open_vault(left, password=PASSWORD, read_only=True)
    assert rows(seen) == 4
    seen.close()
    vault = open_vault(left, password=PASSWORD)
    assert rows(vault) == 4
    vault.close()


def test_the_head_alone_damaged_is_not_a_foreign_file(made: str, path: Path, rows: Rows) -> None:
    content = bytearray(path.read_bytes())
    content[:16] = bytes(range(16))
    path.write_bytes(content)
    vault = open_vault(path, password=PASSWORD)
    assert rows(vault) == 3
    vault.writer.execute("PRAGMA user_version=0")
    vault.writer.execute("CREATE TABLE more(n)")
    vault.close()
    assert path.read_bytes()[:16].hex() == vault.file_id


def test_the_program_that_changed_the_tables_is_named_in_the_key_file(
    opened: Vault, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.stamp_program()
    before = keyfile.beside(path).read_bytes()
    monkeypatch.setattr("hnabroad_desktop.store.opened.__version__", "7.5.0")
    opened.stamp_program()
    assert keyfile.beside(path).read_bytes() != before
    assert keyfile.from_bytes(keyfile.beside(path).read_bytes()).program == "7.5.0"
    opened.writer.execute("PRAGMA user_version=99")
    opened.close()
    monkeypatch.undo()
    with pytest.raises(NewerFile, match=r"7\.5\.0"):
        open_vault(path, password=PASSWORD)


def test_a_file_that_keeps_changing_is_not_copied_torn(
    made: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copyfile

    def copy_beside_a_writer(source: Path, target: Path) -> None:
        copy(source, target)
        with path.open("ab") as file:
            file.write(b"more")

    monkeypatch.setattr(shutil, "copyfile", copy_beside_a_writer)
    with pytest.raises(BeingWritten):
        open_vault(path, password=PASSWORD, read_only=True)


def _as_after_a_crash(vault: Vault, tmp_path: Path) -> Path:
    vault.writer.execute("INSERT INTO t(words) VALUES('chưa gộp')")
    folder = tmp_path / "mất điện"
    folder.mkdir()
    for part in ("", "-wal", ".keys"):
        source = vault.path.with_name(vault.path.name + part)
        (folder / source.name).write_bytes(source.read_bytes())
    return folder / vault.path.name
