"""The machine's folder of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hnabroad_desktop.store import local
from tests.exchange.worlds import World


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of their own for what the machine remembers."""
    monkeypatch.setenv(local.HOME_VARIABLE, str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def world() -> Iterator[World]:
    """Four units with data files alike."""
    made = World()
    yield made
    made.close()
