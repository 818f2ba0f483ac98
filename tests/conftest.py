"""What every test has: no screen, a home of its own, Vietnamese, and no patience with warnings."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from hnabroad_desktop.base import i18n

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is not a failure: speed is measured in tests/bench against a floor.
settings.register_profile("quick", max_examples=25, deadline=None)
settings.register_profile("here", max_examples=100, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
# For seeded faults: that a test fails is enough, the smallest history that makes it fail is not asked for.
settings.register_profile("seeded", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate))
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "here"))

_XDG = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_user() -> Iterator[None]:
    """Qt reads these once in a process, so they hold for the whole run."""
    before = {name: os.environ.get(name) for name in _XDG}
    with tempfile.TemporaryDirectory(prefix="hnabroad-tests-") as folder:
        os.environ.update(dict.fromkeys(_XDG, folder))
        yield
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder for what the program keeps for the user of the machine."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HNABROAD_HOME", str(home))
    monkeypatch.delenv("HNABROAD_PASSWORD", raising=False)
    return home


@pytest.fixture(autouse=True)
def _vietnamese() -> None:
    """Each test starts in the language of the clerks, whatever the one before it chose."""
    if i18n.language() != "vi":
        i18n.set_language("vi")
