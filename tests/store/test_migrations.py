"""Steps of the engine's tables: all of them or none, never backwards."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from hnabroad_desktop.store.errors import NewerFile
from hnabroad_desktop.store.migrations import Step, migrate, newest, version_of
from hnabroad_desktop.store.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection


def _first(connection: Connection) -> None:
    connection.execute("CREATE TABLE first(n)")


def _second(connection: Connection) -> None:
    connection.execute("ALTER TABLE first ADD COLUMN words TEXT")


def _failing(connection: Connection) -> None:
    connection.execute("CREATE TABLE third(n)")
    connection.execute("SELECT * FROM nowhere")


ONE, TWO, THREE = Step(1, _first), Step(2, _second), Step(3, _failing)


def test_missing_steps_are_applied_once_and_in_order(opened: Vault) -> None:
    backed_up: list[tuple[int, int]] = []
    before = lambda present, target: backed_up.append((present, target))  # noqa: E731
    assert migrate(opened.writer, (ONE,), before=before) == 1
    assert backed_up == []
    assert migrate(opened.writer, (ONE, TWO), before=before) == 1
    assert backed_up == [(1, 2)]
    assert migrate(opened.writer, (ONE, TWO), before=before) == 0
    assert version_of(opened.writer) == 2
    opened.writer.execute("INSERT INTO first VALUES(1, 'một')")


def test_a_failing_step_undoes_all_of_them(opened: Vault) -> None:
    migrate(opened.writer, (ONE,))
    with pytest.raises(Exception, match="nowhere"):
        migrate(opened.writer, (ONE, TWO, THREE))
    assert version_of(opened.writer) == 1
    columns = opened.writer.execute("SELECT name FROM pragma_table_info('first')").fetchall()
    assert columns == [("n",)]
    assert opened.writer.execute("SELECT count(*) FROM sqlite_master WHERE name='third'").fetchone() == (0,)


def test_a_failing_check_undoes_all_of_them(opened: Vault) -> None:
    def check(connection: Connection) -> None:
        raise ValueError("chain")

    with pytest.raises(ValueError, match="chain"):
        migrate(opened.writer, (ONE, TWO), check=check)
    assert version_of(opened.writer) == 0


def test_a_failing_backup_keeps_the_file_as_it_is(opened: Vault) -> None:
    migrate(opened.writer, (ONE,))

    def before(present: int, target: int) -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        migrate(opened.writer, (ONE, TWO), before=before)
    assert version_of(opened.writer) == 1


def test_a_newer_file_is_refused() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA user_version=3")
    with pytest.raises(NewerFile):
        migrate(connection, (ONE, TWO))
    connection.close()


def test_versions_rise() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(ValueError, match="rise"):
        migrate(connection, (TWO, ONE))
    connection.close()


def test_a_program_without_steps_knows_files_without_tables() -> None:
    assert newest(()) == 0
    assert newest((ONE, TWO)) == 2
