"""Real data files for the tests of the store, in folders of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from hnabroad_desktop.store import local
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.vault import Vault, create
from hnabroad_desktop.store.vault import open_vault as open_known

# The files of these tests have no tables of the engine.
open_vault = partial(open_known, newest=0)

PASSWORD = "mật khẩu"


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The machine's folder of this test."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv(local.HOME_VARIABLE, str(folder))
    return folder


@pytest.fixture
def cheap() -> Cost:
    """A guess that costs next to nothing."""
    return Cost(passes=1, kibibytes=32, lanes=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the data file of this test lies, in a folder of its own."""
    folder = tmp_path / "số liệu"
    folder.mkdir()
    return folder / "hồ sơ.hnab"


@pytest.fixture
def made(path: Path, cheap: Cost) -> str:
    """A closed file of Lan with three rows in table t; its recovery key as printed."""
    vault, printed = create(path, person="Lan", password=PASSWORD, cost=cheap)
    vault.writer.execute("CREATE TABLE t(n INTEGER PRIMARY KEY, words TEXT)")
    vault.writer.executemany("INSERT INTO t(words) VALUES(?)", [("x" * 2000,)] * 3)
    vault.close()
    return printed


@pytest.fixture
def opened(made: str, path: Path) -> Iterator[Vault]:
    """The same file, open to write."""
    vault = open_vault(path, password=PASSWORD)
    yield vault
    vault.close()


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Reads every byte of every file in a folder, to say later that nothing was written."""

    def read(folder: Path) -> dict[str, bytes]:
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    return read


@pytest.fixture
def rows() -> Callable[[Vault], int]:
    """Counts the rows of t through a reader of its own."""

    def count(vault: Vault) -> int:
        reader = vault.reader()
        try:
            return int(reader.execute("SELECT count(*) FROM t").fetchone()[0])
        finally:
            reader.close()

    return count
