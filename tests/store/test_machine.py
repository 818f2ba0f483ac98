"""A file, its copy, its restored state and another machine never write under one identity."""

from __future__ import annotations

from pathlib import Path

import pytest

from hnabroad_desktop.store import local, machine


def test_the_same_file_in_the_same_place_keeps_its_identity(path: Path) -> None:
    replica, new = machine.replica_for("f1", path, {})
    assert new
    machine.remember(replica, 7, "a")
    assert machine.replica_for("f1", path, {replica: 7}, "a") == (replica, False)
    assert machine.replica_for("f1", path, {replica: 9}, "a") == (replica, False)


@pytest.mark.parametrize("tips", [{}, {"tip": 6}])
def test_an_older_state_gets_a_new_identity(path: Path, tips: dict[str, int]) -> None:
    replica, _new = machine.replica_for("f1", path, {})
    machine.remember(replica, 7)
    again, new = machine.replica_for("f1", path, {replica: tips.get("tip", 0)})
    assert new
    assert again != replica
    assert machine.replica_for("f1", path, {replica: 6, again: 0}) == (again, False)


def test_a_copy_another_file_and_another_token_get_new_identities(path: Path) -> None:
    first, _new = machine.replica_for("f1", path, {}, "a")
    others = {
        machine.replica_for("f1", path.with_name("bản sao.hnab"), {first: 0}, "a")[0],
        machine.replica_for("f1", path, {first: 0}, "b")[0],
        machine.replica_for("f2", path, {first: 0}, "a")[0],
    }
    assert len(others | {first}) == 4


def test_another_machine_gets_a_new_identity(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replica, _new = machine.replica_for("f1", path, {})
    monkeypatch.setenv(local.HOME_VARIABLE, str(tmp_path / "máy khác"))
    assert machine.replica_for("f1", path, {replica: 0}) != (replica, False)


def test_after_a_restore_the_identity_is_new(path: Path) -> None:
    replica, _new = machine.replica_for("f1", path, {})
    machine.forget(path)
    machine.remember(replica, 3)
    assert machine.replica_for("f1", path, {replica: 3})[1]


@pytest.mark.parametrize("left", ["", "{}", "[]", '{"replicas": {"a": {}}}', '{"replicas": 3}'])
def test_a_lost_register_costs_new_identities_and_no_more(path: Path, own_home: Path, left: str) -> None:
    replica, _new = machine.replica_for("f1", path, {})
    (own_home / "machine.json").write_text(left)
    again, new = machine.replica_for("f1", path, {replica: 0})
    assert new
    assert machine.replica_for("f1", path, {again: 0}) == (again, False)


def test_without_a_named_folder_the_users_own_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(local.HOME_VARIABLE)
    for variable in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    assert local.home().name == "hnabroad"
