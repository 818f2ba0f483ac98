"""Damage that opening does not meet is found by asking."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest

from hnabroad_desktop.store import cipher, health
from hnabroad_desktop.store.cipher import FileKey
from hnabroad_desktop.store.errors import UnsafeSettings
from hnabroad_desktop.store.vault import Vault
from hnabroad_desktop.store.vault import open_vault as open_known

# The files of these tests have no tables of the engine.
open_vault = partial(open_known, newest=0)

PASSWORD = "mật khẩu"


def test_a_sound_file_has_no_findings(opened: Vault) -> None:
    reader = opened.reader()
    assert health.check(reader) == []
    assert health.check(reader, thorough=True) == []
    reader.close()


def test_a_damaged_page_is_named(made: str, path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-2000:-1000] = random.Random(3).randbytes(1000)
    path.write_bytes(content)
    vault = open_vault(path, password=PASSWORD)
    reader = vault.reader()
    found = health.check(reader)
    assert {finding.part for finding in found} == {"pages", "structure"}
    assert f"page {len(content) // 4096}" in found[0].detail
    reader.close()
    vault.close()


def test_an_index_that_misses_a_row_is_found_when_asked_thoroughly(opened: Vault) -> None:
    writer = opened.writer
    writer.execute("CREATE INDEX by_words ON t(words)")
    writer.execute("PRAGMA writable_schema=ON")
    writer.execute("UPDATE sqlite_master SET sql=NULL WHERE name='nothing'")
    writer.execute("UPDATE sqlite_master SET sql='CREATE INDEX by_words ON t(n)' WHERE name='by_words'")
    writer.execute("PRAGMA writable_schema=RESET")
    reader = opened.reader()
    assert [finding.part for finding in health.check_structure(reader, thorough=True)]
    reader.close()


def test_an_engine_without_its_safe_settings_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cipher, "PAGE", 8192)
    with pytest.raises(UnsafeSettings, match="cipher_page_size"):
        cipher.connect(path, FileKey("0" * 32, bytes(32)), "rwc")


def test_a_file_that_refuses_the_log_is_not_written(path: Path) -> None:
    connection = cipher.sqlcipher.connect(":memory:", isolation_level=None)
    with pytest.raises(UnsafeSettings, match="journal_mode"):
        cipher.write_ahead(connection)
    connection.close()
