"""Everything that can be wrong with a file or its place has its own sentence, and nothing is written."""

from __future__ import annotations

import itertools
import json
import os
import random
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hnabroad_desktop.store import cipher, errors, keyfile, local
from hnabroad_desktop.store.drives import DriveKind
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.vault import create
from hnabroad_desktop.store.vault import open_vault as open_known

# The files of these tests have no tables of the engine.
open_vault = partial(open_known, newest=0)

PASSWORD = "mật khẩu"


@dataclass(frozen=True)
class Case:
    """One thing that is wrong: how it comes about, how the file is opened, what is raised and said."""

    error: type[errors.FileProblem]
    says: str
    harm: Callable[[Path], None] = lambda _path: None
    opening: dict[str, Any] = field(default_factory=dict)


def _sqlite(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE t(n)")
    plain.close()


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", "x" * 9000)


def _words(path: Path) -> None:
    keyfile.beside(path).unlink()
    path.write_text("Danh sách cán bộ" * 1000, encoding="utf-8")


def _empty(path: Path) -> None:
    keyfile.beside(path).unlink()
    path.write_bytes(b"")


def _first_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[200:1200] = random.Random(1).randbytes(1000)
    path.write_bytes(content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _last_page_gone(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: -cipher.PAGE])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _other_content(path: Path) -> None:
    path.write_bytes(random.Random(2).randbytes(8192))


def _lost_keys(path: Path) -> None:
    keyfile.beside(path).unlink()
    _forget_copies()


def _broken_keys(path: Path) -> None:
    keyfile.beside(path).write_bytes(keyfile.beside(path).read_bytes()[:100])
    _forget_copies()


def _newer_keys(path: Path) -> None:
    body = json.loads(keyfile.beside(path).read_bytes()) | {"format": 9, "program": "9.1"}
    keyfile.beside(path).write_text(json.dumps(body))


def _newer_tables(path: Path) -> None:
    key, _name = keyfile.read(keyfile.beside(path)).unlock(password=PASSWORD)
    connection = cipher.connect(path, key)
    connection.execute("PRAGMA user_version=99")
    connection.close()


def _other_program(path: Path) -> None:
    key, _name = keyfile.read(keyfile.beside(path)).unlock(password=PASSWORD)
    connection = cipher.connect(path, key)
    connection.execute("PRAGMA application_id=1")
    connection.close()


def _gone(path: Path) -> None:
    path.unlink()


def _place(kind: DriveKind) -> dict[str, Any]:
    return {"drive": lambda _path: kind}


CASES = {
    "wrong password": Case(
        errors.WrongPassword,
        "Mật khẩu không đúng. Dữ liệu không bị ảnh hưởng. Đề nghị nhập "
        "lại; nếu quên, dùng mã khôi phục trong phong bì niêm phong.",
        opening={"password": "sai"},
    ),
    "no password": Case(errors.WrongPassword, "Mật khẩu không đúng.", opening={"password": None}),
    "wrong recovery key": Case(
        errors.WrongRecoveryKey,
        "Mã khôi phục không đúng.",
        opening={"recovery_key": "0000-0000-0000-0000-0000-0000-0000-0000-0"},
    ),
    "another database": Case(
        errors.ForeignFile,
        "Đây không phải tệp dữ liệu của chương trình. Tệp chưa bị thay đổi. Đề nghị chọn tệp khác.",
        _sqlite,
    ),
    "a workbook": Case(errors.ForeignFile, "Đây không phải tệp dữ liệu của chương trình.", _zip),
    "words": Case(errors.ForeignFile, "Đây không phải tệp dữ liệu của chương trình.", _words),
    "an empty file": Case(errors.ForeignFile, "Đây không phải tệp dữ liệu của chương trình.", _empty),
    "another program": Case(
        errors.ForeignFile, "Đây không phải tệp dữ liệu của chương trình.", _other_program
    ),
    "first page damaged": Case(
        errors.DamagedFile,
        "Tệp dữ liệu bị hỏng. Chương trình chưa ghi gì vào tệp. Đề nghị khôi phục từ bản sao lưu gần nhất.",
        _first_page,
    ),
    "first page damaged, backup known": Case(
        errors.DamagedFile,
        "Tệp dữ liệu bị hỏng. Chương trình chưa ghi gì vào tệp. Đề nghị khôi phục từ bản sao "
        "lưu lúc 16:30, 23/11/2026.",
        _first_page,
        {"last_backup": datetime(2026, 11, 23, 16, 30)},
    ),
    "cut short": Case(errors.DamagedFile, "Tệp dữ liệu bị hỏng.", _cut),
    "last page gone": Case(errors.DamagedFile, "Tệp dữ liệu bị hỏng.", _last_page_gone),
    "emptied": Case(errors.DamagedFile, "Tệp dữ liệu bị hỏng.", _emptied),
    "other content": Case(errors.DamagedFile, "Tệp dữ liệu bị hỏng.", _other_content),
    "keys lost": Case(
        errors.MissingKeys, "Không tìm thấy tệp khóa hồ sơ.hnab.keys bên cạnh tệp dữ liệu.", _lost_keys
    ),
    "keys damaged": Case(errors.DamagedKeys, "Tệp khóa hồ sơ.hnab.keys bị hỏng.", _broken_keys),
    "newer keys": Case(
        errors.NewerFile,
        "Tệp được lập bằng phiên bản mới hơn (9.1). Tệp chưa bị thay đổi. "
        "Đề nghị cập nhật chương trình rồi mở lại.",
        _newer_keys,
    ),
    "newer tables": Case(errors.NewerFile, "Tệp được lập bằng phiên bản mới hơn (99).", _newer_tables),
    "not there": Case(errors.MissingFile, "Không tìm thấy tệp hồ sơ.hnab", _gone),
    "on a stick": Case(
        errors.RemovableDrive,
        "Không làm việc trực tiếp trên USB. Tệp chưa bị thay đổi. Đề nghị chép tệp vào ổ đĩa của máy rồi mở.",
        opening=_place(DriveKind.REMOVABLE),
    ),
    "on a share": Case(
        errors.NetworkDrive, "Không làm việc trực tiếp trên ổ đĩa mạng.", opening=_place(DriveKind.NETWORK)
    ),
    "read-only": Case(
        errors.ReadOnlyPlace, "Tệp nằm ở nơi chỉ cho đọc.", opening=_place(DriveKind.READ_ONLY)
    ),
}


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", CASES)
def test_each_problem_has_its_sentence_and_nothing_is_written(
    name: str,
    path: Path,
    own_home: Path,
    contents: Callable[[Path], dict[str, bytes]],
    capfd: pytest.CaptureFixture[str],
) -> None:
    case = CASES[name]
    case.harm(path)
    before = contents(path.parent), contents(own_home)
    with pytest.raises(case.error) as caught:
        open_vault(path, **({"password": PASSWORD} | case.opening))
    assert str(caught.value).startswith(case.says)
    assert (contents(path.parent), contents(own_home)) == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "drive" not in case.opening])
def test_looking_is_refused_for_the_same_reasons(name: str, path: Path) -> None:
    case = CASES[name]
    case.harm(path)
    with pytest.raises(case.error):
        open_vault(path, read_only=True, **({"password": PASSWORD} | case.opening))


@pytest.mark.usefixtures("made")
def test_damage_behind_a_crash_is_left_as_it_was_found(
    path: Path, contents: Callable[[Path], dict[str, bytes]], tmp_path: Path
) -> None:
    vault = open_vault(path, password=PASSWORD)
    vault.writer.execute("INSERT INTO t(words) VALUES('chưa gộp')")
    folder = tmp_path / "mất điện"
    folder.mkdir()
    for part in ("", "-wal", ".keys"):
        source = path.with_name(path.name + part)
        (folder / source.name).write_bytes(source.read_bytes())
    vault.close()
    _first_page(folder / path.name)
    before = contents(folder)
    with pytest.raises(errors.DamagedFile):
        open_vault(folder / path.name, password=PASSWORD)
    assert contents(folder) == before


def test_no_two_kinds_of_problem_share_a_sentence() -> None:
    for (first, one), (second, other) in itertools.combinations(CASES.items(), 2):
        if one.error is not other.error:
            assert one.says != other.says, (first, second)


@pytest.mark.parametrize("kind", [DriveKind.REMOVABLE, DriveKind.NETWORK, DriveKind.READ_ONLY])
def test_no_new_file_is_made_in_a_wrong_place(kind: DriveKind, path: Path) -> None:
    with pytest.raises(errors.FileProblem):
        create(path, person="Lan", password="x", cost=Cost(1, 32, 1), drive=lambda _path: kind)
    assert os.listdir(path.parent) == []


def _forget_copies() -> None:
    for copy in (local.home() / "keys").iterdir():
        copy.unlink()
