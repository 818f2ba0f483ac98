"""One process writes; others are told who, and may look."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from hnabroad_desktop.base.paths import ROOT
from hnabroad_desktop.store import locks
from hnabroad_desktop.store.drives import DriveKind
from hnabroad_desktop.store.errors import AlreadyOpen
from hnabroad_desktop.store.vault import Vault
from hnabroad_desktop.store.vault import open_vault as open_known

# The files of these tests have no tables of the engine.
open_vault = partial(open_known, newest=0)

PASSWORD = "mật khẩu"
_OTHER = """
import sys
from pathlib import Path
from hnabroad_desktop.store.vault import open_vault
vault = open_vault(Path(sys.argv[1]), newest=0, password=sys.argv[2])
print("open", flush=True)
for line in sys.stdin:
    vault.writer.execute("INSERT INTO t(words) VALUES('từ máy khác')")
    print("saved", flush=True)
vault.close()
"""


@contextmanager
def _another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    other = subprocess.Popen(
        [sys.executable, "-c", _OTHER, str(path), PASSWORD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        assert _answer(other) == "open"
        yield other
    finally:
        other.kill()
        other.communicate()


def _answer(other: subprocess.Popen[str]) -> str:
    assert other.stdout is not None
    return other.stdout.readline().strip()


def _save(other: subprocess.Popen[str]) -> None:
    assert other.stdin is not None
    other.stdin.write("\n")
    other.stdin.flush()
    assert _answer(other) == "saved"


@pytest.mark.usefixtures("made")
def test_another_process_is_kept_out_and_told_by_whom(
    path: Path, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    with _another_process(path):
        before = contents(path.parent)
        with pytest.raises(AlreadyOpen) as caught:
            open_vault(path, password=PASSWORD)
        assert contents(path.parent) == before
    error = caught.value
    assert (error.machine, error.person) == (socket.gethostname(), "Lan")
    assert error.since is not None
    assert str(error) == (
        f"Tệp đang được mở trên máy {error.machine} từ {error.since:%H:%M}. "
        "Đề nghị đóng ở máy đó trước khi sửa; có thể mở để xem."
    )


@pytest.mark.usefixtures("made")
def test_looking_beside_a_writer_sees_every_save(path: Path, rows: Callable[[Vault], int]) -> None:
    with _another_process(path) as other:
        vault = open_vault(path, password=PASSWORD, read_only=True)
        assert rows(vault) == 3
        _save(other)
        assert rows(vault) == 4
        on_share = open_vault(path, password=PASSWORD, read_only=True, drive=lambda _path: DriveKind.NETWORK)
        _save(other)
        assert rows(vault) == 5
        assert rows(on_share) == 4
        on_share.close()
        vault.close()


@pytest.mark.usefixtures("made")
def test_a_process_that_dies_holds_nothing(path: Path, rows: Callable[[Vault], int]) -> None:
    with _another_process(path) as other:
        _save(other)
    assert locks.beside(path).exists()
    assert not locks.is_held(path)
    vault = open_vault(path, password=PASSWORD)
    assert rows(vault) == 4
    vault.close()
    assert not locks.beside(path).exists()


def test_the_same_process_opens_a_file_once(opened: Vault, path: Path) -> None:
    with pytest.raises(AlreadyOpen):
        open_vault(path, password=PASSWORD)
    assert opened.writer.execute("SELECT count(*) FROM t").fetchone() == (3,)


def test_a_lock_of_an_earlier_day_says_the_day() -> None:
    error = AlreadyOpen("PC-07", datetime(2026, 11, 23, 16, 42), datetime(2026, 11, 24, 8, 0))
    assert "từ 16:42, 23/11/2026" in str(error)


def test_an_unsigned_lock_is_still_a_lock(made: str, path: Path) -> None:
    lock = locks.WriteLock(path)
    lock.take(datetime.now)
    with pytest.raises(AlreadyOpen, match="cửa sổ khác"):
        open_vault(path, password=PASSWORD)
    lock.give_up()
    lock.give_up()
    open_vault(path, password=PASSWORD).close()


def test_words_left_in_a_lock_by_a_dead_process_are_wiped(path: Path) -> None:
    locks.beside(path).write_bytes(b"\0" + json.dumps({"machine": "PC-CŨ"}).encode())
    lock = locks.WriteLock(path)
    lock.take(datetime.now)
    assert locks.beside(path).read_bytes() == b""
    lock.give_up()
